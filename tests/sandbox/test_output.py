from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.output import OutputTape


@given(st.lists(st.binary(max_size=30)), st.integers(1, 60))
def test_the_beginning_is_kept_and_the_rest_counted(chunks: list[bytes], limit: int) -> None:
    tape = OutputTape(limit)
    for chunk in chunks:
        tape.feed(chunk)
    everything = b"".join(chunks)
    kept = everything[:limit].decode("utf-8", errors="replace")
    assert tape.text().startswith(kept)
    dropped = len(everything) - limit
    assert (tape.text() == kept) == (dropped <= 0)
    assert dropped <= 0 or f"[{dropped:,} more bytes" in tape.text()
