"""Points far from the origin and beside the numbers written, for expressions that change their rule somewhere.

``|x - 50|`` is ``50 - x`` wherever worlds of ordinary size look; only beyond 50 do the two differ.
"""

from collections.abc import Iterable
from itertools import product

import numpy as np

from autograder.mathematics.decision.setting import SEED, Setting, declared
from autograder.mathematics.notation import Domain, Role
from autograder.mathematics.traversal import walk
from autograder.mathematics.tree import Call, Node, Number, Piecewise, Power, Quotient
from autograder.mathematics.worlds import Array, Quantity, Worlds

COUNT = 48
SMALLEST, LARGEST = -2.0, 4.5
"""Powers of ten between which sizes are spread."""
MAX_WRITTEN, LARGEST_WRITTEN = 12, 10**9
_RULED = frozenset(
    "abs max min sign floor ceiling sqrt root mod gcd arg arctan2 log log2 log10 arcsin arccos arctan arccosh re im"
    " conjugate binomial norm".split()
)


def changes_rule(nodes: Iterable[Node]) -> bool:
    """Say whether something in expressions may follow one rule here and another there."""
    return any(
        isinstance(part, Piecewise)
        or (isinstance(part, Call) and part.head in _RULED)
        or (isinstance(part, Power) and isinstance(part.exponent, Quotient))
        for node in nodes
        for part in walk(node)
    )


def written_numbers(nodes: Iterable[Node]) -> Array:
    """Return the numbers written and their quotients: where |2x - 70| turns, x is 35."""
    numbers = {part.value for node in nodes for part in walk(node) if isinstance(part, Number)}
    found = sorted(float(value) for value in numbers if abs(value) < LARGEST_WRITTEN)[:MAX_WRITTEN]
    quotients = {one / other for one, other in product(found, found) if other}
    return np.array(sorted({1.0, *found, *quotients}))


def wide_worlds(setting: Setting, nodes: tuple[Node, ...], names: Iterable[str]) -> Worlds | None:
    """Return worlds whose numbers have all sizes and lie on both sides of the numbers written.

    None if a name is no number, or the names follow from a question's own worlds.
    """
    rng = np.random.default_rng(SEED)
    written = written_numbers(nodes)
    bindings = {}
    for name in sorted(names):
        spec = declared(setting, name)
        if spec is None or spec.role is not Role.SCALAR or setting.world is not None:
            return None
        bindings[name] = Quantity(_spread(spec.domain, written, rng))
    return Worlds(COUNT, bindings) if bindings else None


def _spread(domain: Domain, written: Array, rng: np.random.Generator) -> Array:
    sizes: Array = 10.0 ** rng.uniform(SMALLEST, LARGEST, COUNT)
    beside = rng.choice(written, COUNT) * rng.choice([0.9, 1.1, 1.9], COUNT) + rng.choice([-0.3, 0.0, 0.3], COUNT)
    numbers: Array = np.where(rng.permutation(COUNT) % 2 == 0, sizes, np.abs(beside))
    signed: Array = numbers * rng.choice([-1.0, 1.0], COUNT)
    match domain:
        case Domain.POSITIVE | Domain.NONNEGATIVE:
            return numbers
        case Domain.UNIT:
            return numbers / (1.0 + numbers)
        case Domain.INTEGER:
            return np.round(signed)
        case Domain.POSITIVE_INTEGER:
            return np.round(numbers) + 1.0
        case Domain.COMPLEX:
            return signed + 1j * rng.permutation(signed)
        case Domain.REAL:
            return signed
