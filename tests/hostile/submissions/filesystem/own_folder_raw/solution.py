import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

HAD = [
    libc.chmod(b'.', 0o777),
    libc.unlink(b'solution.py'),
    libc.mkdir(b'hostile-mark', 0o777),
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
