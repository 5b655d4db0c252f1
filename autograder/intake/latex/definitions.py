"""Find a student's own macro definitions, anywhere in the file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from autograder.domain.faults import Fault
from autograder.intake.latex.page import Page, Span
from autograder.intake.latex.tokens import Kind, Scan, Token

_NAME = r"\s*+(?:\{\s*+\\(?:[A-Za-z@]++|[^\sA-Za-z])\s*+\}|\\(?:[A-Za-z@]++|[^\sA-Za-z]))\s*+"
# never the \begin or \end of what follows an unfinished definition
_BARE = r"\\(?!(?:begin|end)(?![A-Za-z@]))(?:[A-Za-z@]++|[^\sA-Za-z])"
_BODY = re.compile(_BARE)
_ARITY = r"(?:\[\d\]\s*+)?(?:\[(?>(?:[^\[\]{}]|\{[^{}]*+\})*)\]\s*+)?"


@dataclass(frozen=True, slots=True)
class _Form:
    """How a definition is written: what stands before its bodies, how many there are, and whether it is a macro."""

    head: re.Pattern[str]
    bodies: int
    is_macro: bool = True


_COMMAND = _Form(re.compile(rf"\*?{_NAME}{_ARITY}"), 1)
_ASKED = r"\{(?>(?:[^{}]|\{[^{}]*+\})*)\}\s*+"
_DOCUMENT_COMMAND = _Form(re.compile(rf"{_NAME}{_ASKED}"), 1)
_ENVIRONMENT = _Form(re.compile(rf"\*?\s*+\{{[^{{}}\\]*+\}}\s*+{_ARITY}"), 2, is_macro=False)
_PRIMITIVE = _Form(re.compile(r"\s*+\\(?:[A-Za-z@]++|[^\sA-Za-z])[^{}\\]*+"), 1)
_FORMS: Mapping[str, _Form] = MappingProxyType(
    {
        "newcommand": _COMMAND,
        "renewcommand": _COMMAND,
        "providecommand": _COMMAND,
        "DeclareRobustCommand": _COMMAND,
        **{f"{verb}DocumentCommand": _DOCUMENT_COMMAND for verb in ("New", "Renew", "Provide", "Declare")},
        "newenvironment": _ENVIRONMENT,
        "renewenvironment": _ENVIRONMENT,
        "def": _PRIMITIVE,
        "gdef": _PRIMITIVE,
        "let": _Form(re.compile(rf"{_NAME}=?\s*+(?:{_BARE}|[^\s\\{{}}])"), 0),
        "DeclareMathOperator": _Form(re.compile(rf"\*?{_NAME}"), 1),
        "DeclarePairedDelimiter": _Form(re.compile(rf"\*?{_NAME}"), 2),
    }
)


@dataclass(frozen=True, slots=True)
class Definitions:
    """Where definitions are: all of them, and those of macros."""

    spans: tuple[Span, ...]
    macros: tuple[Span, ...]
    faults: tuple[Fault, ...]


def find_definitions(page: Page, scan: Scan) -> Definitions:
    """Return the definitions of a page; one inside another is part of it."""
    spans: list[Span] = []
    macros: list[Span] = []
    faults: list[Fault] = []
    for token in _outermost(scan, spans):
        end = _definition_end(page.structure, token, scan.closing)
        if end is None:
            faults.append(_incomplete(page, token))
            continue
        spans.append((token.start, end))
        if _FORMS[token.name].is_macro:
            macros.append((token.start, end))
    return Definitions(tuple(spans), tuple(macros), tuple(faults))


def _outermost(scan: Scan, spans: list[Span]) -> Iterator[Token]:
    """Yield the definitions that do not start inside the last of `spans`, to which the caller adds."""
    for token in scan.tokens:
        if token.kind is Kind.DEFINITION and not (spans and token.start < spans[-1][1]):
            yield token


def _definition_end(text: str, token: Token, closing: Mapping[int, int]) -> int | None:
    form = _FORMS[token.name]
    head = form.head.match(text, token.end)
    if head is None:
        return None
    end = head.end()
    for _ in range(form.bodies):
        while end < len(text) and text[end].isspace():
            end += 1
        if end in closing:
            end = closing[end] + 1
        elif bare := _BODY.match(text, end):
            end = bare.end()
        else:
            return None
    return end


def _incomplete(page: Page, token: Token) -> Fault:
    return page.fault(
        token.start,
        f"The definition with \\{token.name} in line {page.line(token.start)} is not complete and was not read.",
        "Check its braces: each { needs its }.",
    )
