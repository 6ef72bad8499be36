"""Series computed from others: each figure says what it was computed from, and since when known."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import isfinite

from vn_ict_directive.checks import as_double, exact
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import TICKS_PER_YEAR, Period, as_date, to_period, year_before
from vn_ict_directive.quantities import Unit
from vn_ict_directive.sources import Source, SourceKind

__all__ = ["growth", "ratio"]

_Vintages = list[Observation]


def ratio(
    numerator: Series,
    denominator: Series,
    *,
    indicator: str,
    per: float = 1.0,
    unit: Unit | str | None = None,
) -> Series:
    """Divide one series by another, as enterprises by people.

    A figure is divided by the other series' figure for the same period or,
    failing that, for the year in which its period ends. It is known once both
    its parts are, and a revision of either is a revision of it.

    Args:
        numerator: What is divided, on one basis. A bound goes with it.
        denominator: What it is divided by.
        indicator: Id of the result.
        per: How many of the denominator the result is for: 1000 for "per
            1,000 people".
        unit: What the result counts.

    Returns:
        A series by reporter ``"derived"``, on the basis of *numerator*. Where
        the denominator has no figure, or one that is zero or below or known
        only up to a bound, there is no ratio: nothing is imputed.

    Examples:
        >>> shops = Series.of("shops", {2019: 50, 2020: 66})
        >>> people = Series.of("people", {2019: 10_000, 2020: 11_000})
        >>> ratio(shops, people, indicator="shops-per-1000-people", per=1000)
        <Series shops-per-1000-people VN derived: 2019: 5, 2020: 6>
    """
    below = _by_period(denominator.observations)

    def pairs() -> Iterator[tuple[_Vintages, _Vintages]]:
        for period, above in _by_period(numerator.observations).items():
            under = below.get(period) or below.get(Period.of(period.end.year))
            if under:
                yield above, under

    return Series(
        indicator=indicator,
        reporter="derived",
        basis=numerator.basis,
        entity=numerator.entity,
        unit=unit,
        gathered=_both(numerator.gathered, denominator.gathered),
        observations=_derive(
            pairs(),
            lambda above, under: as_double(exact(above.value) / exact(under.value) * exact(per)),
            lambda above, under: f"{above.value:.12g} / {under.value:.12g} × {per:g}",
            indicator,
        ),
    )


def _both(day: dt.date | None, other: dt.date | None) -> dt.date | None:
    return None if day is None or other is None else min(day, other)


def growth(
    series: Series,
    *,
    since: Period | str | int | None = None,
    breaks: Iterable[dt.date] = (),
    as_of: dt.date | str | None = None,
) -> Series:
    """Return a series' growth a year, in percent.

    Args:
        series: What grows.
        since: None for the growth over the same period of the year before; or
            the period from which the average growth a year is counted (the
            compound annual growth rate), which is rounded to 12 significant
            digits, so that roots of whole numbers come out whole.
        breaks: First days of new methods: there is no growth across one, nor
            across a figure flagged as a break.
        as_of: The day whose knowledge counts, of figures and of their flags; None
            for all there is.

    Returns:
        A series in percent by reporter ``"derived"``, named after the
        indicator with ``-growth``. Where the earlier figure is missing, zero
        or below or known only up to a bound, there is no growth: nothing is
        imputed.

    Examples:
        >>> lines = Series.of("lines", {2018: 100, 2019: 130, 2020: 169})
        >>> growth(lines)
        <Series lines-growth VN derived: 2019: 30, 2020: 30>
        >>> growth(Series.of("lines", {2018: 100, 2020: 169}), since=2018)
        <Series lines-growth VN derived: 2020: 30>
    """
    known: Sequence[Observation] = series.observations
    if as_of is not None:
        day = as_date(as_of, "as_of")
        known = [o for o in known if o.visible_from <= day]
    figures = _by_period(known)
    reference = None if since is None else to_period(since)
    new_methods = [*breaks, *(o.period.end for o in known if Flag.BREAK in o.flags)]

    def pairs() -> Iterator[tuple[_Vintages, _Vintages]]:
        for period, after in figures.items():
            start = year_before(period) if reference is None else reference
            before = figures.get(start) if start is not None else None
            if before and start is not None and start.end < period.end:
                crossed = any(start.end < day <= period.end for day in new_methods)
                if not crossed:
                    yield after, before

    indicator = f"{series.indicator}-growth"
    return Series(
        indicator=indicator,
        reporter="derived",
        basis=series.basis,
        entity=series.entity,
        unit=Unit.PERCENT,
        gathered=series.gathered,
        observations=_derive(
            pairs(),
            _percent if reference is None else _percent_a_year,
            lambda after, before: (
                f"{before.value:.12g} ({before.period}) → {after.value:.12g} ({after.period})"
            ),
            indicator,
        ),
    )


def _percent(after: Observation, before: Observation) -> float:
    before_value = exact(before.value)
    return as_double(100 * (exact(after.value) - before_value) / before_value)


def _percent_a_year(after: Observation, before: Observation) -> float:
    if after.value < 0:
        return float("nan")
    years = (after.period.ticks - before.period.ticks) / TICKS_PER_YEAR
    try:
        factor: float = (after.value / before.value) ** (1 / years)
    except OverflowError:  # a jump within days is no growth a year
        return float("inf")
    return float(f"{100 * (factor - 1):.12g}")


def _by_period(observations: Iterable[Observation]) -> dict[Period, _Vintages]:
    """Gather the printings of each period, in order of publication."""
    found: defaultdict[Period, _Vintages] = defaultdict(list)
    for observation in observations:
        found[observation.period].append(observation)
    return dict(found)


def _derive(
    pairs: Iterable[tuple[_Vintages, _Vintages]],
    compute: Callable[[Observation, Observation], float],
    describe: Callable[[Observation, Observation], str],
    indicator: str,
) -> Iterator[Observation]:
    """Compute one figure from two, anew on every day on which either was printed."""
    for ones, others in pairs:
        first = max(ones[0].visible_from, others[0].visible_from)
        days = {first, *(o.visible_from for o in (*ones, *others) if o.visible_from > first)}
        for day in sorted(days):
            one = next(o for o in reversed(ones) if o.visible_from <= day)
            other = next(o for o in reversed(others) if o.visible_from <= day)
            if other.value <= 0 or other.bound is not None:
                continue
            value = compute(one, other)
            if not isfinite(value):
                continue
            yield Observation(
                period=one.period,
                value=value,
                published=day,
                reporter="derived",
                source=_source(one, other, indicator),
                flags={Flag.DERIVED, *one.flags, *(set(other.flags) - {Flag.BREAK})},
                note=describe(one, other),
                bound=one.bound,
            )


def _source(one: Observation, other: Observation, indicator: str) -> Source | None:
    """Return what a figure was derived from; None where neither of the two has a source."""
    titles = dict.fromkeys(o.source.title for o in (one, other) if o.source is not None)
    if not titles:
        return None
    name = f"derived-{indicator}-{one.period.end}"
    return Source(id=name, kind=SourceKind.DERIVED, title=" / ".join(titles), language="en")
