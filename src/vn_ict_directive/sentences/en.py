"""The English composer: the doer first, the deadline last."""

import datetime as dt
from typing import Final

from vn_ict_directive.criteria import (
    AtLeast,
    AtMost,
    Criterion,
    LeadingGroup,
    Milestone,
    RelativeTo,
    Staged,
    Within,
)
from vn_ict_directive.evaluation.outcome import Reason
from vn_ict_directive.model import Mode
from vn_ict_directive.observations import Flag, Observation
from vn_ict_directive.periods import Period, format_date
from vn_ict_directive.sentences.facts import Facts
from vn_ict_directive.text import Text
from vn_ict_directive.units import AnyUnit, Bound, Unit, format_number
from vn_ict_directive.words import capital, enumerated, say

__all__ = ["demand", "required"]

_BY: Final[dict[Mode, str]] = {
    "at": "by",
    "reach": "at least once by",
    "maintain": "at all times until",
}


def required(  # noqa: PLR0911 - one case a criterion
    criterion: Criterion, unit: AnyUnit, noun: Text | None, reference: str = ""
) -> str:
    """State what a criterion requires; *reference* is the value that a multiple is of."""
    match criterion:
        case AtMost(value=value, strict=strict):
            bound = Bound.BELOW if strict else Bound.AT_MOST
            return unit.write(value, "en", bound=bound, noun=noun)
        case AtLeast(value=value, strict=strict):
            bound = Bound.ABOVE if strict else Bound.AT_LEAST
            return unit.write(value, "en", bound=bound, noun=noun)
        case LeadingGroup(worst=worst, best=best):
            group = worst if best in {None, worst} else f"{best}–{worst}"
            return f"a rank among the top {group}{f' {noun.en}' if noun else ''}"
        case Within(low=low, high=high) if unit is Unit.RANK:
            return f"between ranks {format_number(low, 'en')} and {format_number(high, 'en')}"
        case Within(low=low, high=high):
            first = f"{format_number(low, 'en')}{'%' if unit is Unit.PERCENT else ''}"
            return f"between {first} and {unit.write(high, 'en', noun=noun)}"
        case RelativeTo(factor=factor, period=period, least=least):
            times = f"{format_number(factor, 'en')} times"
            if unit is Unit.RANK:
                return f"a rank {times} the rank for {period.phrase('en')}{reference}, or better"
            limit = "at least" if least else "at most"
            return f"{limit} {times} the value for {period.phrase('en')}{reference}"
        case Staged(stages=stages):
            return "; ".join(
                f"{required(stage.criterion, unit, noun)} by {format_date(stage.due, 'en')}"
                for stage in stages
            )
        case Milestone(event=event, earliest=dt.date() as earliest):
            return f"{event.en} (not before {format_date(earliest, 'en')})"
        case _:
            return criterion.event.en


def demand(
    criterion: Criterion,
    unit: AnyUnit,
    noun: Text | None,
    due: dt.date,
    mode: Mode,
    *,
    reference: str = "",
    limit: str = "",
) -> str:
    """State what is required and the *limit* that it comes to, the deadline last."""
    asked = required(criterion, unit, noun, reference) + (limit and f", that is {limit},")
    if isinstance(criterion, Staged):
        return asked
    if isinstance(criterion, Milestone):
        return f"{asked}, by {format_date(due, 'en')}"
    return f"{asked} {_BY[mode]} {format_date(due, 'en')}"


def headline(it: Facts) -> str:
    """State the outcome, what was required, and what the figures or reports are."""
    verdict, target = it.verdict, it.verdict.target
    asked, more = verdict.criterion, {}
    if verdict.origin is not None and verdict.reference is not None:
        asked = verdict.origin
        more = {"reference": f" ({it.value(verdict.reference)})", "limit": _limit(it)}
    noun = target.indicator.counted
    wanted = demand(asked, verdict.unit, noun, verdict.due, target.mode, **more)
    verb, found = ("is" if it.pending else "was"), (_event(it) if it.event else _number(it))
    colon = ":" if it.event else ""
    return f"{capital(it.status)}: the target {verb}{colon} {wanted}{found}"


def _limit(it: Facts) -> str:
    return required(it.verdict.criterion, it.verdict.unit, it.verdict.target.indicator.counted)


def _figure(it: Facts, one: Observation) -> str:
    return f"the figure for {it.when(one)} is {it.value(one)}"


def _number(it: Facts) -> str:
    verdict = it.verdict
    if it.decided and verdict.observation is not None:
        latest = ", the latest published by then" if it.by_publication else ""
        open_ = ", which is inconclusive" if it.has(Reason.BOUND_UNDECIDED) else ""
        return f"; {_figure(it, verdict.observation)}{latest}{open_}{_distance(it)}."
    if verdict.suspensions:
        why = it.suspended
    elif it.has(Reason.NO_REFERENCE):
        why = f"The value for the reference period had not been published as of {it.as_of}."
    elif it.awaiting and it.by_publication:
        why = "Nothing had been published by then."
    elif it.awaiting:
        why = f"No figure for the due date had been published as of {it.as_of}."
    elif verdict.latest is None:
        return f". No figure had been published as of {it.as_of}."
    else:
        period, value = it.when(verdict.latest), it.value(verdict.latest)
        return f"; the latest figure as of {it.as_of}, for {period}, is {value}{_distance(it)}."
    if verdict.latest is None:
        return f". {why}"
    return (
        f". {why} The latest figure, for {it.when(verdict.latest)}, is {it.value(verdict.latest)}."
    )


def _distance(it: Facts) -> str:
    if it.beyond is not None:
        strong, aspired = it.beyond
        return f", better {f'even than the aspired {strong}' if aspired else f'than {strong}'}"
    if it.missed_by_equality:
        return ", exactly the limit, which does not meet the target"
    if not it.gap:
        return ""
    if it.too_high:
        return f", {it.gap} {'better than the band' if it.rank else 'too high'}"
    return f", {it.gap} short"


def _event(it: Facts) -> str:
    observation = it.verdict.observation
    if observation is None:
        if it.verdict.suspensions:
            return f". {it.suspended}"
        if it.awaiting and it.by_publication:
            return ". No report of it had been published by then."
        return f". No report of it had been published as of {it.as_of}."
    when = it.when(observation)
    if not observation.value:
        day = observation.period.kind == "day"
        return f"; it had reportedly not happened by {'' if day else 'the end of '}{when}."
    doubt = ""
    if it.has(Reason.EVENT_DATE_IMPRECISE):
        doubt = ", a date too imprecise to decide the target"
    if it.has(Reason.EVENT_BEFORE_START):
        doubt = ", before the target was set"
    latest = Flag.HAPPENED_BY in observation.flags
    return f"; it happened {f'no later than {when}' if latest else _on(observation.period)}{doubt}."


def _on(period: Period) -> str:
    """Name a period as the time of an event."""
    if period.kind == "interval":
        return f"between {format_date(period.start, 'en')} and {format_date(period.end, 'en')}"
    return f"{'on' if period.kind == 'day' else 'in'} {period.phrase('en')}"


def afterwards(it: Facts) -> str:
    """State what happened after the due date."""
    late, lost = it.verdict.met_late, it.verdict.lost_after_deadline
    if late is not None and it.event:
        days = f"{'at most ' if it.at_most else ''}{it.days_late} late"
        if late is it.verdict.observation:  # its date has just been given
            return f"That is {days}."
        return f"It happened later, {_on(late.period)}, {days}."
    if late is not None:
        return f"The later figure, {it.value(late)} for {it.when(late)}, meets the target."
    if lost is not None:
        return (
            f"The later figure, {it.value(lost)} for {it.when(lost)}, no longer meets the target."
        )
    return ""


def stages(it: Facts) -> str:
    """State the verdict on every stage."""
    unit, noun = it.verdict.unit, it.verdict.target.indicator.counted
    parts = (
        f"{required(stage.origin or stage.criterion, unit, noun)} by {it.day(stage.due)}: "
        f"{stage.status.label('en')}"
        for stage in it.verdict.stages
    )
    return f"Stages: {'; '.join(parts)}." if it.verdict.stages else ""


def pace(it: Facts) -> str:
    """State how fast the figures move, and where they would lead."""
    if it.line is None:
        return ""
    start, end = (f"{it.when(one)} ({it.value(one)})" for one in it.line)
    verdict = it.verdict
    if verdict.ratio is None:
        return f"From {start} to {end}: {verdict.pace.label('en')}."
    subject = "the rank" if it.rank else "the figure"
    if (verdict.attained or 0) < 0:
        line = (
            f"Between {start} and {end}, {subject} moved away from the target by {it.share} of the"
            f" distance in {it.time} of the time available ({verdict.pace.label('en')})"
        )
    else:
        ratio = f"{it.ratio} times the required pace" if it.ratio else "exactly the required pace"
        line = (
            f"Between {start} and {end}, {subject} covered {it.share} of the distance to the target"
            f" in {it.time} of the time available, {ratio}{it.pace}"
        )
    if it.lead:
        line += f", {it.lead} {'ahead of' if (verdict.lead or 0) > 0 else 'behind'} a straight line"
    if it.holding:
        line += "; it now meets the target"
    if it.projected:
        line += f"; at this pace it would be {it.projected} on the due date"
    if it.needed:
        line += f"; reaching the target then takes {it.needed} a year"
    return f"{line}."


def what_if(it: Facts) -> str:
    """State what the next edition would have to show, and when the present pace would do."""
    parts = []
    if it.next is not None:
        period, value = it.next
        parts.append(f"to be on track, the figure for {period} would have to be {value}")
    if it.reached:
        parts.append(f"at the present pace the target would be reached by {it.reached}")
    return f"{capital('; '.join(parts))}." if parts else ""


def doubts(it: Facts) -> str:
    """State what makes the figure uncertain."""
    flags = [say(f"doubt {flag}", "en") for flag in it.flags]
    return f"Note: this figure is {enumerated(flags, 'en')}." if flags else ""


def inferred(it: Facts) -> str:
    """List what the text does not state."""
    fields = enumerated(it.inferences, "en") if it.inferences else ""
    return f"Inferred, not stated in the text: {fields}." if fields else ""


def source(it: Facts) -> str:
    """Name the source of the figure."""
    return f"Figure from: {it.source}." if it.source else ""
