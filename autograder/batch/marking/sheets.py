"""marking.csv: what awaits a human, to be filled in with any spreadsheet and brought back."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from autograder.batch.marking.items import in_marking_order
from autograder.domain.evidence import Derivation, Evidence, Note, Quote, Reading
from autograder.domain.marks import MarkingItem
from autograder.reporting.plaintext import prose_text
from autograder.reporting.spreadsheets import csv_bytes
from autograder.reporting.visible import cut_middle

COLUMNS = ("answer", "criterion", "asked", "out_of", "state", "handed_in", "looked_for", "points", "why")
"""The first two name a decision, the last two are filled in; the others are for the reader."""


_CELL_CHARACTERS = 20_000  # spreadsheets cut a cell at 32,767 without a word


Cells = Mapping[tuple[str, str], tuple[str, str]]
"""Answer and criterion to the points and the reason filled in for them."""


def marking_csv(items: Iterable[MarkingItem], filled: Cells = MappingProxyType({})) -> bytes:
    """Return the sheet of these items, one a row, with what was filled in already and not yet brought back."""
    return csv_bytes(COLUMNS, (_row(item, filled) for item in in_marking_order(items)))


def _row(item: MarkingItem, filled: Cells) -> Iterator[str]:
    yield item.answer_id
    yield str(item.key)
    yield f"{item.key.subquestion} {item.part_title}: {item.criterion_title}"
    yield str(item.points)
    yield item.state
    yield cut_middle("\n".join(text for piece in item.evidence if (text := _in_words(piece))), _CELL_CHARACTERS)
    yield prose_text(item.looked_for)
    yield from filled.get((item.answer_id, str(item.key)), ("", ""))


def _in_words(piece: Evidence) -> str:
    match piece:
        case Quote(text=text):
            return text
        case Reading(caption=caption, latex=latex, text=text):
            return f"{caption}: {text or latex}"
        case Note(text=text):
            return text
        case Derivation(lines=lines):
            return "\n".join(f"({line.number}, {line.mark}) {line.source}" for line in lines)
        case _:
            return ""
