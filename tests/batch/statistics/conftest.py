"""Graded submissions of the tests of reports, as material for summaries."""

import pytest

from autograder.domain.classroom import AssignmentFacts
from tests.batch.statistics.classes import small_facts


@pytest.fixture
def facts() -> AssignmentFacts:
    return small_facts()
