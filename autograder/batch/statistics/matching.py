"""The pieces of two programs that resemble each other, side by side."""

from collections.abc import Callable, Sequence

from rapidfuzz.distance import Indel, LCSseq

from autograder.batch.statistics.code_units import normalised_tokens
from autograder.domain.classroom import CodeUnit, MatchedUnit

_MOST_UNITS = 12
_MOST_LINES = 80
_LONGEST_LINE = 400
_Lines = tuple[tuple[bool, str], ...]


def matched_units(
    left: Sequence[CodeUnit], right: Sequence[CodeUnit], shared: frozenset[int], shown: Callable[[str], str]
) -> tuple[MatchedUnit, ...]:
    """Return each unit of `left` that shares half of its fingerprints with one of `right`, the longest first.

    Parameters
    ----------
    shared
        Fingerprints of both programs that are not the template's.
    shown
        Makes of a source what a reader may see.
    """
    pairs = [(unit, _partner(unit, right, shared)) for unit in left]
    matched = [(unit, other) for unit, other in pairs if other is not None]
    matched.sort(key=lambda pair: -pair[0].tokens)
    return tuple(_side_by_side(unit, other, shown) for unit, other in matched[:_MOST_UNITS])


def _partner(unit: CodeUnit, others: Sequence[CodeUnit], shared: frozenset[int]) -> CodeUnit | None:
    own = frozenset(unit.prints) & shared
    best = max(others, key=lambda other: len(own & frozenset(other.prints)), default=None)
    if best is None or 2 * len(own & frozenset(best.prints)) < max(1, len(unit.prints)):
        return None
    return best


def _side_by_side(left: CodeUnit, right: CodeUnit, shown: Callable[[str], str]) -> MatchedUnit:
    ours, theirs = shown(left.source), shown(right.source)
    our_lines, their_lines = (_normalised_lines(source) for source in (ours, theirs))
    marks = [False] * len(our_lines), [False] * len(their_lines)
    for step in LCSseq.opcodes(our_lines, their_lines):
        if step.tag == "equal":
            for place in range(step.src_start, step.src_end):
                marks[0][place] = bool(our_lines[place])
            for place in range(step.dest_start, step.dest_end):
                marks[1][place] = bool(their_lines[place])
    tokens = [[token.text for token in normalised_tokens(source)] for source in (ours, theirs)]
    return MatchedUnit(
        left_name=left.name,
        left_line=left.line,
        left=_marked(ours, marks[0]),
        right_name=right.name,
        right_line=right.line,
        right=_marked(theirs, marks[1]),
        similarity=round(Indel.normalized_similarity(*tokens), 4),
    )


def _normalised_lines(source: str) -> list[str]:
    """Return each line as comparing sees it; "" for a line of words or of nothing."""
    lines = [""] * len(source.split("\n"))
    for token in normalised_tokens(source):
        if 1 <= token.line <= len(lines):
            lines[token.line - 1] += f"{token.text} "
    return lines


def _marked(source: str, marks: Sequence[bool]) -> _Lines:
    lines = source.split("\n")
    return tuple((mark, line[:_LONGEST_LINE]) for mark, line in zip(marks, lines, strict=True))[:_MOST_LINES]
