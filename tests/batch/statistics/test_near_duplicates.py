import random

from autograder.batch.statistics.code_units import code_units
from autograder.batch.statistics.near_duplicates import near_duplicates
from autograder.domain.classroom import CodePair, CodeUnit
from tests.batch.statistics.classes import own_code

FORMULA = b"""
def receptive_field(first, second, pixel, size):
    reached = np.zeros((size, size), dtype=bool)
    for row in range(size):
        for column in range(size):
            for i in range(3):
                for j in range(3):
                    if second[i, j] and inside(row + i - 1, column + j - 1, size):
                        reached[row, column] |= first[i, j]
    return reached
"""


def units(source: bytes) -> tuple[CodeUnit, ...]:
    return code_units({"solution.py": source})


def everybody(size: int) -> dict[str, bytes]:
    draw = random.Random(7)
    return {f"s{number:03d}": own_code(draw) for number in range(size)}


def found(sources: dict[str, bytes], template: bytes = b"") -> tuple[CodePair, ...]:
    return near_duplicates({key: units(source) for key, source in sources.items()}, units(template))


def disguised(source: bytes) -> bytes:
    text = source.decode().replace("rows", "lines").replace("weight", "w").replace("total", "acc")
    head, *functions = text.split("def ")
    return (head + "# mine\n" + "".join(f"def {one}" for one in reversed(functions))).encode()


def names(pairs: tuple[CodePair, ...]) -> list[tuple[str, str]]:
    return [(pair.left, pair.right) for pair in pairs]


def test_a_class_of_strangers_has_no_pair() -> None:
    assert found(everybody(120)) == ()


def test_a_renamed_reordered_commented_copy_is_found_and_no_other() -> None:
    sources = everybody(120)
    sources["s101"] = disguised(sources["s007"])
    (pair,) = found(sources)
    assert (pair.left, pair.right) == ("s007", "s101")
    assert pair.similarity > 0.95
    helper = pair.units[0]
    assert helper.left_name == helper.right_name == "helper"
    assert all(marked for marked, line in helper.left if line.strip())


def test_a_ring_of_copies_is_found_whole() -> None:
    sources = everybody(34)
    for copy in ("s010", "s020", "s030"):
        sources[copy] = disguised(sources["s001"])
    assert {key for pair in names(found(sources)) for key in pair} == {"s001", "s010", "s020", "s030"}


def test_the_same_short_formulas_in_a_class_of_two_are_no_pair() -> None:
    honest = b"\n".join(f"def f{n}(a, b):\n    return a + {n} * b ** 2\n".encode() for n in range(15))
    assert found({"a": honest, "b": honest}) == ()


def test_two_honest_solutions_of_one_ten_line_formula_are_no_pair() -> None:
    sources = everybody(40)
    for key in ("s001", "s002"):
        sources[key] = FORMULA + sources[key]
    assert found(sources) == ()


def test_a_long_copy_in_a_class_of_two_is_found() -> None:
    (source,) = everybody(1).values()
    assert names(found({"a": source, "b": disguised(source)})) == [("a", "b")]


def test_what_the_template_gives_counts_nothing() -> None:
    (source,) = everybody(1).values()
    assert found({"a": source, "b": source}, template=source) == ()


def test_what_everybody_shares_counts_nothing() -> None:
    given = own_code(random.Random(99))
    sources = {key: given + source for key, source in everybody(60).items()}
    assert found(sources) == ()


def test_the_order_of_submissions_changes_nothing() -> None:
    sources = everybody(40)
    sources["s031"] = disguised(sources["s007"])
    assert found(sources) == found(dict(reversed(sources.items())))


def test_empty_programs_resemble_nobody() -> None:
    assert found({"a": b"", "b": b"", "c": b"x"}) == ()
