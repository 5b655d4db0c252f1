"""Check an assignment as a whole: its references, its template and its exemplars, through the real pipeline."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np

from autograder.answers import ChoiceSpec, DerivationSpec, ExpressionSpec, TextSpec
from autograder.assignment import Assignment, SlipTable
from autograder.assignment.authored import failure_in
from autograder.assignment.targets import row_faults
from autograder.domain.errors import AutogradeError
from autograder.domain.faults import Place
from autograder.domain.graded import GradedSubmission
from autograder.domain.handed import Handed, HandedCalls, HandedLatex, HandedValue, Returned
from autograder.domain.verdicts import Judged, Verdict
from autograder.grading.alternatives import Way, ways
from autograder.grading.calls import reference_values
from autograder.grading.check_worlds import check_worlds
from autograder.grading.exemplars import EXEMPLARS, criteria_of, differences, load_exemplars, reason_of, standing
from autograder.grading.judging import judge_alternative
from autograder.grading.pipeline import Grader
from autograder.grading.running import draw_cases
from autograder.mathematics.reading import NO_MACROS
from autograder.sandbox import Sandbox
from autograder.sandbox.conversion import to_value

Report = Callable[[str], None]

_HERE = Place("question.toml", 1)
_ROOM = 8 * 1024 * 1024


def check_assignment(assignment: Assignment, template: Path, sandbox: Sandbox, report: Report) -> tuple[str, ...]:
    """Return every fault of an assignment, one sentence each; none if it can be handed out.

    Parameters
    ----------
    template
        Folder of the template that students start from.
    report
        Told what is being checked.
    """
    faults: list[str] = []
    report("every letter has a value")
    faults += check_worlds(assignment)
    report("the reference earns everything, and every slip is recognised")
    faults += _check_references(assignment)
    report("no hint gives the answer away")
    faults += _check_hints(assignment)
    graded: list[GradedSubmission] = []
    with Grader(assignment, sandbox) as grader:
        report("the empty template earns nothing")
        faults += _check_template(grader.grade(template).graded)
        exemplars = load_exemplars(assignment.folder)
        for exemplar in exemplars:
            report(f"exemplar {exemplar.name}")
            graded.append(grader.grade(exemplar.folder).graded)
            faults += [f"exemplar {exemplar.name}: {said}" for said in differences(exemplar.expected, graded[-1])]
    report("every criterion is earned by one exemplar and lost by another")
    if not exemplars:
        return (*faults, _no_exemplars(assignment))
    return (*faults, *_check_coverage(graded), *_check_cases(assignment, graded))


def _no_exemplars(assignment: Assignment) -> str:
    there = "is empty" if (assignment.folder / EXEMPLARS).is_dir() else "does not exist"
    criteria = sum(len(part.criteria) for _, _, part in assignment.parts())
    return (
        f"the folder {EXEMPLARS}/ {there}, so nothing shows that its {criteria} criteria can be earned and lost: "
        f"make {EXEMPLARS}/NAME/ with an answers.tex or solution.py and an expected.toml, at least one right, one wrong"
    )


def _check_references(assignment: Assignment) -> Iterator[str]:
    for way in ways(assignment):
        if isinstance(way.table.answer, TextSpec | DerivationSpec):
            continue
        try:
            yield from _check_way(way, assignment.version)
        except AutogradeError as error:
            yield f"{way.place}: {error}"
        except Exception as error:  # what the reference returns may break whatever reads it
            told = failure_in(assignment.folder, error)
            if not told:  # then it is no mistake of the author's
                raise
            yield f"{way.place}: {told}"


def _check_way(way: Way, version: str) -> Iterator[str]:
    if way.function and way.table.rows:
        values = reference_values(way, str(way.table.reference), draw_cases(way, "", version))
        shortest = min((np.atleast_1d(value).shape[0] for value in values), default=0)
        faults = [f"{way.place}: {fault}" for fault in row_faults(way.table, shortest)]
        if faults:
            yield from faults
            return
    verdicts = judge_alternative(way, _reference_answer(way, version), NO_MACROS, "", version)
    for criterion, verdict in verdicts.items():
        if standing(verdict) != "1":
            found = f"{standing(verdict)}{reason_of(verdict)}"
            yield f"{way.place}: the reference itself does not earn {criterion}: {found}"
    if isinstance(way.table.answer, ChoiceSpec):
        return
    for slip in way.table.slips:
        verdicts = judge_alternative(way, _slip_answer(way, slip, version), NO_MACROS, "", version)
        if not any(isinstance(verdict, Judged) and verdict.slip == slip.id for verdict in verdicts.values()):
            found = ", ".join(dict.fromkeys(map(_recognised, verdicts.values())))
            yield f'{way.place}: the slip "{slip.id}" is not recognised as such; found {found}'


def _recognised(verdict: Verdict) -> str:
    slip = verdict.slip if isinstance(verdict, Judged) else None
    return f'the slip "{slip}"' if slip else f"{standing(verdict)}{reason_of(verdict)}"


def _reference_answer(way: Way, version: str) -> Handed:
    spec = way.table.answer
    if isinstance(spec, ExpressionSpec):
        return HandedLatex("final", spec.target, _HERE)
    if isinstance(spec, ChoiceSpec):
        right = way.question.solution[way.table.reference]() if way.table.reference else _right_choice(spec)
        return HandedValue(right)
    return _computed(way, str(way.table.reference), version)


def _right_choice(spec: ChoiceSpec) -> list[str]:
    if spec.members is not None:
        return list(spec.members)
    return [option for option, credit in spec.credit.items() if credit == 1][:1]


def _slip_answer(way: Way, slip: SlipTable, version: str) -> Handed:
    if slip.target is not None:
        return HandedLatex("final", slip.target, _HERE)
    return _computed(way, str(slip.variant), version)


def _computed(way: Way, function: str, version: str) -> Handed:
    if not way.function:
        return HandedValue(to_value(way.question.solution[function](), _ROOM))
    values = reference_values(way, function, draw_cases(way, "", version))
    return HandedCalls(tuple(Returned(to_value(value, _ROOM)) for value in values))


def _check_hints(assignment: Assignment) -> Iterator[str]:
    for way in ways(assignment):
        secrets = [_squeezed(text) for text in _hidden(way)]
        told = (*way.part.hints, *(slip.message for slip in way.table.slips))
        for text in told:
            if any(secret and secret in _squeezed(text) for secret in secrets):
                yield f'{way.place}: the hint "{text}" gives the answer away'


def _hidden(way: Way) -> Sequence[str]:
    spec = way.table.answer
    if isinstance(spec, ExpressionSpec):
        # a one-letter target such as "1" occurs in any sentence
        return [spec.target] if len(_squeezed(spec.target)) > 3 else []
    if isinstance(spec, ChoiceSpec):
        return [option for option, credit in spec.credit.items() if credit == 1]
    return []


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def _check_template(graded: GradedSubmission) -> Iterator[str]:
    for name, criterion in criteria_of(graded):
        if standing(criterion.verdict) != "missing":
            yield f"the empty template must leave {name} missing, and it is {standing(criterion.verdict)}"
    for alert in graded.alerts:
        yield f"the empty template is met with the alert: {alert.message}"


def _check_coverage(graded: Sequence[GradedSubmission]) -> Iterator[str]:
    earned: set[str] = set()
    lost: set[str] = set()
    awaiting: set[str] = set()
    for one in graded:
        for name, criterion in criteria_of(one):
            verdict = criterion.verdict
            if not isinstance(verdict, Judged):
                awaiting.add(name)
            elif verdict.credit == 1:
                earned.add(name)
            elif verdict.fault is None:
                lost.add(name)
    for name, criterion in criteria_of(graded[0]):
        if criterion.points and name not in earned | awaiting:
            yield f"no exemplar earns {name}"
        if criterion.points and name not in lost | awaiting:
            yield f"no exemplar loses {name} by a wrong answer"


def _check_cases(assignment: Assignment, graded: Sequence[GradedSubmission]) -> Iterator[str]:
    caught = {
        (subquestion.id, part.id, alternative.name)
        for one in graded
        for subquestion, part in one.parts()
        for alternative in part.alternatives
        if any(isinstance(v, Judged) and v.credit < Fraction(1) and v.fault is None for _, v in alternative.verdicts)
    }
    for way in ways(assignment):
        if way.function and (way.subquestion, way.part.id, way.name) not in caught:
            yield f"{way.place}: its cases catch no wrong exemplar"
