"""How a value is named in a sentence for its author."""

import numpy as np

from autograder.wire import Symbolic


def describe_value(value: object) -> str:
    """Name the type of a value in a student's words."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and type {value.dtype}"
    if value is None:
        return "None (does the function return its result?)"
    if isinstance(value, str):
        return f'the text "{value[:40]}"'
    if isinstance(value, list | tuple):
        return f"a list of {len(value)} items"
    if isinstance(value, Symbolic) and value.head == "mapping":
        return "a dict"
    if isinstance(value, Symbolic):
        return "a sympy expression (return plain numbers: float(...), or numpy.array(..., dtype=float))"
    return f"a value of type {type(value).__name__}"
