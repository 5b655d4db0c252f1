import warnings

import numpy as np

warnings.simplefilter('error')
np.seterr(all='raise')
np.set_printoptions(threshold=0, formatter={'all': lambda _: 'hostile'})


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    return x
