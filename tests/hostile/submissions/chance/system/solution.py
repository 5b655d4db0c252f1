import os


def double(x):
    return 2 * x + (os.urandom(1)[0] < 128)


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
