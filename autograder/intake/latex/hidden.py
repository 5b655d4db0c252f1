"""Find what TeX does not read as LaTeX: comments, switched-off text and verbatim text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from autograder.domain.faults import Fault
from autograder.intake.latex.page import Page, Span, blank

HIDING_ENVIRONMENTS = frozenset({"comment", "verbatim", "verbatim*", "Verbatim", "lstlisting", "minted"})

_HIDING = "|".join(re.escape(name) for name in sorted(HIDING_ENVIRONMENTS))
# Atomic throughout: what has been skipped is never tried again, so that a million backslashes cost one pass. Groups are
# not repeated by ")*+", which Python before 3.11.5 matches wrongly around an alternative.
_NEXT = re.compile(
    rf"""
    (?> (?: [^\\%]++
      | \\(?:url|nolinkurl|href|path)\{{[^{{}}\n]*+\}}
      | \\(?! begin\s*+\{{(?:{_HIDING})\}} | (?:verb|iffalse)(?![A-Za-z]) ) (?:[\s\S]|\Z) )* )
    (?: (?P<comment> %[^\n]*+ (?>(?:\n[ \t]*+%[^\n]*+)*) )
      | \\begin\s*+\{{(?P<environment>{_HIDING})\}}
      | \\verb\*?+(?P<delimiter>[^\sA-Za-z*])
      | (?P<off>\\iffalse)(?![A-Za-z])
      | (?P<other>\\)
    )""",
    re.VERBOSE,
)
# \iff is a relation, not a conditional
_CONDITIONAL = re.compile(r"\\(?P<word>if(?!f(?![A-Za-z]))[A-Za-z]*+|else|fi)(?![A-Za-z])|\\[\s\S]|%[^\n]*+")
_LONGEST_INLINE_VERBATIM = 1000


@dataclass(slots=True)
class _Finder:
    """The state of one pass; `unended` holds what was found once not to end, so that no end is sought again."""

    text: str
    commented: list[Span] = field(default_factory=list)
    verbatim: list[Span] = field(default_factory=list)
    unended: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        position = 0
        while (found := _NEXT.match(self.text, position)) is not None:
            position = self._take(found)

    def _take(self, found: re.Match[str]) -> int:
        """Note what was found, and return where to go on."""
        if found["comment"] is not None:
            self.commented.append(found.span("comment"))
            return found.end()
        if found["off"] is not None:
            return self._switch_off(found.start("off"), found.end())
        if found["environment"] is not None:
            return self._environment(found["environment"], found.start("environment"), found.end())
        if found["delimiter"] is not None:
            return self._inline(found["delimiter"], found.end())
        return found.end()

    def _environment(self, name: str, start: int, content: int) -> int:
        end = -1 if name in self.unended else self.text.find(f"\\end{{{name}}}", content)
        if end < 0:
            self.unended.setdefault(name, start)
            return content
        if name == "comment":
            self.commented.append((self.text.rindex("\\", 0, start), end + len("\\end{comment}")))
            return end + len("\\end{comment}")
        self.verbatim.append((content, end))
        return end

    def _inline(self, delimiter: str, content: int) -> int:
        end = self.text.find(delimiter, content, content + _LONGEST_INLINE_VERBATIM)
        if end < 0 or "\n" in self.text[content:end]:
            return content
        self.verbatim.append((content - 1, end + 1))
        return end + 1

    def _switch_off(self, start: int, content: int) -> int:
        end = None if "\\iffalse" in self.unended else self._end_of_conditional(content)
        if end is None:
            self.unended.setdefault("\\iffalse", start)
            return content
        self.commented.append((start, end))
        return end

    def _end_of_conditional(self, position: int) -> int | None:
        depth = 1
        for found in _CONDITIONAL.finditer(self.text, position):
            word = found["word"]
            if word is None:
                continue
            if word.startswith("if"):
                depth += 1
            elif word == "fi":
                depth -= 1
            # what follows \else is switched on; its own \fi is then one more unknown command
            if depth == 0 or (word == "else" and depth == 1):
                return found.end()
        return None


def open_page(text: str, file: str) -> tuple[Page, tuple[Fault, ...]]:
    """Return a file ready to be scanned, and a fault for each comment or verbatim text that never ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    finder = _Finder(text)
    finder.run()
    source = blank(text, finder.commented)
    starts = (0, *accumulate(len(line) + 1 for line in text.split("\n")))
    page = Page(file, source, blank(source, finder.verbatim), starts[:-1])
    return page, tuple(_unended_faults(page, finder.unended))


def _unended_faults(page: Page, unended: dict[str, int]) -> Iterator[Fault]:
    for name, position in unended.items():
        end = r"\fi" if name == r"\iffalse" else rf"\end{{{name}}}"
        yield page.fault(
            position,
            f"What begins with {name} in line {page.line(position)} never ends; it was read as if it were not there.",
            f"Add {end} where it should end.",
        )
