r"""Derivatives of unknown functions: in ``\frac{dy}{dx} + y = 0`` and ``y' + y = 0`` they are unknowns of their own.

``y'`` and ``\dot y`` are derivatives by the one variable that both sides differentiate y by; a dot says that it is t.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from autograder.mathematics.notation import Notation, Role
from autograder.mathematics.traversal import map_children, names_in, walk
from autograder.mathematics.tree import Derivative, Node, Symbol

TIME = "t"
UNCLEAR = "what these derivatives have to do with each other is not worked out"
_DOTS: Mapping[str, int] = {"dot": 1, "ddot": 2}
_MARKED = re.compile(r"(?:(?P<dots>d?dot)_)?(?P<name>[^']+)(?P<primes>'*)")

Taken = tuple[str, tuple[str, ...]]
"""A function and the variables that it is differentiated by, in the order of the alphabet."""


class UnclearDerivativesError(Exception):
    """Derivatives are not independent of each other; `decide` turns it into a verdict."""


def has_dots(names: Iterable[str]) -> bool:
    r"""Say whether one of some names is that of a derivative by time: ``\dot x``."""
    return any(name.startswith(("dot_", "ddot_")) for name in names)


def with_unknown_derivatives(student: Node, reference: Node, notation: Notation) -> tuple[Node, Node]:
    """Return both sides with the derivatives of names as names.

    Raises
    ------
    UnclearDerivativesError
        If a derivative is of more than a name that has derivatives, or variables are functions of each other.
    """
    found = [part for side in (student, reference) for part in walk(side) if _may_differ(part)]
    if not found:
        return student, reference
    taken = [pair for part in found if (pair := _taken(part, notation)) is not None]
    if not taken:
        return student, reference
    variables: dict[str, set[str]] = {}
    for function, by in taken:
        variables.setdefault(function, set()).update(by)
    _check(found, variables, notation)
    only = {function: min(by) for function, by in variables.items() if len(by) == 1}
    ours, theirs = (_named(side, only, notation) for side in (student, reference))
    return ours, theirs


def _may_differ(part: Node) -> bool:
    return isinstance(part, Derivative) or (isinstance(part, Symbol) and part.name.startswith(("dot_", "ddot_")))


def _taken(node: Node, notation: Notation) -> Taken | None:
    """Return what a derivative of a name is taken of and by; None for any other node."""
    by: list[str] = []
    while isinstance(node, Derivative):
        if not isinstance(node.variable, Symbol) or not _is_number(node.variable.name, notation):
            return None
        by.append(node.variable.name)
        node = node.body
    if not isinstance(node, Symbol) or not _is_number(node.name, notation) or node.name in by:
        return None
    marked = _MARKED.fullmatch(node.name)
    dots = _DOTS.get(marked["dots"] or "", 0) if marked is not None and notation.find(node.name) is None else 0
    if marked is None or (by and (dots or marked["primes"])) or not (by or dots):
        return None
    return (marked["name"], (TIME,) * dots) if dots else (node.name, tuple(sorted(by)))


def _is_number(name: str, notation: Notation) -> bool:
    spec = notation.find(name)
    return notation.undeclared_are_real if spec is None else spec.role is Role.SCALAR


def _check(found: list[Node], variables: Mapping[str, set[str]], notation: Notation) -> None:
    for function, by in variables.items():
        if any(function in variables.get(name, ()) for name in by):
            raise UnclearDerivativesError
    for part in _outermost(found):
        if isinstance(part, Derivative) and _taken(part, notation) is None and names_in(part.body) & variables.keys():
            raise UnclearDerivativesError


def _outermost(found: list[Node]) -> Iterator[Node]:
    """Yield the derivatives that are not part of a higher one of the same name."""
    inner = {id(part.body) for part in found if isinstance(part, Derivative)}
    yield from (part for part in found if id(part) not in inner)


def _named(node: Node, only: Mapping[str, str], notation: Notation) -> Node:
    taken = _taken(node, notation)
    if taken is not None:
        return _name(*taken)
    if isinstance(node, Symbol) and node.name.endswith("'") and notation.find(node.name) is None:
        function = node.name.rstrip("'")
        order = len(node.name) - len(function)
        return _name(function, (only[function],) * order) if function in only else node
    return map_children(node, lambda child: _named(child, only, notation))


def _name(function: str, by: tuple[str, ...]) -> Symbol:
    return Symbol(f"d{len(by)}{function}/{','.join(by)}")
