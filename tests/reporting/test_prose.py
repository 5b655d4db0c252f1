from hypothesis import given
from hypothesis import strategies as st

from autograder.reporting.prose import prose, quoted
from tests.reporting.pages import PageReader


def test_dollars_hold_mathematics_and_backticks_code() -> None:
    assert prose("Let $x$ be `step(state)`.") == "Let <math><mi>x</mi></math> be <code>step(state)</code>."


def test_a_price_is_no_formula() -> None:
    assert prose("It costs $5.") == "It costs $5."
    assert prose(r"It costs \$5 or \$6.") == "It costs $5 or $6."


def test_everything_else_is_escaped_and_visible() -> None:
    assert prose("a < b & \x1b") == "a &lt; b &amp; ⟨U+001B⟩"
    assert prose("`<b>`") == "<code>&lt;b&gt;</code>"


@given(st.text(st.sampled_from("$`\\<>&\"'ab{}^_ \n\x00\ud800")))
def test_any_text_gives_safe_markup(text: str) -> None:
    reader = PageReader()
    reader.feed(prose(text))
    reader.close()
    assert not reader.open


def test_quoted_words_are_typeset_and_everything_else_in_them_is_escaped() -> None:
    first, second = quoted("a <b> $x_i$,\n   so \\(q < 1\\) `` as is \u202e\n\nand $\\nonsense$ costs \\$5")
    assert str(first) == (
        "a &lt;b&gt; <math><msub><mi>x</mi><mi>i</mi></msub></math>, "
        "so <math><mi>q</mi><mo>&lt;</mo><mn>1</mn></math> `` as is ⟨U+202E⟩"
    )
    assert str(second) == 'and <code class="latex">\\nonsense</code> costs $5'


@given(st.text(alphabet="ab$\\()[]{}<>&\n\"' ^_", max_size=60))
def test_no_words_of_a_student_bring_a_tag_into_the_page(text: str) -> None:
    for paragraph in quoted(text):
        PageReader().feed(f"<p>{paragraph}</p>")


def test_a_long_formula_amid_words_scrolls_by_itself() -> None:
    assert 'class="wide" tabindex="0"' in prose(f"so ${'+'.join('abcdefghijklmnop')}$.")
    assert "wide" not in prose("so $a + b$.")


def test_quoted_words_lose_the_commands_that_only_say_how_they_look() -> None:
    (shown,) = quoted(r"\underline{First} \textbf{a <b>}: 5\% of~it, $D(p(x)||q)$, \unknown{x}")
    assert shown.startswith("<em>First</em> <strong>a &lt;b&gt;</strong>: 5% of\u00a0it, <math>")
    assert "‖" in shown
    assert shown.endswith(r"\unknown{x}")
