"""`autograde preview`: how everything is read, what is not and where, and never what is right."""

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.assignment import shipped_folder

EXEMPLARS = shipped_folder("reference") / "exemplars"


def preview(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", "preview", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def write(tmp_path: Path):
    def written(*lines: str) -> Path:
        path = tmp_path / "answers.tex"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return written


def test_everything_of_the_perfect_submission_is_read() -> None:
    done = preview(EXEMPLARS / "perfect_latex")
    assert done.returncode == 0, done.stdout[-2000:]
    assert "Everything was read." in done.stdout
    assert r"\alpha" in done.stdout


def test_a_fault_has_its_line_and_a_hint(write) -> None:
    path = write(r"\begin{answer}{4.1}", r"  \final{A}{\foo + 1}", r"\end{answer}")
    done = preview(path)
    assert done.returncode == 1
    assert "answers.tex, line 2" in done.stdout
    assert r"\foo" in done.stdout


def test_a_wrong_answer_is_shown_like_a_right_one(write) -> None:
    path = write(r"\begin{answer}{4.2}", r"  \final{points}{(1,1)}", r"\end{answer}")
    done = preview(path)
    assert done.returncode == 0
    assert r"\left(1, 1\right)" in done.stdout
    assert "wrong" not in done.stdout
    assert "(0, 0)" not in done.stdout


def test_each_line_of_a_derivation_is_shown_with_what_is_not_read(write) -> None:
    path = write(
        r"\begin{answer}{5.1}",
        r"\begin{derivation}{chain}",
        r"\begin{align*}",
        r"J &= \operatorname{tr}(F_2) \\",
        r"  &= \frac{1}{",
        r"\end{align*}",
        r"\end{derivation}",
        r"\end{answer}",
    )
    done = preview(path)
    assert done.returncode == 1
    assert r"\operatorname{tr}\left(F_{2}\right)" in done.stdout
    assert "not read:" in done.stdout


def test_what_was_not_found_is_listed(write) -> None:
    path = write(r"\begin{answer}{4.2}", r"  \final{points}{(0,0)}", r"\end{answer}")
    assert "Nothing was found for: 1.1" in preview(path).stdout


def test_a_submission_of_code_alone_says_that_code_is_not_run() -> None:
    done = preview(EXEMPLARS / "perfect_code")
    assert done.returncode == 0
    assert "not run by a preview" in " ".join(done.stdout.split())


def test_control_characters_do_not_reach_the_terminal(write) -> None:
    path = write(
        r"\begin{answer}{1.2}", r"\begin{justification}{reason}", "a\x1b[2Jb", r"\end{justification}", r"\end{answer}"
    )
    assert "\x1b" not in preview(path).stdout


def test_the_page_is_self_contained_and_not_overwritten_unasked(tmp_path: Path) -> None:
    page = tmp_path / "preview.html"
    assert preview(EXEMPLARS / "answered_2022", "--html", page).returncode in (0, 1)
    html = page.read_text(encoding="utf-8")
    assert "<math" in html
    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "").replace("http://www.w3.org", "")
    assert preview(EXEMPLARS / "answered_2022", "--html", page).returncode == 2


@pytest.mark.parametrize("name", ["none.zip", "broken.zip"])
def test_what_cannot_be_opened_ends_in_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK")
    done = preview(tmp_path / name)
    assert done.returncode in (2, 3)
    assert done.stderr.startswith("autograde: ")
    assert "Traceback" not in done.stderr


def test_where_nothing_could_be_read_it_does_not_say_that_everything_was(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "answers.tex").write_text("")
    done = preview(tmp_path)
    assert done.returncode == 1
    assert "Everything was read" not in done.stdout
    assert "none was read" in done.stdout
