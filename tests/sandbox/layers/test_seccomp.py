"""The filter, run on an interpreter of our own: what each call would meet on either machine."""

import errno
import struct

import pytest

from autograder.sandbox.layers import bpf, seccomp
from autograder.sandbox.layers.syscall_numbers import AARCH64, EXAMINED, X86_64

OWN = 4242


def verdict(program: list, machine: str, number: int, *arguments: int) -> int:
    architecture = seccomp._MACHINES[machine].architecture
    record = struct.pack("=IIQ6Q", number, architecture, 0, *(*arguments, *[0] * 6)[:6])
    accumulator, at = 0, 0
    while True:
        code, yes, no, value = program[at]
        at += 1
        match code:
            case 0x20:
                (accumulator,) = struct.unpack_from("=I", record, value)
            case 0x06:
                return value
            case 0x05:
                at += value
            case 0x15:
                at += yes if accumulator == value else no
            case 0x35:
                at += yes if accumulator >= value else no
            case 0x45:
                at += yes if accumulator & value else no


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def program(machine: str) -> list:
    return seccomp.program_for(machine, OWN)


def numbers(machine: str):
    return {"x86_64": X86_64, "aarch64": AARCH64}[machine]


def test_every_listed_call_is_allowed_and_no_other(machine: str, program: list) -> None:
    listed = {number for name, number in numbers(machine).items() if name not in EXAMINED}
    examined = {numbers(machine)[name] for name in EXAMINED if name in numbers(machine)}
    for number in {*range(600), 1000, 2**16, 2**30 - 1} - examined:
        allowed = verdict(program, machine, number) == bpf.ALLOW
        assert allowed == (number in listed), number


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("openat", (0, 0, 0), bpf.ALLOW),
        ("openat", (0, 0, 1), bpf.refuse(errno.EROFS)),
        ("openat", (0, 0, 0o100), bpf.refuse(errno.EROFS)),
        ("clone", (0x10000,), bpf.ALLOW),
        ("clone", (17,), bpf.refuse(errno.EPERM)),
        ("clone3", (), bpf.refuse(errno.ENOSYS)),
        ("kill", (OWN, 9), bpf.ALLOW),
        ("kill", (1, 9), bpf.refuse(errno.EPERM)),
        ("tgkill", (OWN, OWN, 6), bpf.ALLOW),
        ("tgkill", (OWN + 1, OWN, 6), bpf.refuse(errno.EPERM)),
        ("prlimit64", (0,), bpf.ALLOW),
        ("prlimit64", (1,), bpf.refuse(errno.EPERM)),
        ("prctl", (15,), bpf.ALLOW),
        ("prctl", (4,), bpf.refuse(errno.EPERM)),
        ("fcntl", (3, 1), bpf.ALLOW),
        ("fcntl", (3, 8), bpf.refuse(errno.EPERM)),
        ("ioctl", (1, 0x5401), bpf.ALLOW),
        ("ioctl", (1, 0x5412), bpf.refuse(errno.ENOTTY)),
    ],
)
def test_a_call_is_judged_by_its_arguments(
    machine: str, program: list, name: str, arguments: tuple[int, ...], expected: int
) -> None:
    assert verdict(program, machine, numbers(machine)[name], *arguments) == expected


def test_a_call_for_a_foreign_architecture_kills(program: list, machine: str) -> None:
    other = {"x86_64": "aarch64", "aarch64": "x86_64"}[machine]
    assert verdict(program, other, 0) == bpf.KILL


def test_the_other_numbering_of_x86_kills(program: list, machine: str) -> None:
    assert verdict(program, machine, 0x40000000 | 39) == bpf.KILL


def test_a_search_leaves_out_what_lies_between(machine: str) -> None:
    for values in ([], [7], [0, 1, 2], [1, 3, 5, 6, 9], range(10, 300, 3)):
        search = [*bpf.load_number(), *bpf.when_among(values, bpf.give(bpf.ALLOW)), *bpf.give(bpf.KILL)]
        allowed = [number for number in range(320) if verdict(search, machine, number) == bpf.ALLOW]
        assert allowed == sorted(values)


def test_a_program_is_eight_bytes_a_step(program: list) -> None:
    assert len(bpf.assemble(program)) == 8 * len(program)
    assert len(program) < 4096
