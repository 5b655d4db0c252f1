"""Every submission that the stand-in grades, with what the platform tells about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.delivery.gradescope.shapes import SHAPES, metadata, written
from tests.gradescope import submissions

LATE = metadata("2022-04-01T02:59:00-04:00")
GRADED_BEFORE = {
    "submission_time": "2022-03-31T09:00:00-04:00",
    "score": "33.0",
    "results": {"score": 33.0, "tests": [{"name": "4.1", "score": 33.0, "max_score": 79.0}]},
}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What one container finds; without a shape, no submission_metadata.json at all."""

    files: Mapping[str, bytes]
    shape: dict[str, Any] | None

    @property
    def metadata(self) -> bytes | None:
        return None if self.shape is None else written(self.shape)


HANDED_IN = {
    "perfect": HandedIn(submissions.exemplar("perfect_latex", "perfect_code"), SHAPES["plain"]),
    "answered_2022": HandedIn(submissions.exemplar("answered_2022"), SHAPES["extension"]),
    "blank": HandedIn(submissions.exemplar("blank"), SHAPES["group"]),
    "late": HandedIn(submissions.exemplar("answered_2022"), LATE),
    "refused": HandedIn(
        submissions.exemplar("perfect_code"), metadata(previous_submissions=[GRADED_BEFORE, {"score": None}])
    ),
    "nothing": HandedIn({}, None),
    "forge": HandedIn(
        {**submissions.harmful(submissions.FORGE), "results.json": b'{"score": 79}'}, SHAPES["every field null"]
    ),
    "pry": HandedIn(submissions.harmful(submissions.PRY), SHAPES["older harness"]),
    "kill": HandedIn(submissions.harmful(submissions.KILL), SHAPES["previous with nulls"]),
    "fill": HandedIn(submissions.harmful(submissions.FILL), SHAPES["plain"]),
    "sleep": HandedIn(
        {**submissions.exemplar("answered_2022"), **submissions.harmful(submissions.SLEEP)}, SHAPES["plain"]
    ),
}
