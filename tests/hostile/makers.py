"""Submissions that are made when they are needed: what would hurt a repository, or is too large for one."""

import io
import os
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

Words = Mapping[str, str]

HONEST = (
    b"def double(x):\n    return 2 * x\n\n\ndef flip(values):\n    return values[::-1]\n\n\n"
    b"def total(values):\n    return float(values.sum())\n"
)
SIDE = "\\begin{answer}{2.2}\n  \\choice{side}{left}\n\\end{answer}\n"
_SYMLINK, _DEVICE = 0o120777, 0o020666


def _zip(place: Path, files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    path = place / "submission.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def _named(*names: str) -> Callable[[Path, Words], Path]:
    return lambda place, _: _zip(place, {"solution.py": HONEST} | dict.fromkeys(names, b"x = 1\n"))


def _special(mode: int) -> Callable[[Path, Words], Path]:
    """Return what makes a zip in which solution.py is no plain file."""

    def make(place: Path, words: Words) -> Path:
        path = place / "submission.zip"
        entry = zipfile.ZipInfo("solution.py")
        entry.create_system = 3
        entry.external_attr = mode << 16
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(entry, f"{words['REFERENCE']}/q1_code/solution.py")
        return path

    return make


def _changed(change: Callable[[bytearray], object]) -> Callable[[Path, Words], Path]:
    """Return what makes an honest zip and changes its bytes."""

    def make(place: Path, _: Words) -> Path:
        path = _zip(place, {"solution.py": HONEST}, zipfile.ZIP_STORED)
        content = bytearray(path.read_bytes())
        change(content)
        path.write_bytes(content)
        return path

    return make


def _patched(offset: int, layout: str, value: int) -> Callable[[bytearray], object]:
    """Return what writes a number into the directory's first entry, counted from its signature."""
    return lambda content: struct.pack_into(layout, content, content.rindex(b"PK\x01\x02") + offset, value)


def _link_in_folder(place: Path, words: Words) -> Path:
    (place / "solution.py").symlink_to(f"{words['REFERENCE']}/q1_code/solution.py")
    return place


def _folder_linked(place: Path, words: Words) -> Path:
    (place / "solution.py").write_bytes(HONEST)
    (place / "beside").symlink_to(f"{words['REFERENCE']}/q1_code")
    return place


def _link_itself(place: Path, words: Words) -> Path:
    return _link_in_folder(place, words) / "solution.py"


def _pipe_in_folder(place: Path, _: Words) -> Path:
    os.mkfifo(place / "solution.py")
    return place


def _bomb(place: Path, _: Words) -> Path:
    return _zip(place, {"solution.py": HONEST, "zeros.txt": bytes(1 << 28)})


def _bomb_of_names(place: Path, _: Words) -> Path:
    return _zip(
        place, {"solution.py": HONEST} | {f"{number}.txt": b"" for number in range(100_000)}, zipfile.ZIP_STORED
    )


def _overlapping(place: Path, _: Words) -> Path:
    path = _zip(place, {"solution.py": HONEST, "beside.py": HONEST}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    _patched(42, "<I", 0)(content)
    path.write_bytes(content)
    return path


def _nested(place: Path, _: Words) -> Path:
    inside = _zip(place, {"solution.py": HONEST})
    content = inside.read_bytes()
    inside.unlink()
    return _zip(place, {"submission/all.zip": content, "submission/solution.py": b""})


def _twice(place: Path, _: Words) -> Path:
    path = _zip(place, {"solution.py": HONEST, "solution.pz": b"def double(x):\n    return 0\n"})
    path.write_bytes(path.read_bytes().replace(b"solution.pz", b"solution.py"))
    return path


def _leading(content: bytearray) -> None:
    content[:0] = b"#!/bin/sh\nexit 0\n"


def _cut(content: bytearray) -> None:
    del content[len(content) // 2 :]


def _checksum(content: bytearray) -> None:
    content[content.index(b"def double")] ^= 0x20


def _comment(content: bytearray) -> None:
    # an end record inside the comment of the end record
    end = content[content.rindex(b"PK\x05\x06") :]
    struct.pack_into("<H", content, len(content) - 2, len(end))
    content += end


def _zip64(content: bytearray) -> None:
    end = content.rindex(b"PK\x05\x06")
    struct.pack_into("<HHIIH", content, end + 8, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1 << 60, 1 << 60, 1 << 60, 0)
    content[end:end] = record + struct.pack("<IIQI", 0x07064B50, 0, end, 1)


def _empty(place: Path, _: Words) -> Path:
    path = place / "submission.zip"
    path.touch()
    return path


def _other_format(place: Path, _: Words) -> Path:
    path = place / "submission.zip"
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo("solution.py")
        entry.size = len(HONEST)
        archive.addfile(entry, io.BytesIO(HONEST))
    return path


def _compiled(place: Path, _: Words) -> Path:
    """What Python would pick up from a folder by itself, and what a repository would rather not hold."""
    shadow = b"raise SystemExit('shadowed')\n"
    (place / "__pycache__").mkdir()
    for name in (
        "__pycache__/numpy.cpython-311.pyc",
        "numpy.pyc",
        "json.so",
        "solution.cpython-311-x86_64-linux-gnu.so",
    ):
        (place / name).write_bytes(b"\x7fELF hostile")
    (place / "evil.pth").write_bytes(b"import os; os.system('touch /tmp/hostile-mark')\n")
    (place / "pyvenv.cfg").write_bytes(b"home = /nowhere\n")
    (place / "python311._pth").write_bytes(b".\n")
    for name in ("__main__.py", "__init__.py", "conftest.py", "test_solution.py", "setup.py"):
        (place / name).write_bytes(shadow)
    (place / "solution.py").write_bytes(HONEST)
    return place


def _written(text: Callable[[], str]) -> Callable[[Path, Words], Path]:
    def make(place: Path, _: Words) -> Path:
        (place / "answers.tex").write_text(text(), encoding="utf-8")
        return place

    return make


def _megabytes() -> str:
    words = "\\begin{answer}{2.4}\n\\begin{justification}{reason}\n%s\\end{justification}\n\\end{answer}\n"
    return words % ("because it is so\n" * 100_000) + SIDE


def _ten_thousand_answers() -> str:
    return "".join(SIDE.replace("left", side) for _ in range(5_000) for side in ("left", "right"))


def _definitions() -> str:
    names = ["".join(chr(97 + number // 26**place % 26) for place in range(3)) for number in range(10_000)]
    macros = "".join(f"\\newcommand{{\\z{name}}}[1]{{#1 + \\z{names[0]}}}\n" for name in names)
    return macros + "\\begin{answer}{2.1}\\final{square}{\\zabc{x^2}}\\end{answer}\n" + SIDE


MAKERS: Mapping[str, Callable[[Path, Words], Path]] = MappingProxyType(
    {
        "traversal": _named("../../solution.py"),
        "absolute": _named("/tmp/hostile-mark.py"),
        "backslash": _named("..\\..\\hostile-mark.py"),
        "drive": _named("C:/hostile-mark.py"),
        "link_in_zip": _special(_SYMLINK),
        "device": _special(_DEVICE),
        "link_in_folder": _link_in_folder,
        "folder_linked": _folder_linked,
        "pipe_in_folder": _pipe_in_folder,
        "link_itself": _link_itself,
        "bomb": _bomb,
        "bomb_of_names": _bomb_of_names,
        "overlapping": _overlapping,
        "lying_size": _changed(_patched(24, "<I", 10)),
        "nested": _nested,
        "twice": _twice,
        "cases": _named("Solution.py"),
        "file_and_folder": _named("solution.py/solution.py"),
        "encrypted": _changed(_patched(8, "<H", 1)),
        "trailing": _changed(lambda content: content.extend(b"\0" * 100)),
        "leading": _changed(_leading),
        "cut": _changed(_cut),
        "checksum": _changed(_checksum),
        "empty": _empty,
        "empty_zip": lambda place, _: _zip(place, {}),
        "other_format": _other_format,
        "unknown_method": _changed(_patched(10, "<H", 99)),
        "deep": _named("a/" * 100 + "solution.py"),
        "long_name": _named("a" * 1_000 + ".py"),
        "odd_names": _named("\x1b[2J.py", "<script>hostile()</script>.py", "\u202eyp.exe", "-rf", "con.py", "a\nb.py"),
        "zip64": _changed(_zip64),
        "comment": _changed(_comment),
        "compiled": _compiled,
        "megabytes": _written(_megabytes),
        "ten_thousand_answers": _written(_ten_thousand_answers),
        "definitions": _written(_definitions),
    }
)
