"""Deciding pairs of answers in bulk, without any assignment: rows in, verdicts out, in a process that can be killed.

>>> from autograder.mathematics.pairs import compare_pair, read_row
>>> compare_pair(read_row('{"id": 1, "student": "(x+1)^2", "reference": "x^2+2x+1", "syntax": "text"}')).verdict
<PairVerdict.EQUAL: 'equal'>

`compare_pair` decides in this process; `Judge` does the same where nothing a row holds can harm its caller.
"""

from autograder.mathematics.pairs.comparing import compare_pair
from autograder.mathematics.pairs.judge import Judge, JudgeLimits
from autograder.mathematics.pairs.rows import BadRow, OptionsTable, PairRow, SymbolTable, read_row
from autograder.mathematics.pairs.verdicts import Found, PairVerdict

__all__ = [
    "BadRow",
    "Found",
    "Judge",
    "JudgeLimits",
    "OptionsTable",
    "PairRow",
    "PairVerdict",
    "SymbolTable",
    "compare_pair",
    "read_row",
]
