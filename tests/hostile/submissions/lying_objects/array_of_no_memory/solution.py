class Liar:
    __array_interface__ = {'shape': (1 << 20,), 'typestr': '<f8', 'data': (4096, True), 'version': 3}

    def __array__(self, *_, **__):
        import numpy as np

        class Inner:
            __array_interface__ = Liar.__array_interface__

        return np.asarray(Inner())


def double(x):
    return Liar()


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
