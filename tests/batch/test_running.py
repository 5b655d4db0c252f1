"""A class from its submissions to its pages: once, again, interrupted, changed, in the way."""

import csv
import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.batch import grading_run, running
from autograder.batch.fingerprints import fingerprint
from autograder.batch.ledger import LEDGER, Ledger
from autograder.batch.progress import Counts, Stage
from autograder.batch.publishing import publish
from autograder.batch.recorded import class_grades, graded_submissions, recorded_class
from autograder.batch.room import ROOM, Start, open_room
from autograder.batch.running import Order, run_batch
from autograder.domain.classroom import Need, StudentRow
from autograder.domain.errors import SandboxFailure, UsageError
from autograder.domain.feedback import FeedbackLevel
from autograder.reporting import read_verdicts
from autograder.reporting.classroom import read_class

Fingerprints = Callable[[Path], dict[str, str]]


@pytest.mark.slow
def test_a_class_is_graded_once_and_published_again_to_the_same_bytes(
    order: Order, seen: list[Counts], fingerprints: Fingerprints
) -> None:
    outcome = run_batch(order, seen.append)
    assert outcome.submissions == 3  # two handed in the same
    assert (outcome.published.participants, outcome.published.handed_in) == (5, 4)
    assert outcome.published.needs[Need.NO_RESULT] == 2
    assert not outcome.failures
    assert outcome.isolation.startswith("S")
    held = read_class((order.out / "class.json").read_bytes()).isolation
    assert held.said == outcome.isolation
    assert bool(held.advice) == (held.level < "S3")
    first = fingerprints(order.out)
    assert {"index.html", "class.json", "marking.csv", "students/001/report.html", "students/005/results.json"} <= set(
        first
    )
    assert first["students/001/verdicts.json"] == first["students/002/verdicts.json"]
    assert not (order.out / ROOM / "staged").exists()
    assert [counts.done for counts in seen if counts.stage is Stage.GRADING][-1] == 3

    again = run_batch(replace(order, start=Start.RESUME), seen.append)
    assert again.reused == 3
    assert fingerprints(order.out) == first
    publish(order.out, 1, seen.append)
    assert fingerprints(order.out) == first
    shutil.rmtree(order.out / "students")
    (order.out / "clusters" / "stale.html").write_text("of an earlier run")
    publish(order.out, 1, seen.append)
    assert fingerprints(order.out) == first


@pytest.mark.slow
def test_what_an_interruption_left_is_taken_up_and_the_rest_graded(
    order: Order, seen: list[Counts], fingerprints: Fingerprints, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = replace(order, out=order.out.with_name("whole"))
    run_batch(whole, seen.append)

    # killed between the writing of a result and its recording
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(grading_run.GradingRun, "_take_in", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run_batch(order, seen.append)
    assert len(list((order.out / ROOM / "outbox").glob("grade-*"))) == 1
    seen.clear()
    run_batch(order, seen.append)
    assert next(counts.reused for counts in seen if counts.stage is Stage.GRADING) == 1
    assert fingerprints(order.out) == fingerprints(whole.out)


@pytest.mark.slow
def test_a_result_that_was_cut_off_is_graded_again(order: Order, seen: list[Counts]) -> None:
    outbox = order.out / ROOM / "outbox"
    outbox.mkdir(parents=True)
    (outbox / "grade-0000-0.json").write_bytes(b'{"version": {"assi')
    (outbox / "publish-0000-0.json").write_bytes(b"")
    outcome = run_batch(order, seen.append)
    assert not outcome.failures
    assert not list(outbox.iterdir())


@pytest.mark.slow
def test_a_new_submission_alone_is_graded_and_one_withdrawn_disappears(order: Order, seen: list[Counts]) -> None:
    run_batch(order, seen.append)
    (order.source / "004.zip").unlink()
    (order.source / "005.tex").write_text("\\begin{answer}{2.1}\\cells{11,12,13,14,15,21,22,23,31}\\end{answer}")
    outcome = run_batch(replace(order, roster=None), seen.append)
    assert (outcome.submissions, outcome.reused) == (3, 2)
    assert {path.name for path in (order.out / "students").iterdir()} == {"001", "002", "003", "005"}


@pytest.mark.slow
def test_another_secret_grades_everything_anew(order: Order, seen: list[Counts]) -> None:
    run_batch(order, seen.append)
    assert run_batch(replace(order, secret="another"), seen.append).reused == 0


@pytest.mark.slow
def test_a_submission_that_cannot_be_graded_is_ungraded_and_stops_nobody(
    order: Order, seen: list[Counts], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "fingerprint", _wrong_for_003)
    outcome = run_batch(order, seen.append)
    assert outcome.failures == {"003": grading_run.CHANGED}
    graded = read_verdicts((order.out / "students" / "003" / "verdicts.json").read_bytes())
    assert graded.tally.ungraded == graded.tally.possible
    record = read_class((order.out / "class.json").read_bytes())
    assert {row.participant.key for row in record.students if _needs(row, Need.UNGRADED)} == {"003"}
    monkeypatch.undo()
    assert not run_batch(order, seen.append).failures


def _wrong_for_003(path: Path) -> str:
    return "changed since" if path.name == "003.zip" else fingerprint(path)


def _needs(row: StudentRow, need: Need) -> bool:
    return any(concern.need is need for concern in row.concerns)


@pytest.mark.slow
def test_an_anonymous_class_names_nobody(order: Order, seen: list[Counts]) -> None:
    run_batch(replace(order, anonymous=True), seen.append)
    names = {"Student A", "Student B", "Student C", "Student D", "Student E"}
    written = (order.out / "class.json").read_text(encoding="utf-8")
    assert not any(name in written for name in names)
    assert not {path.name for path in (order.out / "students").iterdir()} & {"001", "002", "003", "004", "005"}
    shown = json.loads(written)["students"]
    folders = {path.name for path in (order.out / "students").iterdir()}
    assert {row["participant"]["key"] for row in shown} == folders
    with (order.out / ROOM / "names.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["folder"] for row in rows} == folders
    assert {row["name"] for row in rows} == names
    for folder in folders:
        page = (order.out / "students" / folder / "report.html").read_text(encoding="utf-8")
        assert f'<p class="author"><bdi>{folder}</bdi></p>' in page
        assert not any(name in page for name in names)


@pytest.mark.slow
def test_the_feedback_level_decides_what_students_see_and_not_what_staff_see(order: Order, seen: list[Counts]) -> None:
    run_batch(order, seen.append)
    full = {name: (order.out / "students/001" / name).read_bytes() for name in ("report.html", "verdicts.json")}
    assert "<bdi>Student A · 001</bdi>" in full["report.html"].decode()
    run_batch(replace(order, level=FeedbackLevel.SCORES), seen.append)
    assert (order.out / "students/001/verdicts.json").read_bytes() == full["verdicts.json"]
    assert (order.out / "students/001/report.html").read_bytes() != full["report.html"]


@pytest.mark.slow
def test_the_machines_own_record_can_be_had_back(order: Order, seen: list[Counts]) -> None:
    run_batch(order, seen.append)
    with recorded_class(order.out) as (ledger, setup):
        found = {entry.participant.key: graded for entry, graded in graded_submissions(ledger, setup.version)}
    assert set(found) == {"001", "002", "003", "004"}
    assert found["001"].tally.earned == 6


def test_nothing_is_begun_where_code_cannot_be_held(
    order: Order, seen: list[Counts], monkeypatch: pytest.MonkeyPatch
) -> None:
    def examine(*_: object, **__: object) -> object:
        raise SandboxFailure("no process can be started")

    monkeypatch.setattr(running, "examine", examine)
    with pytest.raises(SandboxFailure):
        run_batch(order, seen.append)
    assert not (order.out / "students").exists()


@pytest.mark.slow
def test_fresh_begins_anew_and_keeps_what_humans_decided(order: Order, seen: list[Counts]) -> None:
    run_batch(order, seen.append)
    (order.out / "marks.jsonl").touch()
    assert run_batch(replace(order, start=Start.FRESH), seen.append).reused == 0
    assert (order.out / "marks.jsonl").exists()


def test_an_order_that_cannot_be_followed_changes_nothing(order: Order, seen: list[Counts]) -> None:
    order.out.mkdir()
    (order.out / "thesis.txt").write_text("mine")
    for wrong, said in (
        (order, "holds files of something else"),
        (replace(order, start=Start.FRESH), "holds files of something else"),
        (replace(order, out=order.source / "reports"), "lies among the submissions"),
        (replace(order, out=order.source / "001.zip"), "among the submissions|is a file"),
        (replace(order, out=order.out.with_name("new"), start=Start.RESUME), "nothing to resume"),
        (replace(order, roster=order.source / "001.zip"), "no column that names people|is not a CSV"),
    ):
        with pytest.raises(UsageError, match=said):
            run_batch(wrong, seen.append)
    assert [path.name for path in order.out.iterdir()] == ["thesis.txt"]
    assert not (order.source / "reports").exists()
    assert not order.out.with_name("new").exists()


@pytest.mark.parametrize(
    "trouble", [OSError(errno.ENOSPC, "No space left on device"), sqlite3.OperationalError("database or disk is full")]
)
def test_a_full_disk_is_said_as_such_and_leaves_what_is_recorded(tmp_path: Path, trouble: Exception) -> None:
    with pytest.raises(UsageError, match=r"cannot write into .*; once that is mended"), _room_of(tmp_path):
        raise trouble
    assert (tmp_path / ROOM / "kept").exists()


@contextmanager
def _room_of(out: Path) -> Iterator[None]:
    with open_room(out, Start.EITHER) as room:
        (room / "kept").touch()
        yield


@pytest.mark.slow
def test_a_class_that_was_only_shown_otherwise_is_not_graded_again(order: Order, seen: list[Counts]) -> None:
    run_batch(order, seen.append)
    again = run_batch(replace(order, level=FeedbackLevel.HINTS, anonymous=True), seen.append)
    assert again.reused == again.submissions == 3
    assert not {path.name for path in (order.out / "students").iterdir()} & {"001", "002", "003", "004", "005"}


@pytest.mark.slow
def test_names_that_are_no_text_are_graded_and_shown(order: Order, seen: list[Counts]) -> None:
    odd = order.source / os.fsdecode(b"Andr\xe9")
    odd.mkdir()
    (odd / "answers.tex").write_text("\\begin{answer}{2.1}\\cells{11,12,13,14,15,21,22,23,31}\\end{answer}")
    assert not run_batch(order, seen.append).failures
    record = read_class((order.out / "class.json").read_bytes())
    (row,) = (row for row in record.students if row.participant.name.startswith("Andr"))
    assert row.tally.earned > 0
    assert (order.out / "students" / row.participant.key / "report.html").exists()


def test_two_batches_do_not_work_in_one_folder(order: Order, seen: list[Counts]) -> None:
    with open_room(order.out, Start.EITHER), pytest.raises(UsageError, match="another batch is at work"):
        run_batch(order, seen.append)


def test_a_batch_of_another_assignment_is_not_written_over(order: Order, seen: list[Counts]) -> None:
    with open_room(order.out, Start.EITHER) as room, Ledger(room / LEDGER) as ledger:
        ledger.state({"assignment_id": "another-course"})
    with pytest.raises(UsageError, match="holds a batch of another-course"):
        run_batch(order, seen.append)


@pytest.mark.parametrize("call", [lambda out: publish(out, 1, print), class_grades])
def test_where_no_batch_is_there_is_nothing_to_publish(tmp_path: Path, call: Callable[[Path], object]) -> None:
    with pytest.raises(UsageError):
        call(tmp_path / "out")
    assert not (tmp_path / "out").exists()
