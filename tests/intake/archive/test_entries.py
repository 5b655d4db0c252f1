import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.errors import UnreadableSubmission
from autograder.intake import ArchiveLimits
from autograder.intake.archive.entries import check_collisions, clean_name, is_left_over, quoted

LIMITS = ArchiveLimits()


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("answers.tex", "answers.tex"),
        ("./a//b.py", "a/b.py"),
        ("réponses été.tex", "réponses été.tex"),
        ("a..b/c", "a..b/c"),
        ("10.00.00\u202fPM.png", "10.00.00\u202fPM.png"),
        ("./", ""),
    ],
)
def test_plain_names_pass(raw, clean):
    assert clean_name(raw, LIMITS) == clean


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("../x", "points outside"),
        ("a/../../x", "points outside"),
        ("/etc/x", "absolute"),
        ("C:/x", "absolute"),
        ("c:x", "absolute"),
        ("a\\..\\b", "backslash"),
        ("\\\\host\\x", "backslash"),
        ("a\0.py", "characters"),
        ("a\nb", "characters"),
        ("a\x1b[31m", "characters"),
        ("a\u202eyp.x", "characters"),
        ("\ud800", "characters"),
        ("a/" * 13 + "b", "12 deep"),
        ("n" * 501, "longer than 500 bytes"),
    ],
)
def test_tricks_are_refused_by_name(raw, reason):
    with pytest.raises(UnreadableSubmission, match=reason) as refusal:
        clean_name(raw, LIMITS)
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize(
    "names",
    [
        ["a.py", "a.py"],
        ["a.py", "A.py"],
        ["Straße", "STRASSE"],
        ["e\u0301.py", "\u00e9.py"],
        ["a", "a/b.py"],
        ["A/c/d", "a/C"],
    ],
)
def test_names_stored_at_one_place_collide(names):
    for order in (names, names[::-1]):
        with pytest.raises(UnreadableSubmission, match="stored at the same place"):
            check_collisions(order)


def test_a_collision_names_both():
    with pytest.raises(UnreadableSubmission, match=r'both "a\.py" and "A\.py"'):
        check_collisions(["a.py", "A.py"])
    with pytest.raises(UnreadableSubmission, match=r'"a\.py" twice'):
        check_collisions(["a.py", "a.py"])


def test_different_names_do_not_collide():
    check_collisions(["a.py", "b.py", "a/b.py", "b/a.py", "a.py.bak"])


@pytest.mark.parametrize("name", ["__MACOSX/x", "a/.DS_Store", ".git/HEAD", "x/._y", "Thumbs.db", ".venv/bin/python"])
def test_left_overs_are_known(name):
    assert is_left_over(name)


@pytest.mark.parametrize("name", ["answers.tex", "git/x.py", "a.git.py"])
def test_answers_are_no_left_overs(name):
    assert not is_left_over(name)


@given(st.text())
def test_any_name_is_cleaned_or_refused_in_one_line(raw):
    try:
        clean = clean_name(raw, LIMITS)
    except UnreadableSubmission as refusal:
        message = str(refusal)
    else:
        message = ""
        assert clean_name(clean, LIMITS) == clean
        assert not clean.startswith("/")
        assert ".." not in clean.split("/")
    assert message == "" or message.isprintable()


def test_a_long_name_is_cut_with_a_mark():
    assert quoted("n" * 120) == '"' + "n" * 120 + '"'
    assert quoted("n" * 121) == '"' + "n" * 120 + '…"'


@given(st.text(max_size=300))
def test_quoted_names_are_printable_and_short(name):
    assert quoted(name).isprintable()
    assert len(quoted(name)) < 120 * 8
