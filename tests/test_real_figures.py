"""What the real figures must give: the acceptance test of the whole library."""

import datetime as dt

import pytest

from vn_ict_directive import DIRECTIVE_01, Series, Status, evaluate, published, readings, scorecard
from vn_ict_directive.evaluation import Evaluation, Outcome, Pace, Reason, Timing


def judged(target: str, as_of: str, **series: str) -> Evaluation:
    promise = DIRECTIVE_01.target(target)
    assert promise.indicator is not None
    return evaluate(promise, published.series(promise.indicator.id, **series), as_of=as_of)


@pytest.mark.parametrize(
    "target,as_of,status,value",
    [
        ("postal.upu-rank", "2020-12-31", Status.MISSED, 49),
        ("postal.upu-rank", "2021-12-31", Status.MISSED, 49),
        ("postal.upu-rank", "2024-12-31", Status.MISSED, 49),
        ("telecommunications.ict-index-rank", "2020-12-31", Status.NOT_EVALUABLE, 108),
        ("telecommunications.ict-index-rank", "2021-12-31", Status.NOT_EVALUABLE, 108),
        ("telecommunications.ict-index-rank", "2024-12-31", Status.NOT_EVALUABLE, 108),
        ("it-application.egdi-rank", "2020-12-31", Status.MISSED, 86),
        ("it-application.egdi-rank", "2021-12-31", Status.MISSED, 86),
        ("it-application.egdi-rank", "2024-12-31", Status.MET_LATE, 86),
        ("cybersecurity.gci-rank", "2020-12-31", Status.AWAITING_DATA, 50),
        ("cybersecurity.gci-rank", "2021-06-28", Status.AWAITING_DATA, 50),
        ("cybersecurity.gci-rank", "2021-06-29", Status.EXCEEDED, 25),
        ("cybersecurity.gci-rank", "2021-12-31", Status.EXCEEDED, 25),
        ("cybersecurity.gci-rank", "2024-12-31", Status.EXCEEDED, 25),
        ("telecommunications.5g-commercial", "2020-12-31", Status.AWAITING_DATA, None),
        ("telecommunications.5g-commercial", "2021-01-08", Status.AWAITING_DATA, None),
        ("telecommunications.5g-commercial", "2021-01-09", Status.OVERDUE, 0),
        ("telecommunications.5g-commercial", "2021-12-31", Status.OVERDUE, 0),
        ("telecommunications.5g-commercial", "2024-10-14", Status.OVERDUE, 0),
        ("telecommunications.5g-commercial", "2024-12-31", Status.MET_LATE, 0),
        ("telecommunications.2g-phase-out-plan", "2020-12-31", Status.MET, 1),
        ("ict-industry.enterprises-per-1000-people", "2020-12-31", Status.INSUFFICIENT_DATA, None),
        ("ict-industry.enterprises-per-1000-people", "2021-12-31", Status.INSUFFICIENT_DATA, None),
        ("ict-industry.enterprises-per-1000-people", "2024-12-31", Status.ON_TRACK, 0.72),
    ],
)
def test_the_publishers_figures_give_the_known_verdicts(
    target: str, as_of: str, status: Status, value: float | None
) -> None:
    verdict = judged(target, as_of)

    assert verdict.status is status
    assert verdict.value == value


def test_the_ict_index_cannot_be_judged_because_it_was_suspended() -> None:
    verdict = judged("telecommunications.ict-index-rank", "2020-12-31")

    assert verdict.outcome is Outcome.NOT_EVALUABLE
    assert Reason.SUSPENDED in verdict.reasons
    (suspension,) = verdict.suspensions
    assert (suspension.start, suspension.end) == (dt.date(2018, 1, 1), dt.date(2022, 12, 31))
    assert "2018" in verdict.explain("vi")


def test_egdi_went_two_of_thirteen_places_by_the_deadline() -> None:
    verdict = judged("it-application.egdi-rank", "2020-12-31")

    assert (verdict.baseline.value, verdict.latest.value) == (88, 86)  # type: ignore[union-attr]
    assert verdict.gap == 11
    assert verdict.attained == pytest.approx(2 / 13)
    assert verdict.elapsed == 1
    assert verdict.ratio == pytest.approx(2 / 13)
    assert verdict.lead == pytest.approx(2 * 2 / 13 - 2)
    assert verdict.projected == 86
    assert verdict.required is None
    assert verdict.pace is Pace.STALLED


def test_egdi_is_met_late_by_the_edition_of_2024() -> None:
    verdict = judged("it-application.egdi-rank", "2024-12-31")

    assert verdict.outcome is Outcome.MISSED
    assert verdict.met_late is not None
    assert (str(verdict.met_late.period), verdict.met_late.value) == ("2024", 71)
    assert judged("it-application.egdi-rank", "2024-09-16").met_late is None


def test_the_upu_target_starts_from_a_baseline_that_satisfies_it() -> None:
    verdict = judged("postal.upu-rank", "2020-12-31")

    assert verdict.baseline is not None
    assert verdict.baseline.value == 45
    assert verdict.ratio is None
    assert Reason.BASELINE_SATISFIED in verdict.reasons
    assert Reason.UNCERTAIN_FIGURE in verdict.reasons
    assert verdict.pace is Pace.REGRESSING


def test_the_enterprise_target_is_pending_with_its_pace_until_2030() -> None:
    verdict = judged("ict-industry.enterprises-per-1000-people", "2024-12-31")

    assert verdict.outcome is Outcome.PENDING
    assert verdict.reporter == "ministry"
    assert verdict.gap == pytest.approx(0.28)
    assert Reason.BASELINE_AFTER_START in verdict.reasons
    assert verdict.attained == pytest.approx((0.72 - 0.677) / (1 - 0.677))
    assert verdict.required == pytest.approx(0.28 / (2031 - (2023 + 151 / 365)))


def test_derived_ratios_never_mix_bases() -> None:
    registered = judged(
        "ict-industry.enterprises-per-1000-people",
        "2026-03-06",
        reporter="derived",
        basis="registered",
    )
    operating = judged(
        "ict-industry.enterprises-per-1000-people",
        "2026-03-06",
        reporter="derived",
        basis="operating",
    )

    assert registered.value == pytest.approx(71_500 / 100_352_192 * 1000)
    assert operating.value == pytest.approx(73_788 / 100_987_686 * 1000)
    assert Reason.UNCERTAIN_FIGURE in registered.reasons
    assert Reason.REBASED_AFTER_BREAK in operating.reasons  # 50,350 six months before


def test_nobody_knew_a_ratio_to_a_population_that_came_out_later() -> None:
    before = judged(
        "ict-industry.enterprises-per-1000-people",
        "2026-03-05",
        reporter="derived",
        basis="registered",
    )

    assert before.status is Status.INSUFFICIENT_DATA
    assert before.latest is None


def test_the_ministrys_own_figures_say_otherwise() -> None:
    assert judged("cybersecurity.gci-rank", "2021-12-31", reporter="ministry").value == 50
    own = judged("telecommunications.ict-index-rank", "2021-12-31", reporter="ministry")

    assert own.status is Status.EXCEEDED
    assert Reason.UNCERTAIN_FIGURE in own.reasons  # no edition exists: an estimate


def test_5g_depends_on_the_reading() -> None:
    found = readings(
        DIRECTIVE_01.target("telecommunications.5g-commercial"),
        published.all_series(),
        as_of="2021-12-31",
    )

    by_trial = [
        r.evaluation
        for r in found
        if r.answer("indicator") == "paid-trial" and r.answer("timing") == "reference_period"
    ]
    assert {verdict.outcome for verdict in by_trial} == {Outcome.MET}
    assert not found.agree
    assert set(found.depends_on) == {"indicator", "reporter", "timing"}


@pytest.mark.parametrize(
    "as_of, press", [("2021-12-31", Status.OVERDUE), ("2024-12-31", Status.MET_LATE)]
)
def test_on_5g_the_press_and_the_ministry_disagree(as_of: str, press: Status) -> None:
    target = DIRECTIVE_01.target("telecommunications.5g-commercial")
    card = scorecard(DIRECTIVE_01, published.all_series(), as_of=as_of)
    said = {
        r.answer("reporter"): r.evaluation.status
        for r in readings(target, published.all_series(), as_of=as_of)
        if (r.answer("indicator"), r.answer("start"), r.answer("timing"))
        == ("as-encoded", "as-encoded", "reference_period")
    }

    assert said == {"press": press, "ministry": Status.MET}
    assert (card[target.id].status, card[target.id].reporter) == (press, "press")


def test_the_2g_plan_is_known_only_to_have_been_submitted_by_a_day() -> None:
    verdict = judged("telecommunications.2g-phase-out-plan", "2020-12-31")

    assert verdict.reasons[:2] == (Reason.EVENT_IN_TIME, Reason.EVENT_BEFORE_START)
    assert "được trình: chậm nhất ngày 28/12/2019" in verdict.explain("vi")


def test_under_the_ministrys_bridge_level_6_is_rank_40() -> None:
    verdict = judged("postal.upu-rank", "2024-12-31", reporter="ministry")

    assert verdict.status is Status.MET_LATE
    assert verdict.met_late is not None
    assert (str(verdict.met_late.period), verdict.met_late.value) == ("2022", 40)
    assert judged("postal.upu-rank", "2023-10-30", reporter="ministry").status is Status.MISSED


def test_to_the_letter_a_rank_better_than_the_band_fails() -> None:
    found = readings(
        DIRECTIVE_01.target("telecommunications.ict-index-rank"),
        published.all_series(),
        as_of="2021-12-31",
    )
    said = {
        r.answer("criterion"): r.evaluation.status
        for r in found
        if r.answer("reporter") == "ministry"
        and r.answer("edge") == "weak"
        and r.answer("timing") == "reference_period"
    }

    assert said == {"as-encoded": Status.EXCEEDED, "literal-band": Status.MISSED}


def test_gci_depends_on_the_edge_the_basis_and_the_reporter() -> None:
    found = readings(
        DIRECTIVE_01.target("cybersecurity.gci-rank"), published.all_series(), as_of="2021-12-31"
    )
    outcomes = {
        (r.answer("edge"), f"{r.answer('indicator')} {r.answer('reporter')}", r.answer("timing")): (
            r.evaluation.outcome
        )
        for r in found
    }

    printed, own, counted = "as-encoded publisher", "as-encoded ministry", "by-count publisher"
    assert outcomes == {
        ("weak", printed, "reference_period"): Outcome.MET,
        ("weak", printed, "publication"): Outcome.MET,  # 50, the edition of 2018
        (
            "weak",
            own,
            "reference_period",
        ): Outcome.AWAITING_DATA,  # the edition of 2018, told in 2021
        ("weak", own, "publication"): Outcome.AWAITING_DATA,
        ("weak", counted, "reference_period"): Outcome.MET,  # 32
        ("weak", counted, "publication"): Outcome.MISSED,  # 53
        ("strong", printed, "reference_period"): Outcome.MET,
        ("strong", printed, "publication"): Outcome.MISSED,
        ("strong", own, "reference_period"): Outcome.AWAITING_DATA,
        ("strong", own, "publication"): Outcome.AWAITING_DATA,
        ("strong", counted, "reference_period"): Outcome.MET,
        ("strong", counted, "publication"): Outcome.MISSED,
    }
    assert set(found.depends_on) == {"edge", "timing", "reporter", "indicator"}


def test_by_publication_gci_is_met_by_the_edition_of_2018() -> None:
    target = DIRECTIVE_01.target("cybersecurity.gci-rank")
    verdict = evaluate(
        target, published.series("gci-rank"), as_of="2020-12-31", timing=Timing.PUBLICATION
    )

    assert verdict.outcome is Outcome.MET
    assert (str(verdict.observation.period), verdict.value) == ("2018", 50)  # type: ignore[union-attr]
    assert Reason.LATEST_PUBLISHED_AT_DUE in verdict.reasons


def test_without_any_figures_nothing_is_met_and_nothing_missed() -> None:
    empty = [Series(indicator=i.id) for i in DIRECTIVE_01.indicators]

    for series in ([], empty):
        card = scorecard(DIRECTIVE_01, series, as_of="2026-01-01")
        outcomes = {v.target.id: v.outcome for v in card}
        assert set(outcomes.values()) == {
            Outcome.AWAITING_DATA,
            Outcome.NOT_EVALUABLE,
            Outcome.PENDING,
        }
        assert card.with_data == 0
