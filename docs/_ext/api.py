"""Pages of the reference to the Python interface: every public name, room by room."""

import inspect
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Final, NamedTuple

from sphinx.pycode import ModuleAnalyzer

import vn_ict_directive

from .markdown import MADE, escaped

PACKAGE: Final = vn_ict_directive.__name__


class Room(NamedTuple):
    """One page: some modules, and what they are for.

    A module stands for all its public names, or is followed by those that count.
    """

    title: str
    purpose: str
    modules: tuple[str, ...]


ROOMS: Final = {
    "directive": Room(
        "The directive in Python",
        "The encoding itself, and the shapes it is made of.",
        ("directive_01", "catalogue", "model", "text"),
    ),
    "criteria": Room(
        "What a target asks",
        "Limits, bands, leading groups, stages and events; units and bounds.",
        ("criteria", "quantities"),
    ),
    "figures": Room(
        "Figures",
        "Periods, observations and series; what is published for Viet Nam, and what follows "
        "from it.",
        ("periods", "observations", "published", "derivation"),
    ),
    "judging": Room(
        "Judging",
        "Verdicts, readings, scorecards and other offices' methods. The rules: "
        "[how we judge](../../../explanation/how-we-judge.md) and [methods](../../methods.md).",
        ("evaluation", "methods"),
    ),
    "panels": Room(
        "Panels",
        "The same verdicts for tables of many series, on any data frame engine (extra `panels`).",
        ("panels",),
    ),
    "sources": Room(
        "Sources",
        "Where words stand, and holding them against the text.",
        ("sources", "verification"),
    ),
    "exchange": Room(
        "Exchange",
        "Files in and out, one module a format. What each holds: "
        "[exchange formats](../../exchange-formats.md).",
        (
            *("exchange.tables", "exchange.sdmx", "exchange.json"),
            *("exchange.shapes Document SCHEMA_VERSION", "exchange.schema", "exchange.jsonld"),
            *("exchange.citation"),
            *("exchange.diff", "exchange.exports"),
        ),
    ),
    "present": Room(
        "Pictures and reports",
        "For people who would rather look than read.",
        ("present", "present.report"),
    ),
    "testing": Room(
        "Testing",
        "Hypothesis strategies for tests of your own (extra `testing`).",
        ("testing",),
    ),
    "errors": Room(
        "Errors", "One root; each is also the built-in that a caller expects.", ("errors",)
    ),
}


def home(thing: object, name: str) -> str:
    """Return the module that describes a thing; others may only pass it on."""
    if inspect.isclass(thing) or inspect.isroutine(thing) or hasattr(thing, "__wrapped__"):
        return thing.__module__
    for one, module in sorted(sys.modules.items()):
        passes_on = one.startswith(PACKAGE) and getattr(module, name, None) is thing
        if passes_on and ("", name) in ModuleAnalyzer.for_module(one).find_attr_docs():
            return one
    msg = f"{PACKAGE} describes {name} nowhere"
    raise LookupError(msg)


def entry(module: str, name: str, thing: object) -> Iterator[str]:
    """Yield the directive of autodoc for one name: where it is imported from, if that is short."""
    front = getattr(vn_ict_directive, name, None) is thing
    path = f"{PACKAGE}.{name}" if front else f"{module}.{name}"
    if inspect.isclass(thing) and issubclass(thing, BaseException):
        yield from (f".. autoexception:: {path}", "   :members:", "   :show-inheritance:")
    elif inspect.isclass(thing):
        yield from (f".. autoclass:: {path}", "   :members:")
        if fields := getattr(thing, "_fields", ()):  # of a named tuple: its docstring tells them
            yield f"   :exclude-members: {', '.join(fields)}"
    elif inspect.isroutine(thing) or hasattr(thing, "__wrapped__"):
        yield f".. autofunction:: {path}"
    else:
        yield from (f".. autodata:: {home(thing, name)}.{name}", "   :no-value:")
    yield ""


def page(room: Room) -> Iterator[str]:
    """Yield the lines of one page."""
    yield from (MADE, f"# {room.title}", "", room.purpose, "")
    listed = {f"{PACKAGE}.{module.split()[0]}" for module in room.modules}
    for module, *names in map(str.split, room.modules):
        path = f"{PACKAGE}.{module}"
        found = import_module(path)
        if len(listed) > 1:
            summary, _, _ = (found.__doc__ or "").partition("\n")
            yield from (f"## `{path}`", "", escaped(summary), "")
        yield from ("```{eval-rst}", "")
        for name in names or found.__all__:
            thing = getattr(found, name)
            if home(thing, name) not in listed - {path}:
                yield from entry(path, name, thing)
        yield from ("```", "")


def pages() -> dict[str, str]:
    """Return every page by its name.

    Raises:
        LookupError: A name that is imported from the package itself is on none.
    """
    modules = (module.split() for room in ROOMS.values() for module in room.modules)
    told = {
        name
        for module, *names in modules
        for name in names or import_module(f"{PACKAGE}.{module}").__all__
    }
    told |= {module.rpartition(".")[2] for room in ROOMS.values() for module in room.modules}
    if missing := {*vn_ict_directive.__all__} - told:
        msg = f"No room of docs/_ext/api.py describes {', '.join(sorted(missing))}"
        raise LookupError(msg)
    return {f"api/{name}.md": "\n".join(page(room)) for name, room in ROOMS.items()}
