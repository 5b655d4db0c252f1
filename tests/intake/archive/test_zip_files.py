"""Each bad zip file gets its sentence, and gets it fast."""

import struct
import time
import zipfile
import zlib

import pytest

from autograder.domain.errors import UnreadableSubmission
from autograder.intake import ArchiveLimits, open_submission

LINK, FIFO, DEVICE, FILE = 0o120777, 0o010644, 0o020644, 0o100644


def refusal(path) -> str:
    with pytest.raises(UnreadableSubmission) as caught:
        open_submission(path)
    message = str(caught.value)
    assert message.endswith(".")
    assert message.isprintable()
    return message


@pytest.mark.parametrize("method", [0, 8])
@pytest.mark.parametrize("mode", [0, FILE])
def test_honest_members_are_read(zip_of, member, method, mode):
    path = zip_of(member(b"solution.py", b"x = 1\n" * 50, method=method, mode=mode), comment=b"made by hand")
    assert open_submission(path).solution_py == b"x = 1\n" * 50


def test_an_empty_member_is_read(zip_of, member):
    assert open_submission(zip_of(member(b"solution.py", method=8))).solution_py == b""


def test_bytes_before_the_archive_are_passed_over(zip_of, member):
    assert open_submission(zip_of(member(b"solution.py", b"x"), prefix=b"#!/bin/sh\n")).solution_py == b"x"


def test_bytes_after_the_archive_are_passed_over(zip_of, member):
    path = zip_of(member(b"solution.py", b"x"))
    path.write_bytes(path.read_bytes() + b"\r\n")
    assert open_submission(path).solution_py == b"x"


def test_an_end_record_inside_the_comment_is_not_believed(zip_of, member):
    fake = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 999)
    assert open_submission(zip_of(member(b"solution.py", b"x"), comment=fake + b"!" * 9)).solution_py == b"x"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"hello", "not a zip file but something else"),
        (b"%PDF-1.5", "not a zip file but a PDF"),
        (b"Rar!\x1a\x07", "not a zip file but a RAR"),
        (b"PK\x03\x04" + b"\0" * 50, "cut off before its end"),
    ],
)
def test_what_is_no_zip_is_named(tmp_path, content, words):
    (tmp_path / "s.zip").write_bytes(content)
    assert words in refusal(tmp_path / "s.zip")


def test_a_zip_without_files_is_refused(zip_of, member):
    assert "holds no files" in refusal(zip_of())
    assert "holds no files" in refusal(zip_of(member(b"folder/")))


@pytest.mark.parametrize(
    "name", [b"../answers.tex", b"/answers.tex", b"..\\answers.tex", b"C:\\answers.tex", b"\\\\host\\x"]
)
def test_names_that_lead_elsewhere_are_refused(zip_of, member, name):
    assert "rename it and zip" in refusal(zip_of(member(b"solution.py"), member(name)))


def test_names_in_utf_8_need_no_flag_and_letters_taken_apart_are_the_same_name(zip_of, member):
    for name in ("réponse.tex", "re\u0301ponse.tex"):
        assert open_submission(zip_of(member(name.encode()))).answers_name == "réponse.tex"


@pytest.mark.parametrize("name", [b"r\xe9ponse.tex", b"a\0.tex", b"a\n.tex", "a\u202exet.tex".encode(), b"a/b\\c.tex"])
def test_a_side_file_of_an_odd_name_is_not_read_and_spoils_nothing(zip_of, member, name):
    found = open_submission(zip_of(member(b"answers.tex", b"x"), member(name, b"y"), member(name + b"2", b"z")))
    assert list(found.files) == ["answers.tex"]
    (alert,) = found.alerts
    assert "characters" in alert.message
    assert alert.message.isprintable()


def test_what_the_finder_leaves_is_ignored_silently(zip_of, member):
    found = open_submission(
        zip_of(member(b"top/answers.tex", b"x"), member(b"top/Icon\r"), member(b"__MACOSX/._Icon\r"))
    )
    assert (found.answers_tex, found.alerts) == ("x", ())


def test_paths_with_the_separator_of_windows_are_paths(zip_of, member):
    found = open_submission(zip_of(member(b"hand in\\answers.tex", b"x"), member(b"hand in\\sub\\helper.py", b"y")))
    assert sorted(found.files) == ["answers.tex", "sub/helper.py"]


def test_bytes_after_the_end_are_not_called_an_interrupted_upload(zip_of, member):
    path = zip_of(member(b"answers.tex", b"x"))
    path.write_bytes(path.read_bytes() + b"more" * 20_000)
    assert "goes on after its end" in refusal(path)


@pytest.mark.parametrize(("mode", "words"), [(LINK, "is a link"), (FIFO, "not a plain file"), (DEVICE, "not a plain")])
def test_links_and_devices_are_refused(zip_of, member, mode, words):
    assert words in refusal(zip_of(member(b"solution.py"), member(b"answers.tex", b"/etc/passwd", mode=mode)))


def test_a_link_among_left_overs_is_nobodys_business(zip_of, member):
    path = zip_of(member(b"solution.py"), member(b".venv/bin/python", b"/usr/bin/python3", mode=LINK))
    assert open_submission(path).solution_py == b""


@pytest.mark.parametrize("names", [(b"solution.py", b"solution.py"), (b"solution.py", b"Solution.py")])
def test_colliding_names_are_refused(zip_of, member, names):
    assert "stored at the same place" in refusal(zip_of(*(member(name) for name in names)))


@pytest.mark.parametrize("flags", [0x1, 0x40, 0x2000])
def test_encryption_is_named(zip_of, member, flags):
    assert "without a password" in refusal(zip_of(member(b"solution.py", b"x", flags=flags)))


def test_unknown_packing_matters_only_where_it_is_read(zip_of, member):
    assert "number 14" in refusal(zip_of(member(b"solution.py", b"x", method=14)))
    assert open_submission(zip_of(member(b"solution.py"), member(b"scan.pdf", b"x", method=14))).solution_py == b""


def test_a_wrong_checksum_is_found(zip_of, member):
    assert "fails its checksum" in refusal(zip_of(member(b"solution.py", b"x = 1", crc=7)))


def test_a_member_that_is_not_deflate_is_damaged(zip_of, member):
    assert "cannot be unpacked" in refusal(zip_of(member(b"solution.py", b"x", method=8, packed=b"\xff" * 20)))


def test_a_truncated_stream_is_cut_off(zip_of, member):
    whole = member(b"solution.py", bytes(range(256)) * 4, method=8)
    cut = member(b"solution.py", whole.content, method=8, packed=whole.packed_bytes()[:-9])
    assert "cut off" in refusal(zip_of(cut))


@pytest.mark.parametrize("declared", [0, 3, 5000])
@pytest.mark.parametrize("method", [0, 8])
def test_a_size_that_lies_is_found(zip_of, member, declared, method):
    message = refusal(zip_of(member(b"solution.py", b"x" * 1000, method=method, declared_size=declared)))
    assert "damaged" in message


def test_another_name_inside_is_found(zip_of, member):
    assert "another name inside" in refusal(zip_of(member(b"solution.py", local_name=b"solutiom.py")))


def test_members_that_share_bytes_are_refused(zip_of, member):
    shared = [member(b"solution.py", b"x" * 100), member(b"answers.tex", b"x" * 100, offset=0)]
    assert "share the same bytes" in refusal(zip_of(*shared))


def test_a_member_beyond_the_end_is_refused(zip_of, member):
    assert "reaches beyond the end" in refusal(zip_of(member(b"solution.py", b"x", offset=10_000)))
    assert "reaches beyond the end" in refusal(zip_of(member(b"solution.py", b"x", declared_packed=10_000)))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"entries": 3}, "declares 3 entries and lists 1"),
        ({"entries": 0}, "declares 0 entries and lists 1"),
        ({"length": 10}, "cannot be read"),
        ({"length": 9999}, "its directory is cut off"),
        ({"offset": 9999}, "its directory is cut off"),
        ({"disk": 1}, "several volumes"),
        ({"entries": 60_000}, "more than 2000 files"),
    ],
)
def test_an_end_record_that_lies_is_found(zip_of, member, fields, words):
    assert words in refusal(zip_of(member(b"solution.py", b"x"), **fields))


def test_64_bit_sizes_of_small_files_are_read(zip_of, member):
    content = b"x = 1"
    extra = struct.pack("<HHLHHQQ", 0x9999, 4, 7, 1, 16, len(content), len(content))
    wide = member(b"solution.py", content, declared_size=0xFFFFFFFF, declared_packed=0xFFFFFFFF, extra=extra)
    assert open_submission(zip_of(wide)).solution_py == content


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        (b"", "64-bit size is missing"),
        (struct.pack("<HHQ", 1, 8, 5), "64-bit size is missing"),
        (struct.pack("<HHQQ", 1, 16, 2**63, 5), "unpacks to far more"),
        (struct.pack("<HHQQ", 1, 16, 5, 2**63), "reaches beyond the end"),
        (struct.pack("<HH", 1, 60_000), "64-bit size is missing"),
    ],
)
def test_64_bit_sizes_that_lie_are_found(zip_of, member, extra, words):
    wide = member(b"solution.py", b"x = 1", declared_size=0xFFFFFFFF, declared_packed=0xFFFFFFFF, extra=extra)
    assert words in refusal(zip_of(wide))


def with_end64(path, **fields: int):
    """Replace the end record of a small zip by its 64-bit form."""
    content = path.read_bytes()
    entries, length, offset = struct.unpack("<10xH2L2x", content[-22:])
    values = {"entries": entries, "length": length, "offset": offset, "place": len(content) - 22, **fields}
    record = struct.pack(
        "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, values["entries"], values["length"], values["offset"]
    )
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, values["place"], 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(content[:-22] + record + locator + end)
    return path


def test_a_64_bit_end_record_is_read(zip_of, member):
    assert open_submission(with_end64(zip_of(member(b"solution.py", b"x")))).solution_py == b"x"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"entries": 2**60}, "more than 2000 files"),
        ({"length": 2**60}, "more than 2000 files"),
        ({"offset": 2**60}, "cut off"),
        ({"place": 2**60}, "not where it says"),
        ({"place": 0}, "not where it says"),
    ],
)
def test_a_64_bit_end_record_that_lies_is_found(zip_of, member, fields, words):
    assert words in refusal(with_end64(zip_of(member(b"solution.py", b"x")), **fields))


def test_200_000_entries_are_refused_from_the_end_record(tmp_path):
    path = tmp_path / "many.zip"
    record = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0)
    directory = b"".join(record + b"%06d" % number for number in range(200_000))
    honest = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    lying = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), 0, 0)
    for end in (honest, lying):
        path.write_bytes(directory + end)
        start = time.process_time()
        assert "more than 2000 files" in refusal(path)
        assert time.process_time() - start < 0.5


def test_as_many_entries_as_the_limit_are_read(zip_of, member):
    path = zip_of(member(b"solution.py", b"x"), member(b"answers.tex"))
    assert open_submission(path, ArchiveLimits(entries=2)).solution_py == b"x"


def test_more_entries_than_declared_are_refused_while_they_are_read(zip_of, member):
    path = zip_of(*(member(b"%d" % number) for number in range(2001)), entries=1)
    assert "more than 2000 files" in refusal(path)


def test_a_bomb_of_ten_gigabytes_is_refused_by_what_it_declares(zip_of, member):
    extra = struct.pack("<HHQ", 1, 8, 10 * 2**30)
    bomb = member(b"solution.py", b"x" * 1000, method=8, declared_size=0xFFFFFFFF, extra=extra)
    assert "unpacks to far more" in refusal(zip_of(bomb))


def test_a_bomb_that_declares_little_is_stopped_while_it_unpacks(zip_of, member):
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(deflater.compress(bytes(2**20)) for _ in range(200)) + deflater.flush()
    bomb = member(b"solution.py", b"", method=8, packed=packed, declared_size=50)
    start = time.process_time()
    assert "not of the size it declares" in refusal(zip_of(bomb))
    assert time.process_time() - start < 0.5


def test_a_ratio_no_text_has_is_refused_and_an_honest_one_read(zip_of, member):
    assert "unpacks to far more" in refusal(zip_of(member(b"solution.py", b" " * (2**20 + 1), method=8)))
    limits = ArchiveLimits(ratio=50)
    small = member(b"solution.py", b"# " * 10_000, method=8)
    assert open_submission(zip_of(small), limits).solution_py == small.content


def test_a_bomb_hidden_behind_an_incompressible_file_is_refused(zip_of, member):
    noise = member(b"scan.pdf", zlib.compress(bytes(range(256)) * 4) * 500)
    bomb = member(b"solution.py", b" " * (2**20 + 1), method=8)
    assert "is larger than an answer can be" in refusal(zip_of(noise, bomb))


def test_an_archive_beyond_the_limit_is_not_opened(tmp_path):
    path = tmp_path / "huge.zip"
    with path.open("wb") as stream:
        stream.truncate(65 * 2**20)
    assert "larger than 64 MiB" in refusal(path)


def test_what_zipfile_writes_is_read(tmp_path):
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("hw3")
        with archive.open("hw3/solution.py", "w", force_zip64=True) as stream:
            stream.write(b"x = 1\n" * 100)
    assert open_submission(path).solution_py == b"x = 1\n" * 100


def test_a_streamed_zip_with_sizes_after_the_content_is_read(tmp_path):
    class Pipe:
        """A stream that cannot seek, as of `zip -`."""

        def __init__(self) -> None:
            self.content = b""

        def write(self, part: bytes) -> int:
            self.content += part
            return len(part)

        def flush(self) -> None:
            """Nothing waits."""

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("solution.py", b"x = 1")
        archive.writestr("answers.tex", b"y")
    (tmp_path / "s.zip").write_bytes(pipe.content)
    assert open_submission(tmp_path / "s.zip").solution_py == b"x = 1"
