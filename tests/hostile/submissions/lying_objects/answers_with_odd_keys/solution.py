class Key(str):
    def __eq__(self, _):
        return True

    def __hash__(self):
        return hash('2.1 square')


ANSWERS = {None: 1, 2.2: 'left', ('2.1', 'square'): 2, Key('hostile'): 'x^2 + 1', '2.2 side\x00': 'left'}
ANSWERS |= {f'9.{number} hostile': number for number in range(10_000)}


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
