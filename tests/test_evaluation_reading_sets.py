"""Readings: the verdict under each, whether they agree, and what it turns on."""

import inspect
from html import escape

import attrs
import pytest

from vn_ict_directive import (
    DIRECTIVE_01,
    Inference,
    LeadingGroup,
    Series,
    Text,
    published,
    readings,
)
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Choice, Evaluation, Outcome, Reading, Readings
from vn_ict_directive.model import Alternative

# As if it were clear how ranks count.
GCI = attrs.evolve(
    DIRECTIVE_01.target("cybersecurity.gci-rank"),
    inferences=[
        inference
        for inference in DIRECTIVE_01.target("cybersecurity.gci-rank").inferences
        if inference.field != "indicator"
    ],
)


def test_the_encodings_own_reading_comes_first() -> None:
    found = readings(GCI, published.all_series(), as_of="2021-12-31")
    first = next(iter(found))

    assert [(c.question, c.answer) for c in first.choices] == [
        ("edge", "weak"),
        ("reporter", "publisher"),
        ("timing", "reference_period"),
    ]
    assert first.evaluation.target == GCI
    assert first.answer("edge") == "weak"
    assert first.answer("indicator") is None
    assert len(found) == 8
    assert str(found.as_of) == "2021-12-31"


def test_the_strong_edge_is_judged_as_a_group_of_its_own() -> None:
    found = readings(GCI, published.series("gci-rank"), as_of="2021-12-31")
    strong = [r.evaluation for r in found if r.answer("edge") == "strong"]

    assert {v.target.criterion for v in strong} == {LeadingGroup(worst=45, best=45)}


def test_a_series_by_nobody_in_particular_is_one_reading() -> None:
    mine = Series.of("egdi-rank", {2020: 70})
    found = readings(DIRECTIVE_01.target("it-application.egdi-rank"), mine, as_of="2021-12-31")

    assert [r.answer("reporter") for r in found] == ["unnamed", "unnamed"]
    assert found.agree
    assert found.outcomes == (Outcome.MET,)
    assert found.depends_on == ()
    assert found.explain("en") == "All 2 readings agree (met: 2)."
    assert found.explain("vi") == "Cả 2 cách hiểu cho cùng kết quả (đạt: 2)."


def test_without_figures_there_are_still_readings() -> None:
    found = readings(GCI, [], as_of="2021-12-31")

    first = next(iter(found))
    assert {r.answer("reporter") for r in found} == {"none"}
    assert first.label("en") == "required: rank 50; no figures; by reference period"
    assert first.label() == "mức tối thiểu: hạng 50; không có số liệu; theo kỳ số liệu"
    assert found.outcomes == (Outcome.AWAITING_DATA,)


def test_an_alternative_that_changes_the_event_is_a_reading() -> None:
    plan = DIRECTIVE_01.target("telecommunications.2g-phase-out-plan")
    found = readings(plan, published.all_series(), as_of="2022-12-31")

    assert {(r.answer("criterion"), r.evaluation.outcome) for r in found} == {
        ("as-encoded", Outcome.MET),
        ("after-signature", Outcome.AWAITING_DATA),
    }
    assert {r.answer("due") for r in found} == {"as-encoded", "before-2022"}
    assert found.depends_on == ("criterion",)
    assert "the outcome depends on the required value" in found.explain("en")
    assert "phụ thuộc vào mức yêu cầu" in found.explain("vi")


def test_the_bases_of_the_derived_ratios_are_readings_of_their_own() -> None:
    promise = DIRECTIVE_01.target("ict-industry.enterprises-per-1000-people")
    found = readings(promise, published.all_series(), as_of="2024-12-31")

    assert list(dict.fromkeys(r.answer("reporter") for r in found)) == [
        "ministry",
        "derived-operating",
        "derived-registered",
        "derived-unstated",
    ]
    assert {str(r.evaluation.due) for r in found} == {"2030-12-31", "2029-12-31"}


def test_the_reporters_come_in_a_stated_order_and_then_by_name() -> None:
    reporters = (None, "zoe", "adam", "press", "ministry", "publisher")
    given = [Series.of("gci-rank", {2020: 40}, reporter=reporter) for reporter in reporters]
    given += [
        Series.of("gci-rank", {2020: 40}, reporter="adam", basis=basis)
        for basis in ("wide", "narrow")
    ]
    found = readings(GCI, given, as_of="2021-12-31")

    assert list(dict.fromkeys(r.answer("reporter") for r in found)) == [
        *("publisher", "ministry", "press", "unnamed"),
        *("adam", "adam-narrow", "adam-wide", "zoe"),
    ]


PUBLISHER = Series.of(
    "gci-rank", [(2018, 47, "2018-12-31"), (2020, 25, "2021-06-29")], reporter="publisher"
)
MINISTRY = Series.of("gci-rank", [(2020, 60, "2020-12-31")], reporter="ministry")


def test_one_sentence_says_what_the_outcome_turns_on() -> None:
    two = readings(GCI, PUBLISHER, as_of="2021-12-31")
    three = readings(GCI, [PUBLISHER, MINISTRY], as_of="2021-12-31")

    assert two.explain("en") == (
        "The 4 readings disagree (exceeded: 2, met: 1, met late: 1): the outcome depends on the rank"
        " (required or aspired) and the timing."
    )
    assert three.explain("en") == (
        "The 8 readings disagree (exceeded: 2, met: 1, missed: 4, met late: 1): the outcome depends"
        " on the reporter, the rank (required or aspired) and the timing."
    )
    assert three.explain() == (
        "8 cách hiểu cho kết quả khác nhau (vượt mục tiêu: 2, đạt: 1, không đạt: 4, đạt sau hạn:"
        " 1): phụ thuộc vào đơn vị báo cáo, mức (tối thiểu hay phấn đấu) và thời điểm tính."
    )


@pytest.mark.parametrize(
    "field,vi,en",
    [
        ("indicator", "chỉ tiêu đo", "the indicator"),
        ("criterion", "mức yêu cầu", "the required value"),
        ("due", "thời hạn", "the due date"),
        ("start", "ngày bắt đầu", "the start"),
        ("window_months", "khoảng thời gian xét số liệu", "the window for figures"),
        ("on_break", "on_break", "on_break"),  # named as it is
    ],
)
def test_every_question_about_the_sentence_has_its_words(field: str, vi: str, en: str) -> None:
    other = Alternative(id="earlier", label=Text("sớm hơn", "earlier"), due="2020-06-30")
    reason = Text("vì", "since")
    promise = attrs.evolve(
        DIRECTIVE_01.target("it-application.egdi-rank"),
        inferences=[Inference(field=field, reason=reason, alternatives=[other])],
    )
    mine = Series.of("egdi-rank", {"2020-05": 70})
    found = readings(promise, mine, as_of="2021-12-31")
    first = next(iter(found))

    assert first.label("vi").startswith(f"{vi} theo bản số hóa; ")
    assert first.label("en").startswith(f"{en} as encoded; ")
    assert [r.label("en").split("; ")[0] for r in found][-1] == "earlier"


@pytest.mark.parametrize("kind", [Evaluation, Reading, Readings])
def test_what_a_verdict_is_made_of_is_given_by_name_alone(kind: type) -> None:
    parameters = inspect.signature(kind).parameters.values()

    assert {one.kind for one in parameters} == {inspect.Parameter.KEYWORD_ONLY}


def test_a_reading_that_cannot_be_judged_is_no_answer() -> None:
    unjudged = Alternative(id="vague", label=Text("mơ hồ", "vague"))
    earlier = Alternative(id="earlier", label=Text("sớm hơn", "earlier"), due="2020-06-30")
    reason = Text("vì", "since")
    egdi = DIRECTIVE_01.target("it-application.egdi-rank")

    def answers(*alternatives: Alternative) -> set[str | None]:
        asked = Inference(field="due", reason=reason, alternatives=alternatives)
        promise = attrs.evolve(egdi, inferences=[asked])
        return {one.answer("due") for one in readings(promise, [], as_of="2021-12-31")}

    assert answers(unjudged, earlier) == {"as-encoded", "earlier"}
    assert answers(unjudged) == {None}


def test_both_ranks_of_a_group_are_named_in_the_words_of_a_reading() -> None:
    found = readings(GCI, published.series("gci-rank"), as_of="2021-12-31")
    words = {
        r.answer("edge"): [r.label(lang).split("; ")[0] for lang in ("vi", "en")] for r in found
    }

    assert words == {
        "weak": ["mức tối thiểu: hạng 50", "required: rank 50"],
        "strong": ["mức phấn đấu: hạng 45", "aspired: rank 45"],
    }


def test_a_choice_is_its_code_whatever_its_words() -> None:
    words, others = Text("yếu", "weak"), Text("ngưỡng yếu", "weak edge")

    assert Choice("edge", "weak", words) == Choice("edge", "weak", others)
    assert Choice("edge", "weak", words) != Choice("edge", "strong", words)


def test_an_outcome_that_turns_on_no_single_choice_is_told_so() -> None:
    target = DIRECTIVE_01.target("telecommunications.5g-commercial")
    assert target.indicator is not None
    (trial,) = target.inferences[0].alternatives
    assert trial.indicator is not None
    figures = [
        Series.of(target.indicator.id, {"2024-10-15": 1}, reporter="press"),
        Series.of(trial.indicator.id, {"2020-11-30": 1}, reporter="ministry", basis="paid"),
    ]
    found = readings(target, figures, as_of="2025-01-01")

    assert found.depends_on == ()
    assert found.explain("en").endswith(
        "disagree (met late: 4, met: 4), but no single choice changes the outcome."
    )
    assert found.explain("vi").endswith("không do riêng một lựa chọn nào.")


@pytest.mark.parametrize(
    "reporter,basis,vi,en",
    [
        ("publisher", None, "cơ quan công bố", "publisher"),
        (
            *("derived", "operating"),
            *("tính từ số liệu khác (doanh nghiệp đang hoạt động)", "derived (operating)"),
        ),
        ("derived", "by-hand", "tính từ số liệu khác (by-hand)", "derived (by-hand)"),
        ("so-tttt", None, "so-tttt", "so-tttt"),
        (None, None, "không ghi tên", "unnamed"),
    ],
)
def test_who_reports_is_said_in_words(
    reporter: str | None, basis: str | None, vi: str, en: str
) -> None:
    mine = Series.of("gci-rank", {2020: 25}, reporter=reporter, basis=basis)
    label = readings(GCI, mine, as_of="2021-12-31").readings[0].label

    assert f"số liệu: {vi};" in label("vi")
    assert f"figures: {en};" in label("en")


def test_the_notebook_shows_every_reading_with_its_verdict() -> None:
    found = readings(GCI, PUBLISHER, as_of="2021-12-31")
    for lang, columns in (("vi", ("Cách hiểu", "Kết quả")), ("en", ("Reading", "Verdict"))):
        html = found._repr_html_(lang)  # type: ignore[arg-type]
        assert f' lang="{lang}"><div' in html
        assert f"><strong>{GCI.id}: {escape(GCI.describe(lang))}</strong></div>" in html  # type: ignore[arg-type]
        assert f"<p>{escape(found.explain(lang))}</p>" in html  # type: ignore[arg-type]
        for cell in columns:
            assert f">{cell}</th>" in html
        for reading in found:
            assert f">{escape(reading.label(lang))}</td>" in html  # type: ignore[arg-type]
            assert f">{reading.evaluation.headline(lang)}</strong></td>" in html  # type: ignore[arg-type]
    assert found._repr_html_() == found._repr_html_("vi")


def test_every_target_of_the_directive_has_readings_that_name_themselves() -> None:
    for target in DIRECTIVE_01.targets:
        found = readings(target, published.all_series(), as_of="2024-12-31")
        for lang in ("vi", "en"):
            labels = [r.label(lang) for r in found]
            assert len(set(labels)) == len(labels)
            assert found.explain(lang)
        assert target.id in found._repr_html_()


def test_what_is_no_series_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="series should be a Series, got 'gci-rank'"):
        readings(GCI, ["gci-rank"], as_of="2021-12-31")  # type: ignore[list-item]


def test_readings_that_agree_on_the_outcome_may_differ_in_status() -> None:
    """Both are pending; by one reporter the target is nearly reached, by the other far away."""
    target = attrs.evolve(DIRECTIVE_01.target("it-application.egdi-rank"), inferences=())
    pool = [
        Series.of("egdi-rank", {2018: 88, "2020-03": last}, reporter=reporter)
        for last, reporter in ((76, "publisher"), (88, "press"))
    ]
    found = readings(target, pool, as_of="2020-06-30")

    assert found.agree
    assert not found.agree_on_status
    assert [status.value for status in found.statuses] == ["on_track", "stalled"]
    assert (found.depends_on, found.status_depends_on) == ((), ("reporter",))
    assert found.explain("en") == (
        "All 4 readings agree on the outcome (pending), but not on the status "
        "(on track: 2, far too slow: 2), which depends on the reporter."
    )
    assert found.explain("vi") == (
        "Cả 4 cách hiểu cho cùng kết quả (chưa đến hạn), nhưng tiến độ khác nhau "
        "(đúng tiến độ: 2, rất chậm: 2): phụ thuộc vào đơn vị báo cáo."
    )
