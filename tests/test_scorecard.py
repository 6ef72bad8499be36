"""Scorecards: every target at one date, counted and never averaged."""

import attrs
import pytest

from vn_ict_directive import (
    DIRECTIVE_01,
    InvalidValueError,
    Series,
    Status,
    UnknownNameError,
    published,
    scorecard,
)
from vn_ict_directive.evaluation.outcome import best_to_worst

CARD = scorecard(DIRECTIVE_01, published.all_series(), as_of="2021-12-31")


def test_every_target_stands_on_the_card_in_the_order_of_the_text() -> None:
    assert [v.target for v in CARD] == list(DIRECTIVE_01.targets)
    assert len(CARD) == 10


def test_the_counts_add_up_and_coverage_is_told() -> None:
    assert sum(CARD.counts.values()) == len(CARD)
    assert dict(CARD.counts) == {
        Status.EXCEEDED: 1,
        Status.MET: 1,
        Status.MISSED: 2,
        Status.INSUFFICIENT_DATA: 1,
        Status.AWAITING_DATA: 1,
        Status.NOT_EVALUABLE: 4,
    }
    assert CARD.with_data == 5
    with pytest.raises(TypeError):
        CARD.counts[Status.MET] = 10  # type: ignore[index]


def test_every_status_has_its_place_from_best_to_worst() -> None:
    assert sorted(best_to_worst()) == sorted(Status)


def test_a_verdict_is_found_by_its_target_and_a_misspelling_is_helped() -> None:
    assert CARD["postal.upu-rank"].status is Status.MISSED
    with pytest.raises(UnknownNameError, match=r"Did you mean 'postal.upu-rank'"):
        CARD["postal.upu"]


def test_the_publishers_figures_are_preferred_to_the_ministrys() -> None:
    assert CARD["cybersecurity.gci-rank"].reporter == "publisher"
    ministry = [s for s in published.all_series() if s.reporter == "ministry"]
    own = scorecard(DIRECTIVE_01, ministry, as_of="2021-12-31")

    assert own["cybersecurity.gci-rank"].reporter == "ministry"
    assert own["cybersecurity.gci-rank"].value == 50


def test_two_series_that_serve_a_target_equally_well_are_refused() -> None:
    twice = [Series.of("gci-rank", {2020: 1}), Series.of("gci-rank", {2020: 2})]

    with pytest.raises(InvalidValueError, match="Leave out all but one"):
        scorecard(DIRECTIVE_01, twice, as_of="2021-12-31")


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


def test_the_text_has_every_quote_and_says_that_it_is_unofficial() -> None:
    for lang, word in (("vi", "Không chính thức"), ("en", "Unofficial")):
        text = CARD.to_text(lang)  # type: ignore[arg-type]
        for target in DIRECTIVE_01.targets:
            assert target.id in text
            assert target.span.quote in text
        assert word in text
        assert CARD.summary(lang) in text  # type: ignore[arg-type]
        assert DIRECTIVE_01.targets[0].span.quote not in CARD.to_text(lang, quotes=False)  # type: ignore[arg-type]


def test_the_columns_line_up() -> None:
    lines = CARD.to_text("en", quotes=False).splitlines()[2:-3]

    assert len({line.index(v.target.id) for line, v in zip(lines, CARD, strict=True)}) == 1


def test_figures_that_decide_nothing_are_marked_as_the_latest() -> None:
    text = CARD.to_text("en")

    assert "latest: rank 108 (2017)" in text
    assert "latest: rank 25" not in text


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
        (DIRECTIVE_01.id, [], "directive should be a Directive"),
        (DIRECTIVE_01, ["gci-rank"], "series should be a Series"),
    ],
)
def test_bad_input_gets_one_clear_sentence(directive: object, series: object, message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        scorecard(directive, series, as_of="2021-12-31")  # type: ignore[arg-type]


def test_the_notebook_shows_every_verdict_and_quote() -> None:
    html = CARD._repr_html_()

    for verdict in CARD:
        assert verdict.target.id in html
        assert verdict.status.label("vi") in html
