"""Marking sheets: for each subquestion a page of nameless answers beside what the marker looks for."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from autograder.domain.evidence import Evidence, Quote
from autograder.domain.marks import MarkingItem
from autograder.reporting.blocks import Block, arrange
from autograder.reporting.look import Look
from autograder.reporting.shortening import Detail

_DETAIL = Detail(characters=8_000, rows=60)


@dataclass(frozen=True, slots=True)
class AnswerToMark:
    """One answer on a sheet."""

    item: MarkingItem
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CriterionToMark:
    """One criterion with the answers that await a human for it."""

    first: MarkingItem
    """Any of its items: all share what is asked."""
    answers: tuple[AnswerToMark, ...]

    @property
    def shared(self) -> str:
        """What the marker looks for, where it is the same for all; else "" and each answer says it."""
        said = {answer.item.looked_for for answer in self.answers}
        return said.pop() if len(said) == 1 else ""


def marking_sheets(items: Iterable[MarkingItem], title: str, look: Look) -> Iterator[tuple[str, bytes]]:
    """Yield file name and page for each subquestion in which something awaits a human.

    Parameters
    ----------
    items
        Sorted by criterion.
    title
        That of the assignment.
    """
    script = look.render("marking/sheet.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    for subquestion, of_it in groupby(items, key=lambda item: item.key.subquestion):
        criteria = tuple(
            CriterionToMark(
                listed[0], tuple(AnswerToMark(item, arrange(map(_nameless, item.evidence), _DETAIL)) for item in listed)
            )
            for listed in (list(run) for _, run in groupby(of_it, key=lambda item: item.key))
        )
        page = look.render(
            "marking/sheet.html.j2",
            title=title,
            subquestion=subquestion,
            criteria=criteria,
            script=script,
            digest=digest,
        )
        yield f"{subquestion}.html", page.encode("utf-8")


def _nameless(item: Evidence) -> Evidence:
    # its caption speaks to the student: "In your words"
    return replace(item, caption="") if isinstance(item, Quote) else item
