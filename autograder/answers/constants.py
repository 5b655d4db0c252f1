"""Numbers that sympy keeps exact, such as ``sqrt(2)`` or ``1 + I/2``, as plain ones where plain ones are asked."""

import cmath
import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from autograder.answers.mappings import without_mappings
from autograder.wire import Symbolic

_CONSTANTS: Mapping[str, complex] = MappingProxyType({"pi": math.pi, "e": math.e, "i": 1j})
_OPERATIONS: Mapping[str, Callable[..., complex]] = MappingProxyType(
    {
        "add": lambda *terms: sum(terms),
        "multiply": lambda *factors: math.prod(factors),
        "power": lambda base, exponent: base**exponent,
        "abs": abs,
        "conjugate": lambda value: value.conjugate(),
        **{name: getattr(cmath, name) for name in ("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh")},
        "arctan": cmath.atan,
    }
)
_LISTS = ("matrix", "row", "set", "tuple")


def as_numbers(value: Any) -> Any:
    """Return a value with sympy's numbers, and matrices and lists of them, as plain ones; all else as it is."""
    if isinstance(value, list):
        return [as_numbers(item) for item in value]
    if not isinstance(value, Symbolic):
        return value
    if value.head == "mapping":
        members = without_mappings(value)
        return members if members is value else as_numbers(members)
    if value.head in _LISTS:
        return [as_numbers(item) for item in value.arguments]
    try:
        number = _number(value)
    except (ArithmeticError, ValueError, TypeError):
        return value
    return number.real if number.imag == 0 else number


def _number(value: Any) -> complex:
    """Return a constant in double precision.

    Raises
    ------
    ValueError
        If it is none.
    """
    if isinstance(value, int | float | Fraction):
        return complex(value)
    match value:
        case Symbolic("constant", (name,)) if name in _CONSTANTS:
            return _CONSTANTS[str(name)]
        case Symbolic(head, arguments) if head in _OPERATIONS:
            return complex(_OPERATIONS[head](*map(_number, arguments)))
        case _:
            raise ValueError("no constant")
