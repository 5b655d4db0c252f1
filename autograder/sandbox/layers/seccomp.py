"""seccomp: a list of allowed system calls; no other processes, programs, sockets or changes to files.

Applied last, since the other layers need calls that it takes away.
"""

import ctypes
import errno
import functools
import os
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.sandbox.layers import bpf
from autograder.sandbox.layers.kernel import Unavailable, control
from autograder.sandbox.layers.syscall_numbers import AARCH64, EXAMINED, X86_64

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2

_CLONE_THREAD = 0x00010000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_X32 = 0x40000000
_OWN = 0xFFFFFFFF
"""Stands for the number of the process until it is known; no process has it."""
_FIRST_RECENT = 424
_NAMING = (15, 0x53564D41)
"""prctl: PR_SET_NAME of a thread, PR_SET_VMA of a piece of memory, which the C library does by itself."""
_DESCRIPTOR_COMMANDS = (0, 1, 2, 3, 4, 1030, 1032)
"""fcntl: duplicate, flags, status, size of a pipe; not the owner of a descriptor, who would be sent any signal."""
_QUERIES = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""Of a descriptor: terminal settings and size, bytes waiting, blocking, close on exec or not."""


@dataclass(frozen=True, slots=True)
class _Machine:
    architecture: int
    numbers: Mapping[str, int]


_MACHINES = {"x86_64": _Machine(0xC000003E, X86_64), "aarch64": _Machine(0xC00000B7, AARCH64)}


def enter() -> None:
    """Hold this process to the filter, for good.

    Raises
    ------
    Unavailable
        On a machine whose system calls are not listed.
    OSError
        If the kernel does not take the filter.
    """
    machine = os.uname().machine
    if machine not in _MACHINES:
        raise Unavailable(f"no list of system calls for {machine}")
    _assembled_for(machine).enter(os.getpid())


def install(program: bpf.Program) -> None:
    """Hold this process to a filter, for good; its privileges must have been given up, or be those of root."""
    _Assembled(program).enter(os.getpid())


def prepare() -> None:
    """Build the filter of all processes to be forked from this one, but for their own number."""
    machine = os.uname().machine
    if machine in _MACHINES:
        _assembled_for(machine)


def program_for(machine: str, own: int) -> bpf.Program:
    """Return the filter for a machine, and a process of this number that may only signal itself."""
    numbers = _MACHINES[machine].numbers
    return _opening(_MACHINES[machine].architecture) + _allowed(machine) + _examined(numbers, own)


class _Described(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


class _Assembled:
    """A program in memory, as the kernel takes it, with room for the number of the process that it will hold.

    What is built here is shared by every child; to build it in each would cost more than the kernel's own work.
    """

    def __init__(self, program: bpf.Program) -> None:
        content = bpf.assemble(program)
        self._buffer = ctypes.create_string_buffer(content, len(content))
        self._described = _Described(len(program), ctypes.addressof(self._buffer))
        # the operand is the last half of an instruction of eight bytes
        self._places = tuple(8 * index + 4 for index, step in enumerate(program) if step[3] == _OWN)

    def enter(self, own: int) -> None:
        """Hold this process to it, for good."""
        for place in self._places:
            struct.pack_into("=I", self._buffer, place, own)
        control(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.addressof(self._described))


def _opening(architecture: int) -> bpf.Program:
    return [
        *bpf.load_architecture(),
        *bpf.unless_equal(architecture, bpf.give(bpf.KILL)),
        *bpf.load_number(),
        *bpf.when_at_least(_X32, bpf.give(bpf.KILL)),
    ]


@functools.cache
def _assembled_for(machine: str) -> _Assembled:
    return _Assembled(program_for(machine, _OWN))


def _allowed(machine: str) -> bpf.Program:
    numbers = _MACHINES[machine].numbers
    always = [number for name, number in numbers.items() if name not in EXAMINED]
    return bpf.when_among(always, bpf.give(bpf.ALLOW))


def _examined(numbers: Mapping[str, int], own: int) -> bpf.Program:
    """Judge some calls by their arguments; all that is left is refused."""
    not_permitted, unknown = bpf.give(bpf.refuse(errno.EPERM)), bpf.give(bpf.refuse(errno.ENOSYS))
    allow = bpf.give(bpf.ALLOW)
    only_reading = [*bpf.when_any_bit(_WRITING, bpf.give(bpf.refuse(errno.EROFS))), *allow]
    on_itself = [*bpf.load_argument(0), *bpf.when_equal(own, allow), *not_permitted]
    bodies = {
        "open": [*bpf.load_argument(1), *only_reading],
        "openat": [*bpf.load_argument(2), *only_reading],
        # a thread of this process, or nothing
        "clone": [*bpf.load_argument(0), *bpf.when_any_bit(_CLONE_THREAD, allow), *not_permitted],
        # their arguments lie in memory, out of sight; libraries fall back to the older calls
        "clone3": unknown,
        "openat2": unknown,
        "kill": on_itself,
        "tgkill": on_itself,
        "tkill": on_itself,
        "prlimit64": [*bpf.load_argument(0), *_any_of((0, own), allow), *not_permitted],
        "prctl": [*bpf.load_argument(0), *_any_of(_NAMING, allow), *not_permitted],
        "fcntl": [*bpf.load_argument(1), *_any_of(_DESCRIPTOR_COMMANDS, allow), *not_permitted],
        "ioctl": [*bpf.load_argument(1), *_any_of(_QUERIES, allow), *bpf.give(bpf.refuse(errno.ENOTTY))],
    }
    blocks = [bpf.when_equal(numbers[name], body) for name, body in bodies.items() if name in numbers]
    steps = [step for block in blocks for step in block]
    return [*steps, *bpf.when_at_least(_FIRST_RECENT, unknown), *not_permitted]


def _any_of(values: Iterable[int], then: bpf.Program) -> bpf.Program:
    return [step for value in values for step in bpf.when_equal(value, then)]
