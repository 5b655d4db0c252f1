"""One row as bytes in, its verdict as bytes out: what the processes that judge answer with."""

import gc
import json
from dataclasses import asdict

from autograder.mathematics.decision import LastResort, sympy_simplifies
from autograder.mathematics.notation import Notation
from autograder.mathematics.pairs.comparing import compare_pair
from autograder.mathematics.pairs.rows import PairRow
from autograder.mathematics.pairs.verdicts import Found, PairVerdict
from autograder.mathematics.tree import Node

_WARM = ('{"student": "sin(x)^2+x>1", "reference": "{1,2}", "syntax": "text"}', '{"student": "1", "reference": "x"}')


def warm() -> None:
    """Fill the caches that every worker would otherwise fill again."""
    for line in _WARM:
        compare_pair(PairRow.model_validate_json(line))
    gc.collect()


def answer(request: bytes) -> bytes:
    """Decide one row, and say whether sympy might still decide it."""
    might = _Noticed()
    found = _judged(PairRow.model_validate_json(request), might)
    return json.dumps({**asdict(found), "sympy_might": might.asked}).encode()


def answer_at_last(request: bytes) -> bytes:
    """Decide one row with sympy's simplification behind everything else; it may run for ever."""
    found = _judged(PairRow.model_validate_json(request), sympy_simplifies)
    return json.dumps({**asdict(found), "sympy_might": False}).encode()


class _Noticed:
    """A last resort that decides nothing: it only notices that it was asked."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, _left: Node, _right: Node, _notation: Notation) -> bool:
        self.asked = True
        return False


def _judged(row: PairRow, last_resort: LastResort) -> Found:
    try:
        return compare_pair(row, last_resort)
    except MemoryError:
        raise
    except Exception as failure:  # noqa: BLE001 - a mistake of ours is never a verdict about an answer
        return Found(PairVerdict.UNDECIDED, reason=f"internal failure ({type(failure).__name__})")
