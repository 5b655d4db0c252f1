"""Student A's answers to question 2, in code."""

import numpy as np


def shifted(field, down, right):
    padded = np.pad(field, 1)
    size = len(field)
    return padded[1 + down : 1 + down + size, 1 + right : 1 + right + size]


def spread(field, mask):
    result = np.zeros_like(field)
    for i in range(3):
        for j in range(3):
            if mask[j, i]:  # the slip: [j, i] for [i, j]
                result |= shifted(field, 1 - i, 1 - j)
    return result


def receptive_field(first, second, pixel, size):
    field = np.zeros((size, size), dtype=bool)
    field[pixel[0] - 1, pixel[1] - 1] = True
    return spread(spread(field, second), first)
