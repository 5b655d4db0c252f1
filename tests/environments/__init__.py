"""Other machines, made here: what isolation must be worth to an ordinary user, on an older kernel, in a container.

`run_in` starts a Python program in one of them. A test skips by name where one cannot be made, and fails under CI.
"""

import os
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.sandbox.interpreter import python_folders

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
SYSTEM_PYTHON = Path("/usr/bin/python3")
PROFILE = Path("/usr/share/containers/seccomp.json")
USER = 61_234
"""Owns nothing on any machine that we know of."""


@dataclass(frozen=True)
class Environment:
    """One kind of machine.

    Parameters
    ----------
    ordinary
        Whether programs run as an ordinary user, or as root.
    landlock
        Whether the kernel answers Landlock's calls, or does not know them.
    docker
        Whether only Docker's default capabilities and system calls are left.
    """

    name: str
    ordinary: bool = False
    landlock: bool = True
    docker: bool = False


ENVIRONMENTS = (
    Environment("root"),
    Environment("user", ordinary=True),
    Environment("root without Landlock", landlock=False),
    Environment("user without Landlock", ordinary=True, landlock=False),
    Environment("Docker", docker=True),
    Environment("Docker without Landlock", landlock=False, docker=True),
)


def run_in(
    environment: Environment, folder: Path, arguments: Sequence[str], seconds: float = 120.0
) -> subprocess.CompletedProcess[str]:
    """Run a Python program there; `folder` is the one that `workplace` made."""
    python = str(folder / "python" / "bin" / "python")
    command = [python, *arguments]
    if not environment.docker and not environment.landlock:
        command = [python, str(FOLDER / "without_landlock.py"), *command]
    if environment.docker:
        known = [] if environment.landlock else ["--without-landlock"]
        command = [str(SYSTEM_PYTHON), str(FOLDER / "docker_profile.py"), str(PROFILE), *known, *command]
    user = {"user": USER, "group": USER, "extra_groups": []} if environment.ordinary else {}
    return subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": os.defpath, "HOME": str(folder / "home"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        **user,
    )


@contextmanager
def workplace(environment: Environment) -> Iterator[Path]:
    """Make a folder that the programs there can use: with a Python, a home, and a private copy of the assignment."""
    _require(environment)
    with tempfile.TemporaryDirectory(prefix="autograde-environment-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        _lay_out_python(folder / "python")
        (folder / "home").mkdir()
        shutil.copytree(ROOT / "reference", folder / "closed", ignore=shutil.ignore_patterns("exemplars"))
        (folder / "closed").chmod(0o700)
        if environment.ordinary:
            for path in (folder / "home", folder / "closed", *(folder / "closed").rglob("*")):
                os.chown(path, USER, USER)
        yield folder


def _require(environment: Environment) -> None:
    if sys.platform != "linux" or os.geteuid() != 0:
        _lacking("only root on Linux can make other environments")
    if environment.docker:
        if not PROFILE.exists():
            _lacking("the package golang-github-containers-common is not installed")
        if subprocess.run([SYSTEM_PYTHON, "-c", "import seccomp"], capture_output=True, check=False).returncode:
            _lacking("the package python3-seccomp is not installed")


def _lay_out_python(folder: Path) -> None:
    """Make a virtual environment that every user can enter, with the packages of this one."""
    base = Path(os.path.realpath(sys.executable))
    if not _open_to_all(base, *python_folders()):
        base = Path("/usr/bin") / f"python{sys.version_info.major}.{sys.version_info.minor}"
        if not base.exists():
            _lacking(f"neither this Python nor {base} can be read by every user")
    if not _open_to_all(ROOT, packages := Path(sysconfig.get_path("purelib"))):
        _lacking("this checkout or its packages cannot be read by every user")
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(base)
    (folder / "pyvenv.cfg").write_text(f"home = {base.parent}\ninclude-system-site-packages = false\n")
    library = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    library.mkdir(parents=True)
    (library / "site-packages").symlink_to(packages)


def _open_to_all(*paths: Path) -> bool:
    return all(part.stat().st_mode & stat.S_IXOTH for path in paths for part in (path, *path.parents))


def _lacking(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
