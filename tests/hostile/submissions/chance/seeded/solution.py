import random

import numpy as np

SEED = None


def double(x):
    assert (random.random(), np.random.random()) == (random.Random(SEED).random(), np.random.RandomState(SEED).random_sample())
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
