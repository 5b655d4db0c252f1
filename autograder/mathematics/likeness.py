"""A fingerprint of what an expression means, so that the same answer in thirty notations can be found in a class.

Fingerprints group answers for a person's eyes and never judge: values are rounded in them, which no verdict may do.
"""

import hashlib
from collections.abc import Iterable

import numpy as np

from autograder.mathematics.decision.canonical import canonical_names, choices_of_sign, normal_form
from autograder.mathematics.decision.conditions import answer_alone
from autograder.mathematics.decision.decide import MAX_DEPTH
from autograder.mathematics.decision.outcomes import DEFAULT_OPTIONS, Options
from autograder.mathematics.decision.setting import Setting, declared
from autograder.mathematics.decision.sides import linear_equations, listed, points, strip_label
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.evaluation.endless import is_infinite
from autograder.mathematics.meaning import Meaning
from autograder.mathematics.notation import Notation
from autograder.mathematics.traversal import depth, names_in
from autograder.mathematics.tree import Logic, Node, Relation, TupleLiteral
from autograder.mathematics.worlds import Array

_WORLDS = 12  # as many as a first decision draws, so that the question's worlds are drawn once
_LOOKED_AT = 3
_DIGITS = 16


def likeness(node: Node, meaning: Meaning, options: Options = DEFAULT_OPTIONS) -> str:
    """Return 16 hexadecimal digits, equal for expressions that are worth the same however they are written.

    Parameters
    ----------
    node
        The answer as it was read; a label (``A = ...``) and conditions beside it are left out.
    meaning
        The question's notation and worlds.
    options
        What the question asks for, so that ``(1, 1)``, its column and ``d = 1, g = 1`` are one point, and the
        equations of an update are its matrix.

    Returns
    -------
    str
        Made from values in three worlds, rounded to about six digits; from normal forms of the tree where it has no
        values; "" where the tree is too deep to look at.
    """
    if depth(node) > MAX_DEPTH:
        return ""
    setting = Setting(meaning.notation, meaning.world, options)
    return _digest(_described(answer_alone(node, meaning.notation, meaning.world), setting))


def likeness_of_form(node: Node, notation: Notation) -> str:
    """Return a fingerprint of a line's normal form: equal where only order, nesting, aliases and signs are spelled."""
    return _digest(["tree", repr(normal_form(canonical_names(node, notation), notation))])


def _described(node: Node, setting: Setting) -> list[str]:
    """Describe an answer by what is asked: points or values in no order, the matrix of a map, or one expression."""
    options = setting.options
    if options.coordinates:
        return sorted({_described_item(point, setting) for point in points(node, options.coordinates)})
    equations = linear_equations(node, options.linear_map) if options.linear_map else None
    bare = strip_label(node) if equations is None else equations[0]
    if isinstance(bare, TupleLiteral) and not options.multiplicity:
        return [_described_item(bare, setting)]
    found = [_described_item(choice, setting) for item in _members(bare) for choice in choices_of_sign(item)]
    return sorted(found if options.multiplicity else set(found))


def _members(node: Node) -> tuple[Node, ...]:
    """Return the members of a list; a statement that lists nothing is one."""
    if isinstance(node, TupleLiteral):
        return node.items
    members = listed(node)
    return (node,) if isinstance(node, Logic) and any(isinstance(one, Relation) for one in members) else members


def _described_item(node: Node, setting: Setting) -> str:
    """Return the values of an expression or a point as text; its normal form if it has none."""
    items = node.items if isinstance(node, TupleLiteral) else (node,)
    found = [_value(item, setting) or repr(normal_form(item, setting.notation)) for item in items]
    return "\x1e".join((str(len(found)), *found))


def _value(node: Node, setting: Setting) -> str:
    names = names_in(node)
    if isinstance(node, Relation) or is_infinite(node) or not _all_known(names, setting):
        return ""
    value = evaluate(node, setting.draw(names, _WORLDS))
    if not isinstance(value, Value):
        return ""
    return " ".join(_rounded(world) for world in value.array[:_LOOKED_AT])


def _all_known(names: Iterable[str], setting: Setting) -> bool:
    unknown = [name for name in names if declared(setting, name) is None]
    return not unknown or (setting.world is not None and set(unknown) <= setting.draw((), _WORLDS).bindings.keys())


def _rounded(entries: Array) -> str:
    """Write numbers relative to the largest of them: what cancels to 1e-17 in one spelling is 0 in another."""
    with np.errstate(all="ignore"):
        scale = float(np.abs(entries).max(initial=0.0))
        relative = np.asarray(entries / scale if scale and np.isfinite(scale) else entries, dtype=np.complex128)
        rounded = np.round(relative, 6) + 0.0  # + 0.0 makes -0 the same as 0
    return f"{entries.shape[-2:]} {scale:.5e} {rounded.ravel().tolist()}"


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "backslashreplace")).hexdigest()[:_DIGITS]
