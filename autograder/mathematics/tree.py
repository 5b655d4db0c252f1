"""The one typed tree that everything written is read into: LaTeX, plain text and sympy objects alike.

Nodes say what was *written*, not what it means: products keep their order, a quotient stays a quotient, and `W(t)` is
`Symbol` or `Applied` as the question's notation says. Meaning is given by worlds (`worlds.py`, `evaluation.py`).
Everything is frozen and compares by structure.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number; `written` keeps the student's decimals for questions about significant figures."""

    value: Fraction
    written: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """``pi``, ``e``, ``i`` or ``infinity``."""

    name: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name in canonical form: ``alpha``, ``W_p``, ``F_12``, ``X'``, ``tilde_W_p``, ``q_phi*``."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Two or more terms in the order written; subtraction is a `Negate` term."""

    terms: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Negate:
    """Minus its operand."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Product:
    """Two or more factors in the order written, which matters for matrices."""

    factors: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """A fraction or a division."""

    above: "Node"
    below: "Node"


@dataclass(frozen=True, slots=True)
class Power:
    """A power that is neither transpose nor inverse of a declared matrix or map."""

    base: "Node"
    exponent: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A known function of its arguments; `head` is one of `HEADS`."""

    head: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """A declared density, map or functional with its arguments: ``p_theta(x | z)``, ``F(u)``, ``L(theta, q; x)``.

    `arguments` stand before the bar, `given` after it. An inverse map is ``Applied("F^-1", ...)``. With no argument
    at all (``KL(q || p)``) it is the whole density.
    """

    function: str
    arguments: tuple["Node", ...] = ()
    given: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """The mean of `body`: over a law (``E_{q(z|x)}``), a variable with a law (``E_{x ~ P_X}``), variables, or all."""

    body: "Node"
    variables: tuple["Node", ...] = ()
    law: "Node | None" = None
    given: tuple["Node", ...] = ()
    """What stands behind the bar of ``E[X | Y]``."""


@dataclass(frozen=True, slots=True)
class Divergence:
    """The Kullback-Leibler divergence of two densities or laws, in nats."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Integral:
    """An integral; bounds are None where none are written."""

    body: "Node"
    variable: "Node"
    lower: "Node | None" = None
    upper: "Node | None" = None


@dataclass(frozen=True, slots=True)
class BigOperator:
    """A sum or a product over an index: `operation` is ``sum`` or ``product``."""

    operation: str
    body: "Node"
    index: "Node"
    lower: "Node | None" = None
    upper: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Derivative:
    """A first derivative, gradient or Jacobian of `body`."""

    body: "Node"
    variable: "Node"


@dataclass(frozen=True, slots=True)
class MatrixLiteral:
    """Rows of entries, all of one length."""

    rows: tuple[tuple["Node", ...], ...]


@dataclass(frozen=True, slots=True)
class TupleLiteral:
    """Items in order."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class SetLiteral:
    """Items in no order; a bare list ``1, 2`` is one of these with `braced` False."""

    items: tuple["Node", ...]
    braced: bool = True


@dataclass(frozen=True, slots=True)
class Interval:
    """All reals from `lower` to `upper`."""

    lower: "Node"
    upper: "Node"
    closed_lower: bool
    closed_upper: bool


@dataclass(frozen=True, slots=True)
class PlusMinus:
    """Both ``left + right`` and ``left - right`` (the other way round for ∓); `left` is None for ``± right``."""

    left: "Node | None"
    right: "Node"
    minus_first: bool = False


class RelationKind(StrEnum):
    """Relations between expressions and between lines."""

    EQUAL = "="
    NOT_EQUAL = "≠"
    LESS = "<"
    AT_MOST = "≤"
    GREATER = ">"
    AT_LEAST = "≥"
    PROPORTIONAL = "∝"
    APPROXIMATE = "≈"
    MEMBER = "∈"
    NOT_MEMBER = "∉"
    SUBSET = "⊆"
    SUPERSET = "⊇"
    TENDS_TO = "→"
    EQUIVALENT = "⇔"
    IMPLIES = "⇒"
    EQUAL_UP_TO_CONSTANT = "= + const"
    DISTRIBUTED = "∼"
    BECOMES = "←"
    """An update: ``d ← d + αg``, or the map ``(d, g) ↦ ...``."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation between two sides; ``a = b = c`` is a `Logic("and")` of two of these."""

    relation: RelationKind
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Logic:
    """``and``, ``or`` or ``not`` of relations; a system of equations is an ``and``."""

    operation: str
    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Quantified:
    """A statement for all, or for some, values of names: `operation` is ``forall`` or ``exists``.

    `over` holds the names, each alone or in the relation that bounds it: ``x``, ``x ∈ {1, 2}``, ``α > 0``.
    """

    operation: str
    over: tuple["Node", ...]
    body: "Node"


@dataclass(frozen=True, slots=True)
class Piecewise:
    """Values by cases: the first condition that holds decides; None holds wherever no other does."""

    values: tuple["Node", ...]
    conditions: tuple["Node | None", ...]


@dataclass(frozen=True, slots=True)
class Optimum:
    """``argmax``, ``argmin``, ``max``, ``min``, ``sup`` or ``inf`` of `body` over variables.

    `over` holds the variables, each alone or as a member of the interval it ranges over.
    """

    operation: str
    over: tuple["Node", ...]
    body: "Node"


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit of `body` as `variable` tends to `target`, from one `side` (``+`` or ``-``) or both."""

    body: "Node"
    variable: "Node"
    target: "Node"
    side: str = ""


Node: TypeAlias = (
    Number
    | Constant
    | Symbol
    | Sum
    | Negate
    | Product
    | Quotient
    | Power
    | Call
    | Applied
    | Expectation
    | Divergence
    | Integral
    | BigOperator
    | Derivative
    | MatrixLiteral
    | TupleLiteral
    | SetLiteral
    | Interval
    | PlusMinus
    | Relation
    | Logic
    | Quantified
    | Piecewise
    | Optimum
    | Limit
)

HEADS = frozenset(
    "log log2 log10 exp sqrt root abs sign floor ceiling factorial double_factorial binomial gamma min max mod gcd"
    " sin cos tan cot sec csc arcsin arccos arctan arctan2 sinh cosh tanh coth sech csch arcsinh arccosh arctanh"
    " re im conjugate arg"
    " sigmoid softplus erf softmax log_sum_exp"
    " transpose inverse trace det adjugate rank norm norm_squared vec unvec diag expm logm dim identity zeros ones"
    " kronecker dot cross hadamard frobenius_inner entry kronecker_delta"
    " eigenvalue_min eigenvalue_max eigenvalues singular_value_min singular_value_max spectral_radius"
    " entropy variance covariance cardinality union intersection complement"
    " stop_gradient".split()
)
"""Every head a `Call` may have. `identity(n)` has its size, or no argument where none is written."""
