"""Limit claims: a bound with its rate is checked by letting time run in worlds where all else stands still."""

from autograder.mathematics.decision.over_time import Trend, trend
from autograder.mathematics.derivation.ground import Ground
from autograder.mathematics.tree import Node


def decays(node: Node, ground: Ground) -> bool:
    """Say whether a formula with the time in it falls towards 0 in every world."""
    return trend(node, ground.worlds) is Trend.FALLS
