"""Whether the worlds that an author draws are what the notation declares: every letter a value, of the right shape."""

from collections.abc import Iterator, Mapping

import numpy as np

from autograder.assignment import Assignment, Question
from autograder.domain.errors import AutogradeError
from autograder.mathematics.notation import Notation, Role, SymbolSpec
from autograder.mathematics.worlds import Quantity, WorldFactory, Worlds

_COUNT = 7
"""How many worlds are drawn: a number that is nobody's size of a matrix by habit."""
_RANKS: Mapping[Role, int] = {Role.SCALAR: 0, Role.VECTOR: 1, Role.MATRIX: 2}


def check_worlds(assignment: Assignment) -> Iterator[str]:
    """Say in one sentence each what is wrong with the worlds of an assignment."""
    for question in assignment.questions:
        if question.meaning is None:
            continue
        for name, world in question.meaning.worlds.items():
            place = f"{question.folder.name}/world.py, {name}"
            try:
                yield from (f"{place}: {fault}" for fault in _faults(question, name, world))
            except AutogradeError as error:
                yield f"{place}: {error}"


def _faults(question: Question, name: str, world: WorldFactory) -> Iterator[str]:
    assert question.meaning is not None  # whoever calls has looked
    notation = question.meaning.notation
    drawn = world(np.random.default_rng(0), _COUNT)
    if not isinstance(drawn, Worlds):
        yield f"it returns a {type(drawn).__name__}, not a Worlds"
        return
    sizes: dict[str, tuple[int, str]] = {}
    for spec in notation.symbols.values():
        found = drawn.bindings.get(spec.name)
        if isinstance(found, Quantity):
            yield from _shape_faults(spec, found, drawn.count, sizes)
        elif found is None and name == "world" and spec.role in _RANKS and not _is_size(spec.name, notation):
            yield f'notation.toml declares "{spec.name}", and it gives it no value'


def _is_size(name: str, notation: Notation) -> bool:
    return any(name in spec.shape for spec in notation.symbols.values())


def _shape_faults(spec: SymbolSpec, found: Quantity, count: int, sizes: dict[str, tuple[int, str]]) -> Iterator[str]:
    """Check one value; remember what each named size was first seen to be, and of what."""
    shape = np.shape(found.array)
    rank = _RANKS.get(spec.role)
    axes = f", then the axes {', '.join(found.axes)}" if found.axes else ""
    if len(shape) <= len(found.axes) or shape[0] not in (1, count):
        yield (
            f'the array of "{spec.name}" has shape {shape} where {count} worlds are drawn; '
            f"its first axis must be the worlds: {count} long, or 1{axes}"
        )
        return
    entries = shape[1 + len(found.axes) :]
    if rank is None:
        return
    if len(entries) != rank:
        yield f'"{spec.name}" is a {spec.role}, and its value has entries of shape {entries} in each world'
        return
    for size, length in zip(spec.shape, entries, strict=False):
        known, whose = sizes.setdefault(size, (length, spec.name)) if isinstance(size, str) else (size, "notation.toml")
        if known != length:
            said = "" if whose == "notation.toml" else f' in "{whose}"'
            yield (
                f'notation.toml gives "{spec.name}" the shape {list(spec.shape)}, and its value is {entries} '
                f"in each world: {size} is {known}{said}"
            )
            return
