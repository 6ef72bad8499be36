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
from vn_ict_directive.text import Lang
from vn_ict_directive.words import say


@cache
def _help() -> dict[str, list[str]]:
    """Return what each command and option does, in Vietnamese; of a command, in English too.

    The names of options that differ between commands are "command option".
    """
    return {name: texts for name, *texts in packaged_lines("cli/help.csv")}


def summary(command: str, lang: Lang) -> str:
    """Return in one line what a command does."""
    vi, en = _help()[command]
    return vi if lang == "vi" else en


def asked(arguments: Sequence[str]) -> Lang:
    """Return the language of the words typed, or else of the environment; Vietnamese by default."""
    typed = re.search(r"(?:^|\0)--lang[\0=](vi|en)(?:\0|$)", "\0".join(arguments))
    return default(cast("Lang", typed[1]) if typed else None)


def in_language(command: Callable[..., Any], lang: Lang) -> Callable[..., Any]:
    """Return *command* with *lang* as its default language and, in Vietnamese, its help in it."""

    @functools.wraps(command)
    def run(*words: Any, **options: Any) -> Any:
        return command(*words, **{"lang": lang, **options})

    signature = inspect.signature(command)
    parameters = [
        one.replace(default=lang) if one.name == "lang" else one
        for one in signature.parameters.values()
    ]
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    if lang == "vi":
        name = command.__name__
        texts = {one: said for one, (said, *_) in _help().items()}
        helps = {
            one.name: texts.get(f"{name} {one.name}", texts.get(f"--{one.name}"))
            for one in parameters
        }
        options = (f"    {option}: {text}" for option, text in helps.items() if text)
        run.__doc__ = "\n".join((f"{texts[name]}\n", "Args:", *options))
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
