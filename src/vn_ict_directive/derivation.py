"""Series computed from others: each figure says what it was computed from, and since when known."""

import datetime as dt
from collections.abc import Iterator
from math import isfinite

from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Source, SourceKind
from vn_ict_directive.units import Unit
from vn_ict_directive.validators import as_double, exact

__all__ = ["ratio"]


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
    return Series(
        indicator=indicator,
        reporter="derived",
        basis=numerator.basis,
        entity=numerator.entity,
        unit=unit,
        gathered=_earlier(numerator.gathered, denominator.gathered),
        observations=_quotients(numerator, denominator, indicator, per),
    )


def _earlier(day: dt.date | None, other: dt.date | None) -> dt.date | None:
    return None if day is None or other is None else min(day, other)


def _quotients(
    numerator: Series, denominator: Series, indicator: str, per: float
) -> Iterator[Observation]:
    """Divide again on each day on which one of the two figures was printed."""
    divided: set[tuple[Observation, Observation]] = set()
    for day in sorted({o.visible_from for o in (*numerator, *denominator)}):
        below = {o.period: o for o in denominator.visible(day)}
        for one in numerator.visible(day):
            other = below.get(one.period) or below.get(Period.of(one.period.end.year))
            if other is None or (one, other) in divided:
                continue
            divided.add((one, other))
            if other.value <= 0 or other.bound is not None:
                continue
            value = as_double(exact(one.value) / exact(other.value) * exact(per))
            if not isfinite(value):
                continue
            yield Observation(
                period=one.period,
                value=value,
                published=day,
                reporter="derived",
                source=_source(one, other, indicator),
                flags={Flag.DERIVED, *one.flags, *(set(other.flags) - {Flag.BREAK})},
                note=f"{one.value:.12g} / {other.value:.12g} × {per:g}",
                bound=one.bound,
            )


def _source(one: Observation, other: Observation, indicator: str) -> Source | None:
    """Return what a figure was derived from; None where neither of the two has a source."""
    titles = dict.fromkeys(o.source.title for o in (one, other) if o.source is not None)
    if not titles:
        return None
    name = f"derived-{indicator}-{one.period.end}"
    return Source(id=name, kind=SourceKind.DERIVED, title=" / ".join(titles), language="en")
