"""Question 4: the cases on which its functions are called."""

from fractions import Fraction

import numpy as np

from autograder.domain.cases import Case, CaseKind

_HALF = Fraction(1, 2)


def cases_step(rng: np.random.Generator) -> list[Case]:
    """Return states (d, g), axes and origin among them, and learning rates below and above 1 (4.1)."""

    def case(name: str, kind: CaseKind, state: tuple[float, float], alpha: float) -> Case:
        weight = _HALF if kind is CaseKind.EDGE else Fraction(1)
        return Case(name, kind, {"state": np.array(state, dtype=np.float64), "alpha": alpha}, weight)

    def drawn() -> tuple[float, float]:
        d, g = rng.uniform(0.5, 3.0, size=2) * rng.choice((-1.0, 1.0), size=2)
        return float(d), float(g)

    return [
        case("from (1, 2), learning rate 0.1", CaseKind.NORMAL, (1.0, 2.0), 0.1),
        case("from (-1.5, 0.5), learning rate 1", CaseKind.NORMAL, (-1.5, 0.5), 1.0),
        case("on the d axis", CaseKind.NORMAL, (1.0, 0.0), 0.5),
        case("on the g axis", CaseKind.NORMAL, (0.0, 1.0), 0.5),
        case("at the origin", CaseKind.EDGE, (0.0, 0.0), 0.3),
        case("a tiny learning rate", CaseKind.EDGE, (2.0, -3.0), 1e-4),
        case("a learning rate above 1", CaseKind.EDGE, (0.7, -1.1), 2.5),
        case("a random state, random learning rate below 1", CaseKind.RANDOM, drawn(), float(rng.uniform(0.05, 0.95))),
        case("a random state, random learning rate above 1", CaseKind.RANDOM, drawn(), float(rng.uniform(1.05, 3.0))),
    ]


def _alpha_cases(rng: np.random.Generator) -> list[Case]:
    def case(name: str, kind: CaseKind, alpha: float) -> Case:
        return Case(name, kind, {"alpha": alpha}, _HALF if kind is CaseKind.EDGE else Fraction(1))

    return [
        case("learning rate 0.1", CaseKind.NORMAL, 0.1),
        case("learning rate 0.5", CaseKind.NORMAL, 0.5),
        case("learning rate 1", CaseKind.NORMAL, 1.0),
        case("a small learning rate", CaseKind.EDGE, 0.01),
        case("a learning rate far above 1", CaseKind.EDGE, 40.0),
        case("a random learning rate below 1", CaseKind.RANDOM, float(rng.uniform(0.15, 0.95))),
        case("a random learning rate above 1", CaseKind.RANDOM, float(rng.uniform(1.05, 4.0))),
    ]


def cases_eigenvalues(rng: np.random.Generator) -> list[Case]:
    """Return learning rates below, at and above 1 (4.3)."""
    return _alpha_cases(rng)


def cases_modulus(rng: np.random.Generator) -> list[Case]:
    """Return learning rates below, at and above 1 (4.3)."""
    return _alpha_cases(rng)


def cases_growth(rng: np.random.Generator) -> list[Case]:
    """Return learning rates below, at and above 1 (4.3)."""
    return _alpha_cases(rng)
