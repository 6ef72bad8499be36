"""Figures from rows, whatever they were in: a file that people keep, SDMX, or a data frame."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any, Final, NamedTuple, TypeVar

import attrs

from vn_ict_directive.errors import DirectiveError, InvalidDataError, InvalidValueError
from vn_ict_directive.ingest.cells import (
    Dialect,
    Figure,
    doubt_days,
    doubt_months,
    is_missing,
    read_figure,
    read_multiplier,
    read_period,
    read_published,
    scaled,
    stamped,
)
from vn_ict_directive.ingest.delimited import Row, find_header, load, refuse, rows, width_fault
from vn_ict_directive.ingest.identity import entity_key, joined, same_entity
from vn_ict_directive.ingest.roles import Dates, Layout, Spec, shown
from vn_ict_directive.ingest.statuses import (
    PLAIN,
    Status,
    read_flags,
    read_obs_flag,
    read_status,
)
from vn_ict_directive.model import Indicator
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.units import IMPOSSIBLE, Bound, Domain, Unit, to_bound, to_unit

__all__ = [
    "Rows",
    "asked_for",
    "figures",
    "read_all_observations",
    "read_observations",
    "rows_of",
]

T = TypeVar("T")

_FILTERS: Final = ("indicator", "entity", "reporter")
_UNIFORM: Final = ("reporter", "basis", "unit", "unit_measure", "gathered")
_KEYS: Final = ("indicator", "entity", "reporter", "basis")
_UNITS: Final = frozenset(unit.value for unit in Unit)
_ACTIONS: Final = frozenset(("", "a", "i", "m", "r"))

# After so many faults, one more tells nothing new.
_MOST_FAULTS: Final = 50
_MOST_NAMES: Final = 8


def read_observations(
    path_or_file: str | os.PathLike[str] | IO[bytes] | IO[str],
    *,
    indicator: str | Indicator,
    entity: str = "VN",
    reporter: str | None = None,
    unit: Unit | str | None = None,
    columns: Mapping[str, str] | None = None,
    where: Mapping[str, str] | None = None,
    dialect: Dialect | None = None,
    dates: Dates | None = None,
    profile: str | None = None,
    indicators: Mapping[str, str] | None = None,
) -> Series:
    r"""Read one indicator's figures from a CSV table.

    One line names the columns, in any order and case, tone marks or not; lines above it, such
    as a title, are passed over:

    * ``period`` (or ``year``, ``TIME_PERIOD``, ``năm``, ``kỳ``): see :class:`~vn_ict_directive.Period`;
    * ``value`` (or ``OBS_VALUE``, ``giá trị``): a number with a decimal point,
      after ``>``, ``>=``, ``<`` or ``<=`` where only a bound is known; the sign may
      stand in a column ``bound`` of its own. A blank, ``NaN``, ``#N/A``, ``..``, ``:`` and ``.``
      are no observation;
    * ``published`` (or ``công bố``), if known, and ``note`` (or ``ghi chú``, ``COMMENT_OBS``);
    * ``flags``: what a reader must know of the figure, such as ``estimated`` or
      ``break``, separated by spaces; see :class:`~vn_ict_directive.Flag`;
    * ``OBS_STATUS``: a code of SDMX. E, I, P, V and B become flags, the other
      qualities of a figure a note. A row that says *missing* (H, K, L, M, O, Q)
      and holds no value is no observation. A forecast, F, is refused. ``OBS_FLAG`` is the same
      in Eurostat's letters;
    * ``indicator`` (or ``chỉ số``) and ``entity`` (or ``REF_AREA``, ``geo``, ``LOCATION``,
      ``COUNTRY``): rows of others than the asked are left out. A country may have its name, or
      either of its codes in ISO 3166;
    * ``reporter``: rows of others are left out if one is asked for, else all
      must be of one;
    * ``basis``, ``unit``, ``UNIT_MEASURE`` and ``gathered`` (the day up to which
      figures were looked for): one throughout;
    * ``UNIT_MULT``: the power of ten by which a figure is multiplied;
    * ``ACTION``: a row to delete, ``D``, is refused.

    A table may also be wide: a column a period, named ``2018``, ``2020-Q4`` and
    so on, in place of ``period`` and ``value``.

    A table whose first column is ``DATAFLOW`` or ``STRUCTURE``, or with ``TIME_PERIOD`` and
    ``OBS_VALUE``, is SDMX: its other dimensions and attributes must each be one throughout, and
    labels beside the codes are passed over. In any other table, so must be columns such as
    ``sex`` and ``age``; a column that looks like a misspelt one is refused, and others are
    passed over. Cells are separated by commas, semicolons, tabs or ``|``; the file is UTF-8,
    with or without a byte order mark. Empty rows are passed over.

    Args:
        path_or_file: The path of the file, ``"-"`` for the standard input, or the file, open
            for reading.
        indicator: The indicator to read, or its id. Figures that are not possible
            on its scale are then refused with their lines; by its id alone, those
            that are not possible in the unit, where that is known.
        entity: Whom the figures describe.
        reporter: Who reports them; None for whoever the table names.
        unit: What they count; None for what the table says or, failing that,
            to trust the indicator's.
        columns: The names of columns that are called something else, as in
            ``{"value": "Xếp hạng"}``.
        where: What cells must say for their row to count, as in ``{"SEX": "T"}``; ``"*"`` takes
            rows that differ there as one series.
        dialect: How numbers and dates are written: ``"en"`` takes ``1,234.5``; ``"vi"`` takes
            ``1.234,5``, ``31/12/2020``, ``Quý IV/2020`` and headers such as *thời kỳ*, *xếp
            hạng*, *ngày công bố*. None takes neither: what has two readings is refused.
        dates: What dates stand for where they could be days or the periods that begin on them:
            ``"day"``, ``"month"``, ``"quarter"`` or ``"year"``.
        profile: A known kind of file: ``"un-egov"``, ``"world-bank"``, ``"owid"`` or
            ``"px-web"``.
        indicators: What the table calls indicators, and their ids, as in
            ``{"EGDI_RANK": "egdi-rank"}``.

    Returns:
        The series; without figures where every row says that its value is missing.

    Raises:
        InvalidDataError: The file cannot be read. Every fault is named, with its line.
        InvalidValueError: Another argument is not what it should be.
        UnknownNameError: *columns* names a column that this function does not read, or *profile*
            an unknown kind of file.

    Examples:
        >>> import io
        >>> table = io.StringIO("Năm;Giá trị;Published\n2018;88;2018-07-19\n2020;86;2020-07\n")
        >>> read_observations(table, indicator="egdi-rank")
        <Series egdi-rank VN: 2018: 88, 2020: 86>
        >>> wide = io.StringIO("REF_AREA,2016,2018,2020\nTH,77,73,57\nVNM,89,88,86\n")
        >>> read_observations(wide, indicator="egdi-rank")
        <Series egdi-rank VN: 2016: 89, 2018: 88, 2020: 86>
        >>> try:
        ...     read_observations(
        ...         io.StringIO("year,value\n2018,88\n2020,86/193\n"), indicator="egdi-rank"
        ...     )
        ... except ValueError as error:
        ...     print(error)
        the table cannot be read: the table, line 3: value should be a number, got '86/193'. It may be 86 of 193, or the fraction 0.4456: write one number.
    """  # noqa: E501
    asked, known = asked_for(indicator, entity, reporter, unit)
    spec = Spec.of(columns, where, dialect, dates, profile, indicators=indicators)
    (series,) = figures(rows_of(path_or_file, spec), asked, known=known)
    return series


def asked_for(
    indicator: str | Indicator, entity: str, reporter: str | None, unit: Unit | str | None
) -> tuple[Series, dict[str, Indicator]]:
    """Return the series asked for, without figures yet, and what is known of its indicator.

    Raises:
        InvalidValueError: *unit* is not the indicator's, or a name is none.
    """
    if not isinstance(indicator, Indicator):
        return Series(indicator=indicator, entity=entity, reporter=reporter, unit=unit), {}
    if unit is not None and to_unit(unit) is not indicator.unit:
        raise InvalidValueError("unit", unit, f"{indicator.unit.value!r}, or None")
    name, unit = indicator.id, indicator.unit
    asked = Series(indicator=name, entity=entity, reporter=reporter, unit=unit)
    return asked, {name: indicator}


def read_all_observations(
    path_or_file: str | os.PathLike[str] | IO[bytes] | IO[str],
    *,
    indicators: Mapping[str, str | Indicator] | None = None,
    columns: Mapping[str, str] | None = None,
    where: Mapping[str, str] | None = None,
    dialect: Dialect | None = None,
    dates: Dates | None = None,
    profile: str | None = None,
) -> tuple[Series, ...]:
    r"""Read every series of a CSV table.

    The table is one that :func:`read_observations` reads, with a column
    ``indicator``. Each indicator, entity, reporter and basis is a series of its
    own. Without a column ``entity`` the figures describe Viet Nam. Names of entities that differ
    only in case, spaces, Unicode form or the place of a tone mark are those of one.

    Args:
        path_or_file: The path of the file, ``"-"`` for the standard input, or the file, open
            for reading.
        indicators: What the table calls the indicators to read, and their ids,
            as in ``{"EGDI_RANK": "egdi-rank"}``, or the indicators themselves, whose
            unit and scale then hold; rows of others are left out. None for all,
            whose names must be ids themselves.
        columns: The names of columns that are called something else.
        where: What cells must say for their row to count.
        dialect: How numbers and dates are written.
        dates: What dates stand for.
        profile: A known kind of file.

    Returns:
        The series, in the order in which the table first names them.

    Raises:
        InvalidDataError: The file cannot be read. Every fault is named, with its line.
        InvalidValueError: Another argument is not what it should be.
        UnknownNameError: *columns* names a column that this function does not read, or *profile*
            an unknown kind of file.

    Examples:
        >>> import io
        >>> table = "indicator,period,value\negdi-rank,2020,86\ngci-rank,2020,25\n"
        >>> read_all_observations(io.StringIO(table))
        (<Series egdi-rank VN: 2020: 86>, <Series gci-rank VN: 2020: 25>)
    """
    known: dict[str, Indicator] = {}
    if isinstance(indicators, Mapping):
        known = {one.id: one for one in indicators.values() if isinstance(one, Indicator)}
        indicators = {
            code: one.id if isinstance(one, Indicator) else one for code, one in indicators.items()
        }
    spec = Spec.of(columns, where, dialect, dates, profile, indicators=indicators)
    return tuple(figures(rows_of(path_or_file, spec, ("indicator",)), known=known))


class Rows(NamedTuple):
    """A table that lies open: its columns, and its rows with their numbers.

    Attributes:
        name: What to call it.
        spec: What the caller says of it.
        layout: What its columns are; None where there is not even a header.
        line: Number of the header's line.
        rows: The rows below.
        counted: What rows are counted in.
    """

    name: str
    spec: Spec
    layout: Layout | None
    line: int
    rows: Iterable[Any]
    counted: str = "line"


def rows_of(path_or_file: Any, spec: Spec, needs: tuple[str, ...] = ()) -> Rows:
    """Open a file and find its header.

    Raises:
        InvalidDataError: It cannot be read.
        InvalidValueError: *path_or_file* is neither a path nor an open file.
    """
    name, text = load(path_or_file)
    try:
        found = find_header(name, text, spec, needs)
    except InvalidValueError as fault:
        refuse(name, fault)
    if found is None:
        return Rows(name, spec, None, 1, ())
    lone = found.separator == ";" and spec.dialect is None
    below = (row for row in rows(name, text, found.separator) if row.line > found.line)
    return Rows(name, attrs.evolve(spec, lone_thousands=lone), found.layout, found.line, below)


def figures(
    table: Rows, asked: Series | None = None, *, known: Mapping[str, Indicator]
) -> Iterator[Series]:
    """Make the series of a table, or name every fault.

    Args:
        table: The table.
        asked: The series asked for, or None for all of them.
        known: The indicators of which more is known than an id.
    """
    return _Table(table.name, table, table.spec, asked, known).series()


@attrs.define
class _Group:
    """The rows of one series."""

    asked: Series
    names: set[str] = attrs.field(init=False, factory=set)
    observations: list[Observation] = attrs.field(init=False, factory=list)
    # What the first row said that must be one throughout, by role or by column, with its line.
    uniform: dict[str, tuple[str, int]] = attrs.field(init=False, factory=dict)
    # The first to end on a day, and the first printing of a period, with their rows.
    periods: dict[dt.date, tuple[Period, int]] = attrs.field(init=False, factory=dict)
    printings: dict[tuple[Period, dt.date], tuple[Figure, Row]] = attrs.field(
        init=False, factory=dict
    )


@attrs.define
class _Table:
    """One table while it is read: what was asked, what was found, what is wrong."""

    name: str
    table: Rows
    spec: Spec
    asked: Series | None = None
    measured: Mapping[str, Indicator] = attrs.field(factory=dict)
    layout: Layout = attrs.field(init=False)
    faults: list[DirectiveError] = attrs.field(init=False, factory=list)
    # The series by what names them, and the names that no series can have.
    groups: dict[tuple[str, ...], _Group] = attrs.field(init=False, factory=dict)
    misnamed: set[tuple[str, ...]] = attrs.field(init=False, factory=set)
    # By column: what the rows that were left out say.
    others: dict[str, dict[str, None]] = attrs.field(init=False, factory=dict)
    # What cells were read as, by role: tables say the same few things over and over.
    known: dict[str, dict[Any, Any]] = attrs.field(init=False, factory=dict)

    def series(self) -> Iterator[Series]:
        """Read everything, then make the series or name every fault."""
        if self.table.layout is None:
            hint = "Its first line should name the columns, such as period,value."
            self._fault("the table", "an empty file", "a header and rows", hint)
        else:
            self.layout = self.table.layout
            where = self._where(self.table.line)
            self.faults += (attrs.evolve(fault, where=where) for fault in self.layout.faults)
        self._stop_at_faults()
        empty = self._read_rows()
        self._check_readings()
        self._stop_at_faults()
        if empty:
            self._fault("the table", "a header alone", "a header and rows", "Add a row a figure.")
        elif not self.groups:
            self._nothing_found()
        self._stop_at_faults()
        yield from map(self._series, self.groups.values())

    def _read_rows(self) -> bool:
        """Read every row; return whether there was none."""
        empty = True
        try:
            for row in self.table.rows:
                empty = False
                self._read_row(row)
                if len(self.faults) >= _MOST_FAULTS:
                    self._stop_at_faults(f"; reading stopped at {self.table.counted} {row.line}")
        except InvalidValueError as fault:
            self.faults.append(fault)
        return empty

    def _check_readings(self) -> None:
        """Hold all periods together against what could be read in two ways."""
        cells: list[Any] = [] if self.layout.periods else list(self.known.get("period", ()))
        doubt = doubt_months(cell for cell in cells if isinstance(cell, str))
        if self.spec.dates is None and doubt is None:
            found = [self.known["period"][cell] for cell in cells]
            if all(isinstance(period, Period) and period.kind == "day" for period in found):
                doubt = doubt_days(period.end for period in found)
        if doubt is not None:
            self.faults.append(attrs.evolve(doubt, where=self.name))

    def _stop_at_faults(self, how: str = "") -> None:
        if self.faults:
            message = f"{self.name} cannot be read{how}"
            raise InvalidDataError(message, self.faults)

    def _series(self, group: _Group) -> Series:
        # By name, whatever is one throughout: Series itself checks what it is.
        said: dict[str, Any] = {
            role: group.uniform[role][0] or None
            for role in ("reporter", "basis", "unit", "gathered")
            if role in group.uniform and (role != "unit" or group.uniform[role][0] in _UNITS)
        }
        if group.names:
            first = next(iter(group.names))
            said["entity"] = joined(group.names).get(first, first)
        try:
            return attrs.evolve(group.asked, observations=group.observations, **said)
        except InvalidValueError as fault:
            role = fault.field.removeprefix("Series.")
            if role in group.uniform:  # else a figure is at fault, which has its own name
                where = self._where(group.uniform[role][1])
                fault = attrs.evolve(fault, field=self.layout.name(role), where=where)
            refuse(self.name, fault)

    def _where(self, line: int) -> str:
        return f"{self.name}, {self.table.counted} {line}"

    def _fault(
        self, field: str, got: str, expected: str, hint: str = "", line: int | None = None
    ) -> None:
        where = self.name if line is None else self._where(line)
        self.faults.append(InvalidValueError(field, shown(got), expected, hint, where))

    # --- rows -------------------------------------------------------------------

    def _read_row(self, row: Row) -> None:
        layout = self.layout
        if len(row.cells) != len(layout.header):
            self.faults.append(width_fault(self.name, row.line, row.cells, len(layout.header)))
            return
        for place in layout.unnamed:
            if row.cells[place]:
                hint = "Name its column, or empty the cell."
                cell = str(row.cells[place])
                self._fault("a cell without a column name", cell, "blank", hint, row.line)
                return
        for place in layout.labelled:
            row.cells[place] = row.cells[place].partition(": ")[0]
        for place, said in layout.where.items():
            cell = self._text(row, place)
            if said not in {"*", cell}:
                self.others.setdefault(layout.header[place], {}).setdefault(cell)
                return
        action = self._cell(row, "action").casefold()
        if action == "d":
            hint = "Remove the row, and the figure that it takes back."
            self._fault(layout.name("action"), "D", "not a deletion", hint, row.line)
        elif action not in _ACTIONS:
            self._fault(layout.name("action"), action, "A, I, M or R", "", row.line)
        elif self._is_asked(row) and (group := self._group(row)) is not None:
            self._read_figures(row, group)

    def _text(self, row: Row, place: int) -> str:
        cell: Any = row.cells[place]
        return cell if isinstance(cell, str) else str(cell)

    def _cell(self, row: Row, role: str) -> str:
        place = self.layout.roles.get(role)
        return "" if place is None else self._text(row, place)

    def _is_asked(self, row: Row) -> bool:
        """Whether the row is of an indicator, entity and reporter asked for."""
        if self.asked is None:
            cell = self._cell(row, "indicator")
            if self.spec.id_of(cell) is not None:
                return True
            self.others.setdefault("indicator", {}).setdefault(cell)
            return False
        for role in _FILTERS:
            wanted = getattr(self.asked, role)
            if role not in self.layout.roles or wanted is None:
                continue
            cell = self._cell(row, role)
            if role == "entity":
                same = same_entity(cell, wanted)
            elif role == "indicator":
                same = self.spec.id_of(cell) == wanted
            else:
                same = cell.casefold() == wanted.casefold()
            if not same:
                self.others.setdefault(role, {}).setdefault(cell)
                return False
        return True

    def _group(self, row: Row) -> _Group | None:
        """Return the series that the row is of, or None if it cannot be one."""
        if self.asked is not None:
            return self.groups.setdefault((), _Group(self.asked))
        said: dict[str, Any] = {r: self._cell(row, r) for r in _KEYS if r in self.layout.roles}
        for role in ("indicator", "entity"):
            if said.get(role) == "":
                self._fault(self.layout.name(role), "", "given in every row", "", row.line)
                return None
        code = self.spec.id_of(said["indicator"]) or ""
        entity = said.get("entity", "")
        key = tuple((said | {"indicator": code, "entity": entity_key(entity)}).values())
        if key not in self.groups and key not in self.misnamed:
            said["indicator"] = code
            try:
                series = Series(**{role: cell for role, cell in said.items() if cell})
                if series.indicator in self.measured:
                    series = attrs.evolve(series, unit=self.measured[series.indicator].unit)
                self.groups[key] = _Group(series)
            except InvalidValueError as fault:
                self.misnamed.add(key)
                role = fault.field.removeprefix("Series.")
                got = self._cell(row, role)
                self._fault(self.layout.name(role), got, fault.expected, "", row.line)
        group = self.groups.get(key)
        if group is not None and entity:
            group.names.add(entity)
        return group

    def _read_figures(self, row: Row, group: _Group) -> None:
        before = len(self.faults)
        self._check_uniform(row, group)
        published = self._read(row, "published", self._published, None)
        flags: tuple[Flag, ...] = self._read(row, "flags", read_flags, ())
        status: Status = self._read(row, "obs_status", read_status, PLAIN)
        flagged: Status = self._read(row, "obs_flag", read_obs_flag, PLAIN)
        power = self._read(row, "unit_mult", read_multiplier, 0)
        for role in ("start", "due"):
            if cell := self._cell(row, role):
                hint = "Series with dates of their own are for panels: evaluate them as one."
                self._fault(self.layout.name(role), cell, "blank", hint, row.line)
        note = "; ".join(filter(None, (self._cell(row, "note"), status.note, flagged.note)))
        missing = status.missing or flagged.missing
        for period, figure, more in self._figures(row, missing):
            if len(self.faults) > before:
                continue
            value, bound = scaled(figure, power) if power else figure
            observation = Observation(
                period=period,
                value=value,
                bound=bound,
                published=published,
                flags={*flags, *status.flags, *flagged.flags, *more},
                note=note,
            )
            self._check_possible(observation, group, row)
            self._check_consistent(observation, group, row)
            group.observations.append(observation)

    def _period(self, cell: Any) -> Period:
        return stamped(read_period(cell, self.spec.dialect), self.spec.dates)

    def _published(self, cell: Any) -> Period:
        return read_published(cell, self.spec.dialect)

    def _figure(self, cell: Any) -> Figure:
        return read_figure(cell, self.spec.dialect, lone=self.spec.lone_thousands)

    def _figures(
        self, row: Row, missing: bool
    ) -> Iterator[tuple[Period, Figure, tuple[Flag, ...]]]:
        """Yield the figures of a row: one in a long table, one a period in a wide one."""
        if not self.layout.periods:
            cell = row.cells[self.layout.roles["value"]]
            column = self.layout.name("period")
            at = row.cells[self.layout.roles["period"]]
            period = self._convert(row, "period", column, at, self._period)
            bound = self._read(row, "bound", to_bound, None)
            if is_missing(cell):
                return
            if missing:
                hint = "Its status says that it is missing: correct one of the two."
                self._fault(self.layout.name("value"), str(cell), "blank", hint, row.line)
                return
            value = self._convert(row, "value", self.layout.name("value"), cell, self._figure)
            if period is not None and value is not None:
                yield period, self._bounded(row, value, bound), ()
            return
        for place, (period, flags) in self.layout.periods.items():
            if not is_missing(row.cells[place]):
                column = shown(self.layout.header[place])
                value = self._convert(row, "value", column, row.cells[place], self._figure)
                if value is not None:
                    yield period, value, flags

    def _bounded(self, row: Row, figure: Figure, bound: Bound | None) -> Figure:
        """Join a figure to the sign that stands in a column of its own."""
        if bound is not None and figure.bound not in {None, bound}:
            expected = f"{figure.bound!s}, as before the value"
            hint = "Write the sign once."
            self._fault(self.layout.name("bound"), bound.value, expected, hint, row.line)
        return figure if bound is None else figure._replace(bound=bound)

    def _read(self, row: Row, role: str, convert: Callable[[Any], T | None], otherwise: T) -> T:
        """Read the cell of a role; *otherwise* where it is blank, or a fault."""
        place = self.layout.roles.get(role)
        if place is None or row.cells[place] == "":
            return otherwise
        cell = self._text(row, place) if role != "published" else row.cells[place]
        found = self._convert(row, role, self.layout.name(role), cell, convert)
        return otherwise if found is None else found

    def _convert(
        self, row: Row, role: str, column: str, cell: Any, convert: Callable[[Any], T]
    ) -> T | None:
        known = self.known.setdefault(role, {})
        found: T | InvalidValueError | None = known.get(cell)
        if found is None:
            try:
                found = convert(cell)
            except InvalidValueError as fault:
                found = fault
            known[cell] = found
        if isinstance(found, InvalidValueError):
            hint = found.hint if cell != "" else "Fill it in, or leave out the whole row."
            self._fault(column, str(cell), found.expected, hint, row.line)
            return None
        return found

    def _check_uniform(self, row: Row, group: _Group) -> None:
        """Hold what must be one throughout against the first row that said it."""
        for role in _UNIFORM:
            if role not in self.layout.roles:
                continue
            cell = self._cell(row, role)
            if role in {"unit", "unit_measure"} and not cell:
                continue
            asked = getattr(group.asked, role, None)
            if asked is None or (role == "unit" and cell not in _UNITS):
                self._check_first(row, group, role, self.layout.name(role), cell)
            elif role == "unit" and cell != asked.value:
                self._fault(self.layout.name(role), cell, repr(asked.value), "", row.line)
        for place in self.layout.dimensions:
            if place not in self.layout.where:
                column = self.layout.header[place]
                self._check_first(row, group, column, shown(column), self._text(row, place))

    def _check_first(self, row: Row, group: _Group, role: str, column: str, cell: str) -> None:
        first, line = group.uniform.setdefault(role, (cell, row.line))
        if cell != first:
            expected = f"{shown(first)!r} throughout, as on {self.table.counted} {line}"
            hint = f"Choose one of them, as in where={{{column!r}: {shown(first)!r}}}."
            self._fault(column, cell, expected, hint, row.line)

    def _check_possible(self, observation: Observation, group: _Group, row: Row) -> None:
        """Hold a figure against its unit and, where the indicator is known, its scale."""
        unit, cell = group.asked.unit, self._cell(row, "unit")
        known = self.measured.get(group.asked.indicator)
        if unit is None and cell not in _UNITS:
            return
        domain = known.domain if known else Domain.of(unit or to_unit(cell))
        if not domain.holds(observation.value, observation.bound):
            column = str(observation.period) if self.layout.periods else self.layout.name("value")
            figure = Figure(observation.value, observation.bound)
            self._fault(column, str(figure), domain.expected, IMPOSSIBLE, row.line)

    def _check_consistent(self, observation: Observation, group: _Group, row: Row) -> None:
        """Hold a figure against the rows before; a contradiction names both lines."""
        period, figure = observation.period, Figure(observation.value, observation.bound)
        column = "" if self.layout.periods else self.layout.name("period")
        known, known_line = group.periods.setdefault(period.end, (period, row.line))
        if known != period:
            at = f"{self.table.counted} {known_line}"
            expected = f"one that ends on another day than {known} on {at}"
            hint = "Keep one frequency in a table."
            self._fault(column or "a period", str(period), expected, hint, row.line)
        printing = (period, observation.visible_from)
        first, first_row = group.printings.setdefault(printing, (figure, row))
        if first != figure:
            expected = f"{first}, as for {period} on {self.table.counted} {first_row.line}"
            column = str(period) if self.layout.periods else self.layout.name("value")
            self._fault(column, str(figure), expected, self._why(first_row, row), row.line)

    def _why(self, first: Row, second: Row) -> str:
        """Say in what two rows for one period differ, and what may be done."""
        layout = self.layout
        said = {*layout.roles.values(), *layout.periods}
        differ = [
            shown(name)
            for place, name in enumerate(layout.header)
            if place not in said and first.cells[place] != second.cells[place]
        ]
        if differ:
            other = str(first.cells[layout.header.index(differ[0])])
            choice = f"where={{{differ[0]!r}: {shown(other)!r}}}"
            return f"The two rows differ in {', '.join(differ[:3])}: choose one, as in {choice}."
        return "Give each printing its own publication date, or remove one."

    def _nothing_found(self) -> None:
        """Say which rows there are instead of the asked ones."""
        for role, found in self.others.items():
            names = sorted(map(shown, found))
            got = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
            column = self.layout.name(role) if role in self.layout.roles else shown(role)
            filters = {self.layout.header[p]: [said] for p, said in self.layout.where.items()}
            codes = sorted(self.spec.indicators or ()) if role == "indicator" else ()
            wanted = filters.get(role) or codes or [getattr(self.asked, role)]
            expected = f"{' or '.join(map(repr, wanted))} in some row"
            hint = ""
            if role == "indicator" and self.spec.indicators is None:
                hint = f"Pass indicators={{{names[0]!r}: {wanted[0]!r}}} if the table calls it so."
            self.faults.append(InvalidValueError(column, got, expected, hint, self.name))
