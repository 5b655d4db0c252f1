"""The zygote as its supervisor sees it: started once, asked for children, and missed when it is gone."""

import socket
import subprocess
from collections.abc import Callable
from contextlib import suppress
from typing import Self, TypeAlias

from autograder.domain.errors import SandboxFailure
from autograder.sandbox.forking import FORK, FORKED, PROGRAM, READY
from autograder.sandbox.interpreter import STUDENTS_ENVIRONMENT, command_of
from autograder.sandbox.surroundings import Surroundings, encode_surroundings
from autograder.sandbox.workers import Lost

_ANSWER_SECONDS = 120.0
_ENDING_SECONDS = 10.0

Wall: TypeAlias = Callable[[list[str], Surroundings], list[str]]
"""Puts a command behind a wall: returns the command that runs it there."""


class WarmProcess:
    """A running zygote.

    Parameters
    ----------
    control
        Our end of its control socket; the zygote ends when it is closed.
    """

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket) -> None:
        self.process = process
        self._control = control
        self._ready = False

    @classmethod
    def start(cls, surroundings: Surroundings, wall: Wall | None) -> Self:
        """Start one, and leave it to get warm.

        Raises
        ------
        SandboxFailure
            If it cannot be started.
        """
        control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        control.settimeout(_ANSWER_SECONDS)
        with theirs:
            starting = command_of(PROGRAM, str(theirs.fileno()))
            try:
                process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                    wall(starting, surroundings) if wall else starting,
                    env=STUDENTS_ENVIRONMENT,
                    cwd="/",
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
            except OSError as error:
                control.close()
                raise SandboxFailure(f"the process to fork from cannot be started: {error}") from error
        # it fits the socket's buffer; should the zygote be gone already, its answer will be missed
        with suppress(OSError):
            control.send(encode_surroundings(surroundings))
        return cls(process, control)

    def _await_warmth(self) -> None:
        try:
            answer = self._control.recv(len(READY))
        except OSError:
            answer = b""
        if answer != READY:
            said = self.end().decode(errors="replace").strip()
            if not said:
                raise Lost
            raise SandboxFailure(f"the process to fork from did not start: {said}")
        self._ready = True

    def fork(self, descriptors: list[int]) -> int:
        """Have a child forked with these descriptors; return the handle through which it can be killed.

        Raises
        ------
        Lost
            If the zygote is gone.
        SandboxFailure
            If it could not get warm, or cannot fork; the text is what it said.
        """
        if not self._ready:
            self._await_warmth()
        try:
            socket.send_fds(self._control, [FORK], descriptors)
            answer, handles, _, _ = socket.recv_fds(self._control, 256, 1)
        except TimeoutError:
            raise SandboxFailure("the process to fork from does not answer") from None
        except OSError:
            raise Lost from None
        if not answer:
            raise Lost
        if answer != FORKED:
            raise SandboxFailure(f"no process could be forked: {answer.decode(errors='replace')}")
        return handles[0]

    def end(self) -> bytes:
        """Have it end its children and itself, and return what it said; may be repeated."""
        self._control.close()
        try:
            return self.process.communicate(timeout=_ENDING_SECONDS)[0] or b""
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.communicate()[0] or b""
        except ValueError:  # its pipe was closed when it was ended before
            return b""
