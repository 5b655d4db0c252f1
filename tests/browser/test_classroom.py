"""The class dashboard as a person meets it: light, dark, on a phone, on paper, by keyboard, without scripts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from autograder.domain.mistakes import MistakeKind
from autograder.reporting import Look
from autograder.reporting.classroom import render_class
from tests.reporting.classroom.conftest import busy_record

pytestmark = pytest.mark.slow

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WAYS: dict[str, tuple[int, Literal["light", "dark"]]] = {
    "light": (1_100, "light"),
    "dark": (1_100, "dark"),
    "phone": (360, "light"),
}
SHOWN = "[...document.querySelectorAll('#students tbody tr:not([hidden])')].map(row => row.cells[0].textContent)"


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory, look: Look) -> Path:
    folder = tmp_path_factory.mktemp("dashboard")
    for name, content in render_class(busy_record(), look):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1_100, "height": 900})
    yield context.new_page()
    context.close()


def one_of_each(dashboard: Path) -> list[Path]:
    kinds = ("questions/2.1*", "clusters/6.1-value-mask*", "pairs/*")
    return [dashboard / "index.html", *(next(dashboard.glob(f"{kind}.html")) for kind in kinds)]


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing_and_nothing_is_too_wide(chromium: Browser, dashboard: Path, way: str) -> None:
    width, scheme = WAYS[way]
    # axe is a script, which the page's own policy rightly refuses
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    opened = context.new_page()
    for path in one_of_each(dashboard):
        opened.goto(path.as_uri())
        found: list[Any] = Axe().run(opened, options={"runOnly": RULES})["violations"]
        assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == [], path.name
        assert opened.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path.name
    context.close()


def test_a_long_formula_scrolls_in_its_cell_and_never_inside_a_link(
    chromium: Browser, look: Look, tmp_path: Path
) -> None:
    record = busy_record()
    first = record.clusters[0]
    sample = replace(first.samples[0], latex=" + ".join(f"x_{{{number}}}" for number in range(60)))
    said = f"It would follow if ${sample.latex}$ were kept."
    long = replace(first, kind=MistakeKind.EXPRESSION, said=said, samples=(sample, *first.samples[1:]))
    pages = dict(render_class(replace(record, clusters=(long, *record.clusters[1:])), look))
    (tmp_path / "index.html").write_bytes(pages["index.html"])
    context = chromium.new_context(viewport={"width": 360, "height": 900})
    opened = context.new_page()
    opened.goto((tmp_path / "index.html").as_uri())
    assert opened.locator(".clusters .formula").first.evaluate("node => node.scrollWidth > node.clientWidth")
    assert opened.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert opened.locator("a [tabindex]").count() == 0
    context.close()


def test_nothing_is_fetched_or_complained_about(page: Page, dashboard: Path) -> None:
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    pages = one_of_each(dashboard)
    for path in pages:
        page.goto(path.as_uri())
    assert complaints == []
    assert len(requests) == len(pages)


def test_the_roster_sorts_by_a_click_and_by_the_keyboard(page: Page, dashboard: Path) -> None:
    page.goto((dashboard / "index.html").as_uri())
    points = page.get_by_role("button", name="Points")
    points.click()
    earned = page.evaluate("[...document.querySelectorAll('#students tbody tr')].map(row => row.cells[2].textContent)")
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    assert earned[0] == max(earned, key=_points)
    assert [_points(one) for one in earned] == sorted(map(_points, earned), reverse=True)
    points.press("Enter")
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    assert "sort=earned" in page.url


def _points(text: str) -> float:
    halves = {"½": 0.5, "¼": 0.25, "¾": 0.75}
    return float(text.rstrip("½¼¾") or 0) + sum(halves.get(sign, 0.0) for sign in text)


def test_what_is_filtered_stands_in_the_address_and_comes_back_from_it(page: Page, dashboard: Path) -> None:
    index = (dashboard / "index.html").as_uri()
    page.goto(index)
    page.locator("#find").fill("n0007")
    assert page.evaluate(SHOWN) == ["Student N0007"]
    address = page.url
    assert address.endswith("#find=n0007")
    page.goto("about:blank")
    page.goto(address)
    assert page.evaluate(SHOWN) == ["Student N0007"]
    assert page.locator("#shown").inner_text() == "1 of 62 shown"


def test_a_need_leads_to_those_who_have_it(page: Page, dashboard: Path) -> None:
    page.goto((dashboard / "index.html").as_uri())
    page.locator(".strip a", has_text="Code alike").click()
    assert page.url.endswith("#need-near-duplicate")
    page.locator("#need-near-duplicate ~ p a").click()
    assert page.evaluate(SHOWN) == ["Student N0007", "Student N0041"]
    page.go_back()
    assert page.url.endswith("#need-near-duplicate")


def test_every_student_is_there_without_scripts(chromium: Browser, dashboard: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((dashboard / "index.html").as_uri())
    assert opened.locator("#students tbody tr").count() == 62
    assert opened.locator(".controls").is_hidden()
    assert opened.locator("th button").count() == 0
    context.close()


def test_things_to_click_are_large_enough(page: Page, dashboard: Path) -> None:
    for path in one_of_each(dashboard):
        page.goto(path.as_uri())
        boxes = page.evaluate(
            "[...document.querySelectorAll('.strip a, td a, th button, .people a, .need a, summary, input, select')]"
            ".map(one => one.getBoundingClientRect()).filter(box => box.height).map(box => [box.width, box.height])"
        )
        assert all(width >= 24 and height >= 24 for width, height in boxes), path.name


def test_paper_has_the_numbers_and_no_controls(page: Page, dashboard: Path, tmp_path: Path) -> None:
    page.goto((dashboard / "index.html").as_uri())
    page.emulate_media(media="print", color_scheme="light")
    assert page.locator(".controls").is_hidden()
    assert page.locator(".numbers table").first.evaluate("node => node.getBoundingClientRect().height") > 50
    page.pdf(path=tmp_path / "class.pdf", format="A4", print_background=True)
    assert (tmp_path / "class.pdf").stat().st_size > 20_000
