"""results.json as the platform gets it: the common one, with what students see, what lateness costs, and notices."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from autograder.assignment.gradescope import GradescopeTable
from autograder.delivery.gradescope.rate import OURS, Refusal
from autograder.domain.feedback import FeedbackLevel
from autograder.domain.graded import GradedSubmission
from autograder.reporting import Look, render_outputs
from autograder.reporting.decimals import decimal_of
from autograder.scoring import add_tallies
from autograder.scoring.lateness import Deduction

UNFINISHED = (
    "Grading has not come to its end. What is not graded yet has cost you nothing for good: if this stays, tell your "
    "instructor, who can run the autograder again."
)

_Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides how a graded submission is shown, beside its grading.

    Parameters
    ----------
    deduction
        What being late costs; None if it costs nothing here.
    notices
        Sentences for the student, above everything else.
    """

    table: GradescopeTable
    level: FeedbackLevel = FeedbackLevel.FULL
    deduction: Deduction | None = None
    notices: tuple[str, ...] = ()


def graded_results(graded: GradedSubmission, look: Look, terms: Terms, *, complete: bool = True) -> bytes:
    """Return results.json of a graded submission.

    Parameters
    ----------
    complete
        False while questions are still to be graded: a later submission is then not held against the rate limits.
    """
    results = _rendered(graded, look, terms.level)
    for test in results["tests"]:
        test |= _visibility(str(test.get("number", "")), terms.table)
    if not complete:
        terms = replace(terms, notices=(UNFINISHED, *terms.notices))
    results["output"] = _output(graded, look, terms)
    if terms.deduction is not None:
        results["tests"].append(_late(terms.deduction))
        results["score"] = _number(_decimal(results["score"]) - decimal_of(terms.deduction.points))
    if terms.table.leaderboard:
        results["leaderboard"] = [{"name": "Points", "value": results["score"]}]
    results["extra_data"] = {OURS: _record(graded, "graded" if complete else "unfinished")}
    return _written(results)


def refused_results(refusal: Refusal) -> bytes:
    """Return results.json of a submission that is not graded: the last result again, and why."""
    reason = f"This submission was not graded. {refusal.reason} Your last result counts; here it is again."
    kept = dict(refusal.kept.results)
    if not kept.get("tests") and kept.get("score") is None:
        kept["score"] = _number(refusal.kept.score or Decimal(0))
    said = kept.get("output") if isinstance(kept.get("output"), str) else ""
    if kept.get("output_format") == "html":
        kept["output"] = str(_paragraphs([reason])) + str(said)
    else:
        kept["output"] = f"{reason}\n\n{said}".rstrip()
    kept["extra_data"] = {OURS: {"outcome": "refused"}}
    return _written({name: value for name, value in kept.items() if value is not None})


def unfinished_results(points: Decimal) -> bytes:
    """Return the results.json that is there before grading begins, and remains if it cannot even begin."""
    said = (
        "Grading did not come to its end, and this says nothing about your answers. Your instructor can run the "
        "autograder again; please tell them if this stays."
    )
    failed = {"name": "Grading", "score": 0, "max_score": _number(points), "status": "failed", "output": said}
    return _written(
        {
            "score": 0,
            "output": said,
            "output_format": "text",
            "visibility": "visible",
            "stdout_visibility": "hidden",
            "tests": [{**failed, "output_format": "text"}],
            "extra_data": {OURS: {"outcome": "unfinished"}},
        }
    )


def _rendered(graded: GradedSubmission, look: Look, level: FeedbackLevel) -> _Json:
    (content,) = render_outputs(graded, look, ["results.json"], level).values()
    results: _Json = json.loads(content)
    return results


def _output(graded: GradedSubmission, look: Look, terms: Terms) -> str:
    """Return what stands above the tests; it speaks of what the student sees, for a total could be taken apart."""
    seen = _seen(graded, terms.table)
    overview = Markup(_rendered(seen, look, terms.level)["output"])  # noqa: S704 - rendered, and escaped, by us
    said = list(terms.notices)
    if seen.tally.possible != graded.tally.possible:
        said.append("Some subquestions are graded and not shown yet; the visible score leaves them out.")
    if terms.deduction is not None:
        said.append(f"{terms.deduction.reason[0].upper()}{terms.deduction.reason[1:]}; the visible score is before it.")
    return str(_paragraphs(said) + overview)


def _seen(graded: GradedSubmission, table: GradescopeTable) -> GradedSubmission:
    """Return the record without the subquestions that the student does not see."""
    unseen = {*table.hidden, *table.after_due_date}
    if not unseen:
        return graded
    questions = []
    for question in graded.questions:
        kept = tuple(one for one in question.subquestions if one.id not in unseen)
        tally = add_tallies(one.tally for one in kept)
        questions.append(replace(question, subquestions=kept, tally=tally))
    return replace(graded, questions=tuple(questions), tally=add_tallies(question.tally for question in questions))


def _visibility(number: str, table: GradescopeTable) -> Mapping[str, str]:
    if number in table.hidden:
        return {"visibility": "hidden"}
    return {"visibility": "after_due_date"} if number in table.after_due_date else {}


def _late(deduction: Deduction) -> _Json:
    # no points to win: the platform adds the scores up, and a line of its own says what was lost and why
    return {
        "name": "Handed in late",
        "score": _number(-decimal_of(deduction.points)),
        "max_score": 0,
        "status": "failed",
        "output": deduction.reason,
        "output_format": "text",
    }


def _record(graded: GradedSubmission, outcome: str) -> _Json:
    return {
        "outcome": outcome,
        "isolation": graded.isolation,
        "engine": graded.engine_version,
        "assignment": graded.assignment_version,
        "submission_sha256": graded.submission_sha256,
    }


def _paragraphs(said: Iterable[str]) -> Markup:
    return Markup("").join(Markup("<p>{}</p>").format(sentence) for sentence in said)


def _decimal(number: float) -> Decimal:
    return Decimal(repr(number))


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _written(results: _Json) -> bytes:
    return json.dumps(results, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8", "replace") + b"\n"
