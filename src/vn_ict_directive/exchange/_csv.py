"""CSV to the letter: a file's rows, and rows as a file in which a spreadsheet runs nothing.

Reading is bounded: what is larger than any table of figures is refused before
it is taken apart. Writing guards every text that a spreadsheet would take for a
formula with an apostrophe, and reading takes it off again, so that any text but
NUL comes back as it was.
"""

import codecs
import csv
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, NoReturn, get_args

from vn_ict_directive.errors import DirectiveError, InvalidDataError, InvalidValueError

__all__ = [
    "FORMULA",
    "MORE_CELLS",
    "Encoding",
    "Row",
    "check_beginning",
    "check_encoding",
    "encoding_fault",
    "guard",
    "load",
    "refuse",
    "row_fault",
    "rows",
    "shown",
    "syntax_fault",
    "write",
]

Encoding = Literal["utf-8", "utf-8-sig"]
"""How a table is written: plain UTF-8, or with the byte order mark by which Excel knows it."""

MORE_CELLS: Final = (
    "A decimal comma, or a comma in a text, may have cut a cell in two: write the decimal point "
    "as '.', and quote texts."
)
SAVE_AS: Final = "In Excel, save it as “CSV UTF-8 (Comma delimited)”."

_MOST_BYTES: Final = 16 * 2**20
_MOST_LINES: Final = 250_000
_MOST_CELLS: Final = 1000
_LONGEST_CELL: Final = 100_000
_LONGEST_SHOWN: Final = 60

# What a spreadsheet may take for a formula; apostrophes before it are those of the guard.
FORMULA: Final = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")  # noqa: RUF001 - full-width signs
_UNWRITABLE: Final = re.compile("[\0\ud800-\udfff]")
_QUOTED: Final = re.compile(r'[",;\r\n]|\A\s|\s\Z')


class Row(NamedTuple):
    """One row of a file that is not blank.

    Attributes:
        line: Number of the line it begins on, from 1.
        cells: Its cells, without white space around them.
    """

    line: int
    cells: list[str]


def shown(cell: str) -> str:
    """Shorten what an error shows of a cell."""
    return cell if len(cell) <= _LONGEST_SHOWN else f"{cell[:_LONGEST_SHOWN]}…"


def refuse(name: str, *faults: DirectiveError) -> NoReturn:
    """Refuse the whole file."""
    raise InvalidDataError(f"{name} cannot be read", faults)


# --- reading ----------------------------------------------------------------------


def load(path_or_file: Any) -> tuple[str, str]:
    """Return what to call a file, and its text.

    Raises:
        InvalidDataError: It cannot be read, is no UTF-8 text or is too large.
        InvalidValueError: *path_or_file* is neither a path nor an open file.
    """
    if isinstance(path_or_file, str | os.PathLike):
        path = Path(os.fsdecode(path_or_file))
        name = shown(path.name or str(path))
        content = _content(name, lambda: _read_path(path))
    elif callable(getattr(path_or_file, "read", None)):
        known = getattr(path_or_file, "name", None)
        name = Path(known).name if isinstance(known, str) and known else "the table"
        content = _content(name, lambda: _read_file(path_or_file))
    else:
        raise InvalidValueError("path_or_file", path_or_file, "a path or an open file")
    return name, _text(name, content)


def _read_path(path: Path) -> bytes | str:
    with path.open("rb") as file:
        return _read_file(file)


def _read_file(file: Any) -> bytes | str:
    """Read a file to its end, or to just past the size that is refused."""
    pieces: list[Any] = []
    left = _MOST_BYTES + 1
    while left > 0:
        try:
            piece = file.read(left)
        except TypeError:
            piece = None
        if not isinstance(piece, bytes | str) or type(piece) is not type((*pieces, piece)[0]):
            raise InvalidValueError("path_or_file", file, "a file that gives bytes or text")
        pieces.append(piece)
        if not piece:
            break
        left -= len(piece)
    content: bytes | str = type(pieces[0])().join(pieces)
    return content


def _content(name: str, read: Callable[[], bytes | str]) -> bytes | str:
    try:
        return read()
    except UnicodeDecodeError as error:
        refuse(name, encoding_fault(error.object[error.start]))
    except InvalidValueError:
        raise
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        hint = f"{why}: check its name and place."
        if isinstance(error, IsADirectoryError):
            hint = "It is a directory: name a file in it."
        refuse(name, InvalidValueError("the file", name, "a CSV file that can be read", hint))


def encoding_fault(byte: int, where: str = "") -> InvalidValueError:
    """Tell a byte that is no UTF-8; of a file opened as text it is not known where."""
    hint = f"Excel may have saved it in a Windows encoding, such as Windows-1258. {SAVE_AS}"
    return InvalidValueError("the encoding", f"byte 0x{byte:02X}", "UTF-8", hint, where)


def _lines(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n") + 1


def check_beginning(name: str, content: bytes) -> None:
    """Refuse what begins as no CSV in UTF-8 does, and say what it most likely is instead."""
    if content.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
        hint = f"It is an Excel workbook or an archive. {SAVE_AS}"
        refuse(name, InvalidValueError("the file", "binary data", "CSV text", hint))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (
        content.count(0) * 4 > len(content)
    ):
        hint = f"Excel writes that as “Unicode Text”. {SAVE_AS}"
        refuse(name, InvalidValueError("the encoding", "UTF-16", "UTF-8", hint))


def _text(name: str, content: bytes | str) -> str:
    """Decode the content, or say what it most likely is instead."""
    if isinstance(content, bytes):
        check_beginning(name, content)
    if len(content) > _MOST_BYTES:
        expected = f"no larger than {_MOST_BYTES // 2**20} MiB"
        hint = "Keep the rows of the figures that are needed."
        refuse(name, InvalidValueError("the file", "a larger one", expected, hint))
    if isinstance(content, bytes):
        content = content.removeprefix(codecs.BOM_UTF8)
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = _lines(content[: error.start].decode("latin-1"))
            refuse(name, encoding_fault(content[error.start], f"{name}, line {line}"))
    else:
        text = content.removeprefix("\ufeff")
    before, nul, _ = text.partition("\0")
    if nul:
        where = f"{name}, line {_lines(before)}"
        hint = "The file is damaged, or is no text file: export it again."
        refuse(name, InvalidValueError("a character", nul, "text", hint, where))
    if (lines := _lines(text)) > _MOST_LINES:
        expected = f"of no more than {_MOST_LINES} lines"
        hint = "Remove blank lines, and the rows that are not needed."
        refuse(name, InvalidValueError("the file", f"{lines} lines", expected, hint))
    return text


def rows(name: str, text: str) -> Iterator[Row]:
    """Yield every row of *text* that is not blank; cells are unguarded.

    Raises:
        InvalidValueError: A quotation mark is out of place, or a cell or a row
            absurdly long; with the line.
    """
    # newline="" splits at \n, \r and \r\n and keeps them, as the csv module wants.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if len(cells) > _MOST_CELLS:
                expected = f"of no more than {_MOST_CELLS} cells"
                raise row_fault(name, line, f"{len(cells)}", expected)
            # The csv module's own limit is whatever another package has made of it.
            if max(map(len, cells), default=0) > _LONGEST_CELL:
                raise _long_cell(name, line)
            stripped = [_unguard(cell).strip() for cell in cells]
            if any(stripped):
                yield Row(line, stripped)
            line = reader.line_num + 1
    except csv.Error as error:
        raise syntax_fault(name, line, error) from None


def syntax_fault(name: str, line: int, error: csv.Error) -> InvalidValueError:
    """Tell in our own words what the csv module cannot take apart."""
    if "limit" in str(error):
        return _long_cell(name, line)
    hint = 'Quote the whole cell, and double the marks inside: "say ""so""".'
    return row_fault(name, line, "one out of place", "with quotation marks in pairs", hint)


def _long_cell(name: str, line: int) -> InvalidValueError:
    hint = "A quotation mark that is never closed may be the cause."
    return row_fault(name, line, "an absurdly long one", "of cells of a sensible length", hint)


def row_fault(name: str, line: int, got: str, expected: str, hint: str = "") -> InvalidValueError:
    """Tell what is wrong with the row that begins on a line."""
    return InvalidValueError("the row", got, expected, hint, f"{name}, line {line}")


def _delimiter(text: str) -> str:
    lines = io.StringIO(text, newline="")
    first = next((line for line in lines if line.strip()), "")
    return ";" if first.count(";") > first.count(",") else ","


# --- writing ----------------------------------------------------------------------


def check_encoding(encoding: str) -> None:
    """Check that a table can be written in *encoding*.

    Raises:
        InvalidValueError: It is none of :data:`Encoding`.
    """
    if encoding not in get_args(Encoding):
        expected = " or ".join(map(repr, get_args(Encoding)))
        raise InvalidValueError("encoding", encoding, expected)


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


def write(header: Iterable[str], lines: Iterable[Iterable[str]], encoding: Encoding) -> bytes:
    """Write rows as CSV: commas, lines that end in LF, no more quotation marks than needed.

    What no text file can carry, NUL and lone surrogates, becomes the replacement
    character U+FFFD.
    """
    # Not csv.writer: what it quotes has changed from one Python to the next.
    text = "".join(",".join(map(_quote, cells)) + "\n" for cells in (header, *lines))
    return text.encode(encoding)


def _quote(cell: str) -> str:
    cell = _UNWRITABLE.sub("\ufffd", cell)
    return '"{}"'.format(cell.replace('"', '""')) if _QUOTED.search(cell) else cell
