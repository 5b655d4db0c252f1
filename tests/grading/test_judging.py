"""Small submissions, each about one thing."""

from fractions import Fraction

import pytest

from autograder.batch.statistics.concerns import concerns_of
from autograder.domain.classroom import Need
from autograder.domain.errors import SandboxFailure
from autograder.domain.graded import GradedSubmission
from autograder.domain.verdicts import Judged, Undecided, Ungraded
from autograder.grading import Grader
from autograder.grading.exemplars import criteria_of, standing
from autograder.grading.judges import DirectJudge


def answer(subquestion: str, body: str) -> str:
    return f"\\begin{{answer}}{{{subquestion}}}\n{body}\n\\end{{answer}}\n"


def standings(graded: GradedSubmission) -> dict[str, str]:
    return {name: standing(criterion.verdict) for name, criterion in criteria_of(graded)}


ROW_MAJOR_H = r"(W_p^\top W_p+I)\otimes X' + ((W_p-I)^\top(W_p-I))\otimes X"


@pytest.mark.parametrize(
    ("criterion", "subquestion", "body", "expected"),
    [
        ("4.1/A/row_d", "4.1", r"\final{A}{\begin{pmatrix}1&\alpha\\-\alpha&1\end{pmatrix}}", "1"),
        ("4.1/A/row_d", "4.1", r"\final{A}{$A = \begin{bmatrix}1&\alpha\\-\alpha&1\end{bmatrix}$}", "1"),
        ("4.1/A/row_g", "4.1", r"\final{A}{\begin{pmatrix}1&\alpha\\ \alpha&1\end{pmatrix}}", "1/2"),
        ("4.1/A/row_d", "4.1", r"\final{A}{\begin{pmatrix}1&\alpha\\ \alpha&1\end{pmatrix}}", "1"),
        ("4.1/A/row_d", "4.1", r"\final{A}{\begin{pmatrix}1&\alpha\\ 7&5\end{pmatrix}}", "1"),
        ("4.1/A/row_g", "4.1", r"\final{A}{\begin{pmatrix}1&\alpha\\ 7&5\end{pmatrix}}", "0"),
        ("4.1/A/row_d", "4.1", r"\final{A}{\begin{pmatrix}1&\alpha\\-\alpha&1-\alpha^2\end{pmatrix}}", "1/4"),
        ("4.1/A/row_d", "4.1", r"\notation{state}{(g,d)}\final{A}{\begin{matrix}1&-\alpha\\\alpha&1\end{matrix}}", "1"),
        ("4.1/A/row_d", "4.1", r"\rename{\eta}{\alpha}\final{A}{\begin{pmatrix}1&\eta\\-\eta&1\end{pmatrix}}", "1"),
        ("4.1/A/row_d", "4.1", r"\final{A}{\begin{pmatrix}1&\eta\\-\eta&1\end{pmatrix}}", "undecided"),
        ("4.1/A/row_d", "4.1", r"\final{A}{\begin{pmatrix}1&\alpha\\-\alpha}", "undecided"),
        ("4.1/A/row_d", "4.1", r"\final{A}{d_{k+1} = d_k + \alpha g_k, g_{k+1} = g_k - \alpha d_k}", "1"),
        ("4.1/A/row_g", "4.1", r"\final{A}{d_{k+1} = d_k + \alpha g_k, g_{k+1} = g_k - 3 \alpha d_k}", "0"),
        ("4.1/A/row_d", "4.1", r"\final{A}{d_{k+1} = d_k + \alpha g_k, g_{k+1} = g_k - 3 \alpha d_k}", "1"),
        ("4.1/A/row_d", "4.1", r"\final{A}{A}", "0"),
        ("4.1/A/row_d", "4.1", r"\final{A}{A^\top}", "undecided"),
        ("4.3/eigenvalues/eigenvalues", "4.3", r"\final{eigenvalues}{\lambda_1, \lambda_2}", "undecided"),
        ("4.3/eigenvalues/eigenvalues", "4.3", r"\final{eigenvalues}{(1 - i\alpha, 1 + i\alpha)}", "1"),
        ("4.3/modulus/modulus", "4.3", r"\final{modulus}{|\lambda|}", "undecided"),
        ("5.2/update/final", "5.2", r"\final{dotWp}{\dot W_p}", "0"),
        ("5.2/update/final", "5.2", r"\final{dotWp}{-\frac{\partial J}{\partial W_p}}", "undecided"),
        ("5.3/collapse/H", "5.3", r"\final{H}{H(t)}", "0"),
        ("5.3/collapse/bound", "5.3", r"\final{bound}{\|W(t)\|_F^2 \le e^{-2\lambda_0 t}\|W(0)\|_F^2}", "1"),
        ("1.1/constant/constant", "1.1", r"\final{constant}{\mathbb{E}_{q_\phi(z|x)}[\log q_\phi(z|x)]}", "1"),
        ("1.3a/bias/bias", "1.3a", r"\final{bias}{-D_{KL}(q_\phi(z|x)\|p_\theta(z|x))}", "1"),
        ("4.2/points/points", "4.2", r"\final{points}{0, 0}", "1"),
        ("4.2/points/points", "4.2", r"\final{points}{\{(0,0), (0,0)\}}", "1"),
        ("4.2/points/points", "4.2", r"\final{points}{(0,0)}", "1"),
        ("4.2/points/points", "4.2", r"\final{points}{(d, g) = (0, 0)}", "1"),
        ("4.2/points/points", "4.2", r"\final{points}{\{(0,0),(1,1)\}}", "1/3"),
        ("4.2/points/points", "4.2", r"\final{points}{(0,1)}", "0"),
        ("4.3/eigenvalues/eigenvalues", "4.3", r"\final{eigenvalues}{1 \pm i\alpha}", "1"),
        ("4.3/eigenvalues/eigenvalues", "4.3", r"\final{eigenvalues}{\frac{2 \pm \sqrt{-4\alpha^2}}{2}}", "1"),
        ("4.3/eigenvalues/eigenvalues", "4.3", r"\final{eigenvalues}{1 \pm \alpha}", "0"),
        ("4.3/eigenvalues/eigenvalues", "4.3", r"\final{eigenvalues}{1 + i\alpha}", "0"),
        ("4.3/modulus/modulus", "4.3", r"\final{modulus}{\sqrt{1+\alpha^2}}", "1"),
        ("4.3/modulus/modulus", "4.3", r"\final{modulus}{1+\alpha^2}", "1/2"),
        ("4.3/behaviour/behaviour", "4.3", r"\choice{behaviour}{bounded orbit}", "2/3"),
        ("2.2/field/field", "2.2", r"\cells{11,12,13,14,15,21,22,23,24,31,32}", "1"),
        ("2.2/field/field", "2.2", r"\cells{11,12,13,14,15,21,22,23,31,32}", "4/5"),
        ("2.2/field/field", "2.2", r"\cells{11,12,99}", "0"),
        ("1.3c/parameters/instance", "1.3c", r"\final{instance}{n \cdot |\pi|}", "1"),
        ("5.2/update/final", "5.2", r"\final{dotWp}{F_{12}^\top - W_p F_1}", "1"),
        ("5.2/update/final", "5.2", r"\final{dotWp}{-F_1 W_p + F_{12}^\top}", "0"),
        ("5.3/collapse/H", "5.3", rf"\notation{{vec}}{{row-major}}\final{{H}}{{{ROW_MAJOR_H}}}", "1"),
        ("5.3/collapse/H", "5.3", rf"\final{{H}}{{{ROW_MAJOR_H}}}", "1/2"),
        ("5.5/collapse/collapse", "5.5", r"\choice{collapse}{neither, both}", "1/4"),
        ("5.5/collapse/collapse", "5.5", r"\choice{collapse}{neither, stop-gradient only, predictor only}", "1"),
        ("5.5/collapse/collapse", "5.5", r"\choice{collapse}{neither, stop-gradient only, predictor only, both}", "0"),
    ],
)  # fmt: skip
def test_one_answer_in_latex(
    grader: Grader, submission, criterion: str, subquestion: str, body: str, expected: str
) -> None:
    graded = grader.grade(submission(answers_tex=answer(subquestion, body))).graded
    assert standings(graded)[criterion] == expected


def test_the_better_of_latex_and_code_counts_and_the_disagreement_is_said(grader: Grader, submission) -> None:
    folder = submission(
        answers_tex=answer("4.3", r"\final{modulus}{1+\alpha^2}"),
        solution_py="def modulus(alpha):\n    return (1 + alpha**2) ** 0.5\n",
    )
    graded = grader.grade(folder).graded
    assert standings(graded)["4.3/modulus/modulus"] == "1"
    parts = [p for q in graded.questions for s in q.subquestions for p in s.parts if (s.id, p.id) == ("4.3", "modulus")]
    assert "do not say the same" in parts[0].disagreement


@pytest.mark.parametrize(("latex", "code"), [("forward", "reverse"), ("reverse", "forward")])
def test_of_two_choices_that_contradict_each_other_the_lower_counts(
    grader: Grader, submission, latex: str, code: str
) -> None:
    folder = submission(
        answers_tex=answer("3.2", rf"\choice{{scenario1}}{{{latex}}}"),
        solution_py=f'ANSWERS = {{"3.2 scenario1": "{code}"}}\n',
    )
    graded = grader.grade(folder).graded
    assert standings(graded)["3.2/scenario1/scenario1"] == "0"
    (part,) = [part for found, part in graded.parts() if (found.id, part.id) == ("3.2", "scenario1")]
    assert "contradict each other" in part.disagreement
    assert Need.CONTRADICTION in {one.need for one in concerns_of(graded)}


def test_a_choice_given_twice_alike_or_unreadable_in_one_place_counts_as_it_is(grader: Grader, submission) -> None:
    for code in ("reverse KL", "no such option"):
        folder = submission(
            answers_tex=answer("3.2", r"\choice{scenario1}{reverse}"),
            solution_py=f'ANSWERS = {{"3.2 scenario1": "{code}"}}\n',
        )
        graded = grader.grade(folder).graded
        assert standings(graded)["3.2/scenario1/scenario1"] == "1"
        assert Need.CONTRADICTION not in {one.need for one in concerns_of(graded)}


def test_a_function_that_is_right_by_chance_on_an_edge_earns_nothing(grader: Grader, submission) -> None:
    graded = grader.grade(submission(solution_py="def growth(alpha):\n    return 1.0\n")).graded
    assert standings(graded)["4.3/growth/growth"] == "0"


def test_swapped_layers_show_although_a_and_b_never_do(grader: Grader, submission) -> None:
    code = """
import numpy as np
def receptive_field(first, second, pixel, size):
    field = {(pixel[0] - 1, pixel[1] - 1)}
    for mask in (first, second):
        field = {(i + a - 1, j + b - 1) for i, j in field for a in range(3) for b in range(3) if mask[a][b]
                 and 0 <= i + a - 1 < size and 0 <= j + b - 1 < size}
    grid = np.zeros((size, size), dtype=bool)
    for cell in field:
        grid[cell] = True
    return grid
"""
    graded = grader.grade(submission(solution_py=code)).graded
    verdict = dict(criteria_of(graded))["2.2/field/field"].verdict
    assert isinstance(verdict, Judged)
    assert verdict.slip == "layers_swapped"
    assert Fraction(4, 5) <= verdict.credit < 1


def test_values_of_answers_may_be_sympy_objects_lists_and_text(grader: Grader, submission) -> None:
    code = """
import sympy
alpha = sympy.Symbol("alpha", positive=True)
ANSWERS = {
    "4.1 A": sympy.Matrix([[1, alpha], [-alpha, 1]]),
    "4.2 points": [(0, 0)],
    "4.3 eigenvalues": {1 + sympy.I * alpha, 1 - sympy.I * alpha},
    "4.3 modulus": "sqrt(1 + alpha^2)",
    "4.3 behaviour": "spirals outward",
    "2.1 field": [11, 12, 13, 14, 15, 21, 22, 23, 31],
}
"""
    found = standings(grader.grade(submission(solution_py=code)).graded)
    names = ("4.1/A/row_d", "4.1/A/row_g", "4.2/points/points", "4.3/eigenvalues/eigenvalues", "4.3/modulus/modulus")
    assert [found[name] for name in (*names, "4.3/behaviour/behaviour", "2.1/field/field")] == ["1"] * 7


def test_an_unknown_subquestion_part_and_convention_are_said_and_cost_nothing_else(grader: Grader, submission) -> None:
    source = (
        answer("9.9", r"\final{A}{1}")
        + answer("4.1", r"\final{B}{1}")
        + answer("4.2", r"\final{points}{(0,0)}")
        + answer("4.3", r"\cells{11}")
    )
    graded = grader.grade(submission(answers_tex=source)).graded
    said = " ".join(f"{alert.message} {alert.hint}" for alert in graded.alerts)
    for text in ("9.9", '"B"', "names are: A", r"asks for no \cells", "answers.tex, line 1"):
        assert text in said
    assert standings(graded)["4.2/points/points"] == "1"


def test_an_unreadable_formula_is_undecided_and_shown(grader: Grader, submission) -> None:
    graded = grader.grade(submission(answers_tex=answer("4.3", r"\final{modulus}{\sqrt[}"))).graded
    verdict = dict(criteria_of(graded))["4.3/modulus/modulus"].verdict
    assert isinstance(verdict, Undecided)
    assert verdict.evidence


def test_a_whole_number_beyond_any_float_is_wrong_and_no_failure_of_ours(grader: Grader, submission) -> None:
    source = "def reverse_kl_loss(u, log_p_u, F, log_det_F, log_p_x):\n    return 10**1000\n"
    graded = grader.grade(submission(solution_py=source)).graded
    assert not graded.tally.ungraded
    assert not graded.tally.earned


def test_a_failure_of_the_sandbox_is_never_a_number_and_leaves_the_latex_its_points(grader: Grader, submission) -> None:
    class Failing:
        def prepare(self):
            return

        def run(self, _job):
            raise SandboxFailure("no process could be started")

    folder = submission(answers_tex=answer("4.2", r"\final{points}{(0,0)}"), solution_py="x = 1\n")
    with Grader(grader.assignment, Failing()) as failing:
        graded = failing.grade(folder).graded
    found = dict(criteria_of(graded))
    assert standing(found["4.2/points/points"].verdict) == "1"
    assert isinstance(found["4.3/modulus/modulus"].verdict, Ungraded)
    assert graded.tally.lost + graded.tally.awaiting + graded.tally.earned == 79


def test_a_failing_reference_is_ungraded(grader: Grader, submission, monkeypatch) -> None:
    question = grader.assignment.questions[3]

    def fail(*_arguments):
        raise ZeroDivisionError("reference")

    monkeypatch.setattr("autograder.grading.calls.reference_values", fail)
    here = Grader(grader.assignment, grader._sandbox, judge=DirectJudge(grader.assignment))
    graded = here.grade(submission(solution_py="def growth(alpha):\n    return 1 + alpha**2\n")).graded
    verdict = dict(criteria_of(graded))["4.3/growth/growth"].verdict
    assert isinstance(verdict, Ungraded)
    assert "ZeroDivisionError" in verdict.failure
    assert question.table.id == "4"


def test_a_letter_renamed_is_renamed_in_derivations_too(grader: Grader, submission) -> None:
    chain = r"""
\rename{P}{W_p}
\begin{derivation}{chain}
\begin{align*}
\frac12 \mathbb{E}[\|P f_1 - f_2\|^2]
&= \frac12 \mathbb{E}[f_1^\top P^\top P f_1 - f_1^\top P^\top f_2 - f_2^\top P f_1 + f_2^\top f_2] \\
&= \frac12 \mathbb{E}[\operatorname{tr}(P^\top P f_1 f_1^\top) - 2\operatorname{tr}(P f_1 f_2^\top)
+ \operatorname{tr}(f_2 f_2^\top)]
\end{align*}
\end{derivation}
"""
    found = standings(grader.grade(submission(answers_tex=answer("5.1", chain))).graded)
    assert found["5.1/chain/expand"] == "1"
    assert found["5.1/chain/trace"] == "1"


def test_a_file_that_never_loads_is_waited_for_once(grader: Grader, submission) -> None:
    class Counting:
        jobs = 0

        def prepare(self):
            return

        def run(self, job):
            self.jobs += 1
            return grader._sandbox.run(job)

    counting = Counting()
    folder = submission(solution_py="raise ValueError('at the top')\n")
    with Grader(grader.assignment, counting) as counted:
        graded = counted.grade(folder).graded
    assert counting.jobs == 1
    assert graded.tally.lost == 79
    assert any("at the top" in alert.message for alert in graded.alerts)


def test_a_side_file_with_a_very_long_name_costs_nothing(grader: Grader, submission) -> None:
    code = "def growth(alpha):\n    return 1 + alpha**2\n"
    graded = grader.grade(submission(solution_py=code, **{"é" * 120 + ".txt": "x"})).graded
    assert standings(graded)["4.3/growth/growth"] == "1"
    assert graded.tally.ungraded == 0


def test_a_file_with_text_and_no_answer_says_so(grader: Grader, submission) -> None:
    (alert,) = grader.grade(submission(answers_tex=r"\section{4.1} $A = 1$")).graded.alerts
    assert "no answer was found" in alert.message
    assert grader.grade(submission(answers_tex=" \n")).graded.alerts == ()
