"""Pure judges, one file each: an answer and its reference in, a verdict with its evidence out."""

from autograder.comparers.arrays import compare_arrays
from autograder.comparers.choices import compare_choices
from autograder.comparers.derivations import DerivationTask, compare_derivations
from autograder.comparers.masks import compare_masks, diagnose_mask
from autograder.comparers.multisets import compare_multisets
from autograder.comparers.numbers import show_number
from autograder.comparers.point_sets import compare_point_sets
from autograder.comparers.scalars import compare_scalars

__all__ = [
    "DerivationTask",
    "compare_arrays",
    "compare_choices",
    "compare_derivations",
    "compare_masks",
    "compare_multisets",
    "compare_point_sets",
    "compare_scalars",
    "diagnose_mask",
    "show_number",
]
