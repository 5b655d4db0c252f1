r"""The heads of `wire.Symbolic` that a student's sympy object becomes; what reads them gives them meaning.

Leaves::

    symbol(name)                     a name exactly as the student typed it: "alpha", "W_p", "\lambda_0"
    constant(name)                   "pi", "e", "i", "infinity" or "undefined"
    int, Fraction, float             numbers stand for themselves: exact ones exactly, sympy floats as binary floats

Operations, all with expressions as arguments, in the order sympy keeps them (the written order for matrices)::

    add(a, b, ...)  multiply(a, b, ...)  power(base, exponent)     a square root is a power of 1/2
    log exp abs sign floor ceiling factorial binomial gamma min max mod
    sin cos tan cot sec csc  arcsin arccos arctan arctan2  sinh cosh tanh coth sech csch  arcsinh arccosh arctanh
    re im conjugate arg
    transpose inverse trace det kronecker hadamard
    identity(n)  zeros(rows, columns)  ones(rows, columns)

Structures::

    matrix(row(a, b), row(c, d))     also for column vectors, with rows of one entry
    mapping(pair(a, b), ...)         a dict with such keys: values with their multiplicities, names with their values
    tuple(a, b, ...)  set(a, b, ...)  piecewise(tuple(value, condition), ...)
    applied(name, a, b, ...)         an undefined function of its arguments; the name is text: applied("W", symbol("t"))
    sum(body, index, lower, upper)  product(body, index, lower, upper)
    integral(body, variable) or integral(body, variable, lower, upper)
    derivative(body, variable)       once for each order

Relations and logic::

    equal not_equal less at_most greater at_least  (left, right)
    and(a, b, ...)  or(a, b, ...)  not(a)  true()  false()
"""

from collections.abc import Mapping
from types import MappingProxyType

LEAVES = frozenset({"symbol", "constant"})

CONSTANTS: Mapping[str, str] = MappingProxyType(
    {
        "Pi": "pi",
        "Exp1": "e",
        "ImaginaryUnit": "i",
        "Infinity": "infinity",
        "ComplexInfinity": "undefined",
        "NaN": "undefined",
    }
)
"""Name of the sympy class to the name of the constant."""

OPERATIONS: Mapping[str, str] = MappingProxyType(
    {
        "Add": "add",
        "MatAdd": "add",
        "Mul": "multiply",
        "MatMul": "multiply",
        "Pow": "power",
        "MatPow": "power",
        "log": "log",
        "exp": "exp",
        "Abs": "abs",
        "sign": "sign",
        "floor": "floor",
        "ceiling": "ceiling",
        "factorial": "factorial",
        "binomial": "binomial",
        "gamma": "gamma",
        "Min": "min",
        "Max": "max",
        "Mod": "mod",
        "sin": "sin",
        "cos": "cos",
        "tan": "tan",
        "cot": "cot",
        "sec": "sec",
        "csc": "csc",
        "asin": "arcsin",
        "acos": "arccos",
        "atan": "arctan",
        "atan2": "arctan2",
        "sinh": "sinh",
        "cosh": "cosh",
        "tanh": "tanh",
        "coth": "coth",
        "sech": "sech",
        "csch": "csch",
        "asinh": "arcsinh",
        "acosh": "arccosh",
        "atanh": "arctanh",
        "re": "re",
        "im": "im",
        "conjugate": "conjugate",
        "arg": "arg",
        "Transpose": "transpose",
        "Trace": "trace",
        "Determinant": "det",
        "KroneckerProduct": "kronecker",
        "HadamardProduct": "hadamard",
        "Identity": "identity",
        "ZeroMatrix": "zeros",
        "OneMatrix": "ones",
        "Tuple": "tuple",
        "FiniteSet": "set",
        "Piecewise": "piecewise",
        "ExprCondPair": "tuple",
        "Equality": "equal",
        "Unequality": "not_equal",
        "StrictLessThan": "less",
        "LessThan": "at_most",
        "StrictGreaterThan": "greater",
        "GreaterThan": "at_least",
        "And": "and",
        "Or": "or",
        "Not": "not",
        "BooleanTrue": "true",
        "BooleanFalse": "false",
    }
)
"""Name of the sympy class to its head; the arguments are the class's own, in its order."""

BOUND: Mapping[str, str] = MappingProxyType({"Sum": "sum", "Product": "product", "Integral": "integral"})
"""Operators with a bound variable, which sympy keeps in one tuple with its bounds."""

STRUCTURES = frozenset({"matrix", "row", "mapping", "pair", "inverse", "applied", "derivative"})

HEADS = LEAVES | set(OPERATIONS.values()) | set(BOUND.values()) | STRUCTURES
"""Every head there is."""
