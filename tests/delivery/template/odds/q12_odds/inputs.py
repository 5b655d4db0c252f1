"""Question 12: the cases."""

import numpy as np

from autograder.domain.cases import Case, CaseKind


def cases_scaled(rng):
    """Return rows of any size, once and twice."""
    sizes = ((2, 3, 1), (4, 1, 1), (3, 3, 2))
    return [
        Case(
            f"{n} rows of {m}, times {many}",
            CaseKind.RANDOM,
            {"rows": rng.normal(size=(n, m)), "factors": rng.normal(size=n), "pixel": (1, 2), "many": many},
        )
        for n, m, many in sizes
    ]


def cases_spectrum(rng):
    """Return matrices of any size."""
    return [Case(f"size {n}", CaseKind.RANDOM, {"matrix": np.diag(rng.normal(size=n))}) for n in (2, 3)]
