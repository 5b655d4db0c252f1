"""Assembling the kernel's packet-filter programs, as seccomp(2) runs them on each system call.

A program is a list of eight-byte instructions over one accumulator and the record ``struct seccomp_data``: the number
of the call at offset 0, the architecture at 4, the arguments from 16 on, eight bytes each. Only the low half of an
argument is looked at here, since everything compared fits in it.
"""

import struct
from collections.abc import Iterable

ALLOW = 0x7FFF0000
KILL = 0x80000000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06

Instruction = tuple[int, int, int, int]
Program = list[Instruction]


def refuse(error_number: int) -> int:
    """Return the verdict that makes a call fail with an error number."""
    return 0x00050000 | error_number


def load_number() -> Program:
    """Load the number of the call."""
    return [(_LOAD, 0, 0, 0)]


def load_architecture() -> Program:
    """Load the architecture the call is made for."""
    return [(_LOAD, 0, 0, 4)]


def load_argument(index: int) -> Program:
    """Load the low half of an argument."""
    return [(_LOAD, 0, 0, 16 + 8 * index)]


def give(verdict: int) -> Program:
    """End with a verdict."""
    return [(_RETURN, 0, 0, verdict)]


def when_equal(value: int, then: Program) -> Program:
    """Run `then` if the accumulator is `value`, or skip it."""
    return [(_EQUAL, 0, len(then), value), *then]


def unless_equal(value: int, then: Program) -> Program:
    """Run `then` if the accumulator is not `value`, or skip it."""
    return [(_EQUAL, len(then), 0, value), *then]


def when_at_least(value: int, then: Program) -> Program:
    """Run `then` if the accumulator is at least `value`, or skip it."""
    return [(_AT_LEAST, 0, len(then), value), *then]


def when_any_bit(mask: int, then: Program) -> Program:
    """Run `then` if the accumulator has a bit of `mask`, or skip it."""
    return [(_ANY_BIT, 0, len(then), mask), *then]


def assemble(program: Iterable[Instruction]) -> bytes:
    """Return the program as the kernel takes it."""
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
