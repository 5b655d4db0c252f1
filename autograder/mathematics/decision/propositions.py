"""Deciding statements whose parts are mere letters, true or false: by their table."""

from collections.abc import Iterator, Mapping
from itertools import product

from autograder.domain.evidence import Witness
from autograder.mathematics.decision.outcomes import Decision, Different, Equal, Undecided
from autograder.mathematics.decision.witness import LEFT_NAME, RIGHT_NAME
from autograder.mathematics.tree import Logic, Node, SetLiteral, Symbol

MAX_LETTERS = 12


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case Logic(_, operands) | SetLiteral(operands, False):
            for part in operands:
                yield from _leaves(part)
        case _:
            yield node


def _value(node: Node, letters: Mapping[str, bool]) -> bool:
    match node:
        case Symbol(name):
            return letters[name]
        case Logic("or", operands):
            return any(_value(part, letters) for part in operands)
        case Logic("not", (operand,)):
            return not _value(operand, letters)
        case Logic(_, operands) | SetLiteral(operands):
            return all(_value(part, letters) for part in operands)
        case _:
            raise AssertionError("only letters and their combinations are asked for")


def decide_propositions(ours: Node, theirs: Node) -> Decision | None:
    """Decide two statements about letters that are true or false; None if they hold anything else."""
    leaves = [*_leaves(ours), *_leaves(theirs)]
    letters = sorted({leaf.name for leaf in leaves if isinstance(leaf, Symbol)})
    if not letters or not all(isinstance(leaf, Symbol) for leaf in leaves):
        return None
    if len(letters) > MAX_LETTERS:
        return Undecided(f"more than {MAX_LETTERS} letters stand in these statements")
    for row in product((True, False), repeat=len(letters)):
        values = dict(zip(letters, row, strict=True))
        one, other = _value(ours, values), _value(theirs, values)
        if one != other:
            bindings = tuple((name, str(value).lower()) for name, value in values.items())
            witness = Witness(bindings, LEFT_NAME, str(one).lower(), RIGHT_NAME, str(other).lower())
            return Different(witness=witness, proved=True)
    return Equal(proved=True)
