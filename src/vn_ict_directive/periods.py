"""Periods of time as statistics name them: years, quarters, months, days.

A period is written as SDMX writes it (``2020``, ``2020-S1``, ``2020-Q4``,
``2020-07``, ``2020-W52``, ``2020-12-31``, ``2020-01/2020-06``). Whatever could
be read in two ways is refused by name, never guessed.

An observation's place in time is the end of its period. Positions are counted
in *ticks*, whole numbers of which there are :data:`TICKS_PER_YEAR` in every
year, leap or not: years then differ by exactly one, and no comparison of times
depends on rounding.

Long, since the one class of periods explains all that it refuses.
"""

import datetime as dt
import math
import re
from calendar import isleap, monthrange
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from numbers import Integral
from typing import Any, Final, Literal, get_args

import attrs
from dateutil.relativedelta import relativedelta

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.text import Lang, check_lang
from vn_ict_directive.validators import as_date, mistake, to_day
from vn_ict_directive.words import say

__all__ = ["TICKS_PER_YEAR", "Period", "PeriodKind", "format_date", "ticks_of"]

PeriodKind = Literal["year", "semester", "quarter", "month", "week", "day", "interval"]
"""How long a period is, or that it is a stretch of its own."""

TICKS_PER_YEAR: Final = 365 * 366
"""The least number that both a common and a leap year's days divide."""

_FORMS: Final = (
    "2020 (year), 2020-S1 (semester), 2020-Q4 (quarter), 2020-07 (month), 2020-W52 (ISO week), "
    "2020-12-31 (day) or 2020-01/2020-06 (from the first to the second)"
)

_SHORT: Final = "a period such as 2020, 2020-Q4 or 2020-12-31"

_ENDLESS: Final = 10**9

_NUMBERED: Final = ("year", "semester", "quarter", "month")
"""The kinds of periods that begin with a month."""


def ticks_of(day: dt.date) -> int:
    """Return the position of the end of *day*, in ticks: year + day of year / days in year.

    Examples:
        >>> ticks_of(dt.date(2020, 12, 31)) / TICKS_PER_YEAR
        2021.0
        >>> (ticks_of(dt.date(2021, 12, 31)) - ticks_of(dt.date(2020, 12, 31))) / TICKS_PER_YEAR
        1.0
    """
    year = day.year
    first = dt.date(year, 1, 1).toordinal()
    return year * TICKS_PER_YEAR + (day.toordinal() - first + 1) * (365 if isleap(year) else 366)


def day_at(ticks: float | Fraction) -> dt.date | None:
    """Return the first day whose end lies at or after *ticks*; None past the calendar.

    Examples:
        >>> day_at(ticks_of(dt.date(2020, 2, 29)))
        datetime.date(2020, 2, 29)
    """
    year = math.ceil(ticks / TICKS_PER_YEAR) - 1
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    start, first = year * TICKS_PER_YEAR, dt.date(year, 1, 1)
    return first + dt.timedelta(days=math.ceil((ticks - start) / (ticks_of(first) - start)) - 1)


def whole_months(day: dt.date) -> int:
    """Return how many months have ended by the end of *day*, since the year 0.

    Examples:
        >>> whole_months(dt.date(2020, 12, 31)) - whole_months(dt.date(2020, 1, 1))
        12
    """
    ended = day.day == monthrange(day.year, day.month)[1]
    return 12 * day.year + day.month - (0 if ended else 1)


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the day *months* calendar months before *day*, clipped to its month's end.

    Examples:
        >>> months_before(dt.date(2020, 2, 29), 12)
        datetime.date(2019, 2, 28)
    """
    return day - relativedelta(months=months)


def to_due(value: "Period | dt.date | str | int") -> dt.date:
    """Convert an attrs field to a due date: the day, or the last day of a period.

    Examples:
        >>> to_due("2025"), to_due("2025-Q3"), to_due("2025-05-31")
        (datetime.date(2025, 12, 31), datetime.date(2025, 9, 30), datetime.date(2025, 5, 31))
    """
    try:
        return Period.of(value).end
    except InvalidValueError:
        return to_day(value)  # type: ignore[arg-type]  # for the field to refuse


def format_date(day: dt.date, lang: Lang = "vi") -> str:
    """Write *day* as the language does.

    Examples:
        >>> format_date(dt.date(2020, 1, 3), "vi"), format_date(dt.date(2020, 1, 3), "en")
        ('03/01/2020', '3 January 2020')
    """
    if check_lang(lang) == "en":
        return f"{day.day} {say(f'month {day.month}', lang)} {day.year}"
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _months(year: int, first: int, count: int) -> tuple[dt.date, dt.date]:
    start = dt.date(year, first, 1)
    # Day 31 is clipped to the month's last; adding a month and taking a day
    # away would leave the calendar in December 9999.
    return start, start + relativedelta(months=count - 1, day=31)


def _week(year: int, number: int) -> tuple[dt.date, dt.date]:
    return dt.date.fromisocalendar(year, number, 1), dt.date.fromisocalendar(year, number, 7)


# How long such a text is, and what it is; compiled when used. [0-9] and not \d, which also takes
# the digits of other scripts. No year before 1000, so that a number of fewer digits is none.
_PARSERS: Final[dict[PeriodKind, tuple[int, str, Callable[..., Any]]]] = {
    "year": (4, r"([1-9][0-9]{3})", lambda y: _months(y, 1, 12)),
    "semester": (7, r"([1-9][0-9]{3})-S([12])", lambda y, n: _months(y, 6 * n - 5, 6)),
    "quarter": (7, r"([1-9][0-9]{3})-Q([1-4])", lambda y, n: _months(y, 3 * n - 2, 3)),
    "month": (7, r"([1-9][0-9]{3})-([0-9]{2})", lambda y, n: _months(y, n, 1)),
    "week": (8, r"([1-9][0-9]{3})-W([0-9]{2})", _week),
    "day": (10, r"([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})", lambda *d: (dt.date(*d),) * 2),
}


def names_on(day: dt.date) -> dict[str, str]:
    """Write, by kind, the names of the periods in which a day lies."""
    year, month = f"{day.year:04}", day.month
    iso_year, week, _ = day.isocalendar()
    return {
        "year": year,
        "semester": f"{year}-S{(month + 5) // 6}",
        "quarter": f"{year}-Q{(month + 2) // 3}",
        "month": f"{year}-{month:02}",
        "week": f"{iso_year:04}-W{week:02}",
        "day": day.isoformat(),
    }


def _span_of(text: str) -> tuple[PeriodKind, dt.date, dt.date] | None:
    for kind, (length, pattern, build) in _PARSERS.items():
        if length == len(text) and (match := re.fullmatch(pattern, text)):
            try:
                start, end = build(*map(int, match.groups()))
            except (ValueError, OverflowError):
                raise InvalidValueError("Period", text, f"a {kind} that the calendar has") from None
            return kind, start, end
    return None


def _parse(text: str) -> tuple[PeriodKind, dt.date, dt.date]:
    text = text.strip()
    if single := _span_of(text):
        return single
    hint = mistake("period", text)
    first, slash, last = text.partition("/")
    if slash and not hint and (begin := _span_of(first)) and (finish := _span_of(last)):
        if begin[1] > finish[1] or begin[2] > finish[2]:
            swap = begin[1] > finish[1]
            hint = "Swap its two parts." if swap else "Its second part ends before its first."
            expected = "an interval that ends after it begins"
            raise InvalidValueError("Period", text, expected, hint)
        return "interval", begin[1], finish[2]
    raise InvalidValueError("Period", text, _SHORT if hint else _FORMS, hint)


def _check_kind(period: "Period", _: Any, kind: str) -> None:
    # Whatever the way it was made, a period says what its text says.
    for day in (period.start, period.end):
        if type(day) is not dt.date:
            raise InvalidValueError("Period", day, "a date, without a time of day")
    if period.start > period.end:
        raise InvalidValueError("Period", (period.start, period.end), "a start before its end")
    found = (kind, period.start, period.end)
    if kind not in get_args(PeriodKind) or _parse(str(period)) != found:
        expected = f"what {period.start} to {period.end} is"
        hint = "Use Period.of(...), which finds it."
        raise InvalidValueError("Period.kind", kind, expected, hint)


@attrs.frozen(kw_only=True, order=True)
class Period:
    """A stretch of whole days with the name that statistics give it.

    Make one with :meth:`of`. Periods sort by their end, then by their start.

    Attributes:
        end: Last day, included.
        start: First day, included.
        kind: ``"year"``, ``"semester"``, ``"quarter"``, ``"month"``, ``"week"``,
            ``"day"`` or ``"interval"``.
        ticks: Position of its end; see :func:`ticks_of`.
        ordinal: The day number of its end, from 1 for the first day of the calendar.

    Examples:
        >>> Period.of("2020-Q4")
        Period.of('2020-Q4')
        >>> Period.of(2020).end, Period.of(2020).time
        (datetime.date(2020, 12, 31), 2021.0)
        >>> Period.of("2020-01/2020-06").kind
        'interval'
        >>> Period.of("31/12/2020")
        Traceback (most recent call last):
        vn_ict_directive.errors.InvalidValueError: Period should be a period such as 2020, \
2020-Q4 or 2020-12-31, got '31/12/2020'. Day and month could be either way round: write the \
year first, as in 2020-12-31; a table with the day first is read by dialect='vi'.
    """

    end: dt.date
    start: dt.date
    kind: PeriodKind = attrs.field(validator=_check_kind)
    ticks: int = attrs.field(init=False, repr=False, eq=False, order=False)
    ordinal: int = attrs.field(init=False, repr=False, eq=False, order=False)

    def __attrs_post_init__(self) -> None:
        """Work out the position once."""
        object.__setattr__(self, "ticks", ticks_of(self.end))
        object.__setattr__(self, "ordinal", self.end.toordinal())

    @classmethod
    def of(cls, value: object) -> "Period":
        """Read a period from what a table or a person would hold.

        Args:
            value: A period, a year as a whole number, a date, a datetime at
                midnight, or text in one of the forms above. White space around
                text is dropped.

        Raises:
            InvalidValueError: *value* is anything else, or could be read in two ways.
        """
        if type(value) is int:
            return _numbered(value)
        if isinstance(value, Period):
            return value
        if isinstance(value, str):
            return _read(value)
        if isinstance(value, dt.date):
            return _read(as_date(value, "Period").isoformat())
        if type(value) is not bool and isinstance(value, Integral):
            return _numbered(int(value))
        hint = "A year is a whole number: write 2020." if isinstance(value, float) else ""
        raise InvalidValueError("Period", value, _SHORT if hint else _FORMS, hint)

    @classmethod
    def between(cls, start: dt.date, end: dt.date) -> "Period":
        """Return the period from one day to another, both included, by its usual name.

        Raises:
            InvalidValueError: *end* is before *start*.

        Examples:
            >>> Period.between(dt.date(2020, 10, 1), dt.date(2020, 12, 31))
            Period.of('2020-Q4')
            >>> Period.between(dt.date(2019, 7, 1), dt.date(2020, 6, 30))
            Period.of('2019-07-01/2020-06-30')
        """
        periods = map(cls.of, names_on(start).values())
        known = (one for one in periods if (one.start, one.end) == (start, end))
        return next(known, None) or cls.of(f"{start}/{end}")

    @property
    def time(self) -> float:
        """The end as a decimal year: the end of 2020 is 2021.0."""
        return self.ticks / TICKS_PER_YEAR

    def label(self, lang: Lang = "vi") -> str:
        """Name the period as a table would; see :meth:`phrase` for prose.

        Examples:
            >>> Period.of("2020-Q4").label("vi"), Period.of("2020-Q4").label("en")
            ('quý IV năm 2020', 'fourth quarter of 2020')
        """
        # Of a half or a quarter, the name ends with its number.
        part = f" {str(self)[-1]}" if self.kind in {"semester", "quarter"} else ""
        iso_year, week, _ = self.start.isocalendar()
        year = iso_year if self.kind == "week" else self.start.year
        month = say(f"month {self.start.month}", lang)
        days = {"first": format_date(self.start, lang), "last": format_date(self.end, lang)}
        return say(f"period {self.kind}{part}", lang, year=year, month=month, week=week, **days)

    def phrase(self, lang: Lang = "vi") -> str:
        """Name the period as prose would, with the noun or the article that it takes.

        Examples:
            >>> [Period.of(text).phrase() for text in ("2020", "2023-05-31")]
            ['năm 2020', 'ngày 31/05/2023']
            >>> Period.of("2020-S2").phrase("en")
            'the second half of 2020'
        """
        return say(f"prose {self.kind}", lang, label=self.label(lang))

    def __str__(self) -> str:
        """The SDMX text, which :meth:`of` reads back to the same period."""
        return names_on(self.start).get(self.kind, f"{self.start}/{self.end}")

    def __repr__(self) -> str:
        """The call that makes it."""
        return f"{type(self).__name__}.of({str(self)!r})"


@lru_cache(maxsize=4096)
def _read(text: str) -> Period:
    # Tables name the same few periods over and over.
    kind, start, end = _parse(text)
    return Period(kind=kind, start=start, end=end)


@lru_cache(maxsize=4096)
def _numbered(year: int) -> Period:
    # What no year could be is not even written out: it may be endless.
    if abs(year) >= _ENDLESS:
        raise InvalidValueError("Period", year, _FORMS)
    return _read(str(year))


def following(before: Period, last: Period) -> Period | None:
    """Return the period that comes as long after *last* as *last* came after *before*.

    Returns:
        None unless both are years, semesters, quarters or months of one kind,
        *before* the earlier, and the calendar goes on that long.

    Examples:
        >>> following(Period.of(2018), Period.of(2020))
        Period.of('2022')
        >>> following(Period.of("2020-Q2"), Period.of("2020-Q4"))
        Period.of('2021-Q2')
    """
    if before.kind != last.kind or last.kind not in _NUMBERED or before.start >= last.start:
        return None
    months = 12 * (last.start.year - before.start.year) + last.start.month - before.start.month
    year, month = divmod(12 * last.start.year + last.start.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        return None
    return Period.of(names_on(dt.date(year, month + 1, 1))[last.kind])


def to_period(value: Period | dt.date | str | int) -> Period:
    """Convert an attrs field to a period; see :meth:`Period.of`."""
    return Period.of(value)


_TIMED: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
)


def to_publication(value: Period | dt.date | str | int) -> Period:
    """Convert an attrs field to when something came out: of a day with its time, the day.

    Examples:
        >>> to_publication(dt.datetime(2020, 12, 31, 9)), to_publication("2020-12-31 09:00")
        (Period.of('2020-12-31'), Period.of('2020-12-31'))
    """
    return Period.of(without_time(value))


def without_time(value: Any) -> Any:
    """Return the day of a day with its time, unless a time zone says that it may be another."""
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        return value.date()
    if isinstance(value, str) and (timed := _TIMED.fullmatch(value.strip())):
        return timed[1]
    return value
