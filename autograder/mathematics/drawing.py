"""Drawing worlds for declared symbols: numbers in their domains, matrices of their shapes."""

from collections.abc import Iterable, Mapping

import numpy as np

from autograder.mathematics.notation import Domain, Notation, Role, SymbolSpec
from autograder.mathematics.worlds import (
    Array,
    Binding,
    FiniteDensity,
    FreeFunction,
    Parameters,
    Quantity,
    Variable,
    Worlds,
)

_SIZES = (3, 2, 4, 5)
"""Sizes for named dimensions in the order they appear, all different, so that a misplaced product shows."""

SAMPLES, SAMPLE = 6, "sample"
"""How many samples a random variable has, and the axis along which they lie."""


OUTCOMES = 3
"""How many values each variable of a free density takes."""
EXPONENTIALS = 3
"""How many exponentials make up an unknown function."""


def stratified(rng: np.random.Generator, count: int) -> Array:
    """Draw numbers in (0, 1), one in each of `count` equal strips, in random order; shape ``(count,)``.

    A domain's every region is visited: an identity that holds for positive numbers only never survives by luck.
    """
    return (rng.permutation(count) + rng.uniform(0.1, 0.9, count)) / count


def draw_numbers(domain: Domain, rng: np.random.Generator, count: int) -> Array:
    """Draw numbers across a domain, of size about one, none of them special; shape ``(count,)``."""
    spread = stratified(rng, count)
    sizes = np.exp(3.0 * spread - 1.6)
    match domain:
        case Domain.POSITIVE | Domain.NONNEGATIVE:
            return sizes
        case Domain.UNIT:
            return 0.02 + 0.96 * spread
        case Domain.REAL:
            signs = np.where(rng.permutation(count) % 2 == 0, 1.0, -1.0)
            return signs * sizes
        case Domain.COMPLEX:
            turned = np.exp(2j * np.pi * stratified(rng, count))
            return sizes * turned
        case Domain.INTEGER:
            return np.round(14.0 * spread - 7.5) + 0.0
        case Domain.POSITIVE_INTEGER:
            return np.ceil(9.0 * spread)


def draw_matrices(rng: np.random.Generator, shape: tuple[int, ...], symmetric: bool = False) -> Array:
    """Draw real arrays without special structure, symmetric in the last two axes if asked."""
    array = rng.normal(0.0, 1.0, shape) + 0.25
    return (array + array.swapaxes(-1, -2)) / 2 if symmetric else array


def draw_positive_definite(rng: np.random.Generator, count: int, size: int) -> Array:
    """Draw symmetric positive definite matrices, neither diagonal nor commuting; shape ``(count, size, size)``."""
    factor = rng.normal(0.0, 1.0, (count, size, size))
    return factor @ factor.swapaxes(-1, -2) / size + 0.3 * np.eye(size)


def draw_probabilities(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Draw distributions over the last axis, every entry at least a few hundredths, none uniform."""
    weights: Array = rng.uniform(0.2, 1.0, shape)
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights


def _sizes(notation: Notation, names: Iterable[str]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for name in names:
        spec = notation.find(name)
        for size in () if spec is None or spec.role is Role.DENSITY else spec.shape:
            if isinstance(size, str) and size not in found:
                found[size] = _SIZES[len(found) % len(_SIZES)]
    return found


def _samples(spec: SymbolSpec, rng: np.random.Generator, count: int) -> Quantity | None:
    """Draw a random variable: a few samples in every world, whose mean is its expectation."""
    if spec.role is Role.SCALAR:
        numbers = [draw_numbers(spec.domain, rng, SAMPLES) for _ in range(count)]
        return Quantity(np.stack(numbers), (SAMPLE,))
    if spec.role is Role.VECTOR and all(isinstance(size, int) for size in spec.shape):
        return Quantity(draw_matrices(rng, (count, SAMPLES, *(int(size) for size in spec.shape))), (SAMPLE,))
    return None


def _drawn(spec: SymbolSpec, sizes: Mapping[str, int], rng: np.random.Generator, count: int) -> Binding | None:
    if spec.random:
        return _samples(spec, rng, count)
    shape = tuple(sizes.get(size, 0) if isinstance(size, str) else size for size in spec.shape)
    match spec.role:
        case Role.SCALAR | Role.VARIABLE:
            return Quantity(draw_numbers(spec.domain, rng, count))
        case Role.VECTOR | Role.MATRIX:
            if len(shape) != (1 if spec.role is Role.VECTOR else 2):
                return None
            array = draw_matrices(rng, (count, *shape), spec.symmetric)
            positive = spec.domain in (Domain.POSITIVE, Domain.NONNEGATIVE, Domain.POSITIVE_INTEGER)
            return Quantity(np.abs(array) if positive else array)
        case Role.DENSITY:
            axes = tuple(str(name) for name in spec.shape)
            table = draw_probabilities(rng, (count, OUTCOMES ** len(axes)))
            return FiniteDensity(table.reshape(count, *(OUTCOMES,) * len(axes)), axes, axes)
        case Role.FUNCTION:
            return _unknown_function(spec, rng, count)
        case Role.PARAMETERS:
            return Parameters(draw_numbers(Domain.POSITIVE_INTEGER, rng, count))
        case _:
            return None


def _unknown_function(spec: SymbolSpec, rng: np.random.Generator, count: int) -> FreeFunction:
    """Draw a function: positive in every other world, and everywhere if its domain says so."""
    (places,) = spec.shape or (1,)
    weights = np.stack([draw_numbers(Domain.POSITIVE, rng, count) for _ in range(EXPONENTIALS)], axis=1)
    if spec.domain is not Domain.POSITIVE:
        weights[::2, 0] *= -2.0
    rates = rng.uniform(0.1, 0.7, (count, EXPONENTIALS, int(places))) * np.array([1.0, -1.0, 1.0])[:, None]
    return FreeFunction(weights, rates)


def _sample_space(notation: Notation, names: Iterable[str]) -> tuple[str, ...]:
    """Return the variables that the densities among some names are about."""
    specs = (notation.find(name) for name in names)
    spaces = (spec.shape for spec in specs if spec is not None and spec.role is Role.DENSITY)
    return tuple(dict.fromkeys(str(name) for space in spaces for name in space))


def _point(rng: np.random.Generator, count: int, name: str) -> Variable:
    places = np.stack([draw_numbers(Domain.REAL, rng, OUTCOMES) for _ in range(count)])
    return Variable(name, np.ones((1, OUTCOMES)), Quantity(places, (name,)))


def generic_worlds(notation: Notation, names: Iterable[str], rng: np.random.Generator, count: int) -> Worlds:
    """Draw worlds for names that nothing but their declarations constrains.

    Parameters
    ----------
    notation
        Declares domains, shapes and symmetry; a name that it lacks is a real number where it says so.
    names
        The names to give values; those that a declaration does not determine stay without one.
    rng, count
        The generator, and how many worlds to draw.
    """
    ordered = sorted(set(names))
    sizes = _sizes(notation, ordered)
    bindings: dict[str, Binding] = {}
    for name in ordered:
        spec = notation.find(name)
        if spec is None and notation.undeclared_are_real:
            spec = SymbolSpec(name)
        drawn = None if spec is None or name in sizes else _drawn(spec, sizes, rng, count)
        if drawn is not None:
            bindings[name] = drawn
    bindings.update({name: Quantity(np.array([float(size)])) for name, size in sizes.items()})
    space = _sample_space(notation, ordered)
    bindings.update({name: _point(rng, count, name) for name in space})
    random = any(isinstance(found, Quantity) and SAMPLE in found.axes for found in bindings.values())
    samples = (SAMPLE,) if random else ()
    return Worlds(count, bindings, axes=(*space, *samples), random_axes=samples)
