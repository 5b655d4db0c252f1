"""One pair as its author writes it: a line of JSON."""

import json
from collections.abc import Mapping
from math import isfinite
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MAX_ROW_CHARACTERS = 200_000
"""Longest line; what is read of one expression has a tighter cap of its own."""
MAX_SYMBOLS = 200
MAX_SIZE = 12
"""Most rows or columns of a declared matrix."""

Syntax: TypeAlias = Literal["latex", "text"]
NumberDomain: TypeAlias = Literal[
    "real", "positive", "nonnegative", "unit", "complex", "integer", "positive integer", "boolean"
]
Identifier: TypeAlias = str | int | float | None
Size: TypeAlias = Annotated[int, Field(ge=1, le=MAX_SIZE)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class SymbolTable(_Table):
    """What a name stands for.

    Attributes
    ----------
    domain
        Where a number lives, or the entries of a vector or matrix; ``matrix`` is a real matrix, square of size 3 where
        no shape is given.
    shape
        ``[n]`` for a vector, ``[rows, columns]`` for a matrix; none for a number.
    symmetric
        True for a symmetric matrix.
    """

    domain: NumberDomain | Literal["matrix"] = "real"
    shape: Annotated[tuple[Size, ...], Field(max_length=2, strict=False)] = ()
    symmetric: bool = False


class ToleranceTable(_Table):
    """How far a decimal may lie from the reference: a margin of its own, and a share of the reference."""

    absolute: Annotated[float, Field(ge=0)] = 0.0
    relative: Annotated[float, Field(ge=0)] = 0.0


class OptionsTable(_Table):
    """What is asked beyond the value.

    Attributes
    ----------
    domain
        Where every name lives that `symbols` does not declare; real by default. ``integer`` asks for integrality.
    multiplicity
        True if a list of values, or the roots of an equation, count how often each occurs.
    form
        A form required beside a right value: ``expanded``, ``factored`` or ``lowest terms``.
    significant_figures
        How many figures a decimal must be written with, its value right to that many.
    decimal_places
        How many digits must stand behind the point, the value right to that many.
    tolerance
        Margin for decimals: a number for a share of the reference, or ``{"absolute": , "relative": }``.
    up_to_constant
        True if a difference that no name but ``C``, ``K``, ``c`` or ``k`` changes is none (antiderivatives); or the
        names whose change it must survive.
    in_terms_of, must_mention
        The only names an answer may use; names it has to use.
    coordinates
        Names of the coordinates of points, so that ``x = 1, y = 2`` is the point ``(1, 2)``.
    """

    domain: NumberDomain = "real"
    multiplicity: bool = False
    form: Literal["any", "expanded", "factored", "lowest terms"] = "any"
    significant_figures: Annotated[int, Field(ge=1, le=50)] | None = None
    decimal_places: Annotated[int, Field(ge=0, le=50)] | None = None
    tolerance: Annotated[float, Field(ge=0, strict=False)] | ToleranceTable | None = None
    up_to_constant: bool | Annotated[tuple[str, ...], Field(strict=False)] = False
    in_terms_of: Annotated[tuple[str, ...], Field(strict=False)] | None = None
    must_mention: Annotated[tuple[str, ...], Field(strict=False)] = ()
    coordinates: Annotated[tuple[str, ...], Field(strict=False)] = ()


class PairRow(BaseModel):
    """One pair; what a row holds beside these fields is its author's own and left alone.

    Attributes
    ----------
    id
        Given back with the verdict.
    student, reference
        What was answered, and what is right.
    syntax, reference_syntax
        How each is written; the reference like the answer where nothing is said.
    symbols
        Declared names; every other name is a number in the domain of the options.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, allow_inf_nan=False)

    id: Identifier = None
    student: str
    reference: str
    syntax: Syntax = "latex"
    reference_syntax: Syntax | None = None
    symbols: Annotated[Mapping[str, SymbolTable], Field(max_length=MAX_SYMBOLS)] = Field(default_factory=dict)
    options: OptionsTable = OptionsTable()


class BadRow(Exception):
    """A line that is no pair; its text says why, `id` is the row's own where it has one."""

    def __init__(self, reason: str, identifier: Identifier = None) -> None:
        super().__init__(reason)
        self.id = identifier


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no number of JSON")


def _identifier(found: object) -> Identifier:
    return found if isinstance(found, str | int) or (isinstance(found, float) and isfinite(found)) else None


def read_row(line: str) -> PairRow:
    """Read one line of JSON.

    Raises
    ------
    BadRow
        If it is no pair.
    """
    if len(line) > MAX_ROW_CHARACTERS:
        raise BadRow(f"the row is longer than {MAX_ROW_CHARACTERS} characters")
    try:
        table = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadRow(f"the row is not JSON: {error}") from None
    if not isinstance(table, dict):
        raise BadRow("the row is not a JSON object")
    identifier = _identifier(table.get("id"))
    optional = {key: value for key, value in table.items() if value is not None}
    if not _is_text(optional):
        raise BadRow("half of a character (a lone surrogate) is no text", identifier)
    try:
        return PairRow.model_validate(optional)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"] if not str(part).startswith(_OF_PYDANTIC))
        raise BadRow(f"{where}: {_in_words(first['type'], first['msg'], first['loc'])}", identifier) from None


_OF_PYDANTIC = ("literal[", "constrained-", "ToleranceTable", "function-", "tuple[", "bool")
"""How the parts of a place begin that no author wrote: the kinds that were tried one after the other."""
_SHAPES: Mapping[str, str] = MappingProxyType(
    {"symbols": '{"A": {"shape": [3, 3]}, "n": {"domain": "positive integer"}}', "options": '{"multiplicity": true}'}
)


def _in_words(kind: str, message: str, place: tuple[int | str, ...]) -> str:
    """Return what is wrong in an author's words; a table that is none is shown one."""
    if kind in ("model_type", "dict_type", "mapping_type", "model_attributes_type"):
        return f"a JSON object is expected, such as {_SHAPES.get(str(place[0]), '{...}')}"
    if kind == "extra_forbidden":
        return "there is no such field"
    return message


def _is_text(table: Mapping[str, object]) -> bool:
    try:
        json.dumps(table, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
