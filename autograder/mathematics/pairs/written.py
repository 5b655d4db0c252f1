"""Functions that plain text systems write in brackets: ``diff(x^2, x)``, ``int(x, x, 0, 1)``, ``lcm(4, 6)``.

They are read as functionals of whatever stands in their brackets, then given the nodes that they stand for.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from autograder.domain.faults import Fault, FaultKind
from autograder.mathematics.notation import Notation, Role, SymbolSpec
from autograder.mathematics.reading import Read
from autograder.mathematics.traversal import map_children, names_in
from autograder.mathematics.tree import (
    Applied,
    BigOperator,
    Call,
    Constant,
    Derivative,
    Integral,
    Interval,
    Limit,
    Logic,
    MatrixLiteral,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    TupleLiteral,
)

Arguments = tuple[Node, ...]
_PAIR = 2
_THREE = Number(Fraction(3))
MAX_ORDER = 6
"""Highest derivative that is written out."""


class _WrongArguments(Exception):
    """Unwinds a rewriting; never leaves this module."""


def _derivative(arguments: Arguments) -> Node:
    match arguments:
        case (body, Symbol() as variable):
            return Derivative(body, variable)
        case (body, Symbol() as variable, Number(value)) if value.denominator == 1 and 1 <= value <= MAX_ORDER:
            for _ in range(int(value)):
                body = Derivative(body, variable)
            return body
        case _:
            raise _WrongArguments


def _integral(arguments: Arguments) -> Node:
    match arguments:
        case (body, Symbol() as variable):
            return Integral(body, variable)
        case (body, Symbol() as variable, lower, upper) | (body, TupleLiteral((Symbol() as variable, lower, upper))):
            return Integral(body, variable, lower, upper)
        case _:
            raise _WrongArguments


def _over_index(operation: str) -> Callable[[Arguments], Node]:
    def build(arguments: Arguments) -> Node:
        match arguments:
            case (body, Symbol() as index, lower, upper) | (body, TupleLiteral((Symbol() as index, lower, upper))):
                return BigOperator(operation, body, index, lower, upper)
            case _:
                raise _WrongArguments

    return build


def _limit(arguments: Arguments) -> Node:
    match arguments:
        case (body, Symbol() as variable, target):
            return Limit(body, variable, target)
        case _:
            raise _WrongArguments


def _least_common_multiple(arguments: Arguments) -> Node:
    match arguments:
        case (one, other):
            return Quotient(Call("abs", (Product((one, other)),)), Call("gcd", (one, other)))
        case _:
            raise _WrongArguments


def _on_the_circle(arguments: Arguments) -> Node:
    match arguments:
        case (angle,):
            turned = Product((Constant("i"), Call("sin", (angle,))))
            return Sum((Call("cos", (angle,)), turned))
        case _:
            raise _WrongArguments


def _cube_root(arguments: Arguments) -> Node:
    match arguments:
        case (radicand,):
            return Call("root", (radicand, _THREE))
        case _:
            raise _WrongArguments


def _power(arguments: Arguments) -> Node:
    match arguments:
        case (base, exponent):
            return Power(base, exponent)
        case _:
            raise _WrongArguments


def _rational(arguments: Arguments) -> Node:
    match arguments:
        case (above, below):
            return Quotient(above, below)
        case _:
            raise _WrongArguments


def _array(arguments: Arguments) -> Node:
    """Build ``np.array([1, 2])``, whose brackets are no interval."""
    match arguments:
        case (Interval(one, other, True, True),):
            return TupleLiteral((one, other))
        case (MatrixLiteral() | TupleLiteral() as literal,):
            return literal
        case _:
            raise _WrongArguments


def _matrix_product(arguments: Arguments) -> Node:
    if len(arguments) < _PAIR:
        raise _WrongArguments
    return Product(arguments)


def _outer_product(arguments: Arguments) -> Node:
    match arguments:
        case (left, right):
            return Product((left, Call("transpose", (right,))))
        case _:
            raise _WrongArguments


def _square(arguments: Arguments) -> Node:
    match arguments:
        case (base,):
            return Power(base, Number(Fraction(2)))
        case _:
            raise _WrongArguments


def _piecewise(arguments: Arguments) -> Node:
    """Build ``piecewise((x, x > 0), (-x, true))``."""
    values: list[Node] = []
    conditions: list[Node | None] = []
    for case in arguments:
        match case:
            case TupleLiteral((value, Logic("and", ()))):
                values.append(value)
                conditions.append(None)
            case TupleLiteral((value, Relation() | Logic() as condition)):
                values.append(value)
                conditions.append(condition)
            case _:
                raise _WrongArguments
    if not values or None in conditions[:-1]:
        raise _WrongArguments
    return Piecewise(tuple(values), tuple(conditions))


def _called(head: str, count: int | None = None) -> Callable[[Arguments], Node]:
    def build(arguments: Arguments) -> Node:
        if not arguments or (count is not None and len(arguments) != count):
            raise _WrongArguments
        return Call(head, arguments)

    return build


def _interval(closed_lower: bool, closed_upper: bool) -> Callable[[Arguments], Node]:
    def build(arguments: Arguments) -> Node:
        match arguments:
            case (lower, upper):
                return Interval(lower, upper, closed_lower, closed_upper)
            case _:
                raise _WrongArguments

    return build


WRITTEN: Mapping[str, Callable[[Arguments], Node]] = MappingProxyType(
    {
        **dict.fromkeys(("diff", "Diff"), _derivative),
        **dict.fromkeys(("int", "integrate", "Integrate"), _integral),
        **dict.fromkeys(("sum", "Sum"), _over_index("sum")),
        **dict.fromkeys(("product", "prod"), _over_index("product")),
        "limit": _limit,
        "lcm": _least_common_multiple,
        "cis": _on_the_circle,
        "cbrt": _cube_root,
        "pow": _power,
        **dict.fromkeys(("piecewise", "Piecewise"), _piecewise),
        "realpart": _called("re", 1),
        "imagpart": _called("im", 1),
        "carg": _called("arg", 1),
        "cabs": _called("abs", 1),
        "signum": _called("sign", 1),
        "dot": _called("dot", 2),
        "cross": _called("cross", 2),
        "Rational": _rational,
        "np.eye": _called("identity", 1),
        "np.array": _array,
        "np.matmul": _matrix_product,
        "np.outer": _outer_product,
        "np.inner": _called("dot", 2),
        "np.square": _square,
        "np.power": _power,
        "setdifference": _called("complement", 2),
        "cc": _interval(True, True),
        "co": _interval(True, False),
        "oc": _interval(False, True),
    }
)
"""Name to what builds its node from its arguments."""

_UNREAD = frozenset("nand nor xnor".split())
"""Words of logic: where they come back as names, the statement was not read as one."""

_ADDED: Mapping[str, SymbolSpec] = MappingProxyType(
    {name: SymbolSpec(name, Role.FUNCTIONAL) for name in (*WRITTEN, *_UNREAD)}
)


@lru_cache
def _alone(undeclared_are_real: bool, prime_is_transpose: bool, holds_matrices: bool) -> Notation:
    return Notation(_ADDED, undeclared_are_real, prime_is_transpose, holds_matrices)


def written_functions(read: Callable[[Notation], Read], notation: Notation) -> Read:
    """Read something in which the functions of `WRITTEN` may stand, unless the notation has their names.

    Parameters
    ----------
    read
        Reads the source in the notation it is given.
    notation
        The names of the pair.
    """
    if notation.symbols:
        added = {name: spec for name, spec in _ADDED.items() if name not in notation.specs}
        known = replace(notation, symbols=MappingProxyType({**added, **notation.symbols}))
    else:
        added = dict(_ADDED)
        known = _alone(notation.undeclared_are_real, notation.prime_is_transpose, notation.holds_matrices)
    found = read(known)
    if found.node is None or added.keys().isdisjoint(names_in(found.node)):
        return found
    try:
        return replace(found, node=_rewritten(found.node, added.keys()))
    except _WrongArguments as wrong:
        fault = Fault(FaultKind.UNREADABLE, f'"{wrong}" does not stand here with what it takes.')
        return replace(found, faults=(*found.faults, fault))


def _rewritten(node: Node, added: Set[str]) -> Node:
    node = map_children(node, lambda child: _rewritten(child, added))
    match node:
        case Applied(function) if function in added & _UNREAD:
            raise _WrongArguments(function)
        case Applied(function, arguments, ()) if function in added:
            try:
                return WRITTEN[function](arguments)
            except _WrongArguments:
                raise _WrongArguments(function) from None
        case _:
            return node
