"""What an answer says beside itself: ``1 ± iα, α > 0``, ``..., where F_21 = F_12ᵀ``.

What holds in the question's own worlds says nothing new and is left out. What does not hold there is taken at its word
where it gives a name another meaning; a difference then is for a human to weigh.
"""

from dataclasses import dataclass

from autograder.mathematics.decision.canonical import canonical_names
from autograder.mathematics.decision.expressions import decide_expressions
from autograder.mathematics.decision.ordering import SIGNS, holds_everywhere
from autograder.mathematics.decision.outcomes import DEFAULT_OPTIONS, Equal
from autograder.mathematics.decision.setting import Setting
from autograder.mathematics.decision.sides import links
from autograder.mathematics.notation import Notation
from autograder.mathematics.traversal import names_in, substitute
from autograder.mathematics.tree import Logic, Node, Relation, RelationKind, SetLiteral, Symbol
from autograder.mathematics.worlds import WorldFactory

_STATEMENTS = (Relation, Logic)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer without its conditions, and what it redefines: "W_p is used for something else"."""

    answer: Node
    redefines: str = ""


def answer_alone(node: Node, notation: Notation, world: WorldFactory | None) -> Node:
    """Return an answer in canonical names, and without the conditions beside it."""
    return without_conditions(canonical_names(node, notation), Setting(notation, world, DEFAULT_OPTIONS)).answer


def without_conditions(node: Node, setting: Setting) -> Said:
    """Leave out the conditions beside an answer.

    Parameters
    ----------
    node
        The answer, in canonical names.
    setting
        With the question's own worlds; without them nothing is left out.
    """
    if setting.world is None or links(node):
        return Said(node)
    match node:
        case SetLiteral(items, False) | Logic("and", items) if len(items) > 1:
            return _said(node, items, setting)
        case _:
            return Said(node)


def _said(node: Node, items: tuple[Node, ...], setting: Setting) -> Said:
    values = any(not isinstance(item, _STATEMENTS) or _names_new(item, setting) for item in items)
    conditions = [item for item in items if _is_condition(item, values) and not _names_new(item, setting)]
    kept = [item for item in items if item not in conditions or not _holds(item, setting)]
    said = [item for item in kept if item not in conditions]
    if not said:
        return Said(node)
    redefined = [item for item in kept if item in conditions and _defines(item)]
    meanings = {item.left.name: item.right for item in redefined}  # type: ignore[union-attr]
    if len(said) + len(meanings) < len(kept) or any(names_in(right) & meanings.keys() for right in meanings.values()):
        return Said(node)
    answers = tuple(substitute(item, meanings) for item in said)
    answer = answers[0] if len(answers) == 1 else _like(node, answers)
    return Said(answer, f"the answer gives {', '.join(sorted(meanings))} another meaning" if meanings else "")


def _like(node: Node, items: tuple[Node, ...]) -> Node:
    return Logic("and", items) if isinstance(node, Logic) else SetLiteral(items, braced=False)


def _defines(item: Node) -> bool:
    return isinstance(item, Relation) and item.relation is RelationKind.EQUAL and isinstance(item.left, Symbol)


def _names_new(item: Node, setting: Setting) -> bool:
    """Say whether an equation only gives a name of the student's own to a value."""
    return _defines(item) and setting.notation.find(item.left.name) is None  # type: ignore[union-attr]


def _is_condition(item: Node, values: bool) -> bool:
    """Say whether a part may be a mere condition: an inequality, or an equation beside values."""
    if not isinstance(item, Relation):
        return False
    return item.relation in SIGNS or (values and item.relation is RelationKind.EQUAL)


def _holds(condition: Node, setting: Setting) -> bool:
    assert isinstance(condition, Relation)
    if condition.relation is RelationKind.EQUAL:
        return isinstance(decide_expressions(condition.left, condition.right, setting), Equal)
    return bool(holds_everywhere(condition, setting))
