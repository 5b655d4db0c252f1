"""Dashboards of made classes, rendered once."""

from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.batch.statistics import anonymise, class_record
from autograder.domain.classroom import ClassIsolation, ClassRecord
from autograder.domain.evidence import MaskPicture
from autograder.reporting import Look
from autograder.reporting.classroom import render_class
from tests.batch.statistics.classes import make_class, mistake, part, participant, small_facts, summary

HOSTILE = "<script>alert('x')</script> \u202e & \"quoted\" {{ 7 * 7 }}"


def busy_record(anonymous: bool = False) -> ClassRecord:
    """Return a class in which everything happens: copies, masks, hostile words, nobody's answer."""
    facts = small_facts()
    class_ = make_class(facts, 60, share=lambda ability, place: 1 - ability if place == "2.1" else ability)
    class_[41] = replace(class_[41], code=class_[7].code)
    mask = MaskPicture(5, 5, ((1, 1),), ((2, 4),), ((4, 4),), (3, 3), "Your receptive field of pixel 33")
    value = facts.subquestions()[5].parts[0]
    made = [replace(mistake("mask", said=HOSTILE), mask=mask), replace(mistake("mask", said=HOSTILE), text=HOSTILE)]
    for number, one in enumerate(made, start=60):
        who = replace(participant(number), name=HOSTILE, key=f"odd key {number} 100%", sid="=1+1")
        class_.append(summary(who, [part(value, "6.1", Fraction(0), mistake=one)]))
    held = ClassIsolation("S2: limits, seccomp", ("use a kernel with <Landlock>", "or run as root"))
    shown = anonymise(class_, "salt") if anonymous else class_
    return class_record(facts, shown, anonymous=anonymous, isolation=held)


@pytest.fixture(scope="session")
def busy() -> ClassRecord:
    return busy_record()


@pytest.fixture(scope="session")
def rendered(busy: ClassRecord, look: Look) -> dict[str, bytes]:
    return dict(render_class(busy, look))
