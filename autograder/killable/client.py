"""The caller's side: ask, and learn of the end of whoever was asked."""

import socket
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self
from weakref import finalize

from autograder.domain.errors import JudgeFailure
from autograder.killable.frames import Closed, receive_exactly, receive_frame, send_frame
from autograder.killable.host import BUDGET, FORK, READY, STATUS
from autograder.killable.limits import Cause, Death, WorkLimits, explain_death
from autograder.killable.starting import Host

_STARTING_SECONDS = 120.0
_ENDING_SECONDS = 10.0
_CHANCES = 3
_GRACE_SECONDS = 5.0
"""How long after its time a worker is believed to be dying by itself."""


class _Running:
    """A host and the worker that answers now, if there is one."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.worker: socket.socket | None = None

    def fork(self) -> socket.socket:
        """Have a worker forked; raises OSError if the host has ended since it was last used."""
        ours, theirs = socket.socketpair()
        self.worker = ours
        with theirs:
            socket.send_fds(self.host.control, [FORK], [theirs.fileno()])
        return ours

    def bury(self) -> Death:
        """Let go of a worker that closed its channel, which it does by dying; raises Closed if the host died too."""
        self.drop_worker()
        status = receive_exactly(self.host.control, STATUS.size, time.monotonic() + _ENDING_SECONDS)
        return explain_death(*STATUS.unpack(status))

    def drop_worker(self) -> None:
        """Close the channel of the worker."""
        if self.worker is not None:
            self.worker.close()
            self.worker = None

    def end(self) -> None:
        """End both."""
        self.drop_worker()
        self.host.kill()


class Killable:
    """One worker at a time, started when first asked; to be closed, or used in a ``with`` block.

    Parameters
    ----------
    start
        Starts a host.
    memory_bytes
        What a worker may add to what its host holds.
    """

    def __init__(self, start: Callable[[], Host], memory_bytes: int) -> None:
        self._start = start
        self._memory_bytes = memory_bytes
        self._running: _Running | None = None
        self._end: Callable[[], object] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def host(self) -> Host | None:
        """The host, if one is running."""
        return None if self._running is None else self._running.host

    def ask(self, message: bytes, limits: WorkLimits) -> bytes | Death:
        """Return the answer, or how the worker died over it.

        A worker that died of its limits would die of them again; after any other death another is asked, since
        somebody may have ended it.

        Raises
        ------
        JudgeFailure
            If no worker can be started.
        """
        for _ in range(_CHANCES):
            found = self._ask_once(message, limits)
            if not (isinstance(found, Death) and found.cause is Cause.CRASH):
                break
        return found

    def close(self) -> None:
        """End every process; may be repeated, and asked again afterwards."""
        if self._end is not None:
            self._end()
        self._running = self._end = None

    def _ask_once(self, message: bytes, limits: WorkLimits) -> bytes | Death:
        running, worker = self._worker()
        deadline = time.monotonic() + limits.wall_seconds + _GRACE_SECONDS
        try:
            send_frame(worker, BUDGET.pack(limits.cpu_seconds, limits.wall_seconds) + message, deadline)
            return receive_frame(worker, deadline)
        except TimeoutError:
            # stopped, or the machine stands still: its own timers have not ended it
            self.close()
            return Death(Cause.TIME, "it ran out of time")
        except Closed:
            return self._bury(running)
        except BaseException:
            # interrupted between question and answer: whoever asks next must not get this one's
            self.close()
            raise

    def _worker(self) -> tuple[_Running, socket.socket]:
        for _ in range(_CHANCES):
            try:
                running = self._running or self._new_host()
                return running, running.worker or running.fork()
            except (Closed, OSError):
                self.close()  # it was ended while it was started, or since it was last used
        raise JudgeFailure("the process that judges ends as soon as it is started")

    def _new_host(self) -> _Running:
        host = self._start()
        deadline = time.monotonic() + _STARTING_SECONDS
        try:
            send_frame(host.control, str(self._memory_bytes).encode(), deadline)
            ready = receive_frame(host.control, deadline)
        except BaseException:  # interrupted before anybody knew of the host, who would outlive us
            host.kill()
            raise
        if ready != READY:
            host.kill()
            raise JudgeFailure(f"the process that judges could not be started ({ready.decode(errors='replace')})")
        self._running = _Running(host)
        # at the latest when nobody holds this any more, or the program ends
        self._end = finalize(self, self._running.end)
        return self._running

    def _bury(self, running: _Running) -> Death:
        try:
            return running.bury()
        except (Closed, OSError):
            self.close()
            return Death(Cause.CRASH, "the process ended")
