"""How a Python of our own is started: a clean environment, one thread, nothing of the user's on the path."""

import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

ENVIRONMENT: Mapping[str, str] = MappingProxyType(
    {
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "HOME": "/nonexistent",
        "TZ": "UTC",
        # the order of a set must not differ from run to run
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        # a library with threads of its own cannot be forked, and would differ from run to run
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "NUMEXPR_NUM_THREADS": "1",
        "VECLIB_MAXIMUM_THREADS": "1",
    }
)

STUDENTS_ENVIRONMENT: Mapping[str, str] = MappingProxyType(
    {
        **ENVIRONMENT,
        # sympy must do the same whether or not flint is installed, whose sixty libraries would be copied by each fork
        "SYMPY_GROUND_TYPES": "python",
    }
)


def command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs one of our modules; not `-I`, which would ignore the hash seed."""
    return [*_PYTHON, "-m", module, *arguments]


def command_of(program: str, *arguments: str) -> list[str]:
    """Return the command that runs a few lines in the same way."""
    return [*_PYTHON, "-c", program, *arguments]


_PYTHON = (sys.executable, "-s", "-P", "-X", "utf8")


def python_folders() -> tuple[Path, ...]:
    """Return the folders that hold Python's own library and the installed ones."""
    return tuple(Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
