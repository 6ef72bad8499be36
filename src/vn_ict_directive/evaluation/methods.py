"""The pace methods that statistical offices publish with, behind one small protocol.

A method looks at a :class:`Way`, the figures from baseline to target, and
answers with a :class:`Measure`: one number, or the reason why the method has no
meaning there. What the number is called is a profile's business, not its own.

Notation as in :mod:`~vn_ict_directive.evaluation.pace`; besides,
``g(x, y, n) = (x / y) ** (1 / n) − 1`` is the compound annual growth rate over
``n`` years. It exists only where x and y have one sign; y must not be zero, nor
may a target be. It is never taken of ranks. Nothing is ever put in the place of a
zero.

Straight lines are worked out in fractions of the figures as printed (0.1 is a
tenth), so that no rounding tips a cut. Growth rates are irrational and are not.
"""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from math import expm1, inf, isfinite, log
from types import MappingProxyType
from typing import Any, Final, NamedTuple, Protocol

import attrs

from vn_ict_directive.checks import as_float, exact
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.outcome import Reason
from vn_ict_directive.observations import Series
from vn_ict_directive.periods import TICKS_PER_YEAR, as_date, ticks_of

__all__ = [
    "Measure",
    "Method",
    "Way",
    "anticipated_share",
    "extrapolated_share",
    "growth",
    "growth_quotient",
    "growth_ratio",
    "recent_changes",
    "recent_mean_change",
    "straight_line_ratio",
]

_MOST_RECENT: Final = 6
_LEAST_RECENT: Final = 4


def _up_or_down(_way: "Way", _: Any, direction: Any) -> None:
    if isinstance(direction, bool) or direction not in {1, -1}:
        raise InvalidValueError("Way.direction", direction, "1 (more is better) or -1 (less is)")


@attrs.frozen(kw_only=True)
class Way:
    """The figures that a method looks at, from the first by the present way of measuring on.

    Attributes:
        points: Time in ticks and value of every figure known, in order.
        first: Place of the baseline among them.
        direction: +1 if more is better, −1 if less is. There is no default.
        edge: The value to reach; None where no number is set.
        due: When, in ticks; None where no number is set.
        satisfied: Whether the latest figure keeps the promise.
        ordinal: Whether the values are ranks.
        limit: The best value that can be, as 100 for a share in percent; None
            where there is none. Some methods ask less of those who are near it.
    """

    points: tuple[tuple[int, float], ...]
    direction: int = attrs.field(validator=_up_or_down)
    first: int = 0
    edge: float | None = None
    due: int | None = None
    satisfied: bool = False
    ordinal: bool = False
    limit: float | None = None

    @classmethod
    def of(
        cls,
        series: Series,
        *,
        direction: int,
        as_of: dt.date | str,
        start: dt.date | str | None = None,
        edge: float | None = None,
        due: dt.date | str | None = None,
        limit: float | None = None,
        ordinal: bool = False,
    ) -> "Way":
        """Lay out a series for a method without a target of a directive.

        Args:
            series: The figures.
            direction: +1 if more is better, −1 if less is.
            as_of: The day whose knowledge counts.
            start: The baseline is the first figure of a period that ends on
                this day or later; by default the first figure known.
            edge: The value to reach, if a number is set; then *due* too.
            due: The last day that still counts.
            limit: The best value that can be.
            ordinal: Whether the values are ranks.

        Raises:
            InvalidValueError: No figure is known, one is only a bound, none is
                left from *start* on, or only one of *edge* and *due* is given.

        Examples:
            >>> way = Way.of(Series.of("x", {2015: 40, 2020: 50}), direction=1, as_of="2020-12-31")
            >>> round(growth(way).value, 4)
            0.0456
        """
        if (edge is None) != (due is None):
            raise InvalidValueError("edge and due", (edge, due), "both of them, or neither")
        known = series.points(as_date(as_of, "as_of").toordinal())
        name = f"Series({series.indicator})"
        if not known:
            raise InvalidValueError(name, "no figure", f"figures known on {as_of}")
        if any(point.bound is not None for point in known):
            raise InvalidValueError(
                name, "a figure that is only a bound", "plain figures", "Leave it out."
            )
        opens = 0 if start is None else as_date(start, "start").toordinal()
        first = next((i for i, point in enumerate(known) if point.end >= opens), None)
        if first is None:
            raise InvalidValueError(name, "no figure", f"figures from {start} on")
        aim = None if edge is None else as_float(edge, "edge")
        return cls(
            points=tuple((point.ticks, point.value) for point in known),
            first=first,
            direction=direction,
            edge=aim,
            due=None if due is None else ticks_of(as_date(due, "due")),
            satisfied=aim is not None and direction * (known[-1].value - aim) >= 0,
            ordinal=ordinal,
            limit=None if limit is None else as_float(limit, "limit"),
        )

    @property
    def baseline(self) -> tuple[int, float]:
        """Time and value of the figure that the way starts from."""
        return self.points[self.first]

    @property
    def latest(self) -> tuple[int, float]:
        """Time and value of the latest figure."""
        return self.points[-1]


class Measure(NamedTuple):
    """What a method makes of a way.

    Attributes:
        value: The method's number; None where it has no meaning.
        reason: Why it has none.
        scale: What a profile's cuts are to be multiplied by.
        numbers: What else the method worked out, by name.
    """

    value: float | Fraction | None
    reason: Reason | None = None
    scale: float = 1.0
    numbers: Mapping[str, float] = MappingProxyType({})


class Method(Protocol):
    """Anything that makes one number of a way, or says why it cannot."""

    def __call__(self, way: Way, /) -> Measure:
        """Measure *way*."""
        ...


def _undefined(reason: Reason) -> Measure:
    return Measure(None, reason)


def _numbers(**named: Fraction) -> Mapping[str, float]:
    """Return what a method worked out by the way, as doubles, as far as they can hold it."""
    found = {}
    for name, value in named.items():
        with suppress(OverflowError):
            found[name] = float(value)
    return found


def _needs_target(way: Way) -> tuple[float, int] | Reason:
    """Return the edge and the due date, or why no line leads there from the baseline."""
    if way.edge is None or way.due is None:
        return Reason.TARGET_REQUIRED
    if way.first == len(way.points) - 1:
        return Reason.NOTHING_NEWER
    if way.due <= way.baseline[0]:
        return Reason.BASELINE_AFTER_DUE
    if way.edge == way.baseline[1]:
        return Reason.TARGET_AT_BASELINE
    return way.edge, way.due


def _line(way: Way) -> tuple[float, int] | Reason:
    """Return the same, where the baseline also lies on the wrong side of the edge."""
    found = _needs_target(way)
    if isinstance(found, Reason):
        return found
    if way.direction * (found[0] - way.baseline[1]) < 0:
        return Reason.BASELINE_SATISFIED
    return found


def straight_line_ratio(way: Way) -> Measure:
    """Measure the share of the way gone over the share of the time gone: 1 is on the line.

    ``(d(c − b) / d(T − b)) / ((tc − tb) / (tT − tb))``
    """
    found = _line(way)
    if isinstance(found, Reason):
        return _undefined(found)
    edge, due = found
    (tb, b), (tc, c) = way.baseline, way.latest
    gone, whole = exact(c) - exact(b), exact(edge) - exact(b)
    return Measure(gone * (due - tb) / (whole * (tc - tb)))


def _growth_rate(x: float, y: float, ticks: int) -> float | Reason:
    """Return ``g(x, y, n)``; to fall to zero is −1, however long it takes."""
    if y == 0 or (x != 0 and (x < 0) != (y < 0)):
        return Reason.SIGNS_DIFFER
    if x == 0:
        return -1.0
    try:
        rate = expm1(log(x / y) * TICKS_PER_YEAR / ticks)
    except (OverflowError, ValueError):  # ValueError: x / y is too small for a double
        rate = inf
    return rate if isfinite(rate) else Reason.OUT_OF_RANGE


def _rates(way: Way) -> tuple[float, float] | Reason:
    """Return the growth rate so far and the one that would lead to the target."""
    if way.ordinal:
        return Reason.ORDINAL
    found = _needs_target(way)
    if isinstance(found, Reason):
        return found
    edge, due = found
    (tb, b), (tc, c) = way.baseline, way.latest
    if edge == 0:
        return Reason.SIGNS_DIFFER
    actual, required = _growth_rate(c, b, tc - tb), _growth_rate(edge, b, due - tb)
    if isinstance(actual, Reason):
        return actual
    if isinstance(required, Reason):
        return required
    return (actual, required) if required else Reason.OUT_OF_RANGE


def growth_ratio(way: Way) -> Measure:
    """Measure the growth rate in the wished direction over the size of the one required.

    ``s · d · g(c, b) / |g(T, b)|`` with s = −1 for negative values, else 1.
    """
    found = _rates(way)
    if isinstance(found, Reason):
        return _undefined(found)
    actual, required = found
    sign = way.direction if way.baseline[1] > 0 else -way.direction
    return Measure(
        sign * actual / abs(required), numbers={"growth": actual, "required_growth": required}
    )


def growth_quotient(way: Way) -> Measure:
    """Measure the growth rate over the required one: ``g(c, b) / g(T, b)``.

    It knows no direction: of a baseline past the target already it would praise
    whoever falls back behind it, so there it has no meaning.
    """
    found = _rates(way)
    if isinstance(found, Reason):
        return _undefined(found)
    if isinstance(line := _line(way), Reason):
        return _undefined(line)
    actual, required = found
    return Measure(actual / required, numbers={"growth": actual, "required_growth": required})


def extrapolated_share(way: Way) -> Measure:
    """Measure how much of the way would be gone at the due date if growth went on.

    ``v = c · (1 + g(c, b)) ** (tT − tc)``, measured as ``(v − b) / (T − b)``. Of a
    baseline past the target already it has no meaning, as :func:`growth_quotient`.
    """
    if way.ordinal:
        return _undefined(Reason.ORDINAL)
    found = _line(way)
    if isinstance(found, Reason):
        return _undefined(found)
    edge, due = found
    (tb, b), (tc, c) = way.baseline, way.latest
    if tc > due:
        return _undefined(Reason.DUE_PASSED)
    rate = _growth_rate(c, b, tc - tb)
    if isinstance(rate, Reason):
        return _undefined(rate)
    try:
        projected = c * (1 + rate) ** ((due - tc) / TICKS_PER_YEAR)
    except OverflowError:
        projected = inf
    share = (projected - b) / (edge - b)
    if isfinite(share):
        return Measure(share, numbers={"projected": projected})
    return _undefined(Reason.OUT_OF_RANGE)


def _recent(way: Way) -> tuple[tuple[int, float], ...] | Reason:
    """Return the last six figures that follow each other in equal steps, at least four."""
    points = way.points[-_MOST_RECENT:]
    if len(points) >= _LEAST_RECENT:
        step = points[-1][0] - points[-2][0]
        first = len(points) - 1
        # Months differ by a day or so; a missing one is twice as far.
        while first and abs(points[first][0] - points[first - 1][0] - step) * 10 <= step:
            first -= 1
        points = points[first:]
    return points if len(points) >= _LEAST_RECENT else Reason.TOO_FEW_FIGURES


def recent_mean_change(way: Way) -> Measure:
    """Measure how much of the remaining gap the mean change of late would close by the due date.

    Of the last six figures in a row, at least four: their mean change a year
    is carried on from the latest figure to the due date. 1 reaches the target,
    0.8 misses it by a fifth of the gap, less than 0 moves away from it.
    """
    if way.edge is None or way.due is None:
        return _undefined(Reason.TARGET_REQUIRED)
    (tc, c), edge = way.latest, exact(way.edge)
    if tc >= way.due:
        return _undefined(Reason.DUE_PASSED)
    recent = _recent(way)
    if isinstance(recent, Reason):
        return _undefined(recent)
    if edge == exact(c):
        return _undefined(Reason.BASELINE_SATISFIED)
    (t, v), now = recent[0], exact(c)
    change = (now - exact(v)) / (tc - t)  # a tick
    closed = change * (way.due - tc) / (edge - now)
    return Measure(closed, numbers=_numbers(mean_change=change * TICKS_PER_YEAR))


def _mean(weights: list[Fraction], values: list[Fraction]) -> Fraction:
    total = sum((w * v for w, v in zip(weights, values, strict=True)), Fraction(0))
    return total / sum(weights, Fraction(0))


def anticipated_share(way: Way) -> Measure:
    """Measure how much of the way a weighted linear trend would have gone at the due date.

    All figures count, later ones more: the weight is one for the first and
    grows by one a year. ``P`` is the trend's value at the due date, measured as
    ``(P − b) / (T − b)``. The current status index ``10 · d(c − b) / |T − b|`` goes
    with it: ten is the target.
    """
    found = _line(way)
    if isinstance(found, Reason):
        return _undefined(found)
    edge, due = found
    tc = way.latest[0]
    if tc > due:
        return _undefined(Reason.DUE_PASSED)
    start = way.points[0][0]
    times = [Fraction(t - start, TICKS_PER_YEAR) for t, _ in way.points]
    values = [exact(v) for _, v in way.points]
    weights = [1 + t for t in times]
    mean_t, mean_v = _mean(weights, times), _mean(weights, values)
    spread = _mean(weights, [(t - mean_t) ** 2 for t in times])
    together = [(t - mean_t) * (v - mean_v) for t, v in zip(times, values, strict=True)]
    slope = _mean(weights, together) / spread
    predicted = mean_v + slope * (Fraction(due - start, TICKS_PER_YEAR) - mean_t)
    if way.ordinal:
        predicted = max(predicted, Fraction(1))
    b, c = exact(way.baseline[1]), exact(way.latest[1])
    whole = exact(edge) - b
    return Measure(
        (predicted - b) / whole,
        numbers=_numbers(
            projected=predicted,
            current_status_index=10 * way.direction * (c - b) / abs(whole),
        ),
    )


def growth(way: Way) -> Measure:
    """Measure the growth rate in the wished direction, where no number is set.

    ``s · d · g(c, b)``. Near the limit less is asked: the cuts are multiplied
    by ``1 − (b / L) ** 4.44``, or with ``2L − b`` in the place of b above the limit.
    """
    (tb, b), (tc, c) = way.baseline, way.latest
    if way.ordinal:
        return _undefined(Reason.ORDINAL)
    if tb == tc:
        return _undefined(Reason.NOTHING_NEWER)
    rate = _growth_rate(c, b, tc - tb)
    if isinstance(rate, Reason):
        return _undefined(rate)
    sign = way.direction if b > 0 else -way.direction
    return Measure(sign * rate, scale=_nearness(abs(b), way.limit), numbers={"growth": rate})


def _nearness(b: float, limit: float | None) -> float:
    if limit is None or b >= 2 * abs(limit):
        return 1.0
    way = b if b <= abs(limit) else 2 * abs(limit) - b
    return float(1 - (way / abs(limit)) ** 4.44)


def recent_changes(way: Way) -> Measure:
    """Measure whether the mean change of late and the last one go the wished way.

    3 if both do, 2 if the mean does, 1 if only the last does, else 0. Of the
    last six figures in a row, at least four.
    """
    recent = _recent(way)
    if isinstance(recent, Reason):
        return _undefined(recent)
    (_, first), (_, before), (_, last) = recent[0], recent[-2], recent[-1]
    mean, late = way.direction * (last - first), way.direction * (last - before)
    return Measure(float(2 * (mean > 0) + (late > 0)))
