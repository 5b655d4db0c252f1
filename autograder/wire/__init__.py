"""Typed values to bytes and back, the only thing that crosses between processes; never pickle.

A value is None, bool, int, float, complex, str, a list, a dict with text keys, a numpy array of kind ``b i u f c``,
a `Symbolic` (an expression as a typed tree) or a `Procedure` (a function of numbers, as such a tree).
"""

from autograder.wire.codec import decode, encode
from autograder.wire.limits import WireFault, WireLimits
from autograder.wire.procedures import procedure_callable
from autograder.wire.values import Array, Procedure, Symbolic, Value

__all__ = [
    "Array",
    "Procedure",
    "Symbolic",
    "Value",
    "WireFault",
    "WireLimits",
    "decode",
    "encode",
    "procedure_callable",
]
