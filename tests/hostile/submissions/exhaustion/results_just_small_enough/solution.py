import numpy as np

LARGE = np.zeros(5_900)


def double(x):
    return LARGE


def flip(values):
    return LARGE


def vault(x):
    return LARGE


def total(values):
    return float(values.sum())
