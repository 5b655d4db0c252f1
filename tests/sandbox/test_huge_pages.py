import pytest

from autograder.sandbox import huge_pages
from autograder.sandbox.layers import kernel

MAPS = """\
55d0c0a00000-55d0c0e00000 rw-p 00000000 00:00 0                          [heap]
7f0000000000-7f0000100000 r-xp 00000000 08:01 42                         /usr/lib/libpython3.11.so
7f0000100000-7f0000200000 rw-p 00100000 08:01 42                         /usr/lib/libpython3.11.so
7f0000200000-7f0000a00000 rw-p 00000000 00:00 0
7f0000a00000-7f0000b00000 rw-s 00000000 00:01 7                          /dev/shm/shared
7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0                          [stack]
"""


def test_only_private_memory_of_no_file_is_gathered() -> None:
    assert list(huge_pages._own_memory(MAPS)) == [
        (0x55D0C0A00000, 0x55D0C0E00000),
        (0x7F0000200000, 0x7F0000A00000),
    ]


@pytest.mark.skipif(not kernel.LINUX, reason="Linux's own call")
def test_gathering_changes_no_byte() -> None:
    content = bytearray(range(256)) * (1 << 15)
    huge_pages.gather()
    assert content == bytearray(range(256)) * (1 << 15)
