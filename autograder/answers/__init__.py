"""Kinds of answers, one file each: its specification, its frozen answer, and how it is read.

Reading never raises: it yields the answer, or the student's `Fault`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from autograder.answers.array import ArrayAnswer, ArraySpec, read_array
from autograder.answers.choice import ChoiceAnswer, ChoiceSpec, read_choice
from autograder.answers.constants import as_numbers
from autograder.answers.derivation import DerivationAnswer, DerivationSpec, read_lines
from autograder.answers.expression import ExpressionAnswer, ExpressionSpec, read_expression
from autograder.answers.mask import MaskAnswer, MaskSpec, read_cells, read_grid, read_mask
from autograder.answers.multiset import MultisetAnswer, MultisetSpec, read_multiset
from autograder.answers.points import PointSetAnswer, PointSetSpec, read_points
from autograder.answers.scalar import ScalarAnswer, ScalarSpec, read_scalar
from autograder.answers.spec import Spec
from autograder.answers.text import TextAnswer, TextSpec, read_written
from autograder.domain.faults import Fault
from autograder.domain.handed import HandedLatex, HandedValue

Answer = (
    ArrayAnswer
    | ChoiceAnswer
    | DerivationAnswer
    | ExpressionAnswer
    | MaskAnswer
    | MultisetAnswer
    | PointSetAnswer
    | ScalarAnswer
    | TextAnswer
)
AnswerSpec = (
    ArraySpec
    | ChoiceSpec
    | DerivationSpec
    | ExpressionSpec
    | MaskSpec
    | MultisetSpec
    | PointSetSpec
    | ScalarSpec
    | TextSpec
)


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """One row of the table of kinds.

    Parameters
    ----------
    spec
        Its specification.
    read_latex
        Reader for each command of `answers.tex` that can hold it; empty if it can only come from code.
    read_value
        Reader for a value from `solution.py`; None if it can only be written.
    """

    spec: type[Spec]
    read_latex: Mapping[str, Callable[[HandedLatex, Any], Answer | Fault]]
    read_value: Callable[[HandedValue, Any], Answer | Fault] | None


def _source(read: Callable[[Any, Any], Answer | Fault]) -> Callable[[HandedLatex, Any], Answer | Fault]:
    return lambda handed, spec: read(handed.source, spec)


def _value(read: Callable[[Any, Any], Answer | Fault]) -> Callable[[HandedValue, Any], Answer | Fault]:
    return lambda handed, spec: read(handed.value, spec)


def _numbers(read: Callable[[Any, Any], Answer | Fault]) -> Callable[[HandedValue, Any], Answer | Fault]:
    return lambda handed, spec: read(as_numbers(handed.value), spec)


ANSWER_KINDS: Mapping[str, AnswerKind] = MappingProxyType(
    {
        "array": AnswerKind(ArraySpec, {}, _numbers(read_array)),
        "choice": AnswerKind(ChoiceSpec, {"choice": _source(read_choice)}, _value(read_choice)),
        "derivation": AnswerKind(DerivationSpec, {"derivation": read_lines}, None),
        "expression": AnswerKind(ExpressionSpec, {"final": read_expression}, read_expression),
        "mask": AnswerKind(MaskSpec, {"cells": _source(read_cells), "grid": _source(read_grid)}, _value(read_mask)),
        "multiset": AnswerKind(MultisetSpec, {}, _numbers(read_multiset)),
        "points": AnswerKind(PointSetSpec, {}, _numbers(read_points)),
        "scalar": AnswerKind(ScalarSpec, {}, _numbers(read_scalar)),
        "text": AnswerKind(TextSpec, {"justification": _source(read_written)}, _value(read_written)),
    }
)

__all__ = [
    "ANSWER_KINDS",
    "Answer",
    "AnswerKind",
    "AnswerSpec",
    "ArrayAnswer",
    "ArraySpec",
    "ChoiceAnswer",
    "ChoiceSpec",
    "DerivationAnswer",
    "DerivationSpec",
    "ExpressionAnswer",
    "ExpressionSpec",
    "MaskAnswer",
    "MaskSpec",
    "MultisetAnswer",
    "MultisetSpec",
    "PointSetAnswer",
    "PointSetSpec",
    "ScalarAnswer",
    "ScalarSpec",
    "Spec",
    "TextAnswer",
    "TextSpec",
]
