"""Old names that still work: each warns, and says what to write instead.

How long an old name lives is a promise of the page *What stays as it is*.
"""

import warnings
from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def moved(module: str, names: Mapping[str, str]) -> Callable[[str], Any]:
    """Make the ``__getattr__`` of a module whose names have moved or have other names.

    Args:
        module: Its ``__name__``.
        names: By old name, where the thing is now: ``{"Old": "package.module.New"}``.

    Examples:
        >>> find = moved("vn_ict_directive.old", {"Span": "vn_ict_directive.sources.Span"})
        >>> with warnings.catch_warnings(record=True) as told:
        ...     warnings.simplefilter("always")
        ...     _ = find("Span")
        >>> print(told[0].message)
        vn_ict_directive.old.Span is deprecated: use vn_ict_directive.sources.Span.
    """

    def find(name: str) -> Any:
        if name not in names:
            msg = f"module {module!r} has no attribute {name!r}"
            raise AttributeError(msg)
        _warn(f"{module}.{name}", names[name])
        place, _, new = names[name].rpartition(".")
        return getattr(import_module(place), new)

    return find


def renamed(**names: str) -> Callable[[F], F]:
    """Let a function take arguments by their old names, too.

    Args:
        names: By old name, the new one: ``@renamed(at="as_of")``.
    """

    def decorate(function: F) -> F:
        @wraps(function)
        def call(*args: Any, **given: Any) -> Any:
            old = [name for name in names if name in given]
            for name in old:
                _warn(f"{function.__name__}({name}=)", f"{names[name]}=")
            return function(*args, **{names[name]: given.pop(name) for name in old}, **given)

        return cast("F", call)

    return decorate


def _warn(old: str, new: str) -> None:
    warnings.warn(f"{old} is deprecated: use {new}.", DeprecationWarning, stacklevel=3)
