"""How far a number may lie from the reference."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Absolute plus relative margin, scaled by the reference and never by the answer.

    Parameters
    ----------
    absolute
        Margin in the answer's own units, at least 0.
    relative
        Margin as a share of the magnitude of the reference, at least 0.
    """

    absolute: float = 1e-9
    relative: float = 1e-6

    def __post_init__(self) -> None:
        # not (x >= 0): NaN must be refused too
        if not (self.absolute >= 0 and self.relative >= 0):
            raise ValueError(f"a tolerance is at least 0, not {self.absolute} and {self.relative}")

    def margin(self, reference_magnitude: float) -> float:
        """Return the largest error allowed at a reference of this magnitude."""
        return self.absolute + self.relative * reference_magnitude
