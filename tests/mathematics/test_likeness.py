import pytest

from autograder.assignment import load_assignment, shipped_folder
from autograder.mathematics.likeness import likeness, likeness_of_form
from autograder.mathematics.meaning import Meaning
from autograder.mathematics.reading import read_latex


@pytest.fixture(scope="module")
def game() -> Meaning:
    assignment = load_assignment(shipped_folder("reference"))
    (meaning,) = (question.meaning for question in assignment.questions if question.table.id == "4")
    assert meaning is not None
    return meaning


def of(source: str, meaning: Meaning) -> str:
    node = read_latex(source, meaning.notation).node
    assert node is not None
    return likeness(node, meaning)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"2(\alpha^2+1)", r"A = 2 + 2\alpha^2"),
        (r"\{1+\alpha, 1-\alpha\}", r"1 \pm \alpha"),
        (r"\sqrt{1+\alpha^2}", r"(1+\alpha^2)^{1/2}"),
        (r"\begin{bmatrix}1&\alpha\\ \alpha&1\end{bmatrix}", r"A=\begin{pmatrix}1&\alpha\\ \alpha&1\end{pmatrix}"),
        (r"\alpha - \alpha", r"0 \cdot \alpha"),
    ],
)
def test_one_value_in_two_spellings_is_alike(game: Meaning, one: str, other: str) -> None:
    assert of(one, game) == of(other, game) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"1+\alpha^2", r"1-\alpha^2"),
        (r"\alpha", r"\alpha + 10^{-4}"),
        (r"(0, \alpha)", r"(\alpha, 0)"),
        (r"\begin{bmatrix}1&\alpha\end{bmatrix}", r"\begin{bmatrix}1\\ \alpha\end{bmatrix}"),
        (r"1", r"\{1, 1+\alpha\}"),
    ],
)
def test_different_values_are_not_alike(game: Meaning, one: str, other: str) -> None:
    assert of(one, game) != of(other, game)


def test_what_has_no_value_is_told_apart_by_its_form(game: Meaning) -> None:
    assert of(r"q + 1", game) == of(r"1 + q", game) != of(r"2 + q", game)


def test_forms_are_alike_where_only_order_and_signs_are_spelled(game: Meaning) -> None:
    one, other = (read_latex(source, game.notation).node for source in (r"d - \alpha g", r"-g\alpha + d"))
    assert one is not None
    assert other is not None
    assert likeness_of_form(one, game.notation) == likeness_of_form(other, game.notation)
