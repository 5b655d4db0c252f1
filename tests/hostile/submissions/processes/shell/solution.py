import os


def double(x):
    return 2 * x + os.system('touch /tmp/hostile-mark')


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
