"""Grades as the gradebooks of other systems take them: a table of formats, each a function in a file of its own."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from autograder.delivery.gradebooks.canvas import canvas_grades
from autograder.delivery.gradebooks.gradescope import gradescope_grades
from autograder.delivery.gradebooks.moodle import moodle_grades
from autograder.delivery.gradebooks.plain import plain_grades
from autograder.delivery.gradebooks.records import Filled, Wanted
from autograder.delivery.gradebooks.tables import Table, read_table
from autograder.domain.grades import Grade

Gradebook = Callable[[Sequence[Grade], Wanted], Filled]

GRADEBOOKS: Mapping[str, Gradebook] = MappingProxyType(
    {
        "canvas": canvas_grades,
        "csv": plain_grades,
        "gradescope": gradescope_grades,
        "moodle": moodle_grades,
    }
)

__all__ = ["GRADEBOOKS", "Filled", "Gradebook", "Table", "Wanted", "read_table"]
