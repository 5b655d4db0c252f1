"""Canonical names as LaTeX."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

_GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi"
    " omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell".split()
)
_ACCENTS: Mapping[str, str] = MappingProxyType({"tilde": "tilde", "hat": "hat", "bar": "bar", "dot": "dot"})
_NAME = re.compile(r"(?:(tilde|hat|bar|dot)_)?([^_'*]+)(?:_([^'*]*))?('*)(\*?)")
_WORD_OR_SIGN = re.compile(r"[A-Za-z]+|.", re.DOTALL)
_ESCAPED = re.compile(r"([#$%&~\\{}^_])")


@lru_cache(maxsize=4096)
def symbol_latex(name: str) -> str:
    r"""Return the LaTeX of a canonical name: ``tilde_W_p`` is ``\tilde{W}_{p}``.

    >>> symbol_latex("q_phi*")
    'q_{\\phi}^{*}'
    """
    found = _NAME.fullmatch(name)
    if found is None:
        return rf"\mathrm{{{_ESCAPED.sub('', name)}}}"
    accent, base, subscript, primes, star = found.groups()
    written = _letters(base)
    if accent:
        written = rf"\{_ACCENTS[accent]}{{{written}}}"
    if subscript:
        written += f"_{{{_subscript(subscript).rstrip()}}}"
    return written + primes + ("^{*}" if star else "")


def _letters(base: str) -> str:
    if base in _GREEK:
        return f"\\{base}"
    if len(base) == 1:
        return _ESCAPED.sub("", base) or r"\cdot"
    return rf"\mathrm{{{_ESCAPED.sub('', base)}}}"


def _subscript(text: str) -> str:
    parts = ("".join(map(_subscript_piece, _WORD_OR_SIGN.findall(part))) for part in text.split("^-1"))
    return "^{-1}".join(parts)


def _subscript_piece(piece: str) -> str:
    if piece in _GREEK:
        return f"\\{piece} "
    return rf"\mathrm{{{piece}}}" if len(piece) > 1 else _ESCAPED.sub("", piece)
