r"""Sets that are mere names: ``A \cap (B \cup C)``, ``(A \cup B)^c``, ``A \subseteq B``, by the table of membership.

An equation or an inclusion of such sets says that some regions of their diagram are empty; two of them say the same
where these are the same regions.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from autograder.domain.evidence import Witness
from autograder.mathematics.decision.outcomes import Decision, Different, Equal
from autograder.mathematics.decision.witness import LEFT_NAME, RIGHT_NAME
from autograder.mathematics.notation import Notation
from autograder.mathematics.traversal import walk
from autograder.mathematics.tree import (
    Call,
    Logic,
    Negate,
    Node,
    Power,
    Relation,
    RelationKind,
    SetLiteral,
    Sum,
    Symbol,
)

MAX_SETS = 10
_OPERATIONS = frozenset({"union", "intersection", "complement"})
_MARKS = frozenset(map(Symbol, ("c", "C", "complement")))
"""What stands raised behind a set for its complement."""
_UNIVERSES = frozenset({"U", "Omega"})
_INCLUSIONS = frozenset({RelationKind.SUBSET, RelationKind.SUPERSET})
_RELATIONS = _INCLUSIONS | {RelationKind.EQUAL}


def decide_set_algebra(student: Node, reference: Node, notation: Notation) -> Decision | None:
    """Decide two sets, or two statements about sets, made of undeclared names; None if they are neither."""
    if not (_works_on_sets(student) or _works_on_sets(reference)):
        return None
    student = _unnamed(student, reference)
    sides = [_statement(side) if isinstance(side, Relation | Logic) else side for side in (student, reference)]
    if None in sides or (isinstance(student, Relation | Logic) != isinstance(reference, Relation | Logic)):
        return None
    ours, theirs = (side for side in sides if side is not None)
    letters = [list(_letters(side)) for side in (ours, theirs)]
    names = sorted({name for found in letters for name in found if name is not None})
    known = all(name is not None and notation.find(name) is None for found in letters for name in found)
    if not known or len(names) > MAX_SETS:
        return None
    whole = _UNIVERSES if any(map(_has_complement, (ours, theirs))) else frozenset()
    return _by_table(ours, theirs, [name for name in names if name not in whole], whole)


def _by_table(ours: Node, theirs: Node, names: Sequence[str], whole: frozenset[str]) -> Decision:
    for row in product((True, False), repeat=len(names)):
        inside = {**dict.fromkeys(whole, True), **dict.fromkeys(names, False), **dict(zip(names, row, strict=True))}
        one, other = _holds(ours, inside), _holds(theirs, inside)
        if one != other:
            bindings = tuple((f"in {name}", str(value).lower()) for name, value in zip(names, row, strict=True))
            witness = Witness(bindings, LEFT_NAME, str(one).lower(), RIGHT_NAME, str(other).lower())
            return Different(witness=witness, proved=True)
    return Equal(proved=True)


def _works_on_sets(node: Node) -> bool:
    """Say whether a set, or a side of an equation of sets, is made by an operation on sets."""
    match node:
        case Call(head, parts) if head in _OPERATIONS or head == "conjugate":
            return head in _OPERATIONS or any(map(_works_on_sets, parts))
        case Relation(relation, left, right) if relation in _RELATIONS:
            return relation in _INCLUSIONS or _works_on_sets(left) or _works_on_sets(right)
        case Power(base, exponent):
            return exponent in _MARKS and _works_on_sets(base)
        case Logic("and", parts):
            return any(map(_works_on_sets, parts))
        case _:
            return False


def _unnamed(student: Node, reference: Node) -> Node:
    """Return the set of ``D = A ∪ B`` where a set is asked and D only names it."""
    match student:
        case Relation(RelationKind.EQUAL, Symbol() as name, right) if not isinstance(reference, Relation | Logic):
            return right if name not in walk(reference) else student
        case _:
            return student


def _statement(node: Node) -> Node | None:
    """Return the set that a statement says to be empty, or None."""
    match node:
        case Logic("and", parts):
            regions = [_statement(part) for part in parts]
            return None if None in regions else Call("union", tuple(one for one in regions if one is not None))
        case Relation(RelationKind.SUBSET, left, right):
            return Call("complement", (left, right))
        case Relation(RelationKind.SUPERSET, left, right):
            return Call("complement", (right, left))
        case Relation(RelationKind.EQUAL, left, right):
            return Call("union", (Call("complement", (left, right)), Call("complement", (right, left))))
        case _:
            return None


def _letters(node: Node) -> Iterator[str | None]:
    """Yield the names of sets, and None for what is no set of names."""
    match node:
        case Symbol(name):
            yield name.rstrip("'")
        case SetLiteral(()):
            return
        case Power(base, exponent) if exponent in _MARKS:
            yield from _letters(base)
        case Sum((left, Negate(right))):
            yield from (*_letters(left), *_letters(right))
        case Call(head, parts) if head in _OPERATIONS or head == "conjugate":
            for part in parts:
                yield from _letters(part)
        case _:
            yield None


def _has_complement(node: Node) -> bool:
    return any(
        (isinstance(part, Power) and part.exponent in _MARKS)
        or (isinstance(part, Call) and part.head == "conjugate")
        or (isinstance(part, Symbol) and part.name.endswith("'"))
        for part in walk(node)
    )


def _holds(node: Node, inside: Mapping[str, bool]) -> bool:
    """Say whether something lies in a set that lies in the sets of these names, or does not."""
    match node:
        case Symbol(name):
            bare = name.rstrip("'")
            return inside[bare] != bool((len(name) - len(bare)) % 2)
        case Power(base, _) | Call("conjugate", (base,)):
            return not _holds(base, inside)
        case Call("union", parts):
            return any(_holds(part, inside) for part in parts)
        case Call("intersection", parts):
            return all(_holds(part, inside) for part in parts)
        case Call("complement", (left, right)) | Sum((left, Negate(right))):
            return _holds(left, inside) and not _holds(right, inside)
        case _:
            return False
