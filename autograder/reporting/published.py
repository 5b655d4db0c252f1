"""Records of the domain as published JSON: exact, complete, in the order of their JSON Schema."""

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from autograder.reporting.visible import encodable

_FRACTION = {"type": "string", "pattern": r"^-?\d+(/[1-9]\d*)?$", "description": 'An exact share or amount, as "3/2".'}
_DIGITS = 12
"""Of an estimate: more would be noise, and could differ from machine to machine."""

_Plain = dict[str, "_Plain"] | list["_Plain"] | str | int | float | bool | None


def record_json(record: object) -> bytes:
    """Return a whole record as UTF-8 JSON: exact points, fields in the order of the schema, nothing left out."""
    assert is_dataclass(record)
    # piece by piece: a class of 1,000 as dicts would take more memory than all that went before
    pieces = (f" {_dumps(one.name)}: {_field(getattr(record, one.name))}" for one in fields(record))
    return ("{\n" + ",\n".join(pieces) + "\n}\n").encode("utf-8")


def _field(value: object) -> str:
    if not isinstance(value, tuple) or not value:
        return _indented(value, 1)
    return "[\n" + ",\n".join(f"  {_indented(item, 2)}" for item in value) + "\n ]"


def _indented(value: object, depth: int) -> str:
    # in JSON a line feed is never part of a text
    return _dumps(_plain(value)).replace("\n", "\n" + " " * depth)


def _dumps(plain: _Plain) -> str:
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=1)


def record_schema(adapter: TypeAdapter[Any], version: int, title: str, description: str) -> JsonSchemaValue:
    """Return the JSON Schema of what `record_json` writes: what a reader of ours may rely on."""
    schema = adapter.json_schema(mode="serialization", schema_generator=_PublishedSchema)
    schema["properties"]["schema_version"]["const"] = version
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema, "title": title, "description": description}


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
    # Not pydantic's own writer: it refuses lone surrogates, which a student's file may well contain.
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
