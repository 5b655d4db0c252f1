def double(x):
    return 2 * x


def flip(values):
    result = values[::-1].copy()
    values[:] = 0
    values.resize(0, refcheck=False)
    return result


def total(values):
    return float(values.sum())
