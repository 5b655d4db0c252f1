r"""Typed trees from sympy objects, which crossed as `wire.Symbolic`, into the one tree.

The heads are those of the sandbox's vocabulary; names are read as plain text or LaTeX names are (``W_p``, ``\\alpha``).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from autograder.mathematics.notation import Notation, Role
from autograder.mathematics.reading.expressions import check_tree, read_latex
from autograder.mathematics.reading.faults import FaultList
from autograder.mathematics.reading.limits import DIGITS, NESTING, NODES
from autograder.mathematics.reading.results import Read
from autograder.mathematics.reading.texts import read_text
from autograder.mathematics.reading.tokens import Unreadable
from autograder.mathematics.tree import (
    HEADS,
    Applied,
    BigOperator,
    Call,
    Constant,
    Derivative,
    Integral,
    Logic,
    MatrixLiteral,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    RelationKind,
    SetLiteral,
    Sum,
    Symbol,
    TupleLiteral,
)
from autograder.wire.values import Symbolic

Written: TypeAlias = "Symbolic | int | float | complex | Fraction | str"
_RELATIONS: Mapping[str, RelationKind] = MappingProxyType(
    {
        "equal": RelationKind.EQUAL,
        "not_equal": RelationKind.NOT_EQUAL,
        "less": RelationKind.LESS,
        "at_most": RelationKind.AT_MOST,
        "greater": RelationKind.GREATER,
        "at_least": RelationKind.AT_LEAST,
    }
)
_CONSTANTS = frozenset(["pi", "e", "i", "infinity"])
_APPLICABLE = frozenset([Role.DENSITY, Role.LAW, Role.MAP, Role.FUNCTIONAL])
_HALF = Fraction(1, 2)


def read_symbolic(value: Written, notation: Notation) -> Read:
    """Read a typed tree or a number; never raises.

    Parameters
    ----------
    value
        An expression as it crossed, or a plain number.
    notation
        The names of the question.
    """
    faults = FaultList("", None)
    reader = _SymbolicReader(notation, faults)
    try:
        node = reader.read(value, 0)
        check_tree(node)
    except Unreadable as trouble:
        faults.stopped(trouble)
        return Read(None, tuple(faults.found.values()))
    return Read(node, tuple(faults.found.values()))


class _SymbolicReader:
    def __init__(self, notation: Notation, faults: FaultList) -> None:
        self.notation = notation
        self.faults = faults
        self.count = 0
        self.names: dict[str, Node] = {}
        self.bound: set[str] = set()

    def read(self, value: object, depth: int) -> Node:
        self.count += 1
        if depth > NESTING or self.count > NODES:
            raise Unreadable("This expression is too large to be read.", 0, too_large=True)
        if not isinstance(value, Symbolic):
            return _number(value)
        special = _SPECIAL.get(value.head)
        if special is not None:
            return special(self, value.arguments, depth + 1)
        if value.head in _RELATIONS:
            left, right = self.two(value, depth)
            return Relation(_RELATIONS[value.head], left, right)
        if value.head in HEADS:
            return Call(value.head, self.all(value.arguments, depth + 1))
        raise Unreadable(f'An expression with "{value.head[:30]}" cannot be read.', 0)

    def all(self, values: Sequence[object], depth: int) -> tuple[Node, ...]:
        return tuple(self.read(value, depth) for value in values)

    def two(self, value: Symbolic, depth: int) -> tuple[Node, Node]:
        parts = self.all(value.arguments, depth + 1)
        if len(parts) != 2:
            raise Unreadable(f'"{value.head}" has two sides.', 0)
        return parts[0], parts[1]

    def symbol(self, arguments: Sequence[object], _: int) -> Node:
        name = _text(arguments)
        if name not in self.names:
            self.names[name] = self.named(name)
        return self.names[name]

    def named(self, name: str) -> Node:
        spec = self.notation.find(name)
        if spec is not None and spec.role not in _APPLICABLE:
            return Symbol(spec.name)
        read = (read_latex if "\\" in name or "'" in name or "*" in name else read_text)(name, self.notation)
        if isinstance(read.node, Symbol | Applied | Call | Derivative) and not read.faults:
            return read.node
        if name in self.bound or self.notation.undeclared_are_real:
            return Symbol(name)
        self.faults.unknown_name(name, self.notation.symbols, 0)
        return Symbol(name)

    def constant(self, arguments: Sequence[object], _: int) -> Node:
        name = _text(arguments)
        if name not in _CONSTANTS:
            raise Unreadable("This value is undefined.", 0)
        return Constant(name)

    def sum(self, arguments: Sequence[object], depth: int) -> Node:
        terms = self.all(arguments, depth)
        return terms[0] if len(terms) == 1 else Sum(terms)

    def product(self, arguments: Sequence[object], depth: int) -> Node:
        """Read factors; the powers of −1 that sympy makes of quotients become quotients again."""
        above: list[Node] = []
        below: list[Node] = []
        negative = False
        for argument in arguments:
            flipped = _reciprocal(argument)
            if argument == -1 and not isinstance(argument, Symbolic):
                negative = not negative
            elif flipped is not None and not self.may_be_matrix(argument):
                below.append(self.read(flipped, depth))
            else:
                above.append(self.read(argument, depth))
        node = _times(above)
        if below:
            node = Quotient(node, _times(below))
        return Negate(node) if negative else node

    def may_be_matrix(self, argument: object) -> bool:
        """Say whether a reciprocal may be of a matrix, whose place in the product matters."""
        waiting = [argument]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Symbolic):
                if part.head in ("matrix", "transpose", "inverse", "identity", "kronecker"):
                    return True
                spec = self.notation.find(str(part.arguments[0])) if part.head == "symbol" else None
                if spec is not None and spec.role in (Role.MATRIX, Role.VECTOR):
                    return True
                waiting.extend(part.arguments)
        return False

    def power(self, arguments: Sequence[object], depth: int) -> Node:
        base, exponent = self.pair(arguments, depth)
        if isinstance(exponent, Number) and exponent.value == _HALF:
            return Call("sqrt", (base,))
        if _is_minus_one(exponent):
            if self.may_be_matrix(arguments[0]):
                return Call("inverse", (base,))
            return Quotient(Number(Fraction(1), "1"), base)
        return Power(base, exponent)

    def pair(self, arguments: Sequence[object], depth: int) -> tuple[Node, Node]:
        if len(arguments) != 2:
            raise Unreadable("This expression has a wrong number of parts.", 0)
        return self.read(arguments[0], depth), self.read(arguments[1], depth)

    def matrix(self, arguments: Sequence[object], depth: int) -> Node:
        rows = [self.all(row.arguments, depth) for row in arguments if isinstance(row, Symbolic) and row.head == "row"]
        if not rows or len(rows) != len(arguments) or len({len(row) for row in rows}) != 1 or not rows[0]:
            raise Unreadable("This is not a matrix.", 0)
        return MatrixLiteral(tuple(rows))

    def tuple_(self, arguments: Sequence[object], depth: int) -> Node:
        return TupleLiteral(self.all(arguments, depth))

    def set_(self, arguments: Sequence[object], depth: int) -> Node:
        return SetLiteral(self.all(arguments, depth))

    def conjunction(self, arguments: Sequence[object], depth: int) -> Node:
        return Logic("and", self.all(arguments, depth))

    def disjunction(self, arguments: Sequence[object], depth: int) -> Node:
        return Logic("or", self.all(arguments, depth))

    def negation(self, arguments: Sequence[object], depth: int) -> Node:
        return Logic("not", self.all(arguments, depth))

    def applied(self, arguments: Sequence[object], depth: int) -> Node:
        name = _text(arguments)
        spec = self.notation.find(name)
        if spec is not None and spec.of_time:
            return Symbol(spec.name)
        if spec is None:
            self.faults.unknown_name(name, self.notation.symbols, 0)
        return Applied(spec.name if spec else name, self.all(arguments[1:], depth))

    def big_sum(self, arguments: Sequence[object], depth: int) -> Node:
        return self.big("sum", arguments, depth)

    def big_product(self, arguments: Sequence[object], depth: int) -> Node:
        return self.big("product", arguments, depth)

    def big(self, operation: str, arguments: Sequence[object], depth: int) -> Node:
        body, index, lower, upper = self.bounded(arguments, depth)
        return BigOperator(operation, body, index, lower, upper)

    def bounded(self, arguments: Sequence[object], depth: int) -> tuple[Node, Node, Node | None, Node | None]:
        if len(arguments) not in (2, 4):
            raise Unreadable("This expression has a wrong number of parts.", 0)
        if isinstance(arguments[1], Symbolic) and arguments[1].head == "symbol":
            self.bound.add(_text(arguments[1].arguments))
        parts = self.all(arguments, depth)
        return (parts[0], parts[1], parts[2], parts[3]) if len(parts) == 4 else (parts[0], parts[1], None, None)

    def integral(self, arguments: Sequence[object], depth: int) -> Node:
        return Integral(*self.bounded(arguments, depth))

    def derivative(self, arguments: Sequence[object], depth: int) -> Node:
        return Derivative(*self.pair(arguments, depth))


_SPECIAL: Mapping[str, Callable[[_SymbolicReader, Sequence[object], int], Node]] = MappingProxyType(
    {
        "symbol": _SymbolicReader.symbol,
        "constant": _SymbolicReader.constant,
        "add": _SymbolicReader.sum,
        "multiply": _SymbolicReader.product,
        "power": _SymbolicReader.power,
        "matrix": _SymbolicReader.matrix,
        "tuple": _SymbolicReader.tuple_,
        "set": _SymbolicReader.set_,
        "and": _SymbolicReader.conjunction,
        "or": _SymbolicReader.disjunction,
        "not": _SymbolicReader.negation,
        "applied": _SymbolicReader.applied,
        "sum": _SymbolicReader.big_sum,
        "product": _SymbolicReader.big_product,
        "integral": _SymbolicReader.integral,
        "derivative": _SymbolicReader.derivative,
    }
)


def _text(arguments: Sequence[object]) -> str:
    if not arguments or not isinstance(arguments[0], str) or len(arguments[0]) > 60:
        raise Unreadable("This name cannot be read.", 0)
    return arguments[0]


def _number(value: object) -> Node:
    if isinstance(value, complex):
        imaginary = Product((_number(value.imag), Constant("i")))
        return imaginary if value.real == 0 else Sum((_number(value.real), imaginary))
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        raise Unreadable("This is neither an expression nor a number.", 0)
    if isinstance(value, float) and not math.isfinite(value):
        if math.isnan(value):
            raise Unreadable("This value is not a number (NaN).", 0)
        return Constant("infinity") if value > 0 else Negate(Constant("infinity"))
    exact = Fraction(value)
    if max(exact.numerator.bit_length(), exact.denominator.bit_length()) > 4 * DIGITS:
        raise Unreadable("This number is too long to be read.", 0, too_large=True)
    written = repr(value) if isinstance(value, float) else ""
    return Negate(Number(-exact, written.lstrip("-"))) if exact < 0 else Number(exact, written)


def _reciprocal(value: object) -> object | None:
    """Return what a factor is one over, if it is such a power."""
    if isinstance(value, Symbolic) and value.head == "power" and len(value.arguments) == 2:
        base, exponent = value.arguments
        if isinstance(exponent, int | Fraction) and exponent < 0:
            return base if exponent == -1 else Symbolic("power", (base, -exponent))
    return None


def _is_minus_one(node: Node) -> bool:
    return isinstance(node, Negate) and isinstance(node.operand, Number) and node.operand.value == 1


def _times(factors: list[Node]) -> Node:
    if not factors:
        return Number(Fraction(1), "1")
    return factors[0] if len(factors) == 1 else Product(tuple(factors))
