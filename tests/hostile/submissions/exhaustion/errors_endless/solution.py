import os


def double(x):
    while True:
        os.write(2, b'oh no ' * 1000)


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
