"""Laws that everybody knows by name: normal ``N(μ, σ²)`` and ``N(μ, Σ)``, uniform ``U(a, b)``, Bernoulli.

A mean under one of them is a sum over points chosen for it: exact for Bernoulli's two, by Gauss-Legendre on both sides
of the origin for numbers (where |x| and max(0, x) have their kinks), by Gauss-Hermite for vectors. Two rules of
different order bound the error.
"""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from types import MappingProxyType

import numpy as np

from autograder.mathematics.evaluation import densities
from autograder.mathematics.evaluation.calculus import repeat_worlds
from autograder.mathematics.evaluation.context import Context, name_of
from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.evaluation.values import EPSILON, CannotEvaluate, Value
from autograder.mathematics.notation import NAMED_LAWS
from autograder.mathematics.tree import (
    Applied,
    Call,
    Constant,
    Divergence,
    Expectation,
    Logic,
    Negate,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    RelationKind,
    Sum,
    Symbol,
)
from autograder.mathematics.worlds import Array, Quantity

NORMAL, UNIFORM, BERNOULLI = NAMED_LAWS
REACH = 20.0
"""Standard deviations on each side of the mean within which a normal law is looked at."""
LEFT_OUT = 1e-17
"""A mean of which a larger share than this lies at the ends of what is looked at says nothing."""
FEW_NODES, MANY_NODES = 96, 144
FEW_ROOTS, MANY_ROOTS = 5, 6
"""Orders of the Gauss-Hermite rules in each coordinate: polynomials of degree 9 are exact under both."""
MOST_COORDINATES = 4
POOR = 1e-8
"""A mean whose error is a larger share than this says nothing."""
_POINT = "point of the law"
"""Name of the variable of a divergence or entropy, which no student can write."""
_NOTHING, _HALF, _ONE, _TWO = (Number(Fraction(k, 2)) for k in (0, 1, 2, 4))


@dataclass(frozen=True, slots=True)
class _Law:
    """A law by name with what determines it, and the point at which its density stands, if any does."""

    name: str
    parameters: tuple[Node, ...]
    point: Node | None


@dataclass(frozen=True, slots=True)
class _Points:
    """Where a mean looks, and the weights of two rules, the finer last.

    Parameters
    ----------
    places
        Shape ``(worlds, points)``, with ``(d,)`` behind for vectors.
    coarse, fine
        Shape ``(worlds or 1, points)``; each rule has weight 0 at the points of the other.
    ends
        Points beyond which something is left out that must be nothing.
    """

    places: Array
    coarse: Array
    fine: Array
    ends: tuple[int, ...] = ()


def _named(context: Context, node: Node | None) -> _Law | None:
    """Return the law a node names, unless the question has that name for something else."""
    if not isinstance(node, Applied) or node.function not in NAMED_LAWS or node.function in context.worlds.bindings:
        return None
    count = NAMED_LAWS[node.function]
    written = node.given or node.arguments[-count:]
    points = node.arguments if node.given else node.arguments[:-count]
    if len(written) != count or len(points) > 1:
        raise CannotEvaluate(f"{plain(node)} is no law that is known here")
    return _Law(node.function, written, points[0] if points else None)


# what Applied, Expectation, Divergence and the entropy are worth


def density_value(context: Context, node: Applied) -> Value | None:
    """Return the density of a named law at the point written; None if the node names none."""
    law = _named(context, node)
    if law is None:
        return None
    if law.point is None:
        raise CannotEvaluate(f"{plain(node)} is a law and has no value of its own")
    return context.value(_density(law, law.point))


def expectation(context: Context, node: Expectation) -> Value:
    """Return the mean of a body under the law written; see `densities.expectation` for those of a question."""
    law = _named(context, node.law)
    if law is None:
        return densities.expectation(context, node)
    if not node.variables or node.given or law.point not in (None, node.variables[0]):
        raise CannotEvaluate("the variable of this expectation is not written")
    names = [name_of(variable) for variable in node.variables]
    if None in names:
        raise CannotEvaluate("an expectation is over names")
    body = node.body
    if len(names) > 1:
        body = Expectation(body, node.variables[1:], node.law)
    return _mean(context, law, str(names[0]), body)


def divergence(context: Context, node: Divergence) -> Value:
    """Return ``KL(left || right)`` of two named laws; see `densities.divergence` for those of a question."""
    left, right = _named(context, node.left), _named(context, node.right)
    if left is None or right is None:
        return densities.divergence(context, node)
    if left.name == right.name == NORMAL:
        return _between_normals(context, left, right)
    _mind_kinds(left, right)
    point = Symbol(_POINT)
    ratio = Sum((_log_density(left, point), Negate(_log_density(right, point))))
    return _mean(context, left, _POINT, ratio)


def _mind_kinds(left: _Law, right: _Law) -> None:
    """Refuse a law of whole numbers beside one of real numbers: neither has a density under the other."""
    if (left.name == BERNOULLI) != (right.name == BERNOULLI):
        raise CannotEvaluate("a law of whole numbers stands beside one of real numbers")


def entropy(context: Context, node: Call) -> Value:
    """Return the entropy of a law, or the cross entropy of two."""
    laws = [_named(context, argument) for argument in node.arguments]
    if None in laws:
        return densities.entropy(context, *node.arguments)
    left, right = laws[0], laws[-1]
    assert left is not None
    assert right is not None
    _mind_kinds(left, right)
    return _mean(context, left, _POINT, Negate(_log_density(right, Symbol(_POINT))))


# densities


def _density(law: _Law, point: Node) -> Node:
    if law.name != UNIFORM:
        return Call("exp", (_log_density(law, point),))
    low, high = law.parameters
    inside = Logic("and", (Relation(RelationKind.AT_MOST, low, point), Relation(RelationKind.AT_MOST, point, high)))
    return Piecewise((Quotient(_ONE, Sum((high, Negate(low)))), _NOTHING), (inside, None))


def _log_density(law: _Law, point: Node) -> Node:
    if law.name == NORMAL:
        mean, variance = law.parameters
        scale = Call("log", (Product((_TWO, Constant("pi"), variance)),))
        distance = Quotient(Power(Sum((point, Negate(mean))), _TWO), variance)
        return Negate(Product((_HALF, Sum((scale, distance)))))
    if law.name == UNIFORM:
        return Call("log", (_density(law, point),))
    (chance,) = law.parameters
    opposite = Sum((_ONE, Negate(chance)))
    failed = Product((Sum((_ONE, Negate(point))), Call("log", (opposite,))))
    return Sum((Product((point, Call("log", (chance,)))), failed))


# means


def _mean(context: Context, law: _Law, name: str, body: Node) -> Value:
    points = _POINTS[law.name](context, law, name)
    count = points.places.shape[1]
    worlds = repeat_worlds(context.worlds, count)
    flat = points.places.reshape(-1, *points.places.shape[2:])
    worlds = replace(worlds, bindings={**worlds.bindings, name: Quantity(flat)})
    value = context.inside(worlds, context.analytic).value(body)
    spread = np.broadcast_to(value.array, (worlds.count, *value.array.shape[1:]))
    heights = spread.reshape(context.worlds.count, count, *spread.shape[1:])
    shape = (-1, count, *(1,) * (spread.ndim - 1))
    coarse, fine = (
        np.where(w == 0, 0.0, w * heights) for w in (points.coarse.reshape(shape), points.fine.reshape(shape))
    )
    total, size = fine.sum(axis=1), np.abs(fine).sum(axis=1)
    error = np.abs(total - coarse.sum(axis=1)) + 64 * EPSILON * size
    poor = ~(error <= POOR * np.maximum(1.0, size))
    if points.ends:
        poor |= np.abs(fine[:, points.ends]).max(axis=1) > LEFT_OUT * size
    return Value(np.where(poor, np.nan, total), np.where(poor, 0.0, error))


def _numbers(context: Context, node: Node) -> Array:
    """Return a parameter in every world; within a derivative it is an imaginary step away from where it is."""
    value = context.value(node)
    turned = np.iscomplexobj(value.array) and not context.analytic
    if not value.is_scalar or value.array.size != value.array.shape[0] or turned:
        raise CannotEvaluate(f"{plain(node)} determines no law that is known here")
    return np.broadcast_to(value.array.reshape(-1), (context.worlds.count,))


@functools.cache
def _legendre(nodes: int) -> tuple[Array, Array]:
    return np.polynomial.legendre.leggauss(nodes)


def _between(low: Array, middle: Array, high: Array, weight: Callable[[Array], Array]) -> _Points:
    """Return Gauss-Legendre points on both sides of the middle."""
    places: list[Array] = []
    coarse: list[Array] = []
    fine: list[Array] = []
    middle = np.clip(middle.real, low.real, high.real)
    for begin, end in ((low, middle), (middle, high)):
        for nodes, mine, other in ((FEW_NODES, coarse, fine), (MANY_NODES, fine, coarse)):
            at, share = _legendre(nodes)
            half = (end - begin)[:, None] / 2
            where = (begin + end)[:, None] / 2 + half * at
            places.append(where)
            mine.append(half * share * weight(where))
            other.append(np.zeros_like(where))
    joined = [np.concatenate(parts, axis=1) for parts in (places, coarse, fine)]
    return _Points(joined[0], joined[1], joined[2])


def _of_normal(context: Context, law: _Law, name: str) -> _Points:
    mean, variance = (context.value(parameter) for parameter in law.parameters)
    size = max(mean.rows, variance.rows, _size_of(context, name))
    if size > 1:
        return _of_vectors(context, law, mean, size)
    if variance.unsized:
        raise CannotEvaluate("nothing says how many coordinates this normal law has")
    centre, square = (_numbers(context, parameter) for parameter in law.parameters)
    with np.errstate(all="ignore"):
        width = np.where(square.real > 0, np.sqrt(square), np.nan)
    reach = np.full(centre.shape, REACH)
    bell = _between(-reach, -centre / width, reach, lambda at: np.exp(-(at**2) / 2) / np.sqrt(2 * np.pi))
    ends = (FEW_NODES, bell.places.shape[1] - 1)  # of the finer rule on either side
    return replace(bell, places=centre[:, None] + width[:, None] * bell.places, ends=ends)


def _size_of(context: Context, name: str) -> int:
    """Return how many coordinates a name is declared to have."""
    meaning = context.worlds.bindings.get(name)
    vector = isinstance(meaning, Quantity) and meaning.array.ndim == 2 + len(meaning.axes)
    return int(meaning.array.shape[-1]) if vector and isinstance(meaning, Quantity) else 1


def _of_vectors(context: Context, law: _Law, mean: Value, size: int) -> _Points:
    if size > MOST_COORDINATES or context.worlds.axes or context.analytic:
        raise CannotEvaluate("a mean under a normal law of this size is not computed here")
    centre = context.value(_sized_vector(law.parameters[0], size)) if mean.is_scalar else mean
    matrix = context.value(_sized_matrix(law.parameters[1], size))
    count = context.worlds.count
    factor = _cholesky(np.broadcast_to(matrix.array, (count, size, size)))
    start = np.broadcast_to(centre.array[..., 0], (count, size))
    grids = [_hermite(nodes, size) for nodes in (FEW_ROOTS, MANY_ROOTS)]
    steps = np.concatenate([at for at, _ in grids])
    places = start[:, None, :] + np.einsum("wij,pj->wpi", factor, steps)
    coarse = np.concatenate([grids[0][1], np.zeros(len(grids[1][1]))])[None]
    fine = np.concatenate([np.zeros(len(grids[0][1])), grids[1][1]])[None]
    return _Points(places, coarse, fine)


def _cholesky(matrices: Array) -> Array:
    """Return a square root of each matrix, NaN where it is no covariance."""
    found = np.full(matrices.shape, np.nan)
    for world, matrix in enumerate(matrices):
        if np.allclose(matrix, matrix.T) and (np.linalg.eigvalsh(matrix) > 0).all():
            found[world] = np.linalg.cholesky(matrix)
    return found


def _hermite(nodes: int, size: int) -> tuple[Array, Array]:
    """Return points ``(nodes ** size, size)`` and weights of a standard normal vector."""
    at, weights = np.polynomial.hermite_e.hermegauss(nodes)
    weights = weights / weights.sum()
    places = np.array(list(product(at, repeat=size)))
    return places, np.array(list(product(weights, repeat=size))).prod(axis=1)


def _of_uniform(context: Context, law: _Law, _name: str) -> _Points:
    low, high = (_numbers(context, parameter) for parameter in law.parameters)
    with np.errstate(all="ignore"):
        width = np.where(high.real > low.real, high - low, np.nan)
    return _between(low, np.zeros(low.shape), low + width, lambda _: 1 / width[:, None])


def _of_bernoulli(context: Context, law: _Law, _name: str) -> _Points:
    chance = _numbers(context, law.parameters[0])
    chance = np.where((chance.real >= 0) & (chance.real <= 1), chance, np.nan)
    weights = np.stack([1 - chance, chance], axis=1)
    return _Points(np.broadcast_to(np.array([0.0, 1.0]), weights.shape), weights, weights)


_POINTS: Mapping[str, Callable[[Context, _Law, str], _Points]] = MappingProxyType(
    {NORMAL: _of_normal, UNIFORM: _of_uniform, BERNOULLI: _of_bernoulli}
)


# divergences between normal laws


def _sized_vector(node: Node, size: int) -> Node:
    return Product((node, Call("ones", (_whole(size),))))


def _sized_matrix(node: Node, size: int) -> Node:
    return Product((node, Call("identity", (_whole(size),))))


def _whole(number: int) -> Node:
    return Number(Fraction(number))


def _between_normals(context: Context, left: _Law, right: _Law) -> Value:
    """Return half of tr(S₂⁻¹S₁) + (μ₂ - μ₁)ᵀS₂⁻¹(μ₂ - μ₁) - d + log(det S₂ / det S₁)."""
    values = [context.value(node) for law in (left, right) for node in law.parameters]
    size = max(value.rows for value in values)
    if size == 1 and any(value.unsized for value in values):
        raise CannotEvaluate("nothing says how many coordinates these normal laws have")
    sized = [(_sized_matrix(law.parameters[1], size) if size > 1 else law.parameters[1]) for law in (left, right)]
    inverse = Call("inverse", (sized[1],)) if size > 1 else Quotient(_ONE, sized[1])
    spread = Product((inverse, sized[0]))
    gap: Node = Sum((right.parameters[0], Negate(left.parameters[0])))
    if size == 1:
        terms: tuple[Node, ...] = (spread, Product((inverse, Power(gap, _TWO))))
    elif context.value(gap).is_zero:
        terms = (Call("trace", (spread,)),)
    else:
        if context.value(gap).is_scalar:
            gap = _sized_vector(gap, size)
        terms = (Call("trace", (spread,)), Product((Call("transpose", (gap,)), inverse, gap)))
    volumes = [Call("log", (Call("det", (matrix,)) if size > 1 else matrix,)) for matrix in sized]
    whole = Sum((*terms, Negate(_whole(size)), volumes[1], Negate(volumes[0])))
    return context.value(Product((_HALF, whole)))
