"""Reading one expression: caps, tokens, tree, faults."""

from autograder.domain.faults import Place
from autograder.mathematics.notation import Notation
from autograder.mathematics.reading.arities import takes
from autograder.mathematics.reading.cleaning import clean
from autograder.mathematics.reading.definitions import with_definitions
from autograder.mathematics.reading.faults import FaultList
from autograder.mathematics.reading.latex_lexer import tokenize_latex
from autograder.mathematics.reading.limits import EXPRESSION_CHARACTERS, NODES, TREE_DEPTH
from autograder.mathematics.reading.macros import NO_MACROS, Macros, expand
from autograder.mathematics.reading.operands import read_over
from autograder.mathematics.reading.operators import match_differentials
from autograder.mathematics.reading.parser import Parser, ends_in_punctuation
from autograder.mathematics.reading.results import Read
from autograder.mathematics.reading.tokens import END, Token, Unreadable
from autograder.mathematics.traversal import children
from autograder.mathematics.tree import Call, Logic, Node, Relation, RelationKind, Symbol


def read_latex(source: str, notation: Notation, macros: Macros = NO_MACROS, place: Place | None = None) -> Read:
    """Read one expression in LaTeX; never raises.

    Parameters
    ----------
    source
        The mathematics, with or without dollar signs around it.
    notation
        The names of the question; their roles decide between application and product.
    macros
        The student's own shorthands.
    place
        Where the source starts in the student's file.
    """
    faults = FaultList(source[:EXPRESSION_CHARACTERS], place)
    try:
        if len(source) > EXPRESSION_CHARACTERS:
            raise Unreadable(f"This is longer than {EXPRESSION_CHARACTERS} characters.", 0, too_large=True)
        raw = expand(tokenize_latex(source), macros)
        tokens, remarks = clean(raw, notation, faults, definitions=True)
    except Unreadable as trouble:
        faults.stopped(trouble)
        return Read(None, tuple(faults.found.values()))
    return read_tokens(tokens, notation, faults, tuple(words for _, words in remarks))


def read_tokens(
    tokens: list[Token], notation: Notation, faults: FaultList, remarks: tuple[str, ...], *, text_syntax: bool = False
) -> Read:
    """Read clean tokens of either dialect into a tree.

    Parameters
    ----------
    tokens
        Without an end token.
    faults
        Of the source the tokens come from; what is found is added.
    remarks
        What stands beside the tokens.
    text_syntax
        As in `Stream`.
    """
    end = tokens[-1].at + len(tokens[-1].text) if tokens else 0
    stream = Parser([*tokens, Token(END, "", end)], notation, faults, text_syntax=text_syntax)
    match_differentials(stream)
    node, replaced = _with_definitions(stream, _read_whole(stream))
    defined = replaced | _defined(node)
    for name, at in stream.unknown.items():
        if name not in defined:
            faults.unknown_name(name, stream.specs, at)
    found_remarks = tuple(dict.fromkeys([*remarks, *stream.remarks]))
    introduced = tuple(name for name in stream.unknown if name in defined)
    return Read(node, tuple(faults.found.values()), found_remarks, introduced)


def _with_definitions(stream: Parser, node: Node | None) -> tuple[Node | None, frozenset[str]]:
    if node is None or not stream.unknown:
        return node, frozenset()
    try:
        whole, defined = with_definitions(node, stream.unknown)
        check_tree(whole)
    except Unreadable as trouble:
        stream.faults.stopped(trouble)
        return None, frozenset(stream.unknown)
    for name in sorted(defined):
        stream.remark(f"{name} is replaced by what it is defined to be.")
    return whole, defined


def _read_whole(stream: Parser) -> Node | None:
    while stream.kind in ("&", "row"):
        stream.take()
    if stream.kind == END:
        stream.fault("There is nothing to read.", 0)
        return None
    try:
        node = read_over(stream, stream.statement())
        if not ends_in_punctuation(stream):
            stream.fault("What stands from here on cannot be read.", stream.token.at)
        check_tree(node)
    except Unreadable as trouble:
        stream.faults.stopped(trouble)
        return None
    return node


def check_tree(node: Node) -> None:
    """Refuse a tree that is too large or too deep to be handed on, or that calls a function of two things with one.

    Raises
    ------
    Unreadable
        If it is.
    """
    row = [node]
    depth = count = 0
    while row:
        depth, count = depth + 1, count + len(row)
        if count > NODES or depth > TREE_DEPTH:
            raise Unreadable("This is too large to be read.", 0, too_large=True)
        below: list[Node] = []
        for current in row:
            if isinstance(current, Call) and not takes(current.head, len(current.arguments)):
                raise Unreadable(f'"{current.head}" is given a wrong number of arguments.', 0)
            below += children(current)
        row = below


def _defined(node: Node | None) -> frozenset[str]:
    """Return the names that stand alone on the left of an ``=``: the expression introduces them."""
    parts = node.operands if isinstance(node, Logic) else (node,)
    return frozenset(
        part.left.name
        for part in parts
        if isinstance(part, Relation) and part.relation is RelationKind.EQUAL and isinstance(part.left, Symbol)
    )
