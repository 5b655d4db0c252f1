"""The tables of system calls agree with libseccomp's, on both machines: a wrong number would allow another call."""

import ctypes
import ctypes.util
import os
from collections.abc import Callable, Mapping

import pytest

from autograder.sandbox.layers.syscall_numbers import AARCH64, EXAMINED, X86_64

# libseccomp's tokens are the audit architectures of the kernel's linux/audit.h
MACHINES = {"x86_64": (0xC000003E, X86_64), "aarch64": (0xC00000B7, AARCH64)}
# none of these may ever be allowed, whatever its arguments
NEVER = (
    "socket connect bind execve execveat fork vfork ptrace chmod fchmod fchmodat chown setuid setgid mount umount2 "
    "unshare setns bpf keyctl io_uring_setup process_vm_readv process_vm_writev memfd_create shmget msgget semget "
    "mq_open truncate unlink unlinkat rename renameat2 symlink link mkdir utimensat setxattr kexec_load init_module "
    "perf_event_open userfaultfd personality pidfd_getfd name_to_handle_at open_by_handle_at"
).split()


@pytest.fixture(scope="module")
def number_of() -> Callable[[int, str], int]:
    name = ctypes.util.find_library("seccomp")
    if name is None:
        reason = "libseccomp is missing: apt-get install libseccomp2"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    resolve = ctypes.CDLL(name).seccomp_syscall_resolve_name_arch
    resolve.argtypes = (ctypes.c_uint32, ctypes.c_char_p)
    return lambda architecture, call: int(resolve(architecture, call.encode()))


@pytest.mark.parametrize("machine", MACHINES)
def test_every_number_is_that_of_its_name(machine: str, number_of: Callable[[int, str], int]) -> None:
    architecture, table = MACHINES[machine]
    assert {call: number_of(architecture, call) for call in table} == dict(table)


@pytest.mark.parametrize("machine", MACHINES)
def test_no_dangerous_call_is_in_a_table_under_any_name(machine: str, number_of: Callable[[int, str], int]) -> None:
    architecture, table = MACHINES[machine]
    numbers = {number_of(architecture, call) for call in NEVER}
    assert not numbers & set(table.values())
    assert not set(NEVER) & set(table)


@pytest.mark.parametrize("table", [X86_64, AARCH64])
def test_what_is_examined_is_known_wherever_the_machine_has_it(table: Mapping[str, int]) -> None:
    missing = EXAMINED - set(table)
    # aarch64 never had the old open
    assert missing <= {"open"}
