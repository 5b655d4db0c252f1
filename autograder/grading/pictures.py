"""Draw what a student's own answer does when it is let run; the reference is drawn only where it is revealed.

What to draw is data of the assignment (`PictureTable`). An answer of which nothing can be drawn has no picture, and a
picture never decides anything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np

from autograder.answers import ANSWER_KINDS, ExpressionAnswer, ExpressionSpec
from autograder.assignment import PictureTable
from autograder.domain.evidence import Trajectory, TrajectoryForm
from autograder.domain.faults import Fault
from autograder.domain.handed import Handed, HandedCalls, HandedLatex, Returned
from autograder.domain.verdicts import Judged, Verdict
from autograder.grading.alternatives import Way
from autograder.grading.calls import reference_values
from autograder.grading.formulas import read_answer, read_target
from autograder.grading.running import draw_cases
from autograder.mathematics.decision import strip_label
from autograder.mathematics.decision.canonical import choices_of_sign
from autograder.mathematics.decision.sides import linear_equations, listed
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.meaning import Meaning
from autograder.mathematics.reading import Macros
from autograder.mathematics.tree import Node
from autograder.mathematics.worlds import Worlds

_FARTHEST = 1e3
_SEED = 0  # of the letters that are drawn: every student sees the same ones

_Points: TypeAlias = tuple[tuple[float, float], ...]
_Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Studio:
    """What drawing one submission takes.

    Parameters
    ----------
    reveal
        True to draw the reference beside the answer.
    """

    macros: Macros
    secret: str
    version: str
    reveal: bool


def with_picture(
    verdicts: Mapping[str, Verdict], way: Way, handed: Handed | Fault, studio: Studio
) -> Mapping[str, Verdict]:
    """Return the verdicts of an alternative, a picture of the answer beside the first judged one."""
    judged = next((pair for pair in verdicts.items() if isinstance(pair[1], Judged)), None)
    if way.table.picture is None or judged is None:
        return verdicts
    picture = _picture(way, way.table.picture, handed, studio)
    if picture is None:
        return verdicts
    name, verdict = judged
    return {**verdicts, name: replace(verdict, evidence=(*verdict.evidence, picture))}


def _picture(way: Way, table: PictureTable, handed: Handed | Fault, studio: Studio) -> Trajectory | None:
    match handed:
        case HandedCalls():
            points, asked = _from_calls(way, table, handed, studio)
        case HandedLatex():
            points, asked = _from_formula(way, table, handed, studio)
        case _:
            return None
    if len(points) < 2:
        return None
    return Trajectory(
        caption=table.caption,
        form=TrajectoryForm.CURVE if table.form == "curve" else TrajectoryForm.PLANE,
        axes=table.axes,
        points=points,
        setting=tuple((name, f"{value:g}") for name, value in table.at.items()),
        asked=asked,
    )


def _from_formula(way: Way, table: PictureTable, handed: HandedLatex, studio: Studio) -> tuple[_Points, _Points]:
    spec, meaning = way.table.answer, way.question.meaning
    answer = ANSWER_KINDS[way.kind].read_latex[handed.command](handed, spec)
    if meaning is None or not isinstance(answer, ExpressionAnswer) or not isinstance(spec, ExpressionSpec):
        return (), ()
    read = read_answer(answer, meaning.notation, studio.macros)
    if read.node is None or read.faults:
        return (), ()
    # a state declared the other way round is drawn in our order
    is_turned = bool(spec.linear_map) and answer.linear_map == spec.linear_map[::-1]
    drawn = _drawn(read.node, answer.linear_map, _turned(table) if is_turned else table, meaning)
    if is_turned:
        drawn = tuple((second, first) for first, second in drawn)
    target = read_target(spec.target, meaning.notation, way.place) if studio.reveal else None
    return drawn, () if target is None else _drawn(target, spec.linear_map, table, meaning)


def _turned(table: PictureTable) -> PictureTable:
    return table.model_copy(update={"start": table.start[::-1]})


def _drawn(node: Node, linear_map: Sequence[str], table: PictureTable, meaning: Meaning) -> _Points:
    match table.form:
        case "iterates":
            equations = linear_equations(node, linear_map) if linear_map else None
            matrix = _values(strip_label(node) if equations is None else equations[0], table, meaning, 1)
            return () if matrix is None else _iterates(matrix[0], table)
        case "eigenvalues":
            roots = [_values(item, table, meaning, 1) for item in _roots(node)]
            return _iterates(_map_with(value.item() for value in roots if value is not None and value.size == 1), table)
        case "curve":
            values = _values(strip_label(node), table, meaning, table.steps + 1)
            return () if values is None else _curve(values, table)


def _roots(node: Node) -> tuple[Node, ...]:
    return tuple(root for item in listed(node) for root in choices_of_sign(item))


def _values(node: Node, table: PictureTable, meaning: Meaning, count: int) -> _Array | None:
    """Return what a formula is worth in `count` models, shape (count, rows, columns); None if it has no value."""
    value = evaluate(node, _worlds(table, meaning, count))
    if not isinstance(value, Value) or value.array[0].size != value.rows * value.columns:
        return None
    return np.broadcast_to(value.array.reshape(-1, value.rows, value.columns), (count, value.rows, value.columns))


def _worlds(table: PictureTable, meaning: Meaning, count: int) -> Worlds:
    """Return one drawn model `count` times over, with the letters of the picture set."""
    drawn = meaning.world(np.random.default_rng(_SEED), 1)
    base = {name: np.repeat(array, count, axis=0) for name, array in drawn.base.items()}
    base |= {name: np.full(count, value) for name, value in table.at.items()}
    if table.along:
        base[table.along] = np.linspace(0.0, table.until, count)
    assert drawn.complete is not None  # consistency
    return replace(drawn, count=count, bindings=drawn.complete(base), base=base, velocity={})


def _from_calls(way: Way, table: PictureTable, handed: HandedCalls, studio: Studio) -> tuple[_Points, _Points]:
    cases = draw_cases(way, studio.secret, studio.version)
    returned = {
        case.name: outcome.value
        for case, outcome in zip(cases, handed.outcomes, strict=True)
        if isinstance(outcome, Returned)
    }
    drawn = _from_values([returned.get(name) for name in table.cases], table)
    if not studio.reveal:
        return drawn, ()
    truth = reference_values(way, str(way.table.reference), [case for case in cases if case.name in table.cases])
    return drawn, _from_values(truth, table)


def _from_values(values: Sequence[object], table: PictureTable) -> _Points:
    numbers = [value for value in values if isinstance(value, np.ndarray) and value.size == 2]
    if len(numbers) != len(values) or not all(value.dtype.kind in "iufc" for value in numbers):
        return ()
    if table.form == "eigenvalues":
        return _iterates(_map_with(complex(root) for root in numbers[0].reshape(-1)), table)
    return _iterates(np.column_stack([value.reshape(-1) for value in numbers]), table)


def _map_with(eigenvalues: Iterable[complex]) -> _Array | None:
    """Return the plainest real 2 x 2 matrix with two eigenvalues: a turn with a stretch, or two stretches."""
    roots = [complex(root) for root in eigenvalues]
    if len(roots) != 2:
        return None
    first, second = roots
    if first.imag or second.imag:
        turned = max(roots, key=lambda root: root.imag)
        is_pair = bool(np.isclose(first, second.conjugate()))
        return np.array([[turned.real, turned.imag], [-turned.imag, turned.real]]) if is_pair else None
    return np.diag([first.real, second.real])


def _iterates(matrix: _Array | None, table: PictureTable) -> _Points:
    if matrix is None or matrix.shape != (2, 2) or (np.iscomplexobj(matrix) and np.any(matrix.imag)):
        return ()
    states = [np.array(table.start)]
    for _ in range(table.steps):
        states.append(matrix.real @ states[-1])
        if not np.all(np.abs(states[-1]) < _FARTHEST):  # not any(>=): NaN must end it too
            states.pop()
            break
    return tuple((_rounded(first), _rounded(second)) for first, second in states)


def _curve(values: _Array, table: PictureTable) -> _Points:
    with np.errstate(all="ignore"):
        sizes = np.sqrt((np.abs(values) ** 2).sum(axis=(1, 2)))
    if not np.all(np.isfinite(sizes)):
        return ()
    times = np.linspace(0.0, table.until, len(sizes))
    return tuple((_rounded(time), _rounded(size)) for time, size in zip(times, sizes, strict=True))


def _rounded(number: float) -> float:
    # few digits, so that the last bits of a processor never show; 0.0 + turns -0 into 0
    return 0.0 + float(f"{number:.4g}")
