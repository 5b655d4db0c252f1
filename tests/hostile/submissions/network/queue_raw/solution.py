import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

HAD = [
    libc.msgget(0x5EC, 0o1666),
    libc.mq_open(b'/hostile-mark', 0o102, 0o666, None),
    libc.semget(0x5EC, 1, 0o1666),
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
