"""Put the verdicts into the tree of records, with tallies on the way up."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from autograder.answers import ExpressionSpec
from autograder.assignment import Assignment, CriterionTable, PartTable, Question, SubquestionTable
from autograder.domain.graded import (
    GradedAlternative,
    GradedCriterion,
    GradedPart,
    GradedQuestion,
    GradedSubquestion,
    Via,
)
from autograder.domain.verdicts import Judged, Verdict
from autograder.grading.alternatives import Identity, Way
from autograder.scoring import (
    CHOICE_KIND,
    add_tallies,
    best_verdict,
    contradiction,
    disagreement,
    earned_points,
    tally_criteria,
    without_contradictions,
)


def assemble_questions(
    assignment: Assignment, ways: Sequence[Way], verdicts: Mapping[Identity, Mapping[str, Verdict]]
) -> tuple[GradedQuestion, ...]:
    """Return the graded questions; an alternative without verdicts was not handed in."""
    return tuple(_question(question, ways, verdicts, assignment.table.reveal) for question in assignment.questions)


def with_notes(questions: Iterable[GradedQuestion], notes: Mapping[Identity, str]) -> tuple[GradedQuestion, ...]:
    """Put what is known of an alternative that was not handed in before the hints of a part that lost points."""
    return tuple(
        replace(
            question,
            subquestions=tuple(
                replace(one, parts=tuple(_noted(one.id, part, notes) for part in one.parts))
                for one in question.subquestions
            ),
        )
        for question in questions
    )


def _noted(subquestion: str, part: GradedPart, notes: Mapping[Identity, str]) -> GradedPart:
    absent = [one.name for one in part.alternatives if one.missing]
    said = [notes[subquestion, part.id, name] for name in absent if (subquestion, part.id, name) in notes]
    return replace(part, hints=(*said, *part.hints)) if said and part.tally.lost else part


def _question(
    question: Question, ways: Sequence[Way], verdicts: Mapping[Identity, Mapping[str, Verdict]], reveal: bool
) -> GradedQuestion:
    subquestions = tuple(_subquestion(table, ways, verdicts, reveal) for table in question.table.subquestions)
    tally = add_tallies(subquestion.tally for subquestion in subquestions)
    return GradedQuestion(question.table.id, question.table.title, tally, subquestions)


def _subquestion(
    table: SubquestionTable, ways: Sequence[Way], verdicts: Mapping[Identity, Mapping[str, Verdict]], reveal: bool
) -> GradedSubquestion:
    parts = tuple(
        _part(part, [way for way in ways if way.subquestion == table.id and way.part is part], verdicts, reveal)
        for part in table.parts
    )
    return GradedSubquestion(table.id, table.title, add_tallies(part.tally for part in parts), parts)


def _part(
    part: PartTable, ways: Sequence[Way], verdicts: Mapping[Identity, Mapping[str, Verdict]], reveal: bool
) -> GradedPart:
    judged = [(way, verdicts.get(way.identity)) for way in ways]
    handed_in = [(way.name, found) for way, found in judged if found is not None]
    choices = {way.name for way in ways if way.kind == CHOICE_KIND}
    criteria = tuple(_criterion(one, handed_in, choices) for one in part.criteria)
    return GradedPart(
        id=part.id,
        title=part.title,
        ask=part.ask,
        tally=tally_criteria(criteria),
        criteria=criteria,
        alternatives=tuple(_alternative(way, found) for way, found in judged),
        missing=not handed_in,
        disagreement=_disagreement(part, handed_in, choices),
        hints=() if all(criterion.earned == criterion.points for criterion in criteria) else part.hints,
        reveal=_reveal(part) if reveal else "",
    )


def _criterion(
    table: CriterionTable, handed_in: Sequence[tuple[str, Mapping[str, Verdict]]], choices: Collection[str]
) -> GradedCriterion:
    found = [(name, verdicts[table.id]) for name, verdicts in handed_in if table.id in verdicts]
    counted, verdict = best_verdict(without_contradictions(found, choices))
    return GradedCriterion(table.id, table.title, table.points, earned_points(table.points, verdict), verdict, counted)


def _alternative(way: Way, found: Mapping[str, Verdict] | None) -> GradedAlternative:
    return GradedAlternative(
        name=way.name,
        via=Via.LATEX if way.item else Via.CODE,
        answer_kind=way.kind,
        verdicts=tuple((found or {}).items()),
        missing=found is None,
    )


def _disagreement(
    part: PartTable, handed_in: Sequence[tuple[str, Mapping[str, Verdict]]], choices: Collection[str]
) -> str:
    for criterion in part.criteria:
        compared = [(name, found[criterion.id]) for name, found in handed_in if criterion.id in found]
        said = contradiction(compared, choices)
        if said:
            return said
        said = disagreement([pair for pair in compared if isinstance(pair[1], Judged) and pair[1].fault is None])
        if said:
            return said
    return ""


def _reveal(part: PartTable) -> str:
    specs = [way.answer for way in part.alternatives]
    return next((spec.target for spec in specs if isinstance(spec, ExpressionSpec)), "")
