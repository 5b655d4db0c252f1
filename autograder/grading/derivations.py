"""Judge a derivation: read its lines and what the assignment asks of it, then compare."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from autograder.answers import DerivationAnswer, DerivationSpec
from autograder.answers.derivation import FormSpec, StructureSpec
from autograder.comparers import DerivationTask, compare_derivations
from autograder.domain.evidence import Derivation, DerivationLine, Evidence, LineMark
from autograder.domain.handed import HandedLatex
from autograder.domain.verdicts import Pending, Verdict
from autograder.grading.alternatives import Way
from autograder.grading.formulas import read_target, students_letters
from autograder.mathematics.derivation import Claim, Form, Rules, Structure, Waypoint, comparable
from autograder.mathematics.meaning import Meaning
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import Macros, ReadLine, read_derivation
from autograder.mathematics.traversal import rename
from autograder.mathematics.tree import Node
from autograder.mathematics.typesetting import to_latex


def judge_derivation(way: Way, answer: DerivationAnswer, macros: Macros) -> Mapping[str, Verdict]:
    """Judge every criterion a derivation can earn; one without a waypoint awaits a human marker."""
    spec, meaning = way.table.answer, way.question.meaning
    assert isinstance(spec, DerivationSpec)  # the kind read it
    notation = meaning.notation if meaning is not None else Notation()
    lines = _read(answer.written, notation, macros)
    if meaning is None or not spec.waypoints:
        return {one.id: Pending(one.rubric, _shown(lines)) for one in way.criteria}
    task = _Tasks(spec, meaning, way.place).task(answer)
    found = compare_derivations(lines, task, notation)
    return {one.id: found[one.id] if one.id in found else Pending(one.rubric, _shown(lines)) for one in way.criteria}


def _read(written: HandedLatex, notation: Notation, macros: Macros) -> tuple[ReadLine, ...]:
    theirs, names = students_letters(written, notation)
    lines = read_derivation(written.source, theirs, macros, written.place)
    return tuple(line if line.node is None else replace(line, node=rename(line.node, names)) for line in lines)


class _Tasks:
    """Reads the formulas of a specification."""

    def __init__(self, spec: DerivationSpec, meaning: Meaning, place: str) -> None:
        self.spec = spec
        self.meaning = meaning
        self.place = place

    def task(self, answer: DerivationAnswer) -> DerivationTask:
        spec = self.spec
        row_major = "row" in answer.conventions.get("vec", "")
        return DerivationTask(
            worlds=tuple(self.meaning.worlds[name] for name in spec.worlds),
            waypoints=tuple(
                Waypoint(one.criterion, tuple(map(self.form, one.forms)), one.missing, one.needs_any)
                for one in spec.waypoints
            ),
            rules=Rules(frozenset(spec.letters), row_major, self.formulas(spec.bounds)),
            constant_in=spec.constant_in,
            claims=tuple(Claim(self.formula(one.says), one.message) for one in spec.claims),
            stricter_world=self.meaning.worlds[spec.stricter_world] if spec.stricter_world else None,
            premise=spec.premise,
        )

    def form(self, form: FormSpec) -> Form:
        spec = self.spec
        shows = {"start": (spec.start,), "target": spec.targets, "anywhere": form.shows}[form.at]
        sides = None if form.sides is None else (self.structure(form.sides[0]), self.structure(form.sides[1]))
        return Form(
            at=form.at,
            shows=self.formulas(form.shows or shows),
            since=self.formulas(form.since),
            line=None if form.line is None else self.structure(form.line),
            sides=sides,
            step=None if form.step is None else self.structure(form.step),
            drops_constant=form.drops_constant,
            says=form.says,
            credit=form.credit,
            message=form.message,
        )

    def structure(self, structure: StructureSpec) -> Structure:
        return Structure(
            contains=self.formulas(structure.contains),
            lacks=self.formulas(structure.lacks),
            has=structure.has,
            has_not=structure.has_not,
            over=structure.over,
            term=None if structure.term is None else self.structure(structure.term),
        )

    def formulas(self, sources: Iterable[str]) -> tuple[Node, ...]:
        return tuple(map(self.formula, sources))

    def formula(self, source: str) -> Node:
        return comparable(read_target(source, self.meaning.notation, self.place), self.meaning.notation)


def _shown(lines: Iterable[ReadLine]) -> tuple[Evidence, ...]:
    return (Derivation(tuple(map(_show, lines))),)


def _show(line: ReadLine) -> DerivationLine:
    relation = f"{line.relation.value} " if line.relation is not None else ""
    said = "; ".join([*line.remarks, *(fault.message for fault in line.faults)])
    latex = relation + to_latex(line.node) if line.node is not None else ""
    unread = LineMark.UNREAD if line.faults else LineMark.REMARK
    mark = LineMark.READ if line.node is not None and not line.faults else unread
    return DerivationLine(line.number, mark, latex, line.source, said, str(line.place or ""))
