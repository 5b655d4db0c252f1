"""Deciding whether an answer means what the reference means."""

from collections.abc import Callable
from dataclasses import replace

from autograder.mathematics.decision.beside import objection
from autograder.mathematics.decision.canonical import canonical_names, choices_of_sign
from autograder.mathematics.decision.conditions import Said, without_conditions
from autograder.mathematics.decision.decimals import decide_rounded
from autograder.mathematics.decision.entries import Entries, may_have_entries, with_entries
from autograder.mathematics.decision.expressions import decide_expressions
from autograder.mathematics.decision.forms import form_fault
from autograder.mathematics.decision.lists import decide_lists, decide_tuples
from autograder.mathematics.decision.outcomes import DEFAULT_OPTIONS, Decision, Different, Equal, Options, Undecided
from autograder.mathematics.decision.sentences import is_proposition, is_statement, with_intervals
from autograder.mathematics.decision.set_algebra import decide_set_algebra
from autograder.mathematics.decision.setting import Setting
from autograder.mathematics.decision.sides import (
    as_point,
    is_label,
    linear_equations,
    links,
    listed,
    points,
    strip_label,
)
from autograder.mathematics.decision.statements import decide_statements
from autograder.mathematics.decision.unknown_functions import (
    UNCLEAR,
    UnclearDerivativesError,
    has_dots,
    with_unknown_derivatives,
)
from autograder.mathematics.notation import Notation
from autograder.mathematics.traversal import depth, free_names_in, names_in, rename, used_in
from autograder.mathematics.tree import (
    Constant,
    Derivative,
    Interval,
    Logic,
    MatrixLiteral,
    Node,
    Number,
    Product,
    Relation,
    RelationKind,
    SetLiteral,
    Symbol,
    TupleLiteral,
)
from autograder.mathematics.worlds import WorldFactory

MAX_DEPTH = 150
"""Deeper trees are left to a human; the reader makes none."""


def decide(
    student: Node,
    reference: Node,
    notation: Notation,
    world: WorldFactory | None = None,
    options: Options = DEFAULT_OPTIONS,
) -> Decision:
    """Decide whether a student's expression means the same as a reference.

    Parameters
    ----------
    student, reference
        Trees as read. The reference says what is asked: an expression, a tuple, a set or list, or a statement.
    notation
        What the names are.
    world
        Draws the question's own worlds; without it every name is drawn freely from its declaration.
    options
        What is asked beyond the value.

    Returns
    -------
    Equal
        Proved, or agreed to rounding in at least eight worlds.
    Different
        With a witness in small numbers where one was found, or a sentence.
    Undecided
        With the reason; never a wrong answer.
    """
    if max(depth(student), depth(reference)) > MAX_DEPTH:
        return Undecided("the expression is nested too deeply")
    setting = Setting(notation, world, options)
    student = rename(student, options.renamed)
    used = used_in(student), used_in(reference)
    ours = with_intervals(canonical_names(student, notation, used[0][0]))
    theirs = with_intervals(canonical_names(reference, notation, used[1][0]))
    if world is not None:
        return _decided(ours, theirs, setting)
    return _decided_freely((ours, theirs), (used[0][0] | used[1][0], used[0][1] | used[1][1]), setting)


def _decided_freely(
    given: tuple[Node, Node], used: tuple[frozenset[str], frozenset[type]], setting: Setting
) -> Decision:
    """Decide two sides whose names only their declarations constrain; `used` are their names and kinds of nodes."""
    (ours, theirs), (names, kinds) = given, used
    if Derivative in kinds or has_dots(names):
        try:
            ours, theirs = with_unknown_derivatives(ours, theirs, setting.notation)
        except UnclearDerivativesError:
            return Undecided(UNCLEAR)
    may = may_have_entries(names, kinds, setting.notation)
    entries = with_entries(ours, theirs, setting.notation) if may else None
    if entries is not None:
        found = _entry_by_entry(entries, setting.options)
        asked = _asked_names(strip_label(ours), setting.options) if isinstance(found, Equal) else None
        return asked or found
    decision = _decided(ours, theirs, setting)
    constant = isinstance(decision, Different) and _may_be_constant(given, (ours, theirs))
    return Undecided(UNCLEAR) if constant else decision


def _decided(ours: Node, theirs: Node, setting: Setting) -> Decision:
    said = Said(ours) if is_statement(theirs) else without_conditions(ours, setting)
    decision = decide_rounded(said.answer, theirs, setting.options) or _judged(said.answer, theirs, setting)
    if not isinstance(decision, Equal):
        return Undecided(said.redefines) if said.redefines and isinstance(decision, Different) else decision
    answer = strip_label(said.answer)
    false = objection(said.answer, setting) if setting.world is not None else None
    return false or _asked_names(answer, setting.options) or form_fault(answer, setting.options) or decision


def _entry_by_entry(entries: Entries, options: Options) -> Decision:
    """Decide two sides for every index that nothing binds; they are equal if they are for each."""
    if not entries.pairs:
        return Undecided("what the subscripts pick is not worked out")
    setting = Setting(entries.notation, None, options)
    found = [_judged(student, reference, setting) for student, reference in entries.pairs]
    for kind in (Different, Undecided):
        first = next((one for one in found if isinstance(one, kind)), None)
        if first is not None:
            return first
    return found[0]


def _may_be_constant(given: tuple[Node, Node], named: tuple[Node, Node]) -> bool:
    """Say whether the derivative of a name stands in one of two expressions alone, and might as well be zero."""
    changed = [one for one, other in zip(given, named, strict=True) if one is not other]
    return len(changed) == 1 and not isinstance(changed[0], Relation | Logic)


def _judged(student: Node, reference: Node, setting: Setting) -> Decision:
    sets = decide_set_algebra(student, reference, setting.notation) if setting.world is None else None
    return sets or _judge_of(student, reference, setting)(student, reference, setting)


def _judge_of(student: Node, reference: Node, setting: Setting) -> Callable[[Node, Node, Setting], Decision]:
    if is_statement(reference) or (is_proposition(reference) and _is_propositional(student)):
        return decide_statements
    match reference:
        case SetLiteral(items) if items and all(isinstance(item, TupleLiteral) for item in items):
            return _decide_points
        case SetLiteral():
            return _decide_list
        case TupleLiteral(items) if len(items) == 2 and _reads_as_interval(student, setting):
            return decide_statements
        case TupleLiteral():
            return _decide_tuple
        case _ if len(choices_of_sign(reference)) > 1:
            return _decide_list
        case _ if setting.world is None and not is_label(student):
            return _decide_unlabelled
        case _:
            return _decide_expression


def _is_propositional(node: Node) -> bool:
    return is_proposition(node) and not isinstance(node, Symbol)


def _reads_as_interval(student: Node, setting: Setting) -> bool:
    """Say whether a pair beside this answer is an open interval rather than a point."""
    if setting.world is not None or setting.options.coordinates:
        return False
    answer = strip_label(student) if is_label(student) else student
    return is_statement(answer) and not _lists_values(answer)


def _asked_names(answer: Node, options: Options) -> Decision | None:
    used = free_names_in(answer)
    if options.in_terms_of is not None and not used <= options.in_terms_of:
        strangers = ", ".join(sorted(used - options.in_terms_of))
        return Undecided(f"the answer is right, but it is written in terms of {strangers}")
    missing = [name for name in options.must_mention if name not in used]
    return Different(f"the answer is asked in terms of {missing[0]}") if missing else None


def _decide_list(student: Node, reference: Node, setting: Setting) -> Decision:
    stripped = strip_label(student)
    if isinstance(stripped, Interval) or (
        setting.world is None and is_statement(student) and not _lists_values(student)
    ):
        return decide_statements(student, reference, setting)
    return decide_lists(listed(student), listed(reference), setting)


def _lists_values(node: Node) -> bool:
    """Say whether a statement only gives values to a name: ``x = 1 or x = 2``, ``x_1 = 1, x_2 = 2``."""
    if isinstance(node, Logic):
        named = [part.left for part in node.operands if isinstance(part, Relation)]
        each_once = node.operation == "or" or len(set(named)) == len(node.operands)  # x = 1 and x = 2 is never true
        return bool(node.operands) and each_once and all(map(_lists_values, node.operands))
    return isinstance(node, Relation) and is_label(node)


def _decide_unlabelled(student: Node, reference: Node, setting: Setting) -> Decision:
    """Decide a statement where an expression is asked: only a chain of equal expressions can be one."""
    chain = links(student)
    if not chain or any(link.relation is not RelationKind.EQUAL for link in chain):
        return Different("a statement was given where an expression is asked")
    decisions = [
        decide_expressions(side, reference, setting) for side in (chain[0].left, *(one.right for one in chain))
    ]
    if all(isinstance(found, Equal) for found in decisions):
        return decisions[-1]
    if any(isinstance(found, Different) for found in decisions):
        return Different("an equation was given where an expression is asked, and not both of its sides are it")
    return Undecided("an equation was given where an expression is asked")


def _decide_points(student: Node, reference: Node, setting: Setting) -> Decision:
    coordinates = setting.options.coordinates
    return decide_lists(points(student, coordinates), points(reference, coordinates), setting)


def _decide_tuple(student: Node, reference: Node, setting: Setting) -> Decision:
    assert isinstance(reference, TupleLiteral)
    coordinates = setting.options.coordinates or _coordinates_of(student)
    found = points(student, coordinates)
    if len(found) != 1:
        return Different(f"{len(found)} points were given, one is asked")
    point = as_point(found[0])
    if isinstance(point, TupleLiteral):
        return decide_tuples(point, reference, setting)
    if isinstance(point, Number | Constant):
        return Undecided(f"one number was given where a point with {len(reference.items)} coordinates is asked")
    return decide_expressions(point, reference, setting)


def _coordinates_of(student: Node) -> tuple[str, ...]:
    """Return the names of ``y = 2, x = 1`` in the order of the alphabet, in which coordinates come."""
    parts = student.operands if isinstance(student, Logic) else ()
    return tuple(
        sorted(part.left.name for part in parts if isinstance(part, Relation) and isinstance(part.left, Symbol))
    )


def _decide_expression(student: Node, reference: Node, setting: Setting) -> Decision:
    if setting.options.linear_map:
        found = _decide_linear_map(student, reference, setting)
        if found is not None:
            return found
    answer = strip_label(student)
    if isinstance(answer, SetLiteral) and len(answer.items) == 1:
        answer = strip_label(answer.items[0])
    choices = choices_of_sign(answer)
    if len(choices) > 1:
        decisions = [decide_expressions(choice, reference, setting) for choice in choices]
        different = next((one for one in decisions if not isinstance(one, Equal)), None)
        return decisions[0] if different is None else Different("two values were given, one is asked")
    if isinstance(answer, SetLiteral | Logic | Relation | Interval):
        reason = "a list or a statement was given where one expression is asked"
        return Different(reason) if setting.world is None else Undecided(reason)
    return decide_expressions(answer, reference, setting)


def _decide_linear_map(student: Node, reference: Node, setting: Setting) -> Decision | None:
    """Decide an update written out as equations, or as matrix times state; None if it is neither."""
    state = setting.options.linear_map
    plain = replace(setting, options=replace(setting.options, linear_map=()))
    column = MatrixLiteral(tuple((Symbol(name),) for name in state))
    found = linear_equations(student, state)
    if found is not None:
        matrix, image = found
        linear = decide_expressions(image, Product((matrix, column)), plain)
        if isinstance(linear, Equal):
            return decide_expressions(matrix, reference, plain)
        return Different("the equations are not linear in the state") if isinstance(linear, Different) else linear
    answer = strip_label(student)
    if names_in(answer) & set(state):
        return decide_expressions(answer, Product((reference, column)), plain)
    return None
