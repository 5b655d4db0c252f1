"""Compare a set of pixels with the true receptive field."""

from collections.abc import Mapping
from fractions import Fraction

from autograder.answers import MaskAnswer, MaskSpec
from autograder.domain.evidence import MaskPicture, Note
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.verdicts import Judged

Cells = frozenset[tuple[int, int]]


def compare_masks(answer: MaskAnswer, reference: Cells, spec: MaskSpec) -> Judged:
    """Judge a set of pixels by its symmetric difference with the truth.

    A pixel after the centre in raster order breaks the autoregressive order, and so does a centre that is in where
    it belongs out, or out where it belongs in: either caps the credit. A label that no pixel has is one wrong pixel.
    """
    wrong = (answer.cells ^ reference) | set(answer.unknown)
    credit = spec.credit[len(wrong)] if len(wrong) < len(spec.credit) else Fraction(0)
    evidence: list[MaskPicture | Note | Fault] = [_picture(answer, reference, spec)]
    late = {cell for cell in answer.cells - reference if cell > spec.centre}
    if late:
        credit = min(credit, spec.cap)
        evidence.append(Note(f"After {_labels({spec.centre})} in raster order, so out of its sight: {_labels(late)}."))
    if spec.centre in wrong:
        credit = min(credit, spec.cap)
        where = "is not" if spec.centre in answer.cells else "is"
        evidence.append(Note(f"The centre {_labels({spec.centre})} {where} part of its own receptive field here."))
    if answer.unknown:
        message = f"There is no pixel {_labels(set(answer.unknown))} on a {spec.rows} × {spec.columns} grid."
        evidence.append(Fault(FaultKind.UNREADABLE, message, hint="Labels are row, then column, counted from 1."))
    return Judged(credit, tuple(evidence))


def diagnose_mask(answer: MaskAnswer, variants: Mapping[str, Cells]) -> str | None:
    """Return the identifier of the first known slip whose receptive field is exactly the answer, or None."""
    if answer.unknown:
        return None
    return next((slip for slip, cells in variants.items() if cells == answer.cells), None)


def _picture(answer: MaskAnswer, reference: Cells, spec: MaskSpec) -> MaskPicture:
    return MaskPicture(
        rows=spec.rows,
        columns=spec.columns,
        right=tuple(sorted(answer.cells & reference)),
        missing=tuple(sorted(reference - answer.cells)),
        extra=tuple(sorted(answer.cells - reference)),
        centre=spec.centre,
        caption=f"Your receptive field of pixel {_labels({spec.centre})}",
    )


def _labels(cells: set[tuple[int, int]] | Cells) -> str:
    return ", ".join(
        f"{row}{column}" if row < 10 and column < 10 else f"({row}, {column})" for row, column in sorted(cells)
    )
