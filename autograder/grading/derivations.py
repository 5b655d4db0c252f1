"""Judge a derivation: read its lines and what the assignment asks of it, then compare."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from autograder.answers import DerivationAnswer, DerivationSpec
from autograder.answers.derivation import FormSpec, StructureSpec
from autograder.comparers import DerivationTask, compare_derivations
from autograder.domain.evidence import Derivation, DerivationLine, Evidence, LineMark
from autograder.domain.handed import HandedLatex
from autograder.domain.verdicts import Pending, Verdict
from autograder.grading.alternatives import Way
from autograder.grading.formulas import read_target, students_letters
from autograder.mathematics.derivation import Claim, Form, Ground, Rules, Structure, Waypoint, comparable
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
    task = _task(_Asked(spec, meaning, way.place), "row" in answer.conventions.get("vec", ""))
    found = compare_derivations(lines, task, notation, answer.written.earned)
    return {one.id: found[one.id] if one.id in found else Pending(one.rubric, _shown(lines)) for one in way.criteria}


def _read(written: HandedLatex, notation: Notation, macros: Macros) -> tuple[ReadLine, ...]:
    theirs, names = students_letters(written, notation)
    lines = read_derivation(written.source, theirs, macros, written.place)
    if not names:
        return lines
    return tuple(line if line.node is None else replace(line, node=rename(line.node, names)) for line in lines)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """What one derivation asks; the same whenever it comes from the same tables."""

    spec: DerivationSpec
    meaning: Meaning
    place: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.spec is other.spec and self.meaning is other.meaning

    def __hash__(self) -> int:
        return hash((id(self.spec), id(self.meaning)))


@lru_cache(maxsize=64)
def _task(asked: _Asked, row_major: bool) -> DerivationTask:
    """Read what is asked, once for all who answer it."""
    return _Tasks(asked).task(row_major)


class _Tasks:
    """Reads the formulas of a specification, and plants them where derivations will be judged."""

    def __init__(self, asked: _Asked) -> None:
        self.spec = asked.spec
        self.notation = asked.meaning.notation
        self.worlds = asked.meaning.worlds
        self.place = asked.place
        worlds = tuple(self.worlds[name] for name in asked.spec.worlds)
        self.ground = Ground(self.notation, worlds, asked.spec.constant_in)
        self.structures: dict[Structure, Structure] = {}
        """Equal ones are one object, so that a formula's looks are found out once."""

    def task(self, row_major: bool) -> DerivationTask:
        spec = self.spec
        strict = spec.stricter_world
        return DerivationTask(
            ground=self.ground,
            waypoints=tuple(
                Waypoint(
                    one.criterion,
                    tuple(map(self.form, one.forms)),
                    one.missing,
                    one.needs_any,
                    one.elsewhere,
                    one.slips,
                    one.half_for,
                    None if one.spoiled_by is None else self.structure(one.spoiled_by),
                )
                for one in spec.waypoints
            ),
            rules=Rules(frozenset(spec.letters), row_major, self.targets(spec.bounds)),
            claims=tuple(Claim(self.formula(one.says), one.message) for one in spec.claims),
            stricter=Ground(self.notation, (self.worlds[strict],)) if strict else None,
            premise=spec.premise,
        )

    def form(self, form: FormSpec) -> Form:
        spec = self.spec
        shows = {"start": (spec.start,), "target": spec.targets, "anywhere": form.shows}[form.at]
        sides = None if form.sides is None else (self.structure(form.sides[0]), self.structure(form.sides[1]))
        return Form(
            at=form.at,
            shows=self.targets(form.shows or shows),
            since=self.targets(form.since),
            opens=self.formulas(form.opens),
            line=None if form.line is None else self.structure(form.line),
            sides=sides,
            step=None if form.step is None else self.structure(form.step),
            whole=form.whole,
            written=form.written,
            drops_constant=form.drops_constant,
            says=form.says,
            credit=form.credit,
            message=form.message,
            for_a_marker=form.for_a_marker,
            claimed=form.claimed,
            beside=tuple(map(self.structure, form.beside)),
        )

    def structure(self, structure: StructureSpec) -> Structure:
        read = Structure(
            contains=self.formulas(structure.contains),
            lacks=self.formulas(structure.lacks),
            has=structure.has,
            has_not=structure.has_not,
            over=structure.over,
            term=None if structure.term is None else self.structure(structure.term),
        )
        return self.structures.setdefault(read, read)

    def formulas(self, sources: Iterable[str]) -> tuple[Node, ...]:
        return tuple(map(self.formula, sources))

    def targets(self, sources: Iterable[str]) -> tuple[Node, ...]:
        """Read formulas that a line may have to mean the same as."""
        formulas = self.formulas(sources)
        self.ground.prepare(formulas)
        return formulas

    def formula(self, source: str) -> Node:
        return self.ground.forest.plant(comparable(read_target(source, self.notation, self.place), self.notation))


def _shown(lines: Iterable[ReadLine]) -> tuple[Evidence, ...]:
    return (Derivation(tuple(map(_show, lines))),)


def _show(line: ReadLine) -> DerivationLine:
    relation = f"{line.relation.value} " if line.relation is not None else ""
    said = "; ".join([*line.remarks, *(fault.message for fault in line.faults)])
    latex = relation + to_latex(line.node) if line.node is not None else ""
    unread = LineMark.UNREAD if line.faults else LineMark.REMARK
    mark = LineMark.READ if line.node is not None and not line.faults else unread
    return DerivationLine(line.number, mark, latex, line.source, said, str(line.place or ""))
