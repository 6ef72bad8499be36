"""The days on which verdicts change, why, and what would change one next.

A verdict changes only on a day when a figure comes out, a due date passes, the latest
figure becomes stale, or the gathering of figures ends: the exact days are worked out
from these, and no day between is evaluated.

Long, since the days, their causes and what would change a verdict share one search.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal

import attrs

from vn_ict_directive.criteria import NumericCriterion, Staged, Within
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.evaluating import evaluate
from vn_ict_directive.evaluation.outcome import Labelled, Reason, Timing
from vn_ict_directive.evaluation.reading_sets import gather, readings
from vn_ict_directive.evaluation.scorecards import Scorecard, choose, figure, written
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.model import Directive, Target
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import Period, day_at, following, format_date
from vn_ict_directive.shown import Rows
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.units import Bound, Unit
from vn_ict_directive.validators import as_date
from vn_ict_directive.words import say

__all__ = ["Cause", "Event", "History", "Turn", "Why", "changes", "history"]
__all__ += ["what_would_change"]


class Why(Labelled):
    """Why a verdict became another."""

    FIGURE = "figure"
    """A figure came out for a period that had none."""
    REVISION = "revision"
    """The figure for a period was replaced by another."""
    WITHDRAWN = "withdrawn"
    """A figure that was known is not among the figures any more."""
    DUE = "due"
    """The due date, or that of a stage, came."""
    STALE = "stale"
    """The latest figure became older than two intervals between editions."""
    GATHERED = "gathered"
    """The day lies after the day up to which figures were gathered."""
    TIMING = "timing"
    """Another timing was asked for."""
    ENCODING = "encoding"
    """The target is encoded otherwise."""
    RULES = "rules"
    """The rules of evaluation have another version."""
    DOCUMENT = "document"
    """A stored verdict differs, and nothing else that is known does."""


@attrs.frozen
class Cause:
    """One thing that made a verdict another.

    Attributes:
        why: What kind of thing.
        figure: The figure that came out, was revised or withdrawn; None for other causes.
        day: The due date; None for other causes.
    """

    why: Why
    figure: Observation | None = None
    day: dt.date | None = None


def _figures(verdict: Evaluation) -> dict[Period, Observation]:
    """Return what was known, by period; an event that is only announced is not known yet."""
    known = () if verdict.series is None else verdict.series.visible(verdict.as_of)
    event = verdict.unit is Unit.EVENT
    return {o.period: o for o in known if not event or o.period.start <= verdict.as_of}


def _of_figures(old: dict[Period, Observation], new: dict[Period, Observation]) -> Iterator[Cause]:
    for period, one in sorted({**old, **new}.items()):
        if period not in new:
            yield Cause(Why.WITHDRAWN, one)
        elif period not in old:
            yield Cause(Why.FIGURE, one)
        elif _printed(old[period]) != _printed(one):
            yield Cause(Why.REVISION, one)


def _printed(figure: Observation | None) -> object:
    return figure and (figure.period, figure.value, figure.bound, figure.flags)


def _says(verdict: Evaluation) -> tuple[object, ...]:
    """Return what a verdict says, whatever it was given by; a figure printed again is the same."""
    one = verdict
    return (
        *(one.status, one.outcome, one.pace, one.reasons, one.criterion, one.due, one.value),
        *(one.target_value, one.direction, one.attained, one.elapsed, one.ratio, one.lead),
        *(one.projected, one.required, one.suspensions, one.origin),
        *map(_printed, (one.observation, one.baseline, one.latest, one.reference)),
        *map(_printed, (one.met_late, one.lost_after_deadline)),
        *map(_says, one.stages),
    )


def _dues(target: Target) -> tuple[dt.date, ...]:
    stages = target.criterion.stages if isinstance(target.criterion, Staged) else ()
    return (*(stage.due for stage in stages[:-1]), target.due)


def _causes(before: Evaluation, after: Evaluation) -> Iterator[Cause]:
    """Yield what happened between two verdicts on one target."""
    if before.rules != after.rules:
        yield Cause(Why.RULES)
    if before.target != after.target:
        yield Cause(Why.ENCODING)
    if before.timing is not after.timing:
        yield Cause(Why.TIMING)
    yield from _of_figures(_figures(before), _figures(after))
    for day in _dues(after.target):
        if before.as_of < day <= after.as_of:
            yield Cause(Why.DUE, day=day)
    for reason, why in ((Reason.STALE_FIGURE, Why.STALE), (Reason.AFTER_GATHERED, Why.GATHERED)):
        if reason in after.reasons and reason not in before.reasons:
            yield Cause(why)


@attrs.frozen(kw_only=True, repr=False)
class Event:
    """A day on which the verdict on a target becomes another.

    Attributes:
        day: The first day of the new verdict.
        before: The verdict until then.
        after: The verdict from then on.
        causes: What made it another, each once.
    """

    day: dt.date
    before: Evaluation
    after: Evaluation
    causes: tuple[Cause, ...]

    @property
    def turned(self) -> bool:
        """Whether the status changed, and not only the numbers or reasons."""
        return self.before.status is not self.after.status

    def explain(self, lang: Lang = "vi") -> str:
        """Say why, in a few words."""
        found = []
        for cause in self.causes:
            more = [] if cause.day is None else [format_date(cause.day, lang)]
            if cause.figure is not None:
                more.append(written(self.after.target.indicator, cause.figure, lang))
            found.append(": ".join((cause.why.label(lang), *more)))
        return "; ".join(found)

    def row(self, lang: Lang = "vi") -> dict[str, Any]:
        """Return the event as one flat record of codes, labels and ISO dates.

        Args:
            lang: Language of the labels.

        Returns:
            ``day`` from which the verdict is another; ``directive``, None for a target of none,
            ``target``, and ``entity``, whom the figures describe, None without any; the status
            ``before`` and ``after``, each with its words, as ``before_label`` and
            ``after_label``; ``turned``, whether the status changed and not only the numbers or
            reasons; ``figure``, that of the verdict with its period; ``causes``, why, as codes
            with spaces between, and ``cause_labels``, with semicolons between.
        """
        after, whose = self.after, self.after.directive
        return {
            "day": self.day.isoformat(),
            "directive": None if whose is None else whose.id,
            "target": after.target.id,
            "entity": after.entity,
            "before": self.before.status.value,
            "before_label": self.before.headline(lang),
            "after": after.status.value,
            "after_label": after.headline(lang),
            "turned": self.turned,
            "figure": figure(after, lang),
            "causes": " ".join(dict.fromkeys(cause.why.value for cause in self.causes)),
            "cause_labels": self.explain(lang),
        }

    def __repr__(self) -> str:
        """The day, the target, and both statuses."""
        turn = f"{self.before.status} → {self.after.status}"
        return f"<{type(self).__name__} {self.day} {self.after.target.id}: {turn}>"


@attrs.frozen(kw_only=True, repr=False)
class History(Rows):
    """The changes of verdicts between two days, in order of time.

    Attributes:
        since: The day of the first verdicts.
        until: The day of the last.
        events: The changes; none on *since* itself.
    """

    since: dt.date
    until: dt.date
    events: tuple[Event, ...]

    def __repr__(self) -> str:
        """The two days, and how many events; the whole would fill pages."""
        number = f"{len(self.events)} events"
        return f"<{type(self).__name__} from {self.since} to {self.until}: {number}>"

    @property
    def turned(self) -> "History":
        """The changes of a status alone."""
        return attrs.evolve(self, events=tuple(one for one in self if one.turned))

    def rows(self, lang: Lang = "vi") -> list[dict[str, Any]]:
        """Return one flat record an event, its labels in *lang*; see :meth:`Event.row`."""
        return [event.row(lang) for event in self.events]

    def __iter__(self) -> Iterator[Event]:
        """Go through the events, in order of time."""
        return iter(self.events)

    def __len__(self) -> int:
        """How many events there are."""
        return len(self.events)


def _days(target: Target, series: Series | None) -> Iterator[dt.date | None]:
    """Yield every day on which the verdict on *target* may become another."""
    yield from _dues(target)
    if series is None:
        return
    if series.gathered is not None and series.gathered < dt.date.max:
        yield series.gathered + _ONE_DAY
    for one in series.observations:
        yield one.visible_from
        yield one.period.start  # of an event that was announced
        yield day_at(one.period.ticks + target.indicator.stale_ticks + 1)


def _of_target(
    target: Target, series: Series | None, since: dt.date, until: dt.date, timing: Timing | str
) -> Iterator[Event]:
    before = evaluate(target, series, as_of=since, timing=timing)
    days = {day for day in _days(target, series) if day is not None and since < day <= until}
    for day in sorted(days):
        after = evaluate(target, series, as_of=day, timing=timing)
        yield from _event(before, after)
        before = after


def _event(before: Evaluation, after: Evaluation) -> Iterator[Event]:
    """Yield the change from one verdict to another, if they say different things."""
    if _says(before) != _says(after):
        causes = tuple(_causes(before, after)) or (Cause(Why.DOCUMENT),)
        day = max(_since(cause, after) for cause in causes)
        yield Event(day=day, before=before, after=after, causes=causes)


def _since(cause: Cause, after: Evaluation) -> dt.date:
    """Return the day of a cause; where nothing says which, the day of the later verdict."""
    printed = cause.figure
    if printed is not None and cause.why is not Why.WITHDRAWN:
        announced = printed.period.start if after.unit is Unit.EVENT else dt.date.min
        return max(printed.visible_from, announced)
    return cause.day or after.as_of


def history(
    judged: Target | Directive,
    series: Series | Iterable[Series],
    *,
    since: dt.date | str,
    until: dt.date | str,
    timing: Timing | str = Timing.REFERENCE_PERIOD,
) -> History:
    """Return the exact days on which the verdicts on a target or a directive change, and why.

    Args:
        judged: The target, or the directive whose targets to take.
        series: The figures, as :func:`~vn_ict_directive.scorecard` takes them.
        since: The day to begin with; what changed on it is not listed.
        until: The last day.
        timing: By reference period or by publication: which figures count for the due date; see
            :func:`~vn_ict_directive.evaluate`.

    Returns:
        The changes, those of one day in the order of the text. The days between two
        changes have the verdict of the day before.

    Raises:
        InvalidValueError: *judged* is neither, *until* lies before *since*, or a verdict
            cannot be given; see :func:`~vn_ict_directive.evaluate`.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, published
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> figures = published.all_series()
        >>> for event in history(target, figures, since="2020-01-03", until="2024-12-31").turned:
        ...     print(event.day, event.after.status, "-", event.explain("en"))
        2020-07-31 stalled - a new figure: rank 86 (2020)
        2020-12-31 missed - the due date: 31 December 2020
        2024-09-17 met_late - a new figure: rank 71 (2024)
    """
    if not isinstance(judged, Target | Directive):
        raise InvalidValueError("judged", judged, "a Target or a Directive")
    first, last = as_date(since, "since"), as_date(until, "until")
    _in_order(first, last)
    pool = gather(series)
    targets = judged.targets if isinstance(judged, Directive) else (judged,)
    found = [
        event
        for target in targets
        for event in _of_target(target, choose(target, pool), first, last, timing)
    ]
    return History(since=first, until=last, events=tuple(sorted(found, key=lambda e: e.day)))


def _in_order(since: dt.date, until: dt.date) -> None:
    if until < since:
        raise InvalidValueError("until", str(until), f"no earlier than {since}")


def changes(before: Scorecard, after: Scorecard) -> History:
    """Return what a later scorecard says otherwise than an earlier one, and why.

    The scorecards may have been stored, or rest on other figures or another encoding.

    Args:
        before: The earlier scorecard.
        after: The later one.

    Returns:
        One event for each target of both whose verdict differs, on the day of the last of its
        causes where that is known, else on that of *after*.

    Raises:
        InvalidValueError: One of them is no scorecard, or *after* is the earlier one.

    Examples:
        >>> from vn_ict_directive import scorecard
        >>> for one in changes(scorecard(as_of="2021-06-30"), scorecard(as_of="2024-12-31")).turned:
        ...     print(one.after.target.id, one.before.status, one.after.status)
        telecommunications.5g-commercial overdue met_late
        it-application.egdi-rank missed met_late
        ict-industry.enterprises-per-1000-people insufficient_data on_track
    """
    for name, value in (("before", before), ("after", after)):
        if not isinstance(value, Scorecard):
            raise InvalidValueError(name, value, "a Scorecard")
    _in_order(before.as_of, after.as_of)
    events = (
        event for now in after if (then := before.get(now.target.id)) for event in _event(then, now)
    )
    return History(since=before.as_of, until=after.as_of, events=tuple(events))


# --- what would change it -------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Turn:
    """One thing that would give a verdict another status.

    Attributes:
        kind: A day that comes without a new figure, a new figure, or another reading.
        after: The verdict then.
        figure: The figure that would do, or any better one; None for the other kinds.
        reading: The reading in words; None for the other kinds.
    """

    kind: Literal["day", "figure", "reading"]
    after: Evaluation
    figure: Observation | None = None
    reading: Text | None = None

    def explain(self, lang: Lang = "vi") -> str:
        """Say it in one sentence; see :func:`what_would_change`."""
        facts = {"status": self.after.headline(lang), "day": format_date(self.after.as_of, lang)}
        if self.reading is not None:
            facts["reading"] = self.reading.pick(lang)
        if self.figure is not None:
            way = None if isinstance(self.after.criterion, Within) else self.after.direction
            better = {1: Bound.AT_LEAST, -1: Bound.AT_MOST}.get(way or 0)
            bounded = attrs.evolve(self.figure, bound=better)
            facts["figure"] = written(self.after.target.indicator, bounded, lang)
        event = self.kind == "figure" and self.after.unit is Unit.EVENT
        return say("turn event" if event else f"turn {self.kind}", lang, **facts)


def what_would_change(
    verdict: Evaluation, series: Series | Iterable[Series] | None = None
) -> tuple[Turn, ...]:
    """Return what would give *verdict* another status: a day, a figure or another reading.

    Each is tried by evaluating again; it is arithmetic on what was known, and no forecast.

    Args:
        verdict: The verdict.
        series: The figures that other readings may choose from; by default those of the
            verdict.

    Returns:
        The first day on which the status changes without a new figure; for each status that
        a figure for the coming periods would bring, the least that is enough; and the
        readings that differ in one answer and in the status.

    Raises:
        InvalidValueError: *verdict* is none.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, evaluate
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> verdict = evaluate(target, {2016: 89, 2018: 88}, as_of="2019-12-31")
        >>> for turn in what_would_change(verdict):
        ...     print(turn.explain("en"))
        From 31 December 2020, without a new figure: awaiting data.
        With rank 75 or better (2020): met.
    """
    if not isinstance(verdict, Evaluation):
        raise InvalidValueError("verdict", verdict, "a verdict")
    mine = _known(verdict)
    days = sorted({day for day in _days(verdict.target, mine) if day and day > verdict.as_of})
    found = [turn for day in days if (turn := _turn(verdict, mine, day))][:1]
    figures = {
        turn.after.status: turn
        for one in reversed([*_enough(verdict)])
        if (turn := _turn(verdict, mine, verdict.as_of, one))
    }
    return (*found, *reversed(figures.values()), *_other_readings(verdict, series))


def _known(verdict: Evaluation) -> Series | None:
    """Return the series without what came out later."""
    if verdict.series is None:
        return None
    known = [o for o in verdict.series.observations if o.visible_from <= verdict.as_of]
    return attrs.evolve(verdict.series, observations=known)


def _turn(
    verdict: Evaluation, series: Series | None, day: dt.date, figure: Observation | None = None
) -> Turn | None:
    """Evaluate as of *day*, with *figure* once it is known; None if the status stays."""
    kind: Literal["day", "figure"] = "day" if figure is None else "figure"
    if figure is not None:
        series = series or Series(indicator=verdict.target.indicator.id)
        series = attrs.evolve(series, observations=[*series.observations, figure], gathered=None)
        day = max(day, figure.visible_from)
    after = evaluate(verdict.target, series, as_of=day, timing=verdict.timing)
    return None if after.status is verdict.status else Turn(kind=kind, after=after, figure=figure)


_ONE_DAY: Final = dt.timedelta(days=1)


def _enough(verdict: Evaluation) -> Iterator[Observation]:
    """Yield the least figures that may be enough, for the periods that have none yet."""
    day, due = verdict.as_of, verdict.due
    if verdict.unit is Unit.EVENT:
        yield Observation(period=day, value=1)
        return
    if not isinstance(verdict.criterion, NumericCriterion):
        return
    seen = list(_figures(verdict))
    next_one = following(seen[-2], seen[-1]) if len(seen) > 1 else None
    last = Period.of(due.year)
    wanted = dict.fromkeys((next_one, last if last.end == due else Period.of(due)))
    for period in wanted:
        if period is None or period in seen:
            continue
        if not verdict.target.indicator.can_fall_in(period.start - _ONE_DAY, period.end):
            continue  # an edition for it is not to come
        value = verdict.criterion.goal(0.0 if verdict.latest is None else verdict.latest.value)[0]
        for enough in (verdict.needed_at(period), value):
            if enough is not None and verdict.target.indicator.domain.holds(enough):
                published = day if period.end <= day else None
                yield Observation(period=period, value=enough, published=published)


def _other_readings(
    verdict: Evaluation, series: Series | Iterable[Series] | None
) -> Iterator[Turn]:
    mine = () if verdict.series is None else verdict.series
    found = readings(verdict.target, mine if series is None else series, as_of=verdict.as_of)
    like = [one for one in found if one.evaluation.timing is verdict.timing]
    own = next((one for one in like if one.evaluation.series == verdict.series), like[0])
    for one in found:
        differ = [choice for choice in one.choices if choice.answer != own.answer(choice.question)]
        if len(differ) == 1 and one.evaluation.status is not verdict.status:
            yield Turn(kind="reading", after=one.evaluation, reading=differ[0].label)
