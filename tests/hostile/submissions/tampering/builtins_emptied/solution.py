import builtins

for name in list(vars(builtins)):
    if name not in ('__name__', '__spec__', 'list', 'vars', 'range', 'float', 'print'):
        delattr(builtins, name)


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    return x
