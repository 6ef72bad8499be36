"""What a target asks of a figure or of an event: a closed union of criteria.

The direction, more or less, follows from the criterion. There is no default
one to forget.
"""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from math import inf, isfinite
from typing import Any, ClassVar, NamedTuple

import attrs

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.periods import Period, to_due, to_period
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.units import AnyUnit, Bound, Unit
from vn_ict_directive.validators import as_double, as_float, as_tuple, by_annotation, exact, to_day

__all__ = ["AtLeast", "AtMost", "Criterion", "LeadingGroup", "Milestone", "NumericCriterion"]
__all__ += ["RelativeTo", "Stage", "Staged", "Within"]


class _Described:
    __slots__ = ()

    def describe(
        self, unit: AnyUnit = Unit.EVENT, lang: Lang = "vi", *, noun: Text | None = None
    ) -> str:
        """State the criterion in a few words, without a deadline.

        Args:
            unit: What its numbers count.
            lang: The language.
            noun: What the indicator ranks or counts, such as countries.

        Examples:
            >>> AtMost(value=50).describe(Unit.RANK, "en")
            'rank 50 or better'
            >>> LeadingGroup(worst=75).describe(Unit.RANK, noun=Text("nước", "countries"))
            'vào nhóm 75 nước dẫn đầu'
        """
        from vn_ict_directive.sentences import criterion

        return criterion(self, unit, lang, noun)  # type: ignore[arg-type]  # each is a Criterion


def _number(value: float | str | Decimal | Fraction) -> float:
    return as_float(value, "a criterion's number")


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class _Limit(_Described):
    value: float = attrs.field(converter=_number)
    strict: bool = False

    _direction: ClassVar[int]

    def is_met(self, value: float) -> bool:
        """Whether *value* meets the target."""
        beyond = (value - self.value) * self._direction
        return beyond > 0 or (beyond == 0 and not self.strict)

    def goal(self, _baseline: float) -> tuple[float, int]:
        """Return the value to reach and the direction to go: +1, up, or −1, down."""
        return self.value, self._direction


@attrs.frozen(kw_only=True)
class AtMost(_Limit):
    """A value no greater than a limit; below it, if strict.

    Attributes:
        value: The limit, in the indicator's unit.
        strict: Whether the limit itself fails.

    Examples:
        >>> AtMost(value=75).is_met(75), AtMost(value=75, strict=True).is_met(75)
        (True, False)
    """

    _direction = -1


@attrs.frozen(kw_only=True)
class AtLeast(_Limit):
    """A value no smaller than a limit; above it, if strict.

    Attributes:
        value: The limit, in the indicator's unit.
        strict: Whether the limit itself fails.
    """

    _direction = 1


def _rank(group: "LeadingGroup", field: "attrs.Attribute[Any]", value: Any) -> None:
    if value is None and field.name == "best":
        return
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise InvalidValueError(f"LeadingGroup.{field.name}", value, "a rank, from 1")
    if field.name == "best" and value > group.worst:
        expected = f"no worse than the worst, {group.worst}"
        raise InvalidValueError("LeadingGroup.best", value, expected, "Swap the two.")


@attrs.frozen(kw_only=True)
class LeadingGroup(_Described):
    """A rank among the leading ones: "into the group of the 40-45 leading countries".

    Two thresholds and never a band: the required rank (``worst``) is what
    decides the target, the aspired rank (``best``) what it hopes for. A
    rank better than both does not fail.

    Attributes:
        worst: The required rank: the highest number that still meets the target.
        best: The aspired rank, or None where the text names one number only.

    Examples:
        >>> group = LeadingGroup(worst=50, best=45)
        >>> group.is_met(48), group.is_met(25), group.is_met(51)
        (True, True, False)
    """

    worst: int = attrs.field(validator=_rank)
    best: int | None = attrs.field(default=None, validator=_rank)

    @property
    def strong(self) -> int:
        """The aspired rank: ``best``, or ``worst`` where there is only one."""
        return self.worst if self.best is None else self.best

    def is_met(self, value: float) -> bool:
        """Whether rank *value* is inside the group: the required rank or better."""
        return value <= self.worst

    def goal(self, _baseline: float) -> tuple[float, int]:
        """Return the required rank and the direction to go: −1, towards rank 1."""
        return float(self.worst), -1


def _ordered(band: "Within", _: Any, high: float) -> None:
    if high < band.low:
        raise InvalidValueError("Within.high", high, f"no less than low, {band.low}", "Swap them.")


@attrs.frozen(kw_only=True)
class Within(_Described):
    """A value inside a real band, both ends included: more can be too much.

    Attributes:
        low: The least value that meets the target.
        high: The greatest one.
    """

    low: float = attrs.field(converter=_number)
    high: float = attrs.field(converter=_number, validator=_ordered)

    def is_met(self, value: float) -> bool:
        """Whether *value* lies in the band."""
        return self.low <= value <= self.high

    def goal(self, baseline: float) -> tuple[float, int]:
        """Return the end of the band that *baseline* must reach, and the direction."""
        return (self.low, 1) if baseline < self.low else (self.high, -1)


NumericCriterion = AtMost | AtLeast | LeadingGroup | Within
"""A criterion that one figure can meet or miss by itself."""


class _Stretch(NamedTuple):
    """All values from *low* to *high*, each end with or without itself."""

    low: float
    high: float
    with_low: bool = True
    with_high: bool = True

    @property
    def edges(self) -> tuple[tuple[float, bool], tuple[float, bool]]:
        """Both ends, to compare: of equal lows, one that is left out is the greater."""
        return (self.low, not self.with_low), (self.high, self.with_high)

    def covers(self, other: "_Stretch") -> bool:
        """Whether every value of *other* is one of these."""
        (low, high), (least, greatest) = self.edges, other.edges
        return low <= least and greatest <= high

    def misses(self, other: "_Stretch") -> bool:
        """Whether no value of *other* is one of these."""
        return self.ends_before(other) or other.ends_before(self)

    def ends_before(self, other: "_Stretch") -> bool:
        """Whether all these values are smaller than all of *other*."""
        touching = self.high == other.low
        return self.high < other.low or (touching and not (self.with_high and other.with_low))


def satisfying(criterion: NumericCriterion) -> _Stretch:
    """Return the stretch of values that meet the target."""
    match criterion:
        case AtMost():
            return _Stretch(-inf, criterion.value, with_high=not criterion.strict)
        case AtLeast():
            return _Stretch(criterion.value, inf, with_low=not criterion.strict)
        case LeadingGroup():
            return _Stretch(-inf, criterion.worst)
        case _:  # within a band
            return _Stretch(criterion.low, criterion.high)


def limits(criterion: NumericCriterion) -> tuple[tuple[float, Bound | None], ...]:
    """Return the numbers that a criterion states, a strict limit as a bound.

    Examples:
        >>> limits(AtMost(value=75, strict=True)), limits(LeadingGroup(worst=50, best=45))
        (((75.0, <Bound.BELOW: '<'>),), ((50, None), (45, None)))
    """
    low, high, with_low, with_high = satisfying(criterion)
    ends = ((low, None if with_low else Bound.ABOVE), (high, None if with_high else Bound.BELOW))
    stated = tuple(end for end in ends if isfinite(end[0]))
    return (*stated, (criterion.strong, None)) if isinstance(criterion, LeadingGroup) else stated


def exclude(one: "NumericCriterion | RelativeTo", other: "NumericCriterion | RelativeTo") -> bool:
    """Whether two limits that are no bands lead to opposite sides, so that no figure keeps both.

    Examples:
        >>> (
        ...     exclude(AtLeast(value=60), AtMost(value=50)),
        ...     exclude(AtLeast(value=20), AtLeast(value=60)),
        ... )
        (True, False)
    """
    limits = (AtMost, AtLeast, LeadingGroup)
    if not (isinstance(one, limits) and isinstance(other, limits)):
        return False
    return satisfying(one).misses(satisfying(other))


def _possible(value: float, bound: Bound) -> _Stretch:
    if bound in {Bound.ABOVE, Bound.AT_LEAST}:
        return _Stretch(value, inf, with_low=bound is Bound.AT_LEAST)
    return _Stretch(-inf, value, with_high=bound is Bound.AT_MOST)


def decide(criterion: NumericCriterion, value: float, bound: Bound | None = None) -> bool | None:
    """Whether a figure meets the target; None where its bound leaves that open.

    Examples:
        >>> promise = AtLeast(value=90)
        >>> decide(promise, 95, Bound.ABOVE), decide(promise, 85, Bound.ABOVE)
        (True, None)
        >>> decide(promise, 85, Bound.BELOW)
        False
    """
    if bound is None:
        return criterion.is_met(value)
    wanted, possible = satisfying(criterion), _possible(value, bound)
    if wanted.covers(possible):
        return True
    return False if wanted.misses(possible) else None


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class RelativeTo(_Described):
    """A limit stated against the indicator's own value in an earlier period.

    "Half the 2015 value" is ``RelativeTo(period=2015, factor=0.5, least=False)``;
    "30% more than in 2015" is ``factor=1.3, least=True``.

    Attributes:
        period: The period whose value is the reference.
        factor: The limit, as a multiple of the reference value.
        least: Whether the limit is the least value allowed (else the greatest).
    """

    period: Period = attrs.field(converter=to_period)
    factor: float = attrs.field(converter=_number)
    least: bool

    def resolve(self, reference: float) -> AtMost | AtLeast:
        """Return the criterion that the reference value turns this one into.

        Raises:
            InvalidValueError: *reference* is no number, or the limit overflows.

        Examples:
            >>> RelativeTo(period=2015, factor=0.5, least=False).resolve(88)
            AtMost(value=44.0, strict=False)
        """
        value = as_float(reference, "the reference value")
        product = as_double(exact(self.factor) * exact(value))
        limit = as_float(product, "RelativeTo.factor × reference")
        return AtLeast(value=limit) if self.least else AtMost(value=limit)


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Stage:
    """One step of a staged target.

    Attributes:
        due: Last day that still counts for this step.
        criterion: What it asks.
    """

    due: dt.date = attrs.field(converter=to_due, metadata={"period": True})
    criterion: NumericCriterion | RelativeTo


def _in_order(_staged: "Staged", _: Any, stages: tuple[Stage, ...]) -> None:
    dues = [stage.due for stage in stages]
    if len(dues) < 2 or dues != sorted(set(dues)):  # noqa: PLR2004 - one stage is no staging
        expected = "two stages or more, each due later"
        raise InvalidValueError("Staged.stages", [str(due) for due in dues], expected)


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Staged(_Described):
    """Several steps on the way: 20% by 2026, 60% by 2030. Every one is judged.

    Attributes:
        stages: The steps, in order of their due dates.
    """

    stages: tuple[Stage, ...] = attrs.field(converter=as_tuple, validator=_in_order)


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Milestone(_Described):
    """An event that is to happen by the target's due date.

    Its observations are events: the period says when, the value 1 that it did.

    Attributes:
        event: What is to happen.
        earliest: First day on which it counts, or None where any day before
            the due date does.
    """

    event: Text
    earliest: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_day)
    )


Criterion = NumericCriterion | RelativeTo | Staged | Milestone
"""Everything a target can ask."""
