"""From a fresh process to one that serves a student's file: descriptors, layers, and then no way back."""

import fcntl
import os
import sys
import warnings
from typing import Never

from autograder.sandbox.child import StudentFile, enter_folder, output_stream
from autograder.sandbox.framing import read_frame, write_frame
from autograder.sandbox.isolation import Level
from autograder.sandbox.layers import Confinement
from autograder.sandbox.layers.landlock import Rules
from autograder.sandbox.messages import decode_setup, encode_failure, encode_isolation
from autograder.sandbox.refusals import refuse_in_words

CHANNEL = 3
_FIRST_STRAY = 4
_OUT_OF_THE_WAY = 64
_MOST = os.sysconf("SC_OPEN_MAX")
_BROKEN = 70
"""Exit code when the serving itself broke, as a student's code can make it do."""


def settle(descriptor: int) -> int:
    """Move a descriptor away from the numbers that a child's have, and keep these taken; return its new number.

    To be called before anything else is opened: whatever is, will then be in nobody's way.
    """
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _OUT_OF_THE_WAY)
    os.close(descriptor)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(null, CHANNEL)
    if null != CHANNEL:
        os.close(null)
    return moved


def run_child(channel: int, output: int, confinement: Confinement, minimum: Level) -> Never:
    """Confine this process, serve one job and end; never returns.

    Parameters
    ----------
    channel, output
        Descriptors of the socket for records and of the pipe for what is printed.
    minimum
        Least level of isolation under which a student's file is imported.
    """
    code = _BROKEN
    try:
        _keep_only(channel, output, confinement)
        _serve(confinement, minimum)
        code = 0
    finally:
        # neither the student's exit handlers nor those of the process this one was forked from
        os._exit(code)


def _keep_only(channel: int, output: int, confinement: Confinement) -> None:
    """Leave nothing open but null, the output twice, the channel, and the prepared rules until they are entered."""
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.dup2(channel, CHANNEL)
    first = _FIRST_STRAY
    if isinstance(confinement.rules, Rules):
        os.closerange(first, confinement.rules.descriptor)
        first = confinement.rules.descriptor + 1
    os.closerange(first, _MOST)


def _serve(confinement: Confinement, minimum: Level) -> None:
    message = read_frame(CHANNEL)
    if message is None:
        return
    setup = decode_setup(message)
    try:
        isolation = confinement.apply(setup.limits)
        student_file = StudentFile(CHANNEL, setup, enter_folder(setup))
    except Exception as error:  # noqa: BLE001 - whatever it is, no student's code may run now
        write_frame(CHANNEL, encode_failure(f"{type(error).__name__}: {error}"))
        return
    write_frame(CHANNEL, encode_isolation(isolation))
    if isolation.level >= minimum:
        refuse_in_words()
        student_file.serve()


def forgive_backslashes() -> None:
    r"""Let text hold LaTeX: from Python 3.12 on, "\sigma" in a plain string prints a warning; it did not before."""
    warnings.filterwarnings("ignore", ".*invalid escape sequence", SyntaxWarning)


def print_in_order() -> None:
    """Send each line on at once, so that both streams come out in the order in which they were written.

    To be called once, before any child is forked; both descriptors must be pipes, as they will be in the child.
    """
    for number, name in ((1, "stdout"), (2, "stderr")):
        text = output_stream(number)
        setattr(sys, name, text)
        setattr(sys, f"__{name}__", text)
