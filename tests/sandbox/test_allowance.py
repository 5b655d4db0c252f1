from autograder.sandbox.allowance import Allowance
from autograder.wire import encode

LARGE = encode("x" * 9_900)


def test_four_results_of_the_largest_size_are_held_and_no_more() -> None:
    allowance = Allowance(10_000)
    assert [allowance.takes(LARGE) for _ in range(6)] == [True] * 4 + [False] * 2


def test_small_results_are_held_however_much_was_taken_before() -> None:
    allowance = Allowance(10_000)
    while allowance.takes(LARGE):
        continue
    assert all(allowance.takes(encode(0.5)) for _ in range(1_000))


def test_lists_count_as_what_they_take_in_memory() -> None:
    assert not Allowance(10_000).takes(encode([[]] * 1_000))
