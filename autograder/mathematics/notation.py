"""What the symbols of a question are: declared by its author, used by the reader and by the worlds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What kind of thing a name stands for; decides how ``W(X)`` and ``p(x)`` are read."""

    SCALAR = "scalar"
    VECTOR = "vector"
    MATRIX = "matrix"
    DENSITY = "density"
    """Applied to a point, with an optional condition: ``p_theta(x | z)``; bare inside a divergence.

    Where nobody makes worlds for it, its `SymbolSpec.shape` names the variables of its joint distribution.
    """
    MAP = "map"
    """An invertible function of points: ``F(u)``; its inverse is written ``F^{-1}``."""
    FUNCTION = "function"
    """A smooth function of numbers of which nothing is known: ``f(x)``, ``f'(x)``."""
    FUNCTIONAL = "functional"
    """A number depending on anything: ``L(theta, q; x)``, ``J(W, W_p)``."""
    VARIABLE = "variable"
    """A point of a sample space: ``x``, ``z``, ``u``."""
    LAW = "law"
    """A distribution by name: ``P_X``, ``P_{F(U)}``."""
    PARAMETERS = "parameters"
    """A bundle of parameters that only has a size: ``phi``, ``pi``, ``theta``."""


NAMED_LAWS: Mapping[str, int] = MappingProxyType({"N": 2, "U": 2, "Bernoulli": 1})
"""Laws that everybody knows by name, of role `Role.LAW`: how many numbers, vectors or matrices determine each."""


class Domain(StrEnum):
    """Where a scalar lives, or the entries of a vector or matrix."""

    REAL = "real"
    POSITIVE = "positive"
    NONNEGATIVE = "nonnegative"
    UNIT = "unit"
    """Strictly between 0 and 1."""
    COMPLEX = "complex"
    INTEGER = "integer"
    POSITIVE_INTEGER = "positive integer"


@dataclass(frozen=True, slots=True)
class SymbolSpec:
    """One declared name.

    Parameters
    ----------
    name
        Canonical name, as in `tree.Symbol`.
    shape
        Sizes, or names of sizes, of a vector or matrix.
    of_time
        True if the name may be followed by a time that changes nothing: ``W(t)``.
    aliases
        Other canonical names with the same meaning.
    meaning
        For people: "predictor weights, n2 x n2".
    random
        True for a random variable, given by samples of its own in every world drawn freely.
    """

    name: str
    role: Role = Role.SCALAR
    domain: Domain = Domain.REAL
    shape: tuple[int | str, ...] = ()
    symmetric: bool = False
    of_time: bool = False
    aliases: tuple[str, ...] = ()
    meaning: str = ""
    random: bool = False


@dataclass(frozen=True, slots=True)
class Notation:
    """The names a question declares.

    Parameters
    ----------
    symbols
        Canonical name to its declaration.
    undeclared_are_real
        True where an unknown name is simply a real number (bulk comparison); otherwise it is a fault.
    prime_is_transpose
        True where ``A'`` is a transpose unless a symbol ``A'`` is declared.
    holds_matrices
        True where ``I`` is the identity although no name is declared as a matrix or vector.
    """

    symbols: Mapping[str, SymbolSpec] = field(default_factory=lambda: MappingProxyType({}))
    undeclared_are_real: bool = False
    prime_is_transpose: bool = True
    holds_matrices: bool = False
    specs: Mapping[str, SymbolSpec] = field(init=False, repr=False, compare=False)
    """Canonical name, or alias, to the declaration."""

    def __post_init__(self) -> None:
        """Index the aliases, once for everything that is read in this notation."""
        found = dict(self.symbols)
        for spec in self.symbols.values():
            for alias in spec.aliases:
                found.setdefault(alias, spec)
        object.__setattr__(self, "specs", MappingProxyType(found))

    def find(self, name: str) -> SymbolSpec | None:
        """Return the declaration of a canonical name or alias, or None."""
        return self.specs.get(name)
