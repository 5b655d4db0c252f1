"""One typesetter for each type of node but calls."""

from autograder.mathematics.tree import (
    Applied,
    BigOperator,
    Constant,
    Derivative,
    Divergence,
    Expectation,
    Integral,
    Interval,
    Limit,
    MatrixLiteral,
    Negate,
    Node,
    Number,
    Optimum,
    PlusMinus,
    Power,
    Product,
    Quotient,
    SetLiteral,
    Sum,
    Symbol,
    TupleLiteral,
)
from autograder.mathematics.typesetting.lettering import symbol_latex
from autograder.mathematics.typesetting.writer import Binding, Writer, Written, bracketed, write_base

_REALS = Interval(Negate(Constant("infinity")), Constant("infinity"), False, False)


def write_number(node: Number, _writer: Writer) -> Written:
    """Typeset a number as it was written, or as a fraction."""
    fixed, _, period = node.written.rstrip(")").partition("(")
    if period:
        return rf"{fixed}\overline{{{period}}}", Binding.ATOM
    if node.written and "e" not in node.written.lower():
        return node.written, Binding.ATOM
    value = node.value
    if value.denominator == 1:
        return str(value.numerator), Binding.ATOM if value >= 0 else Binding.SUM
    sign = "-" if value < 0 else ""
    return rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}", Binding.SUM if sign else Binding.POWER


def write_constant(node: Constant, _: Writer) -> Written:
    """Typeset a constant."""
    return {"pi": r"\pi", "infinity": r"\infty"}.get(node.name, node.name), Binding.ATOM


def write_symbol(node: Symbol, _: Writer) -> Written:
    """Typeset a name."""
    latex = symbol_latex(node.name)
    return latex, Binding.POWER if latex.endswith(("'", "^{*}")) else Binding.ATOM


def write_sum_(node: Sum, write: Writer) -> Written:
    """Typeset a sum."""
    latex = _first_term(node.terms[0], write)
    for term in node.terms[1:]:
        if isinstance(term, Negate):
            latex += f" - {write.at_least(term.operand, Binding.KRONECKER)}"
        else:
            latex += f" + {write.at_least(term, Binding.KRONECKER)}"
    return latex, Binding.SUM


def _first_term(node: Node, write: Writer) -> str:
    if isinstance(node, Negate | PlusMinus):
        return write.latex(node)
    return write.at_least(node, Binding.KRONECKER)


def write_negation(node: Negate, write: Writer) -> Written:
    """Typeset minus something."""
    return f"-{write.at_least(node.operand, Binding.KRONECKER)}", Binding.SUM


def write_plus_minus(node: PlusMinus, write: Writer) -> Written:
    """Typeset ``±`` or ``∓``."""
    sign = r"\mp" if node.minus_first else r"\pm"
    left = "" if node.left is None else f"{write.at_least(node.left, Binding.SUM)} "
    return f"{left}{sign} {write.at_least(node.right, Binding.KRONECKER)}", Binding.SUM


def write_product(node: Product, write: Writer) -> Written:
    """Typeset a product, with a sign between factors only where it is needed."""
    factors = _flattened(node)
    pieces = [write.at_least(factor, Binding.PRODUCT) for factor in factors[:-1]]
    last, binds = write(factors[-1])  # once: products within products would double it at every level
    pieces.append(last if binds >= Binding.REACH else bracketed(last))
    latex = pieces[0]
    for before, piece in zip(factors, pieces[1:], strict=False):
        latex += (" " if _may_touch(before, piece) else r" \cdot ") + piece
    return latex, min(Binding.PRODUCT, binds)


def _flattened(node: Product) -> list[Node]:
    factors: list[Node] = []
    for factor in node.factors:
        factors.extend(_flattened(factor) if isinstance(factor, Product) else [factor])
    return factors


def _may_touch(before: Node, after: str) -> bool:
    r"""Say whether two factors need no sign between them: ``2 \cdot 3`` does, and ``x \cdot (a + b)``, no x of a+b."""
    if after[0].isdigit() or after.startswith("."):
        return False
    if after.startswith((r"\left(", r"\left[", "'", "|", "!")):
        return not isinstance(before, Symbol | Applied | Constant)
    return True


def write_quotient(node: Quotient, write: Writer) -> Written:
    """Typeset a fraction."""
    return rf"\frac{{{write.latex(node.above)}}}{{{write.latex(node.below)}}}", Binding.POWER


def write_power(node: Power, write: Writer) -> Written:
    """Typeset a power."""
    exponent = write.latex(node.exponent)
    if exponent in ("T", "t", "H") or exponent.startswith("-T"):
        exponent = bracketed(exponent)
    return f"{write_base(node.base, write)}^{{{exponent}}}", Binding.POWER


def write_applied(node: Applied, write: Writer) -> Written:
    """Typeset a density, map or functional with its arguments."""
    inverse = node.function.endswith("^-1")
    name = symbol_latex(node.function.removesuffix("^-1")) + ("^{-1}" if inverse else "")
    if not node.arguments and not node.given:
        return name, Binding.POWER if inverse or name.endswith(("'", "}")) else Binding.ATOM
    inside = write.listed(node.arguments) if node.arguments else r"\cdot"
    if node.given:
        inside += rf" \mid {write.listed(node.given)}"
    return f"{name}{bracketed(inside)}", Binding.ATOM


def write_expectation(node: Expectation, write: Writer) -> Written:
    """Typeset an expectation."""
    below = ", ".join(write.latex(variable) for variable in node.variables)
    behind = rf" \mid {write.listed(node.given)}" if node.given else ""
    if node.law is not None:
        below = rf"{below} \sim {write.latex(node.law)}" if below else write.latex(node.law)
    subscript = f"_{{{below}}}" if below else ""
    return rf"\mathbb{{E}}{subscript}\left[{write.latex(node.body)}{behind}\right]", Binding.POWER


def write_divergence(node: Divergence, write: Writer) -> Written:
    """Typeset a divergence."""
    inside = rf"{write.at_least(node.left, Binding.SUM)} \,\|\, {write.at_least(node.right, Binding.SUM)}"
    return rf"D_{{\mathrm{{KL}}}}{bracketed(inside)}", Binding.POWER


def write_integral(node: Integral, write: Writer) -> Written:
    """Typeset an integral."""
    bounds = f"_{{{write.latex(node.lower)}}}" if node.lower is not None else ""
    bounds += f"^{{{write.latex(node.upper)}}}" if node.upper is not None else ""
    body = write.at_least(node.body, Binding.SUM)
    return rf"\int{bounds} {body} \, \mathrm{{d}} {write.at_least(node.variable, Binding.POWER)}", Binding.PRODUCT


def write_big_operator(node: BigOperator, write: Writer) -> Written:
    """Typeset a sum or product over an index."""
    below = write.latex(node.index) + (f"={write.latex(node.lower)}" if node.lower is not None else "")
    above = f"^{{{write.latex(node.upper)}}}" if node.upper is not None else ""
    sign = r"\sum" if node.operation == "sum" else r"\prod"
    return f"{sign}_{{{below}}}{above} {write.at_least(node.body, Binding.KRONECKER)}", Binding.REACH


def write_derivative(node: Derivative, write: Writer) -> Written:
    """Typeset a derivative."""
    variable = write.latex(node.variable)
    d = r"\mathrm{d}" if node.variable == Symbol("t") else r"\partial"
    if isinstance(node.body, Symbol | Applied):
        return rf"\frac{{{d} {write.latex(node.body)}}}{{{d} {variable}}}", Binding.POWER
    return rf"\frac{{{d}}}{{{d} {variable}}} {write.at_least(node.body, Binding.KRONECKER)}", Binding.REACH


def write_matrix(node: MatrixLiteral, write: Writer) -> Written:
    """Typeset a matrix."""
    rows = r" \\ ".join(" & ".join(write.latex(entry) for entry in row) for row in node.rows)
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}", Binding.ATOM


def write_tuple_(node: TupleLiteral, write: Writer) -> Written:
    """Typeset a tuple."""
    return bracketed(write.listed(node.items)), Binding.ATOM


def write_set_(node: SetLiteral, write: Writer) -> Written:
    """Typeset a set, or a list without braces."""
    if not node.braced:
        return write.listed(node.items), Binding.LOGIC
    return (rf"\left\{{{write.listed(node.items)}\right\}}" if node.items else r"\emptyset"), Binding.ATOM


def write_interval(node: Interval, write: Writer) -> Written:
    """Typeset an interval."""
    if node == _REALS:
        return r"\mathbb{R}", Binding.ATOM
    # an open interval is written ]a, b[: (a, b) would be a point
    left = "[" if node.closed_lower else "(" if node.closed_upper else "]"
    right = "]" if node.closed_upper else ")" if node.closed_lower else "["
    return rf"\left{left}{write.listed((node.lower, node.upper))}\right{right}", Binding.ATOM


def write_optimum(node: Optimum, write: Writer) -> Written:
    """Typeset an optimum, which reaches over the whole sum behind it."""
    word = rf"\arg\{node.operation[3:]}" if node.operation.startswith("arg") else rf"\{node.operation}"
    below = f"_{{{', '.join(write.latex(variable) for variable in node.over)}}}" if node.over else ""
    return f"{word}{below} {write.at_least(node.body, Binding.SUM)}", Binding.SET


def write_limit(node: Limit, write: Writer) -> Written:
    """Typeset a limit."""
    body = write.at_least(node.body, Binding.KRONECKER)
    side = f"^{node.side}" if node.side else ""
    target = write.at_least(node.target, Binding.ATOM) if side else write.latex(node.target)
    return rf"\lim_{{{write.latex(node.variable)} \to {target}{side}}} {body}", Binding.REACH
