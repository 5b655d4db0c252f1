import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from autograder.domain.graded import GradedSubmission
from autograder.reporting import SINKS, Look, render_outputs, verdicts_schema
from tests.reporting import samples
from tests.reporting.pages import check_page
from tests.reporting.strategies import submissions

VALIDATOR = jsonschema.Draft202012Validator(verdicts_schema())


@pytest.mark.parametrize("name", samples.ALL)
def test_two_runs_give_the_same_bytes(name: str, look: Look) -> None:
    assert render_outputs(samples.ALL[name](), look) == render_outputs(samples.ALL[name](), look)


def test_the_table_names_its_files() -> None:
    assert set(SINKS) == {"results.json", "report.html", "verdicts.json"}


def test_one_output_can_be_asked_for_alone(look: Look) -> None:
    assert list(render_outputs(samples.blank(), look, ["verdicts.json"])) == ["verdicts.json"]


@pytest.mark.parametrize("name", samples.ALL)
def test_every_sample_gives_three_sound_outputs(name: str, look: Look) -> None:
    check_outputs(samples.ALL[name](), look)


@given(submissions())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_graded_submission_gives_three_sound_outputs(look: Look, graded: GradedSubmission) -> None:
    check_outputs(graded, look)


def check_outputs(graded: GradedSubmission, look: Look) -> None:
    outputs = render_outputs(graded, look)
    VALIDATOR.validate(json.loads(outputs["verdicts.json"]))
    results = json.loads(outputs["results.json"], parse_constant=pytest.fail)
    assert results["tests"]
    assert b"\r" not in outputs["results.json"]
    check_page(outputs["report.html"])
