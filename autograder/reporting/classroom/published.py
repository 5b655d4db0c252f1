"""class.json: everything on the dashboard as data, with its published JSON Schema."""

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from autograder.domain.classroom import CLASS_SCHEMA_VERSION, ClassRecord
from autograder.reporting.visible import encodable

_ADAPTER = TypeAdapter(ClassRecord)
_FRACTION = {"type": "string", "pattern": r"^-?\d+(/[1-9]\d*)?$", "description": 'An exact share or amount, as "3/2".'}
_DIGITS = 12
"""Of an estimate: more would be noise, and could differ from machine to machine."""

_Plain = dict[str, "_Plain"] | list["_Plain"] | str | int | float | bool | None


def class_json(record: ClassRecord) -> bytes:
    """Return the whole record as UTF-8 JSON: exact points, fields in the order of the schema, nothing left out."""
    return json.dumps(_plain(record), ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8") + b"\n"


def read_class(written: bytes) -> ClassRecord:
    """Read what `class_json` wrote.

    Raises
    ------
    pydantic.ValidationError
        If the bytes are no such record.
    """
    return _ADAPTER.validate_json(written)


def class_schema() -> JsonSchemaValue:
    """Return the JSON Schema of class.json: what a reader of ours may rely on."""
    schema = _ADAPTER.json_schema(mode="serialization", schema_generator=_PublishedSchema)
    schema["properties"]["schema_version"]["const"] = CLASS_SCHEMA_VERSION
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **schema,
        "title": "class.json",
        "description": "Everything on the class dashboard.",
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
    match value:
        case Enum():
            return str(value.value)
        case str():
            return encodable(value)
        case Fraction():
            return str(value)
        case float():
            return float(f"{value:.{_DIGITS}g}")
        case bool() | int() | None:
            return value
        case tuple():
            return [_plain(item) for item in value]
        case _:
            assert is_dataclass(value)
            return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
