"""Declared densities, maps, functionals and bundles of parameters with whatever stands in their parentheses."""

from typing import assert_never

import numpy as np

from autograder.mathematics.evaluation.context import Context, binding_of, lay_out, name_of
from autograder.mathematics.evaluation.densities import finite_density, point_density
from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.evaluation.values import BINDING_ERROR, CannotEvaluate, Value, bound
from autograder.mathematics.traversal import walk
from autograder.mathematics.tree import Applied, Node, Symbol
from autograder.mathematics.worlds import (
    Array,
    FiniteDensity,
    FreeFunction,
    Functional,
    Map,
    Parameters,
    PointDensity,
    Quantity,
    Variable,
    layout,
)


def symbol_value(context: Context, node: Symbol) -> Value:
    """Return the value of a name standing alone."""
    meaning = binding_of(context, node.name)
    match meaning:
        case Quantity():
            return lay_out(context, meaning)
        case Variable(points=None):
            raise CannotEvaluate(f"{node.name} is a label here and has no value of its own")
        case Variable(points=points):
            assert points is not None
            return lay_out(context, points)
        case Parameters():
            raise CannotEvaluate(f"{node.name} is a bundle of parameters and has no value of its own")
        case FiniteDensity() | PointDensity() | Map() | FreeFunction() | Functional():
            return applied_value(context, Applied(node.name))
        case _:
            assert_never(meaning)


def applied_value(context: Context, node: Applied) -> Value:
    """Return the value of a declared name with its arguments.

    Raises
    ------
    CannotEvaluate
        If the arguments do not determine a value.
    """
    meaning = binding_of(context, node.function.rstrip("'"))
    if node.function.endswith("'") and not isinstance(meaning, FreeFunction):
        raise CannotEvaluate(f"{plain(node)}: a derivative of this is not computed here")
    match meaning:
        case FreeFunction():
            return _free_function(context, meaning, node)
        case FiniteDensity():
            return finite_density(context, meaning, node).density
        case PointDensity(variable=variable):
            return point_density(context, meaning, node.arguments[0] if node.arguments else Symbol(variable))
        case Map():
            return _image(context, meaning, node)
        case Functional():
            return _functional(context, meaning, node)
        case Quantity() | Variable() | Parameters():
            raise CannotEvaluate(f"{plain(node)}: {node.function} is no function here")
        case _:
            assert_never(meaning)


def _image(context: Context, meaning: Map, node: Applied) -> Value:
    at: Node = node.arguments[0] if node.arguments else Symbol(meaning.variable)
    points = context.value(at)
    if points.columns != 1 or len(context.worlds.axes) != 1:
        raise CannotEvaluate(f"{plain(at)} is no point of a sample space")
    return bound(meaning.at(points.array[..., 0])[..., None])


def _free_function(context: Context, meaning: FreeFunction, node: Applied) -> Value:
    """Return an unknown function, or the derivative that its primes ask for, at the numbers written."""
    order = len(node.function) - len(node.function.rstrip("'"))
    places = [context.value(argument) for argument in node.arguments]
    if len(places) != meaning.rates.shape[2] or node.given or (order and len(places) > 1):
        raise CannotEvaluate(f"{plain(node)} is not known here")
    if not all(place.is_scalar and not place.unsized for place in places):
        raise CannotEvaluate(f"{plain(node)}: an unknown function is one of numbers here")
    total, slope = 0.0, 0.0
    for term in range(meaning.weights.shape[1]):
        rates = [_beside(meaning.rates[:, term, k], place) for k, place in enumerate(places)]
        height = _beside(meaning.weights[:, term], places[0]) * rates[0] ** order
        height = height * np.exp(sum(rate * place.array for rate, place in zip(rates, places, strict=True)))
        total = total + height
        slope = slope + np.abs(height) * (
            BINDING_ERROR + sum(np.abs(r) * p.error for r, p in zip(rates, places, strict=True))
        )
    return Value(np.asarray(total), np.asarray(slope))


def _beside(numbers: Array, value: Value) -> Array:
    return numbers.reshape(-1, *(1,) * (value.array.ndim - 1))


def _functional(context: Context, meaning: Functional, node: Applied) -> Value:
    inside = [name_of(part) for argument in (*node.arguments, *node.given) for part in walk(argument)]
    quantity = meaning.compute(tuple(name for name in inside if name is not None))
    if quantity is None:
        raise CannotEvaluate(f"{plain(node)} is not determined by its arguments")
    return lay_out(context, quantity)


def size_of(context: Context, node: Node) -> Value | None:
    """Return the number of parameters a name stands for, or the dimension of a vector; None for anything else."""
    name = name_of(node)
    meaning = None if name is None else context.worlds.bindings.get(name)
    if isinstance(meaning, Parameters):
        return bound(layout(meaning.size, (), context.worlds.axes, 0))
    return None
