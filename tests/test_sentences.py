"""Verdicts in words: every sentence in both languages, with the language's own numbers."""

import re
from pathlib import Path
from typing import Any, Final

import pytest

import sentences
from building import indicator, target
from vn_ict_directive import (
    DIRECTIVE_01,
    AtLeast,
    AtMost,
    LeadingGroup,
    RelativeTo,
    Series,
    Text,
    Unit,
    evaluate,
    published,
    scorecard,
)
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Status
from vn_ict_directive.sentences import paragraph
from vn_ict_directive.words import WORDS

PAGES: Final = Path(__file__).parent / "data" / "sentences"


def explained(criterion: Any, data: Any, as_of: str, **more: Any) -> tuple[str, str]:
    unit = more.pop("unit", Unit.PERCENT)
    more.setdefault("indicator", indicator(unit))
    verdict = evaluate(target(criterion, **more), Series.of("x", data), as_of=as_of)
    return verdict.explain("vi"), verdict.explain("en")


def judged(as_of: str) -> Evaluation:
    egdi = DIRECTIVE_01.target("it-application.egdi-rank")
    return evaluate(egdi, published.series("egdi-rank"), as_of=as_of)


def test_the_paragraph_of_a_missed_target_reads_as_an_official_would_write_it() -> None:
    assert judged("2020-12-31").explain("vi") == (
        "Không đạt. Yêu cầu: đến hết ngày 31/12/2020, vào nhóm 75 nước dẫn đầu. Số liệu năm 2020:"
        " hạng 86, còn thiếu 11 bậc. Từ năm 2018 (hạng 88) đến năm 2020 (hạng 86) đã thực hiện"
        " 15,4% quãng đường cần thiết khi đã hết 100% thời gian, bằng 0,154 lần tiến độ cần thiết"
        " (rất chậm), chậm 1,69 năm so với lộ trình tăng đều. Nội dung suy luận (văn bản không nêu"
        " rõ): thời hạn; ngày bắt đầu. Nguồn số liệu: UN E-Government Knowledgebase, data export"
        " (EGOV_DATA.csv)."
    )
    assert judged("2020-12-31").explain("en") == (
        "Missed: the target was a rank among the top 75 countries by 31 December 2020; the figure"
        " for 2020 is rank 86, 11 places short. Between 2018 (rank 88) and 2020 (rank 86), the rank"
        " covered 15.4% of the distance to the target in 100% of the time available, 0.154 times"
        " the required pace (far too slow), 1.69 years behind a straight line. Inferred, not stated"
        " in the text: the due date and the start. Figure from: UN E-Government Knowledgebase, data"
        " export (EGOV_DATA.csv)."
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_sentence_is_the_one_on_the_golden_page(lang: Any) -> None:
    # To change a sentence, write the pages again and read them:
    # python -c "import sentences; print(sentences.page('vi'), end='')" in the folder tests.
    assert sentences.page(lang) == (PAGES / f"{lang}.txt").read_text("utf-8")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_sentence_of_the_table_is_on_the_golden_page(lang: Any) -> None:
    page = sentences.page(lang)
    for name, words in WORDS.items():
        if name.startswith(("required ", "verdict ")):
            pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(words.pick(lang)))
            assert re.search(pattern, page, re.IGNORECASE), name


def test_a_line_that_leads_beyond_every_number_is_not_said_to_lead_anywhere() -> None:
    vi, en = explained(AtLeast(value=1.5e308), {2015: -1e308, 2017: 1e308}, "2018-06-30")

    assert "2 times the required pace (on track)" in en
    assert "at this pace" not in en
    assert "nếu giữ tốc độ này" not in vi


def test_every_status_pace_and_reason_is_on_the_golden_pages() -> None:
    verdicts = [case.verdict for case in sentences.cases()]

    assert {verdict.status for verdict in verdicts} == set(Status)
    assert {verdict.outcome for verdict in verdicts} == set(Outcome)
    assert {verdict.pace for verdict in verdicts} == set(Pace)
    assert {reason for verdict in verdicts for reason in verdict.reasons} == set(Reason)


def test_the_two_pages_tell_the_same_cases() -> None:
    names = [re.findall("^## .*", sentences.page(lang), re.MULTILINE) for lang in ("vi", "en")]
    assert names[0] == names[1]
    assert len(set(names[0])) == len(names[0])


@pytest.mark.parametrize(
    "unit,criterion",
    [
        (Unit.RANK, AtLeast(value=50)),
        (Unit.RANK, RelativeTo(period=2014, factor=2, least=True)),
    ],
)
def test_a_rank_cannot_be_asked_to_be_worse(unit: Unit, criterion: Any) -> None:
    with pytest.raises(InvalidValueError, match="write AtMost, or least=False"):
        target(criterion, unit)


def test_another_language_is_refused() -> None:
    verdict = evaluate(DIRECTIVE_01.targets[0], None, as_of="2020-01-01")

    with pytest.raises(InvalidValueError, match="lang should be 'vi' or 'en', got 'fr'"):
        verdict.explain("fr")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "lang,words",
    [
        ("vi", ("Tiến độ", "Nguyên văn", "Vị trí", "Lý do")),
        ("en", ("Pace", "Words of the text", "Place in the text", "Reasons")),
    ],
)
def test_the_notebook_shows_the_verdict_with_its_words(lang: Any, words: tuple[str, ...]) -> None:
    verdict = judged("2020-12-31")
    html, span = verdict._repr_html_(lang), verdict.target.span
    cells = (
        verdict.pace.label(lang),
        span.quote,
        f"{span.source} [{span.start}:{span.end}]",
        "; ".join(reason.label(lang) for reason in verdict.reasons),
    )

    assert f' lang="{lang}"><div' in html
    assert f"><strong>{verdict.target.id}: {verdict.headline(lang)}</strong></div>" in html
    assert f">{span.quote}</q>" in html
    assert f"<p>{verdict.explain(lang)}</p>" in html
    found = html
    for word, cell in zip(words, cells, strict=True):
        _, name, found = found.partition(f">{word}</th>")
        assert name
        shown, _, _ = found.split(">", 1)[1].partition("</td>")
        assert " ".join(re.sub("<[^>]*>", " ", shown).split()) == cell


def test_the_notebook_leaves_out_a_pace_that_is_not_known() -> None:
    egdi = DIRECTIVE_01.target("it-application.egdi-rank")
    html = evaluate(egdi, None, as_of="2020-12-31")._repr_html_("en")

    assert ">Required</th>" in html
    assert ">Pace</th>" not in html


def test_vietnamese_is_spoken_where_no_language_is_asked_for() -> None:
    verdict = judged("2020-12-31")

    assert verdict.explain() == paragraph(verdict) == verdict.explain("vi")
    assert verdict._repr_html_() == verdict._repr_html_("vi")
    assert verdict.headline() == verdict.outcome.label() == "không đạt"


@pytest.mark.parametrize(
    "lang,headline", [("vi", "chưa đến hạn: chưa đủ số liệu"), ("en", "pending: insufficient data")]
)
def test_a_pending_verdict_says_so_in_its_headline(lang: Any, headline: str) -> None:
    verdict = evaluate(
        DIRECTIVE_01.target("ict-industry.enterprises-per-1000-people"), None, as_of="2021-12-31"
    )

    assert verdict.headline(lang) == headline


def test_only_english_names_of_things_stand_in_a_vietnamese_paragraph() -> None:
    """An English word is left only in a name or in the title of a foreign source."""
    for verdict in scorecard(as_of="2024-12-31"):
        paragraph, _, _ = verdict.explain("vi").partition("Nguồn số liệu:")
        assert not re.search(r"\b(the|of|was|is|figure|rank|by)\b", paragraph)


# --- what is said must be so, however it is rounded -----------------------------------


@pytest.mark.parametrize(
    "latest,words",
    [
        (28.5, "0.95 times the required pace (on track)"),
        (28.49, "0.9497 times the required pace (slow)"),  # and not 0.95
        (29.999, "0.99997 times the required pace (on track)"),
        (30, "exactly the required pace;"),
        (17.9999, "0.599997 times the required pace (far too slow)"),
        (-3, "moved away from the target by 5% of the distance in 50% of the time available"),
    ],
)
def test_a_rounded_ratio_says_what_the_pace_says(latest: float, words: str) -> None:
    _, en = explained(AtLeast(value=60), {2014: 0, 2017: latest}, "2019-01-01")

    assert words in en


def test_a_rounded_projection_does_not_reach_what_the_line_does_not() -> None:
    _, en = explained(AtLeast(value=60), {2014: 0, 2017: 29.9999}, "2019-01-01")

    assert "at this pace it would be 59.9998% on the due date" in en


def test_what_is_needed_is_rounded_to_what_is_enough() -> None:
    vi, en = explained(AtLeast(value=60), {2014: 0, 2016: 10.001, 2018: 20.003}, "2019-01-01")
    assert "reaching the target then takes 20 percentage points a year" in en  # 19.9985
    assert "mỗi năm cần tăng thêm 20 điểm phần trăm" in vi
    vi, en = explained(AtMost(value=10), {2014: 70.001, 2016: 60, 2017: 50}, "2018-02-01")
    assert "the figure for 2018 would have to be at most 32%" in en  # 32.0003
    assert "mỗi năm cần giảm thêm 13,34 điểm phần trăm" in vi  # 13.3333


def test_a_gap_is_rounded_as_the_numbers_it_lies_between() -> None:
    _, en = explained(AtMost(value=4), {2020: 20.09}, "2021-01-01")
    assert "16.09 percentage points too high" in en
    _, en = explained(AtLeast(value=1), {2020: 0.9999999}, "2021-01-01")
    assert "1 × 10⁻⁷ percentage points short" in en  # and not 0


def test_past_the_target_nothing_is_on_the_way_to_it() -> None:
    vi, en = explained(AtLeast(value=60), {2014: 0, 2020: 59}, "2021-01-01")
    assert "0.983 times the required pace, 0.1 years behind" in en
    assert "đúng tiến độ" not in vi
    vi, en = explained(AtLeast(value=60), {2014: 0, 2017: 61}, "2019-01-01")
    assert en.endswith("3.1 years ahead of a straight line; it now meets the target.")
    assert "nếu giữ tốc độ này" not in vi


def test_no_fewer_than_none_are_projected() -> None:
    falling = {2014: 100, 2016: 40}
    _, en = explained(AtMost(value=10), falling, "2017-01-01", unit=Unit.PEOPLE)
    assert "at this pace it would be 0 people on the due date" in en
    assert "reaching the target then takes 7.5 people a year" in en
    _, en = explained(AtMost(value=10), falling, "2017-01-01")
    assert "at this pace it would be −80% on the due date" in en


def test_with_the_last_figure_in_early_no_change_is_left_to_be_made() -> None:
    figures = [(2014, 0), (2020, 59, "2020-11-01")]
    _, en = explained(AtLeast(value=60), figures, "2020-12-01")

    assert "at this pace it would be 59% on the due date." in en
    assert "reaching the target" not in en


def test_large_numbers_are_grouped_wherever_they_stand() -> None:
    vi, en = explained(AtLeast(value=6000), {2014: 0, 2017: 1500.5}, "2019-01-01", unit=Unit.PEOPLE)

    assert "sẽ là 3.001 người; để đạt mục tiêu, mỗi năm cần tăng thêm 1.500 người." in vi
    assert (
        "would be 3,001 people on the due date; reaching the target then takes 1,500 people" in en
    )


def test_a_rank_beyond_the_group_is_not_praised_before_the_due_date() -> None:
    group = LeadingGroup(worst=50, best=45)
    vi, en = explained(group, {2014: 60, 2018: 25}, "2019-01-01", unit=Unit.RANK)

    assert "phấn đấu" not in vi
    assert "aspired" not in en


def test_beyond_one_rank_only_that_rank_is_named() -> None:
    alone = LeadingGroup(worst=50, best=50)
    vi, en = explained(alone, {2020: 25}, "2021-01-01", unit=Unit.RANK)

    assert "hạng 25, tốt hơn hạng 50." in vi
    assert "rank 25, better than rank 50." in en


def test_a_noun_that_the_indicator_counts_is_written_with_its_figures() -> None:
    density = indicator(Unit.PER_1000_PEOPLE, counted=Text("doanh nghiệp", "enterprises"))
    assert density.write(1, "en") == "1 enterprise per 1,000 people"
    assert density.unit_label("vi") == "doanh nghiệp tính trên 1.000 dân"
    assert indicator(Unit.SCORE).unit_label("en") == "points"
