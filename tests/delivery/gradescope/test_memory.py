from pathlib import Path

import pytest

from autograder.delivery.gradescope.memory import LEAST_BYTES, OWN_BYTES, room_for_one

MB = 1024**2


def test_without_the_systems_word_the_declared_memory_counts(tmp_path: Path) -> None:
    assert room_for_one(768, tmp_path) == 768 * MB - OWN_BYTES


@pytest.mark.parametrize("name", ["sys/fs/cgroup/memory.max", "sys/fs/cgroup/memory/memory.limit_in_bytes"])
def test_the_systems_word_counts_if_it_is_less(tmp_path: Path, name: str) -> None:
    limit = tmp_path / name
    limit.parent.mkdir(parents=True)
    limit.write_text(f"{600 * MB}\n")
    assert room_for_one(768, tmp_path) == 600 * MB - OWN_BYTES
    limit.write_text(f"{9000 * MB}\n")
    assert room_for_one(768, tmp_path) == 768 * MB - OWN_BYTES
    limit.write_text("max\n")
    assert room_for_one(768, tmp_path) == 768 * MB - OWN_BYTES


def test_a_student_always_has_some(tmp_path: Path) -> None:
    assert room_for_one(100, tmp_path) == LEAST_BYTES
