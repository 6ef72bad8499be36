"""The command ``vn-ict-directive``."""

import io
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, TextIO, cast

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import (
    DirectiveError,
    MissingExtraError,
)
from vn_ict_directive.periods import format_date
from vn_ict_directive.text import printable
from vn_ict_directive.versions import package_version

if TYPE_CHECKING:
    from cyclopts import App
    from rich.console import Console

from vn_ict_directive.cli import commands, panel, show
from vn_ict_directive.cli.blocks import Block

__all__ = ["main"]


_NAME: Final = "vn-ict-directive"


_BAD_INPUT: Final = 2


_INTERRUPTED: Final = 130


_MOST_FAULTS: Final = 10


_HELP: Final = f"""\
{DIRECTIVE_01.kind.en} {DIRECTIVE_01.number} of {format_date(DIRECTIVE_01.signed, "en")} as data, \
and whether its targets are met. {DIRECTIVE_01.notice("en")}

{DIRECTIVE_01.kind.vi} {DIRECTIVE_01.number} dưới dạng dữ liệu, và các mục tiêu đã đạt hay chưa. \
{DIRECTIVE_01.notice("vi")}

Exit status: 0, or 2 with one message for what cannot be done.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: The words after the command's name; None for the process's own.

    Returns:
        The exit status: 0, 2 after bad input, 130 after an interruption. A
        reader that stops reading, as ``head`` does, is no failure.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Vietnamese is written whatever the locale; what is no text at all, escaped.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        _write(_answer(sys.argv[1:] if arguments is None else list(arguments)))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _abandon_stdout()
    except DirectiveError as error:
        message = printable(f"{_NAME}: {_message(error)}")
        print(message, file=sys.stderr)  # noqa: T201 - a command speaks here
        return _BAD_INPUT
    except OSError as error:
        _abandon_stdout()
        print(f"{_NAME}: the output cannot be written: {error.strerror}.", file=sys.stderr)  # noqa: T201
        return _BAD_INPUT
    return 0


def _message(error: DirectiveError) -> str:
    first, *faults = str(error).splitlines()
    if len(faults) > _MOST_FAULTS:
        faults[_MOST_FAULTS:] = [f"  … and {len(faults) - _MOST_FAULTS} more."]
    return "\n".join((first, *faults))


def _write(text: str) -> None:
    # Closed from the start, it is None: then nobody wants to read.
    stdout = cast("TextIO | None", sys.stdout)
    if stdout is not None:
        stdout.write(text)
        stdout.flush()


def _abandon_stdout() -> None:
    """Send what is still buffered nowhere, or the interpreter would complain at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _answer(arguments: list[str]) -> str:
    """Run one command and return what it has to say, in full."""
    try:
        from cyclopts import CycloptsError
        from rich.console import Console
    except ModuleNotFoundError as error:
        if error.name not in {"cyclopts", "rich"}:
            raise
        raise MissingExtraError("the command line", error.name, "cli") from error

    terminal = sys.stdout is not None and sys.stdout.isatty()
    # The standard input, which a parser of options would take for an unknown one.
    arguments = ["./-" if word == "-" else word for word in arguments]
    buffer = io.StringIO()
    console = Console(file=buffer, force_terminal=terminal, legacy_windows=False)
    try:
        answer = _application(console)(arguments)
    except CycloptsError as error:
        error.verbose = False
        raise DirectiveError(f"{error} See {_NAME} --help.") from error
    if isinstance(answer, str):
        return printable(f"{answer}\n")
    if answer is None:  # help and version have been written already
        return buffer.getvalue()
    blocks: Iterable[Block] = answer
    if not terminal:
        return printable("\n\n".join("\n".join(block.lines()) for block in blocks) + "\n")
    for block in blocks:
        console.print(*block.pictures(console.width), sep="\n")
    return buffer.getvalue()


def _application(console: "Console") -> "App":
    from cyclopts import App, Parameter

    app = App(
        name=_NAME,
        help=_HELP,
        help_format="plaintext",
        version=_version,
        default_parameter=Parameter(negative=""),
        console=console,
        error_console=console,
        print_error=False,
        exit_on_error=False,
        suppress_keyboard_interrupt=False,
        result_action="return_value",
    )
    for command in (
        *(commands.scorecard, show.show, show.targets, commands.readings, commands.compare),
        *(commands.evaluate, commands.verify, commands.validate, commands.export),
        *(commands.report, panel.panel),
    ):
        app.command(command)
    return app


def _version() -> str:
    return f"{_NAME} {package_version()} (encoding {DIRECTIVE_01.encoding})"
