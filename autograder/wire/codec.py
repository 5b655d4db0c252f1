"""The encoding: JSON with a one-key tag for everything JSON has no word for, floats in hexadecimal.

Text is JSON because it can be read in a log; floats are hexadecimal because decimal text loses bits, and because
NaN and the infinities have no JSON literal. Arrays are (dtype, shape, base64), with the size checked against the
shape before a byte of it is decoded: a header can lie.
"""

import base64
import binascii
import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from json import JSONDecodeError, JSONDecoder, JSONEncoder
from typing import Any

import numpy as np

from autograder.wire.limits import WireFault, WireLimits
from autograder.wire.values import Array, Procedure, Symbolic, Value

_ARRAY_TYPES = {
    np.dtype(kind).newbyteorder("<").str: np.dtype(kind)
    for kind in "? b h i l q B H I L Q e f d g F D".split()  # numpy's letters: truth values, integers, floats, complex
}
"""By their names on the wire, where the lowest byte comes first. numpy is never asked: it reads names like programs."""
_PLAIN = (type(None), bool, str)
_TEXT = JSONEncoder(allow_nan=False, separators=(",", ":"))


def encode(value: Value) -> bytes:
    """Encode one value as bytes.

    Raises
    ------
    TypeError
        If the value, or something inside it, is not of the closed set.
    """
    return _TEXT.encode(_tag(value)).encode()


def _tag(value: Any) -> Any:
    # exact types, not isinstance: a subclass may lie about itself
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is int:
        return {"int": hex(value)}
    if kind is float:
        return {"float": value.hex()}
    if kind is complex:
        return {"complex": [value.real.hex(), value.imag.hex()]}
    if kind is Fraction:
        return {"ratio": [hex(value.numerator), hex(value.denominator)]}
    if kind is np.ndarray:
        return {"array": _tag_array(value)}
    if kind is list or kind is tuple:
        return [_tag(item) for item in value]
    if kind is dict:
        return {"dict": [[_text(key), _tag(item)] for key, item in value.items()]}
    if kind is Symbolic:
        return {"symbolic": [_text(value.head), *map(_tag, value.arguments)]}
    if kind is Procedure:
        return {"procedure": [list(map(_text, value.parameters)), _tag(value.body)]}
    raise TypeError(f"a value of type {kind.__name__} cannot cross")


def _text(key: Any) -> str:
    if type(key) is not str:
        raise TypeError(f"a key of type {type(key).__name__} cannot cross")
    return key


def _tag_array(array: Array) -> list[Any]:
    on_wire = array.dtype.newbyteorder("<")
    if on_wire.str not in _ARRAY_TYPES:
        raise TypeError(f"an array of {array.dtype} cannot cross")
    content = np.ascontiguousarray(array, dtype=on_wire).tobytes()
    return [on_wire.str, list(array.shape), base64.b64encode(content).decode()]


def decode(message: bytes, limits: WireLimits | None = None) -> Value:
    """Decode bytes that anybody may have written.

    Raises
    ------
    WireFault
        If they are not exactly one value within the limits.
    """
    limits = limits or WireLimits()
    if len(message) > limits.message_bytes:
        raise WireFault(f"the message has {len(message)} bytes; the limit is {limits.message_bytes}")
    _check_structure(message, limits)
    sizes = _Sizes(3 * limits.nodes)
    try:
        reader = JSONDecoder(parse_constant=_no_constant, parse_int=sizes.read, parse_float=sizes.read)
        raw = reader.decode(message.decode())
    except RecursionError:
        raise WireFault(f"nested deeper than {limits.depth}") from None
    except (UnicodeDecodeError, JSONDecodeError):
        raise WireFault("the message is not well formed") from None
    return _Decoder(limits).value(raw, 0)


def _check_structure(message: bytes, limits: WireLimits) -> None:
    """Refuse what would take thirty times its own size in memory as soon as JSON is read, before any value is counted.

    A value has one tag at most, and two lists (an array) beside the one of a dict's entry. Brackets in text count too.
    """
    if message.count(b"{") > limits.nodes or message.count(b"[") > 3 * limits.nodes:
        raise WireFault(f"more than {limits.nodes} values")


def _no_constant(literal: str) -> Any:
    raise WireFault(f"the literal {literal} is not allowed")


@dataclass(frozen=True, slots=True)
class _BareNumber:
    """An untagged JSON number: the sizes in a shape are the only ones there are."""

    literal: str


class _Sizes:
    """Reads the bare numbers of a message, which are the sizes of its arrays, and only so many."""

    def __init__(self, most: int) -> None:
        self._left = most

    def read(self, literal: str) -> _BareNumber:
        self._left -= 1
        if self._left < 0:
            raise WireFault("more bare numbers than arrays have sizes")
        return _BareNumber(literal)


class _Decoder:
    """One decoding, counting what it has built so far."""

    def __init__(self, limits: WireLimits) -> None:
        self.limits = limits
        self.nodes = 0

    def value(self, raw: Any, depth: int) -> Value:
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            raise WireFault(f"more than {self.limits.nodes} values")
        if depth > self.limits.depth:
            raise WireFault(f"nested deeper than {self.limits.depth}")
        if type(raw) in _PLAIN:
            return raw  # type: ignore[no-any-return]
        if type(raw) is list:
            return [self.value(item, depth + 1) for item in raw]
        if type(raw) is dict and len(raw) == 1:
            ((tag, body),) = raw.items()
            return self.tagged(tag, body, depth)
        raise WireFault("an untagged value")

    def tagged(self, tag: str, body: Any, depth: int) -> Value:
        match tag, body:
            case "int", str():
                return self.integer(body)
            case "float", str():
                return _float(body)
            case "complex", [str(real), str(imaginary)]:
                return complex(_float(real), _float(imaginary))
            case "ratio", [str(above), str(below)]:
                return self.ratio(above, below)
            case "array", [str(dtype), list(shape), str(content)]:
                return self.array(dtype, shape, content)
            case "dict", list(pairs):
                return self.dict_(pairs, depth)
            case "symbolic", [str(head), *arguments]:
                return Symbolic(head, tuple(self.leaf(item, depth + 1) for item in arguments))
            case "procedure", [list(parameters), expression] if all(type(name) is str for name in parameters):
                return Procedure(tuple(parameters), self.leaf(expression, depth + 1))
            case _:
                raise WireFault(f'no value is tagged "{tag[:20]}" in this way')

    def leaf(self, raw: Any, depth: int) -> Any:
        found = self.value(raw, depth)
        if isinstance(found, bool) or not isinstance(found, Symbolic | int | float | Fraction | str):
            raise WireFault(f"an expression contains a {type(found).__name__}")
        return found

    def integer(self, text: str) -> int:
        if len(text) > self.limits.integer_bits // 4 + 4:
            raise WireFault(f"an integer of more than {self.limits.integer_bits} bits")
        try:
            return int(text, 16)
        except ValueError:
            raise WireFault("a malformed integer") from None

    def ratio(self, above: str, below: str) -> Fraction:
        denominator = self.integer(below)
        if denominator == 0:
            raise WireFault("a ratio with denominator 0")
        return Fraction(self.integer(above), denominator)

    def array(self, name: str, raw_shape: list[Any], content: str) -> Array:
        dtype = _ARRAY_TYPES.get(name)
        if dtype is None:
            raise WireFault("an array of a type that cannot cross")
        shape = _shape(raw_shape)
        if 0 in shape and math.prod(filter(None, shape)) > self.limits.nodes:
            raise WireFault("an array without entries that is too long")  # as lists it would fill the memory
        size_bytes = math.prod(shape) * dtype.itemsize
        # checked before decoding: base64 of n bytes has exactly this length
        if len(content) != 4 * math.ceil(size_bytes / 3):
            raise WireFault("an array whose size is not that of its shape")
        try:
            raw = base64.b64decode(content, validate=True)
        except binascii.Error:
            raise WireFault("an array with malformed content") from None
        if len(raw) != size_bytes:
            raise WireFault("an array whose size is not that of its shape")
        return np.frombuffer(raw, dtype=dtype.newbyteorder("<")).reshape(shape).astype(dtype)

    def dict_(self, pairs: list[Any], depth: int) -> Mapping[str, Value]:
        found: dict[str, Value] = {}
        for pair in pairs:
            match pair:
                case [str(key), body] if key not in found:
                    found[key] = self.value(body, depth + 1)
                case _:
                    raise WireFault("a dict with a malformed or duplicate key")
        return found


def _float(text: str) -> float:
    if len(text) > 40:
        raise WireFault("a malformed float")
    try:
        return float.fromhex(text)
    except (ValueError, OverflowError):
        raise WireFault("a malformed float") from None


def _shape(raw: list[Any]) -> tuple[int, ...]:
    sizes = [item.literal for item in raw if isinstance(item, _BareNumber)]
    if len(raw) > 8 or len(sizes) < len(raw) or not all(size.isdecimal() and len(size) < 12 for size in sizes):
        raise WireFault("an array with a malformed shape")
    return tuple(map(int, sizes))
