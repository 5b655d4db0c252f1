"""Judging a derivation of the shipped assignment by itself."""

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest

from autograder.answers import DerivationAnswer, DerivationSpec
from autograder.assignment import load_assignment, shipped_folder
from autograder.domain.evidence import Derivation, LineMark
from autograder.domain.faults import Place
from autograder.domain.handed import HandedLatex
from autograder.domain.verdicts import Judged, Verdict
from autograder.grading.alternatives import Way, ways
from autograder.grading.derivations import judge_derivation
from autograder.mathematics.reading import NO_MACROS


class Graded:
    """The verdicts on one derivation, easy to ask."""

    def __init__(self, verdicts: Mapping[str, Verdict]) -> None:
        self.verdicts = verdicts

    @property
    def credits(self) -> dict[str, Fraction | str]:
        return {name: one.credit if isinstance(one, Judged) else one.kind for name, one in self.verdicts.items()}

    @property
    def lost(self) -> set[str]:
        """Criteria that did not get everything."""
        return {name for name, credit in self.credits.items() if credit != 1}

    @property
    def derivation(self) -> Derivation:
        shown = next(iter(self.verdicts.values())).evidence[0]
        assert isinstance(shown, Derivation)
        return shown

    @property
    def broken(self) -> dict[int, str]:
        """Numbers of the broken lines, with what is said of them."""
        return {line.number: line.remark for line in self.derivation.lines if line.mark is LineMark.BROKEN}


@pytest.fixture(scope="session")
def judge() -> Callable[..., Graded]:
    """Judge the text of a derivation of one subquestion."""
    listed: list[Way] = list(ways(load_assignment(shipped_folder("reference"))))
    found = {way.subquestion: way for way in listed if isinstance(way.table.answer, DerivationSpec)}

    def judged(subquestion: str, text: str, **conventions: str) -> Graded:
        handed = HandedLatex("derivation", text, Place("answers.tex", 1), conventions)
        return Graded(judge_derivation(found[subquestion], DerivationAnswer(handed), NO_MACROS))

    return judged


@pytest.fixture(scope="session")
def chain() -> Callable[..., str]:
    """Put lines into one display; every line but the first begins with its relation."""
    return lambda *lines: "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}\n"
