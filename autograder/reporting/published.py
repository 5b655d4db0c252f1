"""Records of the domain as published JSON: exact, complete, in the order of their JSON Schema."""

import functools
import math
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import to_json

from autograder.reporting.visible import encodable

_FRACTION = {"type": "string", "pattern": r"^-?\d+(/[1-9]\d*)?$", "description": 'An exact share or amount, as "3/2".'}
_DIGITS = 12
"""Of an estimate: more would be noise, and could differ from machine to machine."""

_Plain = dict[str, "_Plain"] | list["_Plain"] | str | int | float | bool | None


def record_json(record: object) -> bytes:
    """Return a whole record as UTF-8 JSON: exact points, fields in the order of the schema, nothing left out."""
    assert is_dataclass(record)
    # piece by piece: a class of 1,000 as dicts would take more memory than all that went before
    pieces = (b" %s: %s" % (to_json(name), _field(getattr(record, name))) for name in _names(record))
    return b"{\n" + b",\n".join(pieces) + b"\n}\n"


def _field(value: object) -> bytes:
    if not isinstance(value, tuple) or not value:
        return _indented(value, 1)
    return b"[\n" + b",\n".join(b"  " + _indented(item, 2) for item in value) + b"\n ]"


def _indented(value: object, depth: int) -> bytes:
    # in JSON a line feed is never part of a text
    return to_json(_plain(value), indent=1).replace(b"\n", b"\n" + b" " * depth)


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
    # pydantic would take the record as it is, but refuses lone surrogates, which a student's file may well contain
    match value:
        case Enum():
            return str(value.value)
        case str():
            return encodable(value)
        case float():
            assert math.isfinite(value), "JSON has no word for it"
            return float(f"{value:.{_DIGITS}g}")
        case bool() | int() | None:
            return value
        case tuple():
            return [_plain(item) for item in value]
        case Fraction():
            return str(value)
        case _:
            return {name: _plain(getattr(value, name)) for name in _names(value)}


def _names(record: object) -> tuple[str, ...]:
    return _names_of(type(record))  # type: ignore[arg-type]  # a type is hashable


@functools.cache
def _names_of(kind: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
