"""Finding the answer in what was written: ``A = [...]``, ``a = b = c``, ``|λ| = √(1+α²) > 1``, equations."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from autograder.mathematics.traversal import names_in, substitute
from autograder.mathematics.tree import (
    Applied,
    Call,
    Constant,
    Derivative,
    Interval,
    Logic,
    MatrixLiteral,
    Negate,
    Node,
    Number,
    Product,
    Quantified,
    Relation,
    RelationKind,
    SetLiteral,
    Symbol,
    TupleLiteral,
)

_SAME = frozenset({RelationKind.EQUAL, RelationKind.APPROXIMATE, RelationKind.MEMBER, RelationKind.BECOMES})
_UPDATES = frozenset({RelationKind.EQUAL, RelationKind.BECOMES})
_BOUND = frozenset({RelationKind.AT_MOST, RelationKind.LESS})
_BOUNDED = frozenset({RelationKind.AT_LEAST, RelationKind.GREATER})


def links(node: Node) -> tuple[Relation, ...]:
    """Return the relations of a chain ``a = b = c``, or none if it is no chain of relations."""
    if isinstance(node, Relation):
        return (node,)
    if not isinstance(node, Logic) or node.operation != "and":
        return ()
    relations = tuple(part for part in node.operands if isinstance(part, Relation))
    chained = all(one.right == other.left for one, other in pairwise(relations))
    return relations if chained and len(relations) == len(node.operands) else ()


def strip_label(node: Node) -> Node:
    """Return the answer of a statement such as ``A = ...``; anything else is returned as it is.

    Of a chain of equalities the last side counts; an inequality behind it (``... = √(1+α²) > 1``) is a remark. A
    statement that starts with ``‖W‖ ≤`` is answered by its bound; "→ 0", "≤ 0" and "for all α > 0" are remarks. Where
    only the right side is a mere name, the left one is the answer.
    """
    if isinstance(node, Quantified):
        return strip_label(node.body)
    chain = links(node)
    if not chain:
        return node
    first, *rest = chain
    if first.relation in _BOUNDED or first.relation is RelationKind.TENDS_TO:
        return first.left
    if first.relation not in _SAME | _BOUND:
        return node
    if not rest and first.relation in _BOUND and _is_literal(first.right) and not _is_bounded(first.left):
        return first.left
    last = first
    for link in rest:
        if link.relation not in _SAME:
            break
        last = link
    only = len(chain) == 1 and first.relation in _SAME
    return last.left if only and _is_name(last.right) and not _is_name(last.left) else last.right


def _is_literal(node: Node) -> bool:
    bare = node.operand if isinstance(node, Negate) else node
    return isinstance(bare, Number) or bare == Constant("infinity")


def _is_bounded(node: Node) -> bool:
    """Say whether a side is only there to be bounded, as ``‖W‖`` and ``f(x)`` are."""
    return _is_name(node) or (isinstance(node, Call) and node.head in ("norm", "norm_squared", "abs"))


def is_value_named(node: Node) -> bool:
    """Say whether a side only names a value: ``A``, ``f(x)``, ``|λ|``, ``‖W(t)‖``, or several such at once."""
    match node:
        case TupleLiteral(items) | SetLiteral(items):
            return all(map(is_value_named, items))
        case MatrixLiteral(rows):
            return all(is_value_named(entry) for row in rows for entry in row)
        case Call("norm" | "norm_squared" | "transpose" | "vec", _):
            return True
        case Call("abs", (inner,)):
            return _is_name(inner)
        case _:
            return _is_name(node)


def is_label(node: Node) -> bool:
    """Say whether stripping is harmless anywhere: no relation at all, or equalities with a mere name at one end."""
    chain = links(node)
    if not chain:
        return not isinstance(node, Relation | Logic)
    named = _is_name(chain[0].left) or _is_name(chain[-1].right)
    return named and all(link.relation in _SAME for link in chain)


def _is_name(node: Node) -> bool:
    """Say whether a side only names what the other is: ``y``, ``f(x)``, ``f'(x)``, ``dy/dx``."""
    while isinstance(node, Derivative):
        node = node.body
    return isinstance(node, Symbol | Applied)


def listed(node: Node) -> tuple[Node, ...]:
    """Return the items of a list: a set, ``λ₁ = a, λ₂ = b``, ``x = 1 or x = 2``; one answer is a list too.

    A set within a set is one item of it: ``{{1, 2}}`` has one element, not two.
    """
    node = strip_label(node)
    match node:
        case SetLiteral(items, True):
            return tuple(part for item in items for part in ((item,) if _is_set(item) else listed(item)))
        case SetLiteral(items):
            return tuple(part for item in items for part in listed(item))
        case Logic(_, operands):
            return tuple(part for operand in operands for part in listed(operand))
        case _:
            return (node,)


def _is_set(node: Node) -> bool:
    return isinstance(node, SetLiteral) and node.braced


def as_point(node: Node) -> Node:
    """Return a point as a tuple, however its coordinates were bracketed."""
    match strip_label(node):
        case TupleLiteral() as point:
            return point
        case Interval(lower, upper, True, True):  # [0, 0] is no interval anybody means
            return TupleLiteral((lower, upper))
        case MatrixLiteral(rows) if len(rows) == 1 or all(len(row) == 1 for row in rows):
            return TupleLiteral(tuple(entry for row in rows for entry in row))
        case Call("transpose", (inner,)):
            return as_point(inner)
        case other:
            return other


def points(node: Node, coordinates: Sequence[str]) -> tuple[Node, ...]:
    """Return the points of an answer: tuples, a set of tuples, or equations for the named coordinates."""
    values = _coordinate_values(node, coordinates)
    if values is not None:
        return (values,)
    stripped = strip_label(node)
    if isinstance(stripped, SetLiteral):
        return tuple(point for item in stripped.items for point in points(item, coordinates))
    if isinstance(stripped, Logic) and stripped.operation in {"or", "and"}:
        return tuple(point for operand in stripped.operands for point in points(operand, coordinates))
    return (as_point(stripped),)


def _coordinate_values(node: Node, coordinates: Sequence[str]) -> Node | None:
    """Return ``d = 0, g = 0`` or ``d = g = 0`` as a tuple, or None."""
    parts = node.items if isinstance(node, SetLiteral) else node.operands if isinstance(node, Logic) else ()
    relations = [part for part in parts if isinstance(part, Relation) and part.relation is RelationKind.EQUAL]
    if not coordinates or len(relations) != len(parts) or len(parts) < len(coordinates):
        return None
    found: dict[str, Node] = {}
    for relation in reversed(relations):
        if isinstance(relation.left, Symbol):
            right = relation.right
            found[relation.left.name] = found.get(right.name, right) if isinstance(right, Symbol) else right
    if not set(coordinates) <= set(found):
        return None
    return TupleLiteral(tuple(found[name] for name in coordinates))


def _unit(state: Sequence[str], chosen: int) -> dict[str, Node]:
    return {name: Number(Fraction(int(k == chosen))) for k, name in enumerate(state)}


def _in_order(relations: list[Relation], state: Sequence[str]) -> list[Relation]:
    """Return the equations in the state's order where their left sides say which is whose: ``g_{k+1} = ...``."""
    letters = [part.left.name.split("_")[0].rstrip("'") for part in relations if isinstance(part.left, Symbol)]
    if sorted(letters) != sorted(state):
        return relations
    return sorted(relations, key=lambda part: state.index(letters[relations.index(part)]))


def _unrolled(relations: Sequence[Relation]) -> tuple[Node, ...]:
    """Return the right sides, with names that an earlier equation defines replaced (an alternating update)."""
    known: dict[str, Node] = {}
    rights = []
    for relation in relations:
        rights.append(substitute(relation.right, known))
        if isinstance(relation.left, Symbol):
            known[relation.left.name] = rights[-1]
    return tuple(rights)


def linear_equations(node: Node, state: Sequence[str]) -> tuple[Node, Node] | None:
    """Read equations for the next state as the matrix of a linear map.

    Parameters
    ----------
    node
        One equation for each state: ``d' = d + αg, g' = g - αd``; one for the whole column: ``(d, g) ← (d + αg,
        g - αd)``; or matrix times state.
    state
        Canonical names of the state.

    Returns
    -------
    tuple or None
        The matrix, and the next state, which the caller compares with matrix times state, for only then is the map
        linear; None if the answer has no such form.
    """
    answer = strip_label(node)
    if isinstance(answer, Product) and _entries(answer.factors[-1]) == tuple(map(Symbol, state)):
        return multiplied(answer.factors[:-1]), answer
    rights = _next_state(node, state)
    if rights is None or not any(names_in(right) & set(state) for right in rights):
        return None
    rows = tuple(tuple(substitute(right, _unit(state, column)) for column in range(len(state))) for right in rights)
    return MatrixLiteral(rows), TupleLiteral(rights)


def multiplied(factors: Sequence[Node]) -> Node:
    """Return the product of some factors, or the only one."""
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _entries(node: Node) -> tuple[Node, ...]:
    """Return the entries of a column, however it is written."""
    point = as_point(node)
    return point.items if isinstance(point, TupleLiteral) else ()


def _next_state(node: Node, state: Sequence[str]) -> tuple[Node, ...] | None:
    parts = node.items if isinstance(node, SetLiteral) else node.operands if isinstance(node, Logic) else ()
    if not parts:
        rights = _entries(strip_label(node))
        return rights if len(rights) == len(state) else None
    relations = [part for part in parts if isinstance(part, Relation) and part.relation in _UPDATES]
    if len(relations) != len(state) or len(parts) != len(state):
        return None
    ordered = _in_order(relations, state)
    if all(relation.relation is RelationKind.BECOMES for relation in ordered):
        return tuple(relation.right for relation in ordered)  # arrows side by side are taken at the same time
    return _unrolled(ordered)
