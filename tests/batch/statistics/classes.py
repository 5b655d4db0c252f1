"""Classes made of summaries alone, seeded, of any size: what the statistics and the dashboard are tried on."""

import hashlib
import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from autograder.batch.statistics.code_units import code_units
from autograder.domain.classroom import (
    AssignmentFacts,
    Concern,
    CriterionSummary,
    Need,
    PartFacts,
    PartSummary,
    QuestionFacts,
    SubquestionFacts,
    Summary,
)
from autograder.domain.graded import Tally
from autograder.domain.mistakes import Mistake, MistakeKind
from autograder.domain.roster import Participant
from autograder.scoring import add_tallies

_ZERO = Fraction(0)


def small_facts(subquestions: int = 6) -> AssignmentFacts:
    """Return an assignment of two parts a subquestion, 2 and 1 points, the second with two criteria."""
    made = []
    for number in range(1, subquestions + 1):
        value = PartFacts("value", "The value", "Give $v$.", Fraction(2), (("value", "The value", Fraction(2)),))
        half = Fraction(1, 2)
        why = PartFacts(
            "why", "The reason", "Say why.", Fraction(1), (("idea", "The idea", half), ("end", "End", half))
        )
        made.append(SubquestionFacts(f"{number}.1", f"Question <{number}>", Fraction(3), (value, why)))
    questions = tuple(QuestionFacts(one.id[0], f"Topic {one.id[0]}", (one,)) for one in made)
    return AssignmentFacts("small", "A small assignment", "0" * 16, "1.0", Fraction(3 * subquestions), questions)


def participant(number: int) -> Participant:
    """Return one student of a class."""
    name = f"Student N{number:04d}"
    return Participant(
        f"s{number:04d}", name, f"07{number:06d}", f"n{number:04d}@example.edu", ("A",), f"9{number:05d}"
    )


def mistake(signature: str, kind: MistakeKind = MistakeKind.SLIP, said: str = "A sign is lost.") -> Mistake:
    """Return a mistake with a signature of its own."""
    return Mistake(signature, kind, said, latex=r"x^{2} + 1")


def part(facts: PartFacts, place: str, share: Fraction | None, **more: object) -> PartSummary:
    """Return a part that earned a share of its points; None leaves all of them to a marker."""
    criteria = tuple(CriterionSummary(id_, _tally(points, share)) for id_, _, points in facts.criteria)
    made = PartSummary(place, facts.id, add_tallies(one.tally for one in criteria), criteria, missing=False)
    return replace(made, **more)


def summary(who: Participant, parts: Iterable[PartSummary], **more: object) -> Summary:
    """Return a submission with these parts."""
    listed = tuple(parts)
    tally = add_tallies(one.tally for one in listed)
    concerns = (Concern(Need.PENDING, f"{tally.pending} points"),) if tally.pending else ()
    made = Summary(
        who, "0" * 16, "1.0", hashlib.sha256(who.key.encode()).hexdigest(), "S3", "", tally, listed, concerns, (), ()
    )
    return replace(made, **more)


def make_class(
    facts: AssignmentFacts, size: int, seed: int = 0, share: Callable[[float, str], float] | None = None
) -> list[Summary]:
    """Return a class in which ability decides; now and then an answer is blank, pending, crashed or a known mistake.

    Parameters
    ----------
    share
        Chance of a right answer from ability (0 to 1) and subquestion; the ability itself by default.
    """
    draw = random.Random(seed)
    chance = share or (lambda ability, _: ability)
    return [_submission(facts, participant(number), draw, chance) for number in range(size)]


def _submission(
    facts: AssignmentFacts, who: Participant, draw: random.Random, chance: Callable[[float, str], float]
) -> Summary:
    ability = draw.betavariate(3, 2)
    parts = [
        _answer(asked, one.id, draw, chance(ability, one.id)) for one in facts.subquestions() for asked in one.parts
    ]
    made = summary(who, parts, code=code_units({"solution.py": own_code(draw)}))
    unlucky = draw.random()
    if unlucky < 0.01:
        blank = [replace(one, tally=_tally(one.tally.possible, _ZERO), missing=True, mistake=None) for one in parts]
        return summary(who, blank, unreadable="The file is no zip archive.", concerns=(_no_result(),))
    if unlucky < 0.04:
        return replace(made, concerns=(Concern(Need.CRASHED, "solution.py is not valid Python"), *made.concerns))
    return made


def _no_result() -> Concern:
    return Concern(Need.NO_RESULT, "The file is no zip archive.")


def _answer(asked: PartFacts, place: str, draw: random.Random, chance: float) -> PartSummary:
    roll = draw.random()
    if roll < 0.05:
        return part(asked, place, _ZERO, missing=True)
    if asked.id == "why" and roll < 0.12:
        return part(asked, place, None)
    if draw.random() < chance:
        return part(asked, place, Fraction(1))
    made = mistake(f"{draw.randrange(40):016x}", said=f"A factor is lost in {place}, and that is why it goes wrong.")
    return part(asked, place, Fraction(draw.randrange(2), 2), mistake=made)


def _tally(points: Fraction, share: Fraction | None) -> Tally:
    if share is None:
        return Tally(points, _ZERO, points, _ZERO, _ZERO)
    return Tally(points, points * share, _ZERO, _ZERO, _ZERO)


def own_code(draw: random.Random, functions: int = 8) -> bytes:
    """Return a program of somebody's own: formulas that many would write, and a long helper that nobody else would."""
    lines = ["import numpy as np", ""]
    for number in range(functions):
        lines += [f"def f{number}(x, alpha):", f"    return {draw.choice(_FORMULAS)}", ""]
    lines += ["def helper(rows, weight):", "    total = 0.0"]
    for _ in range(18):
        left, right = draw.choice(_PIECES), draw.choice(_PIECES)
        line = draw.choice(_LINES).format(left=left, right=right, sign=draw.choice("+-*/"), n=draw.randrange(50))
        lines.append(f"    {line}")
    return "\n".join([*lines, "    return total", ""]).encode()


_LINES = (
    *("a = {left} {sign} {right}", "if {left} > {n}: total += {right}", "for i in range({n}): total -= i * {right}"),
    *("b, c = {left}, {right} {sign} {n}", "total {sign}= {left}", "assert {left} != {right} {sign} {n}"),
    *("while total < {n}: total = total + {left} {sign} {right}", "d = [x {sign} {n} for x in {left}]"),
)
_FORMULAS = ("1 + alpha**2", "alpha**2 + 1", "np.sqrt(1 + alpha * alpha)", "(x.T @ x) * alpha", "np.exp(-alpha * x)")
_PIECES = (
    *("np.sum(rows)", "weight[0]", "len(rows)", "abs(weight)", "rows.mean()", "np.log(weight)", "total", "2.0"),
    *("rows[::2]", "max(rows)", "weight @ rows", "(total + 1)", "np.dot(rows, rows)", "rows.T", "3", "-weight"),
)
