"""The pure judge of derivations, on a question of two numbers."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import pytest

from autograder.comparers import DerivationTask, compare_derivations
from autograder.domain.evidence import Derivation, LineMark, Note
from autograder.domain.verdicts import Judged, Undecided, Verdict
from autograder.mathematics.derivation import Form, Ground, Rules, Structure, Waypoint, comparable
from autograder.mathematics.drawing import generic_worlds
from autograder.mathematics.notation import Notation, SymbolSpec
from autograder.mathematics.reading import read_derivation, read_latex
from autograder.mathematics.tree import Node
from autograder.mathematics.worlds import Worlds

NOTATION = Notation({name: SymbolSpec(name) for name in ("x", "y")})


def world(rng: np.random.Generator, count: int, small: bool = False) -> Worlds:
    del small
    return generic_worlds(NOTATION, ("x", "y"), rng, count)


def formula(source: str) -> Node:
    node = read_latex(source, NOTATION).node
    assert node is not None
    return comparable(node, NOTATION)


TASK = DerivationTask(
    ground=Ground(NOTATION, (world,)),
    waypoints=(
        Waypoint("expand", (Form(shows=(formula("(x+y)^2"),), line=Structure(contains=(formula("2"),))),), "Expand."),
        Waypoint(
            "end",
            (Form(at="target", shows=(formula("x(x+y)+y(x+y)"),)),),
            "The end is missing.",
            needs_any=("expand",),
        ),
    ),
    rules=Rules(),
)


def judged(*lines: str) -> Mapping[str, Verdict]:
    source = "\\begin{align*}" + r" \\ ".join(lines) + "\\end{align*}"
    return compare_derivations(read_derivation(source, NOTATION), TASK, NOTATION)


def credit(verdict: Verdict) -> Fraction:
    assert isinstance(verdict, Judged)
    return verdict.credit


def marks(verdicts: Mapping[str, Verdict]) -> list[LineMark]:
    shown = next(iter(verdicts.values())).evidence[0]
    assert isinstance(shown, Derivation)
    return [line.mark for line in shown.lines]


def test_a_chain_that_shows_its_waypoints_earns_them() -> None:
    found = judged("(x+y)(x+y)", "&= x^2 + 2xy + y^2", "&= x(x+y) + y(x+y)")
    assert marks(found) == [LineMark.GIVEN, LineMark.HOLDS, LineMark.HOLDS]
    assert {name: credit(verdict) for name, verdict in found.items()} == {"expand": 1, "end": 1}


def test_a_jump_to_the_target_earns_nothing() -> None:
    found = judged("(x+y)(x+y)", "&= x(x+y) + y(x+y)")
    assert marks(found) == [LineMark.GIVEN, LineMark.HOLDS]
    assert not any(map(credit, found.values()))


def test_a_broken_step_costs_the_waypoint_it_belongs_to() -> None:
    found = judged("(x+y)(x+y)", "&= x^2 + 2xy - y^2")
    assert marks(found) == [LineMark.GIVEN, LineMark.BROKEN]
    assert credit(found["expand"]) == 0
    notes = [one.text for one in found["expand"].evidence if isinstance(one, Note)]
    assert "Line 2 is where it was to be shown" in notes[0]


def test_a_right_line_behind_a_slip_earns_half() -> None:
    found = judged("(x+y)(x+y)", "&= x^2 + y^2", "&= x^2 + 2xy + y^2")
    assert marks(found) == [LineMark.GIVEN, LineMark.BROKEN, LineMark.BROKEN]
    assert credit(found["expand"]) == Fraction(1, 2)


def test_what_depends_on_an_unknown_name_is_undecided() -> None:
    found = judged("(x+y)(x+y)", "&= x^2 + 2xy + m")
    assert marks(found) == [LineMark.GIVEN, LineMark.UNDECIDED]
    assert isinstance(found["expand"], Undecided)


def test_a_students_own_name_counts_once_it_is_defined() -> None:
    found = judged("m", "&= y^2", "(x+y)(x+y)", "&= x^2 + 2xy + m")
    assert marks(found) == [LineMark.GIVEN, LineMark.HOLDS, LineMark.GIVEN, LineMark.HOLDS]
    assert credit(found["expand"]) == 1


def test_a_criterion_without_a_line_says_what_is_missing() -> None:
    notes = [one.text for one in judged("x")["expand"].evidence if isinstance(one, Note)]
    assert notes == ["Expand."]


@pytest.mark.parametrize("text", ["", "   ", "only words"])
def test_no_line_at_all_earns_nothing(text: str) -> None:
    found = compare_derivations(read_derivation(text, NOTATION), TASK, NOTATION)
    assert not any(map(credit, found.values()))
