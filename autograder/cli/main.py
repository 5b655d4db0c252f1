"""The `autograde` command: a table of commands, with `grade` where none is named."""

import io
import logging
import os
import signal
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from types import FrameType, MappingProxyType

import click

from autograder.cli.exits import Exit
from autograder.domain.errors import AssignmentError, AutogradeError, ReferenceFailure, UnreadableSubmission, UsageError

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "batch": "autograder.cli.batch:batch",
        "check-assignment": "autograder.cli.check_assignment:check_assignment",
        "compare": "autograder.cli.compare:compare",
        "docs": "autograder.cli.docs:docs",
        "doctor": "autograder.cli.doctor:doctor",
        "grade": "autograder.cli.grade:grade",
        "grades": "autograder.cli.grades:grades",
        "gradescope": "autograder.cli.gradescope:gradescope",
        "merge-marks": "autograder.cli.merge_marks:merge_marks",
        "override": "autograder.cli.override:override",
        "preview": "autograder.cli.preview:preview",
        "template": "autograder.cli.template:template",
    }
)
"""Name to module and function; only the one that is asked for is loaded, for some load half of the engine."""

_EXITS: Mapping[type[AutogradeError], Exit] = MappingProxyType(
    {
        UsageError: Exit.BAD_USAGE,
        AssignmentError: Exit.BAD_USAGE,
        ReferenceFailure: Exit.BAD_USAGE,
        UnreadableSubmission: Exit.UNREADABLE,
    }
)


DEBUG_VARIABLE = "AUTOGRADE_DEBUG"


class _Commands(click.Group):
    """The table of commands, in which `autograde FILE` means `autograde grade FILE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in COMMANDS and args[0] not in ("--help", "-h", "--version"):
            _refuse_misspelt(args[0])
            args = ["grade", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if name not in COMMANDS:
            return None
        module, _, function = COMMANDS[name].partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command


def _refuse_misspelt(word: str) -> None:
    """Refuse what is no file and nearly a command, before it is taken for a submission.

    Raises
    ------
    UsageError
        With the command that was meant.
    """
    near = get_close_matches(word, COMMANDS, n=1, cutoff=0.75)
    if near and not Path(word).exists():
        raise UsageError(f'"{word}" is no command and no file; did you mean `autograde {near[0]}`?')


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`autograde FILE` is short for `autograde grade FILE`.",
)
@click.version_option(package_name="autograde")
def cli() -> None:
    """Grade a deep-learning theory assignment: code in isolation, mathematics by meaning."""


def main() -> None:
    """Run the command line; whatever happens, a person reads one clear sentence and no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show ½ shows a question mark
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)  # so that every `with` is left, and nothing stays behind
    logging.basicConfig(level=logging.WARNING if os.environ.get(DEBUG_VARIABLE) else logging.CRITICAL)
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not cut the sentence in two
        _end("interrupted; nothing is left behind, and the same command begins again", Exit.INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except AutogradeError as error:
        _end(str(error), _EXITS.get(type(error), Exit.ENGINE_FAILURE))
    except OSError as error:
        _end(f"{error.filename or 'standard output'}: {error.strerror or error}", Exit.ENGINE_FAILURE)
    except Exception as failure:
        # the last word to a person is a sentence, not a traceback
        logging.getLogger("autograder").error("internal failure", exc_info=failure)
        _end(
            f"internal failure ({type(failure).__name__}: {failure}). "
            f"Set {DEBUG_VARIABLE}=1 to see where, and report it.",
            Exit.ENGINE_FAILURE,
        )
    sys.exit(code if isinstance(code, int) else Exit.DONE)


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _end(message: str, code: Exit) -> None:
    from autograder.reporting.visible import visible  # with the whole of reporting, which few commands need

    click.echo(f"autograde: {visible(message)}", err=True)
    sys.exit(code)
