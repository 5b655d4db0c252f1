"""The engine against its own truth: identities keep every verdict, and no slip is ever accepted.

Random expressions are rewritten by identities that hold everywhere, or spoilt by one slip as students make them. An
evaluator of ten lines, which shares nothing with the engine, says whether a slip happens to change nothing.
"""

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import mpmath
import pytest

from autograder.mathematics.decision import Different, Equal, decide
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import read_latex
from autograder.mathematics.traversal import children, map_children, walk
from autograder.mathematics.tree import (
    Call,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    RelationKind,
    Sum,
    Symbol,
)
from autograder.mathematics.typesetting import to_latex

ANY_REALS = Notation(undeclared_are_real=True)
NAMES = "xyz"
ONE, TWO = Number(Fraction(1)), Number(Fraction(2))
POINTS = 24
FEW, MANY = 400, 20_000

DIGITS, FAR_APART = 60, 1e-35

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "exp": mpmath.exp,
    "arctan": mpmath.atan,
    "abs": abs,
}
SWAPS = {"sin": "cos", "cos": "sin", "exp": "sin", "arctan": "sin", "abs": "arctan"}


def worth(node: Node, point: dict[str, Any]) -> Any:
    match node:
        case Number(value):
            return mpmath.mpf(value.numerator) / value.denominator
        case Symbol(name):
            return point[name]
        case Negate(inner):
            return -worth(inner, point)
        case Sum(terms):
            return sum((worth(term, point) for term in terms), mpmath.mpf(0))
        case Product((one, other)):
            return worth(one, point) * worth(other, point)
        case Quotient(above, below):
            return worth(above, point) / worth(below, point)
        case Power(base, exponent):
            return worth(base, point) ** int(worth(exponent, point))
        case Call(head, (inner,)):
            return FUNCTIONS[head](worth(inner, point))
        case _:
            raise AssertionError(node)


def surely_differ(one: Node, other: Node, rng: random.Random) -> bool:
    with mpmath.workdps(DIGITS):
        for _ in range(POINTS):
            point = {name: mpmath.mpf(rng.uniform(-2, 2)) for name in NAMES}
            try:
                values = worth(one, point), worth(other, point)
            except (ZeroDivisionError, OverflowError):
                continue
            if abs(values[0] - values[1]) > FAR_APART * max(1, abs(values[0]), abs(values[1])):
                return True
    return False


def grown(rng: random.Random, depth: int) -> Node:
    if depth == 0 or rng.random() < 0.15:
        return Symbol(rng.choice(NAMES)) if rng.random() < 0.65 else Number(Fraction(rng.randint(1, 6)))
    inner = [grown(rng, depth - 1) for _ in range(2)]
    match rng.randrange(7):
        case 0 | 1:
            return Sum(tuple(inner))
        case 2:
            return Product(tuple(inner))
        case 3:
            return Quotient(inner[0], Sum((Power(inner[1], TWO), ONE)))
        case 4:
            return Sum((inner[0], Negate(inner[1])))
        case 5:
            return Power(inner[0], Number(Fraction(rng.randint(2, 3))))
        case _:
            return Call(rng.choice(["sin", "cos", "arctan", "abs"]), (inner[0],))


def rewritten(node: Node, rng: random.Random) -> Node:
    """Rewrite one part by an identity that holds everywhere."""
    other = Symbol(rng.choice(NAMES))
    square = Sum((Power(other, TWO), ONE))

    def identity(part: Node) -> Node:
        match part:
            case Sum(terms):
                return Sum(tuple(reversed(terms)))
            case Product((Sum((one, two)), three)):
                return Sum((Product((one, three)), Product((two, three))))
            case Product((one, two)):
                return Product((two, one))
            case Power(base, Number(value)) if value == 2:
                return Product((base, base))
            case Call("sin", (inner,)):
                return Negate(Call("sin", (Negate(inner),)))
            case Call("cos", (inner,)):
                half = Quotient(inner, TWO)
                return Sum((ONE, Negate(Product((TWO, Power(Call("sin", (half,)), TWO))))))
            case Call("abs", (inner,)):
                return Call("sqrt", (Power(inner, TWO),))
            case _:
                return rng.choice(
                    [
                        Sum((part, other, Negate(other))),
                        Quotient(Product((part, square)), square),
                        Negate(Negate(part)),
                        Product((part, Sum((Power(Call("sin", (other,)), TWO), Power(Call("cos", (other,)), TWO))))),
                    ]
                )

    return changed_at(node, rng.randrange(sum(1 for _ in walk(node))), identity)


def slipped(node: Node, rng: random.Random) -> Node:
    """Spoil one part as students do: a sign, a factor, an exponent, a swapped function or letter, a lost term."""

    def slip(part: Node) -> Node:
        match part:
            case Sum((one, two)):
                return rng.choice([one, Sum((one, Negate(two))), Product((one, two))])
            case Product((one, two)):
                return rng.choice([one, Sum((one, two)), Product((one, Negate(two)))])
            case Quotient(above, below):
                return rng.choice([Quotient(below, Sum((Power(above, TWO), ONE))), Product((above, below)), above])
            case Power(base, exponent):
                return rng.choice([base, Power(base, Sum((exponent, ONE))), Product((exponent, base))])
            case Call(head, (inner,)):
                return rng.choice([Call(SWAPS[head], (inner,)), inner, Call(head, (Product((TWO, inner)),))])
            case Number(value):
                return Number(value + rng.choice([-1, 1, Fraction(1, 1000), Fraction(1, 10**12)]))
            case Symbol(name):
                return rng.choice([Negate(part), Symbol(rng.choice(NAMES.replace(name, ""))), Product((TWO, part))])
            case Negate(inner):
                return inner
            case _:
                raise AssertionError(part)

    return changed_at(node, rng.randrange(sum(1 for _ in walk(node))), slip)


def changed_at(node: Node, position: int, change: Callable[[Node], Node]) -> Node:
    """Change the part that is visited at a position, parents first."""
    if position == 0:
        return change(node)
    position -= 1
    sizes = [sum(1 for _ in walk(child)) for child in children(node)]
    chosen = next(k for k in range(len(sizes)) if sum(sizes[: k + 1]) > position)
    visited = iter(range(len(sizes)))

    def one_child(child: Node) -> Node:
        return changed_at(child, position - sum(sizes[:chosen]), change) if next(visited) == chosen else child

    return map_children(node, one_child)


def examples(count: int, seed: int) -> Iterator[tuple[Node, random.Random]]:
    for number in range(count):
        rng = random.Random(seed * 1_000_003 + number)
        yield grown(rng, rng.choice([2, 3, 3, 4])), rng


def no_slip_is_accepted(count: int, seed: int) -> None:
    refused = undecided = 0
    for node, rng in examples(count, seed):
        wrong = slipped(node, rng)
        found = decide(wrong, node, ANY_REALS)
        if isinstance(found, Equal):
            assert not surely_differ(wrong, node, rng), f"accepted: {to_latex(wrong)} for {to_latex(node)}"
        refused += isinstance(found, Different)
        undecided += not isinstance(found, Equal | Different)
    assert refused > 0.8 * count
    assert undecided <= 0.03 * count


def test_no_slip_is_accepted() -> None:
    no_slip_is_accepted(FEW, seed=1)


@pytest.mark.slow
def test_no_slip_of_20000_is_accepted() -> None:
    no_slip_is_accepted(MANY, seed=2)


def test_an_identity_is_never_different() -> None:
    undecided = 0
    for node, rng in examples(FEW, seed=3):
        same = node
        for _ in range(rng.randint(1, 3)):
            same = rewritten(same, rng)
        found = decide(same, node, ANY_REALS)
        assert not isinstance(found, Different), f"refused: {to_latex(same)} for {to_latex(node)}"
        undecided += not isinstance(found, Equal)
    assert undecided <= 0.03 * FEW


def test_what_is_typeset_is_read_back_with_the_same_meaning() -> None:
    for node, _ in examples(FEW, seed=4):
        read = read_latex(to_latex(node), ANY_REALS)
        assert read.node is not None
        assert isinstance(decide(read.node, node, ANY_REALS), Equal), to_latex(node)


def test_no_slip_in_an_equation_or_inequality_is_accepted() -> None:
    kinds = [RelationKind.EQUAL, RelationKind.LESS, RelationKind.AT_MOST]
    for number in range(60):
        rng = random.Random(number)
        roots = [Number(Fraction(rng.randint(-6, 6))) for _ in range(2)]
        kind = rng.choice(kinds)
        right = Relation(kind, Product(tuple(Sum((Symbol("x"), Negate(root))) for root in roots)), Number(Fraction(0)))
        moved = Number(roots[1].value + rng.choice([-1, 1, Fraction(1, 10**9)]))
        spoilt = Relation(
            kind, Product((Sum((Symbol("x"), Negate(roots[0]))), Sum((Symbol("x"), Negate(moved))))), right.right
        )
        spread = Relation(
            kind,
            Power(Symbol("x"), TWO),
            Sum((Product((Sum(tuple(roots)), Symbol("x"))), Negate(Product(tuple(roots))))),
        )
        assert isinstance(decide(spread, right, ANY_REALS), Equal)
        same = moved.value in (roots[0].value,) and roots[0] == roots[1]
        assert same or isinstance(decide(spoilt, right, ANY_REALS), Different)
