"""Deciding two expressions, from the cheapest proof to agreement in random worlds."""

from collections.abc import Mapping

import numpy as np

from autograder.mathematics.decision.balls import ball_verdict
from autograder.mathematics.decision.canonical import normal_form
from autograder.mathematics.decision.exact import same_rational_function
from autograder.mathematics.decision.numeric import EXACT, Comparison, aligned, compare, compare_up_to_constant
from autograder.mathematics.decision.outcomes import Decision, Different, Equal, Undecided
from autograder.mathematics.decision.setting import (
    FIRST_WORLDS,
    MORE_WORLDS,
    NEEDED_WORLDS,
    Setting,
    all_numbers,
    declared,
)
from autograder.mathematics.decision.witness import find_witness
from autograder.mathematics.evaluation import NotEvaluated, ShapeFault, evaluate
from autograder.mathematics.traversal import names_in
from autograder.mathematics.tree import Node
from autograder.mathematics.worlds import Quantity, Worlds

BALL_POINTS = 4
DOMAINS_DIFFER = "they agree wherever both are real numbers, but the answer is not real everywhere that it should be"


def decide_expressions(student: Node, reference: Node, setting: Setting) -> Decision:
    """Decide whether two expressions, in canonical names, mean the same in all worlds."""
    if normal_form(student, setting.notation) == normal_form(reference, setting.notation):
        return Equal(proved=True)
    unknown = [name for name in sorted(names_in(student)) if not _has_value(setting, name)]
    if unknown:
        return Undecided(f"the symbol {unknown[0]} is not one the question declares")
    names = names_in(student) | names_in(reference)
    if all_numbers(setting, names) and same_rational_function(student, reference):
        return Equal(proved=True)
    return _in_worlds(student, reference, setting)


def _has_value(setting: Setting, name: str) -> bool:
    if declared(setting, name) is not None:
        return True
    return setting.world is not None and name in setting.draw((), FIRST_WORLDS).bindings


def _in_worlds(student: Node, reference: Node, setting: Setting) -> Decision:
    reason = ""
    for count in (FIRST_WORLDS, MORE_WORLDS):
        notes: list[str] = []
        worlds = setting.draw(names_in(student) | names_in(reference), count)
        ours, theirs = evaluate(student, worlds, notes), evaluate(reference, worlds)
        if isinstance(theirs, ShapeFault | NotEvaluated):
            return Undecided(f"the expected answer has no value: {_sentence(theirs)}")
        if isinstance(ours, ShapeFault):
            return Different(ours.message)
        if isinstance(ours, NotEvaluated):
            return Undecided(ours.reason)
        pair = aligned(ours, theirs)
        if isinstance(pair, str):
            return Different(pair)
        tolerance = setting.options.tolerance
        if setting.options.constant_in:
            found = compare_up_to_constant(*pair, worlds.count)
        else:
            found = compare(*pair, worlds.count, EXACT if tolerance is None else tolerance)
        decision = _weighed(found, tuple(notes), (student, reference), setting)
        decision = _with_balls(decision, found, (student, reference), (setting, worlds))
        if not isinstance(decision, Undecided):
            return decision
        reason = decision.reason
    return Undecided(reason)


def _sentence(outcome: ShapeFault | NotEvaluated) -> str:
    return outcome.message if isinstance(outcome, ShapeFault) else outcome.reason


def _weighed(found: Comparison, notes: tuple[str, ...], pair: tuple[Node, Node], setting: Setting) -> Decision:
    both_real = found.left_real & found.right_real
    if setting.world is not None:  # a question's own world knows which numbers are complex
        both_real = np.ones_like(both_real)
    certain = found.differ & (both_real | ~(both_real & found.usable).any())
    if certain.any():
        return Different(witness=find_witness(*pair, setting), notes=notes)
    agreeing = int(found.agree.sum())
    if (found.differ & found.right_real).any():
        return Undecided(DOMAINS_DIFFER)
    if agreeing < NEEDED_WORLDS:
        return Undecided("both sides have a sharp value in too few of the worlds tried")
    if (found.usable & ~found.agree & ~found.differ).any():
        return Undecided("rounding hides whether they agree in some of the worlds tried")
    return Equal(proved=False, worlds=agreeing, notes=notes)


def _with_balls(
    decision: Decision, found: Comparison, pair: tuple[Node, Node], place: tuple[Setting, Worlds]
) -> Decision:
    """Let balls object to an agreement of free numbers, or settle what rounding hides."""
    setting, worlds = place
    points = _free_points(setting, worlds, names_in(pair[0]) | names_in(pair[1]))
    if not points or isinstance(decision, Different):
        return decision
    asked = np.flatnonzero(found.usable & ~found.differ)
    asked = asked[:BALL_POINTS] if isinstance(decision, Equal) else asked
    verdicts = [ball_verdict(*pair, points[world]) for world in asked]
    if False in verdicts:
        return Different(witness=find_witness(*pair, setting))
    settled = isinstance(decision, Undecided) and verdicts.count(True) >= NEEDED_WORLDS and not found.differ.any()
    return Equal(proved=False, worlds=len(verdicts)) if settled and None not in verdicts else decision


def _free_points(setting: Setting, worlds: Worlds, names: frozenset[str]) -> tuple[Mapping[str, complex], ...]:
    """Return the numbers of each world if the names are drawn and follow from nothing, else nothing."""
    options = setting.options
    if options.tolerance is not None or options.constant_in:
        return ()
    found = {name: worlds.bindings.get(name) for name in names}
    arrays = {name: meaning.array for name, meaning in found.items() if isinstance(meaning, Quantity)}
    drawn = setting.world is None or names <= worlds.base.keys()
    if not drawn or len(arrays) != len(names) or any(array.ndim != 1 for array in arrays.values()):
        return ()
    full = {name: np.broadcast_to(array, (worlds.count,)) for name, array in arrays.items()}
    return tuple({name: complex(array[world]) for name, array in full.items()} for world in range(worlds.count))
