"""The straight line and what follows from it, number by number."""

import math

import pytest

from building import judged
from vn_ict_directive.evaluation import Pace
from vn_ict_directive.evaluation.pace import (
    ON_TRACK,
    SLOW,
    Line,
    projection,
    requirement,
    straight_line,
)
from vn_ict_directive.periods import TICKS_PER_YEAR as YEAR
from vn_ict_directive.units import Domain, Unit


def test_the_cuts_are_the_stated_ones() -> None:
    assert (float(ON_TRACK), float(SLOW)) == (0.95, 0.6)


def test_the_line_is_worked_out_as_stated() -> None:
    line = straight_line(10, 0, 16, 2 * YEAR, 40, 8 * YEAR, 1)

    assert line.attained == pytest.approx(6 / 30)
    assert line.elapsed == pytest.approx(2 / 8)
    assert line.ratio == pytest.approx(0.8)
    assert line.lead == pytest.approx(0.2 * 8 - 2)
    assert judged(line) is Pace.SLOW


def test_the_cuts_themselves_are_good_enough() -> None:
    assert judged(straight_line(0, 0, 57, YEAR, 60, YEAR, 1)) is Pace.ON_TRACK
    assert judged(straight_line(0, 0, 36, YEAR, 60, YEAR, 1)) is Pace.SLOW
    assert judged(straight_line(0, 0, 0, YEAR, 60, YEAR, 1)) is Pace.STALLED
    assert judged(straight_line(0, 0, -1e-9, YEAR, 60, YEAR, 1)) is Pace.REGRESSING


@pytest.mark.parametrize(
    "b,c,edge,pace",
    [
        (0, 0.57, 0.6, Pace.ON_TRACK),  # 20 × 0.57 < 19 × 0.6 in doubles
        (13.7, 21.56, 26.8, Pace.SLOW),  # 0.5999999999999999
        (0.1, 0.38, 0.4, Pace.SLOW),  # 0.9333: near no cut
        (88.8, 102.72, 112, Pace.SLOW),
        (-0.2, 0.1, 0.3, Pace.SLOW),  # through zero
    ],
)
def test_the_rounding_of_decimals_tips_no_cut(b: float, c: float, edge: float, pace: Pace) -> None:
    assert judged(straight_line(b, 0, c, YEAR, edge, YEAR, 1)) is pace
    assert judged(straight_line(-b, 0, -c, YEAR, -edge, YEAR, -1)) is pace


@pytest.mark.parametrize("b,c,edge", [(0.1, 0.3, 0.5), (40.23, 42.34, 44.45), (0.7, 0.4, 0.1)])
def test_what_is_on_the_line_is_exactly_on_it(b: float, c: float, edge: float) -> None:
    direction = 1 if edge > b else -1
    line = straight_line(b, 0, c, YEAR, edge, 2 * YEAR, direction)

    assert (line.ratio, line.lead) == (1, 0)


def test_a_short_way_far_from_zero_is_measured_all_the_same() -> None:
    # Doubles alone would call both of them on the line.
    line = straight_line(1e16, 0, 1e16 + 2, YEAR, 1e16 + 4, YEAR, 1)

    assert (judged(line), *line[3:]) == (Pace.STALLED, 0.5, 1, 0.5, -0.5)
    assert straight_line(1e16, 0, 1e16 + 4, YEAR, 1e16 + 4, YEAR, 1).ratio == 1


def test_values_too_large_for_products_still_get_the_exact_pace() -> None:
    huge = 1.7e308
    line = straight_line(-huge, 0, huge, YEAR, huge, YEAR, 1)

    assert line == Line(fast=True, fair=True, forward=True, attained=1, elapsed=1, ratio=1, lead=0)
    assert judged(line) is Pace.ON_TRACK
    assert judged(straight_line(-huge, 0, -huge, YEAR, huge, YEAR, 1)) is Pace.STALLED
    assert judged(straight_line(0, 0, -huge, YEAR, huge, YEAR, 1)) is Pace.REGRESSING
    assert judged(straight_line(0, 0, 0.7 * huge, YEAR, huge, YEAR, 1)) is Pace.SLOW


def test_a_ratio_too_large_for_a_double_is_left_out() -> None:
    line = straight_line(0, 0, 1e200, YEAR, 5e-324, 2 * YEAR, 1)

    assert judged(line) is Pace.ON_TRACK
    assert (line.attained, line.ratio, line.lead) == (None, None, None)


@pytest.mark.parametrize(
    "latest,edge,ratio",
    [
        (6.6e301, 6.8e301, 66 / 68),  # 20 × what was asked is no double
        (7.5e301, 6.6e301, 75 / 66),  # 20 × what was done is none
    ],
)
def test_next_to_the_largest_doubles_the_line_is_still_told(
    latest: float, edge: float, ratio: float
) -> None:
    line = straight_line(0, 0, latest, YEAR, edge, YEAR, 1)

    assert judged(line) is Pace.ON_TRACK
    assert (line.attained, line.elapsed, line.ratio) == pytest.approx((ratio, 1, ratio))
    assert line.lead == pytest.approx(ratio - 1)


def test_a_lead_too_large_for_a_double_is_left_out_with_its_ratio() -> None:
    line = straight_line(0, 0, 1e301, 2 * YEAR, 1e-4, 4 * YEAR, 1)

    assert (judged(line), *line[3:]) == (Pace.ON_TRACK, None, 0.5, None, None)


ANY = Domain.of(Unit.SCORE)


def test_the_projection_carries_the_line_on() -> None:
    assert projection(10, 0, 16, 2 * YEAR, 8 * YEAR, domain=ANY) == pytest.approx(34)
    assert projection(10, 0, 16, 8 * YEAR, 8 * YEAR, domain=ANY) == 16
    assert projection(10, 0, 16, 9 * YEAR, 8 * YEAR, domain=ANY) is None
    assert projection(10, 0, 4, YEAR, 8 * YEAR, domain=Domain.of(Unit.RANK)) == 1
    share = Domain.of(Unit.PERCENT, (0, 100))
    assert projection(60, 0, 80, YEAR, 8 * YEAR, domain=share) == 100
    assert projection(0.1, 0, 0.3, YEAR, 2 * YEAR, domain=ANY, hits=0.5) == 0.5
    assert projection(0.1, 0, 0.3, 2 * YEAR, YEAR, domain=ANY, hits=0.2) is None
    assert projection(10, 0, 4, YEAR, 8 * YEAR, domain=ANY) == pytest.approx(-38)
    assert projection(-1e308, 0, 1e308, YEAR, 8 * YEAR, domain=ANY) is None


def test_the_requirement_is_what_is_left_over_the_years_left() -> None:
    assert requirement(16, 2 * YEAR, 40, 8 * YEAR) == pytest.approx(4)
    assert requirement(16, 2 * YEAR, 4, 8 * YEAR) == pytest.approx(-2)
    assert requirement(16, 8 * YEAR, 40, 8 * YEAR) is None
    assert requirement(16, 9 * YEAR, 40, 8 * YEAR) is None
    assert requirement(-1.7e308, 0, 1.7e308, YEAR) is None
    assert math.isfinite(requirement(0, 0, 1e300, YEAR) or math.nan)
