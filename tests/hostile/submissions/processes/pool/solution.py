import multiprocessing


def double(x):
    with multiprocessing.Pool(2) as pool:
        return pool.map(abs, [2 * x])[0]


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
