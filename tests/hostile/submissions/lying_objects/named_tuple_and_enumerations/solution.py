import collections
import enum


class Number(enum.IntEnum):
    SIX = 6


class Pair(collections.namedtuple('Pair', 'left right')):
    __slots__ = ()

    def __iter__(self):
        return iter((1, 2, 3, 4))

    def __len__(self):
        return 10**9


def double(x):
    return 2 * x


def flip(values):
    return collections.deque(values[::-1])


def vault(x):
    return Pair(Number.SIX, True)


def total(values):
    return float(values.sum())
