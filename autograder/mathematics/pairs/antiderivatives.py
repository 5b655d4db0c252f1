"""Deciding integrals without bounds: two antiderivatives are the same if their derivatives are."""

from dataclasses import replace

from autograder.mathematics.decision import Decision, Equal, Options, Undecided, decide, strip_label
from autograder.mathematics.differentiation import NoRule, differentiated
from autograder.mathematics.notation import Notation, Role
from autograder.mathematics.traversal import names_in, walk
from autograder.mathematics.tree import Integral, Node, Relation, Symbol

CONSTANT_NAMES = frozenset({"C", "K", "c", "k", "const"})
"""Names that people give to a constant of integration."""


def decide_antiderivatives(student: Node, reference: Node, notation: Notation, options: Options) -> Decision | None:
    """Decide two expressions of which at least one is an integral without bounds; None if neither is.

    An answer without a constant of integration is left to a human, unless the options or the integral itself have it.
    """
    ours, theirs = strip_label(student), strip_label(reference)
    variables = {name for node in (ours, theirs) for name in _unbounded(node) if not _is_space(name, notation)}
    if len(variables) != 1 or any(isinstance(node, Relation) for node in (ours, theirs)):
        return None
    (variable,) = variables
    try:
        one, other = (differentiated(node, variable) for node in (ours, theirs))
    except NoRule:
        return Undecided("an integral without bounds stands where it cannot be differentiated")
    found = decide(one, other, notation, None, replace(options, constant_in=()))
    if not isinstance(found, Equal) or options.constant_in:
        return found
    lacking = [node for node in (ours, theirs) if not _unbounded(node) and not names_in(node) & CONSTANT_NAMES]
    return Undecided("the derivatives agree, but a constant of integration is missing") if lacking else found


def _is_space(name: str, notation: Notation) -> bool:
    """Say whether a name runs over the sample space of a density: an integral over all of it needs no bounds."""
    spec = notation.find(name)
    return spec is not None and spec.role is Role.VARIABLE


def _unbounded(node: Node) -> frozenset[str]:
    """Return the variables of the integrals without bounds."""
    return frozenset(
        part.variable.name
        for part in walk(node)
        if isinstance(part, Integral)
        and isinstance(part.variable, Symbol)
        and part.lower is None
        and part.upper is None
    )
