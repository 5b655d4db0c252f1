"""The process that children are forked from: Python, numpy and sympy loaded and warm, and nothing else.

It holds no reference and never reads a job. Over its control socket come first the surroundings of all children, then
three descriptors for each: the child's end of its channel, the pipe for what it prints, and a pipe on which its end
will be told. Back goes one record with a descriptor of the child, through which it can be killed without ever hitting
another process.

    python -s -P -c PROGRAM DESCRIPTOR        # see `forking.py`
"""

import gc
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

from autograder.sandbox import holes, huge_pages
from autograder.sandbox.child_main import forgive_backslashes, print_in_order, run_child, settle
from autograder.sandbox.forking import FORKED, READY, STATUS
from autograder.sandbox.isolation import Level
from autograder.sandbox.layers import Confinement, kernel, seccomp
from autograder.sandbox.rehearsal import rehearse
from autograder.sandbox.surroundings import decode_surroundings
from autograder.sandbox.warming import warm_up

_SURROUNDINGS_BYTES = 1 << 20
_THREADS = "/proc/self/task"


def main() -> None:
    """Serve until the other end of the control socket is closed, then end every child."""
    with socket.socket(fileno=settle(int(sys.argv[1]))) as control:
        surroundings = decode_surroundings(control.recv(_SURROUNDINGS_BYTES))
        kernel.forbid_inspection()
        kernel.adopt_orphans()
        _warm()
        _Zygote(control, Confinement(surroundings, os.getpid()), surroundings.minimum).serve()


def _warm() -> None:
    """Fill the caches that every job would otherwise fill again, and settle what is there."""
    warm_up()
    seccomp.prepare()
    print_in_order()
    forgive_backslashes()
    rehearse()
    gc.collect()
    holes.fill()
    gc.freeze()
    huge_pages.gather()


class _Zygote:
    """The control socket and the children alive."""

    def __init__(self, control: socket.socket, confinement: Confinement, minimum: Level) -> None:
        self._control = control
        self._confinement = confinement
        self._minimum = minimum
        self._children: dict[int, tuple[int, int]] = {}
        self._watched = select.poll()
        self._watched.register(control, select.POLLIN)

    def serve(self) -> None:
        """Fork and bury until the control socket closes."""
        self._control.send(READY)
        while True:
            for descriptor, _ in self._watched.poll():
                if descriptor in self._children:
                    self._bury(descriptor)
                elif not self._fork():
                    self._end_all()
                    return

    def _fork(self) -> bool:
        """Fork one child; False once there is nobody to fork for."""
        message, descriptors, _, _ = socket.recv_fds(self._control, 64, 3)
        if not message:
            return False
        channel, output, status = descriptors
        threads = os.stat(_THREADS).st_nlink - 2  # noqa: PTH116 - a folder for each; done for every child
        if threads != 1:
            os.close(status)
            self._control.send(f"the process to fork from has {threads} threads".encode())
        else:
            self._spawn(channel, output, status)
        os.close(channel)
        os.close(output)
        return True

    def _spawn(self, channel: int, output: int, status: int) -> None:
        child = kernel.fork_plainly()
        if child == 0:
            run_child(channel, output, self._confinement, self._minimum)
        handle = os.pidfd_open(child)
        self._children[handle] = (child, status)
        self._watched.register(handle, select.POLLIN)
        socket.send_fds(self._control, [FORKED], [handle])

    def _bury(self, handle: int) -> None:
        """Take note of a child's end, and end whatever it left behind."""
        self._watched.unregister(handle)
        child, status = self._children.pop(handle)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        _kill_group(child)
        _, wait_status, usage = os.wait4(child, 0)
        self._end_strays()
        with suppress(BrokenPipeError):  # nobody waits for it any more
            os.write(status, STATUS.pack(wait_status, usage.ru_utime + usage.ru_stime))
        os.close(status)
        os.close(handle)

    def _end_strays(self) -> None:
        """Kill adopted orphans until none is left: descendants that had left their group."""
        known = {child for child, _ in self._children.values()}
        if not known and not _has_children():
            return  # the usual end, and looking through every process of the machine costs milliseconds
        while strays := [child for child in _children_of(os.getpid()) if child not in known]:
            for stray in strays:
                os.kill(stray, signal.SIGKILL)
                os.waitpid(stray, 0)

    def _end_all(self) -> None:
        for handle, (child, _) in list(self._children.items()):
            os.kill(child, signal.SIGKILL)
            self._bury(handle)


def _kill_group(child: int) -> None:
    # it may never have come as far as its own session, or have left nobody behind
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


def _has_children() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _children_of(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # the name of a process, in parentheses, may hold anything
                fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(fields[1]) == parent:
                found.append(int(entry.name))
    return found
