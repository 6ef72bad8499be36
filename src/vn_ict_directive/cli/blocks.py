"""How a terminal draws what is shown; in a pipe it is plain text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vn_ict_directive.present.sheets import Cell, Sheet
from vn_ict_directive.text import printable

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text


_WIDE: Final = 110
"""Columns from which a terminal holds a table whose ids are not cut."""


_STYLES: Final = {"good": "green", "fair": "yellow", "bad": "red", "none": "dim"}


def pictures(sheet: Sheet, width: int) -> Iterator["RenderableType"]:
    """Draw a sheet for a terminal of *width* columns."""
    yield _words(sheet.title, "bold")
    if sheet.facts:
        yield from _facts(sheet)
    if sheet.rows:
        yield from _narrow(sheet) if width < _WIDE else _wide(sheet)
    yield from map(_words, sheet.closing)
    yield _words()


def _words(words: str = "", style: str = "") -> "Text":
    from rich.text import Text  # never markup: quotations hold brackets

    return Text(printable(words), style=style)


def _drawn(cell: Cell, style: str = "") -> "Text":
    lines = "\n".join(one.quoted for one in cell.lines)
    return _words(lines, f"{style} {_STYLES.get(cell.style, '')}".strip())


def _facts(sheet: Sheet) -> Iterator["RenderableType"]:
    from rich.table import Table

    facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    facts.add_column(overflow="fold")
    facts.add_column(overflow="fold")
    for name, value in sheet.facts:
        facts.add_row(_words(name, "dim"), _words("\n".join(one.words for one in value.lines)))
    yield facts


def _narrow(sheet: Sheet) -> Iterator["RenderableType"]:
    from rich.padding import Padding

    for first, *rest in sheet.rows:
        yield _drawn(first, "bold")
        for cell in rest:
            yield Padding(_drawn(cell), (0, 0, 0, 2))


def _wide(sheet: Sheet) -> Iterator["RenderableType"]:
    from rich.table import Table

    table = Table()
    for name, *cells in zip(sheet.header, *sheet.rows, strict=True):
        ids = not any(" " in one.quoted for cell in cells for one in cell.lines)
        table.add_column(_words(name), overflow="fold", no_wrap=ids)  # no word is cut short
    for row in sheet.rows:
        table.add_row(*map(_drawn, row))
    yield table
