"""Failures of the engine and of its operator's input; a student's mistakes are values (`faults.py`), never these.

The tree, each leaf with its reader's next act::

    AutogradeError
    ├── UsageError            -> the operator corrects the command line
    ├── UnreadableSubmission  -> the student hands in again; the message says what is wrong with the file
    ├── AssignmentError       -> the instructor corrects the assignment at the place named
    ├── ReferenceFailure      -> the instructor corrects the reference code named
    ├── SandboxFailure        -> the operator looks at the machine (`autograde doctor`)
    │   └── WeakIsolation     -> the operator does what the doctor says, or accepts the level named
    ├── JudgeFailure          -> the operator looks at the machine: its memory, its number of processes
    └── WorkerFailure         -> the operator reads the log named, and gives the same command again
"""


class AutogradeError(Exception):
    """Root of what this engine raises on purpose; its text is one clear sentence for a person."""


class UsageError(AutogradeError):
    """The command line asks for something impossible."""


class UnreadableSubmission(AutogradeError):
    """The submitted file cannot be opened as a submission at all."""


class AssignmentError(AutogradeError):
    """The assignment's own files contradict themselves or the schema."""


class ReferenceFailure(AutogradeError):
    """Reference code raised, or returned what its part does not declare."""


class SandboxFailure(AutogradeError):
    """The isolation could not be set up or broke; never a student's fault, never a number."""


class WeakIsolation(SandboxFailure):
    """Students' code cannot be held here as strongly as is required."""


class JudgeFailure(AutogradeError):
    """The process that judges could not be started or kept alive; never a number."""


class WorkerFailure(AutogradeError):
    """A process that grades many submissions did not start; what is graded is kept."""
