"""The judge: one target, one series, one date; two answers, never one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from vn_ict_directive.criteria import Milestone, RelativeTo, Staged
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.facts import Asked, of_event, of_number, without_reference
from vn_ict_directive.evaluation.outcome import Outcome, Timing
from vn_ict_directive.evaluation.rules import STAGES, ruling
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.model import Target
from vn_ict_directive.observations import Series
from vn_ict_directive.validators import as_date, member


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
        target: The target.
        series: The figures, of the target's indicator; None if there are none. Or
            what :meth:`~vn_ict_directive.Series.of` takes, such as ``{2018: 88}``.
        as_of: The date of the evaluation: only what was known on it counts; text like
            ``2020-12-31``.
        timing: Whether a figure counts for the due date by the period of its
            edition, or by having been the latest published one.

    Returns:
        The verdict. Without data it is awaiting data or not evaluable, with
        the reason; never missed, and never met.

    Raises:
        InvalidValueError: Nobody could judge this: the series is of another
            indicator or unit, *as_of* is no date, or a figure is not possible:
            rank 0, 860% of a share, an event that is neither 0 nor 1.
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
    return _judge(Asked(target, _figures(target, series), day, timing))


def _judge(asked: Asked) -> Evaluation:
    """Find the facts, read the tables for them, and put the verdict together."""
    target, series, day, timing = asked
    criterion, reference, origin = target.criterion, None, None
    if isinstance(criterion, Staged):
        return _judge_stages(asked, criterion)
    if isinstance(criterion, Milestone):
        found = of_event(asked, criterion)
    elif isinstance(criterion, RelativeTo):
        # By publication, a revision after the due date does not move the limit.
        known = day if timing is Timing.REFERENCE_PERIOD else min(day, target.due)
        visible = () if series is None else series.visible(known)
        period = criterion.period
        reference = next((o for o in visible if o.period == period and o.bound is None), None)
        if reference is None:
            found = without_reference(asked, visible)
        else:
            origin, criterion = criterion, criterion.resolve(reference.value)
            found = of_number(asked, criterion, reference)
    else:
        found = of_number(asked, criterion)
    ruled = ruling(found.facts)
    return Evaluation(
        target=target,
        series=series,
        as_of=day,
        timing=timing,
        criterion=criterion,
        due=target.due,
        outcome=ruled.outcome,
        pace=ruled.pace,
        reasons=ruled.reasons,
        observation=found.observation,
        latest=found.latest,
        met_late=found.later if "satisfied_later" in found.facts else None,
        lost_after_deadline=found.later if "violated_later" in found.facts else None,
        reference=reference,
        suspensions=found.suspensions,
        origin=origin,
        **found.way,
    )


def _figures(
    target: Target, series: Series | Mapping[Any, Any] | Iterable[Any] | None
) -> Series | None:
    """Return the figures as a series of the target's indicator, none of them impossible."""
    if series is None:
        return None
    wanted = target.indicator
    if not isinstance(series, Series):
        series = Series.of(wanted.id, series)
    if series.indicator != wanted.id:
        raise InvalidValueError(f"the series for {target.id}", series.indicator, repr(wanted.id))
    if series.unit is not None and series.unit != wanted.unit:
        expected = repr(wanted.unit.value)
        raise InvalidValueError(f"the unit of {series.indicator}", series.unit.value, expected)
    series.check_possible(wanted.domain)
    return series


def _judge_stages(asked: Asked, criterion: Staged) -> Evaluation:
    """Judge every stage by itself; the headline is the next one undecided, else the last."""
    stages = []
    for stage in criterion.stages:
        one = attrs.evolve(asked.target, criterion=stage.criterion, due=stage.due)
        stages.append(attrs.evolve(_judge(asked._replace(target=one)), target=asked.target))
    shown = next((s for s in stages if s.outcome is Outcome.PENDING), stages[-1])
    earlier = stages[: stages.index(shown)]
    missed = any(stage.outcome is Outcome.MISSED for stage in earlier)
    last = STAGES.first({"earlier_missed"} if missed else set())
    reasons = shown.reasons if last is None else (*shown.reasons, last)
    return attrs.evolve(shown, reasons=reasons, stages=tuple(stages))
