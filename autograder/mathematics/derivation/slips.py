"""The cause of a broken step: the one small change under which the line would have followed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, islice
from typing import TypeAlias

from autograder.mathematics.derivation.gaps import pairs_that_add_up
from autograder.mathematics.derivation.ground import ORDERS, Ground, Truth
from autograder.mathematics.derivation.lines import formula_of
from autograder.mathematics.derivation.relating import CONSTANTS, OPTIMA, is_too_strict
from autograder.mathematics.derivation.rewriting import with_child
from autograder.mathematics.derivation.structure import is_jacobian
from autograder.mathematics.evaluation import plain
from autograder.mathematics.notation import Notation, Role
from autograder.mathematics.traversal import children, map_children, walk
from autograder.mathematics.tree import (
    Applied,
    Call,
    Derivative,
    Divergence,
    Expectation,
    Integral,
    Logic,
    Negate,
    Node,
    Number,
    Optimum,
    Power,
    Product,
    Quotient,
    Relation,
    RelationKind,
    Sum,
    Symbol,
)
from autograder.mathematics.typesetting import to_latex
from autograder.mathematics.worlds import Map

MAX_TRIED = 400
_LONGEST = 300
"""Characters of LaTeX amid words."""
_TWO = Number(Fraction(2))
_TURNED = {
    RelationKind.AT_MOST: RelationKind.AT_LEAST,
    RelationKind.AT_LEAST: RelationKind.AT_MOST,
    RelationKind.LESS: RelationKind.AT_LEAST,
    RelationKind.GREATER: RelationKind.AT_MOST,
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A changed line, and the change in words that begin with "if": hundreds are tried, and few are spoken of.

    Parameters
    ----------
    node
        The line.
    said
        The words, with a pair of braces for each formula.
    formulas
        What writes each of them, and the formula.
    """

    node: Node
    said: str
    formulas: tuple[tuple[Callable[[Node], str], Node], ...] = ()

    @property
    def words(self) -> str:
        """The change in words."""
        return self.said.format(*[write(node) for write, node in self.formulas])

    def within(self, node: Node, index: int) -> "Slip":
        """Return the same change in a larger formula, of which the changed one is a part."""
        return Slip(with_child(node, index, self.node), self.said, self.formulas)


Change: TypeAlias = Callable[[Node], Iterator[Slip]]


def explain(before: Node, relation: RelationKind, line: Node, ground: Ground) -> str:
    """Say under which single change a broken line would follow from the line before, or nothing.

    A second sentence names a slip that the derivative hides: a wrong term that it makes 0.
    """
    if relation in ORDERS:
        if is_too_strict(before, relation, line, ground):
            return ""
        turned = ground.ordered(before, _TURNED[relation], line).truth is Truth.YES
        return "It holds the other way round." if turned else ""
    if isinstance(line, Relation | Logic) or isinstance(before, Relation | Logic):
        return ""
    optima = [side.operation for side in (before, line) if isinstance(side, Optimum)]
    loosely = relation in CONSTANTS or any(operation in OPTIMA for operation in optima)
    before, line = formula_of(before), formula_of(line)
    found = find_slip(before, line, ground, loosely)
    if found is None:
        return ""
    hidden = _hidden_slip(before, found.node, ground)
    beside = f" The derivative hides another slip: what stands under it is the same only {hidden}." if hidden else ""
    return f"It would follow {found.words}.{beside}"


def find_slip(before: Node, line: Node, ground: Ground, up_to_constant: bool = False) -> Slip | None:
    """Return the first single change that makes a line mean the same as the one before."""
    same = ground.same_up_to_constant if up_to_constant else ground.same
    with ground.scratch():
        tried = []
        for slip in islice(_slips(before, line, ground), MAX_TRIED):
            tried.append(slip)
            hopeful = ground.might_be_same(before, slip.node, up_to_constant)
            if hopeful and same(before, slip.node).truth is Truth.YES:
                return slip
        return None if up_to_constant else _two_slips(before, line, tried, ground)


def _two_slips(before: Node, line: Node, tried: Sequence[Slip], ground: Ground) -> Slip | None:
    """Return two changes that together make up for the gap between two lines, if each adds its own share to it."""
    for first, second in pairs_that_add_up(before, line, [slip.node for slip in tried], ground):
        one, other = tried[first], tried[second]
        for both in islice(_slips(before, one.node, ground), MAX_TRIED):
            alike = both.said == other.said and both.words == other.words
            if alike and ground.same(before, both.node).truth is Truth.YES:
                return Slip(both.node, f"{one.said}, and {other.said}", one.formulas + other.formulas)
    return None


def _hidden_slip(before: Node, line: Node, ground: Ground) -> str:
    one, other = _without_derivatives(before, ground), _without_derivatives(line, ground)
    if one == before or other == line or ground.same(one, other).truth is not Truth.NO:
        return ""
    found = find_slip(one, other, ground)
    return found.words if found is not None else ""


def _without_derivatives(node: Node, ground: Ground) -> Node:
    """Return what is differentiated; the Jacobian of a map is a factor of its own, and hides nothing."""
    if isinstance(node, Derivative) and not is_jacobian(node, ground):
        return node.body
    if not any(isinstance(part, Derivative) for part in walk(node)):
        return node
    return map_children(node, lambda child: _without_derivatives(child, ground))


def _slips(before: Node, line: Node, ground: Ground) -> Iterator[Slip]:
    notation = ground.notation
    changes: tuple[Change, ...] = (
        _signs,
        _divergences,
        lambda node: _jacobians(node, ground),
        # after those at F⁻¹(x) and F(u), where a density is likelier to lack its volume than at x
        lambda node: _lost_volumes(node, ground),
        _factors_of_two,
        _terms,
        lambda node: _transposes(node, notation),
        _logarithms,
        lambda node: _swapped_densities(node, before, notation),
        _orders,
        _inverses,
        lambda node: _kept_terms(node, before),
    )
    return chain.from_iterable(_everywhere(line, change) for change in changes)


def _everywhere(node: Node, change: Change) -> Iterator[Slip]:
    """Yield the tree with one part changed, for every part."""
    yield from change(node)
    for index, child in enumerate(children(node)):
        for slip in _everywhere(child, change):
            yield slip.within(node, index)


def _negated(node: Node) -> Node:
    return node.operand if isinstance(node, Negate) else Negate(node)


def _bare(term: Node) -> str:
    return _written(term.operand if isinstance(term, Negate) else term)


def _signed(term: Node) -> str:
    return _written(term.operand, "-") if isinstance(term, Negate) else _written(term, "+")


def _measure(variable: Node) -> str:
    return _written(variable, "d")


def _written(node: Node, before: str = "") -> str:
    """Return a formula between dollar signs, to be typeset amid words; in letters where it is too long."""
    latex = to_latex(node)
    return f"${before}{latex}$" if len(latex) < _LONGEST else f"{before}{plain(node)}"


def _replaced(terms: tuple[Node, ...], index: int, *new: Node) -> Node:
    kept = (*terms[:index], *new, *terms[index + 1 :])
    return kept[0] if len(kept) == 1 else Sum(kept)


def _signs(node: Node) -> Iterator[Slip]:
    if isinstance(node, Sum):
        for index, term in enumerate(node.terms):
            yield Slip(_replaced(node.terms, index, _negated(term)), "if {} had the other sign", ((_bare, term),))
    elif isinstance(node, Negate) and not isinstance(node.operand, Number):  # the exponent -1 inverts
        yield Slip(node.operand, "if {} had the other sign", ((_written, node.operand),))
    elif isinstance(node, Product | Quotient | Divergence | Expectation | Integral):
        yield Slip(Negate(node), "if {} had the other sign", ((_written, node),))


def _divergences(node: Node) -> Iterator[Slip]:
    if isinstance(node, Divergence):
        yield Slip(Divergence(node.right, node.left), "if the two distributions of the divergence changed places")


def _swapped_densities(node: Node, before: Node, notation: Notation) -> Iterator[Slip]:
    densities = [spec.name for spec in notation.symbols.values() if spec.role is Role.DENSITY]
    if isinstance(node, Expectation) and isinstance(node.law, Applied):
        for name in densities:
            law = replace(node.law, function=name)
            yield Slip(replace(node, law=law), "if the expectation were under {}", ((_written, law),))
    if isinstance(node, Applied):
        others = [replace(node, function=name) for name in densities if node.function in densities]
        others += [part for part in walk(before) if isinstance(part, Applied)]
        for other in dict.fromkeys(one for one in others if one not in (node, before)):
            yield Slip(other, "if {} stood in place of one {}", ((_written, other), (_written, node)))


def _halved(node: Node) -> Node | None:
    """Return a product without its factor 2, or None if it has none."""
    if isinstance(node, Negate):
        inner = _halved(node.operand)
        return None if inner is None else Negate(inner)
    if not isinstance(node, Product) or _TWO.value not in [
        part.value for part in node.factors if isinstance(part, Number)
    ]:
        return None
    index = next(k for k, part in enumerate(node.factors) if isinstance(part, Number) and part.value == 2)
    kept = (*node.factors[:index], *node.factors[index + 1 :])
    return kept[0] if len(kept) == 1 else Product(kept)


def _factors_of_two(node: Node) -> Iterator[Slip]:
    parts = node.terms if isinstance(node, Sum) else (node,) if isinstance(node, Product | Expectation | Call) else ()
    for index, part in enumerate(parts):
        doubled = Negate(Product((_TWO, part.operand))) if isinstance(part, Negate) else Product((_TWO, part))
        less = _halved(part)
        halved = less if less is not None else Quotient(part, _TWO)
        words = "without the factor 2" if less is not None else "with a factor ½"
        for new, said in ((doubled, "if the factor 2 were restored in"), (halved, words)):
            whole = _replaced(parts, index, new) if isinstance(node, Sum) else new
            yield Slip(whole, f"{said} {{}}" if new is doubled else f"if {{}} stood {said}", ((_bare, part),))


def _terms(node: Node) -> Iterator[Slip]:
    if isinstance(node, Sum):
        for index, term in enumerate(node.terms):
            yield Slip(_replaced(node.terms, index), "if the term {} stood there once less", ((_signed, term),))
        for index, term in enumerate(node.terms):
            yield Slip(
                _replaced(node.terms, index, term, term), "if the term {} stood there once more", ((_signed, term),)
            )


def _kept_terms(node: Node, before: Node) -> Iterator[Slip]:
    if not isinstance(node, Sum):
        return
    for term in dict.fromkeys(_terms_within(before)):
        if term not in node.terms:
            yield Slip(Sum((*node.terms, term)), "if the term {} of the line before were kept", ((_signed, term),))


def _terms_within(node: Node) -> Iterator[Node]:
    """Yield the terms of every sum in a formula, and those of a sum under an expectation each under their own."""
    for part in walk(node):
        match part:
            case Sum(terms):
                yield from terms
            case Expectation(Sum(terms)):
                for term in terms:
                    yield (
                        Negate(replace(part, body=term.operand))
                        if isinstance(term, Negate)
                        else replace(part, body=term)
                    )


def _transposes(node: Node, notation: Notation) -> Iterator[Slip]:
    if isinstance(node, Call) and node.head == "transpose":
        yield Slip(node.arguments[0], "if {} were not transposed", ((_written, node.arguments[0]),))
    elif isinstance(node, Symbol):
        spec = notation.find(node.name)
        if spec is not None and spec.role is Role.MATRIX and not spec.symmetric:
            yield Slip(Call("transpose", (node,)), "if the transpose were put back on {}", ((_written, node),))


def _logarithms(node: Node) -> Iterator[Slip]:
    match node:
        case Call("log", (Expectation() as mean,)):
            inside = Expectation(Call("log", (mean.body,)), mean.variables, mean.law)
            yield Slip(inside, "if the logarithm stood inside the expectation")
        case Expectation(Call("log", (body,)), variables, law):
            yield Slip(Call("log", (Expectation(body, variables, law),)), "if the logarithm stood outside")
        case Quotient() | Applied():
            yield Slip(Call("log", (node,)), "if the logarithm of {} were taken", ((_written, node),))


def _jacobians(node: Node, ground: Ground) -> Iterator[Slip]:
    match node:
        case Product(factors):
            for index, factor in enumerate(factors):
                if any(isinstance(part, Derivative) for part in walk(factor)):
                    kept = (*factors[:index], *factors[index + 1 :])
                    yield Slip(
                        kept[0] if len(kept) == 1 else Product(kept),
                        "if the factor {} were left out",
                        ((_written, factor),),
                    )
        case Integral(body):
            for volume, words in _volumes(ground):
                changed = replace(node, body=Product((body, volume)))
                yield Slip(
                    changed, f"if the {words} of the substitution were added to {{}}", ((_measure, node.variable),)
                )
        case Applied() if not all(isinstance(one, Symbol) for one in node.arguments):
            yield from _lost_volumes(node, ground)


def _lost_volumes(node: Node, ground: Ground) -> Iterator[Slip]:
    if isinstance(node, Applied):
        for volume, words in _volumes(ground):
            yield Slip(Product((node, volume)), f"if {words} were added to {{}}", ((_written, node),))


def _volumes(ground: Ground) -> Iterator[tuple[Node, str]]:
    """Yield |det ∂F/∂u|, in formulas and in words, for every map of the worlds."""
    for name, meaning in ground.worlds.bindings.items():
        if isinstance(meaning, Map):
            point = Symbol(meaning.variable)
            slope = Derivative(Applied(name, (point,)), point)
            yield Call("abs", (Call("det", (slope,)),)), f"|det ∂{name}/∂{meaning.variable}|"


def _orders(node: Node) -> Iterator[Slip]:
    if isinstance(node, Product):
        for index in range(len(node.factors) - 1):
            left, right = node.factors[index : index + 2]
            swapped = (*node.factors[:index], right, left, *node.factors[index + 2 :])
            yield Slip(Product(swapped), "if {} and {} changed places", ((_written, left), (_written, right)))
    elif isinstance(node, Call) and node.head == "kronecker":
        swapped = node.arguments[::-1]
        yield Slip(Call(node.head, swapped), "if the factors of {} changed places", ((_written, node),))


def _inverses(node: Node) -> Iterator[Slip]:
    match node:
        case Call("inverse", (inner,)) | Power(inner, Negate(Number(Fraction(numerator=1, denominator=1)))):
            yield Slip(inner, "if {} were not inverted", ((_written, inner),))
        case Call("det"):
            yield Slip(Call("abs", (node,)), "if the absolute value of {} were taken", ((_written, node),))
            yield Slip(Call("inverse", (node,)), "if {} were inverted", ((_written, node),))
        case Call("abs") | Symbol():
            yield Slip(Call("inverse", (node,)), "if {} were inverted", ((_written, node),))
        case Quotient(above, below):
            yield Slip(Quotient(below, above), "if {} were turned upside down", ((_written, node),))
