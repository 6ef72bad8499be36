"""What there is to say of a verdict, with its numbers written: the same for both languages."""

from decimal import Decimal
from typing import Final

import attrs

from vn_ict_directive.criteria import Milestone, NumericCriterion
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.model import Indicator
from vn_ict_directive.observations import Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.text import Lang
from vn_ict_directive.units import Unit, format_number
from vn_ict_directive.words import WORDS, counted, say

DECIDED: Final = frozenset({Outcome.MET, Outcome.MISSED, Outcome.UNDETERMINED})
"""The outcomes that a figure or an event at hand has decided."""


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

    def has(self, reason: Reason) -> bool:
        """Whether *reason* is one of the verdict's."""
        return reason in self.verdict.reasons

    # --- values and days

    @property
    def as_of(self) -> str:
        """The date of the verdict."""
        return format_date(self.verdict.as_of, self.lang)

    def value(self, observation: Observation) -> str:
        """Write a figure as it was published."""
        return self.indicator.write(observation.value, self.lang, bound=observation.bound)

    def moment(self, observation: Observation) -> str:
        """Name the period of an event as the time of it."""
        period = observation.period
        kind = f" {period.kind}" if period.kind in {"day", "interval"} else ""
        days = {"start": period.start, "end": period.end}
        ends = {name: format_date(day, self.lang) for name, day in days.items()}
        return self.say(f"moment{kind}", observation, **ends)

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
    def holding(self) -> bool:
        """Whether the latest figure meets the target."""
        return self.verdict.pace is Pace.HOLDING

    @property
    def going_on(self) -> bool:
        """Whether there is still time, and still a distance to cover."""
        return self.pending and not self.holding


def _decimals(value: float) -> int:
    """Return how many decimals a number is printed with."""
    return max(0, -int(Decimal(f"{value:.6g}").normalize().as_tuple().exponent))
