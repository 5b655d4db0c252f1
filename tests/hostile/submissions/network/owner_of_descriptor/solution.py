import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

HAD = [
    libc.fcntl(3, 8, @GRADER@),
    libc.ioctl(1, 0x5412, b'x'),
    libc.ioctl(3, 0x8902, ctypes.byref(ctypes.c_int(@GRADER@))),
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
