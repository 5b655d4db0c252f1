"""What lines with undeclared names might show: a name may stand for anything, so that nobody can say it is missing."""

from collections.abc import Iterator
from itertools import pairwise

from autograder.answers.derivation import Feature
from autograder.domain.evidence import LineMark
from autograder.mathematics.derivation.ground import Ground
from autograder.mathematics.derivation.lines import formula_of
from autograder.mathematics.derivation.records import Entry
from autograder.mathematics.derivation.structure import FEATURES, Structure, fits, runs_over, terms_of
from autograder.mathematics.derivation.trail import Trail
from autograder.mathematics.derivation.waypoints import Form, Shown, Standing
from autograder.mathematics.tree import Node, Relation

_HIDEABLE = frozenset(
    {Feature.DIVERGENCE, Feature.EIGENVALUE, Feature.JACOBIAN, Feature.NORM, Feature.RECIPROCAL_JACOBIAN}
)
"""What one name may stand for; that terms, traces or integrals are written out is seen in spite of a name."""


def might_show(form: Form, trail: Trail) -> Iterator[Shown]:
    """Yield, as open, each line with an undeclared name that would show a form if the name stood for the right thing.

    Parameters
    ----------
    form
        Whose words have been found and whose companions stand.
    trail
        The judged derivation.
    """
    if form.sides is not None or form.step is not None:
        for left, right in _neighbours(trail):
            if _step_might_fit(form, left, right, trail.ground):
                yield _open(left if _is_open(left, trail.ground) else right)
    elif form.line is not None and form.at == "anywhere":
        for entry in trail.entries:
            if _is_open(entry, trail.ground) and _might_fit(formula_of(entry.node), form.line, trail.ground):
                yield _open(entry)


def _open(entry: Entry) -> Shown:
    said = f"Line {entry.number} may show it, and uses a name that is not declared."
    return Shown(Standing.OPEN, line=entry.number, message=said)


def _neighbours(trail: Trail) -> Iterator[tuple[Entry, Entry]]:
    """Yield the neighbours in a chain of which one cannot be judged for a name in it."""
    for left, right in pairwise(trail.entries):
        together = left.chain == right.chain and right.relation is not None
        if together and (_is_open(left, trail.ground) or _is_open(right, trail.ground)):
            yield left, right


def _is_open(entry: Entry, ground: Ground) -> bool:
    return entry.mark is LineMark.UNDECIDED and _has_unknown(entry.node, ground)


def _has_unknown(node: Node, ground: Ground) -> bool:
    return any(not ground.knows(name) for name in ground.forest.names(node))


def _step_might_fit(form: Form, left: Entry, right: Entry, ground: Ground) -> bool:
    assert right.relation is not None
    both = Relation(right.relation, formula_of(left.node), formula_of(right.node))
    if form.step is not None and not _might_fit(both, form.step, ground):
        return False
    if form.sides is None:
        return True
    one, other = form.sides
    return (_might_fit(both.left, one, ground) and _might_fit(both.right, other, ground)) or (
        _might_fit(both.left, other, ground) and _might_fit(both.right, one, ground)
    )


def _might_fit(node: Node, structure: Structure, ground: Ground) -> bool:
    """Say whether a formula would look as asked if its undeclared names stood for what is not seen in it."""
    if not _has_unknown(node, ground):
        return fits(node, structure, ground)
    if not structure.foreign.isdisjoint(ground.forest.names(node)):
        return False
    if any(ground.forest.holds(node, part) for part in structure.barred):
        return False
    if any(FEATURES[feature](node, ground) for feature in structure.has_not):
        return False
    if structure.over and not runs_over(node, structure.over, ground):
        return False
    if structure.term is not None and not any(_might_fit(term, structure.term, ground) for term in terms_of(node)):
        return False
    seen = {feature for feature in structure.has if FEATURES[feature](node, ground)}
    return set(structure.has) - seen <= _HIDEABLE and _sees_some(node, structure, bool(seen), ground)


def _sees_some(node: Node, structure: Structure, seen: bool, ground: Ground) -> bool:
    """Say whether something that is asked for can be seen, or nothing is asked: else any line might be meant."""
    written = any(fits(node, Structure(contains=(part,)), ground) for part in structure.contains)
    return seen or written or not (structure.contains or structure.has)
