"""The very edges: what only a careful reader of a rule, or of a sentence, would notice."""

import datetime as dt
from typing import Any

import pytest

from building import target as promise
from vn_ict_directive import (
    DIRECTIVE_01,
    AtLeast,
    AtMost,
    LeadingGroup,
    Milestone,
    Period,
    RelativeTo,
    Series,
    Status,
    Target,
    Text,
    Unit,
    evaluate,
    published,
    readings,
)
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Outcome, Pace, Reason
from vn_ict_directive.evaluation.pace import straight_line
from vn_ict_directive.periods import TICKS_PER_YEAR as YEAR
from vn_ict_directive.validators import as_date

SIXTY = promise(AtLeast(value=60))


# --- rules -----------------------------------------------------------------------------


def test_an_earlier_period_published_late_is_not_met_late() -> None:
    figures = [("2020-06", 70, "2021-05-01"), ("2020-12", 50, "2021-03-01"), (2021, 40, None)]
    verdict = evaluate(SIXTY, Series.of("x", figures), as_of="2022-06-30")

    assert (verdict.outcome, verdict.met_late) == (Outcome.MISSED, None)


def test_a_figure_on_the_due_date_itself_is_not_late() -> None:
    kept = promise(AtMost(value=5), mode="maintain")
    verdict = evaluate(kept, Series.of("x", {2017: 6, 2020: 3, 2021: 9}), as_of="2022-06-30")

    assert (verdict.outcome, verdict.met_late) == (Outcome.MISSED, None)


def test_the_very_last_figure_may_be_the_baseline() -> None:
    figures = [(2013, 10, "2016-01-01"), (2014, 20, "2016-01-01")]
    verdict = evaluate(SIXTY, Series.of("x", figures), as_of="2017-06-30")

    assert verdict.baseline is verdict.latest
    assert Reason.BASELINE_PUBLISHED_LATER in verdict.reasons
    assert Reason.NOTHING_NEWER in verdict.reasons


def test_falling_from_a_strict_limit_is_regressing() -> None:
    strict = promise(AtLeast(value=60, strict=True))
    verdict = evaluate(strict, Series.of("x", {2014: 60, 2018: 59}), as_of="2019-06-30")

    assert verdict.pace is Pace.REGRESSING


def test_a_ratio_that_no_double_holds_leaves_the_share_of_time() -> None:
    assert straight_line(0, 0, 1e200, YEAR, 5e-324, 2 * YEAR, 1).elapsed == 0.5


def test_a_rank_better_than_the_strong_edge_exceeds_under_either_reading() -> None:
    target = DIRECTIVE_01.target("cybersecurity.gci-rank")
    found = readings(target, published.series("gci-rank"), as_of="2021-12-31")

    assert {
        r.answer("edge"): r.evaluation.status
        for r in found
        if (r.answer("timing"), r.answer("reporter")) == ("reference_period", "publisher")
    } == {"weak": Status.EXCEEDED, "strong": Status.EXCEEDED}


def test_by_publication_a_later_revision_does_not_move_a_relative_limit() -> None:
    half = promise(RelativeTo(period=2015, factor=0.5, least=False))
    figures = [(2015, 80, "2016-06-01"), (2015, 70, "2022-01-01"), (2020, 38, "2020-12-31")]
    series = Series.of("x", figures)
    outcomes = [
        evaluate(half, series, as_of=as_of, timing="publication").outcome
        for as_of in ("2021-06-30", "2022-06-30")
    ]

    assert outcomes == [Outcome.MET, Outcome.MET]
    assert evaluate(half, series, as_of="2022-06-30").outcome is Outcome.MISSED


def test_by_publication_a_denial_after_the_deadline_decides_nothing() -> None:
    launch = promise(Milestone(event=Text("khai trương", "it is launched")), Unit.EVENT)
    series = Series.of("x", [("2020-11-01", 1, "2021-01-05"), (2020, 0, "2021-02-01")])
    verdict = evaluate(launch, series, as_of="2021-06-30", timing="publication")

    assert verdict.outcome is Outcome.AWAITING_DATA


def test_by_publication_a_report_that_came_out_again_was_known_before() -> None:
    """Neither a later printing nor a later correction changes what was known at the deadline."""
    launch = promise(Milestone(event=Text("khai trương", "it is launched")), Unit.EVENT)
    for again in (1, 0):
        reports = [("2020-11-01", 1, "2020-12-01"), ("2020-11-01", again, "2021-02-01")]
        series = Series.of("x", reports)
        verdict = evaluate(launch, series, as_of="2021-06-30", timing="publication")
        assert (verdict.outcome, verdict.value) == (Outcome.MET, 1)


# --- sentences -------------------------------------------------------------------------


def explained(target: Target, data: Any, as_of: str, **more: Any) -> tuple[str, str]:
    series = None if data is None else Series.of("x", data)
    verdict = evaluate(target, series, as_of=as_of, **more)
    return verdict.explain("vi"), verdict.explain("en")


def test_by_publication_the_whole_paragraph_is_exact() -> None:
    assert explained(SIXTY, {2018: 61}, "2021-01-31", timing="publication") == (
        "Đạt. Yêu cầu: đến hết ngày 31/12/2020, tối thiểu 60%. Số liệu năm 2018 (mới nhất đã công"
        " bố tính đến thời hạn): 61%.",
        "Met: the target was at least 60% by 31 December 2020; the figure for 2018 is 61%, the latest"
        " published by then.",
    )
    assert explained(SIXTY, None, "2021-01-31", timing="publication") == (
        "Chờ số liệu. Yêu cầu: đến hết ngày 31/12/2020, tối thiểu 60%. Đến thời hạn, chưa có số"
        " liệu nào được công bố.",
        "Awaiting data: the target was at least 60% by 31 December 2020. Nothing had been published by"
        " then.",
    )
    launch = promise(Milestone(event=Text("khai trương", "it is launched")), Unit.EVENT)
    assert explained(launch, None, "2021-01-31", timing="publication") == (
        "Chờ số liệu. Yêu cầu: chậm nhất ngày 31/12/2020, khai trương. Đến thời hạn, chưa có thông"
        " tin nào về sự kiện này được công bố.",
        "Awaiting data: the target was: it is launched, by 31 December 2020. No report of it had been"
        " published by then.",
    )


def test_met_late_is_told_in_the_language_asked_for() -> None:
    vi, en = explained(SIXTY, {2020: 10, 2021: 1000.5}, "2022-06-30")

    assert "Sau thời hạn: số liệu năm 2021 là 1.000,5%, đạt yêu cầu." in vi
    assert "The later figure, 1,000.5% for 2021, meets the target." in en
    launch = promise(Milestone(event=Text("khai trương", "it is launched")), Unit.EVENT)
    vi, en = explained(launch, {"2024-10-15": 1}, "2025-06-30")
    assert vi.endswith("Chậm 1.384 ngày so với thời hạn.")
    assert en.endswith("That is 1,384 days late.")


def test_half_a_year_ahead_is_ahead() -> None:
    vi, en = explained(SIXTY, {2014: 0, 2016: 25}, "2017-06-30")

    assert (
        "sớm 0,5 năm so với lộ trình tăng đều; nếu giữ tốc độ này, đến thời hạn sẽ là 75%;"
    ) in vi
    assert "0.5 years ahead of a straight line; at this pace it would be 75% on the due date" in en
    assert "đã thực hiện 41,7% quãng đường cần thiết khi đã hết 33,3% thời gian" in vi
    assert "covered 41.7% of the distance to the target in 33.3% of the time available" in en


def test_what_is_needed_a_year_is_told_only_while_there_is_time() -> None:
    vi, en = explained(SIXTY, {2014: 10, 2018: 30}, "2019-06-30")
    assert "mỗi năm cần tăng thêm" in vi
    assert "a year." in en

    vi, en = explained(SIXTY, {2014: 10, 2018: 30}, "2021-06-30")
    assert "mỗi năm" not in vi
    assert "a year" not in en


def test_a_rank_inside_the_group_and_not_beyond_it_says_no_more() -> None:
    group = promise(LeadingGroup(worst=50, best=45), Unit.RANK)

    assert explained(group, {2020: 47}, "2021-06-30")[1] == (
        "Met: the target was a rank among the top 45–50 by 31 December 2020; the figure for 2020 is"
        " rank 47."
    )
    assert "aspired" in explained(group, {2020: 44}, "2021-06-30")[1]
    assert "aspired" not in explained(group, {2014: 60, 2018: 25}, "2019-06-30")[1]


def test_the_latest_figure_of_a_pending_promise_is_told_in_both_languages() -> None:
    assert explained(SIXTY, {2018: 30}, "2019-06-30") == (
        "Chưa đến hạn. Yêu cầu: đến hết ngày 31/12/2020, tối thiểu 60%. Số liệu mới nhất tính đến"
        " ngày 30/06/2019, năm 2018: 30%, còn thiếu 30 điểm phần trăm. Chưa có số liệu nào mới hơn"
        " giá trị ban đầu nên chưa tính được tiến độ.",
        "Pending: the target is at least 60% by 31 December 2020; the latest figure as of 30 June"
        " 2019, for 2018, is 30%, 30 percentage points short. No figure is newer than the baseline,"
        " so there is no pace yet.",
    )


def test_what_was_inferred_is_a_list() -> None:
    verdict = evaluate(DIRECTIVE_01.target("postal.upu-rank"), None, as_of="2020-06-30")

    assert verdict.explain("vi").endswith(
        " Nội dung suy luận (văn bản không nêu rõ): chỉ tiêu đo; mức yêu cầu; thời hạn; ngày bắt đầu."
    )
    assert verdict.explain("en").endswith(
        " Inferred, not stated in the text: the indicator, the required value, the due date and the"
        " start."
    )


# --- refusals --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value,message",
    [
        (
            "2020-06/2020-01",
            "Period should be an interval that ends after it begins, got '2020-06/2020-01'. Swap"
            " its two parts.",
        ),
        (
            "2020-06/2020",
            "Period should be an interval that ends after it begins, got '2020-06/2020'. Swap its"
            " two parts.",
        ),
        (
            "2020/2020-01",
            "Period should be an interval that ends after it begins, got '2020/2020-01'. Its second"
            " part ends before its first.",
        ),
        (
            "2020/2020-06",
            "Period should be an interval that ends after it begins, got '2020/2020-06'. Its second"
            " part ends before its first.",
        ),
        (
            "2020-Q5",
            "Period should be a period such as 2020, 2020-Q4 or 2020-12-31, got '2020-Q5'. There are"
            " semesters S1 and S2, quarters Q1 to Q4 and weeks W01 to W53.",
        ),
        ("2021-W53", "Period should be a week that the calendar has, got '2021-W53'."),
        (
            2020.0,
            "Period should be a period such as 2020, 2020-Q4 or 2020-12-31, got 2020.0. A year is a"
            " whole number: write 2020.",
        ),
        (
            None,
            "Period should be 2020 (year), 2020-S1 (semester), 2020-Q4 (quarter), 2020-07 (month),"
            " 2020-W52 (ISO week), 2020-12-31 (day) or 2020-01/2020-06 (from the first to the"
            " second), got None.",
        ),
        (
            dt.datetime(2020, 1, 1, 9),  # noqa: DTZ001 - a time of day is what is refused
            "Period should be a day, got datetime.datetime(2020, 1, 1, 9, 0). It holds a time of"
            " day or a time zone: pass its date().",
        ),
    ],
)
def test_a_period_is_refused_in_one_exact_sentence(value: Any, message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Period.of(value)
    assert str(caught.value) == message


def test_an_interval_may_name_one_period_twice_or_lie_in_another() -> None:
    year, quarter = Period.of("2020/2020"), Period.of("2020-01/2020-Q1")

    assert (year.start, year.end) == (dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    assert (quarter.start, quarter.end) == (dt.date(2020, 1, 1), dt.date(2020, 3, 31))


@pytest.mark.parametrize(
    "start,end,kind,message",
    [
        (
            dt.date(2020, 2, 1),
            dt.date(2020, 1, 1),
            "interval",
            "Period should be a start before its end, got (datetime.date(2020, 2, 1),"
            " datetime.date(2020, 1, 1)).",
        ),
        (
            dt.date(2020, 1, 1),
            dt.date(2020, 1, 31),
            "year",
            "Period.kind should be what 2020-01-01 to 2020-01-31 is, got 'year'. Use"
            " Period.of(...), which finds it.",
        ),
    ],
)
def test_a_period_made_by_hand_says_what_it_is(
    start: dt.date, end: dt.date, kind: Any, message: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Period(start=start, end=end, kind=kind)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "value,message",
    [
        ("2020-02-30", "as_of should be a day of the calendar, got '2020-02-30'."),
        (2020, "as_of should be a date or text like '2020-12-31', got 2020."),
    ],
)
def test_a_day_is_refused_in_one_exact_sentence(value: Any, message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        as_date(value, "as_of")
    assert str(caught.value) == message


def test_what_nobody_could_judge_is_named_exactly() -> None:
    launch = promise(Milestone(event=Text("khai trương", "it is launched")), Unit.EVENT)
    with pytest.raises(InvalidValueError) as half:
        evaluate(launch, Series.of("x", {2019: 0.5}), as_of="2021-06-30")
    assert str(half.value).startswith("Series(x)[2019] should be 1 (it happened) or 0")
