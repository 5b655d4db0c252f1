"""The first lines of a child of the `fresh` sandbox.

python -s -P -m autograder.sandbox.fresh_main CHANNEL ROOT PARENT
"""

import sys
from pathlib import Path

from autograder.sandbox.child_main import run_child
from autograder.sandbox.layers import landlock

if __name__ == "__main__":
    run_child(int(sys.argv[1]), 1, landlock.prepare(Path(sys.argv[2])), int(sys.argv[3]))
