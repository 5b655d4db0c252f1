import os


def double(x):
    os.write(1, b'')
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
