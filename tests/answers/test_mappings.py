"""sympy's dictionaries, as they cross from a student's process."""

import pytest

from autograder.answers.mappings import MOST_REPEATED, without_mappings
from autograder.wire import Symbolic

ROOT = Symbolic("add", (1, Symbolic("constant", ("i",))))
D, G = (Symbolic("symbol", (name,)) for name in "dg")


def mapping(*pairs: tuple) -> Symbolic:
    return Symbolic("mapping", tuple(Symbolic("pair", pair) for pair in pairs))


def test_a_value_stands_as_often_as_it_occurs() -> None:
    assert without_mappings(mapping((ROOT, 2), (3, 1))) == [ROOT, ROOT, 3]


def test_coordinates_come_in_the_order_of_the_question() -> None:
    assert without_mappings(mapping((G, 1), (D, 2)), ("d", "g")) == [2, 1]
    assert without_mappings([mapping((G, 1), (D, 2)), mapping((D, 0), (G, 0))], ("d", "g")) == [[2, 1], [0, 0]]


@pytest.mark.parametrize(
    "value",
    [
        mapping((ROOT, -1)),
        mapping((ROOT, ROOT)),
        mapping((ROOT, MOST_REPEATED + 1)),
        Symbolic("mapping", (Symbolic("pair", (1,)),)),
        Symbolic("mapping", (1,)),
        Symbolic("mapping", ()),
    ],
)
def test_what_counts_nothing_is_left_as_it_is(value: Symbolic) -> None:
    assert without_mappings(value) is value


@pytest.mark.parametrize("value", [mapping((D, 0)), mapping((D, 0), (D, 1)), mapping((D, 0), (G, 0), (ROOT, 0))])
def test_other_names_than_the_coordinates_make_no_point(value: Symbolic) -> None:
    assert without_mappings(value, ("d", "g")) is value
