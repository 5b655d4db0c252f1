"""Deciding equations, inequalities, sets of numbers and their combinations: the same solutions over the domain.

Two statements can differ only where an atomic relation has its two sides meet, beside such a place, or far from all of
them. With one unknown all these places are found and tried, the gaps between them too; with several unknowns, points
that solve the equations of either statement, points on the bounds of inequalities, and points beside them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
from flint import acb, arb

from autograder.domain.evidence import Witness
from autograder.mathematics.decision.balls import Ball, NoBallError, can_hold, precise
from autograder.mathematics.decision.candidates import constant_places, distinct, places
from autograder.mathematics.decision.canonical import normal_form
from autograder.mathematics.decision.exact import polynomial_factors, proportional_polynomials, same_linear_system
from autograder.mathematics.decision.families import COUNTERS, decide_families
from autograder.mathematics.decision.indices import without_indices
from autograder.mathematics.decision.outcomes import Decision, Different, Equal, Undecided
from autograder.mathematics.decision.propositions import decide_propositions
from autograder.mathematics.decision.quantifiers import closed, is_truth
from autograder.mathematics.decision.roots import counted
from autograder.mathematics.decision.sentences import POINT, TRUE, atoms, sentence, tidied
from autograder.mathematics.decision.setting import SEED, Setting, all_numbers, declared
from autograder.mathematics.decision.systems import STARTS, conjunctions, solutions
from autograder.mathematics.decision.truth import NoTruthError, holds
from autograder.mathematics.decision.witness import LEFT_NAME, RIGHT_NAME, number_in_words
from autograder.mathematics.drawing import draw_numbers
from autograder.mathematics.notation import Domain
from autograder.mathematics.traversal import names_in, substitute, walk
from autograder.mathematics.tree import (
    Call,
    Constant,
    Interval,
    Logic,
    Negate,
    Node,
    Number,
    Quantified,
    Relation,
    RelationKind,
    SetLiteral,
    Sum,
    Symbol,
)
from autograder.mathematics.worlds import Array

WHOLE_REACH = 40
"""Whole numbers from minus this to this are tried where an unknown is one."""
NEAR_WHOLE = 12
"""The same where a floor jumps."""
MAX_POINTS, MAX_EDGES = 600, 8
BESIDE = 1e-3
NEVER_TRUE = "neither statement is seen to hold anywhere"
_WHOLE = (Domain.INTEGER, Domain.POSITIVE_INTEGER)
_ABOVE_ZERO = (Domain.POSITIVE, Domain.NONNEGATIVE, Domain.UNIT, Domain.POSITIVE_INTEGER)

ZERO = Number(Fraction(0))

Point = Mapping[str, Ball]


def decide_statements(student: Node, reference: Node, setting: Setting) -> Decision:
    """Decide whether two statements, or sets of real numbers, have the same solutions."""
    student, reference = _unnamed(student, reference), _unnamed(reference, student)
    student, reference = without_indices(student, reference), without_indices(reference, student)
    unknowns = sorted(names_in(reference) or names_in(student))
    main = unknowns[0] if len(unknowns) == 1 else POINT
    ours, theirs = sentence(student, main), sentence(reference, main)
    spelled = [tidied(normal_form(side, setting.notation)) for side in (ours, theirs)]
    if spelled[0] == spelled[1]:
        return Equal(proved=True)
    boolean = decide_propositions(ours, theirs)
    if boolean is not None:
        return boolean
    decision = Equal(proved=True) if _same_equations(ours, theirs, setting) else _solved(ours, theirs, setting)
    return counted(ours, theirs, decision) if setting.options.multiplicity else decision


def _unnamed(node: Node, other: Node) -> Node:
    """Return the set of ``L = {1, 2}``, where L only names it."""
    match node:
        case Relation(RelationKind.EQUAL, Symbol(name), SetLiteral(braced=True) | Interval() | Call() as collection):
            is_set = not isinstance(collection, Call) or collection.head in ("union", "intersection", "complement")
            return collection if is_set and name not in names_in(other) else node
        case _:
            return node


def _solved(ours: Node, theirs: Node, setting: Setting) -> Decision:
    if _is_quantified(ours) or _is_quantified(theirs):
        return _quantified(ours, theirs, setting)
    names = sorted(names_in(ours) | names_in(theirs))
    if not all(can_hold(side) for atom in (*atoms(ours), *atoms(theirs)) for side in (atom.left, atom.right)):
        return Undecided("a side of a relation is no number that could be compared")
    if not all_numbers(setting, names):
        return Undecided("a name in these statements is no number")
    try:
        with precise():
            families = decide_families(ours, theirs, lambda place: _in_domain(place, names, setting))
            return _by_points(ours, theirs, names, setting) if families is None else families
    except (NoTruthError, NoBallError):
        return Undecided("the truth of one of these statements cannot be computed")


def _is_quantified(node: Node) -> bool:
    return any(isinstance(part, Quantified) for part in walk(node))


def _quantified(ours: Node, theirs: Node, setting: Setting) -> Decision:
    """Decide whether a statement about all real numbers is true; two that are both true may not be the same."""
    unclear = Undecided("a quantifier speaks of more values than can be tried")
    try:
        with precise():
            one, other = (closed(side, _holds_throughout) for side in (ours, theirs))
            if _is_quantified(one) or _is_quantified(other) or names_in(one) or names_in(other):
                return unclear
            decision = _by_points(one, other, (), setting)
    except (NoTruthError, NoBallError):
        return unclear
    if isinstance(decision, Equal):
        return replace(decision, proved=False) if is_truth(ours) or is_truth(theirs) else unclear
    return decision


def _holds_throughout(node: Node, name: str) -> bool:
    return all(holds(node, point) for point in _points_on_line(node, TRUE, name, Domain.REAL))


def _in_domain(place: Ball, names: Sequence[str], setting: Setting) -> bool:
    return all(_lies_in(place, _domain(name, (), setting)) for name in names if name not in COUNTERS)


def _equations(node: Node) -> tuple[Node, ...] | None:
    """Return the differences of sides of an equation or a system of equations, or None."""
    parts = node.operands if isinstance(node, Logic) and node.operation == "and" else (node,)
    gaps = [
        Sum((part.left, Negate(part.right)))
        for part in parts
        if isinstance(part, Relation) and part.relation is RelationKind.EQUAL
    ]
    return tuple(gaps) if gaps and len(gaps) == len(parts) else None


def _same_equations(ours: Node, theirs: Node, setting: Setting) -> bool:
    """Say whether two equations are multiples of each other, or two linear systems have the same solutions."""
    names = sorted(names_in(ours) | names_in(theirs))
    sides = _equations(ours), _equations(theirs)
    if sides[0] is None or sides[1] is None or not all_numbers(setting, names):
        return False
    if len(sides[0]) == len(sides[1]) == 1 and proportional_polynomials(sides[0][0], sides[1][0]):
        return True
    return bool(same_linear_system(sides[0], sides[1], names)) and not setting.options.multiplicity


def _by_points(ours: Node, theirs: Node, names: Sequence[str], setting: Setting) -> Decision:
    points = _points(ours, theirs, names, setting)
    left, right = ([holds(node, point) for point in points] for node in (ours, theirs))
    for point, one, other in zip(points, left, right, strict=True):
        if one != other:
            if (names_in(ours) ^ names_in(theirs)) & COUNTERS and len(names) > 1:
                return Undecided("one of the statements speaks of a letter that may stand for any whole number")
            return Different(witness=_witness(point, one, other))
    if not names:
        return Equal(proved=True)
    if any(left) and not all(left):
        return Equal(proved=False, worlds=len(points))
    if not names_in(ours) or not names_in(theirs):  # one of them is simply true, or simply false
        return Equal(proved=False, worlds=len(points))
    return Undecided("both statements hold everywhere, as far as they were tried" if any(left) else NEVER_TRUE)


def _witness(point: Point, ours: bool, theirs: bool) -> Witness:
    bindings = tuple((name, number_in_words(complex(value.mid()))) for name, value in sorted(point.items()))
    return Witness(bindings, LEFT_NAME, str(ours).lower(), RIGHT_NAME, str(theirs).lower())


def _points(ours: Node, theirs: Node, names: Sequence[str], setting: Setting) -> list[Point]:
    domains = {name: _domain(name, (ours, theirs), setting) for name in names}
    if not names:
        return [{}]
    if any(domain in _WHOLE for domain in domains.values()):
        return _whole_points(ours, theirs, domains)
    if len(names) == 1:
        return _points_on_line(ours, theirs, names[0], domains[names[0]])
    found = _points_in_space(ours, theirs, domains)
    if Domain.COMPLEX in domains.values():
        found = [*_complex_points(ours, theirs, domains), *found]
    return [point for point in found if _inside(point, domains)]


def _domain(name: str, statements: Iterable[Node], setting: Setting) -> Domain:
    """Return where an unknown lives; a real one is complex where the imaginary unit is written."""
    spec = declared(setting, name)
    domain = Domain.REAL if spec is None else spec.domain
    imaginary = any(part == Constant("i") for node in statements for part in walk(node))
    return Domain.COMPLEX if domain is Domain.REAL and imaginary else domain


def _inside(point: Point, domains: Mapping[str, Domain]) -> bool:
    return all(_lies_in(point[name], domain) for name, domain in domains.items())


def _lies_in(value: Ball, domain: Domain) -> bool:
    match domain:
        case Domain.COMPLEX:
            return True
        case Domain.POSITIVE | Domain.POSITIVE_INTEGER:
            return bool(value.real > 0)
        case Domain.NONNEGATIVE:
            return not value.real < 0
        case Domain.UNIT:
            return bool(value.real > 0 and value.real < 1)
        case _:
            return bool(value.imag.contains(0))


# one unknown


def _points_on_line(ours: Node, theirs: Node, name: str, domain: Domain) -> list[Point]:
    relations = (*atoms(ours), *atoms(theirs))
    if domain is Domain.COMPLEX:
        found = [*places(relations, name, complex_too=True), *(acb(k, 1 - k) for k in range(3))]
        return [{name: place} for place in found]
    met = distinct([*places(relations, name), *constant_places((ours, theirs)), acb(0), acb(1)])
    met = sorted(sorted(met, key=lambda ball: abs(float(ball.real.mid())))[: MAX_POINTS // 2], key=_middle)
    if any(isinstance(part, Call) and part.head in ("floor", "ceiling") for part in walk(Logic("and", relations))):
        met = distinct([*map(acb, range(-NEAR_WHOLE, NEAR_WHOLE + 1)), *met])
    between = [(one.real.mid() + other.real.mid()) / 2 for one, other in pairwise(met)]
    ends = [met[0].real.mid() - 1, met[0].real.mid() - 1000, met[-1].real.mid() + 1, met[-1].real.mid() + 1000]
    points = [*met, *(acb(arb(value).mid()) for value in (*between, *ends))]
    return [{name: place} for place in points if _lies_in(place, domain)]


def _middle(ball: Ball) -> float:
    return float(ball.real.mid())


# whole unknowns


def _whole_points(ours: Node, theirs: Node, domains: Mapping[str, Domain]) -> list[Point]:
    """Return every whole point near the origin, or a draw of them where there are too many."""
    rng = np.random.default_rng(SEED)
    names = sorted(domains)
    per_name = WHOLE_REACH if len(names) == 1 else 6 if len(names) == 2 else 4
    grids = np.meshgrid(*(np.arange(-per_name, per_name + 1.0) for _ in names), indexing="ij")
    rows = np.stack([grid.reshape(-1) for grid in grids], axis=-1)
    rows = rows if len(rows) <= MAX_POINTS else rows[rng.permutation(len(rows))[:MAX_POINTS]]
    points: list[Point] = [{name: acb(float(number)) for name, number in zip(names, row, strict=True)} for row in rows]
    if len(names) == 1:
        written = {part.value for node in (ours, theirs) for part in walk(node) if isinstance(part, Number)}
        around = {int(value) + k for value in written for k in (-1, 0, 1)} | {-int(value) for value in written}
        points += [{names[0]: acb(number)} for number in sorted(around)]
    return [point for point in points if _inside(point, domains)]


# several unknowns


def _points_in_space(ours: Node, theirs: Node, domains: Mapping[str, Domain]) -> list[Point]:
    rng = np.random.default_rng(SEED)
    starts = {name: _drawn(domain, rng) for name, domain in domains.items()}
    points = [{name: acb(float(array[k])) for name, array in starts.items()} for k in range(STARTS)]
    edges = [atom for atom in dict.fromkeys((*atoms(ours), *atoms(theirs))) if atom.relation is not RelationKind.EQUAL]
    for way in (*_factors(ours), *_factors(theirs), *conjunctions(ours), *conjunctions(theirs)):
        equations = [relation for relation in way if relation.relation is RelationKind.EQUAL]
        corner = [relation for relation in way if relation.relation is not RelationKind.EQUAL]
        for together in ([], *([edge] for edge in edges[:MAX_EDGES]), *([corner] if len(corner) > 1 else [])):
            if equations or together:
                points.extend(solutions([*equations, *together], starts))
    beside = [_moved(point, rng) for point in points[STARTS:]]
    return [*points, *beside][:MAX_POINTS]


def _complex_points(ours: Node, theirs: Node, domains: Mapping[str, Domain]) -> list[Point]:
    """Return points at which all unknowns but one are small numbers, and that one any root, real or not."""
    relations = (*atoms(ours), *atoms(theirs))
    points: list[Point] = []
    for name in (name for name, domain in domains.items() if domain is Domain.COMPLEX):
        others = {other: Number(Fraction(k + 2)) for k, other in enumerate(sorted(domains)) if other != name}
        placed = [
            relation for relation in (substitute(atom, others) for atom in relations) if name in names_in(relation)
        ]
        held = {other: acb(int(number.value)) for other, number in others.items()}
        for place in places([atom for atom in placed if isinstance(atom, Relation)], name, complex_too=True):
            points.append({**held, name: place})
    return points


def _factors(node: Node) -> list[list[Relation]]:
    """Return the equations of the factors of a polynomial equation, so that none of its branches goes unseen."""
    gaps = _equations(node) or ()
    factors = polynomial_factors(gaps[0]) if len(gaps) == 1 else ()
    return [[Relation(RelationKind.EQUAL, factor, ZERO)] for factor in factors] if len(factors) > 1 else []


def _drawn(domain: Domain, rng: np.random.Generator) -> Array:
    real = Domain.REAL if domain is Domain.COMPLEX else domain
    numbers = draw_numbers(real, rng, STARTS)
    return numbers * np.where(np.arange(STARTS) % 4 == 0, 5.0, 1.0) if real is Domain.REAL else numbers


def _moved(point: Point, rng: np.random.Generator) -> Point:
    return {name: acb(value.real.mid() + arb(float(rng.normal(0.0, BESIDE)))) for name, value in point.items()}
