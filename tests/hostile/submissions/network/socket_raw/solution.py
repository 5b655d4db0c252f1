import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

HAD = [
    libc.socket(2, 1, 0),
    libc.socket(2, 2, 0),
    libc.socket(10, 1, 0),
    libc.socket(16, 3, 0),
    libc.socket(17, 3, 0),
]


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    print('GOT IT' if max(HAD) >= 0 else 'refused')
    return x
