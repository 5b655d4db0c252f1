"""Mathematics said in passing: definitions ("let M = ...") and false statements ("where u ∼ P_U") in remarks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.mathematics.derivation.lines import comparable
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import ReadLine, read_latex
from autograder.mathematics.traversal import names_in
from autograder.mathematics.tree import Logic, Node, Relation, RelationKind, Symbol

_SUPPOSED = re.compile(
    r"\b(?:show|prove|want|wants|goal|aim|suppose|assume|assuming|need|must|should|if|claim|whether|asked|given|montrer)\b",
    re.IGNORECASE,
)
"""Words after which a formula is a wish or a supposition."""
_INLINE = re.compile(r"\$([^$]+)\$")
_DISTRIBUTED = re.compile(r"[^\s$,;:]+\s*(?:\\sim\b|∼)\s*[^\s$,;]+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A false statement, and what to say about it."""

    says: Node
    message: str


def find_claims(lines: Sequence[ReadLine], claims: Sequence[Claim], notation: Notation) -> Mapping[int, str]:
    """Return what to say about the lines, by number, beside which a false statement stands."""
    found: dict[int, str] = {}
    for line in lines if claims else ():
        own = () if line.node is None else (comparable(line.node, notation),)
        said = (*own, *_read(line, _DISTRIBUTED, notation))
        messages = [claim.message for claim in claims if claim.says in said]
        if messages:
            found[line.number] = " ".join(messages)
    return found


def remarked_definitions(lines: Sequence[ReadLine], notation: Notation) -> Mapping[str, Node]:
    """Return the names that remarks define and the question does not know, with what they stand for."""
    found: dict[str, Node] = {}
    for line in lines:
        for node in _read(line, _INLINE, notation):
            match node:
                case Relation(RelationKind.EQUAL, Symbol(name), meaning) if notation.find(name) is None:
                    if name not in names_in(meaning):
                        found.setdefault(name, meaning)
    return found


def remarked_statements(line: ReadLine, notation: Notation) -> Iterator[Relation]:
    """Yield the equations and inequalities in the words around a line that are said to hold."""
    for remark in line.remarks:
        if "$" in remark and not _SUPPOSED.search(_INLINE.sub("", remark)):
            for node in _read(replace(line, remarks=(remark,)), _INLINE, notation):
                yield from _relations(node)


def _relations(node: Node) -> Iterator[Relation]:
    if isinstance(node, Relation):
        yield node
    elif isinstance(node, Logic) and node.operation == "and":
        for part in node.operands:
            yield from _relations(part)


def _read(line: ReadLine, pattern: re.Pattern[str], notation: Notation) -> Iterator[Node]:
    """Yield what a pattern finds in the remarks of a line, as far as it can be read."""
    for remark in line.remarks:
        for match in pattern.finditer(remark):
            node = read_latex(match[match.lastindex or 0].rstrip(". "), notation).node
            if node is not None:
                yield comparable(node, notation)
