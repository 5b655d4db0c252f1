"""submission_metadata.json, read leniently: numbers as strings, nulls, missing and unknown fields all have a meaning.

Nothing that the platform writes may keep a submission from being graded, so a field that cannot be read is None.

Source: Gradescope's published description of the submission's metadata, and files of its harness.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, WrapValidator

MAX_BYTES = 64 * 1024 * 1024

Value = TypeVar("Value")


def _lenient(value: Any, read: Callable[[Any], Value]) -> Value | None:
    try:
        return read(value)
    except ValidationError:
        return None


def _aware(moment: Any) -> Any:
    # a moment without its zone cannot be compared with one that has it; the platform's own clock is UTC
    return moment if moment is None or moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _moment(value: Any, read: Callable[[Any], datetime | None]) -> datetime | None:
    return _aware(_lenient(value, read)) if isinstance(value, str) else None


def _records(value: Any) -> Any:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _record(value: Any) -> Any:
    return value if isinstance(value, dict) else {}


Moment = Annotated[datetime | None, WrapValidator(_moment)]
Text = Annotated[str | None, WrapValidator(_lenient)]
Amount = Annotated[Decimal | None, WrapValidator(_lenient)]
Flag = Annotated[bool | None, WrapValidator(_lenient)]


class _Lenient(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


class Dates(_Lenient):
    """When something may be handed in; of a student, with their own extension."""

    release_date: Moment = None
    due_date: Moment = None
    late_due_date: Moment = None


class AssignmentFacts(Dates):
    """The assignment as the platform knows it."""

    id: Text = None
    title: Text = None
    total_points: Amount = None
    group_submission: Flag = None


class User(_Lenient):
    """One of those who handed in."""

    id: Text = None
    email: Text = None
    name: Text = None
    sid: Text = None
    assignment: Annotated[Dates, BeforeValidator(_record)] = Dates()


class PreviousSubmission(_Lenient):
    """An earlier submission of the same people.

    Parameters
    ----------
    results
        Its results.json, as the platform kept it.
    """

    submission_time: Moment = None
    score: Amount = None
    autograder_error: Flag = None
    results: Annotated[dict[str, Any], BeforeValidator(_record)] = {}


class SubmissionMetadata(_Lenient):
    """What the platform tells about a submission."""

    id: Text = None
    created_at: Moment = None
    assignment: Annotated[AssignmentFacts, BeforeValidator(_record)] = AssignmentFacts()
    users: Annotated[tuple[User, ...], BeforeValidator(_records)] = ()
    previous_submissions: Annotated[tuple[PreviousSubmission, ...], BeforeValidator(_records)] = ()


def read_metadata(content: bytes) -> SubmissionMetadata:
    """Read the file's content; what is no metadata at all reads as metadata that tell nothing."""
    try:
        # NaN and the infinities are no JSON, but some writers' JSON has them
        told = json.loads(content[:MAX_BYTES], parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        told = {}
    return SubmissionMetadata.model_validate(_record(told))
