r"""Entries of matrices and vectors that are no names: ``(Wx)_i``, ``[AB]_{ij}``."""

from autograder.mathematics.reading.literals import read_literal
from autograder.mathematics.reading.shapes import is_matrix
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import Token
from autograder.mathematics.tree import Call, Node, Power, Symbol

_MOST = 2


def picks_entry(stream: Stream, node: Node) -> bool:
    """Say whether the subscript ahead holds one or two indices of what stands before it."""
    whole = node.base if isinstance(node, Power) else node
    if stream.kind != "_" or not stream.notation.undeclared_are_real or not is_matrix(stream, whole):
        return False
    return 0 < len(_indices(stream)) <= _MOST


def _indices(stream: Stream) -> list[Token]:
    """Return the tokens of the indices ahead; none if anything else stands in the subscript."""
    if stream.peek().kind != "{":
        return [stream.peek()] if _is_index(stream.peek()) else []
    found: list[Token] = []
    ahead = 2
    while (token := stream.peek(ahead)).kind != "}":
        if token.kind != "," and not _is_index(token):
            return []
        found += [token] if token.kind != "," else []
        ahead += 1
    return found


def _is_index(token: Token) -> bool:
    return (token.kind == "num" and len(token.text) == 1) or (token.kind == "name" and token.text.isalpha())


def read_entry(stream: Stream, node: Node) -> Node:
    """Read the indices behind a matrix or vector, where `picks_entry` says that they stand."""
    indices = [read_literal(token) if token.kind == "num" else Symbol(token.text) for token in _indices(stream)]
    stream.take()
    if stream.skip("{"):
        while not stream.skip("}"):
            stream.take()
    else:
        stream.take()
    return Call("entry", (node, *indices))
