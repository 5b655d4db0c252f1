"""Reading what students write into the one tree: LaTeX, plain text, sympy objects; whole derivations line by line."""

from autograder.mathematics.reading.derivations import read_derivation
from autograder.mathematics.reading.expressions import read_latex
from autograder.mathematics.reading.macros import NO_MACROS, Macros, collect_macros
from autograder.mathematics.reading.own_letters import with_own_letters
from autograder.mathematics.reading.results import Read, ReadLine
from autograder.mathematics.reading.symbolic import read_symbolic
from autograder.mathematics.reading.texts import read_text
from autograder.mathematics.reading.uses import Use, read_uses

__all__ = [
    "NO_MACROS",
    "Macros",
    "Read",
    "ReadLine",
    "Use",
    "collect_macros",
    "read_derivation",
    "read_latex",
    "read_symbolic",
    "read_text",
    "read_uses",
    "with_own_letters",
]
