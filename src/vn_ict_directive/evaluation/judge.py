"""The judge: one target, one series, one date; two answers, never one."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from math import isfinite
from typing import Final, NamedTuple

import attrs

from vn_ict_directive.checks import member
from vn_ict_directive.criteria import (
    Criterion,
    LeadingGroup,
    Milestone,
    NumericCriterion,
    RelativeTo,
    Staged,
)
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.outcome import Basis, Outcome, Pace, Reason, Status
from vn_ict_directive.evaluation.pace import projection, requirement, straight_line
from vn_ict_directive.model import Suspension, Target
from vn_ict_directive.observations import Flag, Observation, Point, Series
from vn_ict_directive.periods import as_date
from vn_ict_directive.quantities import Unit
from vn_ict_directive.text import Lang

__all__ = ["Evaluation", "evaluate"]

_STATUS_OF_OUTCOME: Final = {
    outcome: Status[outcome.name] for outcome in Outcome if outcome is not Outcome.PENDING
}
_STATUS_OF_PACE: Final = {pace: Status[pace.name] for pace in Pace}
_UNCERTAIN: Final = frozenset(Flag) - {Flag.BREAK}
_RESTS_ON_FIGURE: Final = frozenset({Outcome.PENDING, Outcome.MET, Outcome.MISSED})


@attrs.frozen(kw_only=True)
class Evaluation:
    """A verdict, every number it rests on, and why.

    Numbers are None where they have no meaning; they are never made up.

    Attributes:
        target: What was judged.
        series: The figures it was judged by; None if there were none.
        as_of: The day whose knowledge it rests on.
        basis: What made a figure speak for the due date.
        criterion: The criterion as judged: the target's, with a limit relative
            to an earlier value worked out, or the headline stage's.
        due: The due date as judged: the target's or the headline stage's.
        outcome: Whether the promise was kept.
        pace: How fast the figures move, by everything known at *as_of*.
        reasons: Why, as codes, in the order of the rules.
        observation: The figure that decided or, before that, the latest.
        baseline: The figure that the pace starts from.
        latest: The latest figure known.
        edge: The value to reach.
        direction: +1 if more is better, −1 if less is.
        attained: Share of the way from baseline to edge that is gone.
        elapsed: Share of the time from baseline to due date that is gone.
        ratio: attained / elapsed.
        lead: Years ahead of the straight line; behind it, if negative.
        projected: Value at the due date if the line from baseline through the
            latest figure goes on.
        required: Change a year that leads from the latest figure to the edge;
            0 once the latest satisfies.
        met_late: The first later figure that satisfies what was missed.
        lost_after_deadline: The first later figure that breaks what was met.
        reference: The figure that a relative limit was worked out from.
        suspensions: The suspensions that left the due date without a figure.
        stages: The verdicts on every stage of a staged target.
    """

    target: Target
    series: Series | None = attrs.field(repr=False)
    as_of: dt.date
    basis: Basis
    criterion: Criterion
    due: dt.date
    outcome: Outcome
    pace: Pace
    reasons: tuple[Reason, ...]
    observation: Observation | None
    baseline: Observation | None = None
    latest: Observation | None = None
    edge: float | None = None
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

    @property
    def status(self) -> Status:
        """The headline: the outcome once there is one, the pace before."""
        if self.outcome is Outcome.PENDING:
            return _STATUS_OF_PACE[self.pace]
        if self.outcome is Outcome.MISSED and self.met_late is not None:
            return Status.MET_LATE
        if self.outcome is Outcome.MET and self.beyond:
            return Status.EXCEEDED
        return _STATUS_OF_OUTCOME[self.outcome]

    def headline(self, lang: Lang = "vi") -> str:
        """Say the status in words, and that it is pending while it is."""
        status = self.status.label(lang)
        if self.outcome is Outcome.PENDING:
            return f"{self.outcome.label(lang)}: {status}"
        return status

    @property
    def value(self) -> float | None:
        """The figure that decided or, before that, the latest; None without one."""
        return None if self.observation is None else self.observation.value

    @property
    def gap(self) -> float | None:
        """Distance from :attr:`value` still to cover, in the unit; 0.0 once satisfied.

        None without a figure, and where no double holds it.
        """
        if self.observation is None or not isinstance(self.criterion, NumericCriterion):
            return None
        if self.criterion.is_met(self.observation.value):
            return 0.0
        edge, direction = self.criterion.aim(self.observation.value)
        gap = direction * (edge - self.observation.value)
        return gap if isfinite(gap) else None

    @property
    def beyond(self) -> bool:
        """Whether :attr:`value` is a rank strictly better than the strong edge."""
        return self.observation is not None and _is_beyond(self.criterion, self.observation.value)

    @property
    def reporter(self) -> str | None:
        """Who reported the figures."""
        return None if self.series is None else self.series.reporter

    @property
    def used(self) -> tuple[Observation, ...]:
        """Every observation the verdict rests on, in order of time."""
        used = {
            id(o): o
            for o in (
                self.baseline,
                self.observation,
                self.latest,
                self.met_late,
                self.lost_after_deadline,
            )
            if o is not None
        }
        return tuple(sorted(used.values(), key=lambda o: (o.period, o.visible_from)))

    def explain(self, lang: Lang = "vi") -> str:
        """Tell the verdict in one paragraph, with its numbers.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01, evaluate, published
            >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
            >>> verdict = evaluate(target, published.series("egdi-rank"), as_of="2020-12-31")
            >>> print(verdict.explain("en").split(". ")[0])
            Missed: asked was a place among the 75 leading by 31 December 2020; the figure for \
2020 is rank 86, 11 places short
        """
        from vn_ict_directive.evaluation.explain import paragraph

        return paragraph(self, lang)

    def _repr_html_(self, lang: Lang = "vi") -> str:
        """Show the verdict, its paragraph and the words it rests on."""
        from vn_ict_directive.evaluation.explain import picture

        return picture(self, lang)


def evaluate(
    target: Target,
    series: Series | None,
    *,
    as_of: dt.date | str,
    basis: Basis | str = Basis.EDITION,
) -> Evaluation:
    """Judge *target* by what *series* was known to say at the end of *as_of*.

    Reads no clock and changes nothing. The rules stand in
    ``docs/explanation/how-we-judge.md``.

    Args:
        target: The promise.
        series: The figures, of the target's indicator; None if there are none.
            Every target without an indicator takes None.
        as_of: The day whose knowledge counts; text like ``2020-12-31``.
        basis: Whether a figure speaks for the due date by the period of its
            edition, or by having been the latest published one.

    Returns:
        The verdict. Without data it is awaiting data or not evaluable, with
        the reason; never missed, and never met.

    Raises:
        InvalidValueError: Nobody could judge this: the series is of another
            indicator or unit, *as_of* is no date, or an event's value is
            neither 0 nor 1.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, Series
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> verdict = evaluate(
        ...     target, Series.of("egdi-rank", {2018: 88, 2020: 86}), as_of="2020-12-31"
        ... )
        >>> verdict.outcome, verdict.pace, verdict.value, verdict.gap
        (<Outcome.MISSED: 'missed'>, <Pace.STALLED: 'stalled'>, 86.0, 11.0)
        >>> evaluate(target, None, as_of="2020-12-31").outcome
        <Outcome.AWAITING_DATA: 'awaiting_data'>
    """
    if not isinstance(target, Target):
        raise InvalidValueError("target", target, "a Target")
    day = as_date(as_of, "as_of")
    basis = member(Basis, basis, "basis")
    _check_series(target, series)
    criterion = target.criterion
    if isinstance(criterion, Milestone):
        return _judge_event(target, criterion, series, day, basis)
    if isinstance(criterion, Staged):
        return _judge_stages(target, criterion, series, day, basis)
    if isinstance(criterion, RelativeTo):
        return _judge_relative(target, criterion, series, day, basis)
    return _judge_number(target, criterion, series, day, basis)


def _check_series(target: Target, series: Series | None) -> None:
    if series is None:
        return
    if not isinstance(series, Series):
        raise InvalidValueError("series", series, "a Series or None", "Use Series.of(...).")
    if target.indicator is None:
        raise InvalidValueError(
            f"the series for {target.id}",
            series.indicator,
            "None",
            "No published figure can decide this target.",
        )
    if series.indicator != target.indicator.id:
        raise InvalidValueError(
            f"the series for {target.id}", series.indicator, repr(target.indicator.id)
        )
    if series.unit is not None and series.unit is not target.indicator.unit:
        raise InvalidValueError(
            f"the unit of {series.indicator}",
            series.unit.value,
            repr(target.indicator.unit.value),
        )


def _is_beyond(criterion: Criterion, value: float) -> bool:
    return isinstance(criterion, LeadingGroup) and criterion.is_beyond(value)


def _judge_number(
    target: Target, criterion: NumericCriterion, series: Series | None, as_of: dt.date, basis: Basis
) -> Evaluation:
    points: Sequence[Point] = () if series is None else series.points(as_of.toordinal())
    reasons: list[Reason] = []
    outcome, decided, suspensions = _decide(
        target, criterion, series, points, as_of.toordinal(), basis, reasons
    )
    met_late = lost = None
    if outcome is Outcome.MISSED:
        met_late = _first_after(points, target, basis, criterion, satisfies=True)
        if met_late is not None:
            reasons.append(Reason.MET_AFTER_DEADLINE)
    elif outcome is Outcome.MET:
        lost = _first_after(points, target, basis, criterion, satisfies=False)
        if lost is not None:
            reasons.append(Reason.LOST_AFTER_DEADLINE)
    way = _follow(target, criterion, points, reasons)
    latest = points[-1] if points else None
    observation = shown.observation if (shown := decided or latest) else None
    if outcome is Outcome.MET and decided is not None and _is_beyond(criterion, decided.value):
        reasons.append(Reason.BEYOND_LEADING_GROUP)
    _add_doubts(target, outcome, observation, reasons)
    return Evaluation(
        target=target,
        series=series,
        as_of=as_of,
        basis=basis,
        criterion=criterion,
        due=target.due,
        outcome=outcome,
        pace=way.pace,
        reasons=tuple(reasons),
        observation=observation,
        baseline=way.baseline.observation if way.baseline else None,
        latest=latest.observation if latest else None,
        edge=way.edge,
        direction=way.direction,
        attained=way.attained,
        elapsed=way.elapsed,
        ratio=way.ratio,
        lead=way.lead,
        projected=way.projected,
        required=way.required,
        met_late=met_late.observation if met_late else None,
        lost_after_deadline=lost.observation if lost else None,
        suspensions=suspensions,
    )


class _Way(NamedTuple):
    """The way from the baseline to the target, and how far along it the latest figure is."""

    pace: Pace = Pace.INSUFFICIENT_DATA
    baseline: Point | None = None
    edge: float | None = None
    direction: int | None = None
    attained: float | None = None
    elapsed: float | None = None
    ratio: float | None = None
    lead: float | None = None
    projected: float | None = None
    required: float | None = None


_NO_WAY: Final = _Way()


def _follow(
    target: Target, criterion: NumericCriterion, points: Sequence[Point], reasons: list[Reason]
) -> _Way:
    """Work out the pace and its numbers; add the reason where there are none."""
    if not points:
        reasons.append(Reason.NO_FIGURES)
        return _NO_WAY
    baseline, latest = _baseline(target, points, reasons), points[-1]
    b, tb, c, tc, due = baseline.value, baseline.ticks, latest.value, latest.ticks, target.due_ticks
    edge, direction = criterion.aim(b)
    satisfied, (nearest, back) = criterion.is_met(c), criterion.aim(c)
    required = None
    if tc < due:
        required = 0.0 if satisfied else requirement(c, tc, nearest, due)
    if latest is baseline:
        reasons.append(Reason.NOTHING_NEWER)
        return _Way(baseline=baseline, edge=edge, direction=direction, required=required)
    attained = elapsed = ratio = lead = None
    if direction * (edge - b) <= 0:
        reasons.append(Reason.BASELINE_SATISFIED)
        lost = criterion.is_met(b) or direction * (c - b) < 0
        pace = Pace.REGRESSING if lost else Pace.STALLED
    elif not satisfied and back != direction:
        reasons.append(Reason.OVERSHOT)
        pace = Pace.REGRESSING
    elif tb >= due:
        reasons.append(Reason.BASELINE_AFTER_DUE)
        pace = Pace.INSUFFICIENT_DATA
    else:
        pace, attained, elapsed, ratio, lead = straight_line(b, tb, c, tc, edge, due, direction)
    return _Way(
        Pace.HOLDING if satisfied else pace,
        baseline,
        edge,
        direction,
        attained,
        elapsed,
        ratio,
        lead,
        projection(b, tb, c, tc, due, ordinal=target.unit is Unit.RANK),
        required,
    )


def _add_doubts(
    target: Target, outcome: Outcome, observation: Observation | None, reasons: list[Reason]
) -> None:
    """Add the reasons that every verdict may have: an uncertain figure, an inferred field."""
    if (
        observation is not None
        and outcome in _RESTS_ON_FIGURE
        and not _UNCERTAIN.isdisjoint(observation.flags)
    ):
        reasons.append(Reason.UNCERTAIN_FIGURE)
    if target.inferences:
        reasons.append(Reason.INFERRED)


_Decision = tuple[Outcome, Point | None, tuple[Suspension, ...]]


def _decide(
    target: Target,
    criterion: NumericCriterion,
    series: Series | None,
    points: Sequence[Point],
    day: int,
    basis: Basis,
    reasons: list[Reason],
) -> _Decision:
    """Apply the rules of the outcome in their order; add the reason of the one that holds."""
    start, opens, due = target.ordinals
    if basis is Basis.PUBLICATION:
        # Only what was known at the deadline may speak for it.
        points = () if series is None else series.points(min(day, due))
    if target.mode != "at":
        wanted = target.mode == "reach"
        for point in points:
            if start < point.end <= due and criterion.is_met(point.value) is wanted:
                if wanted:
                    reasons.append(Reason.REACHED_IN_TIME)
                    return Outcome.MET, point, ()
                reasons.append(Reason.VIOLATED_IN_TIME)
                return Outcome.MISSED, point, ()
    if day < due:
        reasons.append(Reason.BEFORE_DUE)
        return Outcome.PENDING, None, ()
    if basis is Basis.EDITION:
        reason, nothing = Reason.FIGURE_IN_WINDOW, Reason.NO_FIGURE_IN_WINDOW
        decided = _last_in(points, opens, due)
    else:
        reason, nothing = Reason.LATEST_PUBLISHED_AT_DUE, Reason.NOTHING_PUBLISHED_AT_DUE
        decided = points[-1] if points and not _suspensions(target) else None
    if decided is not None:
        reasons.append(reason)
        met = criterion.is_met(decided.value)
        return (Outcome.MET if met else Outcome.MISSED), decided, ()
    if suspensions := _suspensions(target):
        reasons.append(Reason.SUSPENDED)
        return Outcome.NOT_EVALUABLE, None, suspensions
    reasons.append(nothing)
    return Outcome.AWAITING_DATA, None, ()


def _last_in(points: Sequence[Point], opens: int, due: int) -> Point | None:
    """Return the last point that ends after *opens* and by *due*."""
    for point in reversed(points):
        if point.end <= due:
            return point if point.end > opens else None
    return None


def _suspensions(target: Target) -> tuple[Suspension, ...]:
    """Return what suspended the indicator over the whole window, if anything did."""
    if target.indicator is None or not target.indicator.suspensions:
        return ()
    return target.indicator.suspended(target.window_start + dt.timedelta(days=1), target.due)


def _first_after(
    points: Sequence[Point],
    target: Target,
    basis: Basis,
    criterion: NumericCriterion,
    *,
    satisfies: bool,
) -> Point | None:
    """Return the first figure after the deadline that does, or does not, satisfy."""
    due = target.ordinals[2]
    by_edition = basis is Basis.EDITION
    if by_edition and (not points or points[-1].end <= due):
        return None
    for point in points:
        # By publication, an edition for the due year that came out later is late too.
        late = point.end > due if by_edition else point.known > due
        if late and criterion.is_met(point.value) is satisfies:
            return point
    return None


def _baseline(target: Target, points: Sequence[Point], reasons: list[Reason]) -> Point:
    """Choose the point that the pace starts from; add the reason where it is not the plain one.

    The last figure known at the start; else the last one about a period ended
    by then, though it was published later; else the first one after it. After
    a break in the series, the first figure of the new method.
    """
    start = target.ordinals[0]
    position, reason = 0, None
    for index in range(len(points) - 1, -1, -1):
        if points[index].known <= start:
            position = index
            break
    else:
        if points[0].end <= start:
            reason = Reason.BASELINE_PUBLISHED_LATER
            position = next(i for i in range(len(points) - 1, -1, -1) if points[i].end <= start)
        else:
            reason = Reason.BASELINE_AFTER_START
    if after := _break_after(target, points, position):
        position, reason = after, Reason.REBASED_AFTER_BREAK
    if reason is not None:
        reasons.append(reason)
    return points[position]


def _break_after(target: Target, points: Sequence[Point], position: int) -> int | None:
    """Return the place of the first figure after the last break that follows *position*."""
    breaks = target.indicator.breaks if target.indicator else ()
    last = None
    for index in range(position + 1, len(points)):
        flags = points[index].observation.flags
        if (flags and Flag.BREAK in flags) or (
            breaks
            and any(points[index - 1].end < b.at.toordinal() <= points[index].end for b in breaks)
        ):
            last = index
    return last


def _judge_relative(
    target: Target, criterion: RelativeTo, series: Series | None, as_of: dt.date, basis: Basis
) -> Evaluation:
    """Work out the limit from the reference period's value, then judge by it."""
    # By publication, a revision after the deadline does not move the limit.
    known = as_of if basis is Basis.EDITION else min(as_of, target.due)
    visible = () if series is None else series.visible(known)
    reference = next((o for o in visible if o.period == criterion.period), None)
    if reference is not None:
        resolved = criterion.resolve(reference.value)
        return attrs.evolve(
            _judge_number(target, resolved, series, as_of, basis), reference=reference
        )
    suspensions = _suspensions(target) if as_of >= target.due else ()
    if as_of < target.due:
        outcome = Outcome.PENDING
    else:
        outcome = Outcome.NOT_EVALUABLE if suspensions else Outcome.AWAITING_DATA
    latest = visible[-1] if visible else None
    return _without_numbers(
        target,
        series,
        as_of,
        basis,
        outcome,
        [Reason.NO_REFERENCE, *([Reason.SUSPENDED] if suspensions else [])],
        observation=latest,
        suspensions=suspensions,
    )


def _judge_stages(
    target: Target, criterion: Staged, series: Series | None, as_of: dt.date, basis: Basis
) -> Evaluation:
    """Judge every stage by itself; the headline is the next one undecided, else the last."""
    stages = tuple(
        attrs.evolve(
            _judge_number(
                attrs.evolve(target, criterion=stage.criterion, due=stage.due),
                stage.criterion,
                series,
                as_of,
                basis,
            ),
            target=target,
        )
        for stage in criterion.stages
    )
    headline = next((s for s in stages if s.outcome is Outcome.PENDING), stages[-1])
    earlier = stages[: stages.index(headline)]
    reasons = headline.reasons
    if any(stage.outcome is Outcome.MISSED for stage in earlier):
        reasons = (*reasons, Reason.EARLIER_STAGE_MISSED)
    return attrs.evolve(headline, reasons=reasons, stages=stages)


def _judge_event(  # noqa: C901, PLR0911 - one rule after another
    target: Target, criterion: Milestone, series: Series | None, as_of: dt.date, basis: Basis
) -> Evaluation:
    """Judge a milestone by reports of its event: 1, it happened; 0, it had not by then."""
    if target.indicator is None:
        reasons = [Reason.NO_PUBLIC_MEASURE]
        return _without_numbers(target, series, as_of, basis, Outcome.NOT_EVALUABLE, reasons)
    for observation in series.observations if series else ():
        if observation.value not in {0.0, 1.0}:
            raise InvalidValueError(
                f"{target.indicator.id}[{observation.period}]",
                observation.value,
                "1 (it happened) or 0 (it had not happened by the end of the period)",
            )
    # What is only announced has not happened yet.
    known = [o for o in (series.visible(as_of) if series else ()) if o.period.start <= as_of]
    due, earliest = target.due, criterion.earliest
    events = [o for o in known if o.value and (earliest is None or o.period.end >= earliest)]
    timely = [o for o in events if basis is Basis.EDITION or o.visible_from <= due]
    happened = next(
        (
            o
            for o in timely
            if o.period.end <= due and (earliest is None or o.period.start >= earliest)
        ),
        None,
    )
    judge = partial(_without_numbers, target, series, as_of, basis)
    if happened is not None:
        reasons = [Reason.EVENT_IN_TIME]
        if happened.period.end < target.start:
            reasons.append(Reason.EVENT_BEFORE_START)
        return judge(Outcome.MET, reasons, observation=happened)
    if as_of < due:
        return judge(Outcome.PENDING, [Reason.BEFORE_DUE])
    denials = [o for o in known if not o.value and o.period.end >= due]
    denied = next((o for o in denials if basis is Basis.EDITION or o.visible_from <= due), None)
    if denied is not None:
        late = next((o for o in events if o.period.end > due), None)
        reasons = [Reason.REPORTED_NOT_DONE, *([Reason.MET_AFTER_DEADLINE] if late else [])]
        return judge(Outcome.MISSED, reasons, observation=denied, met_late=late)
    doubtful = next((o for o in timely if o.period.start <= due), None)
    if doubtful is not None:
        reasons = [Reason.EVENT_DATE_IMPRECISE]
        return judge(Outcome.AWAITING_DATA, reasons, observation=doubtful)
    late = next((o for o in events if o.period.start > due), None)
    if late is not None:
        reasons = [Reason.EVENT_AFTER_DUE, Reason.MET_AFTER_DEADLINE]
        return judge(Outcome.MISSED, reasons, observation=late, met_late=late)
    if suspensions := _suspensions(target):
        reasons = [Reason.SUSPENDED]
        return judge(Outcome.NOT_EVALUABLE, reasons, suspensions=suspensions)
    nothing = (
        Reason.NO_EVENT_REPORTED if basis is Basis.EDITION else Reason.NOTHING_PUBLISHED_AT_DUE
    )
    return judge(Outcome.AWAITING_DATA, [nothing])


def _without_numbers(
    target: Target,
    series: Series | None,
    as_of: dt.date,
    basis: Basis,
    outcome: Outcome,
    reasons: list[Reason],
    *,
    observation: Observation | None = None,
    met_late: Observation | None = None,
    suspensions: tuple[Suspension, ...] = (),
) -> Evaluation:
    """Make the verdict of a target that no straight line leads to."""
    _add_doubts(target, outcome, observation, reasons)
    return Evaluation(
        target=target,
        series=series,
        as_of=as_of,
        basis=basis,
        criterion=target.criterion,
        due=target.due,
        outcome=outcome,
        pace=Pace.INSUFFICIENT_DATA,
        reasons=tuple(reasons),
        observation=observation,
        latest=observation,
        met_late=met_late,
        suspensions=suspensions,
    )
