class Evil(Exception):
    def __str__(self):
        raise self

    __repr__ = __str__


def double(x):
    return (_ for _ in ()).throw(Evil())


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
