import sys


def double(x):
    return sys


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
