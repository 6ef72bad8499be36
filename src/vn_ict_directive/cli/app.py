"""The command ``vn-ict-directive``."""

import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final, TextIO, cast

from vn_ict_directive.errors import DirectiveError, require
from vn_ict_directive.phrases import in_vietnamese
from vn_ict_directive.text import Lang, printable
from vn_ict_directive.versions import package_version
from vn_ict_directive.words import say

if TYPE_CHECKING:
    from cyclopts import App
    from rich.console import Console

    from vn_ict_directive.present.sheets import Sheet

from vn_ict_directive.cli.language import asked, help_formatter, in_language, summary

_NAME: Final = "vn-ict-directive"
_BAD_INPUT: Final = 2
_MOST_FAULTS: Final = 10
_COMMANDS: Final = {
    **dict.fromkeys(("scorecard", "readings", "compare", "evaluate", "verify"), "commands"),
    **dict.fromkeys(("validate", "export", "report", "plot", "figures"), "commands"),
    **dict.fromkeys(("show", "targets"), "show"),
    **dict.fromkeys(("history", "changes"), "history"),
    **dict.fromkeys(("anchor", "lint"), "writing"),
    "panel": "panel",
}
"""The commands, and the modules that they are in."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; see :func:`vn_ict_directive.cli.main`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Vietnamese is written whatever the locale; what is no text at all, escaped.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = sys.argv[1:] if arguments is None else list(arguments)
    lang = asked(words)
    try:
        _write(_answer(words, lang))
    except BrokenPipeError:
        _abandon_stdout()
    except DirectiveError as error:
        message = printable(f"{_NAME}: {_message(error, lang)}")
        print(message, file=sys.stderr)  # noqa: T201 - a command speaks here
        return _BAD_INPUT
    except OSError as error:
        _abandon_stdout()
        said = say("cli unwritable", lang, why=error.strerror)
        print(f"{_NAME}: {said}", file=sys.stderr)  # noqa: T201
        return _BAD_INPUT
    return 0


_AS_OPTIONS: Final = (
    (r"\b(dialect|dates|profile)='([^']*)'", r"--\1 \2"),
    (r"\b(columns|where)=\{'([^']*)': '?([^'}]*)'?\}", r"--\1 '\2=\3'"),
    (r"\bindicators=\{'([^']*)': '[^']*'\}", r"--indicator '\1'"),
    (r"\b(columns|where)=(?=[ .:,;])", r"--\1"),
    (r"\bentity='([^']*)'", r"--entity '\1'"),
)
"""What is said of arguments in Python, and the options that they are here."""


def _message(error: DirectiveError, lang: Lang) -> str:
    told = error.sentence(lang)
    for argument, option in _AS_OPTIONS:
        told = re.sub(argument, option, told)
    first, *faults = told.splitlines()
    if len(faults) > _MOST_FAULTS:
        faults[_MOST_FAULTS:] = [say("cli more", lang, number=len(faults) - _MOST_FAULTS)]
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


def _answer(arguments: list[str], lang: Lang) -> str:
    """Run one command and return what it has to say, in full."""
    if arguments == ["--version"]:
        return f"{_version(lang)}\n"
    for package in ("cyclopts", "rich"):
        require(package, "the command line", "cli")
    from cyclopts import CycloptsError
    from rich.console import Console

    terminal = sys.stdout is not None and sys.stdout.isatty()
    # The standard input, which a parser of options would take for an unknown one.
    arguments = ["./-" if word == "-" else word for word in arguments]
    buffer = io.StringIO()
    console = Console(file=buffer, force_terminal=terminal, legacy_windows=False)
    try:
        answer = _application(console, lang, arguments)(arguments)
    except CycloptsError as error:
        error.verbose = False
        said = in_vietnamese(str(error)) if lang == "vi" else str(error)
        raise DirectiveError(f"{said} {say('cli see', lang, name=_NAME)}") from error
    if isinstance(answer, str):
        return printable(f"{answer}\n")
    if answer is None:  # help and version have been written already
        return buffer.getvalue().replace(say("cli usage", "en"), say("cli usage", lang), 1)
    blocks: Iterable[Sheet] = answer
    if not terminal:
        return printable("\n\n".join("\n".join(block.lines()) for block in blocks) + "\n")
    from vn_ict_directive.cli.blocks import pictures

    for block in blocks:
        console.print(*pictures(block, console.width), sep="\n")
    return buffer.getvalue()


def _application(console: "Console", lang: Lang, words: Sequence[str] = ()) -> "App":
    from cyclopts import App, Group, Parameter

    helps = not words or not {"--help", "-h"}.isdisjoint(words)
    app = App(
        name=_NAME,
        help=f"{say('cli about', lang)}\n\n{say('cli status', lang)}\n",
        help_format="plaintext",
        help_formatter=help_formatter(lang) if helps else None,
        version=partial(_version, lang),
        group_commands=Group.create_default_commands(say("cli commands", lang)),
        group_parameters=Group.create_default_parameters(say("cli parameters", lang)),
        group_arguments=Group.create_default_arguments(say("cli arguments", lang)),
        default_parameter=Parameter(negative=""),
        console=console,
        error_console=console,
        print_error=False,
        exit_on_error=False,
        suppress_keyboard_interrupt=False,
        result_action="return_value",
    )
    # Only the rooms of the command that was typed are loaded, and none to list them.
    if not words or words[0] in {"--help", "-h"}:
        completion = {"--install-completion": say("cli completion", lang)}
        for name, help_ in ({name: summary(name, lang) for name in _COMMANDS} | completion).items():
            app.command(lambda: None, name=name, help=help_)
    else:
        for name in words[:1] if words[0] in _COMMANDS else _COMMANDS:
            room = import_module(f"{__package__}.{_COMMANDS[name]}")
            app.command(in_language(getattr(room, name), lang))
        if words[0] not in _COMMANDS:
            app.register_install_completion_command()
    for flag in ("help", "version"):
        app[f"--{flag}"].help = say(f"cli {flag}", lang)
    return app


def _version(lang: Lang) -> str:
    from vn_ict_directive.directive_01 import DIRECTIVE_01

    encoding = say("cli encoding", lang, number=DIRECTIVE_01.encoding)
    return f"{_NAME} {package_version()} ({encoding})"
