"""Room for small objects that was freed, used up before any child is forked.

A child would otherwise put its own objects into it, one here and one there, and have to copy a page for each of them;
so they go to new pages, side by side.
"""

import ctypes

_POOL_BYTES = 16 * 1024
_FIRST_BLOCK = 48
_LARGEST = 512
_STEP = 16
"""As in Python's obmalloc.h for 64 bits: objects of one size lie in pools, those with freed room are used first."""
_MOST_BYTES = 1024**2
"""For each size, should the memory be managed in another way."""


def fill() -> None:
    """Take every free block of the pools in use, for good."""
    allocate = ctypes.PyDLL(None).PyObject_Malloc
    allocate.restype = ctypes.c_void_p
    allocate.argtypes = (ctypes.c_size_t,)
    for size in range(_STEP, _LARGEST + 1, _STEP):
        _fill(allocate, size)


def _fill(allocate: "ctypes._NamedFuncPointer", size: int) -> None:
    """Take blocks until a whole new pool was given out from its first to its last."""
    whole = (_POOL_BYTES - _FIRST_BLOCK) // size
    last, in_a_row = 0, 0
    for _ in range(_MOST_BYTES // size):
        address = allocate(size) or 0
        if address % _POOL_BYTES == _FIRST_BLOCK:
            in_a_row = 1
        else:
            in_a_row = in_a_row + 1 if in_a_row and address == last + size else 0
        last = address
        if in_a_row == whole:
            return
