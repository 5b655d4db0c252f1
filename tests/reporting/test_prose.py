from hypothesis import given
from hypothesis import strategies as st

from autograder.reporting.prose import prose
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
