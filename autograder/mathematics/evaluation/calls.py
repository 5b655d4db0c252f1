"""Known functions of their arguments: the heads of `tree.HEADS` that have a value."""

from collections.abc import Callable, Mapping
from math import comb, prod
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from autograder.mathematics.evaluation import linear
from autograder.mathematics.evaluation.applied import size_of
from autograder.mathematics.evaluation.arithmetic import multiply, power, reciprocal
from autograder.mathematics.evaluation.context import Context
from autograder.mathematics.evaluation.densities import covariance
from autograder.mathematics.evaluation.elementwise import FUNCTIONS, STEPS, apply
from autograder.mathematics.evaluation.entries import entry, kronecker_delta
from autograder.mathematics.evaluation.named_laws import entropy
from autograder.mathematics.evaluation.norms import norm, norm_squared
from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.evaluation.values import EPSILON, CannotEvaluate, ShapeMismatch, Value, exactly
from autograder.mathematics.traversal import walk
from autograder.mathematics.tree import Call, Derivative, Node
from autograder.mathematics.worlds import Array

MAX_SIZE = 64
MAX_BINOMIAL = 300

Evaluator: TypeAlias = Callable[[Context, Call], Value]


def _scalar(context: Context, node: Node) -> Value:
    value = context.value(node)
    if not value.is_scalar:
        raise ShapeMismatch
    return value


def _elementwise(context: Context, node: Call) -> Value:
    value = context.value(node.arguments[0])
    if value.is_scalar and not value.unsized:
        return apply(node.head, value)
    if node.head == "exp":
        return linear.exponential(value)
    raise CannotEvaluate(f"{node.head} of a matrix is not computed here")


def _absolute(context: Context, node: Call) -> Value:
    size = size_of(context, node.arguments[0])
    if size is not None:
        return size
    value = context.value(node.arguments[0])
    if value.columns == 1 and value.rows > 1:
        return norm(context, Call("norm", node.arguments))
    if not value.is_scalar:
        value = linear.determinant(value)
        context.note(f"|{plain(node.arguments[0])}| of a matrix is read as its determinant")
        if not any(isinstance(part, Derivative) for part in walk(node)):
            return value  # |A| may be negative; |∂F/∂u| is a volume
    if context.analytic:
        return Value(value.array * np.sign(value.array.real), value.error)
    return Value(np.abs(value.array), value.error)


def _scores(context: Context, node: Call) -> Value:
    """Return the numbers of a softmax as one column: those of a vector, or the arguments one by one."""
    values = [context.value(argument) for argument in node.arguments]
    if len(values) == 1 and values[0].columns == 1 and not values[0].is_scalar:
        return values[0]
    if not all(value.is_scalar for value in values):
        raise ShapeMismatch
    array = np.concatenate(np.broadcast_arrays(*(value.array for value in values)), axis=-2)
    errors = [np.broadcast_to(value.error, value.array.shape) for value in values]
    return Value(array, np.concatenate(np.broadcast_arrays(*errors), axis=-2))


def _log_sum_exp(context: Context, node: Call) -> Value:
    scores = _scores(context, node)
    largest = scores.array.real.max(axis=-2, keepdims=True)
    total = np.exp(scores.array - largest).sum(axis=-2, keepdims=True)
    array = largest + np.log(total)
    return Value(array, scores.error.max(axis=-2, keepdims=True) + 8 * EPSILON * (np.abs(array) + scores.rows))


def _softmax(context: Context, node: Call) -> Value:
    scores = _scores(context, node)
    weights = np.exp(scores.array - scores.array.real.max(axis=-2, keepdims=True))
    array = weights / weights.sum(axis=-2, keepdims=True)
    spread = scores.error.max(axis=-2, keepdims=True) + 8 * scores.rows * EPSILON
    return Value(array, 2 * np.abs(array) * spread)


def _root(context: Context, node: Call) -> Value:
    radicand, degree = (_scalar(context, argument) for argument in node.arguments)
    odd = not np.iscomplexobj(degree.array) and bool((degree.array % 2 == 1).all())
    if odd and not np.iscomplexobj(radicand.array) and (radicand.array < 0).any():
        sign = np.sign(radicand.array)
        size = power(Value(np.abs(radicand.array), radicand.error), reciprocal(degree))
        return Value(sign * size.array, size.error)
    return power(radicand, reciprocal(degree))


def _part(pick: Callable[[Array], Array]) -> Evaluator:
    def evaluate(context: Context, node: Call) -> Value:
        if context.analytic:
            raise CannotEvaluate(f"the derivative of {plain(node)} is not computed here")
        value = context.value(node.arguments[0])
        return Value(pick(value.array), value.error)

    return evaluate


def _angle(context: Context, node: Call) -> Value:
    value = _scalar(context, node.arguments[0])
    with np.errstate(all="ignore"):
        error = value.error / np.abs(value.array)
        return Value(np.angle(value.array), np.where(value.array == 0, np.nan, error + 4 * EPSILON))


def _arctan2(context: Context, node: Call) -> Value:
    above, right = (_scalar(context, argument) for argument in node.arguments)
    if np.iscomplexobj(above.array) or np.iscomplexobj(right.array):
        raise CannotEvaluate("the angle of complex coordinates is not computed here")
    with np.errstate(all="ignore"):
        error = (above.error + right.error) / np.hypot(above.array, right.array) + 4 * EPSILON
        return Value(np.arctan2(above.array, right.array), error)


def _extreme(pick: Callable[[Array, Array], Array]) -> Evaluator:
    def evaluate(context: Context, node: Call) -> Value:
        values = [_scalar(context, argument) for argument in node.arguments]
        if any(np.iscomplexobj(value.array) for value in values):
            raise CannotEvaluate("complex numbers have no order")
        array, error = values[0].array, values[0].error
        for value in values[1:]:
            array, error = pick(array, value.array), np.maximum(error, value.error)
        return Value(array, error)

    return evaluate


def _whole_numbers(value: Value, what: str) -> Array:
    if np.iscomplexobj(value.array) or (value.array != np.round(value.array)).any():
        raise CannotEvaluate(f"{what} is computed for whole numbers only")
    return value.array


def _binomial(context: Context, node: Call) -> Value:
    above, below = (_whole_numbers(_scalar(context, part), "a binomial") for part in node.arguments)
    if max(np.abs(above).max(), np.abs(below).max()) > MAX_BINOMIAL or above.min() < 0:
        raise CannotEvaluate(f"{plain(node)} is too large to compute")
    choose = np.vectorize(lambda n, k: float(comb(int(n), int(k))) if k >= 0 else 0.0, otypes=[np.float64])
    array = choose(above, below)
    return Value(array, EPSILON * array)


def _double_factorial(context: Context, node: Call) -> Value:
    number = _whole_numbers(_scalar(context, node.arguments[0]), "a double factorial")
    if number.max() > MAX_BINOMIAL or number.min() < -1:
        raise CannotEvaluate(f"{plain(node)} is not computed here")
    multiplied = np.vectorize(lambda n: float(prod(range(int(n), 1, -2))), otypes=[np.float64])
    array = multiplied(number)
    return Value(array, EPSILON * array)


def _modulo(context: Context, node: Call) -> Value:
    left, right = (_whole_numbers(_scalar(context, part), node.head) for part in node.arguments)
    with np.errstate(all="ignore"):
        if node.head == "gcd":
            array = np.gcd(left.astype(np.int64), right.astype(np.int64)).astype(np.float64)
        else:
            array = np.mod(left, right)
    return Value(array, np.zeros(array.shape))


def _size(context: Context, node: Node) -> int:
    value = _scalar(context, node)
    sizes = np.unique(value.array)
    if sizes.size != 1 or np.iscomplexobj(sizes) or not 1 <= sizes[0] <= MAX_SIZE or sizes[0] != int(sizes[0]):
        raise CannotEvaluate(f"{plain(node)} is no size of a matrix")
    return int(sizes[0])


def _ones(context: Context) -> Value:
    return exactly(1.0, 3 + len(context.worlds.axes))


def _identity(context: Context, node: Call) -> Value:
    one = _ones(context)
    if not node.arguments:
        return Value(one.array, one.error, unsized=True)
    eye = one.array * np.eye(_size(context, node.arguments[0]))
    return Value(eye, np.zeros(eye.shape))


def _constant_matrix(number: float) -> Evaluator:
    def evaluate(context: Context, node: Call) -> Value:
        sizes = [_size(context, argument) for argument in node.arguments] or [1]
        array = _ones(context).array * np.full((sizes[0], sizes[1] if len(sizes) > 1 else 1), number)
        return Value(array, np.zeros(array.shape))

    return evaluate


def _kronecker(context: Context, node: Call) -> Value:
    values = [_kronecker_factor(context, context.value(argument)) for argument in node.arguments]
    product = values[0]
    for value in values[1:]:
        product = linear.kronecker(product, value)
    return product


def _kronecker_factor(context: Context, value: Value) -> Value:
    size = context.worlds.identity_size
    if not value.unsized or size is None:
        return value
    context.note(f"I in a Kronecker product is read as the {size}×{size} identity")
    return Value(value.array * np.eye(size), value.error * np.eye(size))


def _inner(context: Context, node: Call) -> Value:
    left, right = (context.value(argument) for argument in node.arguments)
    if left.array.shape[-2:] != right.array.shape[-2:]:
        raise ShapeMismatch
    if left.is_scalar:
        return multiply(left, right)
    return multiply(linear.transpose(linear.vec(left)), linear.vec(right))


def _cross(context: Context, node: Call) -> Value:
    """Return the vector product of two vectors of three entries."""
    left, right = (context.value(argument) for argument in node.arguments)
    if (left.rows, left.columns) != (3, 1) or (right.rows, right.columns) != (3, 1):
        raise ShapeMismatch
    array = np.cross(left.array, right.array, axis=-2)
    sizes = np.abs(left.array).sum(axis=-2, keepdims=True), np.abs(right.array).sum(axis=-2, keepdims=True)
    error = sizes[0] * right.error.max() + sizes[1] * left.error.max() + 4 * EPSILON * sizes[0] * sizes[1]
    return Value(array, np.broadcast_to(error, array.shape))


def _hadamard(context: Context, node: Call) -> Value:
    left, right = (context.value(argument) for argument in node.arguments)
    if left.array.shape[-2:] != right.array.shape[-2:]:
        raise ShapeMismatch
    array = left.array * right.array
    error = np.abs(left.array) * right.error + np.abs(right.array) * left.error + EPSILON * np.abs(array)
    return Value(array, error)


def _dimension(context: Context, node: Call) -> Value:
    size = size_of(context, node.arguments[0])
    if size is not None:
        return size
    value = context.value(node.arguments[0])
    if value.columns != 1:
        raise CannotEvaluate(f"the dimension of {plain(node.arguments[0])} is not one number")
    return exactly(float(value.rows), 3 + len(context.worlds.axes))


def _of_matrix(function: Callable[[Value], Value]) -> Evaluator:
    return lambda context, node: function(context.value(node.arguments[0]))


def _of_singular_values(pick: Callable[[Array], Array]) -> Evaluator:
    def evaluate(context: Context, node: Call) -> Value:
        if context.analytic:  # a modulus hides in them
            raise CannotEvaluate(f"the derivative of {plain(node)} is not computed here")
        return linear.singular_value(context.value(node.arguments[0]), pick)

    return evaluate


def _trace(value: Value) -> Value:
    if value.unsized:
        raise CannotEvaluate("the trace of an identity matrix of unknown size")
    return linear.trace(value)


def _inverse(value: Value) -> Value:
    return reciprocal(value) if value.is_scalar else linear.inverse(value)


CALLS: Mapping[str, Evaluator] = MappingProxyType(
    {
        **dict.fromkeys([*FUNCTIONS, *STEPS], _elementwise),
        "abs": _absolute,
        "root": _root,
        "binomial": _binomial,
        "double_factorial": _double_factorial,
        "min": _extreme(np.minimum),
        "max": _extreme(np.maximum),
        "mod": _modulo,
        "gcd": _modulo,
        "arctan2": _arctan2,
        "re": _part(np.real),
        "im": _part(np.imag),
        "conjugate": _part(np.conj),
        "arg": _angle,
        "transpose": _of_matrix(linear.transpose),
        "inverse": _of_matrix(_inverse),
        "trace": _of_matrix(_trace),
        "det": _of_matrix(linear.determinant),
        "adjugate": _of_matrix(linear.adjugate),
        "norm": norm,
        "norm_squared": norm_squared,
        "vec": _of_matrix(linear.vec),
        "diag": _of_matrix(linear.diagonal),
        "expm": _of_matrix(linear.exponential),
        "dim": _dimension,
        "cardinality": _dimension,
        "identity": _identity,
        "zeros": _constant_matrix(0.0),
        "ones": _constant_matrix(1.0),
        "kronecker": _kronecker,
        "dot": _inner,
        "frobenius_inner": _inner,
        "hadamard": _hadamard,
        "cross": _cross,
        "entry": entry,
        "kronecker_delta": kronecker_delta,
        "eigenvalue_min": _of_matrix(lambda value: linear.eigenvalue(value, lambda found: found[..., 0])),
        "eigenvalue_max": _of_matrix(lambda value: linear.eigenvalue(value, lambda found: found[..., -1])),
        "singular_value_min": _of_singular_values(lambda found: found[..., -1]),
        "singular_value_max": _of_singular_values(lambda found: found[..., 0]),
        "spectral_radius": _of_matrix(linear.spectral_radius),
        "softmax": _softmax,
        "log_sum_exp": _log_sum_exp,
        "entropy": entropy,
        **dict.fromkeys(
            ("variance", "covariance"), lambda context, node: covariance(context, node.arguments[0], node.arguments[-1])
        ),
        "stop_gradient": lambda context, node: context.value(node.arguments[0]),
    }
)
"""How each head is computed; a head that is not here has no value, and its expression is undecided."""


_VARIADIC = frozenset({"min", "max", "kronecker", "entry"})
_BINARY = frozenset(
    {"root", "binomial", "mod", "gcd", "arctan2", "kronecker", "dot", "frobenius_inner", "hadamard", "cross"}
    | {"entry", "kronecker_delta"}
)
_SIZED = frozenset({"identity", "zeros", "ones"})


def call(context: Context, node: Call) -> Value:
    """Return the value of a known function.

    Raises
    ------
    CannotEvaluate
        If the head has no value here, or is given the wrong number of arguments.
    ShapeMismatch
        If an argument has the wrong shape.
    """
    if node.head not in CALLS:
        raise CannotEvaluate(f"{node.head} is not computed here")
    needed = 2 if node.head in _BINARY else 0 if node.head in _SIZED else 1
    if len(node.arguments) < needed or (needed == 2 and node.head not in _VARIADIC and len(node.arguments) != 2):
        raise CannotEvaluate(f"{node.head} does not take {len(node.arguments)} arguments")
    return CALLS[node.head](context, node)
