"""Other offices' methods: worked cases, laws, and what has no meaning."""

import math
from fractions import Fraction
from typing import Any, get_args

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from vn_ict_directive import (
    PROFILES,
    Assessment,
    AtLeast,
    AtMost,
    Grade,
    Indicator,
    InvalidValueError,
    Lang,
    LeadingGroup,
    Milestone,
    Organization,
    Pace,
    Profile,
    Reason,
    RelativeTo,
    Series,
    Span,
    Target,
    Text,
    Unit,
    UnknownNameError,
    Within,
    compare_profiles,
    evaluate,
)
from vn_ict_directive.criteria import Criterion
from vn_ict_directive.evaluation import methods
from vn_ict_directive.evaluation.comparison import assess, way_of
from vn_ict_directive.evaluation.methods import Measure, Way
from vn_ict_directive.evaluation.profiles import Standing

OFFICE = Organization(id="office", name=Text("cục", "office"))


def promise(criterion: Criterion, unit: Unit = Unit.SCORE, **more: Any) -> Target:
    measure = Indicator(id="x", name=Text("x", "x"), publisher=OFFICE, unit=unit)
    fields: dict[str, Any] = {"indicator": measure, "start": "2015-01-01", "due": "2030-12-31"}
    return Target(
        id="plan.x",
        statement=Text("…", "…"),
        span=Span.at("plan", 0, "…"),
        section="plan",
        criterion=criterion,
        **(fields | more),
    )


def says(
    profile: str, data: Any, criterion: Criterion, as_of: str = "2026-01-31", **more: Any
) -> Assessment:
    target = promise(criterion, **more)
    return assess(evaluate(target, Series.of("x", data), as_of=as_of), profile)


def trend_of(
    profile: str, data: Any, *, direction: int = 1, limit: float | None = None
) -> Assessment:
    way = Way.of(Series.of("x", data), direction=direction, as_of="2026-01-31", limit=limit)
    return PROFILES[profile].assess(way)


def g(x: float, y: float, years: float) -> float:
    """The compound annual growth rate, as a book writes it."""
    return float((x / y) ** (1 / years) - 1)


# --- worked cases ----------------------------------------------------------------


@pytest.mark.parametrize(
    "profile,data,criterion,code,value",
    [
        # the growth rate so far is (10.4 / 14.5) ** (1 / 8) - 1, and (7.25 / 14.5) ** (1 / 15) - 1 is asked
        ("statcan", {2015: 14.5, 2023: 10.4}, AtMost(value=7.25), "moderate_progress", 0.9010899546976208),
        ("statcan", {2015: 10, 2023: 12}, AtMost(value=5), "deterioration", g(12, 10, 8) / g(5, 10, 15)),
        ("statcan", {2015: 10, 2023: 10}, AtMost(value=5), "limited_progress", 0),
        ("statcan", {2015: 10, 2023: 5}, AtMost(value=5), "target_achieved", g(5, 10, 8) / g(5, 10, 15)),
        ("statcan", {2015: -10, 2023: -6}, AtLeast(value=-5), "substantial_progress", g(6, 10, 8) / g(5, 10, 15)),
        ("statcan", {2015: 10, 2023: 0}, AtMost(value=5), "target_achieved", -1 / g(5, 10, 15)),
        # from 0.37 % to 9.53 % towards 60 %: growth calls it on track, the line does not
        ("statcan", {2015: 0.37, 2025: 9.53}, AtLeast(value=60), "substantial_progress", 0.9505),
        ("default", {2015: 0.37, 2025: 9.53}, AtLeast(value=60), "stalled", 0.2304),
        ("unsd_2022", {2015: 14.5, 2023: 10.4}, AtMost(value=7.25), "fair", 0.9010899546976208),
        ("unsd_2022", {2015: 10, 2023: 10.05}, AtMost(value=5), "limited", g(10.05, 10, 8) / g(5, 10, 15)),
        ("unsd_2022", {2015: 10, 2023: 5.002}, AtMost(value=5), "achieved", g(5.002, 10, 8) / g(5, 10, 15)),
        ("unsd_2022", {2015: 10, 2023: 5.0025}, AtMost(value=5), "achieved", g(5.0025, 10, 8) / g(5, 10, 15)),
        ("unsd_2022", {2015: 10, 2023: 5.0026}, AtMost(value=5), "on_track", g(5.0026, 10, 8) / g(5, 10, 15)),
        ("unsd_2022", {2015: 10, 2023: 12}, AtMost(value=5), "deterioration", g(12, 10, 8) / g(5, 10, 15)),
        # 100 * (110 / 100) ** (15 / 10) is 115.37: 0.77 of the way from 100 to 120
        ("unsd_2023", {2015: 100, 2025: 110}, AtLeast(value=120), "fair", 0.76844866),
        ("unsd_2023", {2015: 100, 2025: 101}, AtLeast(value=120), "stagnation", 0.07518695),
        ("unsd_2023", {2015: 100, 2025: 130}, AtLeast(value=120), "on_track", 2.4112),
        # changes of 2 a year and five years to go: the whole gap of 10
        ("destatis", {y: 2 * y for y in range(2020, 2026)}, AtLeast(value=4060), "sun", 1),
        ("destatis", {y: 2 * y for y in range(2022, 2026)}, AtLeast(value=4061), "sun_and_cloud", 10 / 11),
        ("destatis", {y: 2 * y for y in range(2022, 2026)}, AtLeast(value=4062.5), "sun_and_cloud", 0.8),
        ("destatis", {y: 2 * y for y in range(2022, 2026)}, AtLeast(value=4070), "cloud", 0.5),
        ("destatis", {y: -y for y in range(2022, 2026)}, AtLeast(value=0), "thunderstorm", -5 / 2025),
        ("sdsn", {2015: 0, 2025: 40}, AtLeast(value=60), "on_track", 1),
        ("sdsn", {2015: 0, 2025: 39.9}, AtLeast(value=60), "moderately_improving", 0.9975),
        ("sdsn", {2015: 0, 2025: 20}, AtLeast(value=60), "moderately_improving", 0.5),
        ("sdsn", {2015: 0, 2025: 19}, AtLeast(value=60), "stagnating", 0.475),
        ("sdsn", {2015: 0, 2025: -1}, AtLeast(value=60), "decreasing", -0.025),
        ("escap", {2015: 0, 2020: 20, 2025: 40}, AtLeast(value=60), "maintain", 1),
        ("escap", {2015: 0, 2020: 20, 2025: 40}, AtLeast(value=61), "accelerate", 60 / 61),
        ("escap", {2015: 0, 2020: -20, 2025: -40}, AtLeast(value=60), "reverse", -1),
    ],
)  # fmt: skip
def test_each_method_gives_what_its_formula_says(
    profile: str, data: dict[int, float], criterion: Criterion, code: str, value: float
) -> None:
    found = says(profile, data, criterion)

    assert (found.code, found.reason) == (code, None)
    assert found.value == pytest.approx(value, rel=1e-4)


def test_a_weighted_trend_by_hand() -> None:
    found = says("escap", {2020: 0, 2021: 3, 2022: 2}, AtLeast(value=20))
    weights, times, values = (1, 2, 3), (0, 1, 2), (0, 3, 2)
    mean_t, mean_v = (
        sum(w * x for w, x in zip(weights, xs, strict=True)) / 6 for xs in (times, values)
    )
    slope = sum(
        w * (t - mean_t) * (v - mean_v) for w, t, v in zip(weights, times, values, strict=True)
    ) / sum(w * (t - mean_t) ** 2 for w, t in zip(weights, times, strict=True))

    assert found.numbers["projected"] == pytest.approx(mean_v + slope * (10 - mean_t))
    assert found.value == pytest.approx(found.numbers["projected"] / 20)
    assert found.numbers["current_status_index"] == pytest.approx(10 * 2 / 20)


@pytest.mark.parametrize(
    "data,limit,code,value",
    [
        ({2016: 66.6, 2023: 71.4}, 100, "moderate_progress", 0.009991483690946268),
        ({2015: 97.4, 2022: 99.7}, 100, "substantial_progress", 0.003339774133456208),
        ({2015: 97.4, 2022: 99.7}, None, "limited_progress", 0.003339774133456208),
        ({2015: 100, 2022: 100}, 100, "substantial_progress", 0),
        ({2015: 250, 2022: 251}, 100, "limited_progress", 0.0005704638),
        ({2015: 102, 2022: 103}, 100, "substantial_progress", 0.0013948),
        ({2015: 9, 2021: 6}, None, "deterioration", -0.06534473481593284),
    ],
)
def test_statistics_canada_asks_less_near_the_limit(
    data: dict[int, float], limit: float | None, code: str, value: float
) -> None:
    found = trend_of("statcan", data, limit=limit)

    assert found.code == code
    assert found.value == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize("start,scale", [(66.6, 1 - 0.666**4.44), (130, 1 - 0.7**4.44), (250, 1)])
def test_how_much_less_is_asked_near_the_limit(start: float, scale: float) -> None:
    series = Series.of("x", {2016: start, 2023: 71.4})
    way = Way.of(series, direction=1, as_of="2023-12-31", limit=100)

    assert methods.growth(way).scale == pytest.approx(scale, rel=1e-12)


@pytest.mark.parametrize(
    "values,code",
    [
        ((1, 2, 3, 4), "sun"),
        ((1, 2, 4, 3), "sun_and_cloud"),
        ((4, 2, 1, 3), "cloud"),
        ((4, 3, 2, 1), "thunderstorm"),
        ((1, 1, 1, 1), "thunderstorm"),
        ((9, 1, 1, 2, 3, 4, 5), "sun"),  # six at most: the nine is not looked at
    ],
)
def test_without_a_number_the_weather_looks_at_two_changes(
    values: tuple[int, ...], code: str
) -> None:
    data = dict(zip(range(2026 - len(values), 2026), values, strict=True))

    assert trend_of("destatis", data).code == code
    assert trend_of("destatis", {y: -v for y, v in data.items()}, direction=-1).code == code


# --- what has no meaning says why ----------------------------------------------------

YEARS = {2015: 10, 2018: 12, 2020: 14, 2022: 15, 2024: 16}


@pytest.mark.parametrize(
    "profile,data,criterion,reason",
    [
        ("statcan", {2015: 80, 2020: 70}, LeadingGroup(worst=50), Reason.ORDINAL),
        ("unsd_2022", {2015: 80, 2020: 70}, LeadingGroup(worst=50), Reason.ORDINAL),
        ("unsd_2023", {2015: 80, 2020: 70}, LeadingGroup(worst=50), Reason.ORDINAL),
        ("statcan", {2015: 0, 2020: 1}, AtLeast(value=5), Reason.SIGNS_DIFFER),
        ("statcan", {2015: 5, 2020: 4}, AtMost(value=0), Reason.SIGNS_DIFFER),
        ("statcan", {2015: 5, 2020: -4}, AtLeast(value=6), Reason.SIGNS_DIFFER),
        ("unsd_2022", {2015: -5, 2020: -4}, AtLeast(value=6), Reason.SIGNS_DIFFER),
        ("unsd_2023", {2015: 0, 2020: 4}, AtLeast(value=6), Reason.SIGNS_DIFFER),
        ("statcan", {2015: 5, 2020: 4}, AtLeast(value=5), Reason.TARGET_AT_BASELINE),
        ("statcan", {2015: 5}, AtLeast(value=6), Reason.NOTHING_NEWER),
        ("sdsn", {2015: 7, 2020: 5}, AtLeast(value=6), Reason.BASELINE_SATISFIED),
        ("escap", {2015: 7, 2020: 5}, AtLeast(value=6), Reason.BASELINE_SATISFIED),
        ("unsd_2022", {2015: 7, 2020: 5}, AtLeast(value=6), Reason.BASELINE_SATISFIED),
        ("unsd_2023", {2015: 7, 2020: 5}, AtLeast(value=6), Reason.BASELINE_SATISFIED),
        ("destatis", {2015: 5, 2016: 5.1, 2017: 5.2}, AtLeast(value=6), Reason.TOO_FEW_FIGURES),
        ("destatis", {2015: 5, 2020: 5.1, 2021: 5.2, 2022: 5}, AtLeast(value=6), Reason.TOO_FEW_FIGURES),
        ("sdsn", {2015: 5, 2020: ">5"}, AtLeast(value=6), Reason.CENSORED_FIGURE),
        ("sdsn", {}, AtLeast(value=6), Reason.NO_FIGURES),
        ("default", {}, AtLeast(value=6), Reason.NO_FIGURES),
        ("default", {2015: 5}, AtLeast(value=6), Reason.NOTHING_NEWER),
        ("sdsn", {2016: 5}, RelativeTo(period=2015, factor=2, least=True), Reason.NO_REFERENCE),
        ("sdsn", {2016: 10, 2020: 70}, Within(low=40, high=60), Reason.OVERSHOT),
        ("unsd_2023", {2015: 1e-300, 2016: 1e300}, AtLeast(value=1e308), Reason.OUT_OF_RANGE),
        ("unsd_2023", {2015: 1, 2016: 1e30}, AtLeast(value=1e40), Reason.OUT_OF_RANGE),
        ("statcan", {2015: 1e-308, 2016: 1e308}, AtLeast(value=1.1e308), Reason.OUT_OF_RANGE),
        ("statcan", {2015: 1e308, 2016: 1e-308}, AtMost(value=1e-308), None),
    ],
)  # fmt: skip
def test_what_has_no_meaning_says_why(
    profile: str, data: dict[int, Any], criterion: Criterion, reason: Reason | None
) -> None:
    unit = Unit.RANK if isinstance(criterion, LeadingGroup) else Unit.SCORE
    found = says(profile, data, criterion, unit=unit)

    if reason is None:
        assert found.code == "target_achieved"
    else:
        assert (found.code, found.value, found.reason) == ("not_defined", None, reason)
        assert reason.label("en") in found.explain("en")
        assert "không xác định" in found.explain("vi")


@pytest.mark.parametrize("profile", ["unsd_2023", "escap"])
def test_after_the_due_date_nothing_is_left_to_project(profile: str) -> None:
    found = says(profile, {2015: 5, 2019: 5.5, 2021: 5.6}, AtLeast(value=6), due="2020-12-31")

    assert (found.code, found.reason) == ("not_defined", Reason.DUE_PASSED)


def test_on_the_due_date_no_change_is_left_to_come() -> None:
    data = {year: year for year in range(2016, 2021)}
    found = says("destatis", data, AtLeast(value=3000), due="2020-12-31")

    assert (found.code, found.reason) == ("not_defined", Reason.DUE_PASSED)


def test_a_baseline_after_the_due_date_has_no_line() -> None:
    found = says("sdsn", {2021: 5, 2022: 5.5}, AtLeast(value=6), due="2020-12-31")

    assert found.reason is Reason.BASELINE_AFTER_DUE


def test_a_refused_break_has_no_method() -> None:
    series = Series.of("x", YEARS)
    broken = attrs.evolve(
        series,
        observations=[
            attrs.evolve(o, flags=("break",)) if o.period.start.year == 2020 else o
            for o in series.observations
        ],
    )
    refuse, ignore, rebase = (
        evaluate(promise(AtLeast(value=40), on_break=how), broken, as_of="2026-01-31")
        for how in ("refuse", "ignore", "rebase")
    )
    assert assess(refuse, "sdsn").reason is Reason.BREAK_REFUSED
    assert assess(refuse, "default").reason is Reason.BREAK_REFUSED
    everything, rest = way_of(ignore), way_of(rebase)
    assert isinstance(everything, Way)
    assert isinstance(rest, Way)
    assert [value for _, value in everything.points] == list(YEARS.values())
    assert [value for _, value in rest.points] == [14, 15, 16]


def test_an_event_has_no_method() -> None:
    target = promise(Milestone(event=Text("x", "x")), unit=Unit.EVENT)
    verdict = evaluate(target, Series.of("x", {2020: 1}), as_of="2026-01-31")

    assert {assess(verdict, profile).reason for profile in PROFILES} == {Reason.TARGET_REQUIRED}


def test_only_some_methods_know_what_to_do_without_a_number() -> None:
    without = {name: trend_of(name, YEARS).reason for name in PROFILES}

    assert {name for name, reason in without.items() if reason is Reason.TARGET_REQUIRED} == {
        *("default", "unsd_2022", "unsd_2023", "sdsn", "escap")
    }
    assert trend_of("destatis", {2015: 1}).reason is Reason.TOO_FEW_FIGURES
    assert trend_of("statcan", {2015: 1}).reason is Reason.NOTHING_NEWER
    assert trend_of("statcan", {2015: 0, 2016: 1}).reason is Reason.SIGNS_DIFFER
    ranks = Way.of(Series.of("x", YEARS), direction=-1, as_of="2026-01-31", ordinal=True)
    assert PROFILES["statcan"].assess(ranks).reason is Reason.ORDINAL
    assert methods.recent_mean_change(ranks).reason is Reason.TARGET_REQUIRED
    assert methods.straight_line_ratio(ranks).reason is Reason.TARGET_REQUIRED
    there = Way.of(
        Series.of("x", dict.fromkeys(range(2020, 2025), 7)),
        direction=1,
        as_of="2026-01-31",
        edge=7,
        due="2030-12-31",
    )
    assert methods.recent_mean_change(there).reason is Reason.BASELINE_SATISFIED


def test_every_reason_has_words_of_its_own() -> None:
    for lang in get_args(Lang):
        labels = [reason.label(lang) for reason in Reason]
        assert len(set(labels)) == len(labels)
        assert all(labels)


# --- laws --------------------------------------------------------------------------

FIGURES = st.dictionaries(st.integers(2012, 2029), st.integers(-50, 150), min_size=2, max_size=10)
AIMS = st.builds(AtLeast, value=st.integers(-60, 160)) | st.builds(
    AtMost, value=st.integers(-60, 160)
)
NAMES = st.sampled_from(sorted(PROFILES))


@given(NAMES, FIGURES, AIMS, st.integers(2013, 2031), FIGURES)
def test_no_method_sees_the_future(
    name: str, data: dict[int, int], aim: AtLeast | AtMost, year: int, later: dict[int, int]
) -> None:
    now = f"{year}-06-30"
    known = {y: v for y, v in data.items() if y < year}
    with_later = known | {y: v for y, v in later.items() if y >= year}

    assert says(name, with_later, aim, now) == says(name, known, aim, now)


@given(FIGURES, AIMS, st.integers(2013, 2031))
def test_the_default_says_what_the_verdict_says(
    data: dict[int, int], aim: AtLeast | AtMost, year: int
) -> None:
    verdict = evaluate(promise(aim), Series.of("x", data), as_of=f"{year}-06-30")
    found = assess(verdict, "default")

    assert found.code in {verdict.pace.value, "not_defined"}
    assert (found.grade is None) == (verdict.pace is Pace.INSUFFICIENT_DATA)
    assert found.value == (None if found.grade is None else verdict.ratio)


@given(FIGURES, AIMS)
def test_the_straight_line_methods_do_not_change_under_complement(
    data: dict[int, int], aim: AtLeast | AtMost
) -> None:
    flipped: Criterion
    if isinstance(aim, AtLeast):
        flipped = AtMost(value=100 - aim.value)
    else:
        flipped = AtLeast(value=100 - aim.value)
    other = {year: 100 - value for year, value in data.items()}
    for name in ("default", "sdsn", "escap", "destatis"):
        one, two = says(name, data, aim), says(name, other, flipped)
        assert (one.code, one.reason) == (two.code, two.reason)
        assert one.value == (two.value if name != "default" else pytest.approx(two.value))


@given(FIGURES, AIMS, st.sampled_from([0.001, 0.5, 3.0, 1024.0]))
def test_no_method_changes_with_the_unit(
    data: dict[int, int], aim: AtLeast | AtMost, factor: float
) -> None:
    scaled = attrs.evolve(aim, value=aim.value * factor)
    other = {year: value * factor for year, value in data.items()}
    for name in PROFILES:
        one, two = says(name, data, aim), says(name, other, scaled)
        if one.value is None or min(abs(one.value - c) for c in CUTS) > 1e-9:
            assert (one.code, one.reason) == (two.code, two.reason)
        if one.value is not None and two.value is not None:
            assert one.value == pytest.approx(two.value, rel=1e-6, abs=1e-9)


CUTS = [
    float(grade.least)
    for profile in PROFILES.values()
    for grade in (*profile.grades, *profile.trend_grades)
    if grade.least is not None
]


@given(FIGURES, st.integers(-60, 160), st.integers(2013, 2028), st.sampled_from([1, 10, 100]))
@example({2015: 1, 2023: 41}, 76, 2024, 10)  # 0.1, 4.1, 7.6
def test_the_ratio_is_one_exactly_when_the_projection_satisfies(
    data: dict[int, int], aim: int, year: int, places: int
) -> None:
    for sign in (1, -1):
        edge = sign * aim / places
        criterion = AtLeast(value=edge) if sign > 0 else AtMost(value=edge)
        series = Series.of("x", {y: sign * v / places for y, v in data.items()})
        verdict = evaluate(promise(criterion), series, as_of=f"{year}-06-30")
        if verdict.ratio is not None:
            assert verdict.projected is not None
            assert (verdict.ratio >= 1) == criterion.is_met(verdict.projected)
            assert (verdict.ratio > 1) == attrs.evolve(criterion, strict=True).is_met(
                verdict.projected
            )


@given(NAMES, FIGURES, st.integers(1, 150), st.sampled_from([1, -1]))
@example("unsd_2022", {2014: 70, 2024: 50}, 10, 1)  # past the target of 60, and lost
@example("unsd_2023", {2014: 5, 2024: 9}, 2, -1)
def test_no_method_praises_who_moves_away(
    name: str, data: dict[int, int], short: int, direction: int
) -> None:
    ordered = sorted(data.values(), reverse=direction == 1)
    assume(ordered[0] != ordered[-1])
    falling = dict(zip(sorted(data), ordered, strict=True))
    edge = ordered[-1] + direction * short
    aim = AtLeast(value=edge) if direction == 1 else AtMost(value=edge)
    grade = says(name, falling, aim, "2030-01-31").grade

    assert grade is None or Pace.ON_TRACK not in grade.paces


@given(st.integers(1, 100), st.integers(1, 100), st.integers(1, 100))
def test_a_growth_on_its_path_has_the_ratio_one(start: int, end: int, years: int) -> None:
    assume(start != end)
    years = 1 + years % 14
    path = start * (end / start) ** (years / 15)
    aim: Criterion = AtLeast(value=end) if end > start else AtMost(value=end)
    found = says("statcan", {2015: start, 2015 + years: path}, aim, "2030-01-31")

    assert found.value == pytest.approx(1, rel=1e-6)


def test_a_trend_of_ranks_ends_at_the_first_place() -> None:
    found = says("escap", {2015: 80, 2017: 50, 2019: 20}, LeadingGroup(worst=10), unit=Unit.RANK)

    assert found.numbers["projected"] == 1
    assert found.code == "maintain"
    assert found.value == pytest.approx(79 / 70)


@given(st.lists(st.integers(-100, 100), min_size=4, max_size=6), st.integers(-300, 300))
def test_what_is_closed_on_time_is_sun(values: list[int], edge: int) -> None:
    data = dict(zip(range(2026 - len(values), 2026), values, strict=True))
    assume(values[-1] < edge)
    found = says("destatis", data, AtLeast(value=edge))
    yearly = Fraction(values[-1] - values[0], len(values) - 1)

    assert found.value == pytest.approx(float(yearly * 5 / (edge - values[-1])))
    assert (found.code == "sun") == (yearly * 5 > Fraction(95, 100) * (edge - values[-1]))


# --- profiles as data ------------------------------------------------------------------


def test_every_profile_is_told_in_both_languages_and_has_its_source() -> None:
    for profile in PROFILES.values():
        assert profile.standing in get_args(Standing)
        assert (profile.source is None) == (profile.standing == "ours")
        assert profile.grades[-1].least is None
        for lang in get_args(Lang):
            labels = [g.label.pick(lang) for g in profile.grades]
            assert len(set(labels)) == len(labels)
            assert profile.name.pick(lang)
        for grade in (*profile.grades, *profile.trend_grades):
            assert grade.paces


GREEN = Grade(id="green", label=Text("xanh", "green"), least=0.1)
RED = Grade(id="red", label=Text("đỏ", "red"))


def own(**more: Any) -> Profile:
    fields: dict[str, Any] = {
        "id": "own",
        "name": Text("của tôi", "my own"),
        "method": methods.straight_line_ratio,
        "measure": Text("tỷ số", "ratio"),
        "grades": (GREEN, RED),
    }
    return Profile(**(fields | more))


def test_a_profile_of_ones_own_has_as_many_states_as_it_likes() -> None:
    def always(way: Way) -> Measure:
        return Measure(0.1 if way.latest[1] > 5 else 0.0999)

    target, mine = promise(AtLeast(value=60)), own(method=always)
    verdicts = [
        evaluate(target, Series.of("x", {2015: 1, 2020: v}), as_of="2026-01-31", profile=mine)
        for v in (5, 6)
    ]
    assert [v.assessment and v.assessment.code for v in verdicts] == ["red", "green"]
    assert "By the method of my own: red (ratio: 0.0999)." in verdicts[0].explain("en")
    assert "Theo phương pháp của của tôi: xanh (tỷ số: 0,1)." in verdicts[1].explain()
    assert verdicts[0].outcome is verdicts[1].outcome


@pytest.mark.parametrize(
    "grades",
    [
        (),
        (RED, GREEN),
        (GREEN,),
        (GREEN, attrs.evolve(GREEN, id="more", least=0.2), RED),
        (GREEN, RED, RED),
    ],
)
def test_grades_go_from_the_best_to_the_rest(grades: tuple[Grade, ...]) -> None:
    with pytest.raises(InvalidValueError, match=r"Profile\(own\).grades should be grades from the"):
        own(grades=grades)


@pytest.mark.parametrize(
    "answer",
    [0.5, None, "fast", Measure(float("nan")), Measure(True), Measure("x")],  # type: ignore[arg-type]
)
def test_a_method_that_answers_with_no_number_is_named(answer: Any) -> None:
    mine = own(method=lambda _: answer)
    with pytest.raises(
        InvalidValueError, match=r"the method of Profile\(own\) should be a Measure"
    ):
        assess(
            evaluate(promise(AtLeast(value=60)), Series.of("x", YEARS), as_of="2026-01-31"), mine
        )


@pytest.mark.parametrize(
    "fields,name",
    [({"method": 5}, "method"), ({"method": None}, "method"), ({"trend": "x"}, "trend"), ({"standing": "heard"}, "standing")],
)  # fmt: skip
def test_a_profile_is_what_it_should_be(fields: Any, name: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        own(**fields)
    assert caught.value.field == f"Profile(own).{name}"


@pytest.mark.parametrize("least", ["much", True, [], float("nan"), "1/0"])
def test_a_cut_is_a_number(least: object) -> None:
    with pytest.raises(InvalidValueError, match=r"Grade\.least should be a number"):
        attrs.evolve(RED, least=least)


def test_a_float_is_taken_as_the_decimal_it_is_printed_as() -> None:
    assert GREEN.least == Fraction(1, 10)
    assert (GREEN.takes(0.1), GREEN.takes(Fraction(1, 10)), GREEN.takes(0.05, 0.5)) == (True,) * 3
    assert not attrs.evolve(GREEN, strict=True).takes(Fraction(1, 10))


def test_a_missing_profile_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'statcan'"):
        says("statscan", YEARS, AtLeast(value=60))


@pytest.mark.parametrize("direction", [0, 2, True, "up", None])
def test_a_direction_has_no_default_and_two_values(direction: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"Way.direction should be 1 \(more is better\)"):
        Way.of(Series.of("x", YEARS), direction=direction, as_of="2026-01-31")


def test_a_way_needs_plain_figures_and_a_whole_target() -> None:
    series = Series.of("x", YEARS)
    with pytest.raises(InvalidValueError, match="edge and due should be both of them, or neither"):
        Way.of(series, direction=1, as_of="2026-01-31", edge=5)
    with pytest.raises(
        InvalidValueError, match=r"Series\(x\) should be figures known on 2001-01-31"
    ):
        Way.of(series, direction=1, as_of="2001-01-31")
    with pytest.raises(
        InvalidValueError, match=r"Series\(x\) should be figures from 2025-01-01 on"
    ):
        Way.of(series, direction=1, as_of="2026-01-31", start="2025-01-01")
    with pytest.raises(InvalidValueError, match=r"should be plain figures, .* Leave it out"):
        Way.of(Series.of("x", {2020: ">5"}), direction=1, as_of="2026-01-31")
    way = Way.of(
        series, direction=1, as_of="2026-01-31", start="2017-06-30", edge=16, due="2030-12-31"
    )
    assert (way.baseline[1], way.latest[1], way.satisfied, way.edge) == (12, 16, True, 16)


def test_a_number_that_no_double_holds_keeps_its_grade() -> None:
    found = says("sdsn", {2015: 0, 2016: 1.7e308}, AtLeast(value=1.75e308))
    tiny = says("sdsn", {2015: 0, 2016: -1e308}, AtLeast(value=1e-300))

    assert found.code == "on_track"
    assert (tiny.code, tiny.value, tiny.reason) == ("decreasing", None, Reason.OUT_OF_RANGE)
    assert tiny.explain("en").endswith("decreasing.")


def test_a_rounded_number_earns_the_same_grade() -> None:
    found = says("sdsn", {2015: 0, 2025: 39.9999}, AtLeast(value=60))

    assert found.explain("en").endswith(
        "moderately improving (share of the way over share of the time: 0.999997)."
    )


# --- side by side --------------------------------------------------------------------------


def test_methods_that_disagree_are_said_to() -> None:
    methods_ = compare_profiles(
        promise(AtLeast(value=60), unit=Unit.PERCENT),
        Series.of("x", {2015: 0.37, 2025: 9.53}),
        as_of="2026-01-31",
    )
    assert methods_.agree is False
    assert "do not agree" in methods_.explain("en")
    assert "không thống nhất" in methods_.explain()
    # A pace is a method's own; only the outcome depends on none.
    early = compare_profiles(promise(AtLeast(value=60)), Series.of("x", YEARS), as_of="2026-01-31")
    assert early.explain("en").endswith("The outcome does not depend on the method: pending.")
    assert (methods_["statcan"].code, methods_["default"].code) == (
        *("substantial_progress", "stalled"),
    )
    assert len(methods_) == len(PROFILES) == len(methods_.rows()) == len(list(methods_))
    assert methods_.rows()[1] == {
        "target": "plan.x",
        "as_of": "2026-01-31",
        "profile": "statcan",
        "grade": "substantial_progress",
        "value": pytest.approx(0.9505, abs=1e-4),
        "reason": None,
        "standing": "read",
    }
    with pytest.raises(UnknownNameError, match="no profile 'eurostat'"):
        methods_["eurostat"]


def test_one_method_alone_agrees_with_nobody() -> None:
    target = promise(AtLeast(value=60))
    one = compare_profiles(target, Series.of("x", YEARS), as_of="2026-01-31", profiles=["sdsn"])
    none = compare_profiles(target, None, as_of="2026-01-31")

    assert (one.agree, none.agree) == (None, None)
    assert "agree" not in one.explain("en")
    assert none.defined == ()


def test_a_state_that_names_no_pace_neither_agrees_nor_disagrees() -> None:
    target, series = promise(AtLeast(value=60)), Series.of("x", {2015: 0, 2025: 20})
    label = Text("mức", "level")
    bare = (Grade(id="a", label=label, least=0.8), Grade(id="b", label=label))
    own = Profile(
        id="own", name=label, method=methods.straight_line_ratio, measure=label, grades=bare
    )
    told = attrs.evolve(own, grades=(bare[0], attrs.evolve(bare[1], paces=[Pace.ON_TRACK])))

    def agree(*profiles: Profile | str) -> bool | None:
        return compare_profiles(target, series, as_of="2026-01-31", profiles=profiles).agree

    assert agree("default", own) is None
    assert agree("default", "sdsn", own) is True
    assert agree("default", told) is False


def test_reached_late_is_said_to_look_at_the_latest_figure_alone() -> None:
    target = promise(AtLeast(value=60), due="2020-12-31")
    late = compare_profiles(
        target, Series.of("x", {2015: 50, 2020: 55, 2022: 60}), as_of="2026-01-31"
    )
    met = compare_profiles(target, Series.of("x", {2015: 50, 2020: 60}), as_of="2026-01-31")

    assert "“Target achieved”, “Target met or almost met”" in late.explain("en")
    assert "achievement” look at the latest figure alone" in late.explain("en")
    assert "chỉ xét số liệu mới nhất; đến hạn mục tiêu chưa đạt" in late.explain()
    one = attrs.evolve(late, assessments=late.assessments[:2])
    assert "“Target achieved” looks at the latest figure alone" in one.explain("en")
    assert "latest figure alone" not in met.explain("en")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_notebook_shows_every_method(lang: Any, read_page: Any) -> None:
    found = compare_profiles(promise(AtLeast(value=60)), Series.of("x", YEARS), as_of="2026-01-31")
    page = read_page(found._repr_html_(lang))

    for one in found:
        assert one.profile.name.pick(lang) in page.text
        assert one.label(lang) in page.text


def test_a_bare_name_is_no_list_of_profiles() -> None:
    with pytest.raises(InvalidValueError, match="profiles should be a sequence of ids or profiles"):
        compare_profiles(promise(AtLeast(value=60)), None, as_of="2026-01-31", profiles="sdsn")


def test_growth_to_zero_is_minus_one_however_long_it_takes() -> None:
    way = Way.of(Series.of("x", {2015: 5, 2020: 0}), direction=-1, as_of="2026-01-31")
    assert methods.growth(way).value == 1
    assert math.isclose(says("unsd_2023", {2015: 5, 2020: 0}, AtMost(value=-1)).value or 0, 5 / 6)
