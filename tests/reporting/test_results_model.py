import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

from autograder.domain.graded import GradedSubmission
from autograder.reporting import Look
from autograder.reporting.gradescope import gradescope_results
from autograder.reporting.results_model import Results, TestResult, read_results, results_json, results_schema
from tests.reporting import samples
from tests.reporting.strategies import submissions

VALIDATOR = jsonschema.Draft202012Validator(results_schema())
ONE = TestResult(name="One", score=1, max_score=2, output="<p>a</p>")


def test_the_published_schema_is_the_models(golden: Callable[..., None], docs: Path) -> None:
    written = json.dumps(results_schema(), ensure_ascii=False, indent=1).encode() + b"\n"
    golden("results.schema.json", written, docs)


@given(submissions())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_written_follows_the_schema_and_is_read_back(look: Look, graded: GradedSubmission) -> None:
    written = gradescope_results(graded, look)
    VALIDATOR.validate(json.loads(written))
    assert results_json(read_results(written)) == written


def test_a_name_that_the_format_does_not_have_is_refused() -> None:
    written = json.loads(results_json(Results(score=1, output="", tests=(ONE,))))
    with pytest.raises(ValidationError, match="extra"):
        read_results(json.dumps({**written, "scores": 3}).encode())


@pytest.mark.parametrize("score", [float("nan"), float("inf"), -1, 3, "1", None])
def test_a_score_is_a_finite_number_from_zero_to_the_most(score: object) -> None:
    with pytest.raises(ValidationError):
        TestResult(name="One", score=score, max_score=2, output="")


def test_there_is_at_least_one_test() -> None:
    with pytest.raises(ValidationError, match="at least 1"):
        Results(score=0, output="", tests=())


def test_what_is_not_known_is_left_out() -> None:
    written = results_json(Results(score=1, output="", tests=(ONE,)))
    assert b"null" not in written
    assert b"status" not in written
    assert written.endswith(b"}\n")


def test_every_sample_is_held_to_the_model(look: Look) -> None:
    for make in samples.ALL.values():
        read_results(gradescope_results(make(), look))
