"""results.json as we write it: Gradescope's format without what we never use, strict, with a published JSON Schema.

Source: Gradescope's description of the autograder output. Its own reader takes more; what we write is held to this.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

MAX_TEST_BYTES = 32 * 1024
"""Of the output of one test, as JSON."""
MAX_BYTES = 1024 * 1024
"""Of the whole file."""

Format = Literal["text", "html", "simple_format", "md", "ansi"]
Visibility = Literal["hidden", "after_due_date", "after_published", "visible"]
Points = Annotated[int | float, Field(ge=0, description="At most four decimal places.")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class TestResult(_Strict):
    """One subquestion.

    Parameters
    ----------
    status
        ``failed`` if points were lost, ``passed`` for full marks; left out for what only awaits a human.
    output
        Feedback as HTML of plain tags, everything from the student escaped.
    tags
        How it stands, where that is not full marks.
    """

    __test__ = False  # not a test of ours, whatever its name

    name: str
    number: str | None = None
    score: Points
    max_score: Points
    status: Literal["passed", "failed"] | None = None
    output: str
    tags: tuple[str, ...] = ()
    visibility: Visibility | None = None

    @model_validator(mode="after")
    def _score_fits(self) -> Self:
        if self.score > self.max_score:
            raise ValueError(f"{self.name}: a score of {self.score} is more than {self.max_score}")
        return self


class Results(_Strict):
    """The file.

    Parameters
    ----------
    score
        Points earned so far: exactly the sum of the tests' scores.
    output
        What is shown above the tests.
    """

    score: Points
    output: str
    output_format: Format = "html"
    test_output_format: Format = "html"
    test_name_format: Format = "text"
    visibility: Visibility = "visible"
    stdout_visibility: Visibility = "hidden"
    tests: Annotated[tuple[TestResult, ...], Field(min_length=1)]


def results_json(results: Results) -> bytes:
    """Return the file as UTF-8: fields in their order, nothing that is None or left empty, LF at the end."""
    written = results.model_dump_json(indent=1, exclude_none=True)
    return written.encode("utf-8") + b"\n"


def read_results(written: bytes) -> Results:
    """Read what `results_json` wrote.

    Raises
    ------
    pydantic.ValidationError
        If the bytes are no such file.
    """
    return Results.model_validate_json(written)


def results_schema() -> JsonSchemaValue:
    """Return the JSON Schema of results.json: what a reader of ours may rely on."""
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **Results.model_json_schema(mode="serialization"),
        "title": "results.json",
        "description": "What autograde writes for Gradescope: its format, without what is never used.",
    }
