import time


def double(x):
    time.sleep(100_000)
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
