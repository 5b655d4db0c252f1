"""Judge a choice by the credit its specification gives it."""

from fractions import Fraction

from autograder.answers import ChoiceAnswer, ChoiceSpec
from autograder.domain.evidence import Note, Reading
from autograder.domain.verdicts import Judged

_EVERYTHING = "All options are chosen, which tells none from another; choose those that you mean."


def compare_choices(answer: ChoiceAnswer, spec: ChoiceSpec) -> Judged:
    """Judge one option by its credit, or a selection by the share of options rightly taken or left.

    A selection of every option tells none from another: it is worth nothing, unless it is right. The evidence names
    what was chosen, never what should have been.
    """
    chosen = Reading("You chose", text=", ".join(answer.chosen))
    if spec.members is None:
        return Judged(spec.credit.get(answer.chosen[0], Fraction(0)), (chosen,))
    if len(answer.chosen) == len(spec.options) > len(spec.members):
        return Judged(Fraction(0), (Note(_EVERYTHING), chosen))
    right = sum((option in answer.chosen) == (option in spec.members) for option in spec.options)
    return Judged(Fraction(right, len(spec.options)), (chosen,))
