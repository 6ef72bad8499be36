"""Hypothesis strategies for the figures that targets are judged by.

They make any valid series, not only likely ones: Vietnamese beside other scripts,
years of 53 weeks, several printings of one figure, ranks next to huge doubles.
Code that holds for all of them holds for the figures to come. Targets to judge them by
are those of a directive: ``st.sampled_from(DIRECTIVE_01.targets)``. Needs the extra
``testing``.

Examples:
    A law of your own code, tried on many series:

    >>> from hypothesis import given, settings
    >>> from vn_ict_directive.observations import Series
    >>> from vn_ict_directive.testing import series
    >>> @settings(max_examples=20, deadline=None)
    ... @given(series(indicator="egdi-rank", vintages=True))
    ... def test_a_later_day_never_knows_less(mine: Series) -> None:
    ...     assert len(mine.visible("2030-01-01")) <= len(mine.visible("2099-12-31"))
    >>> test_a_later_day_never_knows_less()
"""

import datetime as dt
from collections.abc import Sequence
from math import ceil, floor, inf, isfinite
from typing import Final, get_args

import attrs

from vn_ict_directive.errors import InvalidValueError, require
from vn_ict_directive.model import Indicator
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import Period, PeriodKind, names_on
from vn_ict_directive.sources import Source, SourceKind
from vn_ict_directive.units import Bound, Domain, Unit

require("hypothesis", "vn_ict_directive.testing", "testing")
from hypothesis import strategies as st  # noqa: E402 - needs the package looked for above
from hypothesis.strategies import DrawFn, SearchStrategy  # noqa: E402

__all__ = ["identifiers", "observations", "periods", "possible", "series", "sources", "values"]
__all__ += ["words"]

KINDS: Final[tuple[PeriodKind, ...]] = get_args(PeriodKind)
_VIETNAMESE: Final = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậĐƯƠẢ 0123456789.,-“”"


# Built once: a strategy that is built anew for each example is checked anew, too.
_VIETNAMESE_WORDS: Final = st.text(_VIETNAMESE, min_size=1, max_size=20)
_ANY_WORDS: Final = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
_WORDS: Final = (_VIETNAMESE_WORDS | _ANY_WORDS).filter(str.strip)
_NOTES: Final = st.just("") | _WORDS
_WORD: Final = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=6)
_IDENTIFIERS: Final = st.lists(_WORD, min_size=1, max_size=3).map("-".join)


def words() -> SearchStrategy[str]:
    """Text that is not blank: Vietnamese, and any other Unicode but lone surrogates."""
    return _WORDS


def identifiers() -> SearchStrategy[str]:
    """Ids as the nouns carry them: lower-case words joined by hyphens."""
    return _IDENTIFIERS


@st.composite
def periods(
    draw: DrawFn,
    *,
    kinds: Sequence[PeriodKind] = KINDS,
    min_year: int = 1900,
    max_year: int = 2100,
) -> Period:
    """Periods of the given kinds, whose names lie between two years.

    Args:
        draw: Hypothesis passes it.
        kinds: Which kinds to make, such as ``("year", "quarter")``.
        min_year: First year, from 1000.
        max_year: Last year, to 9999.

    Examples:
        >>> from hypothesis import find
        >>> find(periods(kinds=("quarter",)), lambda period: period.start.year >= 2020)
        Period.of('2020-Q1')
    """
    kind = draw(st.sampled_from(tuple(kinds)))
    days = st.dates(dt.date(min_year, 1, 1), dt.date(max_year, 12, 31))
    day = draw(days)
    other = draw(days) if kind == "interval" else day
    names = {"interval": f"{min(day, other)}/{max(day, other)}"}
    if kind == "week":  # from 4 January to 28 December, one is of the day's year
        # The last week of 9999 ends after the calendar does.
        last = dt.date(day.year, 12, 26 if day.year == dt.MAXYEAR else 28)
        day = min(max(day, dt.date(day.year, 1, 4)), last)
    names |= names_on(day)
    if kind not in names:
        raise InvalidValueError("kinds", kind, f"some of {', '.join(KINDS)}")
    return Period.of(names[kind])


def values(
    *, min_value: float | None = None, max_value: float | None = None
) -> SearchStrategy[float]:
    """Finite doubles, whole numbers often among them: what a figure can be.

    Args:
        min_value: The least, or None for any.
        max_value: The greatest, or None for any.

    Examples:
        >>> from hypothesis import find
        >>> find(values(min_value=1, max_value=193), lambda rank: rank > 75)
        76.0
    """
    return st.floats(min_value, max_value, allow_nan=False, allow_infinity=False)


def possible(domain: Domain) -> SearchStrategy[float]:
    """Figures that are possible in a unit, on the scale of an indicator.

    Args:
        domain: Such as ``Domain.of(Unit.RANK)``, or ``indicator.domain``.

    Examples:
        >>> from hypothesis import find
        >>> find(possible(Domain.of(Unit.RANK)), lambda rank: rank > 75)
        76.0
    """
    if domain.whole:
        most = domain.high if domain.high < inf else domain.low + 1000
        return st.integers(ceil(domain.low), floor(most)).map(float)
    low, high = (limit if isfinite(limit) else None for limit in (domain.low, domain.high))
    return values(min_value=low, max_value=high)


def sources(*, id: str | None = None) -> SearchStrategy[Source]:  # noqa: A002 - the field's name
    """Sources, with the id given or any."""
    return _SOURCES if id is None else _SOURCES.map(lambda source: attrs.evolve(source, id=id))


_SOURCES: Final = st.builds(
    Source,
    id=_IDENTIFIERS,
    kind=st.sampled_from(SourceKind),
    title=_WORDS,
    author=_NOTES,
    language=st.sampled_from(("vi", "en")),
    published=st.none() | periods(),
    sha256=st.none() | st.integers(0, 2**256 - 1).map("{:064x}".format),
    url=st.none() | st.just("https://example.org/a?b=1&c=2"),
    official=st.booleans(),
    note=_NOTES,
)

_DELAYS: Final = st.none() | st.integers(-60, 1000)
_PRECISIONS: Final = st.sampled_from(("%Y-%m-%d", "%Y-%m", "%Y"))
_MAYBE_SOURCES: Final = st.none() | _SOURCES
_FLAGS: Final = st.lists(st.sampled_from(Flag), unique=True, max_size=2)
_BOUNDS: Final = st.none() | st.sampled_from(Bound)


@st.composite
def observations(
    draw: DrawFn,
    *,
    period: Period | None = None,
    values: SearchStrategy[float] = values(),  # noqa: B008 - a strategy has no state
    bounds: bool = False,
) -> Observation:
    """Figures for the period given or any, published before, at or after its end.

    Args:
        draw: Hypothesis passes it.
        period: What every figure is for, or None for any.
        values: What the figures may be.
        bounds: Whether some are known only up to a bound.

    Examples:
        >>> from hypothesis import find
        >>> find(observations(period=Period.of(2020)), lambda figure: figure.value > 75).value
        76.0
    """
    when = draw(periods()) if period is None else period
    delay = draw(_DELAYS)
    day = None if delay is None else when.end + dt.timedelta(days=delay)
    return Observation(
        period=when,
        value=draw(values),
        published=day and day.strftime(draw(_PRECISIONS)),
        source=draw(_MAYBE_SOURCES),
        flags=draw(_FLAGS),
        note=draw(_NOTES),
        bound=draw(_BOUNDS) if bounds else None,
    )


@st.composite
def series(
    draw: DrawFn,
    *,
    indicator: Indicator | str | None = None,
    vintages: bool = False,
    kinds: Sequence[PeriodKind] = KINDS,
    values: SearchStrategy[float] | None = None,
    bounds: bool = False,
    min_size: int = 0,
    max_size: int = 6,
) -> Series:
    """Series that do not contradict themselves: no two periods end on one day.

    Args:
        draw: Hypothesis passes it.
        indicator: The indicator, whose figures are then possible on its scale, or
            its id alone, or None for any.
        vintages: Whether a period may have several printings, each with its own
            publication date.
        kinds: Kinds of period to take, mixed within one series.
        values: What the figures may be; None for all that are possible in the unit.
        bounds: Whether some figures are known only up to a bound.
        min_size: Least number of periods.
        max_size: Greatest number of periods.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=20, deadline=None)
        ... @given(series(indicator="egdi-rank", kinds=("year",), min_size=2))
        ... def test_two_years_are_two_figures(mine: Series) -> None:
        ...     assert len(mine.visible("2200-12-31")) >= 2
        >>> test_two_years_are_two_figures()
    """
    when = draw(
        st.lists(
            periods(kinds=kinds),
            min_size=min_size,
            max_size=max_size,
            unique_by=lambda period: period.end,
        )
    )
    if isinstance(indicator, Indicator):
        unit, domain = draw(st.sampled_from((None, indicator.unit))), indicator.domain
        name = indicator.id
    else:
        unit = draw(st.none() | st.sampled_from(tuple(Unit) if values is None else _UNLIMITED))
        domain = Domain.of(unit or Unit.SCORE)
        name = draw(identifiers()) if indicator is None else indicator
    taken = possible(domain) if values is None else values
    figures: list[Observation] = []
    for period in when:
        one = observations(period=period, values=taken, bounds=bounds)
        printings = draw(
            st.lists(
                one.filter(lambda figure: domain.holds(figure.value, figure.bound)),
                min_size=1,
                max_size=3 if vintages else 1,
                unique_by=lambda figure: figure.visible_from,
            )
        )
        figures.extend(printings)
    return Series(
        indicator=name,
        reporter=draw(st.none() | st.sampled_from(("publisher", "ministry"))),
        entity=draw(st.just("VN") | words()),
        unit=unit,
        basis=draw(st.none() | identifiers()),
        observations=figures,
    )


# In these, every number is possible.
_UNLIMITED: Final = tuple(unit for unit in Unit if Domain.of(unit)[1:] == (-inf, inf))
