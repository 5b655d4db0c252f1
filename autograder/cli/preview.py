"""`autograde preview FILE`: show a student how every line and answer is read, before anything is graded."""

from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from autograder.assignment import load_assignment, shipped_folder
from autograder.cli.exits import Exit
from autograder.cli.options import ASSIGNMENT
from autograder.domain.errors import UsageError
from autograder.domain.evidence import Derivation, DerivationLine, Evidence, LineMark, Note, Quote, Reading
from autograder.domain.faults import Fault
from autograder.domain.graded import AlertLevel
from autograder.grading.previewing import Preview, Previewed, preview_submission
from autograder.intake import open_submission
from autograder.reporting import Look
from autograder.reporting.advice import sentence
from autograder.reporting.preview import AboutFile, ReadAnswer, preview_page
from autograder.reporting.visible import visible

INDENT = "    "
MAX_SOURCE = 300


@click.command(short_help="Show how a file is read, without grading it.")
@click.argument("file", type=click.Path(path_type=Path))
@ASSIGNMENT
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a page with the formulas typeset.")
@click.option("--force", is_flag=True, help="Overwrite the page if it is already there.")
def preview(file: Path, assignment: Path | None, page: Path | None, force: bool) -> Exit:
    """Show how FILE is read: an answers.tex, a folder or a zip. Nothing is graded and no code is run.

    Exit codes: 0 everything was read, 1 something could not be, 2 bad usage, 3 the file could not be opened.
    """
    if not file.exists():
        raise UsageError(f'"{file}" does not exist; name an answers.tex, a folder or a zip')
    if page is not None and page.exists() and not force:
        raise UsageError(f"{page} is already there; --force overwrites it")
    if page is not None and (page.is_dir() or not page.parent.is_dir()):
        raise UsageError(f"{page} cannot be written; name a file in a folder that is there")
    loaded = load_assignment(assignment or shipped_folder("reference"))
    submission = open_submission(file)
    found = preview_submission(submission, loaded)
    _print(found, Console(highlight=False))
    if page is not None:
        _write(page, _page(found, loaded.table.title))
    unread = any(alert.level is AlertLevel.PROBLEM for alert in submission.alerts)
    return Exit.FAULTS_FOUND if found.fault_count or unread else Exit.DONE


def _write(page: Path, content: bytes) -> None:
    try:
        page.write_bytes(content)
    except OSError as error:
        raise UsageError(f"cannot write {page}: {error.strerror or error}; choose another place") from None


def _page(found: Preview, title: str) -> bytes:
    answers = [ReadAnswer(f"{one.subquestion} {one.title}", one.line, one.evidence) for one in found.answers]
    about = AboutFile(found.faults, found.notes, found.missing)
    return preview_page(title, answers, about, Look(shipped_folder("reports")))


def _print(found: Preview, console: Console) -> None:
    for answer in found.answers:
        _print_answer(answer, console)
    for fault in found.faults:
        console.print(_fault(fault, ""))
    for note in found.notes:
        console.print(Text(note, style="dim"))
    if found.missing:
        console.print(Text(f"Nothing was found for: {'; '.join(found.missing)}.", style="dim"))
    count = found.fault_count
    said = f"{count} {'thing' if count == 1 else 'things'} could not be read." if count else "Everything was read."
    if not found.answers and not count:
        console.print(Text("There was nothing to read.", style="bold yellow"))
        return
    console.print(Text(said, style="bold green" if not count else "bold red"))


def _print_answer(answer: Previewed, console: Console) -> None:
    title = Text(f"{answer.subquestion} {answer.title}", style="bold")
    title.append(f"  ({answer.file}, line {answer.line})", style="dim")
    console.print(title)
    for evidence in answer.evidence:
        for line in _lines(evidence):
            line.plain = visible(line.plain)
            console.print(line, soft_wrap=True)
    console.print()


def _lines(evidence: Evidence) -> list[Text]:
    match evidence:
        case Reading(caption, latex, text):
            shown = [f"{caption}: {latex or text}"] if "\n" not in text else [f"{caption}:", *text.split("\n")]
            return [Text(f"{INDENT}{row}") for row in shown]
        case Quote(caption, text):
            return [Text(f"{INDENT}{caption}: {_short(text)}")]
        case Note(text):
            return [Text(f"{INDENT}{text}", style="yellow")]
        case Fault():
            return [_fault(evidence, INDENT)]
        case Derivation(lines):
            return [part for line in lines for part in _derivation_line(line)]
        case _:
            return []


def _fault(fault: Fault, indent: str) -> Text:
    place = f"{fault.place}: " if fault.place is not None else ""
    return Text(f"{indent}not read: {place}{sentence(fault.message)} {fault.hint}".rstrip(), style="red")


def _derivation_line(line: DerivationLine) -> list[Text]:
    head = f"{INDENT}{line.number:>3}  "
    if line.mark is LineMark.REMARK:
        return [Text(f"{head}{_short(line.source)}", style="dim")]
    shown = [Text(f"{head}{line.latex}")] if line.latex else [Text(f"{head}{_short(line.source)}")]
    if line.mark is LineMark.UNREAD:
        place = f"{line.place}: " if line.place else ""
        shown.append(Text(f"{INDENT}     not read: {place}{line.remark}", style="red"))
    elif line.remark:
        shown.append(Text(f"{INDENT}     {line.remark}", style="yellow"))
    return shown


def _short(source: str) -> str:
    words = " ".join(source.split())
    return words if len(words) <= MAX_SOURCE else words[: MAX_SOURCE - 1] + "…"
