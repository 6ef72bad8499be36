"""A small builder of escaped HTML, for what notebooks show.

There is one way in: :func:`tag` escapes every string it is given, and only
what it built itself is taken as markup.
"""

import re
from collections.abc import Container, Iterable, Iterator
from html import escape
from typing import Final

_FAINT: Final = "1px solid color-mix(in srgb,currentColor 20%,transparent)"

STYLE: Final = (
    f"border:{_FAINT};border-radius:6px;padding:.6em .8em;margin:.4em 0;max-width:60em;"
    "font:inherit;color:inherit;background:transparent;line-height:1.45;overflow-x:auto"
)
"""Inherits the page's own colours, so that it reads in light and in dark."""

_TITLE: Final = f"font-size:1.1em;padding-bottom:.3em;margin-bottom:.4em;border-bottom:{_FAINT}"
_TABLE: Final = (
    "border-collapse:collapse;border:none;margin:.4em 0;font-size:inherit;color:inherit;"
    "background:transparent"
)
# A notebook's own style sheet aligns, rules and tints cells in its way: all is said here.
_CELL: Final = (
    "text-align:left;vertical-align:top;padding:.3em 1em .3em 0;border:none;color:inherit;"
    "background:transparent;line-height:1.4;white-space:normal;max-width:none"
)
_RULED: Final = f"{_CELL};border-top:{_FAINT}"
_NUMBER: Final = "text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap"
_HEAD: Final = f"{_CELL};white-space:nowrap;font-weight:bold"
_NAME: Final = f"{_CELL};font-weight:bold;padding-right:1.4em;min-width:min(12em,25vw)"
_QUOTE: Final = (
    "display:block;padding-left:.7em;margin:.1em 0;"
    "border-left:3px solid color-mix(in srgb,currentColor 35%,transparent)"
)
_NO_TEXT: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
_QUIET: Final = "display:block;font-size:.9em;opacity:.8;overflow-wrap:break-word"


class Markup(str):
    """Text that is HTML already; a notebook shows it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return self


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """Build one element, escaping every child and attribute that is not markup.

    Args:
        name: The element's name.
        children: Texts, markup, or anything that ``str`` can print.
        attributes: Attributes.

    Examples:
        >>> tag("b", "1 < 2", title='say "hi"')
        '<b title="say &quot;hi&quot;">1 &lt; 2</b>'
    """
    head = "".join(f' {key}="{escape(str(value))}"' for key, value in attributes.items())
    body = "".join(child if isinstance(child, Markup) else escape(str(child)) for child in children)
    return Markup(f"<{name}{head}>{body}</{name}>")


def printable(text: str) -> str:
    """Put a sign in the place of what neither HTML nor XML can hold, such as control characters."""
    return _NO_TEXT.sub("\ufffd", text)


def quotation(words: object) -> Markup:
    """Build a quotation of the Vietnamese text, set apart from what is said of it."""
    return tag("q", words, lang="vi", style=_QUOTE)


def aside(words: object) -> Markup:
    """Build small print: what words are called by programs."""
    return tag("span", words, style=_QUIET)


def table(
    header: Iterable[object], rows: Iterable[Iterable[object]], *, numbers: Container[int] = ()
) -> Markup:
    """Build a table with one header row.

    Args:
        header: The names of its columns.
        rows: Its rows.
        numbers: The places of the columns that hold numbers; they are aligned
            to the right.
    """

    def cells(name: str, row: Iterable[object], style: str, **more: object) -> Iterator[Markup]:
        for place, cell in enumerate(row):
            number = f";{_NUMBER}" if place in numbers else ""
            yield tag(name, cell, style=f"{style}{number}", **more)

    head = tag("tr", *cells("th", header, _HEAD, scope="col"))
    body = (tag("tr", *cells("td", row, _RULED)) for row in rows)
    return tag("table", tag("thead", head), tag("tbody", *body), style=_TABLE)


def definitions(pairs: Iterable[tuple[object, object]]) -> Markup:
    """Build a two-column table of names and values."""
    rows = (
        tag("tr", tag("th", key, scope="row", style=_NAME), tag("td", value, style=_CELL))
        for key, value in pairs
    )
    return tag("table", tag("tbody", *rows), style=_TABLE)


def card(title: object, *children: object, lang: str) -> Markup:
    """Build the frame that every notebook picture of this library stands in."""
    heading = tag("div", tag("strong", title), style=_TITLE)
    # It scrolls where it is wider than its place; with a tabindex, by the keyboard too.
    return tag("section", heading, *children, style=STYLE, tabindex=0, lang=lang)
