import pytest

from autograder.intake.archive.limits import MEBIBYTE, ArchiveLimits


@pytest.mark.parametrize(
    ("unpacked", "packed", "bomb"),
    [
        (MEBIBYTE, 0, False),
        (MEBIBYTE, 1, False),
        (MEBIBYTE + 1, 0, True),
        (MEBIBYTE + 1, 1, True),
        (4 * MEBIBYTE, 2 * MEBIBYTE, False),
        (4 * MEBIBYTE, MEBIBYTE, False),
        (4 * MEBIBYTE + 1, MEBIBYTE, True),
    ],
)
def test_only_much_out_of_little_is_a_bomb(unpacked, packed, bomb):
    assert ArchiveLimits(ratio=4).explodes(unpacked, packed) is bomb
