"""Measure the class dashboard: processor seconds and bytes to make it, and how soon a real Chromium can be used on it.

python benchmarks/dashboard.py --students 1000 --out /tmp/dashboard
"""

import argparse
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

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
    print(*open_page(given.out / "index.html"), sep="\n")


@dataclass(frozen=True)
class Opened:
    """How a page opened.

    Parameters
    ----------
    interactive_seconds
        From asking for it until its document could be used: what somebody waits, the load of the machine included.
    own_seconds
        Processor time of the page's main thread for parsing, styles, layout and scripts until then: the page's own.
    layout_seconds, script_seconds
        Parts of it.
    """

    interactive_seconds: float
    own_seconds: float
    layout_seconds: float
    script_seconds: float
    nodes: int
    filtered_seconds: float


def open_page(page: Path, times: int = 3) -> tuple[Opened, ...]:
    """Open a dashboard some times, each in a new tab, and filter its roster by a text that few rows have."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        found = tuple(_open_once(browser, page) for _ in range(times))
        browser.close()
    return found


def _open_once(browser: Browser, page: Path) -> Opened:
    tab = browser.new_page(viewport={"width": 1200, "height": 900})
    session = tab.context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    tab.goto(page.as_uri())
    spent = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    ready = tab.evaluate(_READY)
    wanted = tab.locator("#students tbody tr").last.locator("a").text_content() or ""
    start = time.perf_counter()
    tab.locator("#find").fill(wanted)
    tab.wait_for_function("document.querySelectorAll('#students tbody tr:not([hidden])').length < 20")
    filtered = time.perf_counter() - start
    tab.close()
    return Opened(
        interactive_seconds=round(ready / 1000, 3),
        own_seconds=round(spent["TaskDuration"], 3),
        layout_seconds=round(spent["LayoutDuration"] + spent["RecalcStyleDuration"], 3),
        script_seconds=round(spent["ScriptDuration"], 3),
        nodes=int(spent["Nodes"]),
        filtered_seconds=round(filtered, 3),
    )


if __name__ == "__main__":
    main()
