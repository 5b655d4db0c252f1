"""Values survive the wire unchanged, and bytes that anybody may have written never do harm."""

import contextlib
import json
import math
import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.wire import Procedure, Symbolic, WireFault, WireLimits, decode, encode

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**200), 2**200)
    | st.floats()
    | st.complex_numbers()
    | st.text(st.characters(codec=None), max_size=20)
    | st.fractions()
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
symbolic = st.recursive(
    st.integers(-9, 9) | st.builds(lambda name: Symbolic("symbol", (name,)), st.sampled_from(["x", "W_p", "α"])),
    lambda inner: st.builds(lambda items: Symbolic("add", tuple(items)), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=8,
)
arrays = hnp.arrays(
    dtype=st.sampled_from([np.bool_, np.int8, np.uint16, np.int64, np.float32, np.float64, np.complex128]),
    shape=hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)


def same(left: object, right: object) -> bool:
    """Compare with NaN equal to itself, and types told apart."""
    if isinstance(left, float) and isinstance(right, float):
        return left.hex() == right.hex()
    if isinstance(left, complex) and isinstance(right, complex):
        return same(left.real, right.real) and same(left.imag, right.imag)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    return type(left) is type(right) and left == right


@given(values)
def test_every_plain_value_comes_back_as_it_was(value: object) -> None:
    assert same(decode(encode(value)), value)


@given(symbolic)
def test_an_expression_comes_back_as_it_was(value: object) -> None:
    assert decode(encode(value)) == value


@given(arrays)
def test_an_array_comes_back_with_its_type_shape_and_bits(array: np.ndarray) -> None:
    back = decode(encode(array))
    assert isinstance(back, np.ndarray)
    assert (back.dtype, back.shape) == (array.dtype, array.shape)
    assert back.tobytes() == np.ascontiguousarray(array).tobytes()
    assert back.flags.writeable


def test_a_big_endian_or_strided_array_comes_back_equal() -> None:
    array = np.arange(6, dtype=">f8").reshape(2, 3).T
    back = decode(encode(array))
    assert isinstance(back, np.ndarray)
    assert np.array_equal(back, array)
    assert back.dtype == np.float64


def test_a_procedure_comes_back_as_it_was() -> None:
    square = Procedure(("u",), Symbolic("power", (Symbolic("symbol", ("u",)), 2)))
    assert decode(encode(square)) == square


@pytest.mark.parametrize("value", [object(), {1, 2}, {1: 2}, np.array([object()]), np.datetime64("2022-04-15"), b"x"])
def test_what_is_not_in_the_closed_set_cannot_cross(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)  # type: ignore[arg-type]


def test_a_subclass_that_may_lie_cannot_cross() -> None:
    class Lying(float):
        def hex(self) -> str:
            return "0x1p0"

    with pytest.raises(TypeError):
        encode(Lying(3.0))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_value_or_a_wire_fault(message: bytes) -> None:
    with contextlib.suppress(WireFault):
        decode(message)


def array_message(dtype: str, shape: list[object], content: str) -> bytes:
    return json.dumps({"array": [dtype, shape, content]}).encode()


@pytest.mark.parametrize(
    "message",
    [
        b"NaN",
        b"1",
        b"[1]",
        b'{"int": 12}',
        b'{"int": "0x1", "float": "0x1p0"}',
        b'{"float": "1' + b"0" * 50 + b'"}',
        b'{"int": "0x' + b"f" * 2000 + b'"}',
        b'{"ratio": ["0x1", "0x0"]}',
        b'{"dict": [["a", null], ["a", null]]}',
        b'{"dict": [[1, null]]}',
        b'{"symbolic": [1]}',
        b'{"symbolic": ["add", {"array": ["<f8", [], "AAAAAAAAAAA="]}]}',
        b'{"symbolic": ["add", true]}',
        b'{"pickle": "gASVCw=="}',
        b"[" * 5000 + b"]" * 5000,
        b"[" * 80 + b"]" * 80,
        array_message("<f8", [10_000_000_000], ""),
        array_message("<f8", [2], "AAAAAAAAAAA="),
        array_message("<f8", [-1], ""),
        array_message("<f8", [1.5], ""),
        array_message("<f8", [1] * 9, "AAAAAAAAAAA="),
        array_message("|O", [1], "AAAAAAAAAAA="),
        array_message("<U9", [1], "AAAAAAAAAAA="),
        array_message("<f8", [1], "!!!!!!!!!!!="),
        array_message("rubbish", [1], ""),
        # numpy reads a type like a program
        array_message(",", [1], "AAAAAAAAAAA="),
        array_message("(1,", [1], "AAAAAAAAAAA="),
        array_message("(" * 1000, [1], "AAAAAAAAAAA="),
        array_message("f8,f8", [1], "AAAAAAAAAAA="),
        array_message("<f3", [1], "AAAAAAAAAAA="),
        array_message("a", [1], "AAAAAAAAAAA="),
        # no entries, and yet more than there is memory
        array_message("<f8", [99_999_999_999, 0], ""),
        array_message("<f8", [0, 99_999_999_999, 99_999_999_999], ""),
    ],
)
def test_a_malformed_message_is_refused_without_being_built(message: bytes) -> None:
    with pytest.raises(WireFault):
        decode(message)


def test_a_message_longer_than_the_limit_is_refused_unread() -> None:
    with pytest.raises(WireFault, match="limit"):
        decode(encode("x" * 100), WireLimits(message_bytes=50))


@pytest.mark.parametrize("part", [b"[],", b"{},", b'{"":0},', b"0,", b"[[[[[[[[]]]]]]]],"])
def test_what_would_take_many_times_its_own_size_is_refused_before_it_is_built(part: bytes) -> None:
    message = b"[" + part * ((WireLimits().message_bytes - 10) // len(part)) + b"null]"
    tracemalloc.start()
    try:
        with pytest.raises(WireFault, match="more"):
            decode(message)
        assert tracemalloc.get_traced_memory()[1] < 8 * len(message)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("shape", [(0,), (5, 0), (0, 7, 0)])
def test_an_array_without_entries_keeps_its_shape(shape: tuple[int, ...]) -> None:
    back = decode(encode(np.zeros(shape)))
    assert isinstance(back, np.ndarray)
    assert back.shape == shape


def test_as_many_arrays_as_there_may_be_values_come_back() -> None:
    limits = WireLimits(nodes=101)
    back = decode(encode({str(number): np.zeros((1, 1)) for number in range(100)}), limits)
    assert isinstance(back, dict)
    assert len(back) == 100


def test_more_values_than_the_limit_are_refused() -> None:
    with pytest.raises(WireFault, match="more than 10"):
        decode(encode([None] * 20), WireLimits(nodes=10))


def test_floats_lose_no_bit() -> None:
    for value in (0.1, math.pi, 5e-324, -0.0, math.inf):
        assert same(decode(encode(value)), value)


def test_a_ratio_keeps_its_sign() -> None:
    assert decode(encode(Fraction(-7, 3))) == Fraction(-7, 3)
