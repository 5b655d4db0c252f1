import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.domain.errors import SandboxFailure
from autograder.sandbox.scratch import Root, job_folder


def test_files_are_laid_out_read_only_and_removed(tmp_path: Path) -> None:
    with job_folder(tmp_path, {"a.py": b"x", "deep/er/b.txt": b"y"}, None) as folder:
        assert (folder / "deep/er/b.txt").read_bytes() == b"y"
        assert [oct(path.stat().st_mode)[-3:] for path in (folder, folder / "a.py", folder / "deep")] == [
            "500",
            "400",
            "500",
        ]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_removed_when_the_job_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError), job_folder(tmp_path, {"a.py": b"x"}, None):
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_removed_whatever_its_permissions_and_links(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    with job_folder(tmp_path, {"deep/b.txt": b"y"}, None) as folder:
        folder.chmod(0o700)
        (folder / "link").symlink_to(kept, target_is_directory=True)
        (folder / "deep").chmod(0)
        folder.chmod(0)
    assert list(tmp_path.iterdir()) == [kept]


def test_a_name_that_cannot_be_written_is_our_failure(tmp_path: Path) -> None:
    with pytest.raises(SandboxFailure, match="laid out"), job_folder(tmp_path, {"x" * 300: b""}, None):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_jobs_cannot_be_listed_by_others() -> None:
    root = Root()
    assert root.path.stat().st_mode & 0o777 == 0o711
    root.remove()
    assert not root.path.exists()
    root.remove()


def test_the_folder_of_jobs_is_gone_whenever_the_process_ends(tmp_path: Path) -> None:
    script = "import sys; from autograder.sandbox.scratch import Root; kept = Root(); print(kept.path); sys.exit(143)"
    command = [sys.executable, "-c", script]
    ran = subprocess.run(
        command, env={**os.environ, "TMPDIR": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert ran.stdout.startswith(str(tmp_path))
    assert list(tmp_path.iterdir()) == []
