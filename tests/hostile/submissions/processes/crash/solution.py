import ctypes


def double(x):
    return ctypes.string_at(0)


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
