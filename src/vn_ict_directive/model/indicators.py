"""What is measured, by whom, and when it was not."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

import attrs

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.model.parties import Organization
from vn_ict_directive.periods import TICKS_PER_YEAR, Period, whole_months
from vn_ict_directive.shown import Named
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.units import AnyUnit, Bound, Domain, Unit, to_unit
from vn_ict_directive.validators import as_float, as_tuple, by_annotation, identifier, to_day


def _after_start(suspension: "Suspension", _: Any, end: dt.date | None) -> None:
    if end is not None and end < suspension.start:
        raise InvalidValueError("Suspension.end", end, f"no earlier than {suspension.start}")


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Suspension:
    """A time for which the publisher gives no figure, and says so.

    Attributes:
        start: First day without figures.
        end: Last day without, or None where they have not come back.
        reason: Why.
    """

    start: dt.date = attrs.field(converter=to_day)
    end: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_day), validator=_after_start
    )
    reason: Text


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Break:
    """A change of method: figures of periods ending before it do not compare.

    Attributes:
        at: First day of the new method.
        reason: What changed.
    """

    at: dt.date = attrs.field(converter=to_day)
    reason: Text


def _periods(values: Iterable[object]) -> tuple[Period, ...]:
    if not isinstance(values, tuple | list):
        raise InvalidValueError("Indicator.editions", values, "a sequence of periods")
    return tuple(map(Period.of, values))


def _scale(indicator: "Indicator", _: Any, scale: Any) -> None:
    if isinstance(scale, tuple) and len(scale) == 2:  # noqa: PLR2004 - least and greatest
        for bound in scale:
            if bound is not None:
                as_float(bound, "a bound")
        if Domain.of(indicator.unit, scale).has_any:
            return
    expected = "the least and the greatest value, or None"
    raise InvalidValueError(f"Indicator({indicator.id}).scale", scale, expected)


def _months(indicator: "Indicator", _: Any, months: Any) -> None:
    if months is None or (isinstance(months, int) and months is not True and 1 <= months <= _MOST):
        return
    expected = f"whole months, 1 to {_MOST}, or None"
    raise InvalidValueError(f"Indicator({indicator.id}).interval_months", months, expected)


_MOST: Final = 600  # half a century


@attrs.frozen(kw_only=True, repr=False, field_transformer=by_annotation)
class Indicator(Named):
    """What is measured, by whom, and when it was not.

    Whether more is better is not said here: it follows from a target's criterion.

    Attributes:
        id: Stable name; series carry it.
        name: Its name.
        publisher: Who publishes it.
        unit: What its values count.
        scale: Least and greatest possible value, None for no bound but the unit's:
            a share states 0 and 100. No figure and no criterion outside is accepted.
        counted: What it ranks or counts, in the plural, such as countries or enterprises;
            None where its name says enough.
        frequency: How often it comes out, in words.
        interval_months: How many months lie between two editions; None for an
            irregular one. The window for figures is as wide, where it is more than a year.
        editions: The periods for which the publisher has issued an edition.
        suspensions: Times without figures, in order.
        breaks: Changes of method, in order.
        url: Where the publisher presents it. Never fetched.
        notes: What a reader of its figures must know.
        domain: The values that are possible: those of the unit, on the scale.
        is_share: Whether it is a percentage on a scale to 100.
        stale_ticks: Two intervals (two years where none is stated), in ticks: a latest
            figure that is older is stale.
    """

    id: str = attrs.field(validator=identifier)
    name: Text
    publisher: Organization = attrs.field(metadata={"refers": "organizations"})
    unit: AnyUnit = attrs.field(converter=to_unit)
    scale: tuple[float | None, float | None] = attrs.field(
        default=(None, None), converter=as_tuple, validator=_scale
    )
    counted: Text | None = None
    frequency: Text | None = None
    interval_months: int | None = attrs.field(default=None, validator=_months)
    editions: tuple[Period, ...] = attrs.field(default=(), converter=_periods)
    suspensions: tuple[Suspension, ...] = attrs.field(default=(), converter=as_tuple)
    breaks: tuple[Break, ...] = attrs.field(default=(), converter=as_tuple)
    url: str | None = None
    notes: tuple[Text, ...] = attrs.field(default=(), converter=as_tuple)
    domain: Domain = attrs.field(init=False, repr=False, eq=False)
    is_share: bool = attrs.field(init=False, repr=False, eq=False)
    stale_ticks: int = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Work out once which values are possible, and after how long a figure is stale."""
        object.__setattr__(self, "domain", Domain.of(self.unit, self.scale))
        share = self.unit is Unit.PERCENT and self.domain.high == 100  # noqa: PLR2004 - percent
        object.__setattr__(self, "is_share", share)
        intervals = 2 * (self.interval_months or 12)
        object.__setattr__(self, "stale_ticks", intervals * TICKS_PER_YEAR // 12)

    def can_fall_in(self, after: dt.date, until: dt.date) -> bool:
        """Whether an edition can end later than *after* and by *until*.

        Counted in whole months, from the editions that are stated on by the interval. Without
        either, any day may have one.
        """
        interval, editions = self.interval_months, self.editions
        if interval is None or not editions:
            return True
        if any(after < edition.end <= until for edition in editions):
            return True
        first, last, end = map(whole_months, (after, until, max(e.end for e in editions)))
        return last >= end + interval and (last - end) // interval > (first - end) // interval

    def write(self, value: float, lang: Lang = "vi", *, bound: Bound | None = None) -> str:
        """Write a figure with its unit and what it counts.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01
            >>> counts = DIRECTIVE_01.indicator("digital-technology-enterprises-per-1000-people")
            >>> counts.write(0.72), counts.write(0.72, "en")
            ('0,72 doanh nghiệp/1.000 dân', '0.72 enterprises per 1,000 people')
        """
        return self.unit.write(value, lang, bound=bound, noun=self.counted)

    def write_distance(self, value: float, lang: Lang = "vi") -> str:
        """Write a difference of two figures with its unit."""
        return self.unit.write_distance(value, lang, noun=self.counted)

    def unit_label(self, lang: Lang = "vi") -> str:
        """Name the unit, and what it counts, for the axis of a picture or the head of a column."""
        noun = self.counted if self.unit is Unit.PER_1000_PEOPLE else None
        return f"{noun.pick(lang)} {self.unit.label(lang)}" if noun else self.unit.label(lang)

    def suspended(self, start: dt.date, end: dt.date) -> tuple[Suspension, ...]:
        """Return the suspensions that together cover every day from *start* to *end*.

        Returns:
            Those suspensions in order, or an empty tuple when any day of the
            stretch lies outside all of them.
        """
        covering: list[Suspension] = []
        day = start
        for suspension in sorted(self.suspensions, key=lambda s: s.start):
            if suspension.start > day:
                break
            if suspension.end is None or suspension.end >= day:
                covering.append(suspension)
                if suspension.end is None or suspension.end >= end:
                    return tuple(covering)
                day = suspension.end + dt.timedelta(days=1)
        return ()
