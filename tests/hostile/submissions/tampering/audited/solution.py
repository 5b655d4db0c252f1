import sys


def object_to_everything(event, _):
    if event.startswith(('compile', 'object.__getattr__', 'sys._getframe', 'builtins.id')):
        raise RuntimeError(event)


sys.addaudithook(object_to_everything)


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    return x
