import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.delivery.gradescope.metadata import SubmissionMetadata, read_metadata
from tests.delivery.gradescope.shapes import SHAPES, metadata, written

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_read(name: str) -> None:
    assert isinstance(read_metadata(written(SHAPES[name])), SubmissionMetadata)


def test_points_may_be_text() -> None:
    assert read_metadata(written(metadata())).assignment.total_points == Decimal("79.0")


def test_ids_may_be_numbers() -> None:
    read = read_metadata(written(metadata()))
    assert read.id == "123456"
    assert read.users[0].sid == "0065"


def test_nulls_are_nothing() -> None:
    read = read_metadata(written(SHAPES["every field null"]))
    assert read == SubmissionMetadata()


def test_one_broken_field_costs_only_itself() -> None:
    shape = metadata(created_at="yesterday", users=[1, {"name": ["x"], "email": "student.b@example.edu"}])
    read = read_metadata(written(shape))
    assert read.created_at is None
    assert [(one.name, one.email) for one in read.users] == [(None, "student.b@example.edu")]
    assert read.assignment.due_date is not None


def test_a_time_without_a_zone_is_in_utc() -> None:
    assert read_metadata(written(metadata("2022-03-31T10:00:00"))).created_at == datetime(2022, 3, 31, 10, tzinfo=UTC)


def test_a_number_is_no_time() -> None:
    assert read_metadata(json.dumps({"created_at": 5}).encode()).created_at is None


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 100_000, b'{"id": NaN}'])
def test_what_is_no_metadata_tells_nothing(content: bytes) -> None:
    assert read_metadata(content) == SubmissionMetadata()


@given(st.dictionaries(st.sampled_from(sorted(metadata())), anything))
def test_reading_never_fails(shape: dict[str, Any]) -> None:
    read = read_metadata(json.dumps(shape).encode())
    assert read.created_at is None or read.created_at.tzinfo is not None


@given(st.binary(max_size=200))
def test_no_bytes_break_it(content: bytes) -> None:
    assert isinstance(read_metadata(content), SubmissionMetadata)
