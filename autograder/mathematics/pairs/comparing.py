"""Deciding one pair in this process: reading both sides, what the row declares, and the decision."""

import re
import time
from dataclasses import dataclass, replace
from typing import assert_never

from autograder.mathematics.decision import Different, Equal, LastResort, Options, Undecided, decide
from autograder.mathematics.decision.numeric import MISFIT
from autograder.mathematics.decision.outcomes import Decision
from autograder.mathematics.notation import Notation, Role
from autograder.mathematics.pairs.antiderivatives import decide_antiderivatives
from autograder.mathematics.pairs.commas import (
    DECIMAL_NOTE,
    THOUSANDS_NOTE,
    UNCLEAR,
    in_thousands,
    lists_where_one_is_asked,
    with_points,
)
from autograder.mathematics.pairs.declared import notation_of, options_of, with_domain
from autograder.mathematics.pairs.free_names import (
    NO_FREE_NAMES,
    FreeNames,
    as_unknowns,
    free_names,
    with_functions,
)
from autograder.mathematics.pairs.matrix_names import SIZES, are_matrices, may_be_matrices, with_matrices
from autograder.mathematics.pairs.rows import PairRow, Syntax
from autograder.mathematics.pairs.verdicts import Found, PairVerdict
from autograder.mathematics.pairs.written import written_functions
from autograder.mathematics.reading import Read, read_latex, read_text
from autograder.mathematics.reading.mixed import MIXED_AMONG_FACTORS
from autograder.mathematics.reading.sets import SIDE_BY_SIDE
from autograder.mathematics.traversal import walk
from autograder.mathematics.tree import Applied, Interval, Logic, Node, Number, Relation, RelationKind

_ORDERS = frozenset(["O", "o", "Theta", "Omega", r"\Theta", r"\Omega"])
_ORDER_OF_GROWTH = re.compile(
    r"(?:(?<![A-Za-z\\{])[Oo]|\\(?:Theta|Omega)|\\math(?:cal|rm)\s*\{?[Oo]\}?)\s*(?:\\left|\\[Bb]igg?l?)?\s*\("
)
"""``O(n^2)`` and its like: what they say is no number."""


def compare_pair(row: PairRow, last_resort: LastResort | None = None) -> Found:
    """Decide one pair.

    Parameters
    ----------
    row
        The pair, with what its author declares and asks.
    last_resort
        As in `Options`: nothing that may run for ever where this process cannot be killed.

    Returns
    -------
    Found
        The verdict; ``invalid`` if a side cannot be read.
    """
    started = time.process_time()
    found = _compared(row, last_resort)
    return Found(found.verdict, found.proved, found.witness, found.reason, (time.process_time() - started) * 1e3)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One row under way: what it declares, what the use of other names says, and what may be asked at last."""

    row: PairRow
    notation: Notation
    names: FreeNames
    last_resort: LastResort | None
    confirming: bool = False
    """True where an agreement is looked at once more, with matrices."""


_DECLARE = "the names look like matrices, of which this may be false: declare their shapes in symbols"


def _compared(row: PairRow, last_resort: LastResort | None) -> Found:
    found = _decided_by_use(row, last_resort)
    orders = any(_ORDER_OF_GROWTH.search(source) for source, _ in _sides(row)) and not _ORDERS & row.symbols.keys()
    if orders and found.verdict is PairVerdict.DIFFERENT:
        return Found(PairVerdict.UNDECIDED, reason="orders of growth are not compared here")
    return found


def _decided_by_use(row: PairRow, last_resort: LastResort | None) -> Found:
    notation = notation_of(row)
    plain = _Asked(row, notation, NO_FREE_NAMES, last_resort)
    names = free_names(_sides(row), notation)
    if names.unclear:
        return Found(PairVerdict.UNDECIDED, reason=names.unclear)
    if not names.symbols:
        return _judged(plain)
    found = _judged(_Asked(row, names.added_to(notation), names, last_resort))
    if found.verdict is PairVerdict.INVALID:
        return _judged(plain)
    laws = any(spec.role is Role.DENSITY for spec in names.symbols.values())
    if laws and found.verdict is PairVerdict.DIFFERENT and MISFIT in found.reason:
        return Found(PairVerdict.UNDECIDED, reason="a density is left at all of its points on one side")
    if found.verdict is PairVerdict.DIFFERENT and names.functions:
        factors = _judged(replace(plain, last_resort=None))
        if factors.verdict is PairVerdict.EQUAL:
            return Found(PairVerdict.UNDECIDED, reason=_either(names))
    return found


def _either(names: FreeNames) -> str:
    written = ", ".join(sorted(names.functions))
    return f"{written} may be a function or a factor: only as factors are both worth the same"


def _sides(row: PairRow) -> tuple[tuple[str, Syntax], tuple[str, Syntax]]:
    """Return the answer and the reference, each with its syntax."""
    return (row.student, row.syntax), (row.reference, row.reference_syntax or row.syntax)


def _judged(asked: _Asked) -> Found:
    sides: list[Read] = []
    for name, (source, syntax) in zip(("student", "reference"), _sides(asked.row), strict=True):
        read = read_side(source, syntax, asked.notation)
        if read.node is None or read.faults:
            reason = read.faults[0].message if read.faults else "nothing could be read"
            return Found(PairVerdict.INVALID, reason=f"{name}: {reason}")
        sides.append(read)
    found = _found(_weighed(asked, *sides))
    if found.verdict is PairVerdict.EQUAL and not asked.confirming:
        return _confirmed(asked, [side.node for side in sides if side.node is not None], found)
    return found


def _confirmed(asked: _Asked, sides: list[Node], found: Found) -> Found:
    """Return an agreement of numbers if it is one of matrices too, where undeclared names look like matrices."""
    sure = are_matrices(sides, asked.notation)
    if not sure and not may_be_matrices(sides, asked.notation):
        return found
    for size in SIZES:
        notation = with_matrices(sides, asked.notation, size)
        other = _judged(replace(asked, notation=notation, confirming=True, last_resort=None))
        if other.verdict is PairVerdict.DIFFERENT and other.witness is not None and sure:
            return replace(other, reason=other.reason or "they are equal for numbers, but not for matrices")
        if other.verdict is not PairVerdict.EQUAL:
            return Found(PairVerdict.UNDECIDED, reason=_DECLARE)
    return found


def _weighed(asked: _Asked, student: Read, reference: Read) -> Decision:
    """Decide two sides; where they are not equal, weigh whether the student may have written something else."""
    assert student.node is not None
    assert reference.node is not None
    decision = _decided(asked, student.node, reference.node)
    remarks = (*student.remarks, *reference.remarks)
    if SIDE_BY_SIDE in remarks and not any(map(_speaks_of_numbers, (student.node, reference.node))):
        return Undecided(SIDE_BY_SIDE)
    if isinstance(decision, Equal):
        return decision
    if lists_where_one_is_asked(student.node, reference.node):
        return _with_commas(asked, reference.node) or decision
    if MIXED_AMONG_FACTORS in remarks and isinstance(decision, Different):
        return Undecided(MIXED_AMONG_FACTORS)
    return decision


def _speaks_of_numbers(node: Node) -> bool:
    """Say whether a set holds numbers: of such sets it seldom matters in which order they are joined."""
    return any(isinstance(part, Interval | Number) for part in walk(node))


def _decided(asked: _Asked, student: Node, reference: Node) -> Decision:
    sides = [with_functions(side, asked.names) for side in (student, reference)]
    if asked.names.functions and any(isinstance(side, Relation | Logic) for side in sides):
        sides = [as_unknowns(side, asked.names) for side in sides]
    declared = with_domain(asked.notation, sides, asked.row.options)
    options = replace(options_of(asked.row.options, sides), last_resort=asked.last_resort)
    found = decide_antiderivatives(sides[0], sides[1], declared, options)
    found = _identities(sides[0], sides[1], declared, options) if found is None else found
    return decide(sides[0], sides[1], declared, None, options) if found is None else found


def _identities(student: Node, reference: Node, notation: Notation, options: Options) -> Decision | None:
    """Decide two equations between densities, each of which holds always or not: ``p(z|x) p(x) = p(x, z)``."""
    match student, reference:
        case Relation(RelationKind.EQUAL, one, other), Relation(RelationKind.EQUAL, left, right):
            if not any(spec.role is Role.DENSITY for spec in notation.symbols.values()):
                return None
            if not isinstance(decide(left, right, notation, None, options), Equal):
                return None
            found = decide(one, other, notation, None, options)
            alike = one == left or _densities(student, notation) == _densities(reference, notation)
            if isinstance(found, Equal) and (one == other or not alike):
                return Undecided("both equations hold always, but need not say the same")
            return found
        case _:
            return None


def _densities(node: Node, notation: Notation) -> frozenset[Node]:
    """Return the densities in an equation, each with its points."""
    specs = ((part, notation.find(part.function)) for part in walk(node) if isinstance(part, Applied))
    return frozenset(part for part, spec in specs if spec is not None and spec.role is Role.DENSITY)


def _with_commas(asked: _Asked, reference: Node) -> Decision | None:
    """Decide the one number that a list may be, its commas read otherwise; None if it is not the one asked."""
    thousands, points = in_thousands(asked.row.student), with_points(asked.row.student)
    for source, note in ((thousands, THOUSANDS_NOTE), (points, DECIMAL_NOTE)):
        read = None if source is None else read_side(source, asked.row.syntax, asked.notation)
        if read is None or read.node is None or read.faults:
            continue
        found = _decided(asked, read.node, reference)
        if isinstance(found, Equal) and note == DECIMAL_NOTE and thousands is not None:
            return Undecided(UNCLEAR)
        if isinstance(found, Equal):
            return replace(found, notes=(*found.notes, note))
    return None


def read_side(source: str, syntax: Syntax, notation: Notation) -> Read:
    """Read one side of a pair, the functions of plain text systems (``diff``, ``int``, ``lcm``) included."""
    reader = read_text if syntax == "text" else read_latex
    return written_functions(lambda known: reader(source, known), notation)


def _found(decision: Decision) -> Found:
    match decision:
        case Equal(proved=proved, notes=notes):
            return Found(PairVerdict.EQUAL, proved, reason="; ".join(notes))
        case Different(reason=reason, witness=witness, proved=proved):
            return Found(PairVerdict.DIFFERENT, proved, witness, reason)
        case Undecided(reason=reason):
            return Found(PairVerdict.UNDECIDED, reason=reason)
        case _:
            assert_never(decision)
