"""How one answer in LaTeX is read: what was understood and what cannot be, without any reference."""

from autograder.answers import (
    ANSWER_KINDS,
    Answer,
    ChoiceAnswer,
    DerivationAnswer,
    ExpressionAnswer,
    MaskAnswer,
    MaskSpec,
    TextAnswer,
)
from autograder.domain.evidence import Derivation, DerivationLine, Evidence, LineMark, Note, Quote, Reading
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import HandedLatex
from autograder.grading.alternatives import Way
from autograder.grading.formulas import read_answer
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import Macros, ReadLine, read_derivation
from autograder.mathematics.typesetting import relation_latex, to_latex

AS_WRITTEN = "As written"


def show_answer(way: Way, handed: HandedLatex, macros: Macros) -> tuple[Evidence, ...]:
    """Read one answer as grading would, and show it with the faults in it."""
    answer = ANSWER_KINDS[way.kind].read_latex[handed.command](handed, way.table.answer)
    if isinstance(answer, Fault):
        return (Quote(AS_WRITTEN, handed.source), answer)
    return _understood(way, answer, macros)


def _understood(way: Way, answer: Answer, macros: Macros) -> tuple[Evidence, ...]:
    notation = way.question.meaning.notation if way.question.meaning is not None else Notation()
    match answer:
        case ExpressionAnswer():
            return _expression(answer, notation, macros)
        case DerivationAnswer(written=written):
            lines = read_derivation(written.source, notation, macros, written.place)
            return (Derivation(tuple(map(_line, lines))),)
        case MaskAnswer():
            assert isinstance(way.table.answer, MaskSpec)  # the kind read it
            return (Reading("Read as", text=_grid(answer.cells, way.table.answer)), *_no_pixels(answer))
        case ChoiceAnswer(chosen=chosen):
            return (Reading("Read as", text=", ".join(chosen)),)
        case TextAnswer(text=text):
            return (Quote("In your words, for a human marker", text),)
        case _:
            return (Note("Read as a value."),)


def _no_pixels(answer: MaskAnswer) -> tuple[Fault, ...]:
    size = f"{answer.rows} × {answer.columns}"
    return tuple(
        Fault(FaultKind.UNREADABLE, f"There is no pixel ({row}, {column}) on a {size} grid.")
        for row, column in answer.unknown
    )


def _grid(cells: frozenset[tuple[int, int]], size: MaskSpec) -> str:
    """Draw a set of pixels: a picture of the report would mark them as right."""
    rows = range(1, size.rows + 1), range(1, size.columns + 1)
    return "\n".join(" ".join("■" if (row, column) in cells else "·" for column in rows[1]) for row in rows[0])


def _expression(answer: ExpressionAnswer, notation: Notation, macros: Macros) -> tuple[Evidence, ...]:
    read = read_answer(answer, notation, macros)
    written = answer.written
    source = written.source if isinstance(written, HandedLatex) else str(written.value)
    shown: Evidence = Quote(AS_WRITTEN, source)
    if read.node is not None:
        shown = Reading("Read as", latex=to_latex(read.node))
    return (shown, *map(Note, read.remarks), *read.faults)


def _line(line: ReadLine) -> DerivationLine:
    relation = f"{relation_latex(line.relation)} " if line.relation is not None else ""
    said = [*line.remarks, *(f"{fault.message} {fault.hint}".rstrip() for fault in line.faults)]
    latex = "" if line.node is None else relation + to_latex(line.node)
    whole = LineMark.REMARK if line.node is None else LineMark.READ
    mark = LineMark.UNREAD if line.faults else whole
    return DerivationLine(line.number, mark, latex, line.source, "; ".join(said), str(line.place or ""))
