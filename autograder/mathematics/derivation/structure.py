"""What a formula looks like, whatever it means: the predicates of which waypoints are made."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import TypeAlias

from autograder.answers.derivation import Feature
from autograder.mathematics.derivation.ground import Ground
from autograder.mathematics.notation import Role
from autograder.mathematics.traversal import children, names_in
from autograder.mathematics.tree import (
    Applied,
    Call,
    Derivative,
    Divergence,
    Expectation,
    Integral,
    Limit,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    RelationKind,
    Sum,
    Symbol,
)
from autograder.mathematics.worlds import PointDensity, Variable

Predicate: TypeAlias = Callable[[Node, Ground], bool]


@dataclass(frozen=True, slots=True)
class Structure:
    """A `StructureSpec` whose parts have been read."""

    contains: tuple[Node, ...] = ()
    lacks: tuple[Node, ...] = ()
    has: tuple[Feature, ...] = ()
    has_not: tuple[Feature, ...] = ()
    over: str = ""
    term: "Structure | None" = None
    names: frozenset[str] = field(init=False, repr=False, compare=False)
    """Of the parts it contains, all of which a formula must have."""
    foreign: frozenset[str] = field(init=False, repr=False, compare=False)
    """Names that it must not have."""
    parts: tuple[Node, ...] = field(init=False, repr=False, compare=False)
    barred: tuple[Node, ...] = field(init=False, repr=False, compare=False)
    """What it contains and lacks beyond bare names."""

    def __post_init__(self) -> None:
        """Sort out what names alone can tell, once for all formulas."""
        bare = {part: _bare_name(part) for part in (*self.contains, *self.lacks)}
        needed = [{bare[part]} if bare[part] else names_in(part) for part in self.contains]
        object.__setattr__(self, "names", frozenset().union(*needed))
        object.__setattr__(self, "foreign", frozenset(bare[part] for part in self.lacks if bare[part]))
        object.__setattr__(self, "parts", tuple(part for part in self.contains if not bare[part]))
        object.__setattr__(self, "barred", tuple(part for part in self.lacks if not bare[part]))


def _bare_name(part: Node) -> str:
    """Return the name that a part is, which may be used anywhere; nothing for one that occurs only as it is written."""
    if isinstance(part, Symbol):
        return part.name
    return part.function if isinstance(part, Applied) and not part.arguments else ""


def fits(node: Node, structure: Structure, ground: Ground) -> bool:
    """Say whether a formula looks as asked; what its names do not tell is found out once."""
    names = ground.forest.names(node)
    if not structure.names <= names or not structure.foreign.isdisjoint(names):
        return False
    planted = ground.forest.plant(node)
    key = id(planted), id(structure)
    known = ground.looks.get(key)
    if known is None or known[0] is not structure:
        known = ground.looks[key] = structure, _fits(planted, structure, ground)
    return known[1]


def _fits(node: Node, structure: Structure, ground: Ground) -> bool:
    return (
        all(ground.forest.holds(node, part) for part in structure.parts)
        and not any(ground.forest.holds(node, part) for part in structure.barred)
        and all(FEATURES[feature](node, ground) for feature in structure.has)
        and not any(FEATURES[feature](node, ground) for feature in structure.has_not)
        and (not structure.over or runs_over(node, structure.over, ground))
        and (structure.term is None or any(fits(term, structure.term, ground) for term in terms_of(node)))
    )


def terms_of(node: Node) -> Iterator[Node]:
    """Yield the terms of a sum, with sums inside sums opened; a formula that is no sum is its own term."""
    match node:
        case Sum(terms):
            for term in terms:
                yield from terms_of(term)
        case Negate(operand):
            yield from terms_of(operand)
        case Relation(_, left, right):
            yield from terms_of(left)
            yield from terms_of(right)
        case _:
            yield node


def runs_over(node: Node, variable: str, ground: Ground) -> bool:
    """Say whether an integral or expectation runs over a variable; a law without one runs over its own."""
    return any(variable in _variables(part, ground) for part in ground.forest.parts(node))


def _variables(node: Node, ground: Ground) -> Iterator[str]:
    bindings = ground.worlds.bindings
    match node:
        case Integral(_, Symbol(name)):
            yield name
        case Expectation(_, variables, law):
            names = [part.name for part in variables if isinstance(part, Symbol)]
            meaning = bindings.get(law.function) if isinstance(law, Applied) else None
            names += [meaning.variable] if isinstance(meaning, PointDensity) and not names else []
            for name in names:
                own = bindings.get(name)
                yield from (known for known, one in bindings.items() if isinstance(own, Variable) and one is own)


def _has_kind(*kinds: type) -> Predicate:
    wanted = frozenset(kinds)
    return lambda node, ground: not wanted.isdisjoint(ground.forest.kinds(node))


def _has_call(*heads: str) -> Predicate:
    return lambda node, ground: any(isinstance(part, Call) and part.head in heads for part in ground.forest.parts(node))


def _three_terms(node: Node, ground: Ground) -> bool:
    sums = [part for part in ground.forest.parts(node) if isinstance(part, Sum)]
    return any(len(list(terms_of(part))) >= 3 for part in sums)


def _explicit_derivative(node: Node, ground: Ground) -> bool:
    derivatives = (part for part in ground.forest.parts(node) if isinstance(part, Derivative))
    return any(children(part.body) and not isinstance(part.body, Applied) for part in derivatives)


def _differential(node: Node, ground: Ground) -> bool:
    return any(f"d{name}" in ground.forest.names(node) for name in ground.moving)


def is_jacobian(node: Node, ground: Ground) -> bool:
    """Say whether a formula is the Jacobian of a map, or of a variable that follows another."""
    if not isinstance(node, Derivative) or not isinstance(node.body, Applied | Symbol):
        return False
    name = node.body.function.removesuffix("^-1") if isinstance(node.body, Applied) else node.body.name
    spec = ground.notation.find(name)
    return spec is not None and spec.role in (Role.MAP, Role.VARIABLE)


def _jacobian(node: Node, ground: Ground) -> bool:
    return any(is_jacobian(part, ground) for part in ground.forest.parts(node))


def _is_volume(node: Node, ground: Ground) -> bool:
    """Say whether a formula is nothing but a Jacobian, its determinant, or that one's size."""
    while isinstance(node, Call) and node.head in ("abs", "det") and len(node.arguments) == 1:
        node = node.arguments[0]
    return is_jacobian(node, ground)


def _reciprocal_jacobian(node: Node, ground: Ground) -> bool:
    for part in ground.forest.parts(node):
        match part:
            case Quotient(_, below) if _is_volume(below, ground):
                return True
            case Power(base, Negate(Number())) if _is_volume(base, ground):
                return True
            case Call("inverse", (inner,)) if _jacobian(inner, ground):
                return True
    return False


def _nested(outer: Callable[[Node], bool], inner: Callable[[Node], bool]) -> Predicate:
    def feature(node: Node, ground: Ground) -> bool:
        return any(outer(part) and any(map(inner, ground.forest.parts(part))) for part in ground.forest.parts(node))

    return feature


def _is_trace(node: Node) -> bool:
    return isinstance(node, Call) and node.head == "trace"


def _is_expectation(node: Node) -> bool:
    return isinstance(node, Expectation)


def _is_vector(node: Node, ground: Ground) -> bool:
    spec = ground.notation.find(node.name) if isinstance(node, Symbol) else None
    return spec is not None and spec.role is Role.VECTOR


def _is_column(node: Node, ground: Ground) -> bool:
    """Say whether a factor is a vector: a name, a product such as ``W_p f_1``, or a sum of these."""
    if isinstance(node, Sum | Negate):
        return all(_is_column(term, ground) for term in terms_of(node))
    return _is_vector(node.factors[-1] if isinstance(node, Product) else node, ground)


def _is_row(node: Node, ground: Ground) -> bool:
    return isinstance(node, Call) and node.head == "transpose" and _is_column(node.arguments[0], ground)


def _outer_product(node: Node, ground: Ground) -> bool:
    products = (part for part in ground.forest.parts(node) if isinstance(part, Product))
    return any(
        _is_column(left, ground) and _is_row(right, ground)
        for part in products
        for left, right in pairwise(part.factors)
    )


def _outer_product_inside_trace(node: Node, ground: Ground) -> bool:
    return any(_is_trace(part) and _outer_product(part, ground) for part in ground.forest.parts(node))


def _limit(node: Node, ground: Ground) -> bool:
    return any(
        isinstance(part, Limit) or (isinstance(part, Relation) and part.relation is RelationKind.TENDS_TO)
        for part in ground.forest.parts(node)
    )


FEATURES: Mapping[Feature, Predicate] = MappingProxyType(
    {
        Feature.DIVERGENCE: _has_kind(Divergence),
        Feature.EXPECTATION: _has_kind(Expectation),
        Feature.INTEGRAL: _has_kind(Integral),
        Feature.TRACE: _has_call("trace"),
        Feature.NORM: _has_call("norm", "norm_squared"),
        Feature.KRONECKER: _has_call("kronecker"),
        Feature.EIGENVALUE: _has_call("eigenvalue_min"),
        Feature.LIMIT: _limit,
        Feature.THREE_TERMS: _three_terms,
        Feature.DERIVATIVE: _has_kind(Derivative),
        Feature.EXPLICIT_DERIVATIVE: _explicit_derivative,
        Feature.DIFFERENTIAL: _differential,
        Feature.JACOBIAN: _jacobian,
        Feature.RECIPROCAL_JACOBIAN: _reciprocal_jacobian,
        Feature.TRACE_INSIDE_EXPECTATION: _nested(_is_expectation, _is_trace),
        Feature.EXPECTATION_INSIDE_TRACE: _nested(_is_trace, _is_expectation),
        Feature.OUTER_PRODUCT_INSIDE_TRACE: _outer_product_inside_trace,
    }
)
"""How each feature is seen: every word of the vocabulary."""
