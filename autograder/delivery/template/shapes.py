"""What goes into a function and what comes out, as a docstring says it: ``float64[n, m]``, ``int``, ``callable``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.answers import ArraySpec, ChoiceSpec, ExpressionSpec, MaskSpec, MultisetSpec, PointSetSpec, ScalarSpec
from autograder.assignment import Assignment
from autograder.domain.cases import Case
from autograder.domain.errors import AssignmentError
from autograder.grading.alternatives import Way
from autograder.grading.calls import reference_values
from autograder.grading.running import draw_cases
from autograder.wire import Procedure, Symbolic

_LETTERS = "nmkpqrst"
_DRAWS = ("", "again", "and again")
"""What random cases are drawn from, so that a size which only happens to be equal is told from one that always is."""


@dataclass(frozen=True, slots=True)
class Described:
    """A function's parameters, each with its type in words, and what it returns."""

    parameters: Mapping[str, str]
    returns: str


def described(way: Way, assignment: Assignment) -> Described:
    """Describe a function by the cases it is called on, and by the kind of its answer.

    Raises
    ------
    AssignmentError
        If the cases cannot be drawn, or the reference fails on them.
    """
    names = parameters(way, assignment)
    cases = [case for secret in _DRAWS for case in _drawn(way, secret, assignment)]
    columns = {name: [case.arguments.get(name) for case in cases] for name in names}
    sizes = _Sizes(columns)
    words = {name: sizes.words(values) for name, values in columns.items()}
    try:
        return Described(words, _returned(way, sizes, reference_values(way, str(way.table.reference), cases)))
    except Exception as error:  # an author's code may raise anything
        raise AssignmentError(f"{way.place}: its reference fails: {type(error).__name__}: {error}") from error


def parameters(way: Way, assignment: Assignment) -> tuple[str, ...]:
    """Return the names of a function's parameters in their order.

    Raises
    ------
    AssignmentError
        If the cases cannot be drawn.
    """
    first, *_ = _drawn(way, "", assignment)
    return tuple(first.arguments)


def _drawn(way: Way, secret: str, assignment: Assignment) -> list[Case]:
    try:
        cases = draw_cases(way, secret, assignment.version)
    except Exception as error:  # an author's code may raise anything
        raise AssignmentError(f"{way.place}: {way.table.cases} fails: {type(error).__name__}: {error}") from error
    if not cases:
        raise AssignmentError(f"{way.place}: {way.table.cases} draws no case")
    return cases


def _returned(way: Way, sizes: "_Sizes", results: Sequence[object]) -> str:
    spec = way.table.elsewhere or way.table.answer
    match spec:
        case ArraySpec():
            return sizes.words([np.asarray(result) for result in results])
        case ScalarSpec():
            return "complex" if spec.complex_allowed else "float"
        case MultisetSpec():
            return "list of numbers, in any order"
        case PointSetSpec():
            return f"list of points, each of {spec.dimension} coordinates, in any order"
        case MaskSpec():
            return f"bool[{spec.rows}, {spec.columns}]"
        case ChoiceSpec():
            return "str, or list of str" if spec.several else "str"
        case ExpressionSpec():
            return "SymPy expression"
    return "str"


class _Sizes:
    """Names for the sizes of arrays: a number where it never changes, a parameter that equals it, else a letter."""

    def __init__(self, columns: Mapping[str, Sequence[object]]) -> None:
        self._known: dict[tuple[object, ...], str] = {
            tuple(values): name for name, values in columns.items() if all(type(value) is int for value in values)
        }
        self._free = [letter for letter in _LETTERS if letter not in columns]

    def words(self, values: Sequence[object]) -> str:
        """Return the types of what one parameter holds over all cases."""
        kinds: dict[tuple[str, int], None] = {}
        for value in values:
            kinds[_kind(value)] = None
        return " or ".join(self._kind_words(kind, values) for kind in kinds)

    def _kind_words(self, kind: tuple[str, int], values: Sequence[object]) -> str:
        name, dimensions = kind
        if dimensions < 0:
            return name
        # points in one dimension and points in two share the size of their batch
        shapes = [value.shape if isinstance(value, np.ndarray) else () for value in values]
        axes = (
            self._size(tuple(shape[axis] if axis < len(shape) else None for shape in shapes))
            for axis in range(dimensions)
        )
        return f"{name}[{', '.join(axes)}]" if dimensions else name

    def _size(self, sizes: tuple[int | None, ...]) -> str:
        there = {size for size in sizes if size is not None}
        if len(there) == 1:
            return str(there.pop())
        if sizes not in self._known:
            self._known[sizes] = self._free.pop(0) if self._free else "…"
        return self._known[sizes]


def _kind(value: object) -> tuple[str, int]:
    """Return a value's type, and the number of its axes; -1 of what is no array."""
    if isinstance(value, np.ndarray):
        return str(value.dtype), value.ndim
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, Procedure):
        return "callable", -1
    if isinstance(value, Symbolic):
        return "SymPy expression", -1
    if isinstance(value, list | tuple):
        inner = " or ".join(dict.fromkeys(_kind(item)[0] for item in value))
        return f"{type(value).__name__}{f' of {inner}' if inner else ''}", -1
    return "None" if value is None else type(value).__name__, -1
