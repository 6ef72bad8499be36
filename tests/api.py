"""The listing of the public interface: what would be a break if it changed."""

import enum
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import attrs

import vn_ict_directive
from vn_ict_directive.cli.app import _COMMANDS
from vn_ict_directive.cli.language import in_language
from vn_ict_directive.panels.rules import OUTPUT

PAGES: Final = Path(__file__).parents[1] / "docs" / "_templates" / "pages" / "api"


def modules() -> Iterator[str]:
    """Yield the modules that the reference describes, and the front door."""
    yield vn_ict_directive.__name__
    for page in sorted(PAGES.glob("*.jinja")):
        for name in re.findall(r'"([a-z0-9_.]+)(?: \w+)*"', page.read_text("utf-8")):
            yield f"{vn_ict_directive.__name__}.{name}"


def _parameters(thing: Any) -> str:
    """Write names and kinds; ``=`` after what may be left out. Types are the type checkers'."""
    words, starred = [], False
    for one in inspect.signature(thing).parameters.values():
        if one.kind is one.KEYWORD_ONLY and not starred:
            words.append("*")
        starred = starred or one.kind in {one.KEYWORD_ONLY, one.VAR_POSITIONAL}
        default = "" if one.default is one.empty else "="
        stars = (
            "*" if one.kind is one.VAR_POSITIONAL else "**" if one.kind is one.VAR_KEYWORD else ""
        )
        words.append(f"{stars}{one.name}{default}")
        if one.kind is one.POSITIONAL_ONLY:
            words.append("/")
    return ", ".join(words)


def _described(name: str, thing: Any) -> Iterator[str]:
    if isinstance(thing, type) and issubclass(thing, enum.Enum):
        yield from (f"{name}.{one.name} = {one.value!r}" for one in thing)
    elif isinstance(thing, type):
        fields = [one.name for one in attrs.fields(thing)] if attrs.has(thing) else []
        yield f"{name}: {', '.join(field for field in fields if field[0] != '_')}"
        ours = (one for one in reversed(thing.__mro__) if one.__module__.startswith("vn_ict"))
        members = {method: value for one in ours for method, value in vars(one).items()}
        for method, value in sorted(members.items()):
            if method[0] != "_" and method not in fields:
                called = inspect.isroutine(value) and not isinstance(value, property)
                made = getattr(thing, method)
                yield f"{name}.{method}({_parameters(made)})" if called else f"{name}.{method}"
    elif inspect.isroutine(thing):
        yield f"{name}({_parameters(thing)})"
    else:
        yield name


def listing() -> str:
    """Return the names, parameters, fields, codes, columns and options, one a line."""
    lines: list[str] = []
    for module in modules():
        room = import_module(module)
        for name in getattr(room, "__all__", ()):
            lines += _described(f"{module}.{name}", getattr(room, name))
    lines += [f"column {name}" for name in OUTPUT]
    for command, module in _COMMANDS.items():
        room = import_module(f"vn_ict_directive.cli.{module}")
        asked = in_language(getattr(room, command), "en")
        lines.append(f"command {command}({_parameters(asked)})")
    return "\n".join(sorted(set(lines))) + "\n"
