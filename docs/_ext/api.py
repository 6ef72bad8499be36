"""Pages of the reference to the Python interface: every public name, room by room."""

import inspect
import sys
from importlib import import_module
from typing import Final

from sphinx.pycode import ModuleAnalyzer

import vn_ict_directive

from .markdown import escaped

PACKAGE: Final = vn_ict_directive.__name__
DESCRIBED: Final[set[str]] = set()


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


def entry(module: str, name: str, thing: object) -> str:
    """Write the directive of autodoc for one name: where it is imported from, if that is short."""
    front = getattr(vn_ict_directive, name, None) is thing
    path = f"{PACKAGE}.{name}" if front else f"{module}.{name}"
    if inspect.isclass(thing) and issubclass(thing, BaseException):
        return f".. autoexception:: {path}\n   :members:\n   :show-inheritance:"
    if inspect.isclass(thing):
        fields = ", ".join(getattr(thing, "_fields", ()))  # a named tuple's docstring has them
        excluded = f"\n   :exclude-members: {fields}" if fields else ""
        return f".. autoclass:: {path}\n   :members:{excluded}"
    if inspect.isroutine(thing) or hasattr(thing, "__wrapped__"):
        return f".. autofunction:: {path}"
    return f".. autodata:: {home(thing, name)}.{name}\n   :no-value:"


def described(*modules: str) -> str:
    """Describe every public name of some modules, or those that follow a module's name."""
    lines: list[str] = []
    listed = {f"{PACKAGE}.{module.split()[0]}" for module in modules}
    for module, *chosen in map(str.split, modules):
        path = f"{PACKAGE}.{module}"
        found = import_module(path)
        if len(listed) > 1:
            summary, _, _ = (found.__doc__ or "").partition("\n")
            lines += (f"## `{path}`", "", escaped(summary), "")
        lines.append("```{eval-rst}")
        for name in chosen or found.__all__:
            thing = getattr(found, name)
            DESCRIBED.add(name)
            if home(thing, name) not in listed - {path}:
                lines += (entry(path, name, thing), "")
        lines += ("```", "")
        DESCRIBED.add(module.rpartition(".")[2])
    return "\n".join(lines)


def check() -> None:
    """Refuse a page short of a name.

    Raises:
        LookupError: A name that is imported from the package itself is on no page.
    """
    if missing := {*vn_ict_directive.__all__} - DESCRIBED:
        msg = f"No page of _templates/pages/api describes {', '.join(sorted(missing))}"
        raise LookupError(msg)
