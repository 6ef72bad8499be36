"""The published figures: every one kept, with its source, and never chained."""

import csv
import datetime as dt
from collections import Counter
from importlib.resources import files

import pytest

from vn_ict_directive import published
from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.model import Directive
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.quantities import Unit
from vn_ict_directive.sources import SourceKind

RATIO = "digital-technology-enterprises-per-1000-people"
COUNT = "digital-technology-enterprises"


def _rows() -> list[dict[str, str]]:
    text = files(published).joinpath("figures.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _printed() -> list[tuple[Series, Observation]]:
    series = [s for s in published.all_series() if s.reporter != "derived"]
    return [(s, o) for s in series for o in s.observations]


def test_every_row_arrives_once_and_whole() -> None:
    arrived = Counter(
        (
            s.indicator,
            s.unit.value if s.unit else "",
            s.basis or "",
            str(o.period),
            "" if o.published is None else str(o.published),
            o.value,
            s.reporter,
            frozenset(o.flags),
            o.source.title if o.source else "",
            o.source.url if o.source else "",
            o.note,
        )
        for s, o in _printed()
    )
    rows = _rows()
    expected = Counter(
        (
            *(row["indicator"], row["unit"], row["basis"], row["period"], row["published"]),
            float(row["value"]),
            row["reporter"],
            frozenset({*row["flags"].split(), row["status"]} - {"confirmed"}),
            *(row["source"], row["url"], row["note"]),
        )
        for row in rows
    )

    assert len(rows) == 86
    assert arrived == expected


def test_every_figure_names_its_reporter_and_an_unofficial_source() -> None:
    for series, observation in _printed():
        assert observation.reporter == series.reporter
        assert observation.source is not None
        assert observation.source.title
        assert not observation.source.official
        kind = {"publisher": SourceKind.STATISTICS, "ministry": SourceKind.MINISTRY}
        assert observation.source.kind is kind.get(str(series.reporter), SourceKind.PRESS)


def test_how_sure_a_figure_is_becomes_a_flag() -> None:
    (rank,) = [o for o in published.series("2ipd-rank").observations if o.period == Period.of(2021)]

    assert rank.flags == (Flag.SINGLE,)
    assert published.series("egdi-rank").observations[-1].flags == ()
    assert Flag.BREAK in published.series("gci-score").observations[-2].flags


def test_series_come_in_one_order_and_are_read_once() -> None:
    keys = [(s.indicator, str(s.reporter), s.basis or "") for s in published.all_series()]
    printed = {(row["indicator"], row["reporter"], row["basis"]) for row in _rows()}

    assert keys[: len(printed)] == sorted(printed)
    assert keys[len(printed) :] == [
        (RATIO, "derived", basis) for basis in ("operating", "registered", "unstated")
    ]
    assert published.all_series() is published.all_series()


def test_the_indicators_of_the_directive_that_are_measured_have_figures(
    directive_01: Directive,
) -> None:
    for indicator in directive_01.indicators:
        mine = [s for s in published.all_series() if s.indicator == indicator.id]
        assert mine, indicator.id
        assert {s.unit for s in mine} == {indicator.unit}


def test_every_edition_with_a_figure_is_an_edition_of_its_indicator(
    directive_01: Directive,
) -> None:
    checked = 0
    for indicator in directive_01.indicators:
        for series in published.all_series():
            if series.indicator == indicator.id and series.reporter == "publisher":
                assert {o.period for o in series.observations} <= set(indicator.editions)
                checked += 1

    assert checked == 4


def test_no_publisher_gives_a_figure_while_it_was_suspended(directive_01: Directive) -> None:
    for indicator in directive_01.indicators:
        for series in published.all_series():
            if series.indicator == indicator.id and series.reporter == "publisher":
                for o in series.observations:
                    assert not indicator.suspended(o.period.start, o.period.end)


def test_ranks_lie_on_the_scale_of_their_indicator(directive_01: Directive) -> None:
    for indicator in directive_01.indicators:
        low, high = indicator.scale
        for series in published.all_series():
            if series.indicator == indicator.id:
                for o in series.observations:
                    assert low is None or o.value >= low
                    assert high is None or o.value <= high


@pytest.mark.parametrize(
    "indicator, reporter",
    [
        ("egdi-rank", "publisher"),
        ("idi-rank", "publisher"),
        (COUNT + "-per-1000-people", "ministry"),
        ("5g-commercial-launch", "press"),
    ],
)
def test_the_publisher_is_asked_first_and_then_who_else_printed(
    indicator: str, reporter: str
) -> None:
    assert published.series(indicator).reporter == reporter


def test_another_reporter_can_be_asked() -> None:
    own = published.series("gci-rank", reporter="ministry")

    assert [(str(o.period), o.value) for o in own.observations] == [("2020", 50)]
    assert published.series("idi-rank", reporter="ministry").observations[0].flags == (
        Flag.ESTIMATED,
    )


def test_an_indicator_without_figures_is_answered_with_the_nearest_that_has() -> None:
    with pytest.raises(UnknownNameError, match=r"Did you mean 'egdi-rank'") as caught:
        published.series("egdi-ranks")

    assert "population" in caught.value.known


@pytest.mark.parametrize(
    "indicator, reporter, basis, asked",
    [
        (COUNT, None, None, COUNT),
        (COUNT, "ministry", "counted", f"{COUNT} ministry counted"),
        ("egdi-rank", "press", None, "egdi-rank press"),
        ("egdi-rank", None, "operating", "egdi-rank publisher operating"),
        (RATIO, "derived", None, f"{RATIO} derived"),
    ],
)
def test_a_choice_that_is_none_or_several_is_answered_with_the_choices(
    indicator: str, reporter: str | None, basis: str | None, asked: str
) -> None:
    with pytest.raises(UnknownNameError, match="There are: reporter=") as caught:
        published.series(indicator, reporter=reporter, basis=basis)

    assert str(caught.value.got).startswith(indicator)
    for series in published.all_series():
        if series.indicator == indicator:
            assert f"reporter={series.reporter!r}" in str(caught.value)
            assert series.basis is None or f"basis={series.basis!r}" in str(caught.value)
    assert asked in str(caught.value)


# --- enterprises per 1,000 people ---------------------------------------------------------


def _derived(basis: str) -> Series:
    return published.series(RATIO, reporter="derived", basis=basis)


@pytest.mark.parametrize(
    "basis, period, count, people",
    [
        ("unstated", "2019-12-31", 45600, 97173776),
        ("unstated", "2021-12-31", 64000, 98935098),
        ("registered", "2022-12-31", 70000, 99680655),
        ("registered", "2023-05-31", 71500, 100352192),
        ("operating", "2024-06-30", 50350, 100987686),
    ],
)
def test_a_ratio_is_the_count_over_the_population_of_its_year(
    basis: str, period: str, count: int, people: int
) -> None:
    (point,) = [o for o in _derived(basis).observations if str(o.period) == period]

    assert point.value == pytest.approx(count / people * 1000, rel=1e-12)
    assert Flag.DERIVED in point.flags
    assert point.note == f"{count} / {people} × 1000"
    assert point.source is not None
    assert point.source.kind is SourceKind.DERIVED
    assert "World Bank" in point.source.title


@pytest.mark.parametrize("basis", ["unstated", "registered", "operating"])
def test_a_ratio_keeps_to_one_basis(basis: str) -> None:
    counted = published.series(COUNT, basis=basis)
    derived = _derived(basis)

    assert derived.unit is Unit.PER_1000_PEOPLE
    assert derived.basis == basis
    assert {o.period for o in derived.observations} <= {o.period for o in counted.observations}
    for o in derived.observations:
        (count,) = [c for c in counted.observations if c.period == o.period]
        assert set(count.flags) <= set(o.flags)


def test_no_figure_is_on_two_bases() -> None:
    bases = ("unstated", "registered", "operating")
    periods = [o.period for basis in bases for o in _derived(basis).observations]

    assert len(set(periods)) == len(periods)


def test_where_the_population_is_not_known_there_is_no_ratio() -> None:
    counted = published.series(COUNT, basis="unstated")

    assert {o.period.end.year for o in counted.observations} >= {2025}
    assert {o.period.end.year for o in _derived("unstated").observations} == {
        *(2019, 2020, 2021),
        *(2022, 2024),
    }


@pytest.mark.parametrize("basis", ["unstated", "registered", "operating"])
def test_a_ratio_is_known_only_when_both_its_parts_are(basis: str) -> None:
    counts = {o.period: o for o in published.series(COUNT, basis=basis).observations}
    people = {o.period: o for o in published.series("population").observations}

    for o in _derived(basis).observations:
        head = people[Period.of(o.period.end.year)]
        assert o.visible_from == max(counts[o.period].visible_from, head.visible_from)


def test_the_population_of_a_year_is_known_at_its_end() -> None:
    (point,) = _derived("operating").observations

    assert published.series(COUNT, basis="operating").observations[0].visible_from == dt.date(
        *(2024, 7, 29)
    )
    assert point.visible_from == dt.date(2024, 12, 31)
