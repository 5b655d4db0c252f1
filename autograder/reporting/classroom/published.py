"""class.json: everything on the dashboard as data, with its published JSON Schema."""

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaValue

from autograder.domain.classroom import CLASS_SCHEMA_VERSION, ClassRecord
from autograder.reporting.published import record_json, record_schema

_ADAPTER = TypeAdapter(ClassRecord)


def class_json(record: ClassRecord) -> bytes:
    """Return the whole record; see `record_json`."""
    return record_json(record)


def read_class(written: bytes) -> ClassRecord:
    """Read what `class_json` wrote.

    Raises
    ------
    pydantic.ValidationError
        If the bytes are no such record.
    """
    return _ADAPTER.validate_json(written)


def class_schema() -> JsonSchemaValue:
    """Return the JSON Schema of class.json."""
    return record_schema(_ADAPTER, CLASS_SCHEMA_VERSION, "class.json", "Everything on the class dashboard.")
