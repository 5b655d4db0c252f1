"""`autograde doctor`: try from inside what an attacker would, and say which layers live here and what to do."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.assignment import load_assignment, shipped_folder
from autograder.cli.exits import Exit
from autograder.cli.options import ISOLATION
from autograder.domain.errors import UsageError
from autograder.sandbox import SANDBOXES
from autograder.sandbox.doctor import Examination, Finding, examine


@click.command(short_help="Try how strongly students' code is held here.")
@click.option("--assignment", type=click.Path(path_type=Path), help="Folder of the assignment that is to be graded.")
@ISOLATION
@click.option("--sandbox", type=click.Choice(list(SANDBOXES)), help="Backend to examine [default: the best one here].")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(assignment: Path | None, isolation: str | None, sandbox: str | None, as_json: bool) -> int:
    """Try from inside a student's process what an attacker would, and say how it is held.

    Exit codes: 0 the required level holds, 1 it does not, 2 bad usage, 4 no process can be started.
    """
    if assignment is not None and not assignment.is_dir():
        raise UsageError(f"the assignment {assignment} is not a folder")
    folder = assignment or shipped_folder("reference")
    required = isolation or load_assignment(folder).table.limits.minimum_isolation
    examination = examine(required, [folder], sandbox)
    if as_json:
        click.echo(json.dumps(_as_record(examination), indent=2, ensure_ascii=False))
    else:
        _print(examination, Console(highlight=False))
    return Exit.DONE if examination.holds else Exit.FAULTS_FOUND


def _as_record(examination: Examination) -> dict[str, object]:
    return {
        "schema_version": 1,
        "holds": examination.holds,
        "level": examination.level,
        "required": examination.minimum,
        "sandbox": examination.sandbox,
        "system": dict(examination.system),
        "live": list(examination.isolation.live),
        "missing": {str(layer): reason for layer, reason in examination.isolation.missing.items()},
        "honest_work": examination.honest or "done",
        "probes": [
            {
                "name": finding.name,
                "tries": finding.tries,
                "refused": finding.refused,
                "promised": finding.promised,
                "found": finding.found,
            }
            for finding in examination.findings
        ],
        "advice": list(examination.advice),
    }


def _print(examination: Examination, console: Console) -> None:
    console.print(_probes(examination))
    console.print(_layers(examination))
    done = examination.honest or "imports, threads and linear algebra work"
    console.print(f"Honest work: {done}.", markup=False)
    verdict = "holds" if examination.holds else "does not hold"
    reached = f"Level {examination.level} with the {examination.sandbox} sandbox"
    style = "green" if examination.holds else "red"
    console.print(f"{reached}; {examination.minimum} is required: {verdict}.", style=style)
    for step in examination.advice:
        console.print(f"  • {step}", markup=False)


def _probes(examination: Examination) -> Table:
    table = Table("a student's process tries to", "expected", "", "what happened", box=None, pad_edge=False)
    for finding in examination.findings:
        expected = "refused" if finding.promised else "not promised"
        table.add_row(escape(finding.tries), expected, _mark(finding), escape(finding.found))
    return table


def _mark(finding: Finding) -> str:
    if finding.refused:
        return "[green]refused[/green]"
    return "[red]LEAKS[/red]" if finding.leaks else "[yellow]open[/yellow]"


def _layers(examination: Examination) -> Table:
    table = Table("\nlayer", "", box=None, pad_edge=False)
    for layer in examination.isolation.live:
        table.add_row(str(layer), "[green]live[/green]")
    for layer, reason in examination.isolation.missing.items():
        table.add_row(str(layer), f"[yellow]not here[/yellow]: {escape(reason)}")
    return table
