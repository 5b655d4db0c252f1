import gc
import sys
import weakref


class Fleeting:
    def __del__(self):
        raise SystemExit('hostile')


def at_collection(phase, facts):
    sys.setrecursionlimit(50)
    Fleeting()


gc.callbacks.append(at_collection)
gc.set_threshold(1)
KEPT = Fleeting()
weakref.finalize(KEPT, sys.exit, 1)
sys.unraisablehook = lambda raised: None


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
