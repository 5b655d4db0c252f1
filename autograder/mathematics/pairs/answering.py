"""One row as bytes in, its verdict as bytes out: what the process that judges answers with."""

import gc
import json
from dataclasses import asdict

from autograder.mathematics.pairs.comparing import compare_pair
from autograder.mathematics.pairs.rows import PairRow
from autograder.mathematics.pairs.verdicts import Found, PairVerdict

_WARM = ('{"student": "sin(x)^2+x>1", "reference": "{1,2}", "syntax": "text"}', '{"student": "1", "reference": "x"}')


def warm() -> None:
    """Fill the caches that every worker would otherwise fill again."""
    for line in _WARM:
        compare_pair(PairRow.model_validate_json(line))
    gc.collect()


def answer(request: bytes) -> bytes:
    """Decide one row."""
    return json.dumps(asdict(_judged(PairRow.model_validate_json(request)))).encode()


def _judged(row: PairRow) -> Found:
    try:
        return compare_pair(row)
    except MemoryError:
        raise
    except Exception as failure:  # noqa: BLE001 - a mistake of ours is never a verdict about an answer
        return Found(PairVerdict.UNDECIDED, reason=f"internal failure ({type(failure).__name__})")
