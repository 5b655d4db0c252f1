from fractions import Fraction

import pytest

from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded, Verdict
from autograder.reporting.standing import Standing, standing_of
from tests.reporting import samples

RIGHT, HALF, WRONG = Judged(Fraction(1)), Judged(Fraction(1, 2)), Judged(Fraction(0))


@pytest.mark.parametrize(
    ("verdicts", "standing"),
    [
        ((RIGHT, RIGHT), Standing.RIGHT),
        ((RIGHT, WRONG), Standing.PARTLY),
        ((HALF,), Standing.PARTLY),
        ((WRONG, WRONG), Standing.WRONG),
        ((WRONG, Pending("")), Standing.PENDING),
        ((HALF, Pending("")), Standing.PARTLY),
        ((RIGHT, Pending("")), Standing.PENDING),
        ((RIGHT, Undecided(""), Pending("")), Standing.UNDECIDED),
        ((WRONG, Ungraded("")), Standing.UNGRADED),
    ],
)
def test_a_part_stands_as_its_criteria_do(verdicts: tuple[Verdict, ...], standing: Standing) -> None:
    made = samples.part("", "", *(samples.criterion(str(n), "1", one) for n, one in enumerate(verdicts)))
    assert standing_of(made) is standing
    assert standing_of(samples.subquestion("1.1", "", made)) is standing


def test_a_subquestion_is_missing_only_if_all_of_it_is() -> None:
    missing = samples.missing_part("a", "", "1")
    answered = samples.part("b", "", samples.criterion("b", "1", RIGHT))
    assert standing_of(samples.subquestion("1.1", "", missing, missing)) is Standing.MISSING
    assert standing_of(samples.subquestion("1.1", "", missing, answered)) is Standing.PARTLY


def test_no_credit_for_nothing_handed_in_is_missing_and_not_wrong() -> None:
    assert standing_of(samples.criterion("a", "1", WRONG, counted=None)) is Standing.MISSING
    assert standing_of(samples.criterion("a", "1", WRONG)) is Standing.WRONG
