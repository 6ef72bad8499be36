"""A small builder of escaped HTML, for what notebooks show.

There is one way in: :func:`tag` escapes every string it is given, and only
what it built itself is taken as markup.
"""

from collections.abc import Iterable
from html import escape
from typing import Final

__all__ = ["STYLE", "Markup", "card", "definitions", "table", "tag"]

_VOID: Final = frozenset({"br", "hr", "img", "wbr"})

STYLE: Final = (
    "border:1px solid color-mix(in srgb,currentColor 25%,transparent);border-radius:6px;"
    "padding:.6em .8em;margin:.3em 0;max-width:60em;font:inherit;color:inherit;"
    "background:transparent;line-height:1.45;overflow-x:auto"
)
"""Inherits the page's own colours, so that it reads in light and in dark."""

_CELL: Final = (
    "text-align:left;vertical-align:top;padding:.15em .7em .15em 0;color:inherit;"
    "background:transparent;white-space:normal"
)
_RULED: Final = f"{_CELL};border-top:1px solid color-mix(in srgb,currentColor 20%,transparent)"
_HEAD: Final = _CELL.replace("white-space:normal", "white-space:nowrap")


class Markup(str):
    """Text that is HTML already, made only by this module."""

    __slots__ = ()


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """Build one element, escaping every child and attribute that is not markup.

    Args:
        name: The element's name.
        children: Texts, markup, or anything that ``str`` can print; None is left out.
        attributes: Attributes; a trailing underscore is dropped, so ``class_`` works.

    Examples:
        >>> tag("b", "1 < 2", title='say "hi"')
        '<b title="say &quot;hi&quot;">1 &lt; 2</b>'
    """
    head = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{head}>")
    body = "".join(
        child if isinstance(child, Markup) else escape(str(child))
        for child in children
        if child is not None
    )
    return Markup(f"<{name}{head}>{body}</{name}>")


def table(header: Iterable[object], rows: Iterable[Iterable[object]]) -> Markup:
    """Build a table with one header row."""
    head = tag("tr", *(tag("th", cell, scope="col", style=_HEAD) for cell in header))
    body = (tag("tr", *(tag("td", cell, style=_RULED) for cell in row)) for row in rows)
    return tag(
        "table",
        tag("thead", head),
        tag("tbody", *body),
        style="border-collapse:collapse;color:inherit;background:transparent",
    )


def definitions(pairs: Iterable[tuple[object, object]]) -> Markup:
    """Build a two-column table of names and values, leaving out what is None."""
    rows = (
        tag("tr", tag("th", key, scope="row", style=_HEAD), tag("td", value, style=_CELL))
        for key, value in pairs
        if value is not None
    )
    return tag(
        "table",
        tag("tbody", *rows),
        style="border-collapse:collapse;color:inherit;background:transparent",
    )


def card(title: object, *children: object, lang: str = "vi") -> Markup:
    """Build the frame that every notebook picture of this library stands in."""
    heading = tag("div", tag("strong", title))
    return tag("section", heading, *children, style=STYLE, lang=lang)
