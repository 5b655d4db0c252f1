"""Grade a synthetic class whose truth is known, check everything that can be checked, and measure.

    python benchmarks/batch.py [--students 200] [--seed 1] [--workers 2] [--kill] [--keep DIR]

Prints one line a promise, and a JSON of the figures; exit code 1 if a promise is broken. ``--kill`` also ends a second
run by SIGKILL at random moments, resumes it, and compares what it made byte for byte.
"""

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from make_class import earned, make_class, write_class

from autograder.domain.classroom import ClassRecord
from autograder.domain.graded import GradedSubmission
from autograder.grading.exemplars import criteria_of, standing
from autograder.reporting import read_verdicts
from autograder.reporting.classroom import read_class

_SAMPLING_SECONDS = 0.25


@dataclass
class Promise:
    """One thing that must hold, and where it does not."""

    name: str
    broken: list[str]

    def __str__(self) -> str:
        if not self.broken:
            return f"holds   {self.name}"
        return f"BROKEN  {self.name} ({len(self.broken)}): {'; '.join(self.broken[:6])}"


def command(folder: Path, out: Path, workers: int) -> list[str]:
    """Return the command that grades the class in a folder."""
    arguments = ["batch", str(folder / "submissions"), "--roster", str(folder / "roster.csv"), "--out", str(out)]
    return [sys.executable, "-m", "autograder", *arguments, "--workers", str(workers), "--json"]


def measured(arguments: list[str]) -> tuple[dict[str, Any], dict[str, float]]:
    """Run a batch; return its summary, and its wall time, processor time and peak memory with all its processes."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    peak = peak_parent = 0
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while process.poll() is None:
            own, whole = _memory(process.pid)
            peak, peak_parent = max(peak, whole), max(peak_parent, own)
            time.sleep(_SAMPLING_SECONDS)
        printed = process.stdout.read()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    figures = {
        "wall_seconds": round(time.perf_counter() - started, 1),
        "cpu_seconds": round(cpu, 1),
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


def promises(out: Path, truth: Mapping[str, Any]) -> Iterator[Promise]:
    """Compare what was made with the truth."""
    record = read_class((out / "class.json").read_bytes())
    graded = {sid: _graded(out, sid) for sid in truth["students"]}
    yield Promise("every criterion is judged as its author knows", list(_wrong_marks(graded, truth)))
    yield Promise("every total is exact", list(_wrong_totals(graded, truth)))
    rows = {row.participant.key for row in record.students}
    yield Promise("everybody is on the roster page", sorted({*truth["students"], *truth["absent"]} ^ rows))
    yield Promise("the same wrong answers are found together", list(_lost_clusters(record, truth)))
    looked = sorted(item.subquestion for item in record.subquestions if item.correlation.needs_look)
    wanted = [truth["bad_item"]] if len(graded) >= 200 else looked
    yield Promise("the bad item is flagged, and no other", sorted({*looked} ^ {*wanted}))
    pairs = {tuple(sorted((pair.left, pair.right))) for pair in record.pairs}
    planted = {tuple(pair) for pair in truth["duplicates"]}
    yield Promise("duplicates are flagged, and no others", [" and ".join(pair) for pair in sorted(pairs ^ planted)])


def _graded(out: Path, sid: str) -> GradedSubmission:
    return read_verdicts((out / "students" / sid / "verdicts.json").read_bytes())


def _wrong_marks(graded: Mapping[str, GradedSubmission], truth: Mapping[str, Any]) -> Iterator[str]:
    for sid, record in graded.items():
        known = truth["students"][sid]
        if known["unreadable"] != bool(record.unreadable):
            yield f"{sid}: {record.unreadable or 'could be read'}"
        for name, criterion in criteria_of(record):
            wanted, found = known["criteria"].get(name, "missing"), standing(criterion.verdict)
            # of a file that cannot be loaded some answers are missing and some are worth nothing
            if not record.unreadable and found != wanted:
                yield f"{sid} {name}: {found} for {wanted}"


def _wrong_totals(graded: Mapping[str, GradedSubmission], truth: Mapping[str, Any]) -> Iterator[str]:
    for sid, record in graded.items():
        wanted = earned(dict(truth), truth["students"][sid]["criteria"])
        if record.tally.earned != wanted:
            yield f"{sid}: {record.tally.earned} for {wanted}"


def _lost_clusters(record: ClassRecord, truth: Mapping[str, Any]) -> Iterator[str]:
    found = {(f"{one.subquestion}/{one.part}", frozenset(one.keys)) for one in record.clusters}
    for planted in truth["clusters"]:
        if (planted["part"], frozenset(planted["students"])) not in found:
            of_part = [len(keys) for part, keys in found if part == planted["part"]]
            yield f"{planted['part']} {planted['mistake']} ({len(planted['students'])}; found {of_part})"


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
    held = _run(options, room)
    if options.keep is None:
        shutil.rmtree(room)
    sys.exit(0 if held else 1)


def _run(options: argparse.Namespace, room: Path) -> bool:
    students, truth = make_class(options.students, options.seed)
    shutil.rmtree(room / "class", ignore_errors=True)
    write_class(room / "class", students, truth)
    out = room / "out"
    summary, figures = measured([*command(room / "class", out, options.workers), "--fresh"])
    found = list(promises(out, truth))
    if options.kill:
        shutil.rmtree(room / "killed", ignore_errors=True)
        rng = random.Random(options.seed)
        kills = killed_and_resumed(room / "class", room / "killed", options.workers, figures["wall_seconds"], rng)
        whole, resumed = fingerprints(out), fingerprints(room / "killed")
        differing = sorted(name for name in {*whole, *resumed} if whole.get(name) != resumed.get(name))
        found.append(Promise(f"killed {kills} times and resumed, every byte is the same", differing))
    print(*found, sep="\n")
    figures["students"] = options.students
    figures["cpu_seconds_a_submission"] = round(figures["cpu_seconds"] / options.students, 3)
    figures["dashboard_share"] = round(summary["class_cpu_seconds"] / figures["cpu_seconds"], 4)
    figures["index_kb"] = round((out / "index.html").stat().st_size / 1024)
    print(json.dumps(figures, indent=1))
    return not any(promise.broken for promise in found)


if __name__ == "__main__":
    main()
