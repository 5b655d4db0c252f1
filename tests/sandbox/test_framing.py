import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.framing import FrameReader, Garbled, frame, read_frame, write_frame


@given(st.lists(st.binary(max_size=50), max_size=5), st.integers(1, 20))
def test_records_survive_any_cutting_of_the_stream(messages: list[bytes], step: int) -> None:
    stream = b"".join(map(frame, messages))
    reader, found = FrameReader(100), []
    for start in range(0, len(stream), step):
        reader.feed(stream[start : start + step])
        while (message := reader.next()) is not None:
            found.append(message)
    assert found == messages


def test_a_length_over_the_cap_is_refused_before_anything_is_held() -> None:
    reader = FrameReader(10)
    reader.feed(b"\xff\xff\xff\xff")
    with pytest.raises(Garbled, match="4294967295 bytes"):
        reader.next()


def test_records_cross_a_pipe_and_its_end_is_seen() -> None:
    ours, theirs = os.pipe()
    write_frame(theirs, b"hello")
    os.write(theirs, b"\0\0")
    os.close(theirs)
    assert read_frame(ours) == b"hello"
    assert read_frame(ours) is None
    os.close(ours)
