def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    raise ValueError('hostile ' * 1_000_000)
