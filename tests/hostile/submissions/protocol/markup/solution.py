def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    print('</pre></script><script>hostile()</script><img src=x onerror=hostile()>{{ 7 * 7 }}{% raw %}')
    raise ValueError('<script>hostile()</script><a href="javascript:hostile()">')
