from dataclasses import replace

from autograder.batch.statistics.concerns import concerns_of
from autograder.domain.classroom import Concern, Need
from tests.reporting import samples


def test_an_empty_template_is_somebody_to_ask() -> None:
    blank = replace(samples.blank(), alerts=())
    (found,) = concerns_of(blank)
    assert found.need is Need.BLANK
    assert all(file.name in found.said for file in blank.files)


def test_nothing_answered_for_a_reason_is_told_by_the_reason() -> None:
    assert concerns_of(samples.blank()) == (Concern(Need.NO_RESULT, samples.blank().alerts[0].message),)


def test_what_could_not_be_read_is_not_called_blank() -> None:
    assert [one.need for one in concerns_of(samples.unreadable())] == [Need.NO_RESULT]


def test_an_answer_is_no_blank() -> None:
    assert Need.BLANK not in {one.need for one in concerns_of(samples.fair())}
