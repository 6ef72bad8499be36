"""Figures with their period, publication date, reporter and source.

Long, since figures and series have the docstrings that most users read.
"""

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self

import attrs

from vn_ict_directive import validators
from vn_ict_directive.errors import DirectiveError, InvalidValueError, UnknownNameError, raise_any
from vn_ict_directive.periods import Period, to_period, to_publication
from vn_ict_directive.shown import Shown
from vn_ict_directive.sources import Source
from vn_ict_directive.units import AnyUnit, Bound, Domain, split_bound, to_bound, to_unit

if TYPE_CHECKING:
    from typing import Unpack

    from vn_ict_directive.ingest.roles import How
    from vn_ict_directive.model import Indicator

__all__ = ["Flag", "Observation", "Series"]


class Flag(enum.StrEnum):
    """What a reader of a figure must know about it."""

    PROVISIONAL = "provisional"
    """The publisher says that it may be revised."""
    ESTIMATED = "estimated"
    """The reporter says, or it is plain, that it was not measured."""
    DERIVED = "derived"
    """Computed from other sourced figures."""
    SINGLE = "single"
    """Known from one secondary account only."""
    BREAK = "break"
    """The first figure of a new method: earlier ones do not compare."""
    HAPPENED_BY = "happened-by"
    """An event of which only the latest possible time is known: it happened by the
    end of the period, on that day or on any before it."""


def _value(value: Any) -> float:
    return validators.as_float(value, "Observation.value")


def _flags(values: Iterable[Any]) -> tuple[Flag, ...]:
    if values == ():  # as most are
        return ()
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise InvalidValueError("Observation.flags", values, "a sequence of flags")
    return tuple(sorted(validators.member(Flag, value, "Observation.flags") for value in values))


# Without slots, since they are made by the thousand, in half the time.
@attrs.frozen(kw_only=True, repr=False, slots=False, field_transformer=validators.by_annotation)
class Observation(Shown):
    """One figure for one period.

    Attributes:
        period: What the publisher's edition names.
        value: The figure, a finite double. Ints, Decimals, Fractions and the
            text of a number are taken; truth values, NaN and infinities are not.
        published: When it came out; may be imprecise ("2020-07") and then
            counts from its last day; of a day with its time, the day. None if
            unknown.
        reporter: Who reports it: ``"publisher"``, ``"ministry"``, …; None if
            that makes no difference.
        source: Where it was read.
        flags: What a reader must know about it.
        note: The same, in words.
        bound: On which side of *value* the true figure lies, where only that
            is known ("more than 95%"); None for a figure as it stands.

    Examples:
        >>> Observation(period=2020, value="86", published="2020-07").visible_from
        datetime.date(2020, 7, 31)
    """

    period: Period = attrs.field(converter=to_period)
    value: float = attrs.field(converter=_value)
    published: Period | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_publication)
    )
    reporter: str | None = attrs.field(default=None, validator=validators.identifier)
    source: Source | None = attrs.field(default=None, metadata={"refers": "sources"})
    flags: tuple[Flag, ...] = attrs.field(default=(), converter=_flags)
    note: str = ""
    bound: Bound | None = attrs.field(default=None, converter=attrs.converters.optional(to_bound))

    @property
    def visible_from(self) -> dt.date:
        """The day from which it counts as known: the last of *published*, else of *period*."""
        return (self.published or self.period).end

    @property
    def written(self) -> str:
        """The bare figure with its bound, as data files print it."""
        return f"{self.bound or ''}{self.value!r}"

    def __repr__(self) -> str:
        """The period and the figure."""
        return f"<{type(self).__name__} {self.period}: {self.bound or ''}{self.value:.12g}>"


def _sort_key(observation: Observation) -> tuple[object, ...]:
    source = observation.source.id if observation.source else ""
    published = str(observation.published or "")
    return (
        *(observation.period, observation.visible_from, source, published, observation.note),
        *(observation.reporter or "", observation.flags, observation.value),
        observation.bound or "",
    )


class Point(NamedTuple):
    """An observation laid flat, for judging.

    Attributes:
        ticks: Position of the end of its period.
        end: The same, as the ordinal of a day.
        known: Ordinal of the day from which the period had a figure.
        value: The figure.
        bound: On which side of it the true one lies; None for a plain figure.
        observation: The observation itself.
    """

    ticks: int
    end: int
    known: int
    value: float
    bound: Bound | None
    observation: Observation


def _one_reporter(series: "Series", _: Any, observations: tuple[Observation, ...]) -> None:
    for observation in observations:
        if observation.reporter is not None and observation.reporter != series.reporter:
            name, expected = (
                f"Series({series.indicator}).reporter",
                f"{series.reporter!r} throughout",
            )
            hint = "Make one series for each reporter."
            raise InvalidValueError(name, observation.reporter, expected, hint)


def _figure(observation: Observation) -> tuple[float, Bound | None]:
    return observation.value, observation.bound


def _consistent(series: "Series", _: Any, observations: tuple[Observation, ...]) -> None:
    name = f"Series({series.indicator})"
    faults: list[DirectiveError] = []
    for before, after in pairwise(observations):
        if before.period.ordinal != after.period.ordinal:
            continue
        if before.period != after.period:
            got = f"{before.period} and {after.period}"
            expected, hint = "periods that end on different days", "Keep one frequency in a series."
            faults.append(InvalidValueError(f"{name}.period", got, expected, hint))
        elif before.visible_from == after.visible_from and _figure(before) != _figure(after):
            got = f"{before.written} and {after.written}"
            expected = "one value for a period and publication date"
            hint = "Give each printing its own publication date, or remove one."
            faults.append(InvalidValueError(f"{name}[{after.period}]", got, expected, hint))
    raise_any(f"{name} contradicts itself", faults)


def _in_order(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    values = validators.as_tuple(observations)
    try:
        alone = len({o.period.ordinal for o in values}) == len(values)
        return tuple(sorted(values, key=attrgetter("period.ordinal") if alone else _sort_key))
    except (AttributeError, TypeError):
        return values  # what is not an observation is left to the validator, which names it


@attrs.frozen(kw_only=True, slots=False, field_transformer=validators.by_annotation)
class Series(Shown):
    """One indicator's figures, by one reporter, for one entity, in order of time.

    Several printings of one period, with different publication dates, are
    vintages: at any date the latest visible one holds.

    Attributes:
        indicator: Id of the indicator.
        observations: The figures; sorted by period, then by publication.
        reporter: Who reports them; None if that makes no difference.
        entity: Whom they describe: an ISO 3166 code or any stable name.
        unit: What they count, or None to trust the indicator's.
        basis: What exactly was counted, where one indicator has several bases
            that must never be chained; None where it has one.
        gathered: The day up to which figures were looked for; None where nobody
            says, as for a caller's own.

    Raises:
        InvalidValueError: Two figures for one period and publication date
            differ, two periods end on the same day, or reporters are mixed.
        InvalidDataError: Several of these at once.
    """

    indicator: str = attrs.field(validator=validators.identifier)
    reporter: str | None = attrs.field(default=None, validator=validators.identifier)
    entity: str = "VN"
    unit: AnyUnit | None = attrs.field(default=None, converter=attrs.converters.optional(to_unit))
    basis: str | None = attrs.field(default=None, validator=validators.identifier)
    gathered: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(validators.to_day)
    )
    observations: tuple[Observation, ...] = attrs.field(
        default=(),
        converter=_in_order,
        validator=[validators.each(Observation), _one_reporter, _consistent],
    )
    _sound_in: Domain | None = attrs.field(init=False, repr=False, eq=False, default=None)

    def __attrs_post_init__(self) -> None:
        """Hold the figures against their unit, where it is known."""
        if self.unit is not None:
            self.check_possible(Domain.of(self.unit))

    # What judging reads, laid flat once: a verdict takes microseconds.

    @cached_property
    def _points(self) -> tuple[Point, ...]:
        return tuple(
            Point(p.ticks, p.ordinal, (o.published or p).ordinal, o.value, o.bound, o)
            for o in self.observations
            for p in [o.period]
        )

    @cached_property
    def _has_vintages(self) -> bool:
        return len({point.end for point in self._points}) < len(self._points)

    @cached_property
    def _all_known(self) -> int:
        return max((point.known for point in self._points), default=0)

    @classmethod
    def of(
        cls,
        indicator: str,
        data: Mapping[Any, Any] | Iterable[Any],
        *,
        reporter: str | None = None,
        entity: str = "VN",
        unit: AnyUnit | str | None = None,
        basis: str | None = None,
        dates: Literal["day", "month", "quarter", "year"] | None = None,
    ) -> Self:
        """Make a series from what is at hand.

        Args:
            indicator: Id of the indicator.
            data: A mapping of periods to values; or an iterable of pairs
                ``(period, value)``, triples ``(period, value, published)``,
                records such as ``{"period": 2020, "value": 86}`` or
                observations, in any order. A figure known only up to a bound
                is text such as ``">95"`` or ``"≤ 5"``. Or a series of pandas
                with periods for its index, where NaN is no figure.
            reporter: Who reports the figures.
            entity: Whom they describe.
            unit: What they count, or None to trust the indicator's.
            basis: What exactly was counted.
            dates: What the stamps of such an index stand for where they could be
                days or the periods that begin on them.

        Raises:
            InvalidValueError: A period, value or date cannot be read, or the
                figures contradict each other.
            InvalidDataError: Several items cannot be read; each is named by
                its position.

        Examples:
            >>> Series.of("egdi-rank", {2020: 86, 2018: 88})
            <Series egdi-rank VN: 2018: 88, 2020: 86>
            >>> Series.of("egdi-rank", [(2020, 86), ("2020", 87)])
            Traceback (most recent call last):
            vn_ict_directive.errors.InvalidValueError: Series(egdi-rank)[2020] should be one \
value for a period and publication date, got '86.0 and 87.0'. Give each printing its own \
publication date, or remove one.
        """
        if isinstance(data, str) or not isinstance(data, Iterable):
            raise InvalidValueError("Series.of data", data, "a mapping, pairs or observations")
        whose: Any = {"reporter": reporter, "entity": entity, "unit": unit}
        if hasattr(data, "index") and hasattr(data, "to_frame"):  # a series of pandas
            data = cls.from_frame(data, indicator, dates=dates, **whose).observations
        items: Iterable[Any] = data.items() if isinstance(data, Mapping) else data
        observations: list[Observation] = []
        faults: list[DirectiveError] = []
        for position, item in enumerate(items):
            try:
                observations.append(_observe(item))
            except InvalidValueError as fault:
                faults.append(attrs.evolve(fault, where=f"item {position}"))
        raise_any(f"Series({indicator}) cannot be read", faults)
        return cls(indicator=indicator, observations=observations, basis=basis, **whose)

    @classmethod
    def from_frame(
        cls,
        frame: Any,
        indicator: "str | Indicator",
        *,
        entity: str = "VN",
        reporter: str | None = None,
        unit: AnyUnit | str | None = None,
        **how: "Unpack[How]",
    ) -> "Series":
        """Read one indicator's figures from a data frame.

        It is read as :func:`~vn_ict_directive.ingest.read_observations` reads a file:
        the same columns, the same words, the same refusals.

        Args:
            frame: A table of pandas, Polars, PyArrow or another library that narwhals knows.
            indicator: The indicator to read, or its id.
            entity: Whom the figures describe.
            reporter: Who reports them; None for whoever the table names.
            unit: What they count; None for what the table says.
            **how: ``columns``, ``where``, ``dialect``, ``dates``, ``profile`` and
                ``indicators``, as for a file.

        Raises:
            InvalidDataError: Rows cannot be read; each is named by its number, from 1.
            InvalidValueError: *frame* is no table, or another argument is not what it should be.
            MissingExtraError: narwhals (extra ``panels``) is not installed.

        Examples:
            >>> import polars as pl
            >>> frame = pl.DataFrame({"year": [2018, 2020], "value": [88, 86]})
            >>> Series.from_frame(frame, "egdi-rank")
            <Series egdi-rank VN: 2018: 88, 2020: 86>
        """
        from vn_ict_directive.ingest.frames import series_of

        said = {"indicator": indicator, "entity": entity, "reporter": reporter, "unit": unit}
        return series_of(frame, **said, **how)

    def to_frame(self, backend: Literal["pandas", "polars"] | None = None) -> Any:
        """Return the figures as a data frame, which :meth:`from_frame` reads back.

        Args:
            backend: ``"pandas"`` or ``"polars"``; by default the one that is installed, pandas
                where both are.

        Returns:
            One row for each figure, with the columns ``indicator``, ``entity``,
            ``reporter``, ``basis``, ``unit``, ``period``, ``bound``, ``published``, ``flags``,
            ``note``, ``source_title`` and ``source_url`` are text, ``value`` is a double.
            Unstated facts are missing.

        Raises:
            InvalidValueError: *backend* is neither.
            MissingExtraError: narwhals (extra ``panels``) or the library is not installed.
        """
        from vn_ict_directive.ingest.frames import columns_of, frame_of

        return frame_of(columns_of([self]), backend)

    def check_possible(self, domain: Domain) -> None:
        """Refuse figures that are not possible in *domain*, an indicator's.

        Raises:
            InvalidValueError: One is not possible.
            InvalidDataError: Several are not possible; each is named by its period.
        """
        if self._sound_in != domain:
            name = f"Series({self.indicator})"
            faults = [
                domain.fault(o.value, f"{name}[{o.period}]", o.bound)
                for o in self.observations
                if not domain.holds(o.value, o.bound)
            ]
            raise_any(f"{name} has figures that are not possible", faults)
            object.__setattr__(self, "_sound_in", domain)  # a verdict takes microseconds

    def visible(self, as_of: dt.date | str) -> tuple[Observation, ...]:
        """Return what was known at the end of *as_of*: one figure a period.

        Examples:
            >>> gci = Series.of("gci-rank", [(2017, 101, "2017-07-06"), (2017, 100, "2017-07-19")])
            >>> (
            ...     [o.value for o in gci.visible("2017-07-10")],
            ...     [o.value for o in gci.visible("2018-01-01")],
            ... )
            ([101.0], [100.0])
        """
        day = validators.as_date(as_of, "as_of").toordinal()
        return tuple(point.observation for point in self.points(day))

    def points(self, day: int) -> Sequence[Point]:
        """Return what was known on the day with ordinal *day*, laid flat, one point a period.

        The value is that of the latest vintage; ``known`` is the day of the first.
        """
        if not self._has_vintages and self._all_known <= day:
            return self._points
        known = [point for point in self._points if point.known <= day]
        if not self._has_vintages:
            return known
        points: list[Point] = []
        for point in known:
            if points and points[-1].ticks == point.ticks:
                points[-1] = point._replace(known=points[-1].known)
            else:
                points.append(point)
        return points

    def __len__(self) -> int:
        """How many figures it holds, every vintage counted."""
        return len(self.observations)

    def __iter__(self) -> Iterator[Observation]:
        """Go through the figures in order of time, every vintage of a period too."""
        return iter(self.observations)

    def __contains__(self, item: Observation | Period | dt.date | str | int) -> bool:
        """Whether it holds an observation, or any figure for a period.

        Examples:
            >>> 2020 in Series.of("egdi-rank", {2018: 88, 2020: 86})
            True
        """
        if isinstance(item, Observation):
            return item in self.observations
        period = to_period(item)
        return any(o.period == period for o in self.observations)

    def __getitem__(self, period: Period | dt.date | str | int) -> Observation:
        """Return the figure for a period, the latest vintage of it.

        Raises:
            InvalidValueError: *period* is no period.
            UnknownNameError: There is no figure for it.

        Examples:
            >>> Series.of("egdi-rank", {2018: 88, 2020: 86})[2020].value
            86.0
        """
        wanted = to_period(period)
        for observation in reversed(self.observations):
            if observation.period == wanted:
                return observation
        known = dict.fromkeys(str(o.period) for o in self.observations)
        raise UnknownNameError(f"figure of {self.indicator} for", str(wanted), tuple(known))

    def __bool__(self) -> bool:
        """A series without figures is still a series."""
        return True

    def __repr__(self) -> str:
        """What it is and its figures, the middle left out of long ones."""
        shown = [f"{o.period}: {o.bound or ''}{o.value:.12g}" for o in self.observations]
        if len(shown) > 8:  # noqa: PLR2004 - what fits on a line or two
            shown[4:-3] = ["…"]
        about = " ".join(filter(None, (self.indicator, self.entity, self.reporter, self.basis)))
        return f"<{type(self).__name__} {about}: {', '.join(shown) or 'no figures'}>"


_FIELDS = frozenset(field.name for field in attrs.fields(Observation) if field.init)
_DEFAULTS = {field.name: field.default for field in attrs.fields(Observation)}
_PAIR = (tuple, list)


def _bare(period: Any, value: Any, published: Any, bound: Bound | None) -> Observation:
    """Make an observation of nothing but these, in half the time: no default is looked at."""
    made = object.__new__(Observation)
    made.__dict__.update(
        _DEFAULTS,
        period=to_period(period),
        value=_value(value),
        published=None if published is None else to_publication(published),
        bound=bound,
    )
    return made


def _split(value: Any) -> tuple[Any, Bound | None]:
    return split_bound(value) if isinstance(value, str) else (value, None)


def _observe(item: Any) -> Observation:
    if isinstance(item, _PAIR) and len(item) in {2, 3}:
        period, value, *published = item
        value, bound = _split(value)
        return _bare(period, value, published[0] if published else None, bound)
    if isinstance(item, Observation):
        return item
    if isinstance(item, Mapping) and {"period", "value"} <= item.keys() <= _FIELDS:
        value, bound = _split(item["value"])
        return Observation(**{"bound": bound, **item, "value": value})
    raise InvalidValueError(
        "an item", item, "a pair (period, value), a triple with a date, or an Observation"
    )
