"""Where worlds come from."""

import numpy as np
import pytest

from autograder.mathematics.decision.outcomes import DEFAULT_OPTIONS
from autograder.mathematics.decision.setting import Setting
from autograder.mathematics.notation import Domain, Notation, SymbolSpec
from autograder.mathematics.worlds import Quantity, Worlds

ANY = Notation(undeclared_are_real=True)
POSITIVE = Notation({"x": SymbolSpec("x", domain=Domain.POSITIVE)}, undeclared_are_real=True)


def drawn(notation: Notation, *names: str, seed: int = 1, small: bool = False) -> Worlds:
    return Setting(notation, None, DEFAULT_OPTIONS).draw(names, 12, seed, small)


def numbers(worlds: Worlds, name: str = "x") -> np.ndarray:
    meaning = worlds.bindings[name]
    assert isinstance(meaning, Quantity)
    return meaning.array


def test_equal_arguments_give_the_same_worlds_in_whatever_order_names_come() -> None:
    assert drawn(ANY, "x", "y") is drawn(ANY, "y", "x")


def test_worlds_are_told_apart_by_domain_seed_and_size() -> None:
    here = numbers(drawn(ANY, "x"))
    for other in (drawn(POSITIVE, "x"), drawn(ANY, "x", seed=2), drawn(ANY, "x", small=True)):
        assert not np.array_equal(here, numbers(other))
    assert (numbers(drawn(POSITIVE, "x")) > 0).all()


def test_nobody_changes_worlds_that_others_use() -> None:
    with pytest.raises(ValueError, match="read-only"):
        numbers(drawn(ANY, "x"))[0] = 1.0
