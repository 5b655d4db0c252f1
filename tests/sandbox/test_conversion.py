import decimal
import enum
import math
from collections import OrderedDict, namedtuple
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox.conversion import NotPlain, TooMuch, to_value
from autograder.wire import Symbolic, decode, encode

LIMIT = 1 << 20

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.fractions(),
    lambda part: st.lists(part) | st.dictionaries(st.text(), part) | st.tuples(part, part),
    max_leaves=20,
)


@given(plain)
def test_every_plain_value_crosses_and_only_tuples_change(value: object) -> None:
    converted = to_value(value, LIMIT)
    assert repr(decode(encode(converted))) == repr(_listed(value))


def _listed(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_listed(part) for part in value]
    if isinstance(value, dict):
        return {key: _listed(part) for key, part in value.items()}
    return value


@given(hnp.arrays(hnp.scalar_dtypes(), hnp.array_shapes(min_dims=0, max_dims=3)))
def test_every_array_becomes_a_value_or_says_its_type(array: np.ndarray) -> None:
    if array.dtype.kind not in "biufcU":
        with pytest.raises(NotPlain, match="array of"):
            to_value(array, LIMIT)
        return
    converted = to_value(array, LIMIT)
    encode(converted)
    if isinstance(converted, np.ndarray):
        assert converted.shape == array.shape


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (np.int8(-3), -3),
        (np.complex64(1j), 1j),
        (np.array(2.5), 2.5),
        (np.longdouble(0.25), 0.25),
        (np.str_("both"), "both"),
        (range(3), [0, 1, 2]),
        ({1}, [1]),
        (frozenset({"a"}), ["a"]),
        ({"k": 1}.keys(), ["k"]),
        (OrderedDict(k=(1,)), {"k": [1]}),
        (namedtuple("Pair", "d g")(0, 1), [0, 1]),
        (enum.IntEnum("Colour", "RED").RED, 1),
        (Fraction(2, 6), Fraction(1, 3)),
        (sympy.Rational(1, 3), Fraction(1, 3)),
        (sympy.Integer(2) ** 70, 2**70),
        (np.array(["a", "b"]), ["a", "b"]),
        (np.array([1, "b", None], dtype=object), [1, "b", None]),
        ([sympy.pi], [Symbolic("constant", ("pi",))]),
    ],
)
def test_a_result_becomes_its_plain_form(result: object, expected: object) -> None:
    converted = to_value(result, LIMIT)
    assert converted == expected
    assert type(converted) is type(expected)


def test_negative_zero_and_nan_keep_their_bits() -> None:
    assert math.copysign(1, to_value(-0.0, LIMIT)) == -1
    assert math.copysign(1, to_value(complex(-0.0, 0.0), LIMIT).real) == -1
    assert math.isnan(to_value(np.float64("nan"), LIMIT))


class LyingFloat(float):
    def __float__(self):
        raise AssertionError

    __eq__ = __add__ = __repr__ = __reduce__ = hex = __float__
    __hash__ = None


class LyingList(list):
    def __iter__(self):
        while True:
            yield 0

    def __len__(self):
        return 1


class LyingArray(np.ndarray):
    def __array__(self, *_, **__):
        raise AssertionError

    tolist = item = astype = __array__
    shape = property(__array__)


class LyingClass:
    @property
    def __class__(self):
        return float


class LyingDict(dict):
    def items(self):
        return [("k", 9)]

    __getitem__ = keys = items


def test_an_object_that_lies_about_itself_is_read_as_what_it_is() -> None:
    assert to_value(LyingFloat(1.5), LIMIT) == 1.5
    assert to_value(LyingList([1, 2]), LIMIT) == [1, 2]
    assert to_value(LyingDict(k=1), LIMIT) == {"k": 1}
    np.testing.assert_array_equal(to_value(np.ones(3).view(LyingArray), LIMIT), np.ones(3))
    with pytest.raises(NotPlain, match="LyingClass"):
        to_value(LyingClass(), LIMIT)


class Tensor:
    def __array__(self, dtype=None, copy=None):
        return np.array([1.0, 2.0])


def test_a_tensor_of_another_library_becomes_an_array() -> None:
    np.testing.assert_array_equal(to_value(Tensor(), LIMIT), [1.0, 2.0])


@pytest.mark.parametrize(
    ("result", "name"),
    [
        (object(), "object"),
        (b"bytes", "bytes"),
        (decimal.Decimal(1), "Decimal"),
        (Tensor, "type"),
        ({1: 2}, "int"),
        ([len], "builtin_function_or_method"),
        (np.array(["2020-01-01"], dtype="datetime64[D]"), "datetime64"),
        (sympy.Lambda(sympy.Symbol("x"), 1), "Lambda"),
    ],
)
def test_what_is_no_answer_is_named(result: object, name: str) -> None:
    with pytest.raises(NotPlain, match=name):
        to_value(result, LIMIT)


@pytest.mark.parametrize(
    "result",
    ["x" * (LIMIT + 1), np.zeros(LIMIT), np.zeros((10**10, 0)), [0] * 300_000, 1 << 5000, Fraction(1, 1 << 5000)],
)
def test_too_much_is_refused_before_it_is_encoded(result: object) -> None:
    with pytest.raises(TooMuch):
        to_value(result, LIMIT)


def _nested_fractions(levels: int) -> sympy.Expr:
    expression = sympy.Symbol("x")
    for _ in range(levels):
        expression = 1 / (1 + expression)
    return expression


@pytest.mark.parametrize(
    ("result", "says"),
    [
        (sympy.Integer(2) ** 5000, "an integer of 5,001 bits"),
        (sympy.Symbol("x") + sympy.Rational(1, 2**5000), "an integer of 5,001 bits"),
        (_nested_fractions(70), "an expression nested more than"),
        ([sympy.Matrix([[_nested_fractions(70)]])], "an expression nested more than"),
    ],
)
def test_an_expression_that_could_not_be_read_again_is_refused_in_words(result: object, says: str) -> None:
    with pytest.raises(TooMuch, match=says):
        to_value(result, LIMIT)


@pytest.mark.parametrize("levels", [1, 10, 17])
def test_an_expression_that_is_not_refused_can_be_read_again(levels: int) -> None:
    crossed = to_value([_nested_fractions(levels)], LIMIT)
    assert decode(encode({"index": 0, "value": crossed}))["value"] == crossed  # type: ignore[index, call-overload]


def test_a_list_that_holds_itself_ends() -> None:
    circle: list = []
    circle.append(circle)
    with pytest.raises(TooMuch, match="nested"):
        to_value(circle, LIMIT)


def test_a_dict_of_sympys_crosses_as_pairs() -> None:
    root, name = sympy.sqrt(2), sympy.Symbol("d")
    assert to_value({root: 2}, LIMIT) == Symbolic("mapping", (Symbolic("pair", (to_value(root, LIMIT), 2)),))
    crossed = to_value([{name: 0}], LIMIT)
    assert decode(encode(crossed)) == crossed == [Symbolic("mapping", (Symbolic("pair", (to_value(name, LIMIT), 0)),))]


@pytest.mark.parametrize("part", [True, None, [1], "one", {}])
def test_a_dict_of_sympys_with_anything_else_in_it_is_named(part: object) -> None:
    with pytest.raises(NotPlain, match="dict"):
        to_value({sympy.Symbol("d"): part}, LIMIT)
