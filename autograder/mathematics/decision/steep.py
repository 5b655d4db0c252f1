"""Points so close to where an expression turns that even a steep one is seen to turn: ``tanh(10⁶x)`` is no sign.

At ordinary sizes the two differ by less than any computation shows; within 10⁻⁶ of the origin they differ by much.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from autograder.mathematics.decision.setting import SEED, Setting, declared
from autograder.mathematics.decision.wide import written_numbers
from autograder.mathematics.evaluation import Value, evaluate
from autograder.mathematics.notation import Domain, Role
from autograder.mathematics.traversal import names_in, walk
from autograder.mathematics.tree import Node, Product
from autograder.mathematics.worlds import Array, Quantity, Worlds

STEEP, STEEPEST = 50.0, 1e60
"""Factors between these are taken for slopes."""
MAX_SLOPES = 4
_BESIDE = np.array([-2.0, -0.7, -0.1, 0.1, 0.7, 2.0])
_DOMAINS = frozenset({Domain.REAL, Domain.COMPLEX, Domain.POSITIVE, Domain.NONNEGATIVE, Domain.UNIT})


def steep_worlds(setting: Setting, nodes: tuple[Node, ...], names: Iterable[str]) -> Worlds | None:
    """Return worlds in which one name at a time is beside a turn; None if nothing is steep, or a name is no number."""
    names = sorted(names)
    specs = [declared(setting, name) for name in names]
    numbers = all(spec is not None and spec.role is Role.SCALAR and spec.domain in _DOMAINS for spec in specs)
    if setting.world is not None or not names or not numbers:
        return None
    slopes = _slopes(nodes)
    if not slopes:
        return None
    turns = np.array([0.0, *written_numbers(nodes)])
    beside = (turns[:, None] + (_BESIDE / np.array(slopes)[:, None]).reshape(-1)).reshape(-1)
    return _one_at_a_time({spec.name: spec.domain for spec in specs if spec is not None}, beside)


def _slopes(nodes: tuple[Node, ...]) -> list[float]:
    found = {abs(value) for node in nodes for value in _closed(node) if np.isfinite(value) and value != 0}
    return sorted({max(size, 1 / size) for size in found if STEEP <= max(size, 1 / size) <= STEEPEST})[-MAX_SLOPES:]


def _closed(node: Node) -> Iterator[float]:
    """Yield what parts without a name are worth, and what those of a product are worth together."""
    for part in walk(node):
        if isinstance(part, Product):
            yield float(np.prod([_worth(factor) for factor in part.factors if not names_in(factor)]))
        elif not names_in(part):
            yield _worth(part)


def _worth(node: Node) -> float:
    value = evaluate(node, Worlds(1, {}))
    usable = isinstance(value, Value) and value.is_scalar and np.isrealobj(value.array)
    return float(value.array.item(0)) if usable and isinstance(value, Value) else float("nan")


def _one_at_a_time(domains: dict[str, Domain], beside: Array) -> Worlds:
    rng = np.random.default_rng(SEED)
    count = len(domains) * beside.size
    bindings = {}
    for place, (name, domain) in enumerate(domains.items()):
        numbers = rng.uniform(0.2, 0.9, count)
        numbers[place * beside.size : (place + 1) * beside.size] = _inside(beside, domain)
        bindings[name] = Quantity(numbers)
    return Worlds(count, bindings)


def _inside(numbers: Array, domain: Domain) -> Array:
    """Return numbers of a domain, half where one is outside of it."""
    low = -np.inf if domain in (Domain.REAL, Domain.COMPLEX) else 0.0
    high = 1.0 if domain is Domain.UNIT else np.inf
    return np.where((numbers > low) & (numbers < high), numbers, 0.5)
