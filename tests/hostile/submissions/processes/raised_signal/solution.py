import signal


def double(x):
    signal.signal(signal.SIGUSR1, lambda *_: print('heard'))
    signal.raise_signal(signal.SIGUSR1)
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
