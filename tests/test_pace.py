"""The straight line and what follows from it, number by number."""

import math

import pytest

from vn_ict_directive import Pace
from vn_ict_directive.evaluation.pace import (
    ON_TRACK,
    SLOW,
    projection,
    requirement,
    straight_line,
)
from vn_ict_directive.periods import TICKS_PER_YEAR as YEAR


def test_the_cuts_are_the_stated_ones() -> None:
    assert (float(ON_TRACK), float(SLOW)) == (0.95, 0.6)


def test_the_line_is_worked_out_as_stated() -> None:
    line = straight_line(10, 0, 16, 2 * YEAR, 40, 8 * YEAR, 1)

    assert line.attained == pytest.approx(6 / 30)
    assert line.elapsed == pytest.approx(2 / 8)
    assert line.ratio == pytest.approx(0.8)
    assert line.lead == pytest.approx(0.2 * 8 - 2)
    assert line.pace is Pace.SLOW


def test_a_tenth_of_a_unit_does_not_tip_a_cut() -> None:
    # 0.1 + 0.2 style noise: 5.7 of 6.0 is exactly 0.95 in decimals.
    assert straight_line(0, 0, 57, YEAR, 60, YEAR, 1).pace is Pace.ON_TRACK
    assert straight_line(0, 0, 36, YEAR, 60, YEAR, 1).pace is Pace.SLOW
    assert straight_line(0, 0, 0, YEAR, 60, YEAR, 1).pace is Pace.STALLED
    assert straight_line(0, 0, -1e-9, YEAR, 60, YEAR, 1).pace is Pace.REGRESSING


def test_values_too_large_for_products_still_get_the_exact_pace() -> None:
    huge = 1.7e308
    line = straight_line(-huge, 0, huge, YEAR, huge, YEAR, 1)

    assert line.pace is Pace.ON_TRACK
    assert (line.attained, line.ratio, line.lead) == (None, None, None)
    assert line.elapsed == 1
    assert straight_line(-huge, 0, -huge, YEAR, huge, YEAR, 1).pace is Pace.STALLED
    assert straight_line(0, 0, -huge, YEAR, huge, YEAR, 1).pace is Pace.REGRESSING
    assert straight_line(0, 0, 0.7 * huge, YEAR, huge, YEAR, 1).pace is Pace.SLOW


def test_a_ratio_too_large_for_a_double_is_left_out() -> None:
    line = straight_line(0, 0, 1e200, YEAR, 5e-324, 2 * YEAR, 1)

    assert line.pace is Pace.ON_TRACK
    assert (line.attained, line.ratio, line.lead) == (None, None, None)


@pytest.mark.parametrize(
    "latest,edge",
    [
        (6.6e301, 6.8e301),  # 20 × what was asked is no double
        (7.5e301, 6.6e301),  # 20 × what was done is none
    ],
)
def test_next_to_the_largest_doubles_only_the_pace_is_told(latest: float, edge: float) -> None:
    line = straight_line(0, 0, latest, YEAR, edge, YEAR, 1)

    assert line == (Pace.ON_TRACK, None, 1, None, None)


def test_a_lead_too_large_for_a_double_is_left_out_with_its_ratio() -> None:
    line = straight_line(0, 0, 1e301, 2 * YEAR, 1e-4, 4 * YEAR, 1)

    assert line == (Pace.ON_TRACK, None, 0.5, None, None)


def test_the_projection_carries_the_line_on() -> None:
    assert projection(10, 0, 16, 2 * YEAR, 8 * YEAR, ordinal=False) == pytest.approx(34)
    assert projection(10, 0, 16, 8 * YEAR, 8 * YEAR, ordinal=False) == 16
    assert projection(10, 0, 16, 9 * YEAR, 8 * YEAR, ordinal=False) is None
    assert projection(10, 0, 4, YEAR, 8 * YEAR, ordinal=True) == 1
    assert projection(10, 0, 4, YEAR, 8 * YEAR, ordinal=False) == pytest.approx(-38)
    assert projection(-1e308, 0, 1e308, YEAR, 8 * YEAR, ordinal=False) is None


def test_the_requirement_is_what_is_left_over_the_years_left() -> None:
    assert requirement(16, 2 * YEAR, 40, 8 * YEAR) == pytest.approx(4)
    assert requirement(16, 2 * YEAR, 4, 8 * YEAR) == pytest.approx(-2)
    assert requirement(16, 8 * YEAR, 40, 8 * YEAR) is None
    assert requirement(16, 9 * YEAR, 40, 8 * YEAR) is None
    assert requirement(-1.7e308, 0, 1.7e308, YEAR) is None
    assert math.isfinite(requirement(0, 0, 1e300, YEAR) or math.nan)
