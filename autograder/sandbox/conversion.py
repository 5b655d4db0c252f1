"""What a student's function returned, made into a value that may cross; runs in the student's process.

Every test is on the true class and every reading goes through the base class, so that an object which lies about
itself reaches none of its own methods here. The two exceptions are `__array__`, which makes a tensor of another library
an array, and sympy's attributes; what they return is converted again.
"""

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.sandbox.expressions import Inexpressible, is_sympy, to_expression
from autograder.wire import Symbolic, Value, WireLimits

_DEPTH = 40
_NODES = WireLimits().nodes
_INTEGER_BITS = WireLimits().integer_bits
_EXPRESSION_DEPTH = WireLimits().depth - 5
"""Around an expression there is at least the reply itself."""
_NUMBER_KINDS = "biufc"
_SEQUENCES: tuple[Any, ...] = (list, tuple, range, set, frozenset, type({}.keys()), type({}.values()))


class NotPlain(Exception):
    """A result of a type that no answer has; the text names the type."""


class TooMuch(Exception):
    """A result larger than the limits; the text says how large."""


def to_value(result: Any, limit_bytes: int) -> Value:
    """Return a result as a value of `autograder.wire`.

    Numpy scalars and arrays without dimensions become plain numbers; arrays become base arrays of float64, complex128
    or their own integer or bool type; tuples, sets and ranges become lists; sympy objects become `Symbolic` or exact
    numbers, and so do dicts with sympy keys; subclasses become their base.

    Raises
    ------
    NotPlain
        If the result, or something inside it, has no such form.
    TooMuch
        If it holds more than `limit_bytes`, or too many or too deeply nested parts.
    """
    return _Conversion(limit_bytes).value(result, 0)


class _Conversion:
    """One conversion, counting what it has seen."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._nodes = 0

    def value(self, item: Any, depth: int) -> Value:
        self._nodes += 1
        if self._nodes > _NODES:
            raise TooMuch(f"more than {_NODES:,} values")
        if depth > _DEPTH:
            raise TooMuch(f"values nested more than {_DEPTH} deep")
        kind = type(item)
        if item is None or kind is bool:
            return item  # type: ignore[no-any-return]
        if issubclass(kind, np.generic | np.ndarray):
            return self._array(item, depth)
        if issubclass(kind, int | float | complex | str):
            return self._scalar(item)
        if issubclass(kind, Fraction):
            return self._ratio(item)
        if issubclass(kind, dict):
            if any(map(is_sympy, dict.keys(item))):
                return Symbolic("mapping", tuple(self._pair(*pair, depth) for pair in dict.items(item)))
            return {self._key(key): self.value(part, depth + 1) for key, part in dict.items(item)}
        if issubclass(kind, _SEQUENCES):
            return [self.value(part, depth + 1) for part in _parts(item)]
        return self._other(item, depth)

    def _scalar(self, item: Any) -> Value:
        if isinstance(item, str):
            self._check_size(len(item))
            return str.__str__(item)
        if isinstance(item, float):
            return float.__float__(item)
        if isinstance(item, complex):
            return complex.__pos__(item)
        return self._integer(int.__int__(item))

    def _integer(self, item: int) -> int:
        if item.bit_length() > _INTEGER_BITS:
            raise TooMuch(f"an integer of {item.bit_length():,} bits")
        return item

    def _ratio(self, item: Fraction) -> Fraction:
        above, below = (Fraction.__dict__[part].__get__(item) for part in ("numerator", "denominator"))
        return Fraction(self._integer(int.__int__(above)), self._integer(int.__int__(below)))

    def _key(self, key: Any) -> str:
        if not issubclass(type(key), str):
            raise NotPlain(f"a dict with a key of type {type(key).__name__}")
        return str.__str__(key)

    def _pair(self, key: Any, part: Any, depth: int) -> Symbolic:
        """Return what sympy's dictionaries hold: a value with how often it occurs, or a name with its value."""
        key, part = self.value(key, depth + 1), self.value(part, depth + 1)
        for side in (key, part):
            if isinstance(side, bool) or not isinstance(side, Symbolic | int | float | Fraction):
                raise NotPlain(f"a dict of sympy's with {type(side).__name__}")
        return Symbolic("pair", (key, part))

    def _array(self, item: Any, depth: int) -> Value:
        plain = np.array(item, subok=False)  # an ndarray's own content, whatever its subclass says
        self._check_size(plain.nbytes)
        if not plain.size and math.prod(filter(None, plain.shape)) > _NODES:
            raise TooMuch(f"an array without entries, of shape {plain.shape}")
        if plain.dtype.kind in _NUMBER_KINDS:
            plain = _of_usual_width(plain)
            return plain.item() if plain.ndim == 0 else plain
        if plain.dtype.kind in "OU":
            return self.value(plain.tolist(), depth + 1)
        raise NotPlain(f"an array of {plain.dtype}")

    def _other(self, item: Any, depth: int) -> Value:
        if is_sympy(item):
            try:
                expression = to_expression(item)
            except Inexpressible as unknown:
                raise NotPlain(f"a sympy expression with {unknown}") from None
            self._check_expression(expression, depth)
            return expression
        if hasattr(type(item), "__array__") and not isinstance(item, type):
            converted = np.asarray(item)
            if type(converted) is np.ndarray and converted.dtype.kind != "O":
                return self._array(converted, depth)
        raise NotPlain(type(item).__name__)

    def _check_expression(self, part: object, depth: int) -> None:
        """Refuse an expression that is too large to be read again; here there are words for it."""
        self._nodes += 1
        if self._nodes > _NODES:
            raise TooMuch(f"an expression of more than {_NODES:,} parts")
        if depth > _EXPRESSION_DEPTH:
            raise TooMuch(f"an expression nested more than {_EXPRESSION_DEPTH} deep")
        match part:
            case Symbolic():
                for argument in part.arguments:
                    self._check_expression(argument, depth + 1)
            case int():
                self._integer(part)
            case Fraction():
                self._ratio(part)
            case _:
                pass

    def _check_size(self, size_bytes: int) -> None:
        if size_bytes > self._limit_bytes:
            raise TooMuch(f"{size_bytes:,} bytes; at most {self._limit_bytes:,} are accepted")


def _parts(item: Any) -> Iterable[Any]:
    for base in _SEQUENCES:
        if issubclass(type(item), base):
            return base.__iter__(item)  # type: ignore[no-any-return]
    raise NotPlain(type(item).__name__)


def _of_usual_width(array: np.ndarray[Any, np.dtype[Any]]) -> np.ndarray[Any, np.dtype[Any]]:
    # half, single and extended floats differ between machines and libraries; a judge sees one width
    match array.dtype.kind:
        case "f":
            return array.astype(np.float64)
        case "c":
            return array.astype(np.complex128)
        case _:
            return array
