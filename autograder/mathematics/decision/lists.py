"""Deciding sets, lists of values with multiplicity, tuples and sets of points."""

from collections.abc import Sequence

import numpy as np

from autograder.mathematics.decision.canonical import choices_of_sign, normal_form
from autograder.mathematics.decision.expressions import decide_expressions
from autograder.mathematics.decision.numeric import aligned, compare
from autograder.mathematics.decision.outcomes import Decision, Different, Equal, Undecided
from autograder.mathematics.decision.setting import FIRST_WORLDS, NEEDED_WORLDS, Setting
from autograder.mathematics.decision.sides import listed
from autograder.mathematics.decision.wide import changes_rule, wide_worlds
from autograder.mathematics.evaluation import NotEvaluated, ShapeFault, Value, evaluate
from autograder.mathematics.traversal import names_in
from autograder.mathematics.tree import Node, SetLiteral, TupleLiteral
from autograder.mathematics.worlds import Array, Worlds

MAX_ITEMS, MAX_PAIRS = 40, 100


def expanded(items: Sequence[Node]) -> tuple[Node, ...]:
    """Return the items with every ``±`` written out."""
    return tuple(choice for item in items for choice in choices_of_sign(item))


def decide_tuples(student: TupleLiteral, reference: TupleLiteral, setting: Setting) -> Decision:
    """Decide two tuples item by item."""
    if len(student.items) != len(reference.items):
        return Different(f"{len(student.items)} entries were given, {len(reference.items)} are asked")
    decisions = [
        decide_expressions(one, other, setting) for one, other in zip(student.items, reference.items, strict=True)
    ]
    return _all_of(decisions)


def _all_of(decisions: Sequence[Decision]) -> Decision:
    for kind in (Different, Undecided):
        found = next((decision for decision in decisions if isinstance(decision, kind)), None)
        if found is not None:
            return found
    equal = [decision for decision in decisions if isinstance(decision, Equal)]
    notes = tuple(dict.fromkeys(note for decision in equal for note in decision.notes))
    return Equal(all(one.proved for one in equal), max((one.worlds for one in equal), default=0), notes)


def decide_lists(student: Sequence[Node], reference: Sequence[Node], setting: Setting) -> Decision:
    """Decide two unordered lists of numbers, points or matrices; repeated items count if the options say so.

    The same items in another order are proved equal; otherwise the lists are compared world by world, for which item
    matches which may change from one world to the next (``{x, -x}`` is ``{|x|, -|x|}``).
    """
    ours, theirs = expanded(student), expanded(reference)
    if max(len(ours), len(theirs)) > MAX_ITEMS:
        return Undecided(f"more than {MAX_ITEMS} values were given")
    spelled = [sorted((normal_form(item, setting.notation) for item in side), key=repr) for side in (ours, theirs)]
    if spelled[0] == spelled[1]:
        return Equal(proved=True)
    if len(ours) == 1 and len(theirs) == 1:
        return decide_item(ours[0], theirs[0], setting)
    if any(isinstance(item, SetLiteral) for item in (*ours, *theirs)):
        return _one_by_one(ours, theirs, setting)
    return _in_worlds(ours, theirs, setting)


def decide_item(student: Node, reference: Node, setting: Setting) -> Decision:
    """Decide two items of lists: points coordinate by coordinate, sets as lists, anything else as expressions."""
    match student, reference:
        case TupleLiteral(), TupleLiteral():
            return decide_tuples(student, reference, setting)
        case SetLiteral(), SetLiteral():
            return decide_lists(listed(student), listed(reference), setting)
        case (SetLiteral(), _) | (_, SetLiteral()):
            return Different("a set was given where a single value is asked, or the other way round")
        case _:
            return decide_expressions(student, reference, setting)


def _one_by_one(ours: Sequence[Node], theirs: Sequence[Node], setting: Setting) -> Decision:
    """Decide lists of which some items are sets: each item must be one of the other side's."""
    if len(ours) * len(theirs) > MAX_PAIRS:
        return Undecided("there are too many sets to compare one by one")
    grid = [[decide_item(one, other, setting) for other in theirs] for one in ours]
    best = [*(_best(row) for row in grid), *(_best([row[k] for row in grid]) for k in range(len(theirs)))]
    return _all_of(best)


def _best(found: Sequence[Decision]) -> Decision:
    """Return the decision about one item beside all of the other side's: it need only be one of them."""
    for kind in (Equal, Undecided):
        first = next((decision for decision in found if isinstance(decision, kind)), None)
        if first is not None:
            return first
    return Different("one of the items is not among those of the other side")


def _in_worlds(ours: Sequence[Node], theirs: Sequence[Node], setting: Setting) -> Decision:
    names = frozenset().union(*(names_in(item) for item in (*ours, *theirs)))
    worlds = setting.draw(names, FIRST_WORLDS)
    values = []
    for item in (*ours, *theirs):
        value = evaluate(item, worlds)
        if isinstance(value, ShapeFault):
            return Different(value.message)
        if isinstance(value, NotEvaluated):
            return Undecided(value.reason)
        values.append(value)
    found = _matched(values[: len(ours)], values[len(ours) :], worlds, setting.options.multiplicity)
    return found if not isinstance(found, Equal) else _pair_by_pair(ours, theirs, setting) or found


def _pair_by_pair(ours: Sequence[Node], theirs: Sequence[Node], setting: Setting) -> Decision | None:
    """Look closely at lists that agree to rounding: each value must be one of the other side's, and really so.

    None where the values cannot be paired once and for all, as in ``{x, -x}`` beside ``{|x|, -|x|}``.
    """
    if setting.options.tolerance is not None or len(ours) * len(theirs) > MAX_PAIRS:
        return None
    grid = [[decide_item(one, other, setting) for other in theirs] for one in ours]
    rows = all(any(isinstance(found, Equal) for found in row) for row in grid)
    columns = all(any(isinstance(row[k], Equal) for row in grid) for k in range(len(theirs)))
    if rows and columns:
        proved = all(any(isinstance(found, Equal) and found.proved for found in row) for row in grid)
        return Equal(proved=proved, worlds=0 if proved else FIRST_WORLDS)
    if frozenset().union(*(names_in(item) for item in (*ours, *theirs))):
        return _far_away(ours, theirs, setting)
    return Different("one of the values is close to one of those asked, but not it")


def _far_away(ours: Sequence[Node], theirs: Sequence[Node], setting: Setting) -> Decision | None:
    """Return a difference that shows only far from the origin; None if there is none."""
    items = (*ours, *theirs)
    worlds = wide_worlds(setting, items, frozenset().union(*map(names_in, items))) if changes_rule(items) else None
    if worlds is None:
        return None
    values = [value for item in items if isinstance(value := evaluate(item, worlds), Value)]
    if len(values) != len(items):
        return None
    found = _matched(values[: len(ours)], values[len(ours) :], worlds, setting.options.multiplicity)
    return found if isinstance(found, Different) else None


def _relations(ours: Sequence[Value], theirs: Sequence[Value], worlds: Worlds) -> tuple[Array, Array, Array]:
    """Return agree and differ as bool[worlds, ours, theirs], and usable as bool[worlds]."""
    agree = np.zeros((worlds.count, len(ours), len(theirs)), dtype=bool)
    differ = np.ones_like(agree)
    usable = np.ones(worlds.count, dtype=bool)
    for row, one in enumerate(ours):
        for column, other in enumerate(theirs):
            pair = aligned(one, other)
            if isinstance(pair, str):
                continue
            found = compare(*pair, worlds.count)
            agree[:, row, column], differ[:, row, column] = found.agree, found.differ
            usable &= found.usable
    return agree, differ, usable


def _matched(ours: Sequence[Value], theirs: Sequence[Value], worlds: Worlds, multiplicity: bool) -> Decision:
    agree, differ, usable = _relations(ours, theirs, worlds)
    extra, missing = (np.logical_and.reduce(differ, axis=side) for side in (2, 1))
    alone = np.logical_or(np.logical_or.reduce(extra, axis=1), np.logical_or.reduce(missing, axis=1)) & usable
    if alone.any():
        return Different(_unmatched(differ[alone][0]))
    sure = usable & (agree | differ).all(axis=(1, 2))
    if multiplicity and not np.array_equal(agree[sure].sum(axis=1), _repeats(theirs, worlds)[sure]):
        return Different("the values are right, but one of them occurs a different number of times")
    if int(sure.sum()) < NEEDED_WORLDS or not sure[usable].all():
        return Undecided("rounding hides which values match in some of the worlds tried")
    return Equal(proved=False, worlds=int(sure.sum()))


def _repeats(theirs: Sequence[Value], worlds: Worlds) -> Array:
    agree, _, _ = _relations(theirs, theirs, worlds)
    counts: Array = agree.sum(axis=1)
    return counts


def _unmatched(differ: Array) -> str:
    extra, missing = int(differ.all(axis=1).sum()), int(differ.all(axis=0).sum())
    parts = [f"{extra} of the values given {'is' if extra == 1 else 'are'} not among those asked"] if extra else []
    parts += [f"{missing} of those asked {'is' if missing == 1 else 'are'} missing"] if missing else []
    return ", ".join(parts)
