"""Reading one expression in plain text; what holds a backslash is read as LaTeX."""

from autograder.domain.faults import Place
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading.expressions import read_latex, read_tokens
from autograder.mathematics.reading.faults import FaultList
from autograder.mathematics.reading.limits import EXPRESSION_CHARACTERS
from autograder.mathematics.reading.results import Read
from autograder.mathematics.reading.text_lexer import tokenize_text
from autograder.mathematics.reading.tokens import Unreadable


def read_text(source: str, notation: Notation, place: Place | None = None) -> Read:
    """Read one expression in plain text; never raises, evaluates nothing.

    Parameters
    ----------
    source
        Such as ``sqrt(1+a**2)``, ``x<3 or x>=5``, ``{1, 2}``, ``[[1,2],[3,4]]``.
    notation
        The names of the question.
    place
        Where the source starts, if it has a place.
    """
    if "\\" in source:
        return read_latex(source, notation, place=place)
    faults = FaultList(source[:EXPRESSION_CHARACTERS], place)
    try:
        if len(source) > EXPRESSION_CHARACTERS:
            raise Unreadable(f"This is longer than {EXPRESSION_CHARACTERS} characters.", 0, too_large=True)
        tokens = tokenize_text(source, notation, faults)
    except Unreadable as trouble:
        faults.stopped(trouble)
        return Read(None, tuple(faults.found.values()))
    return read_tokens(tokens, notation, faults, (), text_syntax=True)
