"""The student's report as a person meets it: light, dark, on a phone, on paper, by keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from autograder.reporting import Look
from autograder.reporting.report import student_report
from tests.reporting import samples

pytestmark = pytest.mark.slow

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WAYS: dict[str, tuple[int, Literal["light", "dark"]]] = {
    "light": (1_000, "light"),
    "dark": (1_000, "dark"),
    "phone": (360, "light"),
    "dark phone": (360, "dark"),
}


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory, look: Look) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, make in samples.ALL.items():
        (folder / f"{name}.html").write_bytes(student_report(make(), look))
    return folder


class Opened:
    """A page with all that went wrong while it was opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("request", lambda request: self.requests.append(request.url))


def open_report(chromium: Browser, path: Path, way: str) -> Iterator[Opened]:
    width, scheme = WAYS[way]
    # axe is a script, which the page's own policy rightly refuses
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    opened = Opened(context.new_page())
    opened.page.goto(path.as_uri())
    yield opened
    context.close()


@pytest.fixture
def opened(chromium: Browser, reports: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    name, way = getattr(request, "param", ("fair", "light"))
    yield from open_report(chromium, reports / f"{name}.html", way)


everything = pytest.mark.parametrize("opened", [(name, way) for name in samples.ALL for way in WAYS], indirect=True)


def violations(page: Page) -> list[Any]:
    found = Axe().run(page, options={"runOnly": RULES})["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


@everything
def test_axe_finds_no_violation(opened: Opened) -> None:
    assert violations(opened.page) == []


@everything
def test_nothing_is_wider_than_the_window(opened: Opened) -> None:
    assert opened.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@everything
def test_nothing_is_fetched_run_or_complained_about(opened: Opened) -> None:
    assert len(opened.requests) == 1
    assert opened.complaints == []


@pytest.mark.parametrize("opened", [("fair", "light"), ("fair", "phone")], indirect=True)
def test_axe_finds_no_violation_with_everything_unfolded(opened: Opened) -> None:
    opened.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert violations(opened.page) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_failed_subquestions_are_open_and_right_ones_folded(opened: Opened) -> None:
    is_open = {
        handle.get_attribute("id"): handle.get_attribute("open") is not None
        for handle in opened.page.query_selector_all("details.subquestion")
    }
    assert is_open["q2.2"]
    assert not is_open["q2.1"]


def test_a_subquestion_unfolds_by_keyboard_with_a_visible_focus(opened: Opened) -> None:
    summary = opened.page.locator("#q2\\.1 > summary")
    summary.focus()
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Shift+Tab")
    assert summary.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#q2\\.1").get_attribute("open") is not None


def test_mathematics_is_typeset_by_the_browser(opened: Opened) -> None:
    heights = opened.page.evaluate(
        "[...document.querySelectorAll('mfrac')].map(one => one.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) > 24


def test_a_mask_has_a_title_a_description_and_a_table(opened: Opened) -> None:
    picture = opened.page.locator("#q2\\.3 svg.mask-grid")
    assert picture.locator("title").text_content() == "Receptive field of pixel 33"
    assert "10 right, 1 missing, 1 that do not belong" in (picture.locator("desc").text_content() or "")
    assert opened.page.locator("#q2\\.3 .mask tbody").inner_text().split() == (
        "Right 11, 12, 13, 14, 15, 21, 22, 23, 31, 32 Missing 24 Does not belong 25".split()
    )


def test_links_to_act_on_are_large_enough_for_a_finger(opened: Opened) -> None:
    boxes = opened.page.evaluate(
        "[...document.querySelectorAll('.questions a, .fixes a, summary')]"
        ".map(one => one.getBoundingClientRect()).filter(box => box.height).map(box => [box.width, box.height])"
    )
    assert all(width >= 24 and height >= 24 for width, height in boxes)


def test_paper_shows_what_is_folded_on_the_screen(opened: Opened, tmp_path: Path) -> None:
    opened.page.emulate_media(media="print", color_scheme="light")
    folded = opened.page.locator("#q2\\.1 svg.mask-grid")
    assert folded.evaluate("node => node.getBoundingClientRect().height") > 100
    opened.page.pdf(path=tmp_path / "report.pdf", format="A4", print_background=True)
    assert (tmp_path / "report.pdf").stat().st_size > 20_000
