"""What an answer is made of: titles, facts, tables; drawn in a terminal, plain in a pipe."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.evaluation.outcome import Tone
from vn_ict_directive.text import Lang, printable
from vn_ict_directive.words import WORDS

if TYPE_CHECKING:
    from rich.console import RenderableType


__all__ = ["Block", "Cell", "facts_of", "header_of", "status_cell"]


_WIDE: Final = 110
"""Columns from which a terminal holds a table whose ids are not cut."""


_STYLES: Final[dict[Tone, str]] = {"good": "green", "fair": "yellow", "bad": "red", "none": "dim"}


class Cell(NamedTuple):
    """Words, and a style that only adds to them."""

    words: str
    style: str = ""


def status_cell(verdict: Evaluation, lang: Lang) -> Cell:
    """Return the headline of a verdict, in the colour of its tone."""
    return Cell(verdict.headline(lang), _STYLES[verdict.status.tone])


@attrs.frozen(kw_only=True)
class Block:
    """One part of an answer: a title, facts with names, a table, and closing lines."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    closing: tuple[str, ...] = ()
    plain: str | None = None
    """How it reads in a pipe, where the library has its own way."""

    def lines(self) -> Iterator[str]:
        """Write the block as plain lines: nothing is wrapped, cells stand below each other."""
        if self.plain is not None:
            yield self.plain
            return
        yield self.title
        widest = max((len(name) for name, _ in self.facts), default=0)
        for name, value in self.facts:
            yield f"{name.ljust(widest)}  {value}"
        rows = [[cell.words for cell in row] for row in self.rows]
        if rows:
            yield ""
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            yield "  ".join(padded).rstrip()
        yield from self.closing

    def pictures(self, width: int) -> Iterator["RenderableType"]:
        """Draw the block for a terminal of *width* columns."""
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text as Plain  # never markup: quotations hold brackets

        def words(text: str = "", style: str = "") -> Plain:
            return Plain(printable(text), style=style)

        yield words(self.title, style="bold")
        if self.facts:
            facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
            facts.add_column(overflow="fold")
            facts.add_column(overflow="fold")
            for name, value in self.facts:
                facts.add_row(words(name, style="dim"), words(value))
            yield facts
        if self.rows and width < _WIDE:
            for first, *rest in self.rows:
                yield words(first.words, style=f"bold {first.style}".strip())
                for cell in rest:
                    yield Padding(words(cell.words, style=cell.style), (0, 0, 0, 2))
        elif self.rows:
            table = Table()
            for name in self.header:
                table.add_column(words(name), overflow="fold")  # no word is cut short
            for row in self.rows:
                table.add_row(*(words(cell.words, style=cell.style) for cell in row))
            yield table
        yield from map(words, self.closing)
        yield words()


def header_of(lang: Lang, *names: str) -> tuple[str, ...]:
    """Return the labels of columns."""
    return tuple(WORDS[name].pick(lang) for name in names)


def facts_of(lang: Lang, *pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Return labels with their values, without those that have none."""
    return tuple((WORDS[name].pick(lang), value) for name, value in pairs if value)
