"""The precedence parser: relations over sums over products over operands.

``a / b c`` is ``(a / b) c``: a division has the rank of a multiplication, written or not, from left to right. The
remark beside such a line says so.
"""

from autograder.mathematics.reading.brackets import comma_joined
from autograder.mathematics.reading.dots import DOTS, unrolled
from autograder.mathematics.reading.entries import picks_entry, read_entry
from autograder.mathematics.reading.evaluated import read_at, stands_at
from autograder.mathematics.reading.indicators import indicated
from autograder.mathematics.reading.literals import read_literal
from autograder.mathematics.reading.logic import ARROWS, both, both_or_listed, read_claim, read_statement
from autograder.mathematics.reading.mixed import mixed_number, opens_mixed, read_mixed_text
from autograder.mathematics.reading.moduli import congruent, opens_modulus, read_modulus, takes_remainder
from autograder.mathematics.reading.operands import read_group, read_operand
from autograder.mathematics.reading.scripts import multiplied, read_postfix
from autograder.mathematics.reading.sets import SIDE_BY_SIDE, cartesian_product, combined
from autograder.mathematics.reading.shapes import vectors_multiplied
from autograder.mathematics.reading.stream import Stream
from autograder.mathematics.reading.tokens import END, Token
from autograder.mathematics.tree import (
    Call,
    Logic,
    Negate,
    Node,
    Number,
    PlusMinus,
    Quantified,
    Quotient,
    Relation,
    RelationKind,
    SetLiteral,
    Sum,
)

_BEFORE_DOTS = frozenset(["dots", "*"])
_STATEMENTS = frozenset([Relation, Logic])
_SIGNS = frozenset(["+", "-", "±", "∓"])
_PUNCTUATION = frozenset([".", ",", ";", "row", "&", "!"])
_LISTING = frozenset([",", ";", "row"])
_PRODUCT_ENDS = frozenset([END, "+", "-", "rel", "close", "}", ","])


class Parser(Stream):
    """Reads one stream of tokens into a tree."""

    def statement(self) -> Node:
        """Read relations tied by words, commas and arrows."""
        return read_statement(self, self._listing, both_or_listed)

    def _listing(self) -> Node:
        items = [read_claim(self)]
        while self.kind in _LISTING:
            start = self.index
            while self.kind in _LISTING or self.kind == "&":
                self.take()
            if self.kind == "rel" or not self.can_begin():
                self.index = start
                break
            items.append(read_claim(self))
        if len(items) == 1:
            return items[0]
        if all(isinstance(item, Relation | Logic | Quantified) for item in items):
            return Logic("and", tuple(items))
        return comma_joined(items)

    def condition(self) -> Node:
        """Read relations tied by words and arrows, as they stand within brackets."""
        return read_statement(self, lambda: read_claim(self), both)

    def can_begin(self) -> bool:
        """Say whether an expression can begin here."""
        opens = self.kind in _SIGNS or self.kind in ("|", "||", "quantifier")
        return opens or self.token[:2] == ("logic", "not") or self.starts_operand()

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
        modulus = read_modulus(self)
        if not links:
            return left if modulus is None else Call("mod", (left, modulus))
        links = links if modulus is None else congruent(links, modulus)
        return links[0] if len(links) == 1 else Logic("and", tuple(links))

    def _relation_ahead(self) -> bool:
        """Say whether a relation between sums stands here, perhaps behind an alignment sign."""
        if self.kind == "&" and not self.environments and self.peek().kind == "rel":
            self.take()
        if self.kind == "#" and self.text_syntax:  # computer algebra writes x # y for "x is not y"
            self.tokens[self.index] = self.token._replace(kind="rel", text=RelationKind.NOT_EQUAL)
        return self.kind == "rel" and self.token.text not in ARROWS

    def _set_operation(self) -> Node:
        node = self.additive()
        signs: list[str] = []
        while self.kind == "∪":
            signs.append(self.take().text)
            node = combined(signs[-1], node, self.additive())
        if len(set(signs)) > 1:
            self.remark(SIDE_BY_SIDE)
        return node

    def additive(self) -> Node:
        """Read a sum."""
        terms: list[Node] = []
        dotted = False
        while True:
            sign = self._sign() if self.kind in _SIGNS else ""
            if sign and self.kind == "optimum" and terms:
                self.remark("An optimum reaches to the end of the sum behind it.")
            if terms and sign in ("+", "-") and self.skip("dots"):
                terms.append(DOTS)  # whatever sign stands before them
                dotted = True
                if self.kind in _SIGNS:
                    continue
                raise self.stop("These dots do not lead from first terms to a last one.")
            term = self.product()
            if stands_at(self):
                self.take()
                term = read_at(self, term)
            if sign in ("±", "∓"):
                left = _summed(terms) if terms else None
                terms = [PlusMinus(left, term, sign == "∓")]
            else:
                terms.append(Negate(term) if sign == "-" else term)
            if self.kind not in _SIGNS and not self._sign_after_break():
                if dotted:
                    return unrolled(self, "sum", terms)
                return _summed(self._with_brackets(terms) if self.bracketed else terms)

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
        divided = dotted = False
        while (kind := self.kind) not in _PRODUCT_ENDS:
            if kind in _BEFORE_DOTS and self._dots_among_factors():
                factors.append(DOTS)
                dotted = True
            elif kind == "*":
                sign = self.take().text
                self._skip_alignment()
                factor = self._signed_factor()
                sets = cartesian_product(factors[-1], factor) if sign == "×" else None
                factors = vectors_multiplied(self, factors, sign, factor) if sets is None else [*factors[:-1], sets]
                divided = False
            elif kind == "/":
                self.take()
                factors = [Quotient(_times(factors), self._signed_factor())]
                divided = True
            elif takes_remainder(self):
                self.take()
                factors = [Call("mod", (_times(factors), self._signed_factor()))]
            elif self.skip("choose"):
                factors[-1] = Call("binomial", (factors[-1], self.factor()))
            elif kind == ".":
                if not self._dot_multiplies():
                    break
            elif self.starts_operand() and not opens_modulus(self):
                if divided:
                    self.remark("a/bc is read as (a/b)c.")
                    divided = False
                factors[-1:] = self._beside(factors[-1], alone=len(factors) == 1)
            else:
                break
        if dotted:
            return unrolled(self, "product", factors)
        return _times(self._with_brackets(factors) if self.bracketed else factors)

    def _with_brackets(self, parts: list[Node]) -> list[Node]:
        """Read each statement in square brackets as 1 or 0, as Iverson does, where it stands among other parts."""
        if len(parts) == 1:
            return parts
        return [indicated(part) if any(part is found for found in self.bracketed) else part for part in parts]

    def _dots_among_factors(self) -> bool:
        r"""Step over the dots of ``1 \cdot 2 \cdots n``, and the signs of multiplication around them."""
        if self.kind != "dots" and (self.kind != "*" or self.peek().kind != "dots"):
            return False
        start = self.index
        self.skip("*")
        self.take()
        self.skip("*")
        if not self.starts_operand():
            self.index = start
            raise self.stop("These dots do not lead from first factors to a last one.")
        return True

    def _beside(self, before: Node, *, alone: bool) -> list[Node]:
        """Read a factor that stands beside another without a sign: two numbers cannot, 2½ is one number."""
        if not isinstance(before, Number):
            return [before, self.factor()]
        if self.kind == "num":
            written = read_mixed_text(self)
            if written is None:
                raise self.stop("Two numbers stand side by side without a sign between them.")
            return [written]
        opens = opens_mixed(self)
        factor = self.factor()
        mixed = mixed_number(self, before, factor, alone=alone) if opens else None
        if mixed is not None:
            return [mixed]
        if isinstance(factor, Quotient) and isinstance(factor.above, Number):
            self.remark("A number beside a fraction is read as a product.")
        return [before, factor]

    def _dot_multiplies(self) -> bool:
        """Step over a dot between two operands, which multiplies, or behind a formula, which ends the sentence."""
        self.take()
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
            start = self.index
            node = read_operand(self)
            if type(node) in _STATEMENTS and self.tokens[start][:2] == ("open", "["):
                self.bracketed.append(node)
            if self.kind == "_" and self.tokens[start].kind != "name":
                node = self._subscripted(node)
            node = read_postfix(self, node)
            return read_at(self, node) if self.skip("at") else node

    def _subscripted(self, node: Node) -> Node:
        r"""Read the subscript of ``[Wx]_i``, which picks an entry, or of ``[x^2]_0^1``, which puts values in."""
        if picks_entry(self, node):
            return read_entry(self, node)
        return read_at(self, node) if self.tokens[self.index - 1][:2] == ("close", "]") else node

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


def ends_in_punctuation(stream: Stream) -> bool:
    """Step over the punctuation that ends a formula, and say whether nothing else is left."""
    while stream.kind in _PUNCTUATION:
        stream.take()
    return stream.kind == END
