"""What the doctor runs as if a student had handed it in: each function tries one thing.

The system's refusal is raised; what comes back says what was had instead. Everything goes through the C library, past
Python's own polite refusals. This file is never imported by the engine: it is read, and run in a student's process.
"""

import ctypes
import os
import platform
import resource
import sys

_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long
_NUMBERS = {
    "x86_64": {"keyctl": 250, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323},
    "aarch64": {"keyctl": 219, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282},
}
_SAFE_NAMES = {"LANG", "LC_ALL", "LC_CTYPE", "PATH", "HOME", "TZ", "PWD", "__CF_USER_TEXT_ENCODING"}


def _had(result: int, what: str) -> str:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return what


def _called(name: str, *arguments: "object") -> str:
    return _had(_LIBC.syscall(ctypes.c_long(_NUMBERS[platform.machine()][name]), *arguments), f"{name} answered")


def _open(path: str, flags: int) -> int:
    descriptor = _LIBC.open(os.fsencode(path), flags, 0o600)
    if descriptor >= 0:
        _LIBC.close(descriptor)  # or it would be found as a stray one
    return int(descriptor)


def _opened(path: str, flags: int, what: str) -> str:
    return _had(_open(path, flags), f"{what} {path}")


def read_file(path: str) -> str:
    return _opened(path, os.O_RDONLY, "read")


def read_references(paths: list[str]) -> str:
    read = [path for path in paths if _open(path, os.O_RDONLY) >= 0]
    return _had(0 if read or not paths else -1, f"read {len(read)} of {len(paths)} files")


def write_file(path: str) -> str:
    return _opened(path, os.O_WRONLY, "can write")


def create_file(path: str) -> str:
    return _opened(path, os.O_WRONLY | os.O_CREAT, "made")


def remove_file(path: str) -> str:
    return _had(_LIBC.unlink(os.fsencode(path)), f"removed {path}")


def change_file(path: str) -> str:
    name = os.fsencode(path)
    return _had(max(_LIBC.chmod(name, 0o777), _LIBC.utimes(name, None)), f"changed the mode or times of {path}")


def read_memory(process: int) -> str:
    content = ctypes.create_string_buffer(8)
    pointers = (ctypes.c_size_t * 2)(ctypes.addressof(content), 8)
    there = (ctypes.c_size_t * 2)(ctypes.addressof(content), 8)
    result = _LIBC.process_vm_readv(process, pointers, ctypes.c_ulong(1), there, ctypes.c_ulong(1), ctypes.c_ulong(0))
    return _had(result, "read the memory of the grader")


def open_memory(process: int) -> str:
    return _opened(f"/proc/{process}/mem", os.O_RDONLY, "opened")


def read_environment(process: int) -> str:
    return _opened(f"/proc/{process}/environ", os.O_RDONLY, "opened")


def signal_process(process: int) -> str:
    return _had(_LIBC.kill(process, 0), f"may signal {process}")


def trace_process(process: int) -> str:
    return _had(_LIBC.ptrace(0x4206, process, None, None), "traces the grader")


def fork() -> str:
    child = _LIBC.fork()
    if child == 0:
        os._exit(0)
    return _had(child, "started a process")


def execute() -> str:
    return _had(_LIBC.execve(b"/bin/true", None, None), "ran a program")


def connect_network() -> str:
    return _had(_LIBC.socket(2, 1, 0), "opened an internet socket")


def connect_locally() -> str:
    return _had(_LIBC.socket(1, 1, 0), "opened a local socket")


def become_root() -> str:
    return _had(_LIBC.setuid(0), f"called setuid(0) as user {os.getuid()}")


def make_namespace() -> str:
    return _had(_LIBC.unshare(0x10000000), "made a user namespace")


def share_memory() -> str:
    return _had(_LIBC.shmget(0, ctypes.c_size_t(4096), 0o1600), "made a shared memory segment")


def make_anonymous_file() -> str:
    return _had(_LIBC.memfd_create(b"x", 0), "made an anonymous file")


def use_keys() -> str:
    return _called("keyctl", ctypes.c_long(0), ctypes.c_long(-3), ctypes.c_long(0))


def load_filter() -> str:
    return _called("bpf", ctypes.c_long(0), None, ctypes.c_long(0))


def watch_performance() -> str:
    return _called("perf_event_open", None, ctypes.c_long(0), ctypes.c_long(-1), ctypes.c_long(-1), ctypes.c_long(0))


def queue_operations() -> str:
    buffer = ctypes.create_string_buffer(256)
    return _had(_LIBC.syscall(ctypes.c_long(425), ctypes.c_long(1), buffer), "set up io_uring")


def catch_page_faults() -> str:
    return _called("userfaultfd", ctypes.c_long(1))


def raise_limits() -> str:
    raised: list[str] = []
    for name in ("RLIMIT_CPU", "RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_NOFILE"):
        _, most = resource.getrlimit(getattr(resource, name))
        if most == resource.RLIM_INFINITY:
            raised.append(name)
            continue
        try:
            resource.setrlimit(getattr(resource, name), (most + 1, most + 1))
            raised.append(name)
        except (OSError, ValueError):
            continue
    return _refused_unless(raised, "can raise")


def use_much_memory(size: int) -> str:
    return f"took {len(bytearray(size)):,} bytes"


def find_descriptors() -> str:
    return _refused_unless([str(number) for number in range(4, 1024) if _LIBC.fcntl(number, 1) >= 0], "found open")


def find_variables() -> str:
    # Python's own settings tell nothing, nor do those that keep libraries to one thread
    told = [name for name in os.environ if name not in _SAFE_NAMES and not name.endswith("_THREADS")]
    return _refused_unless([name for name in told if not name.startswith(("PYTHON", "SYMPY_"))], "found")


def find_rooms(rooms: list[str]) -> str:
    loaded = {name.split(".")[1] for name in list(sys.modules) if name.startswith("autograder.")}
    return _refused_unless(sorted(loaded & set(rooms)), "found loaded")


def _refused_unless(found: list[str], what: str) -> str:
    if not found:
        raise PermissionError("nothing to be had")
    return f"{what}: {', '.join(found)}"


def work_honestly() -> float:
    import decimal
    import sqlite3
    import statistics
    import threading
    import xml.dom.minidom

    import numpy.polynomial
    import sympy

    counted: list[int] = []
    thread = threading.Thread(target=counted.append, args=(1,))
    thread.start()
    thread.join()
    modules = (decimal, sqlite3, statistics, xml.dom.minidom, numpy.polynomial, sympy)
    inverse = numpy.linalg.inv(numpy.eye(3) * 2)
    return len(modules) + len(counted) + float(numpy.trace(inverse))
