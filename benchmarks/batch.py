"""Grade a synthetic class whose truth is known, check everything that can be checked, and measure.

    python benchmarks/batch.py [--students 200] [--seed 1] [--workers 2] [--kill] [--keep DIR]

Prints a line a claim, *pass* or *FAIL* with its figure, then the figures of the run; exit code 1 if a claim fails. A
class of more than 100 is followed by one of 100, whose peak memory its own is compared with. ``--kill`` also ends
another run by SIGKILL at random moments, resumes it, and compares what it made byte for byte. Needs Chromium.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from class_claims import Claim, bounded, claims_of_size, claims_of_truth
from dashboard import open_page
from make_class import Student, make_class, write_class
from processor_time import orphans_counted, processor_seconds

_SAMPLING_SECONDS = 0.25
_FEW = 100
_MOST_GROWTH = 1.25


def command(folder: Path, out: Path, workers: int) -> list[str]:
    """Return the command that grades the class in a folder."""
    arguments = ["batch", str(folder / "submissions"), "--roster", str(folder / "roster.csv"), "--out", str(out)]
    return [sys.executable, "-m", "autograder", *arguments, "--workers", str(workers), "--json"]


def measured(arguments: list[str]) -> tuple[dict[str, Any], dict[str, float]]:
    """Run a batch; return its summary, and its wall time, processor time and peak memory with all its processes."""
    begun, started = processor_seconds(), time.perf_counter()
    peak = peak_parent = 0
    with orphans_counted(), subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while process.poll() is None:
            own, whole = _memory(process.pid)
            peak, peak_parent = max(peak, whole), max(peak_parent, own)
            time.sleep(_SAMPLING_SECONDS)
        printed = process.stdout.read()
    figures = {
        "wall_seconds": round(time.perf_counter() - started, 1),
        "cpu_seconds": round(processor_seconds() - begun, 1),
        "peak_parent_mb": round(peak_parent / 2**20),
        "peak_all_mb": round(peak / 2**20),
    }
    return json.loads(printed), figures


def _memory(pid: int) -> tuple[int, int]:
    """Return the resident bytes of a process, and of it with all its descendants."""
    parents: dict[int, int] = {}
    resident: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        number = int(path.parent.name)
        parents[number], resident[number] = int(fields[1]), int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    family, found = {pid}, True
    while found:
        found = {child for child, parent in parents.items() if parent in family} - family
        family |= found
    return resident.get(pid, 0), sum(resident.get(member, 0) for member in family)


def fingerprints(out: Path) -> dict[str, str]:
    """Return what a batch made that must be the same however it was interrupted."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "run.json" and ".autograde" not in path.parts
    }


def killed_and_resumed(folder: Path, out: Path, workers: int, seconds: float, rng: random.Random) -> int:
    """Kill a batch at random moments until it gets through; return how often it was killed."""
    kills = 0
    while True:
        with subprocess.Popen(command(folder, out, workers), stdout=subprocess.DEVNULL) as process:
            try:
                process.wait(rng.uniform(2, max(3.0, 0.6 * seconds)) if kills < 3 else None)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                kills += 1
                continue
        if process.returncode != 0:
            raise SystemExit(f"a resumed batch ended with exit code {process.returncode}")
        return kills


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--keep", type=Path, help="Keep the class and its reports there.")
    options = parser.parse_args()
    room = options.keep or Path(tempfile.mkdtemp(prefix="autograde-class-"))
    room.mkdir(parents=True, exist_ok=True)
    print(f"a class of {options.students:,}, seed {options.seed}, {options.workers} workers\n")
    held = _run(options, room)
    if options.keep is None:
        shutil.rmtree(room)
    sys.exit(0 if held else 1)


def _run(options: argparse.Namespace, room: Path) -> bool:
    """Print a line a claim as soon as it is known, then the figures; say whether all hold."""
    students, truth = make_class(options.students, options.seed)
    summary, figures = _graded_class(room / "class", room / "out", students, truth, options.workers)
    share = summary["class_cpu_seconds"] / figures["cpu_seconds"]
    held = _say(claims_of_truth(room / "out", truth))
    held &= _say(claims_of_size(room / "out", share))
    held &= _say(_claims_of_opening(room / "out"))
    if options.students > _FEW:
        held &= _say(_claims_of_memory(room, options, figures))
    if options.kill:
        held &= _say(_claims_of_resuming(room, options, figures["wall_seconds"]))
    figures["cpu_seconds_a_submission"] = round(figures["cpu_seconds"] / options.students, 3)
    print("\n" + "\n".join(f"{name:<26}{value:>10,}" for name, value in figures.items()))
    print(f"\n{'all claims hold' if held else 'NOT ALL CLAIMS HOLD'}")
    return held


def _say(claims: Iterable[Claim]) -> bool:
    held = True
    for claim in claims:
        print(claim, flush=True)
        held &= not claim.broken
    return held


def _graded_class(
    folder: Path, out: Path, students: list[Student], truth: dict[str, Any], workers: int
) -> tuple[dict[str, Any], dict[str, float]]:
    shutil.rmtree(folder, ignore_errors=True)
    write_class(folder, students, truth)
    return measured([*command(folder, out, workers), "--fresh"])


def _claims_of_opening(out: Path) -> Iterator[Claim]:
    """Open the dashboard in a browser; what the machine does besides counts too, so that the best of some is taken."""
    opened = min(open_page(out / "index.html"), key=lambda one: one.interactive_seconds)
    figure = f"{opened.interactive_seconds:.2f} s, {opened.own_seconds:.2f} s of it the page's own"
    yield bounded("index.html can be used in under 1 s", figure, holds=opened.interactive_seconds < 1)


def _claims_of_memory(room: Path, options: argparse.Namespace, figures: dict[str, float]) -> Iterator[Claim]:
    """Compare the peaks with those of a small class."""
    small = _graded_class(room / "few", room / "few-out", *make_class(_FEW, options.seed), options.workers)[1]
    for name, key in (("peak memory, parent", "peak_parent_mb"), ("peak memory, everything", "peak_all_mb")):
        figure = f"{small[key]:.0f} MB for {_FEW}, {figures[key]:.0f} MB for {options.students:,}"
        yield bounded(f"{name}, is flat", figure, holds=figures[key] <= _MOST_GROWTH * small[key])


def _claims_of_resuming(room: Path, options: argparse.Namespace, seconds: float) -> Iterator[Claim]:
    """Kill another run at random moments, and compare what it comes to."""
    shutil.rmtree(room / "killed", ignore_errors=True)
    rng = random.Random(options.seed)
    kills = killed_and_resumed(room / "class", room / "killed", options.workers, seconds, rng)
    whole, resumed = fingerprints(room / "out"), fingerprints(room / "killed")
    differing = tuple(sorted(name for name in {*whole, *resumed} if whole.get(name) != resumed.get(name)))
    yield Claim("killed by SIGKILL and resumed: the same bytes", f"{kills} kills, {len(whole):,} files", differing)


if __name__ == "__main__":
    main()
