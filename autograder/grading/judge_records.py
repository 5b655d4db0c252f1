"""What travels between a grader and the process that judges: typed records as JSON, values as `autograder.wire`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, TypeAlias, assert_never

from pydantic import Field, TypeAdapter
from pydantic_core import PydanticSerializationError

from autograder.domain.evidence import Evidence
from autograder.domain.faults import Fault
from autograder.domain.handed import Handed, HandedCalls, HandedLatex, HandedValue, Returned
from autograder.domain.verdicts import Verdict
from autograder.grading.alternatives import Identity
from autograder.grading.judges import Definitions, ReadAnswers
from autograder.grading.locating import Located
from autograder.wire import Value, WireLimits, decode, encode

# checked already, where it came out of the student's process
_OURS = WireLimits(message_bytes=1 << 28, depth=200, nodes=10_000_000, integer_bits=1 << 16)

Encoded: TypeAlias = str
"""A value of `autograder.wire` as text."""


@dataclass(frozen=True, slots=True)
class CrossingLatex:
    """An item of `answers.tex` on its way."""

    latex: HandedLatex
    kind: Literal["latex"] = "latex"


@dataclass(frozen=True, slots=True)
class CrossingValue:
    """A value of `ANSWERS` on its way."""

    value: Encoded
    conventions: Mapping[str, str]
    kind: Literal["value"] = "value"


@dataclass(frozen=True, slots=True)
class CrossingCalls:
    """What a function did on its cases, on its way."""

    outcomes: tuple[Encoded | Fault, ...]
    kind: Literal["calls"] = "calls"


Crossing: TypeAlias = Annotated[CrossingLatex | CrossingValue | CrossingCalls | Fault, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """Read a document."""

    file: str
    source: str
    kind: Literal["read"] = "read"


@dataclass(frozen=True, slots=True)
class JudgeQuestion:
    """Judge one alternative."""

    way: Identity
    handed: Crossing
    definitions: Definitions
    kind: Literal["judge"] = "judge"


@dataclass(frozen=True, slots=True)
class ShowQuestion:
    """Show how one alternative is read."""

    way: Identity
    handed: CrossingLatex
    definitions: Definitions
    kind: Literal["show"] = "show"


Question: TypeAlias = Annotated[ReadQuestion | JudgeQuestion | ShowQuestion, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class ReadReply:
    """What a document holds: items by subquestion, command and name, with what is wrong."""

    items: tuple[tuple[Identity, HandedLatex], ...]
    definitions: Definitions
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class CrossingVerdict:
    """A verdict on its way, without its evidence and with it: told apart by their kinds, both are read in no time."""

    verdict: Annotated[Verdict, Field(discriminator="kind")]
    evidence: tuple[Annotated[Evidence, Field(discriminator="kind")], ...]


QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
READ_REPLY: TypeAdapter[ReadReply] = TypeAdapter(ReadReply)
VERDICTS_REPLY: TypeAdapter[dict[str, CrossingVerdict]] = TypeAdapter(dict[str, CrossingVerdict])
EVIDENCE_REPLY: TypeAdapter[tuple[Evidence, ...]] = TypeAdapter(
    tuple[Annotated[Evidence, Field(discriminator="kind")], ...]
)


def dump(adapter: TypeAdapter[Any], record: object) -> bytes:
    """Write a record; what UTF-8 has no word for (a lone surrogate in a student's text) becomes a question mark."""
    try:
        return adapter.dump_json(record)
    except PydanticSerializationError:
        plain = adapter.dump_python(record, mode="json")
        return json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")


def crossing(handed: Handed | Fault) -> Crossing:
    """Return what was handed in as it travels."""
    match handed:
        case HandedLatex():
            return crossing_latex(handed)
        case HandedValue(value, conventions):
            return CrossingValue(_encoded(value), dict(conventions))
        case HandedCalls(outcomes):
            return CrossingCalls(tuple(one if isinstance(one, Fault) else _encoded(one.value) for one in outcomes))
        case Fault():
            return handed
        case _:
            assert_never(handed)


def crossing_latex(handed: HandedLatex) -> CrossingLatex:
    """Return an item of `answers.tex` as it travels."""
    return CrossingLatex(_plain(handed))


def arrived(crossed: Crossing) -> Handed | Fault:
    """Return what was handed in, back from its travel."""
    match crossed:
        case CrossingLatex(latex):
            return latex
        case CrossingValue(value, conventions):
            return HandedValue(_decoded(value), conventions)
        case CrossingCalls(outcomes):
            return HandedCalls(tuple(one if isinstance(one, Fault) else Returned(_decoded(one)) for one in outcomes))
        case Fault():
            return crossed
        case _:
            assert_never(crossed)


def read_reply(read: ReadAnswers) -> ReadReply:
    """Return what was read as it travels."""
    items = tuple((where, _plain(item)) for where, item in read.located.items.items())
    return ReadReply(items, read.definitions, read.faults)


def read_answers(reply: ReadReply) -> ReadAnswers:
    """Return what was read, back from its travel."""
    return ReadAnswers(Located(dict(reply.items), ()), reply.definitions, reply.faults)


def verdicts_reply(verdicts: Mapping[str, Verdict]) -> dict[str, CrossingVerdict]:
    """Return the verdicts on an alternative as they travel."""
    return {name: CrossingVerdict(replace(one, evidence=()), one.evidence) for name, one in verdicts.items()}


def judged_verdicts(reply: Mapping[str, CrossingVerdict]) -> Mapping[str, Verdict]:
    """Return the verdicts on an alternative, back from their travel."""
    return {name: replace(one.verdict, evidence=one.evidence) for name, one in reply.items()}


def _plain(item: HandedLatex) -> HandedLatex:
    # pydantic writes a dict, not a read-only view of one
    return replace(item, conventions=dict(item.conventions))


def _encoded(value: Any) -> Encoded:
    return encode(value).decode()


def _decoded(text: Encoded) -> Value:
    return decode(text.encode(), _OURS)
