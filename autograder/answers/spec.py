"""What every specification of an answer has in common: it is data, checked strictly, and never changes."""

from pydantic import BaseModel, ConfigDict

from autograder.domain.tolerance import Tolerance


class Spec(BaseModel):
    """Base of the specifications: unknown fields, coercions, NaN and infinities are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class ToleranceSpec(Spec):
    """How far a number may lie from the reference; see `Tolerance`."""

    absolute: float = 1e-9
    relative: float = 1e-6

    def value(self) -> Tolerance:
        """Return the tolerance itself.

        Raises
        ------
        ValueError
            If a margin is negative.
        """
        return Tolerance(absolute=self.absolute, relative=self.relative)
