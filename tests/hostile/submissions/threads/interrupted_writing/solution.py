import signal


def interrupt(number, frame):
    raise KeyboardInterrupt('hostile')


signal.signal(signal.SIGALRM, interrupt)


def double(x):
    signal.setitimer(signal.ITIMER_REAL, 0.002, 0.002)
    return [x] * 100_000


def vault(x):
    return x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
