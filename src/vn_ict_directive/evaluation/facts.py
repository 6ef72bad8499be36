"""The facts about one series that the tables of :mod:`vn_ict_directive.evaluation.rules` ask for.

They are found by plain loops over the figures. Their meaning is defined at
:func:`~vn_ict_directive.evaluation.rules.facts`.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypedDict

from vn_ict_directive.criteria import AtMost, LeadingGroup, Milestone, NumericCriterion, decide
from vn_ict_directive.evaluation.outcome import Timing
from vn_ict_directive.evaluation.pace import projection, requirement, straight_line
from vn_ict_directive.evaluation.rules import held
from vn_ict_directive.model import Suspension, Target
from vn_ict_directive.observations import Flag, Observation, Point, Series
from vn_ict_directive.periods import TICKS_PER_YEAR, ticks_of

_NONE: Final[tuple[Suspension, ...]] = ()
_UNCERTAIN: Final = frozenset(Flag) - {Flag.BREAK}


class Asked(NamedTuple):
    """What is evaluated.

    Attributes:
        target: The target.
        series: The figures.
        as_of: The date of the evaluation: only what was known on it counts.
        timing: What makes a figure decide.
    """

    target: Target
    series: Series | None
    as_of: dt.date
    timing: Timing


class Way(TypedDict, total=False):
    """How the figures move: what a verdict tells of it, but for what has no meaning."""

    baseline: Observation
    target_value: float
    direction: int
    attained: float | None
    elapsed: float
    ratio: float | None
    lead: float | None
    projected: float | None
    required: float | None


class Found(NamedTuple):
    """The facts, and the figures and numbers that they were found with.

    Attributes:
        facts: The names of the facts that hold.
        observation: The figure that decides or, without one, the latest.
        latest: The latest figure.
        later: The first figure after the due date that turns what was decided.
        suspensions: What suspended the indicator over the whole window.
        way: How the figures move.
    """

    facts: frozenset[str]
    observation: Observation | None = None
    latest: Observation | None = None
    later: Observation | None = None
    suspensions: tuple[Suspension, ...] = ()
    way: Way = Way()


def of_number(  # noqa: C901 - one fact after another
    asked: Asked, criterion: NumericCriterion, reference: Observation | None = None
) -> Found:
    """Find the facts about a target with a number.

    Args:
        asked: What is evaluated.
        criterion: What the target asks, with a relative limit worked out.
        reference: The figure that the limit was worked out from.
    """
    target, series, as_of, timing = asked
    (start, _, due), day = target.ordinals, as_of.toordinal()
    by_publication = timing is Timing.PUBLICATION
    points: Sequence[Point] = () if series is None else series.points(day)
    usable = before_break(target, points, reference) if target.on_break == "refuse" else points
    refused = len(usable) < len(points)
    then, accepted = points, usable
    if by_publication:  # only what was known at the due date may decide
        accepted = then = () if series is None else series.points(min(day, due))
        if refused:
            last = usable[-1].end if usable else 0
            accepted = [point for point in then if point.end <= last]
    facts = _of_any(asked)
    facts["refused"], facts["known"] = refused, bool(points)
    facts["fractions"] = target.indicator.is_share and _look_like_fractions(points)
    way = _way(target, criterion, points, facts) if points and not refused else Way()
    early = unsure = deciding = decided = None
    maintain, suspensions = target.mode == "maintain", _NONE
    if target.mode != "at":
        timely = [point for point in accepted if start < point.end <= due]
        decisions = [decide(criterion, point.value, point.bound) for point in timely]
        if (wanted := not maintain) in decisions:
            early, decided = timely[decisions.index(wanted)], wanted
        elif day >= due and None in decisions:
            unsure = timely[decisions.index(None)]
        facts["reach"], facts["early"], facts["unsure"] = wanted, bool(early), bool(unsure)
        facts["gaps"] = maintain and len(timely) < target.editions_due
    if day >= due and early is None and unsure is None:
        deciding, suspensions = _deciding(target, then, by_publication=by_publication)
    if deciding is not None:
        foreign = refused and (not accepted or deciding.end > accepted[-1].end)
        decided = None if foreign else decide(criterion, deciding.value, deciding.bound)
        facts["deciding"], facts["foreign"], facts["open"] = True, foreign, decided is None
        facts["satisfies"] = decided is True
        facts["earlier_edition"] = deciding.end <= target.year_before
    elif early is None and unsure is None:
        facts["suspended"] = bool(suspensions)
        facts["no_edition"] = not (by_publication or target.has_edition)
        facts["stale"] = bool(points) and _is_stale(target, points[-1], as_of)
    later = None
    if decided is True or (decided is False and not maintain):
        last = then[-1].end if by_publication and then else due
        out = due if by_publication else 0
        later = _later(usable, criterion, last, out, satisfies=not decided)
        facts["violated_later" if decided else "satisfied_later"] = later is not None
    shown = early or unsure or deciding or (points[-1] if points else None)
    if shown is not None:
        facts["beyond"] = _is_beyond(criterion, shown)
        facts["uncertain"] = is_uncertain(shown.observation)
    return Found(
        held(facts),
        None if shown is None else shown.observation,
        points[-1].observation if points else None,
        None if later is None else later.observation,
        suspensions,
        way,
    )


def _of_any(asked: Asked) -> dict[str, bool]:
    """Find the facts about any target, whatever its figures say."""
    target, series, as_of, timing = asked
    gathered = None if series is None else series.gathered
    return {
        "before_due": as_of < target.due,
        "by_publication": timing is Timing.PUBLICATION,
        "inferred": bool(target.inferences),
        "ungathered": gathered is not None and gathered < as_of,
    }


def _deciding(
    target: Target, points: Sequence[Point], *, by_publication: bool
) -> tuple[Point | None, tuple[Suspension, ...]]:
    """Return the figure that decides on the due date; without one, what suspended them."""
    _, opens, due = target.ordinals
    if by_publication:
        suspensions = suspended(target)
        return points[-1] if points and not suspensions else None, suspensions
    for point in reversed(points):
        if point.end <= due:
            if point.end > opens:
                return point, ()
            break
    return None, suspended(target)


def suspended(target: Target) -> tuple[Suspension, ...]:
    """Return what suspended the indicator over the whole window, if anything did."""
    return target.indicator.suspended(target.window_start + dt.timedelta(days=1), target.due)


def _later(
    points: Sequence[Point], criterion: NumericCriterion, last: int, out: int, *, satisfies: bool
) -> Point | None:
    """Return the first figure after the due date that does, or does not, satisfy.

    Its period ends after *last*: the due date or, by publication, the end of the latest period
    that had a figure by then. By publication, it came out after *out*, the due date, too.
    """
    if not points or points[-1].end <= last:
        return None
    late = (point for point in points if point.end > last and point.known > out)
    return next((p for p in late if decide(criterion, p.value, p.bound) is satisfies), None)


def _look_like_fractions(points: Sequence[Point]) -> bool:
    """Whether 0.85 may have been written for 85%: all figures are at most 1, and not all zero."""
    return 0 < max((point.value for point in points), default=0) <= 1


def _is_stale(target: Target, latest: Point, as_of: dt.date) -> bool:
    """Whether the latest figure is older than two intervals between editions."""
    return latest.ticks < ticks_of(as_of) - target.indicator.stale_ticks


def _is_beyond(criterion: NumericCriterion, point: Point) -> bool:
    """Whether a rank is strictly better than the aspired rank of the group asked for."""
    if not isinstance(criterion, LeadingGroup) or criterion.best is None:
        return False
    better = AtMost(value=criterion.best, strict=True)
    return decide(better, point.value, point.bound) is True


def is_uncertain(observation: Observation) -> bool:
    """Whether a reader must know something about a figure, a change of method apart."""
    return bool(observation.flags) and not _UNCERTAIN.isdisjoint(observation.flags)


# --- the way from the baseline to the latest figure ------------------------------------


def _way(
    target: Target, criterion: NumericCriterion, points: Sequence[Point], facts: dict[str, bool]
) -> Way:
    """Find how the figures move; add the facts about it."""
    baseline = _baseline(target, points, facts)
    latest, due = points[-1], target.due_ticks
    b, tb, c, tc = baseline.value, baseline.ticks, latest.value, latest.ticks
    target_value, direction = criterion.goal(b)
    way: Way = {
        "baseline": baseline.observation,
        "target_value": target_value,
        "direction": direction,
    }
    facts["moved"] = moved = latest is not baseline
    facts["holding"] = holding = decide(criterion, c, latest.bound) is True
    facts["thin"] = tc - tb < TICKS_PER_YEAR
    if latest.bound or baseline.bound:
        # A bound says where a figure is not, and a line needs to know where it is.
        facts["censored"] = True
        return way
    nearest, back = criterion.goal(c)
    if tc < due:
        way["required"] = 0.0 if holding else requirement(c, tc, nearest, due)
    if not moved:
        return way
    hits = None
    if direction * (target_value - b) <= 0:
        facts["no_way"] = True
        facts["lost"] = criterion.is_met(b) or direction * (c - b) < 0
    elif not holding and back != direction:
        facts["overshot"] = True
    elif tb >= due:
        facts["too_late"] = True
    else:
        line = straight_line(b, tb, c, tc, target_value, due, direction)
        facts["fast"], facts["fair"], facts["forward"] = line.fast, line.fair, line.forward
        way["attained"], way["elapsed"] = line.attained, line.elapsed
        way["ratio"], way["lead"] = line.ratio, line.lead
        hits = target_value if line.ratio == 1 else None
    way["projected"] = projection(b, tb, c, tc, due, domain=target.indicator.domain, hits=hits)
    return way


def _baseline(target: Target, points: Sequence[Point], facts: dict[str, bool]) -> Point:
    """Choose the point that the pace starts from; add the facts about it.

    The last figure known at the start; else the last one about a period ended
    by then, though it was published later; else the first one after it. After
    a break in the series, the first figure of the new method.
    """
    start, place = target.ordinals[0], len(points) - 1
    while place >= 0 and points[place].known > start:
        place -= 1
    is_late = place < 0
    if is_late:
        place = len(points) - 1
        while place >= 0 and points[place].end > start:
            place -= 1
    if target.on_break != "ignore" and (after := break_after(target, points, max(place, 0))):
        facts["rebased"] = True
        return points[after]
    if is_late:
        facts["baseline_after_start" if place < 0 else "baseline_late"] = True
    return points[max(place, 0)]


# --- which figures compare: those that no change of method parts ------------------------


def break_after(target: Target, points: Sequence[Point], position: int) -> int | None:
    """Return the place of the first figure after the last break that follows *position*."""
    breaks = target.indicator.breaks
    for index in range(len(points) - 1, position, -1):
        flags = points[index].observation.flags
        if (flags and Flag.BREAK in flags) or (
            breaks
            and any(points[index - 1].end < b.at.toordinal() <= points[index].end for b in breaks)
        ):
            return index
    return None


def after_last_break(target: Target, points: Sequence[Point]) -> int:
    """Return the place of the first figure that no later change of method parts from the last."""
    if target.on_break == "ignore":
        return 0
    return break_after(target, points, 0) or 0


def before_break(
    target: Target, points: Sequence[Point], reference: Observation | None
) -> Sequence[Point]:
    """Return the figures by the method that was in use when the target was set.

    That is the method of the start or, of a relative limit, of its reference. A flagged figure
    means a break on the first day of its period: what is flagged and what is stated are alike.
    """
    origin = target.ordinals[0] if reference is None else reference.period.end.toordinal()
    breaks = [b.at.toordinal() for b in target.indicator.breaks]
    for index, point in enumerate(points):
        period, flags = point.observation.period, point.observation.flags
        flagged = Flag.BREAK in flags and period.start.toordinal() > origin
        if flagged or any(origin < day <= point.end for day in breaks):
            return points[:index]
    return points


# --- without a line --------------------------------------------------------------------


def without_reference(asked: Asked, visible: Sequence[Observation]) -> Found:
    """Find the facts where the value that the limit is relative to is not among *visible*."""
    target, _, as_of, timing = asked
    latest = visible[-1] if visible else None
    suspensions = suspended(target) if as_of >= target.due else ()
    facts = _of_any(asked) | {
        "no_reference": True,
        "suspended": bool(suspensions),
        "no_edition": not (timing is Timing.PUBLICATION or target.has_edition),
        "known": latest is not None,
        "uncertain": latest is not None and is_uncertain(latest),
    }
    return Found(held(facts), observation=latest, latest=latest, suspensions=suspensions)


def of_event(asked: Asked, criterion: Milestone) -> Found:
    """Find the facts about a milestone, by reports of its event: 1, it happened; 0, not by then."""
    target, series, as_of, timing = asked
    due, earliest = target.due, criterion.earliest or dt.date.min

    def begins(report: Observation) -> dt.date:
        # What happened by a day may have happened on any before it.
        return dt.date.min if Flag.HAPPENED_BY in report.flags else report.period.start

    def reports(by: dt.date) -> list[Observation]:
        # What is only announced has not happened yet.
        return [o for o in (series.visible(by) if series else ()) if o.period.start <= as_of]

    def first(known: list[Observation], holds: Callable[[Observation], bool]) -> Observation | None:
        return next((o for o in known if holds(o)), None)

    def counts(report: Observation) -> bool:
        return bool(report.value) and report.period.end >= earliest

    by_publication, is_due = timing is Timing.PUBLICATION, as_of >= due
    # By publication, only what was reported by the deadline, as it was then, is in time.
    timely, known = reports(min(as_of, due) if by_publication else as_of), reports(as_of)
    happened = first(timely, lambda o: counts(o) and o.period.end <= due and begins(o) >= earliest)
    denied = imprecise = late = None
    contradicted = happened is not None and any(
        not o.value and o.period.end >= happened.period.end for o in timely
    )
    if happened is None and is_due:
        denied = first(timely, lambda o: not o.value and o.period.end >= due)
        imprecise = first(timely, lambda o: counts(o) and begins(o) <= due)
        if denied is not None:
            late = first(known, lambda o: counts(o) and o.period.end > due)
        elif imprecise is None:
            late = first(known, lambda o: counts(o) and begins(o) > due)
    shown = happened or denied or imprecise or late
    suspensions = suspended(target) if is_due and shown is None else ()
    facts = _of_any(asked) | {
        "milestone": True,
        "happened": happened is not None,
        "contradicted": contradicted,
        "before_start": happened is not None and happened.period.end < target.start,
        "denied": denied is not None,
        "imprecise": imprecise is not None,
        "happened_late": late is not None and denied is None,
        "satisfied_later": late is not None,
        "suspended": bool(suspensions),
        "uncertain": shown is not None and is_uncertain(shown),
    }
    return Found(held(facts), observation=shown, latest=shown, later=late, suspensions=suspensions)
