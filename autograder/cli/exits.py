"""What the exit code says."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    FAULTS_FOUND = 1
    BAD_USAGE = 2
    UNREADABLE = 3
    ENGINE_FAILURE = 4
    INTERRUPTED = 130
    """By Ctrl-C; what a batch has graded is kept, and the same command goes on."""
