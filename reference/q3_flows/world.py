"""Worlds of question 3: a normalizing flow F, its densities, and quadrature points u_k with x_k = F(u_k).

Integrals over u use the points' weights, integrals over x the weights times |det dF/du|: a substitution is then exact
on the points, and so is everything that follows from it. The densities are normalized by the same sums.
"""

from collections.abc import Callable

import numpy as np

from autograder.mathematics.worlds import Array, Binding, Map, PointDensity, Quantity, Variable, Worlds

NODES = 16
Density = Callable[[Array], Array]


def _normalized(density: Density, points: Array, measure: Array) -> Density:
    """Return the density whose sum over the points is one."""
    total = (density(points) * measure).sum(axis=1, keepdims=True)
    return lambda at: density(at) / total


def _mixture(rng: np.random.Generator, count: int, dimensions: int) -> Density:
    """Return an asymmetric positive function with two humps, not normalized."""
    centres = rng.normal(0.0, 1.0, (2, count, 1, dimensions))
    widths = rng.uniform(0.6, 1.6, (2, count, 1, 1))

    def density(points: Array) -> Array:
        humps = np.exp(-((points - centres) ** 2 / (2 * widths**2)).sum(axis=-1))
        return humps[0] + 0.5 * humps[1] + 0.02

    return density


def _line(rng: np.random.Generator, count: int) -> tuple[Map, Map]:
    """Return F(u) = m + b sinh(a u) with b of either sign, and its inverse."""
    middle, bend = rng.normal(0.0, 0.5, (count, 1, 1)), rng.uniform(0.5, 1.1, (count, 1, 1))
    signs = np.where(np.arange(count) % 2 == 0, 1.0, -1.0)[:, None, None]
    width = signs * rng.uniform(0.6, 1.8, (count, 1, 1))
    forward = Map(
        at=lambda u: middle + width * np.sinh(bend * u),
        jacobian=lambda u: (width * bend * np.cosh(bend * u))[..., None],
        variable="u",
        image="x",
    )
    inverse = Map(
        at=lambda x: np.arcsinh((x - middle) / width) / bend,
        jacobian=lambda x: (1 / (width * bend * np.sqrt(1 + ((x - middle) / width) ** 2)))[..., None],
        variable="x",
        image="u",
    )
    return forward, inverse


def _plane(rng: np.random.Generator, count: int) -> tuple[Map, Map]:
    """Return (u1, u2) -> (f(u1), k u2 exp(c u1) + e u1) and its inverse; f as on the line."""
    first, back = _line(rng, count)
    stretch, shear = rng.uniform(0.5, 1.5, (count, 1)), rng.normal(0.0, 0.7, (count, 1))
    rate = rng.uniform(-0.5, 0.5, (count, 1))

    def at(u: Array) -> Array:
        second = stretch * u[..., 1] * np.exp(rate * u[..., 0]) + shear * u[..., 0]
        return np.stack([first.at(u[..., :1])[..., 0], second], axis=-1)

    def undo(x: Array) -> Array:
        u1 = back.at(x[..., :1])[..., 0]
        return np.stack([u1, (x[..., 1] - shear * u1) * np.exp(-rate * u1) / stretch], axis=-1)

    def jacobian(u: Array) -> Array:
        growth = stretch * np.exp(rate * u[..., 0])
        slope = first.jacobian(u[..., :1])[..., 0, 0]
        rows = [slope, np.zeros_like(slope), rate * growth * u[..., 1] + shear, growth]
        return np.stack(rows, axis=-1).reshape(*slope.shape, 2, 2)

    return Map(at, jacobian, "u", "x"), Map(undo, lambda x: np.linalg.inv(jacobian(undo(x))), "x", "u")


def _worlds(rng: np.random.Generator, maps: tuple[Map, Map], points: Array, weights: Array) -> Worlds:
    """Return the worlds of a map on quadrature points (worlds, points, d) with weights (worlds, points)."""
    forward, inverse = maps
    count, _, dimensions = points.shape
    images = forward.at(points)
    volume = np.abs(np.linalg.det(forward.jacobian(points)))
    base = _normalized(_mixture(rng, count, dimensions), points, weights)
    law = _normalized(_mixture(rng, count, dimensions), images, weights * volume)

    def pushed(x: Array) -> Array:
        return base(inverse.at(x)) * np.abs(np.linalg.det(inverse.jacobian(x)))

    def pulled(u: Array) -> Array:
        return law(forward.at(u)) * np.abs(np.linalg.det(forward.jacobian(u)))

    step = np.abs(rng.normal(1.0, 0.3, weights.shape)) + 0.1
    x = Variable("point", weights * volume, Quantity(images, ("point",)))
    u = Variable("point", weights, Quantity(points, ("point",)))
    bindings: dict[str, Binding] = {
        "x": x,
        "X": x,
        "u": u,
        "U": u,
        "du": Quantity(step, ("point",)),
        "dx": Quantity(volume * step, ("point",)),  # a substitution may be said by itself: dx = |det ∂F/∂u| du
        "F": forward,
        "F^-1": inverse,
        "p_X": PointDensity(law, "x"),
        "p_U": PointDensity(base, "u"),
        "p_F(U)": PointDensity(pushed, "x"),
        "p_F^-1(X)": PointDensity(pulled, "u"),
    }
    return Worlds(count, bindings, ("point",))


def world(rng: np.random.Generator, count: int, small: bool = False) -> Worlds:
    """Draw flows on the line, every other one decreasing, none volume preserving.

    Parameters
    ----------
    rng, count
        The generator, and how many worlds to draw.
    small
        Has no effect: a flow has no small whole numbers.

    Returns
    -------
    Worlds
        Points u and x = F(u), the map with its inverse and Jacobians, and the densities of X, U, F(U), F^-1(X).
    """
    del small
    places, weights = np.polynomial.legendre.leggauss(NODES)
    points = np.broadcast_to(2.0 * places[None, :, None], (count, NODES, 1))
    return _worlds(rng, _line(rng, count), points, np.broadcast_to(2.0 * weights, (count, NODES)))


def world_in_the_plane(rng: np.random.Generator, count: int, small: bool = False) -> Worlds:
    """Draw flows of the plane, as `world` does on the line; here a Jacobian is a matrix and needs its determinant."""
    del small
    places, weights = np.polynomial.legendre.leggauss(6)
    grid = np.stack(np.meshgrid(1.5 * places, 1.5 * places, indexing="ij"), axis=-1).reshape(1, -1, 2)
    areas = 2.25 * np.outer(weights, weights).reshape(1, -1)
    points = np.broadcast_to(grid, (count, *grid.shape[1:]))
    return _worlds(rng, _plane(rng, count), points, np.broadcast_to(areas, (count, areas.shape[1])))
