r"""LaTeX to MathML that is safe to put into a page, whoever wrote the LaTeX.

The converter's output is rebuilt from a list of known elements and attributes: it would pass on links, styles and
the raw text of ``\text{...}``. What it cannot convert, or what would hide something from the reader, is shown as
LaTeX instead.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from xml.etree.ElementTree import Element

from latex2mathml import exceptions as converter_exceptions
from latex2mathml.converter import convert_to_element
from markupsafe import Markup, escape

from autograder.reporting.visible import cut_middle, visible

_MAX_CHARACTERS = 4_000
_MAX_DEPTH = 60
_SHOWN_SOURCE = 600
_WIDE_GLYPHS = 24

# Macros could double their own expansion; phantoms hide what they hold.
_FORBIDDEN = re.compile(r"\\(?:(?:re)?newcommand|providecommand|def|let|[hv]?phantom)(?![A-Za-z])")
_UNKNOWN_COMMAND = re.compile(r"\\[A-Za-z]")

_ARG_LIMIT = re.compile(r"\\arg\s*\\(max|min)(?![A-Za-z])")

# Element of the converter -> element of the page: MathML Core, without what only carries style.
_ELEMENTS = {
    name: name
    for name in (
        "math mrow mi mn mo mtext mspace msub msup msubsup munder mover munderover mfrac msqrt mroot mtable mtr mtd"
    ).split()
} | {"mstyle": "mrow", "mpadded": "mrow", "menclose": "mrow"}
_ATTRIBUTES = {
    "accent": re.compile(r"true|false"),
    "columnalign": re.compile(r"(?:left|right|center)(?: (?:left|right|center)){0,30}"),
    "form": re.compile(r"prefix|infix|postfix"),
    "linethickness": re.compile(r"0(?:px|em)?"),
    "mathvariant": re.compile(r"normal"),
    "maxsize": re.compile(r"[0-3](?:\.\d{1,3})?em"),
    "minsize": re.compile(r"[0-3](?:\.\d{1,3})?em"),
    "movablelimits": re.compile(r"true|false"),
    "stretchy": re.compile(r"true|false"),
    "width": re.compile(r"[0-2](?:\.\d{1,3})?em"),
}

# Rows whose children stand side by side; elsewhere a child's position has a meaning, and nothing may be put between.
_ROWS = frozenset({"math", "mrow", "mtd", "msqrt"})
_CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
_SCRIPTS = frozenset(_CHILDREN) - {"mfrac", "mroot"}
_TALL = frozenset({"mfrac", "mtable", "munder", "mover", "munderover", "msqrt", "mroot"})

_BRACKETS = frozenset("()[]{}⟨⟩⌊⌋⌈⌉")
_SIGNS = frozenset("±∓×÷·∘∗⊗⊕⊙∼≈≃≅≡≠≤≥≪≫∝∈∉⊂⊆⊃⊇∪∩→←↔⇒⇐⇔↦⟶⟹∣∥")

# The converter raises these on malformed input, and has no common root for them; the rest escape from its parsing.
_REFUSALS: tuple[type[Exception], ...] = (
    *(known for known in vars(converter_exceptions).values() if isinstance(known, type) and known is not Exception),
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    StopIteration,
    TypeError,
    ValueError,
)


@lru_cache(maxsize=4_096)
def typeset(latex: str, block: bool = False) -> Markup:
    """Return `latex` as a ``<math>`` element, or as escaped LaTeX in ``<code>`` where that is impossible.

    Parameters
    ----------
    latex
        Mathematics without its dollar signs, from any source.
    block
        True for display style on a line of its own.
    """
    tree = formula_tree(latex)
    if tree is None:
        return Markup('<code class="latex">{}</code>').format(visible(cut_middle(latex, _SHOWN_SOURCE)))
    display = ' display="block"' if block else ""
    # every text in it was escaped by _markup, every name and attribute comes from the lists above
    return Markup(f"<math{display}>{''.join(_children(tree))}</math>")  # noqa: S704


def is_wide(latex: str) -> bool:
    """Say whether a formula may need more room than a phone has, and so a way to scroll it by keyboard."""
    tree = formula_tree(latex)
    if tree is None:
        return len(latex) > _WIDE_GLYPHS
    return sum(len(node.text or "") for node in tree.iter()) > _WIDE_GLYPHS


@lru_cache(maxsize=4_096)
def formula_tree(latex: str) -> Element | None:
    """Return the converter's tree with known elements and visible texts only, or None if it is not to be shown."""
    if len(latex) > _MAX_CHARACTERS or _FORBIDDEN.search(latex) or not latex.strip():
        return None
    try:
        tree = convert_to_element(_ARG_LIMIT.sub(r"\\arg\1", latex))
    except _REFUSALS:
        return None
    if _depth_exceeds(tree, _MAX_DEPTH):
        return None
    for node in tree.iter():
        node.text = visible(html.unescape(node.text or ""))
        if node.tag not in _ELEMENTS or _UNKNOWN_COMMAND.search(node.text):
            return None
        if len(node) != _CHILDREN.get(node.tag, len(node)):
            return None
        node.tag = _ELEMENTS[node.tag]
    for node in list(tree.iter()):
        _settle(node)
    return tree


def _depth_exceeds(tree: Element, limit: int) -> bool:
    level = [tree]
    for _ in range(limit):
        level = [child for node in level for child in node]
        if not level:
            return False
    return True


def _settle(node: Element) -> None:
    """Put right, in place, what browsers would space or stretch otherwise than TeX does."""
    if _is_upright_word(node):
        node.tag, node.text = "mi", "".join(child.text or "" for child in node)
        node[:] = []
    elif node.tag == "mi" and (node.text or "") in _SIGNS:
        node.tag = "mo"  # the converter takes some signs for letters, and browsers space only operators
    elif node.tag == "mo" and _is_word(node):
        node.tag = "mi"  # as an operator, "tr" would stand apart from its bracket
        node.attrib.clear()
    elif node.tag == "mrow" and not _is_tall(node):
        for child in node:
            if child.get("stretchy") == "true":
                child.set("stretchy", "false")  # or a bar between them would pull the brackets apart


def _is_tall(node: Element) -> bool:
    return any(inner.tag in _TALL for inner in node.iter())


def _is_upright_word(node: Element) -> bool:
    letters = [child.tag == "mi" and child.get("mathvariant") == "normal" for child in node]
    return node.tag == "mrow" and len(letters) > 1 and all(letters)


def _is_word(node: Element) -> bool:
    return len(node.text or "") > 1 and (node.text or "").replace("\u2009", "").isalpha()


def _is_function_name(node: Element) -> bool:
    if node.tag in _SCRIPTS and len(node):
        return _is_function_name(node[0])
    return node.tag == "mi" and _is_word(node)


def _is_operator(node: Element) -> bool:
    if node.tag in _SCRIPTS | {"mrow"} and len(node):
        return _is_operator(node[0])
    return node.tag in {"mo", "mspace"}


def _children(node: Element) -> Iterator[str]:
    if node.tag in _ROWS:
        yield from (piece for child in _spaced(list(_flattened(node))) for piece in _markup(child))
    else:
        yield from (piece for child in node for piece in _markup(child))


def _flattened(row: Element) -> Iterator[Element]:
    """Yield what stands side by side; rows inside it count only where they bound how far a bracket stretches."""
    for child in row:
        if child.tag == "mrow" and not _is_tall(child):
            yield from _flattened(child)
        else:
            yield child


def _spaced(row: list[Element]) -> Iterator[Element]:
    """Yield the row with TeX's thin space on either side of a function's name, where no operator stands there."""
    if row:
        yield row[0]
    for left, right in pairwise(row):
        names = _is_function_name(left), _is_function_name(right)
        if any(names) and not (_is_operator(left) or _is_operator(right)):
            yield Element("mspace", {"width": "0.167em"})
        yield right


def _markup(node: Element) -> Iterator[str]:
    if node.tag == "mrow" and len(node) == 1:  # a row of one says nothing, and a page has hundreds
        yield from _children(node)
        return
    attributes = "".join(
        f' {key}="{value}"' for key, value in sorted(node.items()) if _says_something(node, key, value)
    )
    if node.tag == "mspace":
        yield f"<mspace{attributes}/>"
        return
    yield f"<{node.tag}{attributes}>{escape(node.text or '')}"
    yield from _children(node)
    yield f"</{node.tag}>"


def _says_something(node: Element, key: str, value: str) -> bool:
    if key in {"form", "stretchy"} and node.text in _BRACKETS and value != "false":
        return False  # what browsers do with brackets anyway
    return key in _ATTRIBUTES and _ATTRIBUTES[key].fullmatch(value) is not None
