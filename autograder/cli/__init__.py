"""The command line: arguments in, calls, exit codes out.

Exit codes: 0 graded · 1 a check found faults · 2 bad usage · 3 the submission could not be read · 4 the engine failed.
"""

import os

# before numpy is loaded, which reads it once: a process of one thread can be forked, and adds up in one order
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_variable, "1")

from autograder.cli.main import main  # noqa: E402 - see above

__all__ = ["main"]
