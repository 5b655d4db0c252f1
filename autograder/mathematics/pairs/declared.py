"""What a row declares and asks, in the engine's own terms."""

import re
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from autograder.domain.tolerance import Tolerance
from autograder.mathematics.decision import Form, Options
from autograder.mathematics.notation import Domain, Notation, Role, SymbolSpec
from autograder.mathematics.pairs.antiderivatives import CONSTANT_NAMES
from autograder.mathematics.pairs.rows import OptionsTable, PairRow, SymbolTable, ToleranceTable
from autograder.mathematics.reading import read_latex, read_text
from autograder.mathematics.traversal import names_in, walk
from autograder.mathematics.tree import BigOperator, Call, Expectation, Node, Symbol

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


def _canonical(name: str) -> str:
    r"""Return the name as the reader gives it: ``lambda_1`` for ``\lambda_1``."""
    read = (read_latex if "\\" in name else read_text)(name, _ANY)
    return read.node.name if isinstance(read.node, Symbol) and not read.faults else name


def notation_of(row: PairRow) -> Notation:
    """Return the names that a row declares; every other name is a number, unless its use says otherwise."""
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


def with_domain(notation: Notation, sides: Iterable[Node], options: OptionsTable) -> Notation:
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
    for name in frozenset().union(*map(_bounds, written)) & notation.symbols.keys():
        if notation.symbols[name].domain is Domain.INTEGER:  # sums are written for whole numbers from 1 on
            specs[name] = replace(notation.symbols[name], domain=Domain.POSITIVE_INTEGER)
    randoms = frozenset().union(*map(_random_names, written))
    for name in randoms:
        known = specs.get(name, notation.find(name))
        specs[name] = replace(known or SymbolSpec(name), random=known is None or known.role is not Role.MATRIX)
    if not specs:
        return notation
    return replace(notation, symbols=MappingProxyType({**notation.symbols, **specs}))


def _counting_names(node: Node) -> frozenset[str]:
    """Return the names that can only be whole: bounds of sums, entries of binomials and remainders."""
    counted = [part for part in walk(node) if isinstance(part, Call) and part.head in ("binomial", "mod", "gcd")]
    return _bounds(node).union(*(names_in(argument) for part in counted for argument in part.arguments))


def _bounds(node: Node) -> frozenset[str]:
    """Return the names in the bounds of sums and products."""
    ends = [end for part in walk(node) if isinstance(part, BigOperator) for end in (part.lower, part.upper)]
    return frozenset[str]().union(*(names_in(end) for end in ends if end is not None))


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


def options_of(table: OptionsTable, sides: Iterable[Node]) -> Options:
    """Return what is asked beyond the value."""
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
