"""Which figures compare: those that no change of method parts."""

from collections.abc import Sequence

from vn_ict_directive.model import Target
from vn_ict_directive.observations import Flag, Observation, Point


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
