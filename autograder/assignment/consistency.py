"""What the schema alone cannot say: sums, names that must exist, criteria that must be reachable."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from autograder.answers import ANSWER_KINDS, DerivationSpec, ExpressionSpec, Spec
from autograder.answers.spec import ToleranceSpec
from autograder.assignment.gradescope import check_gradescope
from autograder.assignment.manifest import AlternativeTable, PartTable, PictureTable, SubquestionTable
from autograder.assignment.records import Assignment, Question
from autograder.assignment.targets import check_target
from autograder.domain.errors import AssignmentError
from autograder.domain.points import format_points

NEEDS_REFERENCE = frozenset({"scalar", "array", "multiset", "points", "mask"})
"""Kinds whose truth is computed by a function of `solution.py`."""


def check_consistency(assignment: Assignment) -> None:
    """Check an assignment whose files each follow the schema.

    Raises
    ------
    AssignmentError
        At the first contradiction, saying where it is and what to correct.
    """
    subquestions = [table for question in assignment.questions for table in question.table.subquestions]
    _unique("the assignment", "question", (question.table.id for question in assignment.questions))
    _unique("the assignment", "subquestion", (table.id for table in subquestions))
    for table in subquestions:
        place = f"subquestion {table.id}"
        _unique(place, "part", (part.id for part in table.parts))
        points = (criterion.points for part in table.parts for criterion in part.criteria)
        _sum(place, table.points, points, "its criteria")
    _sum("the assignment", assignment.total_points, (table.points for table in subquestions), "its subquestions")
    check_gradescope(assignment.table.gradescope, {table.id for table in subquestions})
    for question, table, part in assignment.parts():
        _check_part(question, table, part)


def _check_part(question: Question, subquestion: SubquestionTable, part: PartTable) -> None:
    place = f"{question.folder.name}/question.toml, {subquestion.id} part {part.id}"
    criteria = {criterion.id for criterion in part.criteria}
    _unique(place, "criterion", (criterion.id for criterion in part.criteria))
    _unique(place, "alternative", (f"{way.via} {way.name or part.id}" for way in part.alternatives))
    for way in part.alternatives:
        _check_alternative(question, f"{place}, {way.via} {way.name or part.id}", way, criteria)
    for criterion in part.criteria:
        if not any(criterion.id in (way.earns or criteria) for way in part.alternatives):
            raise AssignmentError(f'{place}: no alternative can earn the criterion "{criterion.id}"')
        if not criterion.rubric and _needs_rubric(part, criterion.id):
            raise AssignmentError(f'{place}: a human marks the criterion "{criterion.id}", and it has no rubric')


def _needs_rubric(part: PartTable, criterion: str) -> bool:
    return any(
        kind_of(way.answer) in ("text", "derivation") and criterion in (way.earns or {criterion})
        for way in part.alternatives
    )


def _check_alternative(question: Question, place: str, way: AlternativeTable, criteria: set[str]) -> None:
    kind = kind_of(way.answer)
    for name in (*way.earns, *way.rows, *(name for slip in way.slips for name in slip.credit)):
        if name not in criteria:
            raise AssignmentError(f'{place}: there is no criterion "{name}" in this part')
    for name in filter(None, (way.reference, *(slip.variant for slip in way.slips))):
        if name not in question.solution:
            raise AssignmentError(f'{place}: {question.folder.name}/solution.py has no function "{name}"')
    if way.cases is not None and way.cases not in question.inputs:
        raise AssignmentError(f'{place}: {question.folder.name}/inputs.py has no function "{way.cases}"')
    if kind in NEEDS_REFERENCE and way.reference is None:
        raise AssignmentError(f"{place}: an answer of kind {kind} needs a reference function")
    if way.via == "code" and (way.cases is None or way.name is None):
        raise AssignmentError(f"{place}: a function needs its name and its cases")
    if way.via == "latex" and not ANSWER_KINDS[kind].read_latex:
        raise AssignmentError(f"{place}: an answer of kind {kind} cannot be written in LaTeX")
    if isinstance(way.answer, ExpressionSpec) and question.meaning is None:
        raise AssignmentError(f"{place}: an expression needs {question.folder.name}/notation.toml and world.py")
    if isinstance(way.answer, DerivationSpec):
        _check_derivation(question, place, way.answer, criteria)
    _check_tolerance(place, way.answer)
    check_target(place, way, question.meaning)
    if way.picture is not None:
        _check_picture(question, place, way, way.picture)


def _check_picture(question: Question, place: str, way: AlternativeTable, picture: PictureTable) -> None:
    if way.via == "code":
        needed = {"iterates": 2, "eigenvalues": 1}.get(picture.form)
        if needed is None:
            raise AssignmentError(f"{place}: the picture of a function is of its iterates or eigenvalues")
        if len(picture.cases) != needed:
            raise AssignmentError(
                f"{place}: a picture of {picture.form} is drawn from {needed} of the function's cases"
            )
        return
    if not isinstance(way.answer, ExpressionSpec) or question.meaning is None:
        raise AssignmentError(f"{place}: only an expression or a function can be drawn")
    world = question.meaning.world(np.random.default_rng(0), 1)
    for name in (*picture.at, *filter(None, [picture.along])):
        if world.complete is None or name not in world.base:
            known = ", ".join(world.base)
            raise AssignmentError(f'{place}: a picture cannot set "{name}"; it can set {known or "nothing"}')


def _check_derivation(question: Question, place: str, spec: DerivationSpec, criteria: set[str]) -> None:
    for name in (name for waypoint in spec.waypoints for name in (waypoint.criterion, *waypoint.needs_any)):
        if name not in criteria:
            raise AssignmentError(f'{place}: there is no criterion "{name}" in this part')
    if not spec.waypoints:
        return
    known = question.meaning.worlds if question.meaning is not None else {}
    for name in (*spec.worlds, *filter(None, [spec.stricter_world])):
        if name not in known:
            raise AssignmentError(f'{place}: {question.folder.name}/world.py has no function "{name}"')


def kind_of(spec: Spec) -> str:
    """Return the kind a specification belongs to."""
    return next(name for name, kind in ANSWER_KINDS.items() if type(spec) is kind.spec)


def _check_tolerance(place: str, spec: Spec) -> None:
    tolerance = getattr(spec, "tolerance", None)
    if isinstance(tolerance, ToleranceSpec):
        try:
            margins = tolerance.value()
        except ValueError as error:
            raise AssignmentError(f"{place}: {error}") from None
        if margins.relative >= 1:
            raise AssignmentError(f"{place}: a relative tolerance of {margins.relative} would accept anything")


def _unique(place: str, what: str, names: Iterable[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise AssignmentError(f'{place}: the {what} "{twice[0]}" is there twice')


def _sum(place: str, total: Fraction, points: Iterable[Fraction], what: str) -> None:
    found = sum(points, Fraction(0))
    if found != total:
        raise AssignmentError(
            f"{place} is worth {format_points(total)} points, but {what} add up to {format_points(found)}"
        )
