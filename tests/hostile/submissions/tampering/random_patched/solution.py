import random

import numpy as np

random.seed = np.random.seed = lambda *_: 1 / 0


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    return x
