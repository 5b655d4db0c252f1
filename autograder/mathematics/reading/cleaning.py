r"""Raw LaTeX tokens to what the parser knows: typography vanishes, words become words, remarks are put aside.

Fonts, sizes and spaces carry no meaning; ``\left`` and its like say which way a bar faces; ``\text{...}`` is a known
word, a conjunction, a name in a subscript, or a remark.
"""

from collections.abc import Mapping
from types import MappingProxyType

from autograder.mathematics.notation import Notation
from autograder.mathematics.reading.cleaner import Cleaner, Reader, Remark
from autograder.mathematics.reading.faults import FaultList
from autograder.mathematics.reading.signs import (
    read_dotted,
    read_double_bar,
    read_letters,
    read_number,
    read_recurring_decimal,
    read_sign,
    read_small_signs,
)
from autograder.mathematics.reading.tokens import Token
from autograder.mathematics.reading.typography import BIG, TYPOGRAPHY, read_big
from autograder.mathematics.reading.vocabulary import COMMANDS, SKIPPED
from autograder.mathematics.reading.wording import read_words


def clean(
    tokens: list[Token], notation: Notation, faults: FaultList, *, definitions: bool = False
) -> tuple[list[Token], list[Remark]]:
    """Return the tokens that mean something, and the remarks beside them.

    Parameters
    ----------
    tokens
        Raw, after the student's macros are expanded.
    notation
        The names of the question.
    faults
        Of the source the tokens come from.
    definitions
        True if "where J = ..." is a part of what is read, rather than a remark.

    Raises
    ------
    Unreadable
        If braces nest deeper than the cap, or an argument is missing.
    """
    cleaner = Cleaner(notation, faults, _READERS)
    cleaner.definitions = definitions
    cleaner.take(tokens)
    return cleaner.tokens, cleaner.remarks


def _read_command(cleaner: Cleaner, token: Token) -> None:
    name = token.text[1:]
    entry = COMMANDS.get(name)
    if entry is not None:
        cleaner.emit(*entry, token.at)
    elif name in SKIPPED or not name.strip():
        return
    elif (special := TYPOGRAPHY.get(name)) is not None:
        special(cleaner, token)
    elif (big := BIG.fullmatch(token.text)) is not None:
        read_big(cleaner, token, big[1])
    elif (spec := cleaner.notation.find(name)) is not None:
        cleaner.emit("name", spec.name, token.at)
    else:
        cleaner.emit("unknown", token.text, token.at)


_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "number": read_number,
        "dotted": read_dotted,
        "recurring": read_recurring_decimal,
        "letters": read_letters,
        "other": read_sign,
        "double": read_double_bar,
        "raised": read_small_signs,
        "lowered": read_small_signs,
        "text": read_words,
        "upright": read_words,
        "command": _read_command,
    }
)
