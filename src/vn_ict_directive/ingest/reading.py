"""Figures from rows, whatever they were in: a file that people keep, SDMX, or a data frame.

Long, since files, standard input, frames and panels share this one way of reading.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import IO, Any, Final, Unpack

import attrs

from vn_ict_directive.errors import DirectiveError, InvalidDataError, InvalidValueError
from vn_ict_directive.ingest import cells
from vn_ict_directive.ingest.cells import Figure
from vn_ict_directive.ingest.delimited import Row, find_header, load, rows, width_fault
from vn_ict_directive.ingest.identity import another_country, entity_key, joined, same_entity
from vn_ict_directive.ingest.roles import SOURCED, How, Layout, Spec, listed
from vn_ict_directive.ingest.statuses import CODES, STATED, Status, together
from vn_ict_directive.model import Indicator
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Source
from vn_ict_directive.text import shown
from vn_ict_directive.text_files import refuse
from vn_ict_directive.units import IMPOSSIBLE, AnyUnit, Domain, OwnUnit, Unit, to_unit

_UNLESS_SAID: Final = str(attrs.fields(Series).entity.default)
_CONVERT: Final = "Convert the figures, or correct the unit."
_UNIFORM: Final = ("reporter", "basis", "unit", "unit_measure", "gathered")
_KEYS: Final = ("indicator", "entity", "reporter", "basis")
_UNITS: Final = frozenset(unit.value for unit in Unit)

# After so many faults, one more tells nothing new.
_MOST_FAULTS: Final = 50


def read_observations(
    path_or_file: str | os.PathLike[str] | IO[bytes] | IO[str],
    *,
    indicator: str | Indicator,
    entity: str = "VN",
    reporter: str | None = None,
    unit: AnyUnit | str | None = None,
    **how: Unpack[How],
) -> Series:
    r"""Read one indicator's figures from a CSV table.

    One line names the columns, in any order and case, tone marks or not; lines above it, such
    as a title, are passed over:

    * ``period`` (or ``year``, ``TIME_PERIOD``, ``năm``, ``kỳ``): see :class:`~vn_ict_directive.Period`;
    * ``value`` (or ``OBS_VALUE``, ``rank``, ``score``, ``giá trị``, ``xếp hạng``, ``thứ hạng``,
      ``điểm``; one of them, or *columns* says which): a number with a decimal point,
      after ``>``, ``>=``, ``<`` or ``<=`` where only a bound is known; the sign may
      stand in a column ``bound`` of its own. A blank, ``NaN``, ``#N/A``, ``..``, ``:`` and ``.``
      are no observation;
    * ``source`` (or ``source_title``, ``nguồn``), ``source_url`` (or ``url``, ``link``) and ``page``
      (or ``trang``): where the figure was read;
    * ``published`` (or ``ngày công bố``), if known, and ``note`` (or ``ghi chú``, ``COMMENT_OBS``);
    * ``flags``: what a reader must know of the figure, such as ``estimated`` or
      ``break``, separated by spaces; see :class:`~vn_ict_directive.Flag`;
    * ``OBS_STATUS``: a code of SDMX. E, I, P, V and B become flags, the other
      qualities of a figure a note. A row that says *missing* (H, K, L, M, O, Q)
      and holds no value is no observation. A forecast, F, is refused. ``OBS_FLAG`` is the same
      in Eurostat's letters;
    * ``indicator`` (or ``chỉ số``) and ``entity`` (or ``REF_AREA``, ``geo``, ``LOCATION``,
      ``COUNTRY``, ``quốc gia``): rows of others than the asked are left out. A country may have its name, or
      either of its codes in ISO 3166, an indicator of which more than the id is known its name;
    * ``reporter``: rows of others are left out if one is asked for, else all
      must be of one;
    * a unit behind the name of a column of figures, as in ``Giá trị (%)``, ``Value, %`` or
      ``2020 [rank]``, which is held against the indicator's as one in a column ``unit`` is;
    * ``basis``, ``unit``, ``UNIT_MEASURE`` and ``gathered`` (the day up to which
      figures were looked for): one throughout;
    * ``UNIT_MULT``: the power of ten by which a figure is multiplied;
    * ``ACTION``: a row to delete, ``D``, is refused.

    A table may also be wide: a column a period, named ``2018``, ``2020-Q4`` and
    so on, in place of ``period`` and ``value``.

    A table whose first column is ``DATAFLOW`` or ``STRUCTURE``, or with ``TIME_PERIOD`` and
    ``OBS_VALUE``, is SDMX: its other dimensions and attributes must each be one throughout, and
    labels beside the codes are passed over. In any other table, so must be columns such as
    ``sex`` and ``age``; a column that looks like a misspelt one is refused, so is one whose name
    speaks of a place, a publication or a unit, or that names another country, and others are
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
        **how: What the caller says of the table. ``columns``: the names of columns that are
            called something else, as in ``{"value": "Xếp hạng"}``. ``where``: what cells must
            say for their row to count, as in ``{"SEX": "T"}``; ``"*"`` takes rows that differ
            there as one series. ``dialect``: how numbers and dates are written; ``"en"`` takes
            ``1,234.5``; ``"vi"`` takes ``1.234,5``, ``31/12/2020``, ``Quý IV/2020`` and headers
            such as *thời kỳ*; None takes neither, and what has two
            readings is refused. ``dates``: what dates stand for where they could be days or the
            periods that begin on them: ``"day"``, ``"month"``, ``"quarter"`` or ``"year"``.
            ``profile``: a known kind of file, ``"un-egov"``, ``"world-bank"``, ``"owid"`` or
            ``"px-web"``. ``indicators``: what the table calls indicators, and their ids, as in
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
    spec = Spec(indicator=indicator, entity=entity, reporter=reporter, unit=unit, **how)
    (series,) = opened(path_or_file, spec).series()
    return series


def read_all_observations(
    path_or_file: str | os.PathLike[str] | IO[bytes] | IO[str],
    **how: Unpack[How],
) -> tuple[Series, ...]:
    r"""Read every series of a CSV table.

    The table is one that :func:`read_observations` reads, with a column
    ``indicator``. Each indicator, entity, reporter and basis is a series of its
    own. Without a column ``entity`` the figures describe Viet Nam. Names of entities that differ
    only in case, spaces, Unicode form or the place of a tone mark are those of one.

    Args:
        path_or_file: The path of the file, ``"-"`` for the standard input, or the file, open
            for reading.
        **how: As for :func:`read_observations`. ``indicators`` may name the indicators
            themselves, whose unit and scale then hold; rows of others are left out. Without it,
            all are read, and their names must be ids themselves.

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
    return tuple(opened(path_or_file, Spec(**how), ("indicator",)).series())


def opened(path_or_file: Any, spec: Spec, needs: tuple[str, ...] = ()) -> "Table":
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
        hint = "Its first line should name the columns, such as period,value."
        expected = "a header and rows"
        refuse(name, InvalidValueError("the table", "an empty file", expected, hint, name))
    lone = found.separator == ";" and spec.dialect is None
    below = (row for row in rows(name, text, found.separator) if row.line > found.line)
    spec = attrs.evolve(spec, lone_thousands=lone)
    return Table(name, spec, found.layout, below, header=found.line)


@attrs.define
class _Group:
    """The rows of one series."""

    asked: Series
    domain: Domain | None
    names: set[str] = attrs.field(factory=set)
    observations: list[Observation] = attrs.field(factory=list)
    # By column, what the first row said that must be one throughout, with its number.
    uniform: dict[int, tuple[str, int]] = attrs.field(factory=dict)
    # The first period to end on a day, and the first printing of it, with their rows.
    periods: dict[dt.date, tuple[Period, int]] = attrs.field(factory=dict)
    printings: dict[tuple[dt.date, dt.date], tuple[Figure, Row]] = attrs.field(factory=dict)


@attrs.define
class Table:
    """A table that lies open: its columns and its rows, and what was found while it is read.

    Attributes:
        name: What to call it.
        spec: What the caller says of it.
        layout: What its columns are.
        rows: Its rows, with their numbers.
        counted: What rows are counted in.
        header: The number of its header's row; None where that is none.
    """

    name: str
    spec: Spec
    layout: Layout
    rows: Iterable[Row]
    counted: str = "line"
    header: int | None = None
    _faults: list[DirectiveError] = attrs.field(init=False, factory=list)
    # The series by what names them, and the names that no series can have.
    _groups: dict[tuple[str, ...], _Group | None] = attrs.field(init=False, factory=dict)
    # By column and what was asked of it: what the rows that were left out say.
    _others: dict[tuple[str, str | None], dict[str, None]] = attrs.field(init=False, factory=dict)
    # The units that nothing is known of.
    _units: dict[str, None] = attrs.field(init=False, factory=dict)
    # What reads the cells of a role, and what each was read as: tables repeat few things.
    _readers: dict[str, Callable[[Any], Any]] = attrs.field(init=False)
    _known: dict[str, dict[Any, Any]] = attrs.field(init=False, factory=dict)
    # The roles, with their columns, of what stands beside figures.
    _coded: list[tuple[str, int]] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """See what reads cells, as the caller says that they are written."""
        spec = self.spec
        self._readers = {
            **CODES,
            "published": lambda cell: cells.read_published(cell, spec.dialect),
            "period": lambda cell: cells.stamped(cells.read_period(cell, spec.dialect), spec.dates),
            "value": partial(cells.read_figure, dialect=spec.dialect, lone=spec.lone_thousands),
            "gathered": partial(cells.read_day, dialect=spec.dialect),
            **dict.fromkeys(("start", "due", "limit", "best"), _no_own_term),
        }
        others = self.layout.roles.items()
        self._coded = [
            (r, p) for r, p in others if r in self._readers and r not in {"period", "value"}
        ]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was passed over, in words: columns and, once rows were read, what they were of."""
        left = (
            f"Rows with another {self._called(column)} are passed over: "
            f"{listed(cell or repr(cell) for cell in sorted(found))}."
            for (column, _), found in self._others.items()
        )
        unit = f"The unit {listed(self._units)} is not known: figures count as the indicator's do."
        return (*self.layout.notes, *left, *((unit,) if self._units else ()))

    def _called(self, column: str) -> str:
        """Return the table's own name for the column of a role, or the column's."""
        return self.layout.name(column) if column in self.layout.roles else shown(column)

    def series(self) -> Iterator[Series]:
        """Read everything, then make the series or name every fault.

        Raises:
            InvalidDataError: The table cannot be read.
        """
        where = self._where(self.header)
        self._faults += (attrs.evolve(fault, where=where) for fault in self.layout.faults)
        self._stop_at_faults()
        empty = self._read_rows()
        if doubt := cells.doubt(self._known.get("period", {}), self.spec.dates):
            self._faults.append(attrs.evolve(doubt, where=self.name))
        self._stop_at_faults()
        if empty:
            hint, expected = "Add a row a figure.", "a header and rows"
            refuse(
                self.name,
                InvalidValueError("the table", "a header alone", expected, hint, self.name),
            )
        if not self._groups:
            refuse(self.name, *self._nothing_found())
        yield from (self._series(group) for group in self._groups.values() if group)

    def _read_rows(self) -> bool:
        """Read every row; return whether there was none."""
        empty = True
        try:
            for row in self.rows:
                empty = False
                self._read_row(row)
                if len(self._faults) >= _MOST_FAULTS:
                    self._stop_at_faults(f"; reading stopped at {self.counted} {row.line}")
        except InvalidValueError as fault:
            self._faults.append(fault)
        return empty

    def _stop_at_faults(self, how: str = "") -> None:
        if self._faults:
            raise InvalidDataError(f"{self.name} cannot be read{how}", self._faults)

    def _series(self, group: _Group) -> Series:
        # Whatever is one throughout: Series itself checks what it is.
        places = {
            role: self.layout.roles[role]
            for role in ("reporter", "basis", "unit", "gathered")
            if self.layout.roles.get(role) in group.uniform
        }
        said: dict[str, Any] = {r: group.uniform[p][0] or None for r, p in places.items()}
        if said.get("unit") not in _UNITS:
            said.pop("unit", None)
        if said.get("gathered"):
            said["gathered"] = self._readers["gathered"](said["gathered"])
        if group.names:
            first = next(iter(group.names))
            said["entity"] = joined(group.names).get(first, first)
        try:
            return attrs.evolve(group.asked, observations=group.observations, **said)
        except InvalidValueError as fault:
            role = fault.field.removeprefix("Series.")
            if role in places:  # else a figure is at fault, which has its own name
                where = self._where(group.uniform[places[role]][1])
                fault = attrs.evolve(fault, field=self.layout.name(role), where=where)
            refuse(self.name, fault)

    def _where(self, line: int | None) -> str:
        return self.name if line is None else f"{self.name}, {self.counted} {line}"

    def _fault(
        self, place: int | None, got: str, expected: str, hint: str = "", row: Row | None = None
    ) -> None:
        field = "a cell without a column name" if place is None else self.layout.header[place]
        where = self._where(self.header if row is None else row.line)
        self._faults.append(InvalidValueError(shown(field), shown(got), expected, hint, where))

    # --- rows -------------------------------------------------------------------

    def _read_row(self, row: Row) -> None:
        layout, texts = self.layout, row.cells
        if len(texts) != len(layout.header):
            self._faults.append(width_fault(self.name, row.line, texts, len(layout.header)))
            return
        for place in layout.unnamed:
            if texts[place]:
                hint = "Name its column, or empty the cell."
                self._fault(None, str(texts[place]), "blank", hint, row)
                return
        for place in layout.labelled:
            texts[place] = texts[place].partition(": ")[0]
        if "unit" in layout.roles:
            unit = layout.roles["unit"]
            texts[unit] = cells.unit_code(texts[unit])
        for place, said in layout.where.items():
            if said not in {"*", texts[place]}:
                self._others.setdefault((layout.header[place], said), {}).setdefault(texts[place])
                return
        if self._names_another(row):
            return
        if self._is_asked(texts) and (group := self._group(row)) is not None:
            self._read_figures(row, group)

    def _names_another(self, row: Row) -> bool:
        """Refuse a row that names another country in a column which says nothing here."""
        if not self.layout.others or "entity" in self.layout.roles:
            return False
        asked = self.spec.entity or _UNLESS_SAID
        for place in self.layout.others:
            column = shown(self.layout.header[place])
            if fault := another_country(column, row.cells[place], asked):
                self._faults.append(attrs.evolve(fault, where=self._where(row.line)))
                return True
        return False

    def _is_asked(self, texts: list[str]) -> bool:
        """Whether the row is of an indicator, entity and reporter asked for."""
        spec, roles = self.spec, self.layout.roles
        asked = (("indicator", spec.id), ("entity", spec.entity), ("reporter", spec.reporter))
        for role, wanted in asked:
            if role not in roles:
                continue
            cell = texts[roles[role]]
            if role == "indicator":
                code = spec.id_of(cell)
                same = code is not None and wanted in {None, code}
            elif role == "entity":
                same = wanted is None or same_entity(cell, wanted)
            else:
                same = wanted is None or cell.casefold() == wanted.casefold()
            if not same:
                self._others.setdefault((role, wanted), {}).setdefault(cell)
                return False
        return True

    def _group(self, row: Row) -> _Group | None:
        """Return the series that the row is of, or None if it cannot be one."""
        spec, roles = self.spec, self.layout.roles
        if spec.indicator is not None:
            if () not in self._groups:
                self._groups[()] = self._begun(row, entity=spec.entity, reporter=spec.reporter)
            return self._groups[()]
        said = {role: row.cells[roles[role]] for role in _KEYS if role in roles}
        for role in ("indicator", "entity"):
            if said.get(role) == "":
                self._fault(roles[role], "", "given in every row", "", row)
                return None
        said["indicator"] = spec.id_of(said["indicator"]) or ""
        entity = said.get("entity", "")
        key = tuple((said | {"entity": entity_key(entity)}).values())
        if key not in self._groups:
            try:
                self._groups[key] = self._begun(row, **said)
            except InvalidValueError as fault:
                self._groups[key] = None
                role = fault.field.removeprefix("Series.")
                hint, place = "", roles[role]
                if role == "indicator" and (known := [one.id for one in spec.all_known]):
                    hint = f"Ids that are known: {listed(sorted(set(known)))}."
                self._fault(place, row.cells[place], fault.expected, hint, row)
        group = self._groups[key]
        if group is not None and entity:
            group.names.add(entity)
        return group

    def _begun(self, row: Row, **said: Any) -> _Group:
        """Begin a series, with what its figures may be, where that is known."""
        named = {"indicator": self.spec.id, **said}
        at, stated = self.layout.unit
        series = Series(
            unit=self.spec.unit or (stated if stated in _UNITS else None),
            **{r: cell for r, cell in named.items() if cell},
        )
        known = self.spec.known(series.indicator)
        asked = known.unit if known else series.unit
        if stated:
            self._hold_unit(stated, asked, at)
        if known:
            return _Group(attrs.evolve(series, unit=asked), known.domain)
        place = self.layout.roles.get("unit")
        if asked is None and place is not None and row.cells[place] in _UNITS:
            asked = to_unit(row.cells[place])
        return _Group(series, None if asked is None else Domain.of(asked))

    def _read_figures(self, row: Row, group: _Group) -> None:
        before = len(self._faults)
        self._check_uniform(row, group)
        roles = self.layout.roles
        said = {
            role: self._read(row, role, place) for role, place in self._coded if row.cells[place]
        }
        status = Status(row.cells[roles["note"]] if "note" in roles else "")
        if stated := [said[role] for role in STATED if said.get(role)]:
            status = together((status, *stated))
        power, bound, source = said.get("unit_mult"), said.get("bound"), self._source(row)
        for place, period, figure, flags in self._figures(row, missing=status.missing):
            if bound is not None and figure.bound not in {None, bound}:
                expected = f"{figure.bound!s}, as before the value"
                self._fault(roles["bound"], bound.value, expected, "Write the sign once.", row)
            if len(self._faults) > before:
                continue
            value, sign = cells.scaled(figure, power) if power else figure
            observation = Observation(
                period=period,
                value=value,
                bound=bound or sign,
                published=said.get("published"),
                source=source,
                flags=tuple({*status.flags, *flags}),
                note=status.note,
            )
            self._check(observation, place, group, row)
            group.observations.append(observation)

    def _source(self, row: Row) -> Source | None:
        """Return where the row says that its figures were read."""
        roles = self.layout.roles
        title, url, page = (row.cells[roles[r]] if r in roles else "" for r in SOURCED)
        if page.removesuffix(".0").isdecimal():
            page = f"{self.layout.name('source_page').lower()} {page.removesuffix('.0')}"
        return cells.source_of(title, url, page)

    def _figures(
        self, row: Row, *, missing: bool
    ) -> Iterator[tuple[int, Period, Figure, tuple[Flag, ...]]]:
        """Yield the figures of a row: one in a long table, one a period in a wide one."""
        periods: Mapping[int, tuple[Period | None, tuple[Flag, ...]]] = self.layout.periods
        if not periods:
            place = self.layout.roles["period"]
            periods = {self.layout.roles["value"]: (self._read(row, "period", place), ())}
        for place, (period, flags) in periods.items():
            if cells.is_missing(row.cells[place]):
                continue
            if missing:
                hint = "Its status says that it is missing: correct one of the two."
                self._fault(place, str(row.cells[place]), "blank", hint, row)
                continue
            figure = self._read(row, "value", place)
            if period is not None and figure is not None:
                yield place, period, figure, flags

    def _read(self, row: Row, role: str, place: int) -> Any:
        """Read a cell; None where it cannot be read, which is a fault."""
        known, cell = self._known.setdefault(role, {}), row.cells[place]
        found = known.get(cell)
        if found is None:
            try:
                found = self._readers[role](cell)
            except InvalidValueError as fault:
                found = fault
            known[cell] = found
        if isinstance(found, InvalidValueError):
            hint = found.hint if cell != "" else "Fill it in, or leave out the whole row."
            if role == "period" and not hint and not any(map(str.isdigit, str(cell))):
                hint = "If the line is a total, a source or a note, remove it."
            self._fault(place, str(cell), found.expected, hint, row)
            return None
        return found

    def _check_uniform(self, row: Row, group: _Group) -> None:
        """Hold what must be one throughout against the first row that said it."""
        layout = self.layout
        for role in _UNIFORM:
            place = layout.roles.get(role)
            if place is None:
                continue
            cell, asked = row.cells[place], getattr(group.asked, role, None)
            if role in {"unit", "unit_measure"}:
                held = not cell or (role == "unit" and self._hold_unit(cell, asked, place, row))
            else:
                held = asked is not None
            if not held:
                self._check_first(row, group, place)
        for place in layout.dimensions:
            if place not in layout.where:
                self._check_first(row, group, place)

    def _hold_unit(
        self, unit: str, asked: AnyUnit | None, place: int, row: Row | None = None
    ) -> bool:
        """Hold a unit against the one asked for; return whether the two could be compared."""
        ours = unit in _UNITS or isinstance(asked, OwnUnit)
        if not ours:
            self._units.setdefault(unit)
        wrong = asked is not None and not cells.is_unit(unit, asked)
        if asked is not None and wrong and (ours or cells.has_another_base(unit)):
            self._fault(place, unit, repr(asked.value), _CONVERT, row)
        return ours and asked is not None

    def _check_first(self, row: Row, group: _Group, place: int) -> None:
        cell = row.cells[place]
        first, line = group.uniform.setdefault(place, (cell, row.line))
        if cell != first:
            expected = f"{shown(first)!r} throughout, as on {self.counted} {line}"
            column = shown(self.layout.header[place])
            hint = f"Choose one of them, as in where={{{column!r}: {shown(first)!r}}}."
            self._fault(place, cell, expected, hint, row)

    def _check(self, observation: Observation, place: int, group: _Group, row: Row) -> None:
        """Hold a figure against what it can be, and against the rows before."""
        period, figure = observation.period, Figure(observation.value, observation.bound)
        domain = group.domain
        if domain is not None and not domain.holds(*figure):
            self._fault(place, str(figure), domain.expected, IMPOSSIBLE, row)
        known, known_line = group.periods.setdefault(period.end, (period, row.line))
        if known is not period and known != period:
            at = f"{self.counted} {known_line}"
            expected = f"one that ends on another day than {known} on {at}"
            of = self.layout.roles.get("period", place)
            self._fault(of, str(period), expected, "Keep one frequency in a table.", row)
        printing = (period.end, observation.visible_from)
        first, first_row = group.printings.setdefault(printing, (figure, row))
        if first != figure and known == period:
            expected = f"{first}, as for {period} on {self.counted} {first_row.line}"
            self._fault(place, str(figure), expected, self._why(first_row, row), row)

    def _why(self, first: Row, second: Row) -> str:
        """Say in what two rows for one period differ, and what may be done."""
        layout = self.layout
        said = {place for role, place in layout.roles.items() if role not in SOURCED}
        said.update(layout.periods)
        differ = [
            (shown(name), shown(first.cells[place]))
            for place, name in enumerate(layout.header)
            if place not in said and first.cells[place] != second.cells[place]
        ]
        return why_two([name for name, _ in differ[:3]], differ[0][1] if differ else "")

    def _nothing_found(self) -> Iterator[DirectiveError]:
        """Say which rows there are instead of the asked ones."""
        for (role, wanted), found in self._others.items():
            column = self._called(role)
            yield nothing_of(self.spec, role, column, wanted, list(found), self.name)


def _no_own_term(_: str) -> None:
    hint = "Series with dates and limits of their own are for panels: evaluate them as one."
    raise InvalidValueError("a term", "", "blank", hint)


def nothing_of(
    spec: Spec, role: str, column: str, wanted: str | None, found: Iterable[Any], where: str = ""
) -> InvalidValueError:
    """Say what there is where nothing is of what was asked for."""
    codes = sorted(spec.indicators or ()) if role == "indicator" else ()
    expected = f"{' or '.join(map(repr, codes or (wanted,)))} in some row"
    hint = ""
    if role == "indicator" and spec.indicators is None:
        called = f"indicators={{{min(map(str, found))!r}: {wanted!r}}}"
        hint = f"Correct it or, if the table calls the indicator so, pass {called}."
    if role == "entity":
        hint = f"For the figures of another, pass entity={min(map(str, found))!r}."
    return InvalidValueError(column, listed(sorted(map(str, found))), expected, hint, where)


def why_two(differ: list[str], other: str) -> str:
    """Say in which columns two figures for one period differ, and what may be done.

    Args:
        differ: The columns.
        other: What the first of them says of one of the two.
    """
    if not differ:
        return "Give each printing its own publication date, or remove one."
    choice = f"where={{{differ[0]!r}: {other!r}}}"
    return f"The rows differ in {', '.join(differ)}: choose one, as in {choice}."
