"""From a fresh process to one that serves a student's file: descriptors, layers, and then no way back."""

import fcntl
import os
import sys
from dataclasses import dataclass
from typing import Never

from autograder.sandbox.child import StudentFile, enter_folder, output_stream
from autograder.sandbox.framing import read_frame, write_frame
from autograder.sandbox.layers import Confinement, confine
from autograder.sandbox.layers.kernel import Unavailable
from autograder.sandbox.layers.landlock import Rules
from autograder.sandbox.messages import decode_setup, encode_failure, encode_isolation
from autograder.sandbox.refusals import refuse_in_words
from autograder.sandbox.surroundings import Surroundings

CHANNEL = 3
_RULES = 4
_FIRST_STRAY = 5
_MOST = os.sysconf("SC_OPEN_MAX")
_BROKEN = 70
"""Exit code when the serving itself broke, as a student's code can make it do."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was made ready before any child, the same for all.

    Parameters
    ----------
    readable
        Prepared Landlock rules, or why there are none.
    parent
        The process whose end ends the child.
    mapped_bytes
        Address space in use before any of the student's code is loaded.
    """

    surroundings: Surroundings
    readable: Rules | Unavailable
    parent: int
    mapped_bytes: int


def run_child(channel: int, output: int, prepared: Prepared) -> Never:
    """Confine this process, serve one job and end; never returns.

    Parameters
    ----------
    channel, output
        Descriptors of the socket for records and of the pipe for what is printed.
    """
    code = _BROKEN
    try:
        _serve(prepared, _keep_only(channel, output, prepared.readable))
        code = 0
    finally:
        # neither the student's exit handlers nor those of the process this one was forked from
        os._exit(code)


def _serve(prepared: Prepared, readable: Rules | Unavailable) -> None:
    message = read_frame(CHANNEL)
    if message is None:
        return
    setup = decode_setup(message)
    try:
        isolation = confine(
            Confinement(
                limits=setup.limits,
                readable=readable,
                user=setup.user,
                parent=prepared.parent,
                mapped_bytes=prepared.mapped_bytes,
                surroundings=prepared.surroundings,
            )
        )
        student_file = StudentFile(CHANNEL, setup, enter_folder(setup))
    except Exception as error:  # noqa: BLE001 - whatever it is, no student's code may run now
        write_frame(CHANNEL, encode_failure(f"{type(error).__name__}: {error}"))
        return
    write_frame(CHANNEL, encode_isolation(isolation))
    if isolation.level >= setup.minimum:
        refuse_in_words()
        student_file.serve()


def print_in_order() -> None:
    """Send each line on at once, so that both streams come out in the order in which they were written.

    To be called once, before any child is forked; both descriptors must be pipes, as they will be in the child.
    """
    for number, name in ((1, "stdout"), (2, "stderr")):
        text = output_stream(number)
        setattr(sys, name, text)
        setattr(sys, f"__{name}__", text)


def _keep_only(channel: int, output: int, readable: Rules | Unavailable) -> Rules | Unavailable:
    """Leave nothing open but null, the output twice, the channel and the prepared rules."""
    # out of the way first: any of them may have one of the numbers to be taken
    channel, output = (_lifted(descriptor) for descriptor in (channel, output))
    rules = _lifted(readable.descriptor) if isinstance(readable, Rules) else None
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    for target, source in ((1, output), (2, output), (CHANNEL, channel)):
        os.dup2(source, target)
    if rules is None:
        os.closerange(_RULES, _MOST)
        return readable
    os.dup2(rules, _RULES, inheritable=False)
    os.closerange(_FIRST_STRAY, _MOST)
    return Rules(_RULES)


def _lifted(descriptor: int) -> int:
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 64)
