"""Looking through a panel before anything is judged: what nobody could judge is told at once."""

import operator
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from math import inf
from typing import Any, Final, NamedTuple

import narwhals as nw

from vn_ict_directive.errors import (
    DirectiveError,
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from vn_ict_directive.model import Target
from vn_ict_directive.observations import Flag
from vn_ict_directive.panels.columns import YEAR, Columns, text_list
from vn_ict_directive.panels.fetching import (
    LARGEST,
    SMALLEST,
    Frame,
    any_row,
    choose,
    collected,
    join,
    stack,
)
from vn_ict_directive.quantities import IMPOSSIBLE, Domain

__all__ = ["Findings", "look_through", "repeated"]

_SHOWN: Final = 3
_MOST_YEARS: Final = 46  # so many powers of two, as often as there are years, add up exactly


class Findings(NamedTuple):
    """What a look through a panel found.

    Attributes:
        good: The rows that can be judged.
        refused: The rows that cannot, with a column ``fault`` that says why.
        revised: Whether any period was printed more than once, with different values or flags.
        error: All faults together; None without any.
    """

    good: Frame
    refused: Frame
    revised: bool
    error: InvalidDataError | None


class _Rule(NamedTuple):
    """What no row may be, and how it is told."""

    code: str
    broken: nw.Expr
    column: str
    expected: str
    hint: str = ""
    only: tuple[str, ...] = ()  # the indicators that it is about; () for all


def look_through(frame: Frame, columns: Columns, targets: Sequence[Target]) -> Findings:
    """Find every row that nobody could judge.

    Args:
        frame: The caller's rows, by our names.
        columns: What they are; their periods and dates have been read.
        targets: What they are to be judged by.
    """
    rules = _rules(frame, columns, targets)
    measured = tuple(dict.fromkeys(target.indicator.id for target in targets))
    good, refused, faults = _part(frame, columns, rules, measured)
    revised = False
    for rule, keys, clashes in _clashes(good, columns):
        if rule is None:
            revised = True
            continue
        marked = columns.rows(good).with_columns(stamp=columns.known())
        marked = join(marked, clashes.with_columns(clash=nw.lit(1)), on=keys)
        marked = marked.select(*frame.collect_schema().names(), "clash")
        good, clashing, found = _part(marked, columns, [rule], ())
        good = good.drop("clash")
        refused = stack([refused, clashing.drop("clash")])
        faults += found
    error = InvalidDataError("The panel cannot be judged", faults) if faults else None
    return Findings(good, refused, revised, error)


def _part(
    frame: Frame, columns: Columns, rules: Sequence[_Rule], measured: tuple[str, ...]
) -> tuple[Frame, Frame, list[DirectiveError]]:
    """Part the rows that break a rule from the rest, and tell them."""
    nothing = nw.lit(None, nw.String)
    fault = choose(*((r.broken, nw.lit(r.code)) for r in rules), default=nothing)
    marked = frame.with_columns(fault=fault)
    refused = marked.filter(~nw.col("fault").is_null())
    codes = text_list(refused, "fault")
    if not codes:  # the rows stay as they came, and cost nothing more
        return frame, refused, []
    good = marked.filter(nw.col("fault").is_null()).drop("fault")
    faults = [
        fault
        for rule in rules
        if rule.code in codes
        for fault in _tell(refused, columns, rule, measured)
    ]
    return good, refused, faults


def _tell(
    refused: Frame, columns: Columns, rule: _Rule, measured: tuple[str, ...]
) -> Iterator[DirectiveError]:
    """Tell the rows that break one rule: how many, and the first of them."""
    these = refused.filter(nw.col("fault") == rule.code)
    if rule.only:
        these = these.filter(_any_of(rule.only, "indicator"))
    (rows,) = next(collected(these.select(nw.len())).iter_rows())
    if not rows:
        return
    counted = "1 row" if rows == 1 else f"{rows:,} rows"
    if rule.code == "unknown_indicator":
        names = text_list(these, "indicator")
        for name in names[:_SHOWN]:
            yield UnknownNameError("indicator among the targets", name, measured, where=counted)
        return
    keys = [*columns.by, "indicator", "period"]
    shown = list(dict.fromkeys((*keys, *(["value"] if rule.column == "value" else [rule.column]))))
    first = collected(these.sort(*keys, nulls_last=True).head(1).select(*shown))
    told = ", ".join(f"{name} {value}" for name, value in next(first.iter_rows(named=True)).items())
    yield InvalidValueError(
        f"the column {rule.column!r}", f"{counted}, the first at {told}", rule.expected, rule.hint
    )


def _any_of(values: Iterable[Any], column: str) -> nw.Expr:
    listed = list(values)
    return nw.col(column).is_in(listed) if listed else nw.lit(value=False)


def _outside(value: nw.Expr, domain: Domain) -> nw.Expr | None:
    """Whether a value is not possible in *domain*; None where every value is."""
    found = []
    if domain.low > -inf:
        found.append(value < domain.low)
    if domain.high < inf:
        found.append(value > domain.high)
    if domain.whole:
        found.append(value != value.floor())
    return reduce(operator.or_, found) if found else None


def _rules(frame: Frame, columns: Columns, targets: Sequence[Target]) -> list[_Rule]:
    value, period = nw.col("value"), nw.col("period")
    size = value.abs()
    measured = {target.indicator.id for target in targets}
    rules = [
        _Rule(f"no_{name}", nw.col(name).is_null(), name, "given in every row")
        for name in (*columns.by, "indicator", "period", *_own_dates(columns))
    ]
    unknown = [name for name in text_list(frame, "indicator") if name not in measured]
    rules.append(
        _Rule("unknown_indicator", _any_of(unknown, "indicator"), "indicator", "that of a target")
    )
    if columns.period == "year":
        unreadable = (period < 1000) | (period > 9999)  # noqa: PLR2004 - as Period does
        hint = "A period is a year of four digits, a date, or text like '2020-Q4'."
    else:
        unreadable, hint = _any_of(columns.unreadable["period"], "period"), _hint(columns, "period")
    rules.append(_Rule("unreadable_period", unreadable, "period", "a period", hint))
    if columns.published == "text":
        unreadable = _any_of(columns.unreadable["published"], "published")
        rules.append(
            _Rule("unreadable_date", unreadable, "published", "a date", _hint(columns, "published"))
        )
    rules += [
        _Rule(
            "not_finite",
            ~value.is_null() & (value.is_nan() | (size > LARGEST)),
            "value",
            f"a finite number of at most {LARGEST:.0e} in size",
            "Leave a value out where there is none.",
        ),
        _Rule(
            "too_small",
            ~value.is_null() & (size > 0) & (size < SMALLEST),
            "value",
            f"zero, or a number of at least {SMALLEST:.0e} in size",
        ),
    ]
    possible: dict[Domain, list[str]] = {}
    for target in targets:
        names = possible.setdefault(target.indicator.domain, [])
        names.append(target.indicator.id)
    for domain, names in possible.items():
        mine = tuple(dict.fromkeys(names))
        outside = _outside(value, domain)
        if outside is not None:
            if len(possible) > 1:
                outside = _any_of(mine, "indicator") & outside
            broken = ~value.is_null() & outside
            rules.append(_Rule("not_possible", broken, "value", domain.expected, IMPOSSIBLE, mine))
    if columns.flags:
        given = text_list(frame, "flags")
        strange = [text for text in given if set(text.split()) - set(Flag)]
        rules.append(
            _Rule("unknown_flag", _any_of(strange, "flags"), "flags", f"some of {', '.join(Flag)}")
        )
    if columns.own_dates:
        rules.append(
            _Rule(
                "due_before_start", nw.col("due") <= nw.col("start"), "due", "later than the start"
            )
        )
    return rules


def _own_dates(columns: Columns) -> tuple[str, ...]:
    return ("start", "due") if columns.own_dates else ()


def _hint(columns: Columns, column: str) -> str:
    """What the first text that could not be read was refused for."""
    for fault in columns.unreadable[column].values():
        return str(fault)
    return ""


def repeated(rows: Frame, columns: Columns) -> bool:
    """Whether a series has two rows for the end of a period."""
    series, at = [*columns.by, "indicator"], nw.col("at")
    if columns.period == "year":
        ends = collected(
            rows.select(nw.len().alias("rows"), at.min().alias("first"), at.max().alias("last"))
        )
        count, first, last = next(ends.iter_rows())
        if not count:
            return False
        years = (last - first) // YEAR + 1
        if years <= _MOST_YEARS:
            return any_row(_with_repetition(rows, series, int(first), int(years)))
    counted = rows.group_by(*series, "at").agg(nw.len().alias("rows"))
    return any_row(counted.filter(nw.col("rows") > 1))


def _with_repetition(rows: Frame, series: Sequence[str], first: int, years: int) -> Frame:
    """Find the series in which a year is repeated, with one group for each and no more.

    As powers of two, a series' years add up to a number with as many ones as there are
    rows only if all differ. How many ones a number has is what it exceeds the sum of its
    halves, quarters and so on by, each rounded down (Legendre). All of it is exact: the
    sum of at most *years* powers is far below 2⁵³.
    """
    power = nw.lit(2.0) ** ((nw.col("at") - first).cast(nw.Float64) / YEAR)
    marked = rows.with_columns(power=(power + 0.5).floor())
    found = marked.group_by(*series).agg(nw.col("power").sum(), nw.len().alias("rows"))
    total = nw.col("power")
    ones = total
    for halvings in range(1, years + years.bit_length()):  # of the greatest sum
        ones = ones - (total / 2.0**halvings).floor()
    count = nw.col("rows").cast(nw.Float64)
    return found.filter((count > years) | (ones != count))


def _clashes(good: Frame, columns: Columns) -> Iterator[tuple[_Rule | None, list[str], Frame]]:
    """Yield the groups of rows that contradict each other, with the rule and their keys.

    A first item without a rule says that some period was revised.
    """
    series = [*columns.by, "indicator"]
    clash = ~nw.col("clash").is_null()
    rows = columns.rows(good.filter(~nw.col("value").is_null()))
    if columns.own_dates:
        spread = rows.group_by(*series).agg(
            *(nw.col(d).min().alias(f"{d}_low") for d in ("start", "due")),
            *(nw.col(d).max().alias(f"{d}_high") for d in ("start", "due")),
        )
        apart = spread.filter(
            (nw.col("start_low") != nw.col("start_high"))
            | (nw.col("due_low") != nw.col("due_high"))
        ).select(*series)
        if any_row(apart):
            rule = _Rule("dates_differ", clash, "due", "one start and due date for a series")
            yield rule, series, apart
    place = [*series, "at"]
    if not repeated(rows, columns):  # it comes first, since most tables repeat nothing
        return
    differs = (nw.col("low") != nw.col("high")) | (nw.col("first") != nw.col("last"))
    if columns.flags:  # the same value again may have another flag, or none any more
        differs = differs | (nw.col("rows") > 1)
    several = (
        rows.with_columns(begin=columns.begin())
        .group_by(*place)
        .agg(
            nw.len().alias("rows"),
            nw.col("value").min().alias("low"),
            nw.col("value").max().alias("high"),
            nw.col("begin").min().alias("first"),
            nw.col("begin").max().alias("last"),
        )
        .filter(differs)
    )
    if not any_row(several):
        return
    mixed = several.filter(nw.col("first") != nw.col("last")).select(*place)
    if any_row(mixed):
        rule = _Rule(
            "periods_end_together",
            clash,
            "period",
            "periods that end on different days",
            "Keep one frequency in a series.",
        )
        yield rule, place, mixed
    known = columns.known()
    stamped = rows.with_columns(stamp=known).group_by(*place, "stamp")
    twice = (
        stamped.agg(nw.col("value").min().alias("low"), nw.col("value").max().alias("high"))
        .filter(nw.col("low") != nw.col("high"))
        .select(*place, "stamp")
    )
    if any_row(twice):
        rule = _Rule(
            "two_values",
            clash,
            "value",
            "one for a series, period and publication date",
            "Give each printing its own publication date, or remove one.",
        )
        yield rule, [*place, "stamp"], twice
    if columns.published is not None:
        yield None, place, several
