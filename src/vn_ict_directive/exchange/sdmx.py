"""Figures from CSV tables: as people keep them in Excel, and as SDMX writes them."""

import datetime as dt
import os
import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import IO, Any, Final, NamedTuple, TypeVar

import attrs

from vn_ict_directive.checks import as_float, member
from vn_ict_directive.errors import (
    DirectiveError,
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from vn_ict_directive.exchange._csv import MORE_CELLS, SAVE_AS, Row, load, refuse, rows, shown
from vn_ict_directive.model import Indicator
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.quantities import (
    IMPOSSIBLE,
    Bound,
    Domain,
    Unit,
    split_bound,
    to_bound,
    to_unit,
)
from vn_ict_directive.text import fold

__all__ = ["IGNORED_COLUMNS", "read_all_observations", "read_observations"]

T = TypeVar("T")

_ALIASES: Final = {
    "period": ("period", "year", "time_period", "năm", "kỳ"),
    "value": ("value", "obs_value", "giá trị"),
    "bound": ("bound",),
    "published": ("published", "công bố"),
    "indicator": ("indicator", "chỉ số"),
    "entity": ("entity", "ref_area"),
    "reporter": ("reporter", "bên báo cáo"),
    "basis": ("basis",),
    "unit": ("unit",),
    "gathered": ("gathered",),
    "flags": ("flags",),
    "note": ("note", "ghi chú", "comment_obs", "obs_comment"),
    "obs_status": ("obs_status",),
    "unit_measure": ("unit_measure",),
    "unit_mult": ("unit_mult",),
    "action": ("action",),
}
_REQUIRED: Final = ("period", "value")
_FILTERS: Final = ("indicator", "entity", "reporter")
_UNIFORM: Final = ("reporter", "basis", "unit", "unit_measure", "gathered")
_KEYS: Final = ("indicator", "entity", "reporter", "basis")
_OF_ONE_FIGURE: Final = ("bound", "flags", "obs_status")
_UNITS: Final = frozenset(unit.value for unit in Unit)

IGNORED_COLUMNS: Final = (
    *("dataflow", "structure", "structure_id", "structure_name", "obs_key", "series_key"),
    *("decimals", "data_source"),
    *("source", "source_title", "source_url", "url", "status"),
    *("published_by", "printed", "derivation", "second_accounts"),
)
"""Columns that may stand in a table and say nothing to :func:`read_observations`."""


class _Status(NamedTuple):
    """What a code of SDMX's observation status says of a figure."""

    meaning: str
    flags: tuple[Flag, ...] = ()
    missing: bool = False


# The cross-domain code list CL_OBS_STATUS. What is no flag of ours becomes a note.
_STATUSES: Final = {
    "": _Status(""),
    "A": _Status(""),
    "B": _Status("", (Flag.BREAK,)),
    "D": _Status("definition differs"),
    "E": _Status("", (Flag.ESTIMATED,)),
    "G": _Status("experimental value"),
    "H": _Status("missing value; holiday or weekend", missing=True),
    "I": _Status("imputed value", (Flag.ESTIMATED,)),
    "J": _Status("derogation"),
    "K": _Status("data included in another category", missing=True),
    "L": _Status("missing value; data exist but were not collected", missing=True),
    "M": _Status("missing value; data cannot exist", missing=True),
    "N": _Status("not significant"),
    "O": _Status("missing value", missing=True),
    "P": _Status("", (Flag.PROVISIONAL,)),
    "Q": _Status("missing value; suppressed", missing=True),
    "S": _Status("strike and other special events"),
    "U": _Status("low reliability"),
    "V": _Status("unvalidated value", (Flag.PROVISIONAL,)),
    "W": _Status("includes data from another category"),
}

# After so many faults, one more tells nothing new.
_MOST_FAULTS: Final = 50
_MOST_NAMES: Final = 8


def _key(name: str) -> str:
    """Reduce a column's name to what does not depend on case, tones or underscores."""
    return " ".join(fold(name).replace("_", " ").split())


_ROLES: Final = {_key(alias): role for role, names in _ALIASES.items() for alias in names}
_IGNORED: Final = frozenset(map(_key, IGNORED_COLUMNS))

_LEADING_SDMX: Final = re.compile(r"(?i)dataflow|structure(\[.\])?")
_SDMX_ID: Final = re.compile(r"[A-Z][A-Z0-9_]*")
_REPORTING: Final = re.compile(r"([0-9]{4})-(?:A1|M([0-9]{2}))")


def read_observations(
    path_or_file: str | os.PathLike[str] | IO[bytes] | IO[str],
    *,
    indicator: str | Indicator,
    entity: str = "VN",
    reporter: str | None = None,
    unit: Unit | str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Series:
    r"""Read one indicator's figures from a CSV table.

    The first line names the columns, in any order and case, tone marks or not:

    * ``period`` (or ``year``, ``TIME_PERIOD``, ``năm``, ``kỳ``): see :class:`~vn_ict_directive.Period`;
    * ``value`` (or ``OBS_VALUE``, ``giá trị``): a number with a decimal point,
      after ``>``, ``>=``, ``<`` or ``<=`` where only a bound is known; the sign may
      stand in a column ``bound`` of its own;
    * ``published`` (or ``công bố``), if known, and ``note`` (or ``ghi chú``, ``COMMENT_OBS``);
    * ``flags``: what a reader must know of the figure, such as ``estimated`` or
      ``break``, separated by spaces; see :class:`~vn_ict_directive.observations.Flag`;
    * ``OBS_STATUS``: a code of SDMX. E, I, P, V and B become flags, the other
      qualities of a figure a note. A row that says *missing* (H, K, L, M, O, Q)
      and holds no value is no observation. A forecast, F, is refused;
    * ``indicator`` (or ``chỉ số``) and ``entity`` (or ``REF_AREA``): rows of
      others than the asked are left out;
    * ``reporter``: rows of others are left out if one is asked for, else all
      must be of one;
    * ``basis``, ``unit``, ``UNIT_MEASURE`` and ``gathered`` (the day up to which
      figures were looked for): one throughout. A unit that is
      none of this library's is passed over, since other codes may mean the same;
    * ``UNIT_MULT``: 0, since a figure is read as it is written;
    * ``ACTION``: a row to delete, ``D``, is refused.

    A table may also be wide: a column a period, named ``2018``, ``2020-Q4`` and
    so on, in place of ``period`` and ``value``. A blank cell there is no
    observation.

    A table whose first column is ``DATAFLOW`` or ``STRUCTURE`` is SDMX-CSV, 1.0
    or 2.0: its other dimensions and attributes must each be one throughout, and
    labels beside the codes are passed over. In any other table an unknown column
    is refused, since it may be a misspelt one; :data:`IGNORED_COLUMNS` are
    passed over. Cells are separated by commas or semicolons; the file is UTF-8,
    with or without a byte order mark. Empty rows are passed over.

    Args:
        path_or_file: The path of the file, or the file, open for reading.
        indicator: The indicator to read, or its id. Figures that are not possible
            on its scale are then refused with their lines; by its id alone, those
            that are not possible in the unit, where that is known.
        entity: Whom the figures describe.
        reporter: Who reports them; None for whoever the table names.
        unit: What they count; None for what the table says or, failing that,
            to trust the indicator's.
        columns: The names of columns that are called something else, as in
            ``{"value": "Xếp hạng"}``.

    Returns:
        The series; without figures where every row says that its value is missing.

    Raises:
        InvalidDataError: The file cannot be read. Every fault is named, with its line.
        InvalidValueError: Another argument is not what it should be.
        UnknownNameError: *columns* names a column that this function does not read.

    Examples:
        >>> import io
        >>> table = io.StringIO("Năm;Giá trị;Published\n2018;88;2018-07-19\n2020;86;2020-07\n")
        >>> read_observations(table, indicator="egdi-rank")
        <Series egdi-rank VN: 2018: 88, 2020: 86>
        >>> wide = io.StringIO("REF_AREA,2016,2018,2020\nTH,77,73,57\nVN,89,88,86\n")
        >>> read_observations(wide, indicator="egdi-rank")
        <Series egdi-rank VN: 2016: 89, 2018: 88, 2020: 86>
        >>> try:
        ...     read_observations(
        ...         io.StringIO("year,value\n2018,88\n2020,n/a\n"), indicator="egdi-rank"
        ...     )
        ... except ValueError as error:
        ...     print(error)
        the table cannot be read: the table, line 3: value should be a number, got 'n/a'. Leave out what was not observed.
    """  # noqa: E501
    known: dict[str, Indicator] = {}
    if isinstance(indicator, Indicator):
        known[indicator.id] = indicator
        if unit is not None and to_unit(unit) is not indicator.unit:
            raise InvalidValueError("unit", unit, f"{indicator.unit.value!r}, or None")
        unit = indicator.unit
    name = indicator.id if isinstance(indicator, Indicator) else indicator
    asked = Series(indicator=name, entity=entity, reporter=reporter, unit=unit)
    named = _columns(columns)
    title, text = load(path_or_file)
    (series,) = _Table(title, text, named, asked, known=known).series()
    return series


def read_all_observations(
    path_or_file: str | os.PathLike[str] | IO[bytes] | IO[str],
    *,
    indicators: Mapping[str, str | Indicator] | None = None,
    columns: Mapping[str, str] | None = None,
) -> tuple[Series, ...]:
    r"""Read every series of a CSV table.

    The table is one that :func:`read_observations` reads, with a column
    ``indicator``. Each indicator, entity, reporter and basis is a series of its
    own. Without a column ``entity`` the figures describe Viet Nam.

    Args:
        path_or_file: The path of the file, or the file, open for reading.
        indicators: What the table calls the indicators to read, and their ids,
            as in ``{"EGDI_RANK": "egdi-rank"}``, or the indicators themselves, whose
            unit and scale then hold; rows of others are left out. None for all,
            whose names must be ids themselves.
        columns: The names of columns that are called something else.

    Returns:
        The series, in the order in which the table first names them.

    Raises:
        InvalidDataError: The file cannot be read. Every fault is named, with its line.
        InvalidValueError: Another argument is not what it should be.
        UnknownNameError: *columns* names a column that this function does not read.

    Examples:
        >>> import io
        >>> table = "indicator,period,value\negdi-rank,2020,86\ngci-rank,2020,25\n"
        >>> read_all_observations(io.StringIO(table))
        (<Series egdi-rank VN: 2020: 86>, <Series gci-rank VN: 2020: 25>)
    """
    named = _columns(columns)
    ids: dict[str, str] = {}
    known: dict[str, Indicator] = {}
    if indicators is not None:
        if not isinstance(indicators, Mapping):
            raise InvalidValueError("indicators", indicators, "a mapping of names to ids")
        for code, one in indicators.items():
            if not isinstance(code, str):
                raise InvalidValueError("a name in indicators", code, "text")
            if isinstance(one, Indicator):
                known[one.id] = one
            ids[code.casefold()] = one.id if isinstance(one, Indicator) else one
            Series(indicator=ids[code.casefold()])
    name, text = load(path_or_file)
    asked_for = None if indicators is None else ids
    return tuple(_Table(name, text, named, indicators=asked_for, known=known).series())


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


def _period(cell: str) -> Period:
    """Read a period; SDMX also writes years as ``2020-A1`` and months as ``2020-M07``."""
    if reporting := _REPORTING.fullmatch(cell):
        cell = "-".join(filter(None, reporting.groups()))
    return Period.of(cell)


class _Figure(NamedTuple):
    """A value, and on which side of it the true one lies, where only that is known."""

    value: float
    bound: Bound | None

    def __str__(self) -> str:
        """The figure as a table would hold it."""
        return f"{self.bound or ''}{self.value:.12g}"


def _figure(cell: str) -> _Figure:
    number, bound = split_bound(cell)
    return _Figure(as_float(number, "value"), bound)


def _flags(cell: str) -> tuple[Flag, ...]:
    return tuple(member(Flag, word, "flags") for word in cell.split())


def _status(cell: str) -> _Status:
    if cell in _STATUSES:
        return _STATUSES[cell]
    hint = ""
    if cell == "F":
        hint = "A forecast is no observation: remove the row."
    elif len(cell) > 1:
        hint = "One code a figure: the most important one."
    codes = ", ".join(filter(None, _STATUSES))
    raise InvalidValueError("OBS_STATUS", cell, f"one of SDMX's codes {codes}", hint)


@attrs.define
class _Group:
    """The rows of one series."""

    asked: Series
    observations: list[Observation] = attrs.field(init=False, factory=list)
    # What the first row said that must be one throughout, by role or by column, with its line.
    uniform: dict[str, tuple[str, int]] = attrs.field(init=False, factory=dict)
    # The first to end on a day, and the first printing of a period, with their lines.
    periods: dict[dt.date, tuple[Period, int]] = attrs.field(init=False, factory=dict)
    printings: dict[tuple[Period, dt.date], tuple[_Figure, int]] = attrs.field(
        init=False, factory=dict
    )


@attrs.define
class _Table:
    """One table while it is read: what was asked, what was found, what is wrong."""

    name: str
    text: str
    named: dict[str, str]
    asked: Series | None = None
    """The series asked for, or None for all of them."""
    indicators: Mapping[str, str] | None = None
    known: Mapping[str, Indicator] = attrs.field(factory=dict)
    """The indicators of which more is known than an id."""
    header: list[str] = attrs.field(init=False, factory=list)
    places: dict[str, int] = attrs.field(init=False, factory=dict)
    # Of a wide table, the columns that are periods; of SDMX-CSV, those of unknown meaning.
    wide: dict[int, Period] = attrs.field(init=False, factory=dict)
    constant: list[int] = attrs.field(init=False, factory=list)
    is_sdmx: bool = attrs.field(init=False, default=False)
    faults: list[DirectiveError] = attrs.field(init=False, factory=list)
    # The series by what names them, and the names that no series can have.
    groups: dict[tuple[str, ...], _Group] = attrs.field(init=False, factory=dict)
    misnamed: set[tuple[str, ...]] = attrs.field(init=False, factory=set)
    # By column: what the rows that were left out say.
    others: dict[str, dict[str, None]] = attrs.field(init=False, factory=dict)

    def series(self) -> Iterator[Series]:
        """Read everything, then make the series or name every fault."""
        empty = self._read_rows()
        self._stop_at_faults()
        if empty:
            self._fault("the table", "a header alone", "a header and rows", "Add a row a figure.")
        elif not self.groups:
            self._nothing_found()
        self._stop_at_faults()
        yield from map(self._series, self.groups.values())

    def _read_rows(self) -> bool:
        """Read the header and every row; return whether there was none."""
        found = rows(self.name, self.text)
        empty = True
        try:
            header = next(found, None)
            if header is None:
                hint = "Its first line should name the columns, such as period,value."
                self._fault("the table", "an empty file", "a header and rows", hint)
            else:
                self._read_header(header)
            self._stop_at_faults()
            for row in found:
                empty = False
                self._read_row(row)
                if len(self.faults) >= _MOST_FAULTS:
                    self._stop_at_faults(f"; reading stopped at line {row.line}")
        except InvalidValueError as fault:
            self.faults.append(fault)
        return empty

    def _stop_at_faults(self, how: str = "") -> None:
        if self.faults:
            message = f"{self.name} cannot be read{how}"
            raise InvalidDataError(message, self.faults)

    def _series(self, group: _Group) -> Series:
        # By name, whatever is one throughout: Series itself checks what it is.
        said: dict[str, Any] = {
            role: group.uniform[role][0] or None
            for role in ("reporter", "basis", "unit", "gathered")
            if role in group.uniform
        }
        try:
            return attrs.evolve(group.asked, observations=group.observations, **said)
        except InvalidValueError as fault:
            role = fault.field.removeprefix("Series.")
            where = f"{self.name}, line {group.uniform[role][1]}"
            refuse(self.name, attrs.evolve(fault, field=self._column(role), where=where))

    def _fault(
        self, field: str, got: str, expected: str, hint: str = "", line: int | None = None
    ) -> None:
        where = self.name if line is None else f"{self.name}, line {line}"
        self.faults.append(InvalidValueError(field, shown(got), expected, hint, where))

    # --- columns ----------------------------------------------------------------

    def _column(self, role: str) -> str:
        """Return the name that the table itself gives a column."""
        return shown(self.header[self.places[role]])

    def _read_header(self, row: Row) -> None:
        self.header = row.cells
        if len(row.cells) == 1 and "\t" in row.cells[0]:
            hint = f"Its cells are separated by tabs. {SAVE_AS}"
            expected = "columns separated by commas or semicolons"
            self._fault("the header", row.cells[0], expected, hint, row.line)
            return
        self.is_sdmx = _LEADING_SDMX.fullmatch(row.cells[0]) is not None
        named = {_key(column): role for role, column in self.named.items()}
        strangers: list[int] = []
        for place, cell in enumerate(row.cells):
            key = _key(cell.partition(": ")[0] if self.is_sdmx else cell)
            role = named.get(key) or _ROLES.get(key)
            if role in self.named and key not in named:
                continue  # the caller said that another column plays this part
            if role is None:
                if cell and key not in _IGNORED:
                    strangers.append(place)
            elif role not in self.places:
                self.places[role] = place
            elif not self._is_label(cell):
                got = f"{self.header[self.places[role]]} and {cell}"
                hint = "Remove one, or name the right one in columns=."
                self._fault(f"the column {role}", got, "there once", hint, row.line)
        for place in strangers:
            self._read_stranger(place, row.line)
        self._check_header(row.line)

    def _is_label(self, cell: str) -> bool:
        """Whether a column of SDMX-CSV holds the words for another one's codes."""
        return self.is_sdmx and not _SDMX_ID.fullmatch(cell.partition(": ")[0])

    def _read_stranger(self, place: int, line: int) -> None:
        """See what a column is that plays no known part."""
        cell = self.header[place]
        is_long = "period" in self.places or "value" in self.places
        try:
            period = _period(cell)
        except InvalidValueError as fault:
            if self.is_sdmx and not cell[0].isdigit():
                if not self._is_label(cell):
                    self.constant.append(place)
            elif cell[0].isdigit() and not is_long:
                self._fault("a column", cell, fault.expected, fault.hint, line)
            else:
                self._unknown(cell, line)
            return
        if is_long:
            hint = "A table has a row a figure, or else a column a period."
            self._fault("a column", cell, "no period where others are period or value", hint, line)
        elif period in self.wide.values():
            self._fault(f"the column {period}", cell, "there once", "Remove one.", line)
        else:
            self.wide[place] = period

    def _check_header(self, line: int) -> None:
        names = ", ".join(filter(None, self.header))
        required = () if self.wide else _REQUIRED
        if self.asked is None:
            required = ("indicator", *required)
        for role in dict.fromkeys((*required, *self.named)):
            if role not in self.places:
                wanted = (self.named[role],) if role in self.named else _ALIASES[role]
                expected = f"one that names a column {' or '.join(wanted)}"
                self._fault("the header", names, expected, "", line)
        for role in _OF_ONE_FIGURE if self.wide else ():
            if role in self.places:
                expected = "no column that speaks of one figure where a row holds several"
                hint = "Remove it, or give each figure a row of its own."
                self._fault("the header", self._column(role), expected, hint, line)

    def _unknown(self, cell: str, line: int) -> None:
        known = {**dict.fromkeys(_ROLES), **dict.fromkeys(_IGNORED)}
        near = get_close_matches(shown(_key(cell)), known, n=1, cutoff=0.6)
        if near:
            expected = f"a known one: is it {near[0]!r}?"
            hint = "Rename it, or remove it."
        else:
            expected = f"one of {', '.join(_ALIASES)}"
            hint = "Remove it, or name it in columns= if it is one of these."
        self._fault("a column", cell, expected, hint, line)

    # --- rows -------------------------------------------------------------------

    def _read_row(self, row: Row) -> None:
        if len(row.cells) != len(self.header):
            hint = "Fill up the row; a cell without a figure stays out with its whole row."
            if len(row.cells) > len(self.header):
                hint = MORE_CELLS
            self._fault(
                "the row", f"{len(row.cells)}", f"of {len(self.header)} cells", hint, row.line
            )
            return
        for name, cell in zip(self.header, row.cells, strict=True):
            if cell and not name:
                hint = "Name its column, or empty the cell."
                self._fault("a cell without a column name", cell, "blank", hint, row.line)
                return
        action = self._cell(row, "action").casefold()
        if action == "d":
            hint = "Remove the row, and the figure that it takes back."
            self._fault(self._column("action"), "D", "not a deletion", hint, row.line)
        elif action not in {"", "a", "i", "m", "r"}:
            self._fault(self._column("action"), action, "A, I, M or R", "", row.line)
        elif self._is_asked(row) and (group := self._group(row)) is not None:
            self._read_figures(row, group)

    def _cell(self, row: Row, role: str) -> str:
        if role not in self.places:
            return ""
        cell = row.cells[self.places[role]]
        return cell.partition(": ")[0] if self.is_sdmx and role != "note" else cell

    def _is_asked(self, row: Row) -> bool:
        """Whether the row is of an indicator, entity and reporter asked for."""
        if self.asked is None:
            cell = self._cell(row, "indicator")
            if self.indicators is None or cell.casefold() in self.indicators:
                return True
            self.others.setdefault("indicator", {}).setdefault(cell)
            return False
        for role in _FILTERS:
            cell, wanted = self._cell(row, role), getattr(self.asked, role)
            if role not in self.places or wanted is None:
                continue
            if cell.casefold() != wanted.casefold():
                self.others.setdefault(role, {}).setdefault(cell)
                return False
        return True

    def _group(self, row: Row) -> _Group | None:
        """Return the series that the row is of, or None if it cannot be one."""
        if self.asked is not None:
            return self.groups.setdefault((), _Group(self.asked))
        said: dict[str, Any] = {r: self._cell(row, r) for r in _KEYS if r in self.places}
        key = tuple(said.values())
        if key not in self.groups and key not in self.misnamed:
            code = said["indicator"].casefold()
            said["indicator"] = code if self.indicators is None else self.indicators[code]
            try:
                series = Series(**{role: cell for role, cell in said.items() if cell})
                if series.indicator in self.known:
                    series = attrs.evolve(series, unit=self.known[series.indicator].unit)
                self.groups[key] = _Group(series)
            except InvalidValueError as fault:
                self.misnamed.add(key)
                role = fault.field.removeprefix("Series.")
                self._fault(self._column(role), said[role], fault.expected, "", row.line)
        return self.groups.get(key)

    def _read_figures(self, row: Row, group: _Group) -> None:
        before = len(self.faults)
        self._check_uniform(row, group)
        published = self._read(row, "published", _period) if self._cell(row, "published") else None
        flags = self._read(row, "flags", _flags) or ()
        status = self._read(row, "obs_status", _status) or _STATUSES[""]
        if self._cell(row, "unit_mult") not in {"", "0"}:
            hint = "Write the figures out, not in thousands or millions."
            self._fault(
                self._column("unit_mult"), self._cell(row, "unit_mult"), "0", hint, row.line
            )
        note = "; ".join(filter(None, (self._cell(row, "note"), status.meaning)))
        for period, (value, bound) in self._figures(row, status):
            if len(self.faults) > before:
                continue
            observation = Observation(
                period=period,
                value=value,
                bound=bound,
                published=published,
                flags={*flags, *status.flags},
                note=note,
            )
            self._check_possible(observation, group, row)
            self._check_consistent(observation, group, row.line)
            group.observations.append(observation)

    def _figures(self, row: Row, status: _Status) -> Iterator[tuple[Period, _Figure]]:
        """Yield the figures of a row: one in a long table, one a period in a wide one."""
        if not self.wide:
            cell = self._cell(row, "value")
            period = self._read(row, "period", _period)
            if status.missing and cell.casefold() in {"", "nan"}:
                return
            if status.missing:
                hint = "Its status says that it is missing: correct one of the two."
                self._fault(self._column("value"), cell, "blank", hint, row.line)
                return
            value = self._read(row, "value", _figure)
            bound = self._read(row, "bound", to_bound) if self._cell(row, "bound") else None
            if period is not None and value is not None:
                yield period, self._bounded(row, value, bound)
            return
        for place, period in self.wide.items():
            if row.cells[place]:
                column = shown(self.header[place])
                value = self._convert(row.line, column, row.cells[place], _figure)
                if value is not None:
                    yield period, value

    def _bounded(self, row: Row, figure: _Figure, bound: Bound | None) -> _Figure:
        """Join a figure to the sign that stands in a column of its own."""
        if bound is not None and figure.bound not in {None, bound}:
            expected = f"{figure.bound!s}, as before the value"
            hint = "Write the sign once."
            self._fault(self._column("bound"), bound.value, expected, hint, row.line)
        return figure if bound is None else figure._replace(bound=bound)

    def _read(self, row: Row, role: str, convert: Callable[[str], T]) -> T | None:
        if role not in self.places:
            return None
        return self._convert(row.line, self._column(role), self._cell(row, role), convert)

    def _convert(self, line: int, column: str, cell: str, convert: Callable[[str], T]) -> T | None:
        try:
            return convert(cell)
        except InvalidValueError as fault:
            hint = fault.hint if cell else "Fill it in, or leave out the whole row."
            self._fault(column, cell, fault.expected, hint, line)
            return None

    def _check_uniform(self, row: Row, group: _Group) -> None:
        """Hold what must be one throughout against the first row that said it."""
        for role in _UNIFORM:
            cell = self._cell(row, role)
            if role not in self.places or (role == "unit" and cell not in _UNITS):
                continue
            asked = getattr(group.asked, role, None)
            if asked is None:
                self._check_first(row, group, role, self._column(role), cell)
            elif role == "unit" and cell != asked.value:
                self._fault(self._column(role), cell, repr(asked.value), "", row.line)
        for place in self.constant:
            column = self.header[place]
            self._check_first(row, group, column, shown(column), row.cells[place])

    def _check_first(self, row: Row, group: _Group, role: str, column: str, cell: str) -> None:
        first, line = group.uniform.setdefault(role, (cell, row.line))
        if cell != first:
            expected = f"{shown(first)!r} throughout, as on line {line}"
            self._fault(column, cell, expected, f"Make one table for each {column}.", row.line)

    def _check_possible(self, observation: Observation, group: _Group, row: Row) -> None:
        """Hold a figure against its unit and, where the indicator is known, its scale."""
        unit, cell = group.asked.unit, self._cell(row, "unit")
        known = self.known.get(group.asked.indicator)
        if unit is None and cell not in _UNITS:
            return
        domain = known.domain if known else Domain.of(unit or to_unit(cell))
        if not domain.holds(observation.value, observation.bound):
            column = str(observation.period) if self.wide else self._column("value")
            figure = _Figure(observation.value, observation.bound)
            self._fault(column, str(figure), domain.expected, IMPOSSIBLE, row.line)

    def _check_consistent(self, observation: Observation, group: _Group, line: int) -> None:
        """Hold a figure against the rows before; a contradiction names both lines."""
        period, figure = observation.period, _Figure(observation.value, observation.bound)
        column = "" if self.wide else self._column("period")
        known, known_line = group.periods.setdefault(period.end, (period, line))
        if known != period:
            expected = f"one that ends on another day than {known} on line {known_line}"
            hint = "Keep one frequency in a table."
            self._fault(column or "a period", str(period), expected, hint, line)
        printing = (period, observation.visible_from)
        first, first_line = group.printings.setdefault(printing, (figure, line))
        if first != figure:
            expected = f"{first}, as for {period} on line {first_line}"
            hint = "Give each printing its own publication date, or remove one."
            column = str(period) if self.wide else self._column("value")
            self._fault(column, str(figure), expected, hint, line)

    def _nothing_found(self) -> None:
        """Say which rows there are instead of the asked ones."""
        for role, found in self.others.items():
            names = sorted(map(shown, found))
            got = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
            wanted = sorted(self.indicators or ()) or [getattr(self.asked, role)]
            expected = f"{' or '.join(map(repr, wanted))} in some row"
            self.faults.append(InvalidValueError(self._column(role), got, expected, "", self.name))
