"""Code as students write it: each function in several ways, wrong ways among them, and a hand of each one's own."""

import ast
import random
import re
from collections.abc import Mapping, Sequence

from class_forms import Form

HEAD = "import numpy as np\n"

FUNCTIONS: Mapping[str, tuple[Form, ...]] = {
    "1.3a bias": (
        Form("def bias(q, posterior):\n    m = q > 0\n    return float(np.sum(q[m] * np.log(posterior[m] / q[m])))"),
        Form(
            "def bias(q, posterior):\n    total = 0.0\n    for a, b in zip(q, posterior):\n        if a > 0:\n"
            "            total -= a * (np.log(a) - np.log(b))\n    return total"
        ),
        Form(
            "def bias(q, posterior):\n    m = q > 0\n    return float(np.sum(q[m] * np.log(q[m] / posterior[m])))",
            {"bias/bias": "1/2"},
            "bias_sign",
        ),
    ),
    "4.1 step": (
        Form("def step(state, alpha):\n    d, g = state\n    return np.array([d + alpha * g, g - alpha * d])"),
        Form("def step(state, alpha):\n    return np.array([[1, alpha], [-alpha, 1]]) @ state"),
        Form(
            "def step(state, alpha):\n    d, g = state\n    d = d + alpha * g\n    return np.array([d, g - alpha * d])",
            {"A/row_d": "1/4", "A/row_g": "1/4"},
            "alternating",
        ),
        Form(
            "def step(state, alpha):\n    move = alpha * state[::-1]\n    return state + move",
            {"A/row_d": "1", "A/row_g": "1/2"},
            "sign_g",
        ),
    ),
    "5.1 objective": (
        Form(
            "def objective(Wp, F1, F12, F2):\n    square = np.trace(Wp @ F1 @ Wp.T)\n"
            "    return 0.5 * float(square - 2 * np.trace(F12 @ Wp) + np.trace(F2))"
        ),
        Form(
            "def objective(Wp, F1, F12, F2):\n    terms = [np.trace(Wp.T @ Wp @ F1), -np.trace(Wp @ F12)]\n"
            "    terms += [-np.trace(F12 @ Wp), np.trace(F2)]\n    return sum(terms) / 2"
        ),
        Form(
            "def objective(Wp, F1, F12, F2):\n"
            "    return float(np.trace(Wp.T @ Wp @ F1) - 2 * np.trace(Wp @ F12) + np.trace(F2))",
            {"chain/end": "1/2"},
            "half_lost",
        ),
    ),
    "5.2 grad_Wp": (
        Form("def grad_Wp(Wp, F1, F12):\n    return F12.T - Wp @ F1"),
        Form(
            "def grad_Wp(Wp, F1, F12):\n    pull = np.dot(Wp, F1)\n    push = np.transpose(F12)\n    return push - pull"
        ),
        Form("def grad_Wp(Wp, F1, F12):\n    return 2 * (F12.T - Wp @ F1)", {"update/final": "1/2"}, "factor_two"),
        Form("def grad_Wp(Wp, F1, F12):\n    return Wp @ F1 - F12.T", {"update/final": "1/2"}, "sign"),
    ),
}
"""Subquestion and function to the ways in which it is written; credits where they are not full."""

EARNS: Mapping[str, tuple[str, ...]] = {
    "1.3a bias": ("bias/bias",),
    "4.1 step": ("A/row_d", "A/row_g"),
    "5.1 objective": ("chain/end",),
    "5.2 grad_Wp": ("update/final",),
}
"""What a right function earns."""

_STATEMENTS = (
    "{a} = np.linspace({x}, {y}, {n})",
    "{a} = [{b}_{n} ** 2 for {b}_{n} in range({n})]",
    "if {n} > {m}:\n        {a} = np.ones(({m}, {n}))",
    "for {a} in range({n}):\n        print({a} * {x})",
    "{a} = dict(zip('{s}', range({n})))",
    "while len({a}) < {m}:\n        {a} = {a} + ['{s}']",
    "{a} = sorted(set('{s}'), key=lambda {b}: ord({b}) % {m})",
    "{a} = np.eye({m}) + {x} * np.ones(({m}, {m}))",
    "assert abs({x} - {y}) >= 0, '{s}'",
    "{a} = {{{b}: {b} / {n} for {b} in range(1, {m})}}",
    "try:\n        {a} = float('{n}.{m}')\n    except ValueError:\n        {a} = {x}",
    "{a} = (np.arange({n}) * {x}).reshape(-1, 1).sum() if {m} % 2 else {y}",
    "{a} = ''.join(reversed('{s}')).upper()",
    "{a}, {b} = divmod({n}, {m})",
    "{a} = np.where(np.arange({n}) % {m} == 0, {x}, {y})",
    "with np.errstate(all='ignore'):\n        {a} = np.log({x} + np.arange({m}))",
    "{a} = {x} if '{s}'.startswith('a') else ({y}, {n})",
    "{a} = max((abs({b} - {x}), {b}) for {b} in range({n}))[1]",
)


def own_code(rng: random.Random, number: int) -> str:
    """Return functions that nobody else has: the notes and experiments that students leave in."""
    return "\n\n\n".join(_experiment(rng, f"try_{number}_{index}") for index in range(rng.randint(2, 4)))


def _experiment(rng: random.Random, name: str) -> str:
    lines = [f"def {name}():"]
    for template in rng.choices(_STATEMENTS, k=rng.randint(9, 16)):
        a, b = rng.sample(["u", "v", "w", "rows", "total", "grid", "best", "mean"], 2)
        text = "".join(rng.choices("abcdefghij", k=rng.randint(2, 9)))
        values = {"x": round(rng.uniform(0.1, 9), 2), "y": round(rng.uniform(0.1, 9), 2)}
        lines.append("    " + template.format(a=a, b=b, s=text, n=rng.randint(2, 40), m=rng.randint(2, 9), **values))
    lines.append(f"    return {rng.choice(['None', 'locals()', 'True', '0'])}")
    return "\n".join(lines)


def disguised(source: str, rng: random.Random) -> str:
    """Return the same program in other words: names changed, comments added, functions in another order."""
    tree = ast.parse(source)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    asked = {key.partition(" ")[2] for key in FUNCTIONS}
    for node in functions:
        _rename(node, rng, keep_name=node.name in asked)
    others = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
    rng.shuffle(functions)
    pieces = [ast.unparse(node) for node in others] + [_commented(ast.unparse(node), rng) for node in functions]
    return "\n\n\n".join(pieces) + "\n"


def _rename(node: ast.FunctionDef, rng: random.Random, *, keep_name: bool) -> None:
    stored = sorted({one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)})
    names = {old: f"my_{''.join(rng.choices('klmnop', k=5))}" for old in stored}
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            one.id = names.get(one.id, one.id)
        elif isinstance(one, ast.arg):
            one.arg = names.get(one.arg, one.arg)
    if not keep_name:
        node.name = f"check_{''.join(rng.choices('klmnop', k=6))}"


def _commented(source: str, rng: random.Random) -> str:
    lines: Sequence[str] = source.split("\n")
    kept = []
    for line in lines:
        if line.startswith("    ") and not re.match(r"\s+(except|else|elif)", line) and rng.random() < 0.4:
            indent = line[: len(line) - len(line.lstrip())]
            kept.append(f"{indent}# {rng.choice(['as in the notes', 'see above', 'checked', 'by hand'])}")
        kept.append(line)
    return "\n".join(kept)
