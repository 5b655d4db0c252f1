r"""Eigenvalues by name: ``\lambda_{\min}(X)``, ``\sigma_{\max}(X)``, ``\rho(A)``, ``\min_i \lambda_i(X)``."""

from collections.abc import Mapping
from types import MappingProxyType

from autograder.mathematics.reading.arguments import read_arguments
from autograder.mathematics.reading.names import Name
from autograder.mathematics.reading.shapes import is_matrix
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.tree import Call, Node, Optimum, Symbol

_EXTREMES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        **{("lambda", end): f"eigenvalue_{end}" for end in ("min", "max")},
        **{("sigma", end): f"singular_value_{end}" for end in ("min", "max")},
    }
)
_ENDS: Mapping[str, str] = MappingProxyType({"min": "min", "inf": "min", "max": "max", "sup": "max"})


def read_of_spectrum(stream: Stream, name: Name) -> Node | None:
    """Read what belongs to the spectrum of the matrix behind an undeclared λ, σ or ρ; None if it is anything else."""
    head = _EXTREMES.get((name.base, name.subscript))
    if head is not None and stream.kind in ("open", "name", "{"):
        argument = read_arguments(stream)[0] if stream.kind == "open" else (stream.factor(),)
        return Call(head, argument)
    return _of_matrix(stream, name) if stream.kind == "open" else None


def _of_matrix(stream: Stream, name: Name) -> Node | None:
    start, known = stream.index, dict(stream.unknown)
    arguments, given = read_arguments(stream)
    if len(arguments) == 1 and not given and is_matrix(stream, arguments[0]):
        if name.base == "rho" and not name.subscript:
            return Call("spectral_radius", arguments)
        if not name.subscript or name.subscript in stream.bound:
            return Call("eigenvalues", arguments)
        stream.fault(
            "One eigenvalue is named by a number, which may count from the smallest or from the largest.",
            name.at,
            r"Write \lambda_{\min} or \lambda_{\max}.",
        )
        return Call("eigenvalues", arguments)
    stream.index, stream.unknown = start, known
    return None


def extreme_of_spectrum(optimum: Optimum) -> Node:
    r"""Return ``\min_i \lambda_i(X)`` and ``\min \operatorname{spec}(X)`` as the smallest eigenvalue."""
    body, end = optimum.body, _ENDS.get(optimum.operation)
    indexed = all(isinstance(variable, Symbol) for variable in optimum.over)
    if end is None or not indexed or not isinstance(body, Call) or body.head != "eigenvalues":
        return optimum
    return Call(f"eigenvalue_{end}", body.arguments)
