"""Coverage: whether a derivation shows a required idea, by which line, and how well."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from typing import Literal

from autograder.domain.evidence import LineMark
from autograder.mathematics.decision.canonical import normal_form
from autograder.mathematics.derivation.ground import Finding, Ground, Truth
from autograder.mathematics.derivation.lines import formula_of
from autograder.mathematics.derivation.records import Entry, JudgedLine, Step
from autograder.mathematics.derivation.structure import Structure, fits
from autograder.mathematics.tree import Logic, Node, Relation

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Form:
    """A `FormSpec` whose formulas have been read."""

    at: Literal["anywhere", "start", "target"] = "anywhere"
    shows: tuple[Node, ...] = ()
    since: tuple[Node, ...] = ()
    line: Structure | None = None
    sides: tuple[Structure, Structure] | None = None
    step: Structure | None = None
    drops_constant: bool = False
    says: tuple[str, ...] = ()
    credit: Fraction = Fraction(1)
    message: str = ""


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A `WaypointSpec` whose forms have been read."""

    criterion: str
    forms: tuple[Form, ...]
    missing: str
    needs_any: tuple[str, ...] = ()


class Standing(IntEnum):
    """How well a waypoint is shown; a higher one counts before a lower."""

    NOT_SHOWN = 0
    PARTLY = 1
    OPEN = 2
    """Something could show it, and nobody can tell."""
    SHOWN = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """How a waypoint stands.

    Parameters
    ----------
    credit
        Share of the criterion.
    line
        Number of the line that decides; None if none does.
    message
        Why it is not all, or what a student should know.
    carried
        True if the line is right only as it follows from the student's own slip.
    """

    standing: Standing
    credit: Fraction = Fraction(0)
    line: int | None = None
    message: str = ""
    carried: bool = False


NOTHING = Shown(Standing.NOT_SHOWN)


@dataclass(frozen=True, slots=True)
class Trail:
    """A judged derivation as coverage looks at it.

    Parameters
    ----------
    entries
        Formulas in order.
    steps
        Neighbours within a chain, lines that could not be judged left out.
    words
        Everything said around the formulas.
    unread
        Number of the first line that could not be read; None if there is none.
    """

    entries: tuple[Entry, ...]
    steps: tuple[Step, ...]
    words: str
    unread: int | None
    ground: Ground


def trail_of(lines: Sequence[JudgedLine], ground: Ground) -> Trail:
    """Return what coverage looks at; a whole statement counts as a chain of its two sides."""
    entries: list[Entry] = []
    steps: list[Step] = []
    by_number: dict[int, Entry] = {}
    chains = 1 + max((line.chain for line in lines), default=0)
    for judged in lines:
        if judged.node is None:
            continue
        for relation in _statements(judged.node):
            left = Entry(judged.line.number, chains, relation.left, None, LineMark.GIVEN)
            right = replace(left, node=relation.right, relation=relation.relation, mark=judged.mark)
            entries += [left, right]
            steps.append(Step(left, right))
            chains += 1
        if not isinstance(judged.node, Relation | Logic):
            line = judged.line
            entry = Entry(line.number, judged.chain, judged.node, line.relation, judged.mark, judged.partly)
            entries.append(entry)
            by_number[entry.number] = entry
            before = by_number.get(judged.before or 0)
            if before is not None:
                steps.append(Step(before, entry))
    words = " ".join(remark for judged in lines for remark in judged.line.remarks)
    unread = next((one.line.number for one in lines if one.mark is LineMark.UNREAD), None)
    return Trail(tuple(entries), tuple(steps), words, unread, ground)


def _statements(node: Node) -> Iterator[Relation]:
    if isinstance(node, Relation):
        yield node
    elif isinstance(node, Logic) and node.operation == "and":
        for part in node.operands:
            yield from _statements(part)


def cover(waypoints: Sequence[Waypoint], trail: Trail) -> Mapping[str, Shown]:
    """Return how each waypoint stands, by its criterion."""
    found = {waypoint.criterion: _best(waypoint, trail) for waypoint in waypoints}
    return {waypoint.criterion: _with_needs(waypoint, found) for waypoint in waypoints}


def _best(waypoint: Waypoint, trail: Trail) -> Shown:
    candidates = [shown for form in waypoint.forms for shown in _shown(form, trail)]
    best = max(candidates, key=lambda shown: (shown.standing, shown.credit), default=NOTHING)
    if best.standing < Standing.OPEN and trail.unread is not None:
        return Shown(Standing.OPEN, line=trail.unread, message=f"Line {trail.unread} could not be read.")
    return best if best.standing else replace(best, message=f"{waypoint.missing} {best.message}".strip())


def _with_needs(waypoint: Waypoint, found: Mapping[str, Shown]) -> Shown:
    shown = found[waypoint.criterion]
    needed = [found[name] for name in waypoint.needs_any if name in found]
    if not needed or not shown.credit or any(one.credit for one in needed):
        return shown
    if any(one.standing is Standing.OPEN for one in needed):
        return Shown(Standing.OPEN, line=shown.line, message="It depends on a step that could not be judged.")
    return Shown(Standing.NOT_SHOWN, line=shown.line, message=f"Stated alone it earns nothing. {waypoint.missing}")


def _shown(form: Form, trail: Trail) -> Iterator[Shown]:
    if form.says and not any(re.search(pattern, trail.words, re.IGNORECASE) for pattern in form.says):
        return
    if form.sides is not None or form.step is not None or form.drops_constant:
        for step in trail.steps:
            yield _by_step(form, step, trail)
    elif form.line is not None or form.shows or form.at != "anywhere":
        yield from _by_lines(form, trail)
    else:
        yield _earned(form, None)


def _earned(form: Form, line: int | None, message: str = "") -> Shown:
    standing = Standing.SHOWN if form.credit == 1 else Standing.PARTLY
    return Shown(standing, form.credit, line, message or form.message)


def _by_step(form: Form, step: Step, trail: Trail) -> Shown:
    if not _step_fits(form, step, trail.ground):
        return NOTHING
    number = step.right.number
    match step.right.mark:
        case LineMark.HOLDS:
            return _earned(form, number)
        case LineMark.BROKEN if step.right.partly and form.credit == 1:
            return Shown(Standing.PARTLY, HALF, number, f"Line {number} shows it, but does not follow as it stands.")
        case LineMark.BROKEN:
            return Shown(Standing.NOT_SHOWN, line=number, message=f"Line {number} tries it with a step that fails.")
        case LineMark.UNDECIDED | LineMark.UNREAD:
            return Shown(Standing.OPEN, line=number, message=f"The step to line {number} could not be judged.")
        case _:
            return NOTHING


def _step_fits(form: Form, step: Step, ground: Ground) -> bool:
    """Say whether a step looks as asked; a line repeated is no step."""
    left, right = formula_of(step.left.node), formula_of(step.right.node)
    assert step.right.relation is not None
    both = Relation(step.right.relation, left, right)
    if form.step is not None and not fits(both, form.step, ground):
        return False
    if form.sides is not None and not _sides_fit(form.sides, both, ground):
        return False
    if normal_form(left, ground.notation) == normal_form(right, ground.notation):
        return False
    if form.drops_constant and ground.same(left, right).truth is not Truth.NO:
        return False
    return not form.shows or _means(right, form.shows, ground).truth is Truth.YES


def _sides_fit(sides: tuple[Structure, Structure], both: Relation, ground: Ground) -> bool:
    one, other = sides
    return (fits(both.left, one, ground) and fits(both.right, other, ground)) or (
        fits(both.left, other, ground) and fits(both.right, one, ground)
    )


def _by_lines(form: Form, trail: Trail) -> Iterator[Shown]:
    """Yield what each line shows; where a line was to show it and failed, no later one of its chain carries that."""
    failed: set[int] = set()
    for index, entry in enumerate(trail.entries):
        shown = _by_line(form, index, trail)
        if entry.chain in failed and shown.carried:
            continue
        yield shown
        if shown.standing is Standing.NOT_SHOWN and shown.line is not None:
            failed.add(entry.chain)


def _by_line(form: Form, index: int, trail: Trail) -> Shown:
    entry = trail.entries[index]
    node = formula_of(entry.node)
    if form.line is not None and not fits(node, form.line, trail.ground):
        return NOTHING
    if form.at != "anywhere" and not _is_end(index, trail, 3 if form.at == "start" else 2):
        return NOTHING
    if form.since and not _follows(form.since, index, trail):
        return NOTHING
    meaning = _means(node, form.shows, trail.ground) if form.shows else Finding(Truth.YES)
    if meaning.truth is Truth.YES:
        return _right_line(form, entry)
    if meaning.truth is Truth.UNKNOWN or entry.mark in (LineMark.UNDECIDED, LineMark.UNREAD):
        return Shown(Standing.OPEN, line=entry.number, message=f"Line {entry.number} could not be judged.")
    return _wrong_line(form, index, trail)


def _right_line(form: Form, entry: Entry) -> Shown:
    number = entry.number
    if entry.mark is LineMark.BROKEN and form.at == "anywhere" and form.credit == 1:
        said = f"Line {number} is right, but it does not follow from the line before."
        return Shown(Standing.PARTLY, HALF, number, said)
    if entry.mark is LineMark.BROKEN:
        return _earned(form, number, f"Line {number} is right, though it does not follow from the line before.")
    if entry.mark in (LineMark.UNDECIDED, LineMark.UNREAD) and not form.shows:
        return Shown(Standing.OPEN, line=number, message=f"Line {number} could not be judged.")
    return _earned(form, number)


def _wrong_line(form: Form, index: int, trail: Trail) -> Shown:
    """Carry an error forward: a right step from the student's own wrong line shows its idea all the same."""
    entry = trail.entries[index]
    before = [one for one in trail.entries[:index] if one.chain == entry.chain and one.mark is LineMark.BROKEN]
    if entry.mark is LineMark.HOLDS and before and form.at == "anywhere" and form.credit == 1:
        said = f"Judged from your own line {before[-1].number}: its slip costs only once."
        return replace(_earned(form, entry.number, said), carried=True)
    if entry.mark is LineMark.BROKEN:
        said = f"Line {entry.number} is where it was to be shown, and its step does not hold."
        return Shown(Standing.NOT_SHOWN, line=entry.number, message=said)
    return NOTHING


def _is_end(index: int, trail: Trail, least: int) -> bool:
    """Say whether an entry is the first or last of a chain of at least so many: a line by itself goes nowhere."""
    chain = trail.entries[index].chain
    members = [place for place, one in enumerate(trail.entries) if one.chain == chain]
    return len(members) >= least and index in (members[0], members[-1])


def _follows(since: tuple[Node, ...], index: int, trail: Trail) -> bool:
    entry = trail.entries[index]
    earlier = (one for one in trail.entries[:index] if one.chain == entry.chain)
    return any(_means(one.node, since, trail.ground).truth is Truth.YES for one in earlier)


def _means(node: Node, shows: tuple[Node, ...], ground: Ground) -> Finding:
    findings = [ground.same_up_to_constant(wanted, node) for wanted in shows]
    best = min(findings, key=lambda found: list(Truth).index(found.truth))
    if best.truth is Truth.NO and any(found.truth is Truth.UNKNOWN for found in findings):
        return next(found for found in findings if found.truth is Truth.UNKNOWN)
    return best
