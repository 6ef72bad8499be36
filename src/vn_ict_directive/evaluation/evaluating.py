"""The judge: one target, one series, one date; two answers, never one."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

import attrs

from vn_ict_directive.criteria import (
    AtMost,
    LeadingGroup,
    Milestone,
    NumericCriterion,
    RelativeTo,
    Staged,
    decide,
)
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.comparability import before_break, break_after
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Timing
from vn_ict_directive.evaluation.pace import projection, requirement, straight_line
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.model import Suspension, Target
from vn_ict_directive.observations import Flag, Observation, Point, Series
from vn_ict_directive.periods import as_date
from vn_ict_directive.validators import member

__all__ = ["evaluate"]

_UNCERTAIN: Final = frozenset(Flag) - {Flag.BREAK}
_RESTS_ON_FIGURE: Final = frozenset(
    {Outcome.PENDING, Outcome.MET, Outcome.MISSED, Outcome.UNDETERMINED}
)


def evaluate(
    target: Target,
    series: Series | Mapping[Any, Any] | Iterable[Any] | None,
    *,
    as_of: dt.date | str,
    timing: Timing | str = Timing.REFERENCE_PERIOD,
) -> Evaluation:
    """Judge *target* by what *series* was known to say at the end of *as_of*.

    Reads no clock and changes nothing. The rules stand in
    ``docs/explanation/how-targets-are-evaluated.md``.

    Args:
        target: The promise.
        series: The figures, of the target's indicator; None if there are none. Or
            what :meth:`~vn_ict_directive.Series.of` takes, such as ``{2018: 88}``.
        as_of: The day whose knowledge counts; text like ``2020-12-31``.
        timing: Whether a figure speaks for the due date by the period of its
            edition, or by having been the latest published one.

    Returns:
        The verdict. Without data it is awaiting data or not evaluable, with
        the reason; never missed, and never met.

    Raises:
        InvalidValueError: Nobody could judge this: the series is of another
            indicator or unit, *as_of* is no date, or a figure is not possible:
            rank 0, 860 % of a share, an event that is neither 0 nor 1.
        InvalidDataError: Several figures are not possible.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> verdict = evaluate(target, {2018: 88, 2020: 86}, as_of="2020-12-31")
        >>> verdict.outcome, verdict.pace, verdict.value, verdict.gap
        (<Outcome.MISSED: 'missed'>, <Pace.STALLED: 'stalled'>, 86.0, 11.0)
        >>> evaluate(target, None, as_of="2020-12-31").outcome
        <Outcome.AWAITING_DATA: 'awaiting_data'>
    """
    if not isinstance(target, Target):
        raise InvalidValueError("target", target, "a Target")
    day = as_date(as_of, "as_of")
    timing = member(Timing, timing, "timing")
    return _judge(target, _figures(target, series), day, timing)


def _judge(target: Target, series: Series | None, day: dt.date, timing: Timing) -> Evaluation:
    criterion = target.criterion
    if isinstance(criterion, Milestone):
        return _judge_event(target, criterion, series, day, timing)
    if isinstance(criterion, Staged):
        return _judge_stages(target, criterion, series, day, timing)
    if isinstance(criterion, RelativeTo):
        return _judge_relative(target, criterion, series, day, timing)
    return _judge_number(target, criterion, series, day, timing)


def _figures(
    target: Target, series: Series | Mapping[Any, Any] | Iterable[Any] | None
) -> Series | None:
    """Return the figures as a series of the target's indicator, none of them impossible."""
    if series is None:
        return None
    if not isinstance(series, Series):
        series = Series.of(target.indicator.id, series)
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
    series.check_possible(target.indicator.domain)
    return series


def _judge_number(
    target: Target,
    criterion: NumericCriterion,
    series: Series | None,
    as_of: dt.date,
    timing: Timing,
    reference: Observation | None = None,
) -> Evaluation:
    day = as_of.toordinal()
    points: Sequence[Point] = () if series is None else series.points(day)
    reasons: list[Reason] = []
    usable = points
    if target.on_break == "refuse":
        usable = before_break(target, points, reference)
    outcome, decided, suspensions = _decide(
        target, criterion, series, points, usable, day, timing, reasons
    )
    met_late = lost = None
    if outcome is Outcome.MISSED:
        met_late = _first_after(usable, target, timing, criterion, satisfies=True)
        if met_late is not None:
            reasons.append(Reason.MET_AFTER_DEADLINE)
    elif outcome is Outcome.MET:
        lost = _first_after(usable, target, timing, criterion, satisfies=False)
        if lost is not None:
            reasons.append(Reason.LOST_AFTER_DEADLINE)
    latest = points[-1] if points else None
    if len(usable) < len(points):
        way = _NO_TRAJECTORY
        if Reason.BREAK_REFUSED not in reasons:
            reasons.append(Reason.BREAK_REFUSED)
    else:
        way = _follow(target, criterion, points, reasons)
    observation = shown.observation if (shown := decided or latest) else None
    if outcome is Outcome.MET and observation is not None and _is_beyond(criterion, observation):
        reasons.append(Reason.BEYOND_LEADING_GROUP)
    _add_doubts(target, outcome, observation, reasons)
    return Evaluation(
        target=target,
        series=series,
        as_of=as_of,
        timing=timing,
        criterion=criterion,
        due=target.due,
        outcome=outcome,
        pace=way.pace,
        reasons=tuple(reasons),
        observation=observation,
        baseline=way.baseline.observation if way.baseline else None,
        latest=latest.observation if latest else None,
        target_value=way.target_value,
        direction=way.direction,
        attained=way.attained,
        elapsed=way.elapsed,
        ratio=way.ratio,
        lead=way.lead,
        projected=way.projected,
        required=way.required,
        met_late=met_late.observation if met_late else None,
        lost_after_deadline=lost.observation if lost else None,
        reference=reference,
        suspensions=suspensions,
    )


def _is_beyond(criterion: NumericCriterion, observation: Observation) -> bool:
    """Whether a rank is strictly better than the strong edge of the group asked for."""
    if not isinstance(criterion, LeadingGroup) or criterion.best is None:
        return False
    better = AtMost(value=criterion.best, strict=True)
    return decide(better, observation.value, observation.bound) is True


class _Trajectory(NamedTuple):
    """The way from the baseline to the target, and how far along it the latest figure is."""

    pace: Pace = Pace.INSUFFICIENT_DATA
    baseline: Point | None = None
    target_value: float | None = None
    direction: int | None = None
    attained: float | None = None
    elapsed: float | None = None
    ratio: float | None = None
    lead: float | None = None
    projected: float | None = None
    required: float | None = None


_NO_TRAJECTORY: Final = _Trajectory()


def _follow(
    target: Target, criterion: NumericCriterion, points: Sequence[Point], reasons: list[Reason]
) -> _Trajectory:
    """Work out the pace and its numbers; add the reason where there are none."""
    if not points:
        reasons.append(Reason.NO_FIGURES)
        return _NO_TRAJECTORY
    baseline, latest = _baseline(target, points, reasons), points[-1]
    b, tb, c, tc, due = baseline.value, baseline.ticks, latest.value, latest.ticks, target.due_ticks
    target_value, direction = criterion.goal(b)
    if latest.bound is not None or baseline.bound is not None:
        # A bound says where a figure is not, and a line needs to know where it is.
        if latest is baseline:
            reasons.append(Reason.NOTHING_NEWER)
        reasons.append(Reason.CENSORED_FIGURE)
        holds = latest is not baseline and decide(criterion, c, latest.bound)
        pace = Pace.HOLDING if holds else Pace.INSUFFICIENT_DATA
        return _Trajectory(
            pace=pace, baseline=baseline, target_value=target_value, direction=direction
        )
    satisfied, (nearest, back) = criterion.is_met(c), criterion.goal(c)
    required = None
    if tc < due:
        required = 0.0 if satisfied else requirement(c, tc, nearest, due)
    if latest is baseline:
        reasons.append(Reason.NOTHING_NEWER)
        return _Trajectory(
            baseline=baseline, target_value=target_value, direction=direction, required=required
        )
    attained = elapsed = ratio = lead = None
    if direction * (target_value - b) <= 0:
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
        pace, attained, elapsed, ratio, lead = straight_line(
            b, tb, c, tc, target_value, due, direction
        )
    hits, domain = target_value if ratio == 1 else None, target.indicator.domain
    return _Trajectory(
        Pace.HOLDING if satisfied else pace,
        baseline,
        target_value,
        direction,
        attained,
        elapsed,
        ratio,
        lead,
        projection(b, tb, c, tc, due, domain=domain, hits=hits),
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


def _decide(  # noqa: C901, PLR0911 - one rule after another
    target: Target,
    criterion: NumericCriterion,
    series: Series | None,
    points: Sequence[Point],
    usable: Sequence[Point],
    day: int,
    timing: Timing,
    reasons: list[Reason],
) -> _Decision:
    """Apply the rules of the outcome in their order; add the reason of the one that holds.

    *usable* are the first of *points*: those whose method the target accepts.
    """
    start, opens, due = target.ordinals
    refused = len(usable) < len(points)
    if timing is Timing.PUBLICATION:
        # Only what was known at the deadline may speak for it.
        points = () if series is None else series.points(min(day, due))
        last = usable[-1].end if usable else 0
        usable = [p for p in points if p.end <= last] if refused else points
    if target.mode != "at":
        wanted = target.mode == "reach"
        for point in usable:
            if start < point.end <= due and decide(criterion, point.value, point.bound) is wanted:
                if wanted:
                    reasons.append(Reason.REACHED_IN_TIME)
                    return Outcome.MET, point, ()
                reasons.append(Reason.VIOLATED_IN_TIME)
                return Outcome.MISSED, point, ()
    if day < due:
        reasons.append(Reason.BEFORE_DUE)
        return Outcome.PENDING, None, ()
    if timing is Timing.REFERENCE_PERIOD:
        reason, nothing = Reason.FIGURE_IN_WINDOW, Reason.NO_FIGURE_IN_WINDOW
        decided = _last_in(points, opens, due)
    else:
        reason, nothing = Reason.LATEST_PUBLISHED_AT_DUE, Reason.NOTHING_PUBLISHED_AT_DUE
        decided = points[-1] if points and not _suspensions(target) else None
    if decided is not None:
        reasons.append(reason)
        if refused and (not usable or decided.end > usable[-1].end):
            reasons.append(Reason.BREAK_REFUSED)
            return Outcome.UNDETERMINED, decided, ()
        met = decide(criterion, decided.value, decided.bound)
        if met is None:
            reasons.append(Reason.BOUND_UNDECIDED)
            return Outcome.UNDETERMINED, decided, ()
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
    return target.indicator.suspended(target.window_start + dt.timedelta(days=1), target.due)


def _first_after(
    points: Sequence[Point],
    target: Target,
    timing: Timing,
    criterion: NumericCriterion,
    *,
    satisfies: bool,
) -> Point | None:
    """Return the first figure after the deadline that does, or does not, satisfy."""
    due = target.ordinals[2]
    by_edition = timing is Timing.REFERENCE_PERIOD
    if by_edition and (not points or points[-1].end <= due):
        return None
    for point in points:
        # By publication, an edition for the due year that came out later is late too.
        late = point.end > due if by_edition else point.known > due
        if late and decide(criterion, point.value, point.bound) is satisfies:
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
    if target.on_break != "ignore" and (after := break_after(target, points, position)):
        position, reason = after, Reason.REBASED_AFTER_BREAK
    if reason is not None:
        reasons.append(reason)
    return points[position]


def _judge_relative(
    target: Target, criterion: RelativeTo, series: Series | None, as_of: dt.date, timing: Timing
) -> Evaluation:
    """Work out the limit from the reference period's value, then judge by it."""
    # By publication, a revision after the deadline does not move the limit.
    known = as_of if timing is Timing.REFERENCE_PERIOD else min(as_of, target.due)
    visible = () if series is None else series.visible(known)
    reference = next((o for o in visible if o.period == criterion.period), None)
    if reference is not None and reference.bound is None:
        resolved = criterion.resolve(reference.value)
        verdict = _judge_number(target, resolved, series, as_of, timing, reference)
        return attrs.evolve(verdict, origin=criterion)
    reasons = [Reason.NO_REFERENCE]
    if as_of < target.due:
        reasons.insert(0, Reason.BEFORE_DUE)
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
        timing,
        outcome,
        [*reasons, *([Reason.SUSPENDED] if suspensions else [])],
        observation=latest,
        suspensions=suspensions,
    )


def _judge_stages(
    target: Target, criterion: Staged, series: Series | None, as_of: dt.date, timing: Timing
) -> Evaluation:
    """Judge every stage by itself; the headline is the next one undecided, else the last."""
    stages = tuple(
        attrs.evolve(
            _judge(
                attrs.evolve(target, criterion=stage.criterion, due=stage.due),
                series,
                as_of,
                timing,
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
    target: Target, criterion: Milestone, series: Series | None, as_of: dt.date, timing: Timing
) -> Evaluation:
    """Judge a milestone by reports of its event: 1, it happened; 0, it had not by then."""
    due, earliest = target.due, criterion.earliest

    def begins(report: Observation) -> dt.date:
        # What happened by a day may have happened on any before it.
        return dt.date.min if Flag.HAPPENED_BY in report.flags else report.period.start

    def reports(by: dt.date) -> list[Observation]:
        # What is only announced has not happened yet.
        return [o for o in (series.visible(by) if series else ()) if o.period.start <= as_of]

    def of_event(known: list[Observation]) -> list[Observation]:
        return [o for o in known if o.value and (earliest is None or o.period.end >= earliest)]

    # By publication, only what was reported by the deadline, as it was then, is in time.
    in_time = reports(as_of if timing is Timing.REFERENCE_PERIOD else min(as_of, due))
    events, timely = of_event(reports(as_of)), of_event(in_time)
    happened = next(
        (o for o in timely if o.period.end <= due and (earliest is None or begins(o) >= earliest)),
        None,
    )
    judge = partial(_without_numbers, target, series, as_of, timing)
    if happened is not None:
        reasons = [Reason.EVENT_IN_TIME]
        if happened.period.end < target.start:
            reasons.append(Reason.EVENT_BEFORE_START)
        return judge(Outcome.MET, reasons, observation=happened)
    if as_of < due:
        return judge(Outcome.PENDING, [Reason.BEFORE_DUE])
    denied = next((o for o in in_time if not o.value and o.period.end >= due), None)
    if denied is not None:
        late = next((o for o in events if o.period.end > due), None)
        reasons = [Reason.REPORTED_NOT_DONE, *([Reason.MET_AFTER_DEADLINE] if late else [])]
        return judge(Outcome.MISSED, reasons, observation=denied, met_late=late)
    doubtful = next((o for o in timely if begins(o) <= due), None)
    if doubtful is not None:
        reasons = [Reason.EVENT_DATE_IMPRECISE]
        return judge(Outcome.UNDETERMINED, reasons, observation=doubtful)
    late = next((o for o in events if begins(o) > due), None)
    if late is not None:
        reasons = [Reason.EVENT_AFTER_DUE, Reason.MET_AFTER_DEADLINE]
        return judge(Outcome.MISSED, reasons, observation=late, met_late=late)
    if suspensions := _suspensions(target):
        reasons = [Reason.SUSPENDED]
        return judge(Outcome.NOT_EVALUABLE, reasons, suspensions=suspensions)
    nothing = (
        Reason.NO_EVENT_REPORTED
        if timing is Timing.REFERENCE_PERIOD
        else Reason.NOTHING_PUBLISHED_AT_DUE
    )
    return judge(Outcome.AWAITING_DATA, [nothing])


def _without_numbers(
    target: Target,
    series: Series | None,
    as_of: dt.date,
    timing: Timing,
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
        timing=timing,
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
