"""The sandbox with namespaces of its own, where bubblewrap and user namespaces work.

It is the only wall of an ordinary user whose kernel has no Landlock. The warm process lives behind it with a few
folders of the file system, no network and no other process; its children are confined as everywhere.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.domain.errors import SandboxFailure
from autograder.sandbox.forked import ForkedSandbox
from autograder.sandbox.interpreter import ENVIRONMENT, python_folders
from autograder.sandbox.policy import ANY, Policy
from autograder.sandbox.surroundings import Surroundings

_PROGRAM = "bwrap"
_TRIAL_SECONDS = 10.0
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache")
_ROOMS = ("__init__.py", "sandbox", "wire", "domain")
"""All of this package that runs there."""
_ISOLATED = "--unshare-all --die-with-parent --new-session --cap-drop ALL --proc /proc --dev /dev --tmpfs /tmp".split()


def open_bubblewrap(policy: Policy = ANY) -> ForkedSandbox:
    """Return the sandbox.

    Raises
    ------
    SandboxFailure
        If there is no bubblewrap here, or it may not make namespaces.
    """
    if not works():
        raise SandboxFailure(f"bubblewrap does not work here: {why_not()}")
    return ForkedSandbox(policy, wall)


def works() -> bool:
    """Say whether namespaces can be made here."""
    return not why_not()


def why_not() -> str:
    """Return the reason why namespaces cannot be made here, or nothing if they can."""
    program = shutil.which(_PROGRAM)
    if program is None:
        return "bwrap is not installed"
    trial = [program, *_ISOLATED, "--ro-bind", "/", "/", sys.executable, "-S", "-c", ""]
    try:
        tried = subprocess.run(  # noqa: S603 - the system's own program
            trial, env=ENVIRONMENT, capture_output=True, timeout=_TRIAL_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = tried.stderr.decode(errors="replace").strip()
    return "" if tried.returncode == 0 else said or f"bwrap ended with {tried.returncode}"


def wall(command: list[str], surroundings: Surroundings) -> list[str]:
    """Return the command that runs another where only Python, the folder of jobs and our own rooms exist."""
    program = shutil.which(_PROGRAM) or _PROGRAM
    shown = _outermost([*_shown(), *_resolved(Path(surroundings.root))])
    # behind the wall, a link would be followed where nothing is yet
    binds = [word for path in shown for word in ("--ro-bind-try", str(path.resolve()), str(path))]
    # in the end, over what lies above them
    covers = [word for secret in _folders(surroundings) for word in ("--tmpfs", secret)]
    return [program, *_ISOLATED, *binds, *covers, "--", *command]


def _shown() -> Iterator[Path]:
    package = Path(__file__).resolve().parents[1]
    for path in (*map(Path, _SYSTEM), *python_folders(), Path(sys.executable), Path(sys.executable).resolve()):
        yield from _resolved(path)
    # a virtual environment is known by the file beside its programs
    yield from (Path(sys.prefix, "pyvenv.cfg"), *_resolved(Path(sys.base_prefix, "lib")))
    yield from (package / room for room in _ROOMS)


def _outermost(paths: Iterable[Path]) -> list[Path]:
    """Return the paths without those that come with another: their place is taken by then, perhaps by a link."""
    every = set(paths)
    return sorted(path for path in every if not every & set(path.parents))


def _resolved(path: Path) -> Iterator[Path]:
    yield path
    if path.resolve() != path:
        yield path.resolve()


def _folders(surroundings: Surroundings) -> Iterator[str]:
    """Yield the secret folders that would be seen; making a cover makes the folder, and names are no secret."""
    shown = [*_shown(), Path(surroundings.root)]
    for secret in map(Path, surroundings.secrets):
        if secret.is_dir() and any(secret.is_relative_to(path.resolve()) for path in shown):
            yield str(secret)
