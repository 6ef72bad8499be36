"""What is measured, by whom, and when it was not."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import attrs

from vn_ict_directive.errors import (
    InvalidValueError,
)
from vn_ict_directive.model.parties import Organization
from vn_ict_directive.periods import (
    Period,
    a_day,
    ticks_of,
    to_day,
)
from vn_ict_directive.text import Text
from vn_ict_directive.units import Domain, Unit, to_unit
from vn_ict_directive.validators import (
    as_float,
    as_tuple,
    each,
    identifier,
    instance_of,
    refers,
)

__all__ = ["Break", "Indicator", "Suspension"]


def _after_start(suspension: "Suspension", _: Any, end: dt.date | None) -> None:
    if end is not None and end < suspension.start:
        raise InvalidValueError("Suspension.end", end, f"no earlier than {suspension.start}")


@attrs.frozen(kw_only=True)
class Suspension:
    """A time for which the publisher gives no figure, and says so.

    Attributes:
        start: First day without figures.
        end: Last day without, or None where they have not come back.
        reason: Why.
    """

    start: dt.date = attrs.field(converter=to_day, validator=a_day)
    end: dt.date | None = attrs.field(
        default=None,
        converter=attrs.converters.optional(to_day),
        validator=[a_day, _after_start],
    )
    reason: Text = attrs.field(validator=instance_of(Text))


@attrs.frozen(kw_only=True)
class Break:
    """A change of method: figures of periods ending before it do not compare.

    Attributes:
        at: First day of the new method.
        reason: What changed.
        ticks: Position of the day before it, in ticks.
    """

    at: dt.date = attrs.field(converter=to_day, validator=a_day)
    reason: Text = attrs.field(validator=instance_of(Text))
    ticks: int = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Work out the position once."""
        object.__setattr__(self, "ticks", ticks_of(self.at))


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
    raise InvalidValueError(
        f"Indicator({indicator.id}).scale", scale, "the least and the greatest value, or None"
    )


@attrs.frozen(kw_only=True)
class Indicator:
    """What is measured, by whom, and when it was not.

    Whether more is better is not said here: it follows from a target's criterion.

    Attributes:
        id: Stable name; series carry it.
        name: Its name.
        publisher: Who publishes it.
        unit: What its values count.
        scale: Least and greatest possible value, None for no bound but the unit's:
            a share states 0 and 100. No figure and no criterion outside is accepted.
        frequency: How often it comes out, in words.
        editions: The periods for which the publisher has issued an edition.
        suspensions: Times without figures, in order.
        breaks: Changes of method, in order.
        url: Where the publisher presents it. Never fetched.
        notes: What a reader of its figures must know.
        domain: The values that are possible: those of the unit, on the scale.
    """

    id: str = attrs.field(validator=identifier)
    name: Text = attrs.field(validator=instance_of(Text))
    publisher: Organization = attrs.field(
        validator=instance_of(Organization), metadata=refers("organizations")
    )
    unit: Unit = attrs.field(converter=to_unit)
    scale: tuple[float | None, float | None] = attrs.field(
        default=(None, None), converter=as_tuple, validator=_scale
    )
    frequency: Text | None = attrs.field(default=None, validator=instance_of(Text, optional=True))
    editions: tuple[Period, ...] = attrs.field(default=(), converter=_periods)
    suspensions: tuple[Suspension, ...] = attrs.field(
        default=(), converter=as_tuple, validator=each(Suspension)
    )
    breaks: tuple[Break, ...] = attrs.field(default=(), converter=as_tuple, validator=each(Break))
    url: str | None = attrs.field(default=None, validator=instance_of(str, optional=True))
    notes: tuple[Text, ...] = attrs.field(default=(), converter=as_tuple, validator=each(Text))
    domain: Domain = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Work out once which values are possible: by the unit, on the scale."""
        object.__setattr__(self, "domain", Domain.of(self.unit, self.scale))

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
