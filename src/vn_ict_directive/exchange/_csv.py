"""CSV to the letter: rows as a file in which a spreadsheet runs nothing."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, get_args

from vn_ict_directive.ingest.delimited import guard
from vn_ict_directive.ingest.frames import columns_of
from vn_ict_directive.observations import Series
from vn_ict_directive.shown import Rows
from vn_ict_directive.text import Lang
from vn_ict_directive.validators import check_one_of

Encoding = Literal["utf-8", "utf-8-sig"]
"""How a table is written: plain UTF-8, or with the byte order mark by which Excel knows it."""

_UNWRITABLE: Final = re.compile("[\0\ud800-\udfff]")
_QUOTED: Final = re.compile(r'[",;\r\n]|\A\s|\s\Z')


def laid(columns: Mapping[str, Iterable[Any]], encoding: Encoding) -> bytes:
    """Write columns as CSV: commas, lines that end in LF, no more quotation marks than needed.

    An apostrophe stands before a text that a spreadsheet would run. Characters that no text
    file can carry, NUL and lone surrogates, become the replacement character U+FFFD.

    Raises:
        InvalidValueError: *encoding* is none of :data:`Encoding`.
    """
    check_one_of(encoding, get_args(Encoding), "encoding")
    lines = (map(_cell, line) for line in zip(*columns.values(), strict=True))
    # Not csv.writer: what it quotes has changed from one Python to the next.
    text = "".join(",".join(map(_quote, cells)) + "\n" for cells in (columns, *lines))
    return text.encode(encoding)


def table(thing: Rows | Series, lang: Lang, encoding: Encoding) -> bytes:
    """Write a noun as a table; a series as this package reads one."""
    if isinstance(thing, Series):
        columns = {name: cells for name, (_, cells) in columns_of([thing]).items()}
    else:
        rows = thing.rows(lang)
        columns = {name: [row[name] for row in rows] for name in rows[0]} if rows else {}
    return laid(columns, encoding)


def _cell(value: Any) -> str:
    """Write one value; only texts are guarded, since a number is no formula."""
    if isinstance(value, str):
        return guard(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return "" if value is None else str(value)


def _quote(cell: str) -> str:
    cell = _UNWRITABLE.sub("\ufffd", cell)
    return '"{}"'.format(cell.replace('"', '""')) if _QUOTED.search(cell) else cell
