"""Taking the caller's table as it comes: its columns, their types, and periods in three forms."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

import attrs
import narwhals as nw

from vn_ict_directive.errors import DirectiveError, InvalidDataError, InvalidValueError
from vn_ict_directive.observations import Flag
from vn_ict_directive.panels.fetching import (
    Frame,
    collected,
    distinct,
    is_leap,
    join,
    shared_decimals,
    small_table,
    whole,
)
from vn_ict_directive.periods import TICKS_PER_YEAR, Period

__all__ = ["NUMBERS", "YEAR", "Columns", "last_year_by", "position", "text_list"]

Form = Literal["year", "day", "text"]

_NEEDED: Final = ("entity", "indicator", "period", "value")
_OPTIONAL: Final = ("published", "reporter", "flags", "start", "due")

NUMBERS: Final = 2**20
"""More than there can be texts of periods; they are numbered from 1."""

YEAR: Final = 366
"""Positions in a year. They sort as days do, and a year's last day is always the 366th: where
there is no leap day, there is no first position."""


def position(day: dt.date) -> int:
    """Return the place of *day* among all days, as rows hold it."""
    return (day.year + 1) * YEAR - (dt.date(day.year, 12, 31) - day).days


def last_year_by(day: dt.date) -> int:
    """Return the position of the end of the last year that has ended by *day*."""
    year = day.year if (day.month, day.day) == (12, 31) else day.year - 1
    return (year + 1) * YEAR


def text_list(frame: Frame, column: str) -> list[Any]:
    """Return the distinct values of *column*, none missing, in order."""
    kept = frame.select(column).filter(~nw.col(column).is_null())
    return sorted(collected(distinct(kept, column)).get_column(column).to_list())


def _place(day: nw.Expr) -> nw.Expr:
    # A missing day is 0: pandas would make a decimal of it, which is no whole number.
    year = day.dt.year().fill_null(0).cast(nw.Int32)
    ordinal = day.dt.ordinal_day().fill_null(0).cast(nw.Int32)
    return year * YEAR + ordinal + _first_missing(year)


def _first_missing(year: nw.Expr) -> nw.Expr:
    return (~is_leap(year)).cast(nw.Int32)


def _form(dtype: nw.dtypes.DType, *, years: bool = False) -> Form | None:
    if dtype == nw.Date or (isinstance(dtype, nw.Datetime) and dtype.time_zone is None):
        return "day"
    if dtype == nw.String or isinstance(dtype, nw.Categorical | nw.Enum):
        return "text"
    if years and dtype.is_integer():
        return "year"
    return None


@attrs.frozen(kw_only=True)
class Columns:
    """What the columns of a table are, and what rows they make.

    Attributes:
        by: The columns that name a series' bearer: entity and, if there, reporter.
        period: In which form periods come.
        published: In which form publication dates come; None without any.
        flags: Whether figures carry flags.
        own_dates: Whether rows carry the start and due date of their series.
        types: The types of the caller's columns, by our names.
        periods: What each text or day among the periods is.
        publications: What each text among the publication dates is.
        unreadable: By column, what could not be read, and why.
        dates: The start and due dates that rows carry.
        decimals: How many decimals hold every value exactly, if that is known.
    """

    by: tuple[str, ...]
    period: Form
    published: Form | None
    flags: bool
    own_dates: bool
    types: Mapping[str, nw.dtypes.DType]
    periods: Mapping[Any, Period] = attrs.field(factory=dict)
    publications: Mapping[Any, Period] = attrs.field(factory=dict)
    unreadable: Mapping[str, Mapping[Any, DirectiveError]] = attrs.field(factory=dict)
    dates: tuple[tuple[dt.date, dt.date], ...] = ()
    decimals: int | None = None

    @classmethod
    def of(cls, frame: Frame, names: Mapping[str, str]) -> "tuple[Columns, Frame]":
        """Look at the columns and their types; no row is read.

        Args:
            frame: The caller's table.
            names: What the caller calls the columns, by our names.

        Returns:
            The columns, and the table with our names and nothing else.

        Raises:
            InvalidDataError: A column is missing or of a type that cannot be
                meant; all such faults together.
        """
        faults: list[DirectiveError] = []
        known = (*_NEEDED, *_OPTIONAL)
        faults += [
            InvalidValueError("a key of columns", name, f"one of {', '.join(known)}")
            for name in names
            if name not in known
        ]
        schema = frame.collect_schema()
        mapped = {name: names.get(name, name) for name in known}
        missing = [
            name
            for name in known
            if mapped[name] not in schema and (name in _NEEDED or name in names)
        ]
        faults += [
            InvalidValueError(
                "the table's columns",
                ", ".join(schema),
                f"among them {mapped[name]!r}, the {name}",
                f"Rename the column, or pass columns={{{name!r}: ...}}.",
            )
            for name in missing
        ]
        if ("start" in names or mapped["start"] in schema) != (
            "due" in names or mapped["due"] in schema
        ):
            faults.append(
                InvalidValueError(
                    "the table's columns", ", ".join(schema), "both start and due, or neither"
                )
            )
        if faults:
            raise InvalidDataError("The panel cannot be read", faults)
        used = {name: mapped[name] for name in known if mapped[name] in schema}
        types = {name: schema[column] for name, column in used.items()}
        faults += [fault for name in used if (fault := _type_fault(name, used[name], types[name]))]
        if faults:
            raise InvalidDataError("The panel cannot be read", faults)
        texts = {
            name
            for name, dtype in types.items()
            if (name != "entity" and isinstance(dtype, nw.Categorical | nw.Enum))
            or (dtype == nw.String and frame.implementation.is_pyarrow())  # it may be large_string
        }

        short = types["value"] == nw.Float32

        def read(name: str) -> nw.Expr:
            column = nw.col(used[name]).alias(name)
            if name in texts:
                return column.cast(nw.String)
            if name == "value":  # of a short decimal, what it is printed as: 60.1 is 60.1
                return (column.cast(nw.String) if short else column).cast(nw.Float64)
            return column

        renamed = frame.select(*map(read, used))
        period = _form(types["period"], years=True)
        published = _form(types["published"]) if "published" in used else None
        assert period is not None  # noqa: S101 - its type was looked at above
        return cls(
            by=("entity", "reporter") if "reporter" in used else ("entity",),
            period=period,
            published=published,
            flags="flags" in used,
            own_dates="start" in used,
            types=types,
        ), renamed

    @property
    def numbered(self) -> bool:
        """Whether rows need the number of their period: two texts may end on the same day."""
        return self.period == "text"

    # --- keys: places of figures that sort as time does, with the doubt about a figure behind

    def marked(self, at: nw.Expr, doubt: nw.Expr) -> nw.Expr:
        """Return the key of a figure at *at*, with 0 or 1 for how uncertain it is."""
        return at * 2 + doubt if self.flags else at

    def unmarked(self, key: nw.Expr) -> nw.Expr:
        """Return the place in a key."""
        return whole(key, 2) if self.flags else key

    def ticks(self, at: nw.Expr) -> nw.Expr:
        """Turn positions of figures into ticks, in which all years are equally long."""
        if self.period == "year":  # figures stand at the ends of years alone
            return at.cast(nw.Float64) * (TICKS_PER_YEAR // YEAR)
        year = whole(at - 1, YEAR)
        day = at - year * YEAR
        share = nw.when(is_leap(year)).then(day * 365).otherwise((day - 1) * YEAR)
        return (year * TICKS_PER_YEAR + share).cast(nw.Float64)

    # --- what is read from the rows, since texts can be anything

    def read(self, frame: Frame) -> "Columns":
        """Read every distinct period and publication date, as :meth:`Period.of` does."""
        faults: dict[str, dict[Any, DirectiveError]] = {"period": {}, "published": {}}
        periods: dict[Any, Period] = {}
        if self.period != "year":
            periods = _read_all(text_list(frame, "period"), faults["period"])
        publications: dict[Any, Period] = {}
        if self.published == "text":
            publications = _read_all(text_list(frame, "published"), faults["published"])
        dates: tuple[tuple[dt.date, dt.date], ...] = ()
        if self.own_dates:
            start, due = nw.col("start"), nw.col("due")
            sound = frame.select("start", "due").filter(~start.is_null() & ~due.is_null())
            pairs = collected(distinct(sound.filter(start < due), "start", "due")).iter_rows()
            dates = tuple(sorted((_day(first), _day(last)) for first, last in pairs))
        return attrs.evolve(
            self,
            periods=periods,
            publications=publications,
            unreadable=faults,
            dates=dates,
            decimals=shared_decimals(frame),
        )

    @property
    def told_by(self) -> str:
        """The column that tells which period a row is about."""
        return "number" if self.numbered else "at"

    def find(self, period: Period) -> int:
        """Return what :attr:`told_by` holds for *period*; 0 where no row can be about it.

        A year is neither its days nor its twelve months.
        """
        if self.numbered:
            return self._numbers().get(period, 0)
        return position(period.end) if period.kind == self.period else 0

    def _numbers(self) -> dict[Period, int]:
        return {p: n for n, p in enumerate(dict.fromkeys(self.periods.values()), start=1)}

    # --- rows

    def rows(self, frame: Frame) -> Frame:
        """Add ``at``, the position of a period's last day.

        A period in text has its ``number``, and its first day's position as ``first_day``.
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
                number=self._numbers().__getitem__,
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
            return at - (YEAR - 1) + _first_missing(whole(at - 1, YEAR))
        return nw.col("first_day") if self.numbered else at

    def place(self, name: str) -> nw.Expr:
        """Return the position of the day in a column of dates."""
        return _place(nw.col(name))

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
            literal = dt.datetime.combine(day, dt.time())
        published = nw.col("published")
        # Two conditions that are never missing: a choice between columns costs far more.
        dated = ~published.is_null() & (published <= literal)
        return dated | (published.is_null() & (nw.col("at") <= position(day)))

    @staticmethod
    def year_text(at: nw.Expr) -> nw.Expr:
        """Return the text of the year that ends at a position."""
        return whole(at - 1, YEAR).cast(nw.String)

    def label(self, frame: Frame, at: str) -> Frame:
        """Add ``period``, the text of the day or text with the number or else position *at*.

        Null for 0.
        """
        if not self.periods:
            return frame.with_columns(period=nw.lit(None, nw.String))
        if self.numbered:
            texts = {number: str(period) for period, number in self._numbers().items()}
        else:
            texts = {position(period.end): str(period) for period in self.periods.values()}
        table = small_table(frame, {at: list(texts), "period": list(texts.values())})
        return join(frame, table, on=[at])


def _day(value: Any) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _mapped(
    frame: Frame, column: str, periods: Mapping[Any, Period], **numbers: Callable[[Period], int]
) -> Frame:
    """Join to each text of *column* the positions of days of the period it names."""
    if not periods:
        return frame.with_columns(**{name: nw.lit(None, nw.Int32) for name in numbers})
    table = small_table(
        frame,
        {
            column: list(periods),
            **{name: list(map(number, periods.values())) for name, number in numbers.items()},
        },
    )
    joined = join(frame, table, on=[column])
    return joined.with_columns(*(nw.col(name).fill_null(0).cast(nw.Int32) for name in numbers))


def _read_all(values: list[Any], faults: dict[Any, DirectiveError]) -> dict[Any, Period]:
    read: dict[Any, Period] = {}
    for value in values:
        try:
            read[value] = Period.of(value)
        except InvalidValueError as fault:
            faults[value] = fault
    return read


_EXPECTED: Final = {
    "period": "years as whole numbers, dates, or text like '2020-Q4'",
    "published": "dates, or text like '2020-07'",
    "start": "dates",
    "due": "dates",
    "indicator": "text",
    "reporter": "text",
    "flags": f"text, such as {' '.join(list(Flag)[:2])!r}",
    "value": "numbers",
}

_HINTS: Final = {
    "value": "Convert text with your data frame's own reader, decimal commas included.",
    "period": "Years that came as decimals or objects: cast them to whole numbers.",
}


def _type_fault(name: str, column: str, dtype: nw.dtypes.DType) -> InvalidValueError | None:
    if name == "entity":
        fits = dtype.is_integer() or _form(dtype) == "text"
        expected = "text or whole numbers"
    else:
        expected = _EXPECTED[name]
        if name == "value":
            fits = dtype.is_numeric()
        elif name in {"start", "due"}:
            fits = _form(dtype) == "day"
        elif name in {"indicator", "reporter", "flags"}:
            fits = _form(dtype) == "text"
        else:
            fits = _form(dtype, years=name == "period") is not None
    if fits:
        return None
    return InvalidValueError(
        f"the column {column!r} ({name})", str(dtype), expected, _HINTS.get(name, "")
    )
