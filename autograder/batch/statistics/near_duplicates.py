"""Pairs of submissions whose code is more alike than chance explains: for a person's look, never a verdict.

What the class itself shares tells what means nothing. A fingerprint that a share f of the class has is worth -ln f, so
that the formula everybody writes is worth nothing; a function is worth the mean of its fingerprints, since they come
together. A long function that hardly anybody else has is worth more the longer it is, for how unlikely it is cannot be
counted in one class. A pair is put forward where the sum exceeds what the luckiest of all pairs of a class of this size
would reach. The template's own code counts nothing.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from autograder.batch.statistics.code_units import without_comments
from autograder.batch.statistics.matching import matched_units
from autograder.domain.classroom import CodePair, CodeUnit

MOST_PAIRS = 300
_CHANCE_PAIRS = 0.05
"""Pairs that a class without any copying may be expected to have put forward."""
_LEAST_SURPRISE = 12.0
_LONG_TOKENS = 40
_FEW = 5
"""Submissions that may have a function, or a fingerprint, for it still to be hardly anybody's."""
_PER_RARE_PRINT = 0.25
_COLUMNS = 2048

Code = Mapping[str, tuple[CodeUnit, ...]]


def near_duplicates(code: Code, template: Sequence[CodeUnit], *, anonymous: bool = False) -> tuple[CodePair, ...]:
    """Return the pairs worth a look, the most surprising first and at most `MOST_PAIRS`.

    Parameters
    ----------
    code
        Units of each submission, by participant.
    template
        Units of what students start from.
    anonymous
        True to leave comments and strings out of what is shown.
    """
    given = frozenset(one for unit in template for one in unit.prints)
    classroom = _Classroom(code, given)
    found = sorted(classroom.pairs(), key=lambda one: (-round(one[0], 6), one[1], one[2]))[:MOST_PAIRS]
    return tuple(_pair(classroom, surprise, left, right, anonymous) for surprise, left, right in found)


class _Classroom:
    """All fingerprints of a class, with what each is worth."""

    def __init__(self, code: Code, given: frozenset[int]) -> None:
        self.code = {key: code[key] for key in sorted(code) if code[key]}
        self.keys = tuple(self.code)
        self.own = {
            key: frozenset(one for unit in units for one in unit.prints) - given for key, units in self.code.items()
        }
        self.spread = Counter(one for prints in self.own.values() for one in prints)
        same = Counter(prints for units in self.code.values() for prints in {unit.prints for unit in units})
        few = max(_FEW, len(self.keys) // 100)
        self.usual = frozenset(prints for prints, count in same.items() if count > few)
        self.rare = max(_FEW, len(self.keys) // 20)

    @property
    def threshold(self) -> float:
        """Surprise that chance alone reaches in fewer than `_CHANCE_PAIRS` of all pairs."""
        number = len(self.keys)
        return max(_LEAST_SURPRISE, math.log(max(1, number * number / 2) / _CHANCE_PAIRS))

    def pairs(self) -> Iterator[tuple[float, str, str]]:
        """Yield surprise and both keys of each pair above the threshold."""
        for left, right in self._candidates():
            surprise = min(self.surprise(left, right), self.surprise(right, left))
            if surprise >= self.threshold:
                yield surprise, left, right

    def surprise(self, left: str, right: str) -> float:
        """Return the surprise at finding so much of `left` in `right`."""
        shared = self.own[right]
        return math.fsum(worth for one, worth in self._worths(left).items() if one in shared)

    def similarity(self, left: str, right: str) -> float:
        """Return the share of the smaller one's own fingerprints that the other has."""
        ours, theirs = self.own[left], self.own[right]
        return len(ours & theirs) / max(1, min(len(ours), len(theirs)))

    def _worths(self, key: str) -> dict[int, float]:
        worths: dict[int, float] = {}
        for unit in self.code[key]:
            long = unit.tokens >= _LONG_TOKENS and unit.prints not in self.usual
            for one in unit.prints:
                if one in self.own[key]:
                    worth = math.log(len(self.keys) / self.spread[one]) / len(unit.prints)
                    more = _PER_RARE_PRINT if long and self.spread[one] <= self.rare else 0.0
                    worths.setdefault(one, worth + more)
        return worths

    def _candidates(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs that a matrix product finds near the threshold; `surprise` then decides without rounding."""
        shared = sorted(one for one, count in self.spread.items() if count >= 2)
        place = {one: index for index, one in enumerate(shared)}
        number = len(self.keys)
        total: NDArray[np.float32] = np.zeros((number, number), np.float32)
        rows = [{place[one]: worth for one, worth in self._worths(key).items() if one in place} for key in self.keys]
        for start in range(0, len(shared), _COLUMNS):
            worths = np.zeros((number, min(_COLUMNS, len(shared) - start)), np.float32)
            for row, found in enumerate(rows):
                for column, worth in found.items():
                    if start <= column < start + worths.shape[1]:
                        # a print that all have is worth nothing, and must still be seen to be there
                        worths[row, column - start] = max(worth, 1e-12)
            total += worths @ (worths > 0).T.astype(np.float32)
        near = np.minimum(total, total.T) >= 0.99 * self.threshold
        for left, right in np.argwhere(np.triu(near, 1)):
            yield self.keys[left], self.keys[right]


def _pair(classroom: _Classroom, surprise: float, left: str, right: str, anonymous: bool) -> CodePair:
    own = classroom.own[left] & classroom.own[right]
    shown = without_comments if anonymous else str
    return CodePair(
        id=hashlib.sha256(f"{left}\x1f{right}".encode()).hexdigest()[:12],
        left=left,
        right=right,
        similarity=round(classroom.similarity(left, right), 4),
        surprise=round(surprise, 2),
        units=matched_units(classroom.code[left], classroom.code[right], own, shown),
    )
