"""Show a derivation as it was read, line by line."""

from autograder.answers import DerivationAnswer
from autograder.domain.evidence import Derivation, DerivationLine, Evidence, LineMark
from autograder.mathematics.meaning import Meaning
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import Macros, ReadLine, read_derivation
from autograder.mathematics.typesetting import to_latex


def show_derivation(answer: DerivationAnswer, meaning: Meaning | None, macros: Macros) -> tuple[Evidence, ...]:
    """Return the lines with what was understood of each."""
    notation = meaning.notation if meaning is not None else Notation()
    written = answer.written
    lines = read_derivation(written.source, notation, macros, written.place)
    return (Derivation(tuple(map(_show, lines))),)


def _show(line: ReadLine) -> DerivationLine:
    relation = f"{line.relation.value} " if line.relation is not None else ""
    said = [*line.remarks, *(fault.message for fault in line.faults)]
    if line.node is None:
        mark = LineMark.UNREAD if line.faults else LineMark.REMARK
        return DerivationLine(line.number, mark, "", line.source, "; ".join(said), str(line.place or ""))
    mark = LineMark.UNREAD if line.faults else LineMark.READ
    return DerivationLine(
        line.number, mark, relation + to_latex(line.node), line.source, "; ".join(said), str(line.place or "")
    )
