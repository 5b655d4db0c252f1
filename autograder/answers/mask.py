r"""A set of pixels on a grid: labels such as 11 or (1, 1), or rows of zeros and ones.

Labels are row and column, counted from 1, as on the assignment's figure.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

import numpy as np
from pydantic import BeforeValidator

from autograder.answers.spec import Spec
from autograder.answers.wording import describe_value
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.points import parse_points

Cell = tuple[int, int]

_PAIR = re.compile(r"[(\[]\s*(\d)\s*,\s*(\d)\s*[)\]]")
_LABEL_OR_RANGE = re.compile(r"(\d{2})\s*(?:,?\s*(?:-{1,3}|–|—|…|\.{2,}|\\l?dots|\bto\b)\s*,?\s*(\d{2}))?")
_INDEXED = re.compile(r"[a-zA-Z]_\{?(\d{2})\}?")
_NOISE = re.compile(r"\\\\|\\(?:text|mathrm|pixels?|quad|left|right)\b|\\[{},;! ]|[${}\[\]~]|\band\b")


class MaskSpec(Spec):
    """A set of pixels, credited by its symmetric difference with the truth.

    Parameters
    ----------
    centre
        The pixel whose receptive field is asked.
    credit
        Credit for 0, 1, 2, ... wrong pixels; none beyond.
    cap
        Most credit for a set with a pixel after the centre in raster order, or with the centre itself wrong.
    """

    kind: Literal["mask"] = "mask"
    rows: int
    columns: int
    centre: Cell
    credit: tuple[Annotated[Fraction, BeforeValidator(parse_points)], ...]
    cap: Annotated[Fraction, BeforeValidator(parse_points)]


@dataclass(frozen=True, slots=True)
class MaskAnswer:
    """The pixels named, as 1-based (row, column) cells.

    Parameters
    ----------
    unknown
        Labels of pixels that the grid does not have: each is one wrong pixel, and spoils no other.
    """

    cells: frozenset[Cell]
    rows: int
    columns: int
    unknown: tuple[Cell, ...] = ()


def read_cells(source: str, spec: MaskSpec) -> MaskAnswer | Fault:
    r"""Read ``\cells{...}``: labels, pairs, and ranges within a row, in any order."""
    labels = _PAIR.sub(r" \1\2 ", _INDEXED.sub(r" \1 ", source.replace("&", ",")))
    rest = _NOISE.sub(" ", labels)
    cells: set[Cell] = set()
    for first, last in _LABEL_OR_RANGE.findall(rest):
        stop = last or first
        if stop[0] != first[0] or stop < first:
            what = "runs backwards" if stop[0] == first[0] else "does not stay in one row"
            return Fault(FaultKind.UNREADABLE, f"the range {first}-{stop} {what}", hint="List the labels one by one.")
        cells.update((int(first[0]), column) for column in range(int(first[1]), int(stop[1]) + 1))
    left_over = re.sub(r"[\s,;.]", "", _LABEL_OR_RANGE.sub("", rest))
    if left_over and left_over not in ("∅", r"\emptyset", r"\varnothing"):
        return Fault(
            FaultKind.UNREADABLE,
            f'"{source.strip()[:40]}" is not a list of pixel labels',
            hint="Write labels such as 11, 12, 13 (row, then column), separated by commas.",
        )
    return _within(cells, spec)


def read_grid(source: str, spec: MaskSpec) -> MaskAnswer | Fault:
    r"""Read ``\grid{...}``: rows of 0 and 1 separated by ``\\``, entries by spaces, ``&``, commas or nothing."""
    between_rows = r"\\\\" if r"\\" in source else r"\n"
    rows = [re.findall(r"[01]", row) for row in re.split(between_rows, source) if re.search(r"\d", row)]
    stray = re.search(r"[2-9A-Za-z]", re.sub(r"\\[a-zA-Z]+(\{[a-z]*\})?", "", source))
    if stray:
        return Fault(FaultKind.UNREADABLE, f'a grid holds 0 and 1 only, not "{stray.group()}"')
    if len(rows) != spec.rows or any(len(row) != spec.columns for row in rows):
        sizes = " and ".join(sorted({str(len(row)) for row in rows})) or "no"
        return Fault(
            FaultKind.UNREADABLE,
            f"the grid has {len(rows)} rows of {sizes} entries; {spec.rows} rows of {spec.columns} are asked",
            hint=r"Separate the rows by \\.",
        )
    return MaskAnswer(
        frozenset((i, j) for i, row in enumerate(rows, 1) for j, entry in enumerate(row, 1) if entry == "1"),
        spec.rows,
        spec.columns,
    )


def read_mask(value: object, spec: MaskSpec) -> MaskAnswer | Fault:
    """Read a value from code: a grid of booleans or of 0 and 1, a list of labels or pairs, or either as text."""
    if isinstance(value, str) and value.strip():
        grid = read_grid(value, spec)
        return grid if isinstance(grid, MaskAnswer) else read_cells(value, spec)
    value = value.tolist() if isinstance(value, np.ndarray) and value.dtype.kind in "iufU" else value
    labels = _whole_labels(value)
    if labels is not None:
        return _within({divmod(label, 10) for label in labels}, spec)
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return read_cells(",".join(value), spec)
    if isinstance(value, list) and value and all(_is_pair(item) for item in value):
        return _within({(item[0], item[1]) for item in value}, spec)
    return _read_grid_of_numbers(value, spec)


def _read_grid_of_numbers(value: object, spec: MaskSpec) -> MaskAnswer | Fault:
    try:
        grid = np.array(value) if isinstance(value, list) else value
    except ValueError:
        return Fault(FaultKind.UNREADABLE, "the rows of the grid have different lengths")
    if not isinstance(grid, np.ndarray) or grid.dtype.kind not in "biuf":
        return Fault(
            FaultKind.UNREADABLE, f"a grid of 0 and 1, or a list of labels, is asked here, not {describe_value(value)}"
        )
    if not np.all((grid == 0) | (grid == 1)):
        return Fault(FaultKind.UNREADABLE, "a grid holds 0 and 1 only (or False and True)")
    if grid.shape != (spec.rows, spec.columns):
        shape = " × ".join(map(str, grid.shape))
        return Fault(FaultKind.UNREADABLE, f"the grid is {shape}; {spec.rows} × {spec.columns} is asked")
    return MaskAnswer(frozenset((int(i) + 1, int(j) + 1) for i, j in np.argwhere(grid != 0)), spec.rows, spec.columns)


def _whole_labels(value: object) -> list[int] | None:
    """Return the labels of a list of whole numbers, 11.0 for 11; a 0 or a 1 is an entry of a grid, and no label."""
    if not isinstance(value, list) or not value or any(isinstance(item, bool) for item in value):
        return None
    whole = all(isinstance(item, int | float) and item > 1 and item == item // 1 for item in value)
    return [int(item) for item in value] if whole else None


def _is_pair(item: object) -> bool:
    return isinstance(item, list) and len(item) == 2 and all(type(part) is int for part in item)


def _within(cells: set[Cell], spec: MaskSpec) -> MaskAnswer | Fault:
    there = {(row, column) for row, column in cells if 1 <= row <= spec.rows and 1 <= column <= spec.columns}
    unknown = sorted(cells - there)
    if unknown and not there:
        row, column = unknown[0]
        return Fault(
            FaultKind.UNREADABLE,
            f"there is no pixel ({row}, {column}) on a {spec.rows} × {spec.columns} grid",
            hint="Labels are row, then column, both counted from 1.",
        )
    return MaskAnswer(frozenset(there), spec.rows, spec.columns, tuple(unknown))
