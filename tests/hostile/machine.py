"""What must be the same on this machine after a submission as before: files, processes, descriptors."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

MARK = "hostile-mark"
"""In the name of everything that a hostile submission tries to leave behind."""
_SHARED = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/dev/mqueue")


def snapshot(*folders: Path) -> dict[str, tuple[int, ...]]:
    """Return what tells of any change to the files of some folders, compiled Python left out."""
    paths = (path for folder in folders for path in (folder, *folder.rglob("*")) if "__pycache__" not in path.parts)
    return {str(path): _state(path) for path in paths}


def _state(path: Path) -> tuple[int, ...]:
    state = path.lstat()
    # a folder's own times move when Python puts its compiled files there
    times = () if path.is_dir() else (state.st_size, state.st_mtime_ns, state.st_ctime_ns)
    return (state.st_mode, state.st_uid, state.st_gid, state.st_nlink if not path.is_dir() else 0, *times)


def marked(folder: Path) -> list[str]:
    """Return the files of a folder in whose name or content the mark is; its developers may change it meanwhile."""
    files = [path for path in folder.rglob("*") if path.suffix in (".py", ".so", ".pth") or path.name.startswith(MARK)]
    return sorted(str(path) for path in files if MARK in path.name or MARK.encode() in _content(path))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def left_behind(user: int | None) -> list[str]:
    """Return what lies in the folders shared by all and is marked, or belongs to a user who owns nothing."""
    folders = {*map(Path, _SHARED), Path(tempfile.gettempdir())}
    return sorted(str(path) for folder in folders for path in _entries(folder) if _is_left(path, user))


def _entries(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.iterdir()
    except OSError:
        return


def _is_left(path: Path, user: int | None) -> bool:
    try:
        return path.name.startswith(MARK) or (user is not None and path.lstat().st_uid == user)
    except FileNotFoundError:  # somebody else's, and gone
        return False


def descendants(process: int) -> dict[int, int]:
    """Return all processes below one, each with how many generations below it is."""
    parents = {number: parent for number, parent, _ in _processes()}
    found: dict[int, int] = {}
    waiting, depth = {process}, 0
    while waiting:
        depth += 1
        waiting = {number for number, parent in parents.items() if parent in waiting} - set(found)
        found |= dict.fromkeys(waiting, depth)
    return found


def command_of(process: int) -> str:
    """Return the command line of a process; empty once it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def of_user(user: int | None) -> list[int]:
    """Return the processes of a user who should have none."""
    return [number for number, _, owner in _processes() if owner == user]


def orphans(folder: Path) -> list[int]:
    """Return the processes of our user that were at work below a folder and belong to nobody."""
    return [
        number
        for number, parent, owner in _processes()
        if parent == 1 and owner == os.getuid() and _works_below(number, folder)
    ]


def _works_below(process: int, folder: Path) -> bool:
    try:
        return Path(f"/proc/{process}/cwd").readlink().is_relative_to(folder)
    except PermissionError:  # of our user, and not to be inspected: one of ours
        return "autograder.sandbox" in command_of(process)
    except OSError:
        return False


def open_descriptors() -> int:
    """Return how many descriptors this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def _processes() -> Iterator[tuple[int, int, int]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                yield int(entry.name), int((entry / "stat").read_text().rpartition(")")[2].split()[1]), _owner(entry)
            except (OSError, IndexError):
                continue


def _owner(entry: Path) -> int:
    # not the folder's owner, who is root where a process cannot be inspected
    status = (entry / "status").read_text()
    return int(status.split("\nUid:")[1].split()[0])
