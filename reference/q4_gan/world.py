"""Worlds of question 4: the GAN game V(d, g) = dg under simultaneous gradient descent and ascent."""

import numpy as np

from autograder.mathematics.drawing import draw_numbers
from autograder.mathematics.notation import Domain
from autograder.mathematics.worlds import Functional, Quantity, Worlds


def world(rng: np.random.Generator, count: int, small: bool = False) -> Worlds:
    """Draw learning rates and states.

    Parameters
    ----------
    rng, count
        The generator, and how many worlds to draw.
    small
        True for small whole numbers, to be shown to people.

    Returns
    -------
    Worlds
        alpha > 0 and not 1, any state (d, g), its successor, A with (d', g') = A (d, g), and A's eigenvalues
        1 + i alpha and 1 - i alpha.
    """
    if small:
        alpha = rng.integers(2, 5, count).astype(np.float64)
        d, g, d_0, g_0 = (rng.integers(1, 6, count).astype(np.float64) for _ in range(4))
    else:
        alpha = draw_numbers(Domain.POSITIVE, rng, count)
        d, g, d_0, g_0 = (draw_numbers(Domain.REAL, rng, count) for _ in range(4))
    one = np.ones(count)
    update = np.stack([np.stack([one, alpha], axis=-1), np.stack([-alpha, one], axis=-1)], axis=-2)
    numbers = {
        "alpha": alpha,
        "d": d,
        "g": g,
        "d_0": d_0,
        "g_0": g_0,
        "d_k+1": d + alpha * g,
        "g_k+1": g - alpha * d,
        "k": rng.integers(1, 5, count).astype(np.float64),
        "lambda": np.where(np.arange(count) % 2 == 0, 1 + 1j * alpha, 1 - 1j * alpha),
        "lambda_1": 1 + 1j * alpha,
        "lambda_2": 1 - 1j * alpha,
        "theta": np.arctan(alpha),
        "Delta": -4 * alpha**2,
        "A": update,
    }
    value = Functional(lambda _names: Quantity(d * g))
    base = {"alpha": alpha, "d": d, "g": g}
    return Worlds(
        count,
        {**{name: Quantity(array) for name, array in numbers.items()}, "V": value},
        base=base,
        complete=lambda moved: {
            **{name: Quantity(array) for name, array in moved.items()},
            "V": Functional(lambda _names: Quantity(moved["d"] * moved["g"])),
        },
    )
