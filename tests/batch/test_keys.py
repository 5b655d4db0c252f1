"""Folder names that nobody can choose badly."""

import re

from hypothesis import given
from hypothesis import strategies as st

from autograder.batch.keys import unique_keys

SAFE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@given(st.lists(st.text(max_size=80), unique=True, max_size=8))
def test_any_names_give_safe_keys_that_differ_on_any_file_system(names: list[str]) -> None:
    keys = unique_keys(names)
    assert len({key.casefold() for key in keys}) == len(names)
    assert all(SAFE.fullmatch(key) for key in keys)


@given(st.lists(st.sampled_from(["a", "A", "ä", "a b", "a-b", "con", "..", "甲", "0001"]), unique=True))
def test_keys_do_not_depend_on_the_order(names: list[str]) -> None:
    keys = dict(zip(names, unique_keys(names), strict=True))
    again = dict(zip(names[::-1], unique_keys(names[::-1]), strict=True))
    assert keys == again


def test_a_student_id_is_its_own_key() -> None:
    assert unique_keys(["0000123", "A77"]) == ("0000123", "a77")


def test_a_reserved_name_is_never_a_key() -> None:
    assert "con" not in unique_keys(["CON"])
