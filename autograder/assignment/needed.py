"""Which files a question needs, and for which of its parts: all that lack are said at once."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from autograder.answers import DerivationSpec, ExpressionSpec
from autograder.assignment.consistency import NEEDS_REFERENCE, kind_of
from autograder.assignment.manifest import AlternativeTable, QuestionTable
from autograder.domain.errors import AssignmentError


def check_files(questions: Iterable[tuple[Path, QuestionTable]]) -> None:
    """Check that every file is there that a part needs.

    Parameters
    ----------
    questions
        Folders, and what their `question.toml` says.

    Raises
    ------
    AssignmentError
        Naming every file that lacks, with the parts that need it.
    """
    lacking = [
        f"{folder.name}/{file} (for {', '.join(dict.fromkeys(parts))})"
        for folder, table in questions
        for file, parts in needed_files(table).items()
        if not (folder / file).exists()
    ]
    if lacking:
        number = "a file that does" if len(lacking) == 1 else f"{len(lacking)} files that do"
        raise AssignmentError(f"the assignment needs {number} not exist: {'; '.join(lacking)}")


def needed_files(table: QuestionTable) -> Mapping[str, list[str]]:
    """Return each file that a question needs, with the places of the parts that need it."""
    needed: dict[str, list[str]] = {}
    for subquestion in table.subquestions:
        for part in subquestion.parts:
            for way in part.alternatives:
                for file in _needed_by(way):
                    needed.setdefault(file, []).append(f"{subquestion.id} {part.id}")
    return needed


def _needed_by(way: AlternativeTable) -> Iterator[str]:
    spec = way.answer
    if isinstance(spec, ExpressionSpec) or (isinstance(spec, DerivationSpec) and spec.waypoints):
        yield "notation.toml"
        yield "world.py"
    if way.reference or kind_of(spec) in NEEDS_REFERENCE or any(slip.variant for slip in way.slips):
        yield "solution.py"
    if way.via == "code" or way.cases:
        yield "inputs.py"
