import signal


def double(x):
    signal.alarm(1)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
