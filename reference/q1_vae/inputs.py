"""Question 1: the cases on which its functions are called."""

from fractions import Fraction

import numpy as np

from autograder.domain.cases import Case, CaseKind

_HALF = Fraction(1, 2)


def cases_theta_free_constant(rng: np.random.Generator) -> list[Case]:
    """Return laws q(z|x) with full and partial support, one of them certain, one uniform (1.1)."""

    def case(name: str, kind: CaseKind, q: list[float] | np.ndarray, weight: Fraction = Fraction(1)) -> Case:
        return Case(name, kind, {"q": np.array(q, dtype=np.float64)}, weight)

    return [
        case("a law over 3 values", CaseKind.NORMAL, [0.5, 0.3, 0.2]),
        case("a law over 5 values", CaseKind.NORMAL, [0.4, 0.05, 0.25, 0.1, 0.2]),
        case("the uniform law over 4 values", CaseKind.NORMAL, [0.25] * 4),
        case("a law with two zeros", CaseKind.EDGE, [0.0, 0.7, 0.0, 0.3], _HALF),
        case("a law that is certain", CaseKind.EDGE, [0.0, 1.0, 0.0], _HALF),
        case("a very small probability", CaseKind.EDGE, [1.0 - 1e-12, 1e-12], _HALF),
        case("a random law over 2 values", CaseKind.RANDOM, rng.dirichlet(np.ones(2))),
        case("a random law over 7 values", CaseKind.RANDOM, rng.dirichlet(np.ones(7))),
        case("a random law over 40 values", CaseKind.RANDOM, rng.dirichlet(np.full(40, 2.0))),
    ]


def cases_bias(rng: np.random.Generator) -> list[Case]:
    """Return pairs of laws (q, posterior), q absolutely continuous with respect to the posterior (1.3a)."""

    def case(name: str, kind: CaseKind, laws: tuple[object, object], weight: Fraction = Fraction(1)) -> Case:
        q, posterior = (np.array(law, dtype=np.float64) for law in laws)
        return Case(name, kind, {"q": q, "posterior": posterior}, weight)

    def two_laws(size: int) -> tuple[object, object]:
        # entries are kept off zero: the divergence of the other order must stay finite to be told apart
        return rng.dirichlet(np.full(size, 3.0)), 0.9 * rng.dirichlet(np.ones(size)) + 0.1 / size

    same = rng.dirichlet(np.ones(4))
    return [
        case("laws over 2 values", CaseKind.NORMAL, ([0.7, 0.3], [0.4, 0.6])),
        case("laws over 4 values", CaseKind.NORMAL, ([0.1, 0.2, 0.3, 0.4], [0.35, 0.35, 0.2, 0.1])),
        case("q equals the posterior", CaseKind.EDGE, (same, same), _HALF),
        case("q has a zero", CaseKind.EDGE, ([0.0, 0.6, 0.4], [0.2, 0.3, 0.5]), _HALF),
        case("both have the same zero", CaseKind.EDGE, ([0.0, 0.6, 0.4], [0.0, 0.25, 0.75]), _HALF),
        case("random laws over 3 values", CaseKind.RANDOM, two_laws(3)),
        case("random laws over 6 values", CaseKind.RANDOM, two_laws(6)),
        case("random laws over 30 values", CaseKind.RANDOM, two_laws(30)),
    ]


def cases_stored_parameters(rng: np.random.Generator) -> list[Case]:
    """Return sizes (n, |phi|, dim(pi)), some where the encoder is the larger store (1.3c)."""

    def case(name: str, kind: CaseKind, sizes: tuple[int, int, int]) -> Case:
        return Case(name, kind, dict(zip(("n", "phi_size", "pi_dim"), sizes, strict=True)))

    def drawn() -> tuple[int, int, int]:
        return int(rng.integers(2, 10**6)), int(rng.integers(2, 10**7)), int(rng.integers(2, 500))

    return [
        case("a large training set", CaseKind.NORMAL, (60_000, 250_000, 40)),
        case("a small training set, where the encoder is larger", CaseKind.NORMAL, (50, 250_000, 40)),
        case("one training point", CaseKind.EDGE, (1, 12, 2)),
        case("one number for each point", CaseKind.EDGE, (7, 3, 1)),
        case("random sizes, first draw", CaseKind.RANDOM, drawn()),
        case("random sizes, second draw", CaseKind.RANDOM, drawn()),
    ]
