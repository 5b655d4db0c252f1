"""Question 2: the cases on which its function is called."""

from fractions import Fraction

import numpy as np

from autograder.domain.cases import Case, CaseKind


def cases_total(rng: np.random.Generator) -> list[Case]:
    """Return two vectors."""
    vectors = {"one, two, three": np.array([1.0, 2.0, 3.0]), "a random one": rng.normal(size=5)}
    return [Case(name, CaseKind.NORMAL, {"values": values}, Fraction(1)) for name, values in vectors.items()]
