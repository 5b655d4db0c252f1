"""The words between the sandbox and the process it has children forked from."""

import struct

READY = b"ready"
FORK = b"fork"
FORKED = b"forked"

STATUS = struct.Struct("=id")
"""How a child ended: its wait status, and its processor time in seconds."""
