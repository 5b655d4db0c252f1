import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def double(x):
    libc.kill(os.getpid(), 9)


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
