"""Numeric functions as data: built by an assignment's cases, called by a student's code and by the reference alike."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from autograder.wire.limits import WireFault
from autograder.wire.values import Procedure, Symbolic

_OPERATIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "add": lambda *terms: sum(terms[1:], terms[0]),
        "multiply": lambda *factors: math.prod(factors[1:], start=factors[0]),
        "divide": lambda left, right: left / right,
        "negate": lambda value: -value,
        "power": lambda base, exponent: base**exponent,
        "exp": np.exp,
        "log": np.log,
        "abs": np.abs,
        "sinh": np.sinh,
        "arcsinh": np.arcsinh,
        "cosh": np.cosh,
        "tanh": np.tanh,
        "sqrt": np.sqrt,
        # one coordinate of a point; the points of a batch lie along the leading axis
        "coordinate": lambda point, index: point[..., index],
        "stack": lambda *coordinates: np.stack(np.broadcast_arrays(*coordinates), axis=-1),
    }
)


def procedure_callable(procedure: Procedure) -> Callable[..., Any]:
    """Return a plain Python function that evaluates a procedure with numpy.

    Raises
    ------
    WireFault
        If the body uses a head or a name that a procedure cannot have.
    """
    parameters = procedure.parameters
    _check(procedure.body, frozenset(parameters))

    def function(*arguments: Any) -> Any:
        if len(arguments) != len(parameters):
            raise TypeError(f"takes {len(parameters)} arguments ({', '.join(parameters)}), not {len(arguments)}")
        # a list works like an array; a number stays a number
        values = [np.asarray(value) if isinstance(value, list | tuple) else value for value in arguments]
        return _evaluate(procedure.body, dict(zip(parameters, values, strict=True)))

    return function


def _check(body: object, names: frozenset[str]) -> None:
    if isinstance(body, Symbolic):
        if body.head == "symbol":
            if len(body.arguments) != 1 or body.arguments[0] not in names:
                raise WireFault(f"a procedure uses the undeclared name {body.arguments}")
            return
        if body.head not in _OPERATIONS:
            raise WireFault(f'a procedure has no operation "{body.head}"')
        for argument in body.arguments:
            _check(argument, names)
    elif isinstance(body, bool) or not isinstance(body, int | float):
        raise WireFault(f"a procedure has no constant of type {type(body).__name__}")


def _evaluate(body: Any, bindings: Mapping[str, Any]) -> Any:
    if not isinstance(body, Symbolic):
        return body
    if body.head == "symbol":
        return bindings[str(body.arguments[0])]
    return _OPERATIONS[body.head](*(_evaluate(argument, bindings) for argument in body.arguments))
