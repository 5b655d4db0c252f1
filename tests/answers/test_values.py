"""Numbers, arrays, sets, points, choices and words, as they come from code or LaTeX."""

from fractions import Fraction

import numpy as np
import pytest

from autograder.answers import (
    ANSWER_KINDS,
    ArrayAnswer,
    ArraySpec,
    ChoiceAnswer,
    ChoiceSpec,
    ExpressionAnswer,
    ExpressionSpec,
    MultisetAnswer,
    MultisetSpec,
    PointSetAnswer,
    PointSetSpec,
    ScalarAnswer,
    ScalarSpec,
    TextAnswer,
    TextSpec,
)
from autograder.answers.array import read_array
from autograder.answers.choice import read_choice
from autograder.answers.expression import read_expression
from autograder.answers.multiset import read_multiset
from autograder.answers.points import read_points
from autograder.answers.scalar import read_scalar
from autograder.answers.text import read_written
from autograder.domain.faults import Fault, Place
from autograder.domain.handed import HandedLatex


@pytest.mark.parametrize("value", [2, 2.0, Fraction(2), np.array(2.0), np.array([[2]]), [2], 2 + 0j])
def test_a_number_is_read_however_it_is_wrapped(value: object) -> None:
    assert read_scalar(value, ScalarSpec()) == ScalarAnswer(2)


@pytest.mark.parametrize("value", [True, "2", None, [1, 2], np.zeros(2), 1j, 10**400, {}])
def test_what_is_no_real_number_is_a_fault_that_says_what_it_is(value: object) -> None:
    fault = read_scalar(value, ScalarSpec())
    assert isinstance(fault, Fault)
    assert fault.message


def test_none_asks_whether_the_function_returns() -> None:
    fault = read_scalar(None, ScalarSpec())
    assert isinstance(fault, Fault)
    assert "return" in fault.message


def test_a_complex_number_is_read_where_one_is_allowed() -> None:
    assert read_scalar(1j, ScalarSpec(complex_allowed=True)) == ScalarAnswer(1j)


@pytest.mark.parametrize("value", [[[1, 2], [3, 4]], np.array([[1, 2], [3, 4.0]]), [np.array([1, 2]), [3, 4]]])
def test_nested_lists_and_arrays_are_read_alike(value: object) -> None:
    answer = read_array(value, ArraySpec())
    assert isinstance(answer, ArrayAnswer)
    assert answer.values.tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize("value", [[[1], [2, 3]], ["a"], None, np.array([1j]), [None], {"a": 1}, "12"])
def test_what_is_no_real_array_is_a_fault(value: object) -> None:
    assert isinstance(read_array(value, ArraySpec()), Fault)


def test_a_complex_array_without_imaginary_part_is_real() -> None:
    answer = read_array(np.array([1 + 0j]), ArraySpec())
    assert isinstance(answer, ArrayAnswer)
    assert answer.values.dtype.kind == "f"


def test_floats_of_zero_and_one_are_a_boolean_array() -> None:
    answer = read_array(np.array([0.0, 1.0]), ArraySpec(entries="boolean"))
    assert isinstance(answer, ArrayAnswer)
    assert answer.values.tolist() == [False, True]


def test_other_floats_are_no_boolean_array() -> None:
    assert isinstance(read_array(np.array([0.5]), ArraySpec(entries="boolean")), Fault)


def test_numbers_in_no_order_are_read_from_lists_and_vectors() -> None:
    assert read_multiset([1, 1j], MultisetSpec()) == MultisetAnswer((1, 1j))
    assert read_multiset(np.array([1, 1j]), MultisetSpec()) == MultisetAnswer((1, 1j))
    assert isinstance(read_multiset(np.eye(2), MultisetSpec()), Fault)
    assert isinstance(read_multiset([0] * 100, MultisetSpec()), Fault)


@pytest.mark.parametrize("value", [[[0, 0]], [0, 0], [0.0, Fraction(0)], np.zeros((1, 2)), [np.zeros(2)]])
def test_points_are_read_alone_or_in_a_list(value: object) -> None:
    assert read_points(value, PointSetSpec(dimension=2)) == PointSetAnswer(((0.0, 0.0),))


@pytest.mark.parametrize("value", [[[0, 0, 0]], 0, "(0, 0)", [[True, False]], [["a", "b"]], [[0, 1j]], [[0, 10**400]]])
def test_what_is_no_point_is_a_fault(value: object) -> None:
    assert isinstance(read_points(value, PointSetSpec(dimension=2)), Fault)


ONE = ChoiceSpec(options={"spirals outward": ("diverges",), "bounded orbit": ()}, credit={"spirals outward": 1})  # type: ignore[dict-item]
MANY = ChoiceSpec(options={"neither": (), "both": ()}, members=("neither",))


@pytest.mark.parametrize(
    "written",
    [
        "spirals outward",
        "Spirals-Outward",
        r"\text{spirals outward}",
        " diverges. ",
        "spirals outwards",
        "``spirals outward''",
        "(c) spirals outward",
    ],
)
def test_an_option_is_read_in_any_spelling(written: str) -> None:
    assert read_choice(written, ONE) == ChoiceAnswer(("spirals outward",))


@pytest.mark.parametrize("written", ["spirals", "", 3, None, "spirals outward, bounded orbit"])
def test_what_is_no_option_is_a_fault_that_lists_them(written: object) -> None:
    assert isinstance(read_choice(written, ONE), Fault)


def test_several_options_are_read_where_several_may_be_chosen() -> None:
    assert read_choice("both, neither", MANY) == ChoiceAnswer(("both", "neither"))
    assert read_choice("both; neither", MANY) == ChoiceAnswer(("both", "neither"))
    assert read_choice("both and neither", MANY) == ChoiceAnswer(("both", "neither"))
    assert read_choice(["both"], MANY) == ChoiceAnswer(("both",))
    assert isinstance(read_choice("both, both", MANY), Fault)


def test_an_option_is_known_by_the_signs_that_latex_wants_escaped() -> None:
    spec = ChoiceSpec(options={"50%": (), "a_b": (), "R&D": ()})
    for written, option in ((r"50\%", "50%"), (r"a\_b", "a_b"), (r"R\&D", "R&D"), ("R&D", "R&D")):
        assert read_choice(written, spec) == ChoiceAnswer((option,))


def latex(**conventions: str) -> HandedLatex:
    return HandedLatex("final", "x", Place("answers.tex", 1), conventions)


STATE = ExpressionSpec.model_validate_json(
    '{"target": "A", "conventions": [{"when": {"state": "(g,d)"}, "target": "B"}]}'
)


def test_a_declared_convention_chooses_its_target() -> None:
    for declared, target in (({}, "A"), ({"state": "(g, d)"}, "B"), ({"state": "$(g,d)$"}, "B"), ({"vec": "x"}, "A")):
        answer = read_expression(latex(**declared), STATE)
        assert isinstance(answer, ExpressionAnswer)
        assert answer.target == target


def test_a_convention_nobody_knows_is_a_fault() -> None:
    assert isinstance(read_expression(latex(state="(a,b)"), STATE), Fault)


def test_words_keep_their_paragraphs() -> None:
    assert read_written(" one\n\n\n two ", TextSpec()) == TextAnswer("one\n\ntwo")


def test_every_kind_can_be_handed_in_somehow() -> None:
    for name, kind in ANSWER_KINDS.items():
        assert kind.spec.model_fields["kind"].default == name
        assert kind.read_latex or kind.read_value is not None


@pytest.mark.parametrize("value", [np.array([[1.0], [2.0]]), np.array([[1.0, 2.0]]), [[1.0], [2.0]], [1.0, 2.0]])
def test_a_row_and_a_column_of_numbers_are_lists_of_them(value: object) -> None:
    assert read_multiset(value, MultisetSpec()) == MultisetAnswer((1, 2))


@pytest.mark.parametrize("value", [np.eye(2), [[1.0, 2.0], [3.0, 4.0]], [[1.0], [2.0, 3.0]], ["1", 2]])
def test_a_table_of_numbers_is_no_list_of_them(value: object) -> None:
    assert isinstance(read_multiset(value, MultisetSpec()), Fault)
