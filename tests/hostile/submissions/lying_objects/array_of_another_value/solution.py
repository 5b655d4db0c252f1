import numpy as np


class Liar:
    def __array__(self, *_, **__):
        return np.array([object()], dtype=object)


def double(x):
    return Liar()


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
