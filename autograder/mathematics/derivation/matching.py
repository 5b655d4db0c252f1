"""Which lines and steps of a derivation show a form, and how well."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from autograder.domain.evidence import LineMark
from autograder.mathematics.derivation.ground import ORDERS, Finding, Ground, Truth
from autograder.mathematics.derivation.hidden import might_show
from autograder.mathematics.derivation.limits import is_zero
from autograder.mathematics.derivation.lines import formula_of
from autograder.mathematics.derivation.padding import is_padded
from autograder.mathematics.derivation.records import UNDOING, Entry, Flaw, Step
from autograder.mathematics.derivation.structure import Structure, fits
from autograder.mathematics.derivation.trail import Trail
from autograder.mathematics.derivation.waypoints import NOTHING, Form, Shown, Standing
from autograder.mathematics.tree import Node, Relation

NONE, HALF = Fraction(0), Fraction(1, 2)


def shown_by(form: Form, trail: Trail) -> Iterator[Shown]:
    """Yield how each line or step of a derivation stands to one form."""
    if form.says and not any(re.search(pattern, trail.words, re.IGNORECASE) for pattern in form.says):
        return
    if not all(_stands(structure, trail) for structure in form.beside):
        return
    yield from might_show(form, trail)
    if form.sides is not None or form.step is not None or form.drops_constant:
        for step in trail.spans if form.whole else trail.steps:
            if not (form.written and step.inferred):
                yield _by_step(form, step, trail)
    elif form.line is not None or form.shows or form.at != "anywhere":
        yield from _by_lines(form, trail)
    else:
        yield _earned(form, None)


def _stands(structure: Structure, trail: Trail) -> bool:
    """Say whether some step that holds looks so."""
    return any(
        step.right.mark is LineMark.HOLDS and fits(step.statement, structure, trail.ground) for step in trail.steps
    )


def _earned(form: Form, line: int | None, message: str = "") -> Shown:
    if form.for_a_marker:
        return Shown(Standing.OPEN, line=line, message=form.message)
    standing = Standing.SHOWN if form.credit == 1 else Standing.PARTLY
    return Shown(standing, form.credit, line, message or form.message)


def _partly(form: Form, entry: Entry, said: str, trail: Trail) -> Shown:
    """Give half for what a broken step shows; all, if its looks alone are asked and its slip is charged elsewhere."""
    spared = entry.cause and entry.flaw in (None, Flaw.WRONG_CONSTANT) and not form.shows
    slip = None
    if entry.flaw is Flaw.RESTORES_FACTOR:
        slip = next(first for numbers, first in trail.broken_chains if entry.number in numbers)
    by_slip = form.credit if spared or slip is not None else NONE
    return Shown(Standing.PARTLY, form.credit * HALF, entry.number, said, by_slip, entry.cause, slip=slip)


def _by_step(form: Form, step: Step, trail: Trail) -> Shown:
    if not _step_fits(form, step, trail.ground):
        return NOTHING
    number = step.right.number
    match step.right.mark:
        case LineMark.HOLDS:
            return _earned(form, number)
        case LineMark.BROKEN if step.right.flaw is Flaw.TOO_STRICT:
            # what is compared is right; that the two may be equal belongs to the reason, where it is marked
            said = f"Line {number} shows it, though the two sides may be equal."
            return _earned(form, number, f"{form.message} {said}".strip())
        case LineMark.BROKEN if step.right.flaw in UNDOING or (step.right.flaw and form.credit == 1):
            said = f"Line {number} shows it, but does not follow as it stands."
            return _partly(form, step.right, said, trail)
        case LineMark.BROKEN:
            said = f"Line {number} tries it with a step that fails."
            # a change of form shows its idea with a slip in it; a statement with one is wrong as a whole
            whole = form.credit == 1 or form.sides is not None
            by_slip = form.credit if step.right.cause and whole and not form.drops_constant else NONE
            return Shown(Standing.NOT_SHOWN, line=number, message=said, by_slip=by_slip, cause=step.right.cause)
        case LineMark.REMARK if form.claimed and is_zero(step.right.node) and not _refutes_itself(form, trail):
            return _earned(form, number)
        case LineMark.UNDECIDED | LineMark.UNREAD:
            return Shown(Standing.OPEN, line=number, message=f"The step to line {number} could not be judged.")
        case _:
            return NOTHING


def _refutes_itself(form: Form, trail: Trail) -> bool:
    """Say whether a claim rests on what stands beside it, and the student's own bound fails."""
    return bool(form.beside) and any(one.mark is LineMark.BROKEN and one.relation in ORDERS for one in trail.entries)


def _step_fits(form: Form, step: Step, ground: Ground) -> bool:
    """Say whether a step looks as asked without padding; a line repeated is no step."""
    both = step.statement
    relation, left, right = both.relation, both.left, both.right
    if not _pair_looks(form, both, ground):
        return False
    if ground.spelled_alike(left, right):
        return False
    if form.drops_constant and ground.same(left, right).truth is not Truth.NO:
        return False
    carried = step.left.own is not None or step.left.cause != ""  # what it shows is shown of the student's own line
    if form.shows and all(_means(one, form.shows, ground).truth is not Truth.YES for one in (left, right)):
        return carried and step.right.mark is LineMark.HOLDS
    return not (
        is_padded(left, ground, lambda one: _pair_looks(form, Relation(relation, one, right), ground))
        or is_padded(right, ground, lambda one: _pair_looks(form, Relation(relation, left, one), ground))
    )


def _pair_looks(form: Form, both: Relation, ground: Ground) -> bool:
    return _looks(both, form.step, ground) and (form.sides is None or _sides_fit(form.sides, both, ground))


def _looks(node: Node, structure: Structure | None, ground: Ground) -> bool:
    return structure is None or fits(node, structure, ground)


def _sides_fit(sides: tuple[Structure, Structure], both: Relation, ground: Ground) -> bool:
    one, other = sides
    return (fits(both.left, one, ground) and fits(both.right, other, ground)) or (
        fits(both.left, other, ground) and fits(both.right, one, ground)
    )


def _by_lines(form: Form, trail: Trail) -> Iterator[Shown]:
    """Yield what each line shows; where a line was to show it and failed, no later one of its chain carries that."""
    failed: set[int | None] = set()
    for index, entry in enumerate(trail.entries):
        shown = _by_line(form, index, trail)
        if shown.carried and failed & {entry.chain, entry.own}:
            continue
        yield shown
        if shown.standing is Standing.NOT_SHOWN and shown.line is not None:
            failed.add(entry.chain)


def _by_line(form: Form, index: int, trail: Trail) -> Shown:
    entry = trail.entries[index]
    node = formula_of(entry.node)
    if not _looks(node, form.line, trail.ground):
        return NOTHING
    if form.at != "anywhere" and not _is_end(index, trail):
        return NOTHING
    if form.opens and not _opens(form.opens, index, trail):
        return NOTHING
    if form.since and not _follows(form.since, index, trail):
        return NOTHING
    if form.line is not None and is_padded(node, trail.ground, lambda one: _looks(one, form.line, trail.ground)):
        return NOTHING
    meaning = _means(node, form.shows, trail.ground) if form.shows else Finding(Truth.YES)
    slip = _wrong_constant(form, index, trail) if meaning.truth is Truth.YES and form.at != "anywhere" else None
    if slip is not None:
        said = f"Line {entry.number} ends there but for a constant that does not follow."
        return Shown(Standing.NOT_SHOWN, line=slip.number, message=said, by_slip=form.credit, cause=slip.cause)
    if meaning.truth is Truth.YES:
        return _right_line(form, entry, trail)
    if meaning.truth is Truth.UNKNOWN or entry.mark in (LineMark.UNDECIDED, LineMark.UNREAD):
        return Shown(Standing.OPEN, line=entry.number, message=f"Line {entry.number} could not be judged.")
    return _wrong_line(form, index, trail)


def _wrong_constant(form: Form, index: int, trail: Trail) -> Entry | None:
    """Return the step that brought in a wrong constant, which is all that an end has beyond the one asked for."""
    node, ground = formula_of(trail.entries[index].node), trail.ground
    if any(ground.same(node, shown).truth is Truth.YES for shown in form.shows):
        return None
    chain = (one for one in trail.entries if one.chain == trail.entries[index].chain)
    slips = (one for one in chain if one.flaw is Flaw.WRONG_CONSTANT)
    return next((one for one in slips if ground.same(node, formula_of(one.node)).truth is Truth.YES), None)


def _right_line(form: Form, entry: Entry, trail: Trail) -> Shown:
    number = entry.number
    if entry.mark is LineMark.BROKEN and form.for_a_marker:
        return NOTHING
    if entry.mark is LineMark.BROKEN and entry.relation in ORDERS:
        # the formula may be the one asked for; what is said of it is false
        return Shown(Standing.NOT_SHOWN, line=number, message=f"What line {number} says of it does not hold.")
    if entry.mark is LineMark.BROKEN:
        said = f"Line {number} is right, though it does not follow from the line before."
        if not form.shows:
            said = f"Line {number} shows it, in a step that does not hold."
        declared = entry.flaw is not Flaw.UNDECLARED_CONSTANT or form.at == "anywhere"
        if (declared and form.credit == 1) or entry.flaw in UNDOING:
            return _partly(form, entry, said, trail)
        return _earned(form, number, form.message or said)
    if entry.mark in (LineMark.UNDECIDED, LineMark.UNREAD) and not form.shows:
        return Shown(Standing.OPEN, line=number, message=f"Line {number} could not be judged.")
    return _earned(form, number)


def _wrong_line(form: Form, index: int, trail: Trail) -> Shown:
    """Carry an error forward: a right step from the student's own wrong line shows its idea all the same."""
    entry = trail.entries[index]
    chains = (entry.chain, entry.own)
    before = [one for one in trail.entries[:index] if one.chain in chains and one.mark is LineMark.BROKEN]
    if entry.mark is LineMark.HOLDS and before and form.at == "anywhere" and form.credit == 1:
        said = f"Judged from your own line {before[-1].number}: its slip costs only once."
        return replace(_earned(form, entry.number, said), carried=True)
    if entry.mark is LineMark.BROKEN:
        said = f"Line {entry.number} is where it was to be shown, and its step does not hold."
        by_slip = form.credit if entry.cause and form.at == "anywhere" and _meant(form, index, trail) else NONE
        return Shown(Standing.NOT_SHOWN, line=entry.number, message=said, by_slip=by_slip, cause=entry.cause)
    return NOTHING


def _meant(form: Form, index: int, trail: Trail) -> bool:
    """Say whether a line would show a form but for its slip: mended, it means the same as the line before."""
    chain = [one for one in trail.entries[:index] if one.chain == trail.entries[index].chain]
    return bool(chain) and _means(formula_of(chain[-1].node), form.shows, trail.ground).truth is Truth.YES


def _is_end(index: int, trail: Trail) -> bool:
    """Say whether an entry is the first or last of a chain that leads somewhere else."""
    entry = trail.entries[index]
    places = [place for place, one in enumerate(trail.entries) if one.chain == entry.chain]
    others = (trail.entries[place].node for place in places)
    return index in (places[0], places[-1]) and any(not trail.ground.spelled_alike(entry.node, one) for one in others)


def _opens(opens: tuple[Node, ...], index: int, trail: Trail) -> bool:
    """Say whether the chain of an entry begins with one of some formulas, spelled so."""
    first = next(one for one in trail.entries if one.chain == trail.entries[index].chain)
    return any(trail.ground.spelled_alike(first.node, wanted) for wanted in opens)


def _follows(since: tuple[Node, ...], index: int, trail: Trail) -> bool:
    entry = trail.entries[index]
    earlier = (one for one in trail.entries[:index] if one.chain == entry.chain)
    return any(_means(one.node, since, trail.ground).truth is Truth.YES for one in earlier)


def _means(node: Node, shows: tuple[Node, ...], ground: Ground) -> Finding:
    others = []
    for wanted in shows:
        found = ground.same_up_to_constant(wanted, node)
        if found.truth is Truth.YES:
            return found
        others.append(found)
    return next((found for found in others if found.truth is Truth.UNKNOWN), others[0])
