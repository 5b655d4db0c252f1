"""verdicts.json: the complete, versioned record of a graded submission, and its published JSON Schema."""

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaValue

from autograder.domain.graded import SCHEMA_VERSION, GradedSubmission
from autograder.reporting.look import Look
from autograder.reporting.published import record_json, record_schema

_ADAPTER = TypeAdapter(GradedSubmission)


def verdicts_json(graded: GradedSubmission, look: Look) -> bytes:  # noqa: ARG001 - every sink has this signature
    """Return the whole record; see `record_json`."""
    return record_json(graded)


def read_verdicts(written: bytes) -> GradedSubmission:
    """Read what `verdicts_json` wrote.

    Raises
    ------
    pydantic.ValidationError
        If the bytes are no such record.
    """
    return _ADAPTER.validate_json(written)


def verdicts_schema() -> JsonSchemaValue:
    """Return the JSON Schema of verdicts.json."""
    about = "Everything autograde knows about one graded submission."
    return record_schema(_ADAPTER, SCHEMA_VERSION, "verdicts.json", about)
