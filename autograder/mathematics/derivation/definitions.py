"""A student's own names: ``a = b``, or ``J(u) = ...`` of its arguments, written out wherever they are used."""

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.mathematics.traversal import map_children, substitute, walk
from autograder.mathematics.tree import Derivative, Expectation, Integral, Node, Power, Product, Quotient, Symbol


@dataclass(frozen=True, slots=True)
class Definition:
    """What a name stands for.

    Parameters
    ----------
    meaning
        In names of the question.
    arguments
        Names that stood in parentheses behind it; an unknown name before parentheses is read as a factor.
    """

    meaning: Node
    arguments: tuple[str, ...] = ()


def defined_name(node: Node) -> tuple[str, tuple[str, ...]] | None:
    """Return the name that the left side of a definition is, and its arguments: ``a``, or ``J(u)``."""
    match node:
        case Symbol(name):
            return name, ()
        case Product((Symbol(name), *arguments)):
            names = [one.name for one in arguments if isinstance(one, Symbol)]
            return (name, tuple(names)) if len(names) == len(arguments) else None
        case _:
            return None


def written_out(node: Node, definitions: Mapping[str, Definition]) -> Node:
    """Return a formula without the names that were defined; one used of what it cannot be used of stays."""
    if not definitions:
        return node
    match node:
        case Symbol(name):
            return definitions[name].meaning if name in definitions else node
        case Product(factors):
            return _product(factors, definitions)
        case _:
            return map_children(node, lambda child: written_out(child, definitions))


def _product(factors: tuple[Node, ...], definitions: Mapping[str, Definition]) -> Node:
    """Write out the factors of a product, of which some may be the arguments of the name before them."""
    found: list[Node] = []
    waiting = list(factors)
    while waiting:
        factor = waiting.pop(0)
        name = _base(factor)
        definition = definitions.get(name.name) if isinstance(name, Symbol) else None
        size = 0 if definition is None else len(definition.arguments)
        if definition is None or not size or len(waiting) < size:
            found.append(written_out(factor, definitions))
            continue
        arguments, waiting = waiting[:size], waiting[size:]
        last = arguments[-1]
        point = last.base if isinstance(last, Power) else last
        value = _applied(definition, [written_out(one, definitions) for one in (*arguments[:-1], point)])
        if value is None:
            found += [factor, *arguments]
            continue
        whole = written_out(_placed(value, factor), definitions)
        found.append(Power(whole, last.exponent) if isinstance(last, Power) else whole)
    return found[0] if len(found) == 1 else Product(tuple(found))


def _base(node: Node) -> Node:
    """Return the name in a factor: of ``J(u)^2``, ``J^2(u)`` and ``1 / J(u)``, powers and quotients are read first."""
    match node:
        case Power(base, _):
            return _base(base)
        case Quotient(_, below):
            return _base(below)
        case _:
            return node


def _placed(value: Node, like: Node) -> Node:
    """Put a value where the name stood in a factor."""
    match like:
        case Power(base, exponent):
            return Power(_placed(value, base), exponent)
        case Quotient(above, below):
            return Quotient(above, _placed(value, below))
        case _:
            return value


def _applied(definition: Definition, given: list[Node]) -> Node | None:
    """Return what a name is worth of some arguments; None where they would end up under a derivative or integral."""
    values = dict(zip(definition.arguments, given, strict=True))
    changed = {name: one for name, one in values.items() if one != Symbol(name)}
    if not changed:
        return definition.meaning
    binds = any(isinstance(part, Derivative | Integral | Expectation) for part in walk(definition.meaning))
    return None if binds else substitute(definition.meaning, changed)
