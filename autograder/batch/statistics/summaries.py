"""One graded submission boiled down to what its class needs of it."""

import json
from collections.abc import Mapping
from fractions import Fraction

from pydantic import TypeAdapter

from autograder.batch.statistics.code_units import code_units
from autograder.batch.statistics.concerns import DID_NOT_FINISH, concerns_of, faults_in
from autograder.batch.statistics.mistakes import mistake_of
from autograder.domain.classroom import CriterionSummary, PartSummary, Summary
from autograder.domain.graded import GradedPart, GradedSubmission
from autograder.domain.roster import Participant
from autograder.reporting.visible import encodable
from autograder.scoring import tally_criteria

_ADAPTER = TypeAdapter(Summary)
_MOST_ALERTS = 20


def summarise(participant: Participant, graded: GradedSubmission, sources: Mapping[str, bytes]) -> Summary:
    """Return the summary of one submission: a few kilobytes, and its own code.

    Parameters
    ----------
    participant
        Whose it is.
    graded
        Its whole record.
    sources
        The files that were read, by name; only Python is looked at.
    """
    return Summary(
        participant=participant,
        assignment_version=graded.assignment_version,
        engine_version=graded.engine_version,
        submission_sha256=graded.submission_sha256,
        isolation=graded.isolation,
        unreadable=graded.unreadable,
        tally=graded.tally,
        parts=tuple(_part(found.id, part) for found, part in graded.parts()),
        concerns=concerns_of(graded),
        alerts=graded.alerts[:_MOST_ALERTS],
        code=code_units(sources),
    )


def write_summary(summary: Summary) -> bytes:
    """Return a summary as one line of JSON."""
    # not the adapter's own bytes: it refuses lone surrogates, which a student's file may well contain
    plain = _ADAPTER.dump_python(summary, mode="json")
    return encodable(json.dumps(plain, ensure_ascii=False, separators=(",", ":"))).encode("utf-8")


def read_summary(written: bytes) -> Summary:
    """Read what `write_summary` wrote.

    Raises
    ------
    pydantic.ValidationError
        If the bytes are no such record.
    """
    return _ADAPTER.validate_json(written)


def _part(subquestion: str, part: GradedPart) -> PartSummary:
    faults = [kind for kind, _ in faults_in(part) if kind in DID_NOT_FINISH]
    return PartSummary(
        subquestion=subquestion,
        id=part.id,
        tally=part.tally,
        criteria=tuple(CriterionSummary(one.id, tally_criteria((one,))) for one in part.criteria),
        missing=part.missing,
        fault=faults[0] if faults and part.tally.earned == Fraction(0) else None,
        mistake=mistake_of(part),
    )
