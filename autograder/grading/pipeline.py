"""From a submission and an assignment to everything that is known about it."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.metadata import version as installed_version
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from autograder.assignment import Assignment
from autograder.domain.errors import SandboxFailure, UnreadableSubmission, WeakIsolation
from autograder.domain.faults import Fault
from autograder.domain.graded import Alert, AlertLevel, GradedQuestion, GradedSubmission
from autograder.domain.handed import Handed
from autograder.domain.verdicts import Undecided, Ungraded, Verdict
from autograder.grading.alternatives import Way, ways
from autograder.grading.assembling import assemble_questions, with_notes
from autograder.grading.judge_process import JudgeProcess
from autograder.grading.judges import NOTHING_READ, Judge, ReadAnswers, Verdicts
from autograder.grading.leaning import in_turn, with_earned
from autograder.grading.running import NOTHING_RAN, Ran, run_code
from autograder.grading.unasked import misnamed_functions
from autograder.intake import Submission, open_submission
from autograder.sandbox import Sandbox
from autograder.scoring import add_tallies

ENGINE_VERSION = installed_version("autograde")


@dataclass(frozen=True, slots=True)
class Grading:
    """One graded submission, with what must not enter its reproducible record.

    Parameters
    ----------
    run_seconds
        Wall time of the student's code.
    stage_seconds
        Wall time of each stage: open, read, run, judge, assemble.
    """

    graded: GradedSubmission
    run_seconds: float = 0.0
    stage_seconds: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


class Grader:
    """Grades submissions of one assignment in one sandbox; to be closed, or used in a ``with`` block.

    A submission goes through five stages, which can be used one by one: `open_submission`, then `read`, `run`, `judge`
    and `assemble`.

    Parameters
    ----------
    secret
        Known to the staff alone; decides the random cases.
    judge
        Who reads and judges, and is closed with the grader; a process of its own if none is given.
    refuses
        True to raise where code cannot be held as required, instead of grading the rest and leaving that *ungraded*.
    """

    def __init__(
        self,
        assignment: Assignment,
        sandbox: Sandbox,
        secret: str = "",
        judge: Judge | None = None,
        *,
        refuses: bool = False,
    ) -> None:
        self.assignment = assignment
        self._refuses = refuses
        self.secret = secret
        self._sandbox = sandbox
        self._judge = JudgeProcess(assignment, secret) if judge is None else judge
        self._ways = tuple(ways(assignment))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the judge; may be repeated, and graded again afterwards. The sandbox is its owner's."""
        self._judge.close()

    def grade(self, path: Path) -> Grading:
        """Grade a zip, a folder or a single file; an unreadable one is graded as unreadable."""
        clock = _Clock()
        with clock.stage("open"):
            try:
                submission = open_submission(path)
            except UnreadableSubmission as error:
                return Grading(self.unreadable(str(error)))
        return self._grade(submission, clock)

    def grade_submission(self, submission: Submission) -> Grading:
        """Grade an opened submission."""
        return self._grade(submission, _Clock())

    def _grade(self, submission: Submission, clock: "_Clock") -> Grading:
        if submission.solution_py is not None:
            self._sandbox.prepare()  # it starts while the answers are read
        with clock.stage("read"):
            read = self.read(submission)
        with clock.stage("run"):
            ran = self.run(submission)
        with clock.stage("judge"):
            verdicts = self.judge(read, ran)
        with clock.stage("assemble"):
            graded = self.assemble(submission, read, ran, verdicts)
        return Grading(graded, ran.seconds, MappingProxyType(clock.seconds))

    def read(self, submission: Submission) -> ReadAnswers:
        """Read `answers.tex`, if there is one."""
        if submission.answers_tex is None:
            return NOTHING_READ
        return self._judge.read(submission.answers_name or "answers.tex", submission.answers_tex)

    def run(self, submission: Submission) -> Ran:
        """Run `solution.py`, if there is one.

        Raises
        ------
        WeakIsolation
            If it cannot be held as required, and the grader refuses. Any other failure costs only what it is about.
        """
        if submission.solution_py is None:
            return NOTHING_RAN
        try:
            return run_code(submission.solution_files, self.assignment, self._ways, self._sandbox, self.secret)
        except SandboxFailure as failure:
            if self._refuses and isinstance(failure, WeakIsolation):
                raise
            return replace(NOTHING_RAN, failure=f"the code could not be run: {failure}")

    def judge(self, read: ReadAnswers, ran: Ran) -> Verdicts:
        """Judge every alternative that was handed in, or that might have been where nobody can tell."""
        alone, leaning = in_turn(self._handed(read, ran))
        verdicts = dict(self._judge.judge(alone, read.definitions))
        if leaning:
            verdicts |= self._judge.judge(with_earned(leaning, verdicts), read.definitions)
        if read.unread is not None:
            verdicts |= {way.identity: _the_same(way, read.unread) for way in self._ways if way.item}
        if ran.failure:
            failed = Ungraded(ran.failure)
            verdicts |= {way.identity: _the_same(way, failed) for way in self._ways if not way.item}
        return verdicts

    def assemble(self, submission: Submission, read: ReadAnswers, ran: Ran, verdicts: Verdicts) -> GradedSubmission:
        """Put together what is known."""
        faults = (*read.faults, *((ran.load_fault,) if ran.load_fault else ()))
        meant = {
            way.identity: _no_function(way, ran.meant[way.function]) for way in self._ways if way.function in ran.meant
        }
        questions = with_notes(assemble_questions(self.assignment, self._ways, verdicts), meant)
        return replace(
            self._empty(questions),
            submission_sha256=submission.sha256,
            files=submission.received,
            isolation=ran.isolation,
            alerts=(
                *submission.alerts,
                *map(_alert, faults),
                *ran.alerts,
                *misnamed_functions(questions, self._ways, ran.meant),
            ),
            output=ran.output,
        )

    def unreadable(self, reason: str) -> GradedSubmission:
        """Return the record of a submission that could not be opened."""
        return replace(self._empty(assemble_questions(self.assignment, self._ways, {})), unreadable=reason)

    def _handed(self, read: ReadAnswers, ran: Ran) -> Iterator[tuple[Way, Handed | Fault]]:
        for way in self._ways:
            handed = read.located.of(way) if way.item else ran.handed.get((way.subquestion, way.name))
            if handed is not None:
                yield way, handed

    def _empty(self, questions: tuple[GradedQuestion, ...]) -> GradedSubmission:
        """Return the record of a submission of which nothing but its questions is known yet."""
        return GradedSubmission(
            assignment_id=self.assignment.table.id,
            assignment_title=self.assignment.table.title,
            assignment_version=self.assignment.version,
            engine_version=ENGINE_VERSION,
            submission_sha256="",
            files=(),
            isolation=NOTHING_RAN.isolation,
            tally=add_tallies(question.tally for question in questions),
            questions=questions,
            reveal=self.assignment.table.reveal,
        )


class _Clock:
    """Times stages."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - begun


def _no_function(way: Way, theirs: str) -> str:
    return f"There is no function {way.function}; is it {theirs}?"


def _the_same(way: Way, verdict: Undecided | Ungraded) -> Mapping[str, Verdict]:
    return {one.id: verdict for one in way.criteria}


def _alert(fault: Fault) -> Alert:
    place = f"{fault.place}: " if fault.place is not None else ""
    return Alert(AlertLevel.PROBLEM, f"{place}{fault.message}", fault.hint)
