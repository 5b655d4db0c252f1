class Liar(int):
    def __index__(self):
        return 6

    def __int__(self):
        return 6

    def bit_length(self):
        return 1


def double(x):
    return Liar(1 << 100_000)


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
