import math


def double(x):
    return math.nan


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
