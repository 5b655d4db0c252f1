"""Coverage: which of the required ideas a derivation shows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from autograder.mathematics.derivation.matching import shown_by
from autograder.mathematics.derivation.trail import Trail
from autograder.mathematics.derivation.waypoints import NOTHING, Shown, Standing, Waypoint


def cover(waypoints: Sequence[Waypoint], trail: Trail) -> Mapping[str, Shown]:
    """Return how each waypoint stands, by its criterion."""
    found: dict[str, Shown] = {}
    charged: set[int | None] = set()
    for waypoint in waypoints:
        shown = _best(waypoint, trail)
        if shown.by_slip and shown.line in charged:
            said = f"Line {shown.line} shows it but for its slip, which is counted once."
            shown = Shown(Standing.SHOWN, Fraction(1), shown.line, said)
        elif shown.by_slip:
            charged.add(shown.line)
        found[waypoint.criterion] = shown
    return {waypoint.criterion: _with_needs(waypoint, found) for waypoint in waypoints}


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


def _with_needs(waypoint: Waypoint, found: Mapping[str, Shown]) -> Shown:
    shown = found[waypoint.criterion]
    needed = [found[name] for name in waypoint.needs_any if name in found]
    if not needed or not shown.credit or any(one.credit for one in needed):
        return shown
    if any(one.standing is Standing.OPEN for one in needed):
        return Shown(Standing.OPEN, line=shown.line, message="It depends on a step that could not be judged.")
    return Shown(Standing.NOT_SHOWN, line=shown.line, message=f"Stated alone it earns nothing. {waypoint.missing}")
