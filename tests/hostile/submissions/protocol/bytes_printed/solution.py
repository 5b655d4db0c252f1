import os


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    os.write(1, bytes(range(256)) * 4)
    return x
