"""What the next edition would have to show, and by when the present pace would do."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from building import indicator, target
from vn_ict_directive import (
    AtLeast,
    AtMost,
    LeadingGroup,
    Period,
    Series,
    Target,
    Text,
    Unit,
    Within,
    evaluate,
)
from vn_ict_directive.criteria import Criterion
from vn_ict_directive.evaluation import Evaluation, Pace
from vn_ict_directive.model import Suspension
from vn_ict_directive.periods import TICKS_PER_YEAR, day_at, following, ticks_of


def promise(criterion: Criterion, unit: Unit = Unit.PERCENT, **more: Any) -> Target:
    return target(criterion, indicator=indicator(unit, **more), due="2030-12-31")


def judge(data: Any, criterion: Criterion, as_of: str = "2026-01-31", **more: Any) -> Evaluation:
    return evaluate(promise(criterion, **more), Series.of("x", data), as_of=as_of)


@pytest.mark.parametrize(
    "data,as_of,period",
    [
        ({2018: 1, 2020: 2}, "2021-01-31", "2022"),
        ({2014: 1, 2018: 2, 2019: 2}, "2020-01-31", "2020"),
        ({"2020-Q1": 1, "2020-Q2": 1}, "2020-07-31", "2020-Q3"),
        ({"2019-S2": 1, "2020-S1": 1}, "2020-07-31", "2020-S2"),
        ({"2020-11": 1, "2021-01": 1}, "2021-03-31", "2021-03"),
        ({"2020-11": 1, "2021-01": 1}, "2021-04-01", "2021-05"),
        ({2024: 1, 2025: 1, 2023: 1}, "2026-01-31", "2026"),
        ({2018: 1, 2020: 2}, "2026-01-31", "2026"),  # 2022 and 2024 are over
        ({2020: 1}, "2026-01-31", None),
        ({}, "2026-01-31", None),
        ({2018: 1, "2020-Q1": 2}, "2026-01-31", None),
        ({"2020-01-01": 1, "2020-02-01": 2}, "2026-01-31", None),
        ({2010: 1, 2025: 2}, "2026-01-31", None),  # 2040 lies after the due date
    ],
)
def test_the_next_period_is_as_far_as_the_last_two_and_not_over(
    data: Any, as_of: str, period: str | None
) -> None:
    found = judge(data, AtLeast(value=60), as_of).next_period

    assert (found and str(found)) == period


def test_an_edition_after_a_suspension_is_not_expected() -> None:
    gone = [Suspension(start="2021-01-01", end="2023-12-31", reason=Text("x", "x"))]
    data, day = {2019: 1, 2020: 2}, "2021-01-31"

    assert judge(data, AtLeast(value=60), day, suspensions=gone).next_period is None
    half = [Suspension(start="2021-01-01", end="2021-06-30", reason=Text("x", "x"))]
    assert judge(data, AtLeast(value=60), day, suspensions=half).next_period == Period.of(2021)


@given(first=st.integers(2005, 2019), apart=st.integers(1, 4), days=st.integers(0, 5000))
def test_no_figure_is_needed_for_a_year_that_is_over(first: int, apart: int, days: int) -> None:
    last = first + apart
    day = dt.date(last, 12, 31) + dt.timedelta(days)
    verdict = judge({first: 1, last: 2}, AtLeast(value=60), day.isoformat())

    found = verdict.next_period
    assert found is None or (found.end >= day and (found.start.year - last) % apart == 0)
    stated = "would have to be" in verdict.explain("en")
    assert stated is (found is not None and day < verdict.due)


VALUES = st.integers(-40, 140)


@given(VALUES, VALUES, st.integers(2016, 2028), st.integers(1, 10), st.booleans())
def test_what_is_needed_is_just_on_track(b: int, aim: int, year: int, step: int, up: bool) -> None:
    criterion: AtLeast | AtMost = AtLeast(value=aim) if up else AtMost(value=aim)
    assume(not criterion.is_met(b))
    later = year + step
    assume(later < 2030)
    needed = judge({2014: b, year: b}, criterion, f"{year + 1}-01-31").needed_at(later)
    assert needed is not None
    direction = 1 if up else -1
    enough = judge({2014: b, later: needed + direction * 1e-9}, criterion, f"{later + 1}-01-31")
    short = judge({2014: b, later: needed - direction * 1e-6}, criterion, f"{later + 1}-01-31")

    assert enough.pace in {Pace.ON_TRACK, Pace.HOLDING}
    assert short.pace not in {Pace.ON_TRACK, Pace.HOLDING}


@given(st.integers(2, 150), st.integers(1, 149), st.integers(2016, 2028))
def test_a_rank_needed_is_a_whole_place_and_the_last_good_enough(
    b: int, worst: int, year: int
) -> None:
    assume(b > worst)
    group = LeadingGroup(worst=worst)
    needed = judge({2014: b}, group, "2015-06-30", unit=Unit.RANK).needed_at(year)
    assert needed is not None
    assert needed == int(needed)
    enough = judge({2014: b, year: needed}, group, f"{year + 1}-01-31", unit=Unit.RANK)
    short = judge({2014: b, year: needed + 1}, group, f"{year + 1}-01-31", unit=Unit.RANK)

    assert enough.pace in {Pace.ON_TRACK, Pace.HOLDING}
    assert short.pace not in {Pace.ON_TRACK, Pace.HOLDING}


def test_from_the_due_date_on_the_target_itself_is_needed() -> None:
    verdict = judge({2014: 0, 2020: 10}, AtLeast(value=60))

    assert [verdict.needed_at(p) for p in (2030, 2031, "2030-12-31")] == [60, 60, 60]
    assert [verdict.needed_at(p) for p in (2014, 2013)] == [None, None]
    assert judge({}, AtLeast(value=60)).needed_at(2030) is None
    assert judge({2014: 70, 2020: 50}, AtLeast(value=60)).needed_at(2030) is None
    assert judge({2014: -1e308, 2020: 0}, AtLeast(value=1.7e308)).needed_at(2029) is not None


def test_ranks_that_should_rise_are_rounded_up() -> None:
    verdict = judge({2014: 10}, Within(low=60, high=70), unit=Unit.RANK)

    assert verdict.needed_at(2015) == 13.0  # 10 + 0.95 · 50 / 16 is 12.97


@given(VALUES, VALUES, VALUES, st.integers(2015, 2029))
def test_the_day_it_is_reached_lies_on_the_line(b: int, c: int, aim: int, year: int) -> None:
    verdict = judge({2014: b, year: c}, AtLeast(value=aim), "2030-06-30")
    reached = verdict.reached_on
    if reached is None:
        slow = c > b and b < aim and b + (c - b) / (year - 2014) * 7900 < aim
        assert c >= aim or b >= aim or c <= b or slow
    else:
        t, slope = ticks_of(reached) / TICKS_PER_YEAR, (c - b) / (year - 2014)
        assert b + slope * (t - 2015) >= aim - 1e-6
        assert b + slope * (t - 2015) < aim + slope / 365 + 1e-6
        assert reached > dt.date(year, 12, 31)


def test_the_day_it_is_reached_is_not_a_day_later_by_rounding() -> None:
    # Seven steps of 0.4 in fourteen years; in doubles the line ends a hair after the year does.
    verdict = judge({2015: 70.9, 2017: 71.3}, AtLeast(value=74.1), "2018-06-30")

    assert verdict.reached_on == dt.date(2031, 12, 31)


def test_both_are_told_of_a_pending_promise() -> None:
    verdict = judge({2014: 0, 2016: 2, 2018: 4}, AtLeast(value=60), "2019-06-30")

    assert verdict.explain("en").endswith(
        "To be on track, the figure for 2020 would have to be at least 21.38%; at the present pace "
        "the target would be reached by 31 December 2074."
    )
    assert verdict.explain().endswith(
        "Để đúng tiến độ, số liệu năm 2020 cần đạt tối thiểu 21,38%; với tốc độ hiện nay, đến ngày"
        " 31/12/2074 mới đạt."
    )
    on_time = judge({2014: 0, 2016: 8, 2018: 17}, AtLeast(value=60), "2019-06-30")
    assert "the target would be reached" not in on_time.explain("en")
    back = judge({2014: 10, "2016-06-30": 9}, AtLeast(value=60), "2019-06-30")
    assert "would have to be" not in back.explain("en")
    lone = judge({2014: 10, "2018-06-30": 11}, AtLeast(value=60), "2019-06-30")
    last = lone.explain("en").split(". ")[-1]
    assert last.startswith("At the present pace the target would be reached by")


def test_ticks_and_days_agree() -> None:
    day = dt.date(1999, 1, 1)
    for _ in range(2000):
        assert day_at(ticks_of(day)) == day
        assert day_at(ticks_of(day) - 0.5) == day
        day += dt.timedelta(days=1)
    assert day_at(ticks_of(dt.date.max)) == dt.date.max
    assert day_at(ticks_of(dt.date.max) + 1) is None
    assert day_at(0) is None


@pytest.mark.parametrize(
    "before,last",
    [
        ("2020", "2020"),
        ("2021", "2020"),
        ("2020", "2021-Q1"),
        ("5000", "9999"),
        ("2020-W01", "2020-W02"),
    ],
)
def test_nothing_follows_what_does_not_go_on(before: str, last: str) -> None:
    assert following(Period.of(before), Period.of(last)) is None
