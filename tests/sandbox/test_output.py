from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.output import OutputTape

CUT = "\n[more was printed and is not shown]\n"


@given(st.lists(st.binary(max_size=30)), st.integers(1, 60))
def test_the_beginning_is_kept_and_a_cut_is_said(chunks: list[bytes], limit: int) -> None:
    tape = OutputTape(limit)
    for chunk in chunks:
        tape.feed(chunk)
    everything = b"".join(chunks)
    kept = everything[:limit].decode("utf-8", errors="replace")
    assert tape.text() == (kept + CUT if len(everything) > limit else kept)


def test_a_flood_reads_the_same_however_long_it_lasted() -> None:
    texts = set()
    for length in (100, 10_000):
        tape = OutputTape(50)
        tape.feed(b"x" * length)
        texts.add(tape.text())
    assert len(texts) == 1
