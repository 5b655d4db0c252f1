"""What a decision is made in: the notation, where worlds come from, and what is asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from autograder.mathematics.decision.outcomes import Options
from autograder.mathematics.drawing import generic_worlds
from autograder.mathematics.notation import Notation, Role, SymbolSpec
from autograder.mathematics.worlds import Array, Binding, Quantity, WorldFactory, Worlds

FIRST_WORLDS = 12
MORE_WORLDS = 72
NEEDED_WORLDS = 8
"""Worlds in which two expressions must agree before they are called equal."""
SEED = 20220415


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything a decision needs beside the two expressions.

    `world` draws the question's own worlds; None draws every name freely from its declaration.
    """

    notation: Notation
    world: WorldFactory | None
    options: Options

    def draw(self, names: Iterable[str], count: int, seed: int = SEED, small: bool = False) -> Worlds:
        """Return worlds that give the names values; equal arguments give equal worlds."""
        if self.world is not None:
            factory: Callable[..., Worlds] = self.world
            worlds = _drawn(factory, count, seed, small)
        else:
            specs = tuple((name, self.notation.find(name)) for name in sorted(set(names)))
            worlds = _freely(specs, self.notation.undeclared_are_real, (count, seed), small)
        return _held(worlds, self.options.constant_in) if self.options.constant_in else worlds


@lru_cache(maxsize=64)
def _drawn(world: Callable[..., Worlds], count: int, seed: int, small: bool) -> Worlds:
    return world(np.random.default_rng(seed), count, small)


@lru_cache(maxsize=64)
def _freely(
    specs: tuple[tuple[str, SymbolSpec | None], ...], undeclared_are_real: bool, drawn: tuple[int, int], small: bool
) -> Worlds:
    """Draw worlds for names as they are declared, once: most pairs speak of one real x."""
    count, seed = drawn
    notation = Notation({name: spec for name, spec in specs if spec is not None}, undeclared_are_real)
    worlds = generic_worlds(notation, [name for name, _ in specs], np.random.default_rng(seed), count)
    for meaning in worlds.bindings.values():
        if isinstance(meaning, Quantity):
            meaning.array.flags.writeable = False  # they are shared
    return _rounded(worlds) if small else worlds


def _small(array: Array) -> Array:
    return np.sign(array.real) * np.ceil(np.abs(array.real)) if np.isrealobj(array) else np.round(array)


def _rounded(worlds: Worlds) -> Worlds:
    """Return worlds of whole numbers near the ones drawn, for people."""
    bindings: dict[str, Binding] = {}
    for name, meaning in worlds.bindings.items():
        inside = isinstance(meaning, Quantity) and bool((np.abs(meaning.array) < 1).all())
        whole = isinstance(meaning, Quantity) and not inside
        bindings[name] = Quantity(_small(meaning.array), meaning.axes) if whole else meaning  # type: ignore[union-attr]
    return replace(worlds, bindings=bindings)


def _first(array: Array) -> Array:
    return np.broadcast_to(array[:1], array.shape)


def _held(worlds: Worlds, moving: tuple[str, ...]) -> Worlds:
    """Return worlds in which all names but the moving ones are as in the first."""
    if worlds.complete is not None:
        base = {name: array if name in moving else _first(array) for name, array in worlds.base.items()}
        return replace(worlds, base=base, bindings={**worlds.bindings, **worlds.complete(base)})
    bindings = {
        name: Quantity(_first(meaning.array), meaning.axes)
        if isinstance(meaning, Quantity) and name not in moving
        else meaning
        for name, meaning in worlds.bindings.items()
    }
    return replace(worlds, bindings=bindings)


def all_numbers(setting: Setting, names: Iterable[str]) -> bool:
    """Say whether every name stands for a number: then products commute, as those of matrices do not."""
    specs = (declared(setting, name) for name in names)
    return all(spec is not None and spec.role is Role.SCALAR for spec in specs)


def declared(setting: Setting, name: str) -> SymbolSpec | None:
    """Return the declaration of a name; an undeclared one is real where the notation says so."""
    spec = setting.notation.find(name)
    return SymbolSpec(name) if spec is None and setting.notation.undeclared_are_real else spec
