"""How a submission is read, and what of it cannot be: no reference, no code run, no grade."""

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.assignment import Assignment
from autograder.domain.evidence import Derivation, Evidence, LineMark
from autograder.domain.faults import Fault
from autograder.domain.handed import HandedLatex
from autograder.grading.alternatives import Way, ways
from autograder.grading.judge_process import JudgeProcess
from autograder.grading.judges import Judge
from autograder.grading.locating import Located
from autograder.intake import Submission

CODE_NOTE = "is not run by a preview; `autograde grade` runs it."


@dataclass(frozen=True, slots=True)
class Previewed:
    """One answer as it is read.

    Parameters
    ----------
    line
        Line of the file at which it begins.
    evidence
        What was understood, and the faults with their hints.
    """

    subquestion: str
    title: str
    file: str
    line: int
    evidence: tuple[Evidence, ...]

    @property
    def faults(self) -> int:
        """Number of things in it that cannot be read."""
        unread = (
            sum(line.mark is LineMark.UNREAD for line in one.lines) if isinstance(one, Derivation) else 0
            for one in self.evidence
        )
        return sum(isinstance(one, Fault) for one in self.evidence) + sum(unread)


@dataclass(frozen=True, slots=True)
class Preview:
    """A submission as it is read, in the order of the assignment.

    Parameters
    ----------
    faults
        What is wrong with the file as a whole: environments, names, macros.
    missing
        Parts for which nothing was found in `answers.tex`, as "4.1 The matrix A".
    notes
        What else its author should know.
    """

    answers: tuple[Previewed, ...]
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def fault_count(self) -> int:
        """Number of things that cannot be read."""
        return len(self.faults) + sum(answer.faults for answer in self.answers)


def preview_submission(submission: Submission, assignment: Assignment, judge: Judge | None = None) -> Preview:
    """Read everything in `answers.tex` as grading would, and show it.

    Parameters
    ----------
    submission
        As opened; its code is not run.
    assignment
        Gives the names of the parts and the notation; its references are not looked at.
    judge
        Who reads; a process of its own, which no document can hang, if none is given.
    """
    if judge is None:
        with JudgeProcess(assignment) as own:
            return preview_submission(submission, assignment, own)
    code = () if submission.solution_py is None else (f"{submission.solution_name} {CODE_NOTE}",)
    notes = code + tuple(f"{alert.message} {alert.hint}".rstrip() for alert in submission.alerts)
    if submission.answers_tex is None:
        return Preview((), (), (), (*notes, "There is no answers.tex to read."))
    read = judge.read(submission.answers_name or "answers.tex", submission.answers_tex)
    known = tuple(way for way in ways(assignment) if way.item)
    found = list(_found(known, read.located))
    shown = judge.show(found, read.definitions)
    answers = tuple(
        Previewed(way.subquestion, way.part.title, handed.place.file, handed.place.line, evidence)
        for (way, handed), evidence in zip(found, shown, strict=True)
    )
    missing = () if read.unread is not None else _missing(known, read.located)
    return Preview(answers, read.faults, missing, notes)


def _found(known: tuple[Way, ...], located: Located) -> Iterator[tuple[Way, HandedLatex]]:
    for way in known:
        handed = located.of(way)
        if handed is not None:
            yield way, handed


def _missing(known: tuple[Way, ...], located: Located) -> tuple[str, ...]:
    found = {(way.subquestion, way.part.id) for way, _ in _found(known, located)}
    asked = {(way.subquestion, way.part.id): way.part.title for way in known}
    return tuple(f"{part[0]} {title}" for part, title in asked.items() if part not in found)
