"""Judge a derivation: its steps, its ends and the ideas on its way, each apart."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from autograder.domain.evidence import Derivation, DerivationLine, LineMark, Note
from autograder.domain.verdicts import Judged, Undecided, Verdict
from autograder.mathematics.derivation import (
    Claim,
    Ground,
    JudgedLine,
    Rules,
    Shown,
    Standing,
    Truth,
    Waypoint,
    cover,
    find_claims,
    judge_steps,
    moving_names,
    trail_of,
    writes_differentials,
)
from autograder.mathematics.likeness import likeness_of_form
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import ReadLine
from autograder.mathematics.tree import RelationKind
from autograder.mathematics.typesetting import relation_latex, to_latex


@dataclass(frozen=True, slots=True)
class DerivationTask:
    """What is asked of one derivation, with every formula read.

    Parameters
    ----------
    ground
        Where each step must hold; it is left as it is, so that it serves every derivation of the kind.
    waypoints
        What earns the criteria.
    rules
        What the student may do.
    claims
        False statements to watch for.
    stricter
        A ground without one premise; None if there is nothing to drop. `premise` says that a step needs it.
    """

    ground: Ground
    waypoints: tuple[Waypoint, ...]
    rules: Rules
    claims: tuple[Claim, ...] = ()
    stricter: Ground | None = None
    premise: str = ""


def compare_derivations(
    lines: Sequence[ReadLine], task: DerivationTask, notation: Notation, earned: Collection[str] = ()
) -> Mapping[str, Verdict]:
    """Judge every criterion that has a waypoint.

    Parameters
    ----------
    lines
        The derivation as it was read.
    task
        What is asked.
    notation
        What the names are.
    earned
        Criteria that other answers of the part have earned.

    Returns
    -------
    Mapping
        Criterion to `Judged`, or to `Undecided` where a line that could show it could not be judged. All share the
        derivation, line by line, as their evidence.
    """
    ground = _ground(lines, task.ground)
    judged = judge_steps(lines, ground, task.rules)
    shown = cover(task.waypoints, trail_of(judged, ground), earned)
    claims = find_claims(lines, task.claims, notation)
    premises = _premises(judged, task)
    derivation = Derivation(tuple(_line(one, claims, premises, notation) for one in judged))
    return {criterion: _verdict(found, derivation) for criterion, found in shown.items()}


def _ground(lines: Sequence[ReadLine], ground: Ground) -> Ground:
    """Return a ground for one derivation: where it writes differentials, names take steps."""
    nodes = [line.node for line in lines if line.node is not None]
    moving = moving_names(nodes, ground.worlds.base) if any(map(writes_differentials, nodes)) else ()
    return ground.along(moving) if moving else ground.branch()


def _verdict(shown: Shown, derivation: Derivation) -> Verdict:
    notes = (Note(shown.message),) if shown.message else ()
    match shown.standing:
        case Standing.SHOWN | Standing.PARTLY:
            return Judged(shown.credit, (derivation, *notes))
        case Standing.NOT_SHOWN:
            return Judged(Fraction(0), (derivation, *notes))
        case Standing.OPEN:
            return Undecided(shown.message, (derivation,))
        case _:
            assert_never(shown.standing)


def _premises(judged: Sequence[JudgedLine], task: DerivationTask) -> Mapping[int, str]:
    """Return what to say about the lines that hold only with the premise that the stricter world drops."""
    if task.stricter is None:
        return {}
    strict = _ground([one.line for one in judged], task.stricter)
    nodes = {one.line.number: one.node for one in judged}
    found: dict[int, str] = {}
    for one in judged:
        before = None if one.before is None else nodes[one.before]
        equation = one.mark is LineMark.HOLDS and one.line.relation is RelationKind.EQUAL
        if equation and before is not None and one.node is not None:
            finding = strict.same(before, one.node)
            if finding.truth is Truth.NO and not finding.misfit:
                found[one.line.number] = task.premise
    return found


def _line(
    one: JudgedLine, claims: Mapping[int, str], premises: Mapping[int, str], notation: Notation
) -> DerivationLine:
    line = one.line
    # a name may be unknown to the reader and yet be one that the student defined
    faults = line.faults if one.mark in (LineMark.UNDECIDED, LineMark.UNREAD) else ()
    notes = (premises.get(line.number, ""), claims.get(line.number, ""))
    said = (one.remark, *(fault.message for fault in faults), *notes)
    latex = ""
    if line.node is not None:
        relation = f"{relation_latex(line.relation)} " if line.relation is not None else ""
        latex = relation + to_latex(line.node)
    remark = " ".join(dict.fromkeys(filter(None, said)))
    broken = one.node if one.mark is LineMark.BROKEN else None
    alike = "" if broken is None else likeness_of_form(broken, notation)
    return DerivationLine(line.number, one.mark, latex, line.source, remark, str(line.place or ""), one.witness, alike)
