"""Question 1: the cases on which its functions are called."""

from fractions import Fraction

import numpy as np

from autograder.domain.cases import Case, CaseKind


def _case(name: str, **arguments: object) -> Case:
    return Case(name, CaseKind.NORMAL, arguments, Fraction(1))


def cases_double(rng: np.random.Generator) -> list[Case]:
    """Return a number that one might guess, and one that nobody can."""
    return [_case("three", x=3.0), _case("a random number", x=float(rng.uniform(1.0, 9.0)))]


def cases_flip(rng: np.random.Generator) -> list[Case]:
    """Return two vectors."""
    return [
        _case("one, two, three", values=np.array([1.0, 2.0, 3.0])),
        _case("a random one", values=rng.normal(size=5)),
    ]


def cases_vault(rng: np.random.Generator) -> list[Case]:
    """Return two numbers."""
    return [_case("one", x=1.0), _case("a random number", x=float(rng.uniform(1.0, 9.0)))]
