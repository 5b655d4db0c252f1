import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.delivery.gradescope.results_reader import ReadResults, parse_results, read_results

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)

DECORATED_UNITTEST = {
    "tests": [
        {"name": "1) test_add (tests.TestAdd)", "score": 1, "max_score": 1, "number": "1.1", "visibility": "visible"},
        {"name": "1) test_sub", "score": 0.0, "max_score": "2", "output": "Test Failed: 1 != 2\n", "tags": ["sub"]},
    ],
    "leaderboard": [{"name": "accuracy", "value": 0.926}, {"name": "time", "value": "15 ms", "order": "asc"}],
    "visibility": "visible",
    "execution_time": "0.01",
    "score": 1,
}
NOTEBOOK_GRADER = {
    "output": "",
    "output_format": "html",
    "tests": [
        {
            "name": "Public Tests",
            "visibility": "visible",
            "output": "q1 results: All test cases passed!",
            "status": "passed",
        },
        {"name": "q1", "score": 3.0, "max_score": 3.0, "visibility": "hidden", "output": "ok"},
    ],
}
MINIMAL = {"score": "44.0"}


def test_a_report_of_decorated_unit_tests_is_read() -> None:
    read = read_results(DECORATED_UNITTEST)
    assert (read.score, read.problems) == (1, ())
    assert [test.max_score for test in read.tests] == [1, 2]
    assert read.tests[1].tags == ("sub",)
    assert read.leaderboard == (("accuracy", "0.926"), ("time", "15 ms"))
    assert not read.hides_total


def test_a_report_without_a_total_has_the_sum_of_its_tests() -> None:
    read = read_results(NOTEBOOK_GRADER)
    assert read.score == 3
    assert read.tests[0].score is None
    assert read.hides_total


def test_a_score_may_be_text() -> None:
    assert read_results(MINIMAL) == ReadResults(score=Decimal("44.0"))


def test_a_tenth_is_a_tenth() -> None:
    assert parse_results(b'{"score": 0.1}').score == Decimal("0.1")
    assert read_results({"score": 0.1}).score == Decimal("0.1")


@pytest.mark.parametrize("score", ["NaN", "Infinity", '"half"', "true", "[1]"])
def test_what_is_no_number_is_named_and_never_a_score(score: str) -> None:
    read = parse_results(f'{{"score": {score}, "tests": []}}'.encode())
    assert read.score is None


def test_an_unknown_visibility_shows_nothing() -> None:
    read = read_results({"tests": [{"visibility": "after_midnight"}]})
    assert read.tests[0].visibility == "hidden"
    assert read.problems == ("test 1: there is no such visibility",)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"null", b"[" * 100_000])
def test_what_are_no_results_are_a_problem(content: bytes) -> None:
    read = parse_results(content)
    assert read.score is None
    assert read.problems


@given(
    st.dictionaries(st.sampled_from(["score", "tests", "output", "visibility", "leaderboard", "extra_data"]), anything)
)
def test_reading_never_fails(written: dict[str, Any]) -> None:
    assert isinstance(parse_results(json.dumps(written).encode()), ReadResults)
    assert isinstance(read_results(written), ReadResults)


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["name", "score", "max_score", "tags", "visibility"]), anything), max_size=4
    )
)
def test_every_test_of_whatever_shape_is_there(tests: list[dict[str, Any]]) -> None:
    assert len(read_results({"tests": tests}).tests) == len(tests)
