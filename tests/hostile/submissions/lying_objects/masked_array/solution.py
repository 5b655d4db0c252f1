import numpy as np


def double(x):
    return np.ma.masked_array([2 * x], mask=[True])


def flip(values):
    return np.asfortranarray(values.astype('>f8'))[::-1]


def total(values):
    return np.broadcast_to(np.float32(values.sum()).astype('>f8'), (1,))


def vault(x):
    return np.lib.stride_tricks.as_strided(np.zeros(1), (100, 100), (0, 0))
