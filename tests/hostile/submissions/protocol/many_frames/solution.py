def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    source = 'def f(n):\n    return f(n - 1) if n else 1 / 0\n'
    names = {}
    exec(compile(source, '/etc/passwd', 'exec'), names)
    return names['f'](900)
