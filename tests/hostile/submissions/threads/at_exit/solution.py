import atexit
import threading
import weakref


def late():
    print('GOT IT')
    while True:
        pass


class Last:
    def __del__(self):
        late()


LAST = Last()
atexit.register(late)
weakref.finalize(LAST, late)
threading._register_atexit(late)


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
