"""Seeds of the cases: secret to the assignment, the same for every student, the same on every run."""

import hashlib

import numpy as np


def case_rng(secret: str, version: str, function: str) -> np.random.Generator:
    """Return the generator that draws a function's cases.

    Parameters
    ----------
    secret
        Known to the staff alone; without it nobody can compute the inputs beforehand and hard-code the outputs.
    version
        Fingerprint of the assignment.
    function
        Name of the function that draws the cases.
    """
    digest = hashlib.sha256(_bytes(f"{secret}\0{version}\0{function}")).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def job_seed(secret: str, version: str) -> int:
    """Return the seed of `random` and numpy in a student's process, from 0 to 2**32 - 1."""
    return int.from_bytes(hashlib.sha256(_bytes(f"job\0{secret}\0{version}")).digest()[:4], "big")


def _bytes(text: str) -> bytes:
    # a secret from the environment may be bytes that are no UTF-8
    return text.encode("utf-8", "surrogateescape")
