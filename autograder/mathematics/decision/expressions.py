"""Deciding two expressions, from the cheapest proof to agreement in random worlds."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from autograder.mathematics.decision.balls import Nearness, nearness
from autograder.mathematics.decision.canonical import normal_form, with_identities
from autograder.mathematics.decision.cases import bounds_agree
from autograder.mathematics.decision.divergent import diverges_to
from autograder.mathematics.decision.exact import same_rational_function
from autograder.mathematics.decision.infinite import decide_infinite
from autograder.mathematics.decision.jumps import jumps_differ
from autograder.mathematics.decision.matrices import same_matrix_polynomial
from autograder.mathematics.decision.numeric import EXACT, Comparison, aligned, compare, compare_up_to_constant, is_real
from autograder.mathematics.decision.odd_roots import roots_disagree
from autograder.mathematics.decision.outcomes import Decision, Different, Equal, Undecided
from autograder.mathematics.decision.setting import (
    FIRST_WORLDS,
    MORE_WORLDS,
    NEEDED_WORLDS,
    Setting,
    all_numbers,
    declared,
)
from autograder.mathematics.decision.steep import steep_worlds
from autograder.mathematics.decision.wide import changes_rule, wide_worlds
from autograder.mathematics.decision.witness import find_witness, witness_at
from autograder.mathematics.evaluation import Memory, NotEvaluated, ShapeFault, Value, evaluate
from autograder.mathematics.evaluation.blocks import Rows
from autograder.mathematics.evaluation.elementwise import BRANCHED
from autograder.mathematics.evaluation.endless import is_infinite
from autograder.mathematics.evaluation.memory import LARGEST
from autograder.mathematics.traversal import children, free_names_in, names_in, walk
from autograder.mathematics.tree import (
    BigOperator,
    Call,
    Constant,
    Derivative,
    Expectation,
    Integral,
    Limit,
    MatrixLiteral,
    Node,
    Optimum,
    Power,
    Quotient,
)
from autograder.mathematics.worlds import Array, Quantity, Worlds

BALL_POINTS = 4
MAX_ENTRIES = 36
HIDDEN_SHARE = 10
"""Of so many worlds of matrices one may be nearly singular, so that rounding hides what it says."""
DOMAINS_DIFFER = "they agree wherever both are real numbers, but the answer is not real everywhere that it should be"


def decide_expressions(student: Node, reference: Node, setting: Setting) -> Decision:
    """Decide whether two expressions, in canonical names, mean the same in all worlds."""
    if normal_form(student, setting.notation) == normal_form(reference, setting.notation):
        return Equal(proved=True)
    if is_infinite(student) or is_infinite(reference):
        return decide_infinite(student, reference, setting)
    unknown = [name for name in sorted(free_names_in(student)) if not _has_value(setting, name)]
    if unknown:
        return Undecided(f"the symbol {unknown[0]} is not one the question declares")
    names = names_in(student) | names_in(reference)
    proved = (
        same_rational_function(student, reference)
        if all_numbers(setting, names)
        else same_matrix_polynomial(student, reference, setting.notation)
    )
    if proved:
        return Equal(proved=True)
    entries = _entry_by_entry(student, reference, setting)
    if entries is not None:
        return entries
    decision = _in_worlds(student, reference, setting)
    if isinstance(decision, Equal):
        objection = bounds_agree(student, reference, setting) or jumps_differ(student, reference, setting)
        return objection or roots_disagree(student, reference, setting) or decision
    if not isinstance(decision, Undecided):
        return decision
    return _diverging(student, reference, setting) or _at_last(student, reference, setting, decision)


def _diverging(student: Node, reference: Node, setting: Setting) -> Different | None:
    """Tell an integral that diverges from a number that is written out; None for anything else."""
    for one, other in ((student, reference), (reference, student)):
        if isinstance(one, Integral) and setting.world is None and not names_in(other) and diverges_to(one):
            value = evaluate(other, Worlds(1, {}))
            if isinstance(value, Value) and np.isfinite(value.array).all():
                return Different("one of the two is infinite, the other is not")
    return None


def _entry_by_entry(student: Node, reference: Node, setting: Setting) -> Decision | None:
    """Decide two matrices of one shape that are written out, as sharply as their entries can be; None for others."""
    if setting.world is not None or not isinstance(student, MatrixLiteral) or not isinstance(reference, MatrixLiteral):
        return None
    if _is_row_beside_column(student.rows, reference.rows):
        return Different("one of the two is a row, the other a column")
    ours, theirs = ([entry for row in node.rows for entry in row] for node in (student, reference))
    if len(student.rows) != len(reference.rows) or len(ours) != len(theirs) or len(ours) > MAX_ENTRIES:
        return None
    decisions = [decide_expressions(one, other, setting) for one, other in zip(ours, theirs, strict=True)]
    unequal = [found for found in decisions if not isinstance(found, Equal)]
    different = [found for found in unequal if isinstance(found, Different)]
    agreed = Equal(proved=False, worlds=FIRST_WORLDS)
    return different[0] if different else unequal[0] if unequal else agreed


def _is_row_beside_column(ours: Rows, theirs: Rows) -> bool:
    sizes = {(len(rows), len(rows[0])) for rows in (ours, theirs)}
    return len(sizes) == 2 and all(1 in size and size != (1, 1) for size in sizes) and len(set(map(max, sizes))) == 1


def _is_turned(ours: Value, theirs: Value) -> bool:
    turned = (ours.rows, ours.columns) == (theirs.columns, theirs.rows)
    return turned and ours.rows != theirs.rows and 1 in (ours.rows, theirs.rows)


def _has_value(setting: Setting, name: str) -> bool:
    if declared(setting, name) is not None:
        return True
    return setting.world is not None and name in setting.draw((), FIRST_WORLDS).bindings


def _in_worlds(student: Node, reference: Node, setting: Setting) -> Decision:
    reason = ""
    for count in (FIRST_WORLDS, MORE_WORLDS):
        notes: list[str] = []
        worlds = setting.draw(names_in(student) | names_in(reference), count)
        memory = Memory(largest=LARGEST)
        ours, theirs = evaluate(student, worlds, notes, memory), evaluate(reference, worlds, memory=memory)
        if isinstance(theirs, ShapeFault | NotEvaluated):
            return Undecided(f"the expected answer has no value: {_sentence(theirs)}")
        if isinstance(ours, ShapeFault):
            return _with_identities(student, reference, setting) or Different(ours.message)
        if isinstance(ours, NotEvaluated):
            return Undecided(ours.reason)
        if setting.world is None and _is_turned(ours, theirs):
            return Undecided("one of the two is a row, the other a column")
        pair = aligned(ours, theirs)
        if isinstance(pair, str):
            return Different(pair)
        tolerance = setting.options.tolerance
        if setting.options.constant_in:
            found = compare_up_to_constant(*pair, worlds.count)
        else:
            found = compare(*pair, worlds.count, EXACT if tolerance is None else tolerance)
        found = replace(
            found,
            left_real=found.left_real & _real_throughout(student, worlds, memory),
            right_real=found.right_real & _real_throughout(reference, worlds, memory),
        )
        decision = _weighed(found, tuple(notes), (student, reference), setting)
        decision = _with_balls(decision, found, (student, reference), (setting, worlds))
        if isinstance(decision, Equal) and not setting.options.constant_in:
            decision = _far_away(student, reference, setting) or decision
        if not isinstance(decision, Undecided):
            return decision
        reason = decision.reason
    return Undecided(reason)


def _at_last(student: Node, reference: Node, setting: Setting, decision: Undecided) -> Decision:
    """Ask the last resort, if there is one; where domains differ, no simplification can say that they do not."""
    last_resort = setting.options.last_resort
    if last_resort is None or setting.world is not None or decision.reason == DOMAINS_DIFFER:
        return decision
    shown = last_resort(student, reference, setting.notation)
    return Equal(proved=False, notes=("sympy simplifies the difference to 0",)) if shown else decision


def _with_identities(student: Node, reference: Node, setting: Setting) -> Decision | None:
    """Read the 1 of ``W_pᵀW_p + 1`` as an identity: right with a remark, but never a reason to refuse an answer."""
    lifted = with_identities(student, setting.notation)
    if lifted == student:
        return None
    found = decide_expressions(lifted, reference, setting)
    if isinstance(found, Equal):
        return replace(found, notes=(*found.notes, "a number added to a matrix is read as that multiple of I"))
    return Undecided("a number is added to a matrix")


def _far_away(student: Node, reference: Node, setting: Setting) -> Different | None:
    """Return a difference that shows only where no world of ordinary size looks.

    Far from the origin rules such as ``|x - 50|`` have changed; close to a turn even a steep expression turns.
    """
    names, pair = names_in(student) | names_in(reference), (student, reference)
    far = wide_worlds(setting, pair, names) if changes_rule(pair) else None
    near = steep_worlds(setting, pair, names)
    tried = (_differ_in(worlds, pair, setting) for worlds in (far, near) if worlds is not None)
    return next((found for found in tried if found is not None), None)


def _differ_in(worlds: Worlds, sides: tuple[Node, Node], setting: Setting) -> Different | None:
    memory = Memory(largest=LARGEST)
    ours, theirs = (evaluate(side, worlds, memory=memory) for side in sides)
    pair = aligned(ours, theirs) if isinstance(ours, Value) and isinstance(theirs, Value) else ""
    if isinstance(pair, str):
        return None
    found = compare(*pair, worlds.count, setting.options.tolerance or EXACT)
    real = _real_throughout(sides[0], worlds, memory) & _real_throughout(sides[1], worlds, memory)
    places = np.flatnonzero(found.differ & found.left_real & found.right_real & real)
    names = names_in(sides[0]) | names_in(sides[1])
    return Different(witness=witness_at(pair, worlds, names, int(places[0]))) if places.size else None


def _real_throughout(node: Node, worlds: Worlds, memory: Memory) -> Array:
    """Say in which worlds no root or logarithm in an expression leaves the real numbers, bool[worlds].

    The product of the roots of two negative numbers is real again, but not for somebody who knows real numbers only.
    """
    real = np.ones(worlds.count, dtype=bool)
    if any(part == Constant("i") for part in walk(node)):
        return real
    for part in _free_parts(node):
        if (isinstance(part, Call) and part.head in BRANCHED) or isinstance(part, Power):
            value = evaluate(part, worlds, memory=memory)
            if isinstance(value, Value) and value.is_scalar and np.iscomplexobj(value.array):
                real &= is_real(value, worlds.count)
    return real


def _free_parts(node: Node) -> Iterator[Node]:
    """Yield the parts that count by themselves.

    What a sum, integral, limit, mean or optimum binds has other values in it; of what is differentiated only the slope
    counts, which log x has where x is negative too.
    """
    yield node
    if not isinstance(node, BigOperator | Derivative | Expectation | Integral | Limit | Optimum):
        for child in children(node):
            yield from _free_parts(child)


def _sentence(outcome: ShapeFault | NotEvaluated) -> str:
    return outcome.message if isinstance(outcome, ShapeFault) else outcome.reason


def _weighed(found: Comparison, notes: tuple[str, ...], pair: tuple[Node, Node], setting: Setting) -> Decision:
    both_real = found.left_real & found.right_real
    if setting.world is not None:  # a question's own world knows which numbers are complex
        both_real = np.ones_like(both_real)
    certain = found.differ & (both_real | ~(both_real & found.usable).any())
    if certain.any() and not both_real.any() and setting.world is None and _has_fractional_power(pair):
        return Undecided("it hangs on which root of a negative number is meant")
    if certain.any():
        return Different(witness=find_witness(*pair, setting), notes=notes)
    agreeing = int(found.agree.sum())
    named = setting.world is None and bool(names_in(pair[0]))  # numbers alone may be real by way of complex ones
    if (found.right_real & (found.differ | (found.usable & ~found.left_real & named))).any():
        return Undecided(DOMAINS_DIFFER)
    if agreeing < NEEDED_WORLDS:
        return Undecided("both sides have a sharp value in too few of the worlds tried")
    hidden = int((found.usable & ~found.agree & ~found.differ).sum())
    numbers = all_numbers(setting, names_in(pair[0]) | names_in(pair[1]))  # which balls can look at more closely
    if hidden > (0 if numbers else agreeing // HIDDEN_SHARE):
        return Undecided("rounding hides whether they agree in some of the worlds tried")
    return Equal(proved=False, worlds=agreeing, notes=notes)


def _has_fractional_power(pair: tuple[Node, Node]) -> bool:
    """Say whether real-looking expressions hold powers such as 1/3, which of a negative number mean two things."""
    parts = [part for node in pair for part in walk(node)]
    powers = any(isinstance(part, Power) and isinstance(part.exponent, Quotient) for part in parts)
    return powers and Constant("i") not in parts


def _with_balls(
    decision: Decision, found: Comparison, pair: tuple[Node, Node], place: tuple[Setting, Worlds]
) -> Decision:
    """Let balls object to an agreement of free numbers, or settle what rounding hides."""
    setting, worlds = place
    points = _free_points(setting, worlds, names_in(pair[0]) | names_in(pair[1]))
    if not points or isinstance(decision, Different):
        return decision
    real = found.usable & found.left_real & found.right_real
    told = real if real.any() else found.usable  # beyond its real values a branch is a matter of convention
    asked = np.flatnonzero(told & ~found.differ)
    asked = asked[:BALL_POINTS] if isinstance(decision, Equal) else asked
    verdicts = [nearness(*pair, points[world]) for world in asked]
    if Nearness.APART in verdicts:
        return Different(witness=find_witness(*pair, setting))
    if Nearness.UNCLEAR in verdicts:
        return Undecided("the numbers are too large, or too close, to be told apart")
    together = verdicts.count(Nearness.TOGETHER) == len(verdicts) >= NEEDED_WORLDS
    settled = isinstance(decision, Undecided) and together and not found.differ.any()
    return Equal(proved=False, worlds=len(verdicts)) if settled else decision


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
