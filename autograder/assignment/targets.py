"""What an answer's table says of its target: rows that exist, names that are declared, options that are options."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from autograder.answers import ArraySpec, ChoiceSpec, ExpressionSpec
from autograder.assignment.manifest import AlternativeTable
from autograder.domain.errors import AssignmentError
from autograder.mathematics.meaning import Meaning
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import read_latex
from autograder.mathematics.tree import MatrixLiteral


def check_target(place: str, way: AlternativeTable, meaning: Meaning | None) -> None:
    """Check what can be checked of an answer's table without computing anything.

    Raises
    ------
    AssignmentError
        At the first contradiction, with what is there instead.
    """
    spec = way.answer
    if isinstance(spec, ChoiceSpec):
        _check_options(place, spec)
    if isinstance(spec, ExpressionSpec) and meaning is not None:
        _check_names(place, spec, meaning.notation)
        if way.rows:
            for target in (spec.target, *(convention.target for convention in spec.conventions)):
                for fault in row_faults(way, _rows_of(place, target, meaning.notation)):
                    raise AssignmentError(f"{place}: {fault}")
    elif way.rows and not isinstance(spec, ArraySpec):
        raise AssignmentError(f"{place}: only an array or a matrix has rows that can earn points")
    for fault in row_faults(way, None):
        raise AssignmentError(f"{place}: {fault}")


def row_faults(way: AlternativeTable, there: int | None) -> Iterator[str]:
    """Say which of the rows that earn points do not exist.

    Parameters
    ----------
    there
        How many there are; None if that is not known yet.
    """
    for criterion, rows in way.rows.items():
        if not rows:
            yield f'the rows of "{criterion}" are an empty list, which every answer would meet'
        for row in rows:
            if row < 0:
                yield f'row {row} of "{criterion}" does not exist; rows are counted from 0'
            elif there is not None and row >= there:
                yield f'row {row} of "{criterion}" does not exist; the target has {there}, counted from 0'


def _rows_of(place: str, target: str, notation: Notation) -> int | None:
    """Count the rows of a target; None if it cannot be read, which checking the reference says."""
    read = read_latex(target, notation)
    if read.node is None or read.faults:
        return None
    if not isinstance(read.node, MatrixLiteral):
        raise AssignmentError(f"{place}: rows earn points, so the target must be written as a matrix")
    return len(read.node.rows)


def _check_names(place: str, spec: ExpressionSpec, notation: Notation) -> None:
    for name in spec.in_terms_of:
        if notation.find(name) is None:
            meant = _meant(name, notation.specs)
            raise AssignmentError(f'{place}: in_terms_of names "{name}", which notation.toml does not declare{meant}')


def _check_options(place: str, spec: ChoiceSpec) -> None:
    for what, names in (("members", spec.members or ()), ("credit", spec.credit)):
        for name in names:
            if name not in spec.options:
                raise AssignmentError(
                    f'{place}: {what} names "{name}", which is none of the options{_meant(name, spec.options)}'
                )


def _meant(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f'; did you mean "{near[0]}"?' if near else f" ({', '.join(known)})"
