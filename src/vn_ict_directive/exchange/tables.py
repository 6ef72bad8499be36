"""Figures from CSV tables: as people keep them in Excel, and as SDMX writes them."""

import codecs
import csv
import datetime as dt
import io
import os
import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, NoReturn, TypeVar

import attrs

from vn_ict_directive.checks import as_float, member
from vn_ict_directive.errors import (
    DirectiveError,
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.quantities import Unit
from vn_ict_directive.text import fold

__all__ = ["IGNORED_COLUMNS", "read_observations"]

T = TypeVar("T")

_ALIASES: Final = {
    "period": ("period", "year", "time_period", "năm", "kỳ"),
    "value": ("value", "obs_value", "giá trị"),
    "published": ("published", "công bố"),
    "indicator": ("indicator", "chỉ số"),
    "entity": ("entity", "ref_area"),
    "reporter": ("reporter", "bên báo cáo"),
    "basis": ("basis",),
    "unit": ("unit",),
    "flags": ("flags",),
    "note": ("note", "ghi chú"),
    "action": ("action",),
}
_REQUIRED: Final = ("period", "value")
_FILTERS: Final = ("indicator", "entity", "reporter")
_UNIFORM: Final = ("reporter", "basis", "unit")
_UNITS: Final = frozenset(unit.value for unit in Unit)

IGNORED_COLUMNS: Final = (
    *("dataflow", "structure", "structure_id", "unit_measure", "obs_status", "data_source"),
    *("source", "url", "status"),
)
"""Columns that may stand in a table and say nothing to :func:`read_observations`."""

# After so many faults, one more tells nothing new.
_MOST_FAULTS: Final = 50
_LONGEST_SHOWN: Final = 60
_MOST_NAMES: Final = 8

_SAVE_AS: Final = "In Excel, save it as “CSV UTF-8 (Comma delimited)”."


def _key(name: str) -> str:
    """Reduce a column's name to what does not depend on case, tones or underscores."""
    return " ".join(fold(name).replace("_", " ").split())


_ROLES: Final = {_key(alias): role for role, names in _ALIASES.items() for alias in names}
_IGNORED: Final = frozenset(map(_key, IGNORED_COLUMNS))


def read_observations(
    path_or_file: str | os.PathLike[str] | IO[bytes] | IO[str],
    *,
    indicator: str,
    entity: str = "VN",
    reporter: str | None = None,
    unit: Unit | str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Series:
    r"""Read one indicator's figures from a CSV table.

    The first line names the columns, in any order and case, tone marks or not:

    * ``period`` (or ``year``, ``TIME_PERIOD``, ``năm``, ``kỳ``): see :class:`~vn_ict_directive.Period`;
    * ``value`` (or ``OBS_VALUE``, ``giá trị``): a number with a decimal point;
    * ``published`` (or ``công bố``), if known, and ``note`` (or ``ghi chú``);
    * ``flags``: what a reader must know of the figure, such as ``estimated`` or
      ``break``, separated by spaces; see :class:`~vn_ict_directive.Flag`;
    * ``indicator`` (or ``chỉ số``) and ``entity`` (or ``REF_AREA``): rows of
      others than the asked are left out;
    * ``reporter``: rows of others are left out if one is asked for, else all
      must be of one;
    * ``basis`` and ``unit``: one throughout. A unit that is none of this
      library's is passed over, since other codes may mean the same;
    * ``ACTION``: a row to delete, ``D``, is refused.

    :data:`IGNORED_COLUMNS` are passed over; any other column is refused, since
    it may be a misspelt one. Cells are separated by commas or semicolons; the
    file is UTF-8, with or without a byte order mark. Empty rows are passed over.

    Args:
        path_or_file: The path of the file, or the file, open for reading.
        indicator: Id of the indicator to read.
        entity: Whom the figures describe.
        reporter: Who reports them; None for whoever the table names.
        unit: What they count; None for what the table says or, failing that,
            to trust the indicator's.
        columns: The names of columns that are called something else, as in
            ``{"value": "Xếp hạng"}``.

    Raises:
        InvalidDataError: The file cannot be read. Every fault is named, with its line.
        InvalidValueError: Another argument is not what it should be.
        UnknownNameError: *columns* names a column that this function does not read.

    Examples:
        >>> import io
        >>> table = io.StringIO("Năm;Giá trị;Published\n2018;88;2018-07-19\n2020;86;2020-07\n")
        >>> read_observations(table, indicator="egdi-rank")
        <Series egdi-rank VN: 2018: 88, 2020: 86>
        >>> try:
        ...     read_observations(
        ...         io.StringIO("year,value\n2018,88\n2020,n/a\n"), indicator="egdi-rank"
        ...     )
        ... except ValueError as error:
        ...     print(error)
        the table cannot be read: the table, line 3: value should be a number, got 'n/a'. Leave out what was not observed.
    """  # noqa: E501
    asked = Series(indicator=indicator, entity=entity, reporter=reporter, unit=unit)
    named = _columns(columns)
    name, content = _content(path_or_file)
    return _Table(name, asked, _text(name, content), named).series()


def _columns(columns: Any) -> dict[str, str]:
    if columns is None:
        return {}
    if not isinstance(columns, Mapping):
        raise InvalidValueError("columns", columns, "a mapping like {'value': 'Xếp hạng'}")
    for role, column in columns.items():
        if role not in _ALIASES:
            raise UnknownNameError("column to be read", role, tuple(_ALIASES))
        if not isinstance(column, str) or not column.strip():
            raise InvalidValueError(f"columns[{role!r}]", column, "the name of a column")
    named = {role: column.strip() for role, column in columns.items()}
    if len(set(map(_key, named.values()))) < len(named):
        raise InvalidValueError("columns", named, "a different column for each name")
    return named


def _refuse(name: str, *faults: DirectiveError) -> NoReturn:
    raise InvalidDataError(f"{name} cannot be read", faults)


def _content(path_or_file: Any) -> tuple[str, bytes | str]:
    """Return what to call the file, and all that it holds."""
    if isinstance(path_or_file, str | os.PathLike):
        path = Path(os.fsdecode(path_or_file))
        name, read = _shown(path.name or str(path)), path.read_bytes
    elif hasattr(path_or_file, "read"):
        known = getattr(path_or_file, "name", None)
        name = Path(known).name if isinstance(known, str) and known else "the table"
        read = path_or_file.read
    else:
        raise InvalidValueError("path_or_file", path_or_file, "a path or an open file")
    try:
        content: object = read()
    except UnicodeDecodeError as error:
        _refuse(name, _encoding_fault(error.object, error.start))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        hint = f"{why}: check its name and place."
        if isinstance(error, IsADirectoryError):
            hint = "It is a directory: name a file in it."
        _refuse(name, InvalidValueError("the file", name, "a CSV file that can be read", hint))
    if not isinstance(content, bytes | str):
        raise InvalidValueError("path_or_file", path_or_file, "a file that gives bytes or text")
    return name, content


def _encoding_fault(content: bytes, at: int, name: str = "") -> InvalidValueError:
    # Of a file opened as text only a part is at hand, so no line is told.
    where = f"{name}, line {_line_after(content[:at].decode('latin-1'))}" if name else ""
    hint = f"Excel may have saved it in a Windows encoding, such as Windows-1258. {_SAVE_AS}"
    return InvalidValueError("the encoding", f"byte 0x{content[at]:02X}", "UTF-8", hint, where)


def _line_after(text: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", text)) + 1


def _text(name: str, content: bytes | str) -> str:
    """Decode the content, or say what it most likely is instead."""
    if isinstance(content, bytes):
        if content.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
            hint = f"It is an Excel workbook or an archive. {_SAVE_AS}"
            _refuse(name, InvalidValueError("the file", "binary data", "CSV text", hint))
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (
            content.count(0) * 4 > len(content)
        ):
            hint = f"Excel writes that as “Unicode Text”. {_SAVE_AS}"
            _refuse(name, InvalidValueError("the encoding", "UTF-16", "UTF-8", hint))
        content = content.removeprefix(codecs.BOM_UTF8)
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            _refuse(name, _encoding_fault(content, error.start, name))
    else:
        text = content.removeprefix("\ufeff")
    before, nul, _ = text.partition("\0")
    if nul:
        where = f"{name}, line {_line_after(before)}"
        hint = "The file is damaged, or is no text file: export it again."
        _refuse(name, InvalidValueError("a character", nul, "text", hint, where))
    return text


def _shown(cell: str) -> str:
    return cell if len(cell) <= _LONGEST_SHOWN else f"{cell[:_LONGEST_SHOWN]}…"


def _flags(cell: str) -> tuple[Flag, ...]:
    return tuple(member(Flag, word, "flags") for word in cell.split())


class _Row(NamedTuple):
    line: int
    cells: list[str]


@attrs.define
class _Table:
    """One table while it is read: what was asked, what was found, what is wrong."""

    name: str
    asked: Series
    text: str
    named: dict[str, str]
    header: list[str] = attrs.field(init=False, factory=list)
    places: dict[str, int] = attrs.field(init=False, factory=dict)
    faults: list[DirectiveError] = attrs.field(init=False, factory=list)
    observations: list[Observation] = attrs.field(init=False, factory=list)
    # By column: what the rows that were left out say; what the first one said
    # that must be one throughout, with its line.
    others: dict[str, dict[str, None]] = attrs.field(init=False, factory=dict)
    uniform: dict[str, tuple[str, int]] = attrs.field(init=False, factory=dict)
    # The first to end on a day, and the first printing of a period, with their lines.
    periods: dict[dt.date, tuple[Period, int]] = attrs.field(init=False, factory=dict)
    printings: dict[tuple[Period, dt.date], tuple[float, int]] = attrs.field(
        init=False, factory=dict
    )

    def series(self) -> Series:
        """Read everything, then make the series or name every fault."""
        rows = self._rows()
        header = next(rows, None)
        if header is not None:
            self._read_header(header)
        elif not self.faults:
            hint = "Its first line should name the columns, such as period,value."
            self._fault("the table", "an empty file", "a header and rows", hint)
        self._stop_at_faults()
        empty = True
        for row in rows:
            empty = False
            self._read_row(row)
            if len(self.faults) >= _MOST_FAULTS:
                self._stop_at_faults(f"; reading stopped at line {row.line}")
        self._stop_at_faults()
        if empty:
            self._fault("the table", "a header alone", "a header and rows", "Add a row a figure.")
        elif not self.observations:
            self._nothing_found()
        self._stop_at_faults()
        return self._series()

    def _stop_at_faults(self, how: str = "") -> None:
        if self.faults:
            message = f"{self.name} cannot be read{how}"
            raise InvalidDataError(message, self.faults)

    def _series(self) -> Series:
        # By name, whatever is one throughout: Series itself checks what it is.
        said: dict[str, Any] = {role: cell or None for role, (cell, _) in self.uniform.items()}
        try:
            return attrs.evolve(self.asked, observations=self.observations, **said)
        except InvalidValueError as fault:
            role = fault.field.removeprefix("Series.")
            where = f"{self.name}, line {self.uniform[role][1]}"
            _refuse(self.name, attrs.evolve(fault, field=self._column(role), where=where))

    # --- lines ------------------------------------------------------------------

    def _rows(self) -> Iterator[_Row]:
        """Yield every row that is not blank, with the number of the line it begins on."""
        # newline="" splits at \n, \r and \r\n and keeps them, as the csv module wants.
        lines = io.StringIO(self.text, newline="")
        reader = csv.reader(lines, delimiter=self._delimiter(), strict=True)
        line = 1
        try:
            for cells in reader:
                stripped = [cell.strip() for cell in cells]
                if any(stripped):
                    yield _Row(line, stripped)
                line = reader.line_num + 1
        except csv.Error as error:
            if "limit" in str(error):
                expected, got = "of cells of a sensible length", "an absurdly long one"
                hint = "A quotation mark that is never closed may be the cause."
            else:
                expected, got = "with quotation marks in pairs", "one out of place"
                hint = 'Quote the whole cell, and double the marks inside: "say ""so""".'
            self._fault("the row", got, expected, hint, line)

    def _delimiter(self) -> str:
        lines = io.StringIO(self.text, newline="")
        first = next((line for line in lines if line.strip()), "")
        return ";" if first.count(";") > first.count(",") else ","

    def _fault(
        self, field: str, got: str, expected: str, hint: str = "", line: int | None = None
    ) -> None:
        where = self.name if line is None else f"{self.name}, line {line}"
        self.faults.append(InvalidValueError(field, _shown(got), expected, hint, where))

    # --- columns ----------------------------------------------------------------

    def _column(self, role: str) -> str:
        """Return the name that the table itself gives a column."""
        return _shown(self.header[self.places[role]])

    def _read_header(self, row: _Row) -> None:
        self.header = row.cells
        if len(row.cells) == 1 and "\t" in row.cells[0]:
            hint = f"Its cells are separated by tabs. {_SAVE_AS}"
            expected = "columns separated by commas or semicolons"
            self._fault("the header", row.cells[0], expected, hint, row.line)
            return
        named = {_key(column): role for role, column in self.named.items()}
        for place, cell in enumerate(row.cells):
            key = _key(cell)
            role = named.get(key) or _ROLES.get(key)
            if role in self.named and key not in named:
                continue  # the caller said that another column plays this part
            if role is None:
                if cell and key not in _IGNORED:
                    self._unknown(cell, row.line)
            elif role in self.places:
                got = f"{self.header[self.places[role]]} and {cell}"
                hint = "Remove one, or name the right one in columns=."
                self._fault(f"the column {role}", got, "there once", hint, row.line)
            else:
                self.places[role] = place
        for role in dict.fromkeys((*_REQUIRED, *self.named)):
            if role not in self.places:
                names = (self.named[role],) if role in self.named else _ALIASES[role]
                expected = f"one that names a column {' or '.join(names)}"
                self._fault(
                    "the header", ", ".join(filter(None, row.cells)), expected, "", row.line
                )

    def _unknown(self, cell: str, line: int) -> None:
        known = {**dict.fromkeys(_ROLES), **dict.fromkeys(_IGNORED)}
        near = get_close_matches(_key(cell)[:_LONGEST_SHOWN], known, n=1, cutoff=0.6)
        if near:
            expected = f"a known one: is it {near[0]!r}?"
            hint = "Rename it, or remove it."
        else:
            expected = f"one of {', '.join(_ALIASES)}"
            hint = "Remove it, or name it in columns= if it is one of these."
        self._fault("a column", cell, expected, hint, line)

    # --- rows -------------------------------------------------------------------

    def _read_row(self, row: _Row) -> None:
        if len(row.cells) != len(self.header):
            hint = "Fill up the row; a cell without a figure stays out with its whole row."
            if len(row.cells) > len(self.header):
                hint = (
                    "A decimal comma, or a comma in a text, may have cut a cell in two: write "
                    "the decimal point as '.', and quote texts."
                )
            self._fault(
                "the row", f"{len(row.cells)}", f"of {len(self.header)} cells", hint, row.line
            )
            return
        for name, cell in zip(self.header, row.cells, strict=True):
            if cell and not name:
                hint = "Name its column, or empty the cell."
                self._fault("a cell without a column name", cell, "blank", hint, row.line)
                return
        if self._cell(row, "action").casefold() == "d":
            hint = "Remove the row, and the figure that it takes back."
            self._fault(self._column("action"), "D", "not a deletion", hint, row.line)
        elif self._is_asked(row):
            self._read_figure(row)

    def _cell(self, row: _Row, role: str) -> str:
        return row.cells[self.places[role]] if role in self.places else ""

    def _is_asked(self, row: _Row) -> bool:
        """Whether the row is of the indicator, entity and reporter asked for."""
        for role in _FILTERS:
            cell, wanted = self._cell(row, role), getattr(self.asked, role)
            if role not in self.places or wanted is None:
                continue
            if cell.casefold() != wanted.casefold():
                self.others.setdefault(role, {}).setdefault(cell)
                return False
        return True

    def _read_figure(self, row: _Row) -> None:
        faults = len(self.faults)
        self._check_uniform(row)
        period = self._read(row, "period", Period.of)
        value = self._read(row, "value", lambda cell: as_float(cell, "value"))
        published = (
            self._read(row, "published", Period.of) if self._cell(row, "published") else None
        )
        flags = self._read(row, "flags", _flags) if self._cell(row, "flags") else ()
        if len(self.faults) > faults or period is None or value is None:
            return
        observation = Observation(
            period=period,
            value=value,
            published=published,
            flags=flags or (),
            note=self._cell(row, "note"),
        )
        self._check_consistent(observation, row.line)
        self.observations.append(observation)

    def _read(self, row: _Row, role: str, convert: Callable[[str], T]) -> T | None:
        cell = self._cell(row, role)
        try:
            return convert(cell)
        except InvalidValueError as fault:
            hint = fault.hint if cell else "Fill it in, or leave out the whole row."
            self._fault(self._column(role), cell, fault.expected, hint, row.line)
            return None

    def _check_uniform(self, row: _Row) -> None:
        """Hold what must be one throughout against the first row that said it."""
        for role in _UNIFORM:
            cell = self._cell(row, role)
            if role not in self.places or (role == "unit" and cell not in _UNITS):
                continue
            asked = getattr(self.asked, role)
            if asked is None:
                first, line = self.uniform.setdefault(role, (cell, row.line))
                if cell != first:
                    expected = f"{first!r} throughout, as on line {line}"
                    hint = f"Make one table for each {role}."
                    self._fault(self._column(role), cell, expected, hint, row.line)
            elif role == "unit" and cell != asked.value:
                self._fault(self._column(role), cell, repr(asked.value), "", row.line)

    def _check_consistent(self, observation: Observation, line: int) -> None:
        """Hold a figure against the rows before; a contradiction names both lines."""
        period, value = observation.period, observation.value
        known, known_line = self.periods.setdefault(period.end, (period, line))
        if known != period:
            expected = f"one that ends on another day than {known} on line {known_line}"
            hint = "Keep one frequency in a table."
            self._fault(self._column("period"), str(period), expected, hint, line)
        printing = (period, observation.visible_from)
        first, first_line = self.printings.setdefault(printing, (value, line))
        if first != value:
            expected = f"{first:.12g}, as for {period} on line {first_line}"
            hint = "Give each printing its own publication date, or remove one."
            self._fault(self._column("value"), f"{value:.12g}", expected, hint, line)

    def _nothing_found(self) -> None:
        """Say which rows there are instead of the asked ones."""
        for role, found in self.others.items():
            names = sorted(map(_shown, found))
            got = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
            expected = f"{getattr(self.asked, role)!r} in some row"
            self.faults.append(InvalidValueError(self._column(role), got, expected, "", self.name))
