import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.reporting.visible import cut_middle, encodable, visible

any_text = st.text(st.characters(categories=None))


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\x1b[31m", "⟨U+001B⟩[31m"),
        ("\u202egnp.exe", "⟨U+202E⟩gnp.exe"),
        ("\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("a\x00b", "a⟨U+0000⟩b"),
        ("pass\u200bword", "pass⟨U+200B⟩word"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("100%\rfull marks", "100%⟨U+000D⟩full marks"),
    ],
)
def test_what_hides_or_reorders_gets_a_name(hidden: str, shown: str) -> None:
    assert visible(hidden) == shown


@pytest.mark.parametrize("text", ["a\tb\nc", "naïve Ελλάς 数学 👩‍👩‍👧", "می‌خواهم", "∇ₓ‖W‖²"])
def test_ordinary_writing_is_left_alone(text: str) -> None:
    assert visible(text) == text


def test_line_ends_of_other_systems_are_just_line_ends() -> None:
    assert visible("a\r\nb") == "a\nb"


@given(any_text)
def test_visible_text_can_be_encoded_and_is_visible_already(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert visible(shown) == shown


@given(any_text)
def test_encodable_changes_nothing_that_utf8_can_hold(text: str) -> None:
    kept = encodable(text)
    kept.encode("utf-8")
    if not any(0xD800 <= ord(character) < 0xE000 for character in text):
        assert kept == text


@given(st.text(max_size=400), st.integers(10, 200))
def test_a_cut_keeps_both_ends_and_says_how_much_is_gone(text: str, limit: int) -> None:
    short = cut_middle(text, limit)
    if len(text) <= limit:
        assert short == text
    else:
        assert short.startswith(text[: limit // 2])
        assert short.endswith(text[len(text) - limit // 4 :])
        assert f"{len(text) - limit:,} characters left out" in short
