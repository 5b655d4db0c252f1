import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.printed import own_lines

TRACEBACK = """before
Traceback (most recent call last):
  File "solution.py", line 6, in modulus
    np.linalg.inv(np.zeros((2, 2)))
  File "/opt/env/lib/python3.11/site-packages/numpy/linalg/_linalg.py", line 647, in inv
    ainv = _umath_linalg.inv(a, signature=signature)
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "<frozen runpy>", line 198, in _run_module_as_main
  File "/opt/autograder/sandbox/child.py", line 61, in serve
numpy.linalg.LinAlgError: Singular matrix
after
"""


def test_a_traceback_shows_the_students_lines_and_the_error() -> None:
    assert own_lines(TRACEBACK).splitlines() == [
        "before",
        "Traceback (most recent call last):",
        '  File "solution.py", line 6, in modulus',
        "    np.linalg.inv(np.zeros((2, 2)))",
        "numpy.linalg.LinAlgError: Singular matrix",
        "after",
    ]


def test_a_frame_that_was_cut_off_tells_nothing_either() -> None:
    frame = '  File "/opt/course/lib/autograder/sandbox/child.py", line 12 in _outcome'
    for length in range(len('  File "/o'), len(frame)):
        assert own_lines(f"before\n{frame[:length]}") == "before\n"


def test_a_path_into_a_package_is_cut_down_to_the_package() -> None:
    assert (
        own_lines("/opt/env/lib/site-packages/numpy/core.py:12: RuntimeWarning") == "numpy/core.py:12: RuntimeWarning"
    )


@pytest.mark.parametrize(
    "text", ["", "loss 0.3 / 4\n", "see /tmp or a/b\n", '  File "solution.py", line 3\n    x = (\n']
)
def test_what_a_student_printed_otherwise_is_left_alone(text: str) -> None:
    assert own_lines(text) == text


@given(st.text(max_size=200))
def test_it_is_settled_after_one_pass_on_ordinary_text(text: str) -> None:
    if '"' not in text and "/" not in text:
        assert own_lines(text) == text


def test_where_an_object_lies_is_not_told() -> None:
    assert own_lines(f"{object()} at {id(own_lines):#x}\n0xdeadbeefcafe") == (
        f"<object object at 0x…> at {id(own_lines):#x}\n0xdeadbeefcafe"
    )
