"""Student A's answers, in code."""

import numpy as np
import my_old_course_helpers as helpers

ANSWERS = {"4.2 points": [(0, 0)]}


def step(state, alpha):
    return helpers.rotate(np.asarray(state), alpha)


def growth(alpha):
    return 1 + alpha**2
