"""Feedback on one subquestion as blocks of plain HTML, for systems that show it in a frame of their own."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from autograder.domain.evidence import (
    CaseOutcome,
    CaseResult,
    Derivation,
    Difference,
    Evidence,
    LineMark,
    MaskPicture,
    Note,
    Quote,
    Reading,
    Witness,
)
from autograder.domain.faults import Fault
from autograder.domain.graded import GradedCriterion, GradedPart, GradedSubquestion
from autograder.domain.points import format_points
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded
from autograder.reporting.advice import is_missing, summarise
from autograder.reporting.standing import Standing, standing_of
from autograder.reporting.view import evidence_of
from autograder.reporting.visible import cut_middle, visible

_SHOWN_CHARACTERS = 1_500

_SIGNS = {
    Standing.RIGHT: "✓ right",
    Standing.PARTLY: "◐ partly right",
    Standing.WRONG: "✗ not right",
    Standing.MISSING: "– not handed in",
    Standing.PENDING: "⧗ awaits a marker",
    Standing.UNDECIDED: "? awaits a decision",
    Standing.UNGRADED: "! could not be graded: our failure, not yours",
}


def feedback(subquestion: GradedSubquestion) -> tuple[Markup, ...]:
    """Return the feedback on a subquestion, each block valid HTML by itself and none longer than a few thousand."""
    if is_missing(subquestion):
        return (_paragraph("Nothing was handed in for this subquestion."),)
    return tuple(block for part in subquestion.parts for block in _part(part))


def _part(part: GradedPart) -> Iterator[Markup]:
    yield Markup("<p><strong>{}</strong> ({} of {})</p>").format(
        _short(part.title), format_points(part.tally.earned), format_points(part.tally.possible)
    )
    if part.missing:
        yield _paragraph("Not handed in.")
        return
    seen: set[Evidence] = set()
    for criterion in part.criteria:
        yield from _criterion(criterion, seen)
    if part.disagreement:
        yield _paragraph(f"Your two answers differ. {part.disagreement}")
    yield from (Markup("<p><em>Hint: {}</em></p>").format(_short(hint)) for hint in part.hints)


def _criterion(criterion: GradedCriterion, seen: set[Evidence]) -> Iterator[Markup]:
    sign = _SIGNS[standing_of(criterion)]
    points = f"{format_points(criterion.earned)} of {format_points(criterion.points)}"
    yield Markup("<p>{}: {} ({})</p>").format(_short(criterion.title), sign, points)
    yield from _said(criterion)
    fresh = [item for item in dict.fromkeys(evidence_of(criterion.verdict)) if item not in seen]
    seen.update(fresh)
    yield from _list(line for item in fresh for line in _lines(item))


def _said(criterion: GradedCriterion) -> Iterator[Markup]:
    match criterion.verdict:
        case Judged():
            return
        case Pending(rubric=said):
            yield _paragraph(f"The marker looks for: {said}")
        case Undecided(reason=said) | Ungraded(failure=said):
            yield _paragraph(said)


def _lines(item: Evidence) -> Iterator[str]:
    match item:
        case Note() | MaskPicture():
            yield summarise(item)
        case Fault(message=message, hint=hint, place=place):
            yield f"{place}: {message} {hint}" if place else f"{message} {hint}"
        case Reading(caption=caption, latex=latex, text=text):
            yield f"{caption}: {latex or text}"
        case Quote(caption=caption, text=text):
            yield f"{caption}: {text}"
        case Difference(where=where, found=found, expected=expected):
            yield f"{where}: you have {found}" + ("" if expected is None else f", expected {expected}")
        case Witness(bindings=bindings):
            at = ", ".join(f"{name} = {value}" for name, value in bindings)
            yield f"At {at}: {item.left_name} is {item.left_value}, {item.right_name} is {item.right_value}"
        case CaseResult(outcome=outcome):
            if outcome is not CaseOutcome.RIGHT:
                yield _case(item)
        case Derivation(lines=lines):
            for line in lines:
                if line.mark not in (LineMark.READ, LineMark.HOLDS, LineMark.GIVEN, LineMark.REMARK) or line.remark:
                    yield f"Line {line.number} ({line.mark}): {line.source} — {line.remark}"


def _case(case: CaseResult) -> str:
    inputs = ", ".join(f"{name} = {value}" for name, value in case.inputs)
    found = f": you have {case.found}" if case.found else ""
    expected = "" if case.expected is None else f", expected {case.expected}"
    return f"{case.name} ({case.outcome}) with {inputs or 'no input'}{found}{expected}. {case.message}".strip()


def _list(lines: Iterable[str]) -> Iterator[Markup]:
    # one list a line: a cut between two blocks never leaves an open list
    yield from (Markup("<ul><li>{}</li></ul>").format(_short(line)) for line in lines if line)


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(_short(text))


def _short(text: str) -> Markup:
    return escape(visible(cut_middle(text, _SHOWN_CHARACTERS)))
