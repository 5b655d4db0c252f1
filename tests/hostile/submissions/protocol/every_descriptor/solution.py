import os


def double(x):
    for number in range(64):
        try:
            os.write(number, b'hostile')
        except OSError:
            pass
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
