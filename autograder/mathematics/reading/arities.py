"""How many arguments each head takes, so that no tree holds a call that nothing could evaluate."""

from collections.abc import Mapping
from types import MappingProxyType

from autograder.mathematics.tree import HEADS

_TWO = frozenset("root binomial mod gcd arctan2 dot cross frobenius_inner kronecker_delta".split())
_SEVERAL = frozenset("min max softmax log_sum_exp kronecker hadamard union intersection complement gcd".split())
_ARITIES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        **dict.fromkeys(HEADS, (1, 1)),
        **dict.fromkeys(_TWO, (2, 2)),
        **dict.fromkeys(_SEVERAL, (1, 64)),
        "norm": (1, 2),
        "entry": (2, 3),
        "covariance": (1, 2),
        "entropy": (1, 2),
        "unvec": (1, 3),
        "identity": (0, 1),
        "zeros": (0, 2),
        "ones": (0, 2),
    }
)


def takes(head: str, count: int) -> bool:
    """Say whether a head takes this many arguments."""
    fewest, most = _ARITIES[head]
    return fewest <= count <= most
