"""Folders and downloads as the learning platforms make them."""

import io
import zipfile
from pathlib import Path

import pytest

from autograder.batch.sources import Found, found_in, open_shelf, stage, staging
from autograder.domain.errors import UnreadableSubmission, UsageError
from autograder.intake import ArchiveLimits, open_submission

TEX = b"\\begin{document}\\end{document}"
METADATA = """
submission_100:
  :submitters:
  - :name: Student A
    :sid: 00123
    :email: a@example.edu
  :created_at: 2022-03-01 12:30:00.000000000 Z
  :score: 1.0
submission_200:
  :submitters:
  - :name: Student B
    :sid: '2'
    :email: b@example.edu
  - :name: Student C
    :sid: '3'
    :email: c@example.edu
  :created_at: 2022-03-01 08:30:00 -0500
"""


def lay_out(top: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(content)
    return top


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def both_ways(tmp_path: Path, files: dict[str, bytes], top: str = "") -> list[Path]:
    """Return the same files as a folder and as a zip."""
    archive = tmp_path / "download.zip"
    archive.write_bytes(zipped({f"{top}{name}": content for name, content in files.items()}))
    return [lay_out(tmp_path / "download", files), archive]


def found(source: Path) -> Found:
    with open_shelf(source) as shelf:
        return found_in(shelf, source)


def opened(source: Path, label: str, room: Path) -> dict[str, bytes]:
    with open_shelf(source) as shelf:
        handed = {one.label: one for one in found_in(shelf, source).submissions}[label]
        return dict(open_submission(stage(shelf, handed, room)).files)


GRADESCOPE = {
    "submission_metadata.yml": METADATA.encode(),
    "submission_100/answers.tex": TEX,
    "submission_100/solution.py": b"x = 1",
    "submission_200/hw3.zip": zipped({"hw3/answers.tex": TEX}),
}


def test_a_gradescope_export_names_everybody_of_a_group(tmp_path: Path) -> None:
    for source in both_ways(tmp_path, GRADESCOPE, "assignment_77_export/"):
        alone, group = found(source).submissions
        assert [(person.name, person.sid) for person in alone.people] == [("Student A", "00123")]
        assert alone.submitted_at == "2022-03-01T12:30:00+00:00"
        assert [person.email for person in group.people] == ["b@example.edu", "c@example.edu"]
        assert (group.submission_id, group.submitted_at) == ("200", "2022-03-01T08:30:00-05:00")
        assert set(opened(source, "submission_100", tmp_path / "room")) == {"answers.tex", "solution.py"}
        assert set(opened(source, "submission_200", tmp_path / "room")) == {"answers.tex"}


@pytest.mark.parametrize("metadata", [b"a: [", b"- 1", b"\xff\xfe\x00", b"submission_1: {}", b"? [a]\n: 1"])
def test_metadata_that_cannot_be_used_end_in_one_sentence(tmp_path: Path, metadata: bytes) -> None:
    source = lay_out(tmp_path / "in", {**GRADESCOPE, "submission_metadata.yml": metadata})
    with pytest.raises(UsageError, match="export the submissions again"):
        found(source)


def test_a_moodle_download_gives_names_and_numbers(tmp_path: Path) -> None:
    files = {
        "Ada Student_123456_assignsubmission_file_/answers.tex": TEX,
        "Ada Student_123456_assignsubmission_onlinetext_/onlinetext.html": b"<p>see file</p>",
        "Ben_Student_654321_assignsubmission_file_/hw.zip": zipped({"answers.tex": TEX}),
    }
    for source in both_ways(tmp_path, files):
        ada, ben = found(source).submissions
        assert [(one.people[0].name, one.people[0].handle) for one in (ada, ben)] == [
            ("Ada Student", "123456"),
            ("Ben_Student", "654321"),
        ]
        assert set(opened(source, ada.label, tmp_path / "room")) == {"answers.tex"}
        assert set(opened(source, ben.label, tmp_path / "room")) == {"answers.tex"}


def test_files_of_one_canvas_user_belong_together(tmp_path: Path) -> None:
    files = {
        "studentada_LATE_12345_67890_answers-1.tex": TEX,
        "studentada_12345_67891_solution.py": b"x = 1",
        "studentben_54321_67892_hw3-2.zip": zipped({"answers.tex": TEX}),
    }
    for source in both_ways(tmp_path, files):
        ada, ben = found(source).submissions
        assert (ada.people[0].handle, ada.submission_id) == ("12345", "67891")
        assert set(opened(source, ada.label, tmp_path / "room")) == {"answers.tex", "solution.py"}
        assert set(opened(source, ben.label, tmp_path / "room")) == {"answers.tex"}


def test_a_roster_beside_a_canvas_download_does_not_tear_its_users_apart(tmp_path: Path) -> None:
    files = {
        "s_1_20_answers.tex": TEX,
        "s_1_21_solution.py": b"x = 1",
        "t_2_22_scan.pdf": b"%PDF",
        "roster.csv": b"name",
    }
    for source in both_ways(tmp_path, files):
        export = found(source)
        assert [handed.label for handed in export.submissions] == ["s_1", "t_2"]
        assert export.left_alone == ("roster.csv",)


def test_of_two_uploads_of_one_name_the_later_counts(tmp_path: Path) -> None:
    files = {"s_1_20_answers-1.tex": b"later", "s_1_9_answers.tex": b"earlier"}
    (source, _) = both_ways(tmp_path, files)
    assert opened(source, "s_1", tmp_path / "room") == {"answers.tex": b"later"}


def test_a_plain_folder_may_mix_zips_folders_and_files(tmp_path: Path) -> None:
    files = {
        "ada/answers.tex": TEX,
        "ben.zip": zipped({"answers.tex": TEX}),
        "cem.tex": TEX,
        "dot.rar": b"Rar!....",
        "notes.pdf": b"%PDF",
        "__MACOSX/junk": b"",
    }
    for source in both_ways(tmp_path, files):
        seen = found(source)
        assert [one.label for one in seen.submissions] == ["ada", "ben", "cem", "dot"]
        assert seen.left_alone == ("notes.pdf",)
    assert set(opened(tmp_path / "download.zip", "cem", tmp_path / "room")) == {"cem.tex"}


def test_an_empty_folder_is_a_submission_that_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "in" / "ada").mkdir(parents=True)
    assert [one.label for one in found(tmp_path / "in").submissions] == ["ada"]


@pytest.mark.parametrize("files", [{}, {"notes.pdf": b"%PDF"}])
def test_nothing_found_says_what_a_source_is(tmp_path: Path, files: dict[str, bytes]) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(UsageError, match="no submissions were found"):
        found(lay_out(tmp_path / "in", files))


def test_two_submissions_of_one_name_are_not_chosen_between(tmp_path: Path) -> None:
    source = lay_out(tmp_path / "in", {"ada/answers.tex": TEX, "ada.zip": zipped({"answers.tex": TEX})})
    with pytest.raises(UsageError, match=r'two submissions .* are named "ada"'):
        found(source)


def test_a_single_submission_is_sent_to_the_other_command(tmp_path: Path) -> None:
    source = lay_out(tmp_path / "in", {"answers.tex": TEX, "solution.py": b""})
    for one in (source, source / "answers.tex"):
        with pytest.raises(UsageError, match="autograde "):
            found(one)


@pytest.mark.parametrize("content", [b"", b"not a zip", zipped({"a/answers.tex": TEX})[:-30]])
def test_a_download_that_cannot_be_read_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "class.zip").write_bytes(content)
    with pytest.raises(UsageError, match="download it again"):
        found(tmp_path / "class.zip")


def test_a_download_damaged_at_one_submission_names_it(tmp_path: Path) -> None:
    written = bytearray(zipped({"ada/answers.tex": TEX * 50, "ben/answers.tex": TEX}))
    written[60] ^= 0xFF
    (tmp_path / "class.zip").write_bytes(bytes(written))
    with pytest.raises(UsageError, match='damaged at "ada"'):
        opened(tmp_path / "class.zip", "ada", tmp_path / "room")


def test_names_that_lead_outside_cost_their_author_alone_and_write_nothing(tmp_path: Path) -> None:
    source = tmp_path / "class.zip"
    source.write_bytes(zipped({"ada/../../evil.py": b"x", "ada/a\\b.py": b"x", "ben/answers.tex": TEX}))
    with open_shelf(source) as shelf:
        by_label = {one.label: one for one in found_in(shelf, source).submissions}
        staged = stage(shelf, by_label["ada"], tmp_path / "room")
    with pytest.raises(UnreadableSubmission):
        open_submission(staged)
    assert set(opened(source, "ben", tmp_path / "room")) == {"answers.tex"}
    assert {path.name for path in tmp_path.iterdir()} == {"class.zip", "room"}


def test_a_submission_beyond_all_limits_is_not_copied_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "_LIMITS", ArchiveLimits(unpacked_bytes=1000, archive_bytes=2000))
    source = tmp_path / "class.zip"
    source.write_bytes(zipped({"ada/answers.tex": b"0" * 50_000, "ben.zip": zipped({"x.txt": bytes(9000)}) * 30}))
    with open_shelf(source) as shelf:
        for handed in found_in(shelf, source).submissions:
            staged = stage(shelf, handed, tmp_path / "room")
            assert staged.stat().st_size == 2001
            with pytest.raises(UnreadableSubmission):
                open_submission(staged, ArchiveLimits(archive_bytes=2000))


def test_what_lies_on_disk_is_graded_where_it_lies(tmp_path: Path) -> None:
    source = lay_out(tmp_path / "in", {"ada/answers.tex": TEX, "ben.zip": zipped({"answers.tex": TEX})})
    with open_shelf(source) as shelf:
        staged = [stage(shelf, one, tmp_path / "room") for one in found_in(shelf, source).submissions]
    assert staged == [source / "ada", source / "ben.zip"]
    assert not (tmp_path / "room").exists()
