"""Ratios of two series, limits that bounds leave open, changes of method, stages, lateness."""

from typing import Any

import pytest

from building import indicator, target
from vn_ict_directive import (
    AtLeast,
    AtMost,
    LeadingGroup,
    Milestone,
    Observation,
    RelativeTo,
    Series,
    Staged,
    Status,
    Target,
    Text,
    Unit,
    Within,
    evaluate,
    ratio,
)
from vn_ict_directive.criteria import Criterion, Stage
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Outcome, Pace, Reason
from vn_ict_directive.model import Break
from vn_ict_directive.observations import Flag
from vn_ict_directive.units import Bound


def promise(criterion: Criterion, breaks: Any = (), **more: Any) -> Target:
    unit = more.pop("unit", Unit.PERCENT)
    return target(criterion, indicator=indicator(unit, breaks=breaks), **more)


def judge(data: Any, criterion: Criterion, as_of: str = "2021-12-31", **more: Any) -> Evaluation:
    how = {"timing": more.pop("timing")} if "timing" in more else {}
    figures = data if isinstance(data, Series) else Series.of("x", data)
    return evaluate(promise(criterion, **more), figures, as_of=as_of, **how)


# --- ratios -----------------------------------------------------------------------------


def test_a_ratio_is_known_once_both_its_parts_are() -> None:
    shops = Series.of("shops", [("2020-06-30", 60, "2020-08"), ("2020-06-30", 66, "2022-01")])
    people = Series.of("people", [(2020, 11_000, "2021-04-01")])
    found = ratio(shops, people, indicator="density", per=1000, unit="per-1000-people")

    assert [(o.value, str(o.published)) for o in found.observations] == [
        (pytest.approx(60 / 11), "2021-04-01"),
        (6.0, "2022-01-31"),
    ]
    assert [o.note for o in found.observations] == ["60 / 11000 × 1000", "66 / 11000 × 1000"]
    assert (found.reporter, found.unit, found.basis) == ("derived", Unit.PER_1000_PEOPLE, None)


def test_a_ratio_is_by_the_same_period_before_the_year() -> None:
    parts = Series.of("a", {"2020-Q1": 5, "2020-Q2": 7, "2021-Q1": 9})
    whole = Series.of("b", {"2020-Q1": 10, 2020: 70})

    assert [(str(o.period), o.value) for o in ratio(parts, whole, indicator="c").observations] == [
        ("2020-Q1", 0.5),
        ("2020-Q2", 0.1),
    ]


def test_until_the_period_has_a_figure_the_year_counts() -> None:
    whole = Series.of("b", [("2020-Q1", 10, "2022-05-01"), (2020, 50, "2021-04-01")])
    found = ratio(Series.of("a", {"2020-Q1": 5}), whole, indicator="c")

    assert [(o.value, str(o.published)) for o in found] == [
        (0.1, "2021-04-01"),
        (0.5, "2022-05-01"),
    ]


@pytest.mark.parametrize("below", [0, -1, ">5"])
def test_there_is_no_ratio_to_nothing_and_none_to_a_bound(below: Any) -> None:
    found = ratio(Series.of("a", {2020: 1}), Series.of("b", {2020: below}), indicator="c")
    assert len(found) == 0


def test_there_is_no_ratio_that_no_number_can_hold() -> None:
    found = ratio(Series.of("a", {2020: 1e300}), Series.of("b", {2020: 1e-300}), indicator="c")
    assert len(found) == 0


def test_a_bound_and_a_break_go_with_the_ratio() -> None:
    counted = Series.of("a", [Observation(period=2020, value=5, bound=">", flags=["break"])])
    (found,) = ratio(counted, Series.of("b", {2020: 2}), indicator="c").observations

    assert (found.value, found.bound, found.flags) == (2.5, Bound.ABOVE, (Flag.BREAK, Flag.DERIVED))


# --- figures that are only a bound -----------------------------------------------------


@pytest.mark.parametrize(
    "data,criterion,status",
    [
        ({2020: ">95"}, AtLeast(value=95), Status.MET),
        ({2020: ">95"}, AtLeast(value=96), Status.UNDETERMINED),
        ({2020: "<95"}, AtLeast(value=95), Status.MISSED),
        ({2020: "≤95"}, AtLeast(value=95), Status.UNDETERMINED),
        ({2020: ">50"}, Within(low=40, high=50), Status.MISSED),
        ({2019: 99, 2020: "<95"}, AtLeast(value=94), Status.UNDETERMINED),  # the latest speaks
        ({2020: "<90", 2021: ">99"}, AtLeast(value=95), Status.MET_LATE),
    ],
)
def test_a_bound_decides_only_when_it_decides(
    data: Any, criterion: Criterion, status: Status
) -> None:
    verdict = judge(data, criterion)

    assert verdict.status is status
    assert (Reason.BOUND_UNDECIDED in verdict.reasons) == (status is Status.UNDETERMINED)
    assert verdict.gap == (0.0 if verdict.outcome is Outcome.MET else None)


def test_a_bound_is_told_as_one() -> None:
    verdict = judge({2020: ">95"}, AtLeast(value=96))

    assert verdict.explain().startswith(
        "Chưa thể kết luận. Yêu cầu: đến hết ngày 31/12/2020, tối thiểu 96%. Số liệu năm 2020: trên 95%, "
        "chưa đủ để kết luận."
    )
    assert verdict.explain("en").startswith(
        "Undetermined: the target was at least 96% by 31 December 2020; the figure for 2020 is more than "
        "95%, which is inconclusive."
    )


@pytest.mark.parametrize(
    "mode,data,outcome",
    [
        ("reach", {2017: ">60"}, Outcome.MET),
        ("reach", {2017: ">50"}, Outcome.PENDING),
        ("maintain", {2017: "<60"}, Outcome.MISSED),
        ("maintain", {2017: "<70"}, Outcome.PENDING),
    ],
)
def test_a_bound_reaches_and_violates_only_for_certain(
    mode: str, data: Any, outcome: Outcome
) -> None:
    assert judge(data, AtLeast(value=60), "2018-06-30", mode=mode).outcome is outcome


def test_a_bound_has_no_place_on_a_line() -> None:
    latest = judge({2014: 10, 2017: ">25"}, AtLeast(value=60), "2018-06-30")
    baseline = judge({2014: "<10", 2017: 25}, AtLeast(value=60), "2018-06-30")
    holding = judge({2014: 10, 2017: ">60"}, AtLeast(value=60), "2018-06-30")
    alone = judge({2014: ">10"}, AtLeast(value=60), "2015-06-30")

    for verdict in (latest, baseline, alone):
        assert verdict.pace is Pace.INSUFFICIENT_DATA
        assert Reason.CENSORED_FIGURE in verdict.reasons
        assert (verdict.ratio, verdict.projected, verdict.reached_on) == (None, None, None)
    assert (latest.next_value, baseline.next_value) == (60, None)  # the line to the target is known
    assert (Reason.NOTHING_NEWER in alone.reasons) is True
    assert (Reason.NOTHING_NEWER in latest.reasons) is False
    assert holding.pace is Pace.HOLDING
    assert "so there is no pace" in latest.explain("en")


def test_beyond_the_strong_edge_for_certain() -> None:
    group = LeadingGroup(worst=50, best=45)
    found = {
        text: judge({2020: text}, group, unit=Unit.RANK).status for text in ("<45", "<46", "<=50")
    }
    assert found == {"<45": Status.EXCEEDED, "<46": Status.MET, "<=50": Status.MET}


def test_a_reference_that_is_only_a_bound_sets_no_limit() -> None:
    verdict = judge({2015: ">10", 2020: 1}, RelativeTo(period=2015, factor=0.5, least=False))

    assert verdict.outcome is Outcome.AWAITING_DATA
    assert Reason.NO_REFERENCE in verdict.reasons


def test_an_event_is_no_bound() -> None:
    target = promise(Milestone(event=Text("x", "x")), unit=Unit.EVENT)
    with pytest.raises(InvalidValueError, match=r"Series\(x\)\[2020\] should be 1 .*, got '>=1.0'"):
        evaluate(target, Series.of("x", {2020: ">=1"}), as_of="2021-01-01")


# --- changes of method --------------------------------------------------------------------


BROKEN = Series.of(
    "x",
    [
        Observation(period=2014, value=10),
        Observation(period=2017, value=20),
        Observation(period=2018, value=50, flags=["break"]),
        Observation(period=2020, value=70),
    ],
)
CHANGE = [Break(at="2018-01-01", reason=Text("x", "x"))]
UNFLAGGED = Series.of("x", {2014: 10, 2017: 20, 2018: 50, 2020: 70})


@pytest.mark.parametrize("figures,breaks", [(BROKEN, []), (UNFLAGGED, CHANGE)])
def test_a_change_of_method_is_treated_as_the_target_says(figures: Series, breaks: Any) -> None:
    rebase, ignore, refuse = (
        judge(figures, AtLeast(value=60), on_break=how, breaks=breaks)
        for how in ("rebase", "ignore", "refuse")
    )
    assert [v.outcome for v in (rebase, ignore, refuse)] == [
        *(Outcome.MET, Outcome.MET, Outcome.UNDETERMINED)
    ]
    assert [v.baseline and v.baseline.value for v in (rebase, ignore, refuse)] == [50, 10, None]
    assert Reason.REBASED_AFTER_BREAK in rebase.reasons
    assert refuse.reasons == (Reason.FIGURE_IN_WINDOW, Reason.BREAK_REFUSED)
    assert (refuse.value, refuse.pace) == (70, Pace.INSUFFICIENT_DATA)
    assert refuse.explain("en").endswith(
        "The method changed after the target was set, so the new figures are not comparable."
    )
    assert refuse.explain().startswith(
        "Chưa thể kết luận. Yêu cầu: đến hết ngày 31/12/2020, tối thiểu 60%."
    )


@pytest.mark.parametrize("timing", ["reference_period", "publication"])
def test_figures_before_a_refused_break_still_decide(timing: str) -> None:
    late = Series.of(
        "x",
        [
            Observation(period=2014, value=10),
            Observation(period=2020, value=61, published="2020-12-15"),
            Observation(period=2021, value=1, flags=["break"]),
        ],
    )
    verdict = judge(late, AtLeast(value=60), "2022-06-30", on_break="refuse", timing=timing)

    assert verdict.outcome is Outcome.MET
    assert verdict.lost_after_deadline is None  # the new figure does not compare
    assert Reason.BREAK_REFUSED in verdict.reasons


@pytest.mark.parametrize("timing", ["reference_period", "publication"])
@pytest.mark.parametrize("mode", ["at", "reach", "maintain"])
def test_a_refused_figure_decides_nothing(timing: str, mode: str) -> None:
    only_new = Series.of(
        "x",
        [
            Observation(period=2016, value=99, flags=["break"], published="2017-01"),
            Observation(period=2020, value=1, published="2020-12-31"),
        ],
    )
    verdict = judge(only_new, AtLeast(value=60), on_break="refuse", timing=timing, mode=mode)

    assert verdict.outcome is Outcome.UNDETERMINED


def test_a_change_before_the_promise_changes_nothing() -> None:
    earlier = Series.of(
        "x",
        [Observation(period=2013, value=1, flags=["break"]), Observation(period=2020, value=61)],
    )
    assert judge(earlier, AtLeast(value=60), on_break="refuse").outcome is Outcome.MET
    first = [Break(at="2015-01-01", reason=Text("x", "x"))]
    assert (
        judge({2020: 61}, AtLeast(value=60), on_break="refuse", breaks=first).outcome is Outcome.MET
    )


def test_a_relative_limit_does_not_hold_across_a_refused_break() -> None:
    half = RelativeTo(period=2010, factor=0.5, least=False)
    data = [
        Observation(period=2010, value=80),
        Observation(period=2012, value=50, flags=["break"]),
        Observation(period=2020, value=30),
    ]
    figures = Series.of("x", data)
    assert judge(figures, half, on_break="refuse").outcome is Outcome.UNDETERMINED
    assert judge(figures, half).outcome is Outcome.MET


@pytest.mark.parametrize("on_break", ["Rebase", None, 1, ""])
def test_what_a_break_does_is_one_of_three(on_break: Any) -> None:
    with pytest.raises(
        InvalidValueError, match=r"\.on_break should be one of 'rebase', 'ignore', 're"
    ):
        promise(AtLeast(value=1), on_break=on_break)


# --- stages, origins, lateness ----------------------------------------------------------------


def test_a_stage_may_be_relative() -> None:
    steps = Staged(
        stages=[
            Stage(due="2017-12-31", criterion=RelativeTo(period=2015, factor=0.9, least=False)),
            Stage(due="2020-12-31", criterion=AtMost(value=50)),
        ]
    )
    verdict = judge({2015: 100, 2017: 91, 2018: 80, 2019: 75}, steps, "2020-06-30")

    assert [stage.status for stage in verdict.stages] == [Status.MET_LATE, Status.SLOW]
    assert [stage.origin for stage in verdict.stages] == [steps.stages[0].criterion, None]
    assert (
        "Stages: at most 0.9 times the value for 2015 by 31 December 2017: met late; at most 50%"
        in verdict.explain("en")
    )


def test_a_relative_limit_keeps_its_origin() -> None:
    half = RelativeTo(period=2015, factor=0.5, least=False)
    verdict = judge({2015: 80, 2020: 41}, half)

    assert (verdict.origin, verdict.criterion) == (half, AtMost(value=40))
    assert verdict.reference is not None
    assert verdict.reference in verdict.used
    assert verdict.explain("en").startswith(
        "Missed: the target was at most 0.5 times the value for 2015 (80%), that is at most 40%, by 31 "
        "December 2020; the figure for 2020 is 41%"
    )
    assert verdict.explain().startswith(
        "Không đạt. Yêu cầu: đến hết ngày 31/12/2020, tối đa bằng 0,5 lần giá trị năm 2015 (80%), tức tối đa 40%."
    )


@pytest.mark.parametrize(
    "events,status,days",
    [
        ({"2020-12-31": 1}, Status.MET, None),
        ({"2021-01-01": 1}, Status.MET_LATE, 1),
        ({"2021": 1}, Status.MET_LATE, 365),
        ({"2021-06-30": 0}, Status.OVERDUE, None),
        ({"2021-06-30": 0, "2021-08-01": 1}, Status.MET_LATE, 213),
        ({"2020/2021": 1}, Status.UNDETERMINED, None),
        ({}, Status.AWAITING_DATA, None),
    ],
)
def test_an_event_is_late_by_days_or_overdue(events: Any, status: Status, days: int | None) -> None:
    target = promise(Milestone(event=Text("x", "x")), unit=Unit.EVENT)
    verdict = evaluate(target, Series.of("x", events), as_of="2022-01-01")

    assert (verdict.status, verdict.days_late) == (status, days)
