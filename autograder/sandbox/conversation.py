"""Talking with one child: records out and in, printing drained, the clock watched, nothing believed."""

import os
import selectors
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from autograder.sandbox.framing import FrameReader, frame
from autograder.sandbox.output import OutputTape
from autograder.sandbox.workers import Ending, Worker

_CHUNK_BYTES = 1 << 18
_ENDING_SECONDS = 2.0
_DRAINING_SECONDS = 0.5


class Late(Exception):
    """Nothing came before the deadline."""


class Ended(Exception):
    """The child closed its channel; `ending` says how it died, or is None if it lives on without it."""

    def __init__(self, ending: Ending | None) -> None:
        super().__init__("the child closed its channel")
        self.ending = ending


class Conversation:
    """One child's two streams.

    Parameters
    ----------
    worker
        The child; it is killed when the conversation is closed.
    cap_bytes
        Largest record that is accepted.
    tape
        Where everything it prints goes.
    """

    def __init__(self, worker: Worker, cap_bytes: int, tape: OutputTape) -> None:
        self._worker = worker
        self._reader = FrameReader(cap_bytes)
        self._tape = tape
        self._unsent = memoryview(b"")
        self._selector = selectors.DefaultSelector()
        self._selector.register(worker.channel, selectors.EVENT_READ)
        self._selector.register(worker.output, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.process.kill()
        self._drain()
        self._selector.close()
        self._worker.close()

    def send(self, messages: Iterable[bytes]) -> None:
        """Queue records; they leave while `receive` waits, so that a child which reads nothing blocks nobody."""
        self._unsent = memoryview(bytes(self._unsent) + b"".join(map(frame, messages)))
        self._selector.modify(self._worker.channel, selectors.EVENT_READ | selectors.EVENT_WRITE)

    def receive(self, deadline: float) -> bytes:
        """Wait for one record; `deadline` is on the clock of `time.monotonic`.

        Raises
        ------
        Late
            If the deadline passes first.
        Ended
            If the child closes its channel first, which it does by dying.
        Garbled
            If something arrives that is no record.
        """
        while (message := self._reader.next()) is None:
            seconds = deadline - time.monotonic()
            if seconds <= 0:
                raise Late
            for key, events in self._selector.select(seconds):
                self._turn(key.fd, events)
        return message

    def _turn(self, descriptor: int, events: int) -> None:
        if descriptor == self._worker.output:
            self._print()
            return
        if events & selectors.EVENT_WRITE:
            self._write()
        if events & selectors.EVENT_READ:
            self._read()

    def _read(self) -> None:
        try:
            chunk = os.read(self._worker.channel, _CHUNK_BYTES)
        except BlockingIOError:
            return
        except ConnectionResetError:
            chunk = b""
        if not chunk:
            raise Ended(self._worker.process.wait(_ENDING_SECONDS))
        self._reader.feed(chunk)

    def _write(self) -> None:
        try:
            self._unsent = self._unsent[os.write(self._worker.channel, self._unsent) :]
        except BlockingIOError:
            return
        except (BrokenPipeError, ConnectionResetError):
            # the reading side will see the end, after what was still under way
            self._unsent = memoryview(b"")
        if not self._unsent:
            self._selector.modify(self._worker.channel, selectors.EVENT_READ)

    def _print(self) -> bool:
        """Move what was printed to the tape; False once there is nothing now, or never again."""
        try:
            chunk = os.read(self._worker.output, _CHUNK_BYTES)
        except BlockingIOError:
            return False
        if not chunk:
            self._selector.unregister(self._worker.output)
        self._tape.feed(chunk)
        return bool(chunk)

    def _drain(self) -> None:
        # the child is dead, but a descendant that escaped may go on printing: not for ever
        end = time.monotonic() + _DRAINING_SECONDS
        while self._worker.output in self._selector.get_map() and self._print() and time.monotonic() < end:
            continue
