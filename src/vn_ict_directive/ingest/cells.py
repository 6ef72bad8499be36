"""What a cell says: numbers and periods as tables write them, and nothing in two readings.

A declared dialect settles how numbers and dates are written. Without one, a number has a
decimal point and no separator between thousands, a period is written as SDMX does, and text
that could be read in two ways is refused with both.

Long, since numbers, periods and codes of status are three kinds of cells, each with its traps.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.ingest import Dates, Dialect
from vn_ict_directive.observations import Flag
from vn_ict_directive.packaged import packaged_rows
from vn_ict_directive.periods import Period, names_on, without_time
from vn_ict_directive.sources import OwnKind, Source
from vn_ict_directive.text import fold
from vn_ict_directive.units import AnyUnit, Bound, Unit, split_bound, to_bound
from vn_ict_directive.validators import as_float, exact, member, mistake
from vn_ict_directive.words import WORDS

MARKS: Final = ("", "nan", "na", "n/a", "#n/a", "null", ".", "..", "...", "…", ":")
"""What stands for a missing value, in any case: the marks of SDMX, Eurostat, the UN and others."""

SPACE: Final = "".join(chr(n) for n in range(0x3001) if chr(n).isspace())
"""All white space, of which engines know less than Python does."""

NUMBER: Final = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"
"""A number with a decimal point, or none."""

LONE_THOUSANDS: Final = r"^[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+$"
"""A number whose points may part thousands."""

GROUPED: Final = {
    "en": r"^[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?$",
    "vi": r"^[+-]?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?$",
}
"""By dialect, a number whose thousands may be parted."""

MULTIPLIERS: Final = range(-18, 19)
"""The powers of ten of SDMX's UNIT_MULT that are applied."""

_REPORTING: Final = re.compile(r"([0-9]{4})-(?:A1|M([0-9]{2}))")
_MULTIPLIER: Final = re.compile(r"-?[0-9]{1,2}(\.0*)?")


def is_missing(cell: Any) -> bool:
    """Whether a cell says that there is no figure: blank, NaN or another mark."""
    return isinstance(cell, str) and cell.casefold() in MARKS


class Figure(NamedTuple):
    """A value, and on which side of it the true one lies, where only that is known."""

    value: float
    bound: Bound | None = None

    def __str__(self) -> str:
        """The figure as a table would hold it."""
        return f"{self.bound or ''}{self.value:.12g}"


def read_figure(cell: Any, dialect: Dialect | None = None, *, lone: bool = False) -> Figure:
    """Read a number, with the sign of a bound before it where only that is known.

    Args:
        cell: The text of a number, or a number.
        dialect: How it is written.
        lone: Whether a point may part thousands, so that ``2.345`` has two readings.

    Raises:
        InvalidValueError: It is no number, or could be read in two ways.

    Examples:
        >>> read_figure(">95"), read_figure("1.234,5", "vi").value
        (Figure(value=95.0, bound=<Bound.ABOVE: '>'>), 1234.5)
    """
    if not isinstance(cell, str):
        return Figure(as_float(cell, "value"))
    number, bound = split_bound(cell)
    if hint := mistake("figure", number):
        raise InvalidValueError("value", cell, "a number", hint)
    if dialect is not None:
        if not re.match(GROUPED[dialect], number):
            wanted = {"en": "1,234.5 or 1234.5", "vi": "1.234,5 or 1234,5"}[dialect]
            expected = f"a number like {wanted}, as dialect={dialect!r} writes it"
            raise InvalidValueError("value", cell, expected)
        number = number.replace(",."[dialect == "vi"], "").replace(",", ".")
    elif lone and re.match(LONE_THOUSANDS, number):
        hint = mistake("thousands", number)
        raise InvalidValueError("value", cell, "a number that can be read in one way", hint)
    return Figure(as_float(number, "value"), bound)


@cache
def _unit_words() -> dict[str, str]:
    """Return the units by their codes and by their names in both languages."""
    named = ((unit, (unit.value, unit.labels.vi, unit.labels.en)) for unit in Unit)
    return {fold(word): unit.value for unit, words in named for word in words}


_PER_THOUSAND: Final = re.compile(
    r"(?:^|\D)1[.,]?000 (?:nguoi )?(?:dan|people|inhabitants|persons)"
)
_OF_ANOTHER_BASE: Final = re.compile(r"/|(?:^| )(?:tren|per) ")


def unit_code(cell: str) -> str:
    """Return the code of the unit that a cell names; of an unknown one, the cell.

    Examples:
        >>> unit_code("Hạng"), unit_code("%"), unit_code("tấn")
        ('rank', 'percent', 'tấn')
        >>> unit_code("doanh nghiệp/1.000 dân"), unit_code("per 1,000 people")
        ('per-1000-people', 'per-1000-people')
    """
    word = fold(cell[:100])
    if _PER_THOUSAND.search(word):
        return Unit.PER_1000_PEOPLE.value
    return _unit_words().get(word, cell)


def has_another_base(unit: str) -> bool:
    """Whether the name of an unknown unit says that it is so many of one thing to another.

    Examples:
        >>> has_another_base("doanh nghiệp/1 triệu dân"), has_another_base("Rank of 193")
        (True, False)
    """
    return _OF_ANOTHER_BASE.search(fold(unit[:100])) is not None


_IN_NAME: Final = re.compile(r"(.+?)\s*(?:[(\[]([^()\[\]]+)[)\]]|,\s*([^,]+))")


def unit_in_name(name: str) -> tuple[str, str]:
    """Return a column's name without the unit behind it, and that unit; blank without one.

    Examples:
        >>> unit_in_name("Giá trị (%)"), unit_in_name("Tỷ lệ, %"), unit_in_name("Value")
        (('Giá trị', '%'), ('Tỷ lệ', '%'), ('Value', ''))
    """
    match = _IN_NAME.fullmatch(name[:200])
    return (match[1], (match[2] or match[3]).strip()) if match else (name, "")


def is_unit(word: str, unit: AnyUnit | None = None) -> bool:
    """Whether a word is the code or a name of *unit*, or of any that comes with the package."""
    if unit is None or isinstance(unit, Unit):
        return unit_code(word) in (_unit_words().values() if unit is None else (unit.value,))
    return fold(word[:100]) in map(fold, (unit.value, unit.labels.vi, unit.labels.en))


def read_multiplier(cell: Any) -> int:
    """Read SDMX's UNIT_MULT: the power of ten by which a figure is to be multiplied.

    Raises:
        InvalidValueError: It is no whole number of that size.
    """
    text = str(cell)
    if _MULTIPLIER.fullmatch(text) and int(float(text)) in MULTIPLIERS:
        return int(float(text))
    expected = f"a power of ten from {MULTIPLIERS[0]} to {MULTIPLIERS[-1]}, such as 3"
    raise InvalidValueError("UNIT_MULT", cell, expected)


def scaled(figure: Figure, power: int) -> Figure:
    """Multiply a figure by a power of ten, as the decimals it is printed in."""
    return figure._replace(value=float(exact(figure.value) * exact(10.0**power)))


# --- sources ----------------------------------------------------------------------------

_ADDRESS: Final = re.compile(r"https?://[^/\s]\S*")


def address_in(text: str | None) -> str | None:
    """Return a text that is the address of a page of the web, and no other."""
    return text if text and _ADDRESS.fullmatch(text) else None


@lru_cache(maxsize=1024)
def source_of(title: str, url: str = "", page: str = "") -> Source | None:
    """Return the source of a figure, as the cells beside it name it; None where all are blank.

    Its id follows from what they say, so that one source is the same in every table.

    Args:
        title: Its title, or its address.
        url: Its address; what is none is put behind the title.
        page: The page, put behind the title.

    Examples:
        >>> source_of("Niên giám thống kê 2020", page="trang 45").title
        'Niên giám thống kê 2020, trang 45'
    """
    said = [text for text in (title, url) if not is_missing(text)]
    address = next(filter(address_in, said), None)
    names = [text for text in said if text != address] or said[:1]
    name = ", ".join(names if is_missing(page) else (*names, page))
    if not name:
        return None
    from hashlib import sha256  # which loads much, for one who has no sources

    digest = sha256(f"{name}\n{address}".encode()).hexdigest()
    kind = OwnKind(id="stated", labels=WORDS["source stated"])
    return Source(id=f"stated-{digest[:16]}", kind=kind, title=name, language="und", url=address)


# --- periods ----------------------------------------------------------------------------

_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_VIETNAMESE: Final = (
    (re.compile(r"(?i)(?:năm )?([0-9]{4})"), "{0}"),
    (re.compile(r"(?i)(?:quý |q)(i{1,3}|iv|[1-4])(?:/| năm | )([0-9]{4})"), "{1}-Q{0}"),
    (re.compile(r"(?i)(?:tháng |t)?([0-9]{1,2})(?:/| năm )([0-9]{4})"), "{1}-{0:0>2}"),
    (re.compile(r"(?i)6 tháng đầu năm ([0-9]{4})"), "{0}-S1"),
    (re.compile(r"(?i)6 tháng cuối năm ([0-9]{4})"), "{0}-S2"),
    (re.compile(r"(?i)(?:ngày )?([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})"), "{2}-{1:0>2}-{0:0>2}"),
)
_HEADER: Final = re.compile(
    r"(?i)(sơ bộ|prel\.?|preliminary|ước tính|est\.?|estimated)?\s*(.*?)(?: \[YR[0-9]{4}\])?"
)


def read_period(cell: Any, dialect: Dialect | None = None, dates: Dates | None = None) -> Period:
    """Read a period; SDMX also writes years as ``2020-A1`` and months as ``2020-M07``.

    Args:
        cell: Its name, a day, or the number of a year.
        dialect: How it is written.
        dates: What a day stands for: itself, or the month, quarter or year that it is in.

    Raises:
        InvalidValueError: It is none, or could be read in two ways.

    Examples:
        >>> read_period("Quý IV/2020", "vi"), read_period("2020-12-31", dates="year")
        (Period.of('2020-Q4'), Period.of('2020'))
    """
    if isinstance(cell, str) and len(cell) < 40:  # noqa: PLR2004 - as the longest form has
        cell = cell.strip()
        if reporting := _REPORTING.fullmatch(cell):
            cell = "-".join(filter(None, reporting.groups()))
        elif dialect == "vi":
            cell = _from_vietnamese(cell)
    period = Period.of(cell)
    if dates is None or dates == "day" or period.kind != "day":
        return period
    return Period.of(names_on(period.end)[dates])


def _from_vietnamese(text: str) -> str:
    """Return the name of a period as SDMX writes it; any other text as it is."""
    for pattern, form in _VIETNAMESE:
        if match := pattern.fullmatch(" ".join(text.split())):
            return form.format(*(_ROMAN.get(part.lower(), part) for part in match.groups()))
    return text


def read_published(cell: Any, dialect: Dialect | None = None) -> Period:
    """Read when a figure came out: of a day with its time, the day.

    Raises:
        InvalidValueError: It is no date, or could be read in two ways.
    """
    return read_period(without_time(cell), dialect)


def read_day(cell: Any, dialect: Dialect | None = None) -> dt.date:
    """Read one day.

    Raises:
        InvalidValueError: It is none, or a longer period.
    """
    expected = "a day, such as 2020-12-31"
    try:
        period = read_period(cell, dialect)
    except InvalidValueError as fault:
        raise InvalidValueError("a date", cell, expected, fault.hint) from None
    if period.kind != "day":
        raise InvalidValueError("a date", cell, expected)
    return period.end


def read_limit(cell: Any, dialect: Dialect | None = None) -> float:
    """Read a limit that a series states for itself.

    Raises:
        InvalidValueError: It is no number, or has the sign of a bound before it.
    """
    figure = read_figure(cell, dialect)
    if figure.bound is not None:
        raise InvalidValueError("a limit", cell, "a number", "The target says which way it goes.")
    return figure.value


def read_header_period(
    name: str, dialect: Dialect | None = None
) -> tuple[Period, tuple[Flag, ...]]:
    """Read the name of a column as the period whose figures it holds.

    Raises:
        InvalidValueError: It is none.

    Examples:
        >>> read_header_period("Sơ bộ 2020"), read_header_period("2018 [YR2018]")
        ((Period.of('2020'), (<Flag.PROVISIONAL: 'provisional'>,)), (Period.of('2018'), ()))
    """
    match = _HEADER.fullmatch(name[:60])
    if match is None or len(name) > 60:  # noqa: PLR2004 - no period is longer
        return read_period(name, dialect), ()
    word, rest = match.groups()
    flags: tuple[Flag, ...] = ()
    if word:
        early = word.lower().startswith(("sơ", "prel"))
        flags = (Flag.PROVISIONAL if early else Flag.ESTIMATED,)
    return read_period(rest, dialect), flags


def doubt_months(texts: Iterable[str]) -> InvalidValueError | None:
    """Return why months may be fiscal years, if all of several could be: 2008-09, 2009-10.

    Examples:
        >>> doubt_months(["2008-09", "2009-10"]).got, doubt_months(["2008-09", "2008-10"])
        ('2008-09, 2009-10', None)
    """
    months = sorted({text for text in texts if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text)})
    fiscal = [text for text in months if (int(text[:4]) + 1) % 100 == int(text[5:])]
    if len(fiscal) < 2 or fiscal != months:  # noqa: PLR2004 - one alone is a month
        return None
    first = fiscal[0]
    hint = (
        f"{first} may be the month {first[5:]}/{first[:4]} or the fiscal year {first[:4]}/"
        f"{first[5:]}: write {first[:4]}-M{first[5:]} for the month, and the first and last month "
        f"of a fiscal year, as in {first[:4]}-07/{int(first[:4]) + 1}-06."
    )
    return InvalidValueError("the periods", ", ".join(fiscal[:3]), "of one reading", hint)


def doubt_days(days: Iterable[dt.date]) -> InvalidValueError | None:
    """Return why days may be whole periods, if all of several begin one.

    Examples:
        >>> doubt_days([dt.date(2018, 1, 1), dt.date(2020, 1, 1)]).got
        '2018-01-01, 2020-01-01'
        >>> doubt_days([dt.date(2018, 12, 31), dt.date(2020, 1, 1)])
    """
    known = sorted(set(days))
    if len(known) < 2 or any(day.day != 1 for day in known):  # noqa: PLR2004 - one alone is a day
        return None
    months = {day.month for day in known}
    kind = "year" if months == {1} else "quarter" if months <= {1, 4, 7, 10} else "month"
    hint = (
        f"They may be days, or each the {kind} that begins on it: pass dates={kind!r} for the "
        "latter, dates='day' for the former."
    )
    return InvalidValueError("the periods", ", ".join(map(str, known[:3])), "of one reading", hint)


def doubt(known: Mapping[Any, Any], dates: str | None) -> InvalidValueError | None:
    """Return why periods may be others than they were read as, if all of several could be.

    Args:
        known: By cell, its period; anything else where it cannot be read.
        dates: What the caller says that days stand for.
    """
    found = doubt_months(cell.strip() for cell in known if isinstance(cell, str))
    days = [p.end for p in known.values() if isinstance(p, Period) and p.kind == "day"]
    if found is None and dates is None and len(days) == len(known):
        found = doubt_days(days)
    return found


# --- what words beside a figure say of it: flags, and codes of SDMX and Eurostat ----------


class Status(NamedTuple):
    """What a code says of a figure.

    Attributes:
        note: The same in words, where no flag of ours says it.
        flags: What a reader must know.
        missing: Whether it says that there is no figure.
    """

    note: str = ""
    flags: tuple[Flag, ...] = ()
    missing: bool = False


@cache
def _codes(role: str) -> dict[str, Status]:
    """Return the codes of SDMX (the cross-domain CL_OBS_STATUS) or the flags of Eurostat.

    A code that is no flag of ours is a note. Of Eurostat's flags, a figure may have several.
    """
    return {
        row["code"]: Status(
            row["note"], tuple(map(Flag, row["flags"].split())), bool(row["missing"])
        )
        for row in packaged_rows("ingest/statuses.csv")
        if row["list"] == role
    }


def together(said: Iterable[Status]) -> Status:
    """Return what several codes say of one figure."""
    all_ = tuple(said)
    note = "; ".join(one.note for one in all_ if one.note)
    return Status(note, tuple(f for s in all_ for f in s.flags), any(s.missing for s in all_))


def read_status(cell: str) -> Status:
    """Read a code of SDMX's observation status.

    Raises:
        InvalidValueError: There is no such code, or it is that of a forecast.
    """
    known = _codes("OBS_STATUS")
    if cell in known:
        return known[cell]
    capital = cell.upper() in known
    hint = f"Codes are capitals: write {cell.upper()}." if capital else mistake("status", cell)
    codes = ", ".join(filter(None, known))
    raise InvalidValueError("OBS_STATUS", cell, f"one of SDMX's codes {codes}", hint)


def read_obs_flag(cell: str) -> Status:
    """Read Eurostat's flags, one letter each.

    Raises:
        InvalidValueError: There is no such flag, or it is that of a forecast.

    Examples:
        >>> read_obs_flag("bu").flags, read_obs_flag("bu").note
        ((<Flag.BREAK: 'break'>,), 'low reliability')
    """
    known = _codes("OBS_FLAG")
    letters = [letter for letter in cell.lower() if letter not in ", "]
    if not known.keys() >= set(letters):
        expected = f"of Eurostat's flags {', '.join(known)}"
        raise InvalidValueError("OBS_FLAG", cell, expected, mistake("obs flag", cell))
    return together(known[letter] for letter in letters)


def _read_flags(cell: str) -> Status:
    return Status("", tuple(member(Flag, word, "flags") for word in cell.split()))


def _read_action(cell: str) -> None:
    if cell.casefold() not in {"", "a", "i", "m", "r"}:
        raise InvalidValueError("ACTION", cell, "A, I, M or R", mistake("action", cell))


STATED: Final = ("flags", "obs_status", "obs_flag")
"""Roles of columns that say what a reader must know of a figure."""

CODES: Final[Mapping[str, Callable[[Any], Any]]] = {
    "flags": _read_flags,
    "obs_status": read_status,
    "obs_flag": read_obs_flag,
    "action": _read_action,
    "bound": to_bound,
    "unit_mult": read_multiplier,
}
"""By the role of a column with few words: what reads a word that is not blank, or refuses it."""
