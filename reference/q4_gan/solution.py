"""Question 4, simultaneous gradient ascent and descent on V(d, g) = d g.

The learning rate alpha is positive; a state is float64[2] in the order (d, g) unless a name says otherwise.
"""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]
Spectrum = npt.NDArray[np.complex128]
Step = Callable[[Vector, float], Vector]

_Outcome = TypeVar("_Outcome")

LEARNING_RATES = (0.01, 0.1, 0.5, 1.0, 2.0)


def value_gradient(state: Vector) -> Vector:
    """Return (dV/dd, dV/dg) = (g, d) of V(d, g) = d g, float64[2]."""
    d, g = state
    return np.array([g, d], dtype=np.float64)


def step(state: Vector, alpha: float) -> Vector:
    """Return the state after one simultaneous update (4.1).

    d ascends and g descends, both from the old state: d' = d + alpha dV/dd, g' = g - alpha dV/dg.

    Parameters
    ----------
    state
        (d, g), float64[2].
    alpha
        Learning rate, positive.

    Returns
    -------
    ndarray
        (d', g'), float64[2].
    """
    return np.asarray(state, dtype=np.float64) + alpha * np.array([1.0, -1.0]) * value_gradient(state)


def _matrix_of(one_step: Step, alpha: float) -> Matrix:
    # a linear map is known by its images of the basis
    return np.column_stack([one_step(basis, alpha) for basis in np.eye(2)])


def map_matrix(alpha: float) -> Matrix:
    """Return A with [d', g'] = A [d, g], [[1, alpha], [-alpha, 1]], float64[2, 2] (4.1)."""
    return _matrix_of(step, alpha)


def map_matrix_gd(alpha: float) -> Matrix:
    """Return the same map for states in the order (g, d), [[1, -alpha], [alpha, 1]], float64[2, 2]."""
    return map_matrix(alpha)[::-1, ::-1].copy()


def map_matrix_alternating(alpha: float) -> Matrix:
    """Return the map of the alternating update, [[1, alpha], [-alpha, 1 - alpha^2]], float64[2, 2]."""
    return _matrix_of(step_alternating, alpha)


def stationary_points(alpha: float = 0.5) -> list[tuple[float, float]]:
    """Return the points that the update leaves where they are, as (d, g) (4.2).

    They solve (A - I) s = 0; det(A - I) = alpha^2 > 0, so the origin is the only one.
    """
    system = map_matrix(alpha) - np.eye(2)
    d, g = np.linalg.solve(system, np.zeros(2))
    return [(float(d), float(g))]


def _spectrum_of(matrix: Matrix) -> Spectrum:
    # roots of lambda^2 - tr(A) lambda + det(A)
    trace, determinant = np.trace(matrix), matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0]
    root = np.sqrt(complex(trace * trace - 4 * determinant))
    return np.array([(trace + root) / 2, (trace - root) / 2], dtype=np.complex128)


def eigenvalues(alpha: float) -> Spectrum:
    """Return the eigenvalues of A from its characteristic polynomial, 1 + i alpha and 1 - i alpha (4.3).

    Parameters
    ----------
    alpha
        Learning rate, positive.

    Returns
    -------
    ndarray
        complex128[2], in any order.
    """
    return _spectrum_of(map_matrix(alpha))


def modulus(alpha: float) -> float:
    """Return the common modulus of the eigenvalues, sqrt(1 + alpha^2) > 1 (4.3)."""
    return float(np.max(np.abs(eigenvalues(alpha))))


def growth(alpha: float) -> float:
    """Return the factor by which d^2 + g^2 grows in one step, 1 + alpha^2 (4.3).

    A^T A = (1 + alpha^2) I, so the factor is the same from every state but the origin.
    """
    matrix = map_matrix(alpha)
    return float(np.trace(matrix.T @ matrix)) / 2


def iterates(start: Vector, alpha: float, steps: int, one_step: Step = step) -> Matrix:
    """Return the start and the states after 1, ..., `steps` updates, float64[steps + 1, 2]."""
    states = [np.asarray(start, dtype=np.float64)]
    for _ in range(steps):
        states.append(one_step(states[-1], alpha))
    return np.array(states)


def _turning_steps(alpha: float) -> int:
    # one turn takes 2 pi / arctan(alpha) steps; four turns show a trend, and every sign twice
    return int(np.ceil(8 * np.pi / np.arctan(alpha)))


def _seen(alpha: float, one_step: Step) -> str:
    radii = np.linalg.norm(iterates(np.array([1.0, 0.5]), alpha, _turning_steps(alpha), one_step), axis=1)
    quarter = len(radii) // 4
    early, late = radii[: quarter + 1].max(), radii[-quarter - 1 :].max()
    # three turns multiply a true spiral's radius by at least exp(3 alpha); sampling moves a closed orbit's maximum less
    if late > early * (1 + alpha):
        return "spirals outward"
    return "converges" if late < early / (1 + alpha) else "bounded orbit"


def behaviour(one_step: Step = step) -> str:
    """Return what the iterates do, seen by running the map at several learning rates (4.3).

    Returns
    -------
    str
        ``converges``, ``bounded orbit``, ``spirals outward``, or ``depends on alpha`` if the rates disagree.
    """
    seen = {_seen(alpha, one_step) for alpha in LEARNING_RATES}
    return seen.pop() if len(seen) == 1 else "depends on alpha"


def sign_changes(alpha: float, turns: int = 4) -> int:
    """Return how often d changes sign in a number of turns: twice a turn, forever (4.3)."""
    steps = int(np.ceil(turns * 2 * np.pi / np.arctan(alpha)))
    d = iterates(np.array([1.0, 0.5]), alpha, steps)[:, 0]
    return int(np.count_nonzero(np.diff(np.sign(d))))


# The known slips: each with the signature of the function it varies.


def step_alternating(state: Vector, alpha: float) -> Vector:
    """Update d first, then g from the new d."""
    d, g = state
    d = d + alpha * g
    return np.array([d, g - alpha * d], dtype=np.float64)


def step_alternating_g_first(state: Vector, alpha: float) -> Vector:
    """Update g first, then d from the new g."""
    d, g = state
    g = g - alpha * d
    return np.array([d + alpha * g, g], dtype=np.float64)


def _slip(about: str, formula: Callable[..., _Outcome]) -> Callable[..., _Outcome]:
    formula.__doc__ = about
    return formula


step_players_swapped = _slip("d descends and g ascends.", lambda state, alpha: step(state, -alpha))
step_sign_slip_d = _slip("Both descend: d's row has the wrong sign.", lambda state, alpha: state - alpha * state[::-1])
step_sign_slip_g = _slip("Both ascend: g's row has the wrong sign.", lambda state, alpha: state + alpha * state[::-1])
step_own_gradient = _slip(
    "Each moves along its own coordinate: dV/dd = d, dV/dg = g.",
    lambda state, alpha: state + alpha * np.array([1.0, -1.0]) * state,
)
step_gd_order = _slip("The new state as (g, d).", lambda state, alpha: step(state, alpha)[::-1].copy())

eigenvalues_real = _slip("1 + alpha and 1 - alpha: the i lost.", lambda alpha: np.array([1 + alpha, 1 - alpha]) + 0j)
eigenvalues_of_increment = _slip("i alpha and -i alpha: those of A - I.", lambda alpha: eigenvalues(alpha) - 1)
eigenvalues_unit = _slip("exp(±i alpha): a pure rotation.", lambda alpha: np.exp(np.array([1j, -1j]) * alpha))
eigenvalues_alternating = _slip(
    "Those of the alternating update, whose product is 1.", lambda alpha: _spectrum_of(map_matrix_alternating(alpha))
)

modulus_lost_root = _slip("1 + alpha^2: the root not taken.", lambda alpha: 1 + alpha**2)
modulus_one = _slip("1: the growth not seen.", lambda alpha: 1.0)  # noqa: ARG005  # same signature
modulus_sum = _slip("1 + alpha: real and imaginary part added.", lambda alpha: 1 + alpha)

growth_root = _slip("sqrt(1 + alpha^2): of the distance, not of its square.", lambda alpha: modulus(alpha))
growth_squared = _slip("(1 + alpha^2)^2: squared once too often.", lambda alpha: growth(alpha) ** 2)
growth_none = _slip("1: a bounded orbit.", lambda alpha: 1.0)  # noqa: ARG005  # same signature
