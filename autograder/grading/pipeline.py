"""From a submission and an assignment to everything that is known about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version as installed_version
from pathlib import Path

from autograder.assignment import Assignment
from autograder.domain.errors import SandboxFailure, UnreadableSubmission
from autograder.domain.faults import Fault
from autograder.domain.graded import Alert, AlertLevel, GradedQuestion, GradedSubmission
from autograder.domain.handed import Handed
from autograder.domain.verdicts import Ungraded, Verdict
from autograder.grading.alternatives import Way, ways
from autograder.grading.assembling import Key, assemble_questions
from autograder.grading.guard import guarded
from autograder.grading.judging import judge_alternative
from autograder.grading.locating import Located, locate
from autograder.grading.running import NOTHING_RAN, Ran, run_code
from autograder.intake import Submission, open_submission, read_document
from autograder.mathematics.reading import NO_MACROS, Macros, collect_macros
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
    """

    graded: GradedSubmission
    run_seconds: float = 0.0


class Grader:
    """Grades submissions of one assignment in one sandbox.

    Parameters
    ----------
    secret
        Known to the staff alone; decides the random cases.
    """

    def __init__(self, assignment: Assignment, sandbox: Sandbox, secret: str = "") -> None:
        self.assignment = assignment
        self.secret = secret
        self._sandbox = sandbox
        self._ways = tuple(ways(assignment))

    def grade(self, path: Path) -> Grading:
        """Grade a zip, a folder or a single file; an unreadable one is graded as unreadable."""
        try:
            submission = open_submission(path)
        except UnreadableSubmission as error:
            nothing = assemble_questions(self.assignment, self._ways, {})
            return Grading(replace(self._empty(nothing), unreadable=str(error)))
        return self.grade_submission(submission)

    def grade_submission(self, submission: Submission) -> Grading:
        """Grade an opened submission."""
        located, macros = self._locate(submission)
        ran = self._run(submission)
        verdicts = {_key(way): self._judge(way, handed, macros) for way, handed in self._handed(located, ran)}
        if ran.failure:
            verdicts |= {_key(way): _ungraded(way, ran.failure) for way in self._ways if not way.item}
        questions = assemble_questions(self.assignment, self._ways, verdicts)
        faults = (*macros.faults, *located.faults, *((ran.load_fault,) if ran.load_fault else ()))
        graded = replace(
            self._empty(questions),
            submission_sha256=submission.sha256,
            files=submission.received,
            isolation=ran.isolation,
            alerts=(*submission.alerts, *map(_alert, faults)),
            output=ran.output,
        )
        return Grading(graded, ran.seconds)

    def _locate(self, submission: Submission) -> tuple[Located, Macros]:
        if submission.answers_tex is None:
            return Located({}, ()), NO_MACROS
        document = read_document(submission.answers_tex, submission.answers_name or "answers.tex")
        return locate(document, self._ways), collect_macros(document.macros_source)

    def _run(self, submission: Submission) -> Ran:
        if submission.solution_py is None:
            return NOTHING_RAN
        try:
            return run_code(submission.solution_files, self.assignment, self._ways, self._sandbox, self.secret)
        except SandboxFailure as failure:
            return replace(NOTHING_RAN, failure=f"the code could not be run: {failure}")

    def _handed(self, located: Located, ran: Ran) -> Iterator[tuple[Way, Handed | Fault]]:
        for way in self._ways:
            handed = located.of(way) if way.item else ran.handed.get((way.subquestion, way.name))
            if handed is not None:
                yield way, handed

    def _judge(self, way: Way, handed: Handed | Fault, macros: Macros) -> Mapping[str, Verdict]:
        return guarded(
            way.place,
            (one.id for one in way.criteria),
            lambda: judge_alternative(way, handed, macros, self.secret, self.assignment.version),
        )

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
        )


def _key(way: Way) -> Key:
    return way.subquestion, way.part.id, way.name


def _ungraded(way: Way, failure: str) -> Mapping[str, Verdict]:
    return {one.id: Ungraded(failure) for one in way.criteria}


def _alert(fault: Fault) -> Alert:
    place = f"{fault.place}: " if fault.place is not None else ""
    return Alert(AlertLevel.PROBLEM, f"{place}{fault.message}", fault.hint)
