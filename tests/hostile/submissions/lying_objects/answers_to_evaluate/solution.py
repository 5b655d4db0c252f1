ANSWERS = {
    '2.1 square': "__import__('os').system('touch /tmp/hostile-mark') or x**2 + 1",
    '2.2 side': "left' or exec('hostile')",
    '2.4 reason': "<script>hostile()</script>{{ ''.__class__.__mro__ }}",
}


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
