"""Run a student's code: one job a question, every function on its cases, every value of `ANSWERS`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import cast

from autograder.assignment import Assignment
from autograder.domain.cases import Case
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.graded import Alert
from autograder.domain.handed import HandedCalls, HandedValue, Returned
from autograder.grading.alternatives import Way
from autograder.grading.needless import Loaded, Sources, is_needless
from autograder.grading.printed import own_lines
from autograder.grading.seeds import case_rng, job_seed
from autograder.grading.unasked import meant_functions, unasked_names
from autograder.grading.written import Written
from autograder.sandbox import FunctionCall, Job, JobResult, Limits, NamedValue, Request, Sandbox, TopLevelNames
from autograder.wire import Value


@dataclass(frozen=True, slots=True)
class Ran:
    """What came back from a student's code.

    Parameters
    ----------
    handed
        By (subquestion, alternative name): what a function did on its cases, a value of `ANSWERS`, or the fault that
        kept the value from being read. An alternative that was not handed in is absent.
    load_fault
        Why `solution.py` could not be loaded, if it could not.
    output
        What the code printed.
    isolation
        What was in force while it ran.
    failure
        Why the engine could not run the code; empty if it could.
    alerts
        What its author should know of names that nobody asked for.
    meant
        Function that is asked for and not there, to one in the file that has a name like it.
    """

    handed: Mapping[tuple[str, str], HandedCalls | HandedValue | Fault]
    load_fault: Fault | None
    output: str
    isolation: str
    seconds: float
    failure: str = ""
    alerts: tuple[Alert, ...] = ()
    meant: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


NOT_LOADED = "solution.py could not be loaded; the reason is said once, with the alerts"

_ABSENT = Fault(FaultKind.MISSING, "not named anywhere in the code")

NOTHING_RAN = Ran({}, None, "", "not needed: no code was handed in", 0.0)


def draw_cases(way: Way, secret: str, version: str) -> list[Case]:
    """Draw the cases of a function; equal arguments give equal cases, in arrays of their own."""
    name = str(way.table.cases)
    cases: list[Case] = way.question.inputs[name](case_rng(secret, version, name))
    return cases


def run_code(
    files: Mapping[str, bytes], assignment: Assignment, known: Sequence[Way], sandbox: Sandbox, secret: str
) -> Ran:
    """Run everything that the assignment asks of code, one job a question, all within one limit of time."""
    handed: dict[tuple[str, str], HandedCalls | HandedValue | Fault] = {}
    run = _Run(files, assignment, sandbox, job_seed(secret, assignment.version))
    for question in assignment.questions:
        asked = [way for way in known if way.question is question and (way.function or way.key)]
        requests = [_requests(way, secret, assignment.version) for way in asked]
        remaining = iter(run.job([request for of_way in requests for request in of_way]))
        for way, of_way in zip(asked, requests, strict=True):
            found = _collect(way, tuple(next(remaining) for _ in of_way))
            if found is not None and not run.is_unwritten(way):
                handed[way.subquestion, way.name] = found
    return run.summary(handed, known)


class _Run:
    """The jobs of one submission."""

    def __init__(self, files: Mapping[str, bytes], assignment: Assignment, sandbox: Sandbox, seed: int) -> None:
        self._files = files
        self._table = assignment.table.limits
        self._sandbox = sandbox
        self._seed = seed
        self._results: list[JobResult] = []
        self._load_fault: Fault | None = None
        self._names: Returned | Fault | None = None
        self._sources = Sources(files)
        self._loaded: Loaded | None = None
        self._written: Written | None = None

    def job(self, requests: Sequence[Request]) -> Sequence[Returned | Fault]:
        """Run one question's requests; what there is no time for says so, and costs only itself."""
        left = self._table.submission_seconds - sum(result.seconds for result in self._results)
        outcomes: Sequence[Returned | Fault]
        if self._load_fault is not None or left <= 0:
            outcomes = (self._too_late(),) * len(requests)
        elif self._loaded is not None and is_needless(requests, self._sources, self._loaded):
            outcomes = (_ABSENT,) * len(requests)
        else:
            outcomes = self._run(requests, min(self._table.job_seconds, left))
        # the reason is said once, of the whole submission, and not again under every answer
        fault = self._load_fault
        return outcomes if fault is None else (Fault(fault.fault, NOT_LOADED, fault.place),) * len(requests)

    def is_unwritten(self, way: Way) -> bool:
        """Say whether an answer is missing from a file that could not be loaded, and lost nothing by that."""
        if self._load_fault is None:
            return False
        self._written = self._written or Written(self._files)
        return not (self._written.holds_function(way.function) if way.function else self._written.holds_key(way.key))

    def summary(self, handed: Mapping[tuple[str, str], HandedCalls | HandedValue | Fault], known: Sequence[Way]) -> Ran:
        """Return what came of everything."""
        # the file is loaded anew for each question, and prints the same each time
        outputs = dict.fromkeys(result.output for result in self._results if result.output)
        return Ran(
            handed=handed,
            load_fault=self._load_fault,
            output=own_lines("\n".join(outputs)),
            isolation=self._results[-1].isolation,
            seconds=sum(result.seconds for result in self._results),
            alerts=() if self._names is None else unasked_names(self._names, known),
            meant={} if self._names is None else meant_functions(self._names, known),
        )

    def _run(self, requests: Sequence[Request], job_seconds: float) -> Sequence[Returned | Fault]:
        """Run a job; the first one also lists the names in the file."""
        wanted = tuple(requests) if self._results else (*requests, TopLevelNames())
        limits = self._table.model_dump(exclude={"submission_seconds", "minimum_isolation", "judge"})
        job = Job(self._files, wanted, limits=Limits(**limits | {"job_seconds": job_seconds}), seed=self._seed)
        result = self._sandbox.run(job)
        if not self._results:
            self._names = result.outcomes[-1]
            self._loaded = Loaded(requests, result, self._names)
        self._results.append(result)
        self._load_fault = _load_fault(result.outcomes)
        outcomes = result.outcomes[: len(requests)]
        return outcomes if job_seconds == self._table.job_seconds else [self._in_time(one, job) for one in outcomes]

    def _in_time(self, outcome: Returned | Fault, job: Job) -> Returned | Fault:
        # what was left for the job is another number on every run, and nothing that its author set or can look up
        if not isinstance(outcome, Fault) or outcome.fault is not FaultKind.TIMED_OUT:
            return outcome
        return self._too_late() if f"{job.limits.job_seconds:g} s" in outcome.message else outcome

    def _too_late(self) -> Fault:
        message = f"not reached: the code of all questions together used its {self._table.submission_seconds:g} s"
        return Fault(FaultKind.TIMED_OUT, message)


def _load_fault(outcomes: Sequence[Returned | Fault]) -> Fault | None:
    """Return what kept the file from being loaded, which is then the outcome of everything; None if it was loaded."""
    first = outcomes[0] if len(outcomes) > 1 else None
    return first if isinstance(first, Fault) and all(outcome == first for outcome in outcomes) else None


def _requests(way: Way, secret: str, version: str) -> list[Request]:
    if way.key:
        return [NamedValue(key=way.key)]
    # a case's arguments are wire values by the contract of inputs.py, which the domain cannot name
    return [
        FunctionCall(way.function, cast(Mapping[str, Value], case.arguments))
        for case in draw_cases(way, secret, version)
    ]


def _collect(way: Way, outcomes: tuple[Returned | Fault, ...]) -> HandedCalls | HandedValue | Fault | None:
    """Return what one alternative came to, or None if nothing was handed in."""
    if all(_is_missing(outcome) for outcome in outcomes):
        return None
    if way.function:
        return HandedCalls(outcomes)
    (outcome,) = outcomes
    return outcome if isinstance(outcome, Fault) else HandedValue(outcome.value)


def _is_missing(outcome: Returned | Fault) -> bool:
    if isinstance(outcome, Fault):
        return outcome.fault is FaultKind.MISSING
    # the template's functions return None until they are filled in
    return outcome.value is None or (isinstance(outcome.value, str) and not outcome.value.strip())
