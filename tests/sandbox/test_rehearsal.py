import subprocess
import sys

import pytest

from autograder.sandbox.layers import kernel

pytestmark = pytest.mark.skipif(not kernel.LINUX, reason="children are forked on Linux only")

PROGRAM = """
import os, sys
from autograder.sandbox import holes
from autograder.sandbox.rehearsal import rehearse
def state():
    # listing the folder takes a descriptor of its own, each time the same
    return set(sys.modules), list(sys.path), sys.getrecursionlimit(), os.getcwd(), os.listdir("/proc/self/fd")
rehearse()
before = state()
rehearse()
holes.fill()
assert state() == before
assert "solution" not in sys.modules
print("as before")
"""


def test_a_rehearsal_leaves_nothing_behind_and_prints_nothing() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == ("as before\n", "")
