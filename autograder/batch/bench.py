"""What a worker keeps from one chunk to the next: the assignment, the grader, the templates, the ledger."""

from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.assignment import Assignment, load_assignment
from autograder.batch.executor import Setup
from autograder.batch.ledger import LEDGER, Ledger, Version
from autograder.batch.marking.store import MarksByParticipant, read_marks
from autograder.grading import Grader
from autograder.reporting import Look
from autograder.sandbox import open_sandbox


class Bench:
    """Everything that is loaded once, when it is first needed; to be used in a ``with`` statement."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self._opened = ExitStack()
        self._processes = ExitStack()
        self._grader: Grader | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._processes.close()
        self._opened.close()

    @cached_property
    def assignment(self) -> Assignment:
        """The assignment."""
        return load_assignment(Path(self.setup.assignment))

    @property
    def version(self) -> Version:
        """What grades are recorded under."""
        return self.setup.version

    @cached_property
    def look(self) -> Look:
        """The templates, compiled once."""
        return Look(Path(self.setup.look))

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, for reading."""
        return self._opened.enter_context(Ledger(Path(self.setup.room) / LEDGER, read_only=True))

    @cached_property
    def marks(self) -> MarksByParticipant:
        """What humans decided; read once, so that all pages of a run agree."""
        return read_marks(Path(self.setup.out))

    @property
    def grader(self) -> Grader:
        """The grader with its warm processes."""
        if self._grader is None:
            opened = open_sandbox(minimum=self.setup.isolation, secrets=(self.assignment.folder,))
            sandbox = self._processes.enter_context(opened)
            self._grader = self._processes.enter_context(Grader(self.assignment, sandbox, self.setup.secret))
        return self._grader

    def renew_grader(self) -> None:
        """Let go of the grader and its processes; the next one starts with new ones."""
        self._processes.close()
        self._grader = None
