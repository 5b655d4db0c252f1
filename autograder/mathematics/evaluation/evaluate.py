"""Evaluating a tree in all worlds at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from autograder.mathematics.evaluation.applied import applied_value, symbol_value
from autograder.mathematics.evaluation.arithmetic import (
    add,
    fitted,
    matrix_power,
    multiply,
    negate,
    power,
    reciprocal,
)
from autograder.mathematics.evaluation.blocks import Rows, assembled
from autograder.mathematics.evaluation.calculus import big_operator, derivative, integral
from autograder.mathematics.evaluation.calls import call
from autograder.mathematics.evaluation.cases import piecewise
from autograder.mathematics.evaluation.endless import limit
from autograder.mathematics.evaluation.linear import exponential, inverse, vec
from autograder.mathematics.evaluation.memory import Memory, of_names_alone
from autograder.mathematics.evaluation.named_laws import density_value, divergence, expectation
from autograder.mathematics.evaluation.optima import optimum
from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.evaluation.values import (
    EPSILON,
    CannotEvaluate,
    Evaluation,
    NotEvaluated,
    ShapeFault,
    ShapeMismatch,
    Value,
    exactly,
    shape_in_words,
)
from autograder.mathematics.tree import (
    Applied,
    BigOperator,
    Call,
    Constant,
    Derivative,
    Divergence,
    Expectation,
    Integral,
    Limit,
    MatrixLiteral,
    Negate,
    Node,
    Number,
    Optimum,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    TupleLiteral,
)
from autograder.mathematics.worlds import Worlds

_CONSTANTS: Mapping[str, complex | float] = MappingProxyType({"pi": np.pi, "e": np.e, "i": 1j, "infinity": np.inf})
MAX_STEPS, WORLDS_A_STEP = 25_000, 2_000
"""Parts that one evaluation may compute, and how many worlds cost as much as a part: half a second in all."""
VEC_NOTE = "a matrix stands where a vector is needed: its columns are stacked (vec)"


@dataclass(slots=True)
class _Ledger:
    """What one evaluation has noticed and spent, its inner ones included."""

    notes: list[str]
    spent: float = 0.0

    def spend(self, worlds: int) -> None:
        self.spent += 1 + worlds / WORLDS_A_STEP
        if self.spent > MAX_STEPS:
            raise CannotEvaluate("the sums and integrals inside each other are too many to compute")


class Evaluator:
    """One evaluation under way: its worlds, and what was noticed on the way.

    Parameters
    ----------
    worlds
        Where names have values.
    ledger
        Collects what a student should know about how an expression was understood, and what it cost.
    analytic
        True inside a complex-step derivative.
    memory
        What was worked out before in these worlds.
    """

    def __init__(self, worlds: Worlds, ledger: _Ledger, analytic: bool = False, memory: Memory | None = None) -> None:
        self.worlds = worlds
        self.analytic = analytic
        self.memory = memory
        self._ledger = ledger

    def value(self, node: Node) -> Value:
        """Return the value of a part; unwinds with `ShapeMismatch` or `CannotEvaluate` where there is none."""
        known = None if self.memory is None else self.memory.recall(node)
        if known is not None:
            return known
        compute = _EVALUATORS.get(type(node))
        if compute is None:
            raise CannotEvaluate(f"{plain(node)} is a statement or a collection, not one value")
        self._ledger.spend(self.worlds.count)
        try:
            value = compute(self, node) if self.memory is None else self._lasting(node, compute)
        except ShapeMismatch as mismatch:
            if mismatch.args:
                raise
            raise ShapeMismatch(f"the shapes in {plain(node)} do not fit") from None
        if self.memory is not None:
            self.memory.keep(node, value)
        return value

    def _lasting(self, node: Node, compute: Callable[["Evaluator", Any], Value]) -> Value:
        """Compute a part, once for all derivations if it is of names alone: it costs as much whoever came first."""
        assert self.memory is not None
        if isinstance(node, Number) or not of_names_alone(node):
            return compute(self, node)
        lasting = self.memory.lasting
        value = lasting.values.get(node)
        if value is None:
            apart = Evaluator(self.worlds, _Ledger(self._ledger.notes), self.analytic, self.memory)
            value = compute(apart, node)
            lasting.keep(node, value)
        return value

    def inside(self, worlds: Worlds, analytic: bool = False, memory: Memory | None = None) -> "Evaluator":
        """Return an evaluation in other worlds whose notes go to the same place."""
        return Evaluator(worlds, self._ledger, analytic, memory)

    def note(self, text: str) -> None:
        """Keep a note, once."""
        if text not in self._ledger.notes:
            self._ledger.notes.append(text)

    @property
    def dimensions(self) -> int:
        """Array dimensions of every value here."""
        return 3 + len(self.worlds.axes)


def _number(scope: Evaluator, node: Number) -> Value:
    return _fraction(node.value.numerator, node.value.denominator, scope.dimensions)


@lru_cache(maxsize=1024)
def _fraction(above: int, below: int, dimensions: int) -> Value:
    try:
        written = above / below
    except OverflowError:
        raise CannotEvaluate(f"{above.bit_length()} bits are too many for a number here") from None
    value = exactly(written, dimensions)
    rounded = written.as_integer_ratio() != (above, below)
    found = Value(value.array, EPSILON * np.abs(value.array)) if rounded else value
    for shared in (found.array, found.error):
        shared.flags.writeable = False
    return found


def _constant(scope: Evaluator, node: Constant) -> Value:
    value = exactly(_CONSTANTS[node.name], scope.dimensions)
    return value if node.name == "i" else Value(value.array, EPSILON * np.abs(value.array))


def _misfit(one: tuple[Node, Value], other: tuple[Node, Value]) -> ShapeMismatch:
    left, right = (f"{plain(node)} {shape_in_words(value)}" for node, value in (one, other))
    return ShapeMismatch(f"{left}, {right}")


def _sum(scope: Evaluator, node: Sum) -> Value:
    total = scope.value(node.terms[0])
    for k, term in enumerate(node.terms[1:], start=1):
        value = scope.value(term)
        try:
            total = _added(scope, total, value)
        except ShapeMismatch:
            before = node.terms[0] if k == 1 else Sum(node.terms[:k])
            shown = term.operand if isinstance(term, Negate) else term
            raise _misfit((before, total), (shown, value)) from None
    return total


def _is_matrix(value: Value) -> bool:
    """Say whether a value is neither a number nor a vector: only then can its vec be meant."""
    return value.rows > 1 and value.columns > 1


def _added(scope: Evaluator, left: Value, right: Value) -> Value:
    if left.array.shape[-2:] == right.array.shape[-2:]:
        return add(left, right)
    left, right = fitted(left, right), fitted(right, left)
    for one, other in ((left, right), (right, left)):
        if one.columns == 1 and _is_matrix(other) and one.rows == other.rows * other.columns:
            scope.note(VEC_NOTE)
            return add(vec(left) if left is other else left, vec(right) if right is other else right)
    return add(left, right)


def _multiplied(scope: Evaluator, left: Value, right: Value) -> Value:
    if left.columns != right.rows and _is_matrix(right) and left.columns == right.rows * right.columns:
        scope.note(VEC_NOTE)
        return multiply(left, vec(right))
    return multiply(left, right)


def _product(scope: Evaluator, node: Product) -> Value:
    values = [scope.value(factor) for factor in node.factors]
    try:
        return _folded(scope, node.factors, values)
    except ShapeMismatch as mismatch:
        # W f₁ᵀ f₁: from the left nothing fits, from the right f₁ᵀ f₁ is a number
        total = values[-1]
        for value in reversed(values[:-1]):
            if value.columns != total.rows and not value.is_scalar and not total.is_scalar:
                raise mismatch from None
            total = multiply(value, total)
        return total


def _folded(scope: Evaluator, factors: tuple[Node, ...], values: list[Value]) -> Value:
    total = values[0]
    for k, value in enumerate(values[1:], start=1):
        try:
            total = _multiplied(scope, total, value)
        except ShapeMismatch:
            before = factors[0] if k == 1 else Product(factors[:k])
            raise _misfit((before, total), (factors[k], value)) from None
    return total


def _quotient(scope: Evaluator, node: Quotient) -> Value:
    above, below = scope.value(node.above), scope.value(node.below)
    if not below.is_scalar or below.unsized:
        raise ShapeMismatch(f"{plain(node.below)} {shape_in_words(below)} and cannot divide")
    return multiply(above, reciprocal(below))


def _power(scope: Evaluator, node: Power) -> Value:
    exponent = scope.value(node.exponent)
    if not exponent.is_scalar:
        if node.base == Constant("e"):
            return exponential(exponent)
        raise ShapeMismatch(f"the exponent {plain(node.exponent)} {shape_in_words(exponent)}")
    base = scope.value(node.base)
    if base.is_scalar and not base.unsized:
        return power(base, exponent)
    whole = exponent.array.reshape(-1)[0]
    if np.iscomplexobj(exponent.array) or (exponent.array != whole).any() or whole != round(whole):
        raise CannotEvaluate(f"{plain(node)}: a matrix is raised to whole powers only")
    if base.unsized:
        return Value(base.array ** int(whole), base.error, unsized=True)
    return matrix_power(base if whole >= 0 else inverse(base), abs(int(whole)))


def _grid(scope: Evaluator, rows: Rows) -> Value:
    return assembled(rows, [[scope.value(entry) for entry in row] for row in rows])


def _matrix(scope: Evaluator, node: MatrixLiteral) -> Value:
    return _grid(scope, node.rows)


def _tuple(scope: Evaluator, node: TupleLiteral) -> Value:
    if not node.items:
        raise CannotEvaluate("an empty tuple has no value")
    return _grid(scope, tuple((item,) for item in node.items))


def _applied(scope: Evaluator, node: Applied) -> Value:
    named = density_value(scope, node)
    return applied_value(scope, node) if named is None else named


_EVALUATORS: Mapping[type, Callable[[Evaluator, Any], Value]] = MappingProxyType(
    {
        Number: _number,
        Constant: _constant,
        Symbol: symbol_value,
        Sum: _sum,
        Negate: lambda scope, node: negate(scope.value(node.operand)),
        Product: _product,
        Quotient: _quotient,
        Power: _power,
        Call: call,
        Piecewise: piecewise,
        Applied: _applied,
        Expectation: expectation,
        Divergence: divergence,
        Integral: integral,
        BigOperator: big_operator,
        Limit: limit,
        Derivative: derivative,
        Optimum: optimum,
        MatrixLiteral: _matrix,
        TupleLiteral: _tuple,
    }
)
"""How each kind of node is computed; statements, sets and intervals are compared, not computed."""


def evaluate(node: Node, worlds: Worlds, notes: list[str] | None = None, memory: Memory | None = None) -> Evaluation:
    """Return what an expression is worth in all worlds, or why it has no value; never raises for what is written.

    Parameters
    ----------
    node
        The expression, in canonical names.
    worlds
        Where its names have values.
    notes
        Receives what a student should know about how the expression was understood.
    memory
        Of earlier evaluations in the same worlds; what is new is added.

    Returns
    -------
    Value
        Array ``(worlds or 1, *axes, rows, columns)`` with its rounding bound; entries may be NaN or infinite.
    ShapeFault
        If shapes do not fit, said in the student's own symbols.
    NotEvaluated
        If a name has no value, or the engine does not compute what is written.
    """
    kept = Memory(largest=0) if memory is None else memory  # of names alone: one written twice is worth the same
    scope = Evaluator(worlds, _Ledger([] if notes is None else notes), memory=kept)
    try:
        with np.errstate(all="ignore"):
            return scope.value(node)
    except ShapeMismatch as mismatch:
        return ShapeFault(str(mismatch))
    except CannotEvaluate as refusal:
        return NotEvaluated(str(refusal))
    except RecursionError:
        return NotEvaluated("the expression is nested too deeply")
