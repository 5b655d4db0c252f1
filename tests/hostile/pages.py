"""Whether a page is whole, and nothing that a student wrote has become a part of it."""

from collections.abc import Iterator
from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "xlink:href"})
PLANTED = "hostile"
"""In every piece of code that a submission tries to plant."""


def troubles(page: str) -> list[str]:
    """Return what is wrong with a page, one sentence each."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return [*reader.troubles, *(f"<{tag}> is never closed" for tag in reader.open), *_odd_characters(page)]


class _Reader(HTMLParser):
    """Notes what must not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.troubles: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attributes)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("iframe", "object", "embed", "base", "form"):
            self.troubles.append(f"there is a <{tag}>")
        for name, value in attributes:
            if name.startswith("on"):
                self.troubles.append(f"<{tag}> has a handler {name}")
            if name in _ADDRESSES and (value or "").strip().lower().startswith(
                ("javascript:", "data:text", "vbscript:")
            ):
                self.troubles.append(f"<{tag}> leads to {value}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.troubles.append(f"</{tag}> closes nothing, line {self.getpos()[0]}")

    def handle_data(self, text: str) -> None:
        if self.open and self.open[-1] in ("script", "style") and PLANTED in text:
            self.troubles.append(f"a student's text is in a <{self.open[-1]}>")


def _odd_characters(page: str) -> Iterator[str]:
    for character in sorted(set(page)):
        if not character.isprintable() and character not in "\n\t\N{NO-BREAK SPACE}\N{THIN SPACE}\N{IDEOGRAPHIC SPACE}":
            yield f"U+{ord(character):04X} is on the page"
