"""The first lines of a child of the `fresh` sandbox: its surroundings are the first record on its channel.

python -s -P -m autograder.sandbox.fresh_main CHANNEL PARENT
"""

import sys

from autograder.sandbox.child_main import forgive_backslashes, print_in_order, run_child, settle
from autograder.sandbox.framing import read_frame
from autograder.sandbox.layers import Confinement
from autograder.sandbox.surroundings import decode_surroundings


def main(channel: int, parent: int) -> None:
    """Prepare for one child, and become it."""
    channel = settle(channel)
    message = read_frame(channel)
    if message is not None:
        surroundings = decode_surroundings(message)
        print_in_order()
        forgive_backslashes()
        run_child(channel, 1, Confinement(surroundings, parent), surroundings.minimum)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
