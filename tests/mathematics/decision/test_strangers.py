"""Final answers as strangers write them: what is right is never refused, what is wrong never accepted."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from autograder.mathematics.decision import Decision, Equal, Options, Undecided, decide
from autograder.mathematics.reading import read_latex

FORMS = Path(__file__).with_name("strangers.txt")
ASKED: Mapping[str, Mapping[str, Any]] = {
    "": {},
    "linear_map": {"linear_map": ("d", "g")},
    "coordinates": {"coordinates": ("d", "g")},
    "multiplicity": {"multiplicity": True},
}


class Form(NamedTuple):
    """One form, the part it answers, and what must come of it."""

    folder: str
    world: str
    target: str
    asked: str
    sign: str
    latex: str


def forms() -> Iterator[Form]:
    """Read the forms."""
    part = ["", "", "", ""]
    for line in FORMS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            folder, world, rest = line.removeprefix("## ").split(" | ", 2)
            target, _, asked = rest.rpartition(" |")
            part = [folder, world, target, asked.strip()]
        elif line[:2] in ("= ", "? ", "! "):
            yield Form(*part, line[0], line[2:])


def decided(question: Callable[[str], Any], form: Form) -> Decision:
    """Decide one form; what is read with a fault is for a human."""
    asked = question(form.folder)
    read = read_latex(form.latex, asked.notation)
    if read.node is None or read.faults:
        return Undecided(read.faults[0].message)
    world = getattr(asked.worlds, form.world)
    return decide(read.node, asked.read(form.target), asked.notation, world, Options(**ASKED[form.asked]))


ALL = list(forms())


def test_there_are_more_than_a_hundred() -> None:
    assert len(ALL) > 100


@pytest.mark.parametrize("form", ALL, ids=lambda form: f"{form.sign} {form.latex}")
def test_what_is_right_is_not_refused_and_what_is_wrong_not_accepted(
    question: Callable[[str], Any], form: Form
) -> None:
    found = decided(question, form)
    match form.sign:
        case "=":
            assert isinstance(found, Equal)
        case "?":
            assert isinstance(found, Equal | Undecided)
        case _:
            assert not isinstance(found, Equal)
