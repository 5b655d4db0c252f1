import numpy as np


def double(x):
    return np.zeros((10**10, 0))


def vault(x):
    return [np.zeros((0, 10**11, 10**5))]


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
