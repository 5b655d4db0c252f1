"""Reading a question's declared symbols from its `notation.toml`."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from autograder.domain.errors import AssignmentError
from autograder.mathematics.notation import Domain, Notation, Role, SymbolSpec

_SYMBOL_KEYS = frozenset({"role", "domain", "shape", "symmetric", "of_time", "aliases", "meaning"})
_TABLE_KEYS = frozenset({"symbols", "undeclared_are_real", "prime_is_transpose"})
_Word = TypeVar("_Word", bound=StrEnum)


def _word(words: type[_Word], written: object, where: str) -> _Word:
    try:
        return words(str(written))
    except ValueError:
        known = ", ".join(word.value for word in words)
        raise AssignmentError(f'{where}: "{written}" is not one of: {known}') from None


def _flag(table: Mapping[str, object], key: str, default: bool, where: str) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise AssignmentError(f"{where}: {key} must be true or false, not {value!r}")
    return value


def _texts(table: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise AssignmentError(f"{where}: {key} must be a list of names")
    return tuple(value)


def _shape(table: Mapping[str, object], where: str) -> tuple[int | str, ...]:
    value = table.get("shape", [])
    sizes = value if isinstance(value, list) else None
    if sizes is None or len(sizes) > 2 or not all(isinstance(size, int | str) for size in sizes):
        raise AssignmentError(f"{where}: shape must be a list of at most two sizes, each a number or a name")
    return tuple(sizes)


def _known_keys(table: Mapping[str, object], known: frozenset[str], where: str) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise AssignmentError(f'{where}: unknown key "{unknown[0]}"; known are: {", ".join(sorted(known))}')


def _symbol(name: str, table: object) -> SymbolSpec:
    where = f"symbols.{name}"
    if not isinstance(table, Mapping):
        raise AssignmentError(f"{where} must be a table")
    _known_keys(table, _SYMBOL_KEYS, where)
    return SymbolSpec(
        name=name,
        role=_word(Role, table.get("role", Role.SCALAR), where),
        domain=_word(Domain, table.get("domain", Domain.REAL), where),
        shape=_shape(table, where),
        symmetric=_flag(table, "symmetric", False, where),
        of_time=_flag(table, "of_time", False, where),
        aliases=_texts(table, "aliases", where),
        meaning=str(table.get("meaning", "")),
    )


def notation_from_table(table: Mapping[str, object]) -> Notation:
    """Return the notation that a parsed `notation.toml` declares.

    Parameters
    ----------
    table
        ``[symbols.NAME]`` tables with the fields of `SymbolSpec`, and the flags of `Notation`.

    Raises
    ------
    AssignmentError
        If a key or word is unknown, a value has the wrong type, or two declarations claim one name.
    """
    _known_keys(table, _TABLE_KEYS, "notation")
    symbols = table.get("symbols", {})
    if not isinstance(symbols, Mapping):
        raise AssignmentError("notation: symbols must be a table of tables")
    specs = {str(name): _symbol(str(name), entry) for name, entry in symbols.items()}
    _each_name_once(specs)
    return Notation(
        symbols=MappingProxyType(specs),
        undeclared_are_real=_flag(table, "undeclared_are_real", False, "notation"),
        prime_is_transpose=_flag(table, "prime_is_transpose", True, "notation"),
    )


def _each_name_once(specs: Mapping[str, SymbolSpec]) -> None:
    claimed = dict.fromkeys(specs, "its own table")
    for spec in specs.values():
        for alias in spec.aliases:
            if alias in claimed:
                raise AssignmentError(f'symbols.{spec.name}: the alias "{alias}" already belongs to {claimed[alias]}')
            claimed[alias] = f"symbols.{spec.name}"
