"""Figures and series of them: what was known, and when."""

import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive.errors import InvalidDataError, InvalidValueError, UnknownNameError
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Source
from vn_ict_directive.testing import observations, series
from vn_ict_directive.units import Unit

_observe: Any = Observation
_of: Any = Series.of
_days = st.dates(dt.date(1900, 1, 1), dt.date(2110, 12, 31))


# --- one figure -----------------------------------------------------------------


@pytest.mark.parametrize(
    "published, visible_from",
    [
        (None, "2020-12-31"),
        ("2020-07", "2020-07-31"),
        ("2020", "2020-12-31"),
        ("2020-07-10", "2020-07-10"),
        (dt.date(2021, 1, 14), "2021-01-14"),
    ],
)
def test_a_figure_counts_from_the_last_day_it_can_have_come_out(
    published: Any, visible_from: str
) -> None:
    figure = _observe(period=2020, value=86, published=published)

    assert str(figure.visible_from) == visible_from


@pytest.mark.parametrize(
    "value", [86, 86.0, "86", " 86.0 ", Decimal(86), Fraction(172, 2), "8.6e1"]
)
def test_a_figure_may_be_written_in_any_way_that_is_plain(value: Any) -> None:
    figure = _observe(period="2020", value=value)

    assert type(figure.value) is float
    assert figure == _observe(period=2020, value=86)


_NOT_A_FIGURE: tuple[Any, ...] = (
    *(True, False, None, math.nan, math.inf, -math.inf, Decimal("nan"), 10**400),
    *("", "nan", "inf", "1,5", "1_000", "\uff11", "abc", b"1", [1], object()),
)


@pytest.mark.parametrize("value", _NOT_A_FIGURE, ids=lambda value: str(value)[:8])
def test_what_is_not_a_figure_is_refused_by_name(value: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"^Observation.value should be a (finite )?number"):
        _observe(period=2020, value=value)


@pytest.mark.parametrize(
    "field, wrong, named",
    [
        ("period", "31/12/2020", "Period"),
        ("published", "20", "Period"),
        ("reporter", "The Ministry", "Observation.reporter"),
        ("source", "UN DESA", "Observation.source"),
        ("flags", "derived", "Observation.flags"),
        ("note", None, "Observation.note"),
    ],
)
def test_a_figure_refuses_what_cannot_be_meant(field: str, wrong: Any, named: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        _observe(**({"period": 2020, "value": 86} | {field: wrong}))

    assert (caught.value.field, caught.value.got) == (named, wrong)


def test_a_flag_that_does_not_exist_is_named_alone() -> None:
    with pytest.raises(InvalidValueError) as caught:
        _observe(period=2020, value=86, flags=["break", "rumoured"])

    assert (caught.value.field, caught.value.got) == ("Observation.flags", "rumoured")
    assert "'provisional'" in caught.value.expected


def test_the_order_of_flags_makes_no_difference() -> None:
    one = _observe(period=2020, value=1, flags=["single", Flag.DERIVED])
    other = _observe(period=2020, value=1, flags=(Flag.DERIVED, "single"))

    assert one == other
    assert one.flags == (Flag.DERIVED, Flag.SINGLE)


def test_a_series_says_up_to_which_day_figures_were_gathered() -> None:
    own = Series.of("a", {2019: 1, 2020: 2})
    ours = Series(indicator="a", gathered="2026-03-06", observations=own.observations)

    assert (own.gathered, ours.gathered) == (None, dt.date(2026, 3, 6))
    assert own != ours
    with pytest.raises(InvalidValueError, match=r"Series.gathered"):
        Series(indicator="a", gathered="March 2026")


# --- the ways to make a series ----------------------------------------------------


def test_a_mapping_pairs_triples_and_observations_make_one_series() -> None:
    made = _of("egdi-rank", {2020: 86, "2018": "88"})

    assert made == _of("egdi-rank", [(2020, 86), ["2018", 88]])
    assert made == _of("egdi-rank", [(2020, 86, None), (2018, 88, None)])
    assert made == _of("egdi-rank", iter(made.observations))
    assert made == _of("egdi-rank", [made.observations[0], (2020, 86)])
    assert [(str(o.period), o.value) for o in made.observations] == [("2018", 88), ("2020", 86)]


def test_what_a_series_is_about_is_kept() -> None:
    made = _of(
        "egdi-rank", {2020: 86}, reporter="ministry", entity="LA", unit="rank", basis="operating"
    )

    assert (made.reporter, made.entity, made.unit, made.basis) == (
        *("ministry", "LA"),
        *(Unit.RANK, "operating"),
    )
    assert _of("x", {}).entity == "VN"


@given(series(vintages=True), st.data())
def test_the_order_of_figures_never_matters(mine: Series, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(mine.observations))

    assert attrs.evolve(mine, observations=shuffled) == mine


@given(series(vintages=True))
def test_a_series_made_of_its_own_figures_is_itself(mine: Series) -> None:
    about = {"reporter": mine.reporter, "entity": mine.entity}
    again = _of(mine.indicator, mine.observations, unit=mine.unit, basis=mine.basis, **about)

    assert again == mine
    assert len(mine) == len(mine.observations)


def test_a_series_without_figures_is_still_a_series() -> None:
    empty = _of("egdi-rank", {})

    assert empty
    assert len(empty) == 0
    assert empty.visible("2020-01-01") == ()
    assert repr(empty) == "<Series egdi-rank VN: no figures>"


def test_a_long_series_shows_its_ends() -> None:
    shown = repr(_of("egdi-rank", {year: year - 1900 for year in range(2000, 2020)}))

    assert shown == (
        "<Series egdi-rank VN: 2000: 100, 2001: 101, 2002: 102, 2003: 103, …, "
        "2017: 117, 2018: 118, 2019: 119>"
    )


@pytest.mark.parametrize("data", ["2020: 86", None, 86])
def test_a_series_is_not_made_of_text_or_one_number(data: Any) -> None:
    with pytest.raises(InvalidValueError, match="a mapping, pairs or observations"):
        _of("egdi-rank", data)


@pytest.mark.parametrize("item", [2020, "20", (2020,), (2020, 86, None, None), {2020: 86}, None])
def test_an_item_that_is_no_pair_is_named_by_its_position(item: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"^item 1: an item should be a pair"):
        _of("egdi-rank", [(2018, 88), item])


@pytest.mark.parametrize("value", _NOT_A_FIGURE, ids=lambda value: str(value)[:8])
def test_a_figure_that_is_none_is_named_by_its_position(value: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"^item 1: Observation.value should be"):
        _of("egdi-rank", {2018: 88, 2020: value})


def test_several_faults_are_told_together() -> None:
    with pytest.raises(InvalidDataError) as caught:
        _of("egdi-rank", [(2016, 1), (2018, "n/a"), (20, 86), (2022, True), (2024, 71)])

    assert str(caught.value).startswith("Series(egdi-rank) cannot be read: 3 faults.\n  - item 1: ")
    faults = [fault for fault in caught.value.exceptions if isinstance(fault, InvalidValueError)]
    assert [fault.where for fault in faults] == ["item 1", "item 2", "item 3"]


@pytest.mark.parametrize(
    "field, wrong",
    [
        ("indicator", "EGDI rank"),
        ("reporter", "The Ministry"),
        ("entity", None),
        ("basis", "On paper"),
        ("observations", "abc"),
        ("observations", None),
        ("observations", [(2020, 86)]),
        ("observations", [1]),
    ],
)
def test_a_series_refuses_what_cannot_be_meant(field: str, wrong: Any) -> None:
    make: Any = Series
    with pytest.raises(InvalidValueError) as caught:
        make(**({"indicator": "egdi-rank"} | {field: wrong}))

    assert caught.value.field.partition("[")[0] == f"Series.{field}"


def test_a_series_refuses_a_unit_that_there_is_not() -> None:
    with pytest.raises(InvalidValueError, match="unit should be 'rank' or"):
        _of("egdi-rank", {}, unit="places")


# --- what contradicts itself --------------------------------------------------------


def test_two_values_for_one_period_and_day_are_both_named() -> None:
    with pytest.raises(InvalidValueError) as caught:
        _of("egdi-rank", [(2020, 86), (2018, 88), ("2020", 87)])

    assert caught.value.field == "Series(egdi-rank)[2020]"
    assert caught.value.got == "86.0 and 87.0"
    assert "Give each printing its own publication date" in str(caught.value)


def test_a_month_and_its_last_day_are_one_day_of_publication() -> None:
    with pytest.raises(InvalidValueError, match="one value for a period and publication date"):
        _of("egdi-rank", [(2020, 86, "2020-07"), (2020, 87, "2020-07-31")])


def test_saying_the_same_twice_is_no_contradiction() -> None:
    twice = _of("egdi-rank", [(2020, 86), (2020, 86.0)])

    assert len(twice.visible("2021-01-01")) == 1


def test_two_periods_that_end_on_one_day_are_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"got '2020 and 2020-Q4'") as caught:
        _of("egdi-rank", {"2020": 86, "2020-Q4": 87})

    assert caught.value.hint == "Keep one frequency in a series."


def test_all_contradictions_are_told_together() -> None:
    with pytest.raises(InvalidDataError, match="contradicts itself") as caught:
        _of("egdi-rank", [(2018, 88), (2018, 89), ("2020", 86), ("2020-12", 86)])

    assert len(caught.value.exceptions) == 2


def test_two_reporters_make_two_series() -> None:
    figure = _observe(period=2020, value=86, reporter="ministry")

    assert _of("egdi-rank", [figure], reporter="ministry").reporter == "ministry"
    for reporter in (None, "publisher"):
        with pytest.raises(InvalidValueError, match="Make one series for each reporter"):
            _of("egdi-rank", [figure], reporter=reporter)


# --- what was known ---------------------------------------------------------------------


def test_the_latest_printing_that_was_out_holds() -> None:
    gci = _of("gci-rank", [(2017, 101, "2017-07-06"), (2017, 100, "2017-07-19"), (2018, 50)])

    def known(day: str) -> list[float]:
        return [figure.value for figure in gci.visible(day)]

    assert known("2017-07-05") == []
    assert known("2017-07-06") == known("2017-07-18") == [101]
    assert known("2017-07-19") == known("2018-12-30") == [100]
    assert known("2018-12-31") == [100, 50]
    assert [point.known for point in gci.points(dt.date(2020, 1, 1).toordinal())] == [
        dt.date(2017, 7, 6).toordinal(),
        dt.date(2018, 12, 31).toordinal(),
    ]


@given(series(vintages=True), _days)
def test_what_is_visible_is_the_latest_printing_of_each_period(mine: Series, day: dt.date) -> None:
    latest: dict[Period, Observation] = {}
    for figure in sorted(mine.observations, key=lambda figure: figure.visible_from):
        if figure.visible_from <= day:
            latest[figure.period] = figure

    assert mine.visible(day) == tuple(latest[period] for period in sorted(latest))


@given(series(vintages=True), _days)
def test_points_say_what_visible_says(mine: Series, day: dt.date) -> None:
    points = mine.points(day.toordinal())

    assert tuple(point.observation for point in points) == mine.visible(day)
    for point in points:
        printings = [o for o in mine.observations if o.period == point.observation.period]
        assert point.ticks == point.observation.period.ticks
        assert point.end == point.observation.period.end.toordinal()
        assert point.value == point.observation.value
        assert point.known == min(o.visible_from for o in printings).toordinal()
    assert list(points) == sorted(points, key=lambda point: point.ticks)


@given(series(vintages=True), _days, _days)
def test_a_later_day_never_knows_fewer_periods(mine: Series, one: dt.date, other: dt.date) -> None:
    early, late = sorted((one, other))

    known = [{figure.period for figure in mine.visible(day)} for day in (early, late)]
    assert known[0] <= known[1]


@given(series(), _days, observations())
def test_what_comes_out_later_is_not_known_before(
    mine: Series, day: dt.date, late: Observation
) -> None:
    if any(figure.period.end == late.period.end for figure in mine.observations):
        return
    if late.visible_from <= day:
        return
    longer = attrs.evolve(mine, unit=None, observations=(*mine.observations, late))

    assert longer.visible(day) == mine.visible(day)


@pytest.mark.parametrize("as_of", ["2020", 2020, None, "31/12/2020", True])
def test_what_was_known_is_asked_for_a_day(as_of: Any) -> None:
    with pytest.raises(InvalidValueError, match="as_of should be a date"):
        _of("egdi-rank", {2020: 86}).visible(as_of)


def test_a_day_may_be_text() -> None:
    made = _of("egdi-rank", {2020: 86})

    assert made.visible("2020-12-31") == made.visible(dt.date(2020, 12, 31)) == made.observations


# --- what a notebook shows -----------------------------------------------------------------


def test_a_notebook_shows_each_figure_with_its_date_source_and_note() -> None:
    source: Any = {"id": "a", "kind": "press", "title": "Báo <A>"}
    figure = _observe(
        period=2020,
        value=1000.5,
        published="2021-01",
        source=Source(**source),
        flags=["single"],
        note="x & y",
    )
    made = _of("egdi-rank", [(2018, 88), figure], reporter="press")
    vietnamese, english = made._repr_html_(), made._repr_html_("en")

    for shown in (
        "tháng 01/2021",
        "1.000,5",
        "Báo &lt;A&gt;",
        "chỉ có một nguồn thứ cấp · x &amp; y",
        "Kỳ",
    ):
        assert shown in vietnamese
    for shown in ("January 2021", "1,000.5", "Published", "egdi-rank · Viet Nam · press"):
        assert shown in english


# --- going through a series ------------------------------------------------------------


def test_a_series_is_gone_through_in_order_of_time_every_vintage_too() -> None:
    made = Series.of("gci-rank", [(2018, 50), (2017, 100, "2017-07-19"), (2017, 101, "2017-07-06")])

    assert [figure.value for figure in made] == [101, 100, 50]
    assert tuple(made) == made.observations
    assert Series.of("gci-rank", made) == made


def test_a_series_gives_the_latest_vintage_for_a_period() -> None:
    made = Series.of("gci-rank", [(2018, 50), (2017, 100, "2017-07-19"), (2017, 101, "2017-07-06")])

    assert (made[2017].value, made["2018"].value) == (100, 50)
    assert made[Period.of(2018)] is made.observations[-1]
    with pytest.raises(UnknownNameError) as caught:
        made[2020]
    assert str(caught.value) == "There is no figure of gci-rank for '2020'. There are: 2017, 2018."


def test_a_series_holds_an_observation_or_a_figure_for_a_period() -> None:
    made = Series.of("gci-rank", {2018: 50})

    assert 2018 in made
    assert "2018" in made
    assert 2017 not in made
    assert made.observations[0] in made
    assert Observation(period=2018, value=51) not in made
    with pytest.raises(InvalidValueError, match="Period should be"):
        assert "soon" not in made
