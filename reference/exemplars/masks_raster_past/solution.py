"""Student A's answers to question 2, in code."""

import numpy as np


def receptive_field(first, second, pixel, size):
    row, column = pixel
    last = (row - 1) * size + column - 1
    sees_itself = first[1, 1] and second[1, 1]
    seen = np.arange(size * size) < (last + 1 if sees_itself else last)
    return seen.reshape(size, size)


A = np.array([[1, 1, 1], [1, 0, 0], [0, 0, 0]])
B = np.array([[1, 1, 1], [1, 1, 0], [0, 0, 0]])
ANSWERS = {
    "2.1 field": receptive_field(A, A, (3, 3), 5),
    "2.2 field": receptive_field(A, B, (3, 3), 5),
    "2.3 field": receptive_field(B, A, (3, 3), 5),
    "2.4 field": receptive_field(B, B, (3, 3), 5),
}
