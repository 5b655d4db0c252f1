"""Deciding one pair in this process: reading both sides, what the row declares, and the decision."""

import re
import time
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import assert_never

from autograder.domain.tolerance import Tolerance
from autograder.mathematics.decision import Different, Equal, Form, LastResort, Options, Undecided, decide
from autograder.mathematics.decision.outcomes import Decision
from autograder.mathematics.notation import Domain, Notation, Role, SymbolSpec
from autograder.mathematics.pairs.antiderivatives import CONSTANT_NAMES, decide_antiderivatives
from autograder.mathematics.pairs.families import with_families
from autograder.mathematics.pairs.free_names import (
    NO_FREE_NAMES,
    FreeNames,
    as_unknowns,
    free_names,
    may_hold_free_names,
    sums_up,
    with_logistic,
)
from autograder.mathematics.pairs.rows import OptionsTable, PairRow, SymbolTable, Syntax, ToleranceTable
from autograder.mathematics.pairs.verdicts import Found, PairVerdict
from autograder.mathematics.pairs.written import written_functions
from autograder.mathematics.reading import Read, read_latex, read_text, read_uses
from autograder.mathematics.traversal import names_in, walk
from autograder.mathematics.tree import BigOperator, Call, Expectation, Logic, Node, Relation, RelationKind, Symbol

_ANY = Notation(undeclared_are_real=True)
_MATRIX_SIZE = 3
_MATRIX = re.compile(r"matrix\}|\[\s*\[|\\mathcal\s*\{?N|\bN\s*\(")
"""Where a matrix is written out, or a normal law that may have one, ``I`` is the identity."""
RANDOM_LETTERS = frozenset("UVWXYZ")
"""What people call random variables where they say nothing of their law."""
_LINE = frozenset(["real", "positive", "nonnegative"])
"""Domains in which a bound of a sum is a positive whole number all the same."""
_SMALL_RANDOM_LETTERS = frozenset(["x", "y", "z", "epsilon"])
"""And what they call them where none of those letters stands below the mean."""


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
    notation = _notation(row)
    names = _free_names(row, notation)
    found = _decided(row, names.added_to(notation), names, last_resort) if names.symbols else None
    if found is None or found.verdict is PairVerdict.INVALID:
        return _decided(row, notation, NO_FREE_NAMES, last_resort)
    if found.verdict is PairVerdict.DIFFERENT and names.functions:
        factors = _decided(row, notation, NO_FREE_NAMES, None)
        if factors.verdict is PairVerdict.EQUAL:
            return Found(PairVerdict.UNDECIDED, reason=_either(names))
    return found


def _either(names: FreeNames) -> str:
    return (
        f"{', '.join(sorted(names.functions))} may be a function or a factor: only as factors are both worth the same"
    )


def _free_names(row: PairRow, notation: Notation) -> FreeNames:
    """Return what the names are that the row does not declare, as far as their use tells."""
    sides = [(row.student, row.syntax), (row.reference, row.reference_syntax or row.syntax)]
    if not any(may_hold_free_names(source, syntax) for source, syntax in sides):
        return NO_FREE_NAMES
    uses = [use for source, syntax in sides for use in read_uses(source, notation, text_syntax=syntax == "text")]
    return free_names(uses, notation.specs, summed=any(sums_up(source) for source, _ in sides))


def _decided(row: PairRow, notation: Notation, names: FreeNames, last_resort: LastResort | None) -> Found:
    sides = []
    for name, source, syntax in (
        ("student", row.student, row.syntax),
        ("reference", row.reference, row.reference_syntax or row.syntax),
    ):
        read = read_side(source, syntax, notation)
        if read.node is None or read.faults:
            reason = read.faults[0].message if read.faults else "nothing could be read"
            return Found(PairVerdict.INVALID, reason=f"{name}: {reason}")
        sides.append(with_logistic(read.node, names))
    if names.functions and any(isinstance(side, Relation | Logic) for side in sides):
        sides = [as_unknowns(side, names) for side in sides]
    sides, families = with_families(sides, notation.specs, _domain(row.options.domain))
    if families:
        notation = replace(notation, symbols=MappingProxyType({**notation.symbols, **families}))
    declared = _with_domain(notation, sides, row.options)
    options = replace(_options(row.options, sides), last_resort=last_resort)
    return _found(_decision(sides[0], sides[1], declared, options))


def _decision(student: Node, reference: Node, notation: Notation, options: Options) -> Decision:
    found = decide_antiderivatives(student, reference, notation, options)
    found = _identities(student, reference, notation, options) if found is None else found
    return decide(student, reference, notation, None, options) if found is None else found


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


def _notation(row: PairRow) -> Notation:
    specs = {_canonical(name): table for name, table in row.symbols.items()}
    found = {name: _spec(name, table) for name, table in specs.items()}
    matrices = any(spec.role is Role.MATRIX for spec in found.values())
    written = any(_MATRIX.search(source) for source in (row.student, row.reference))
    return Notation(
        MappingProxyType(found), undeclared_are_real=True, prime_is_transpose=matrices, holds_matrices=written
    )


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
    counting = frozenset().union(*map(_counting_names, written)) if options.domain in _LINE else frozenset()
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
    return replace(notation, symbols=MappingProxyType({**notation.symbols, **specs}))


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
    """Return the random variables in expectations without a law, and in variances: the letters people take for them."""
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
    names = {name: name.partition("_")[0] for body in bodies for name in names_in(body)}
    letters = RANDOM_LETTERS if RANDOM_LETTERS & set(names.values()) else _SMALL_RANDOM_LETTERS
    return frozenset(name for name, letter in names.items() if letter in letters)


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
