"""Densities, expectations, divergences and entropies as exact finite sums."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.mathematics.evaluation.arithmetic import add, multiply, negate, reciprocal
from autograder.mathematics.evaluation.context import Context, along, binding_of, name_of
from autograder.mathematics.evaluation.elementwise import apply
from autograder.mathematics.evaluation.linear import transpose
from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.evaluation.values import BINDING_ERROR, EPSILON, CannotEvaluate, Value, bound
from autograder.mathematics.tree import Applied, Divergence, Expectation, Node, Product, Quotient, Sum, Symbol
from autograder.mathematics.worlds import Array, FiniteDensity, Parameters, PointDensity, Variable


@dataclass(frozen=True, slots=True)
class Law:
    """A density laid out over the points of its own variables."""

    density: Value
    variables: tuple[Variable, ...]


def axis_position(context: Context, axis: str) -> int:
    """Return the array dimension of a named axis."""
    return 1 + context.worlds.axes.index(axis)


def _variables(context: Context, nodes: tuple[Node, ...]) -> tuple[Variable, ...]:
    """Return the sample-space variables among arguments; parameters say nothing about the point."""
    found = []
    for node in nodes:
        name = name_of(node)
        meaning = None if name is None else context.worlds.bindings.get(name)
        if isinstance(meaning, Variable):
            found.append(meaning)
        elif not isinstance(meaning, Parameters):
            raise CannotEvaluate(f"a density at {plain(node)} is not known here")
    return tuple(found)


def _summed(table: Array, axes: tuple[str, ...], keep: set[str]) -> Array:
    summed: Array = table.sum(axis=tuple(1 + k for k, axis in enumerate(axes) if axis not in keep), keepdims=True)
    return summed


def finite_density(context: Context, density: FiniteDensity, written: Applied) -> Law:
    """Return a marginal or conditional of a finite density, as its arguments ask.

    Raises
    ------
    CannotEvaluate
        If the table does not determine it, as ``q(x)`` for a ``q`` that is only given as ``q(z | x)``.
    """
    variables, given = _variables(context, written.arguments), _variables(context, written.given)
    asked = tuple(variable.axis for variable in variables) or density.over
    conditions = {variable.axis for variable in given}
    free = set(density.axes) - set(density.over)
    if not set(asked) <= set(density.over) or not conditions <= set(density.axes):
        raise CannotEvaluate(f"{plain(written)} does not follow from what the question gives")
    table = _summed(density.table, density.axes, {*asked, *conditions, *free})
    if conditions - free:
        table = table / _summed(table, density.axes, conditions | free)
    array = _laid_out_table(context, table, density.axes)
    spaces = variables or tuple(_variable_of_axis(context, axis) for axis in asked)
    return Law(Value(array, BINDING_ERROR * array), spaces)


def _laid_out_table(context: Context, table: Array, axes: tuple[str, ...]) -> Array:
    order = sorted(range(len(axes)), key=lambda k: context.worlds.axes.index(axes[k]))
    lengths = dict(zip(axes, table.shape[1:], strict=True))
    moved = table.transpose(0, *(1 + k for k in order))
    return moved.reshape(table.shape[0], *(lengths.get(axis, 1) for axis in context.worlds.axes), 1, 1)


def _variable_of_axis(context: Context, axis: str) -> Variable:
    bindings = context.worlds.bindings.values()
    return next(known for known in bindings if isinstance(known, Variable) and known.axis == axis)


def _points_at(context: Context, node: Node) -> Array:
    value = context.value(node)
    if value.columns != 1 or len(context.worlds.axes) != 1:
        raise CannotEvaluate(f"{plain(node)} is no point of a sample space")
    return value.array[..., 0]


def point_density(context: Context, density: PointDensity, at: Node) -> Value:
    """Return a continuous density at the points written in its parentheses."""
    return bound(along(context, density.at(_points_at(context, at)), context.worlds.axes[0]))


def law_of(context: Context, node: Node, at: tuple[Node, ...] = ()) -> Law:
    """Return the law a node names: ``q(z|x)``, bare ``q``, ``P_X``; `at` names its variable where it does not."""
    name = name_of(node)
    if name is None:
        return _mixture(context, node, at)
    if name not in context.worlds.bindings:
        raise CannotEvaluate(f"{plain(node)} is not a density declared here")
    meaning = binding_of(context, name)
    written = node if isinstance(node, Applied) else Applied(name)
    if isinstance(meaning, FiniteDensity):
        return finite_density(context, meaning, written if written.arguments else Applied(name, at, written.given))
    if isinstance(meaning, PointDensity):
        places = written.arguments or at or (Symbol(meaning.variable),)
        variables = _variables(context, places)
        return Law(point_density(context, meaning, places[0]), variables)
    raise CannotEvaluate(f"{plain(node)} is not a density")


def _mixture(context: Context, node: Node, at: tuple[Node, ...]) -> Law:
    """Return the law of a weighted mean of densities, such as ``(p + q) / 2``."""
    match node:
        case Sum(terms):
            parts = [law_of(context, term, at) for term in terms]
            total = parts[0].density
            for part in parts[1:]:
                total = add(total, part.density)
            return Law(total, _agreed(node, parts))
        case Quotient(above, below):
            law = law_of(context, above, at)
            return Law(multiply(law.density, reciprocal(context.value(below))), law.variables)
        case Product((*weights, last)):
            law = law_of(context, last, at)
            for weight in weights:
                law = Law(multiply(context.value(weight), law.density), law.variables)
            return law
        case _:
            raise CannotEvaluate(f"{plain(node)} is not a density declared here")


def _agreed(node: Node, parts: list[Law]) -> tuple[Variable, ...]:
    axes = {tuple(variable.axis for variable in part.variables) for part in parts}
    if len(axes) != 1:
        raise CannotEvaluate(f"{plain(node)} mixes laws of different variables")
    return parts[0].variables


@dataclass(frozen=True, slots=True)
class Weights:
    """How a sum under a law counts each point: density × measure, and which points have none of it, if any."""

    law: Law
    array: Array
    sizes: Array
    nothing: Array | None
    dimensions: tuple[int, ...]


def weights_over(context: Context, written: tuple[object, ...], law: Callable[[], Law]) -> Weights:
    """Return the weights of a sum over what is written, found once."""
    kept = {} if context.memory is None else context.memory.weights
    found: Weights | None = kept.get(written)
    if found is None:
        found = kept[written] = _weights(context, law())
    return found


def _weights(context: Context, law: Law) -> Weights:
    array = law.density.array
    for variable in law.variables:
        array = array * along(context, variable.measure, variable.axis)
    nothing = array == 0
    dimensions = tuple(axis_position(context, variable.axis) for variable in law.variables)
    return Weights(law, array, np.abs(array), nothing if nothing.any() else None, dimensions)


def weighted_sum(body: Value, weights: Weights) -> Value:
    """Return the sum of body × weight over a law's variables; where the weight is 0, it counts 0."""
    with np.errstate(all="ignore"):
        product = weights.array * body.array
        spread = weights.sizes * (body.error + 4 * BINDING_ERROR * np.abs(body.array))
        if weights.nothing is not None:
            product, spread = np.where(weights.nothing, 0.0, product), np.where(weights.nothing, 0.0, spread)
        spread = spread + EPSILON * np.abs(product)
    where = weights.dimensions
    return Value(np.add.reduce(product, axis=where, keepdims=True), np.add.reduce(spread, axis=where, keepdims=True))


def sample_mean(context: Context, body: Value, axes: tuple[str, ...]) -> Value:
    """Return the mean along sample axes; what does not vary along them is its own mean."""
    where = tuple(axis_position(context, axis) for axis in axes)
    total = np.add.reduce(body.array, axis=where, keepdims=True)
    spread = np.add.reduce(body.error + 4 * EPSILON * np.abs(body.array), axis=where, keepdims=True)
    count = body.array.size // total.size
    return Value(total / count, spread / count)


def expectation(context: Context, node: Expectation) -> Value:
    """Return the mean of a body under the law written, or over the samples where none is.

    Raises
    ------
    CannotEvaluate
        If the law is neither written nor given by samples.
    """
    body = context.value(node.body)
    if node.law is not None:
        written = node.law, node.variables
        weights = weights_over(context, written, lambda: law_of(context, *written))
        _mind_condition(context, node, weights.law)
        return weighted_sum(body, weights)
    if node.given:
        raise CannotEvaluate("a conditional expectation is not computed here")
    if not context.worlds.random_axes:
        raise CannotEvaluate("an expectation is written without saying under which law")
    return sample_mean(context, body, context.worlds.random_axes)


def covariance(context: Context, left: Node, right: Node) -> Value:
    """Return the mean of the product of two random variables less the product of their means; of vectors, a matrix.

    Raises
    ------
    CannotEvaluate
        If the worlds have no samples.
    """
    if not context.worlds.random_axes:
        raise CannotEvaluate("a variance is written without saying under which law")
    gaps = []
    for node in (left, right):
        value = context.value(node)
        gaps.append(add(value, negate(sample_mean(context, value, context.worlds.random_axes))))
    return sample_mean(context, multiply(gaps[0], transpose(gaps[1])), context.worlds.random_axes)


def _mind_condition(context: Context, node: Expectation, law: Law) -> None:
    """Pass over a condition on points that the law is not about, ``E_{q(z|x)}[... | x]``, and refuse any other."""
    summed = {variable.axis for variable in law.variables}
    for given in node.given:
        meaning = context.worlds.bindings.get(name_of(given) or "")
        if not isinstance(given, Symbol) or not isinstance(meaning, Variable) or meaning.axis in summed:
            raise CannotEvaluate("a conditional expectation is not computed here")


def divergence(context: Context, node: Divergence) -> Value:
    """Return ``KL(left || right)``: the sum of left × log(left / right), with 0 log 0 = 0."""
    left = law_of(context, node.left)
    right = law_of(context, node.right, _places(context, node.left))
    ratio = add(apply("log", left.density), negate(apply("log", right.density)))
    return weighted_sum(ratio, _weights(context, left))


def _places(context: Context, node: Node) -> tuple[Node, ...]:
    """Return the points at which a law stands, its own variable where none is written."""
    if isinstance(node, Applied) and node.arguments:
        return node.arguments
    name = name_of(node)
    meaning = None if name is None else context.worlds.bindings.get(name)
    return (Symbol(meaning.variable),) if isinstance(meaning, PointDensity) else ()


def entropy(context: Context, node: Node, other: Node | None = None) -> Value:
    """Return minus the sum of q log q over the law's variables; with another law, of q log p: the cross entropy."""
    law = law_of(context, node)
    within = law if other is None else law_of(context, other, _places(context, node))
    return negate(weighted_sum(apply("log", within.density), _weights(context, law)))
