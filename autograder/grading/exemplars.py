"""Whole submissions that come with an assignment, and what each must be given."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, assert_never

from pydantic import BeforeValidator, ValidationError

from autograder.answers import Spec
from autograder.domain.errors import AssignmentError
from autograder.domain.faults import FaultKind
from autograder.domain.graded import GradedCriterion, GradedSubmission
from autograder.domain.points import format_points, parse_points
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded, Verdict

EXEMPLARS = "exemplars"
"""Name of the folder that holds them."""

Points = Annotated[Fraction, BeforeValidator(parse_points)]


class Expected(Spec):
    """`expected.toml` of an exemplar.

    Parameters
    ----------
    about
        What the exemplar shows, in one sentence.
    earned, pending
        Totals of the whole submission.
    otherwise
        What every criterion not named in `criteria` must be.
    criteria
        ``"4.1/A/row_d"`` to a credit such as ``"1/2"``, or ``missing``, ``pending``, ``undecided`` or ``ungraded``.
    slips
        ``"4.1/A/row_d"`` to the identifier of the slip that must be named for it.
    alerts
        Texts of which each must occur in one of the alerts.
    """

    about: str
    earned: Points
    pending: Points
    otherwise: str = "1"
    criteria: Mapping[str, str] = {}
    slips: Mapping[str, str] = {}
    alerts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exemplar:
    """One exemplar: its folder is the submission, but for `expected.toml`."""

    name: str
    folder: Path
    expected: Expected


def load_exemplars(folder: Path) -> tuple[Exemplar, ...]:
    """Load every exemplar of an assignment; none if it has no folder of them.

    Raises
    ------
    AssignmentError
        If one has no readable `expected.toml`.
    """
    shelf = folder / EXEMPLARS
    return tuple(_load(path) for path in sorted(shelf.iterdir()) if path.is_dir()) if shelf.is_dir() else ()


def _load(folder: Path) -> Exemplar:
    try:
        table = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
        return Exemplar(folder.name, folder, Expected.model_validate_json(json.dumps(table)))
    except FileNotFoundError:
        raise AssignmentError(f"exemplars/{folder.name} has no expected.toml") from None
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else None
        reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}" if first else str(error)
        raise AssignmentError(f"exemplars/{folder.name}/expected.toml: {reason}") from None


def criteria_of(graded: GradedSubmission) -> Iterator[tuple[str, GradedCriterion]]:
    """Walk through the criteria as ``"4.1/A/row_d"``."""
    for subquestion, part, criterion in graded.criteria():
        yield f"{subquestion.id}/{part.id}/{criterion.id}", criterion


def standing(verdict: Verdict) -> str:
    """Write a verdict as `expected.toml` does."""
    match verdict:
        case Judged(fault=fault) if fault is not None and fault.fault is FaultKind.MISSING:
            return "missing"
        case Judged():
            return str(verdict.credit)
        case Pending() | Undecided() | Ungraded():
            return verdict.kind
        case _:
            assert_never(verdict)


def reason_of(verdict: Verdict) -> str:
    """Return why there is no number, to be said behind the standing; empty if there is one."""
    match verdict:
        case Undecided(reason=reason) | Ungraded(failure=reason):
            return f" ({reason})"
        case Judged() | Pending():
            return ""
        case _:
            assert_never(verdict)


def differences(expected: Expected, graded: GradedSubmission) -> Iterator[str]:
    """Say in one sentence each where a graded exemplar is not what it must be."""
    found = dict(criteria_of(graded))
    for name in (*expected.criteria, *expected.slips):
        if name not in found:
            yield f'there is no criterion "{name}"'
    for name, criterion in found.items():
        wanted, given = expected.criteria.get(name, expected.otherwise), standing(criterion.verdict)
        if given != wanted:
            yield f"{name} must be {wanted}, and is {given}{reason_of(criterion.verdict)}"
        slip = criterion.verdict.slip if isinstance(criterion.verdict, Judged) else None
        if name in expected.slips and slip != expected.slips[name]:
            yield f"{name} must name the slip {expected.slips[name]}, and names {slip or 'none'}"
    for what, wanted_points, given_points in (
        ("earned", expected.earned, graded.tally.earned),
        ("pending", expected.pending, graded.tally.pending),
    ):
        if wanted_points != given_points:
            yield f"{format_points(wanted_points)} points must be {what}, and {format_points(given_points)} are"
    alerts = [f"{alert.message} {alert.hint}" for alert in graded.alerts] + [graded.unreadable]
    for text in expected.alerts:
        if not any(text in alert for alert in alerts):
            yield f'no alert says "{text}"'
