"""Question 2: the cases on which `receptive_field` is called, one list for each subquestion.

The case printed on the assignment weighs 4. Masks A and B never show the order of the layers, nor padding away from the
border, so the other cases, together 1, use random masks, other sizes, and pixels at corners and edges.
"""

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from autograder.domain.cases import Case, CaseKind

_Mask = npt.NDArray[np.int64]

_A = np.array([[1, 1, 1], [1, 0, 0], [0, 0, 0]], dtype=np.int64)
_B = np.array([[1, 1, 1], [1, 1, 0], [0, 0, 0]], dtype=np.int64)
_ALL = np.ones((3, 3), dtype=np.int64)
_NONE = np.zeros((3, 3), dtype=np.int64)
_ROW = np.array([[0, 0, 0], [0, 1, 1], [0, 0, 0]], dtype=np.int64)
_HOOK = np.array([[0, 0, 0], [1, 0, 0], [1, 0, 1]], dtype=np.int64)

_ASKED_WEIGHT = Fraction(4)
_WEIGHT_OF_THE_OTHERS = Fraction(1)


def _arguments(masks: tuple[_Mask, _Mask], pixel: tuple[int, int], size: int) -> dict[str, object]:
    first, second = masks
    return {"first": first.copy(), "second": second.copy(), "pixel": pixel, "size": size}


def _random_masks(rng: np.random.Generator) -> tuple[_Mask, _Mask]:
    first, second = rng.integers(0, 2, size=(2, 3, 3), dtype=np.int64)
    return first, second


def _random_pixel(rng: np.random.Generator, size: int) -> tuple[int, int]:
    row, column = rng.integers(1, size + 1, size=2)
    return int(row), int(column)


def _random_corner(rng: np.random.Generator, size: int) -> tuple[int, int]:
    row, column = rng.choice((1, size), size=2)
    return int(row), int(column)


def _other_arguments(rng: np.random.Generator) -> list[tuple[str, CaseKind, dict[str, object]]]:
    corner_size, pixel_size = (int(size) for size in rng.integers(3, 8, size=2))
    return [
        ("fixed masks of no symmetry at a corner", CaseKind.NORMAL, _arguments((_ROW, _HOOK), (1, 4), 4)),
        ("the same masks, the other way round", CaseKind.NORMAL, _arguments((_HOOK, _ROW), (1, 4), 4)),
        ("every entry open, at a corner", CaseKind.EDGE, _arguments((_ALL, _ALL), (1, 1), 4)),
        ("a first mask that is all 0", CaseKind.EDGE, _arguments((_NONE, _ALL), (2, 2), 3)),
        (
            "random masks at a corner",
            CaseKind.RANDOM,
            _arguments(_random_masks(rng), _random_corner(rng, corner_size), corner_size),
        ),
        (
            "random masks at a random pixel",
            CaseKind.RANDOM,
            _arguments(_random_masks(rng), _random_pixel(rng, pixel_size), pixel_size),
        ),
        ("random masks at the centre of 7 × 7", CaseKind.RANDOM, _arguments(_random_masks(rng), (4, 4), 7)),
    ]


def _cases(rng: np.random.Generator, first: _Mask, second: _Mask) -> list[Case]:
    asked = Case(
        "the masks of this subquestion, pixel 33 of 5 × 5",
        CaseKind.ASKED,
        _arguments((first, second), (3, 3), 5),
        _ASKED_WEIGHT,
    )
    others = _other_arguments(rng)
    share = _WEIGHT_OF_THE_OTHERS / len(others)
    return [asked, *(Case(name, kind, arguments, share) for name, kind, arguments in others)]


def cases_receptive_field_aa(rng: np.random.Generator) -> list[Case]:
    """Return the cases of 2.1: mask A, then mask A."""
    return _cases(rng, _A, _A)


def cases_receptive_field_ab(rng: np.random.Generator) -> list[Case]:
    """Return the cases of 2.2: mask A, then mask B."""
    return _cases(rng, _A, _B)


def cases_receptive_field_ba(rng: np.random.Generator) -> list[Case]:
    """Return the cases of 2.3: mask B, then mask A."""
    return _cases(rng, _B, _A)


def cases_receptive_field_bb(rng: np.random.Generator) -> list[Case]:
    """Return the cases of 2.4: mask B, then mask B."""
    return _cases(rng, _B, _B)
