"""Displays and prose into lines, each tied to the one before by its relation."""

from pathlib import Path

import pytest

from autograder.domain.faults import Place
from autograder.mathematics.reading import read_derivation
from autograder.mathematics.tree import RelationKind

ANSWERED = (Path(__file__).parent / "corpus" / "answered_copy.txt").read_text(encoding="utf-8").strip().split("\n\n")
EQUAL = RelationKind.EQUAL


@pytest.fixture(scope="session")
def lines(notations, show):
    """Read a derivation into lines of text: relation, tree."""

    def read(source, name="game", **options):
        found = read_derivation(source, notations[name], **options)
        return [f"{line.relation.value if line.relation else '.'} {show(line.node)}" for line in found]

    return read


@pytest.mark.parametrize("block", ANSWERED, ids=range(len(ANSWERED)))
def test_every_display_of_the_answered_copy_is_read(block, notations, show):
    head, *expected = block.splitlines()
    name, _, display = head.partition(": ")
    found = read_derivation(f"$${display}$$", notations[name])
    read = [
        f"{line.relation.value if line.relation else '.'} {show(line.node)}{' FAULT' if line.faults else ''}"
        for line in found
    ]
    assert read == [line.strip() for line in expected]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"\begin{align*}", r"\end{align*}"),
        (r"\begin{align}", r"\end{align}"),
        (r"\begin{eqnarray*}", r"\end{eqnarray*}"),
        (r"\begin{equation*}\begin{split}", r"\end{split}\end{equation*}"),
        (r"\[\begin{aligned}", r"\end{aligned}\]"),
        ("$$", "$$"),
        (r"\[", r"\]"),
        (r"\begin{gather}", r"\end{gather}"),
        (r"\begin{multline*}", r"\end{multline*}"),
    ],
)
def test_rows_of_any_display_are_lines(before, after, lines):
    assert lines(rf"{before} a &= b \\ &= c {after}") == [". a", "= b", "= c"]


def test_a_chain_in_one_row_is_split_like_rows(lines):
    assert lines("$$a = b = c$$") == [". a", "= b", "= c"]


def test_a_relation_in_brackets_or_scripts_splits_nothing(lines):
    found = lines(r"\[\sum_{k=1}^{3} k = \max_{a \ge b} a\]")
    assert found == [". (sum k k 1 3)", "= (max {a} a)"]


def test_a_row_that_begins_with_a_sign_goes_on_with_the_line_before(lines):
    assert lines(r"\begin{align} a &= b \\ &\quad + c \\ &= d\end{align}") == [". a", "= (+ b c)", "= d"]


def test_a_row_within_an_open_bracket_goes_on_with_the_line_before(lines):
    found = lines(r"\begin{align} a &= \left( b \right. \\ & \left. c \right) \\ &= d\end{align}")
    assert found[0] == ". a"
    assert found[-1] == "= d"


def test_a_bracket_lost_in_one_row_costs_only_that_row(lines, notations):
    source = r"\begin{align} a &= (b + c \\ &= d \\ &= g \end{align}"
    assert lines(source) == [". a", "= (+ b c)", "= d", "= g"]
    faulty = [bool(line.faults) for line in read_derivation(source, notations["game"])]
    assert faulty == [False, True, False, False]


def test_rows_without_relations_start_anew(lines):
    assert lines(r"\begin{gather} a = b \\ c = d \end{gather}") == [". a", "= b", ". c", "= d"]


def test_two_equations_side_by_side_are_two_chains(lines):
    assert lines(r"\begin{align} a &= b & c &= d \end{align}") == [". a", "= b", ". c", "= d"]
    assert lines(r"\[a = b, \quad c = d\]") == [". a", "= b", ". c", "= d"]


def test_what_an_arrow_ties_stays_whole(lines):
    found = lines(r"\[a = b\] \[\Leftrightarrow a - b = 0\] \[\Rightarrow c = d = 0\]")
    assert found == [". (= a b)", "⇔ (= (+ a (- b)) 0)", "⇒ (and (= c d) (= d 0))"]


def test_alternatives_stay_whole(lines):
    assert lines(r"\[a = 1 \text{ or } a = 2\]") == [". (or (= a 1) (= a 2))"]


@pytest.mark.parametrize(
    ("sign", "kind"),
    [
        (r"\le", RelationKind.AT_MOST),
        (r"\geq", RelationKind.AT_LEAST),
        (r"\propto", RelationKind.PROPORTIONAL),
        (r"\to", RelationKind.TENDS_TO),
        (r"\approx", RelationKind.APPROXIMATE),
        (":=", EQUAL),
        (r"\overset{(a)}{=}", EQUAL),
        (r"\stackrel{+C}{=}", RelationKind.EQUAL_UP_TO_CONSTANT),
    ],
)
def test_the_relation_to_the_line_before_is_kept(sign, kind, notations):
    assert read_derivation(rf"\[a {sign} b\]", notations["game"])[1].relation is kind


@pytest.mark.parametrize(
    "ending",
    [
        r"+ C",
        r"+ \text{const}",
        r"+ \mathrm{const}.",
        r"\quad \text{(up to a constant)}",
        r"+ C, \quad \text{with } C = 3",
    ],
)
def test_up_to_a_constant_is_a_relation_of_its_own(ending, lines):
    assert lines(rf"\[a = b {ending}\]") == [". a", "= + const b"]


def test_a_declared_c_is_a_term_like_any_other(lines):
    assert lines(r"\[a = b + c\]") == [". a", "= (+ b c)"]


def test_an_explanation_in_a_row_is_a_remark_with_its_mathematics(notations, show):
    found = read_derivation(r"\[a = b \quad \text{using } b = c \text{ twice} \\ = d\]", notations["game"])
    assert [show(line.node) for line in found] == ["a", "b", "d"]
    assert found[1].remarks == (r"using b = c \text{ twice}",)


def test_prose_goes_to_the_line_it_speaks_of(notations):
    source = r"First expand: \[a = b\] where $b$ is the first. Thus, \[= c\] as claimed."
    found = read_derivation(source, notations["game"])
    assert found[0].remarks == ("First expand:",)
    assert found[1].remarks == ("where $b$ is the first. Thus,",)
    assert found[2].remarks == ("as claimed.",)


def test_a_relation_within_a_sentence_is_an_inline_line(notations, show):
    found = read_derivation(r"So we get $a = b$ at once.", notations["game"])
    assert [(show(line.node), line.inline) for line in found] == [("a", True), ("b", True)]


@pytest.mark.parametrize("sentence", ["where $a = b$", "since $a = b$", "let $a = b$", "the value $a$"])
def test_a_mention_or_premise_within_a_sentence_is_no_line(sentence, notations):
    assert read_derivation(rf"\[c = d\] {sentence}", notations["game"])[-1].inline is False


def test_places_and_sources_are_the_students_own(notations):
    source = "We have\n\\begin{align}\na &= b \\\\\n  &= c\n\\end{align}"
    found = read_derivation(source, notations["game"], place=Place("answers.tex", 10))
    assert [(line.number, line.place.line, line.source) for line in found] == [(1, 12, "a"), (2, 12, "b"), (3, 13, "c")]


def test_comments_are_no_mathematics(lines):
    assert lines("\\begin{align} a &= b \\\\ % &= d \\\\\n &= c \\end{align}") == [". a", "= b", "= c"]


def test_a_display_that_is_never_closed_is_read_and_said(notations, show):
    found = read_derivation(r"\[ a = b", notations["game"])
    assert [show(line.node) for line in found] == ["a", "b"]
    assert found[-1].faults


def test_matrices_keep_their_rows(lines):
    source = r"\begin{align} A &= \begin{bmatrix} a & b \\ c & d \end{bmatrix} \\ &= A \end{align}"
    assert lines(source) == [". A", "= #a b; c d#", "= A"]


def test_no_mathematics_is_no_line(lines):
    assert lines("I could not do it.") == []
    assert lines("") == []


@pytest.mark.parametrize(
    "words",
    ["Since", "Because", "By the formula", "Note that", "Using", "Since $a$ is fixed, we have", "If $a$ is, then"],
)
def test_what_a_sentence_states_is_a_line_whatever_its_words(words, notations):
    assert [line.number for line in read_derivation(f"{words} $a = b$.", notations["game"])] == [1, 2]


@pytest.mark.parametrize(
    "words", ["Suppose", "If", "We want to show that", "It remains to show", "It is not true that"]
)
def test_what_a_sentence_supposes_or_denies_is_no_line(words, notations):
    assert not read_derivation(f"{words} $a = b$.", notations["game"])


def test_a_reason_between_two_lines_of_a_chain_is_no_line(notations):
    lines = read_derivation(r"\[a = b\] Since $c = d$, \[= e\]", notations["game"])
    assert [line.source for line in lines] == ["a", "b", "e"]
