"""A stand-in for the platform's harness: builds an image from autograder.zip, runs it on submissions.

The image is a Debian whose own Python is too old for us, made by debootstrap, with the packages of the next release
beside it: so, as on the platform's Ubuntu, a newer Python can be had under its own name and the system's stays. What
runs in it has the capabilities, the system calls, the half processor and the 768 MB of the platform's containers, and
each submission gets a container of its own, a layer over the image.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.gradescope.cgroups import limited

CONTAINER = Path(__file__).with_name("container.py")
DEBIAN_PYTHON = "/usr/bin/python3"
OLD_RELEASE = "bullseye"
RELEASES = {(3, 11): "bookworm", (3, 13): "trixie"}
"""The Debian release in which a Python can be had."""

PROCESSORS, MEMORY_MB = 0.5, 768
_UNCHANGED = (
    "python3 python3-minimal libpython3-stdlib python3-distutils python3-lib2to3 "
    "python3-pip python3-pkg-resources python3-setuptools python3-wheel"
)
_FROM_HERE = ("PIP_INDEX_URL", "PIP_CERT", "PIP_DEFAULT_TIMEOUT", "SSL_CERT_FILE", "UV_DEFAULT_INDEX")
_PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a container left behind.

    Parameters
    ----------
    results
        Content of results.json; None if there is none.
    changed
        Files of the image that were changed, removed or added, beside what the platform expects.
    """

    code: int
    stdout: str
    results: bytes | None
    changed: tuple[str, ...]
    peak_bytes: int | None


class Image:
    """A built image, from which containers are made."""

    def __init__(self, layers: tuple[Path, ...], scratch: Path, log: str) -> None:
        self.layers = layers
        self.scratch = scratch
        self.log = log

    def grade(self, files: Mapping[str, bytes], metadata: bytes | None, ended_after: int = 600) -> Ran:
        """Run a fresh container on a submission, as the platform does, and end it as it would."""
        with mounted(self.layers, self.scratch) as (root, upper):
            home = root / "autograder"
            for name, content in files.items():
                path = home / "submission" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            if metadata is not None:
                (home / "submission_metadata.json").write_bytes(metadata)
            with limited(f"autograde-{uuid.uuid4().hex[:12]}", PROCESSORS, MEMORY_MB) as cgroups:
                shell = f"exec timeout -s KILL {ended_after} ./run_autograder > /autograder/results/stdout 2>&1"
                joined = ",".join(map(str, cgroups.folders))
                code = run_inside(root, ["/bin/sh", "-c", shell], {}, joined, 2 * ended_after).returncode
                peak = cgroups.peak_bytes
            results = home / "results" / "results.json"
            return Ran(
                code=code,
                stdout=(home / "results" / "stdout").read_text(errors="replace"),
                results=results.read_bytes() if results.is_file() else None,
                changed=tuple(_changed(upper)),
                peak_bytes=peak,
            )


def missing_tools() -> list[str]:
    """Return what this machine lacks for a stand-in, each by name."""
    lacks = [tool for tool in ("debootstrap", "unshare", "mount") if shutil.which(tool) is None]
    if sys.platform != "linux" or os.geteuid() != 0:
        return ["root on Linux", *lacks]
    if sys.version_info[:2] not in RELEASES:
        lacks.append("a Debian release with this Python")
    if not Path("/usr/share/containers/seccomp.json").exists():
        lacks.append("golang-github-containers-common")
    probe = subprocess.run([DEBIAN_PYTHON, "-c", "import seccomp"], capture_output=True, check=False)
    return [*lacks, "python3-seccomp"] if probe.returncode else lacks


def build_image(package: Path, scratch: Path) -> Image:
    """Build an image as the platform does, or take the one that is there: the zip unpacked, `setup.sh` run as root.

    Raises
    ------
    AssertionError
        If `setup.sh` fails; the text is what it said.
    """
    base, layer, log = _base(), scratch / "image", scratch / "setup.log"
    if log.exists():
        return Image((layer, base), scratch, log.read_text())
    home = layer / "autograder"
    for name in ("source", "submission", "results"):
        (home / name).mkdir(parents=True)
    with zipfile.ZipFile(package) as archive:
        archive.extractall(home / "source")
        for entry in archive.infolist():
            (home / "source" / entry.filename).chmod(entry.external_attr >> 16 & 0o777)
    shutil.copy2(home / "source" / "run_autograder", home / "run_autograder")
    with mounted((base,), scratch, upper=layer) as (root, _):
        done = run_inside(root, ["/bin/sh", "-c", "/autograder/source/setup.sh 2>&1"], _environment(), "", 600)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    log.write_text(done.stdout)
    return Image((layer, base), scratch, done.stdout)


def run_inside(
    root: Path, command: list[str], environment: Mapping[str, str], cgroups: str, seconds: int
) -> "subprocess.CompletedProcess[str]":
    """Run a command in a container; everything in it ends with it."""
    apart = ["unshare", "--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child"]
    return subprocess.run(
        [*apart, DEBIAN_PYTHON, str(CONTAINER), str(root), cgroups, *command],
        env={"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=seconds,
        check=False,
    )


@contextmanager
def mounted(layers: tuple[Path, ...], scratch: Path, upper: Path | None = None) -> Iterator[tuple[Path, Path]]:
    """Lay a writable layer over others; yields the whole and the layer, which is thrown away unless it was given."""
    folder = Path(tempfile.mkdtemp(dir=scratch))
    upper = upper or folder / "upper"
    for path in (upper, folder / "work", folder / "root"):
        path.mkdir(exist_ok=True)
    lower = ":".join(map(str, layers))
    options = f"lowerdir={lower},upperdir={upper},workdir={folder / 'work'}"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, str(folder / "root")], check=True)
    try:
        yield folder / "root", upper
    finally:
        subprocess.run(["umount", str(folder / "root")], check=True)
        shutil.rmtree(folder)


def _changed(upper: Path) -> Iterator[str]:
    """Yield what a run changed in its container, beside what it may."""
    for path in sorted(upper.rglob("*")):
        name = path.relative_to(upper).as_posix()
        allowed = name.startswith(("autograder/submission", "autograder/results/")) or path.is_dir()
        if not allowed and name != "autograder/submission_metadata.json":
            yield name


def _base() -> Path:
    """Return the root file system before `setup.sh`: made once, and kept for the next run on this machine."""
    release = RELEASES[sys.version_info[:2]]
    made = Path(tempfile.gettempdir()) / f"autograde-stand-in-{OLD_RELEASE}-{release}"
    if (made / "autograder").is_dir() and made.stat().st_uid == 0:
        return made
    growing = Path(tempfile.mkdtemp(prefix="autograde-stand-in-"))
    mirror = _mirror()
    include = "--include=python3,ca-certificates"
    _run("debootstrap", "--variant=minbase", include, OLD_RELEASE, str(growing), mirror)
    sources = "".join(f"deb {mirror} {name} main\n" for name in (OLD_RELEASE, release))
    (growing / "etc/apt/sources.list").write_text(sources)
    pinned = f"Package: {_UNCHANGED}\nPin: release n={OLD_RELEASE}\nPin-Priority: 1001\n"
    (growing / "etc/apt/preferences.d/system-python").write_text(pinned)
    _copy_settings(growing)
    growing.chmod(0o755)
    (growing / "autograder").mkdir()
    growing.rename(made)
    return made


def _copy_settings(root: Path) -> None:
    """Give the image this machine's ways to the registries: they are the machine's, and in no file of ours."""
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    shutil.copy("/etc/ssl/certs/ca-certificates.crt", root / "etc/ssl/certs/ca-certificates.crt")
    for path in Path("/etc/apt/apt.conf.d").glob("*proxy*"):
        shutil.copy(path, root / "etc/apt/apt.conf.d")


def _environment() -> dict[str, str]:
    found = {name: os.environ[name] for name in (*_FROM_HERE, *_PROXIES) if name in os.environ}
    if "PIP_INDEX_URL" not in found:
        asked = subprocess.run(
            [sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, check=False
        )
        if asked.returncode == 0:
            found["PIP_INDEX_URL"] = asked.stdout.decode().strip()
    if "PIP_INDEX_URL" in found:
        found.setdefault("UV_DEFAULT_INDEX", found["PIP_INDEX_URL"])
    return found


def _mirror() -> str:
    """Return the archive that this machine's own packages come from."""
    told = _run("apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME) $(COMPONENT)")
    places = [line.split() for line in told.splitlines()]
    own = [place for place, name, component in places if component == "main" and "-" not in name]
    assert own, "this machine's apt knows no Debian archive"
    return own[0]


def _run(*command: str) -> str:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[0]} failed: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout
