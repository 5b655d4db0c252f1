"""What must hold of a graded synthetic class, each with its figure and with where it does not hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from make_class import earned

from autograder.domain.classroom import ClassRecord
from autograder.domain.graded import GradedSubmission
from autograder.grading.exemplars import criteria_of, standing
from autograder.reporting import read_verdicts
from autograder.reporting.classroom import read_class

_CLEAR_SIZE = 200
"""Students from which on the planted item must show; in fewer, chance hides it."""
_NAMED = 5
_MOST_INDEX_KB = 1000
_MOST_REPORT_KB = 150
_MOST_SHARE = 0.10


@dataclass(frozen=True)
class Claim:
    """One thing that must hold, what was found of it, and where it does not hold."""

    name: str
    figure: str
    broken: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = f"{'FAIL' if self.broken else 'pass'}  {self.name:<52}  {self.figure}"
        more = f"; and {len(self.broken) - _NAMED} more" if len(self.broken) > _NAMED else ""
        return said + (f"\n      {'; '.join(self.broken[:_NAMED])}{more}" if self.broken else "")


def bounded(name: str, figure: str, *, holds: bool) -> Claim:
    """Return a claim about one figure."""
    return Claim(name, figure, () if holds else (figure,))


def claims_of_truth(out: Path, truth: Mapping[str, Any]) -> Iterator[Claim]:
    """Compare a graded class with its truth."""
    record = read_class((out / "class.json").read_bytes())
    graded = {sid: _graded(out, sid) for sid in truth["students"]}
    yield _marks(graded, truth)
    wrong_totals = tuple(_wrong_totals(graded, truth))
    yield Claim("every total is exact", f"{len(graded) - len(wrong_totals):,} of {len(graded):,}", wrong_totals)
    rows = {row.participant.key for row in record.students}
    everybody = {*truth["students"], *truth["absent"]}
    yield Claim("everybody is on the roster page", f"{len(rows):,}, absent ones too", tuple(sorted(everybody ^ rows)))
    lost = tuple(_lost_clusters(record, truth))
    planted = len(truth["clusters"])
    yield Claim("clusters found are those planted", f"{planted - len(lost)} of {planted}", lost)
    yield _bad_item(record, truth, len(graded))
    yield _duplicates(record, truth)


def claims_of_size(out: Path, share: float) -> Iterator[Claim]:
    """Check what the pages weigh, and what share of the processor time the dashboard took."""
    index = (out / "index.html").stat().st_size / 1024
    yield bounded("index.html is under 1 MB", f"{index:.0f} KB", holds=index < _MOST_INDEX_KB)
    largest = max(path.stat().st_size for path in (out / "students").glob("*/report.html")) / 1024
    yield bounded("no student's report is over 150 KB", f"largest {largest:.0f} KB", holds=largest <= _MOST_REPORT_KB)
    yield bounded("the dashboard takes at most 10 % of the CPU", f"{share:.1%}", holds=share <= _MOST_SHARE)


def _graded(out: Path, sid: str) -> GradedSubmission:
    return read_verdicts((out / "students" / sid / "verdicts.json").read_bytes())


def _marks(graded: Mapping[str, GradedSubmission], truth: Mapping[str, Any]) -> Claim:
    wrong = tuple(_wrong_marks(graded, truth))
    number = sum(len(list(criteria_of(record))) for record in graded.values() if not record.unreadable)
    return Claim("every criterion is judged as its author knows", f"{number:,} criteria, {len(wrong)} wrong", wrong)


def _wrong_marks(graded: Mapping[str, GradedSubmission], truth: Mapping[str, Any]) -> Iterator[str]:
    for sid, record in graded.items():
        known = truth["students"][sid]
        if known["unreadable"] != bool(record.unreadable):
            yield f"{sid}: {record.unreadable or 'could be read'}"
        for name, criterion in criteria_of(record):
            wanted, found = known["criteria"].get(name, "missing"), standing(criterion.verdict)
            # of a file that cannot be loaded some answers are missing and some are worth nothing
            if not record.unreadable and found != wanted:
                yield f"{sid} {name}: {found} for {wanted}"


def _wrong_totals(graded: Mapping[str, GradedSubmission], truth: Mapping[str, Any]) -> Iterator[str]:
    for sid, record in graded.items():
        wanted = earned(dict(truth), truth["students"][sid]["criteria"])
        if record.tally.earned != wanted:
            yield f"{sid}: {record.tally.earned} for {wanted}"


def _lost_clusters(record: ClassRecord, truth: Mapping[str, Any]) -> Iterator[str]:
    found = {(f"{one.subquestion}/{one.part}", frozenset(one.keys)) for one in record.clusters}
    for planted in truth["clusters"]:
        if (planted["part"], frozenset(planted["students"])) not in found:
            of_part = [len(keys) for part, keys in found if part == planted["part"]]
            yield f"{planted['part']} {planted['mistake']} ({len(planted['students'])}; found {of_part})"


def _bad_item(record: ClassRecord, truth: Mapping[str, Any], size: int) -> Claim:
    looked = {item.subquestion for item in record.subquestions if item.correlation.needs_look}
    wanted = {truth["bad_item"]} if size >= _CLEAR_SIZE else looked & {truth["bad_item"]}
    figure = f"{', '.join(sorted(looked)) or 'none'}, of {len(record.subquestions)}"
    return Claim("the bad item is flagged, and no other", figure, tuple(sorted(looked ^ wanted)))


def _duplicates(record: ClassRecord, truth: Mapping[str, Any]) -> Claim:
    pairs = {tuple(sorted((pair.left, pair.right))) for pair in record.pairs}
    planted = {tuple(pair) for pair in truth["duplicates"]}
    broken = tuple(" and ".join(pair) for pair in sorted(pairs ^ planted))
    return Claim("planted duplicates are flagged, and no others", f"{len(pairs & planted)} of {len(planted)}", broken)
