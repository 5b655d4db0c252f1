r"""Rows of ``cases``: a value with its condition, a system of equations, or a list of values."""

from collections.abc import Sequence

from autograder.mathematics.tree import Logic, Node, Piecewise, Quantified, Relation, SetLiteral

Row = tuple[Node, ...]
_STATEMENTS = (Relation, Logic, Quantified)


def as_system(rows: Sequence[Row]) -> Node | None:
    """Return one column of relations as a system of equations."""
    if not all(len(row) == 1 and isinstance(row[0], Relation | Logic) for row in rows):
        return None
    return rows[0][0] if len(rows) == 1 else Logic("and", tuple(row[0] for row in rows))


def as_cases(rows: Sequence[Row]) -> Node | None:
    """Return values beside their conditions; a row without one holds otherwise, and is the last."""
    if not any(len(row) == 2 and isinstance(row[1], _STATEMENTS) for row in rows):
        return None
    conditions = tuple(row[1] if len(row) == 2 else None for row in rows)
    fit = all(len(row) <= 2 and not isinstance(row[0], _STATEMENTS) for row in rows)
    stated = all(isinstance(condition, _STATEMENTS) for condition in conditions[:-1])
    if not fit or not stated or not isinstance(conditions[-1], (*_STATEMENTS, type(None))):
        return None
    return Piecewise(tuple(row[0] for row in rows), conditions)


def as_values(rows: Sequence[Row]) -> Node | None:
    """Return one column of values behind a brace as a list."""
    if any(len(row) != 1 or isinstance(row[0], _STATEMENTS) for row in rows):
        return None
    return SetLiteral(tuple(row[0] for row in rows), braced=False)
