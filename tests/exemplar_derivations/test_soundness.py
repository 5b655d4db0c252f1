"""What no derivation may do: raise, pass a changed line unseen, or earn more for less."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from autograder.domain.evidence import LineMark

HERE = Path(__file__).parent
RIGHT = [
    table
    for path in sorted(HERE.glob("*.toml"))
    for table in tomllib.loads(path.read_text(encoding="utf-8"))["right"]
    if table["text"].startswith("\\begin{align*}")
]
SUBQUESTIONS = ("1.1", "1.2", "3.1", "5.1", "5.2", "5.3", "5.4")
SLIPS = (
    (r" - (?!0)", " + "),
    (r" \+ ", " - "),
    (r"\^(\\top|T)\b", ""),
    (r"\b2 ", "3 "),
    (r"\\frac12", ""),
    (r"F_1\b", "F_2^2"),
    (r"p_\\theta\(z\|x\)", "q(z|x)"),
    (r"\\log \\frac", r"\\frac"),
    (r"\|\\det J_F\(u\)\|", ""),
)
LABELS = re.compile(r"\}_\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
"""What stands under a brace is a remark."""
PIECES = st.sampled_from(
    r"\begin{align*} \end{align*} &= \\ $ $$ { } \frac \E [ ] ( ) J W_p f_1 F_1 x u p_X F ^{-1} ^\top \log | \|"
    r" \int dx = \le \to 0 2 + -"
    r" \otimes \operatorname{tr} ' KL q(z|x) \theta \text{as} const \propto \arg\max M".split()
)
QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(st.data())
def test_a_changed_line_never_passes_unseen(judge: Callable[..., Any], data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(RIGHT))
    pattern, slip = data.draw(st.sampled_from(SLIPS))
    # an inequality has slack; a derivative by W_p hides tr(F_2), and an argmax hides what is free of θ
    equations = [
        line.span() for line in re.finditer(r"^&=(?!.*nabla_{W_p}|.*partial W_p|.*arg.max).*$", form["text"], re.M)
    ]
    slips = re.finditer(pattern, form["text"])
    labels = [label.span() for label in LABELS.finditer(form["text"])]
    places = [
        found
        for found in slips
        if any(start <= found.start() < end for start, end in equations)
        and not any(start <= found.start() < end for start, end in labels)
    ]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    changed = form["text"][: place.start()] + place.expand(slip) + form["text"][place.end() :]
    graded = judge(form["subquestion"], changed)
    marks = {line.mark for line in graded.derivation.lines}
    flagged = marks & {LineMark.BROKEN, LineMark.UNDECIDED, LineMark.UNREAD}
    assert flagged or _means_the_same(form["text"], changed)


def _means_the_same(before: str, after: str) -> bool:
    """Say whether a change is one of those that change nothing: a symmetric matrix's or a cross term's transpose."""
    plain = re.compile(r"\^(?:\\top|T)\b|\s+")
    return plain.sub("", before) == plain.sub("", after)


@QUICK
@given(st.sampled_from(RIGHT), st.integers(0, 20))
def test_a_line_left_out_breaks_nothing(judge: Callable[..., Any], form: dict[str, Any], which: int) -> None:
    lines = form["text"].splitlines()
    inner = [index for index, line in enumerate(lines) if line.startswith("&=") and line.endswith("\\\\")]
    if inner:
        del lines[inner[which % len(inner)]]
    assert not judge(form["subquestion"], "\n".join(lines)).broken


@QUICK
@given(st.sampled_from(SUBQUESTIONS), st.lists(PIECES, max_size=30).map(" ".join))
def test_no_text_makes_a_judge_fail(judge: Callable[..., Any], subquestion: str, text: str) -> None:
    graded = judge(subquestion, text)
    assert graded.verdicts
    assert all(verdict.evidence for verdict in graded.verdicts.values())


@QUICK
@given(st.sampled_from(SUBQUESTIONS), st.lists(PIECES, max_size=20).map(" ".join))
def test_the_same_text_gets_the_same_verdicts(judge: Callable[..., Any], subquestion: str, text: str) -> None:
    assert judge(subquestion, text).verdicts == judge(subquestion, text).verdicts
