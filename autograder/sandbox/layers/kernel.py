"""The few system calls that Python has no words for."""

import ctypes
import os
import sys

_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long

# calls through it keep the interpreter's lock
_HOLDING_LIBC = ctypes.PyDLL(None, use_errno=True)

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38

LINUX = sys.platform == "linux"

if LINUX:
    # said once here, not in every child
    _LIBC.prctl.argtypes = (ctypes.c_int, *(ctypes.c_ulong,) * 4)


class Unavailable(Exception):
    """Something a layer needs is not to be had on this machine; the text is the reason to report."""


def checked(result: int, action: str) -> int:
    """Return the result of a C call.

    Raises
    ------
    OSError
        With the call's error number, if the result is negative.
    """
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{action}: {os.strerror(number)}")
    return result


def system_call(number: int, *arguments: "int | ctypes.Array[ctypes.c_char] | None") -> int:
    """Make a system call; integers are passed in the width of a register."""
    passed = [ctypes.c_size_t(item) if isinstance(item, int) else item for item in arguments]
    return int(_LIBC.syscall(ctypes.c_long(number), *passed))


def control(option: int, *arguments: int) -> None:
    """Call ``prctl``."""
    filled = (*arguments, 0, 0, 0, 0)[:4]
    checked(_LIBC.prctl(option, *filled), f"prctl {option}")


def forbid_new_privileges() -> None:
    """Give up for ever what a set-user-id program or file capabilities would give."""
    control(_PR_SET_NO_NEW_PRIVS, 1)


def forbid_inspection() -> None:
    """Keep other processes of the same user out of this one's memory and descriptors."""
    control(_PR_SET_DUMPABLE, 0)


def end_with_parent(signal_number: int) -> None:
    """Receive a signal when the parent ends; forgotten when the user changes."""
    control(_PR_SET_PDEATHSIG, signal_number)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent has ended."""
    control(_PR_SET_CHILD_SUBREAPER, 1)


def fork_plainly() -> int:
    """Fork without what Python does around it, which costs a fifth of a child's start.

    Only for a process with one thread: there is then no lock that another thread could have held, and the rest of what
    Python's own fork sets right, its random generators, is seeded by every child itself.
    """
    return checked(_HOLDING_LIBC.fork(), "fork")


def drop_capabilities() -> None:
    """Give up every capability of this process; enough for a root that must stay root."""
    checked(_LIBC.capset(_CAPABILITY_HEADER, _NO_CAPABILITIES), "capset")


# version 3 of the interface, this process
_CAPABILITY_HEADER = (0x20080522).to_bytes(4, sys.byteorder) + (0).to_bytes(4, sys.byteorder)
_NO_CAPABILITIES = bytes(24)
