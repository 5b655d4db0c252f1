"""Caps on what is decoded; checked before anything is allocated."""

from dataclasses import dataclass


class WireFault(ValueError):
    """Bytes that are no value, or more of it than the limits allow; the text says which."""


@dataclass(frozen=True, slots=True)
class WireLimits:
    """Largest value that is accepted.

    Parameters
    ----------
    message_bytes
        Size of the whole message.
    depth
        Nesting of lists, dicts and expressions.
    nodes
        Number of values in all.
    integer_bits
        Size of one integer.
    """

    message_bytes: int = 8 * 1024 * 1024
    depth: int = 60
    nodes: int = 200_000
    integer_bits: int = 4096
