import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

from autograder.domain.graded import GradedSubmission
from autograder.reporting import Look, read_verdicts, verdicts_schema
from autograder.reporting.verdicts import verdicts_json
from autograder.reporting.visible import encodable
from tests.reporting import samples
from tests.reporting.strategies import submissions


def test_the_published_schema_is_current(golden: Callable[..., None], docs: Path) -> None:
    written = json.dumps(verdicts_schema(), ensure_ascii=False, indent=1).encode() + b"\n"
    golden("verdicts.schema.json", written, folder=docs)


@pytest.mark.parametrize("name", ["fair", "perfect", "blank", "unreadable"])
def test_what_is_written_reads_back_equal(name: str, look: Look) -> None:
    graded = samples.ALL[name]()
    assert read_verdicts(verdicts_json(graded, look)) == graded


@given(submissions())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_only_lone_surrogates_change_on_the_way(look: Look, graded: GradedSubmission) -> None:
    read = read_verdicts(verdicts_json(graded, look))
    assert encodable(repr(read)) == repr(read)
    assert read.tally == graded.tally
    assert read_verdicts(verdicts_json(read, look)) == read


def test_points_are_exact_text(look: Look) -> None:
    written = json.loads(verdicts_json(samples.fair(), look))
    assert written["tally"]["earned"] == "243/5"
    assert written["schema_version"] == 1


def test_a_record_of_another_shape_is_refused() -> None:
    with pytest.raises(ValidationError):
        read_verdicts(b'{"schema_version": 1}')
