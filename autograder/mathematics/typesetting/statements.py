"""Statements: relations, what ties them together, quantifiers, and values by cases."""

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from autograder.mathematics.tree import (
    Logic,
    Piecewise,
    Quantified,
    Relation,
    RelationKind,
    SetLiteral,
)
from autograder.mathematics.typesetting.writer import Binding, Writer, Written

RELATION_SIGNS: Mapping[RelationKind, str] = MappingProxyType(
    {
        RelationKind.EQUAL: "=",
        RelationKind.NOT_EQUAL: r"\neq",
        RelationKind.LESS: "<",
        RelationKind.AT_MOST: r"\leq",
        RelationKind.GREATER: ">",
        RelationKind.AT_LEAST: r"\geq",
        RelationKind.PROPORTIONAL: r"\propto",
        RelationKind.APPROXIMATE: r"\approx",
        RelationKind.MEMBER: r"\in",
        RelationKind.NOT_MEMBER: r"\notin",
        RelationKind.SUBSET: r"\subseteq",
        RelationKind.SUPERSET: r"\supseteq",
        RelationKind.TENDS_TO: r"\to",
        RelationKind.EQUIVALENT: r"\Leftrightarrow",
        RelationKind.IMPLIES: r"\Rightarrow",
        RelationKind.EQUAL_UP_TO_CONSTANT: r"\overset{+C}{=}",
        RelationKind.DISTRIBUTED: r"\sim",
        RelationKind.BECOMES: r"\leftarrow",
    }
)
_OTHERWISE = r"\text{otherwise}"
_ROW = r" \\ "


def write_relation(node: Relation, write: Writer) -> Written:
    """Typeset a relation."""
    arrow = node.relation in (RelationKind.EQUIVALENT, RelationKind.IMPLIES)
    inner = Binding.RELATION if arrow else Binding.SET
    sign = RELATION_SIGNS[node.relation]
    right = node.right
    listed = isinstance(right, SetLiteral) and not right.braced
    shown = write.latex(right) if listed else write.at_least(right, inner)
    return f"{write.at_least(node.left, inner)} {sign} {shown}", Binding.LOGIC if arrow or listed else Binding.RELATION


def write_logic(node: Logic, write: Writer) -> Written:
    """Typeset relations tied by words, or a chain of them."""
    if not node.operands:
        return r"\text{true}" if node.operation == "and" else r"\text{false}", Binding.ATOM
    if node.operation == "not":
        return rf"\lnot {write.at_least(node.operands[0], Binding.RELATION)}", Binding.LOGIC
    chain = _chained(node, write)
    if chain is not None:
        return chain, Binding.LOGIC
    word = rf" \text{{ {node.operation} }} "
    return word.join(write.at_least(part, Binding.RELATION) for part in node.operands), Binding.LOGIC


def _chained(node: Logic, write: Writer) -> str | None:
    """Return ``a = b = c`` for relations of which each begins where the one before ended."""
    parts = node.operands
    if node.operation != "and" or not all(isinstance(part, Relation) for part in parts):
        return None
    relations = [part for part in parts if isinstance(part, Relation)]
    if any(before.right != after.left for before, after in pairwise(relations)):
        return None
    latex = write.at_least(relations[0].left, Binding.SET)
    for part in relations:
        latex += f" {RELATION_SIGNS[part.relation]} {write.at_least(part.right, Binding.SET)}"
    return latex


def write_quantified(node: Quantified, write: Writer) -> Written:
    """Typeset a statement for all or for some values."""
    over = ", ".join(write.latex(bound) for bound in node.over)
    return rf"\{node.operation} {over} : {write.at_least(node.body, Binding.RELATION)}", Binding.LOGIC


def write_piecewise(node: Piecewise, write: Writer) -> Written:
    """Typeset values by cases."""
    rows = [
        f"{write.at_least(value, Binding.SUM)} & {_OTHERWISE if condition is None else write.latex(condition)}"
        for value, condition in zip(node.values, node.conditions, strict=True)
    ]
    return rf"\begin{{cases}} {_ROW.join(rows)} \end{{cases}}", Binding.ATOM
