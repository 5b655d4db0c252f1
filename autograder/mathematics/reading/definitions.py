r"""What an answer defines for itself: ``I + \alpha J, \; J = ...`` is read with J replaced by what it stands for."""

from collections import Counter
from collections.abc import Mapping, Sequence

from autograder.mathematics.reading.limits import NODES
from autograder.mathematics.reading.tokens import Unreadable
from autograder.mathematics.traversal import names_in, substitute, walk
from autograder.mathematics.tree import Logic, Node, Relation, RelationKind, SetLiteral, Symbol


def with_definitions(node: Node, unknown: Mapping[str, int]) -> tuple[Node, frozenset[str]]:
    """Replace the names that an answer defines beside what it says, and return them.

    Parameters
    ----------
    node
        The whole answer.
    unknown
        Names that the question does not have, and where they stand.

    Raises
    ------
    Unreadable
        If a name is defined by itself, directly or not, or what the names stand for is too large.
    """
    items = _items(node)
    used = frozenset().union(*(names_in(_meaning(item)) for item in items))
    defined = {_defined(item): item for item in items if _defined(item) in unknown.keys() & used}
    said = [item for item in items if _defined(item) not in defined]
    if not defined or not said:
        return node, frozenset()
    meanings = _unfolded({name: item.right for name, item in defined.items() if isinstance(item, Relation)}, unknown)
    answers = [_replaced(item, meanings, unknown) for item in said]
    return _together(node, answers), frozenset(defined)


def _items(node: Node) -> tuple[Node, ...]:
    """Return the parts of an answer that stand side by side."""
    match node:
        case Relation(RelationKind.EQUAL, Symbol() as name, SetLiteral((first, *rest), False)) if rest:
            return (Relation(RelationKind.EQUAL, name, first), *rest)  # J = ..., I + αJ
        case SetLiteral(items, False) | Logic("and", items) if items:
            return tuple(part for item in items for part in _items(item))
        case _:
            return (node,)


def _defined(item: Node) -> str:
    match item:
        case Relation(RelationKind.EQUAL, Symbol(name)):
            return name
        case _:
            return ""


def _meaning(item: Node) -> Node:
    return item.right if isinstance(item, Relation) and _defined(item) else item


def _together(node: Node, answers: Sequence[Node]) -> Node:
    if len(answers) == 1:
        return answers[0]
    return Logic("and", tuple(answers)) if isinstance(node, Logic) else SetLiteral(tuple(answers), braced=False)


def _unfolded(meanings: Mapping[str, Node], unknown: Mapping[str, int]) -> Mapping[str, Node]:
    """Return meanings that use none of the names defined."""
    done: dict[str, Node] = {}
    waiting = dict(meanings)
    while waiting:
        ready = [name for name, meaning in waiting.items() if not names_in(meaning) & waiting.keys()]
        if not ready:
            name = next(iter(waiting))
            raise Unreadable(f'"{name}" is defined by itself.', unknown[name])
        for name in ready:
            done[name] = _replaced(waiting.pop(name), done, unknown)
    return done


def _replaced(node: Node, meanings: Mapping[str, Node], unknown: Mapping[str, int]) -> Node:
    sizes = {name: sum(1 for _ in walk(meaning)) for name, meaning in meanings.items()}
    uses = Counter(part.name for part in walk(node) if isinstance(part, Symbol))
    if sum(uses[name] * size for name, size in sizes.items()) > NODES:
        raise Unreadable("What is defined here grows too large.", unknown[next(iter(meanings))], too_large=True)
    return substitute(node, meanings)
