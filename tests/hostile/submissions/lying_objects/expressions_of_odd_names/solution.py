import sympy

ANSWERS = {
    '2.1 square': sympy.Symbol('\\input{/etc/passwd}') + sympy.Symbol('\x1b[2J<script>hostile()</script>', positive=True),
    '2.2 side': sympy.Symbol('left'),
}


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
