r"""A student's own shorthands: collected from their definitions, expanded under caps.

Understood: ``\newcommand``, ``\renewcommand`` and ``\providecommand`` with arguments and a default,
``\NewDocumentCommand`` as far as it does the same, ``\def`` with undelimited arguments, ``\let``,
``\DeclareMathOperator`` and ``\DeclarePairedDelimiter``. Expansion happens on tokens,
so that every token of a body stands where the student called it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from autograder.domain.faults import Fault, FaultKind, Place
from autograder.mathematics.reading.latex_lexer import tokenize_latex
from autograder.mathematics.reading.limits import EXPRESSION_CHARACTERS, MACRO_NESTING, MACROS, TOKENS
from autograder.mathematics.reading.tokens import Token, Unreadable

_NEW_COMMANDS = frozenset([r"\newcommand", r"\renewcommand", r"\providecommand", r"\DeclareRobustCommand"])
_DOCUMENT_COMMANDS = frozenset(rf"\{verb}DocumentCommand" for verb in ("New", "Renew", "Provide", "Declare"))


@dataclass(frozen=True, slots=True)
class Macro:
    """One definition: how many arguments, the first one's default, and the tokens it stands for."""

    arity: int
    default: tuple[Token, ...] | None
    body: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Macros:
    r"""A student's definitions by command (``\KL``), and what was wrong with the others."""

    table: Mapping[str, Macro] = field(default_factory=lambda: MappingProxyType({}))
    faults: tuple[Fault, ...] = ()


NO_MACROS = Macros()


def collect_macros(definitions: Sequence[tuple[str, Place]]) -> Macros:
    """Collect definitions in the order written; a later one replaces an earlier.

    Parameters
    ----------
    definitions
        Source of each definition, with or without text around it, and its place.
    """
    table: dict[str, Macro] = {}
    faults: list[Fault] = []
    for source, place in definitions:
        try:
            if len(source) > EXPRESSION_CHARACTERS or len(table) >= MACROS:
                raise Unreadable("There are more or longer shorthands than can be read.", 0, too_large=True)
            _Collector(tokenize_latex(source), table).run()
        except Unreadable as trouble:
            kind = FaultKind.TOO_LARGE if trouble.too_large else FaultKind.UNREADABLE
            faults.append(Fault(kind, trouble.message, place, "Write the mathematics without this shorthand."))
    return Macros(MappingProxyType(table), tuple(faults))


class _Collector:
    """Reads the definitions in one piece of source."""

    def __init__(self, tokens: list[Token], table: dict[str, Macro]) -> None:
        self.tokens = tokens
        self.index = 0
        self.table = table

    def run(self) -> None:
        while self.index < len(self.tokens):
            command = self.take().text
            if command in _NEW_COMMANDS:
                self.new_command()
            elif command in _DOCUMENT_COMMANDS:
                self.document_command()
            elif command in (r"\def", r"\gdef", r"\edef"):
                self.plain_definition()
            elif command == r"\let":
                self.let()
            elif command == r"\DeclareMathOperator":
                self.math_operator()
            elif command == r"\DeclarePairedDelimiter":
                self.paired_delimiter()

    def take(self) -> Token:
        if self.index >= len(self.tokens):
            raise Unreadable("This definition of a shorthand breaks off.", 0)
        self.index += 1
        return self.tokens[self.index - 1]

    def skip(self, text: str) -> bool:
        found = self.index < len(self.tokens) and self.tokens[self.index].text == text
        self.index += found
        return found

    def name(self) -> str:
        self.skip("*")
        inner, self.index = take_argument(self.tokens, self.index)
        if len(inner) != 1 or inner[0].kind != "command":
            raise Unreadable(r"A shorthand needs a name such as \KL.", 0)
        return inner[0].text

    def bracketed(self) -> tuple[Token, ...] | None:
        if not self.skip("["):
            return None
        start = self.index
        while not self.skip("]"):
            self.take()
        return tuple(self.tokens[start : self.index - 1])

    def body(self) -> tuple[Token, ...]:
        inner, self.index = take_argument(self.tokens, self.index)
        return tuple(inner)

    def new_command(self) -> None:
        name = self.name()
        count = self.bracketed()
        default = self.bracketed()
        arity = int(count[0].text) if count and count[0].text in tuple("0123456789") else 0
        self.table[name] = Macro(arity, default, self.body())

    def document_command(self) -> None:
        r"""Read ``\NewDocumentCommand{\E}{O{q} m}{...}``: mandatory arguments, the first perhaps with a default."""
        name = self.name()
        asked, self.index = take_argument(self.tokens, self.index)
        default: tuple[Token, ...] | None = None
        if asked and asked[0].text == "O":
            inner, behind = take_argument(asked, 1)
            default, asked = tuple(inner), asked[behind:]
        letters = "".join(token.text for token in asked)
        if letters.strip("m"):
            raise Unreadable(f"The definition of {name} is of a kind that is not read.", 0)
        self.table[name] = Macro(len(letters) + (default is not None), default, self.body())

    def plain_definition(self) -> None:
        name = self.take().text
        arity = 0
        while self.skip("#"):
            self.take()
            arity += 1
        if self.index < len(self.tokens) and self.tokens[self.index].kind == "number":
            raise Unreadable(rf"The definition of {name} is of a kind that is not read.", 0)
        self.table[name] = Macro(arity, None, self.body())

    def let(self) -> None:
        name = self.take().text
        self.skip("=")
        meaning = self.take()
        # \let copies the meaning of now: a later redefinition of the original changes nothing
        self.table[name] = self.table.get(meaning.text) or Macro(0, None, (meaning,))

    def math_operator(self) -> None:
        name = self.name()
        word = "".join(token.text for token in self.body() if token.text not in (r"\,", r"\;", r"\!", "*"))
        self.table[name] = Macro(0, None, (Token("text", word, 0),))

    def paired_delimiter(self) -> None:
        name = self.name()
        left, right = self.body(), self.body()
        argument = (Token("other", "#", 0), Token("number", "1", 0))
        self.table[name] = Macro(1, None, (*_sized(r"\left", left), *argument, *_sized(r"\right", right)))


def _sized(size: str, delimiter: tuple[Token, ...]) -> tuple[Token, ...]:
    return (Token("command", size, 0), *delimiter)


def take_argument(tokens: list[Token], index: int) -> tuple[list[Token], int]:
    """Return the tokens of the argument at an index, without its braces, and the index after it.

    Without braces an argument is one letter or digit: the rest of a run stays where it is, in `tokens`.
    """
    if index >= len(tokens):
        raise Unreadable("An argument is missing.", tokens[-1].at if tokens else 0)
    first = tokens[index]
    if first.text != "{":
        if len(first.text) > 1 and (first.kind == "letters" or first.text.isdigit()):
            tokens[index] = Token(first.kind, first.text[1:], first.at + 1)
            return [Token(first.kind, first.text[0], first.at)], index
        return tokens[index : index + 1], index + 1
    depth = 0
    for position in range(index, len(tokens)):
        if tokens[position].text == "{":
            depth += 1
        elif tokens[position].text == "}":
            depth -= 1
            if depth == 0:
                return tokens[index + 1 : position], position + 1
    raise Unreadable("A brace { is never closed.", tokens[index].at)


def expand(tokens: list[Token], macros: Macros) -> list[Token]:
    """Replace every macro by what it stands for.

    Raises
    ------
    Unreadable
        If macros call themselves, or what they stand for is larger than the cap.
    """
    table = macros.table
    if not table or not any(token.text in table for token in tokens if token.kind == "command"):
        return tokens
    expansion = _Expansion(table)
    expansion.take(tokens, 0)
    return expansion.tokens


class _Expansion:
    """One expansion, counting its steps: bodies may be empty, so that counting tokens alone would not end it."""

    def __init__(self, table: Mapping[str, Macro]) -> None:
        self.table = table
        self.tokens: list[Token] = []
        self.steps = 0

    def take(self, source: Sequence[Token], depth: int) -> None:
        tokens = list(source)
        index = 0
        while index < len(tokens):
            token = tokens[index]
            index += 1
            macro = self.table.get(token.text) if token.kind == "command" else None
            if macro is None:
                self.tokens.append(token)
            else:
                if depth >= MACRO_NESTING:
                    raise Unreadable(f"The shorthand {token.text} calls itself.", token.at, too_large=True)
                arguments, index = _arguments(macro, tokens, index)
                self.take(_substitute(macro, arguments, token.at), depth + 1)
            self.steps += 1
            if self.steps > 2 * TOKENS:
                raise Unreadable("The shorthands stand for more than can be read.", token.at, too_large=True)


def _arguments(macro: Macro, tokens: list[Token], index: int) -> tuple[list[Sequence[Token]], int]:
    arguments: list[Sequence[Token]] = []
    if macro.arity and index < len(tokens) and tokens[index].text == "*":
        index += 1  # the starred form of a paired delimiter only grows its brackets
    if macro.default is not None:
        arguments.append(macro.default)
        if index < len(tokens) and tokens[index].text == "[":
            start, index = index + 1, _closing_bracket(tokens, index)
            arguments[0] = tokens[start:index]
            index += 1
    while len(arguments) < macro.arity:
        argument, index = take_argument(tokens, index)
        arguments.append(argument)
    return arguments, index


def _closing_bracket(tokens: Sequence[Token], index: int) -> int:
    """Return the index of the bracket that closes the one at `index`, or that of the end."""
    depth = 0
    for position in range(index, len(tokens)):
        depth += (tokens[position].text in ("[", "{")) - (tokens[position].text in ("]", "}"))
        if depth == 0:
            return position
    return len(tokens)


def _substitute(macro: Macro, arguments: Sequence[Sequence[Token]], at: int) -> list[Token]:
    found: list[Token] = []
    body = macro.body
    index = 0
    while index < len(body):
        token = body[index]
        index += 1
        if token.text == "#" and index < len(body) and body[index].text[:1].isdigit():
            literal = body[index].text
            index += 1
            which = int(literal[0])
            if not 1 <= which <= len(arguments):
                raise Unreadable(f"A shorthand uses #{which}, which it does not have.", at)
            found.extend(arguments[which - 1])
            if literal[1:]:
                found.append(Token("number", literal[1:], at))
        elif token.kind == "text" and "#" in token.text:
            found.append(Token("text", _fill(token.text, arguments), at))
        else:
            found.append(Token(token.kind, token.text, at))
        if len(found) > TOKENS:
            raise Unreadable("The shorthands stand for more than can be read.", at, too_large=True)
    return found


def _fill(words: str, arguments: Sequence[Sequence[Token]]) -> str:
    for number, argument in enumerate(arguments, start=1):
        words = words.replace(f"#{number}", "".join(token.text for token in argument))
        if len(words) > TOKENS:
            raise Unreadable("The shorthands stand for more than can be read.", 0, too_large=True)
    return words
