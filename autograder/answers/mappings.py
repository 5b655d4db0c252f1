"""sympy's dictionaries: what `eigenvals` and `roots` return counts values, what `solve` returns gives coordinates."""

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.wire import Symbolic

MOST_REPEATED = 64


def without_mappings(value: Any, coordinates: Sequence[str] = ()) -> Any:
    """Return a value with every dictionary written as a list; one that says something else is left as it is.

    Parameters
    ----------
    value
        From `solution.py`; a dictionary with sympy keys is a ``mapping`` of ``pair`` there.
    coordinates
        Names in whose order a dictionary gives a point; without them it counts how often each key occurs.
    """
    if isinstance(value, list):
        return [without_mappings(item, coordinates) for item in value]
    if not isinstance(value, Symbolic) or value.head != "mapping":
        return value
    pairs = [pair.arguments for pair in value.arguments if isinstance(pair, Symbolic) and len(pair.arguments) == 2]
    if len(pairs) < len(value.arguments):
        return value
    return (_point(pairs, coordinates) if coordinates else _repeated(pairs)) or value


def _repeated(pairs: Sequence[tuple[Any, ...]]) -> list[Any]:
    if not all(type(count) is int and 0 < count <= MOST_REPEATED for _, count in pairs):
        return []
    return [key for key, count in pairs for _ in range(count)]


def _point(pairs: Sequence[tuple[Any, ...]], coordinates: Sequence[str]) -> list[Any]:
    given: Mapping[Any, Any] = {_name(key): part for key, part in pairs}
    return [given[name] for name in coordinates] if set(given) == set(coordinates) else []


def _name(key: object) -> object:
    return key.arguments[0] if isinstance(key, Symbolic) and key.head == "symbol" and key.arguments else key
