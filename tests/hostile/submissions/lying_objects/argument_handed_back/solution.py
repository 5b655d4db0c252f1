KEPT = []


def double(x):
    return 2 * x


def flip(values):
    KEPT.append(values)
    for kept in KEPT:
        kept[:] = kept[::-1].copy()
    return values


def total(values):
    result = float(values.sum())
    values.resize(1, refcheck=False)
    return result
