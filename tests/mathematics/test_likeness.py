import pytest

from autograder.assignment import load_assignment, shipped_folder
from autograder.mathematics.decision import Options
from autograder.mathematics.likeness import likeness, likeness_of_form
from autograder.mathematics.meaning import Meaning
from autograder.mathematics.reading import read_latex

ONE_VALUE = Options()
POINTS = Options(coordinates=("d", "g"))
VALUES = Options(multiplicity=True)
MAP = Options(linear_map=("d", "g"))


@pytest.fixture(scope="module")
def game() -> Meaning:
    assignment = load_assignment(shipped_folder("reference"))
    (meaning,) = (question.meaning for question in assignment.questions if question.table.id == "4")
    assert meaning is not None
    return meaning


def of(source: str, meaning: Meaning, options: Options = ONE_VALUE) -> str:
    node = read_latex(source, meaning.notation).node
    assert node is not None
    return likeness(node, meaning, options)


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


@pytest.mark.parametrize(
    ("options", "spellings"),
    [
        (
            POINTS,
            (
                "(1,1)",
                r"d = 1, \quad g = 1",
                "g = 1, d = 1",
                "d = g = 1",
                r"d = 1 \text{ and } g = 1",
                r"\{(1,1)\}",
                r"(d, g) = (1.0, \frac{2}{2})",
                r"\begin{bmatrix} d \\ g \end{bmatrix} = \begin{pmatrix} 1 \\ 1 \end{pmatrix}",
                "(1,1)^T",
                r"(1,1), \quad \alpha > 0",
            ),
        ),
        (POINTS, (r"(0,1), (1,0)", r"\{(1,0), (0,1)\}", r"(1,0) \text{ and } (0,1)", r"\{(0,1), (1,0), (0,1)\}")),
        (
            VALUES,
            (
                r"1 \pm \alpha",
                r"\{1-\alpha, 1+\alpha\}",
                r"\lambda_1 = 1+\alpha,\ \lambda_2 = 1-\alpha",
                r"\lambda = 1+\alpha \text{ or } \lambda = 1-\alpha",
                r"\lambda_{\pm} = 1 \pm \alpha, \quad \alpha > 0",
            ),
        ),
        (
            MAP,
            (
                r"\begin{bmatrix} 1 & 2\alpha \\ \alpha & 1 \end{bmatrix}",
                r"d' = d + 2\alpha g,\ g' = g + \alpha d",
                r"I + \alpha \begin{pmatrix} 0 & 2 \\ 1 & 0 \end{pmatrix}",
            ),
        ),
        (
            ONE_VALUE,
            (r"1.5\alpha", r"\frac32\alpha, \quad \alpha > 0", r"\{\frac{6\alpha}{4}\}", r"x = 3\alpha/2"),
        ),
    ],
)
def test_what_the_question_takes_for_one_answer_is_alike(
    game: Meaning, options: Options, spellings: tuple[str, ...]
) -> None:
    assert len({of(one, game, options) for one in spellings}) == 1


@pytest.mark.parametrize(
    ("options", "one", "other"),
    [
        (POINTS, "(1,0)", "(0,1)"),
        (POINTS, "(1,1)", "(1,1), (0,0)"),
        (POINTS, "d = 1", "d = 1, g = 1"),
        (VALUES, r"\{1, 1\}", r"\{1\}"),
        (MAP, r"d' = d + \alpha g,\ g' = g", r"d' = d,\ g' = g + \alpha d"),
    ],
)
def test_what_the_question_tells_apart_is_not_alike(game: Meaning, options: Options, one: str, other: str) -> None:
    assert of(one, game, options) != of(other, game, options)


def test_what_has_no_value_is_told_apart_by_its_form(game: Meaning) -> None:
    assert of(r"q + 1", game) == of(r"1 + q", game) != of(r"2 + q", game)


def test_forms_are_alike_where_only_order_and_signs_are_spelled(game: Meaning) -> None:
    one, other = (read_latex(source, game.notation).node for source in (r"d - \alpha g", r"-g\alpha + d"))
    assert one is not None
    assert other is not None
    assert likeness_of_form(one, game.notation) == likeness_of_form(other, game.notation)
