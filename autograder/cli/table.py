"""What a student reads in the terminal: one line a subquestion, the total, and where the report is."""

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.domain.graded import AlertLevel, GradedSubmission, GradedSubquestion
from autograder.domain.points import format_points
from autograder.reporting import reason
from autograder.reporting.plaintext import prose_text
from autograder.reporting.visible import visible

_ALERT_STYLE = {AlertLevel.NOTICE: "dim", AlertLevel.WARNING: "yellow", AlertLevel.PROBLEM: "red"}


_NARROWEST = 60


def print_summary(graded: GradedSubmission, folder: Path) -> None:
    """Print the table, the alerts and the total; colours only on a terminal."""
    console = Console(highlight=False)
    console.width = max(console.width, _NARROWEST)
    if graded.unreadable:
        console.print(f"The reports are in {visible(str(folder))}", markup=False, soft_wrap=True)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    table.add_column("Subquestion", overflow="fold")
    table.add_column("Points", justify="right")
    table.add_column("", overflow="fold")
    for subquestion in graded.subquestions():
        table.add_row(subquestion.id, subquestion.title, _score(subquestion), _remark(subquestion))
    console.print(table)
    console.print()
    for alert in graded.alerts:
        console.print(Text(f"{alert.level}: {alert.message} {alert.hint}".rstrip(), style=_ALERT_STYLE[alert.level]))
    console.print(Text(total_line(graded), style="bold"))
    console.print(f"The report is {visible(str(folder / 'report.html'))}", markup=False, soft_wrap=True)


def total_line(graded: GradedSubmission) -> str:
    """Return the sum in words: ``61 of 79, 7 await a marker``."""
    tally = graded.tally
    line = f"{format_points(tally.earned)} of {format_points(tally.possible)}"
    if tally.pending:
        line += f", {format_points(tally.pending)} await a marker"
    if tally.undecided:
        line += f", {format_points(tally.undecided)} undecided (a human decides)"
    if tally.ungraded:
        line += f", {format_points(tally.ungraded)} not graded (the grader failed, not you)"
    return line


def _score(subquestion: GradedSubquestion) -> str:
    return f"{format_points(subquestion.tally.earned)}/{format_points(subquestion.tally.possible)}"


def _remark(subquestion: GradedSubquestion) -> Text:
    tally = subquestion.tally
    said = [
        f"{format_points(points)} {what}"
        for points, what in (
            (tally.pending, "awaiting a marker"),
            (tally.undecided, "undecided"),
            (tally.ungraded, "not graded"),
        )
        if points
    ]
    missing = [part.title for part in subquestion.parts if part.missing]
    if missing and len(missing) == len(subquestion.parts):
        said.append("not handed in")
    elif missing:
        said.append(f"not handed in: {', '.join(missing)}")
    why = reason(subquestion)
    if why:
        said.append(prose_text(why))
    style = "green" if tally.earned == tally.possible else "yellow" if tally.awaiting or tally.earned else "red"
    return Text("; ".join(said) or ("right" if tally.earned == tally.possible else "see the report"), style=style)
