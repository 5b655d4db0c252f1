import os


def double(x):
    os.abort()


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
