"""The host's and the worker's side: fork when told to, answer until the caller is gone."""

import gc
import os
import signal
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

from autograder.killable.confinement import limit_worker, tie_to_parent
from autograder.killable.frames import Closed, receive_frame, send_frame
from autograder.killable.limits import OUT_OF_MEMORY, WorkLimits

Answer: TypeAlias = Callable[[bytes], bytes]
"""Bytes in, bytes out; what it raises is a crash."""

READY = b"ready"
FORK = b"fork"
STATUS = struct.Struct("=i")
BUDGET = struct.Struct("=dd")
"""In front of every request: its processor time and its time by the clock."""


def serve(control: socket.socket, answer: Answer) -> None:
    """Fork one worker after another as the caller asks, and tell how each ended, until the caller is gone.

    The caller's first message is the memory that a worker may add to what this process holds.
    """
    memory_bytes = int(receive_frame(control))
    gc.freeze()  # a collection in a worker would touch, and so copy, every page of the warm state
    send_frame(control, READY)
    with suppress(BrokenPipeError, ConnectionResetError):  # the caller has left what it was told unread
        while True:
            message, descriptors, _, _ = socket.recv_fds(control, len(FORK), 1)
            if not message:
                return
            with socket.socket(fileno=descriptors[0]) as channel:
                worker = _fork(control, channel, answer, memory_bytes)
            _, status = os.waitpid(worker, 0)
            control.sendall(STATUS.pack(status))


def _fork(control: socket.socket, channel: socket.socket, answer: Answer, memory_bytes: int) -> int:
    host = os.getpid()
    worker = os.fork()
    if worker:
        return worker
    code = 1
    try:
        tie_to_parent(host)
        control.close()
        limit_worker(memory_bytes)
        code = _work(channel, answer)
    finally:
        os._exit(code)  # never unwind: the frames below belong to the host, and perhaps to its caller


def _work(channel: socket.socket, answer: Answer) -> int:
    """Answer until the channel closes; return the exit code."""
    try:
        while True:
            request = receive_frame(channel)
            budget = WorkLimits(*BUDGET.unpack_from(request))
            # their default action ends the process: neither our code nor a library's, in C, can outlast them
            signal.setitimer(signal.ITIMER_PROF, budget.cpu_seconds)
            signal.setitimer(signal.ITIMER_REAL, budget.wall_seconds)
            reply = answer(request[BUDGET.size :])
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
            send_frame(channel, reply)
    except Closed:
        return 0
    except MemoryError:
        return OUT_OF_MEMORY
