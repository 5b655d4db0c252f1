import os

real = os.read
os.read = lambda descriptor, size: real(descriptor, size)[::-1]


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    return x
