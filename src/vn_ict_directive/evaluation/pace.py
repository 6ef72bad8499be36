"""The straight line from baseline to target, and where the latest figure stands on it.

With baseline ``b`` at time ``tb``, latest figure ``c`` at ``tc``, target value ``T`` due
at ``tT`` and direction ``d`` (+1 up, −1 down):

* attained = d(c − b) / d(T − b), elapsed = (tc − tb) / (tT − tb)
* ratio = attained / elapsed
* lead = attained · (tT − tb) − (tc − tb), in years: ahead of the line, or behind
* projected = (c · (tT − tb) − b · (tT − tc)) / (tc − tb), not beyond what is possible
* required = (T − c) / (tT − tc), per year from the latest figure to the due date

Time is counted in whole ticks. A ratio within 1e-9 of one is one, and within 1e-9 of the cuts
19/20 and 3/5 it lies on their good side: 0.57 is a double just below the decimal that was
printed. So neither whole numbers nor decimals fall on the wrong side of a cut that they lie on.
"""

from fractions import Fraction
from math import isfinite
from typing import Final, NamedTuple

from vn_ict_directive.periods import TICKS_PER_YEAR
from vn_ict_directive.units import Domain
from vn_ict_directive.validators import as_double, exact

ON_TRACK: Final = Fraction(19, 20)
SLOW: Final = Fraction(3, 5)

NEAR: Final = 1e-9
"""How near to a cut, or to one, a ratio counts as on it: the only allowance for rounding."""

_ON_TRACK: Final = float(ON_TRACK) - NEAR
_SLOW: Final = float(SLOW) - NEAR


class Line(NamedTuple):
    """Where a figure stands on the straight line to the target.

    Attributes:
        fast: Whether it covers 0.95 of the required pace or more.
        fair: Whether it covers 0.60 of it or more.
        forward: Whether it does not lie behind the baseline.
        attained: Share of the way gone.
        elapsed: Share of the time gone.
        ratio: attained / elapsed; exactly 1 on the line.
        lead: Years ahead of the line; behind it, if negative; exactly 0 on it.
    """

    fast: bool
    fair: bool
    forward: bool
    attained: float | None
    elapsed: float
    ratio: float | None
    lead: float | None


def straight_line(
    b: float, tb: int, c: float, tc: int, target_value: float, due: int, direction: int
) -> Line:
    """Place figure *c* on the line from *b* to *target_value*.

    Args:
        b: Baseline value, strictly on the wrong side of *target_value*.
        tb: Its time, in ticks.
        c: Latest value.
        tc: Its time, later than *tb*.
        target_value: The value to reach.
        due: The due date, later than *tb*.
        direction: +1 if more is better, −1 if less is.

    Returns:
        The place, and on which side of the cuts it lies. Where no doubles hold them,
        ``attained``, ``ratio`` and ``lead`` are None and the cuts are still exact.

    Examples:
        >>> from vn_ict_directive.periods import Period
        >>> t = {year: Period.of(year).ticks for year in (2018, 2019, 2020)}
        >>> line = straight_line(88, t[2018], 86, t[2020], 75, t[2020], -1)
        >>> line.fast, line.fair, line.forward
        (False, False, True)

        Exactly three fifths of the way in the whole of the time:

        >>> straight_line(13.7, t[2018], 21.56, t[2020], 26.8, t[2020], 1).fair
        True
    """
    elapsed_ticks, whole_ticks = tc - tb, due - tb
    gone, whole = direction * (c - b), direction * (target_value - b)
    if isfinite((abs(gone) + whole) * whole_ticks):
        attained, ratio = gone / whole, gone * whole_ticks / (whole * elapsed_ticks)
    else:  # too large for doubles
        share = direction * (exact(c) - exact(b)) / (direction * (exact(target_value) - exact(b)))
        attained, ratio = as_double(share), as_double(share * whole_ticks / elapsed_ticks)
    elapsed = elapsed_ticks / whole_ticks
    cuts = (ratio >= _ON_TRACK, ratio >= _SLOW, gone >= 0)
    if abs(ratio - 1) <= NEAR:
        return Line(*cuts, attained, elapsed, 1.0, 0.0)
    lead = (attained * whole_ticks - elapsed_ticks) / TICKS_PER_YEAR
    if isfinite(ratio) and isfinite(lead):
        return Line(*cuts, attained, elapsed, ratio, lead)
    return Line(*cuts, None, elapsed, None, None)


def projection(
    b: float,
    tb: int,
    c: float,
    tc: int,
    due: int,
    *,
    domain: Domain,
    hits: float | None = None,
) -> float | None:
    """Carry the line from *b* through *c* on to the due date.

    Args:
        b: Baseline value.
        tb: Its time, in ticks.
        c: Latest value.
        tc: Its time, later than *tb*.
        due: The due date.
        domain: The values that are possible: no rank is better than 1, and no
            share greater than 100% on a scale to 100.
        hits: The value that the line is known to lead to exactly, if it is: what
            is on the line does not fall short of the target by rounding.

    Returns:
        The value, or None where *c* lies after the due date or no double holds it.
    """
    if tc > due:
        return None
    # One rounding, at the division: whole numbers do not fall short of a target they reach.
    value = (c * (due - tb) - b * (due - tc)) / (tc - tb) if hits is None else hits
    if not isfinite(value):
        return None
    return min(max(value, domain.low), domain.high)


def requirement(c: float, tc: int, target_value: float, due: int) -> float | None:
    """Return the change a year that leads from *c* to *target_value* at the due date.

    Returns:
        The change, signed, or None where *c* does not lie before the due date
        or no double holds it.
    """
    if tc >= due:
        return None
    value = (target_value - c) / ((due - tc) / TICKS_PER_YEAR)
    return value if isfinite(value) else None
