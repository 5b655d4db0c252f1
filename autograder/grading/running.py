"""Run a student's code: one job a question, every function on its cases, every value of `ANSWERS`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from autograder.assignment import Assignment
from autograder.domain.cases import Case
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import HandedCalls, HandedValue, Returned
from autograder.grading.alternatives import Way
from autograder.grading.seeds import case_rng, job_seed
from autograder.sandbox import FunctionCall, Job, JobResult, Limits, NamedValue, Request, Sandbox
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
    """

    handed: Mapping[tuple[str, str], HandedCalls | HandedValue | Fault]
    load_fault: Fault | None
    output: str
    isolation: str
    seconds: float
    failure: str = ""


NOTHING_RAN = Ran({}, None, "", "not needed: no code was handed in", 0.0)

_LOAD_FAULTS = frozenset({FaultKind.SYNTAX_ERROR, FaultKind.LOAD_ERROR})


def draw_cases(way: Way, secret: str, version: str) -> list[Case]:
    """Draw the cases of a function; equal arguments give equal cases, in arrays of their own."""
    name = str(way.table.cases)
    cases: list[Case] = way.question.inputs[name](case_rng(secret, version, name))
    return cases


def run_code(
    files: Mapping[str, bytes], assignment: Assignment, known: Sequence[Way], sandbox: Sandbox, secret: str
) -> Ran:
    """Run everything that the assignment asks of code, one job a question."""
    handed: dict[tuple[str, str], HandedCalls | HandedValue | Fault] = {}
    results: list[JobResult] = []
    for question in assignment.questions:
        asked = [way for way in known if way.question is question and (way.function or way.key)]
        requests = [_requests(way, secret, assignment.version) for way in asked]
        job = Job(
            files=files,
            requests=tuple(request for of_way in requests for request in of_way),
            limits=Limits(**assignment.table.limits.model_dump()),
            seed=job_seed(secret, assignment.version),
        )
        results.append(_repeated(results[-1], len(job.requests)) if _hopeless(results) else sandbox.run(job))
        remaining = iter(results[-1].outcomes)
        for way, of_way in zip(asked, requests, strict=True):
            found = _collect(way, tuple(next(remaining) for _ in of_way))
            if found is not None:
                handed[way.subquestion, way.name] = found
    return _summary(handed, results)


def _hopeless(results: Sequence[JobResult]) -> bool:
    """Say whether the file of the first question could not even be loaded: waiting for it again changes nothing."""
    first = results[0].outcomes if results else ()
    return len(first) > 1 and isinstance(first[0], Fault) and all(outcome == first[0] for outcome in first)


def _repeated(result: JobResult, number: int) -> JobResult:
    return replace(result, outcomes=result.outcomes[:1] * number, seconds=0.0)


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


def _summary(handed: Mapping[tuple[str, str], HandedCalls | HandedValue | Fault], results: Sequence[JobResult]) -> Ran:
    faults = (outcome for result in results for outcome in result.outcomes if isinstance(outcome, Fault))
    # the file is loaded anew for each question, and prints the same each time
    outputs = dict.fromkeys(result.output for result in results if result.output)
    return Ran(
        handed=handed,
        load_fault=next((fault for fault in faults if fault.fault in _LOAD_FAULTS), None),
        output="\n".join(outputs),
        isolation=results[-1].isolation,
        seconds=sum(result.seconds for result in results),
    )
