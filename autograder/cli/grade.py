"""`autograde grade SUBMISSION`: one submission in, results.json, report.html and verdicts.json out."""

import platform
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from autograder.assignment import feedback_level, load_assignment, shipped_folder
from autograder.cli.exits import Exit
from autograder.cli.options import ASSIGNMENT, FEEDBACK, ISOLATION, SECRET_FILE, read_secret
from autograder.cli.table import print_summary
from autograder.domain.errors import UsageError
from autograder.domain.feedback import FeedbackLevel
from autograder.domain.verdicts import Ungraded
from autograder.grading import Grader, Grading
from autograder.reporting import (
    SINKS,
    Look,
    refuse_to_replace,
    render_outputs,
    run_record,
    student_record,
    write_outputs,
)
from autograder.reporting.visible import visible
from autograder.sandbox import open_sandbox


@click.command(short_help="Grade one submission.")
@click.argument("submission", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the reports [default: beside SUBMISSION].")
@click.option("--force", is_flag=True, help="Overwrite reports that are already there.")
@ASSIGNMENT
@SECRET_FILE
@FEEDBACK
@ISOLATION
@click.option("--quiet", is_flag=True, help="Print nothing but failures.")
@click.option("--json", "as_json", is_flag=True, help="Print verdicts.json instead of the table.")
def grade(
    submission: Path,
    out: Path | None,
    force: bool,
    assignment: Path | None,
    secret_file: Path | None,
    feedback: str | None,
    isolation: str | None,
    quiet: bool,
    as_json: bool,
) -> int:
    """Grade SUBMISSION: a zip, a folder, or a single answers.tex or solution.py.

    Exit codes: 0 graded, 2 bad usage, 3 the submission could not be read, 4 the engine failed, or the code cannot be
    held here as required (then nothing is written).
    """
    submission = _named(submission)
    if assignment is not None and not assignment.is_dir():
        raise UsageError(f"the assignment {assignment} is not a folder")
    started = time.perf_counter()
    folder = out or submission.with_name(f"{submission.stem}-report")
    if not force:
        refuse_to_replace(folder, (*SINKS, "run.json"))
    loaded = load_assignment(assignment or shipped_folder("reference"))
    minimum = isolation or loaded.table.limits.minimum_isolation
    secret = read_secret(secret_file)
    with (
        open_sandbox(minimum=minimum, secrets=[loaded.folder]) as sandbox,
        # as `batch` does: nothing is written that would have to be graded again once the code can be run
        Grader(loaded, sandbox, secret, refuses=True) as grader,
    ):
        grading = grader.grade(submission)
    # whoever grades by hand does it when all is handed in
    level = FeedbackLevel(feedback) if feedback else feedback_level(loaded.table, due_passed=True)
    rendered = render_outputs(grading.graded, Look(shipped_folder("reports")), level=level)
    rendered["run.json"] = run_record(_run_facts(grading, time.perf_counter() - started))
    write_outputs(folder, rendered, force=force)
    if as_json and not quiet:
        click.echo(rendered["verdicts.json"].decode(), nl=False)
    elif not quiet:
        print_summary(student_record(grading.graded, level), folder)
    return exit_code(grading)


def _named(submission: Path) -> Path:
    """Return the submission under a name beside which its report can lie: ``.`` has none.

    Raises
    ------
    UsageError
        If there is nothing of that name.
    """
    if not submission.exists():
        raise UsageError(f'"{submission}" does not exist; name a zip, a folder, an answers.tex or a solution.py')
    if submission.name in ("", ".."):
        submission = submission.resolve()
    if not submission.name:
        raise UsageError(f"{submission} is no submission; name a zip, a folder, an answers.tex or a solution.py")
    return submission


def _run_facts(grading: Grading, seconds: float) -> dict[str, object]:
    return {
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 3),
        "student_code_seconds": round(grading.run_seconds, 3),
        "host": platform.node(),
        "platform": platform.platform(),
        "python": platform.python_version(),
    }


def exit_code(grading: Grading) -> Exit:
    """Return what the process ends with, having said on standard error what a person has to know."""
    if grading.graded.unreadable:
        click.echo(f"autograde: {grading.graded.unreadable}", err=True)
        return Exit.UNREADABLE
    if grading.graded.tally.ungraded:
        click.echo(f"autograde: some answers could not be graded: {_first_failure(grading)}", err=True)
        return Exit.ENGINE_FAILURE
    return Exit.DONE


def _first_failure(grading: Grading) -> str:
    verdicts = (criterion.verdict for _, _, criterion in grading.graded.criteria())
    return next((visible(verdict.failure) for verdict in verdicts if isinstance(verdict, Ungraded)), "see the report")
