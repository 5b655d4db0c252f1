"""Turn the bytes of a text file into text, whatever editor wrote it."""

import codecs

from autograder.domain.graded import Alert, AlertLevel
from autograder.intake.archive.entries import quoted

# UTF-32 first: its little-endian mark starts with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
"""What comes along when text is copied from a page: without width, nobody sees that it breaks a command in two."""


def decode_text(name: str, content: bytes) -> tuple[str | None, tuple[Alert, ...]]:
    """Return the text of a file and what its author should know about its encoding.

    UTF-8, with or without a byte order mark, passes silently, as does whatever another mark announces. Anything else
    is read as Windows-1252, which is Latin-1 with quotation marks in the place of control characters. Characters that
    are nothing but a place to break a line are left out.

    Returns
    -------
    text : str or None
        None if the file is no text at all.
    alerts : tuple of Alert
    """
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        encoding = "latin-1"
    if content.startswith(b"%PDF-") or "\0" in text:
        return None, (_not_text(name),)
    return text.translate(_UNSEEN), (_latin(name),) if encoding == "latin-1" else ()


def _latin(name: str) -> Alert:
    return Alert(
        AlertLevel.NOTICE,
        f"{quoted(name)} is not written in UTF-8; it was read as Latin-1 (Windows-1252).",
        "Check that accents and quotation marks in the report are yours, and save the file as UTF-8.",
    )


def _not_text(name: str) -> Alert:
    return Alert(
        AlertLevel.PROBLEM,
        f"{quoted(name)} is not a text file, so nothing in it could be read.",
        "Hand in the LaTeX source, saved as UTF-8, not the PDF made from it.",
    )
