"""Worlds: concrete models, many at once, in which every name of a question has a value.

A world satisfies a question's premises and nothing more. All arrays carry a leading axis of `Worlds.count` worlds (or
one, where all worlds agree). Free variables of a finite space, samples of a random variable and quadrature points are
further *named* axes, so that an expectation, a divergence or an integral is an exact finite sum over one of them and
true identities hold to rounding.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias

import numpy as np

from autograder.domain.errors import AssignmentError

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, vector, matrix, or a random variable given by its samples.

    Parameters
    ----------
    array
        Shape ``(worlds or 1, *axes)`` for a number, with ``(n,)`` or ``(rows, columns)`` behind for a vector or
        matrix.
    axes
        Names of the axes between the worlds and the entries.
    """

    array: Array
    axes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A point of a sample space that runs along an axis: ``z`` of a finite space, ``u`` of a quadrature.

    Parameters
    ----------
    axis
        The named axis it runs along; two variables paired by a map share one.
    measure
        Weight of each point under ``dz``, shape ``(worlds or 1, points)``; ones count each point once.
    points
        The points themselves, a `Quantity` along `axis`; None if they are mere labels.
    """

    axis: str
    measure: Array
    points: Quantity | None = None


@dataclass(frozen=True, slots=True)
class FiniteDensity:
    """Probabilities over finite spaces; marginals and conditionals follow from the table.

    Parameters
    ----------
    table
        Shape ``(worlds or 1, *axes)``; sums to one over the axes in `over`.
    axes
        Names of the table's axes.
    over
        The axes it is a distribution of; the other axes are conditions, implied where none is written.
    """

    table: Array
    axes: tuple[str, ...]
    over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointDensity:
    """A density on a continuous space: `at` maps points ``(worlds, points, d)`` to values ``(worlds, points)``.

    `variable` names the point at which it stands when no argument is written.
    """

    at: Callable[[Array], Array]
    variable: str


@dataclass(frozen=True, slots=True)
class Map:
    """A differentiable map of points: values ``(worlds, points, d)`` and Jacobians ``(worlds, points, d, d)``.

    `variable` and `image` name the points it takes and gives: ``x = F(u)``.
    """

    at: Callable[[Array], Array]
    jacobian: Callable[[Array], Array]
    variable: str
    image: str


@dataclass(frozen=True, slots=True)
class FreeFunction:
    """A smooth function of which nothing is known: a sum of exponentials, drawn anew in every world.

    Parameters
    ----------
    weights
        Of each exponential, shape ``(worlds, terms)``.
    rates
        Of each exponential in each argument, shape ``(worlds, terms, arguments)``.
    """

    weights: Array
    rates: Array


@dataclass(frozen=True, slots=True)
class Functional:
    """A number computed from whatever is written in its parentheses.

    `compute` is given the names found there, in order, and returns a `Quantity`, or None if they do not determine it.
    """

    compute: Callable[[tuple[str, ...]], Quantity | None]


@dataclass(frozen=True, slots=True)
class Parameters:
    """A bundle of parameters that only has a size, shape ``(worlds or 1,)``: ``|phi|``, ``dim(pi)``."""

    size: Array


Binding: TypeAlias = Quantity | Variable | FiniteDensity | PointDensity | Map | FreeFunction | Functional | Parameters


@dataclass(frozen=True, slots=True)
class Worlds:
    """Several concrete models of one question.

    Parameters
    ----------
    count
        How many worlds; every binding's leading axis is this long, or 1.
    bindings
        What each canonical name stands for.
    axes
        Named axes, in the order in which values lay them out.
    random_axes
        Axes of samples, over which an expectation without a law is a mean.
    identity_size
        Size of an identity matrix written without one where nothing else tells it.
    base
        Names whose values were drawn; all other names follow from them.
    complete
        Computes all bindings again from changed base arrays; None if no name follows from another.
    velocity
        Time derivative of each base name that moves; what ``d/dt`` means.
    differential
        Step of each base name along which a bare ``d`` is taken; none where nobody writes differentials.
    """

    count: int
    bindings: Mapping[str, Binding]
    axes: tuple[str, ...] = ()
    random_axes: tuple[str, ...] = ()
    identity_size: int | None = None
    base: Mapping[str, Array] = field(default_factory=lambda: MappingProxyType({}))
    complete: Callable[[Mapping[str, Array]], Mapping[str, Binding]] | None = None
    velocity: Mapping[str, Array] = field(default_factory=lambda: MappingProxyType({}))
    differential: Mapping[str, Array] = field(default_factory=lambda: MappingProxyType({}))


class WorldFactory(Protocol):
    """Draws worlds; equal generators give equal worlds."""

    def __call__(self, rng: np.random.Generator, count: int, small: bool = False, /) -> Worlds:
        """Return `count` worlds; `small` asks for small whole numbers that people can check."""


def layout(array: Array, axes: tuple[str, ...], all_axes: tuple[str, ...], rank: int) -> Array:
    """Return a view with one dimension for every named axis: ``(worlds, *all_axes, rows, columns)``.

    Parameters
    ----------
    array
        Shape ``(worlds or 1, *axes, *entries)``.
    axes
        Names of its own axes.
    all_axes
        Names and order of the axes of the result; those the array lacks have length 1.
    rank
        Number of entry dimensions: 0 for numbers, 1 for (column) vectors, 2 for matrices.

    Raises
    ------
    AssignmentError
        If an axis is not among `all_axes`, or the dimensions do not add up: the question's world is wrong.
    """
    if array.ndim != 1 + len(axes) + rank or not set(axes) <= set(all_axes):
        raise AssignmentError(f"a binding of shape {array.shape} does not fit the axes {axes} of the worlds {all_axes}")
    entries = {0: (1, 1), 1: (*array.shape[-1:], 1), 2: array.shape[-2:]}[rank]
    if not axes:
        return array.reshape(array.shape[0], *(1,) * len(all_axes), *entries)
    order = sorted(range(len(axes)), key=lambda k: all_axes.index(axes[k]))
    lengths = dict(zip(axes, array.shape[1 : 1 + len(axes)], strict=True))
    moved = array.transpose(0, *(1 + k for k in order), *range(1 + len(axes), array.ndim))
    return moved.reshape(array.shape[0], *(lengths.get(axis, 1) for axis in all_axes), *entries)
