import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.batch.statistics.code_units import code_units, normalised_tokens, without_comments

PLAIN = """
import numpy as np

def area(width, height):
    total = width * height
    for row in range(width):
        total += row - height ** 2
    return np.sqrt(total) + 1

def other(x):
    return x + 1
"""
DISGUISED = '''
import numpy as np

def second(value):  # moved up
    """Words."""
    return value + 1

def surface(w, h):
    """Other words."""
    # a comment
    s = w * h
    for i in range(w):

        s += i - h ** 2   # more

    return np.sqrt(s) + 1
'''


def prints(source: str) -> set[int]:
    return {one for unit in code_units({"solution.py": source.encode()}) for one in unit.prints}


def test_renaming_comments_layout_and_order_change_no_print() -> None:
    assert prints(PLAIN) == prints(DISGUISED)


def test_another_operator_changes_some_prints() -> None:
    assert prints(PLAIN) != prints(PLAIN.replace("row - height", "row + height"))


def test_a_unit_knows_its_name_its_line_and_its_text() -> None:
    area, other, rest = code_units({"solution.py": PLAIN.encode()})
    assert (area.name, area.line) == ("area", 4)
    assert area.source.startswith("def area(width")
    assert (other.name, rest.name) == ("other", "")
    assert rest.source == "import numpy as np"


def test_code_that_does_not_compile_is_still_compared() -> None:
    (unit,) = code_units({"solution.py": PLAIN.replace("return x + 1", "return (x + 1").encode()})
    assert unit.tokens > 20


def test_only_python_is_looked_at() -> None:
    assert code_units({"answers.tex": b"x = 1", "notes.txt": b"x = 1"}) == ()


@pytest.mark.parametrize(
    "source", [b"", b"\x00", b"\xff\xfe", b"(" * 5000, b"def f():\n\treturn 1\n  x", b"'" * 9, b"-" * 99_999 + b"1"]
)
def test_no_bytes_break_the_reading(source: bytes) -> None:
    code_units({"solution.py": source})


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(source: str) -> None:
    units = code_units({"solution.py": source.encode("utf-8", "surrogatepass")})
    for unit in units:
        without_comments(unit.source)
        assert all(1 <= token.line <= unit.source.count("\n") + 1 for token in normalised_tokens(unit.source))


def test_a_submission_of_many_large_files_stays_small() -> None:
    units = code_units({f"{n}.py": b"x = 1\n" * 5_000 for n in range(30)})
    assert sum(len(unit.source) for unit in units) <= 100_000


def test_words_are_left_out_for_readers_who_must_not_know_names() -> None:
    shown = without_comments(
        'def f(x):  # by Student N0001\n    """Student N0001 wrote this.\n    All."""\n    return "N0001", x'
    )
    assert "N0001" not in shown
    assert "return" in shown
