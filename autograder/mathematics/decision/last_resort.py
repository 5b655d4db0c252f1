"""The last resort: sympy's simplification of a difference, for what nothing else could decide.

It may take any time. Hand it to `decide` only in a process that can be killed. Nothing written is parsed by sympy: the
tree is rebuilt with its constructors, within caps, and names become dummies that only keep their declared domain.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from autograder.mathematics.notation import Domain, Notation, Role, SymbolSpec
from autograder.mathematics.traversal import names_in, walk
from autograder.mathematics.tree import (
    BigOperator,
    Call,
    Constant,
    Integral,
    Limit,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
)

if TYPE_CHECKING:
    from types import ModuleType

LastResort: TypeAlias = Callable[[Node, Node, Notation], bool]
"""Says whether two expressions are shown to be the same; False says nothing."""

MAX_NODES = 120
MAX_EXPONENT = 24
MAX_BITS = 512

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        **{head: head for head in "log exp sqrt root sin cos tan cot sec csc sinh cosh tanh coth".split()},
        **{head: f"a{head[3:]}" for head in "arcsin arccos arctan arcsinh arccosh arctanh".split()},
        **{head: head for head in "factorial binomial gamma sign floor ceiling re im conjugate".split()},
        "double_factorial": "factorial2",
        "abs": "Abs",
        "min": "Min",
        "max": "Max",
    }
)
"""Heads and the sympy constructors of the same functions."""
_ASSUMPTIONS: Mapping[Domain, Mapping[str, bool]] = MappingProxyType(
    {
        Domain.REAL: {"real": True},
        Domain.POSITIVE: {"positive": True},
        Domain.NONNEGATIVE: {"nonnegative": True},
        Domain.UNIT: {"positive": True},
        Domain.COMPLEX: {"complex": True},
        Domain.INTEGER: {"integer": True},
        Domain.POSITIVE_INTEGER: {"integer": True, "positive": True},
    }
)


class _NotForSympyError(Exception):
    """Unwinds a conversion; never leaves this module."""


def sympy_simplifies(left: Node, right: Node, notation: Notation) -> bool:
    """Say whether sympy simplifies the difference of two expressions about numbers to zero."""
    if sum(1 for side in (left, right) for _ in walk(side)) > MAX_NODES:
        return False
    import sympy  # heavy, and rarely needed

    try:
        rebuilt = _Rebuilt(sympy, notation, names_in(left) | names_in(right))
        difference = rebuilt.node(left) - rebuilt.node(right)
        return bool(sympy.simplify(difference.doit()) == 0)
    # what sympy says of a formula that is beyond it: nothing is decided then
    except (_NotForSympyError, ArithmeticError, NotImplementedError, RecursionError, TypeError, ValueError):
        return False


class _Rebuilt:
    def __init__(self, sympy: "ModuleType", notation: Notation, names: frozenset[str]) -> None:
        self._sympy = sympy
        self._symbols: dict[str, Any] = {name: self._dummy(notation, name) for name in sorted(names)}

    def _dummy(self, notation: Notation, name: str) -> Any:
        spec = notation.find(name)
        if spec is None and notation.undeclared_are_real:
            spec = SymbolSpec(name)
        if spec is None or spec.role is not Role.SCALAR:
            raise _NotForSympyError
        return self._sympy.Dummy(**_ASSUMPTIONS[spec.domain])

    def node(self, node: Node) -> Any:
        match node:
            case Number(value) if max(value.numerator.bit_length(), value.denominator.bit_length()) <= MAX_BITS:
                return self._sympy.Rational(value.numerator, value.denominator)
            case Constant(name):
                return {"pi": self._sympy.pi, "e": self._sympy.E, "i": self._sympy.I, "infinity": self._sympy.oo}[name]
            case Symbol(name):
                return self._symbols[name]
            case Sum(terms):
                return self._sympy.Add(*map(self.node, terms))
            case Product(factors):
                return self._sympy.Mul(*map(self.node, factors))
            case Negate(operand):
                return -self.node(operand)
            case Quotient(above, below):
                return self.node(above) / self.node(below)
            case _:
                return self._rarer(node)

    def _rarer(self, node: Node) -> Any:
        match node:
            case Power(base, exponent) if _is_modest(exponent):
                return self._sympy.Pow(self.node(base), self.node(exponent))
            case Call(head, arguments) if head in _NAMES and not _is_large(node):
                return getattr(self._sympy, _NAMES[head])(*map(self.node, arguments))
            case BigOperator("sum", body, index, lower, upper) if lower is not None and upper is not None:
                return self._sympy.Sum(self.node(body), (self.node(index), self.node(lower), self.node(upper)))
            case Integral(body, variable, lower, upper) if lower is not None and upper is not None:
                return self._sympy.Integral(self.node(body), (self.node(variable), self.node(lower), self.node(upper)))
            case Limit(body, variable, target, side):
                return self._sympy.Limit(self.node(body), self.node(variable), self.node(target), side or "+-")
            case _:
                raise _NotForSympyError


def _is_large(node: Call) -> bool:
    """Say whether a factorial or binomial of a number could fill the memory while it is built."""
    grows = node.head in ("factorial", "double_factorial", "binomial", "gamma")
    return grows and not names_in(node)


def _is_modest(exponent: Node) -> bool:
    """Say whether a power with this exponent can be built: 10^10^10 could not."""
    match exponent:
        case Number(value):
            return abs(value) <= MAX_EXPONENT
        case Negate(operand):
            return _is_modest(operand)
        case Quotient(above, below):
            return _is_modest(above) and _is_modest(below)
        case _:
            return bool(names_in(exponent))
