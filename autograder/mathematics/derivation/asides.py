"""Mathematics said in passing: definitions ("let M = ...") and false statements ("where u ∼ P_U") in remarks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.mathematics.derivation.definitions import Definition, defined_name
from autograder.mathematics.derivation.ground import Ground
from autograder.mathematics.derivation.lines import comparable
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import ReadLine, read_latex, with_own_letters
from autograder.mathematics.traversal import names_in
from autograder.mathematics.tree import Logic, Node, Relation, RelationKind

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
        said = (*own, *_read(line.remarks, _DISTRIBUTED, notation))
        messages = [claim.message for claim in claims if claim.says in said]
        if messages:
            found[line.number] = " ".join(messages)
    return found


def remarked_definitions(lines: Sequence[ReadLine], ground: Ground) -> Mapping[str, tuple[int, Definition]]:
    """Return the names that remarks define and the question does not know: by which line, and what they stand for."""
    found: dict[str, tuple[int, Definition]] = {}
    for line in lines:
        for node in _inline(line.remarks, ground):
            for relation in _relations(node):
                introduced = defined_name(relation.left)
                if relation.relation is not RelationKind.EQUAL or introduced is None:
                    continue
                name, arguments = introduced
                if ground.notation.find(name) is None and name not in names_in(relation.right):
                    found.setdefault(name, (line.number, Definition(relation.right, arguments)))
    return found


def remarked_statements(line: ReadLine, ground: Ground) -> Iterator[Relation]:
    """Yield the equations and inequalities in the words around a line that are said to hold."""
    for remark in line.remarks:
        if "$" in remark and not _SUPPOSED.search(_INLINE.sub("", remark)):
            for node in _inline((remark,), ground):
                yield from _relations(node)


def _relations(node: Node) -> Iterator[Relation]:
    if isinstance(node, Relation):
        yield node
    elif isinstance(node, Logic) and node.operation == "and":
        for part in node.operands:
            yield from _relations(part)


def _inline(remarks: Sequence[str], ground: Ground) -> Iterator[Node]:
    """Yield the formulas in some remarks, each read once for one derivation."""
    for remark in remarks:
        if remark not in ground.remarked:
            ground.remarked[remark] = tuple(_read((remark,), _INLINE, ground.notation))
        yield from ground.remarked[remark]


def _read(remarks: Sequence[str], pattern: re.Pattern[str], notation: Notation) -> Iterator[Node]:
    """Yield what a pattern finds in some remarks, as far as it can be read."""
    for remark in remarks:
        own = with_own_letters(notation, remark)
        for match in pattern.finditer(remark):
            node = read_latex(match[match.lastindex or 0].rstrip(". "), own).node
            if node is not None:
                yield comparable(node, notation)
