"""Where a failure of the engine or of the reference becomes `Ungraded`, never a number."""

import logging
from collections.abc import Callable, Iterable, Mapping

from autograder.domain.verdicts import Ungraded, Verdict

_log = logging.getLogger("autograder.grading")


def adorned(verdicts: Mapping[str, Verdict], adorn: Callable[[], Mapping[str, Verdict]]) -> Mapping[str, Verdict]:
    """Return verdicts with something added that decides nothing; as they are, if adding it fails."""
    try:
        return adorn()
    except MemoryError:
        raise
    except Exception as failure:  # noqa: BLE001 - a picture that cannot be drawn must not cost a verdict
        _log.warning("a verdict stays without its picture", exc_info=failure)
        return verdicts


def guarded(what: str, criteria: Iterable[str], judge: Callable[[], Mapping[str, Verdict]]) -> Mapping[str, Verdict]:
    """Judge, or say for every criterion that it could not be judged.

    Parameters
    ----------
    what
        Names the answer in the failure: "4.1 A".
    criteria
        The criteria that `judge` decides.
    """
    try:
        return judge()
    except MemoryError:
        raise  # whoever holds the limit knows whose doing it is
    except Exception as failure:  # noqa: BLE001 - whatever fails here is ours, and must not cost the student a point
        _log.warning("%s could not be graded", what, exc_info=failure)
        reason = f"{what} could not be graded: {type(failure).__name__}: {failure}"
        return {criterion: Ungraded(reason[:500]) for criterion in criteria}
