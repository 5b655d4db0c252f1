"""Judge a function by what it did on its cases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.answers import ANSWER_KINDS, Spec
from autograder.assignment.consistency import kind_of
from autograder.domain.cases import Case, CaseKind
from autograder.domain.evidence import CaseOutcome, CaseResult, Difference, Evidence, Note
from autograder.domain.faults import Fault
from autograder.domain.handed import HandedCalls, HandedValue, Returned
from autograder.domain.verdicts import Judged, Verdict
from autograder.grading.alternatives import Way
from autograder.grading.values import compare_values, show_value
from autograder.wire import Procedure, procedure_callable

_NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Trial:
    """One case with what the student's function returned for it."""

    case: Case
    outcome: Returned | Fault
    spec: Spec


def judge_calls(way: Way, handed: HandedCalls, draw: Callable[[], list[Case]]) -> Mapping[str, Verdict]:
    """Judge every criterion that a function can earn.

    The credit is the share of the cases' weight that is right; a function that is wrong on every random case earns
    nothing, however many trivial edges it meets. A function that is everywhere what a known slip computes is given
    the slip's credit and message.

    Parameters
    ----------
    draw
        Draws the cases anew, so that no reference can spoil another's arguments.
    """
    trials = [
        Trial(
            case, outcome, way.table.answer if case.kind is CaseKind.ASKED else way.table.elsewhere or way.table.answer
        )
        for case, outcome in zip(draw(), handed.outcomes, strict=True)
    ]
    truth = reference_values(way, str(way.table.reference), draw())
    judged = {one.id: _judge_criterion(trials, truth, way, one.id) for one in way.criteria}
    if all(_flawless(verdict) for verdict in judged.values()):
        return judged
    return {**judged, **_slip(way, trials, draw, judged)}


def _flawless(verdict: Judged) -> bool:
    # a case without weight costs nothing, and may still show a slip worth naming
    return all(item.outcome is CaseOutcome.RIGHT for item in verdict.evidence if isinstance(item, CaseResult))


def reference_values(way: Way, function: str, cases: Sequence[Case]) -> list[Any]:
    """Return what a function of the question's `solution.py` computes on each case."""
    compute = way.question.solution[function]
    return [compute(*map(_argument, case.arguments.values())) for case in cases]


def _argument(value: object) -> object:
    return procedure_callable(value) if isinstance(value, Procedure) else value


def _judge_criterion(trials: Sequence[Trial], truth: Sequence[Any], way: Way, criterion: str) -> Judged:
    rows = way.table.rows.get(criterion, ())
    expected = _aligned(trials, truth) if way.table.up_to_constant else list(truth)
    verdicts = [_judge_trial(trial, value, rows) for trial, value in zip(trials, expected, strict=True)]
    total = sum((trial.case.weight for trial in trials), _NONE)
    earned = sum((trial.case.weight * judged.credit for trial, judged in zip(trials, verdicts, strict=True)), _NONE)
    random = [judged for trial, judged in zip(trials, verdicts, strict=True) if trial.case.kind is CaseKind.RANDOM]
    hopeless = bool(random) and not any(judged.credit for judged in random) and not _asked_right(trials, verdicts)
    evidence = tuple(item for trial, judged in zip(trials, verdicts, strict=True) for item in _evidence(trial, judged))
    return Judged(_NONE if hopeless else earned / total, evidence, fault=_common_fault(trials))


def _asked_right(trials: Sequence[Trial], verdicts: Sequence[Judged]) -> bool:
    return any(
        judged.credit and trial.case.kind is CaseKind.ASKED for trial, judged in zip(trials, verdicts, strict=True)
    )


def _judge_trial(trial: Trial, truth: Any, rows: tuple[int, ...]) -> Judged:
    if isinstance(trial.outcome, Fault):
        return Judged(_NONE, fault=trial.outcome)
    kind = ANSWER_KINDS[kind_of(trial.spec)]
    assert kind.read_value is not None  # consistency: a function's answer is a value
    answer = kind.read_value(HandedValue(trial.outcome.value), trial.spec)
    if isinstance(answer, Fault):
        return Judged(_NONE, fault=answer)
    return compare_values(answer, truth, trial.spec, rows)


def _aligned(trials: Sequence[Trial], truth: Sequence[Any]) -> list[Any]:
    """Shift the truth of each group of cases by the constant that the student's first finite answer in it shows."""
    shift: dict[str, float] = {}
    aligned = []
    for trial, value in zip(trials, truth, strict=True):
        found = _number(trial.outcome)
        if trial.case.group not in shift and found is not None and np.isfinite(found):
            shift[trial.case.group] = found - float(value)
        aligned.append(value + shift.get(trial.case.group, 0.0))
    return aligned


def _number(outcome: Returned | Fault) -> float | None:
    """Return the real number that a call returned, alone or as an array of one; None if it is nothing of the kind."""
    value = outcome.value if isinstance(outcome, Returned) else None
    if isinstance(value, np.ndarray) and value.size == 1 and value.dtype.kind in "iuf":
        value = value.item()
    try:
        return float(value) if isinstance(value, int | float) else None
    except OverflowError:  # a whole number beyond any float
        return None


def _slip(
    way: Way, trials: Sequence[Trial], draw: Callable[[], list[Case]], judged: Mapping[str, Judged]
) -> Mapping[str, Judged]:
    """Return the verdicts that the first slip matched on every case changes."""
    for slip in way.table.slips:
        values = reference_values(way, str(slip.variant), draw())
        if way.table.up_to_constant:
            values = _aligned(trials, values)
        if all(_judge_trial(trial, value, ()).credit == 1 for trial, value in zip(trials, values, strict=True)):
            return {
                one: Judged(slip.credit.get(one, verdict.credit), (Note(slip.message), *verdict.evidence), slip=slip.id)
                for one, verdict in judged.items()
            }
    return {}


def _common_fault(trials: Sequence[Trial]) -> Fault | None:
    """Return the fault that every case ended in, if there is one."""
    faults = [trial.outcome for trial in trials if isinstance(trial.outcome, Fault)]
    return faults[0] if faults and len(faults) == len(trials) else None


def _evidence(trial: Trial, judged: Judged) -> tuple[Evidence, ...]:
    inputs = tuple((name, show_value(value)) for name, value in trial.case.arguments.items())
    if judged.credit == 1:
        return (CaseResult(trial.case.name, CaseOutcome.RIGHT, inputs),)
    if judged.fault is not None:
        fault = judged.fault
        return (CaseResult(trial.case.name, CaseOutcome.FAULT, inputs, message=fault.message, fault=fault.fault),)
    outcome = CaseOutcome.PARTLY if judged.credit else CaseOutcome.WRONG
    difference = next((item for item in judged.evidence if isinstance(item, Difference)), None)
    others = tuple(item for item in judged.evidence if not isinstance(item, Difference | Note))
    notes = " ".join(item.text for item in judged.evidence if isinstance(item, Note))
    found, expected = (
        ("", None) if difference is None else (f"{difference.where}: {difference.found}", difference.expected)
    )
    return (CaseResult(trial.case.name, outcome, inputs, found, expected, notes), *others)
