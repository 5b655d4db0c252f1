"""The one token type of both dialects, and the failure that ends a reading."""

from typing import NamedTuple


class Token(NamedTuple):
    r"""One token.

    The lexer of LaTeX emits the raw kinds ``number dotted letters command text upright raised lowered double
    other``; cleaning turns them into the kinds the parser knows, which the lexer of plain text emits directly:

    =============  =====================================================================================
    ``num``        an unsigned literal
    ``name``       a letter, Greek letter or identifier in canonical form
    ``function``   a head of `tree.HEADS` written as a word: ``log``, ``trace``
    ``optimum``    ``argmax argmin max min sup inf``
    ``constant``   ``pi e i infinity`` where no letter could be meant
    ``open close`` brackets; bars too where ``\\left``, ``\\lvert`` and the like say which
    ``rel``        a relation; `text` is the value of a `RelationKind`
    ``logic``      ``and``, ``or``, ``not``
    ``accent``     ``dot hat tilde bar ...``
    ``begin end``  an environment of rows
    a sign         itself: ``+ - ± ∓ * / ! ^ _ ' , ; : | || { } & \\\\ ⊗ ⊙ ∪ ∩ ∖``
    a construct    ``frac sqrt binom int sum lim expectation divergence norm abs nabla partial over ...``
    =============  =====================================================================================
    """

    kind: str
    text: str
    at: int
    """Offset in the source; what a macro expands to stands where the macro was called."""


END = "end of input"


class Unreadable(Exception):
    """Reading cannot go on; turned into a fault where the reading started.

    Parameters
    ----------
    message
        One sentence for the student.
    at
        Offset in the source.
    too_large
        True if a cap was hit.
    """

    def __init__(self, message: str, at: int, *, too_large: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.too_large = too_large
