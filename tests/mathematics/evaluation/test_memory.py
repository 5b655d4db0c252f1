"""What is kept of earlier evaluations, and for how long."""

from typing import Any

import numpy as np

from autograder.mathematics.evaluation import Memory, Value, evaluate
from autograder.mathematics.evaluation.memory import MAX_LASTING, Lasting, of_names_alone
from autograder.mathematics.tree import Applied, Call, Derivative, Symbol
from autograder.mathematics.worlds import Quantity, Worlds

WORLDS = Worlds(2, {"x": Quantity(np.array([1.0, 2.0]))})
X = Symbol("x")


def valued(found: Any) -> Value:
    assert isinstance(found, Value)
    return found


def test_names_and_slopes_of_names_hang_on_the_worlds_alone_and_sums_do_not() -> None:
    assert of_names_alone(Derivative(Applied("F", (X,)), X))
    assert not of_names_alone(Applied("F", (Call("exp", (X,)),)))


def test_a_name_is_worth_the_same_object_in_every_branch() -> None:
    trunk = Memory()
    one, other = (valued(evaluate(Symbol("x"), WORLDS, memory=trunk.branch())) for _ in range(2))
    assert one is other


def test_what_is_no_name_is_unknown_to_other_branches() -> None:
    trunk, square = Memory(), Call("exp", (X,))
    branch = trunk.branch()
    value = evaluate(square, WORLDS, memory=branch)
    assert branch.recall(square) is value
    assert trunk.recall(square) is None


def test_a_value_larger_than_the_largest_is_not_kept() -> None:
    memory, square = Memory(largest=1), Call("exp", (X,))
    evaluate(square, WORLDS, memory=memory)
    assert memory.recall(square) is None


def test_no_more_names_are_kept_than_the_cap() -> None:
    lasting, value = Lasting(), Value(np.ones((1, 1, 1)), np.zeros((1, 1, 1)))
    for number in range(MAX_LASTING + 5):
        lasting.keep(Symbol(f"x_{number}"), value)
    assert len(lasting.values) == MAX_LASTING
