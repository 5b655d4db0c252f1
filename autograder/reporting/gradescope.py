"""results.json in Gradescope's format: one test a subquestion, within the sizes that its page can bear.

Source: Gradescope's published description of the autograder output.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from markupsafe import Markup, escape

from autograder.domain.graded import GradedSubmission, GradedSubquestion, Tally
from autograder.domain.points import format_points
from autograder.reporting.decimals import apportion, decimal_of
from autograder.reporting.feedback import feedback
from autograder.reporting.look import Look
from autograder.reporting.plaintext import prose_text
from autograder.reporting.results_model import MAX_BYTES, MAX_TEST_BYTES, Results, TestResult, results_json
from autograder.reporting.standing import Standing, standing_of
from autograder.reporting.visible import cut_middle, visible

_RESERVED_BYTES = 96 * 1024
_MAX_NAME = 200
_MAX_ALERTS = 20


def gradescope_results(graded: GradedSubmission, look: Look) -> bytes:  # noqa: ARG001 - every sink has this signature
    """Return the results as UTF-8 JSON: scores as decimals whose sum is the total, no nulls, no NaN.

    An unreadable submission gives a valid failing file with the reason.
    """
    found = [] if graded.unreadable else list(graded.subquestions())
    scores = apportion(one.tally.earned for one in found)
    limit = min(MAX_TEST_BYTES, (MAX_BYTES - _RESERVED_BYTES) // max(1, len(found)))
    tests = tuple(_test(one, score, limit) for one, score in zip(found, scores, strict=True))
    results = Results(
        score=_number(sum(scores, Decimal(0))),
        output=str(Markup("").join(_overview(graded))),
        tests=tests or (_unreadable(graded),),
    )
    return results_json(results)


def fit(blocks: Iterable[Markup], limit_bytes: int) -> Markup:
    """Join blocks of HTML; past `limit_bytes` of JSON, leave out the middle with a visible mark."""
    pieces = list(blocks)
    sizes = [_json_bytes(piece) for piece in pieces]
    if sum(sizes) <= limit_bytes:
        return Markup("").join(pieces)
    room = limit_bytes - 200
    head = _how_many_fit(sizes, room * 2 // 3)
    tail = min(_how_many_fit(sizes[::-1], room // 3), len(pieces) - head)
    mark = Markup("<p><strong>[… {} lines left out here; the full report has them …]</strong></p>").format(
        len(pieces) - head - tail
    )
    return Markup("").join([*pieces[:head], mark, *pieces[len(pieces) - tail :]])


def _how_many_fit(sizes: list[int], room: int) -> int:
    count = 0
    while count < len(sizes) and sizes[count] <= room:
        room -= sizes[count]
        count += 1
    return count


def _json_bytes(text: str) -> int:
    return len(json.dumps(text, ensure_ascii=False).encode("utf-8"))


def _status(tally: Tally) -> Literal["passed", "failed"] | None:
    # without a status Gradescope marks a test neither passed nor failed: what awaits a human is neither
    if tally.lost:
        return "failed"
    return None if tally.awaiting else "passed"


def _test(subquestion: GradedSubquestion, score: Decimal, limit_bytes: int) -> TestResult:
    tally = subquestion.tally
    standing = standing_of(subquestion)
    return TestResult(
        name=visible(prose_text(subquestion.title))[:_MAX_NAME] + _awaiting(tally),
        number=visible(subquestion.id)[:_MAX_NAME],
        score=_number(score),
        max_score=_number(decimal_of(tally.possible)),
        status=_status(tally),
        output=str(fit(feedback(subquestion), limit_bytes)),
        tags=(standing.value,) if standing is not Standing.RIGHT else (),
    )


def _unreadable(graded: GradedSubmission) -> TestResult:
    return TestResult(
        name="Reading the submission",
        score=0,
        max_score=_number(decimal_of(graded.tally.possible)),
        status="failed",
        output=str(_paragraph(graded.unreadable or "The assignment has no subquestions.")),
    )


def _overview(graded: GradedSubmission) -> Iterable[Markup]:
    if graded.unreadable:
        yield _paragraph(f"The submission could not be read, so nothing was graded. {graded.unreadable}")
        return
    tally = graded.tally
    yield _paragraph(
        f"Visible score {_number(decimal_of(tally.earned))}/{_number(decimal_of(tally.possible))}{_awaiting(tally)}."
    )
    for alert in graded.alerts[:_MAX_ALERTS]:
        yield _paragraph(f"{alert.level.capitalize()}: {prose_text(alert.message)} {prose_text(alert.hint)}".rstrip())


def _awaiting(tally: Tally) -> str:
    kinds = ((tally.pending, "await a marker"), (tally.undecided, "undecided"), (tally.ungraded, "could not be graded"))
    said = ", ".join(f"{format_points(points)} {word}" for points, word in kinds if points)
    return f" ({said})" if said else ""


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(escape(visible(cut_middle(text, 1_000))))


def _number(amount: Decimal) -> int | float:
    # repr() of a float of at most four places is that very decimal, so the file stays exact
    return int(amount) if amount == amount.to_integral_value() else float(amount)
