"""A real Chromium, headless, that reaches nothing but the files it is given."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

_CHROMIUM = Path("/usr/bin/chromium")
_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium; its absence fails where CI promises it, and skips on a developer's machine."""
    if not _CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{_CHROMIUM} is missing, and CI must have it: apt-get install chromium")
        pytest.skip(f"{_CHROMIUM} is missing: apt-get install chromium")
    # Chromium refuses its own sandbox to root, and the pages here are ours
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(_CHROMIUM), args=[*_QUIET, *sandbox])
        yield browser
        browser.close()
