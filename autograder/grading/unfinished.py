"""What is said of an answer over which the judge died, and how long the next ones of the submission are given."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from autograder.assignment import JudgeTable
from autograder.domain.evidence import Evidence, Quote
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import Handed, HandedCalls, HandedLatex
from autograder.domain.verdicts import Undecided, Ungraded, Verdict
from autograder.grading.alternatives import Way
from autograder.grading.judges import NOTHING_READ, ReadAnswers
from autograder.grading.showing import AS_WRITTEN
from autograder.killable import Cause, Death, WorkLimits


@dataclass(frozen=True, slots=True)
class JudgeLimits:
    """What judging may cost.

    Parameters
    ----------
    answer
        One answer; an honest one takes a few hundredths of a second.
    hurried
        One answer, once `overruns` answers of the same submission have run out of time or memory.
    memory_bytes
        What the judge may add to what it holds when it starts.
    """

    answer: WorkLimits
    hurried: WorkLimits
    overruns: int
    memory_bytes: int


def judge_limits(table: JudgeTable) -> JudgeLimits:
    """Return the limits that an assignment sets."""
    return JudgeLimits(
        answer=WorkLimits(table.cpu_seconds, table.wall_seconds),
        hurried=WorkLimits(table.hurried_cpu_seconds, table.hurried_wall_seconds),
        overruns=table.overruns,
        memory_bytes=table.memory_bytes,
    )


class Patience:
    """How long each answer of a submission is given: less after several overran, or a hostile file costs hours."""

    def __init__(self, limits: JudgeLimits) -> None:
        self._limits = limits
        self._overruns = 0

    @property
    def limits(self) -> WorkLimits:
        """Limits of the next answer."""
        return self._limits.hurried if self._overruns >= self._limits.overruns else self._limits.answer

    def lost(self, death: Death) -> "Unfinished":
        """Take note of an answer over which the judge died."""
        unfinished = Unfinished(death, self.limits.cpu_seconds)
        self._overruns += death.cause is not Cause.CRASH
        return unfinished


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One piece of work that nobody finished."""

    death: Death
    cpu_seconds: float

    def verdicts(self, way: Way, handed: Handed | Fault) -> Mapping[str, Verdict]:
        """Return the verdicts on an answer: its author's mathematics decides what it costs, the rest is ours."""
        if self.death.cause is Cause.CRASH or isinstance(handed, Fault | HandedCalls):
            ungraded = Ungraded(f"{way.place} could not be graded: {self._words}")
            return {one.id: ungraded for one in way.criteria}
        undecided = Undecided(f"{way.part.title} {self._words}; a person decides", _as_written(handed))
        return {one.id: undecided for one in way.criteria}

    def shown(self, handed: HandedLatex) -> tuple[Evidence, ...]:
        """Return how an answer is shown that could not be read to its end."""
        fault = Fault(FaultKind.UNREADABLE, f"This answer {self._words}.", handed.place, "Write it shorter.")
        return (*_as_written(handed), fault)

    def document(self, file: str) -> ReadAnswers:
        """Return what is known of a file that could not be read to its end."""
        hint = "A person reads it; hand in a simpler file if you still can."
        fault = Fault(FaultKind.UNREADABLE, f"{file} {self._words}.", hint=hint)
        crashed = self.death.cause is Cause.CRASH
        unread = Ungraded(fault.message) if crashed else Undecided(f"{file} {self._words}; a person decides")
        return replace(NOTHING_READ, faults=(fault,), unread=unread)

    @property
    def _words(self) -> str:
        match self.death.cause:
            case Cause.TIME:
                return f"took longer than {self.cpu_seconds:g} s to judge"
            case Cause.MEMORY:
                return "needed more memory to judge than there is for one answer"
            case Cause.CRASH:
                return f"ended the grader's own process ({self.death.said})"


def _as_written(handed: Handed | Fault) -> tuple[Evidence, ...]:
    return (Quote(AS_WRITTEN, handed.source),) if isinstance(handed, HandedLatex) else ()
