"""What `run_autograder` starts: it has one submission graded and ends the grading before the platform would.

The platform answers a run that takes too long with no points and no word. So the grading is done by a process of its
own (`worker.py`), which renews results.json as it goes, and this one ends it in time, with everything it started:
``python -P -m ….run ROOT PRIVATE``.
"""

import os
import resource
import signal
import subprocess
import sys
import tomllib
from contextlib import suppress
from pathlib import Path

from autograder.sandbox.layers import kernel

DEFAULT_SECONDS = 600
_MARGIN = 0.1
"""Share of the platform's time that is left to it, to start the container and to fetch the results."""


def main(root: str, private: str) -> None:
    """Have the submission graded, within the time."""
    seconds = seconds_to_grade(Path(private) / "assignment" / "assignment.toml")
    command = [sys.executable, "-P", "-m", "autograder.delivery.gradescope.worker", root, private]
    print(run_in_time(command, seconds), flush=True)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"largest process: {peak // 1024} MB")


def seconds_to_grade(manifest: Path) -> float:
    """Return how long grading may take: the platform's time-out as the assignment declares it, less a margin.

    Read without the schema: whatever else is wrong with the file, the watch must run.
    """
    try:
        declared = tomllib.loads(manifest.read_text(encoding="utf-8")).get("gradescope", {}).get("timeout_seconds")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError):
        declared = None
    timeout = declared if isinstance(declared, int) else DEFAULT_SECONDS
    return timeout * (1 - _MARGIN)


def run_in_time(command: list[str], seconds: float) -> str:
    """Run a command to its end or to the end of its time; then nothing it started is left. Say how it ended."""
    if kernel.LINUX:
        # what outlives its own parent becomes a child of this process, and can be found
        kernel.adopt_orphans()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        return f"grading was ended after {seconds:.0f} s"
    finally:
        process.kill()
        process.wait()
        _end_orphans()
    return "grading ended" if code == 0 else f"grading broke off ({_how(code)})"


def _how(code: int) -> str:
    return f"exit code {code}" if code > 0 else signal.Signals(-code).name


def _end_orphans() -> None:
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    while children.exists() and (orphans := children.read_text().split()):
        for orphan in map(int, orphans):
            with suppress(ProcessLookupError):
                os.kill(orphan, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(orphan, 0)


if __name__ == "__main__":
    main(*sys.argv[1:3])
