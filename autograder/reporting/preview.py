"""The page that shows how a submission is read: self-contained, without scripts, without any verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.domain.evidence import Evidence
from autograder.domain.faults import Fault
from autograder.reporting.blocks import Block, arrange
from autograder.reporting.look import Look
from autograder.reporting.shortening import Detail

_DETAIL = Detail(characters=4_000, rows=400)


@dataclass(frozen=True, slots=True)
class AboutFile:
    """What there is to say of the file as a whole: its faults, notes, and the parts for which nothing was found."""

    faults: Sequence[Fault]
    notes: Sequence[str]
    missing: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """One answer: what it answers, the line of the file at which it begins, and what was understood."""

    title: str
    line: int
    evidence: Sequence[Evidence]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What was understood, arranged for the page."""
        return arrange(self.evidence, _DETAIL)


def preview_page(title: str, answers: Sequence[ReadAnswer], about: AboutFile, look: Look) -> bytes:
    """Return the page as UTF-8; `title` is that of the assignment."""
    context = {"faults": about.faults, "notes": about.notes, "missing": about.missing}
    return look.render("preview.html.j2", title=title, answers=answers, **context).encode("utf-8")
