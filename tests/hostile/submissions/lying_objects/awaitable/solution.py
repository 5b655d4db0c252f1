async def later():
    return 6.0


def double(x):
    return later()


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
