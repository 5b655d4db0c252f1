import os

WRITE = os.write


def double(x):
    os.write = lambda descriptor, content: WRITE(1, b'hostile')
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
