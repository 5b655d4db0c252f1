import html
import html.parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.reporting.mathml import is_wide, typeset
from autograder.reporting.visible import cut_middle

ALLOWED_TAGS = {
    *"math mrow mi mn mo mtext mspace msub msup msubsup munder mover munderover".split(),
    *"mfrac msqrt mroot mtable mtr mtd code".split(),
}
ALLOWED_ATTRIBUTES = {
    *"accent class columnalign display fence form linethickness mathvariant".split(),
    *"maxsize minsize movablelimits stretchy width".split(),
}


class Inspector(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, str | None] = {}
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def inspect(markup: str) -> Inspector:
    inspector = Inspector()
    inspector.feed(markup)
    inspector.close()
    assert not inspector.open
    return inspector


def test_a_matrix_becomes_a_table_of_mathematics() -> None:
    markup = typeset(r"\begin{bmatrix}1&\alpha\\-\alpha&1\end{bmatrix}", True)
    assert markup.startswith('<math display="block">')
    assert markup.count("<mtd>") == 4
    assert markup.count("α") == 2


@pytest.mark.parametrize(
    "attack",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\text{<script>alert(1)</script>}",
        r"\text{&lt;script&gt;alert(1)&lt;/script&gt;}",
        r"\style{position:fixed}{x}",
        r"\class{score}{x}",
        r"\color{red}{x}",
        r"x<img src=x onerror=alert(1)>",
        r'\mathop{"onclick="alert(1)}',
        r"\hspace{99999em}x",
        r"\includegraphics{/etc/passwd}",
    ],
)
def test_no_link_style_or_element_passes(attack: str) -> None:
    inspector = inspect(typeset(attack))
    assert inspector.tags <= ALLOWED_TAGS
    assert inspector.attributes.keys() <= ALLOWED_ATTRIBUTES
    assert "99999em" not in inspector.attributes.values()


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{1}",
        r"x^",
        r"\left( x",
        r"x_1_2",
        "{" * 3_000,
        "{" * 300 + "}" * 300,
        r"\newcommand{\a}{\b\b}\a",
        r"\def\a{\a\a}\a",
        r"\phantom{secret}",
        r"\unknowncommand x",
        "",
        "  ",
        "x" * 10_000,
    ],
)
def test_what_cannot_be_typeset_is_shown_as_its_source(latex: str) -> None:
    shown = html.unescape(typeset(latex))
    assert shown == f'<code class="latex">{cut_middle(latex, 600)}</code>'


def test_a_function_name_stands_apart_from_its_argument_but_not_from_its_bracket() -> None:
    assert typeset(r"\log p") == ('<math><mi>log</mi><mspace width="0.167em"/><mi>p</mi></math>')
    assert "mspace" not in typeset(r"\operatorname{tr}(X)")


def test_a_sign_between_two_terms_is_an_operator() -> None:
    assert "<mo>±</mo>" in typeset(r"1 \pm i\alpha")
    assert "<mo>⊗</mo>" in typeset(r"X \otimes I")


def test_brackets_stretch_only_around_what_is_tall() -> None:
    assert 'stretchy="false"' not in typeset(r"\left(\frac{a}{b}\right)")
    assert typeset(r"\left(a \mid b\right)").count('stretchy="false"') == 2
    assert typeset(r"\left\|\frac{a}{b}\right\|").count('stretchy="true"') == 2


def test_a_limit_under_arg_max_is_known() -> None:
    assert typeset(r"\arg\max_\theta f").startswith("<math>")


def test_width_is_told_from_glyphs_not_from_source() -> None:
    assert not is_wide(r"\boldsymbol{\alpha} + \boldsymbol{\beta}")
    assert is_wide("a+b+c+d+e+f+g+h+i+j+k+l+m+n")


@given(st.text(st.sampled_from("\\{}[]()^_&$<>\"' abxyz12+=|~%#\n\x1b\ud800"), max_size=60))
def test_any_soup_of_symbols_gives_safe_balanced_markup(latex: str) -> None:
    inspector = inspect(typeset(latex))
    assert inspector.tags <= ALLOWED_TAGS
    assert inspector.attributes.keys() <= ALLOWED_ATTRIBUTES


COMMANDS = (
    "frac sqrt left( right) left. right| begin{matrix} end{matrix} begin{aligned} end{aligned} text{a<b} mathrm{vec} "
    "operatorname{tr} sum int alpha top otimes mathbb{E} limits substack overline underbrace hspace{1em} color{red} "
    "href{x}{y} middle| genfrac tag{1} \\ & , ; ! sideset cfrac xrightarrow root of bmod not"
).split()


@given(st.lists(st.sampled_from([f"\\{name}" for name in COMMANDS] + list("{}^_&x1+") + ["{x}", " "]), max_size=14))
def test_any_soup_of_commands_gives_safe_balanced_markup(pieces: list[str]) -> None:
    inspector = inspect(typeset("".join(pieces)))
    assert inspector.tags <= ALLOWED_TAGS
    assert inspector.attributes.keys() <= ALLOWED_ATTRIBUTES
