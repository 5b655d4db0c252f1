"""`autograde batch SOURCE --out DIR`: a whole class in, its reports and its dashboard out."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.assignment import shipped_folder
from autograder.batch.progress import Counts, Stage, Watch
from autograder.batch.room import Start
from autograder.cli.exits import Exit
from autograder.cli.options import ASSIGNMENT, FEEDBACK, ISOLATION, SECRET_FILE, SECRET_VARIABLE, read_secret
from autograder.domain.classroom import Need
from autograder.domain.errors import UsageError
from autograder.domain.feedback import FeedbackLevel
from autograder.domain.points import format_points
from autograder.reporting.visible import visible

if TYPE_CHECKING:
    from autograder.batch.running import Outcome

_MOST_WORKERS = 256
_MOST_NAMED = 5
_NO_SECRET = (
    "note: without a secret the random cases are those that students see; for marks, give your own with --secret-file "
    f"or ${SECRET_VARIABLE}."
)
_WORDS = {
    Stage.READING: "Reading",
    Stage.GRADING: "Grading",
    Stage.PUBLISHING: "Writing reports",
    Stage.CLASS: "Writing the dashboard",
}


@click.command(short_help="Grade a class, and make its dashboard.")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for everything that is made.")
@click.option("--roster", type=click.Path(path_type=Path), help="CSV of the class: name, sid, email, sections.")
@click.option("--workers", type=click.IntRange(1, _MOST_WORKERS), help="Processes [default: one a core].")
@click.option("--resume/--fresh", default=None, help="Go on with what is in DIR, or start over [default: go on].")
@ASSIGNMENT
@SECRET_FILE
@click.option("--anonymous", is_flag=True, help="Put numbers for names, in pages and in names of folders.")
@FEEDBACK
@ISOLATION
@click.option("--quiet", is_flag=True, help="Print nothing but failures.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def batch(
    source: Path,
    out: Path,
    roster: Path | None,
    workers: int | None,
    resume: bool | None,
    assignment: Path | None,
    secret_file: Path | None,
    anonymous: bool,
    feedback: str | None,
    isolation: str | None,
    quiet: bool,
    as_json: bool,
) -> int:
    """Grade a class: SOURCE is a folder or a zip of submissions, or a download from Gradescope, Moodle or Canvas.

    Given again, it grades only what is new. Exit codes: 0 graded, 2 bad usage, 4 the engine failed on some of it, 130
    interrupted.
    """
    # the machinery of a batch is of no use to the other commands, which must start fast
    from autograder.batch.local import usable_cores
    from autograder.batch.running import Order, run_batch

    if not source.exists():
        raise UsageError(f'"{source}" does not exist')
    if assignment is not None and not assignment.is_dir():
        raise UsageError(f"the assignment {assignment} is not a folder")
    order = Order(
        source=source,
        out=out,
        assignment=assignment or shipped_folder("reference"),
        look=shipped_folder("reports"),
        workers=workers or usable_cores(),
        roster=roster,
        start=Start.EITHER if resume is None else Start.RESUME if resume else Start.FRESH,
        secret=read_secret(secret_file),
        anonymous=anonymous,
        level=FeedbackLevel(feedback) if feedback else None,
        isolation=isolation,
    )
    try:
        with _screen(shown=not quiet and not as_json) as watch:
            outcome = run_batch(order, watch)
    except (KeyboardInterrupt, SystemExit) as end:
        click.echo(
            f"autograde: interrupted; what was graded is kept in {visible(str(out))}, and the same command"
            f"{' without --fresh' if order.start is Start.FRESH else ''} goes on from there.",
            err=True,
        )
        return end.code if isinstance(end, SystemExit) and isinstance(end.code, int) else Exit.INTERRUPTED
    _report(outcome, out, quiet=quiet, as_json=as_json)
    _note_no_secret(order.secret, quiet=quiet)
    published = outcome.published
    failed = outcome.failures or published.unpublished or published.needs.get(Need.UNGRADED)
    return Exit.ENGINE_FAILURE if failed else Exit.DONE


@contextmanager
def _screen(*, shown: bool) -> Iterator[Watch]:
    """Yield what shows the counts on a terminal, and nothing anywhere else."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not shown or not console.is_terminal:
        yield lambda _: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[said]}"),
    )
    with Progress(*columns, console=console) as progress:
        bars = {stage: progress.add_task(word, visible=False, said="") for stage, word in _WORDS.items()}

        def watch(counts: Counts) -> None:
            bar, total = bars[counts.stage], max(counts.total, 1)
            progress.update(bar, completed=counts.done, total=total, visible=True, said=_said(counts))

        yield watch


def _said(counts: Counts) -> str:
    parts = (
        (counts.reused, "known already"),
        (counts.awaiting, "need a human"),
        (counts.failed, "failed"),
    )
    return ", ".join(f"{number:,} {word}" for number, word in parts if number)


def _note_no_secret(secret: str, *, quiet: bool) -> None:
    if not secret and not quiet:
        click.echo(_NO_SECRET, err=True)


def _report(outcome: "Outcome", out: Path, *, quiet: bool, as_json: bool) -> None:
    for key, reason in sorted(outcome.failures.items()):
        click.echo(f"autograde: {visible(key)} could not be graded: {reason}", err=True)
    for key in outcome.published.unpublished:
        click.echo(f"autograde: the report of {visible(key)} could not be made; it is shown as ungraded", err=True)
    if as_json:
        click.echo(json.dumps(_summary(outcome, out), indent=1))
    elif not quiet:
        click.echo("\n".join(_lines(outcome, out)))


def _some(names: Sequence[str]) -> str:
    return ", ".join(map(visible, names[:_MOST_NAMED])) + (", …" if len(names) > _MOST_NAMED else "")


def _summary(outcome: "Outcome", out: Path) -> dict[str, object]:
    published = outcome.published
    return {
        "participants": published.participants,
        "handed_in": published.handed_in,
        "no_submission": published.participants - published.handed_in,
        "different_submissions": outcome.submissions,
        "graded_before": outcome.reused,
        "graded_again": outcome.regraded,
        "mean": None if published.mean is None else str(published.mean),
        "possible": str(published.possible),
        "need_human": published.need_human,
        "needs": {need.value: published.needs.get(need, 0) for need in Need},
        "failed": dict(sorted(outcome.failures.items())),
        "unpublished": sorted(published.unpublished),
        "isolation": outcome.isolation,
        "class_cpu_seconds": round(published.class_seconds, 3),
        "late": outcome.late,
        "left_alone": list(outcome.left_alone),
        "not_on_roster": list(outcome.strangers),
        "index": str(out / "index.html"),
    }


def _lines(outcome: "Outcome", out: Path) -> Iterator[str]:
    published = outcome.published
    absent = published.participants - published.handed_in
    yield f"{published.handed_in:,} of {published.participants:,} handed in" + (
        f"; {absent:,} without a submission" if absent else ""
    )
    if outcome.reused:
        yield f"{outcome.reused:,} were graded before and not again"
    if outcome.regraded:
        yield f"{outcome.regraded:,} were graded again: their code had been held less strongly than is required now"
    if published.mean is not None:
        yield f"mean {float(published.mean):.1f} of {format_points(published.possible)}, without what awaits a human"
    said = [f"{published.need_human:,} need a human"] if published.need_human else []
    counted = (Need.BLANK, Need.CRASHED, Need.TIMED_OUT, Need.TAMPERING, Need.NEAR_DUPLICATE, Need.UNGRADED)
    said += [f"{published.needs[need]:,} {need.value}" for need in counted if published.needs.get(need)]
    if said:
        yield ", ".join(said)
    yield f"isolation {outcome.isolation}"
    if outcome.late:
        yield f"{outcome.late:,} came late: their reports say by how much, `autograde grades` takes off what it costs"
    if outcome.left_alone:
        yield f"left alone, since they are no submissions: {_some(outcome.left_alone)}"
    if outcome.strangers:
        yield (
            f"{len(outcome.strangers):,} of those who handed in are not on the roster: {_some(outcome.strangers)}; "
            "compare its sid, email and name with what they are called here"
        )
    yield f"the class is in {visible(str(out / 'index.html'))}"
