"""Remarks in the margin of a row that are no text: ``... && (x = F(u), dx = J(u) du)``."""

from collections.abc import Sequence

from autograder.mathematics.reading.cleaner import Remark
from autograder.mathematics.reading.tokens import Token

_ENDING = frozenset([".", ",", ";"])
_DEEPER = frozenset(["open", "{", "begin"])
_SHALLOWER = frozenset(["close", "}", "end"])


def without_margins(tokens: Sequence[Token], source: str) -> tuple[list[Token], list[Remark]]:
    """Return the tokens of a display without parentheses that state something in a column of their own.

    Parameters
    ----------
    tokens
        Clean, of one display.
    source
        The text that their offsets count in.

    Returns
    -------
    tokens, remarks
        What is left, and the statements put aside, each as mathematics within words.
    """
    kept: list[Token] = []
    remarks: list[Remark] = []
    index = 0
    while index < len(tokens):
        end = _end_of_margin(tokens, index) if kept and kept[-1].kind == "&" else None
        if end is None:
            kept.append(tokens[index])
            index += 1
            continue
        inside = source[tokens[index].at + 1 : tokens[end].at]
        remarks.append((tokens[index].at, f"${' '.join(inside.split())}$"))
        index = end + 1
    return kept, remarks


def _end_of_margin(tokens: Sequence[Token], start: int) -> int | None:
    """Return the index of the bracket that closes a remark beginning here; None if none does."""
    if tokens[start][:2] != ("open", "("):
        return None
    depth, states = 0, False
    for index in range(start, len(tokens)):
        kind = tokens[index].kind
        depth += (kind in _DEEPER) - (kind in _SHALLOWER)
        states = states or (kind == "rel" and depth == 1)
        if depth == 0:
            after = next((one.kind for one in tokens[index + 1 :] if one.kind not in _ENDING), "row")
            return index if states and after in ("row", "&") else None
    return None
