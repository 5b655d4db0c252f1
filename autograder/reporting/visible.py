"""Make what a student wrote safe to look at: every character that hides or reorders others gets a name one can see."""

import re

# Left alone: tab and line feed (layout), U+200C and U+200D (joiners of real scripts and of emoji).
_TROUBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters; \r is shown, since it can overwrite a line
    "\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"  # unseen, or bidi
    "\ud800-\udfff"  # lone surrogates: no encoding of the page can hold them
    "\ufdd0-\ufdef\ufff9-\uffff"  # noncharacters and interlinear marks
    "\U000e0000-\U000e0fff]"  # tags: a whole hidden alphabet
)
_LONE = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """Return `text` with each hidden, reordering or impossible character replaced by a name.

    A name looks like ``⟨U+202E⟩``. Idempotent.
    """
    return _TROUBLE.sub(_name, text.replace("\r\n", "\n"))


def encodable(text: str) -> str:
    """Return `text` with lone surrogates alone made visible: what UTF-8 can hold, otherwise unchanged."""
    return text if text.isascii() else _LONE.sub(_name, text)


def cut_middle(text: str, limit: int) -> str:
    """Return at most about `limit` characters: the start, a visible mark with what is left out, the end."""
    if len(text) <= limit:
        return text
    head = limit * 2 // 3
    tail = limit - head
    return f"{text[:head]}\n[… {len(text) - limit:,} characters left out here …]\n{text[len(text) - tail :]}"


def _name(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match.group()):04X}⟩"
