import os


class Liar:
    def __reduce__(self):
        return os.system, ('touch /tmp/hostile-mark',)

    __reduce_ex__ = lambda self, _: self.__reduce__()


def double(x):
    return Liar()


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
