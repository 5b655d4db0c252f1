"""Words for a human marker; never scored by the machine."""

import re
from dataclasses import dataclass
from typing import Literal

from autograder.answers.spec import Spec
from autograder.answers.wording import describe_value
from autograder.domain.faults import Fault, FaultKind


class TextSpec(Spec):
    """A written justification; its rubric is that of the criterion it answers."""

    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """The words, with runs of blank lines shortened."""

    text: str


def read_written(written: object, _spec: TextSpec) -> TextAnswer | Fault:
    """Read a justification from LaTeX or from code."""
    if not isinstance(written, str):
        return Fault(FaultKind.UNREADABLE, f"words are asked here, not {describe_value(written)}")
    return TextAnswer(re.sub(r"\n\s*\n\s*", "\n\n", written.strip()))
