import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

HAD = [
    libc.connect(libc.socket(1, 1, 0), b'\x01\x00\x00hostile', 10),
    libc.bind(libc.socket(1, 2, 0), b'\x01\x00\x00hostile', 10),
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
