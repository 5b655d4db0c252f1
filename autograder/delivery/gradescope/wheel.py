"""Our own wheel, made anew from what is installed: no network, no build tool, the same bytes every time.

It leaves the shipped reference assignment out. In the image that folder would lie open in the library, beside the
students' code; the assignment that is graded travels apart and is closed to all but root.
"""

import base64
import hashlib
from collections.abc import Mapping
from importlib.metadata import Distribution
from pathlib import Path

import autograder
from autograder.assignment import shipped_folder
from autograder.delivery.gradescope.zipping import Entry, folder_files, zip_bytes

_SHIPPED = ("reports", "student_template")
_METADATA = ("METADATA", "WHEEL", "entry_points.txt")


def wheel_name(distribution: Distribution) -> str:
    """Return the file's name as the format has it."""
    return f"{distribution.name.replace('-', '_')}-{distribution.version}-py3-none-any.whl"


def wheel_bytes(distribution: Distribution) -> bytes:
    """Return the wheel of this package as it runs now, from an installed copy as from a checkout."""
    package = Path(str(autograder.__file__)).parent
    files = {
        f"autograder/{name}": content
        for name, content in folder_files(package).items()
        if not name.startswith("shipped/")
    }
    for name in _SHIPPED:
        files |= {
            f"autograder/shipped/{name}/{inner}": content
            for inner, content in folder_files(shipped_folder(name)).items()
        }
    described = f"{distribution.name.replace('-', '_')}-{distribution.version}.dist-info"
    for name in _METADATA:
        text = distribution.read_text(name)
        if text is not None:
            files[f"{described}/{name}"] = _pure(text).encode() if name == "WHEEL" else text.encode()
    files[f"{described}/RECORD"] = _record(files, f"{described}/RECORD")
    return zip_bytes([Entry(name, content) for name, content in sorted(files.items())])


def _pure(wheel: str) -> str:
    """Return the WHEEL file for any platform: an editable installation has a tag of its own."""
    kept = [line for line in wheel.splitlines() if line and not line.startswith(("Tag:", "Root-Is-Purelib:"))]
    return "\n".join([*kept, "Root-Is-Purelib: true", "Tag: py3-none-any", ""])


def _record(files: Mapping[str, bytes], own_name: str) -> bytes:
    rows = []
    for name, content in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        rows.append(f"{name},sha256={digest},{len(content)}")
    return "\n".join([*rows, f"{own_name},,", ""]).encode()
