import sys


class Liar:
    def __getattr__(self, name):
        raise SystemExit(name)


sys.stdout = sys.stderr = sys.__stdout__ = sys.stdin = Liar()


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    return x
