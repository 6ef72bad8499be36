"""The language that a command speaks: the one asked for, in its answer, its help and its errors."""

import functools
import inspect
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, cast

import attrs

from vn_ict_directive.packaged import packaged_lines
from vn_ict_directive.shown import asked as default
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.words import say


@cache
def _help() -> dict[str, Text]:
    """Return what each command and option does.

    The names of options that differ between commands are "command option".
    """
    return {name: Text(*texts) for name, *texts in packaged_lines("cli/help.csv")}


def summary(command: str, lang: Lang) -> str:
    """Return in one line what a command does."""
    return _help()[command].pick(lang)


def asked(arguments: Sequence[str]) -> Lang:
    """Return the language of the words typed, or else of the environment; Vietnamese by default."""
    typed = re.search(r"(?:^|\0)--lang[\0=](vi|en)(?:\0|$)", "\0".join(arguments))
    return default(cast("Lang", typed[1]) if typed else None)


def in_language(command: Callable[..., Any], lang: Lang) -> Callable[..., Any]:
    """Return *command* as the command line takes it, its help and its answer in *lang*.

    In place of the parameter ``asked``, which holds what other commands may be asked too, it
    has an option for each of the fields.
    """
    signature = inspect.signature(command)
    *own, last = signature.parameters.values()
    shared = [
        last.replace(
            name=field.name,
            default=lang if field.name == "lang" else field.default,
            annotation=field.type,
        )
        for kind in last.annotation.__mro__[:-1]
        for field in attrs.fields(kind)
        if not field.inherited
    ]

    @functools.wraps(command)
    def run(*words: Any, **options: Any) -> Any:
        said = {one.name: options.pop(one.name, one.default) for one in shared}
        return command(*words, **options, asked=last.annotation(**said))

    run.__signature__ = signature.replace(parameters=[*own, *shared])  # type: ignore[attr-defined]
    helps, name = _help(), command.__name__
    lines = (
        f"    {one.name}: {(helps.get(f'{name} {one.name}') or helps[f'--{one.name}']).pick(lang)}"
        for one in (*own, *shared)
    )
    run.__doc__ = "\n".join((f"{summary(name, lang)}\n", "Args:", *lines))
    return run


def help_formatter(lang: Lang) -> Any:
    """Return what writes the help: in Vietnamese also what cyclopts adds to an option."""
    from cyclopts.help import DefaultFormatter
    from cyclopts.help.inline_text import InlineText
    from rich.text import Text

    class Vietnamese(DefaultFormatter):
        def __call__(self, console: Any, options: Any, panel: Any) -> None:
            entries = []
            for entry in panel.entries:
                text = entry.description or InlineText(Text())
                for name, value in (
                    ("choices", ", ".join(entry.choices or ())),
                    ("default", "" if entry.default in {None, "False"} else entry.default),
                    ("required", entry.required),
                ):
                    if value:
                        text.append(Text(f"[{say(f'cli {name}', 'vi', value=value)}]"))
                bare = {"choices": None, "default": None, "required": False}
                entries.append(attrs.evolve(entry, description=text, **bare))
            super().__call__(console, options, attrs.evolve(panel, entries=entries))

    return Vietnamese() if lang == "vi" else DefaultFormatter()
