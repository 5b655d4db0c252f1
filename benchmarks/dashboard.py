"""Measure the class dashboard: processor seconds and bytes to make it, and how soon a real Chromium can be used on it.

python benchmarks/dashboard.py --students 1000 --out /tmp/dashboard
"""

import argparse
import resource
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from autograder.assignment import load_assignment, shipped_folder
from autograder.batch.statistics import assignment_facts, class_record
from autograder.reporting import Look
from autograder.reporting.classroom import render_class
from tests.batch.statistics.classes import make_class

_READY = "performance.getEntriesByType('navigation')[0].domInteractive"


def main() -> None:
    """Make a class of summaries, its dashboard, and open it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    facts = assignment_facts(load_assignment(shipped_folder("reference")), "benchmark", {})
    summaries = make_class(facts, given.students)
    start = time.process_time()
    record = class_record(facts, summaries)
    counted = time.process_time()
    sizes = {}
    for name, content in render_class(record, Look(shipped_folder("reports"))):
        path = given.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        sizes[name] = len(content)
    written = time.process_time()
    print(
        f"record {counted - start:.2f} s, {len(sizes)} files {written - counted:.2f} s, {sum(sizes.values()):,} bytes"
    )
    print(f"index.html {sizes['index.html']:,} bytes, class.json {sizes['class.json']:,} bytes")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB, pairs {len(record.pairs)}")
    _open(given.out / "index.html")


def _open(page: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1200, "height": 900})
        for _ in range(3):
            start = time.perf_counter()
            opened.goto(page.as_uri())
            loaded = time.perf_counter() - start
            ready = opened.evaluate(_READY)
            start = time.perf_counter()
            opened.locator("#find").fill("0042")
            opened.wait_for_function("document.querySelectorAll('#students tbody tr:not([hidden])').length < 20")
            filtered = time.perf_counter() - start
            print(f"loaded {loaded:.3f} s, interactive {ready / 1000:.3f} s, filtered {filtered:.3f} s")
            opened.goto("about:blank")
        browser.close()


if __name__ == "__main__":
    main()
