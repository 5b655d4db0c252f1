"""How a submission is read, and what of it cannot be: no reference, no code run, no grade."""

from collections.abc import Iterator
from dataclasses import dataclass

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
from autograder.assignment import Assignment
from autograder.domain.evidence import Derivation, DerivationLine, Evidence, LineMark, Note, Quote, Reading
from autograder.domain.faults import Fault
from autograder.domain.handed import HandedLatex
from autograder.grading.alternatives import Way, ways
from autograder.grading.formulas import read_answer
from autograder.grading.locating import Located, locate
from autograder.intake import Submission, read_document
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import Macros, ReadLine, collect_macros, read_derivation
from autograder.mathematics.typesetting import relation_latex, to_latex

CODE_NOTE = "is not run by a preview; `autograde grade` runs it."


@dataclass(frozen=True, slots=True)
class Previewed:
    """One answer as it is read.

    Parameters
    ----------
    line
        Line of the file at which it begins.
    evidence
        What was understood, and the faults with their hints.
    """

    subquestion: str
    title: str
    file: str
    line: int
    evidence: tuple[Evidence, ...]

    @property
    def faults(self) -> int:
        """Number of things in it that cannot be read."""
        unread = (
            sum(line.mark is LineMark.UNREAD for line in one.lines) if isinstance(one, Derivation) else 0
            for one in self.evidence
        )
        return sum(isinstance(one, Fault) for one in self.evidence) + sum(unread)


@dataclass(frozen=True, slots=True)
class Preview:
    """A submission as it is read, in the order of the assignment.

    Parameters
    ----------
    faults
        What is wrong with the file as a whole: environments, names, macros.
    missing
        Parts for which nothing was found in `answers.tex`, as "4.1 The matrix A".
    notes
        What else its author should know.
    """

    answers: tuple[Previewed, ...]
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def fault_count(self) -> int:
        """Number of things that cannot be read."""
        return len(self.faults) + sum(answer.faults for answer in self.answers)


def preview_submission(submission: Submission, assignment: Assignment) -> Preview:
    """Read everything in `answers.tex` as grading would, and show it.

    Parameters
    ----------
    submission
        As opened; its code is not run.
    assignment
        Gives the names of the parts and the notation; its references are not looked at.
    """
    code = () if submission.solution_py is None else (f"{submission.solution_name} {CODE_NOTE}",)
    notes = code + tuple(f"{alert.message} {alert.hint}".rstrip() for alert in submission.alerts)
    known = tuple(way for way in ways(assignment) if way.item)
    if submission.answers_tex is None:
        return Preview((), (), (), (*notes, "There is no answers.tex to read."))
    document = read_document(submission.answers_tex, submission.answers_name or "answers.tex")
    located, macros = locate(document, known), collect_macros(document.macros_source)
    answers = tuple(_previewed(known, located, macros))
    return Preview(answers, (*macros.faults, *located.faults), _missing(known, located), notes)


def _missing(known: tuple[Way, ...], located: Located) -> tuple[str, ...]:
    found = {(way.subquestion, way.part.id) for way in known if located.of(way) is not None}
    asked = {(way.subquestion, way.part.id): way.part.title for way in known}
    return tuple(f"{part[0]} {title}" for part, title in asked.items() if part not in found)


def _previewed(known: tuple[Way, ...], located: Located, macros: Macros) -> Iterator[Previewed]:
    for way in known:
        handed = located.of(way)
        if handed is not None:
            evidence = _shown(way, handed, macros)
            yield Previewed(way.subquestion, way.part.title, handed.place.file, handed.place.line, evidence)


def _shown(way: Way, handed: HandedLatex, macros: Macros) -> tuple[Evidence, ...]:
    answer = ANSWER_KINDS[way.kind].read_latex[handed.command](handed, way.table.answer)
    if isinstance(answer, Fault):
        return (Quote("As written", handed.source), answer)
    return _understood(way, answer, macros)


def _understood(way: Way, answer: Answer, macros: Macros) -> tuple[Evidence, ...]:
    notation = way.question.meaning.notation if way.question.meaning is not None else Notation()
    match answer:
        case ExpressionAnswer():
            return _expression(answer, notation, macros)
        case DerivationAnswer(written=written):
            lines = read_derivation(written.source, notation, macros, written.place)
            return (Derivation(tuple(map(_line, lines))),)
        case MaskAnswer(cells=cells):
            assert isinstance(way.table.answer, MaskSpec)  # the kind read it
            return (Reading("Read as", text=_grid(cells, way.table.answer)),)
        case ChoiceAnswer(chosen=chosen):
            return (Reading("Read as", text=", ".join(chosen)),)
        case TextAnswer(text=text):
            return (Quote("In your words, for a human marker", text),)
        case _:
            return (Note("Read as a value."),)


def _grid(cells: frozenset[tuple[int, int]], size: MaskSpec) -> str:
    """Draw a set of pixels: a picture of the report would mark them as right."""
    rows = range(1, size.rows + 1), range(1, size.columns + 1)
    return "\n".join(" ".join("■" if (row, column) in cells else "·" for column in rows[1]) for row in rows[0])


def _expression(answer: ExpressionAnswer, notation: Notation, macros: Macros) -> tuple[Evidence, ...]:
    read = read_answer(answer, notation, macros)
    written = answer.written
    source = written.source if isinstance(written, HandedLatex) else str(written.value)
    shown: Evidence = Quote("As written", source)
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
