import os
import signal


def double(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
