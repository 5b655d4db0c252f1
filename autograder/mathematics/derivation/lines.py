"""From lines as they were read to formulas that can be compared: one spelling, definitions written out."""

from dataclasses import replace

from autograder.mathematics.decision.canonical import canonical_names
from autograder.mathematics.notation import Notation, Role
from autograder.mathematics.traversal import has_kind, map_children
from autograder.mathematics.tree import Applied, Call, Derivative, Node, Optimum, SetLiteral, Symbol


def comparable(node: Node, notation: Notation, row_major: bool = False) -> Node:
    """Return a formula in the question's own names.

    Parameters
    ----------
    node, notation
        As read.
    row_major
        True if the student stacks rows: ``(A ⊗ B) vec(W)`` then is ``(B ⊗ A) vec(W)`` with columns stacked.
    """
    node = canonical_names(node, notation)
    if has_kind(node, (SetLiteral, Derivative)):
        node = _spelled(node, notation)
    return _turned(node) if row_major else node


def _spelled(node: Node, notation: Notation) -> Node:
    """Return a tree without braces that only group, and with Jacobians at the points they are taken at."""
    node = map_children(node, lambda child: _spelled(child, notation))
    match node:
        case SetLiteral((single,)):
            return single
        case Derivative(Applied(arguments=()) as body, Symbol() as variable) if _is_map(body.function, notation):
            return replace(node, body=replace(body, arguments=(variable,)))
        case Derivative(Applied(outer, (inside,)), Applied(inner, (Symbol() as point,)) as below) if (
            inside == below and _is_map(outer, notation) and outer == _inverse_of(inner)
        ):
            # the Jacobian of F⁻¹ at F(u) is the inverse of that of F at u
            return Call("inverse", (Derivative(below, point),))
        case _:
            return node


def _is_map(name: str, notation: Notation) -> bool:
    spec = notation.find(name.removesuffix("^-1"))
    return spec is not None and spec.role is Role.MAP


def _inverse_of(name: str) -> str:
    return name.removesuffix("^-1") if name.endswith("^-1") else f"{name}^-1"


def _turned(node: Node) -> Node:
    node = map_children(node, _turned)
    if isinstance(node, Call) and node.head == "kronecker":
        return Call("kronecker", node.arguments[::-1])
    return node


def formula_of(node: Node) -> Node:
    """Return what an optimum optimises, or the formula itself."""
    return node.body if isinstance(node, Optimum) else node
