import math


def double(x):
    return math.inf


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
