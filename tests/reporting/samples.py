"""Graded submissions as the engine makes them: the material of the report's tests."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from autograder.domain.evidence import (
    CaseOutcome,
    CaseResult,
    Derivation,
    DerivationLine,
    Difference,
    Evidence,
    LineMark,
    MaskPicture,
    Note,
    Quote,
    Reading,
    Trajectory,
    TrajectoryForm,
    Witness,
)
from autograder.domain.faults import Fault, FaultKind, Place
from autograder.domain.graded import (
    Alert,
    AlertLevel,
    GradedAlternative,
    GradedCriterion,
    GradedPart,
    GradedQuestion,
    GradedSubmission,
    GradedSubquestion,
    SubmittedFile,
    Tally,
    Via,
)
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded, Verdict

NOTHING = Tally(Fraction(0), Fraction(0), Fraction(0), Fraction(0), Fraction(0))
_MISSING = Judged(Fraction(0), fault=Fault(FaultKind.MISSING, "Nothing was handed in for this part."))


def add(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    total = NOTHING
    for tally in tallies:
        total = Tally(
            total.possible + tally.possible,
            total.earned + tally.earned,
            total.pending + tally.pending,
            total.undecided + tally.undecided,
            total.ungraded + tally.ungraded,
        )
    return total


def criterion(title: str, points: str, verdict: Verdict, counted: str | None = "answer") -> GradedCriterion:
    """Return a criterion whose earned points follow from its verdict."""
    worth = sum((Fraction(word) for word in points.split()), Fraction(0))
    earned = verdict.credit * worth if isinstance(verdict, Judged) else Fraction(0)
    return GradedCriterion(title.lower().replace(" ", "_"), title, worth, earned, verdict, counted)


def part(title: str, ask: str, *criteria: GradedCriterion, **more: object) -> GradedPart:
    """Return a part whose tally follows from its criteria."""
    alternatives = (
        GradedAlternative("answer", Via.LATEX, "expression", tuple((one.id, one.verdict) for one in criteria), False),
    )
    made = GradedPart(title.lower(), title, ask, add(map(_tally, criteria)), criteria, alternatives, False)
    return replace(made, **more)


def missing_part(title: str, ask: str, points: str) -> GradedPart:
    """Return a part for which nothing was handed in."""
    made = part(title, ask, criterion(title, points, _MISSING, counted=None))
    return replace(made, missing=True, alternatives=(replace(made.alternatives[0], missing=True),))


def subquestion(id_: str, title: str, *parts: GradedPart) -> GradedSubquestion:
    """Return a subquestion whose tally follows from its parts."""
    return GradedSubquestion(id_, title, add(one.tally for one in parts), parts)


def question(id_: str, title: str, *subquestions: GradedSubquestion) -> GradedQuestion:
    """Return a question whose tally follows from its subquestions."""
    return GradedQuestion(id_, title, add(one.tally for one in subquestions), subquestions)


def submission(*questions: GradedQuestion, **more: object) -> GradedSubmission:
    """Return a submission whose tally follows from its questions."""
    made = GradedSubmission(
        assignment_id="ift6135-2022-a3",
        assignment_title="Representation Learning, Assignment 3: generative models and self-supervised learning",
        assignment_version="5b1d0c9e77a2f304",
        engine_version="0.1.0",
        submission_sha256="3f7a" * 16,
        files=(
            SubmittedFile("answers.tex", 18_412, "9c21" * 16),
            SubmittedFile("solution.py", 3_077, "07be" * 16),
        ),
        isolation="S1 process + limits",
        tally=add(one.tally for one in questions),
        questions=questions,
    )
    return replace(made, **more)


def _tally(one: GradedCriterion) -> Tally:
    zero = Fraction(0)
    match one.verdict:
        case Judged():
            return Tally(one.points, one.earned, zero, zero, zero)
        case Pending():
            return Tally(one.points, zero, one.points, zero, zero)
        case Undecided():
            return Tally(one.points, zero, zero, one.points, zero)
        case Ungraded():
            return Tally(one.points, zero, zero, zero, one.points)


def right(*evidence: Evidence) -> Judged:
    """Return full credit."""
    return Judged(Fraction(1), evidence)


def credit(share: str, *evidence: Evidence, **more: object) -> Judged:
    """Return a share of the credit."""
    return replace(Judged(Fraction(share), evidence), **more)


def read(caption: str, latex: str) -> Reading:
    """Return a reading typeset from LaTeX."""
    return Reading(caption, latex=latex)


_PAST = ((1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2), (2, 3), (3, 1))


def field_part(right_cells: tuple[tuple[int, int], ...], missing: tuple = (), extra: tuple = ()) -> GradedPart:
    """Return a part of question 2 with its picture."""
    wrong = len(missing) + len(extra)
    share = {0: "1", 1: "4/5", 2: "2/5"}.get(wrong, "0")
    picture = MaskPicture(5, 5, right_cells, missing, extra, centre=(3, 3), caption="Receptive field of pixel 33")
    hints = ("Pixel 23 of the first map is itself computed from pixel 24 of the input: go back one more layer.",)
    return part(
        "Receptive field",
        "Which pixels of the $5\\times5$ input does pixel 33 of the second map see?",
        criterion("The set of pixels", "5", credit(share, picture)),
        hints=hints if wrong else (),
    )


_CHAIN_11 = Derivation(
    (
        DerivationLine(
            1,
            LineMark.GIVEN,
            r"\mathbb{E}_{q(z \mid x)}\left[\log p_{\theta}(x \mid z) p(z)\right]",
            r"\mathbb{E}_{q(z|x)}[\log p_\theta(x|z)p(z)]",
        ),
        DerivationLine(
            2,
            LineMark.HOLDS,
            r"= \mathbb{E}_{q(z \mid x)}\left[\log \frac{p_{\theta}(x \mid z) p(z)}{p_{\theta}(z \mid x)} + "
            r"\log p_{\theta}(z \mid x)\right]",
            r"= \mathbb{E}_{q}[\log \frac{p_\theta(x|z)p(z)}{p_\theta(z|x)} + \log p_\theta(z|x)]",
            "Right. Say that this is Bayes' rule.",
        ),
        DerivationLine(
            3,
            LineMark.BROKEN,
            r"= \log p_{\theta}(x) + D_{KL}\left(q(z \mid x) \,\|\, p_{\theta}(z \mid x)\right)",
            r"= \log p_\theta(x) + D_{KL}(q(z|x) \| p_\theta(z|x))",
            "This is the first line that does not follow: the divergence has a minus sign, and $-H(q)$ is gone.",
            "answers.tex, line 24",
            Witness(
                (("K", "3"), ("q", "(0.2, 0.3, 0.5)"), ("p(z|x)", "(0.1, 0.6, 0.3)")),
                "Line 2",
                "-3.041872",
                "Line 3",
                "-1.772213",
            ),
        ),
        DerivationLine(4, LineMark.UNREAD, "", r"\Rightarrow \text{same argmax as before}", "We could not read this."),
        DerivationLine(5, LineMark.REMARK, "", "so both have the same maximiser.", ""),
    )
)


def fair() -> GradedSubmission:
    """Return a submission with every kind of verdict and evidence in it."""
    q1 = question(
        "1",
        "Variational autoencoders",
        subquestion(
            "1.1",
            "The expected complete log likelihood",
            part(
                "Derivation",
                "Show the two objectives have the same maximiser in $\\theta$, for a fixed $q(z|x)$.",
                criterion("Starts from the left side", "1/2", right(_CHAIN_11)),
                criterion("Splits the joint by Bayes", "1", right(_CHAIN_11)),
                criterion("Recognises the divergence, with its sign", "1", credit("0", _CHAIN_11)),
                criterion(
                    "Ends at the right side",
                    "1",
                    Undecided("The two sides agreed at some random models, and overflowed at others.", (_CHAIN_11,)),
                ),
                hints=(
                    "Move $\\log q$ in and out of the expectation: what is left over does not depend on $\\theta$.",
                ),
            ),
            part(
                "Constant",
                "The $\\theta$-free term by which both differ.",
                criterion(
                    "The constant",
                    "1 1/2",
                    credit(
                        "1/3",
                        read("We read your answer as", r"H\left(q(z \mid x)\right)"),
                        Difference("sign", "+H(q)", None),
                        Note("The size is right; its sign is not."),
                        slip="sign",
                    ),
                ),
            ),
        ),
        subquestion(
            "1.2",
            "Amortised against instance-wise",
            part("Ordering", "Which divergence is bigger?", criterion("Choice", "1 1/2", right(Note("Right.")))),
            part(
                "Reason",
                "Why?",
                criterion(
                    "Membership in the family",
                    "3 1/2",
                    Pending(
                        "Says that $q_{\\phi^*}(\\cdot|x_i)$ is itself a member of $\\mathcal{Q}$.",
                        (
                            Quote(
                                "Your words",
                                "q_i* maximises the ELBO of that instance over Q, and the amortised one\n"
                                "is one candidate among them, so it can only be worse or equal.",
                            ),
                        ),
                    ),
                ),
            ),
        ),
        subquestion(
            "1.3",
            "Bias, time and memory",
            missing_part("Bias", "Compare $|\\mathrm{bias}|$ of both estimates of $\\log p(x)$.", "2"),
            missing_part("Time", "Which one is cheaper?", "2"),
            missing_part("Memory", "Which one stores fewer parameters?", "2"),
        ),
    )
    q2 = question(
        "2",
        "Masked convolutions",
        subquestion("2.1", "Mask A, then A", field_part(_PAST)),
        subquestion("2.2", "Mask A, then B", field_part((*_PAST, (3, 2)), missing=((2, 4),))),
        subquestion("2.3", "Mask B, then A", field_part((*_PAST, (3, 2)), missing=((2, 4),), extra=((2, 5),))),
        subquestion("2.4", "Mask B, then B", field_part((*_PAST, (2, 4), (3, 2), (3, 3)))),
    )
    q3 = question(
        "3",
        "Normalising flows",
        subquestion("3.1", "Two equal divergences", _flow_part()),
        subquestion(
            "3.2",
            "Which divergence to train with",
            part("Scenario 1", "You can evaluate $p_X$.", criterion("Choice", "2", right(Note("Reverse, right.")))),
            part(
                "Scenario 2",
                "You have samples.",
                criterion("Choice", "2", Ungraded("The reference of 3.2 did not return a number.")),
            ),
        ),
    )
    q4 = question("4", "Adversarial training as a map", *_gan_subquestions())
    q5 = question("5", "Self-supervised learning", *_simsiam_subquestions())
    alerts = (
        Alert(
            AlertLevel.WARNING,
            "Your `grad_Wp` ran longer than 10 seconds and was stopped.",
            "Everything else you handed in was graded as usual.",
        ),
        Alert(AlertLevel.NOTICE, "The folder `old/` in your zip was not looked at."),
    )
    return submission(q1, q2, q3, q4, q5, alerts=alerts, output="checking H(W_p)...\n[[1. 0.]\n [0. 1.]]\n")


def _flow_part() -> GradedPart:
    cases = tuple(
        CaseResult(name, CaseOutcome.RIGHT, (("x", "64 points of (-3, 3)"),))
        for name in ("identity", "affine, rising", "cubic")
    )
    wrong = (
        CaseResult(
            "affine, falling",
            CaseOutcome.WRONG,
            (("F", "u -> 1 - 2u"), ("x", "[-0.7, 0.1, 1.9]")),
            "[nan, nan, nan]",
            None,
            "The result is not a number where $F$ falls: is there an absolute value around the determinant?",
        ),
        CaseResult(
            "single point",
            CaseOutcome.FAULT,
            (("x", "[0.25]"),),
            "",
            "[-1.043]",
            "IndexError: index 1 is out of bounds",
        ),
    )
    alternatives = (
        GradedAlternative("chain", Via.LATEX, "derivation", (("both_densities", Judged(Fraction(0))),), False),
        GradedAlternative("log_density_x", Via.CODE, "function", (("both_densities", Judged(Fraction(3, 5))),), False),
    )
    return part(
        "Both densities",
        "The log density of $F(U)$ at $x$.",
        criterion("Both densities", "6", credit("3/5", *cases, *wrong), counted="log_density_x"),
        alternatives=alternatives,
        disagreement="The derivation in `answers.tex` has no Jacobian, your function has one. The better counts.",
    )


def _gan_subquestions() -> tuple[GradedSubquestion, ...]:
    matrix = r"\begin{bmatrix} 1 & \alpha \\ -\alpha & 1 \end{bmatrix}"
    roots = r"\lambda = 1 \pm i \alpha = \sqrt{1 + \alpha^{2}} \, e^{\pm i \arctan \alpha}"
    step = GradedAlternative(
        "step", Via.CODE, "function", (("first_row", right()), ("second_row", credit("0", _step_case()))), False
    )
    made = part(
        "A",
        "The matrix of one step, as a function of $\\alpha$.",
        criterion("First row", "2", right(read("We read your answer as", matrix), spiral())),
        criterion("Second row", "2", right(read("We read your answer as", matrix))),
    )
    return (
        subquestion(
            "4.1",
            "One step of both players",
            replace(
                made,
                alternatives=(*made.alternatives, step),
                disagreement="Your matrix and your function `step` differ in the second row. The matrix is right.",
            ),
        ),
        subquestion("4.2", "Stationary points", part("Points", "", criterion("Points", "3", right(Note("Right."))))),
        subquestion(
            "4.3",
            "Where the iterates go",
            part("Eigenvalues", "", criterion("Eigenvalues", "2", right(read("We read your answer as", roots)))),
            missing_part("Modulus", "The modulus of both eigenvalues.", "2"),
            part(
                "Behaviour",
                "What happens to $(d_k, g_k)$ as $k$ grows?",
                criterion("Choice", "1", credit("0", Quote("You chose", "bounded orbit"))),
                criterion("Growth", "1", credit("1/2", Difference("power of $1+\\alpha^2$", "1/2", "1"))),
                hints=("Compare $d^2+g^2$ before and after one step.",),
            ),
        ),
    )


def spiral() -> Trajectory:
    """Return the path of (1, 0.5) under the matrix of 4.1."""
    states = [1 + 0.5j]
    for _ in range(24):
        states.append(states[-1] * (1 - 0.3j))
    points = tuple((round(state.real, 3), round(state.imag, 3)) for state in states)
    setting = (("alpha", "0.3"),)
    return Trajectory("Where your matrix takes the players", TrajectoryForm.PLANE, ("d", "g"), points, setting)


def decay() -> Trajectory:
    """Return a bound that falls, beside the one asked."""
    points = tuple((time / 4, round(2.0 ** (-time / 4), 3)) for time in range(17))
    asked = tuple((time, round(size / 2, 3)) for time, size in points)
    return Trajectory("Your bound for $W(0)$", TrajectoryForm.CURVE, ("t", "your bound"), points, asked=asked)


def _step_case() -> CaseResult:
    inputs = (("state", "[1.0, -2.0]"), ("alpha", "0.3"))
    return CaseResult(
        "asked", CaseOutcome.WRONG, inputs, "[0.4, -2.12]", None, "The second player moves after the first."
    )


def _simsiam_subquestions() -> tuple[GradedSubquestion, ...]:
    timed_out = Fault(
        FaultKind.TIMED_OUT,
        "The call `grad_Wp(Wp, F1, F12)` ran longer than 10 seconds.",
        Place("solution.py", 41),
        "A closed form needs no loop: the gradient is two matrix products.",
    )
    return (
        subquestion(
            "5.1",
            "The objective as traces",
            part("Objective", "", criterion("Traces", "4", right(Note("Line by line right.")))),
        ),
        subquestion(
            "5.2",
            "The predictor's update",
            part(
                "Update",
                "$\\dot W_p$ in terms of $W_p, F_1, F_{12}$.",
                criterion("Derivative", "1", credit("0", timed_out, fault=timed_out)),
                criterion("Final answer", "1", credit("0", timed_out, fault=timed_out)),
            ),
        ),
        subquestion(
            "5.3",
            "The encoder's update",
            part(
                "H",
                "$H(t)$ in $\\dot{\\mathrm{vec}\\,W} = -H\\,\\mathrm{vec}\\,W$.",
                criterion(
                    "H",
                    "8",
                    credit(
                        "3/4",
                        read(
                            "We read your answer as",
                            r"X' \otimes \left(W_p^\top W_p + I\right) + X \otimes W_p^\top W_p",
                        ),
                        decay(),
                        Witness((("X", "diag(1, 2)"),), "yours", "3.5", "ours", "4"),
                    ),
                ),
            ),
        ),
        subquestion("5.4", "No predictor", part("Limit", "", criterion("Limit", "4", right(Note("Right."))))),
        subquestion("5.5", "What collapses", missing_part("Collapse", "Which configurations collapse?", "2")),
    )


def unloaded() -> GradedSubmission:
    """Return a submission whose code does not compile, so that every function in it shares one fault."""
    fault = Fault(FaultKind.SYNTAX_ERROR, "'(' was never closed", Place("solution.py", 9), "Check it with py_compile.")
    case = CaseResult("learning rate 1", CaseOutcome.FAULT, message=fault.message)
    parts = [
        part(f"f{number}", "", criterion("It", str(number), credit("0", case, fault=fault))) for number in (1, 2, 3)
    ]
    made = [
        question(str(number), "", subquestion(f"{number}.1", f"Number {number}", one))
        for number, one in enumerate(parts, 1)
    ]
    alert = Alert(AlertLevel.PROBLEM, f"{fault.place}: {fault.message}", fault.hint)
    return submission(*made, alerts=(alert,))


def perfect() -> GradedSubmission:
    """Return full marks throughout."""
    answered = part("Answer", "", criterion("Answer", "5", right(Note("Right."))))
    names = ("One", "Two", "Three")
    return submission(
        *(question(str(n), name, subquestion(f"{n}.1", name, answered)) for n, name in enumerate(names, 1)),
        isolation="not needed",
    )


def blank() -> GradedSubmission:
    """Return the empty template, graded."""
    full = fair()
    questions = tuple(
        question(one.id, one.title, *(_emptied(found) for found in one.subquestions)) for one in full.questions
    )
    alert = Alert(
        AlertLevel.PROBLEM, "There is no answer in what you handed in.", "Did you hand in the empty template?"
    )
    return submission(*questions, alerts=(alert,), isolation="not needed")


def _emptied(found: GradedSubquestion) -> GradedSubquestion:
    parts = (missing_part(one.title, one.ask, str(one.tally.possible)) for one in found.parts)
    return subquestion(found.id, found.title, *parts)


def unreadable() -> GradedSubmission:
    """Return a file that is no submission."""
    made = blank()
    return replace(
        made,
        files=(),
        alerts=(),
        unreadable="The file is not a zip archive: it starts like a PDF. Put `answers.tex` into a zip file.",
    )


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title><h1>99 of 79</h1>",
    "{{ 7 * 7 }}{% raw %}",
    "\x1b[31mred\x1b[0m \u202egnp.exe \ud800 \x00 \u200b",
    "$\\href{javascript:alert(1)}{x}$ $\\text{<b>bold</b>}$ $\\newcommand{\\a}{\\a\\a}\\a$",
    "]]></svg><svg onload=alert(1)>",
    "a" * 30_000,
)


def hostile() -> GradedSubmission:
    """Return a submission whose every text is an attack on the page."""
    evidence: tuple[Evidence, ...] = tuple(
        item
        for text in HOSTILE
        for item in (
            Note(text),
            Quote(text, text),
            Reading(text, latex=text, text=text),
            Difference(text, text, text),
            CaseResult(text, CaseOutcome.WRONG, ((text, text),), text, text, text),
            Witness(((text, text),), text, text, text, text),
            Derivation((DerivationLine(1, LineMark.BROKEN, text, text, text, text),)),
            Fault(FaultKind.EXCEPTION, text, Place(text, 1), text),
        )
    )
    attacked = part(
        HOSTILE[0],
        HOSTILE[1],
        criterion(HOSTILE[2], "3", credit("1/3", *evidence), counted=HOSTILE[0]),
        criterion(HOSTILE[1], "2", Pending(HOSTILE[1], evidence)),
        hints=HOSTILE,
        disagreement=HOSTILE[0],
        reveal=HOSTILE[5],
    )
    return submission(
        question("1", HOSTILE[0], subquestion("1.1", HOSTILE[1], attacked)),
        alerts=tuple(Alert(AlertLevel.PROBLEM, text, text) for text in HOSTILE),
        files=tuple(SubmittedFile(text, 1, text) for text in HOSTILE),
        output="".join(HOSTILE) * 3,
    )


ALL = {
    "fair": fair,
    "perfect": perfect,
    "blank": blank,
    "unreadable": unreadable,
    "hostile": hostile,
    "unloaded": unloaded,
}
