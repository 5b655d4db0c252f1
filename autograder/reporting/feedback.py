"""Feedback on one subquestion as blocks of plain HTML, for systems that show it in a frame of their own.

Such systems keep few tags and no style, so that mathematics, masks and derivations are written as text here.
"""

from collections.abc import Iterator

from markupsafe import Markup, escape

from autograder.domain.evidence import (
    CaseOutcome,
    CaseResult,
    Derivation,
    DerivationLine,
    Difference,
    Evidence,
    LineMark,
    MaskPicture,
    Note,
    Quote,
    Reading,
    Trajectory,
    Witness,
)
from autograder.domain.faults import Fault
from autograder.domain.graded import GradedCriterion, GradedPart, GradedSubquestion
from autograder.domain.points import format_points
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded
from autograder.reporting.advice import is_missing, sentence
from autograder.reporting.nudging import nudge
from autograder.reporting.plaintext import formula_text, prose_text
from autograder.reporting.small_values import equation_text
from autograder.reporting.standing import Standing, standing_of
from autograder.reporting.trajectories import describe
from autograder.reporting.view import evidence_of
from autograder.reporting.visible import cut_middle, visible

TAGS = frozenset({"p", "strong", "em", "ul", "li", "pre"})
"""All that is used: what any sanitiser keeps."""

_SHOWN_CHARACTERS = 1_500
_LINE_CHARACTERS = 400
_LINES_A_BLOCK = 8

_SIGNS = {
    Standing.RIGHT: "✓ right",
    Standing.PARTLY: "◐ partly right",
    Standing.WRONG: "✗ not right",
    Standing.MISSING: "– not handed in",
    Standing.PENDING: "⧗ awaits a marker",
    Standing.UNDECIDED: "? awaits a decision",
    Standing.UNGRADED: "! could not be graded: our failure, not yours",
}
_MARKS = {
    LineMark.READ: " ",
    LineMark.UNREAD: "?",
    LineMark.GIVEN: "·",
    LineMark.HOLDS: "✓",
    LineMark.BROKEN: "✗",
    LineMark.UNDECIDED: "?",
    LineMark.REMARK: " ",
}
_CELLS = {"right": "■", "missing": "○", "extra": "✗", "": "·"}


def feedback(subquestion: GradedSubquestion) -> tuple[Markup, ...]:
    """Return the feedback on a subquestion, each block valid HTML by itself and none longer than a few thousand."""
    if is_missing(subquestion):
        return (_paragraph("Nothing was handed in for this subquestion."),)
    return tuple(block for part in subquestion.parts for block in _part(part))


def _part(part: GradedPart) -> Iterator[Markup]:
    yield Markup("<p><strong>{}</strong> ({} of {})</p>").format(
        _short(prose_text(part.title)), format_points(part.tally.earned), format_points(part.tally.possible)
    )
    if part.missing:
        yield _paragraph("Not handed in.")
    else:
        seen: set[Evidence] = set()
        for criterion in part.criteria:
            yield from _criterion(criterion, seen)
        if part.disagreement:
            yield _paragraph(f"Your two answers differ. {part.disagreement}")
    yield from (Markup("<p><em>Hint: {}</em></p>").format(_short(prose_text(hint))) for hint in part.hints)
    if part.reveal:
        yield _paragraph(f"Expected: {formula_text(part.reveal)}")


def _criterion(criterion: GradedCriterion, seen: set[Evidence]) -> Iterator[Markup]:
    sign = _SIGNS[standing_of(criterion)]
    worth = format_points(criterion.points)
    points = f"{format_points(criterion.earned)} of {worth}" if isinstance(criterion.verdict, Judged) else f"of {worth}"
    yield Markup("<p>{}: {} ({})</p>").format(_short(prose_text(criterion.title)), sign, points)
    yield from _said(criterion)
    fresh = [item for item in dict.fromkeys(evidence_of(criterion.verdict)) if item not in seen]
    seen.update(fresh)
    for item in fresh:
        yield from _shown(item)


def _said(criterion: GradedCriterion) -> Iterator[Markup]:
    match criterion.verdict:
        case Judged():
            said = nudge(criterion.verdict)
            yield from [_paragraph(said)] if said else []
        case Pending(rubric=rubric):
            yield _paragraph(f"The marker looks for: {prose_text(rubric)}" if rubric else "A person will read this.")
        case Undecided(reason=reason):
            yield _paragraph(prose_text(reason) or "The machine could not tell; a person will look at it.")
        case Ungraded():
            yield _paragraph("It costs you nothing, and a person will look at it.")


def _shown(item: Evidence) -> Iterator[Markup]:
    match item:
        case Derivation(lines=lines):
            yield from _derivation(lines)
        case MaskPicture():
            yield _preformatted(_field(item))
        case Reading(caption=caption, text=text) if "\n" in text:
            yield _paragraph(f"{caption}:")
            yield _preformatted(text)
        case _:
            # one list a line: a cut between two blocks never leaves an open list
            yield from (Markup("<ul><li>{}</li></ul>").format(_short(line)) for line in _lines(item) if line)


def _lines(item: Evidence) -> Iterator[str]:
    match item:
        case Note(text=text):
            yield prose_text(text)
        case Fault(message=message, hint=hint, place=place):
            yield f"{place}: {sentence(message)} {hint}" if place else f"{sentence(message)} {hint}"
        case Reading(caption=caption, latex=latex, text=text):
            yield f"{caption}: {formula_text(latex) if latex else text}"
        case Quote(caption=caption, text=text):
            yield f"{caption}: {text}"
        case Difference(where=where, found=found, expected=expected):
            yield f"{prose_text(where)}: you have {found}" + ("" if expected is None else f", expected {expected}")
        case Witness():
            yield _witness(item)
        case Trajectory():
            yield prose_text(describe(item))
        case CaseResult(outcome=outcome) if outcome is not CaseOutcome.RIGHT:
            yield _case(item)


def _case(case: CaseResult) -> str:
    inputs = ", ".join(f"{name} = {value}" for name, value in case.inputs)
    found = f": you have {case.found}" if case.found else ""
    expected = "" if case.expected is None else f", expected {case.expected}"
    said = f"{case.name} ({case.outcome}) with {inputs or 'no input'}{found}{expected}."
    return f"{said} {prose_text(case.message)}".strip()


def _witness(witness: Witness) -> str:
    at = ", ".join(map(equation_text, witness.bindings))
    ours = f"{witness.left_name} is {witness.left_value}"
    theirs = f"{witness.right_name} is {witness.right_value}" if witness.right_value else f"{witness.right_name} is not"
    return f"Take {at}: {ours}, {theirs}." if at else f"{ours.capitalize()}, {theirs}."


def _derivation(lines: tuple[DerivationLine, ...]) -> Iterator[Markup]:
    for start in range(0, len(lines), _LINES_A_BLOCK):
        block = lines[start : start + _LINES_A_BLOCK]
        yield _preformatted("\n".join(text for line in block for text in _line(line)))


def _line(line: DerivationLine) -> Iterator[str]:
    written = formula_text(line.latex) if line.latex else line.source
    word = f"  [{line.mark}]" if line.mark in (LineMark.BROKEN, LineMark.UNDECIDED, LineMark.UNREAD) else ""
    yield f"{line.number:>3} {_MARKS[line.mark]} {cut_middle(' '.join(written.split()), _LINE_CHARACTERS)}{word}"
    if line.remark:
        yield f"      {cut_middle(prose_text(line.remark), _LINE_CHARACTERS)}"
    if line.witness is not None:
        yield f"      {cut_middle(_witness(line.witness), _LINE_CHARACTERS)}"


def _field(mask: MaskPicture) -> str:
    kinds = {cell: kind for kind in ("right", "missing", "extra") for cell in getattr(mask, kind)}
    rows = (
        " ".join(_CELLS[kinds.get((row, column), "")] for column in range(1, min(mask.columns, 40) + 1))
        for row in range(1, min(mask.rows, 40) + 1)
    )
    return "\n".join([*rows, "■ right   ○ missing   ✗ does not belong"])


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(_short(text))


def _preformatted(text: str) -> Markup:
    return Markup("<pre>{}</pre>").format(escape(visible(text)))


def _short(text: str) -> Markup:
    return escape(visible(cut_middle(text, _SHOWN_CHARACTERS)))
