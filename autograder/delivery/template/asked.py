"""What an assignment asks, as its template shows it: each part with all the ways of answering it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from autograder.answers import ChoiceSpec, ExpressionSpec
from autograder.assignment import Assignment, PartTable, Question, SubquestionTable
from autograder.grading.alternatives import Way, ways


@dataclass(frozen=True, slots=True)
class AskedPart:
    """One part.

    Parameters
    ----------
    items
        Ways of `answers.tex`.
    keys
        Ways of the table `ANSWERS`.
    functions
        Ways of `solution.py`.
    """

    question: Question
    subquestion: SubquestionTable
    table: PartTable
    items: tuple[Way, ...]
    keys: tuple[Way, ...]
    functions: tuple[Way, ...]

    def share(self, way: Way) -> str:
        """Return which share of the part one way answers by itself; empty if it answers all of it."""
        if len(way.criteria) == len(self.table.criteria):
            return ""
        return "; ".join(criterion.title for criterion in way.criteria)

    def prompt(self, item: Way) -> str:
        """Return what stands beside an item on the page, where the part's other items have been read before it."""
        share = self.share(item)
        if not share:
            return self.table.ask
        return f"{self.table.ask} Here: {share}." if item is self.items[0] else f"{share}."


def asked_parts(assignment: Assignment) -> tuple[AskedPart, ...]:
    """Return all parts in their order."""
    known = tuple(ways(assignment))
    return tuple(_part(known, *found) for found in assignment.parts())


def _part(known: Sequence[Way], question: Question, subquestion: SubquestionTable, table: PartTable) -> AskedPart:
    own = [way for way in known if way.subquestion == subquestion.id and way.part is table]
    return AskedPart(
        question,
        subquestion,
        table,
        items=tuple(way for way in own if way.item),
        keys=tuple(way for way in own if way.key),
        functions=tuple(way for way in own if way.function),
    )


def by_subquestion(parts: Iterable[AskedPart]) -> Iterator[tuple[SubquestionTable, tuple[AskedPart, ...]]]:
    """Yield every subquestion with its parts."""
    for _, group in groupby(parts, key=lambda part: part.subquestion.id):
        found = tuple(group)
        yield found[0].subquestion, found


def by_question(parts: Iterable[AskedPart]) -> Iterator[tuple[Question, tuple[AskedPart, ...]]]:
    """Yield every question with its parts."""
    for _, group in groupby(parts, key=lambda part: part.question.table.id):
        found = tuple(group)
        yield found[0].question, found


def question_points(question: Question) -> Fraction:
    """Return the points of a question."""
    return sum((subquestion.points for subquestion in question.table.subquestions), Fraction(0))


def reachable_points(parts: Iterable[AskedPart], in_code: bool) -> Fraction:
    """Return the points that can be earned in `answers.tex` alone, or in `solution.py` alone."""
    total = Fraction(0)
    for part in parts:
        chosen = (*part.keys, *part.functions) if in_code else part.items
        earned = {criterion.id: criterion.points for way in chosen for criterion in way.criteria}
        total += sum(earned.values(), Fraction(0))
    return total


def options_of(way: Way) -> tuple[str, ...]:
    """Return the options of a choice; none for another kind."""
    return tuple(way.table.answer.options) if isinstance(way.table.answer, ChoiceSpec) else ()


def takes_several(way: Way) -> bool:
    """Return whether several options, or several values, answer the part."""
    spec = way.table.answer
    if isinstance(spec, ChoiceSpec):
        return spec.several
    return isinstance(spec, ExpressionSpec) and (spec.multiplicity or bool(spec.coordinates))


def conventions_of(way: Way) -> tuple[tuple[str, str, str], ...]:
    """Return each convention that may be declared for a formula: its name, what is assumed, what else is understood."""
    spec = way.table.answer
    if not isinstance(spec, ExpressionSpec):
        return ()
    assumed = next((one.when for one in spec.conventions if one.target == spec.target), {})
    return tuple(
        (name, assumed.get(name, ""), value)
        for one in spec.conventions
        for name, value in one.when.items()
        if value != assumed.get(name)
    )
