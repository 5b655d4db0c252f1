"""Question 5: the cases on which its functions are called.

n1 and n2 differ, W_p is not symmetric, and X and X' are symmetric positive definite and do not commute, so that a
misplaced product or a lost transpose shows. F_1 = F_2 and F_12 = F_21 come from such X and X', as the assignment
gives them; one case of weight 0 breaks that symmetry, to see who relies on it.
"""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from autograder.domain.cases import Case, CaseKind

_Matrix = npt.NDArray[np.float64]

_HALF = Fraction(1, 2)
_DIAGNOSIS = Fraction(0)


def _positive_definite(rng: np.random.Generator, size: int) -> _Matrix:
    factor = rng.normal(size=(size, size))
    return factor @ factor.T / size + 0.3 * np.eye(size)


def _world(rng: np.random.Generator, n1: int, n2: int) -> dict[str, _Matrix]:
    X, Xp = _positive_definite(rng, n1), _positive_definite(rng, n1)
    W, Wp = rng.normal(size=(n2, n1)), rng.normal(size=(n2, n2))
    F12 = W @ X @ W.T
    F1 = W @ (X + Xp) @ W.T
    return {"W": W, "Wp": Wp, "X": X, "Xp": Xp, "F1": F1, "F12": F12, "F2": F1.copy()}


_Named = tuple[str, CaseKind, dict[str, _Matrix]]


def _worlds(rng: np.random.Generator) -> list[_Named]:
    # a stream of its own: the two normal cases are the same in every class
    fixed = np.random.default_rng(1)
    n1, n2 = (int(size) for size in rng.choice([2, 3, 4, 5], size=2, replace=False))
    return [
        ("n1 = 3, n2 = 2", CaseKind.NORMAL, _world(fixed, 3, 2)),
        ("n1 = 2, n2 = 4", CaseKind.NORMAL, _world(fixed, 2, 4)),
        ("n1 = n2 = 1", CaseKind.EDGE, _world(rng, 1, 1)),
        ("n2 = 1", CaseKind.EDGE, _world(rng, 3, 1)),
        ("random matrices, n1 = 4, n2 = 3", CaseKind.RANDOM, _world(rng, 4, 3)),
        (f"random matrices of random sizes, n1 = {n1}, n2 = {n2}", CaseKind.RANDOM, _world(rng, n1, n2)),
    ]


def _special_predictors(rng: np.random.Generator) -> list[_Named]:
    identity, zero = _world(rng, 3, 2), _world(rng, 2, 3)
    return [
        ("W_p is the identity", CaseKind.EDGE, identity | {"Wp": np.eye(2)}),
        ("W_p is zero", CaseKind.EDGE, zero | {"Wp": np.zeros((3, 3))}),
    ]


def _case(name: str, kind: CaseKind, arguments: Mapping[str, object]) -> Case:
    return Case(name, kind, arguments, _HALF if kind is CaseKind.EDGE else Fraction(1))


def _cases(worlds: list[_Named], *names: str) -> list[Case]:
    return [_case(name, kind, {key: world[key] for key in names}) for name, kind, world in worlds]


def _predictor_cases(rng: np.random.Generator, *names: str) -> list[Case]:
    return _cases(_worlds(rng) + _special_predictors(rng), *names)


def _without_symmetry(rng: np.random.Generator, *names: str) -> Case:
    f1, f2 = rng.normal(size=(2, 9, 3))
    moments = {"Wp": rng.normal(size=(3, 3)), "F1": f1.T @ f1 / 9, "F12": f1.T @ f2 / 9, "F2": f2.T @ f2 / 9}
    arguments = {key: moments[key] for key in names}
    return Case("F_12 not symmetric (shown, not scored)", CaseKind.RANDOM, arguments, _DIAGNOSIS)


def cases_objective(rng: np.random.Generator) -> list[Case]:
    """Return predictors and moments (5.1)."""
    names = ("Wp", "F1", "F12", "F2")
    return [*_predictor_cases(rng, *names), _without_symmetry(rng, *names)]


def cases_grad_Wp(rng: np.random.Generator) -> list[Case]:
    """Return predictors and moments (5.2)."""
    names = ("Wp", "F1", "F12")
    return [*_predictor_cases(rng, *names), _without_symmetry(rng, *names)]


def cases_dot_W(rng: np.random.Generator) -> list[Case]:
    """Return encoders, predictors and moments of the views (5.3)."""
    return _predictor_cases(rng, "W", "Wp", "X", "Xp")


def cases_H(rng: np.random.Generator) -> list[Case]:
    """Return predictors and moments of the views (5.3)."""
    return _predictor_cases(rng, "Wp", "X", "Xp")


def cases_bound(rng: np.random.Generator) -> list[Case]:
    """Return times, rates and norms at the start, time 0 among them (5.3)."""

    def case(name: str, kind: CaseKind, values: tuple[float, float, float]) -> Case:
        return _case(name, kind, dict(zip(("t", "lambda_0", "norm_W0"), map(float, values), strict=True)))

    return [
        case("t = 0.5, rate 1.2, norm 3", CaseKind.NORMAL, (0.5, 1.2, 3.0)),
        case("t = 2, rate 0.25, norm 0.7", CaseKind.NORMAL, (2.0, 0.25, 0.7)),
        case("at the start", CaseKind.EDGE, (0.0, 0.8, 2.5)),
        case("a very slow rate", CaseKind.EDGE, (1.5, 1e-3, 2.0)),
        case("random values, first draw", CaseKind.RANDOM, tuple(rng.uniform(0.2, 3.0, size=3))),
        case("random values, second draw", CaseKind.RANDOM, tuple(rng.uniform(0.2, 3.0, size=3))),
    ]


def cases_dot_W_identity(rng: np.random.Generator) -> list[Case]:
    """Return encoders and moments of the views (5.4)."""
    return _cases(_worlds(rng), "W", "X", "Xp")


def cases_H_identity(rng: np.random.Generator) -> list[Case]:
    """Return moments of the views and the number of rows of W (5.4)."""
    return [
        _case(name, kind, {"X": world["X"], "Xp": world["Xp"], "n2": len(world["W"])})
        for name, kind, world in _worlds(rng)
    ]


def cases_lambda_min(rng: np.random.Generator) -> list[Case]:
    """Return covariances X' (5.4)."""
    rotation, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    near_singular = rotation @ np.diag([1e-3, 0.6, 2.0]) @ rotation.T
    return [
        _case("a 2 × 2 matrix", CaseKind.NORMAL, {"Xp": np.array([[2.0, 0.6], [0.6, 0.9]])}),
        _case("a diagonal matrix", CaseKind.NORMAL, {"Xp": np.diag([1.5, 0.4, 0.8])}),
        _case("a single entry", CaseKind.EDGE, {"Xp": np.array([[0.7]])}),
        _case("almost singular", CaseKind.EDGE, {"Xp": (near_singular + near_singular.T) / 2}),
        _case("a random 3 × 3 matrix", CaseKind.RANDOM, {"Xp": _positive_definite(rng, 3)}),
        _case("a random 5 × 5 matrix", CaseKind.RANDOM, {"Xp": _positive_definite(rng, 5)}),
    ]


def cases_W_at(rng: np.random.Generator) -> list[Case]:
    """Return times, starts and covariances X', time 0 among them (5.4)."""

    def case(name: str, kind: CaseKind, t: float, sizes: tuple[int, int]) -> Case:
        world = _world(rng, *sizes)
        return _case(name, kind, {"t": t, "W0": world["W"], "Xp": world["Xp"]})

    return [
        case("t = 0.3, n1 = 3, n2 = 2", CaseKind.NORMAL, 0.3, (3, 2)),
        case("t = 1, n1 = 2, n2 = 4", CaseKind.NORMAL, 1.0, (2, 4)),
        case("at the start", CaseKind.EDGE, 0.0, (3, 2)),
        case("n1 = n2 = 1", CaseKind.EDGE, 0.4, (1, 1)),
        case("late, almost collapsed", CaseKind.EDGE, 4.0, (3, 2)),
        case("random matrices and time", CaseKind.RANDOM, float(rng.uniform(0.1, 0.8)), (4, 3)),
        case("random matrices and time, n1 < n2", CaseKind.RANDOM, float(rng.uniform(0.1, 0.8)), (2, 3)),
    ]
