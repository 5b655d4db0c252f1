"""The records between supervisor and child, as values of `autograder.wire`.

Supervisor to child: one `Setup`, then requests, all at once: waiting for each reply would wake both sides for each.
Child to supervisor: first how it is
confined, which is said before any of the student's code has run; then one reply for the import (index `LOAD`) and one
for each request. Everything after the first record may have been forged by the student's code, so it is only ever
read as a value or a fault.
"""

import json
from dataclasses import astuple, dataclass
from typing import Any

from autograder.domain.faults import Fault, FaultKind, Place
from autograder.domain.handed import Returned
from autograder.sandbox.isolation import Isolation, Layer
from autograder.sandbox.jobs import FunctionCall, Job, NamedValue, Request, TopLevelNames
from autograder.sandbox.limits import Limits
from autograder.wire import Value, WireFault, WireLimits, decode, encode

LOAD = -1
"""The index of the reply that says how the import went."""

_TEXT_LIMIT = 2000
_OURS = WireLimits(message_bytes=1 << 30, nodes=10_000_000)


@dataclass(frozen=True, slots=True)
class Setup:
    """What a child must know before it confines itself and imports the student's file.

    Parameters
    ----------
    folder
        Where the student's files are.
    """

    folder: str
    entry: str
    seed: int
    limits: Limits


class UnexpectedRecord(Exception):
    """A record that is no reply to what was asked."""


def encode_setup(job: Job, folder: str) -> bytes:
    """Write the first record to a child; plain JSON, since both ends are ours and every child pays for its reading."""
    return json.dumps([folder, job.entry, job.seed, *astuple(job.limits)]).encode()


def decode_setup(message: bytes) -> Setup:
    """Read the first record in the child."""
    folder, entry, seed, *limits = json.loads(message)
    return Setup(folder, entry, seed, Limits(*limits))


def encode_request(index: int, request: Request) -> bytes:
    """Write one request."""
    match request:
        case FunctionCall(name, arguments):
            return encode({"index": index, "name": name, "arguments": dict(arguments)})
        case NamedValue(key, table):
            return encode({"index": index, "key": key, "table": table})
        case TopLevelNames(table):
            return encode({"index": index, "table": table})


def decode_request(message: bytes) -> tuple[int, Request]:
    """Read one request in the child."""
    raw: Any = decode(message, _OURS)
    if "name" in raw:
        return raw["index"], FunctionCall(raw["name"], raw["arguments"])
    if "key" in raw:
        return raw["index"], NamedValue(raw["key"], raw["table"])
    return raw["index"], TopLevelNames(raw["table"])


def encode_isolation(isolation: Isolation) -> bytes:
    """Write which layers are not live, and why."""
    return encode({"missing": {str(layer): reason for layer, reason in isolation.missing.items()}})


def encode_failure(text: str) -> bytes:
    """Write that the child could not be set up."""
    return encode({"failure": text})


def decode_isolation(message: bytes) -> Isolation:
    """Read how a child is confined.

    Raises
    ------
    UnexpectedRecord
        If it could not be set up; the text says why.
    """
    match _decoded(message, WireLimits()):
        case {"missing": dict(missing)}:
            return Isolation({Layer(name): str(reason) for name, reason in missing.items()})
        case {"failure": str(text)}:
            raise UnexpectedRecord(text)
        case _:
            raise UnexpectedRecord("its first record is not about isolation")


def encode_reply(index: int, outcome: Returned | Fault) -> bytes:
    """Write the reply to one request."""
    record: dict[str, Any] = {"index": index}
    if isinstance(outcome, Returned):
        record["value"] = outcome.value
    else:
        where = outcome.place
        place: list[Value] | None = [where.file, where.line, where.column] if where else None
        record["fault"] = [str(outcome.fault), outcome.message, outcome.hint, place]
    return encode(record)


def decode_reply(message: bytes, index: int) -> Returned | Fault:
    """Read the reply to one request, which anybody may have written.

    Raises
    ------
    UnexpectedRecord
        If it is not a reply to this request.
    """
    match _decoded(message, WireLimits(message_bytes=len(message))):
        case {"index": int(found)} if found != index:
            raise UnexpectedRecord("it answers another request")
        case {"index": int(), "value": value, **rest} if not rest:
            return Returned(value)
        case {"index": int(), "fault": [str(kind), str(text), str(hint), place], **rest} if not rest:
            return _fault(kind, text, hint, place)
        case _:
            raise UnexpectedRecord("it is neither a value nor a fault")


def _decoded(message: bytes, limits: WireLimits) -> Value:
    try:
        return decode(message, limits)
    except WireFault as fault:
        raise UnexpectedRecord(str(fault)) from None


def _fault(kind: str, text: str, hint: str, place: Value) -> Fault:
    if kind not in set(FaultKind):
        raise UnexpectedRecord("it names no fault")
    return Fault(FaultKind(kind), printable(text), _place(place), printable(hint))


def _place(raw: Value) -> Place | None:
    match raw:
        case [str(file), int(line), int() | None as column] if 0 < line < 10**7:
            return Place(printable(file), line, column if column and 0 < column < 10**7 else None)
        case _:
            return None


def printable(text: str) -> str:
    """Return a message as it can be shown and stored anywhere: visible characters, and not too many of them."""
    shown = visible(text)
    return shown if len(shown) <= _TEXT_LIMIT else shown[:_TEXT_LIMIT] + " …"


def visible(text: str) -> str:
    """Return text with control characters and lone surrogates replaced; lines and tabs stay."""
    return "".join(
        character if character.isprintable() or character in "\n\t" else "\N{REPLACEMENT CHARACTER}"
        for character in text.replace("\r\n", "\n")
    )


def without(text: str, folder: str) -> str:
    """Return text with the random name of the working directory left out, which would differ from run to run."""
    return _without_beginning(text.replace(folder + "/", "").replace(folder, "."), folder)


def _without_beginning(text: str, folder: str) -> str:
    """Leave out the beginning of the name where text was cut in the middle of it."""
    named = folder.rfind("/") // 2  # what every such folder begins with tells nothing, and may stand for itself
    for length in range(len(folder) - 1, named, -1):
        if text.endswith(folder[:length]):
            return text[:-length]
    return text
