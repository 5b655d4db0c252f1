"""Functions of numbers, entry by entry: real while they can be, complex where they must."""

from collections.abc import Callable, Mapping
from math import erf, gamma, pi, sqrt
from types import MappingProxyType

import numpy as np

from autograder.mathematics.evaluation.values import EPSILON, CannotEvaluate, Value
from autograder.mathematics.worlds import Array

MAX_FACTORIAL = 170
"""The last factorial that a float64 holds."""

Elementwise = Callable[[Array], Array]


def real_or_complex(array: Array, low: float = 0.0, high: float = np.inf) -> Array:
    """Return `array`, made complex if a real entry lies outside ``[low, high]``."""
    if np.iscomplexobj(array) or ((array >= low) & (array <= high)).all():
        return array
    return array.astype(np.complex128)


def _gamma(array: Array) -> Array:
    if np.iscomplexobj(array):
        raise CannotEvaluate("a factorial of a complex number is not computed here")
    safe = (np.abs(array) <= MAX_FACTORIAL + 1) & ((array > 0) | (array != np.round(array)))
    result: Array = np.vectorize(lambda x, ok: gamma(x) if ok else np.nan, otypes=[np.float64])(array, safe)
    return result


def _sigmoid(array: Array) -> Array:
    result: Array = 1.0 / (1.0 + np.exp(-array))
    return result


def _softplus(array: Array) -> Array:
    result: Array = np.log(1.0 + np.exp(array)) if np.iscomplexobj(array) else np.logaddexp(0.0, array)
    return result


def _bell(array: Array) -> Array:
    result: Array = (2.0 / sqrt(pi)) * np.exp(-(array**2))
    return result


def _erf(array: Array) -> Array:
    """Return the error function: of real numbers, or of ones an imaginary step away from them."""
    whole: Array = np.vectorize(erf, otypes=[np.float64])(array.real)
    if not np.iscomplexobj(array):
        return whole
    if (np.abs(array.imag) > EPSILON).any():
        raise CannotEvaluate("the error function of a complex number is not computed here")
    return whole + 1j * array.imag * _bell(array.real)


def _outside(function: Elementwise, low: float, high: float) -> Elementwise:
    return lambda array: function(real_or_complex(array, low, high))


FUNCTIONS: Mapping[str, tuple[Elementwise, Elementwise]] = MappingProxyType(
    {
        "log": (_outside(np.log, 0, np.inf), lambda x: 1 / x),
        "log2": (_outside(np.log2, 0, np.inf), lambda x: 1.4427 / x),
        "log10": (_outside(np.log10, 0, np.inf), lambda x: 0.4343 / x),
        "exp": (np.exp, np.exp),
        "sqrt": (_outside(np.sqrt, 0, np.inf), lambda x: 0.5 / np.sqrt(np.abs(x))),
        "sin": (np.sin, np.cos),
        "cos": (np.cos, np.sin),
        "tan": (np.tan, lambda x: 1 / np.cos(x) ** 2),
        "cot": (lambda x: 1 / np.tan(x), lambda x: 1 / np.sin(x) ** 2),
        "sec": (lambda x: 1 / np.cos(x), lambda x: np.sin(x) / np.cos(x) ** 2),
        "csc": (lambda x: 1 / np.sin(x), lambda x: np.cos(x) / np.sin(x) ** 2),
        "arcsin": (_outside(np.arcsin, -1, 1), lambda x: 1 / np.sqrt(np.abs(1 - x**2))),
        "arccos": (_outside(np.arccos, -1, 1), lambda x: 1 / np.sqrt(np.abs(1 - x**2))),
        "arctan": (np.arctan, lambda x: 1 / (1 + x**2)),
        "sinh": (np.sinh, np.cosh),
        "cosh": (np.cosh, np.sinh),
        "tanh": (np.tanh, lambda x: 1 / np.cosh(x) ** 2),
        "coth": (lambda x: 1 / np.tanh(x), lambda x: 1 / np.sinh(x) ** 2),
        "sech": (lambda x: 1 / np.cosh(x), lambda x: np.sinh(x) / np.cosh(x) ** 2),
        "csch": (lambda x: 1 / np.sinh(x), lambda x: np.cosh(x) / np.sinh(x) ** 2),
        "arcsinh": (np.arcsinh, lambda x: 1 / np.sqrt(np.abs(1 + x**2))),
        "arccosh": (_outside(np.arccosh, 1, np.inf), lambda x: 1 / np.sqrt(np.abs(x**2 - 1))),
        "arctanh": (_outside(np.arctanh, -1, 1), lambda x: 1 / (1 - x**2)),
        "sigmoid": (_sigmoid, lambda x: _sigmoid(x) * _sigmoid(-x)),
        "softplus": (_softplus, _sigmoid),
        "erf": (_erf, lambda x: _bell(np.real(x))),
        "factorial": (lambda x: _gamma(x + 1), lambda x: 6 * _gamma(x + 1)),
        "gamma": (_gamma, lambda x: 6 * _gamma(x)),
    }
)
"""Function and the derivative that carries its rounding, by head. A logarithm's slope is of the size of ln Γ's."""

STEPS: Mapping[str, Elementwise] = MappingProxyType({"sign": np.sign, "floor": np.floor, "ceiling": np.ceil})
"""Functions that jump: exact away from their jumps, no value within rounding of one."""

BRANCHED = frozenset({"log", "log2", "log10", "sqrt", "arccosh", "arcsin", "arccos", "arctanh"})


def apply(head: str, argument: Value) -> Value:
    """Return a function of a number; where it has no value the result is NaN or infinite, and never compared.

    Raises
    ------
    CannotEvaluate
        If an argument sits on a branch cut within its rounding, so that its value is a toss-up.
    """
    if head in STEPS:
        return _step(head, argument)
    if head in BRANCHED:
        _refuse_branch_cut(argument)
    function, slope = FUNCTIONS[head]
    with np.errstate(all="ignore"):
        array = function(argument.array)
        error = np.abs(slope(argument.array)) * argument.error + 4 * EPSILON * np.abs(array)
    if head == "sqrt":  # its slope is infinite at 0, its error is not
        error = np.fmin(error, np.sqrt(argument.error) + 4 * EPSILON * np.abs(array))
    return Value(array, error)


def _refuse_branch_cut(argument: Value) -> None:
    array = argument.array
    if np.iscomplexobj(array):
        unsure = (array.imag != 0) & (np.abs(array.imag) <= 4 * argument.error) & (array.real < 0)
        if unsure.any():
            raise CannotEvaluate("a root or logarithm lies on its branch cut")


def _step(head: str, argument: Value) -> Value:
    array = argument.array
    if np.iscomplexobj(array):
        raise CannotEvaluate(f"{head} of a complex number is not computed here")
    nearest = np.zeros_like(array) if head == "sign" else np.round(array)
    near = (np.abs(array - nearest) <= 4 * argument.error) & (argument.error > 0) & (array != nearest)
    with np.errstate(all="ignore"):
        return Value(np.where(near, np.nan, STEPS[head](array)), np.zeros_like(array))
