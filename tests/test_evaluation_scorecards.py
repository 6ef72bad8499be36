"""Scorecards: every target at one date, counted and never averaged."""

from html import escape
from typing import Any

import attrs
import pytest

from vn_ict_directive import DIRECTIVE_01, Series, Status, evaluate, published, readings, scorecard
from vn_ict_directive.errors import InvalidValueError, UnknownNameError
from vn_ict_directive.evaluation import Outcome, Pace, Timing
from vn_ict_directive.versions import RULES_VERSION

CARD = scorecard(DIRECTIVE_01, published.all_series(), as_of="2021-12-31")


def test_every_target_stands_on_the_card_in_the_order_of_the_text() -> None:
    assert [v.target for v in CARD] == list(DIRECTIVE_01.targets)
    assert len(CARD) == 7


def test_the_counts_add_up_and_coverage_is_told() -> None:
    assert sum(CARD.counts.values()) == len(CARD)
    assert dict(CARD.counts) == {
        Status.EXCEEDED: 1,
        Status.MET: 1,
        Status.MISSED: 2,
        Status.OVERDUE: 1,
        Status.INSUFFICIENT_DATA: 1,
        Status.OVERDUE: 1,
        Status.NOT_EVALUABLE: 1,
    }
    assert CARD.with_data == 6
    with pytest.raises(TypeError):
        CARD.counts[Status.MET] = 10  # type: ignore[index]


def test_every_status_has_a_tone() -> None:
    assert {status.tone for status in Status} == {"good", "fair", "bad", "none"}
    assert Status.OVERDUE.tone == Status.MISSED.tone == "bad"


def test_statuses_stand_from_the_best_to_those_that_say_nothing() -> None:
    tones = [status.tone for status in Status]

    assert tones[:4] == ["good"] * 4
    assert tones[-4:] == ["none"] * 4
    assert [status.severity for status in Status] == [*range(1, 11), 0, 0, 0, 0]


def test_a_verdict_is_found_by_its_target_and_a_misspelling_is_helped() -> None:
    assert CARD["postal.upu-rank"].status is Status.MISSED
    with pytest.raises(UnknownNameError, match=r"Did you mean 'postal.upu-rank'"):
        CARD["postal.upu"]


def test_a_name_without_a_near_match_is_answered_with_every_target() -> None:
    with pytest.raises(UnknownNameError, match=r"^There is no target 'q'\. There are: postal\.upu"):
        CARD["q"]


def test_the_publishers_figures_are_preferred_to_the_ministrys() -> None:
    assert CARD["cybersecurity.gci-rank"].reporter == "publisher"
    ministry = [s for s in published.all_series() if s.reporter == "ministry"]
    own = scorecard(DIRECTIVE_01, ministry, as_of="2021-12-31")

    assert own["cybersecurity.gci-rank"].reporter == "ministry"
    assert own["cybersecurity.gci-rank"].value == 50


def test_two_series_that_serve_a_target_equally_well_are_refused() -> None:
    twice = [Series.of("gci-rank", {2020: 1}), Series.of("gci-rank", {2020: 2})]

    with pytest.raises(InvalidValueError) as caught:
        scorecard(DIRECTIVE_01, twice, as_of="2021-12-31")
    assert caught.value.field == "the series for cybersecurity.gci-rank"
    assert caught.value.got == "<Series gci-rank VN: 2020: 1>; <Series gci-rank VN: 2020: 2>"
    assert caught.value.expected == "one series by the same reporter"
    assert caught.value.hint == "Leave out all but one."


def test_a_user_defined_reporter_serves_where_no_other_does() -> None:
    mine = Series.of("gci-rank", {2020: 44}, reporter="me")
    card = scorecard(DIRECTIVE_01, [mine], as_of="2021-12-31")

    assert card["cybersecurity.gci-rank"].reporter == "me"


def test_the_rows_are_flat_and_lead_back_to_the_words() -> None:
    rows = {row["target"]: row for row in CARD.rows()}
    row = rows["it-application.egdi-rank"]

    assert row["status"] == "missed"
    assert row["reasons"] == "figure_in_window inferred"
    assert (row["value"], row["period"], row["gap"]) == (86.0, "2020", 11.0)
    assert (row["baseline"], row["baseline_period"]) == (88.0, "2018")
    assert row["quote"] == DIRECTIVE_01.target("it-application.egdi-rank").span.quote
    for one in rows.values():
        for value in one.values():
            assert value is None or type(value) in {str, int, float, bool}


def test_a_row_has_every_code_number_and_date_under_a_stable_name() -> None:
    series = Series.of("gci-rank", {2017: 100, 2018: 80, 2020: 60, 2021: 40, 2022: 70})
    card = scorecard(DIRECTIVE_01, [series], as_of="2023-01-31", timing="publication")
    numbers = ("ratio", "lead", "attained", "elapsed")
    row: Any = next(row for row in card.rows() if row["target"] == "cybersecurity.gci-rank")
    verdict = card["cybersecurity.gci-rank"]
    target = verdict.target
    counted: Any = {name: row.pop(name) for name in numbers}

    assert counted["ratio"] == pytest.approx(1 / 6)
    assert counted["lead"] == pytest.approx(2 / 3 - 4)
    assert counted["attained"] == pytest.approx(1 / 3)
    assert counted["elapsed"] == pytest.approx(2)
    assert row == {
        "directive": "btttt/2020-01-03/01-ct-btttt",
        "directive_number": "01/CT-BTTTT",
        "encoding": "2020.2",
        "official": False,
        "target": "cybersecurity.gci-rank",
        "indicator": "gci-rank",
        "target_name": target.indicator.name.vi,
        "statement": target.statement.vi,
        "asks": target.describe("vi"),
        "entity": "VN",
        "rules": RULES_VERSION,
        "as_of": "2023-01-31",
        "due": "2020-12-31",
        "timing": "publication",
        "timing_label": Timing.PUBLICATION.label("vi"),
        "reporter": None,
        "status": "met_late",
        "status_label": Status.MET_LATE.label("vi"),
        "tone": "fair",
        "severity": Status.MET_LATE.severity,
        "outcome": "missed",
        "outcome_label": Outcome.MISSED.label("vi"),
        "pace": "stalled",
        "pace_label": Pace.STALLED.label("vi"),
        "value": 60.0,
        "bound": None,
        "unit": "rank",
        "unit_label": "hạng",
        "period": "2020",
        "target_value": 50.0,
        "direction": -1,
        "gap": 10.0,
        "baseline": 80.0,
        "baseline_period": "2018",
        "latest": 70.0,
        "latest_period": "2022",
        "projected": None,
        "required": None,
        "reference": None,
        "reference_period": None,
        "met_late": "2021",
        "met_late_value": 40.0,
        "days_late": 365,
        "lost_after_deadline": None,
        "lost_after_deadline_value": None,
        "reasons": "latest_published_at_due met_after_deadline inferred",
        "reason_labels": "; ".join(reason.label("vi") for reason in verdict.reasons),
        "sentence": verdict.explain("vi"),
        "quote": target.span.quote,
        "quote_source": "my-hanh-2020",
        "quote_start": target.span.start,
        "quote_end": target.span.end,
    }


def test_a_scorecard_is_a_mapping_from_targets_to_verdicts() -> None:
    assert "it-application.egdi-rank" in CARD
    assert "egdi" not in CARD
    assert CARD["it-application.egdi-rank"] in CARD
    assert CARD.get("it-application.egdi-rank") is CARD["it-application.egdi-rank"]
    assert CARD.get("nothing") is None
    assert list(dict(CARD)) == [verdict.target.id for verdict in CARD]
    assert dict(CARD)["postal.upu-rank"] is CARD["postal.upu-rank"]


def test_verdicts_are_grouped_by_their_section() -> None:
    sections = CARD.by_section()
    assert [v.target.section for v in sections["postal"]] == ["postal"]
    assert [v for mine in sections.values() for v in mine] == list(CARD)
    assert "inspection" not in sections, "it has no target"


def test_severity_orders_statuses_and_no_news_is_no_bad_news() -> None:
    worst_first = sorted(Status, key=lambda one: -one.severity)
    assert worst_first[:2] == [Status.OVERDUE, Status.MISSED]
    assert Status.EXCEEDED.severity < Status.MET.severity < Status.SLOW.severity
    assert {one for one in Status if not one.severity} == {
        one for one in Status if one.tone == "none"
    }


def test_a_row_tells_when_a_target_was_lost_and_how_fast_it_must_go() -> None:
    lost = Series.of("gci-rank", {2018: 80, 2020: 30, 2021: 70})
    due_2030 = Series.of("digital-technology-enterprises-per-1000-people", {2020: 0.5, 2022: 0.6})
    card = scorecard(DIRECTIVE_01, [lost, due_2030], as_of="2023-01-31")
    rows = {row["target"]: row for row in card.rows()}
    pending = rows["ict-industry.enterprises-per-1000-people"]

    assert rows["cybersecurity.gci-rank"]["lost_after_deadline"] == "2021"
    assert rows["cybersecurity.gci-rank"]["status"] == "exceeded"
    assert pending["projected"] == pytest.approx(1)
    assert pending["required"] == pytest.approx(0.4 / 8)


def test_the_text_has_every_quote_and_says_that_it_is_unofficial() -> None:
    for lang, word in (("vi", "Không chính thức"), ("en", "Unofficial")):
        text = CARD.to_text(lang)  # type: ignore[arg-type]
        for target in DIRECTIVE_01.targets:
            assert target.id in text
            assert target.span.quote in text
        assert word in text
        assert CARD.summary(lang) in text  # type: ignore[arg-type]


def test_the_columns_line_up() -> None:
    lines = CARD.to_text("en").splitlines()[2:-3:2]

    assert len({line.index(v.target.id) for line, v in zip(lines, CARD, strict=True)}) == 1


def test_the_text_is_laid_out_line_by_line() -> None:
    lines = CARD.to_text("en").splitlines()
    egdi = lines.index(
        "missed                      it-application.egdi-rank                  "
        "rank 86 (2020)                      a rank among the top 75 countries by 31 December 2020"
    )

    assert lines[0] == CARD.title("en")
    assert lines[1] == ""
    assert lines[egdi + 1] == (
        f"{' ' * 28}“{DIRECTIVE_01.target('it-application.egdi-rank').span.quote}”"
    )
    assert lines[-3:] == [
        "",
        CARD.summary("en"),
        "Unofficial: based on a news summary of the directive, not on its official text.",
    ]
    assert (
        "overdue                     telecommunications.5g-commercial          "
        "not by the end of 31 December 2020  " in lines[4]
    )
    assert CARD.to_text() == CARD.to_text("vi")


def test_the_title_and_the_summary_are_whole_sentences() -> None:
    assert CARD.title("en") == (
        "Targets of Directive No. 01/CT-BTTTT of 3 January 2020, evaluated as of 31 December 2021"
    )
    assert CARD.title() == (
        "Đánh giá mục tiêu của Chỉ thị số 01/CT-BTTTT ngày 03/01/2020"
        " (số liệu cập nhật đến ngày 31/12/2021)"
    )
    assert CARD.summary("en") == (
        "7 targets: 1 exceeded; 1 met; 2 missed; 1 overdue; 1 insufficient data;"
        " 1 not evaluable. 6 have data."
    )
    assert CARD.summary() == (
        "Trong 7 mục tiêu: vượt mục tiêu 1; đạt 1; không đạt 2; quá hạn, chưa thực hiện 1; chưa đủ số"
        " liệu 1; không thể đánh giá 1. Có số liệu cho 6 mục tiêu."
    )


def test_a_card_counts_one_target_with_data_as_one() -> None:
    one = scorecard(DIRECTIVE_01, CARD["it-application.egdi-rank"].series, as_of="2021-12-31")
    none = scorecard(DIRECTIVE_01, Series.of("x", {}), as_of="2021-12-31")

    assert one.summary("en").endswith(" 1 has data.")
    assert none.summary("en").endswith(" 0 have data.")


def test_a_card_notes_what_it_did_not_use_and_when_its_figures_were_gathered() -> None:
    taken = Series.of("egdi-rank", {2018: 88, 2020: 70})
    other = Series.of("egdi-rank", {2020: 60}, reporter="nobody-asked")
    near, far = Series.of("egdi-rnk", {2020: 1}), Series.of("something", {2020: 1})
    card = scorecard(DIRECTIVE_01, (taken, near, other, far), as_of="2020-12-31")

    assert card.notes("en") == (
        "The series egdi-rnk (VN, 1 figure) was not used: no target has this indicator. Did you mean 'egdi-rank'?",
        "The series egdi-rank (VN, nobody-asked, 1 figure) was not used: egdi-rank (VN, 2 figures) was taken.",
        "The series something (VN, 1 figure) was not used: no target has this indicator.",
    )

    early, late = ("2020-06-30", "2020-07-31")
    gathered = (
        attrs.evolve(taken, gathered=late),
        attrs.evolve(Series.of("gci-rank", {2018: 50}), gathered=early),
    )
    assert scorecard(DIRECTIVE_01, gathered, as_of="2020-12-31").notes("en") == (
        "Gathered up to 30 June 2020.",
    )
    assert scorecard(DIRECTIVE_01, gathered, as_of=early).notes("en") == ()


@pytest.mark.parametrize("entity", ["Thái Lan", "TH", "Hà Nội"])
def test_a_scorecard_is_about_one_country_or_body(entity: str) -> None:
    """Others' figures beside the published ones were judged as Viet Nam's."""
    other = Series.of("egdi-rank", {2018: 88, 2020: 57}, entity=entity)
    with pytest.raises(InvalidValueError, match="about 'VN', as the others are"):
        scorecard(prefer=other, as_of="2020-12-31")
    for name in ("VNM", "Việt Nam"):
        mine = Series.of("egdi-rank", {2018: 88, 2020: 57}, entity=name)
        assert scorecard(prefer=mine, as_of="2020-12-31")["it-application.egdi-rank"].series == mine
    alone = scorecard(DIRECTIVE_01, other, as_of="2020-12-31")
    assert alone["it-application.egdi-rank"].entity == entity


def test_figures_that_decide_nothing_are_marked_as_the_latest() -> None:
    text = CARD.to_text("en")

    assert "latest: rank 108 (2017)" in text
    assert "latest: rank 25" not in text
    assert "  mới nhất: hạng 108 (2017)  " in CARD.to_text("vi")


def test_a_later_figure_stands_beside_the_one_that_decided() -> None:
    card = scorecard(DIRECTIVE_01, published.all_series(), as_of="2024-12-31")

    assert "rank 86 (2020) → rank 71 (2024)" in card.to_text("en")
    assert "hạng 86 (2020) → hạng 71 (2024)" in card.to_text("vi")
    assert "15 October 2024  " in card.to_text("en")


def test_an_official_directive_is_not_called_unofficial() -> None:
    official = attrs.evolve(DIRECTIVE_01, official=True)
    card = scorecard(official, [], as_of="2021-12-31")

    assert "Unofficial" not in card.to_text("en")
    assert "Unofficial" not in card._repr_html_("en")
    assert "Unofficial" in CARD.to_text("en")
    assert "Unofficial" in CARD._repr_html_("en")


def test_a_directive_without_targets_gives_an_empty_card() -> None:
    bare = attrs.evolve(
        DIRECTIVE_01,
        sections=DIRECTIVE_01.sections[:1],
        organizations=[attrs.evolve(o, successions=[]) for o in DIRECTIVE_01.organizations],
    )
    card = scorecard(bare, [], as_of="2021-12-31")

    assert len(card) == 0
    assert "0 targets" in card.to_text("en")


@pytest.mark.parametrize(
    "directive,series,message",
    [
        (DIRECTIVE_01.id, [], rf"^directive should be a Directive, got '{DIRECTIVE_01.id}'\.$"),
        (
            DIRECTIVE_01,
            ["gci-rank"],
            r"^series should be a Series, got 'gci-rank'\. Pass a sequence of them\.$",
        ),
    ],
)
def test_bad_input_gets_one_clear_sentence(directive: object, series: object, message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        scorecard(directive, series, as_of="2021-12-31")  # type: ignore[arg-type]


def test_the_day_is_named_in_the_error_about_it() -> None:
    with pytest.raises(InvalidValueError, match=r"^as_of should be a date"):
        scorecard(DIRECTIVE_01, [], as_of="31/12/2021")


def test_the_basis_counts_for_every_target() -> None:
    card = scorecard(
        DIRECTIVE_01, published.all_series(), as_of="2021-12-31", timing=Timing.PUBLICATION
    )

    assert {verdict.timing for verdict in card} == {Timing.PUBLICATION}


@pytest.mark.parametrize(
    "lang,columns",
    [
        ("vi", ("Kết quả", "Mục tiêu", "Số liệu", "Yêu cầu")),
        ("en", ("Verdict", "Target", "Figure", "Required")),
    ],
)
def test_the_notebook_shows_every_verdict_and_quote(lang: Any, columns: tuple[str, ...]) -> None:
    html = CARD._repr_html_(lang)

    assert f' lang="{lang}"><div' in html
    assert f"><strong>{CARD.title(lang)}</strong></div>" in html
    assert html.endswith(
        f"<p>{CARD.summary(lang)}</p><p>{CARD.to_text(lang).splitlines()[-1]}</p></section>"
    )
    for column in columns:
        assert f">{column}</th>" in html
    for verdict in CARD:
        assert f"<strong>{verdict.headline(lang)}</strong>" in html
        assert f">{verdict.target.id}</code>" in html
        assert f">{verdict.target.span.quote}</q>" in html
        assert escape(verdict.target.describe(lang)) in html
    assert CARD._repr_html_() == CARD._repr_html_("vi")


def test_results_are_one_line_where_an_error_or_a_log_names_them() -> None:
    card = scorecard(as_of="2021-12-31")
    found = readings(
        card["cybersecurity.gci-rank"].target, published.all_series(), as_of=card.as_of
    )

    line = "<Scorecard btttt/2020-01-03/01-ct-btttt as of 2021-12-31: 7 targets, 6 with data>"
    assert repr(card) == line
    assert str(card) == card.to_text()
    assert repr(card["cybersecurity.gci-rank"]) == (
        "<Evaluation cybersecurity.gci-rank of VN as of 2021-12-31: exceeded>"
    )
    assert repr(evaluate(found.target, None, as_of="2019-12-31")) == (
        "<Evaluation cybersecurity.gci-rank as of 2019-12-31: insufficient_data>"
    )
    assert repr(found) == (
        "<Readings cybersecurity.gci-rank as of 2021-12-31: 12, met, awaiting_data, missed>"
    )
