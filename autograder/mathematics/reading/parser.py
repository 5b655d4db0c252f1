"""The precedence parser: relations over sums over products over operands.

``a / b c`` is ``(a / b) c``: a division has the rank of a multiplication, written or not, from left to right. The
remark beside such a line says so.
"""

from autograder.mathematics.reading.brackets import comma_joined
from autograder.mathematics.reading.literals import read_literal
from autograder.mathematics.reading.operands import read_group, read_operand
from autograder.mathematics.reading.scripts import multiplied, read_postfix
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import END, Token
from autograder.mathematics.tree import (
    Call,
    Logic,
    Negate,
    Node,
    Number,
    PlusMinus,
    Quotient,
    Relation,
    RelationKind,
    SetLiteral,
    Sum,
)

_SIGNS = frozenset(["+", "-", "±", "∓"])
_ARROWS = frozenset([RelationKind.EQUIVALENT, RelationKind.IMPLIES])
_PUNCTUATION = frozenset([".", ",", ";", "row", "&", "!"])
_LISTING = frozenset([",", ";", "row"])


class Parser(Stream):
    """Reads one stream of tokens into a tree."""

    def statement(self) -> Node:
        """Read relations tied by words, commas and arrows."""
        node = self._disjunction()
        while self.kind == "rel" and self.token.text in _ARROWS:
            arrow = RelationKind(self.take().text)
            node = Relation(arrow, node, self._disjunction())
        return node

    def _disjunction(self) -> Node:
        parts = [self._conjunction()]
        while self.skip("logic", "or"):
            parts.append(self._conjunction())
        return parts[0] if len(parts) == 1 else Logic("or", tuple(parts))

    def _conjunction(self) -> Node:
        parts = [self._listing()]
        while self.skip("logic", "and"):
            parts.append(self._listing())
        if len(parts) == 1:
            return parts[0]
        if any(isinstance(part, Relation | Logic) for part in parts):
            return Logic("and", tuple(parts))
        return SetLiteral(_flat(parts), braced=False)

    def _listing(self) -> Node:
        if self.skip("logic", "not"):
            return Logic("not", (self.relation(),))
        items = [self.relation()]
        while self.kind in _LISTING:
            start = self.index
            while self.kind in _LISTING or self.kind == "&":
                self.take()
            if self.kind == "rel" or not self.can_begin():
                self.index = start
                break
            items.append(self.relation())
        if len(items) == 1:
            return items[0]
        if all(isinstance(item, Relation | Logic) for item in items):
            return Logic("and", tuple(items))
        return comma_joined(items)

    def condition(self) -> Node:
        """Read relations tied by words and arrows, as they stand within brackets."""
        node = self._alternatives(self.relation())
        while self.kind == "rel" and self.token.text in _ARROWS:
            arrow = RelationKind(self.take().text)
            node = Relation(arrow, node, self._alternatives(self.relation()))
        return node

    def _alternatives(self, first: Node) -> Node:
        alternatives = [[first]]
        while self.kind == "logic" and self.token.text != "not":
            if self.take().text == "and":
                alternatives[-1].append(self.relation())
            else:
                alternatives.append([self.relation()])
        tied = [parts[0] if len(parts) == 1 else Logic("and", tuple(parts)) for parts in alternatives]
        return tied[0] if len(tied) == 1 else Logic("or", tuple(tied))

    def can_begin(self) -> bool:
        """Say whether an expression can begin here."""
        return self.kind in _SIGNS or self.kind in ("|", "||") or self.starts_operand()

    def relation(self) -> Node:
        """Read one chain of relations between sums; ``a = b = c`` is ``a = b and b = c``."""
        left = self._set_operation()
        links: list[Node] = []
        while self._relation_ahead():
            kind = RelationKind(self.take().text)
            self._skip_alignment()
            right = self._set_operation()
            links.append(Relation(kind, left, right))
            left = right
        if not links:
            return left
        return links[0] if len(links) == 1 else Logic("and", tuple(links))

    def _relation_ahead(self) -> bool:
        """Say whether a relation between sums stands here, perhaps behind an alignment sign."""
        if self.kind == "&" and not self.environments and self.peek().kind == "rel":
            self.take()
        return self.kind == "rel" and self.token.text not in _ARROWS

    def _set_operation(self) -> Node:
        node = self.additive()
        while self.kind == "∪":
            head = self.take().text
            node = Call(head, (node, self.additive()))
        return node

    def additive(self) -> Node:
        """Read a sum."""
        terms: list[Node] = []
        while True:
            sign = self._sign() if self.kind in _SIGNS else ""
            if sign and self.kind == "optimum" and terms:
                self.remark("An optimum reaches to the end of the sum behind it.")
            term = self.product()
            if sign in ("±", "∓"):
                left = _summed(terms) if terms else None
                terms = [PlusMinus(left, term, sign == "∓")]
            else:
                terms.append(Negate(term) if sign == "-" else term)
            if self.kind not in _SIGNS and not self._sign_after_break():
                return _summed(terms)

    def _sign(self) -> str:
        """Read one sign, or several that stand together: ``- -`` is plus."""
        sign = self.take().kind
        while self.kind in ("+", "-"):
            negative = (sign == "-") != (self.take().kind == "-")
            sign = sign if sign in "±∓" else "-" if negative else "+"
        if self.kind in ("±", "∓") and sign in "+-":
            sign = self.take().kind
        return sign

    def _sign_after_break(self) -> bool:
        r"""Step over the alignment sign or the break of a row within a sum: ``a \\ & + b``."""
        if self.environments:
            return False
        ahead = 0
        while self.peek(ahead).kind in ("row", "&"):
            ahead += 1
        if not ahead or self.peek(ahead).kind not in _SIGNS:
            return False
        self.index += ahead
        return True

    def _skip_alignment(self) -> None:
        if not self.environments:
            self.skip("&")

    def product(self) -> Node:
        """Read a product; the Kronecker product binds looser than juxtaposition, tighter than a sum."""
        node = self._juxtaposed()
        while self.kind in ("⊗", "⊙"):
            sign = self.kind
            parts = [node]
            while self.skip(sign):
                parts.append(self._juxtaposed())
            node = Call("kronecker" if sign == "⊗" else "hadamard", tuple(parts))
        return node

    def _juxtaposed(self) -> Node:
        factors = [self.factor()]
        divided = False
        while True:
            if self.kind == "*":
                self.take()
                self._skip_alignment()
                factors.append(self._signed_factor())
                divided = False
            elif self.kind == "/":
                self.take()
                factors = [Quotient(_times(factors), self._signed_factor())]
                divided = True
            elif self.kind == "mod":
                self.take()
                factors = [Call("mod", (_times(factors), self._signed_factor()))]
            elif self.kind == ".":
                if not self._dot_multiplies():
                    break
            elif self.starts_operand():
                if divided:
                    self.remark("a/bc is read as (a/b)c.")
                    divided = False
                factors.append(self._beside(factors[-1]))
            else:
                break
        return _times(factors)

    def _beside(self, before: Node) -> Node:
        """Read a factor that stands beside another without a sign: two numbers cannot, 2½ is said to be a product."""
        if isinstance(before, Number) and self.kind == "num":
            raise self.stop("Two numbers stand side by side without a sign between them.")
        factor = self.factor()
        if isinstance(before, Number) and isinstance(factor, Quotient) and isinstance(factor.above, Number):
            self.remark("A number beside a fraction is read as a product.")
        return factor

    def _dot_multiplies(self) -> bool:
        """Step over a dot between two operands, which multiplies, or behind a formula, which ends the sentence."""
        self.take()
        if self.kind == "accent":
            raise self.stop("A recurring decimal cannot be read: write it as a fraction.")
        return self.starts_operand()

    def _signed_factor(self) -> Node:
        if self.kind not in ("+", "-"):
            return self.factor()
        sign = self._sign()
        factor = self.factor()
        return Negate(factor) if sign == "-" else factor

    def factor(self) -> Node:
        """Read one operand with its powers."""
        with self.nested(self.bars[-1]):
            return read_postfix(self, read_operand(self))

    def argument(self) -> Node:
        """Read what a LaTeX command takes: a braced group or a single sign; in plain text a signed factor."""
        with self.nested(self.bars[-1]):
            if self.kind == "{":
                return read_group(self)
            if self.kind in ("-", "+"):
                sign = self.take().kind
                inner = self.argument()
                return Negate(inner) if sign == "-" else inner
            return self._text_exponent() if self.text_syntax else self._single_sign()

    def _single_sign(self) -> Node:
        token = self.token
        if token.kind == "num" and token.text.isdigit() and len(token.text) > 1:
            return self._first_digit(token)
        if token.kind == "name":
            self.take()
            return self._single_letter(token)
        return read_operand(self)

    def _first_digit(self, token: Token) -> Node:
        r"""Take one digit, as LaTeX does: ``x^23`` is ``x^2 3`` and ``\\frac12`` a half."""
        self.tokens[self.index] = Token("num", token.text[1:], token.at + 1)
        return read_literal(Token("num", token.text[0], token.at))

    def _single_letter(self, token: Token) -> Node:
        """Read one letter alone, whatever stands behind it."""
        alone = Parser([token, Token(END, "", token.at)], self.notation, self.faults, text_syntax=False)
        alone.bound = self.bound
        alone.unknown = self.unknown
        return alone.factor()

    def _text_exponent(self) -> Node:
        exponent = self.factor()
        # x^{2y}: in an exponent, braces only hold together
        is_group = isinstance(exponent, SetLiteral) and len(exponent.items) == 1
        return exponent.items[0] if isinstance(exponent, SetLiteral) and is_group else exponent


def _summed(terms: list[Node]) -> Node:
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _times(factors: list[Node]) -> Node:
    if len(factors) > 1:
        # braces around a factor only hold it together: 2\{a + b\}
        factors = [
            factor.items[0] if isinstance(factor, SetLiteral) and len(factor.items) == 1 else factor
            for factor in factors
        ]
    return multiplied(factors)


def _flat(parts: list[Node]) -> tuple[Node, ...]:
    items: list[Node] = []
    for part in parts:
        items.extend(part.items if isinstance(part, SetLiteral) and not part.braced else [part])
    return tuple(items)


def ends_in_punctuation(stream: Stream) -> bool:
    """Step over the punctuation that ends a formula, and say whether nothing else is left."""
    while stream.kind in _PUNCTUATION:
        stream.take()
    return stream.kind == END
