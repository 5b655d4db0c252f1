"""Tables of what students write: every LaTeX command, word and Unicode sign that the reader knows."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

Entry: TypeAlias = tuple[str, str]
"""Kind and text of the token that something stands for."""

SMALL_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi"
    " psi omega".split()
)
CAPITAL_GREEK = "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split()
GREEK = frozenset([*SMALL_GREEK, *CAPITAL_GREEK, "ell", "hbar", "aleph"])
"""Canonical names of letters that have a command of the same name."""
_GREEK_VARIANTS = {
    "varepsilon": "epsilon",
    "vartheta": "theta",
    "varkappa": "kappa",
    "varpi": "pi",
    "varrho": "rho",
    "varsigma": "sigma",
    "varphi": "phi",
    "Alpha": "A",
    "Beta": "B",
    "Eta": "H",
    "Tau": "T",
    "Rho": "P",
}

TEXT_COMMANDS = frozenset(
    "text textrm textup textnormal textbf textit textsf texttt textsc emph mbox hbox fbox intertext shortintertext"
    " mathrm mathsf mathtt operatorname mathop mathup".split()
)
"""Commands whose argument is words: a known word, a label or a remark."""
UPRIGHT_MATHS = frozenset(
    "mathrm mathsf mathtt operatorname mathop mathup".split(),
)
"""Those of them that students also put around mathematics."""
DROPPED_WITH_ARGUMENT = frozenset(
    "label tag hspace vspace ref eqref cite footnote phantom hphantom vphantom color footnotemark rule"
    " smallskipamount index fontsize raisebox".split()
)
"""Commands that vanish with their argument."""
SKIPPED = frozenset(
    "bold bf it rm cal sf tt"
    " displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag hfill mathstrut strut"
    " ( ) [ ] quad qquad enspace thinspace negthinspace medspace thickspace , ; : ! > space hfil allowbreak nobreak"
    " break middlebreak / boxed cancel bcancel xcancel ensuremath underline centering noindent small large"
    " mathord mathbin mathrel mathopen mathclose mathpunct overrightarrow therefore because - @ null relax"
    " smash mathclap mathrlap mathllap qty normalsize par newline uline sout".split()
)
"""Commands that vanish; their argument, if any, stays as an ordinary group."""

FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {
        **{
            name: name
            for name in "log log2 log10 exp sqrt sin cos tan cot sec csc sinh cosh tanh coth sech csch".split()
        },
        **{f"arc{name}": f"arc{name}" for name in "sin cos tan sinh cosh tanh tan2".split()},
        **{f"a{name}": f"arc{name}" for name in "sin cos tan sinh cosh tanh tan2".split()},
        **{f"ar{name}": f"arc{name}" for name in "sinh cosh tanh".split()},
        "ln": "log",
        "lg": "log10",
        "sen": "sin",
        "tg": "tan",
        "cosec": "csc",
        "ctg": "cot",
        "arctg": "arctan",
        "arg": "arg",
        "det": "det",
        "tr": "trace",
        "trace": "trace",
        "vec": "vec",
        "vecop": "vec",
        "vect": "vec",
        "vectorize": "vec",
        "unvec": "unvec",
        "diag": "diag",
        "rank": "rank",
        "rang": "rank",
        "dim": "dim",
        "expm": "expm",
        "logm": "logm",
        "adj": "adjugate",
        **dict.fromkeys("sigmoid logistic expit".split(), "sigmoid"),
        "softplus": "softplus",
        "relu": "relu",
        "softmax": "softmax",
        **dict.fromkeys("logsumexp lse".split(), "log_sum_exp"),
        "erf": "erf",
        "sgn": "sign",
        "sign": "sign",
        "re": "re",
        "im": "im",
        "conj": "conjugate",
        "conjugate": "conjugate",
        "abs": "abs",
        "floor": "floor",
        "ceil": "ceiling",
        "ceiling": "ceiling",
        "gcd": "gcd",
        "sg": "stop_gradient",
        "stopgrad": "stop_gradient",
        "stopgradient": "stop_gradient",
        "stopgradop": "stop_gradient",
        "var": "variance",
        "cov": "covariance",
        "card": "cardinality",
        "factorial": "factorial",
        "binomial": "binomial",
        "root": "root",
        "transpose": "transpose",
        "inv": "inverse",
        "inverse": "inverse",
        "norm": "norm",
        "kron": "kronecker",
        "kronecker": "kronecker",
        **dict.fromkeys("eigenvalues eigenvals eigvals eig spec spectrum".split(), "eigenvalues"),
        "entropy": "entropy",
        "mod": "mod",
    }
)
"""Word in small letters, without hyphens and spaces, to the head it stands for; ``relu`` is a maximum."""

_WORDS: dict[str, Entry] = {
    **{word: ("function", head) for word, head in FUNCTIONS.items()},
    **{word: ("optimum", word) for word in "argmax argmin max min sup inf".split()},
    "lim": ("lim", "lim"),
    "kl": ("divergence", "KL"),
    "dkl": ("divergence", "KL"),
    **dict.fromkeys(("js", "jsd", "djs"), ("divergence", "JS")),
    "id": ("identity", "I"),
    "const": ("some constant", "const"),
    "const.": ("some constant", "const"),
    "constant": ("some constant", "const"),
    "cst": ("some constant", "const"),
    "cste": ("some constant", "const"),
}
WORDS: Mapping[str, Entry] = MappingProxyType(_WORDS)
"""Words as students write them upright, in small letters without hyphens and spaces."""
UPRIGHT_LETTERS: Mapping[str, Entry] = MappingProxyType(
    {
        "and": ("logic", "and"),
        "or": ("logic", "or"),
        "et": ("logic", "and"),
        "ou": ("logic", "or"),
        "not": ("logic", "not"),
        "T": ("name", "T"),
        "d": ("name", "d"),
        "e": ("constant", "e"),
        "i": ("constant", "i"),
        "E": ("expectation", "E"),
        "implies": ("rel", "⇒"),
        "iff": ("rel", "⇔"),
        "ifandonlyif": ("rel", "⇔"),
        "xor": ("logic", "xor"),
        "true": ("truth", "true"),
        "false": ("truth", "false"),
    }
)
"""What further words mean where they stand upright."""
PLAIN_WORDS = frozenset(
    "log ln exp sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan det tr Tr vec diag KL argmax argmin"
    " max min sup inf lim sg rank dim trace StopGrad stopgrad expm sgn".split()
)
"""Words that are read as such even where the backslash was forgotten."""

RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys("= := ::= == equiv coloneqq coloneq triangleq doteq eqqcolon colonequals".split(), "="),
        **dict.fromkeys("ne neq != <>".split(), "≠"),
        **dict.fromkeys("< lt prec".split(), "<"),
        **dict.fromkeys("> gt succ".split(), ">"),
        **dict.fromkeys("le leq leqslant leqq preceq <= =<".split(), "≤"),
        **dict.fromkeys("ge geq geqslant geqq succeq >=".split(), "≥"),
        "propto": "∝",
        **dict.fromkeys("approx simeq cong approxeq".split(), "≈"),
        "in": "∈",
        "notin": "∉",
        "subseteq": "⊆",  # of ⊂ people disagree whether it is this
        "supseteq": "⊇",
        **dict.fromkeys("nless nlt".split(), "≥"),
        **dict.fromkeys("ngtr ngt".split(), "≤"),
        **dict.fromkeys("nleq nleqslant nle".split(), ">"),
        **dict.fromkeys("ngeq ngeqslant nge".split(), "<"),
        **dict.fromkeys("to rightarrow longrightarrow ->".split(), "→"),
        **dict.fromkeys("leftarrow longleftarrow gets mapsto longmapsto".split(), "←"),
        **dict.fromkeys("Leftrightarrow Longleftrightarrow iff leftrightarrow <=> <->".split(), "⇔"),
        **dict.fromkeys("Rightarrow Longrightarrow implies => ==>".split(), "⇒"),
        **dict.fromkeys("sim thicksim".split(), "∼"),
    }
)
"""Relations by their command (without backslash) or signs; the value is that of a `RelationKind`."""

_SIGNS: dict[str, Entry] = {
    "pm": ("±", "±"),
    "mp": ("∓", "∓"),
    "cdot": ("*", "·"),
    "times": ("*", "×"),
    "ast": ("*", "∗"),
    "star": ("*", "∗"),
    "bullet": ("*", "·"),
    "div": ("/", "/"),
    "slash": ("/", "/"),
    "otimes": ("⊗", "⊗"),
    "odot": ("⊙", "⊙"),
    "circ": ("⊙", "∘"),
    "cup": ("∪", "union"),
    "cap": ("∪", "intersection"),
    "setminus": ("∪", "complement"),
    "backslash": ("∪", "complement"),
    "triangle": ("∪", "symmetric difference"),
    "bigtriangleup": ("∪", "symmetric difference"),
    "complement": ("name", "complement"),
    "land": ("logic", "and"),
    "wedge": ("logic", "and"),
    "lor": ("logic", "or"),
    "vee": ("logic", "or"),
    "lnot": ("logic", "not"),
    "neg": ("logic", "not"),
    "veebar": ("logic", "xor"),
    "forall": ("quantifier", "forall"),
    "exists": ("quantifier", "exists"),
    "mid": ("mid", "|"),
    "vert": ("|", "|"),
    "|": ("||", "‖"),
    "Vert": ("||", "‖"),
    "parallel": ("||", "‖"),
    "prime": ("'", "'"),
    "top": ("transpose", "⊤"),
    "intercal": ("transpose", "⊤"),
    "T": ("transpose", "⊤"),
    "dagger": ("dagger", "†"),
    "dag": ("dagger", "†"),
    "over": ("over", "over"),
    "choose": ("over", "choose"),
    "colon": (":", ":"),
    "ldotp": (".", "."),
}
_BRACKETS: dict[str, Entry] = {
    "{": ("open", "{"),
    "}": ("close", "}"),
    "lbrace": ("open", "{"),
    "rbrace": ("close", "}"),
    "lbrack": ("open", "["),
    "rbrack": ("close", "]"),
    "lparen": ("open", "("),
    "rparen": ("close", ")"),
    "lvert": ("open", "|"),
    "rvert": ("close", "|"),
    "lVert": ("open", "‖"),
    "rVert": ("close", "‖"),
    "langle": ("open", "⟨"),
    "rangle": ("close", "⟩"),
    "lfloor": ("open", "⌊"),
    "rfloor": ("close", "⌋"),
    "lceil": ("open", "⌈"),
    "rceil": ("close", "⌉"),
}
_CONSTRUCTS: dict[str, Entry] = {
    **dict.fromkeys(["frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"], ("frac", "frac")),
    "sqrt": ("sqrt", "sqrt"),
    "cbrt": ("cube root", "cbrt"),
    **dict.fromkeys(["binom", "dbinom", "tbinom"], ("binom", "binom")),
    **dict.fromkeys(["int", "smallint", "varint", "oint"], ("int", "int")),
    "sum": ("sum", "sum"),
    "prod": ("sum", "product"),
    "lim": ("lim", "lim"),
    "nabla": ("nabla", "nabla"),
    "grad": ("nabla", "nabla"),
    "partial": ("partial", "partial"),
    "E": ("expectation", "E"),
    "EE": ("expectation", "E"),
    "Expect": ("expectation", "E"),
    "expect": ("expectation", "E"),
    "KL": ("divergence", "KL"),
    "DKL": ("divergence", "KL"),
    "kl": ("divergence", "KL"),
    "norm": ("norm", "norm"),
    "abs": ("abs", "abs"),
    "dd": ("name", "d"),
    "differential": ("name", "d"),
    "infty": ("constant", "infinity"),
    "imath": ("constant", "i"),
    "Re": ("function", "re"),
    "Im": ("function", "im"),
    "Tr": ("function", "trace"),
    "R": ("reals", "ℝ"),
    "reals": ("reals", "ℝ"),
    "emptyset": ("empty", "∅"),
    "varnothing": ("empty", "∅"),
    "Pr": ("name", "P"),
    "dv": ("dv", "d"),
    "pdv": ("dv", "∂"),
    "derivative": ("dv", "d"),
    "#": ("#", "#"),
    "&": ("logic", "and"),
    "_": ("_", "_"),
    "%": ("%", "%"),
    "bmod": ("mod", "mod"),
    "mod": ("mod", "mod"),
    "pmod": ("pmod", "pmod"),
}
ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        "dot": "dot",
        "ddot": "ddot",
        "hat": "hat",
        "widehat": "hat",
        "tilde": "tilde",
        "widetilde": "tilde",
        "bar": "bar",
        "overline": "bar",
        "check": "check",
        "breve": "breve",
        "mathring": "ring",
    }
)
_WORDS_ONLY = frozenset(["abs", "norm", "re", "im", "vec", "root", "inverse", "transpose", "mod"])
"""Functions whose word, as a command, would mean something else or nothing."""
COMMANDS: Mapping[str, Entry] = MappingProxyType(
    {
        **{name: ("function", head) for name, head in FUNCTIONS.items() if name not in _WORDS_ONLY},
        **{word: ("optimum", word) for word in "argmax argmin max min sup inf".split()},
        **{name: ("name", name) for name in GREEK},
        **{name: ("name", letter) for name, letter in _GREEK_VARIANTS.items()},
        **{name: ("rel", sign) for name, sign in RELATIONS.items() if name.isalpha()},
        **{name: ("accent", accent) for name, accent in ACCENTS.items()},
        **_SIGNS,
        **_BRACKETS,
        **_CONSTRUCTS,
    }
)
"""LaTeX commands that stand for exactly one token."""

CHARACTERS: Mapping[str, Entry] = MappingProxyType(
    {
        **{sign: (sign, sign) for sign in "+-/!^_',;:{}&|"},
        "*": ("*", "*"),
        "(": ("open", "("),
        ")": ("close", ")"),
        "[": ("open", "["),
        "]": ("close", "]"),
        "=": ("rel", "="),
        "<": ("rel", "<"),
        ">": ("rel", ">"),
        ".": (".", "."),
        "`": ("'", "'"),
        "$": ("skip", "$"),
    }
)
"""Single signs in LaTeX."""
