"""What an answer says of its own value: ``√(1+α²) > 1``, ``... → 0``, ``... = 1``.

What is true is a remark; what is false keeps the answer from being right, and what cannot be told is for a human.
"""

from autograder.mathematics.decision.canonical import choices_of_sign
from autograder.mathematics.decision.expressions import decide_expressions
from autograder.mathematics.decision.lists import decide_lists
from autograder.mathematics.decision.ordering import SIGNS, STRICT, holds_everywhere
from autograder.mathematics.decision.outcomes import Different, Equal, Undecided
from autograder.mathematics.decision.over_time import Trend, trend
from autograder.mathematics.decision.setting import FIRST_WORLDS, Setting
from autograder.mathematics.decision.sides import is_value_named, links, listed
from autograder.mathematics.evaluation.endless import is_infinite
from autograder.mathematics.traversal import names_in
from autograder.mathematics.tree import Logic, Node, Number, Quantified, Relation, RelationKind, SetLiteral
from autograder.mathematics.typesetting import to_latex

_UNJUDGED = frozenset({RelationKind.APPROXIMATE, RelationKind.MEMBER, RelationKind.BECOMES})


def objection(answer: Node, setting: Setting) -> Different | Undecided | None:
    """Return why an answer with the right value is not right as it stands, or None.

    Parameters
    ----------
    answer
        As it was written, conditions left out; its value has been found right.
    setting
        With the question's own worlds.
    """
    found = [one for chain in _chains(answer) for one in _of_chain(chain, setting)]
    false = [one for one in found if isinstance(one, Different)]
    return (false or found or [None])[0]


def _chains(node: Node) -> list[tuple[Relation, ...]]:
    if isinstance(node, Quantified):
        return _chains(node.body)
    chain = links(node)
    if chain:
        return [chain]
    parts = node.items if isinstance(node, SetLiteral) else ()
    parts = node.operands if isinstance(node, Logic) and node.operation == "and" else parts
    return [chain for part in parts for chain in _chains(part)]


def _of_chain(chain: tuple[Relation, ...], setting: Setting) -> list[Different | Undecided]:
    found = [_of_link(link, not place, setting) for place, link in enumerate(chain)]
    return [one for one in found if one is not None]


def _of_link(link: Relation, first: bool, setting: Setting) -> Different | Undecided | None:
    if link.relation in _UNJUDGED or (link.relation is RelationKind.EQUAL and _is_label(link, setting)):
        return None
    if first and link.relation in SIGNS and _is_loose(link, setting):
        return Undecided(f"a bound is given where a value is asked: ${to_latex(link)}$")
    truth = _truth(link, setting)
    if truth is None:
        return Undecided(f"whether this is true is not decided here: ${to_latex(link)}$")
    return None if truth else Different(f"the value is right, but what is said of it is false: ${to_latex(link)}$")


def _is_label(link: Relation, setting: Setting) -> bool:
    """Say whether the left of an equation only names its right, or needs a premise to be it, as that W_p is I.

    Equations for a state or a point are the answer, not said of it.
    """
    if setting.options.coordinates or setting.options.linear_map or is_value_named(link.left):
        return True
    return not names_in(link.left) <= names_in(link.right)


def _is_loose(link: Relation, setting: Setting) -> bool:
    """Say whether an inequality is an equation put weakly: ``|λ| ≤ √(1+α²)``."""
    return link.relation not in STRICT and isinstance(decide_expressions(link.left, link.right, setting), Equal)


def _truth(link: Relation, setting: Setting) -> bool | None:
    if link.relation in SIGNS:
        return holds_everywhere(link, setting)
    if link.relation is RelationKind.TENDS_TO:
        return _tends(link.left, link.right, setting)
    if link.relation not in (RelationKind.EQUAL, RelationKind.NOT_EQUAL):
        return None
    several = len(choices_of_sign(link.left)) > 1 or len(choices_of_sign(link.right)) > 1
    same = (
        decide_lists(listed(link.left), listed(link.right), setting)
        if several
        else decide_expressions(link.left, link.right, setting)
    )
    if isinstance(same, Undecided):
        return None
    return isinstance(same, Equal) == (link.relation is RelationKind.EQUAL)


def _tends(node: Node, limit: Node, setting: Setting) -> bool | None:
    """Say whether what changes with the time tends to a limit."""
    found = trend(node, setting.draw((), FIRST_WORLDS))
    if isinstance(limit, Number) and limit.value == 0:
        return {Trend.FALLS: True, Trend.GROWS: False}.get(found)
    if is_infinite(limit):
        return {Trend.GROWS: True, Trend.FALLS: False}.get(found)
    return None
