"""A tolerance is a margin, scaled by the reference."""

import math

import pytest

from autograder.domain.tolerance import Tolerance


def test_the_margin_grows_with_the_reference() -> None:
    assert Tolerance(absolute=1.0, relative=0.1).margin(10.0) == 2.0


@pytest.mark.parametrize("margins", [(-1.0, 0.0), (0.0, -1e-9), (math.nan, 0.0), (0.0, math.nan)])
def test_a_negative_or_undefined_margin_is_refused(margins: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="at least 0"):
        Tolerance(*margins)
