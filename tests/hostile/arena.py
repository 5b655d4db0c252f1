"""One grader for all hostile submissions, and what was seen of each."""

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import autograder
from autograder.assignment import Assignment, load_assignment, shipped_folder
from autograder.domain.graded import GradedSubmission
from autograder.grading import Grader, Grading
from autograder.reporting import Look, render_outputs
from autograder.sandbox import Sandbox, open_sandbox
from autograder.sandbox.doctor import examine
from tests.hostile import machine
from tests.hostile.cases import Hostile

HERE = Path(__file__).resolve().parent
ENGINE = Path(autograder.__file__).resolve().parent
SECRET = "only the staff knows it"
_SAID = ("message", "hint", "failure", "reason", "disagreement")


@dataclass(frozen=True)
class Secrets:
    """What stands in the reference and may never be found in what a student is given.

    Parameters
    ----------
    canary
        Is in no answer, so that not even the staff's record holds it.
    number
        Factor of the answer that nobody can know.
    """

    canary: str
    number: str


@dataclass(frozen=True)
class Seen:
    """What was seen of one submission, and of the machine right after it.

    Parameters
    ----------
    outputs, honest_outputs
        Of it, and of the honest submission graded next: file name to content.
    changed
        Files that are not as they were.
    left
        What it left behind: files, processes, descriptors.
    """

    grading: Grading
    outputs: Mapping[str, bytes]
    honest_outputs: Mapping[str, bytes]
    changed: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def graded(self) -> GradedSubmission:
        """The record."""
        return self.grading.graded

    @property
    def told(self) -> str:
        """All that is said of it in words, to its author or to the staff: one sentence a line, each once."""
        record = json.loads(self.outputs["verdicts.json"])
        return "\n".join(dict.fromkeys(_sentences([record["alerts"], record["questions"]], record["unreadable"])))


class Arena:
    """Grades submissions one after another, as `open_arena` prepared it."""

    def __init__(self, folder: Path, assignment: Assignment, sandbox: Sandbox, secret: Secrets) -> None:
        self.assignment = assignment
        self.secret = secret
        self.look = Look(shipped_folder("reports"))
        self.folder = folder
        self._sandbox = sandbox
        self._grader = Grader(assignment, sandbox, SECRET)
        self.words = {
            "REFERENCE": str(assignment.folder),
            "WATCHED": str(folder / "watched"),
            "ENGINE": str(ENGINE),
            "GRADER": str(os.getpid()),
        }
        self.level = examine(secrets=(assignment.folder,)).level
        self.usual = self.output(HERE / "honest")
        # everything that is started for the first submission, and stays
        self._family = len(machine.descendants(os.getpid()))
        self._descriptors = machine.open_descriptors()

    def close(self) -> None:
        """End the judge."""
        self._grader.close()

    @property
    def user(self) -> int | None:
        """The user that a student's process becomes, or None."""
        return getattr(self._sandbox, "_user", None)

    @property
    def zygote(self) -> int:
        """The process that students' processes are forked from; 0 if there is none."""
        warm = getattr(self._sandbox, "_zygote", None)
        return 0 if warm is None else warm.process.pid

    def output(self, path: Path) -> dict[str, bytes]:
        """Grade a submission and return its outputs."""
        return self._outputs(self._grader.grade(path))

    def grade(self, hostile: Hostile) -> Seen:
        """Grade a submission, then the honest one, and look around."""
        place = self.folder / "handed-in" / str(hostile)
        place.mkdir(parents=True)
        path = hostile.hand_in(place, self.words)
        before = self._files()
        try:
            grading = self._grader.grade(path)
            after, left = self._files(), tuple(self._left())
            honest = self.output(HERE / "honest")
        finally:
            shutil.rmtree(place)
        changed = tuple(sorted(name for name, _ in before.items() ^ after.items()))
        return Seen(grading, self._outputs(grading), honest, changed, left)

    def _outputs(self, grading: Grading) -> dict[str, bytes]:
        return render_outputs(grading.graded, self.look)

    def _files(self) -> dict[str, tuple[int, ...]]:
        kept = ("watched", "closed", "temporary", "handed-in")
        return machine.snapshot(*(self.folder / name for name in kept))

    def _left(self) -> Iterator[str]:
        yield from machine.left_behind(self.user)
        yield from machine.marked(ENGINE)
        if self.user is not None:
            yield from (f"process {number} of the student's user" for number in machine.of_user(self.user))
        else:
            yield from (f"process {number} without a parent" for number in machine.orphans(self.folder))
        if (family := len(machine.descendants(os.getpid()))) > self._family:
            yield f"{family} processes, where there were {self._family}"
        if (opened := machine.open_descriptors()) > self._descriptors:
            yield f"{opened} descriptors, where there were {self._descriptors}"


@contextmanager
def open_arena() -> Iterator[Arena]:
    """Yield an arena with an assignment of its own, in a folder that students' users can pass but not list."""
    folder = Path(tempfile.mkdtemp(prefix="autograde-arena-")).resolve()
    usual = tempfile.tempdir
    try:
        folder.chmod(0o711)
        secret = Secrets(secrets.token_hex(16), repr(3 + secrets.randbelow(10**12) / 10**12))
        _lay_out(folder, secret)
        # the engine's own temporary folders, where they can be watched
        tempfile.tempdir = str(folder / "temporary")
        assignment = load_assignment(folder / "closed")
        with open_sandbox(secrets=[assignment.folder]) as sandbox:
            arena = Arena(folder, assignment, sandbox, secret)
            try:
                yield arena
            finally:
                arena.close()
    finally:
        tempfile.tempdir = usual
        shutil.rmtree(folder)


def _lay_out(folder: Path, secret: Secrets) -> None:
    (folder / "temporary").mkdir(mode=0o711)
    closed = shutil.copytree(HERE / "assignment", folder / "closed", ignore=shutil.ignore_patterns("__pycache__"))
    for path in closed.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("@CANARY@", secret.canary).replace("@NUMBER@", secret.number), encoding="utf-8")
    closed.chmod(0o700)
    watched = folder / "watched"
    watched.mkdir()
    (watched / "results.json").write_text('{"score": 0}\n', encoding="utf-8")
    # as badly protected as can be: only the isolation keeps it
    watched.chmod(0o777)
    (watched / "results.json").chmod(0o666)


def _sentences(found: object, unreadable: str = "") -> Iterator[str]:
    if unreadable:
        yield unreadable
    match found:
        case list():
            for item in found:
                yield from _sentences(item)
        case dict():
            yield from (found[name] for name in _SAID if isinstance(found.get(name), str))
            yield from _sentences(list(found.values()))
