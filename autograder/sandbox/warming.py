"""First-use caches of numpy and sympy, filled once before any child is forked.

Neither knows anything of an assignment: these are the calls that answers of any course make first.
"""

import numpy as np
import sympy

from autograder.sandbox.expressions import to_expression


def warm_up() -> None:
    """Make the calls whose first time is slow."""
    _numbers()
    _symbols()


def _numbers() -> None:
    generator = np.random.default_rng(0)
    square = generator.normal(size=(4, 4)) + 4 * np.eye(4)
    np.linalg.inv(square) @ np.linalg.solve(square, np.ones(4))
    np.linalg.eig(square)
    np.linalg.svd(square)
    np.linalg.slogdet(square)
    np.einsum("ij,jk->ik", square, square)
    np.exp(-np.logaddexp(square, 0.0)).sum(axis=1).tolist()
    str(square)


def _symbols() -> None:
    x, t = sympy.symbols("x t")
    alpha = sympy.Symbol("alpha", positive=True)
    matrix = sympy.Matrix([[1, alpha], [-alpha, 1]])
    to_expression(sympy.simplify(matrix.det()))
    matrix.eigenvals()
    matrix.inv()
    sympy.sympify("x**2 + exp(-x)/sqrt(t)").subs(t, 2).evalf()
    sympy.lambdify((x, t), sympy.log(x) + sympy.sin(t), "numpy")(1.0, 2.0)
    sympy.expand((x + t) ** 3)
    sympy.factor(x**2 - 1)
    sympy.solve(x**2 - t, x)
    sympy.diff(sympy.exp(-(x**2)) * sympy.log(x), x)
    sympy.integrate(x * sympy.exp(x), x)
    sympy.simplify(sympy.sin(x) ** 2 + sympy.cos(x) ** 2)
    str(matrix)
