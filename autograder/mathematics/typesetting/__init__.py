r"""Trees back to LaTeX, with the fewest brackets that keep the meaning.

What is written here is read back to the same tree, up to a normal form: nested products are flattened, braces around
a single factor vanish, numbers are written as the student wrote them, and ``\|x\|^2`` is one head. Only commands that
common converters to MathML know are used.
"""

from collections.abc import Mapping
from types import MappingProxyType

from autograder.mathematics import tree
from autograder.mathematics.typesetting import calls, nodes, statements
from autograder.mathematics.typesetting.lettering import symbol_latex
from autograder.mathematics.typesetting.writer import Typesetter, Writer

__all__ = ["TYPESETTERS", "relation_latex", "symbol_latex", "to_latex"]

TYPESETTERS: Mapping[type, Typesetter] = MappingProxyType(
    {
        tree.Number: nodes.write_number,
        tree.Constant: nodes.write_constant,
        tree.Symbol: nodes.write_symbol,
        tree.Sum: nodes.write_sum_,
        tree.Negate: nodes.write_negation,
        tree.PlusMinus: nodes.write_plus_minus,
        tree.Product: nodes.write_product,
        tree.Quotient: nodes.write_quotient,
        tree.Power: nodes.write_power,
        tree.Applied: nodes.write_applied,
        tree.Expectation: nodes.write_expectation,
        tree.Divergence: nodes.write_divergence,
        tree.Integral: nodes.write_integral,
        tree.BigOperator: nodes.write_big_operator,
        tree.Derivative: nodes.write_derivative,
        tree.MatrixLiteral: nodes.write_matrix,
        tree.TupleLiteral: nodes.write_tuple_,
        tree.SetLiteral: nodes.write_set_,
        tree.Interval: nodes.write_interval,
        tree.Relation: statements.write_relation,
        tree.Logic: statements.write_logic,
        tree.Quantified: statements.write_quantified,
        tree.Piecewise: statements.write_piecewise,
        tree.Optimum: nodes.write_optimum,
        tree.Limit: nodes.write_limit,
        tree.Call: calls.write_call,
    }
)
"""Type of node to its typesetter: every type of `tree.Node`."""
_WRITER = Writer(TYPESETTERS)


def to_latex(node: tree.Node) -> str:
    """Typeset a tree.

    Parameters
    ----------
    node
        Any tree.

    Returns
    -------
    str
        LaTeX for math mode, without delimiters.
    """
    return _WRITER.latex(node)


def relation_latex(relation: tree.RelationKind) -> str:
    """Typeset the sign of a relation."""
    return statements.RELATION_SIGNS[relation]
