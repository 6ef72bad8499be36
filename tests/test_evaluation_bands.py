"""A real band: too much is a way to fail, too."""

import pytest

from building import indicator, target
from vn_ict_directive import Series, Text, Within, evaluate
from vn_ict_directive.evaluation import Outcome, Pace, Reason

BAND = target(
    Within(low=2, high=4),
    indicator=indicator(id="inflation", name=Text("lạm phát", "inflation")),
    start="2016-01-01",
    due="2025-12-31",
)


@pytest.mark.parametrize(
    "baseline,latest,pace",
    [
        (3, 3.5, Pace.HOLDING),
        (3, 5, Pace.REGRESSING),
        (3, 1, Pace.REGRESSING),
        (2, 1, Pace.REGRESSING),
        (4, 5, Pace.REGRESSING),
        (0, 1, Pace.ON_TRACK),
        (0, 2, Pace.HOLDING),
        (0, 5, Pace.REGRESSING),
        (6, 5, Pace.ON_TRACK),
        (6, 1, Pace.REGRESSING),
        (6, 7, Pace.REGRESSING),
        (0, 0, Pace.STALLED),
    ],
)
def test_the_pace_knows_both_sides_of_the_band(baseline: float, latest: float, pace: Pace) -> None:
    series = Series.of("inflation", {2015: baseline, 2020: latest})

    assert evaluate(BAND, series, as_of="2021-06-30").pace is pace


@pytest.mark.parametrize("baseline,latest,back", [(0, 9, -1), (6, 1, 0.2)])
def test_past_the_band_there_is_no_ratio_and_the_way_leads_back(
    baseline: float, latest: float, back: float
) -> None:
    series = Series.of("inflation", {2015: baseline, 2020: latest})
    verdict = evaluate(BAND, series, as_of="2021-06-30")

    assert Reason.OVERSHOT in verdict.reasons
    assert (verdict.attained, verdict.ratio, verdict.lead) == (None, None, None)
    assert verdict.required == pytest.approx(back)


def test_too_much_at_the_due_date_is_missed() -> None:
    verdict = evaluate(BAND, Series.of("inflation", {2025: 4.1}), as_of="2026-01-31")

    assert verdict.outcome is Outcome.MISSED
    assert verdict.gap == pytest.approx(0.1)
    assert "overshot" not in verdict.reasons
