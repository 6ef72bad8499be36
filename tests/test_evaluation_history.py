"""The exact days on which verdicts change, why, and what would change one next."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from building import indicator, target
from vn_ict_directive import (
    DIRECTIVE_01,
    AtLeast,
    AtMost,
    Indicator,
    Milestone,
    Observation,
    RelativeTo,
    Series,
    Target,
    Text,
    Unit,
    Within,
    evaluate,
    published,
    scorecard,
    testing,
)
from vn_ict_directive.cli import main
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Status, Timing
from vn_ict_directive.evaluation.history import Why, changes, history, what_would_change
from vn_ict_directive.exchange.json import loads, to_json
from vn_ict_directive.exchange.writing import judgement

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
FIGURES = published.all_series()
ONE_DAY = dt.timedelta(days=1)


def said(verdict: Evaluation) -> Any:
    """Everything that a verdict says; a figure printed again with the same value is the same."""
    return judgement(verdict, lambda o: (str(o.period), o.value, o.bound, o.flags))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Target, Series, dt.date]:
    measured: Indicator = draw(strategies.indicators())
    asked = draw(strategies.targets(indicator=st.just(measured)))
    drawn = draw(testing.series(indicator=measured, vintages=True, bounds=draw(st.booleans())))
    gathered = draw(st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)))
    figures = attrs.evolve(drawn, gathered=gathered)
    days = [asked.due, *(o.visible_from for o in figures), *(o.period.end for o in figures)]
    around = draw(st.sampled_from(days + ([gathered] if gathered else [])))
    return asked, figures, around + dt.timedelta(days=draw(st.integers(-20, 1200)))


@given(cases(), st.sampled_from(Timing))
def test_the_days_are_those_that_a_walk_from_day_to_day_finds(
    case: tuple[Target, Series, dt.date], timing: Timing
) -> None:
    asked, figures, until = case
    since = until - dt.timedelta(days=300)
    found = history(asked, figures, since=since, until=until, timing=timing)

    walked, before = [], evaluate(asked, figures, as_of=since, timing=timing)
    for day in (since + n * ONE_DAY for n in range(1, 301)):
        after = evaluate(asked, figures, as_of=day, timing=timing)
        if said(after) != said(before):
            walked.append(day)
        before = after
    assert [event.day for event in found] == walked
    for event in found:
        assert said(event.after) == said(evaluate(asked, figures, as_of=event.day, timing=timing))
        assert event.causes
        assert {cause.why for cause in event.causes} <= {
            *(Why.FIGURE, Why.REVISION, Why.DUE, Why.STALE, Why.GATHERED)
        }, "figures, days: whoever looks for no other cause finds one of these"


def test_a_directive_has_the_changes_of_all_its_targets_in_order() -> None:
    whole = history(DIRECTIVE_01, FIGURES, since="2020-01-03", until="2024-12-31")
    each = [
        event
        for one in DIRECTIVE_01.targets
        for event in history(one, FIGURES, since="2020-01-03", until="2024-12-31")
    ]
    assert [event.day for event in whole] == sorted(event.day for event in each)
    assert len(whole) == len(each) > len(whole.turned) > 0
    assert all(event.before.status is not event.after.status for event in whole.turned)
    assert repr(whole.events[0]) == (
        "<Event 2020-07-31 it-application.egdi-rank: insufficient_data → stalled>"
    )


REVISED = Series.of("x", [(2018, 40, "2019-02-01"), (2019, 45, "2020-02-01")])
SECOND = Observation(period=2019, value=55, published="2020-03-01")


def test_each_cause_is_named_with_its_figure_or_day() -> None:
    asked = target(AtLeast(value=50), due="2020-12-31")
    figures = attrs.evolve(
        REVISED, observations=[*REVISED.observations, SECOND], gathered="2023-06-30"
    )
    found = history(asked, figures, since="2019-12-31", until="2024-12-31")
    assert [(str(event.day), event.explain("en")) for event in found] == [
        ("2020-02-01", "a new figure: 45% (2019)"),
        ("2020-03-01", "a revised figure: 55% (2019)"),
        ("2020-12-31", "the due date: 31 December 2020"),
        ("2022-01-01", "the latest figure became stale"),
        ("2023-07-01", "figures were not gathered any longer"),
    ]
    assert found.events[2].explain() == "đến hạn: 31/12/2020"
    row = found.rows("en")[2]
    assert (row["before"], row["after"], row["turned"], row["causes"]) == (
        *("holding", "awaiting_data", True, "due"),
    )


def test_a_figure_printed_again_changes_nothing() -> None:
    again = Observation(period=2019, value=45, published="2020-06-01")
    figures = attrs.evolve(REVISED, observations=[*REVISED.observations, again])
    found = history(target(AtLeast(value=50)), figures, since="2020-05-01", until="2020-07-01")
    assert len(found) == 0


def test_the_table_has_a_row_an_event(pd: Any) -> None:
    found = history(EGDI, FIGURES, since="2020-01-03", until="2024-12-31")
    frame = found.to_frame("pandas")
    assert isinstance(frame, pd.DataFrame)
    assert list(frame["day"]) == [str(event.day) for event in found]


@pytest.mark.parametrize(
    "arguments, words",
    [
        ((1, FIGURES, "2020-01-01", "2020-02-01"), "judged should be a Target or a Directive"),
        ((EGDI, FIGURES, "2020-02-01", "2020-01-01"), "until should be no earlier than 20"),
        ((EGDI, FIGURES, "1/2/2020", "2020-01-01"), "since"),
    ],
)
def test_what_has_no_history_is_refused(arguments: tuple[Any, ...], words: str) -> None:
    judged, figures, since, until = arguments
    with pytest.raises(InvalidValueError, match=words):
        history(judged, figures, since=since, until=until)


# --- two scorecards ------------------------------------------------------------------------


def test_two_scorecards_differ_as_their_verdicts_do() -> None:
    before, after = scorecard(as_of="2020-11-30"), scorecard(as_of="2021-12-31")
    found = changes(before, after)
    assert {event.after.target.id for event in found} == {
        now.target.id for now in after if said(now) != said(before[now.target.id])
    }
    assert len(changes(after, after)) == 0
    assert len(changes(loads(to_json(before)), loads(to_json(before)))) == 0  # type: ignore[arg-type]


def test_two_scorecards_tell_other_figures_encodings_timings_and_rules_apart() -> None:
    card = scorecard(as_of="2021-12-31")
    mine = scorecard(as_of="2021-12-31", prefer=Series.of("egdi-rank", {2018: 88, 2020: 70}))
    event = next(iter(changes(card, mine)))
    assert "a revised figure: rank 70 (2020)" in event.explain("en")
    assert "a figure withdrawn: rank 89 (2016)" in event.explain("en")

    timed = scorecard(as_of="2021-12-31", timing="publication")
    assert {cause.why for event in changes(card, timed) for cause in event.causes} == {Why.TIMING}

    easier = attrs.evolve(EGDI, criterion=AtMost(value=90))
    verdict = evaluate(easier, card[EGDI.id].series, as_of="2021-12-31")
    other = attrs.evolve(card, evaluations=(attrs.evolve(verdict, rules="2"),))
    (event,) = changes(card, other)
    assert [cause.why for cause in event.causes] == [Why.RULES, Why.ENCODING]

    forged = attrs.evolve(card[EGDI.id], outcome=Status.MET)  # type: ignore[arg-type]
    (event,) = changes(card, attrs.evolve(card, evaluations=(forged,)))
    assert [cause.why for cause in event.causes] == [Why.DOCUMENT]


def test_what_is_no_scorecard_or_comes_too_early_is_refused() -> None:
    card = scorecard(as_of="2021-12-31")
    with pytest.raises(InvalidValueError, match="after should be a Scorecard"):
        changes(card, card[EGDI.id])  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="until should be no earlier than 20"):
        changes(card, scorecard(as_of="2020-12-31"))


# --- what would change it ------------------------------------------------------------------


def turns(verdict: Evaluation, lang: Any = "en") -> list[str]:
    return [turn.explain(lang) for turn in what_would_change(verdict)]


def test_a_day_a_figure_and_a_reading_would_change_it() -> None:
    verdict = evaluate(EGDI, {2014: 99, 2016: 89, 2018: 88}, as_of="2020-06-30")
    assert turns(verdict) == [
        "From 31 December 2020, without a new figure: awaiting data.",
        "With rank 75 or better (2020): met.",
    ]
    (ict,) = (t for t in DIRECTIVE_01.targets if t.id == "telecommunications.5g-commercial")
    late = scorecard(as_of="2021-06-30")[ict.id]
    assert [turn.explain("en") for turn in what_would_change(late, FIGURES)][:3] == [
        "If the event happens (30 June 2021): met late.",
        "If read otherwise (by publication date): awaiting data.",
        "If read otherwise (figures: ministry): met.",
    ]


def test_the_least_that_keeps_it_on_track_is_named_before_what_meets_it() -> None:
    asked = target(AtLeast(value=80), start="2015-01-01", due="2030-12-31")
    verdict = evaluate(asked, {2014: 10, 2015: 10.5, 2016: 11}, as_of="2017-01-31")
    assert verdict.status is Status.STALLED
    assert turns(verdict) == [
        "From 31 December 2030, without a new figure: awaiting data.",
        "With at least 22.4688% (2017): pending: on track.",
        "With at least 80% (2017): pending: meeting the target.",
        "With at least 80% (2030): met.",
    ]


def test_within_a_band_the_figure_is_named_alone() -> None:
    asked = target(Within(low=40, high=60), due="2020-12-31")
    assert turns(evaluate(asked, {2019: 30}, as_of="2021-03-31"))[0] == "With 40% (2020): met."
    assert turns(evaluate(asked, None, as_of="2021-03-31")) == ["With 40% (2020): met."]


def test_an_early_due_date_is_a_day_and_a_relative_limit_has_no_figure() -> None:
    asked = target(AtLeast(value=80), due="2020-06-30")
    assert turns(evaluate(asked, None, as_of="2020-07-31")) == [
        "With at least 80% (30 June 2020): met."
    ]
    relative = target(RelativeTo(period=2015, factor=2, least=True))
    assert turns(evaluate(relative, None, as_of="2021-07-31")) == []


def test_a_figure_that_no_scale_allows_is_not_named() -> None:
    share = indicator(Unit.PERCENT, scale=(0, 100))
    asked = target(AtLeast(value=100, strict=False), indicator=share)
    verdict = evaluate(asked, {2014: 0, 2015: 1}, as_of="2016-02-01")
    assert all("%" in line for line in turns(verdict)[1:])


def test_each_turn_is_what_evaluating_it_says() -> None:
    for one in scorecard(as_of="2021-06-30"):
        for turn in what_would_change(one, FIGURES):
            assert turn.after.status is not one.status
            again = evaluate(
                turn.after.target,
                turn.after.series,
                as_of=turn.after.as_of,
                timing=turn.after.timing,
            )
            assert again.status is turn.after.status
            assert turn.explain() != turn.explain("en")


def test_what_is_no_verdict_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="verdict should be a verdict"):
        what_would_change(EGDI)  # type: ignore[arg-type]


def test_an_announced_event_counts_from_its_day() -> None:
    asked = target(Milestone(event=Text("mở", "opened")), Unit.EVENT)
    announced = Series.of("x", [("2020-06-01", 1, "2020-01-15")])
    (event,) = history(asked, announced, since="2020-01-01", until="2020-11-30")
    assert str(event.day) == "2020-06-01"
    assert event.explain("en") == "a new figure: 1 June 2020"


# --- on the command line -------------------------------------------------------------------


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*arguments: str) -> str:
        assert main(arguments) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return run


def test_the_command_lists_the_days_of_a_target(answer: Callable[..., str]) -> None:
    asked = ("history", EGDI.id, "--until", "2024-12-31", "--lang", "en")
    lines = answer(*asked).splitlines()
    assert lines[0].startswith(f"{EGDI.id}: ")
    assert [line[:12].strip() for line in lines[2:6]] == [
        *("31 July 2020", "31 December", "28 September", "17 September"),
    ]
    tree = json.loads(answer(*asked, "--since", "2021-01-01", "--json"))
    assert [event["after"] for event in tree["events"]] == ["missed", "met_late"]
    assert tree["turns"] == ["If read otherwise (figures: ministry): missed."]


def test_the_command_lists_what_changed_between_two_days(
    answer: Callable[..., str], tmp_path: Path
) -> None:
    asked = ("changes", "--since", "2021-06-30", "--until", "2024-12-31", "--lang", "en")
    assert "met late" in answer(*asked)
    assert "Từ ngày 30/06/2021 đến ngày 31/12/2024: 3 thay đổi." in answer(*asked[:-1], "vi")
    mine = tmp_path / "mine.csv"
    mine.write_text("indicator,period,value\negdi-rank,2018,88\negdi-rank,2020,70\n", "utf-8")
    tree = json.loads(answer(*asked, "--figures", str(mine), "--json"))
    assert [event["target"] for event in tree["events"]] == [
        "ict-industry.enterprises-per-1000-people",
        "telecommunications.5g-commercial",
    ]


def test_a_change_between_two_scorecards_has_its_day_where_that_is_known() -> None:
    before, after = scorecard(as_of="2024-08-31"), scorecard(as_of="2024-10-31")
    days = {event.after.target.id: str(event.day) for event in changes(before, after)}
    exact = history(DIRECTIVE_01, FIGURES, since="2024-08-31", until="2024-10-31")
    assert days == {event.after.target.id: str(event.day) for event in exact}
    gone = attrs.evolve(after, evaluations=(evaluate(EGDI, None, as_of="2024-10-31"),))
    (event,) = changes(before, gone)
    assert event.day == after.as_of
