"""Answers as students write them, right and wrong, with what each is worth; the truth of `make_class.py`.

What an answer is worth was decided by the authors of the assignment, in its list of right and wrong answers, in the
known slips of `question.toml` and in the `expected.toml` of whole exemplars; never by running the grader.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "reference"
EXEMPLARS = REFERENCE / "exemplars"


@dataclass(frozen=True)
class Form:
    """One way of answering something.

    Parameters
    ----------
    text
        LaTeX, or the body of a function.
    credits
        ``part/criterion`` to a credit, ``pending`` or ``missing``.
    mistake
        Names the wrong answer; forms of one name are the same answer in different notations. Empty for a right one.
    """

    text: str
    credits: Mapping[str, str] = field(default_factory=dict)
    mistake: str = ""

    @property
    def right(self) -> bool:
        """True if it loses nothing."""
        return all(credit in ("1", "pending") for credit in self.credits.values())


def _forms(item: str, criteria: str, *groups: tuple[str, str, tuple[str, ...]]) -> tuple[Form, ...]:
    """Return the forms of one item: groups of (mistake, credits in the order of the criteria, texts)."""
    names = criteria.split()
    return tuple(
        Form(item % text, dict(zip(names, worth.split(), strict=True)), mistake)
        for mistake, worth, texts in groups
        for text in texts
    )


_AA = "11,12,13,14,15,21,22,23,31"
_AB = "11,12,13,14,15,21,22,23,24,31,32"
_BB = "11,12,13,14,15,21,22,23,24,31,32,33"
_LOST = (
    r"\cells{11,12,13,14,15,21,22,23,31,32}",
    r"\cells{32,31,23,22,21,15,14,13,12,11}",
    r"\cells{(1,1),(1,2),(1,3),(1,4),(1,5),(2,1),(2,2),(2,3),(3,1),(3,2)}",
    r"\grid{1 1 1 1 1 \\ 1 1 1 0 0 \\ 1 1 0 0 0 \\ 0 0 0 0 0 \\ 0 0 0 0 0}",
)
_AB_RIGHT = (
    rf"\cells{{{_AB}}}",
    r"\cells{32, 31, 24, 23, 22, 21, 11-15}",
    r"\grid{1 1 1 1 1 \\ 1 1 1 1 0 \\ 1 1 0 0 0 \\ 0 0 0 0 0 \\ 0 0 0 0 0}",
)

PARTS: Mapping[str, tuple[tuple[Form, ...], ...]] = {
    "1.3a": (
        _forms(
            r"\final{bias}{%s}",
            "bias/bias",
            ("", "1", (r"-\KL{q(z|x)}{p_\theta(z|x)}", r"\E_{q(z|x)}[\log p_\theta(z|x) - \log q(z|x)]")),
            ("bias_sign", "1/2", (r"\KL{q(z|x)}{p_\theta(z|x)}", r"D_{KL}(q(z|x) \,\|\, p_\theta(z|x))")),
            ("bias_order", "0", (r"-\KL{p_\theta(z|x)}{q(z|x)}", r"-D_{KL}(p_\theta(z|x)\|q(z|x))")),
        ),
        _forms(
            r"\choice{ordering}{%s}",
            "ordering/ordering",
            ("", "1", ("amortised at least instance",)),
            ("reversed", "0", ("instance at least amortised", "Instance at least amortised")),
        ),
    ),
    "1.3b": (
        _forms(r"\choice{cheaper}{%s}", "cheaper/cheaper", ("", "1", ("amortised",)), ("instance", "0", ("instance",))),
        _forms(
            "\\begin{justification}{reason}\n    %s\n  \\end{justification}",
            "reason/reason",
            ("", "pending", ("One network serves all points.", "A new point costs one forward pass only.")),
        ),
    ),
    "1.3c": (
        _forms(r"\choice{smaller}{%s}", "smaller/smaller", ("", "1", ("amortised",)), ("equal", "0", ("equal",))),
        _forms(r"\final{amortised}{%s}", "parameters/amortised", ("", "1", (r"|\phi|", r"\left|\phi\right|"))),
        _forms(
            r"\final{instance}{%s}",
            "parameters/instance",
            ("", "1", (r"n \dim(\pi)", r"\dim(\pi) \cdot n")),
            ("n_phi", "0", (r"n |\phi|", r"|\phi| \cdot n", r"|\phi| n")),
        ),
    ),
    "2.1": (
        _forms(
            "%s",
            "field/field",
            ("", "1", (rf"\cells{{{_AA}}}", r"\cells{11-15, 21-23, 31}")),
            ("flipped", "0", (r"\cells{35,43,44,45,51,52,53,54,55}", r"\cells{51-55, 43-45, 35}")),
        ),
    ),
    "2.2": (_forms("%s", "field/field", ("", "1", _AB_RIGHT), ("lost_24", "4/5", _LOST)),),
    "2.3": (_forms("%s", "field/field", ("", "1", _AB_RIGHT), ("lost_24", "4/5", _LOST)),),
    "2.4": (
        _forms(
            "%s",
            "field/field",
            ("", "1", (rf"\cells{{{_BB}}}", r"\grid{1&1&1&1&1\\ 1&1&1&1&0\\ 1&1&1&0&0\\ 0&0&0&0&0\\ 0&0&0&0&0\\}")),
            ("raster_past", "4/5", (r"\cells{11-15, 21-25, 31-33}", rf"\cells{{25,{_BB}}}")),
        ),
    ),
    "3.2": (
        _forms(r"\choice{scenario1}{%s}", "scenario1/scenario1", ("", "1", ("reverse",)), ("swap", "0", ("forward",))),
        _forms(
            "\\begin{justification}{reason1}\n    %s\n  \\end{justification}",
            "reason1/reason1",
            ("", "pending", ("Its samples come from the base.", "It needs values of the density only.")),
        ),
        _forms(r"\choice{scenario2}{%s}", "scenario2/scenario2", ("", "1", ("forward",)), ("swap", "0", ("reverse",))),
    ),
    "4.1": (
        _forms(
            r"\final{A}{%s}",
            "A/row_d A/row_g",
            (
                "",
                "1 1",
                (
                    r"\begin{bmatrix} 1 & \alpha \\ -\alpha & 1 \end{bmatrix}",
                    r"\begin{pmatrix} 1 & \alpha \\ -\alpha & 1 \end{pmatrix}",
                    r"I + \alpha \begin{bmatrix} 0 & 1 \\ -1 & 0 \end{bmatrix}",
                ),
            ),
            (
                "sign_g",
                "1 1/2",
                (
                    r"\begin{bmatrix} 1 & \alpha \\ \alpha & 1 \end{bmatrix}",
                    r"I + \alpha \begin{pmatrix} 0 & 1 \\ 1 & 0 \end{pmatrix}",
                ),
            ),
            ("alternating", "1/4 1/4", (r"\begin{bmatrix} 1 & \alpha \\ -\alpha & 1-\alpha^2 \end{bmatrix}",)),
        ),
    ),
    "4.2": (
        _forms(
            r"\final{points}{%s}",
            "points/points",
            ("", "1", ("(0,0)", r"d = 0, \quad g = 0")),
            ("elsewhere", "0", ("(1,1)", r"d = 1, \quad g = 1")),
        ),
    ),
    "4.3": (
        _forms(
            r"\final{eigenvalues}{%s}",
            "eigenvalues/eigenvalues",
            ("", "1", (r"1 \pm i\alpha", r"\frac{2 \pm \sqrt{-4\alpha^2}}{2}")),
            ("real_eigenvalues", "0", (r"1 \pm \alpha", r"1+\alpha, 1-\alpha")),
        ),
        _forms(
            r"\final{modulus}{%s}",
            "modulus/modulus",
            ("", "1", (r"\sqrt{1+\alpha^2}", r"\left(1 + \alpha^2\right)^{1/2}")),
            ("modulus_squared", "1/2", (r"1+\alpha^2", r"\alpha^2 + 1")),
        ),
        _forms(
            r"\final{growth}{%s}",
            "growth/growth",
            ("", "1", (r"1+\alpha^2", r"|1+i\alpha|^2")),
            ("two_squares", "0", (r"1+2\alpha^2", r"(1+\alpha^2)+\alpha^2", r"2\alpha^2 + 1")),
        ),
        _forms(
            r"\choice{behaviour}{%s}",
            "behaviour/behaviour",
            ("", "1", ("spirals outward",)),
            ("bounded", "2/3", ("bounded orbit", "Bounded orbit")),
            ("converges", "0", ("converges",)),
        ),
    ),
    "5.5": (
        _forms(
            r"\choice{collapse}{%s}",
            "collapse/collapse",
            ("", "1", ("neither, stop-gradient only, predictor only", "predictor only, neither, stop-gradient only")),
            ("stop_left_out", "3/4", ("neither, predictor only", "predictor only, neither")),
        ),
        _forms(
            "\\begin{justification}{reason}\n    %s\n  \\end{justification}",
            "reason/reason",
            ("", "pending", ("Only with both does a term push outwards.", "Every other flow contracts to 0.")),
        ),
    ),
}
"""Subquestion to its items, each with the forms in which it is answered."""

_WHOLE = {
    "1.1": "perfect_latex right_variants_latex kl_direction kl_sign_slips wrong_ends",
    "1.2": "perfect_latex right_variants_latex kl_sign_slips",
    "3.1": "perfect_latex right_variants_latex flow_under_base wrong_ends",
    "5.1": "perfect_latex right_variants_latex simsiam_factor",
    "5.2": "perfect_latex right_variants_latex simsiam_factor",
    "5.3": "perfect_latex right_variants_latex simsiam_factor kronecker_swapped",
    "5.4": "perfect_latex right_variants_latex simsiam_factor kronecker_swapped",
}


def whole_forms() -> dict[str, tuple[Form, ...]]:
    """Return the subquestions that ask for derivations, each answered as in an exemplar."""
    return {
        subquestion: tuple(_from_exemplar(subquestion, name) for name in names.split())
        for subquestion, names in _WHOLE.items()
    }


def _from_exemplar(subquestion: str, name: str) -> Form:
    written = (EXEMPLARS / name / "answers.tex").read_text(encoding="utf-8")
    block = re.search(rf"\\begin\{{answer\}}\{{{re.escape(subquestion)}\}}\n(.*?)\\end\{{answer\}}", written, re.DOTALL)
    assert block is not None, f"{name} has no {subquestion}"
    expected = tomllib.loads((EXEMPLARS / name / "expected.toml").read_text(encoding="utf-8"))
    told, otherwise = expected.get("criteria", {}), expected.get("otherwise", "1")
    asked = [key for key in criteria_points() if key.startswith(f"{subquestion}/")]
    worth = {key.partition("/")[2]: told.get(key, otherwise) for key in asked}
    return Form(block[1].strip(), worth, "" if name in ("perfect_latex", "right_variants_latex") else name)


def criteria_points() -> dict[str, str]:
    """Return every criterion, as ``4.1/A/row_d``, with its points as the assignment writes them."""
    found = {}
    for path in sorted(REFERENCE.glob("q*/question.toml")):
        for subquestion in tomllib.loads(path.read_text(encoding="utf-8"))["subquestions"]:
            for part in subquestion["parts"]:
                for criterion in part["criteria"]:
                    found[f"{subquestion['id']}/{part['id']}/{criterion['id']}"] = str(criterion["points"])
    return found
