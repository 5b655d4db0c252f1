"""The command line: arguments in, calls, exit codes out.

Exit codes: 0 graded · 1 a check found faults · 2 bad usage · 3 the submission could not be read · 4 the engine failed.
"""

from autograder.cli.main import main

__all__ = ["main"]
