"""Clear words for what is switched off: an audit hook that refuses it before the system does.

This is a courtesy to the student, not a wall: the walls are the layers. But the system's own refusal reads
"[Errno 1] Operation not permitted", and where a layer is missing there would be no refusal at all.
"""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_NETWORK = "the network is off"
_PROCESSES = "starting processes is off"
_FILES = "writing files is off"
_SIGNALS = "signalling other processes is off"
_KILLING = "killing its own process is off"


class Refused(PermissionError):
    """Something that is switched off while answers are run; the text says what."""


def _opening(arguments: tuple[Any, ...]) -> str:
    path, _, flags = arguments
    writes = isinstance(flags, int) and flags & _WRITES and not isinstance(path, int)
    return _FILES if writes and path != os.devnull else ""


def _signalling(arguments: tuple[Any, ...]) -> str:
    target, number = arguments
    if target != os.getpid():
        return _SIGNALS
    return _KILLING if number == signal.SIGKILL else ""


_STARTING = "os.fork os.forkpty os.exec os.posix_spawn os.spawn os.system subprocess.Popen"
_CHANGING = (
    "os.remove os.rename os.mkdir os.rmdir os.truncate os.chmod os.chown os.link os.symlink os.utime os.setxattr"
    " shutil.rmtree tempfile.mkstemp tempfile.mkdtemp"
)

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(_STARTING.split(), _PROCESSES),
        **dict.fromkeys(_CHANGING.split(), _FILES),
        "os.killpg": _SIGNALS,
    }
)

_CONDITIONAL: Mapping[str, Callable[[tuple[Any, ...]], str]] = MappingProxyType(
    {"open": _opening, "os.kill": _signalling}
)


def refuse_in_words() -> None:
    """Install the hook in this process; it cannot be taken out again."""
    sys.addaudithook(_hook)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith("socket."):
        raise Refused(_NETWORK)
    words = _WORDS.get(event, "")
    if event in _CONDITIONAL:
        words = _CONDITIONAL[event](arguments)
    if words:
        raise Refused(words)
