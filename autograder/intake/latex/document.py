"""Read a whole LaTeX file: the answers in it, the student's macros, and what is wrong with it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from autograder.domain.faults import Fault, FaultKind
from autograder.intake.latex.balance import check_braces, check_environments
from autograder.intake.latex.blocks import Piece, cut_blocks
from autograder.intake.latex.definitions import find_definitions
from autograder.intake.latex.hidden import open_page
from autograder.intake.latex.items import PieceAnswers, read_piece
from autograder.intake.latex.page import Page, blank
from autograder.intake.latex.records import AnswerBlock, Command, TexDocument, TexItem
from autograder.intake.latex.tokens import MOST_COMMANDS, Kind, Scan, scan_page

MOST_FAULTS = 50
"""Faults that are said of one file; a file with more is not repaired by reading them."""


def read_document(source: str, file: str) -> TexDocument:
    """Locate the answers in a student's LaTeX.

    Reading never raises, takes time linear in the length, and one broken answer costs only itself: what is not closed
    ends where the next answer begins, with a fault that says so. Comments, switched-off and verbatim text, and what
    stands outside of ``answer`` environments hold no answers. An empty answer is none.

    Parameters
    ----------
    source
        The text of the file, with any line ends.
    file
        Its name, for places.
    """
    page, hidden_faults = open_page(source, file)
    scan = scan_page(page)
    definitions = find_definitions(page, scan)
    pieces, border_faults = cut_blocks(page, scan, definitions.spans)
    # a definition inside an answer is no part of it
    readable = replace(page, source=blank(page.source, definitions.spans))
    answers = [read_piece(readable, piece, scan.closing) for piece in pieces]
    faults = [*hidden_faults, *definitions.faults, *border_faults, *_inclusions(page, scan), *_cut_off(page, scan)]
    for piece, found in zip(pieces, answers, strict=True):
        faults += _piece_faults(page, piece, scan, found)
    blocks, repetitions = _merge(page, pieces, answers)
    return TexDocument(
        blocks=blocks,
        macros_source=tuple((page.source[start:end], page.place(start)) for start, end in definitions.macros),
        faults=_in_order([*faults, *repetitions], file),
    )


def _piece_faults(page: Page, piece: Piece, scan: Scan, found: PieceAnswers) -> Iterator[Fault]:
    yield from found.faults
    yield from check_environments(page, piece)
    # an argument that is not closed has been named already
    if not found.faults:
        yield from check_braces(page, piece, scan.unmatched)


def _inclusions(page: Page, scan: Scan) -> Iterator[Fault]:
    for token in scan.tokens:
        if token.kind is Kind.INCLUSION:
            message = f"\\{token.name} is not followed: what stands in the other file was not read."
            yield page.fault(token.start, message, f"Copy its text into {page.file}.")


def _cut_off(page: Page, scan: Scan) -> Iterator[Fault]:
    if scan.end < len(page.structure):
        message = f"{page.file} holds more than {MOST_COMMANDS} commands; what follows here was not read."
        yield Fault(FaultKind.TOO_LARGE, message, page.place(scan.end), "Hand in the answers alone.")


@dataclass(slots=True)
class _Gathering:
    """What has been found for one subquestion so far; a later answer replaces an earlier one in its place."""

    items: dict[tuple[Command, str | None], TexItem] = field(default_factory=dict)
    conventions: dict[str, str] = field(default_factory=dict)
    renames: dict[str, str] = field(default_factory=dict)


def _merge(
    page: Page, pieces: Sequence[Piece], answers: Iterable[PieceAnswers]
) -> tuple[tuple[AnswerBlock, ...], list[Fault]]:
    gatherings: dict[str, _Gathering] = {}
    opened: dict[str, int] = {}
    faults = []
    for piece, found in zip(pieces, answers, strict=True):
        opened.setdefault(piece.subquestion, piece.opened)
        gathering = gatherings.setdefault(piece.subquestion, _Gathering())
        gathering.conventions.update(found.conventions)
        gathering.renames.update(found.renames)
        for item in found.items:
            earlier = gathering.items.pop((item.command, item.part), None)
            if earlier is not None and earlier.source != item.source:
                faults.append(_repeated(earlier, item))
            gathering.items[item.command, item.part] = item
    blocks = tuple(
        AnswerBlock(
            subquestion=name,
            items=tuple(gathering.items.values()),
            conventions=MappingProxyType(gathering.conventions),
            renames=tuple(gathering.renames.items()),
            place=page.place(opened[name]),
        )
        for name, gathering in gatherings.items()
    )
    return blocks, faults


def _repeated(earlier: TexItem, item: TexItem) -> Fault:
    what = f"{item.command} {item.part[:40]}" if item.part else f"{item.command}"
    counting = (
        f"; the one in line {item.place.line} counts, not that in line {earlier.place.line}."
        if item.place.line != earlier.place.line
        else f" in line {item.place.line}; the last one counts."
    )
    return Fault(
        FaultKind.UNREADABLE,
        f"{item.subquestion[:40]} has more than one {what}{counting}",
        earlier.place,
        "Keep one of them.",
    )


def _in_order(faults: list[Fault], file: str) -> tuple[Fault, ...]:
    faults.sort(key=_position)
    if len(faults) <= MOST_FAULTS:
        return tuple(faults)
    more = len(faults) - MOST_FAULTS
    return (*faults[:MOST_FAULTS], Fault(FaultKind.UNREADABLE, f"{more} more things in {file} could not be read."))


def _position(fault: Fault) -> tuple[int, int]:
    return (fault.place.line, fault.place.column or 0) if fault.place is not None else (0, 0)
