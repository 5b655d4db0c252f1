"""Where the platform puts and looks for things, below one root so that a test can stand in for it."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """Paths of one run.

    Parameters
    ----------
    root
        ``/autograder``.
    private
        What `setup.sh` laid out for root alone: the assignment and its secret.
    """

    root: Path
    private: Path

    @property
    def submission(self) -> Path:
        """The folder of what was handed in."""
        return self.root / "submission"

    @property
    def metadata(self) -> Path:
        """What the platform tells about it."""
        return self.root / "submission_metadata.json"

    @property
    def results(self) -> Path:
        """The file that the platform reads at the end."""
        return self.root / "results" / "results.json"

    @property
    def assignment(self) -> Path:
        """The folder of the assignment."""
        return self.private / "assignment"

    def secret(self) -> str:
        """Return the secret of the random cases."""
        return (self.private / "secret").read_text(encoding="utf-8").strip()

    def write_results(self, content: bytes) -> None:
        """Replace results.json as a whole: whenever the run ends, a valid one is there."""
        handle, name = tempfile.mkstemp(dir=self.results.parent, prefix=".results-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(self.results)
