"""Known functions: as commands, as words, between fences, or with a sign of their own."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from autograder.mathematics.tree import Call, Node
from autograder.mathematics.typesetting.writer import Binding, Writer, Written, bracketed, write_base

_COMMAND_FUNCTIONS = frozenset("log exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth det".split())
_WORD_FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {"trace": "tr", "sign": "sgn", "stop_gradient": "sg", "adjugate": "adj", "variance": "Var", "covariance": "Cov"}
)
_FENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "abs": (r"\left|", r"\right|"),
        "cardinality": (r"\left|", r"\right|"),
        "norm": (r"\left\|", r"\right\|"),
        "floor": (r"\left\lfloor ", r"\right\rfloor"),
        "ceiling": (r"\left\lceil ", r"\right\rceil"),
        "dot": (r"\left\langle ", r"\right\rangle"),
        "frobenius_inner": (r"\left\langle ", r"\right\rangle_{F}"),
    }
)
_SET_SIGNS: Mapping[str, str] = MappingProxyType(
    {"union": r"\cup", "intersection": r"\cap", "complement": r"\setminus"}
)


def write_call(node: Call, write: Writer) -> Written:
    """Typeset a known function of its arguments."""
    special = _SPECIAL_CALLS.get(node.head)
    if special is not None:
        return special(node.arguments, write)
    if node.head in _FENCES and len(node.arguments) <= 2:
        return _fenced(node, write)
    if node.head in _SET_SIGNS:
        sign = f" {_SET_SIGNS[node.head]} "
        return sign.join(write.at_least(part, Binding.SUM) for part in node.arguments), Binding.SET
    return f"{_function_word(node.head)}{bracketed(write.listed(node.arguments))}", Binding.ATOM


def _function_word(head: str) -> str:
    if head in _COMMAND_FUNCTIONS or head in ("min", "max"):
        return f"\\{head}"
    if head in ("log2", "log10"):
        return rf"\log_{{{head[3:]}}}"
    if head.startswith("eigenvalue_"):
        return rf"\lambda_{{\{head[-3:]}}}"
    if head.startswith("singular_value_"):
        return rf"\sigma_{{\{head[-3:]}}}"
    if head == "gamma":
        return r"\Gamma"
    word = _WORD_FUNCTIONS.get(head, head.replace("_", " "))
    return rf"\operatorname{{{word}}}"


def _fenced(node: Call, write: Writer) -> Written:
    left, right = _FENCES[node.head]
    if node.head == "norm" and len(node.arguments) == 2:
        return f"{left}{write.latex(node.arguments[0])}{right}_{{{write.latex(node.arguments[1])}}}", Binding.POWER
    return f"{left}{write.listed(node.arguments)}{right}", Binding.ATOM


def _square_root(arguments: Sequence[Node], write: Writer) -> Written:
    return rf"\sqrt{{{write.latex(arguments[0])}}}", Binding.ATOM


def _root(arguments: Sequence[Node], write: Writer) -> Written:
    return rf"\sqrt[{write.latex(arguments[1])}]{{{write.latex(arguments[0])}}}", Binding.ATOM


def _binomial(arguments: Sequence[Node], write: Writer) -> Written:
    return rf"\binom{{{write.latex(arguments[0])}}}{{{write.latex(arguments[1])}}}", Binding.POWER


def _transpose(arguments: Sequence[Node], write: Writer) -> Written:
    if isinstance(arguments[0], Call) and arguments[0].head == "inverse":
        return rf"{write_base(arguments[0].arguments[0], write)}^{{-\top}}", Binding.POWER
    return rf"{write_base(arguments[0], write)}^{{\top}}", Binding.POWER


def _inverse(arguments: Sequence[Node], write: Writer) -> Written:
    return f"{write_base(arguments[0], write)}^{{-1}}", Binding.POWER


def _conjugate(arguments: Sequence[Node], write: Writer) -> Written:
    return rf"\overline{{{write.latex(arguments[0])}}}", Binding.POWER


def _factorial(arguments: Sequence[Node], write: Writer) -> Written:
    return f"{write_base(arguments[0], write)}!", Binding.POWER


def _double_factorial(arguments: Sequence[Node], write: Writer) -> Written:
    return f"{write_base(arguments[0], write)}!!", Binding.POWER


def _spectral_radius(arguments: Sequence[Node], write: Writer) -> Written:
    return rf"\rho{bracketed(write.listed(arguments))}", Binding.ATOM


def _squared_norm(arguments: Sequence[Node], write: Writer) -> Written:
    return rf"\left\|{write.latex(arguments[0])}\right\|^{{2}}", Binding.POWER


def _kronecker(arguments: Sequence[Node], write: Writer) -> Written:
    return _joined(arguments, r" \otimes ", write)


def _hadamard(arguments: Sequence[Node], write: Writer) -> Written:
    return _joined(arguments, r" \odot ", write)


def _joined(arguments: Sequence[Node], sign: str, write: Writer) -> Written:
    pieces = [write.at_least(part, Binding.PRODUCT) for part in arguments[:-1]]
    return sign.join([*pieces, write.at_least(arguments[-1], Binding.REACH)]), Binding.KRONECKER


def _identity(arguments: Sequence[Node], write: Writer) -> Written:
    return (f"I_{{{write.latex(arguments[0])}}}" if arguments else "I"), Binding.ATOM


def _entropy(arguments: Sequence[Node], write: Writer) -> Written:
    return f"H{bracketed(write.listed(arguments))}", Binding.ATOM


def _ones(arguments: Sequence[Node], write: Writer) -> Written:
    return (rf"\operatorname{{ones}}{bracketed(write.listed(arguments))}" if arguments else r"\mathbf{1}"), Binding.ATOM


def _entry(arguments: Sequence[Node], write: Writer) -> Written:
    whole, *indices = arguments
    return f"{bracketed(write.latex(whole))}_{{{write.listed(indices)}}}", Binding.ATOM


def _delta(arguments: Sequence[Node], write: Writer) -> Written:
    return rf"\delta_{{{write.listed(arguments)}}}", Binding.ATOM


_SPECIAL_CALLS: Mapping[str, Callable[[Sequence[Node], Writer], Written]] = MappingProxyType(
    {
        "sqrt": _square_root,
        "root": _root,
        "binomial": _binomial,
        "transpose": _transpose,
        "inverse": _inverse,
        "conjugate": _conjugate,
        "factorial": _factorial,
        "double_factorial": _double_factorial,
        "spectral_radius": _spectral_radius,
        "norm_squared": _squared_norm,
        "kronecker": _kronecker,
        "hadamard": _hadamard,
        "identity": _identity,
        "entry": _entry,
        "kronecker_delta": _delta,
        "entropy": _entropy,
        "ones": _ones,
    }
)
