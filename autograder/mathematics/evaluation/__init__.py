"""What an expression is worth in many worlds at once."""

from autograder.mathematics.evaluation.evaluate import evaluate
from autograder.mathematics.evaluation.memory import Memory
from autograder.mathematics.evaluation.plain import plain
from autograder.mathematics.evaluation.values import Evaluation, NotEvaluated, ShapeFault, Value

__all__ = ["Evaluation", "Memory", "NotEvaluated", "ShapeFault", "Value", "evaluate", "plain"]
