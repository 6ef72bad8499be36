"""The rules of judging, one case each, on targets made up for the purpose."""

import datetime as dt
import pickle
from typing import Any

import attrs
import pytest

from building import indicator, target
from vn_ict_directive import (
    AtLeast,
    AtMost,
    DirectiveError,
    Inference,
    LeadingGroup,
    Milestone,
    Observation,
    Period,
    RelativeTo,
    Series,
    Staged,
    Status,
    Target,
    Text,
    Unit,
    Within,
    evaluate,
)
from vn_ict_directive.criteria import Stage
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Outcome, Pace, Reason, Timing
from vn_ict_directive.model import Break, Suspension
from vn_ict_directive.observations import Flag

AT_LEAST_60 = target(AtLeast(value=60))


def series(data: Any, **more: Any) -> Series:
    return Series.of("x", data, **more)


# --- the outcome -------------------------------------------------------------------


def test_before_the_due_date_it_is_pending() -> None:
    verdict = evaluate(AT_LEAST_60, series({2015: 10, 2019: 99}), as_of="2020-12-30")

    assert verdict.outcome is Outcome.PENDING
    assert verdict.reasons == (Reason.BEFORE_DUE, Reason.BASELINE_AFTER_START)


@pytest.mark.parametrize(
    "value,outcome", [(60, Outcome.MET), (61, Outcome.MET), (59.999, Outcome.MISSED)]
)
def test_from_the_due_date_on_the_latest_figure_in_the_window_decides(
    value: float, outcome: Outcome
) -> None:
    verdict = evaluate(AT_LEAST_60, series({2019: 60, 2020: value}), as_of="2020-12-31")

    assert verdict.outcome is outcome
    assert verdict.value == value
    assert verdict.reasons[0] is Reason.FIGURE_IN_WINDOW


@pytest.mark.parametrize(
    "period,decides",
    [
        ("2019-12-31", False),  # the window is (2019-12-31, 2020-12-31]
        ("2020-01-01", True),
        ("2020-12-31", True),
        ("2021-01-01", False),
        ("2019", False),
        ("2020-Q1", True),
    ],
)
def test_only_a_period_that_ends_in_the_window_speaks_for_the_due_date(
    period: str, decides: bool
) -> None:
    verdict = evaluate(AT_LEAST_60, series({period: 99}), as_of="2022-01-01")

    assert verdict.outcome is (Outcome.MET if decides else Outcome.AWAITING_DATA)


def test_a_wider_window_lets_an_older_figure_speak() -> None:
    patient = attrs.evolve(AT_LEAST_60, window_months=24)

    assert evaluate(patient, series({2019: 99}), as_of="2022-01-01").outcome is Outcome.MET


def test_a_figure_published_after_as_of_is_not_known() -> None:
    figures = series([(2020, 99, "2021-06-29")])

    assert evaluate(AT_LEAST_60, figures, as_of="2021-06-28").outcome is Outcome.AWAITING_DATA
    assert evaluate(AT_LEAST_60, figures, as_of="2021-06-29").outcome is Outcome.MET


def test_an_imprecise_publication_counts_from_its_last_day() -> None:
    figures = series([(2020, 99, "2021-06")])

    assert evaluate(AT_LEAST_60, figures, as_of="2021-06-29").outcome is Outcome.AWAITING_DATA
    assert evaluate(AT_LEAST_60, figures, as_of="2021-06-30").outcome is Outcome.MET


def test_the_latest_visible_vintage_wins() -> None:
    figures = series([(2020, 50, "2021-01-31"), (2020, 70, "2021-06-30")])

    assert evaluate(AT_LEAST_60, figures, as_of="2021-02-01").outcome is Outcome.MISSED
    assert evaluate(AT_LEAST_60, figures, as_of="2021-07-01").outcome is Outcome.MET
    assert evaluate(AT_LEAST_60, figures, as_of="2021-07-01").met_late is None


def test_a_later_figure_adds_met_late_and_changes_nothing_else() -> None:
    verdict = evaluate(
        AT_LEAST_60, series({2020: 50, 2021: 55, 2022: 61, 2023: 62}), as_of="2024-01-01"
    )

    assert (verdict.outcome, verdict.status) == (Outcome.MISSED, Status.MET_LATE)
    assert str(verdict.met_late.period) == "2022"  # type: ignore[union-attr]
    assert Reason.MET_AFTER_DEADLINE in verdict.reasons


def test_a_later_figure_adds_lost_after_deadline_and_the_target_stays_met() -> None:
    verdict = evaluate(AT_LEAST_60, series({2020: 60, 2021: 61, 2022: 59}), as_of="2024-01-01")

    assert (verdict.outcome, verdict.status) == (Outcome.MET, Status.MET)
    assert str(verdict.lost_after_deadline.period) == "2022"  # type: ignore[union-attr]
    assert Reason.LOST_AFTER_DEADLINE in verdict.reasons
    assert verdict.pace is Pace.REGRESSING


def test_a_later_figure_does_not_stand_in_for_the_missing_one() -> None:
    verdict = evaluate(AT_LEAST_60, series({2019: 70, 2021: 80}), as_of="2022-01-01")

    assert verdict.outcome is Outcome.AWAITING_DATA
    assert verdict.met_late is None
    assert Reason.NO_FIGURE_IN_WINDOW in verdict.reasons


@pytest.mark.parametrize("figures", [None, Series(indicator="x")])
def test_no_data_is_awaited_and_never_missed_or_met(figures: Series | None) -> None:
    late = evaluate(AT_LEAST_60, figures, as_of="2030-01-01")
    early = evaluate(AT_LEAST_60, figures, as_of="2016-01-01")

    assert (late.outcome, early.outcome) == (Outcome.AWAITING_DATA, Outcome.PENDING)
    assert late.status is Status.AWAITING_DATA
    assert early.status is Status.INSUFFICIENT_DATA
    assert Reason.NO_FIGURES in late.reasons
    assert (late.value, late.gap, late.target_value, late.used) == (None, None, None, ())


def suspended(*spans: tuple[str, str | None]) -> Target:
    stops = [Suspension(start=a, end=b, reason=Text("ngừng", "stopped")) for a, b in spans]
    return target(AtLeast(value=60), indicator=indicator(suspensions=stops))


def test_an_indicator_suspended_over_the_whole_window_cannot_be_judged() -> None:
    whole = suspended(("2018-01-01", "2022-12-31"))
    joined = suspended(("2020-07-01", None), ("2020-01-01", "2020-06-30"))
    exact = suspended(("2020-01-01", "2020-12-31"))

    for promise in (whole, joined, exact):
        verdict = evaluate(promise, series({2017: 99}), as_of="2021-01-01")
        assert verdict.outcome is Outcome.NOT_EVALUABLE
        assert Reason.SUSPENDED in verdict.reasons
        assert verdict.status is Status.NOT_EVALUABLE
    assert len(evaluate(joined, None, as_of="2021-01-01").suspensions) == 2


@pytest.mark.parametrize(
    "start,end",
    [("2020-01-02", None), ("2018-01-01", "2020-12-30"), ("2021-01-01", None)],
)
def test_a_suspension_of_part_of_the_window_leaves_it_awaited(start: str, end: str | None) -> None:
    verdict = evaluate(suspended((start, end)), None, as_of="2021-01-01")

    assert verdict.outcome is Outcome.AWAITING_DATA


def test_two_suspensions_with_a_day_between_leave_it_awaited() -> None:
    gap = suspended(("2020-01-01", "2020-06-30"), ("2020-07-02", None))

    assert evaluate(gap, None, as_of="2021-01-01").outcome is Outcome.AWAITING_DATA


def test_a_suspended_indicator_is_pending_before_the_due_date() -> None:
    verdict = evaluate(suspended(("2018-01-01", None)), None, as_of="2020-01-01")

    assert (verdict.outcome, verdict.suspensions) == (Outcome.PENDING, ())


def test_a_figure_given_despite_the_suspension_decides() -> None:
    verdict = evaluate(suspended(("2018-01-01", None)), series({2020: 70}), as_of="2021-01-01")

    assert verdict.outcome is Outcome.MET


def test_of_several_figures_in_the_window_the_last_decides() -> None:
    verdict = evaluate(AT_LEAST_60, series({"2020-Q1": 70, "2020-Q3": 50}), as_of="2021-01-01")

    assert (verdict.outcome, verdict.value) == (Outcome.MISSED, 50)


@pytest.mark.parametrize("later", [70, 50])
def test_a_figure_after_the_deadline_is_neither_late_nor_lost_while_data_is_awaited(
    later: int,
) -> None:
    verdict = evaluate(AT_LEAST_60, series({2019: 60, 2021: later}), as_of="2022-01-01")

    assert verdict.outcome is Outcome.AWAITING_DATA
    assert (verdict.met_late, verdict.lost_after_deadline) == (None, None)


def test_by_edition_an_older_figure_that_comes_out_late_is_not_a_later_one() -> None:
    satisfies_late = series([(2019, 70, "2021-05-01"), (2020, 50, None), (2021, 50, None)])
    breaks_late = series([(2019, 50, "2021-05-01"), (2020, 70, None), (2021, 70, None)])

    assert evaluate(AT_LEAST_60, satisfies_late, as_of="2022-01-01").status is Status.MISSED
    assert evaluate(AT_LEAST_60, breaks_late, as_of="2022-01-01").lost_after_deadline is None


def test_the_reasons_come_in_the_order_of_the_rules_and_are_only_those_that_hold() -> None:
    met = evaluate(AT_LEAST_60, series({2014: 10, 2020: 70, 2021: 80}), as_of="2022-01-01")
    lost = evaluate(AT_LEAST_60, series({2014: 10, 2020: 70, 2021: 50}), as_of="2022-01-01")
    missed = evaluate(AT_LEAST_60, series({2014: 10, 2020: 50, 2021: 55}), as_of="2022-01-01")
    late = evaluate(AT_LEAST_60, series({2015: 10, 2020: 50, 2021: 70}), as_of="2022-01-01")

    assert met.reasons == missed.reasons == (Reason.FIGURE_IN_WINDOW,)
    assert lost.reasons == (Reason.FIGURE_IN_WINDOW, Reason.LOST_AFTER_DEADLINE)
    assert late.reasons == (
        Reason.FIGURE_IN_WINDOW,
        Reason.MET_AFTER_DEADLINE,
        Reason.BASELINE_AFTER_START,
    )


# --- modes ---------------------------------------------------------------------------


def test_reach_is_met_at_once_by_any_figure_after_the_start() -> None:
    promise = target(AtLeast(value=60), mode="reach")
    verdict = evaluate(promise, series({2016: 10, 2017: 61, 2018: 5}), as_of="2018-12-31")

    assert verdict.outcome is Outcome.MET
    assert verdict.value == 61
    assert verdict.reasons[0] is Reason.REACHED_IN_TIME


def test_reach_does_not_count_a_figure_up_to_the_start_or_after_the_due_date() -> None:
    promise = target(AtLeast(value=60), mode="reach", start="2015-12-31")
    verdict = evaluate(promise, series({2015: 99, 2020: 10, 2021: 99}), as_of="2022-01-01")

    assert verdict.status is Status.MET_LATE
    assert verdict.value == 10
    on_the_day = evaluate(promise, series({2015: 99, 2020: 60}), as_of="2022-01-01")
    assert on_the_day.reasons[0] is Reason.REACHED_IN_TIME


def test_maintain_is_missed_at_once_by_any_figure_that_violates() -> None:
    promise = target(AtMost(value=5), mode="maintain")
    verdict = evaluate(promise, series({2016: 4, 2017: 6, 2018: 3}), as_of="2018-12-31")

    assert verdict.outcome is Outcome.MISSED
    assert verdict.value == 6
    assert verdict.reasons[0] is Reason.VIOLATED_IN_TIME


def test_maintain_is_met_only_once_the_due_date_has_come() -> None:
    promise = target(AtMost(value=5), mode="maintain")
    kept = series({2016: 4, 2020: 5})

    assert evaluate(promise, kept, as_of="2020-12-30").outcome is Outcome.PENDING
    assert evaluate(promise, kept, as_of="2020-12-31").outcome is Outcome.MET


@pytest.mark.parametrize("mode", ["reach", "maintain"])
def test_the_other_modes_await_data_too(mode: str) -> None:
    promise = target(AtLeast(value=60), mode=mode)

    assert evaluate(promise, None, as_of="2021-01-01").outcome is Outcome.AWAITING_DATA


def test_reach_is_not_lost_nor_maintain_met_late_on_the_due_date_itself() -> None:
    figures = series({2016: 70, 2020: 50, 2021: 70})
    reached = evaluate(target(AtLeast(value=60), mode="reach"), figures, as_of="2022-01-01")
    violated = evaluate(target(AtMost(value=60), mode="maintain"), figures, as_of="2022-01-01")

    assert (reached.outcome, reached.lost_after_deadline) == (Outcome.MET, None)
    assert (violated.status, violated.met_late) == (Status.MISSED, None)


# --- timing ---------------------------------------------------------------------------


def test_by_publication_the_latest_figure_known_at_the_deadline_decides() -> None:
    figures = series([(2017, 70, "2018-05-01"), (2020, 10, "2021-05-01")])
    verdict = evaluate(AT_LEAST_60, figures, as_of="2022-01-01", timing="publication")

    assert verdict.outcome is Outcome.MET
    assert verdict.value == 70
    assert verdict.lost_after_deadline is not None
    assert verdict.reasons[0] is Reason.LATEST_PUBLISHED_AT_DUE


def test_by_publication_a_revision_after_the_deadline_does_not_decide() -> None:
    figures = series([(2020, 70, "2020-12-01"), (2020, 10, "2021-05-01")])

    by_publication = evaluate(AT_LEAST_60, figures, as_of="2022-01-01", timing=Timing.PUBLICATION)
    by_edition = evaluate(AT_LEAST_60, figures, as_of="2022-01-01")

    assert by_publication.outcome is Outcome.MET
    assert by_edition.outcome is Outcome.MISSED


def test_by_publication_nothing_published_is_awaited() -> None:
    figures = series([(2020, 70, "2021-05-01")])
    verdict = evaluate(AT_LEAST_60, figures, as_of="2022-01-01", timing="publication")

    assert verdict.outcome is Outcome.AWAITING_DATA
    assert Reason.NOTHING_PUBLISHED_AT_DUE in verdict.reasons
    nothing = evaluate(AT_LEAST_60, None, as_of="2022-01-01", timing="publication")
    assert nothing.outcome is Outcome.AWAITING_DATA


def test_by_publication_a_suspended_indicator_cannot_be_judged_either() -> None:
    promise = suspended(("2018-01-01", "2022-12-31"))
    verdict = evaluate(promise, series({2017: 99}), as_of="2021-01-01", timing="publication")

    assert verdict.outcome is Outcome.NOT_EVALUABLE


def test_by_publication_a_figure_met_later_is_met_late() -> None:
    figures = series([(2019, 10, "2020-05-01"), (2020, 70, "2021-05-01")])
    verdict = evaluate(AT_LEAST_60, figures, as_of="2022-01-01", timing="publication")

    assert verdict.status is Status.MET_LATE
    assert verdict.met_late is not None
    assert verdict.met_late.value == 70


def test_by_publication_what_was_published_on_the_due_date_is_not_late() -> None:
    figures = series([(2018, 70, "2020-12-31"), (2019, 10, "2020-05-01")])
    mirrored = series([(2018, 10, "2020-12-31"), (2019, 70, "2020-05-01")])
    missed = evaluate(AT_LEAST_60, figures, as_of="2022-01-01", timing="publication")
    met = evaluate(AT_LEAST_60, mirrored, as_of="2022-01-01", timing="publication")

    assert (missed.status, missed.met_late) == (Status.MISSED, None)
    assert (met.outcome, met.lost_after_deadline) == (Outcome.MET, None)


# --- criteria ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "criterion,value,outcome",
    [
        (AtMost(value=5), 5, Outcome.MET),
        (AtMost(value=5, strict=True), 5, Outcome.MISSED),
        (AtMost(value=5, strict=True), 4, Outcome.MET),
        (AtLeast(value=5, strict=True), 5, Outcome.MISSED),
        (AtLeast(value=5, strict=True), 6, Outcome.MET),
        (Within(low=2, high=4), 2, Outcome.MET),
        (Within(low=2, high=4), 4, Outcome.MET),
        (Within(low=2, high=4), 5, Outcome.MISSED),
        (Within(low=2, high=4), 1, Outcome.MISSED),
    ],
)
def test_each_criterion_decides_at_its_edges(
    criterion: Any, value: float, outcome: Outcome
) -> None:
    assert evaluate(target(criterion), series({2020: value}), as_of="2021-01-01").outcome is outcome


@pytest.mark.parametrize(
    "rank,status",
    [
        (25, Status.EXCEEDED),
        (44, Status.EXCEEDED),
        (45, Status.MET),
        (50, Status.MET),
        (51, Status.MISSED),
    ],
)
def test_a_rank_better_than_the_leading_group_never_fails(rank: int, status: Status) -> None:
    promise = target(LeadingGroup(worst=50, best=45), indicator=indicator(Unit.RANK))
    verdict = evaluate(promise, series({2020: rank}), as_of="2021-01-01")

    assert verdict.status is status
    assert (Reason.BEYOND_LEADING_GROUP in verdict.reasons) is (status is Status.EXCEEDED)


def test_a_rank_beyond_the_group_is_not_exceeded_before_the_due_date() -> None:
    promise = target(LeadingGroup(worst=50, best=45), indicator=indicator(Unit.RANK))
    verdict = evaluate(promise, series({2014: 60, 2018: 25}), as_of="2019-01-01")

    assert verdict.status is Status.HOLDING
    assert Reason.BEYOND_LEADING_GROUP not in verdict.reasons


def test_a_relative_limit_is_worked_out_from_its_reference_period() -> None:
    promise = target(RelativeTo(period=2015, factor=0.5, least=False))
    verdict = evaluate(promise, series({2015: 80, 2020: 41}), as_of="2021-01-01")

    assert verdict.criterion == AtMost(value=40)
    assert verdict.outcome is Outcome.MISSED
    assert verdict.gap == 1
    assert verdict.reference is not None
    assert verdict.reference.value == 80
    assert verdict.target is promise


def test_a_rank_beyond_the_group_that_decides_nothing_does_not_exceed() -> None:
    promise = target(LeadingGroup(worst=50, best=45), indicator=indicator(Unit.RANK))
    verdict = evaluate(promise, series({2018: 25}), as_of="2021-01-01")

    assert verdict.status is Status.AWAITING_DATA
    assert Reason.BEYOND_LEADING_GROUP not in verdict.reasons


def test_a_relative_limit_is_judged_on_either_basis() -> None:
    promise = target(RelativeTo(period=2015, factor=0.5, least=False))
    figures = series([(2015, 80, None), (2019, 39, "2020-05-01"), (2020, 41, "2021-05-01")])
    by_edition = evaluate(promise, figures, as_of="2022-01-01")
    by_publication = evaluate(promise, figures, as_of="2022-01-01", timing="publication")

    assert (by_edition.outcome, by_edition.timing) == (Outcome.MISSED, Timing.REFERENCE_PERIOD)
    assert (by_publication.outcome, by_publication.timing) == (Outcome.MET, Timing.PUBLICATION)


@pytest.mark.parametrize(
    "as_of,outcome", [("2020-01-01", Outcome.PENDING), ("2021-01-01", Outcome.AWAITING_DATA)]
)
def test_a_relative_limit_without_its_reference_decides_nothing(
    as_of: str, outcome: Outcome
) -> None:
    promise = target(RelativeTo(period=2015, factor=1.3, least=True))
    verdict = evaluate(promise, series({2018: 41, 2019: 50}), as_of=as_of)

    assert verdict.outcome is outcome
    assert Reason.NO_REFERENCE in verdict.reasons
    assert verdict.gap is None
    assert verdict.latest is not None
    assert evaluate(promise, None, as_of=as_of).outcome is outcome


@pytest.mark.parametrize("timing", Timing)
def test_a_relative_limit_without_its_reference_says_what_it_rests_on(timing: Timing) -> None:
    promise = target(RelativeTo(period=2015, factor=1.3, least=True))
    figures = series({2018: 41, 2019: 50})
    verdict = evaluate(promise, figures, as_of="2020-12-31", timing=timing)

    assert (verdict.outcome, verdict.suspensions) == (Outcome.AWAITING_DATA, ())
    assert (verdict.reasons, verdict.timing) == ((Reason.NO_REFERENCE,), timing)
    assert verdict.series is figures
    assert verdict.value == 50


def test_a_relative_limit_on_a_suspended_indicator_cannot_be_judged() -> None:
    stop = Suspension(start="2014-01-01", reason=Text("ngừng", "stopped"))
    promise = target(
        RelativeTo(period=2015, factor=1.3, least=True), indicator=indicator(suspensions=[stop])
    )

    assert evaluate(promise, None, as_of="2021-01-01").outcome is Outcome.NOT_EVALUABLE
    assert evaluate(promise, None, as_of="2020-01-01").outcome is Outcome.PENDING


def test_the_suspension_counts_from_the_due_date_on_where_the_reference_is_missing() -> None:
    stop = Suspension(start="2014-01-01", reason=Text("ngừng", "stopped"))
    promise = target(
        RelativeTo(period=2015, factor=1.3, least=True), indicator=indicator(suspensions=[stop])
    )
    before = evaluate(promise, None, as_of="2020-12-30")
    after = evaluate(promise, None, as_of="2020-12-31")

    assert before.reasons == (Reason.BEFORE_DUE, Reason.NO_REFERENCE)
    assert before.suspensions == ()
    assert after.outcome is Outcome.NOT_EVALUABLE
    assert after.reasons == (Reason.NO_REFERENCE, Reason.SUSPENDED)
    assert after.suspensions == (stop,)


STAGED = target(
    Staged(
        stages=[
            Stage(due="2018-12-31", criterion=AtLeast(value=20)),
            Stage(due="2019-12-31", criterion=AtLeast(value=40)),
            Stage(due="2020-12-31", criterion=AtLeast(value=60)),
        ]
    )
)


def test_every_stage_is_judged_and_the_next_undecided_is_the_headline() -> None:
    verdict = evaluate(STAGED, series({2015: 0, 2018: 10, 2019: 45}), as_of="2020-01-31")

    assert [s.outcome for s in verdict.stages] == [Outcome.MISSED, Outcome.MET, Outcome.PENDING]
    assert verdict.outcome is Outcome.PENDING
    assert (verdict.due, verdict.target_value) == (dt.date(2020, 12, 31), 60)
    assert Reason.EARLIER_STAGE_MISSED in verdict.reasons
    assert verdict.target is STAGED
    assert {s.target for s in verdict.stages} == {STAGED}


def test_once_every_stage_is_due_the_last_is_the_headline() -> None:
    verdict = evaluate(STAGED, series({2018: 20, 2019: 45, 2020: 50}), as_of="2021-01-31")

    assert verdict.outcome is Outcome.MISSED
    assert Reason.EARLIER_STAGE_MISSED not in verdict.reasons


def test_the_first_stage_is_the_headline_before_any_is_due() -> None:
    verdict = evaluate(STAGED, None, as_of="2016-01-31")

    assert (verdict.outcome, verdict.due) == (Outcome.PENDING, dt.date(2018, 12, 31))


# --- milestones ----------------------------------------------------------------------

EVENT = indicator(Unit.EVENT)


def milestone(**more: Any) -> Target:
    earliest = more.pop("earliest", None)
    more.setdefault("indicator", EVENT)
    return target(Milestone(event=Text("xảy ra", "it happens"), earliest=earliest), **more)


@pytest.mark.parametrize(
    "events,as_of,status,reason",
    [
        ({"2020-06-30": 1}, "2020-06-30", Status.MET, Reason.EVENT_IN_TIME),
        ({"2020-12-31": 1}, "2021-06-30", Status.MET, Reason.EVENT_IN_TIME),
        ({"2020": 1}, "2021-06-30", Status.MET, Reason.EVENT_IN_TIME),
        ({"2014-12-31": 1}, "2021-06-30", Status.MET, Reason.EVENT_BEFORE_START),
        ({"2021-01-01": 1}, "2021-06-30", Status.MET_LATE, Reason.EVENT_AFTER_DUE),
        ({"2020-W53": 1}, "2021-06-30", Status.UNDETERMINED, Reason.EVENT_DATE_IMPRECISE),
        ({"2020-W53": 1}, "2020-12-30", Status.INSUFFICIENT_DATA, Reason.BEFORE_DUE),
        ({"2020-12-31": 0}, "2021-06-30", Status.OVERDUE, Reason.REPORTED_NOT_DONE),
        ({"2021-06-30": 0}, "2021-06-30", Status.OVERDUE, Reason.REPORTED_NOT_DONE),
        ({"2020-W53": 1, "2020": 0}, "2021-06-30", Status.MET_LATE, Reason.REPORTED_NOT_DONE),
        ({"2020-06-30": 0}, "2021-06-30", Status.AWAITING_DATA, Reason.NO_EVENT_REPORTED),
        ({}, "2020-06-30", Status.INSUFFICIENT_DATA, Reason.BEFORE_DUE),
        ({}, "2021-06-30", Status.AWAITING_DATA, Reason.NO_EVENT_REPORTED),
    ],
)
def test_a_milestone_is_judged_by_reports_of_its_event(
    events: dict[str, int], as_of: str, status: Status, reason: Reason
) -> None:
    verdict = evaluate(milestone(), series(events), as_of=as_of)

    assert verdict.status is status
    assert reason in verdict.reasons


def test_the_first_event_in_time_decides() -> None:
    events = series({"2019-05-01": 1, "2020-05-01": 1, "2022-05-01": 1, "2021-06-30": 0})

    assert str(evaluate(milestone(), events, as_of="2023-01-01").observation.period) == "2019-05-01"  # type: ignore[union-attr]


def test_what_is_only_announced_has_not_happened() -> None:
    announced = series([("2020-10-16", 1, "2020-09-13")])

    assert evaluate(milestone(), announced, as_of="2020-10-15").outcome is Outcome.PENDING
    assert evaluate(milestone(), announced, as_of="2020-10-16").outcome is Outcome.MET


@pytest.mark.parametrize(
    "when,status",
    [
        ("2019-12-31", Status.AWAITING_DATA),  # too early does not count
        ("2020-01-01", Status.MET),
        ("2019/2020", Status.UNDETERMINED),  # might be too early: imprecise
        ("2021-02-01", Status.MET_LATE),
    ],
)
def test_an_event_before_the_earliest_day_does_not_count(when: str, status: Status) -> None:
    promise = milestone(earliest="2020-01-01")

    assert evaluate(promise, series({when: 1}), as_of="2022-01-01").status is status


def test_an_event_wholly_before_the_earliest_day_is_no_imprecise_one() -> None:
    promise = milestone(earliest="2020-01-01")
    too_early = evaluate(promise, series({"2019-12-31": 1}), as_of="2022-01-01")
    imprecise = evaluate(promise, series({"2019/2020": 1}), as_of="2022-01-01")

    assert (too_early.reasons, too_early.value) == ((Reason.NO_EVENT_REPORTED,), None)
    assert (imprecise.reasons, imprecise.value) == ((Reason.EVENT_DATE_IMPRECISE,), 1)


def test_a_report_that_it_had_not_happened_outweighs_an_imprecise_event() -> None:
    promise = milestone(earliest="2020-01-01")
    imprecise = evaluate(promise, series({"2019/2020-12": 1, "2021": 0}), as_of="2022-01-01")
    late = evaluate(milestone(), series({"2020-W53": 1, "2020": 0}), as_of="2022-01-01")
    never = evaluate(milestone(), series({"2020": 0}), as_of="2022-01-01")

    assert (imprecise.reasons, imprecise.met_late) == ((Reason.REPORTED_NOT_DONE,), None)
    assert late.reasons == (Reason.REPORTED_NOT_DONE, Reason.MET_AFTER_DEADLINE)
    assert never.reasons == (Reason.REPORTED_NOT_DONE,)


@pytest.mark.parametrize(
    "when, earliest, status, reasons",
    [
        ("2020-12-31", None, Status.MET, (Reason.EVENT_IN_TIME,)),
        ("2014-12-31", None, Status.MET, (Reason.EVENT_IN_TIME, Reason.EVENT_BEFORE_START)),
        ("2021-03-01", None, Status.UNDETERMINED, (Reason.EVENT_DATE_IMPRECISE,)),
        ("2020-12-31", "2020-01-01", Status.UNDETERMINED, (Reason.EVENT_DATE_IMPRECISE,)),
        ("2019-12-31", "2020-01-01", Status.AWAITING_DATA, (Reason.NO_EVENT_REPORTED,)),
    ],
)
def test_an_event_known_only_to_have_happened_by_a_day(
    when: str, earliest: str | None, status: Status, reasons: tuple[Reason, ...]
) -> None:
    """It is in time where that day is, and open where it may lie on either side."""
    event = series([Observation(period=when, value=1, flags=["happened-by"])])
    verdict = evaluate(milestone(earliest=earliest), event, as_of="2022-01-01")

    assert verdict.status is status
    doubt = () if status is Status.AWAITING_DATA else (Reason.UNCERTAIN_FIGURE,)
    assert verdict.reasons == (*reasons, *doubt)


def test_a_denial_outweighs_an_event_known_only_by_a_later_day() -> None:
    event = series(
        [
            Observation(period="2021-03-01", value=1, flags=["happened-by"]),
            Observation(period="2020-12-31", value=0),
        ]
    )
    verdict = evaluate(milestone(), event, as_of="2022-01-01")

    assert verdict.status is Status.MET_LATE
    assert verdict.reasons == (Reason.REPORTED_NOT_DONE, Reason.MET_AFTER_DEADLINE)


def test_a_sentence_says_that_the_day_is_the_latest_possible_one() -> None:
    event = series([Observation(period="2020-06-30", value=1, flags=["happened-by"])])
    verdict = evaluate(milestone(), event, as_of="2022-01-01")

    assert "chậm nhất ngày 30/06/2020" in verdict.explain("vi")
    assert "no later than 30 June 2020" in verdict.explain("en")
    assert "ngày muộn nhất có thể của sự kiện" in verdict.explain("vi")
    assert "the latest possible day of the event" in verdict.explain("en")


def test_an_event_on_the_first_day_is_not_before_the_start() -> None:
    verdict = evaluate(milestone(), series({"2015-01-01": 1}), as_of="2022-01-01")

    assert verdict.reasons == (Reason.EVENT_IN_TIME,)


def test_an_event_that_may_have_happened_on_the_due_date_is_imprecise() -> None:
    event = series({"2020-12-31/2021-01-02": 1})
    verdict = evaluate(milestone(), event, as_of="2022-01-01")

    assert verdict.outcome is Outcome.UNDETERMINED
    assert verdict.reasons == (Reason.EVENT_DATE_IMPRECISE,)


def test_by_publication_the_due_date_itself_is_in_time() -> None:
    on_the_day = series([("2020-11-01", 1, "2020-12-31")])
    told_later = series([("2020-12-31", 1, "2021-01-05")])
    in_time = evaluate(milestone(), on_the_day, as_of="2022-01-01", timing="publication")
    unknown = evaluate(milestone(), told_later, as_of="2022-01-01", timing="publication")

    assert in_time.reasons == (Reason.EVENT_IN_TIME,)
    assert unknown.outcome is Outcome.AWAITING_DATA
    assert unknown.reasons == (Reason.NOTHING_PUBLISHED_AT_DUE,)


def test_the_doubts_about_an_event_are_told_too() -> None:
    inferred = Inference(field="due", reason=Text("vì", "since"))
    event = series([Observation(period="2020-05-01", value=1, flags=["single"])])
    verdict = evaluate(milestone(inferences=[inferred]), event, as_of="2022-01-01")

    assert verdict.reasons == (Reason.EVENT_IN_TIME, Reason.UNCERTAIN_FIGURE, Reason.INFERRED)
    assert verdict.series is event
    awaited = evaluate(milestone(inferences=[inferred]), None, as_of="2022-01-01")
    assert awaited.reasons == (Reason.NO_EVENT_REPORTED, Reason.INFERRED)


def test_by_publication_an_event_must_have_been_reported_by_the_deadline() -> None:
    event = series([("2020-11", 1, "2021-01-09")])

    by_publication = evaluate(milestone(), event, as_of="2022-01-01", timing="publication")
    assert by_publication.outcome is Outcome.AWAITING_DATA
    assert Reason.NOTHING_PUBLISHED_AT_DUE in by_publication.reasons
    assert evaluate(milestone(), event, as_of="2022-01-01").outcome is Outcome.MET


def test_a_suspended_event_indicator_cannot_be_judged() -> None:
    stop = Suspension(start="2019-01-01", reason=Text("ngừng", "stopped"))
    promise = milestone(indicator=indicator(Unit.EVENT, suspensions=[stop]))
    verdict = evaluate(promise, None, as_of="2022-01-01")

    assert verdict.outcome is Outcome.NOT_EVALUABLE
    assert verdict.suspensions == (stop,)


def test_an_event_is_neither_half_nor_twice() -> None:
    with pytest.raises(
        InvalidValueError, match=r"^Series\(x\)\[2019\] should be 1 .* or 0 .*, got 0\.5"
    ):
        evaluate(milestone(), series({2019: 0.5}), as_of="2022-01-01")


# --- the pace ------------------------------------------------------------------------


def test_the_straight_line_is_worked_out_in_full() -> None:
    promise = target(AtLeast(value=60), start="2016-01-01", due="2025-12-31")
    verdict = evaluate(promise, series({2015: 10, 2017: 16, 2019: 30}), as_of="2020-06-30")

    assert (verdict.baseline.value, verdict.latest.value) == (10, 30)  # type: ignore[union-attr]
    assert (verdict.target_value, verdict.direction) == (60, 1)
    assert verdict.attained == pytest.approx(20 / 50)
    assert verdict.elapsed == pytest.approx(4 / 10)
    assert verdict.ratio == 1
    assert verdict.lead == pytest.approx(0)
    assert verdict.projected == pytest.approx(60)
    assert verdict.required == pytest.approx(5)
    assert verdict.gap == 30
    assert verdict.pace is Pace.ON_TRACK
    assert verdict.status is Status.ON_TRACK


@pytest.mark.parametrize(
    "latest,pace",
    [
        (95, Pace.ON_TRACK),
        (94, Pace.SLOW),
        (60, Pace.SLOW),
        (59, Pace.STALLED),
        (0, Pace.STALLED),
        (-1, Pace.REGRESSING),
        (200, Pace.HOLDING),
    ],
)
def test_whole_numbers_fall_on_the_right_side_of_every_cut(latest: int, pace: Pace) -> None:
    promise = target(AtLeast(value=200), start="2011-01-01", due="2020-12-31")
    verdict = evaluate(promise, series({2010: 0, 2015: latest}), as_of="2016-01-01")

    assert verdict.pace is pace


def test_a_negative_and_a_sign_changing_series_are_ordinary() -> None:
    promise = target(AtLeast(value=10), start="2016-01-01", due="2025-12-31")
    verdict = evaluate(promise, series({2015: -10, 2020: 0}), as_of="2021-01-01")

    assert verdict.ratio == 1
    assert verdict.projected == 10


def test_the_last_figure_known_at_the_start_is_the_baseline() -> None:
    promise = target(AtLeast(value=60), start="2016-06-30")
    figures = series([(2014, 10, "2015-06-01"), (2015, 20, "2016-07-01"), (2017, 30, None)])

    assert evaluate(promise, figures, as_of="2018-01-01").baseline.value == 10  # type: ignore[union-attr]


def test_a_figure_about_the_time_before_the_start_serves_though_published_later() -> None:
    promise = target(AtLeast(value=60), start="2016-06-30")
    figures = series([(2014, 10, "2017-06-01"), (2015, 20, "2017-07-01"), (2017, 30, None)])
    verdict = evaluate(promise, figures, as_of="2018-01-01")

    assert verdict.baseline.value == 20  # type: ignore[union-attr]
    assert Reason.BASELINE_PUBLISHED_LATER in verdict.reasons


@pytest.mark.parametrize(
    "published,reasons",
    [
        ("2016-06-30", ()),
        ("2016-07-01", (Reason.BASELINE_PUBLISHED_LATER,)),
    ],
)
def test_the_day_of_the_start_itself_belongs_to_the_time_of_the_baseline(
    published: str, reasons: tuple[Reason, ...]
) -> None:
    promise = target(AtLeast(value=60), start="2016-06-30")
    figures = series([("2016-Q2", 10, published), ("2017-Q3", 20, None)])
    verdict = evaluate(promise, figures, as_of="2018-01-01")

    assert verdict.baseline.value == 10  # type: ignore[union-attr]
    assert verdict.reasons == (Reason.BEFORE_DUE, *reasons)


def test_of_the_figures_up_to_the_start_the_last_is_the_baseline() -> None:
    promise = target(AtLeast(value=60), start="2016-06-30")
    first_half = [("2015-12", 5, None), ("2016-06", 10, "2016-08-01")]
    none_known = series([("2015-12", 5, "2016-07-15"), first_half[1], ("2017-07", 20, None)])
    verdict = evaluate(promise, none_known, as_of="2018-01-01")

    assert str(verdict.baseline.period) == "2016-06"  # type: ignore[union-attr]
    assert verdict.reasons == (Reason.BEFORE_DUE, Reason.BASELINE_PUBLISHED_LATER)


def test_where_every_figure_was_known_at_the_start_nothing_is_newer() -> None:
    verdict = evaluate(AT_LEAST_60, series({2013: 10, 2014: 20}), as_of="2018-01-01")

    assert verdict.reasons == (Reason.BEFORE_DUE, Reason.NOTHING_NEWER, Reason.STALE_FIGURE)
    assert verdict.baseline is verdict.latest
    assert (verdict.target_value, verdict.direction) == (60, 1)
    assert verdict.required == pytest.approx(40 / 6)


def test_else_the_first_figure_after_the_start_is_the_baseline() -> None:
    verdict = evaluate(AT_LEAST_60, series({2016: 20, 2017: 30}), as_of="2018-01-01")

    assert verdict.baseline.value == 20  # type: ignore[union-attr]
    assert Reason.BASELINE_AFTER_START in verdict.reasons


def test_a_revised_baseline_keeps_its_place_and_takes_its_latest_value() -> None:
    promise = target(AtLeast(value=60), start="2016-06-30")
    figures = series([(2015, 20, "2016-01-01"), (2015, 25, "2017-01-01"), (2017, 30, None)])
    verdict = evaluate(promise, figures, as_of="2018-01-01")

    assert verdict.baseline.value == 25  # type: ignore[union-attr]
    assert Reason.BASELINE_PUBLISHED_LATER not in verdict.reasons


def test_nothing_newer_than_the_baseline_is_insufficient_even_if_it_satisfies() -> None:
    verdict = evaluate(AT_LEAST_60, series({2014: 70}), as_of="2018-01-01")

    assert verdict.pace is Pace.INSUFFICIENT_DATA
    assert Reason.NOTHING_NEWER in verdict.reasons
    assert verdict.required == 0
    assert verdict.gap == 0


@pytest.mark.parametrize(
    "latest,pace", [(70, Pace.HOLDING), (60, Pace.HOLDING), (59, Pace.REGRESSING)]
)
def test_a_baseline_past_the_target_has_no_ratio(latest: int, pace: Pace) -> None:
    verdict = evaluate(AT_LEAST_60, series({2014: 65, 2018: latest}), as_of="2019-01-01")

    assert verdict.pace is pace
    assert (verdict.ratio, verdict.attained, verdict.elapsed, verdict.lead) == (None,) * 4
    assert Reason.BASELINE_SATISFIED in verdict.reasons


def test_standing_on_a_strict_limit_is_stalled() -> None:
    promise = target(AtLeast(value=60, strict=True))
    verdict = evaluate(promise, series({2014: 60, 2018: 60}), as_of="2019-01-01")

    assert verdict.pace is Pace.STALLED
    assert evaluate(promise, series({2014: 60, 2018: 61}), as_of="2019-01-01").pace is Pace.HOLDING


@pytest.mark.parametrize("latest,pace", [(70, Pace.HOLDING), (59, Pace.INSUFFICIENT_DATA)])
def test_a_baseline_at_or_after_the_due_date_gives_no_ratio(latest: int, pace: Pace) -> None:
    verdict = evaluate(AT_LEAST_60, series({2020: 10, 2022: latest}), as_of="2023-01-01")

    assert verdict.pace is pace
    assert verdict.ratio is None
    assert Reason.BASELINE_AFTER_DUE in verdict.reasons


def test_a_band_is_approached_from_either_side() -> None:
    promise = target(Within(low=40, high=60), start="2016-01-01", due="2025-12-31")
    from_below = evaluate(promise, series({2015: 20, 2020: 30}), as_of="2021-01-01")
    from_above = evaluate(promise, series({2015: 80, 2020: 70}), as_of="2021-01-01")
    overshot = evaluate(promise, series({2015: 20, 2020: 65}), as_of="2021-01-01")

    assert (from_below.target_value, from_below.ratio) == (40, 1)
    assert (from_above.target_value, from_above.ratio) == (60, 1)
    assert overshot.gap == 5


def test_a_band_that_was_overshot_is_left_and_not_approached() -> None:
    promise = target(Within(low=40, high=60), start="2016-01-01", due="2025-12-31")
    overshot = evaluate(promise, series({2015: 20, 2020: 65}), as_of="2021-01-01")
    inside = evaluate(promise, series({2015: 20, 2020: 55}), as_of="2021-01-01")

    assert overshot.pace is Pace.REGRESSING
    assert overshot.reasons == (Reason.BEFORE_DUE, Reason.OVERSHOT)
    assert overshot.ratio is None
    assert overshot.required == pytest.approx(-1)
    assert inside.pace is Pace.HOLDING
    assert inside.reasons == (Reason.BEFORE_DUE,)
    assert inside.ratio == pytest.approx(35 / 20 / 0.5)


@pytest.mark.parametrize("latest", [30, 70])
def test_a_band_that_held_the_baseline_is_lost_at_either_end(latest: int) -> None:
    promise = target(Within(low=40, high=60))
    verdict = evaluate(promise, series({2014: 50, 2018: latest}), as_of="2019-01-01")

    assert verdict.pace is Pace.REGRESSING
    assert verdict.reasons == (Reason.BEFORE_DUE, Reason.BASELINE_SATISFIED)


def test_stepping_back_from_a_strict_limit_is_regressing() -> None:
    promise = target(AtLeast(value=60, strict=True))

    assert evaluate(promise, series({2014: 60, 2018: 59}), as_of="2019-01-01").pace is (
        Pace.REGRESSING
    )


def test_no_projected_rank_is_better_than_one() -> None:
    promise = target(LeadingGroup(worst=10), indicator=indicator(Unit.RANK), due="2025-12-31")
    verdict = evaluate(promise, series({2014: 60, 2020: 11}), as_of="2021-01-01")
    numbers = evaluate(
        target(AtMost(value=10), due="2025-12-31"), series({2014: 60, 2020: 11}), as_of="2021-01-01"
    )

    assert verdict.projected == 1
    assert numbers.projected is not None
    assert numbers.projected < 0


def test_a_latest_figure_after_the_due_date_has_neither_projection_nor_requirement() -> None:
    verdict = evaluate(AT_LEAST_60, series({2014: 10, 2022: 20}), as_of="2023-01-01")

    assert (verdict.projected, verdict.required) == (None, None)
    assert verdict.ratio is not None


def test_the_requirement_is_zero_once_the_latest_figure_satisfies() -> None:
    verdict = evaluate(AT_LEAST_60, series({2014: 10, 2018: 60}), as_of="2019-01-01")

    assert (verdict.required, verdict.gap, verdict.pace) == (0, 0, Pace.HOLDING)


def test_from_the_due_date_on_nothing_more_is_required() -> None:
    on_the_day = evaluate(AT_LEAST_60, series({2014: 10, 2020: 60}), as_of="2021-01-01")
    later = evaluate(AT_LEAST_60, series({2014: 10, 2021: 60}), as_of="2022-01-01")

    assert (on_the_day.required, on_the_day.pace) == (None, Pace.HOLDING)
    assert (later.required, later.pace) == (None, Pace.HOLDING)


# --- breaks --------------------------------------------------------------------------


def test_a_break_of_the_indicator_rebases_to_the_first_figure_after_it() -> None:
    broken = indicator(breaks=[Break(at="2017-01-01", reason=Text("đổi", "changed"))])
    promise = target(AtLeast(value=60), indicator=broken)
    verdict = evaluate(
        promise, series({2014: 10, 2016: 12, 2017: 30, 2019: 40}), as_of="2020-01-01"
    )

    assert verdict.baseline.value == 30  # type: ignore[union-attr]
    assert Reason.REBASED_AFTER_BREAK in verdict.reasons


def test_a_figure_flagged_as_a_break_is_the_new_baseline() -> None:
    figures = series(
        [
            (2014, 10),
            Observation(period=2017, value=30, flags=[Flag.BREAK]),
            Observation(period=2018, value=35, flags=[Flag.BREAK]),
            (2019, 40),
        ]
    )

    assert evaluate(AT_LEAST_60, figures, as_of="2020-01-01").baseline.value == 35  # type: ignore[union-attr]


@pytest.mark.parametrize("at", ["2013-01-01", "2014-12-31", "2021-01-01"])
def test_a_break_elsewhere_changes_nothing(at: str) -> None:
    broken = indicator(breaks=[Break(at=at, reason=Text("đổi", "changed"))])
    promise = target(AtLeast(value=60), indicator=broken)
    verdict = evaluate(promise, series({2014: 10, 2019: 40}), as_of="2020-01-01")

    assert verdict.baseline.value == 10  # type: ignore[union-attr]
    assert Reason.REBASED_AFTER_BREAK not in verdict.reasons


def test_one_break_of_several_is_enough() -> None:
    breaks = [Break(at=at, reason=Text("đổi", "changed")) for at in ("2010-01-01", "2017-01-01")]
    promise = target(AtLeast(value=60), indicator=indicator(breaks=breaks))
    verdict = evaluate(promise, series({2014: 10, 2017: 30, 2019: 40}), as_of="2020-01-01")

    assert verdict.baseline.value == 30  # type: ignore[union-attr]


def test_a_break_up_to_the_baseline_does_not_move_it() -> None:
    old = Observation(period=2012, value=5, flags=[Flag.BREAK])
    new = Observation(period=2014, value=10, flags=[Flag.BREAK])
    figures = series([(2011, 1), old, (2013, 7), new, (2019, 40)])
    verdict = evaluate(AT_LEAST_60, figures, as_of="2020-01-01")

    assert verdict.baseline is new
    assert verdict.reasons == (Reason.BEFORE_DUE,)
    after_it = evaluate(AT_LEAST_60, series([(2011, 1), old, (2013, 7)]), as_of="2020-01-01")
    assert after_it.baseline.value == 7  # type: ignore[union-attr]


def test_a_break_at_the_latest_figure_leaves_nothing_to_compare() -> None:
    broken = indicator(breaks=[Break(at="2019-12-31", reason=Text("đổi", "changed"))])
    promise = target(AtLeast(value=60), indicator=broken)
    verdict = evaluate(promise, series({2014: 10, 2019: 40}), as_of="2020-01-01")

    assert verdict.pace is Pace.INSUFFICIENT_DATA
    assert verdict.baseline is verdict.latest


# --- what the verdict carries --------------------------------------------------------


def test_the_observations_used_come_in_order_of_time_and_once() -> None:
    verdict = evaluate(AT_LEAST_60, series({2014: 1, 2020: 2, 2022: 99}), as_of="2023-01-01")

    assert [str(o.period) for o in verdict.used] == ["2014", "2020", "2022"]


@pytest.mark.parametrize("flag", ["estimated", "provisional", "derived", "single"])
def test_an_uncertain_figure_is_said_to_be_one(flag: str) -> None:
    figures = series([Observation(period=2020, value=70, flags=[flag])])

    assert Reason.UNCERTAIN_FIGURE in evaluate(AT_LEAST_60, figures, as_of="2021-01-01").reasons


def test_a_figure_that_decides_nothing_raises_no_doubt() -> None:
    figures = series([Observation(period=2014, value=70, flags=["single"])])
    verdict = evaluate(AT_LEAST_60, figures, as_of="2021-01-01")

    assert verdict.outcome is Outcome.AWAITING_DATA
    assert Reason.UNCERTAIN_FIGURE not in verdict.reasons


def test_the_gap_is_what_is_missing_and_zero_once_satisfied() -> None:
    for value, gap in ((59, 1), (60, 0), (75, 0)):
        verdict = evaluate(AT_LEAST_60, series({2020: value}), as_of="2021-01-01")
        assert (verdict.gap, verdict.value) == (gap, value)


def test_a_verdict_is_shown_without_the_whole_series() -> None:
    verdict = evaluate(AT_LEAST_60, series({2014: 1, 2020: 2}), as_of="2021-01-01")

    assert "series=" not in repr(verdict)


def test_a_verdict_is_immutable_hashable_and_survives_pickling() -> None:
    verdict = evaluate(AT_LEAST_60, series({2014: 1, 2020: 2}), as_of="2021-01-01")

    assert pickle.loads(pickle.dumps(verdict)) == verdict  # noqa: S301 - our own bytes
    assert hash(verdict) == hash(attrs.evolve(verdict))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        verdict.outcome = Outcome.MET  # type: ignore[misc]


def test_the_reporter_is_the_series_own() -> None:
    assert evaluate(AT_LEAST_60, None, as_of="2021-01-01").reporter is None
    mine = series({2020: 2}, reporter="me")
    assert evaluate(AT_LEAST_60, mine, as_of="2021-01-01").reporter == "me"


# --- what nobody could judge ---------------------------------------------------------


@pytest.mark.parametrize(
    "arguments,message",
    [
        ({"series": Series.of("y", {})}, "the series for a.b should be 'x', got 'y'"),
        (
            {"series": Series.of("x", {}, unit="rank")},
            "the unit of x should be 'percent', got 'rank'",
        ),
        (
            {"series": 1},
            "Series.of data should be a mapping, pairs or observations, got 1",
        ),
        ({"target": "a.b"}, "target should be a Target, got 'a.b'"),
        ({"as_of": "31/12/2020"}, "as_of should be a date or text like '2020-12-31'"),
        ({"as_of": 2020}, "as_of should be a date"),
        ({"as_of": "2020-02-30"}, "as_of should be a day of the calendar"),
        ({"as_of": dt.datetime(2020, 1, 1, 9)}, "as_of should be a day"),  # noqa: DTZ001
        (
            {"timing": "opinion"},
            "timing should be 'reference_period' or 'publication', got 'opinion'",
        ),
    ],
)
def test_bad_input_gets_one_clear_sentence(arguments: dict[str, Any], message: str) -> None:
    good: dict[str, Any] = {"target": AT_LEAST_60, "series": None, "as_of": "2021-01-01"}
    call = good | arguments

    with pytest.raises(InvalidValueError) as caught:
        evaluate(call.pop("target"), call.pop("series"), **call)
    assert str(caught.value).startswith(message)
    assert isinstance(caught.value, DirectiveError)
    assert isinstance(caught.value, ValueError)


def test_a_series_in_the_right_unit_is_taken() -> None:
    figures = series({2020: 70}, unit="percent")

    assert evaluate(AT_LEAST_60, figures, as_of="2021-01-01").outcome is Outcome.MET


def test_a_staged_target_must_fit_its_own_dates_and_unit() -> None:
    stages = [
        Stage(due="2018-12-31", criterion=AtLeast(value=20)),
        Stage(due="2020-12-31", criterion=AtLeast(value=60)),
    ]
    with pytest.raises(InvalidValueError, match="stages due after"):
        target(Staged(stages=stages), due="2021-12-31")
    with pytest.raises(InvalidValueError, match="stages due after"):
        target(Staged(stages=stages), start="2018-12-31")
    ranks = [attrs.evolve(stages[0], criterion=LeadingGroup(worst=5)), stages[1]]
    with pytest.raises(InvalidValueError, match="not for ranks"):
        target(Staged(stages=ranks))


def test_as_of_may_be_a_date() -> None:
    verdict = evaluate(AT_LEAST_60, None, as_of=dt.date(2021, 1, 1))

    assert verdict.as_of == Period.of("2021-01-01").end


def test_a_gap_that_no_double_holds_is_none() -> None:
    verdict = evaluate(target(AtLeast(value=1.7e308)), series({2020: -1.7e308}), as_of="2021-01-01")

    assert (verdict.outcome, verdict.gap) == (Outcome.MISSED, None)
