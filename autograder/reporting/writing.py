"""Put outputs on the disk: whole or not at all, and never over somebody's file unless asked to."""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.domain.errors import UsageError


def write_outputs(out_dir: Path, outputs: Mapping[str, bytes], *, force: bool = False) -> tuple[Path, ...]:
    """Write each output under its name, atomically, and return the paths in the order given.

    Parameters
    ----------
    out_dir
        Made if it does not exist.
    outputs
        File name to content.
    force
        True to replace files that are there already.

    Raises
    ------
    UsageError
        If a file is there already, before anything is written; or if the folder cannot be written to.
    """
    if not force:
        refuse_to_replace(out_dir, outputs)
    paths = tuple(out_dir / name for name in outputs)
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        for path, content in zip(paths, outputs.values(), strict=True):
            _write_atomically(path, content)
    except OSError as error:
        raise UsageError(f"cannot write into {out_dir}: {error.strerror or error}") from error
    return paths


def refuse_to_replace(out_dir: Path, names: Iterable[str]) -> None:
    """Ask before long work whether its outputs will have a place.

    Raises
    ------
    UsageError
        If one of the files is there already, or the folder is a file.
    """
    if out_dir.exists() and not out_dir.is_dir():
        raise UsageError(f"{out_dir} is a file; choose another --out for the reports")
    present = [name for name in names if (out_dir / name).exists() or (out_dir / name).is_symlink()]
    if present:
        raise UsageError(
            f"{out_dir} already has {' and '.join(present)}; add --force to replace, or choose another --out"
        )


def run_record(facts: Mapping[str, object]) -> bytes:
    """Return run.json: what may differ from run to run (times, host, versions), kept out of every other output."""
    return json.dumps(facts, ensure_ascii=True, allow_nan=False, indent=1, sort_keys=True).encode("ascii") + b"\n"


def _write_atomically(path: Path, content: bytes) -> None:
    # beside its target: os.replace is atomic only within one file system
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
