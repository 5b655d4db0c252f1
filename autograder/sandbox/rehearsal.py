"""A small job of our own, served once before any child is forked.

What Python makes at first use (caches, instructions adapted to their operands, numpy's converters) is then made and
lies together, where each child would otherwise make it again on pages that it must copy for it.
"""

import socket
import sys
from contextlib import suppress

import numpy as np

from autograder.domain.faults import Fault, FaultKind
from autograder.sandbox.child import MODULE, StudentFile
from autograder.sandbox.framing import frame
from autograder.sandbox.isolation import Isolation
from autograder.sandbox.jobs import FunctionCall, Job, NamedValue, Request, TopLevelNames
from autograder.sandbox.messages import (
    decode_setup,
    encode_isolation,
    encode_reply,
    encode_request,
    encode_setup,
)
from autograder.wire import Procedure, Symbolic

_TIMES = 20
"""Python adapts its instructions after some calls."""

_SOURCE = b'''
import math
import numpy as np
import sympy
from sympy import Matrix, symbols

ANSWERS = {"one": r"\\frac{1}{2}", "two": symbols("x") ** 2}

def numbers(state, count=2):
    """Return some."""
    total = np.zeros_like(state)
    for _ in range(count):
        total = total + np.exp(-state) * math.sqrt(2.0)
    return np.array([[1.0, -0.5], [0.5, 1.0]]) @ total

def flow(field, point):
    return [float(field(point)), (1, 2.5, True)]

def matrix():
    alpha = sympy.Symbol("alpha")
    return Matrix([[1, -alpha], [alpha, sympy.log(alpha) / 2]])

def mistaken():
    return 1 / 0
'''

_REQUESTS: tuple[Request, ...] = (
    TopLevelNames(),
    FunctionCall("numbers", {"state": np.ones(2)}),
    FunctionCall("flow", {"field": Procedure(("x",), Symbolic("exp", (Symbolic("symbol", ("x",)),))), "point": 0.5}),
    FunctionCall("matrix", {}),
    NamedValue("one"),
    NamedValue("two"),
    FunctionCall("mistaken", {}),
)


def rehearse() -> None:
    """Serve it in this process, without confining it, and leave nothing of it behind."""
    job = Job({"solution.py": _SOURCE}, _REQUESTS)
    requests = b"".join(frame(encode_request(index, request)) for index, request in enumerate(_REQUESTS))
    limit = sys.getrecursionlimit()
    for _ in range(_TIMES):
        _serve_once(encode_setup(job, "/nonexistent"), requests)
    encode_isolation(Isolation({}))
    encode_reply(0, Fault(FaultKind.EXCEPTION, ""))
    sys.setrecursionlimit(limit)


def _serve_once(setup: bytes, requests: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(requests)  # they and the replies fit its buffers, so that nobody waits
        ours.shutdown(socket.SHUT_WR)
        try:
            StudentFile(theirs.fileno(), decode_setup(setup), _SOURCE).serve()
        finally:
            sys.modules.pop(MODULE, None)
            with suppress(ValueError):
                sys.path.remove("/nonexistent")
