"""Deciding one pair in this process: reading both sides, what the row declares, and the decision."""

import time
from dataclasses import dataclass, replace
from typing import assert_never

from autograder.mathematics.decision import Different, Equal, LastResort, Options, Undecided, decide
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
    differentiates,
    free_names,
    may_hold_free_names,
    sums_up,
    with_functions,
)
from autograder.mathematics.pairs.rows import PairRow, Syntax
from autograder.mathematics.pairs.verdicts import Found, PairVerdict
from autograder.mathematics.pairs.written import written_functions
from autograder.mathematics.reading import Read, read_latex, read_text, read_uses
from autograder.mathematics.reading.mixed import MIXED_AMONG_FACTORS
from autograder.mathematics.reading.sets import SIDE_BY_SIDE
from autograder.mathematics.traversal import walk
from autograder.mathematics.tree import Interval, Logic, Node, Number, Relation, RelationKind


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


def _compared(row: PairRow, last_resort: LastResort | None) -> Found:
    notation = notation_of(row)
    plain = _Asked(row, notation, NO_FREE_NAMES, last_resort)
    names = _free_names(row, notation)
    if not names.symbols:
        return _judged(plain)
    if names.parameters.keys() - names.functions:
        return Found(PairVerdict.UNDECIDED, reason="how a density changes with its parameters is not known here")
    found = _judged(_Asked(row, names.added_to(notation), names, last_resort))
    if found.verdict is PairVerdict.INVALID:
        return _judged(plain)
    if found.verdict is PairVerdict.DIFFERENT and names.functions:
        factors = _judged(replace(plain, last_resort=None))
        if factors.verdict is PairVerdict.EQUAL:
            return Found(PairVerdict.UNDECIDED, reason=_either(names))
    return found


def _either(names: FreeNames) -> str:
    written = ", ".join(sorted(names.functions))
    return f"{written} may be a function or a factor: only as factors are both worth the same"


def _free_names(row: PairRow, notation: Notation) -> FreeNames:
    """Return what the names are that the row does not declare, as far as their use tells."""
    sides = [(row.student, row.syntax), (row.reference, row.reference_syntax or row.syntax)]
    if not any(may_hold_free_names(source, syntax) for source, syntax in sides):
        return NO_FREE_NAMES
    uses = [use for source, syntax in sides for use in read_uses(source, notation, text_syntax=syntax == "text")]
    return free_names(
        uses,
        notation.specs,
        summed=any(sums_up(source) for source, _ in sides),
        differentiated=any(differentiates(source) for source, _ in sides),
    )


def _judged(asked: _Asked) -> Found:
    row = asked.row
    sides: list[Read] = []
    for name, source, syntax in (
        ("student", row.student, row.syntax),
        ("reference", row.reference, row.reference_syntax or row.syntax),
    ):
        read = read_side(source, syntax, asked.notation)
        if read.node is None or read.faults:
            reason = read.faults[0].message if read.faults else "nothing could be read"
            return Found(PairVerdict.INVALID, reason=f"{name}: {reason}")
        sides.append(read)
    return _found(_weighed(asked, *sides))


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
    return (
        Undecided(MIXED_AMONG_FACTORS)
        if MIXED_AMONG_FACTORS in remarks and isinstance(decision, Different)
        else decision
    )


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
            if isinstance(decide(left, right, notation, None, options), Equal):
                return decide(one, other, notation, None, options)
            return None
        case _:
            return None


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
