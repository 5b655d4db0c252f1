"""Worlds of question 5: two-layer linear SimSiam, its moments and its dynamics.

A world is a finite set of datapoints ``m`` with views ``m + s a``, all signs s of both views equally likely. So
E[x1 x2^T] = E[m m^T] = X and E[x1 x1^T] = E[x2 x2^T] = X + X' with X' = E[a a^T] hold to rounding.
"""

from collections.abc import Mapping

import numpy as np

from autograder.mathematics.worlds import Array, Binding, Functional, Quantity, Worlds

N1, N2, POINTS = 3, 2, 4
_SIGNS = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])


def _transposed(array: Array) -> Array:
    return array.swapaxes(-1, -2)


def _moment(left: Array, right: Array) -> Array:
    """Return E[left right^T] of samples (worlds, samples, n)."""
    return _transposed(left) @ right / left.shape[1]


def _kronecker(left: Array, right: Array) -> Array:
    spread = left[:, :, None, :, None] * right[:, None, :, None, :]
    return spread.reshape(spread.shape[0], left.shape[1] * right.shape[1], left.shape[2] * right.shape[2])


def _vec(array: Array) -> Array:
    return _transposed(array).reshape(array.shape[0], -1)


def _exponential(symmetric: Array, factor: Array) -> Array:
    """Return exp(factor * S) of real symmetric S (worlds, n, n)."""
    values, vectors = np.linalg.eigh(symmetric.real)
    grown = np.exp(factor[:, None] * values)
    return (vectors * grown[:, None, :]) @ _transposed(vectors)


def _views(points: Array, spread: Array) -> tuple[Array, Array]:
    """Return paired samples x1, x2 of shape (worlds, 4 * points, n1)."""
    first, second = ([points + signs[view] * spread for signs in _SIGNS] for view in (0, 1))
    return np.concatenate(first, axis=1), np.concatenate(second, axis=1)


def _objective(predictor: Array, online: Array, target: Array) -> Array:
    """Return J = E||Wp f1 - f2||^2 / 2, shape (worlds,)."""
    gap = online @ _transposed(predictor) - target
    return (gap**2).sum(axis=-1).mean(axis=-1) / 2


def _matrices(base: Mapping[str, Array]) -> dict[str, Array]:
    """Return every matrix that follows from W, W_p and the datapoints."""
    weights, predictor = base["W"], base["W_p"]
    eye = np.eye(N2)
    shifted = predictor - eye
    within = _moment(base["m"], base["m"])
    between = _moment(base["a"], base["a"])
    inner, outer = _transposed(predictor) @ predictor + eye, _transposed(shifted) @ shifted
    first = weights @ (within + between) @ _transposed(weights)
    cross = weights @ within @ _transposed(weights)
    return {
        "tilde_W_p": shifted,
        "X": within,
        "X'": between,
        "F_1": first,
        "F_2": first,
        "F_12": cross,
        "F_21": cross,
        "H": _kronecker(between, inner) + _kronecker(within, outer),
        "dot_W": -inner @ weights @ between - outer @ weights @ within,
        "dot_W_p": -predictor @ first + _transposed(cross),
    }


def _bindings(base: Mapping[str, Array]) -> dict[str, Binding]:
    first, second = _views(base["m"], base["a"])
    online, target = (view @ _transposed(base["W"]) for view in (first, second))
    objective = _objective(base["W_p"], online, target)
    samples = {"x_1": first, "x_2": second, "f_1": online, "f_2": target}
    samples["x"] = np.concatenate([base["m"]] * len(_SIGNS), axis=1)
    named = {**{name: base[name] for name in ("W", "W_p", "W_0", "lambda_0", "t", "A", "B")}, **_matrices(base)}
    return {
        **{name: Quantity(array) for name, array in named.items()},
        **{name: Quantity(array, ("sample",)) for name, array in samples.items()},
        "w": Quantity(_vec(base["W"])),
        "w_0": Quantity(_vec(base["W_0"])),
        "n_1": Quantity(np.array([float(N1)])),
        "n_2": Quantity(np.array([float(N2)])),
        "J": Functional(lambda _names: Quantity(objective)),
    }


def _without_predictor(base: Mapping[str, Array]) -> dict[str, Binding]:
    """Return the bindings for W_p = I, where W_0 follows from W: W(t) = W(0) exp(-2 X' t)."""
    between = _moment(base["a"], base["a"])
    start = base["W"] @ _exponential(between, 2 * base["t"])
    return _bindings({**base, "W_0": start})


def _draw(rng: np.random.Generator, count: int, small: bool) -> dict[str, Array]:
    shapes = {"W": (N2, N1), "W_p": (N2, N2), "W_0": (N2, N1), "A": (N2, N1), "B": (N1, N2)}
    shapes |= {"m": (POINTS, N1), "a": (POINTS, N1)}
    if small:
        base = {name: rng.integers(-2, 3, (count, *shape)).astype(np.float64) for name, shape in shapes.items()}
        return {**base, "t": np.ones(count), "lambda_0": np.ones(count)}
    base = {name: rng.normal(0.0, 1.0, (count, *shape)) + 0.2 for name, shape in shapes.items()}
    return {**base, "t": rng.uniform(0.2, 1.2, count), "lambda_0": np.ones(count)}


def _slow_starts(rng: np.random.Generator, base: Mapping[str, Array]) -> Array:
    """Return W, shape (worlds, n2, n1), with every other W(0) almost in the direction of lambda_min(X')."""
    between = _moment(base["a"], base["a"])
    slowest = np.linalg.eigh(between)[1][:, None, :, 0]
    start = rng.normal(1.0, 0.3, (*base["W"].shape[:2], 1)) * slowest + rng.normal(0.0, 0.02, base["W"].shape)
    slow = start @ _exponential(between, -2 * base["t"])
    return np.where((np.arange(slow.shape[0]) % 2 == 1)[:, None, None], slow, base["W"])


def _with_premise(base: dict[str, Array], share: Array) -> dict[str, Array]:
    """Choose lambda_0 below the smallest eigenvalue of H, and W_0 so large that the bound on W holds."""
    smallest = np.linalg.eigvalsh(_matrices(base)["H"])[:, 0]
    rate = share * smallest
    now, start = (np.sqrt((base[name] ** 2).sum(axis=(1, 2))) for name in ("W", "W_0"))
    growth = np.exp(rate * base["t"]) * now / np.maximum(start, 1e-9) * (1 + share)
    return {**base, "lambda_0": rate, "W_0": base["W_0"] * growth[:, None, None]}


def _worlds(base: dict[str, Array], predictor: bool) -> Worlds:
    moving = _matrices(base)
    velocity = {"W": moving["dot_W"], "W_p": moving["dot_W_p"]} if predictor else {"W": moving["dot_W"]}
    complete = _bindings if predictor else _without_predictor
    return Worlds(
        count=base["t"].shape[0],
        bindings=complete(base),
        axes=("sample",),
        random_axes=("sample",),
        identity_size=N2,
        base=base,
        complete=complete,
        velocity={**velocity, "t": np.ones_like(base["t"])},
    )


def world(rng: np.random.Generator, count: int, small: bool = False) -> Worlds:
    """Draw models with stop-gradient removed.

    Parameters
    ----------
    rng, count
        The generator, and how many worlds to draw.
    small
        True for small whole numbers, to be shown to people.

    Returns
    -------
    Worlds
        W (n2 x n1) and W_p (n2 x n2) without structure, X and X' positive definite and not commuting, the moments
        F_1 = F_2 and F_12 = F_21 they give, H(t), a rate lambda_0 below its smallest eigenvalue, and a start W_0
        for which the bound on W(t) holds.
    """
    base = _draw(rng, count, small)
    return _worlds(base if small else _with_premise(base, rng.uniform(0.2, 0.9, count)), predictor=True)


def world_without_predictor(rng: np.random.Generator, count: int, small: bool = False) -> Worlds:
    """Draw models as `world` does, but with W_p = I and W(t) = W(0) exp(-2 X' t) (question 5.4).

    In some of them W starts so near to what X' shrinks least that no rate above 2 lambda_min(X') bounds it.
    """
    base = _draw(rng, count, small)
    base["W_p"] = np.broadcast_to(np.eye(N2), (count, N2, N2)).copy()
    base["lambda_0"] = 2 * np.linalg.eigvalsh(_moment(base["a"], base["a"]))[:, 0]
    if not small:
        base["W"] = _slow_starts(rng, base)
    return _worlds(base, predictor=False)


def world_of_any_views(rng: np.random.Generator, count: int, small: bool = False) -> Worlds:
    """Draw models whose two views follow different laws, so that F_1, F_2 differ and F_12 is not symmetric.

    What holds in `world` but not here has used the given F_12 = F_21 or F_1 = F_2.
    """
    base = _draw(rng, count, small)
    second = rng.integers(-2, 3, (count, len(_SIGNS) * POINTS, N1)).astype(np.float64)
    second = second if small else second + rng.normal(0.0, 0.5, second.shape)

    def complete(moved: Mapping[str, Array]) -> dict[str, Binding]:
        online = _views(moved["m"], moved["a"])[0] @ _transposed(moved["W"])
        target = np.repeat(second, moved["W"].shape[0] // count, axis=0) @ _transposed(moved["W"])
        objective = _objective(moved["W_p"], online, target)
        moments = {"F_1": (online, online), "F_2": (target, target), "F_12": (online, target), "F_21": (target, online)}
        bindings = {name: meaning for name, meaning in _bindings(moved).items() if name not in ("X", "X'", "H")}
        return {
            **bindings,
            **{name: Quantity(_moment(*pair)) for name, pair in moments.items()},
            "f_2": Quantity(target, ("sample",)),
            "dot_W_p": Quantity(-moved["W_p"] @ _moment(online, online) + _moment(target, online)),
            "J": Functional(lambda _names: Quantity(objective)),
        }

    return Worlds(count, complete(base), ("sample",), ("sample",), N2, base, complete)
