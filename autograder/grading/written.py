"""What is written in a file of code that could not be loaded: which answers are in it, and which were never there.

The code is only looked at. Where nobody can tell, an answer is taken to be there.
"""

import ast
import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping, Sequence

TABLE = "ANSWERS"
_MAKERS = frozenset({"exec", "eval", "globals", "vars", "locals", "setattr"})
"""Functions that may make a name that is written nowhere."""

_BEGINS = re.compile(r"^(?=[^\s#)\]}])", re.MULTILINE)
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_MOST_BYTES = 400_000


class Written:
    """The answers that the text of one file holds.

    Parameters
    ----------
    files
        Everything that was handed in beside it, and itself.
    entry
        Its name.
    """

    def __init__(self, files: Mapping[str, bytes], entry: str = "solution.py") -> None:
        self._modules = {name.removesuffix(".py").split("/")[0] for name in files}
        self._names: set[str] = set()
        self._keys: set[str] = set()
        self._rest = ""
        self._untold = self._untold_keys = len(files.get(entry, b"")) > _MOST_BYTES
        if not self._untold:
            # Python reads identifiers in this form
            self._look(unicodedata.normalize("NFKC", files.get(entry, b"").decode("utf-8", "replace")))

    def holds_function(self, name: str) -> bool:
        """Say whether a function of this name may be in the file, with anything in it."""
        return self._untold or name in self._names or re.search(rf"\b{re.escape(name)}\b", self._rest) is not None

    def holds_key(self, key: str) -> bool:
        """Say whether the table of answers may have this key, with anything under it."""
        return self._untold or self._untold_keys or key in self._keys or key in self._rest

    def _look(self, text: str) -> None:
        tree = _parsed(text)
        if tree is not None:
            self._look_at(tree)
            return
        # one broken function must not speak for the others: what stands at the margin is taken piece by piece
        unread = []
        for piece in _BEGINS.split(text):
            part = _parsed(piece)
            if part is None:
                unread.append(_COMMENT.sub("", piece))
            else:
                self._look_at(part)
        self._rest = "\n".join(unread)

    def _look_at(self, tree: ast.Module) -> None:
        settled: set[int] = set()
        for node in _outer(tree.body):
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    if node.decorator_list or not _is_empty(node.body):
                        self._names.add(node.name)
                case ast.Assign(targets=targets, value=value):
                    settled |= {id(inner) for target in targets for inner in self._assigned(target, value)}
                case ast.AnnAssign(target=target, value=value) if value is not None:
                    settled |= {id(inner) for inner in self._assigned(target, value)}
                case ast.Name(id=name, ctx=ast.Store()):
                    self._names.add(name)
                case ast.alias(name=name, asname=given):
                    self._names.add(given or name)
                case ast.ImportFrom(names=names, module=module, level=level) if names[0].name == "*":
                    self._untold |= bool(level) or (module or "").split(".")[0] in self._modules
                case _:
                    pass
        named = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        self._untold |= any(node.id in _MAKERS for node in named)
        self._untold_keys |= TABLE in self._names and any(
            node.id == TABLE and id(node) not in settled for node in named
        )

    def _assigned(self, target: ast.expr, value: ast.expr) -> Iterator[ast.Name]:
        """Keep the keys that an assignment to the table makes; give the name of the table where all are known."""
        match target, value:
            case ast.Name(id=name), ast.Dict(keys=keys, values=values) if name == TABLE:
                if all(isinstance(key, ast.Constant) for key in keys):
                    self._keys |= {
                        key.value
                        for key, entry in zip(keys, values, strict=True)
                        if isinstance(key, ast.Constant) and isinstance(key.value, str) and not _is_nothing(entry)
                    }
                    yield target
            case ast.Subscript(value=ast.Name(id=name) as table, slice=ast.Constant(value=str() as key)), _ if (
                name == TABLE
            ):
                self._keys |= set() if _is_nothing(value) else {key}
                yield table
            case _:
                return


def _parsed(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings(action="ignore"):  # a student's "\d" is no concern of ours
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _outer(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Walk through what is at the top level, in whatever `if` or `try` it stands, and not inside definitions."""
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


def _is_empty(body: Sequence[ast.stmt]) -> bool:
    """Say whether a function does nothing, as the template's do until they are filled in."""
    for statement in body:
        match statement:
            case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.Return(value=None):
                continue
            case ast.Return(value=value) if value is not None and _is_nothing(value):
                continue
            case _:
                return False
    return True


def _is_nothing(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and (
        value.value is None or (isinstance(value.value, str) and not value.value.strip())
    )
