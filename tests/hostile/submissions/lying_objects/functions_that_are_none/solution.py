class Callable:
    __name__ = 7
    __signature__ = 'hostile'
    __code__ = None

    def __call__(self, *arguments):
        return 2 * arguments[0]


double = Callable()
flip = 'values[::-1]'
total = type('total', (), {'__call__': None})
vault = lambda *_, **__: print('called')
