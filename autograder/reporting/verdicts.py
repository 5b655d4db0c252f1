"""verdicts.json: the complete, versioned record of a graded submission, and its published JSON Schema."""

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from autograder.domain.graded import SCHEMA_VERSION, GradedSubmission
from autograder.reporting.look import Look
from autograder.reporting.visible import encodable

_ADAPTER = TypeAdapter(GradedSubmission)
_FRACTION = {"type": "string", "pattern": r"^\d+(/[1-9]\d*)?$", "description": 'An exact share or amount, as "3/2".'}

_Plain = dict[str, "_Plain"] | list["_Plain"] | str | float | bool | None


def verdicts_json(graded: GradedSubmission, look: Look) -> bytes:  # noqa: ARG001 - every sink has this signature
    """Return the whole record as UTF-8 JSON: exact points, fields in the order of the schema, nothing left out."""
    return json.dumps(_plain(graded), ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8") + b"\n"


def read_verdicts(written: bytes) -> GradedSubmission:
    """Read what `verdicts_json` wrote.

    Raises
    ------
    pydantic.ValidationError
        If the bytes are no such record.
    """
    return _ADAPTER.validate_json(written)


def verdicts_schema() -> JsonSchemaValue:
    """Return the JSON Schema of verdicts.json: what a reader of ours may rely on."""
    schema = _ADAPTER.json_schema(mode="serialization", schema_generator=_PublishedSchema)
    schema["properties"]["schema_version"]["const"] = SCHEMA_VERSION
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **schema,
        "title": "verdicts.json",
        "description": "Everything autograde knows about one graded submission.",
    }


class _PublishedSchema(GenerateJsonSchema):
    """Says of every record what `_plain` keeps to: all fields are there, and no others."""

    def dataclass_schema(self, schema: Any) -> JsonSchemaValue:
        published = super().dataclass_schema(schema)
        published["required"] = list(published["properties"])
        published["additionalProperties"] = False
        for declared in published["properties"].values():
            declared.pop("default", None)
            declared.pop("title", None)
        return published

    def fraction_schema(self, schema: Any) -> JsonSchemaValue:  # noqa: ARG002 - pydantic's signature
        return dict(_FRACTION)


def _plain(value: object) -> _Plain:
    # Not the adapter's own writer: it refuses lone surrogates, which a student's file may well contain.
    match value:
        case Enum():
            return str(value.value)
        case str():
            return encodable(value)
        case Fraction():
            return str(value)
        case bool() | int() | float() | None:
            return value
        case tuple():
            return [_plain(item) for item in value]
        case _:
            assert is_dataclass(value)
            return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
