"""Readings: the verdict under each, whether they agree, and what it turns on."""

import pytest

from vn_ict_directive import (
    DIRECTIVE_01,
    InvalidValueError,
    Outcome,
    Series,
    published,
    readings,
)

GCI = DIRECTIVE_01.target("cybersecurity.gci-rank")


def test_the_encodings_own_reading_comes_first() -> None:
    found = readings(GCI, published.all_series(), as_of="2021-12-31")
    first = next(iter(found))

    assert [(c.question, c.answer) for c in first.choices] == [
        ("edge", "weak"),
        ("reporter", "publisher"),
        ("basis", "edition"),
    ]
    assert first.evaluation.target == GCI
    assert first.answer("edge") == "weak"
    assert first.answer("indicator") is None
    assert len(found) == 8


def test_the_strong_edge_is_judged_as_a_group_of_its_own() -> None:
    found = readings(GCI, published.series("gci-rank"), as_of="2021-12-31")
    strong = [r.evaluation for r in found if r.answer("edge") == "strong"]

    assert {v.target.criterion.worst for v in strong} == {45}  # type: ignore[union-attr]


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

    assert {r.answer("reporter") for r in found} == {"none"}
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
    assert "it depends on what is asked" in found.explain("en")
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
