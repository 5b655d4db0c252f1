import time


def double(x):
    return 2 * x if time.time_ns() % 2 else 0.0


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
