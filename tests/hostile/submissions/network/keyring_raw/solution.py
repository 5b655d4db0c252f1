import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

HAD = [
    libc.syscall(248, b'user', b'hostile', b'x', 1, -4),
    libc.syscall(250, 0, -4, 1),
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
