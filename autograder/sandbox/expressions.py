"""sympy objects to `wire.Symbolic`, in the vocabulary of `vocabulary.py`; only exact known classes are read."""

import sys
from fractions import Fraction
from typing import Any

from autograder.sandbox.vocabulary import BOUND, CONSTANTS, OPERATIONS
from autograder.wire import Symbolic

Expression = Symbolic | int | float | Fraction

_NAME_LIMIT = 200


class Inexpressible(Exception):
    """An object that has no word in the vocabulary; the text is the name of its class."""


def is_sympy(value: object) -> bool:
    """Say whether a value is one of sympy's, by its true class."""
    # a value can only be sympy's where sympy is loaded already; loading it costs half a second
    sympy = sys.modules.get("sympy")
    return sympy is not None and issubclass(type(value), sympy.Basic | sympy.MatrixBase)


def to_expression(value: Any) -> Expression:
    """Return a sympy object as a typed tree, or as a plain exact number.

    Raises
    ------
    Inexpressible
        If the object, or something inside it, has no word in the vocabulary.
    RecursionError
        If it is nested too deeply.
    """
    import sympy
    from sympy.core.function import UndefinedFunction

    # exact classes: a subclass of the student's own may lie about its arguments
    kind = type(value)
    if issubclass(kind, sympy.MatrixBase):
        return _matrix(value)
    if type(kind) is UndefinedFunction:
        return Symbolic("applied", (_name(kind.__name__), *map(to_expression, value.args)))
    if not str(kind.__module__).startswith("sympy."):
        raise Inexpressible(kind.__name__)
    if issubclass(kind, sympy.Number):
        return _number(value)
    if issubclass(kind, sympy.Symbol):
        return Symbolic("symbol", (_name(value.name),))
    if kind.__name__ in CONSTANTS:
        return Symbolic("constant", (CONSTANTS[kind.__name__],))
    if kind.__name__ in OPERATIONS:
        return Symbolic(OPERATIONS[kind.__name__], tuple(map(to_expression, value.args)))
    return _special(value, kind.__name__)


def _number(value: Any) -> Expression:
    import sympy

    kind = type(value).__name__
    if kind in CONSTANTS:
        return Symbolic("constant", (CONSTANTS[kind],))
    if kind == "NegativeInfinity":
        return Symbolic("multiply", (-1, Symbolic("constant", ("infinity",))))
    if issubclass(type(value), sympy.Integer):
        return int(value)
    if issubclass(type(value), sympy.Rational):
        return Fraction(int(value.p), int(value.q))
    return float(value)


def _special(value: Any, kind: str) -> Expression:
    match kind:
        case "MatrixSymbol":
            return Symbolic("symbol", (_name(value.name),))
        case "Inverse":  # sympy keeps the exponent -1 beside the matrix
            return Symbolic("inverse", (to_expression(value.arg),))
        case "ImmutableDenseMatrix" | "ImmutableSparseMatrix":
            return _matrix(value)
        case "Derivative":
            return _derivative(value)
        case _ if kind in BOUND:
            return _bound(value, BOUND[kind])
        case _:
            raise Inexpressible(kind)


def _matrix(value: Any) -> Symbolic:
    rows, columns = (int(size) for size in value.shape)
    return Symbolic(
        "matrix",
        tuple(
            Symbolic("row", tuple(to_expression(value[row, column]) for column in range(columns)))
            for row in range(rows)
        ),
    )


def _derivative(value: Any) -> Expression:
    body = to_expression(value.expr)
    for variable in value.variables:
        body = Symbolic("derivative", (body, to_expression(variable)))
    return body


def _bound(value: Any, head: str) -> Expression:
    body = to_expression(value.function)
    for limits in value.limits:
        body = Symbolic(head, (body, *map(to_expression, limits)))
    return body


def _name(name: Any) -> str:
    if type(name) is not str or not 0 < len(name) <= _NAME_LIMIT:
        raise Inexpressible("a symbol without a usable name")
    return name
