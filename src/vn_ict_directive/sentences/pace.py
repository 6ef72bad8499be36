"""Sentences about how fast the figures move, where they would lead, and what would be enough."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from typing import Final

from vn_ict_directive.criteria import AtLeast, AtMost, NumericCriterion
from vn_ict_directive.evaluation.outcome import Outcome, Pace
from vn_ict_directive.evaluation.pace import ON_TRACK, SLOW
from vn_ict_directive.sentences.facts import Facts
from vn_ict_directive.units import Bound, format_number, format_share, rounded
from vn_ict_directive.words import WORDS, capital, counted

_CUTS: Final = (float(SLOW), float(ON_TRACK), 1.0)


def pace(it: Facts) -> str:
    """State how fast the figures move, and where they would lead."""
    if it.line is None:
        return ""
    verdict, lang = it.verdict, it.lang
    start, end = (f"{one.period.phrase(lang)} ({it.value(one)})" for one in it.line)
    moved = {
        "start": start,
        "end": end,
        "subject": it.say("of a rank" if it.rank else "of a figure"),
        "share": format_share(abs(verdict.attained or 0), lang),
        "time": format_share(verdict.elapsed or 0, lang),
        "pace": verdict.pace.label(lang),
    }
    if verdict.ratio is None:
        return it.say("pace unknown", **moved)
    if (verdict.attained or 0) < 0:
        line = it.say("pace away", **moved)
    elif verdict.ratio == 1:
        line = it.say("pace exact", **moved)
    else:
        shown = rounded(verdict.ratio, lambda number: [number >= cut for cut in _CUTS])
        line = it.say("pace", ratio=format_number(shown, lang), **moved)
        over = verdict.outcome is Outcome.MISSED and verdict.pace is Pace.ON_TRACK
        line += "" if over or it.holding else f" ({moved['pace']})"
    falling = " falling" if (verdict.direction or 1) < 0 and not it.rank else ""
    if verdict.lead:
        number = format_number(abs(verdict.lead), lang, digits=3)
        ahead = "ahead" if verdict.lead > 0 else "behind"
        line += it.say(f"{ahead}{falling}", years=counted(number, WORDS["years"], lang))
    if it.holding:
        line += it.say("holding")
    return f"{line}{_led(it, falling)}."


def _led(it: Facts, falling: str) -> str:
    """State where the line leads, and the change that leads to the target; rounded, it still does.

    Nothing, once the due date has come or the target is met.
    """
    verdict, criterion, led = it.verdict, it.verdict.criterion, ""
    if not it.going_on:
        return led
    if verdict.projected is not None:
        is_met = criterion.is_met if isinstance(criterion, NumericCriterion) else bool
        place, digits = round(verdict.projected), rounded(verdict.projected, is_met, 4)
        value = it.indicator.write(float(place) if it.rank else digits, it.lang)
        led += it.say("projected", value=value)
    if verdict.required:
        change = it.indicator.write_distance(_enough(abs(verdict.required), 1), it.lang)
        led += it.say("needed rank" if it.rank else f"needed{falling}", change=change)
    return led


def _enough(value: float, direction: int) -> float:
    """Leave four digits, rounded so that what is enough stays enough."""
    rounding = ROUND_CEILING if direction > 0 else ROUND_FLOOR
    return float(Context(prec=4, rounding=rounding).create_decimal(repr(value)))


def what_if(it: Facts) -> str:
    """State what the next edition would have to show, and when the present pace would do."""
    parts = []
    if it.going_on:
        verdict, day = it.verdict, it.verdict.reached_on
        if verdict.next_period is not None and verdict.next_value is not None:
            period = verdict.next_period.phrase(it.lang)
            parts.append(it.say("next", period=period, value=_next(it, verdict.next_value)))
        if day is not None and day > verdict.due:
            parts.append(it.say("reached", reached=it.day(day)))
    return f"{capital('; '.join(parts))}." if parts else ""


def _next(it: Facts, needed: float) -> str:
    """Write the least progress that is on track: a strict limit must be passed."""
    direction, criterion = it.verdict.direction or 1, it.verdict.criterion
    strict = isinstance(criterion, AtLeast | AtMost) and not criterion.is_met(needed)
    itself = strict and needed == it.verdict.target_value
    if direction > 0:
        bound = Bound.ABOVE if itself else Bound.AT_LEAST
    else:
        bound = Bound.BELOW if itself else Bound.AT_MOST
    return it.indicator.write(_enough(needed, direction), it.lang, bound=bound)
