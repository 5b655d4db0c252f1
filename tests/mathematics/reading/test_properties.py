"""Reading never fails: whatever is typed, there is a tree or a fault."""

from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.faults import Place
from autograder.mathematics.reading import collect_macros, read_derivation, read_latex, read_text

PIECES = (
    r"\frac \sqrt \log \sin \int \sum_{i=1}^n \prod \lim_{t\to0} \left( \right) \left| \right| \begin{bmatrix}"
    r" \end{bmatrix} \begin{cases} \end{cases} \begin{align*} \end{align*} \\ & = \le \Leftrightarrow \pm \mp \cdot"
    r" \otimes ^\top ^{-1} ^T ' _p \mathbb{E}_{q} D_{KL} \KL \| || | ( ) [ ] { } \{ \} , ; . : + - * / ! ^ _ x q(z|x)"
    r" p_\theta(x|z) W_p F(u) F^{-1}(x) \tr \operatorname{tr} \text{and} \text{using} $ $$ \[ \] % \dot \tilde \nabla_W"
    r" \frac{\partial}{\partial} d dx 1 2.5 1e3 i e \underbrace \overset \stackrel \arg\max_\theta \inf \newcommand"
    r" \foo α ² ₁ ½ − ‖ \mid \middle"
).split(" ")
typed = st.lists(st.sampled_from([*PIECES, " ", "\n"]) | st.text(max_size=3), max_size=40).map("".join)


@given(typed)
def test_every_text_gives_a_tree_or_a_fault(notations, source):
    for notation in notations.values():
        for reader in (read_latex, read_text):
            read = reader(source, notation)
            assert read.node is not None or read.faults


@given(typed)
def test_every_derivation_is_numbered_lines_that_say_what_they_lack(notations, source):
    for notation in notations.values():
        lines = read_derivation(source, notation, place=Place("answers.tex", 1))
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        assert all(line.node is not None or line.faults for line in lines)


@given(st.lists(typed, max_size=4), typed)
def test_every_definition_is_taken_or_left(notations, definitions, source):
    macros = collect_macros([(rf"\newcommand{{\x}}[1]{text}", Place("answers.tex", 1)) for text in definitions])
    read_latex(rf"\x{{{source}}}\x", notations["reals"], macros)


@given(typed)
def test_reading_twice_gives_the_same(notations, source):
    assert read_latex(source, notations["dynamics"]) == read_latex(source, notations["dynamics"])
