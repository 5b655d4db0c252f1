r"""What undeclared names of a pair are, by how both sides use them: densities, unknown functions, the logistic σ.

``p(z|x)`` has a condition and ``KL(q \| p)`` two laws: p and q are densities of finite variables of which nothing is
known. ``D(x)`` that only ever stands applied is an unknown function. Everything else stays the number it was.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from autograder.mathematics.differentiation import SLOPES
from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.notation import NAMED_LAWS, Domain, Notation, Role, SymbolSpec
from autograder.mathematics.pairs.rows import Syntax
from autograder.mathematics.reading import Use, read_uses
from autograder.mathematics.traversal import map_children
from autograder.mathematics.tree import Applied, Call, Derivative, Node, Symbol

_LAW_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"N": ("Normal", "normal"), "U": ("Unif", "Uniform", "uniform"), "Bernoulli": ("Bern", "Ber", "bernoulli")}
)
"""Laws known by name, with what else people call them."""
_LAW_LETTERS = frozenset("pqrPQ")
_POSITIVE_LETTERS = frozenset("pqrP")
_FUNCTION_LETTERS = frozenset("f g h F G D J L V p q r phi psi sigma ell ELBO".split())
_NAMED_VALUES = frozenset("u v w y s".split())
"""Letters that are functions only of a single name: ``u(t)``, but not ``u(1 + t)``."""
_PARAMETERS = frozenset("theta phi psi omega vartheta varphi w".split())
"""Subscripts that only say which parameters a model has: ``p_\theta`` is the model ``p``."""
_LOGISTIC = "sigma"
_MOST_VARIABLES = 4
_USUAL_VARIABLE = "x"
_APPLIED = r"(?:_(?:\{[^{}]*\}|\\?\w+)|['*}]|\^\*)*\s*(?:\\[!,;]|\\left|\\bigg?l?)?\s*[(\[]"
_LETTERS = "[fghFGDJLNUVpqrPQuvwys]"
_OTHERS = (
    r"KL|kl|JS|\\\||\|\||\\sim|mathbb\s*\{?E|ELBO|ell|\\mid|E_|[HI]\s*\(|[Nn]ormal|[Uu]nif|[Bb]er|phi|psi|sigma|σ|φ|ψ"
)
_MAY_BE_FREE = {
    "latex": re.compile(rf"{_LETTERS}{_APPLIED}|{_OTHERS}"),
    "text": re.compile(rf"(?<![A-Za-z]){_LETTERS}{_APPLIED}|{_OTHERS}"),
}
_COMMAND = re.compile(r"\\(?!phi|psi|sigma|var|mid|sim|ell|left|big|mathbb)[A-Za-z]+")
_SLOPES = re.compile(r"\\nabla|\\partial|\\p?dv\b|frac\s*\{?\s*d|[∇∂]|\bd/d|\bdiff\b|grad")
_SUMS = re.compile(r"\\mathbb\s*\{?E\b[^\[(]*\\sim|\\int|\\sum|∫|∑|\bsum\b|\bint\b")


@dataclass(frozen=True, slots=True)
class FreeNames:
    """What undeclared names of a pair are.

    Parameters
    ----------
    symbols
        Their declarations, which a notation can take in.
    functions
        Those of them that were applied only: each might be a factor as well.
    parameters
        Function to the parameter below it that also stands by itself: ``f_theta`` changes with ``theta``.
    unclear
        Why nothing can be decided about the pair; empty where something can.
    """

    symbols: Mapping[str, SymbolSpec] = field(default_factory=lambda: MappingProxyType({}))
    functions: frozenset[str] = frozenset()
    parameters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unclear: str = ""

    def added_to(self, notation: Notation) -> Notation:
        """Return a notation that knows them."""
        return replace(notation, symbols=MappingProxyType({**notation.symbols, **self.symbols}))


NO_FREE_NAMES = FreeNames()


def free_names(sides: Sequence[tuple[str, Syntax]], notation: Notation) -> FreeNames:
    """Return what the names are that a notation does not declare, as far as both sides of a pair tell by their use.

    Parameters
    ----------
    sides
        Each as it is written, and in which syntax.
    """
    if not any(_may_hold_some(source, syntax) for source, syntax in sides):
        return NO_FREE_NAMES
    known = frozenset(notation.specs)
    by_name: defaultdict[str, list[Use]] = defaultdict(list)
    for source, syntax in sides:
        for use in read_uses(source, notation, text_syntax=syntax == "text"):
            if use.name not in known:
                by_name[use.name].append(use)
    sources = " ".join(source for source, _ in sides)
    return _told_by(by_name, known, summed=bool(_SUMS.search(sources)), differentiated=bool(_SLOPES.search(sources)))


def _may_hold_some(source: str, syntax: Syntax) -> bool:
    """Say whether it is worth looking how a source uses its names: most apply none of these."""
    if "\\" in source:
        return _MAY_BE_FREE["latex"].search(_COMMAND.sub(" ", source)) is not None
    return _MAY_BE_FREE[syntax].search(source) is not None


def _told_by(by_name: dict[str, list[Use]], known: frozenset[str], *, summed: bool, differentiated: bool) -> FreeNames:
    """Return what the names are.

    Where something is summed or integrated, ``p(x)`` is a density, and a function elsewhere; where something is
    differentiated, it may be by a parameter.
    """
    if _speaks_of_information(by_name):
        return FreeNames(unclear="what random variables tell of each other is not worked out")
    named = _named_laws(by_name)
    for name in [*named, *(alias for spec in named.values() for alias in spec.aliases)]:
        by_name.pop(name, None)
    laws = _laws(by_name, known, summed=summed)
    parameters = _parameters(by_name) if differentiated else {}
    functions = {
        name: spec
        for name, uses in by_name.items()
        if name not in laws and (spec := _function(name, uses, moved=name in parameters))
    }
    if any(name in parameters for spec in laws.values() for name in (spec.name, *spec.aliases)):
        return FreeNames(unclear="how a density changes with its parameters is not worked out")
    variables = {name: SymbolSpec(name, Role.VARIABLE) for spec in laws.values() for name in map(str, spec.shape)}
    symbols = MappingProxyType({**variables, **named, **laws, **functions})
    moved = MappingProxyType({name: parameters[name] for name in functions.keys() & parameters.keys()})
    return FreeNames(symbols, frozenset(functions), moved)


def _speaks_of_information(by_name: Mapping[str, Sequence[Use]]) -> bool:
    """Say whether an entropy has a condition, ``H(X|Y)``, or an information its two variables, ``I(X;Y)``."""
    between = any(len(use.arguments or ()) > 1 for use in by_name.get("I", ()))
    return between or any(use.given for name in ("H", "I") for use in by_name.get(name, ()))


def _parameters(by_name: Mapping[str, Sequence[Use]]) -> dict[str, str]:
    """Return name to the parameter below it, of those whose parameter stands by itself as well."""
    below = {name: name.partition("_")[2] for name in by_name}
    return {name: parameter for name, parameter in below.items() if parameter in _PARAMETERS and parameter in by_name}


# laws known by name


def _named_laws(by_name: Mapping[str, Sequence[Use]]) -> dict[str, SymbolSpec]:
    r"""Return those of the laws known by name that are written with what determines them: ``\mathcal N(0, 1)``."""
    found = {}
    for law, others in _LAW_WORDS.items():
        uses = [use for name in (law, *others) for use in by_name.get(name, ())]
        if uses and all(_determined(use) >= NAMED_LAWS[law] for use in uses):
            found[law] = SymbolSpec(law, Role.LAW, aliases=tuple(name for name in others if name in by_name))
    return found


def _determined(use: Use) -> int:
    return len(use.arguments or ()) + len(use.given or ())


# densities


def _laws(by_name: Mapping[str, Sequence[Use]], known: frozenset[str], *, summed: bool) -> dict[str, SymbolSpec]:
    letters = {_base(use.name) for uses in by_name.values() for use in uses if _shows_law(use, summed=summed)}
    named = [name for name in by_name if _base(name) in letters and _may_be_law(by_name[name])]
    if not named:
        return {}
    merged = _merged({name: by_name[name] for name in named})
    spaces: defaultdict[str, list[str]] = defaultdict(list)
    for name in named:
        for use in by_name[name]:
            spaces[merged[name]] += [*_names(use.arguments), *_names(use.given)]
    common = tuple(dict.fromkeys(name for space in spaces.values() for name in space)) or (_USUAL_VARIABLE,)
    if len(common) > _MOST_VARIABLES or known & set(common):
        return {}
    return {
        name: SymbolSpec(
            name,
            Role.DENSITY,
            shape=tuple(dict.fromkeys(spaces[name])) or common,
            aliases=tuple(other for other in named if merged[other] == name and other != name),
        )
        for name in dict.fromkeys(merged.values())
    }


def _shows_law(use: Use, *, summed: bool) -> bool:
    asked = use.is_law or (summed and use.arguments is not None)
    return use.given is not None or (asked and _base(use.name) in _LAW_LETTERS)


def _may_be_law(uses: Sequence[Use]) -> bool:
    """Say whether a name is nowhere applied to more than names: of ``p(x + 1)`` nothing is known."""
    arguments = [name for use in uses for side in (use.arguments, use.given) for name in side or ()]
    return None not in arguments and any(use.arguments is not None or use.is_law for use in uses)


def _merged(named: Mapping[str, Sequence[Use]]) -> dict[str, str]:
    r"""Return for each density the one it is: in ``p_\theta(x|z) p(z)``, p and ``p_\theta`` are one model.

    Where both stand at the same point, as in ``KL(p \| p_\theta)``, one is the truth and the other its model.
    """
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for name in named:
        if "_" not in name or name.partition("_")[2] in _PARAMETERS:
            by_letter[_base(name)].append(name)
    merged = {name: name for name in named}
    for letter, names in by_letter.items():
        points = [{(use.arguments, use.given) for use in named[name]} for name in names]
        if letter in names and len(names) == 2 and points[0].isdisjoint(points[1]):
            merged.update(dict.fromkeys(names, letter))
    return merged


# functions


def _function(name: str, uses: Sequence[Use], *, moved: bool) -> SymbolSpec | None:
    if _base(name) == _LOGISTIC != name:
        return None  # a singular value: \sigma_{\max}(A)
    if _base(name) not in _FUNCTION_LETTERS | _NAMED_VALUES or any(use.given is not None or use.is_law for use in uses):
        return None
    applied = [use.arguments for use in uses if use.arguments is not None]
    if len(applied) != len(uses) or len({len(arguments) for arguments in applied}) != 1:
        return None
    if _base(name) in _NAMED_VALUES and None in applied[0]:
        return None
    domain = Domain.POSITIVE if _base(name) in _POSITIVE_LETTERS else Domain.REAL
    return SymbolSpec(name, Role.FUNCTION, domain, shape=(len(applied[0]) + moved,))


def as_unknowns(node: Node, names: FreeNames) -> Node:
    """Return a statement in which ``f(x)`` is a number of its own, as a statement about f at this place takes it."""
    node = map_children(node, lambda child: as_unknowns(child, names))
    applied = isinstance(node, Applied) and node.function.rstrip("'") in names.functions
    return Symbol(plain(node)) if applied else node


def with_functions(node: Node, names: FreeNames) -> Node:
    r"""Return a tree in which the logistic σ, slopes by the one argument and hidden parameters are what they are.

    ``\frac{df(x)}{dx}`` is ``f'(x)``, and ``f_\theta(x)`` depends on θ where θ stands by itself.
    """
    if not names.functions:
        return node
    node = map_children(node, lambda child: with_functions(child, names))
    match node:
        case Applied("sigma" | "sigma'" as function, (argument,)) if _LOGISTIC in names.functions:
            return Call("sigmoid", (argument,)) if function == _LOGISTIC else SLOPES["sigmoid"](argument)
        case Applied(function, arguments) if function in names.parameters:
            return Applied(function, (*arguments, Symbol(names.parameters[function])))
        case Derivative(Applied(function, (Symbol(inner),)), Symbol(outer)) if outer in (inner, _base(inner)):
            # the gradient of L by W, at W_t
            return Applied(f"{function}'", (Symbol(inner),)) if function.rstrip("'") in names.functions else node
        case _:
            return node


def _base(name: str) -> str:
    return name.partition("_")[0]


def _names(side: tuple[str | None, ...] | None) -> list[str]:
    return [name for name in side or () if name is not None]
