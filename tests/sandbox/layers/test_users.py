import os
from pathlib import Path

import pytest

from autograder.sandbox.layers import users
from autograder.sandbox.layers.kernel import Unavailable


def test_only_root_has_a_user_to_spare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert users.spare_user(tmp_path) is None


def test_a_closed_folder_on_the_way_means_no_user_to_spare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(users, "python_folders", lambda: (Path("/usr/lib"),))
    assert users.spare_user(closed) is None
    assert users.spare_user(Path("/usr")) is not None


def test_becoming_a_user_is_final_or_said_to_be_impossible() -> None:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            users.become(58_123)
            code = 0 if os.getresuid() == (58_123,) * 3 and os.getgroups() == [] else 2
            os.setuid(0)
        except PermissionError:
            os._exit(code)
        except Unavailable:
            os._exit(0 if os.geteuid() else 3)
        os._exit(4)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
