def double(x):
    return [[] for _ in range(15_000)]


def vault(x):
    return [{} for _ in range(4_000)]


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
