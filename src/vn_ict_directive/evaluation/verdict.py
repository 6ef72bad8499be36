"""The verdict: one record of both answers, every number behind them, and why."""

import datetime as dt
from fractions import Fraction
from math import ceil, floor, isfinite
from typing import TYPE_CHECKING, Any, Final

import attrs

from vn_ict_directive import criteria
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Status, Timing
from vn_ict_directive.evaluation.pace import ON_TRACK
from vn_ict_directive.evaluation.rules import headline
from vn_ict_directive.model import Identity, Suspension, Target
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import Period, day_at, following, ticks_of, to_period
from vn_ict_directive.shown import Rows
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.units import AnyUnit, Unit
from vn_ict_directive.validators import as_double, exact
from vn_ict_directive.versions import RULES_VERSION

if TYPE_CHECKING:
    from vn_ict_directive.evaluation.record import Record


ROLES: Final = ("reference", "baseline", "observation", "met_late", "lost_after_deadline", "latest")
"""The fields of a verdict that hold a figure."""


@attrs.frozen(kw_only=True)
class Said:
    """What a document said of a verdict, as it was said then.

    Attributes:
        status: The headline.
        value: The figure that decided or, before that, the latest.
        gap: Distance from the value still to cover.
        explanation: The verdict in words; None where the document has none.
        unknown: What the document holds that this version of the package does not
            know: the keys and places that lead to it, and what stands there.
    """

    status: Status
    value: float | None
    gap: float | None
    explanation: Text | None = None
    unknown: tuple[tuple[tuple[str | int, ...], Any], ...] = attrs.field(default=(), eq=False)


@attrs.frozen(kw_only=True, repr=False, slots=False)  # quicker to make
class Evaluation(Rows):
    """A verdict, every number it rests on, and why.

    Numbers are None where they have no meaning; they are never made up.

    Attributes:
        target: What was judged.
        series: The figures it was judged by; None if there were none.
        as_of: The day whose knowledge it rests on.
        timing: By which time figures counted for the due date.
        criterion: The criterion as judged: the target's or the headline
            stage's, with a limit relative to an earlier value worked out.
        origin: The limit as stated, where it is relative to an earlier value.
        due: The due date as judged: the target's or the headline stage's.
        outcome: Whether the target was met.
        pace: How fast the figures move, by everything known at *as_of*.
        reasons: Why, as codes, in the order of the rules.
        observation: The figure that decided or, before that, the latest.
        baseline: The figure that the pace starts from.
        latest: The latest figure known.
        target_value: The value to reach.
        direction: +1 if more is better, −1 if less is.
        attained: Share of the way from baseline to the target value that is gone.
        elapsed: Share of the time from baseline to due date that is gone.
        ratio: attained / elapsed.
        lead: Years ahead of the straight line; behind it, if negative.
        projected: Value at the due date if the line from baseline through the
            latest figure goes on.
        required: Change a year that leads from the latest figure to the target value;
            0 once the latest satisfies, None for a latest figure from the due
            date on.
        met_late: The first later figure that satisfies what was missed.
        lost_after_deadline: The first later figure that breaks what was met.
        reference: The figure that a relative limit was worked out from.
        suspensions: The suspensions that left the due date without a figure.
        stages: The verdicts on every stage of a staged target.
        rules: Version of the rules it was given by; None where a document does not state it.
        said: What the document it was read from said; None for one just given.
    """

    target: Target
    series: Series | None
    as_of: dt.date
    timing: Timing
    criterion: criteria.Criterion
    due: dt.date
    outcome: Outcome
    pace: Pace
    reasons: tuple[Reason, ...]
    observation: Observation | None
    baseline: Observation | None = None
    latest: Observation | None = None
    target_value: float | None = None
    direction: int | None = None
    attained: float | None = None
    elapsed: float | None = None
    ratio: float | None = None
    lead: float | None = None
    projected: float | None = None
    required: float | None = None
    met_late: Observation | None = None
    lost_after_deadline: Observation | None = None
    reference: Observation | None = None
    suspensions: tuple[Suspension, ...] = ()
    stages: tuple["Evaluation", ...] = ()
    origin: criteria.RelativeTo | None = None
    rules: str | None = attrs.field(default=RULES_VERSION, eq=False, metadata={"elsewhere": True})
    said: Said | None = attrs.field(default=None, eq=False, metadata={"elsewhere": True})

    def __repr__(self) -> str:
        """The target, whose figures, the day and the headline; the whole would fill a page."""
        who = "" if self.series is None else f" of {self.series.entity}"
        return f"<{type(self).__name__} {self.target.id}{who} as of {self.as_of}: {self.status}>"

    @property
    def directive(self) -> Identity | None:
        """Whose target was judged, by which encoding; None for a target of no directive."""
        return self.target.directive

    @property
    def entity(self) -> str | None:
        """Whom the figures describe; None without any."""
        return None if self.series is None else self.series.entity

    def record(self, lang: Lang = "vi") -> "Record":
        """Return the verdict as one flat record, the same in rows, JSON and on the command line.

        Args:
            lang: Language of the labels, the statement and the sentence.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01, evaluate, published
            >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
            >>> verdict = evaluate(target, published.series("egdi-rank"), as_of="2024-12-31")
            >>> row = verdict.record("en")
            >>> row["directive_number"], row["entity"], row["value"], row["met_late_value"]
            ('01/CT-BTTTT', 'VN', 86.0, 71.0)
        """
        from vn_ict_directive.evaluation.record import record

        return record(self, lang)

    def rows(self, lang: Lang = "vi") -> "list[Record]":
        """Return the verdict's :meth:`record` as the only row of a table."""
        return [self.record(lang)]

    @property
    def status(self) -> Status:
        """The headline: the outcome once there is one, the pace before."""
        if self.said is not None:
            return self.said.status
        return headline(
            self.outcome,
            self.pace,
            satisfied_later=self.met_late is not None,
            denied=Reason.REPORTED_NOT_DONE in self.reasons,
            beyond=Reason.BEYOND_LEADING_GROUP in self.reasons,
        )

    def headline(self, lang: Lang = "vi") -> str:
        """Say the status in words, and that it is pending while it is."""
        status = self.status.label(lang)
        if self.outcome is Outcome.PENDING:
            return f"{self.outcome.label(lang)}: {status}"
        return status

    @property
    def value(self) -> float | None:
        """The figure that decided or, before that, the latest; None without one."""
        if self.said is not None:
            return self.said.value
        return None if self.observation is None else self.observation.value

    @property
    def gap(self) -> float | None:
        """Distance from :attr:`value` still to cover, in the unit; 0.0 once satisfied.

        None without a figure, where the figure is only a bound that does not
        satisfy for certain, and where no double holds it.
        """
        if self.said is not None:
            return self.said.gap
        if self.observation is None or not isinstance(self.criterion, criteria.NumericCriterion):
            return None
        if criteria.decide(self.criterion, self.observation.value, self.observation.bound):
            return 0.0
        if self.observation.bound is not None:
            return None
        target_value, direction = self.criterion.goal(self.observation.value)
        gap = direction * (target_value - self.observation.value)
        return gap if isfinite(gap) else None

    @property
    def unit(self) -> AnyUnit:
        """What :attr:`value` counts."""
        return self.target.unit

    @property
    def days_late(self) -> int | None:
        """Days from the due date to the end of the period of :attr:`met_late`.

        So many at most: what is known for a year may have happened on any day
        of it. None where nothing was met late.
        """
        return None if self.met_late is None else (self.met_late.period.end - self.due).days

    # --- what if: from the same numbers, worked out when asked for

    @property
    def next_period(self) -> Period | None:
        """The period of the next edition, if editions go on at the distance of the last two.

        It is the first such period that has not ended before *as_of*: nobody can change a
        figure for an earlier one. None unless the two latest figures are for years, semesters,
        quarters or months of one kind; once it would lie after the due date; and where
        the indicator is suspended over the whole of it.
        """
        if self.series is None or self.latest is None:
            return None
        last, points = self.latest.period, self.series.points(self.as_of.toordinal())
        seen = next((one for one in reversed(points) if one.ticks < last.ticks), None)
        found = None if seen is None else following(seen.observation.period, last)
        while found is not None and found.end < self.as_of:
            last, found = found, following(last, found)
        if found is None or found.end > self.due:
            return None
        return None if self.target.indicator.suspended(found.start, found.end) else found

    def needed_at(self, period: Period | str | int) -> float | None:
        """Return the least progress that would be on track in *period*, as a figure.

        This is the point at 0.95 of the straight line from the baseline at the
        period's end; from the due date on it is the value to reach. For a rank
        it is a whole place, the last that is good enough.

        Args:
            period: A period that ends after the baseline's.

        Returns:
            The figure in the unit; None where there is no line, and for a
            period that ends no later than the baseline.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01, Series, evaluate
            >>> target = DIRECTIVE_01.target("ict-industry.enterprises-per-1000-people")
            >>> figures = Series.of(target.indicator.id, {2019: 0.45, 2021: 0.55})
            >>> verdict = evaluate(target, figures, as_of="2022-01-31")
            >>> verdict.pace, verdict.next_period, verdict.next_value, verdict.reached_on
            (<Pace.ON_TRACK: 'on_track'>, Period.of('2023'), 0.64, datetime.date(2030, 12, 31))
        """
        if self.baseline is None or self.target_value is None or self.direction is None:
            return None
        b, tb, due = self.baseline.value, self.baseline.period.ticks, ticks_of(self.due)
        at = min(to_period(period).ticks, due)
        ahead = self.direction * (self.target_value - b) > 0
        no_line = not ahead or self.baseline.bound is not None or Reason.OVERSHOT in self.reasons
        if at <= tb or no_line:
            return None
        share = 1 if at == due else ON_TRACK * Fraction(at - tb, due - tb)
        value = exact(b) + share * (exact(self.target_value) - exact(b))
        if self.unit is Unit.RANK:
            return float(floor(value) if self.direction < 0 else ceil(value))
        found = as_double(value)
        return found if isfinite(found) else None

    @property
    def next_value(self) -> float | None:
        """The figure that would keep it on track in :attr:`next_period`; see :meth:`needed_at`."""
        return None if self.next_period is None else self.needed_at(self.next_period)

    @property
    def reached_on(self) -> dt.date | None:
        """The day on which the line through baseline and latest figure reaches the target value.

        None where there is no line, where it does not lead there, past the
        year 9999, and once the latest figure satisfies. It is arithmetic on
        two figures and no forecast.
        """
        if self.baseline is None or self.latest is None or self.pace is Pace.HOLDING:
            return None
        if self.target_value is None or not self.attained or self.attained < 0:
            return None
        tb, tc = self.baseline.period.ticks, self.latest.period.ticks
        b, c = exact(self.baseline.value), exact(self.latest.value)
        return day_at(tb + (tc - tb) * (exact(self.target_value) - b) / (c - b))

    @property
    def reporter(self) -> str | None:
        """Who reported the figures."""
        return None if self.series is None else self.series.reporter

    @property
    def used(self) -> tuple[Observation, ...]:
        """Every observation the verdict rests on, in order of time."""
        held = (getattr(self, name) for name in ROLES)
        used = {id(o): o for o in held if o is not None}
        return tuple(sorted(used.values(), key=lambda o: (o.period, o.visible_from)))

    def explain(self, lang: Lang = "vi") -> str:
        """State the verdict in one paragraph, with its numbers.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01, evaluate, published
            >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
            >>> verdict = evaluate(target, published.series("egdi-rank"), as_of="2020-12-31")
            >>> print(verdict.explain("en").split(". ")[0])
            Missed: the target was a rank among the top 75 countries by 31 December 2020; the \
figure for 2020 is rank 86, 11 places short
        """
        from vn_ict_directive.sentences import paragraph

        if self.said is not None and self.said.explanation is not None:
            return self.said.explanation.pick(lang)
        return paragraph(self, lang)
