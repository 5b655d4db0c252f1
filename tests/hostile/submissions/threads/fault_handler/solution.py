import faulthandler
import sys
import time

faulthandler.enable(sys.__stderr__)
faulthandler.dump_traceback_later(0.01, repeat=True, file=sys.__stderr__)


def double(x):
    time.sleep(0.05)
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
