"""What there is to say of a verdict, with its numbers written: the same for both languages."""

import datetime as dt
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Final

import attrs

from vn_ict_directive.criteria import AtLeast, AtMost, LeadingGroup, Milestone, NumericCriterion
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason
from vn_ict_directive.evaluation.pace import ON_TRACK, SLOW
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.model import Indicator
from vn_ict_directive.observations import Flag, Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.text import Lang
from vn_ict_directive.units import Bound, Unit, format_number, format_share, rounded
from vn_ict_directive.words import WORDS, counted, say

DECIDED: Final = frozenset({Outcome.MET, Outcome.MISSED, Outcome.UNDETERMINED})
"""The outcomes that a figure or an event at hand has decided."""

_CUTS: Final = (float(SLOW), float(ON_TRACK), 1.0)
_NO_LINE: Final = frozenset({Reason.BASELINE_SATISFIED, Reason.BASELINE_AFTER_DUE})
_OF_PACE: Final = _NO_LINE | {
    *(Reason.BASELINE_PUBLISHED_LATER, Reason.BASELINE_AFTER_START, Reason.REBASED_AFTER_BREAK),
}


def _enough(value: float, direction: int) -> float:
    """Leave four digits, rounded so that what is enough stays enough."""
    rounding = ROUND_CEILING if direction > 0 else ROUND_FLOOR
    return float(Context(prec=4, rounding=rounding).create_decimal(repr(value)))


@attrs.frozen(kw_only=True)
class Facts:
    """A verdict with its numbers, values and days written in one language."""

    verdict: Evaluation
    lang: Lang

    def say(self, name: str, one: Observation | None = None, /, **facts: str) -> str:
        """Return a sentence with its places filled by a figure and other facts."""
        if one is not None:
            facts |= {"when": one.period.phrase(self.lang), "value": self.value(one)}
        return say(f"verdict {name}", self.lang, **facts)

    # --- what kind of verdict it is

    @property
    def indicator(self) -> Indicator:
        """What was measured."""
        return self.verdict.target.indicator

    @property
    def pending(self) -> bool:
        """Whether the due date has not come."""
        return self.verdict.outcome is Outcome.PENDING

    @property
    def event(self) -> bool:
        """Whether an event decides it."""
        return isinstance(self.verdict.criterion, Milestone)

    @property
    def deciding(self) -> Observation | None:
        """The figure that decided it."""
        return self.verdict.observation if self.verdict.outcome in DECIDED else None

    def has(self, reason: Reason) -> bool:
        """Whether *reason* is one of the verdict's."""
        return reason in self.verdict.reasons

    # --- values and days

    @property
    def status(self) -> str:
        """The status before a demand: while it is pending, that it is."""
        verdict = self.verdict
        return (verdict.outcome if self.pending else verdict.status).label(self.lang)

    def day(self, day: dt.date) -> str:
        """Write a day."""
        return format_date(day, self.lang)

    @property
    def as_of(self) -> str:
        """The date of the verdict."""
        return self.day(self.verdict.as_of)

    def value(self, observation: Observation) -> str:
        """Write a figure as it was published."""
        return self.indicator.write(observation.value, self.lang, bound=observation.bound)

    def moment(self, observation: Observation) -> str:
        """Name the period of an event as the time of it."""
        period = observation.period
        kind = f" {period.kind}" if period.kind in {"day", "interval"} else ""
        ends = {"start": self.day(period.start), "end": self.day(period.end)}
        return self.say(f"moment{kind}", observation, **ends)

    @property
    def beyond(self) -> tuple[str, bool] | None:
        """The best rank that the leading group names, where the figure is better than it.

        With it, whether that is an aspired rank beside a required one.
        """
        criterion = self.verdict.criterion
        if not isinstance(criterion, LeadingGroup) or not self.has(Reason.BEYOND_LEADING_GROUP):
            return None
        strong = self.verdict.unit.write(criterion.strong, self.lang)
        return strong, criterion.strong < criterion.worst

    @property
    def suspended(self) -> str:
        """Why there are no figures."""
        return " ".join(one.reason.pick(self.lang) for one in self.verdict.suspensions)

    # --- the distance to what is required

    @property
    def missed_by_equality(self) -> bool:
        """Whether the figure is a strict limit itself."""
        one, criterion = self.verdict.observation, self.verdict.criterion
        if one is None or one.bound is not None or not isinstance(criterion, NumericCriterion):
            return False
        return self.verdict.gap == 0 and not criterion.is_met(one.value)

    @property
    def gap(self) -> str:
        """The distance still to cover, with as many decimals as the numbers it lies between."""
        verdict, criterion = self.verdict, self.verdict.criterion
        if not verdict.gap or verdict.value is None or not isinstance(criterion, NumericCriterion):
            return ""
        limit, _ = criterion.goal(verdict.value)
        places = max(_decimals(verdict.value), _decimals(limit))
        shown = round(verdict.gap, places) or float(f"{verdict.gap:.4g}")
        return self.indicator.write_distance(shown, self.lang)

    @property
    def too_high(self) -> bool:
        """Whether the figure is greater than it may be, or as a rank better."""
        value, criterion = self.verdict.value, self.verdict.criterion
        return (
            value is not None
            and isinstance(criterion, NumericCriterion)
            and (criterion.goal(value)[1] < 0) is not self.rank
        )

    @property
    def rank(self) -> bool:
        """Whether figures are ranks."""
        return self.verdict.unit is Unit.RANK

    @property
    def days_late(self) -> str:
        """How many days late an event was, at most where its day is not known."""
        late = self.verdict.met_late
        at_most = late is not None and late.period.start < late.period.end
        number = format_number(self.verdict.days_late or 0, self.lang)
        days = counted(number, WORDS["days"], self.lang)
        return say("days late at most" if at_most else "days late", self.lang, days=days)

    # --- the pace

    @property
    def line(self) -> tuple[Observation, Observation] | None:
        """The baseline and the latest figure, where the latter is newer."""
        baseline, latest = self.verdict.baseline, self.verdict.latest
        if baseline is None or latest is None or latest is baseline:
            return None
        return baseline, latest

    @property
    def moved(self) -> dict[str, str]:
        """From which figure to which it moved, and over what share of the distance and the time."""
        verdict, lang = self.verdict, self.lang
        start, end = (f"{o.period.phrase(lang)} ({self.value(o)})" for o in self.line or ())
        return {
            "start": start,
            "end": end,
            "subject": self.say("of a rank" if self.rank else "of a figure"),
            "share": format_share(abs(verdict.attained or 0), lang),
            "time": format_share(verdict.elapsed or 0, lang),
            "pace": verdict.pace.label(lang),
        }

    @property
    def pace(self) -> str:
        """The pace in parentheses; empty where other words say it, or where it was missed."""
        verdict = self.verdict
        over = verdict.outcome is Outcome.MISSED and verdict.pace is Pace.ON_TRACK
        said = over or self.holding or not self.ratio
        return "" if said else f" ({verdict.pace.label(self.lang)})"

    @property
    def holding(self) -> bool:
        """Whether the latest figure meets the target."""
        return self.verdict.pace is Pace.HOLDING

    @property
    def ratio(self) -> str:
        """The pace as a multiple of the required one; empty where it is exactly that."""
        ratio = self.verdict.ratio or 0
        if ratio == 1:
            return ""
        shown = rounded(ratio, lambda number: [number >= cut for cut in _CUTS])
        return format_number(shown, self.lang)

    @property
    def lead(self) -> str:
        """How many years ahead or behind."""
        if not self.verdict.lead:
            return ""
        number = format_number(abs(self.verdict.lead), self.lang, digits=3)
        return counted(number, WORDS["years"], self.lang)

    @property
    def going_on(self) -> bool:
        """Whether there is still time, and still a distance to cover."""
        return self.pending and not self.holding

    @property
    def projected(self) -> str:
        """The value to which the line leads at the due date; empty if it leads nowhere."""
        verdict, projected = self.verdict, self.verdict.projected
        if projected is None or not self.going_on:
            return ""
        criterion = verdict.criterion
        is_met = criterion.is_met if isinstance(criterion, NumericCriterion) else bool
        shown = float(round(projected)) if self.rank else rounded(projected, is_met, 4)
        return self.indicator.write(shown, self.lang)

    @property
    def needed(self) -> str:
        """The change a year that leads to the target; rounded, it still does."""
        required = self.verdict.required
        if not required or not self.going_on:
            return ""
        enough = _enough(abs(required), 1)
        return self.indicator.write_distance(enough, self.lang)

    @property
    def next(self) -> tuple[str, str] | None:
        """The period of the next edition, and the figure that would be on track in it."""
        verdict = self.verdict
        period = verdict.next_period if self.going_on else None
        needed = None if period is None else verdict.needed_at(period)
        if period is None or needed is None:
            return None
        direction, criterion = verdict.direction or 1, verdict.criterion
        strict = isinstance(criterion, AtLeast | AtMost) and not criterion.is_met(needed)
        itself = strict and needed == verdict.target_value
        if direction > 0:
            bound = Bound.ABOVE if itself else Bound.AT_LEAST
        else:
            bound = Bound.BELOW if itself else Bound.AT_MOST
        enough = _enough(needed, direction)
        value = self.indicator.write(enough, self.lang, bound=bound)
        return period.phrase(self.lang), value

    @property
    def reached(self) -> str:
        """The day after the due date on which the line reaches the target."""
        day = self.verdict.reached_on
        late = self.going_on and day is not None and day > self.verdict.due
        return self.day(day) if late and day is not None else ""

    # --- what a reader must know

    @property
    def notes(self) -> Iterator[Reason]:
        """The reasons about the figures or the pace that are out of the ordinary."""
        has_pace = self.line is not None
        for reason in self.verdict.reasons:
            skipped = (
                (reason is Reason.NOTHING_NEWER and not self.pending)
                or (reason in _OF_PACE and not has_pace)
                or (reason in _NO_LINE and self.holding)
            )
            if f"note {reason}" in WORDS and not skipped:
                yield reason

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What makes the figure that decides uncertain."""
        observation = self.verdict.observation
        if observation is None or not self.has(Reason.UNCERTAIN_FIGURE):
            return ()
        return tuple(flag for flag in observation.flags if flag is not Flag.BREAK)

    @property
    def inferences(self) -> list[str]:
        """The fields of the target that the text does not state."""
        fields = (inference.field for inference in self.verdict.target.inferences)
        return [
            say(f"field {field}", self.lang) if f"field {field}" in WORDS else field
            for field in fields
        ]

    @property
    def source(self) -> str:
        """The title of the source of the figure, in its own language."""
        observation = self.verdict.observation
        if observation is None or observation.source is None or self.verdict.suspensions:
            return ""
        return observation.source.title


def _decimals(value: float) -> int:
    """Return how many decimals a number is printed with."""
    return max(0, -int(Decimal(f"{value:.6g}").normalize().as_tuple().exponent))
