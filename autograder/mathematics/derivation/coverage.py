"""Coverage: which of the required ideas a derivation shows."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from autograder.domain.evidence import LineMark
from autograder.mathematics.derivation.matching import shown_by
from autograder.mathematics.derivation.structure import fits
from autograder.mathematics.derivation.trail import Trail
from autograder.mathematics.derivation.waypoints import NOTHING, Shown, Standing, Waypoint

_STATED_ALONE = "It stands there, but stated alone it earns nothing: no line that is shown leads up to it."


def cover(waypoints: Sequence[Waypoint], trail: Trail, earned: Collection[str] = ()) -> Mapping[str, Shown]:
    """Return how each waypoint stands, by its criterion.

    Parameters
    ----------
    waypoints
        In the order of the assignment.
    trail
        The judged derivation.
    earned
        Criteria that other answers of the part have earned.
    """
    best = {one.criterion: _spoiled(one, trail) or _best(one, trail) for one in waypoints}
    found = _counted_once(best, waypoints)
    settled = {
        one.criterion: found[one.criterion] if _stands_elsewhere(one, earned) else _with_needs(one, found, trail)
        for one in waypoints
    }
    return _with_slips_charged(settled, waypoints, trail)


def _counted_once(found: Mapping[str, Shown], waypoints: Sequence[Waypoint]) -> Mapping[str, Shown]:
    """Charge each known slip to one criterion: that whose idea it spoils, else the one that has most to lose by it."""
    slips = {one.criterion: one.slips for one in waypoints}
    half_for = {one.criterion: one.half_for for one in waypoints}

    def urgency(pair: tuple[str, Shown]) -> tuple[bool, Fraction]:
        name, shown = pair
        owns = any(re.search(pattern, shown.cause) for pattern in slips[name])
        return not owns, shown.credit - shown.by_slip

    counted = dict(found)
    charged: set[int | None] = set()
    restored = {shown.slip for shown in found.values()} - {None}
    for name, shown in sorted(found.items(), key=urgency):
        slip = shown.line if shown.slip is None else shown.slip
        if shown.by_slip and slip in charged:
            said = f"Line {shown.line} shows it but for its slip, which is counted once."
            standing = Standing.SHOWN if shown.by_slip == 1 else Standing.PARTLY
            counted[name] = Shown(standing, shown.by_slip, shown.line, said)
        elif shown.by_slip:
            charged.add(slip)
            small = slip in restored or any(re.search(pattern, shown.cause) for pattern in half_for[name])
            if not shown.credit and small:
                said = f"Line {shown.line} shows it but for one slip of sign or factor: half."
                counted[name] = Shown(Standing.PARTLY, shown.by_slip / 2, shown.line, said)
    return counted


def _with_slips_charged(
    settled: Mapping[str, Shown], waypoints: Sequence[Waypoint], trail: Trail
) -> Mapping[str, Shown]:
    """Charge the slips of each chain at least once: a chain that breaks has not shown everything it was to show.

    A chain is charged where one of the criteria that it decides is not earned in full, or where an end is missing;
    otherwise the one decided nearest to the slip gets half.
    """
    charged = dict(settled)
    ends = [one.criterion for one in waypoints if any(form.at != "anywhere" for form in one.forms)]
    missed = any(charged[name].credit < 1 for name in ends)
    for numbers, broken in trail.broken_chains:
        here = [name for name, shown in charged.items() if shown.line in numbers]
        if not here or missed or any(charged[name].credit < 1 for name in here):
            continue
        nearest = min(here, key=lambda name: abs((charged[name].line or 0) - broken))
        said = f"Line {broken} does not follow, and this chain is to show it: half."
        shown = charged[nearest]
        charged[nearest] = replace(shown, standing=Standing.PARTLY, credit=shown.credit / 2, message=said)
    return charged


def _spoiled(waypoint: Waypoint, trail: Trail) -> Shown | None:
    """Return how a waypoint stands whose conclusion is false, whatever leads up to it."""
    wanted = waypoint.spoiled_by
    if wanted is None:
        return None
    broken = (step for step in trail.steps if step.right.mark is LineMark.BROKEN)
    found = next((step.right.number for step in broken if fits(step.statement, wanted, trail.ground)), None)
    return None if found is None else Shown(Standing.NOT_SHOWN, line=found, message=f"What line {found} says is false.")


def _best(waypoint: Waypoint, trail: Trail) -> Shown:
    candidates = [shown for form in waypoint.forms for shown in shown_by(form, trail)]
    best = max(
        candidates,
        key=lambda shown: (shown.standing, shown.credit, shown.by_slip, bool(shown.message)),
        default=NOTHING,
    )
    if best.standing < Standing.OPEN and trail.unread is not None:
        return Shown(Standing.OPEN, line=trail.unread, message=f"Line {trail.unread} could not be read.")
    return best if best.standing else replace(best, message=f"{waypoint.missing} {best.message}".strip())


def _stands_elsewhere(waypoint: Waypoint, earned: Collection[str]) -> bool:
    return waypoint.elsewhere and any(name in earned for name in waypoint.needs_any)


def _with_needs(waypoint: Waypoint, found: Mapping[str, Shown], trail: Trail) -> Shown:
    shown = found[waypoint.criterion]
    needed = [found[name] for name in waypoint.needs_any if name in found]
    if not needed or not shown.credit or any(one.credit for one in needed):
        return shown
    if any(one.standing is Standing.OPEN for one in needed):
        return Shown(Standing.OPEN, line=shown.line, message="It depends on a step that could not be judged.")
    for_a_marker = (one for form in waypoint.forms if form.for_a_marker for one in shown_by(form, trail))
    left_open = next((one for one in for_a_marker if one.standing is Standing.OPEN), None)
    if left_open is not None:
        return left_open
    return Shown(Standing.NOT_SHOWN, line=shown.line, message=_STATED_ALONE)
