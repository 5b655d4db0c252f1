"""The first lines of a child of the `fresh` sandbox: its surroundings are the first record on its channel.

python -s -P -m autograder.sandbox.fresh_main CHANNEL PARENT
"""

import sys

from autograder.sandbox.child_main import Prepared, print_in_order, run_child
from autograder.sandbox.framing import read_frame
from autograder.sandbox.layers import landlock
from autograder.sandbox.layers.resource_limits import mapped_bytes
from autograder.sandbox.surroundings import decode_surroundings


def main(channel: int, parent: int) -> None:
    """Prepare for one child, and become it."""
    message = read_frame(channel)
    if message is not None:
        surroundings = decode_surroundings(message)
        print_in_order()
        run_child(channel, 1, Prepared(surroundings, landlock.prepare(surroundings), parent, mapped_bytes()))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
