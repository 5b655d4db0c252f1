"""Which item of `answers.tex` answers which alternative, and what in the file answers nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import HandedLatex
from autograder.grading.alternatives import Way
from autograder.intake import AnswerBlock, TexDocument, TexItem


@dataclass(frozen=True, slots=True)
class Located:
    """Items by (subquestion, command, part name), and what was not recognised."""

    items: Mapping[tuple[str, str, str], HandedLatex]
    faults: tuple[Fault, ...]

    def of(self, way: Way) -> HandedLatex | None:
        """Return what was written for an alternative; of several commands, the one written last."""
        found = [self.items.get((way.subquestion, command, way.item)) for command in sorted(way.commands)]
        written = [item for item in found if item is not None]
        return max(written, key=lambda item: (item.place.line, item.place.column or 0), default=None)


def locate(document: TexDocument, known: Sequence[Way]) -> Located:
    """Give every item of a document its place in the assignment."""
    names: dict[tuple[str, str], list[str]] = {}
    for way in known:
        for command in way.commands:
            names.setdefault((way.subquestion, command), []).append(way.item)
    subquestions = {way.subquestion for way in known}
    items: dict[tuple[str, str, str], HandedLatex] = {}
    faults = list(document.faults)
    for block in document.blocks:
        if block.subquestion not in subquestions:
            faults.append(_unknown_subquestion(block, subquestions))
            continue
        for item in block.items:
            part = _part(item, names.get((block.subquestion, str(item.command)), []))
            if isinstance(part, Fault):
                faults.append(part)
            else:
                items[block.subquestion, str(item.command), part] = HandedLatex(
                    str(item.command), item.source, item.place, block.conventions, block.renames
                )
    return Located(items, tuple(faults))


def _part(item: TexItem, known: list[str]) -> str | Fault:
    if item.part in known:
        return str(item.part)
    alike = [name for name in known if item.part is not None and _plain(name) == _plain(item.part)]
    if len(alike) == 1:
        return alike[0]
    # a subquestion with a single such item needs no name
    if item.part is None and len(known) == 1:
        return known[0]
    command = f"\\{item.command}" if item.command not in ("derivation", "justification") else str(item.command)
    if not known:
        message = f"{item.subquestion} asks for no {command}."
        return Fault(FaultKind.UNKNOWN_NAME, message, item.place, "Look the names up in the template's answers.tex.")
    return Fault(
        FaultKind.UNKNOWN_NAME,
        f'{item.subquestion} has no part "{item.part or ""}" for {command}.',
        item.place,
        f"The names are: {', '.join(known)}.",
    )


def _plain(name: str) -> str:
    """Return a name without what people vary: capitals, and what stands between its words."""
    return "".join(letter for letter in name if letter.isalnum()).casefold()


def _unknown_subquestion(block: AnswerBlock, known: Iterable[str]) -> Fault:
    near = get_close_matches(block.subquestion, sorted(known), n=1)
    hint = f"Did you mean {near[0]}?" if near else "Use the numbers of the template's answers.tex."
    return Fault(FaultKind.UNKNOWN_NAME, f'There is no subquestion "{block.subquestion}".', block.place, hint)
