"""Question 3: the cases on which its functions are called: flows with exact inverses, as data.

Increasing and decreasing maps of the line, one onto the positive numbers, and a coupling of the plane whose
determinant changes sign with its parameters; none preserves volume, so that a lost Jacobian always shows.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from autograder.domain.cases import Case, CaseKind
from autograder.wire import Procedure, Symbolic

_Expression = Symbolic | float
_Batch = npt.NDArray[np.float64]

_BATCH = 6


@dataclass(frozen=True, slots=True)
class Flow:
    """A map F from u to x with its exact inverse; each field takes a batch of points."""

    name: str
    F: Procedure
    F_inv: Procedure
    log_det_F: Procedure
    log_det_F_inv: Procedure


def _of(head: str, *arguments: _Expression | int | str) -> Symbolic:
    return Symbolic(head, arguments)


def _add(*terms: _Expression) -> Symbolic:
    return _of("add", *terms)


def _times(*factors: _Expression) -> Symbolic:
    return _of("multiply", *factors)


def _square(base: Symbolic) -> Symbolic:
    return _of("power", base, 2)


_U = _of("symbol", "u")
_X = _of("symbol", "x")


def _constant(value: float, point: Symbolic) -> Symbolic:
    # one number for each point of the batch, never a lone number: 0 * point spreads it
    return _add(value, _times(0.0, point))


def affine(scale: float, shift: float) -> Flow:
    """Return F(u) = scale u + shift on the line; `scale` is not 0."""
    log_slope = math.log(abs(scale))
    return Flow(
        f"F(u) = {scale:.3g} u + {shift:.3g}",
        Procedure(("u",), _add(_times(scale, _U), shift)),
        Procedure(("x",), _times(1 / scale, _add(_X, -shift))),
        Procedure(("u",), _constant(log_slope, _U)),
        Procedure(("x",), _constant(-log_slope, _X)),
    )


def bent(scale: float, rate: float, shift: float) -> Flow:
    """Return F(u) = scale sinh(rate u) + shift on the line; `scale` and `rate` are not 0."""
    log_slope = math.log(abs(scale * rate))
    standard = _times(1 / scale, _add(_X, -shift))
    return Flow(
        f"F(u) = {scale:.3g} sinh({rate:.3g} u) + {shift:.3g}",
        Procedure(("u",), _add(_times(scale, _of("sinh", _times(rate, _U))), shift)),
        Procedure(("x",), _times(1 / rate, _of("arcsinh", standard))),
        Procedure(("u",), _add(log_slope, _of("log", _of("cosh", _times(rate, _U))))),
        Procedure(("x",), _add(-log_slope, _times(-0.5, _of("log", _add(1.0, _square(standard)))))),
    )


def exponential(rate: float, shift: float) -> Flow:
    """Return F(u) = exp(rate u + shift), onto the positive numbers; `rate` is not 0."""
    log_rate = math.log(abs(rate))
    inside = _add(_times(rate, _U), shift)
    return Flow(
        f"F(u) = exp({rate:.3g} u + {shift:.3g})",
        Procedure(("u",), _of("exp", inside)),
        Procedure(("x",), _times(1 / rate, _add(_of("log", _X), -shift))),
        Procedure(("u",), _add(log_rate, inside)),
        Procedure(("x",), _add(-log_rate, _of("negate", _of("log", _X)))),
    )


def coupling(scales: tuple[float, float], rate: float, shift: float) -> Flow:
    """Return F(u) = (a sinh u1 + shift, c u2 exp(rate u1) + u1^2) of the plane, with scales (a, c) not 0."""
    a, c = scales
    log_scales = math.log(abs(a * c))
    u1, u2, x1, x2 = (_of("coordinate", point, index) for point in (_U, _X) for index in (0, 1))
    standard = _times(1 / a, _add(x1, -shift))
    back = _of("arcsinh", standard)
    rest = _times(1 / c, _add(x2, _of("negate", _square(back))), _of("exp", _times(-rate, back)))
    return Flow(
        f"F(u) = ({a:.3g} sinh u1 + {shift:.3g}, {c:.3g} u2 exp({rate:.3g} u1) + u1^2)",
        Procedure(
            ("u",),
            _of(
                "stack",
                _add(_times(a, _of("sinh", u1)), shift),
                _add(_times(c, u2, _of("exp", _times(rate, u1))), _square(u1)),
            ),
        ),
        Procedure(("x",), _of("stack", back, rest)),
        Procedure(("u",), _add(log_scales, _of("log", _of("cosh", u1)), _times(rate, u1))),
        Procedure(
            ("x",),
            _add(-log_scales, _times(-0.5, _of("log", _add(1.0, _square(standard)))), _times(-rate, back)),
        ),
    )


def _normal(value: Symbolic, mean: _Expression, scale: float) -> Symbolic:
    away = _times(1 / scale, _add(value, _of("negate", mean)))
    return _add(_times(-0.5, _square(away)), -math.log(scale) - 0.5 * math.log(2 * math.pi))


def normal(variable: str, mean: float = 0.0, scale: float = 1.0) -> Procedure:
    """Return the log density of a normal law on the line."""
    return Procedure((variable,), _normal(_of("symbol", variable), mean, scale))


def log_normal(variable: str, mean: float, scale: float) -> Procedure:
    """Return the log density of exp(N), N normal: a law on the positive numbers."""
    logarithm = _of("log", _of("symbol", variable))
    return Procedure((variable,), _add(_normal(logarithm, mean, scale), _of("negate", logarithm)))


def two_humps(variable: str, means: tuple[float, float]) -> Procedure:
    """Return the log density of a mixture of two normal laws on the line, of weights 0.35 and 0.65."""
    point = _of("symbol", variable)
    a, b = (
        _add(math.log(weight), _normal(point, mean, scale))
        for weight, mean, scale in zip((0.35, 0.65), means, (0.8, 1.1), strict=True)
    )
    # log(e^a + e^b) by its larger term, so that it stays finite where both densities underflow
    apart = _of("abs", _add(a, _of("negate", b)))
    larger = _times(0.5, _add(a, b, apart))
    return Procedure((variable,), _add(larger, _of("log", _add(1.0, _of("exp", _of("negate", apart))))))


def normal_of_the_plane(variable: str, lean: float = 0.0) -> Procedure:
    """Return the log density of (v1, v2): v1 standard normal, v2 given v1 normal about lean v1."""
    v1, v2 = (_of("coordinate", _of("symbol", variable), index) for index in (0, 1))
    return Procedure((variable,), _add(_normal(v1, 0.0, 1.0), _normal(v2, _times(lean, v1), 1.0)))


def _drawn_bent(rng: np.random.Generator, sign: float) -> Flow:
    scale, rate = rng.uniform(0.5, 1.5, size=2)
    return bent(sign * float(scale), float(rate), float(rng.uniform(-1.0, 1.0)))


_Line = tuple[str, CaseKind, Flow]


def _line_flows(rng: np.random.Generator) -> list[_Line]:
    return [
        ("an increasing affine map", CaseKind.NORMAL, affine(1.8, 0.4)),
        ("a decreasing affine map", CaseKind.NORMAL, affine(-0.6, 1.0)),
        ("an increasing curved map", CaseKind.NORMAL, bent(0.7, 1.3, -0.2)),
        ("a decreasing curved map", CaseKind.NORMAL, bent(-1.2, 0.8, 0.5)),
        ("a random increasing map", CaseKind.RANDOM, _drawn_bent(rng, 1.0)),
        ("a random decreasing map", CaseKind.RANDOM, _drawn_bent(rng, -1.0)),
    ]


def _plane_flows(rng: np.random.Generator) -> list[_Line]:
    a, c = rng.uniform(0.5, 1.5, size=2)
    return [
        ("a map of the plane", CaseKind.NORMAL, coupling((0.9, 1.4), 0.5, 0.3)),
        ("a map of the plane that turns it over", CaseKind.NORMAL, coupling((1.2, -0.7), -0.3, 0.0)),
        ("a random map of the plane", CaseKind.RANDOM, coupling((-float(a), float(c)), 0.4, -0.1)),
    ]


_Arguments = Callable[[Flow, _Batch], dict[str, object]]


def _density_cases(rng: np.random.Generator, positive: Case, arguments: tuple[_Arguments, _Arguments]) -> list[Case]:
    on_line, on_plane = arguments
    single = Case("one point alone", CaseKind.EDGE, on_line(affine(-2.0, 0.5), np.array([0.3])))
    return [
        *(Case(name, kind, on_line(flow, rng.normal(size=_BATCH))) for name, kind, flow in _line_flows(rng)),
        single,
        positive,
        *(Case(name, kind, on_plane(flow, rng.normal(size=(_BATCH, 2)))) for name, kind, flow in _plane_flows(rng)),
    ]


def cases_log_density_x(rng: np.random.Generator) -> list[Case]:
    """Return points x with a flow of the line or plane and the law of U (3.1)."""

    def arguments(log_p_u: Procedure) -> _Arguments:
        return lambda flow, x: {
            "x": x,
            "F_inv": flow.F_inv,
            "log_det_F_inv": flow.log_det_F_inv,
            "log_p_u": log_p_u,
        }

    on_line = arguments(normal("u"))
    positive = Case(
        "a map onto the positive numbers",
        CaseKind.EDGE,
        on_line(exponential(-0.8, 0.2), np.exp(rng.normal(size=_BATCH))),
    )
    return _density_cases(rng, positive, (on_line, arguments(normal_of_the_plane("u"))))


def cases_log_density_u(rng: np.random.Generator) -> list[Case]:
    """Return points u with a flow of the line or plane and the law of X (3.1)."""

    def arguments(log_p_x: Procedure) -> _Arguments:
        return lambda flow, u: {"u": u, "F": flow.F, "log_det_F": flow.log_det_F, "log_p_x": log_p_x}

    positive = Case(
        "a map onto the positive numbers",
        CaseKind.EDGE,
        arguments(log_normal("x", 0.3, 0.7))(exponential(-0.8, 0.2), rng.normal(size=_BATCH)),
    )
    on_line, on_plane = arguments(two_humps("x", (-1.5, 1.0))), arguments(normal_of_the_plane("x", 0.6))
    return _density_cases(rng, positive, (on_line, on_plane))


# The losses are asked up to a constant free of theta: the cases of a group have the same samples and densities, and
# only the flow's parameters vary.


def cases_reverse_kl_loss(rng: np.random.Generator) -> list[Case]:
    """Return samples u of U with several flows each, and the density of X (3.2, scenario 1)."""

    def case(found: _Line, group: str, u: _Batch, laws: tuple[Procedure, Procedure]) -> Case:
        name, kind, flow = found
        log_p_u, log_p_x = laws
        arguments = {"u": u, "log_p_u": log_p_u, "F": flow.F, "log_det_F": flow.log_det_F, "log_p_x": log_p_x}
        return Case(name, kind, arguments, group=group)

    line, plane = rng.normal(size=4 * _BATCH), rng.normal(size=(4 * _BATCH, 2))
    on_line = (normal("u"), two_humps("x", (-1.5, 1.0)))
    on_plane = (normal_of_the_plane("u"), normal_of_the_plane("x", 0.6))
    return [
        *(case(found, "samples on the line", line, on_line) for found in _line_flows(rng)),
        *(case(found, "samples in the plane", plane, on_plane) for found in _plane_flows(rng)),
    ]


def cases_forward_kl_loss(rng: np.random.Generator) -> list[Case]:
    """Return samples x of X with several flows each, and the density of U (3.2, scenario 2)."""

    def case(found: _Line, group: str, x: _Batch, log_p_u: Procedure) -> Case:
        name, kind, flow = found
        arguments = {"x": x, "F_inv": flow.F_inv, "log_det_F_inv": flow.log_det_F_inv, "log_p_u": log_p_u}
        return Case(name, kind, arguments, group=group)

    line = np.where(rng.random(4 * _BATCH) < 0.35, -1.5, 1.0) + rng.normal(size=4 * _BATCH)
    plane = rng.normal(size=(4 * _BATCH, 2)) @ np.array([[1.0, 0.6], [0.0, 1.0]])
    return [
        *(case(found, "samples on the line", line, normal("u")) for found in _line_flows(rng)),
        *(case(found, "samples in the plane", plane, normal_of_the_plane("u")) for found in _plane_flows(rng)),
    ]
