import numpy as np


def double(x):
    return 2 * x + np.random.default_rng().integers(2)


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
