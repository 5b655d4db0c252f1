"""A fingerprint of what an expression means, so that the same answer in thirty notations can be found in a class.

Fingerprints group answers for a person's eyes and never judge: values are rounded in them, which no verdict may do.
"""

import hashlib
from collections.abc import Iterable

import numpy as np

from autograder.mathematics.decision.canonical import canonical_names, choices_of_sign, normal_form
from autograder.mathematics.decision.decide import MAX_DEPTH
from autograder.mathematics.decision.outcomes import DEFAULT_OPTIONS
from autograder.mathematics.decision.setting import Setting, declared
from autograder.mathematics.decision.sides import strip_label
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.evaluation.endless import is_infinite
from autograder.mathematics.meaning import Meaning
from autograder.mathematics.notation import Notation
from autograder.mathematics.traversal import depth, names_in
from autograder.mathematics.tree import Node, Relation, SetLiteral, TupleLiteral
from autograder.mathematics.worlds import Array

_WORLDS = 12  # as many as a first decision draws, so that the question's worlds are drawn once
_LOOKED_AT = 3
_DIGITS = 16


def likeness(node: Node, meaning: Meaning) -> str:
    """Return 16 hexadecimal digits, equal for expressions that are worth the same however they are written.

    Parameters
    ----------
    node
        The answer as it was read; a label (``A = ...``) is left out.
    meaning
        The question's notation and worlds.

    Returns
    -------
    str
        Made from values in three worlds, rounded to about six digits; from the normal form of the tree where it has
        no values; "" where the tree is too deep to look at.
    """
    if depth(node) > MAX_DEPTH:
        return ""
    bare = strip_label(canonical_names(node, meaning.notation))
    values = _values(bare, Setting(meaning.notation, meaning.world, DEFAULT_OPTIONS))
    return _digest(["values", *values] if values else ["tree", repr(normal_form(bare, meaning.notation))])


def likeness_of_form(node: Node, notation: Notation) -> str:
    """Return a fingerprint of a line's normal form: equal where only order, nesting, aliases and signs are spelled."""
    return _digest(["tree", repr(normal_form(canonical_names(node, notation), notation))])


def _values(node: Node, setting: Setting) -> list[str]:
    """Return each member of a list, or the expression itself, as text; nothing if one of them has no values."""
    items = node.items if isinstance(node, SetLiteral | TupleLiteral) else (node,)
    # ± stands for two values
    found = [_value(one, setting) for item in items for one in choices_of_sign(item)]
    if not all(found):
        return []
    return found if isinstance(node, TupleLiteral) else sorted(found)


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
