import os

import pytest

from autograder.domain.errors import UnreadableSubmission
from autograder.intake import ArchiveLimits, open_submission


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "handed in"
    folder.mkdir()
    (folder / "solution.py").write_bytes(b"x = 1")
    return folder


def refused(path, words, **limits):
    with pytest.raises(UnreadableSubmission, match=words):
        open_submission(path, ArchiveLimits(**limits))


def test_a_link_in_a_folder_is_refused(folder):
    (folder / "answers.tex").symlink_to("/etc/hostname")
    refused(folder, '"answers.tex" in the folder is a link')


def test_a_link_to_a_folder_is_not_followed(folder):
    (folder / "loop").symlink_to(folder)
    refused(folder, '"loop" in the folder is a link')


def test_links_among_left_overs_do_not_matter(folder):
    (folder / ".venv").mkdir()
    (folder / ".venv" / "python").symlink_to("/usr/bin/python3")
    assert open_submission(folder).solution_py == b"x = 1"


def test_a_pipe_in_a_folder_is_refused_without_waiting_for_it(folder):
    os.mkfifo(folder / "answers.tex")
    refused(folder, "not a plain file")


def test_too_many_files_are_refused(folder):
    for number in range(5):
        (folder / f"{number}.txt").touch()
    refused(folder, "more than 4 files", entries=4)


def test_as_many_files_as_the_limit_are_read(folder):
    (folder / "answers.tex").touch()
    assert open_submission(folder, ArchiveLimits(entries=2)).answers_tex == ""


def test_too_deep_folders_are_refused(folder):
    (folder / "a/b/c").mkdir(parents=True)
    refused(folder, "2 deep", depth=2)


def test_a_large_file_is_refused_by_its_real_size(folder):
    refused(folder, "is larger than an answer can be", file_bytes=4)


def test_a_large_folder_is_refused(folder):
    refused(folder, "holds more than 0 MiB", unpacked_bytes=4)


@pytest.mark.parametrize("name", [b"r\xe9ponse.tex", b"Notes\r.tex", b"a\\b.tex"])
def test_a_file_of_an_odd_name_is_not_read_and_spoils_nothing(folder, name):
    (folder / os.fsdecode(name)).write_bytes(b"x")
    found = open_submission(folder)
    assert (found.solution_py, found.answers_tex) == (b"x = 1", None)
    assert "characters" in found.alerts[0].message


def test_a_name_with_letters_taken_apart_is_read_from_where_it_lies(folder):
    (folder / "re\u0301ponse.tex").write_bytes(b"x")
    assert open_submission(folder).answers_tex == "x"


def test_a_single_file_that_is_a_link_is_refused(folder, tmp_path):
    (tmp_path / "answers.tex").symlink_to(folder / "solution.py")
    refused(tmp_path / "answers.tex", '"answers.tex" is a link')
