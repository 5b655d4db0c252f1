"""Deciding one pair in this process: reading both sides, what the row declares, and the decision."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import assert_never

from autograder.domain.tolerance import Tolerance
from autograder.mathematics.decision import Different, Equal, Form, LastResort, Options, Undecided, decide
from autograder.mathematics.decision.outcomes import Decision
from autograder.mathematics.notation import Domain, Notation, Role, SymbolSpec
from autograder.mathematics.pairs.antiderivatives import CONSTANT_NAMES, decide_antiderivatives
from autograder.mathematics.pairs.commas import (
    DECIMAL_NOTE,
    THOUSANDS_NOTE,
    UNCLEAR,
    in_thousands,
    lists_where_one_is_asked,
    with_points,
)
from autograder.mathematics.pairs.rows import OptionsTable, PairRow, SymbolTable, Syntax, ToleranceTable
from autograder.mathematics.pairs.verdicts import Found, PairVerdict
from autograder.mathematics.pairs.written import written_functions
from autograder.mathematics.reading import Read, read_latex, read_text
from autograder.mathematics.reading.mixed import MIXED_AMONG_FACTORS
from autograder.mathematics.reading.sets import SIDE_BY_SIDE
from autograder.mathematics.traversal import names_in, walk
from autograder.mathematics.tree import BigOperator, Call, Expectation, Interval, Node, Number, Symbol

_ANY = Notation(undeclared_are_real=True)
_MATRIX_SIZE = 3
RANDOM_LETTERS = frozenset("UVWXYZ")
"""What people call random variables where they say nothing of their law."""


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


def _compared(row: PairRow, last_resort: LastResort | None) -> Found:
    notation = _notation(row.symbols)
    sides: list[Read] = []
    for name, source, syntax in (
        ("student", row.student, row.syntax),
        ("reference", row.reference, row.reference_syntax or row.syntax),
    ):
        read = read_side(source, syntax, notation)
        if read.node is None or read.faults:
            reason = read.faults[0].message if read.faults else "nothing could be read"
            return Found(PairVerdict.INVALID, reason=f"{name}: {reason}")
        sides.append(read)
    asked = _Asked(row, notation, last_resort)
    return _found(_weighed(asked, *sides))


@dataclass(frozen=True, slots=True)
class _Asked:
    """One row under way: what it declares, and what may be asked at last."""

    row: PairRow
    notation: Notation
    last_resort: LastResort | None


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
    row = asked.row
    declared = _with_domain(asked.notation, (student, reference), row.options)
    options = replace(_options(row.options, (student, reference)), last_resort=asked.last_resort)
    found = decide_antiderivatives(student, reference, declared, options)
    return decide(student, reference, declared, None, options) if found is None else found


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


# what the row declares


def _canonical(name: str) -> str:
    r"""Return the name as the reader gives it: ``lambda_1`` for ``\lambda_1``."""
    read = (read_latex if "\\" in name else read_text)(name, _ANY)
    return read.node.name if isinstance(read.node, Symbol) and not read.faults else name


def _notation(symbols: Mapping[str, SymbolTable]) -> Notation:
    specs = {_canonical(name): table for name, table in symbols.items()}
    found = {name: _spec(name, table) for name, table in specs.items()}
    matrices = any(spec.role is Role.MATRIX for spec in found.values())
    return Notation(MappingProxyType(found), undeclared_are_real=True, prime_is_transpose=matrices)


def _spec(name: str, table: SymbolTable) -> SymbolSpec:
    shape: tuple[int, ...] = table.shape
    if table.domain == "matrix" and not shape:
        shape = (_MATRIX_SIZE, _MATRIX_SIZE)
    role = (Role.SCALAR, Role.VECTOR, Role.MATRIX)[len(shape)]
    return SymbolSpec(name, role, _domain(table.domain), shape, table.symmetric)


def _domain(name: str) -> Domain:
    return Domain.REAL if name in ("matrix", "boolean") else Domain(name)


def _with_domain(notation: Notation, sides: Iterable[Node], options: OptionsTable) -> Notation:
    """Declare every other name: in the domain the options give it, or as the whole number that its place asks for."""
    written = tuple(sides)
    others = frozenset().union(*map(names_in, written)) - set(notation.symbols)
    counting = frozenset().union(*map(_counting_names, written)) if options.domain == "real" else frozenset()
    domain = _domain(options.domain)
    specs = {
        name: SymbolSpec(name, domain=Domain.POSITIVE_INTEGER if name in counting else domain)
        for name in others
        if name in counting or domain is not Domain.REAL
    }
    randoms = frozenset().union(*map(_random_names, written))
    for name in randoms:
        known = specs.get(name, notation.find(name))
        specs[name] = replace(known or SymbolSpec(name), random=known is None or known.role is not Role.MATRIX)
    if not specs:
        return notation
    return Notation(MappingProxyType({**notation.symbols, **specs}), True, notation.prime_is_transpose)


def _counting_names(node: Node) -> frozenset[str]:
    """Return the names that can only be whole: bounds of sums, entries of binomials and remainders."""
    found: set[str] = set()
    for part in walk(node):
        match part:
            case BigOperator(_, _, _, lower, upper):
                found.update(*(names_in(bound) for bound in (lower, upper) if bound is not None))
            case Call("binomial" | "mod" | "gcd", arguments):
                found.update(*map(names_in, arguments))
            case _:
                continue
    return frozenset(found)


def _random_names(node: Node) -> frozenset[str]:
    """Return the capital letters from U to Z in expectations without a law, and in variances."""
    bodies = [
        body
        for part in walk(node)
        for body in (
            (part.body,)
            if isinstance(part, Expectation) and not (part.law or part.variables or part.given)
            else part.arguments
            if isinstance(part, Call) and part.head in ("variance", "covariance")
            else ()
        )
    ]
    return frozenset(name for body in bodies for name in names_in(body) if name.partition("_")[0] in RANDOM_LETTERS)


# what the row asks


def _options(table: OptionsTable, sides: Iterable[Node]) -> Options:
    return Options(
        multiplicity=table.multiplicity,
        constant_in=_moving(table.up_to_constant, sides),
        in_terms_of=None if table.in_terms_of is None else frozenset(map(_canonical, table.in_terms_of)),
        must_mention=tuple(map(_canonical, table.must_mention)),
        coordinates=tuple(map(_canonical, table.coordinates)),
        tolerance=_tolerance(table.tolerance),
        form=Form(table.form),
        significant_figures=table.significant_figures,
        decimal_places=table.decimal_places,
    )


def _moving(asked: bool | tuple[str, ...], sides: Iterable[Node]) -> tuple[str, ...]:
    if isinstance(asked, tuple):
        return tuple(map(_canonical, asked))
    return tuple(sorted(frozenset().union(*map(names_in, sides)) - CONSTANT_NAMES)) if asked else ()


def _tolerance(asked: float | ToleranceTable | None) -> Tolerance | None:
    if asked is None:
        return None
    if isinstance(asked, ToleranceTable):
        return Tolerance(asked.absolute, asked.relative)
    return Tolerance(0.0, asked)
