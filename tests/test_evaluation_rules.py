"""The tables of the rules: every case is reached by a small input, and named facts are defined."""

from typing import Any

import pytest

from building import indicator, target
from situations import BY_PUBLICATION, INPUTS, LAUNCH, SOME, TWO_YEARS, broken, judged, launched
from vn_ict_directive import (
    AtLeast,
    AtMost,
    LeadingGroup,
    Milestone,
    Observation,
    RelativeTo,
    Staged,
    Unit,
    Within,
)
from vn_ict_directive.criteria import Stage
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Outcome, Pace, Reason, Status, rules
from vn_ict_directive.model import Break

TABLES: dict[str, rules.Table[Any]] = {
    "outcome": rules.OUTCOME,
    "event": rules.EVENT,
    "pace": rules.PACE,
    "status": rules.STATUS,
    **{f"reasons {number}": place for number, place in enumerate(rules.REASONS)},
    **{f"reasons of events {number}": place for number, place in enumerate(rules.EVENT_REASONS)},
    **{f"doubts {number}": place for number, place in enumerate(rules.DOUBTS)},
    "stages": rules.STAGES,
}
CASES = [(name, case) for name, table in TABLES.items() for case in table.cases]


@pytest.fixture(scope="module")
def known() -> dict[str, tuple[frozenset[str], Evaluation]]:
    """The facts of every input, with its verdict."""
    found: dict[str, tuple[frozenset[str], Evaluation]] = {}
    seen: list[frozenset[str]] = []
    original = rules.ruling

    def listening(held: frozenset[str]) -> rules.Ruling:
        seen.append(held)
        return original(held)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vn_ict_directive.evaluation.evaluating.ruling", listening)
        for name, make in INPUTS.items():
            verdict = make()
            held = seen[-1] | {verdict.outcome}
            if any(stage.outcome is Outcome.MISSED for stage in verdict.stages):
                held |= {"earlier_missed"}
            found[name] = held, verdict
    return found


@pytest.mark.parametrize("name,case", CASES, ids=[f"{name}: {case.when}" for name, case in CASES])
def test_every_case_of_every_table_is_reached(
    name: str, case: rules.Case[Any], known: dict[str, tuple[frozenset[str], Evaluation]]
) -> None:
    """By a verdict that says what the case says; whole tables are of numbers or of events."""
    table = TABLES[name]
    is_event = name.startswith(("event", "reasons of events"))
    reached = [
        verdict
        for held, verdict in known.values()
        if ("milestone" in held) is is_event or name.startswith(("status", "doubts", "pace"))
        if next(one for one in table.cases if one.holds(held)) is case
    ]
    assert reached
    for verdict in reached:
        answers = {Outcome: verdict.outcome, Pace: verdict.pace, Status: verdict.status}
        if isinstance(case.then, Reason):
            assert case.then in verdict.reasons
        elif case.then is not None:
            assert answers[type(case.then)] is case.then


def test_every_name_in_a_table_is_a_fact_with_a_meaning_and_every_fact_is_asked_for(
    known: dict[str, tuple[frozenset[str], Evaluation]],
) -> None:
    asked = {name.lstrip("~") for _, case in CASES for name in case.when.split()}
    codes = {str(outcome) for outcome in Outcome}

    assert asked - codes <= set(rules.facts())
    # These choose a table, or another case says the same without them.
    assert set(rules.facts()) - asked == {"milestone"}
    assert set().union(*(held for held, _ in known.values())) - codes <= set(rules.facts())


def test_every_case_is_a_sentence_in_both_languages() -> None:
    for _, case in CASES:
        assert case.text.vi
        assert case.text.en
        assert case.text.vi != case.text.en


def test_every_reason_is_in_some_table() -> None:
    assert {case.then for _, case in CASES if isinstance(case.then, Reason)} == set(Reason)


# --- corners ------------------------------------------------------------------------------


def test_nothing_is_maintained_late() -> None:
    verdict = judged({2016: 59, 2021: 61}, mode="maintain")

    assert (verdict.status, verdict.met_late) == (Status.MISSED, None)
    assert Reason.MET_AFTER_DEADLINE not in verdict.reasons


@pytest.mark.parametrize("mode,last", [("reach", 50), ("maintain", 70)])
def test_an_open_bound_leaves_reach_and_maintain_undetermined(mode: str, last: float) -> None:
    """What was known only as more than 55 may have been enough, or may not."""
    verdict = judged({2016: ">55", 2020: last}, mode=mode)

    assert verdict.outcome is Outcome.UNDETERMINED
    assert verdict.observation is not None
    assert verdict.observation.period.label("en") == "2016"
    assert judged({2016: ">55"}, "2018-01-31", mode=mode).outcome is Outcome.PENDING


def test_a_window_is_as_wide_as_the_interval_unless_the_target_says_otherwise() -> None:
    due: dict[str, Any] = {"due": "2021-12-31", "as_of": "2022-01-31"}
    wide = judged({2020: 60}, of={"interval_months": 24}, **due)

    assert wide.outcome is Outcome.MET
    assert Reason.EDITION_BEFORE_DUE in wide.reasons
    stated = judged({2020: 60}, of={"interval_months": 24}, window_months=12, **due)
    assert stated.outcome is Outcome.AWAITING_DATA
    assert judged({2020: 60}, of={"interval_months": 6}, **due).outcome is Outcome.AWAITING_DATA


@pytest.mark.parametrize(
    "editions,due,outcome",
    [
        ((2018, 2020), "2022-12-31", Outcome.AWAITING_DATA),
        ((2018, 2020), "2023-12-31", Outcome.NOT_EVALUABLE),
        ((2018, 2020, 2024), "2021-12-31", Outcome.NOT_EVALUABLE),
        ((2020,), "2020-12-31", Outcome.AWAITING_DATA),
        ((), "2023-12-31", Outcome.AWAITING_DATA),
    ],
)
def test_what_no_edition_can_decide_is_not_awaited(
    editions: tuple[int, ...], due: str, outcome: Outcome
) -> None:
    of = {"interval_months": 24, "editions": editions}

    assert judged(as_of="2040-01-31", due=due, window_months=12, of=of).outcome is outcome


def test_by_publication_an_older_period_that_comes_out_later_changes_nothing() -> None:
    figures = [(2019, 59, "2020-06-01"), (2018, 61, "2021-06-01")]
    newer = [*figures, (2020, 61, "2021-07-01")]

    assert judged(figures, timing=BY_PUBLICATION).status is Status.MISSED
    assert judged(newer, timing=BY_PUBLICATION).status is Status.MET_LATE


@pytest.mark.parametrize("on_break", ["ignore", "refuse", "rebase"])
@pytest.mark.parametrize("start", ["2014-06-30", "2015-01-01", "2015-06-30"])
def test_a_break_that_is_flagged_is_one_stated_for_the_first_day_of_the_period(
    on_break: str, start: str
) -> None:
    flagged = judged([(2014, 10), broken(2015, 20)], "2018-01-31", start=start, on_break=on_break)
    of = {"breaks": [Break(at="2015-01-01", reason=SOME)]}
    stated = judged({2014: 10, 2015: 20}, "2018-01-31", start=start, on_break=on_break, of=of)

    assert (flagged.outcome, flagged.pace, flagged.reasons) == (
        *(stated.outcome, stated.pace, stated.reasons),
    )


def test_a_flag_of_a_superseded_printing_counts_no_more() -> None:
    first = Observation(period=2016, value=20, published="2017-03-01", flags=["break"])
    again = Observation(period=2016, value=20, published="2017-09-01")
    for on_break in ("refuse", "rebase"):
        verdict = judged([(2014, 10), first, again], "2017-12-31", on_break=on_break)
        assert verdict.reasons == (Reason.BEFORE_DUE,)


def test_one_figure_that_satisfies_already_says_so_before_the_due_date_alone() -> None:
    assert Reason.SATISFIES_ALREADY in judged({2018: 61}, "2019-06-30").reasons
    assert Reason.SATISFIES_ALREADY not in judged({2018: 59}, "2019-06-30").reasons
    assert Reason.SATISFIES_ALREADY not in judged({2020: 61}).reasons


def test_a_figure_is_stale_after_two_intervals() -> None:
    for of, fresh, stale in (({}, "2018-12-31", "2019-01-01"), (TWO_YEARS, "2020-12-30", None)):
        assert Reason.STALE_FIGURE not in judged({2016: 10}, fresh, of=of).reasons
        if stale:
            assert Reason.STALE_FIGURE in judged({2016: 10}, stale, of=of).reasons


def test_a_pace_of_a_whole_year_is_no_short_one() -> None:
    assert Reason.SHORT_BASIS not in judged({2015: 10, 2016: 20}, "2017-01-31").reasons


def test_figures_that_are_all_zero_or_on_another_scale_look_like_no_fractions() -> None:
    share: dict[str, Any] = {"scale": (0, 100)}
    for data, of in (({2020: 0}, share), ({2019: 0.5, 2020: 2}, share), ({2020: 0.5}, {})):
        assert Reason.LOOKS_LIKE_FRACTIONS not in judged(data, of=of).reasons


def test_a_report_that_came_before_the_event_denies_nothing() -> None:
    assert launched({"2020-06-30": 0, "2020-11": 1}).outcome is Outcome.MET


@pytest.mark.parametrize(
    "more,message",
    [
        (
            {"criterion": Milestone(event=SOME, earliest="2021-01-01")},
            "earliest should be no later than the due date, 2020-12-31, got '2021-01-01'",
        ),
        ({"criterion": LAUNCH, "mode": "maintain"}, "mode should be 'at' for a milestone"),
        (
            {
                "criterion": Staged(
                    stages=[
                        Stage(due="2018-12-31", criterion=AtLeast(value=60)),
                        Stage(
                            due="2020-12-31",
                            criterion=RelativeTo(period=2015, factor=1, least=False),
                        ),
                        Stage(due="2021-12-31", criterion=Within(low=1, high=2)),
                    ]
                ),
                "due": "2021-12-31",
            },
            None,
        ),
        (
            {
                "criterion": Staged(
                    stages=[
                        Stage(due="2018-12-31", criterion=AtLeast(value=60)),
                        Stage(due="2020-12-31", criterion=AtMost(value=50)),
                    ]
                ),
            },
            "stages in one direction: no figure could satisfy both of these",
        ),
        (
            {
                "criterion": Staged(
                    stages=[
                        Stage(due="2018-12-31", criterion=AtLeast(value=60)),
                        Stage(due="2020-12-31", criterion=LeadingGroup(worst=50)),
                    ]
                ),
                "of": Unit.RANK,
            },
            "criterion should be “rank … or better”, not “or worse”",
        ),
    ],
)
def test_targets_that_contradict_themselves_are_refused(
    more: dict[str, Any], message: str | None
) -> None:
    unit = more.pop("of", Unit.EVENT if isinstance(more["criterion"], Milestone) else Unit.PERCENT)
    criterion = more.pop("criterion")
    if message is None:
        assert target(criterion, unit, **more).criterion == criterion
        return
    with pytest.raises(InvalidValueError, match=message):
        target(criterion, unit, **more)


@pytest.mark.parametrize("months", [0, True, 1.5, 601])
def test_an_interval_is_a_whole_number_of_months(months: Any) -> None:
    with pytest.raises(InvalidValueError, match="interval_months should be whole months"):
        indicator(interval_months=months)


def test_every_table_asks_its_question_in_both_languages() -> None:
    places = (*rules.REASONS, *rules.EVENT_REASONS, *rules.DOUBTS, rules.STAGES)
    tables: tuple[Any, ...] = (rules.OUTCOME, rules.EVENT, rules.PACE, rules.STATUS, *places)
    for table in tables:
        assert table.title.vi != table.title.en
        assert all(case.text.vi and case.text.en for case in table.cases)
