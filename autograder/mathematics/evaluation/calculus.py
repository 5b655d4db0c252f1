"""Derivatives by complex steps, integrals as sums, and sums over an index."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from autograder.mathematics.differentiation import NoRule, differentiated
from autograder.mathematics.evaluation.arithmetic import add, multiply
from autograder.mathematics.evaluation.context import Context, name_of
from autograder.mathematics.evaluation.densities import Law, Weights, axis_position, weighted_sum, weights_over
from autograder.mathematics.evaluation.endless import (
    INFINITY,
    endless_sum,
    improper_integral,
    is_infinite,
    wanders,
)
from autograder.mathematics.evaluation.memory import Memory
from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.evaluation.values import EPSILON, CannotEvaluate, Value, bound, exactly
from autograder.mathematics.traversal import walk
from autograder.mathematics.tree import (
    Applied,
    BigOperator,
    Call,
    Derivative,
    Integral,
    Negate,
    Node,
    Quotient,
    Sum,
)
from autograder.mathematics.worlds import Array, Binding, FiniteDensity, FreeFunction, Map, Quantity, Variable, Worlds

STEP = 1e-30
"""Imaginary step of a derivative: its square is lost against any number here, so nothing cancels."""
MAX_TERMS = 400
MAX_WORLDS = 200_000
FEW_NODES, MANY_NODES = 32, 48
"""Orders of the two Gauss-Legendre rules whose difference bounds the error of the finer one."""
POOR = 1e-6
"""An integral whose error is a larger share than this says nothing."""
DERIVATIVE_ERROR = 1e4 * EPSILON
COMPLEX = 1e-10
"""What is differentiated by an imaginary step and has a larger imaginary part than this was no real number before."""
LOST = 1e-3
"""Where rounding is a larger share of what is differentiated than this, the slope is lost too."""
TIME = "t"
DIFFERENTIAL = "d"
"""The name by which a bare differential is a derivative; only where worlds have one."""


def _repeated(array: Array, times: int) -> Array:
    return array if array.shape[0] == 1 else np.repeat(array, times, axis=0)


def repeat_worlds(worlds: Worlds, times: int) -> Worlds:
    """Return worlds with each one `times` over, in a row; names bound to code, which cannot be repeated, are lost."""
    if worlds.count * times > MAX_WORLDS:
        raise CannotEvaluate("the integrals and derivatives inside each other are too many to compute")
    bindings: dict[str, Binding] = {}
    for name, meaning in worlds.bindings.items():
        match meaning:
            case Quantity(array, axes):
                bindings[name] = Quantity(_repeated(array, times), axes)
            case FiniteDensity(table, axes, over):
                bindings[name] = FiniteDensity(_repeated(table, times), axes, over)
            case FreeFunction(weights, rates):
                bindings[name] = FreeFunction(_repeated(weights, times), _repeated(rates, times))
            case Variable(axis, measure, points):
                moved = None if points is None else Quantity(_repeated(points.array, times), points.axes)
                bindings[name] = Variable(axis, _repeated(measure, times), moved)
            case _:
                continue
    base = {name: _repeated(array, times) for name, array in worlds.base.items()}
    velocity = {name: _repeated(array, times) for name, array in worlds.velocity.items()}
    return replace(worlds, count=worlds.count * times, bindings=bindings, base=base, velocity=velocity)


def _moved(worlds: Worlds, changes: Mapping[str, Array]) -> Worlds:
    """Return worlds in which base names have moved and everything that follows from them with them."""
    base = {**worlds.base, **{name: array for name, array in changes.items() if name in worlds.base}}
    bindings = dict(worlds.bindings)
    if worlds.complete is not None:
        bindings.update(worlds.complete(MappingProxyType(base)))
    bindings.update({name: Quantity(array) for name, array in changes.items() if name not in worlds.base})
    return replace(worlds, bindings=bindings, base=base)


def _full(worlds: Worlds, array: Array) -> Array:
    return np.broadcast_to(array, (worlds.count, *array.shape[1:]))


def _entries(worlds: Worlds, name: str) -> Array:
    if name in worlds.base:
        return _full(worlds, worlds.base[name])
    meaning = worlds.bindings.get(name)
    if not isinstance(meaning, Quantity) or meaning.axes:
        raise CannotEvaluate(f"a derivative with respect to {name} is not computed here")
    return _full(worlds, meaning.array)


def _slopes(context: Context, body: Node, name: str, move: Callable[[], Worlds]) -> Array:
    """Return the imaginary parts along a step of one name."""
    worlds, memory = (Memory() if context.memory is None else context.memory).after_step(name, move)
    stepped = context.inside(worlds, analytic=True, memory=memory).value(body)
    lost = (stepped.error > LOST * (1.0 + np.abs(stepped.array.real))) | (np.abs(stepped.array.imag) > COMPLEX)
    slopes = np.where(lost, np.nan, np.imag(stepped.array) / STEP)
    return np.broadcast_to(slopes, (worlds.count, *slopes.shape[1:]))


def _derived(array: Array) -> Value:
    size = np.abs(array).max(axis=(-2, -1), keepdims=True) + 1.0
    return Value(array, np.broadcast_to(DERIVATIVE_ERROR * size, array.shape))


def _later(worlds: Worlds) -> Worlds:
    """Return worlds an imaginary moment later."""
    steps = {name: worlds.base[name] + 1j * STEP * rate for name, rate in worlds.velocity.items()}
    if isinstance(worlds.bindings.get(TIME), Quantity):
        steps[TIME] = _entries(worlds, TIME) + 1j * STEP
    return _moved(worlds, steps)


def _along(worlds: Worlds) -> Worlds:
    """Return worlds an imaginary step along the differential."""
    return _moved(worlds, {name: worlds.base[name] + 1j * STEP * step for name, step in worlds.differential.items()})


def _jacobian_of_map(context: Context, node: Derivative) -> Value | None:
    """Return the Jacobian of a declared map at the point written: dF(u)/du, or dx/du where x = F(u)."""
    below = name_of(node.variable)
    for name, meaning in context.worlds.bindings.items():
        if isinstance(meaning, Map) and meaning.variable == below:
            whole = isinstance(node.body, Applied) and node.body.function == name
            if whole or name_of(node.body) in (name, meaning.image):
                points = context.value(node.variable).array[..., 0]
                return bound(meaning.jacobian(points))
    return None


def derivative(context: Context, node: Derivative) -> Value:
    """Return a derivative: a number's by a matrix has the matrix's shape, a vector's by a vector is the Jacobian.

    Raises
    ------
    CannotEvaluate
        If the variable has no value that could move, or the result would have more than two indices.
    """
    jacobian = _jacobian_of_map(context, node)
    if jacobian is not None:
        return jacobian
    name = name_of(node.variable)
    if name is None:
        raise CannotEvaluate(f"a derivative with respect to {plain(node.variable)} is not computed here")
    if context.analytic or any(isinstance(part, Derivative) for part in walk(node.body)):
        return _by_rule(context, node, name)
    try:
        return _by_step(context, node, name)
    except CannotEvaluate:
        # a logarithm of negative numbers has its cut where the step would go
        with suppress(CannotEvaluate):
            return _by_rule(context, node, name)
        apart = _logarithms_apart(node)
        if apart is None:
            raise
        return context.value(apart)


def _logarithms_apart(node: Derivative) -> Node | None:
    """Return a derivative of a sum with logarithms term by term, or None: that of log f is the one of f over f."""
    match node.body:
        case Sum(terms):
            return Sum(tuple(_logarithms_apart(replace(node, body=term)) or replace(node, body=term) for term in terms))
        case Negate(operand):
            apart = _logarithms_apart(replace(node, body=operand))
            return None if apart is None else Negate(apart)
        case Call("log", (inside,)):
            return Quotient(replace(node, body=inside), inside)
        case _:
            return None


def _by_step(context: Context, node: Derivative, name: str) -> Value:
    if name == TIME and context.worlds.velocity:
        return _derived(_slopes(context, node.body, name, lambda: _later(context.worlds)))
    if name == DIFFERENTIAL and context.worlds.differential:
        return _derived(_slopes(context, node.body, name, lambda: _along(context.worlds)))
    shape = _entries(context.worlds, name).shape[1:]
    slopes = _slopes(context, node.body, name, lambda: _stepped(context.worlds, name))
    return _derived(_arranged(slopes.reshape(context.worlds.count, -1, *slopes.shape[1:]), shape))


def _stepped(worlds: Worlds, name: str) -> Worlds:
    """Return every world once for each entry of a name, with an imaginary step of that entry."""
    entries = _entries(worlds, name)
    shape = entries.shape[1:]
    directions = int(np.prod(shape, dtype=int))
    units = np.tile(np.eye(directions).reshape(directions, *shape), (worlds.count,) + (1,) * len(shape))
    step = np.repeat(entries, directions, axis=0) + 1j * STEP * units
    return _moved(repeat_worlds(worlds, directions), {name: step})


def _by_rule(context: Context, node: Derivative, name: str) -> Value:
    """Return a derivative within another, which one imaginary step cannot give."""
    try:
        return context.value(differentiated(node.body, name))
    except NoRule:
        raise CannotEvaluate(f"{plain(node)}: a derivative of this within another is not computed here") from None


def _arranged(slopes: Array, shape: tuple[int, ...]) -> Array:
    """Turn the direction dimension (second) into rows and columns."""
    moved = np.moveaxis(slopes, 1, -1)
    if not shape:
        return moved[..., 0]
    rows, columns = slopes.shape[-2:]
    if rows == 1 and columns == 1:
        return moved[..., 0, 0, :].reshape(*moved.shape[:-3], *(shape if len(shape) == 2 else (*shape, 1)))
    if columns == 1 and len(shape) == 1:
        return moved[..., 0, :]
    raise CannotEvaluate("a derivative with more than two indices is not computed here")


def integral(context: Context, node: Integral) -> Value:
    """Return an integral: a sum over a declared sample space, or by Gauss-Legendre between finite bounds.

    Raises
    ------
    CannotEvaluate
        If the variable is no sample space and the bounds are missing or infinite.
    """
    name = name_of(node.variable)
    if name is None:
        raise CannotEvaluate(f"an integral over {plain(node.variable)} is not computed here")
    meaning = context.worlds.bindings.get(name)
    if isinstance(meaning, Variable):
        if not _is_whole(node):
            raise CannotEvaluate(f"the integral over {plain(node.variable)} is over a part of its space only")
        return weighted_sum(context.value(node.body), _measure(context, name, meaning))
    if node.lower is None or node.upper is None:
        raise CannotEvaluate(f"the integral over {plain(node.variable)} has no bounds")
    if is_infinite(node.lower) or is_infinite(node.upper):
        low, high = (_end(context, bound) for bound in (node.lower, node.upper))
        return improper_integral(context, node.body, name, (low, high))
    return _quadrature(context, node, name)


def _is_whole(node: Integral) -> bool:
    """Say whether an integral has no bounds, or infinite ones."""
    return node.lower is None or node.upper is None or (is_infinite(node.lower) and is_infinite(node.upper))


def _measure(context: Context, name: str, space: Variable) -> Weights:
    return weights_over(context, (name,), lambda: Law(exactly(1.0, _dimensions(context)), (space,)))


def _end(context: Context, node: Node) -> Array:
    """Return a bound in every world, infinite where it is."""
    if is_infinite(node):
        return np.full(context.worlds.count, -np.inf if isinstance(node, Negate) else np.inf)
    return _world_numbers(context, node)


def _dimensions(context: Context) -> int:
    return 3 + len(context.worlds.axes)


def _world_numbers(context: Context, node: Node) -> Array:
    """Return a number that depends on nothing but the world, shape ``(worlds,)``."""
    value = context.value(node)
    complex_too = context.analytic or not np.iscomplexobj(value.array)  # a derivative moves the bounds a little
    if value.array.size != value.array.shape[0] or not complex_too or not np.isfinite(value.array).all():
        raise CannotEvaluate(f"{plain(node)} is no finite bound")
    return _full(context.worlds, value.array.reshape(-1))


@lru_cache(maxsize=1)
def _rules() -> tuple[Array, Array]:
    """Return the places and weights of both Gauss-Legendre rules, one behind the other."""
    rules = [np.polynomial.legendre.leggauss(nodes) for nodes in (FEW_NODES, MANY_NODES)]
    places, weights = (np.concatenate(parts) for parts in zip(*rules, strict=True))
    return places, weights


def _quadrature(context: Context, node: Integral, name: str) -> Value:
    assert node.lower is not None
    assert node.upper is not None
    low, high = _world_numbers(context, node.lower), _world_numbers(context, node.upper)
    places, weights = _rules()
    half = (high - low)[:, None] / 2
    points = ((low + high)[:, None] / 2 + half * places).reshape(-1)
    worlds = repeat_worlds(context.worlds, places.size)
    worlds = replace(worlds, bindings={**worlds.bindings, name: Quantity(points)})
    body = context.inside(worlds, context.analytic).value(node.body)
    spread = np.broadcast_to(body.array, (worlds.count, *body.array.shape[1:]))
    heights = spread.reshape(context.worlds.count, places.size, *spread.shape[1:])
    strips = heights * (half * weights).reshape(context.worlds.count, places.size, *(1,) * (spread.ndim - 1))
    coarse, fine = strips[:, :FEW_NODES].sum(axis=1), strips[:, FEW_NODES:].sum(axis=1)
    size = np.abs(strips)
    error = np.abs(fine - coarse) + 64 * EPSILON * size.sum(axis=1)
    poor = error > POOR * np.maximum(1.0, np.abs(fine))  # a pole between the bounds, most likely
    poor |= wanders(size[:, :FEW_NODES].sum(axis=1), size[:, FEW_NODES:].sum(axis=1))
    if poor.all() and strips[0, 0].size == 1 and not np.iscomplexobj(low) and not np.iscomplexobj(high):
        return improper_integral(context, node.body, name, (low, high))  # a bound where the body has no value
    return Value(np.where(poor, np.nan, fine), np.where(poor, 0.0, error))


def big_operator(context: Context, node: BigOperator) -> Value:
    """Return a sum or product over an index: over a declared space, or from one whole number to another.

    Raises
    ------
    CannotEvaluate
        If a bound is missing or no whole number, or there are more than `MAX_TERMS` terms.
    """
    name = name_of(node.index)
    if name is None:
        raise CannotEvaluate(f"a sum over {plain(node.index)} is not computed here")
    meaning = context.worlds.bindings.get(name)
    if isinstance(meaning, Variable) and node.operation == "sum":
        body = context.value(node.body)
        if node.lower is None or node.upper is None or body.array.shape[axis_position(context, meaning.axis)] > 1:
            return weighted_sum(body, _measure(context, name, meaning))
    if node.lower is None or node.upper is None:
        raise CannotEvaluate(f"the {node.operation} over {plain(node.index)} has no bounds")
    if node.upper == INFINITY:
        return endless_sum(context, node, name, np.array(_world_numbers(context, node.lower)))
    return _term_by_term(context, node, name)


def _term_by_term(context: Context, node: BigOperator, name: str) -> Value:
    assert node.lower is not None
    assert node.upper is not None
    low, high = _world_numbers(context, node.lower), _world_numbers(context, node.upper)
    if (low != np.round(low)).any() or (high != np.round(high)).any():
        raise CannotEvaluate(f"the {node.operation} over {plain(node.index)} has bounds that are no whole numbers")
    longest = int(max(np.max(high - low) + 1, 0))
    if longest > MAX_TERMS:
        raise CannotEvaluate(f"the {node.operation} over {plain(node.index)} has too many terms to compute")
    neutral = 0.0 if node.operation == "sum" else 1.0
    combine = add if node.operation == "sum" else multiply
    total = exactly(neutral, _dimensions(context))
    for k in range(longest):
        bindings = {**context.worlds.bindings, name: Quantity(low + k)}
        term = context.inside(replace(context.worlds, bindings=bindings), context.analytic).value(node.body)
        counted = (low + k <= high).reshape(-1, *(1,) * (term.array.ndim - 1))
        masked = Value(np.where(counted, term.array, neutral), np.where(counted, term.error, 0.0))
        total = combine(total, masked)
    return total
