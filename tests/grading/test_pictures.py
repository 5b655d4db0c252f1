"""Pictures of a student's own answer: right or wrong, drawn from nothing else, and never in the way of a verdict."""

from collections.abc import Callable

import numpy as np
import pytest

from autograder.assignment import load_assignment, shipped_folder
from autograder.domain.cases import Case
from autograder.domain.evidence import Trajectory, TrajectoryForm
from autograder.domain.faults import Fault, FaultKind, Place
from autograder.domain.handed import HandedCalls, HandedLatex, Returned
from autograder.grading.alternatives import Way, ways
from autograder.grading.judging import judge_alternative
from autograder.grading.pictures import Studio, with_picture
from autograder.grading.running import draw_cases
from autograder.mathematics.reading import NO_MACROS

ASSIGNMENT = load_assignment(shipped_folder("reference"))
WAYS = {(way.subquestion, way.name): way for way in ways(ASSIGNMENT)}


def picture(way: Way, handed: HandedLatex | HandedCalls | Fault, *, reveal: bool = False) -> Trajectory | None:
    verdicts = judge_alternative(way, handed, NO_MACROS, "", ASSIGNMENT.version)
    shown = with_picture(verdicts, way, handed, Studio(NO_MACROS, "", ASSIGNMENT.version, reveal))
    assert {name: verdict.kind for name, verdict in shown.items()} == {
        name: verdict.kind for name, verdict in verdicts.items()
    }
    found = [item for one in shown.values() for item in one.evidence if isinstance(item, Trajectory)]
    assert len(found) <= 1
    return found[0] if found else None


def latex(subquestion: str, name: str, source: str, *, reveal: bool = False, **conventions: str) -> Trajectory | None:
    way = WAYS[subquestion, name]
    return picture(way, HandedLatex("final", source, Place("answers.tex", 1), conventions), reveal=reveal)


def calls(subquestion: str, name: str, compute: Callable[..., object]) -> Trajectory | None:
    def outcome(case: Case) -> Returned:
        return Returned(compute(**case.arguments))

    way = WAYS[subquestion, f"{name}()"]
    return picture(way, HandedCalls(tuple(map(outcome, draw_cases(way, "", ASSIGNMENT.version)))))


def distances(drawn: Trajectory | None) -> np.ndarray:
    assert drawn is not None
    return np.hypot(*np.array(drawn.points).T)


def test_the_right_matrix_spirals_outward() -> None:
    drawn = latex("4.1", "A", r"\begin{bmatrix} 1 & \alpha \\ -\alpha & 1 \end{bmatrix}")
    assert distances(drawn)[24] == pytest.approx(distances(drawn)[0] * 1.09**12, rel=1e-3)
    assert drawn is not None
    assert drawn.form is TrajectoryForm.PLANE
    assert drawn.setting == (("alpha", "0.3"),)


def test_a_wrong_matrix_shows_what_it_does_and_not_what_was_asked() -> None:
    drawn = latex("4.1", "A", r"\begin{bmatrix} 1 & \alpha \\ \alpha & 1 \end{bmatrix}")
    assert drawn is not None
    assert drawn.asked == ()
    assert drawn.points[1] == (1.15, 0.8)
    assert all(d > 0 and g > 0 for d, g in drawn.points)


def test_the_asked_behaviour_is_drawn_only_where_the_assignment_reveals() -> None:
    matrix = r"\begin{bmatrix} 1 & \alpha \\ \alpha & 1 \end{bmatrix}"
    revealed = latex("4.1", "A", matrix, reveal=True)
    assert revealed is not None
    assert revealed.asked[1] == (1.15, 0.2)


def test_a_state_declared_the_other_way_round_gives_the_same_picture() -> None:
    usual = latex("4.1", "A", r"\begin{bmatrix} 1 & \alpha \\ -\alpha & 1 \end{bmatrix}")
    turned = latex("4.1", "A", r"\begin{bmatrix} 1 & -\alpha \\ \alpha & 1 \end{bmatrix}", state="(g,d)")
    assert usual is not None
    assert turned is not None
    assert turned.points == usual.points


def test_equations_are_drawn_like_their_matrix() -> None:
    usual = latex("4.1", "A", r"\begin{bmatrix} 1 & \alpha \\ -\alpha & 1 \end{bmatrix}")
    equations = latex("4.1", "A", r"d_{k+1} = d_k + \alpha g_k, \quad g_{k+1} = g_k - \alpha d_k")
    assert usual is not None
    assert equations is not None
    assert equations.points == usual.points


def test_eigenvalues_are_drawn_by_the_map_they_belong_to() -> None:
    outward = latex("4.3", "eigenvalues", r"1 \pm i\alpha")
    assert distances(outward)[-1] > 3
    real = latex("4.3", "eigenvalues", r"1 + \alpha, 1 - \alpha")
    assert real is not None
    assert real.points[1] == (1.3, 0.35)
    assert latex("4.3", "eigenvalues", r"1 + i\alpha") is None


def test_a_function_is_drawn_from_what_it_returned_on_both_axes() -> None:
    drawn = calls("4.1", "step", lambda state, alpha: state + alpha * np.array([1.0, -1.0]) * state[::-1])
    assert drawn is not None
    assert drawn.points[1] == (1.25, 0.0)
    alternating = calls(
        "4.1", "step", lambda state, alpha: np.array([state[0] + alpha * state[1], state[1] - alpha * state[0]]) * 0.5
    )
    assert distances(alternating)[-1] < 0.01
    roots = calls("4.3", "eigenvalues", lambda alpha: np.array([1 + 1j * alpha, 1 - 1j * alpha]))
    assert distances(roots)[-1] > 10


@pytest.mark.parametrize("value", [None, "text", [1, 2], np.array([1.0]), np.array(["a", "b"]), float("nan")])
def test_a_function_that_returns_anything_else_has_no_picture(value: object) -> None:
    assert calls("4.1", "step", lambda state, alpha: value) is None


def test_a_bound_is_drawn_over_time_and_a_rising_one_rises() -> None:
    falls = latex("5.3", "bound", r"e^{-\lambda_0 t} \|W(0)\|_F")
    assert falls is not None
    assert falls.form is TrajectoryForm.CURVE
    assert falls.points[-1][1] == pytest.approx(falls.points[0][1] * np.exp(-4), rel=1e-3)
    rises = latex("5.3", "bound", r"e^{\lambda_0 t} \|W(0)\|_F")
    assert rises is not None
    assert rises.points[-1][1] > 50 * rises.points[0][1]


def test_a_solution_is_drawn_by_its_size() -> None:
    falls = latex("5.4", "W_t", r"W(0) e^{-2 X' t}")
    assert falls is not None
    sizes = [size for _, size in falls.points]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    "source",
    [
        "",
        r"\alpha",
        r"\begin{bmatrix} 1 & x \\ y & 1 \end{bmatrix}",
        r"\begin{bmatrix} 1 \end{bmatrix}",
        r"\begin{bmatrix} 1/0 & 1 \\ 1 & 1 \end{bmatrix}",
        r"\begin{bmatrix} i & 1 \\ 1 & 1 \end{bmatrix}",
        r"\begin{bmatrix} 10^{300} & 10^{300} \\ 1 & 1 \end{bmatrix}",
    ],
)
def test_an_answer_that_does_not_run_has_no_picture_and_its_verdict(source: str) -> None:
    assert latex("4.1", "A", source) is None


def test_a_fault_has_no_picture() -> None:
    assert picture(WAYS["4.1", "step()"], Fault(FaultKind.EXCEPTION, "step raised")) is None
