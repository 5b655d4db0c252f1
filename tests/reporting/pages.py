"""What must hold for every page, whatever is in it."""

import html.parser

VOID = {"meta", "br", "link", "img", "input", "hr"}
OUR_TAGS = set(
    "html head meta title style body header main footer section details summary h1 h2 h3 h4 h5 p ul ol li dl dt dd div "
    "span strong em code pre blockquote figure figcaption table caption thead tbody tr th td a b bdi br svg g "
    "symbol circle path rect use text desc math mrow mi mn mo mtext mspace msub msup msubsup munder mover "
    "munderover mfrac msqrt mroot mtable mtr mtd".split()
)


class PageReader(html.parser.HTMLParser):
    """Reads a page as strictly as it is written: every element ours, closed, and without a handler or a link out."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in OUR_TAGS, tag
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            if name in {"href", "src"}:
                assert (value or "").startswith("#"), (tag, value)
        if tag not in VOID and self.get_starttag_text()[-2] != "/":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def check_page(page: bytes) -> str:
    """Assert that a page is whole, ours and self-contained; return its text."""
    written = page.decode("utf-8")
    assert not any(ord(character) < 0x20 and character not in "\n\t" for character in written)
    assert "\u202e" not in written
    reader = PageReader()
    reader.feed(written)
    reader.close()
    assert not reader.open
    assert written.count("<h1") == 1
    return " ".join(" ".join(reader.texts).split())
