"""Where the assignment, the templates and the look that come with this package are."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_folder(name: str) -> Path:
    """Return one of the folders that come with this package: inside of it where it is installed, else beside it.

    They are ``docs``, ``reference``, ``reports`` and ``student_template``.

    Raises
    ------
    FileNotFoundError
        If the installation is incomplete.
    """
    for folder in (_PACKAGE / "shipped" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {name} is missing from this installation of autograde; install it again")
