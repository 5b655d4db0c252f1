import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.graded import AlertLevel
from autograder.intake.decoding import decode_text

TEXT = "Réponse: α ≥ 0 — voilà\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
    ],
)
def test_unicode_passes_silently_in_every_form(content):
    assert decode_text("answers.tex", content) == (TEXT, ())


def test_latin_1_is_read_with_a_notice():
    text, alerts = decode_text("answers.tex", "Réponse".encode("latin-1"))
    assert text == "Réponse"
    assert [alert.level for alert in alerts] == [AlertLevel.NOTICE]
    assert "Latin-1" in alerts[0].message


def test_quotation_marks_of_windows_are_no_control_characters():
    assert decode_text("answers.tex", b"it\x92s \x93so\x94")[0] == "it’s “so”"


def test_a_break_that_nobody_sees_does_not_cut_a_command_in_two():
    content = "\\begin{ans\u200bwer}{4.\u20601}\ufeff".encode()
    assert decode_text("answers.tex", content) == ("\\begin{answer}{4.1}", ())


@pytest.mark.parametrize("content", [b"%PDF-1.5 ...", b"\0\0", "a".encode("utf-16-le")])
def test_what_is_no_text_is_a_problem(content):
    text, alerts = decode_text("answers.tex", content)
    assert text is None
    assert [alert.level for alert in alerts] == [AlertLevel.PROBLEM]


@given(st.binary())
def test_any_bytes_are_text_or_a_problem(content):
    text, alerts = decode_text("answers.tex", content)
    assert text is not None or alerts
