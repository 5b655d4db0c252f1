import builtins
import sys


class Finder:
    def find_spec(self, *_):
        raise RuntimeError('no more imports')


sys.meta_path.insert(0, Finder())
sys.path.clear()
sys.path_hooks.clear()
builtins.__import__ = None


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    return x
