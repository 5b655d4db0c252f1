"""Landlock: this process may read Python's own files and the student's, and nothing else of the file system.

The rules are prepared once, before any job, and entered by every child. See landlock(7); the numbers below are its.
"""

import ctypes
import os
import stat
import struct
import sysconfig
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.interpreter import python_folders
from autograder.sandbox.layers.kernel import LINUX, Unavailable, checked, forbid_new_privileges, system_call
from autograder.sandbox.surroundings import Surroundings

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR, _WRITE_FILE = 1 << 2, 1 << 3, 1 << 1
_NETWORK = 0b11
"""Bind and connect over TCP."""
_SCOPES = 0b11
"""Abstract sockets and signals of processes outside."""

_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


@dataclass(frozen=True, slots=True)
class Rules:
    """Prepared rules.

    Parameters
    ----------
    descriptor
        Of the rules, in this process and those forked from it.
    """

    descriptor: int

    def enter(self) -> None:
        """Hold this process and all its descendants to the rules, for good."""
        forbid_new_privileges()
        checked(system_call(_RESTRICT_SELF, self.descriptor, 0), "landlock_restrict_self")
        os.close(self.descriptor)


def version() -> int:
    """Return the version of Landlock's interface that this kernel offers; 0 if it offers none."""
    return max(0, system_call(_CREATE_RULESET, None, 0, _VERSION)) if LINUX else 0


def prepare(surroundings: Surroundings) -> Rules | Unavailable:
    """Return rules under which Python's own files and the folder of jobs can be read, or why there are none.

    The secrets are left out, and so is the folder of this package, which may hold an assignment's reference.
    """
    offered = version()
    if offered < 1:
        return Unavailable("the kernel does not offer Landlock")
    try:
        return _prepare(surroundings, offered)
    except OSError as error:
        return Unavailable(str(error))


def _prepare(surroundings: Surroundings, version: int) -> Rules:
    handled = struct.pack(
        "=QQQ", _file_rights(version), _NETWORK if version >= 4 else 0, _SCOPES if version >= 6 else 0
    )
    # an older kernel refuses fields it does not know, unless they are left out
    size = 8 if version < 4 else 16 if version < 6 else 24
    buffer = ctypes.create_string_buffer(handled[:size], size)
    descriptor = checked(system_call(_CREATE_RULESET, buffer, size, 0), "landlock_create_ruleset")
    hidden = (_package(), *map(Path, surroundings.secrets))
    for path in {*_python_paths(), *map(Path, _LIBRARIES), Path(surroundings.root)}:
        for part, rights in carve(path, hidden):
            _allow(descriptor, part, rights)
    for device in _DEVICES:
        _allow(descriptor, Path(device), _READ_FILE | _WRITE_FILE)
    return Rules(descriptor)


def _file_rights(version: int) -> int:
    """Return every right that this version can withhold; what is not handled would stay allowed."""
    count = 13 + (version >= 2) + (version >= 3) + (version >= 5)
    return (1 << count) - 1


def _python_paths() -> Iterator[Path]:
    yield from python_folders()
    # the interpreter's own shared libraries lie beside its library
    yield Path(sysconfig.get_path("stdlib")).parent


def _package() -> Path:
    return Path(__file__).resolve().parents[2]


def carve(tree: Path, hidden: Collection[Path]) -> Iterator[tuple[Path, int]]:
    """Cover a tree but for some files and folders: yield paths with rights that together allow all the rest.

    Rights reach down a tree and cannot be taken back below, so the folders on the way to a hidden one may only be
    listed, and their other entries are allowed one by one.
    """
    tree = tree.resolve()
    if not tree.exists() or any(tree.is_relative_to(one) for one in hidden):
        return
    if not any(one.is_relative_to(tree) for one in hidden):
        yield tree, _READ_FILE | _READ_DIR
        return
    yield tree, _READ_DIR
    for entry in sorted(tree.iterdir()):
        yield from carve(entry, hidden)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= ~_READ_DIR
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, descriptor), 12)
        checked(system_call(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0), f"landlock_add_rule {path}")
    finally:
        os.close(descriptor)
