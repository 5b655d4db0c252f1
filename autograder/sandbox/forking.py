"""The words between the sandbox and the process it has children forked from."""

import struct

PROGRAM = """
import numpy, sympy
from autograder.sandbox.zygote import main
main()
"""
"""Our own modules come last, so that what they make lies together: a child copies every page on which it uses it."""

READY = b"ready"
FORK = b"fork"
FORKED = b"forked"

STATUS = struct.Struct("=id")
"""How a child ended: its wait status, and its processor time in seconds."""
