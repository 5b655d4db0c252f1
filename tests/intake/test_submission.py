import io
import os
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.domain.errors import UnreadableSubmission
from autograder.domain.graded import AlertLevel
from autograder.intake import ArchiveLimits, open_submission

TEX = b"\\begin{answer}{4.1}\\end{answer}\n"
CODE = b"def step(state, alpha):\n    return state\n"


def write_zip(path: Path, files: dict[str, bytes], **options: int) -> Path:
    with zipfile.ZipFile(path, "w", **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_zip_of_both_files_is_read(tmp_path):
    submission = open_submission(write_zip(tmp_path / "s.zip", {"answers.tex": TEX, "solution.py": CODE}))
    assert submission.answers_tex == TEX.decode()
    assert submission.solution_py == CODE
    assert dict(submission.solution_files) == {"solution.py": CODE}
    assert [(file.name, file.size_bytes) for file in submission.received] == [
        ("answers.tex", len(TEX)),
        ("solution.py", len(CODE)),
    ]
    assert all(len(file.sha256) == 64 for file in submission.received)
    assert submission.alerts == ()


def test_either_file_may_be_absent(tmp_path):
    latex = open_submission(write_zip(tmp_path / "a.zip", {"answers.tex": TEX}))
    code = open_submission(write_zip(tmp_path / "b.zip", {"solution.py": CODE}))
    assert (latex.solution_name, latex.solution_py, dict(latex.solution_files)) == (None, None, {})
    assert (code.answers_name, code.answers_tex) == (None, None)
    assert latex.alerts == code.alerts == ()


def test_the_fingerprint_is_of_the_content_alone(tmp_path):
    files = {"answers.tex": TEX, "solution.py": CODE}
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    stored = write_zip(tmp_path / "a.zip", files)
    deflated = write_zip(tmp_path / "b.zip", dict(reversed(files.items())), compression=zipfile.ZIP_DEFLATED)
    nested = write_zip(tmp_path / "c.zip", {f"Student A/{name}": content for name, content in files.items()})
    with zipfile.ZipFile(nested, "a") as archive:
        archive.writestr("__MACOSX/Student A/._answers.tex", b"\0")
    prints = {open_submission(path).sha256 for path in (stored, deflated, nested, folder)}
    assert len(prints) == 1
    assert open_submission(write_zip(tmp_path / "d.zip", {**files, "answers.tex": TEX + b" "})).sha256 not in prints


def test_the_fingerprint_keeps_names_and_contents_apart(tmp_path):
    one = open_submission(write_zip(tmp_path / "a.zip", {"a.py": b"bc", "solution.py": b""}))
    other = open_submission(write_zip(tmp_path / "b.zip", {"a.pyb": b"c", "solution.py": b""}))
    assert one.sha256 != other.sha256


def test_a_folder_and_single_files_are_read_like_a_zip(tmp_path):
    (tmp_path / "answers.tex").write_bytes(TEX)
    (tmp_path / "mine.py").write_bytes(CODE)
    assert open_submission(tmp_path / "answers.tex").answers_tex == TEX.decode()
    single = open_submission(tmp_path / "mine.py")
    assert (single.solution_name, dict(single.solution_files)) == ("mine.py", {"solution.py": CODE})
    both = open_submission(str(tmp_path))
    assert (both.answers_name, both.solution_name) == ("answers.tex", "mine.py")


def test_helpers_beside_the_solution_reach_the_sandbox_under_its_folder(tmp_path):
    files = {"report/notes.md": b"n", "code/solution.py": CODE, "code/lib/tools.py": b"x = 1", "code/table.csv": b"1"}
    submission = open_submission(write_zip(tmp_path / "s.zip", files))
    assert set(submission.solution_files) == {"solution.py", "lib/tools.py", "table.csv"}


def test_left_overs_are_ignored_silently(tmp_path):
    files = {
        "answers.tex": TEX,
        "__MACOSX/._answers.tex": b"\0",
        ".DS_Store": b"\0",
        ".git/config": b"c",
        "__pycache__/solution.cpython-311.pyc": b"c",
    }
    submission = open_submission(write_zip(tmp_path / "s.zip", files))
    assert [file.name for file in submission.received] == ["answers.tex"]
    assert submission.alerts == ()


def test_other_files_are_listed_and_not_read(tmp_path):
    submission = open_submission(write_zip(tmp_path / "s.zip", {"answers.tex": TEX, "scan.pdf": b"%PDF"}))
    assert [(file.name, bool(file.sha256)) for file in submission.received] == [
        ("answers.tex", True),
        ("scan.pdf", False),
    ]
    assert "scan.pdf" not in submission.files


def test_a_zip_inside_is_ignored_with_a_notice(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("answers.tex", TEX)
    submission = open_submission(write_zip(tmp_path / "s.zip", {"inner.zip": inner.getvalue(), "solution.py": CODE}))
    assert submission.answers_tex is None
    assert [alert.level for alert in submission.alerts] == [AlertLevel.NOTICE]
    assert "inner.zip" in submission.alerts[0].message


def test_a_submission_without_answers_says_so(tmp_path):
    submission = open_submission(write_zip(tmp_path / "s.zip", {"scan.pdf": b"%PDF-1.5"}))
    assert [alert.level for alert in submission.alerts] == [AlertLevel.PROBLEM]
    assert "neither" in submission.alerts[0].message


def test_an_answer_beyond_the_limit_is_refused_and_another_file_only_listed(tmp_path):
    limits = ArchiveLimits(file_bytes=1000)
    big = random.Random(0).randbytes(1001)
    with pytest.raises(UnreadableSubmission, match=r"solution\.py.*is larger than an answer can be"):
        open_submission(write_zip(tmp_path / "a.zip", {"solution.py": big}), limits)
    submission = open_submission(write_zip(tmp_path / "b.zip", {"solution.py": CODE, "table.csv": big}), limits)
    assert "table.csv" not in submission.files
    assert [alert.level for alert in submission.alerts] == [AlertLevel.WARNING]


def test_all_files_together_stay_within_the_limit(tmp_path):
    files = {"solution.py": CODE, **{f"t{n}.csv": b"x" * 100 for n in range(9)}}
    submission = open_submission(write_zip(tmp_path / "s.zip", files), ArchiveLimits(read_bytes=350))
    assert sum(map(len, submission.files.values())) <= 350
    assert len(submission.alerts) == 10 - len(submission.files)


def test_a_path_that_is_no_file_is_one_sentence(tmp_path):
    with pytest.raises(UnreadableSubmission, match="cannot be opened \\(no such file"):
        open_submission(tmp_path / "absent.zip")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableSubmission, match="is not a file"):
        open_submission(tmp_path / "pipe")


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(UnreadableSubmission, match="holds no files"):
        open_submission(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path, content):
    for name in ("s.zip", "answers.tex", "solution.py"):
        path = tmp_path / name
        path.write_bytes(content)
        try:
            message = open_submission(path).sha256 + "."
        except UnreadableSubmission as refusal:
            message = str(refusal)
        assert message.isprintable()
        assert message.endswith(".")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=400)
@given(place=st.integers(0, 10_000), value=st.binary(min_size=1, max_size=4), cut=st.integers(0, 40))
def test_a_damaged_zip_is_read_or_refused(tmp_path, place, value, cut):
    path = write_zip(
        tmp_path / "s.zip", {"answers.tex": TEX * 3, "solution.py": CODE}, compression=zipfile.ZIP_DEFLATED
    )
    content = bytearray(path.read_bytes())
    place %= len(content)
    content[place : place + len(value)] = value
    path.write_bytes(content[: len(content) - cut])
    try:
        submission = open_submission(path)
    except UnreadableSubmission:
        return
    # whatever passes is what was packed: the checksum holds
    assert all(content in (TEX * 3, CODE) for content in submission.files.values())
