"""Assembling the kernel's packet-filter programs, as seccomp(2) runs them on each system call.

A program is a list of eight-byte instructions over one accumulator and the record ``struct seccomp_data``: the number
of the call at offset 0, the architecture at 4, the arguments from 16 on, eight bytes each. Only the low half of an
argument is looked at here, since everything compared fits in it.
"""

import struct
from collections.abc import Collection, Iterable, Sequence

ALLOW = 0x7FFF0000
KILL = 0x80000000

_LOAD, _JUMP, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06

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


def when_among(values: Collection[int], then: Program) -> Program:
    """Run `then`, which must end with a verdict, if the accumulator is among `values`, or skip it.

    The search halves what is left with each step: the kernel runs a new filter once for every call there is.
    """
    runs: list[tuple[int, int]] = []
    for value in sorted(values):
        if runs and runs[-1][1] == value - 1:
            runs[-1] = (runs[-1][0], value)
        else:
            runs.append((value, value))
    return _search(runs, then)


def _search(runs: Sequence[tuple[int, int]], then: Program) -> Program:
    """Search ascending, disjoint ranges, each with its first and its last."""
    if len(runs) <= 1:
        return [step for first, last in runs for step in _when_between(first, last, then)]
    middle = len(runs) // 2
    below, above = _search(runs[:middle], then), _search(runs[middle:], then)
    below = [*below, (_JUMP, 0, 0, len(above))]
    return [(_AT_LEAST, len(below), 0, runs[middle][0]), *below, *above]


def _when_between(first: int, last: int, then: Program) -> Program:
    return [(_AT_LEAST, 0, len(then) + 1, first), (_AT_LEAST, len(then), 0, last + 1), *then]


def when_any_bit(mask: int, then: Program) -> Program:
    """Run `then` if the accumulator has a bit of `mask`, or skip it."""
    return [(_ANY_BIT, 0, len(then), mask), *then]


def assemble(program: Iterable[Instruction]) -> bytes:
    """Return the program as the kernel takes it."""
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
