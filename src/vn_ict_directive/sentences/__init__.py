"""Verdicts in sentences: which ones there are to say, here; how a language says them, in a table.

A sentence is one row of ``words.csv`` in both languages, each with its own order of the facts: the
Vietnamese states the deadline first, the English last. No fragment of one language is joined in the
order of the other.
"""

import datetime as dt
from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from typing import Final

from vn_ict_directive import criteria
from vn_ict_directive.criteria import Criterion
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Timing
from vn_ict_directive.evaluation.pace import ON_TRACK, SLOW
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.model import Target
from vn_ict_directive.observations import Flag
from vn_ict_directive.periods import format_date
from vn_ict_directive.sentences.facts import DECIDED, Facts
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.units import AnyUnit, Bound, Unit, format_number, format_share, rounded
from vn_ict_directive.words import WORDS, capital, counted, enumerated, label_of, say

_CUTS: Final = (float(SLOW), float(ON_TRACK), 1.0)
_NO_LINE: Final = frozenset({Reason.BASELINE_SATISFIED, Reason.BASELINE_AFTER_DUE})
_OF_PACE: Final = _NO_LINE | {
    *(Reason.BASELINE_PUBLISHED_LATER, Reason.BASELINE_AFTER_START, Reason.REBASED_AFTER_BREAK),
}


def criterion(  # noqa: PLR0911 - one case a criterion
    asked: Criterion,
    unit: AnyUnit,
    lang: Lang = "vi",
    noun: Text | None = None,
    reference: str = "",
) -> str:
    """State what a criterion requires, without the deadline.

    Args:
        asked: The criterion.
        unit: What its numbers count.
        lang: The language.
        noun: What the indicator ranks or counts.
        reference: The value that a multiple is of, as it stands after it.
    """
    match asked:
        case criteria.AtMost(value=value, strict=strict):
            bound = Bound.BELOW if strict else Bound.AT_MOST
            return unit.write(value, lang, bound=bound, noun=noun)
        case criteria.AtLeast(value=value, strict=strict):
            bound = Bound.ABOVE if strict else Bound.AT_LEAST
            return unit.write(value, lang, bound=bound, noun=noun)
        case criteria.LeadingGroup(worst=worst, best=best):
            group = worst if best in {None, worst} else f"{best}–{worst}"
            if noun is None:
                return say("required group", lang, group=group)
            return say("required group of", lang, group=group, noun=noun.pick(lang))
        case criteria.Within(low=low, high=high) if unit is Unit.RANK:
            ends = {"low": format_number(low, lang), "high": format_number(high, lang)}
            return say("required ranks", lang, **ends)
        case criteria.Within(low=low, high=high):
            first = unit.write(low, lang) if unit is Unit.PERCENT else format_number(low, lang)
            return say("required band", lang, low=first, high=unit.write(high, lang, noun=noun))
        case criteria.RelativeTo(factor=factor, period=period, least=least):
            kind = "rank" if unit is Unit.RANK else "at least" if least else "at most"
            times, of = format_number(factor, lang), f"{period.phrase(lang)}{reference}"
            return say(f"required {kind} times", lang, factor=times, reference=of)
        case criteria.Staged(stages=stages):
            parts = ((criterion(one.criterion, unit, lang, noun), one.due) for one in stages)
            return "; ".join(_by("at", required, due, lang) for required, due in parts)
        case criteria.Milestone(event=event, earliest=dt.date() as earliest):
            day = format_date(earliest, lang)
            return say("required not before", lang, event=event.pick(lang), day=day)
        case _:
            return asked.event.pick(lang)


def _by(kind: str, asked: str, due: dt.date, lang: Lang) -> str:
    """Put what is required beside its deadline."""
    return say(f"required by {kind}", lang, asked=asked, day=format_date(due, lang))


def target(promise: Target, lang: Lang = "vi") -> str:
    """State what a target requires, and by when."""
    measured, asked = promise.indicator, promise.criterion
    words = criterion(asked, measured.unit, lang, measured.counted)
    return _demand(asked, words, promise, promise.due, lang)


def _demand(asked: Criterion, words: str, promise: Target, due: dt.date, lang: Lang) -> str:
    if isinstance(asked, criteria.Staged):
        return words
    kind = "event" if isinstance(asked, criteria.Milestone) else promise.mode
    return _by(kind, words, due, lang)


def paragraph(verdict: Evaluation, lang: Lang = "vi") -> str:
    """State *verdict* in one paragraph: the outcome, its numbers, the pace, what was inferred."""
    it = Facts(verdict=verdict, lang=lang)
    sentences = [
        _headline(it),
        _afterwards(it),
        _stages(it),
        _pace(it),
        *(say(f"note {reason}", lang) for reason in verdict.reasons if _noted(it, reason)),
        _what_if(it),
        _doubts(it),
        _inferred(it),
        _source(it),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _required(it: Facts, asked: Criterion, reference: str = "") -> str:
    return criterion(asked, it.verdict.unit, it.lang, it.indicator.counted, reference)


def _headline(it: Facts) -> str:
    """State the outcome, what was required, and what the figures or reports are."""
    verdict, asked = it.verdict, it.verdict.criterion
    if verdict.origin is not None and verdict.reference is not None:
        asked = verdict.origin
        multiple = _required(it, asked, f" ({it.value(verdict.reference)})")
        limit = _required(it, verdict.criterion)
        words = say("required that is", it.lang, asked=multiple, limit=limit)
    else:
        words = _required(it, asked)
    wanted = _demand(asked, words, verdict.target, verdict.due, it.lang)
    found, of_event = (_event(it), " event") if it.event else (_number(it), "")
    name = f"outcome{of_event}{' pending' if it.pending else ''}"
    status = (verdict.outcome if it.pending else verdict.status).label(it.lang)
    return it.say(name, status=capital(status), wanted=wanted, found=found)


def _number(it: Facts) -> str:
    verdict, latest = it.verdict, it.verdict.latest
    decided = verdict.observation if verdict.outcome in DECIDED else None
    if decided is not None:
        name = "figure by publication" if verdict.timing is Timing.PUBLICATION else "figure"
        doubt = it.say("figure open") if it.has(Reason.BOUND_UNDECIDED) else ""
        return it.say(name, decided, doubt=doubt, distance=_distance(it))
    if verdict.suspensions:
        why = _suspended(it)
    elif it.has(Reason.NO_REFERENCE):
        why = it.say("no reference", as_of=it.as_of)
    elif verdict.outcome is Outcome.AWAITING_DATA:
        published = verdict.timing is Timing.PUBLICATION
        name = "no figure by publication" if published else "no figure for the due date"
        why = it.say(name, as_of=it.as_of)
    elif latest is None:
        why = it.say("no figure", as_of=it.as_of)
    else:
        return it.say("latest", latest, as_of=it.as_of, distance=_distance(it))
    return it.say("why", why=why) if latest is None else it.say("why, latest", latest, why=why)


def _suspended(it: Facts) -> str:
    return " ".join(one.reason.pick(it.lang) for one in it.verdict.suspensions)


def _distance(it: Facts) -> str:
    verdict, asked, value = it.verdict, it.verdict.criterion, it.verdict.value
    if isinstance(asked, criteria.LeadingGroup) and it.has(Reason.BEYOND_LEADING_GROUP):
        name = "beyond aspired" if asked.strong < asked.worst else "beyond"
        return it.say(name, rank=verdict.unit.write(asked.strong, it.lang))
    if value is None or verdict.gap is None or not isinstance(asked, criteria.NumericCriterion):
        return ""
    exact = verdict.observation is not None and verdict.observation.bound is None
    if exact and verdict.gap == 0 and not asked.is_met(value):
        return it.say("at the limit", limit=_required(it, asked))
    gap, (_, direction) = it.gap, asked.goal(value)
    if not gap:
        return ""
    if (direction < 0) is not it.rank:  # too high a number, or too good a rank
        return it.say("better" if it.rank else "too high", gap=gap)
    return it.say("short", gap=gap)


def _event(it: Facts) -> str:
    one = it.verdict.observation
    if one is None:
        if it.verdict.suspensions:
            return it.say("why", why=_suspended(it))
        awaiting = it.verdict.outcome is Outcome.AWAITING_DATA
        published = awaiting and it.verdict.timing is Timing.PUBLICATION
        name = "no report by publication" if published else "no report"
        return it.say("why", why=it.say(name, as_of=it.as_of))
    if not one.value:
        return it.say("denied on day" if one.period.kind == "day" else "denied", one)
    doubt = ""
    if it.has(Reason.EVENT_DATE_IMPRECISE):
        doubt = it.say("imprecise")
    if it.has(Reason.EVENT_BEFORE_START):
        doubt = it.say("before the start")
    name = "happened by" if Flag.HAPPENED_BY in one.flags else "happened"
    event = capital(it.indicator.name.pick(it.lang))
    return it.say(name, one, event=event, moment=it.moment(one), doubt=doubt)


def _afterwards(it: Facts) -> str:
    """State what happened after the due date."""
    late, lost = it.verdict.met_late, it.verdict.lost_after_deadline
    if late is not None and it.event:
        if late is it.verdict.observation:  # its date has just been given
            return it.say("late", days=it.days_late, begun=capital(it.days_late))
        return it.say("later event", late, moment=it.moment(late), days=it.days_late)
    if late is not None:
        return it.say("later figure", late)
    return "" if lost is None else it.say("later figure lost", lost)


def _stages(it: Facts) -> str:
    """State the verdict on every stage."""
    parts = []
    for stage in it.verdict.stages:
        required = _required(it, stage.origin or stage.criterion)
        parts.append(f"{_by('at', required, stage.due, it.lang)}: {stage.status.label(it.lang)}")
    return it.say("stages", stages="; ".join(parts)) if parts else ""


# --- how fast the figures move, where they would lead, and what would be enough -------------


def _pace(it: Facts) -> str:
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
        is_met = criterion.is_met if isinstance(criterion, criteria.NumericCriterion) else bool
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


def _what_if(it: Facts) -> str:
    """State what the next edition would have to show, and when the present pace would do."""
    parts = []
    if it.going_on:
        verdict, day = it.verdict, it.verdict.reached_on
        if verdict.next_period is not None and verdict.next_value is not None:
            period = verdict.next_period.phrase(it.lang)
            parts.append(it.say("next", period=period, value=_next(it, verdict.next_value)))
        if day is not None and day > verdict.due:
            parts.append(it.say("reached", reached=format_date(day, it.lang)))
    return f"{capital('; '.join(parts))}." if parts else ""


def _next(it: Facts, needed: float) -> str:
    """Write the least progress that is on track: a strict limit must be passed."""
    direction, criterion = it.verdict.direction or 1, it.verdict.criterion
    strict = isinstance(criterion, criteria.AtLeast | criteria.AtMost) and not criterion.is_met(
        needed
    )
    itself = strict and needed == it.verdict.target_value
    limit = criteria.AtLeast if direction > 0 else criteria.AtMost
    asked = limit(value=_enough(needed, direction), strict=itself)
    return asked.describe(it.verdict.unit, it.lang, noun=it.indicator.counted)


# --- what is out of the ordinary, uncertain or inferred -------------------------------------


def _noted(it: Facts, reason: Reason) -> bool:
    """Whether a reason is out of the ordinary, and no other sentence says it."""
    if reason is Reason.NOTHING_NEWER and not it.pending:
        return False
    if reason in _OF_PACE and it.line is None:
        return False
    if reason in _NO_LINE and it.holding:
        return False
    return f"note {reason}" in WORDS


def _doubts(it: Facts) -> str:
    """State what makes the figure uncertain."""
    one = it.verdict.observation
    if one is None or not it.has(Reason.UNCERTAIN_FIGURE):
        return ""
    flags = [say(f"doubt {flag}", it.lang) for flag in one.flags if flag is not Flag.BREAK]
    return it.say("doubts", flags=enumerated(flags, it.lang))


def _inferred(it: Facts) -> str:
    """List what the text does not state."""
    names = [inference.field for inference in it.verdict.target.inferences]
    if not names:
        return ""
    fields = [label_of("field", name).pick(it.lang) for name in names]
    return it.say("inferred", listed="; ".join(fields), joined=enumerated(fields, it.lang))


def _source(it: Facts) -> str:
    """Name the source of the figure, in the source's own language."""
    one = it.verdict.observation
    if one is None or one.source is None or it.verdict.suspensions:
        return ""
    return it.say("source", source=one.source.title)
