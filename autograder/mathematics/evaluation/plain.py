"""Expressions in plain text, for sentences about a student's own symbols; reports typeset LaTeX instead."""

from autograder.mathematics.traversal import children
from autograder.mathematics.tree import (
    Applied,
    Call,
    Constant,
    Derivative,
    Divergence,
    Expectation,
    Integral,
    MatrixLiteral,
    Negate,
    Node,
    Number,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Relation,
    SetLiteral,
    Sum,
    Symbol,
    TupleLiteral,
)

_POSTFIX = {"transpose": "ᵀ", "inverse": "⁻¹", "factorial": "!"}
_INFIX = {"kronecker": " ⊗ ", "dot": " · ", "cross": " × "}
_WORDS = {"infinity": "∞", "pi": "π"}


def _list(nodes: tuple[Node, ...]) -> str:
    return ", ".join(plain(node) for node in nodes)


def _tight(node: Node) -> str:
    """Write a factor, with parentheses where its own operators would come apart."""
    written = plain(node)
    loose = Sum | Negate | Product | Quotient | PlusMinus | Relation
    infix = isinstance(node, Call) and node.head in _INFIX
    return f"({written})" if isinstance(node, loose) or infix else written


def _sum(terms: tuple[Node, ...]) -> str:
    first, *rest = terms
    written = [plain(first)]
    for term in rest:
        written.append(f" - {_tight(term.operand)}" if isinstance(term, Negate) else f" + {plain(term)}")
    return "".join(written)


def _call(node: Call) -> str:
    if node.head in _POSTFIX and len(node.arguments) == 1:
        inside = node.arguments[0]
        written = f"({plain(inside)})" if isinstance(inside, Derivative) else _tight(inside)
        return written + _POSTFIX[node.head]
    if node.head in _INFIX:
        return _INFIX[node.head].join(_tight(argument) for argument in node.arguments)
    if node.head == "identity":
        return f"I_{plain(node.arguments[0])}" if node.arguments else "I"
    return f"{node.head}({_list(node.arguments)})"


def _applied(node: Applied) -> str:
    inside = _list(node.arguments) + (f" | {_list(node.given)}" if node.given else "")
    return f"{node.function}({inside})" if inside else node.function


def plain(node: Node) -> str:
    """Return one line of plain text for a tree, in the student's own order."""
    match node:
        case Number(value, written):
            return written or str(value)
        case Constant(name):
            return _WORDS.get(name, name)
        case Symbol(name):
            return name
        case Sum(terms):
            return _sum(terms)
        case Negate(operand):
            return f"-{_tight(operand)}"
        case Product(factors):
            return " ".join(_tight(factor) for factor in factors)
        case Quotient(above, below):
            return f"{_tight(above)}/{_tight(below)}"
        case Power(base, exponent):
            return f"{_tight(base)}^{_tight(exponent)}"
        case Call():
            return _call(node)
        case Applied():
            return _applied(node)
        case _:
            return _rarer(node)


def _rarer(node: Node) -> str:
    match node:
        case Expectation(body):
            return f"E[{plain(body)}]"
        case Divergence(left, right):
            return f"KL({plain(left)} ‖ {plain(right)})"
        case Integral(body, variable):
            return f"∫ {plain(body)} d{plain(variable)}"
        case Derivative(body, variable):
            return f"∂{_tight(body)}/∂{plain(variable)}"
        case PlusMinus(left, right, minus_first):
            return f"{'' if left is None else plain(left)} {'∓' if minus_first else '±'} {_tight(right)}".strip()
        case Relation(relation, left, right):
            return f"{plain(left)} {relation.value} {plain(right)}"
        case MatrixLiteral(rows):
            return "[" + "; ".join(_list(row) for row in rows) + "]"
        case TupleLiteral(items):
            return f"({_list(items)})"
        case SetLiteral(items, braced):
            return f"{{{_list(items)}}}" if braced else _list(items)
        case _:
            return f"{type(node).__name__.lower()}({_list(children(node))})"
