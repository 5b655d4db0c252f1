import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

HAD = [
    libc.symlink(b'@REFERENCE@', b'@WATCHED@/hostile-mark'),
    libc.symlink(b'/', b'hostile-mark'),
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
