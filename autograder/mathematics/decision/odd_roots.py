"""Powers such as ``x^(2/3)`` of negative numbers: complex to some, real to others, and to a third nothing at all."""

from fractions import Fraction

from autograder.mathematics.decision.numeric import aligned, compare
from autograder.mathematics.decision.outcomes import Undecided
from autograder.mathematics.decision.setting import MORE_WORLDS, Setting, all_numbers
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.traversal import map_children, names_in
from autograder.mathematics.tree import Call, Negate, Node, Number, Power, Quotient
from autograder.mathematics.worlds import Worlds


def roots_disagree(student: Node, reference: Node, setting: Setting) -> Undecided | None:
    """Object to an agreement of positive numbers alone; None if the two agree in one of the ways to read such powers.

    Parameters
    ----------
    student, reference
        In canonical names; they agree wherever both are real.
    """
    ours, theirs = _with_real_roots(student), _with_real_roots(reference)
    if (ours is student and theirs is reference) or setting.world is not None or setting.options.constant_in:
        return None
    names = names_in(student) | names_in(reference)
    if not all_numbers(setting, names):
        return None
    worlds = setting.draw(names, MORE_WORLDS)
    if _differ(student, reference, worlds) and _differ(ours, theirs, worlds):
        return Undecided("they agree where no root of a negative number is taken, and nowhere else")
    return None


def _differ(one: Node, other: Node, worlds: Worlds) -> bool:
    values = evaluate(one, worlds), evaluate(other, worlds)
    if not isinstance(values[0], Value) or not isinstance(values[1], Value):
        return False
    pair = aligned(values[0], values[1])
    return not isinstance(pair, str) and bool(compare(*pair, worlds.count).differ.any())


def _with_real_roots(node: Node) -> Node:
    """Return a tree in which a power with an odd root is that of the real root."""
    node = map_children(node, _with_real_roots)
    if not isinstance(node, Power):
        return node
    exponent = _exponent(node.exponent)
    if exponent is None or exponent.denominator == 1 or exponent.denominator % 2 == 0:
        return node
    root = Call("root", (node.base, Number(Fraction(exponent.denominator))))
    return Power(root, Number(Fraction(exponent.numerator)))


def _exponent(node: Node) -> Fraction | None:
    match node:
        case Number(value):
            return value
        case Negate(inner):
            opposite = _exponent(inner)
            return None if opposite is None else -opposite
        case Quotient(Number(above), Number(below)) if below:
            return above / below
        case _:
            return None
