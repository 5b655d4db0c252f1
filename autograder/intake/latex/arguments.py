"""Read the arguments that follow a command."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.intake.latex.page import Span

_SPACE = re.compile(r"\s*+")
_OPTIONAL = re.compile(r"\[([^\[\]{}\\\n]{0,200})\]")
# TeX takes a single command or character for an argument: \rename\eta\alpha
_BARE = re.compile(r"\\(?!begin(?![A-Za-z])|end(?![A-Za-z]))[A-Za-z]+|[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of one command.

    Parameters
    ----------
    optional
        What stands in square brackets, or None.
    required
        The others, as spans of the text.
    end
        Where the command ends.
    unclosed
        Position of the brace that opens the last argument if it is not closed in the span, at whose end it then ends.
    """

    optional: str | None
    required: tuple[Span, ...]
    end: int
    unclosed: int | None = None


def read_arguments(text: str, span: Span, closing: Mapping[int, int], most: int, *, bare: bool = False) -> Arguments:
    """Return at most `most` arguments from the start of `span`; none reaches beyond its end.

    With `bare`, a single command or character without braces is one too.
    """
    position, limit = _skip(text, span[0]), span[1]
    optional = None
    if (found := _OPTIONAL.match(text, position, limit)) is not None:
        optional, position = found[1].strip(), found.end()
        most = min(most, 1)
    required: list[Span] = []
    end = position if optional is not None else span[0]
    while len(required) < most:
        position = _skip(text, end)
        if position < limit and text[position] == "{":
            close = closing.get(position, limit)
            if close >= limit:
                required.append((position + 1, limit))
                return Arguments(optional, tuple(required), limit, unclosed=position)
            required.append((position + 1, close))
            end = close + 1
        elif bare and (found := _BARE.match(text, position, limit)) is not None:
            required.append(found.span())
            end = found.end()
        else:
            break
    return Arguments(optional, tuple(required), end)


def _skip(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return position if found is None else found.end()
