"""Who reads and judges: the port, and the one that does it here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeAlias

from autograder.assignment import Assignment
from autograder.domain.evidence import Evidence
from autograder.domain.faults import Fault, FaultKind, Place
from autograder.domain.handed import Handed, HandedLatex
from autograder.domain.verdicts import Undecided, Ungraded, Verdict
from autograder.grading.alternatives import Identity, Way, ways
from autograder.grading.guard import adorned, guarded
from autograder.grading.judging import judge_alternative
from autograder.grading.locating import Located, locate
from autograder.grading.pictures import Studio, with_picture
from autograder.grading.showing import show_answer
from autograder.intake import read_document
from autograder.mathematics.reading import Macros, collect_macros

Definitions: TypeAlias = tuple[tuple[str, Place], ...]
"""A student's own LaTeX definitions, as written, each with its place."""

Verdicts: TypeAlias = Mapping[Identity, Mapping[str, Verdict]]
"""By alternative, then by criterion."""


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """What `answers.tex` holds.

    Parameters
    ----------
    faults
        What is wrong with the file as a whole: environments, names, macros.
    unread
        The verdict on whatever the file may hold, where it could not be read at all; else None.
    """

    located: Located
    definitions: Definitions
    faults: tuple[Fault, ...]
    unread: Undecided | Ungraded | None = None


NOTHING_READ = ReadAnswers(Located({}, ()), (), ())


class Judge(Protocol):
    """Reads what students wrote, compares it with the references, and cannot be hurt by either."""

    def read(self, file: str, source: str) -> ReadAnswers:
        """Read `answers.tex`; `file` is its name."""
        ...

    def judge(self, handed: Sequence[tuple[Way, Handed | Fault]], definitions: Definitions) -> Verdicts:
        """Judge everything that one submission hands in."""
        ...

    def show(
        self, handed: Sequence[tuple[Way, HandedLatex]], definitions: Definitions
    ) -> Sequence[tuple[Evidence, ...]]:
        """Show how each answer is read, without judging it."""
        ...

    def close(self) -> None:
        """Let go of what it holds; may be repeated, and asked again afterwards."""
        ...


class DirectJudge:
    """Judges in this process: for what its caller trusts, and inside the process that may be killed.

    Parameters
    ----------
    secret
        Decides the random cases.
    """

    def __init__(self, assignment: Assignment, secret: str = "") -> None:
        self._ways = tuple(ways(assignment))
        self._version = assignment.version
        self._reveal = assignment.table.reveal
        self._secret = secret

    def read(self, file: str, source: str) -> ReadAnswers:
        """Read `answers.tex`; see `Judge`."""
        document = read_document(source, file)
        located = locate(document, self._ways)
        nothing = _no_answer(file, source) if not document.blocks and source.strip() else ()
        faults = (*nothing, *_macros(document.macros_source).faults, *located.faults)
        return ReadAnswers(located, document.macros_source, faults)

    def judge(self, handed: Iterable[tuple[Way, Handed | Fault]], definitions: Definitions) -> Verdicts:
        """Judge everything that one submission hands in; see `Judge`."""
        return {way.identity: self.judge_one(way, one, definitions) for way, one in handed}

    def judge_one(self, way: Way, handed: Handed | Fault, definitions: Definitions) -> Mapping[str, Verdict]:
        """Judge one alternative; a failure of ours is *ungraded*."""
        macros = _macros(definitions)
        judged = guarded(
            way.place,
            (one.id for one in way.criteria),
            lambda: judge_alternative(way, handed, macros, self._secret, self._version),
        )
        studio = Studio(macros, self._secret, self._version, self._reveal)
        return adorned(judged, lambda: with_picture(judged, way, handed, studio))

    def show(
        self, handed: Iterable[tuple[Way, HandedLatex]], definitions: Definitions
    ) -> Sequence[tuple[Evidence, ...]]:
        """Show how each answer is read; see `Judge`."""
        return [show_answer(way, one, _macros(definitions)) for way, one in handed]

    def close(self) -> None:
        """Do nothing: there is no process to end."""


@lru_cache(maxsize=1)
def _macros(definitions: Definitions) -> Macros:
    # asked once for every answer of a submission, and the same each time
    return collect_macros(definitions)


def _no_answer(file: str, source: str) -> tuple[Fault, ...]:
    """Say that a file with text in it holds no answer: silence would look like a blank submission."""
    message = f"{file} has {len(source):,} characters, and no answer was found in them."
    hint = r"Write each answer between \begin{answer}{4.1} and \end{answer}, as the template does."
    return (Fault(FaultKind.UNREADABLE, message, hint=hint),)
