"""Delimited text to the letter: a file's rows, and where its header stands.

Reading is bounded: what is larger than any table of figures is refused before it is taken
apart. Where a spreadsheet would take a text for a formula, an apostrophe stands before it;
reading takes it off, so that any text but NUL comes back as it was written.
"""

import codecs
import csv
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from vn_ict_directive.errors import InvalidValueError, Told
from vn_ict_directive.ingest.roles import Layout, Spec
from vn_ict_directive.text import shown
from vn_ict_directive.text_files import refuse, refuse_unread

_SAVE_AS: Final = "In Excel, save it as “CSV UTF-8 (Comma delimited)”."
_EXPORT: Final = "Download or export the table as CSV."
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEPARATORS: Final = ",;\t|"

LOOK: Final = 1 << 16
"""So much of a file is looked at to find its header."""

HEADER_ALONE: Final = InvalidValueError(
    "the table", "a header alone", "a header and rows", "Add a row a figure."
)
"""Said of a table without any row."""

_MOST_ABOVE: Final = 20  # lines in which a header is looked for
_MOST_BYTES: Final = 16 * 2**20
_MOST_LINES: Final = 250_000
_MOST_CELLS: Final = 1000
_LONGEST_CELL: Final = 100_000
_OTHER_KINDS: Final = (
    ((b"PK\3\4", b"\xd0\xcf\x11\xe0"), "an Excel workbook or an archive", _SAVE_AS),
    (_UTF_16, "UTF-16", f"Excel writes that as “Unicode Text”. {_SAVE_AS}"),
    ((b"<",), "a page in HTML or XML", _EXPORT),
    ((b"{", b"["), "JSON", _EXPORT),
)
"""By how a file begins: what it is instead of CSV in UTF-8, and what to do."""

FORMULA: Final = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")  # noqa: RUF001 - full-width signs
"""What a spreadsheet may take for a formula; apostrophes before it are those of the guard."""


class Row(NamedTuple):
    """One row of a file that is not blank.

    Attributes:
        line: Number of the line it begins on, from 1.
        cells: Its cells, without white space around them.
    """

    line: int
    cells: list[str]


# --- the file ---------------------------------------------------------------------


def load(path_or_file: Any) -> tuple[str, str]:
    """Return what to call a file, and its text; ``-`` is the standard input.

    Raises:
        InvalidDataError: It cannot be read, is no UTF-8 text or is too large.
        InvalidValueError: *path_or_file* is neither a path nor an open file.
    """
    path: Path | None = None
    if isinstance(path_or_file, str | os.PathLike):
        path = Path(os.fsdecode(path_or_file))
        name = "standard input" if str(path) == "-" else shown(path.name or str(path))
    elif callable(getattr(path_or_file, "read", None)):
        known = getattr(path_or_file, "name", None)
        name = Path(known).name if isinstance(known, str) and known else "the table"
    else:
        raise InvalidValueError("path_or_file", path_or_file, "a path or an open file")
    given = path_or_file if path is None else getattr(sys.stdin, "buffer", sys.stdin)
    named = None if str(path) == "-" else path
    try:
        with nullcontext(given) if named is None else named.open("rb") as file:
            content = _read(file)
    except UnicodeDecodeError as error:
        refuse(name, _encoding_fault(error.object[error.start]))
    except TypeError:
        expected = "a file that gives bytes or text"
        raise InvalidValueError("path_or_file", path_or_file, expected) from None
    except (OSError, ValueError) as error:
        refuse_unread(name, error, "a CSV file that can be read")
    if len(content) > _MOST_BYTES:
        _check_beginning(name, content)
        expected = f"no larger than {_MOST_BYTES // 2**20} MiB"
        hint = "Keep the rows of the figures that are needed."
        refuse(name, InvalidValueError("the file", "a larger one", expected, hint))
    text = decoded(name, content)
    if (number := _lines(text)) > _MOST_LINES:
        expected = f"of no more than {_MOST_LINES} lines"
        hint = "Remove blank lines, and the rows that are not needed."
        refuse(name, InvalidValueError("the file", f"{number} lines", expected, hint))
    return name, text


def _read(file: Any) -> bytes | str:
    """Read a file to its end, or to just past the size that is refused.

    Raises:
        TypeError: It gives neither bytes nor text.
    """
    pieces: list[Any] = []
    piece: Any = b""
    left = _MOST_BYTES + 1
    while left > 0 and len(piece := file.read(left)):
        pieces.append(piece)
        left -= len(piece)
    content: bytes | str = (b"" if isinstance(piece, bytes) else "").join(pieces)
    return content


def _encoding_fault(byte: int, where: str = "") -> InvalidValueError:
    """Name a byte that is no UTF-8; in a file opened as text, its place is not known."""
    hint = f"Excel may have saved it in a Windows encoding, such as Windows-1258. {_SAVE_AS}"
    return InvalidValueError("the encoding", f"byte 0x{byte:02X}", "UTF-8", hint, where)


def _lines(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n") + 1


def _check_beginning(name: str, content: bytes | str) -> None:
    """Refuse what begins as no CSV in UTF-8 does, and say what it most likely is instead."""
    beginning = content[:LOOK]
    if isinstance(beginning, str):
        beginning = beginning.encode("utf-8", "replace")
    start = beginning.removeprefix(codecs.BOM_UTF8).lstrip()
    zeros = beginning.count(0) * 4 > len(beginning)
    for signs, got, hint in _OTHER_KINDS:
        if start.startswith(signs) or (zeros and signs is _UTF_16):
            refuse(name, InvalidValueError("the file", Told(got), "CSV text in UTF-8", hint))


def decoded(name: str, content: bytes | str) -> str:
    """Return the text of a file, or of its beginning, or refuse what is none with its line."""
    _check_beginning(name, content)
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("latin-1")
        refuse(name, _encoding_fault(error.object[error.start], f"{name}, line {_lines(before)}"))
    before, nul, _ = text.removeprefix("\ufeff").partition("\0")
    if nul:
        hint = "The file is damaged, or is no text file: export it again."
        where = f"{name}, line {_lines(before)}"
        refuse(name, InvalidValueError("a character", nul, "text", hint, where))
    return before


def lines(name: str, file: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a file of any size; one that is no UTF-8 is refused with its number.

    Raises:
        InvalidValueError: A line is no UTF-8.
    """
    for number, line in enumerate(file, start=1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise _encoding_fault(line[error.start], f"{name}, line {number}") from None


# --- rows -------------------------------------------------------------------------


def rows(name: str, text: Iterable[str], separator: str) -> Iterator[Row]:
    """Yield every row of lines of *text* that is not blank; cells are unguarded.

    Raises:
        InvalidValueError: A quotation mark is out of place, or a cell or a row
            absurdly long; with the line.
    """
    # A whole text is split at \n, \r and \r\n, which are kept, as the csv module wants.
    source = io.StringIO(text, newline="") if isinstance(text, str) else text
    reader = csv.reader(source, delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if len(cells) > _MOST_CELLS:
                expected = f"of no more than {_MOST_CELLS} cells"
                raise _row_fault(name, line, f"{len(cells)}", expected)
            # The csv module's own limit is whatever another package has made of it.
            if max(map(len, cells), default=0) > _LONGEST_CELL:
                raise _long_cell(name, line)
            stripped = [(_unguard(c) if c[:1] == "'" else c).strip() for c in cells]
            if any(stripped):
                yield Row(line, stripped)
            line = reader.line_num + 1
    except csv.Error as error:
        if "limit" in str(error):
            raise _long_cell(name, line) from None
        hint = 'Quote the whole cell, and double the marks inside: "say ""so""".'
        expected = "with quotation marks in pairs"
        raise _row_fault(name, line, "one out of place", expected, hint) from None


def _long_cell(name: str, line: int) -> InvalidValueError:
    hint = "A quotation mark that is never closed may be the cause."
    return _row_fault(name, line, "an absurdly long one", "of cells of a sensible length", hint)


def _row_fault(name: str, line: int, got: str, expected: str, hint: str = "") -> InvalidValueError:
    """Say what is wrong with the row that begins on a line."""
    return InvalidValueError("the row", got, expected, hint, f"{name}, line {line}")


def width_fault(name: str, line: int, cells: list[str], width: int) -> InvalidValueError:
    """Say that a row has more or fewer cells than its header."""
    hint = "Fill up the row: a blank cell, too, has its separator."
    if len(cells) > width:
        hint = (
            "A decimal comma, or a comma in a text, may have cut a cell in two: write the decimal "
            "point as '.', and quote texts."
        )
    elif sum(map(bool, cells)) == 1:
        hint = f"{shown(next(filter(None, cells)))!r} seems to be a note, not a figure: remove it."
    return _row_fault(name, line, f"{len(cells)}", f"of {width} cells", hint)


# --- the header -------------------------------------------------------------------


class Found(NamedTuple):
    """Where the header of a file is, and what it says.

    Attributes:
        line: Number of its line, from 1.
        separator: What stands between cells.
        layout: What its columns are.
    """

    line: int
    separator: str
    layout: Layout


def find_header(name: str, text: str, spec: Spec, needs: tuple[str, ...] = ()) -> Found:
    """Find the first line that names the columns.

    A title and other lines may stand above it, and Excel's ``sep=;``. Where no line names
    what is needed, it is the one that names most, with its faults.

    Raises:
        InvalidDataError: There are no rows, or they cannot be taken apart.
    """
    beginning = text if len(text) <= LOOK else text[: text.rfind("\n", 0, LOOK) + 1] or text
    declared = re.match(r"(?i)\s*sep=(.)\r?\n", beginning)
    separators = declared[1] if declared else [s for s in _SEPARATORS if s == "," or s in beginning]
    tried: list[tuple[tuple[int, ...], Found]] = []
    first: InvalidValueError | None = None
    for separator in separators:
        found: list[Row] = []
        try:
            found += islice(rows(name, beginning, separator), _MOST_ABOVE)
        except InvalidValueError as fault:
            first = first or fault
        found = found[bool(declared) :]
        for place, row in enumerate(found):
            layout = Layout(tuple(row.cells), spec, needs)
            sound = not layout.faults and (place == 0 or layout.is_header)
            alike = sum(len(other.cells) == len(row.cells) > 1 for other in found)
            named = 0 if sound else -len(layout.roles) - layout.is_wide
            rank = (int(not sound), named, place, -alike)
            tried.append((rank, Found(row.line, separator, layout)))
            if sound:
                break
    if not tried:
        hint = "Its first line should name the columns, such as period,value."
        expected = "a header and rows"
        nothing = InvalidValueError("the table", "an empty file", expected, hint, name)
        refuse(name, first or nothing)
    return min(tried, key=lambda one: one[0])[1]


def guard(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula.

    One is put before a guarded text, too, so that taking one off always gives
    back what was there.

    Examples:
        >>> guard("=1+1"), guard("'=1+1"), guard("40 - 45")
        ("'=1+1", "''=1+1", '40 - 45')
    """
    return f"'{text}" if FORMULA.match(text) else text


def _unguard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
