import json
import random
import typing

import numpy as np


def double(x):
    return float(np.add(x, x))


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
