"""False statements beside the formulas: ``where u ∼ P_U``, said in a remark or on a line of its own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.mathematics.derivation.lines import comparable
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading import ReadLine, read_latex
from autograder.mathematics.tree import Node

_RELATED = re.compile(r"[^\s$,;:]+\s*(?:\\sim\b|∼)\s*[^\s$,;]+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A false statement, and what to say about it."""

    says: Node
    message: str


def find_claims(lines: Sequence[ReadLine], claims: Sequence[Claim], notation: Notation) -> Mapping[int, str]:
    """Return what to say about the lines, by number, beside which a false statement stands."""
    found: dict[int, str] = {}
    for line in lines if claims else ():
        said = [comparable(node, notation) for node in _statements(line, notation)]
        messages = [claim.message for claim in claims if claim.says in said]
        if messages:
            found[line.number] = " ".join(messages)
    return found


def _statements(line: ReadLine, notation: Notation) -> list[Node]:
    nodes = [] if line.node is None else [line.node]
    for remark in line.remarks:
        for match in _RELATED.finditer(remark):
            read = read_latex(match[0].rstrip("."), notation)
            if read.node is not None and not read.faults:
                nodes.append(read.node)
    return nodes
