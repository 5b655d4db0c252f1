"""Say which environments and braces of an answer do not match; what they touch is read all the same."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from autograder.domain.faults import Fault
from autograder.intake.latex.blocks import Piece
from autograder.intake.latex.hidden import HIDING_ENVIRONMENTS
from autograder.intake.latex.page import Page
from autograder.intake.latex.tokens import ANSWER_ENVIRONMENTS, Kind, Token


def check_environments(page: Page, piece: Piece) -> Iterator[Fault]:
    """Yield a fault for each environment of a piece that is not ended or ends nothing."""
    opened: list[Token] = []
    names: Counter[str] = Counter()
    for token in piece.tokens:
        if token.name in HIDING_ENVIRONMENTS:
            continue  # has no inside to match; one that never ends was named when the page was opened
        if token.kind is Kind.BEGIN:
            # no environment for answers holds another of its kind: the first was not ended
            if token.name in ANSWER_ENVIRONMENTS and names[token.name]:
                yield from _leave(page, opened, names, token.name)
            opened.append(token)
            names[token.name] += 1
        elif token.kind is Kind.END:
            if not names[token.name]:
                yield _ends_nothing(page, token)
                continue
            while opened[-1].name != token.name:
                yield _not_ended(page, _pop(opened, names))
            _pop(opened, names)
    for token in opened:
        yield _not_ended(page, token)


def check_braces(page: Page, piece: Piece, unmatched: Sequence[int]) -> Iterator[Fault]:
    """Yield a fault for the first unmatched brace of a piece; `unmatched` holds those of the page, in order."""
    first = bisect_left(unmatched, piece.start)
    if first < len(unmatched) and unmatched[first] < piece.end:
        position = unmatched[first]
        opens = page.structure[position] == "{"
        does = "is opened here and never closed" if opens else "is closed here and was never opened"
        yield page.fault(position, f"A brace {does} in the answer to {piece.subquestion[:40]}.", "Each { needs its }.")


def _leave(page: Page, opened: list[Token], names: Counter[str], name: str) -> Iterator[Fault]:
    while names[name]:
        yield _not_ended(page, _pop(opened, names))


def _pop(opened: list[Token], names: Counter[str]) -> Token:
    token = opened.pop()
    names[token.name] -= 1
    return token


def _not_ended(page: Page, token: Token) -> Fault:
    if not token.name:
        return page.fault(token.start, "A \\begin does not say what begins.", "Write \\begin{its name}.")
    return page.fault(
        token.start,
        f"The environment {token.name} has no \\end{{{token.name}}}.",
        f"Add \\end{{{token.name}}} where it ends; environments must end in the reverse order of their beginnings.",
    )


def _ends_nothing(page: Page, token: Token) -> Fault:
    shown = f"\\end{{{token.name}}}" if token.name else "\\end without a name"
    return page.fault(token.start, f"A {shown} ends nothing.", "Remove it, or add the \\begin that belongs to it.")
