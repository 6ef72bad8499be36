"""What the columns of a panel are, and the places of days on the engine that holds them."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Literal, NoReturn

import attrs
import narwhals as nw

from vn_ict_directive.errors import DirectiveError, InvalidDataError, InvalidValueError
from vn_ict_directive.ingest.cells import doubt, read_period, read_published, stamped
from vn_ict_directive.ingest.roles import Spec
from vn_ict_directive.panels.engines import (
    Frame,
    any_row,
    floor_div,
    is_leap,
    join,
    said_of,
    small_table,
)
from vn_ict_directive.panels.intake import OWN, Taken, different
from vn_ict_directive.periods import TICKS_PER_YEAR, Period

Form = Literal["year", "day", "text"]

YEAR = 366
"""Positions in a year. They sort as days do, and a year's last day is always the 366th: where
there is no leap day, there is no first position."""


def position(day: dt.date) -> int:
    """Return the place of *day* among all days, as rows hold it."""
    return (day.year + 1) * YEAR - (dt.date(day.year, 12, 31) - day).days


def _place(day: nw.Expr) -> nw.Expr:
    # A missing day is 0: pandas would make a decimal of it, which is no whole number.
    year = day.dt.year().fill_null(0).cast(nw.Int32)
    ordinal = day.dt.ordinal_day().fill_null(0).cast(nw.Int32)
    return year * YEAR + ordinal + _first_missing(year)


def _first_missing(year: nw.Expr) -> nw.Expr:
    return (~is_leap(year)).cast(nw.Int32)


def _form(dtype: nw.dtypes.DType) -> Form:
    """Return the form of a column whose type was looked at before."""
    if dtype == nw.Date or isinstance(dtype, nw.Datetime):
        return "day"
    return "year" if dtype.is_integer() else "text"


@attrs.frozen(kw_only=True)
class Columns:
    """What the columns of a table are, and what rows they make.

    Attributes:
        by: The columns that name a series' bearer: entity and, if there, reporter and basis.
        period: In which form periods come.
        published: In which form publication dates come; None without any.
        flags: Whether figures carry flags.
        own_terms: What the rows of a series state of its target: those of ``OWN`` that are there.
        types: The types of the caller's columns, by our names.
        periods: What each text or day among the periods is.
        width: How many of the periods end on one day, at most.
        publications: What each text among the publication dates is.
        unreadable: By column, what could not be read, and why.
        spec: How the caller says that texts are to be read.
    """

    by: tuple[str, ...]
    period: Form
    published: Form | None
    flags: bool
    own_terms: tuple[str, ...]
    types: Mapping[str, nw.dtypes.DType]
    periods: Mapping[Any, Period] = attrs.field(factory=dict)
    width: int = 1
    publications: Mapping[Any, Period] = attrs.field(factory=dict)
    unreadable: Mapping[str, Mapping[Any, DirectiveError]] = attrs.field(factory=dict)
    spec: Spec = attrs.field(factory=Spec)

    @classmethod
    def of(cls, taken: Taken, spec: Spec) -> "Columns":
        """See of which types the columns are; no row is read."""
        types = taken.rows.collect_schema()
        return cls(
            by=("entity", *(name for name in ("reporter", "basis") if name in types)),
            period=_form(types["period"]),
            published=_form(types["published"]) if "published" in types else None,
            flags="flags" in types,
            own_terms=tuple(name for name in OWN if name in types),
            types=types,
            spec=spec,
        )

    # --- keys: places of periods that sort as time does, with the doubt about a figure behind

    def key(self) -> nw.Expr:
        """Return the key of a row: its period's place, with 0 or 1 for how uncertain it is."""
        place = nw.col("at" if self.width == 1 else "place")
        return place * 2 + nw.col("doubt") if self.flags else place

    def place(self, key: nw.Expr) -> nw.Expr:
        """Return the place in a key: which of the periods that end on a day, and the day."""
        return floor_div(key, 2) if self.flags else key

    def at(self, key: nw.Expr) -> nw.Expr:
        """Return the position of the day in a key."""
        place = self.place(key)
        return place if self.width == 1 else floor_div(place, self.width)

    def ticks(self, at: nw.Expr) -> nw.Expr:
        """Turn positions of figures into ticks, in which all years are equally long."""
        if self.period == "year":  # figures stand at the ends of years alone
            return at.cast(nw.Float64) * (TICKS_PER_YEAR // YEAR)
        year = floor_div(at - 1, YEAR)
        day = at - year * YEAR
        share = nw.when(is_leap(year)).then(day * 365).otherwise((day - 1) * YEAR)
        return (year * TICKS_PER_YEAR + share).cast(nw.Float64)

    # --- what is read from the rows, since texts can be anything

    def read(self, frame: Frame) -> "tuple[Columns, Frame]":
        """Read every different period and publication date, as the reader of files does.

        Returns:
            The columns, and the rows, in which periods that are all years are whole numbers.

        Raises:
            InvalidDataError: Periods could be read in two ways.
        """
        faults: dict[str, dict[Any, DirectiveError]] = {"period": {}, "published": {}}
        periods: dict[Any, Period] = {}
        form = self.period
        if form != "year":
            cells, frame = _cells(frame, "period")
            periods = _read_all(cells, faults["period"], self._period)
            if said := doubt(dict.fromkeys(cells) | periods, self.spec.dates):
                raise InvalidDataError("The panel cannot be read", [said])
            kinds = {period.kind for period in periods.values()}
            missing = any_row(frame.filter(nw.col("period").is_null()))  # no number in pandas
            if kinds == {"year"} and not faults["period"] and not missing:
                form, frame = "year", _years(frame, periods)
                periods = {}
            elif form == "day" and kinds - {"day"}:
                form, frame = "text", _named(frame, periods)
                periods = {str(period): period for period in periods.values()}
        publications: dict[Any, Period] = {}
        if self.published == "text":
            cells, frame = _cells(frame, "published")
            publications = _read_all(cells, faults["published"], self._date)
        ends = Counter(period.end for period in set(periods.values()))
        read = attrs.evolve(
            self,
            period=form,
            periods=periods,
            width=max(ends.values(), default=1),
            publications=publications,
            unreadable=faults,
        )
        return read, frame

    def refuse(self, column: str, cell: Any) -> NoReturn:
        """Raise the error of a cell that could not be read."""
        raise self.unreadable[column][cell]

    def _period(self, cell: Any) -> Period:
        cell = cell.strip() if isinstance(cell, str) else cell
        return stamped(read_period(cell, self.spec.dialect), self.spec.dates)

    def _date(self, cell: str) -> Period:
        return read_published(cell.strip(), self.spec.dialect)

    def _places(self) -> dict[Period, int]:
        """Give each period a place: its last day's position, apart from others that end there."""
        places: dict[Period, int] = {}
        taken: set[int] = set()
        for period in dict.fromkeys(self.periods.values()):
            first = position(period.end) * self.width
            places[period] = next(n for n in range(first, first + self.width) if n not in taken)
            taken.add(places[period])
        return places

    # --- rows

    def rows(self, frame: Frame) -> Frame:
        """Add ``at``, the position of a period's last day.

        A period in text has its ``place``, and its first day's position as ``first_day``.
        A publication date in text becomes ``known``, a position.
        """
        if self.period == "year":
            frame = frame.with_columns(at=(nw.col("period").cast(nw.Int32) + 1) * YEAR)
        elif self.period == "day":
            frame = frame.with_columns(at=_place(nw.col("period")))
        else:
            frame = _mapped(
                frame,
                "period",
                self.periods,
                at=lambda p: position(p.end),
                first_day=lambda p: position(p.start),
                place=self._places().__getitem__,
            )
        if self.published == "text":
            frame = _mapped(frame, "published", self.publications, known=lambda p: position(p.end))
            known = nw.col("known")
            frame = frame.with_columns(
                known=nw.when(nw.col("published").is_null()).then(nw.col("at")).otherwise(known)
            )
        return frame

    def begin(self) -> nw.Expr:
        """Return the position of a period's first day."""
        at = nw.col("at")
        if self.period == "year":
            return at - (YEAR - 1) + _first_missing(floor_div(at - 1, YEAR))
        return nw.col("first_day") if self.period == "text" else at

    def known(self) -> nw.Expr:
        """Return the position of the day from which a row counts as known."""
        if self.published is None:
            return nw.col("at")
        if self.published == "text":
            return nw.col("known")
        published = nw.col("published")
        return nw.when(published.is_null()).then(nw.col("at")).otherwise(_place(published))

    def known_by(self, day: dt.date) -> nw.Expr:
        """Whether a row was known at the end of *day*."""
        if self.published != "day":
            return self.known() <= position(day)
        literal: dt.date = day
        if self.types["published"] == nw.Datetime:
            literal = dt.datetime.combine(day, dt.time.max)  # it came out on that day, at any time
        published = nw.col("published")
        # Two conditions that are never missing: a choice between columns costs far more.
        dated = ~published.is_null() & (published <= literal)
        return dated | (published.is_null() & (nw.col("at") <= position(day)))

    @staticmethod
    def year_text(at: nw.Expr) -> nw.Expr:
        """Return the text of the year that ends at a position."""
        return floor_div(at - 1, YEAR).cast(nw.String)

    def label(self, frame: Frame, column: str) -> Frame:
        """Add ``period``, the text of the period with the place in *column*; null for 0."""
        if not self.periods:
            return frame.with_columns(period=nw.lit(None, nw.String))
        texts = {place: str(period) for period, place in self._places().items()}
        return said_of(frame, column, "period", texts)


def day_of(value: Any) -> dt.date:
    """Return the day of a cell, which may hold a time at midnight as well."""
    return value.date() if isinstance(value, dt.datetime) else value


def _mapped(
    frame: Frame, column: str, periods: Mapping[Any, Period], **numbers: Callable[[Period], int]
) -> Frame:
    """Join to each text of *column* the positions of days of the period it names."""
    if not periods:
        return frame.with_columns(**{name: nw.lit(0, nw.Int64) for name in numbers})
    table = small_table(
        frame,
        {
            column: list(periods),
            **{name: list(map(number, periods.values())) for name, number in numbers.items()},
        },
    )
    joined = join(frame, table, on=[column])
    return joined.with_columns(*(nw.col(name).fill_null(0).cast(nw.Int64) for name in numbers))


def _cells(frame: Frame, column: str) -> tuple[list[Any], Frame]:
    """Return the different cells of a column, and the rows, in which blank ones are missing."""
    cells = different(frame, column)
    if blank := [cell for cell in cells if isinstance(cell, str) and not cell.strip()]:
        cells = [cell for cell in cells if cell not in blank]
        given = nw.col(column)
        frame = frame.with_columns(**{column: nw.when(~given.is_in(blank)).then(given)})
    return cells, frame


def _read_all(
    values: list[Any], faults: dict[Any, DirectiveError], read: Callable[[Any], Period]
) -> dict[Any, Period]:
    found: dict[Any, Period] = {}
    for value in values:
        try:
            found[value] = read(value)
        except InvalidValueError as fault:
            faults[value] = fault
    return found


def _years(frame: Frame, periods: Mapping[Any, Period]) -> Frame:
    """Make whole numbers of periods that are all years."""
    period = nw.col("period")
    if frame.collect_schema()["period"] != nw.String:
        return frame.with_columns(period=period.dt.year().cast(nw.Int32))
    if all(str(year) == text for text, year in periods.items()):
        return frame.with_columns(period=period.cast(nw.Int32))
    years = {text: year.end.year for text, year in periods.items()}
    frame = said_of(frame, "period", "_year", years)
    return frame.with_columns(period=nw.col("_year").cast(nw.Int32)).drop("_year")


def _named(frame: Frame, periods: Mapping[Any, Period]) -> Frame:
    """Make texts of days that stand for the months or quarters that they are in."""
    days = frame.with_columns(period=nw.col("period").cast(nw.Date).cast(nw.String))
    names = {str(day_of(day)): str(period) for day, period in periods.items()}
    named = said_of(days, "period", "_name", names)
    return named.with_columns(period=nw.col("_name")).drop("_name")
