"""Other offices' methods: worked cases, laws, and what has no meaning."""

from fractions import Fraction
from typing import Any, get_args

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from building import target
from vn_ict_directive import (
    AtLeast,
    AtMost,
    LeadingGroup,
    Milestone,
    RelativeTo,
    Series,
    Target,
    Text,
    Unit,
    Within,
    evaluate,
)
from vn_ict_directive.criteria import Criterion
from vn_ict_directive.errors import InvalidValueError, UnknownNameError
from vn_ict_directive.evaluation import Pace, Reason
from vn_ict_directive.evaluation.pace import ON_TRACK, SLOW
from vn_ict_directive.methods import (
    PROFILES,
    Assessment,
    Grade,
    Measure,
    NotDefined,
    Profile,
    Trajectory,
    assess,
    compare,
    straight_line_ratio,
    trajectory_of,
)
from vn_ict_directive.text import Lang

SIXTY = AtLeast(value=60)
YEARS = {2015: 10, 2018: 12, 2020: 14, 2022: 15, 2024: 16}


def promise(criterion: Criterion, unit: Unit = Unit.SCORE, **more: Any) -> Target:
    return target(criterion, unit, **({"due": "2030-12-31"} | more))


def says(
    profile: Profile | str, data: Any, criterion: Criterion, as_of: str = "2026-01-31", **more: Any
) -> Assessment:
    verdict = evaluate(promise(criterion, **more), Series.of("x", data), as_of=as_of)
    return assess(verdict, profile)


def g(x: float, y: float, years: float) -> float:
    """The compound annual growth rate, as a book writes it."""
    return float((x / y) ** (1 / years) - 1)


def yearly(*values: float, last: int = 2025) -> dict[int, float]:
    return dict(zip(range(last + 1 - len(values), last + 1), values, strict=True))


# --- worked cases ----------------------------------------------------------------


@pytest.mark.parametrize(
    "profile,data,criterion,code,value",
    [
        ("statcan", {2015: 160, 2023: 115}, AtMost(value=80), "moderate_progress", g(115, 160, 8) / g(80, 160, 15)),
        ("statcan", {2015: 10, 2023: 12}, AtMost(value=5), "deterioration", g(12, 10, 8) / g(5, 10, 15)),
        ("statcan", {2015: 10, 2023: 10}, AtMost(value=5), "limited_progress", 0),
        ("statcan", {2015: 10, 2023: 5}, AtMost(value=5), "target_achieved", g(5, 10, 8) / g(5, 10, 15)),
        ("statcan", {2015: -10, 2023: -6}, AtLeast(value=-5), "substantial_progress", g(6, 10, 8) / g(5, 10, 15)),
        ("statcan", {2015: 10, 2023: 0}, AtMost(value=5), "target_achieved", -1 / g(5, 10, 15)),
        # from 0.37 % to 9.53 % towards 60 %: growth calls it on track, the line does not
        ("statcan", {2015: 0.37, 2025: 9.53}, SIXTY, "substantial_progress", 0.9505),
        ("default", {2015: 0.37, 2025: 9.53}, SIXTY, "stalled", 0.2304),
        # changes of 2 a year and five years to go: the whole gap of 10
        ("destatis", yearly(0, 2, 4, 6, 8, 10), AtLeast(value=20), "sun", 1),
        ("destatis", yearly(4, 6, 8, 10), AtLeast(value=21), "sun_and_cloud", 10 / 11),
        ("destatis", yearly(4, 6, 8, 10), AtLeast(value=22.5), "sun_and_cloud", 0.8),
        ("destatis", yearly(4, 6, 8, 10), AtLeast(value=30), "cloud", 0.5),
        ("destatis", yearly(10, 8, 6, 4), AtLeast(value=30), "thunderstorm", -10 / 26),
        ("destatis", yearly(10, 8, 9, 10), AtLeast(value=30), "thunderstorm", 0),
    ],
)  # fmt: skip
def test_each_method_gives_what_its_formula_says(
    profile: str, data: dict[int, float], criterion: Criterion, code: str, value: float
) -> None:
    found = says(profile, data, criterion)

    assert (found.code, found.reason) == (code, None)
    assert found.value == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize(
    "values,due,mode,code",
    [
        ((10, 9, 8, 7), "2030-12-31", "at", "sun_and_cloud"),  # reached, and going the wrong way
        ((6, 7, 8, 9), "2030-12-31", "at", "sun"),
        ((8, 9, 7, 8), "2030-12-31", "at", "sun"),  # a mean change of zero is not the wrong way
        ((9, 9.5), "2030-12-31", "at", "sun"),  # too few figures for a change
        ((1, 2, 3, 4), "2025-12-31", "at", "cloud"),  # its year has passed
        ((4, 3, 2, 1), "2025-12-31", "at", "thunderstorm"),
        ((4, 1, 2, 4), "2025-12-31", "at", "thunderstorm"),
        ((3, 3.9, 4.8, 5.8), "2030-12-31", "maintain", "cloud"),  # to be kept every year
        ((3, 3, 3, 3), "2030-12-31", "maintain", "thunderstorm"),
        ((9, 8, 7, 6.5), "2030-12-31", "maintain", "sun_and_cloud"),
    ],
)
def test_the_german_office_looks_at_the_state_first(
    values: tuple[float, ...], due: str, mode: Any, code: str
) -> None:
    up = says("destatis", yearly(*values), AtLeast(value=6), due=due, mode=mode)
    down = says("destatis", yearly(*(-v for v in values)), AtMost(value=-6), due=due, mode=mode)

    assert (up.code, up.value) == (down.code, down.value) == (code, None)


def test_the_same_figures_are_graded_otherwise_where_they_need_not_be_kept_every_year() -> None:
    once = says("destatis", yearly(3, 3.9, 4.8, 5.8), AtLeast(value=6))

    assert once.code == "sun"
    assert once.value == pytest.approx(5 * 2.8 / 3 / 0.2)


@pytest.mark.parametrize(
    "data,share",
    [
        ({2014: -90} | yearly(0, 2, 4, 6, 8, 10), 1),  # six at most
        ({2015: 0, 2017: 2, 2018: 4, 2019: 5, 2024: 7, 2025: 10}, 0.5),  # six with gaps
        ({2019: -90} | yearly(4, 6, 8, 10), 1),  # fewer: those in a row at the end
        ({2019: 4, 2021: 6, 2023: 8, 2025: 10}, 0.5),  # every two years is in a row, too
    ],
)
def test_the_mean_change_is_of_six_figures_or_of_at_least_four_in_a_row(
    data: dict[int, float], share: float
) -> None:
    found = says("destatis", data, AtLeast(value=20), start="2010-01-01")

    assert found.value == pytest.approx(share)


# --- what has no meaning says why ----------------------------------------------------


@pytest.mark.parametrize(
    "profile,data,criterion,reason",
    [
        ("statcan", {2015: 80, 2020: 70}, LeadingGroup(worst=50), NotDefined.ORDINAL),
        ("statcan", {2015: 0, 2020: 1}, AtLeast(value=5), NotDefined.SIGNS_DIFFER),
        ("statcan", {2015: 5, 2020: 4}, AtMost(value=0), NotDefined.SIGNS_DIFFER),
        ("statcan", {2015: 5, 2020: -4}, AtLeast(value=6), NotDefined.SIGNS_DIFFER),
        ("statcan", {2015: -5, 2020: -4}, AtLeast(value=6), NotDefined.SIGNS_DIFFER),
        ("statcan", {2015: 5, 2020: 4}, AtLeast(value=5), NotDefined.AT_TARGET),
        ("statcan", {2015: 5}, AtLeast(value=6), Reason.NOTHING_NEWER),
        ("statcan", {2031: 5, 2032: 5.5}, AtLeast(value=6), Reason.BASELINE_AFTER_DUE),
        ("statcan", {2015: 1e-308, 2016: 1e308}, AtLeast(value=1.1e308), NotDefined.OUT_OF_RANGE),
        ("destatis", {2015: 5, 2016: 5.1, 2017: 5.2}, AtLeast(value=6), NotDefined.TOO_FEW_FIGURES),
        ("destatis", {2015: 5, 2020: 5.1, 2021: 5.2, 2022: 5}, AtLeast(value=6), NotDefined.TOO_FEW_FIGURES),
        ("destatis", yearly(3, 4, 5, 6), AtLeast(value=6, strict=True), NotDefined.AT_TARGET),
        ("destatis", {2015: 5, 2020: ">5"}, AtLeast(value=6), Reason.CENSORED_FIGURE),
        ("destatis", {}, AtLeast(value=6), Reason.NO_FIGURES),
        ("default", {}, AtLeast(value=6), Reason.NO_FIGURES),
        ("default", {2015: 5}, AtLeast(value=6), Reason.NOTHING_NEWER),
        ("default", {2031: 5, 2032: 5.5}, AtLeast(value=6), Reason.BASELINE_AFTER_DUE),
        ("destatis", {2016: 5}, RelativeTo(period=2015, factor=2, least=True), Reason.NO_REFERENCE),
        ("destatis", {2016: 10, 2020: 70}, Within(low=40, high=60), Reason.OVERSHOT),
    ],
)  # fmt: skip
def test_what_has_no_meaning_says_why(
    profile: str, data: dict[int, Any], criterion: Criterion, reason: Reason | NotDefined
) -> None:
    unit = Unit.RANK if isinstance(criterion, LeadingGroup) else Unit.SCORE
    found = says(profile, data, criterion, unit=unit, as_of="2033-01-31")

    assert (found.code, found.value, found.reason) == ("not_defined", None, reason)
    assert reason.label("en") in found.explain("en")
    assert "không xác định" in found.explain("vi")


def test_a_target_that_is_reached_is_so_where_its_number_has_no_meaning() -> None:
    found = says("statcan", {2015: 1e308, 2016: 1e-308}, AtMost(value=1e-308))

    assert (found.code, found.value, found.reason) == (
        *("target_achieved", None, NotDefined.OUT_OF_RANGE),
    )
    assert found.explain("en").endswith("target achieved.")


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
    assert {assess(refuse, name).reason for name in PROFILES} == {Reason.BREAK_REFUSED}
    everything, rest = trajectory_of(ignore), trajectory_of(rebase)
    assert isinstance(everything, Trajectory)
    assert isinstance(rest, Trajectory)
    assert [value for _, value in everything.points] == list(YEARS.values())
    assert [value for _, value in rest.points] == [14, 15, 16]


def test_an_event_has_no_method() -> None:
    target = promise(Milestone(event=Text("x", "x")), unit=Unit.EVENT)
    verdict = evaluate(target, Series.of("x", {2020: 1}), as_of="2026-01-31")

    assert {assess(verdict, profile).reason for profile in PROFILES} == {NotDefined.NO_NUMBER}


def test_every_reason_has_a_code_and_words_of_its_own() -> None:
    reasons = [*Reason, *NotDefined]
    for lang in get_args(Lang):
        assert len({reason.label(lang) for reason in reasons}) == len(reasons)
    assert len({reason.value for reason in reasons}) == len(reasons)


# --- laws --------------------------------------------------------------------------

FIGURES = st.dictionaries(st.integers(2012, 2029), st.integers(-50, 150), min_size=2, max_size=10)
AIMS = st.builds(AtLeast, value=st.integers(-60, 160)) | st.builds(
    AtMost, value=st.integers(-60, 160)
)
NAMES = st.sampled_from(sorted(PROFILES))
MODES = st.sampled_from(["at", "reach", "maintain"])
CUTS = [
    float(grade.least)
    for profile in PROFILES.values()
    for grade in profile.grades
    if grade.least is not None
]


@given(FIGURES, AIMS, st.integers(2013, 2031), MODES)
def test_no_method_changes_the_verdict(
    data: dict[int, int], aim: AtLeast | AtMost, year: int, mode: Any
) -> None:
    target, series, day = promise(aim, mode=mode), Series.of("x", data), f"{year}-06-30"
    found = compare(target, series, as_of=day)

    assert found.evaluation == evaluate(target, series, as_of=day)
    assert found.assessments == tuple(assess(found.evaluation, name) for name in PROFILES)


@given(NAMES, FIGURES, AIMS, st.integers(2013, 2031), FIGURES)
def test_no_method_sees_the_future(
    name: str, data: dict[int, int], aim: AtLeast | AtMost, year: int, later: dict[int, int]
) -> None:
    now = f"{year}-06-30"
    known = {y: v for y, v in data.items() if y < year}
    with_later = known | {y: v for y, v in later.items() if y >= year}

    assert says(name, with_later, aim, now) == says(name, known, aim, now)


@given(FIGURES, AIMS, st.integers(2013, 2031))
@example({2012: 0}, AtLeast(value=0), 2013)  # satisfied by the one figure that there is
def test_the_default_says_what_the_verdict_says(
    data: dict[int, int], aim: AtLeast | AtMost, year: int
) -> None:
    verdict = evaluate(promise(aim), Series.of("x", data), as_of=f"{year}-06-30")
    found = assess(verdict, "default")

    if verdict.pace is Pace.INSUFFICIENT_DATA:
        assert (found.grade, found.value) == (None, None)
        assert found.reason is not None
    else:
        assert (found.code, found.value) == (verdict.pace.value, verdict.ratio)


@given(FIGURES, AIMS, MODES)
def test_the_straight_line_methods_do_not_change_under_complement(
    data: dict[int, int], aim: AtLeast | AtMost, mode: Any
) -> None:
    flip = AtMost if isinstance(aim, AtLeast) else AtLeast
    flipped, other = flip(value=100 - aim.value), {year: 100 - v for year, v in data.items()}
    for name in ("default", "destatis"):
        one, two = says(name, data, aim, mode=mode), says(name, other, flipped, mode=mode)
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


@given(FIGURES, st.integers(-60, 160), st.integers(2013, 2028), st.sampled_from([1, 10, 100]))
@example({2015: 1, 2023: 41}, 76, 2024, 10)  # 0.1, 4.1, 7.6
def test_the_ratio_is_one_exactly_when_the_projection_satisfies(
    data: dict[int, int], aim: int, year: int, places: int
) -> None:
    for sign in (1, -1):
        limit = sign * aim / places
        criterion = AtLeast(value=limit) if sign > 0 else AtMost(value=limit)
        series = Series.of("x", {y: sign * v / places for y, v in data.items()})
        verdict = evaluate(promise(criterion), series, as_of=f"{year}-06-30")
        if verdict.ratio is not None:
            assert verdict.projected is not None
            assert (verdict.ratio >= 1) == criterion.is_met(verdict.projected)
            assert (verdict.ratio > 1) == attrs.evolve(criterion, strict=True).is_met(
                verdict.projected
            )


@given(NAMES, FIGURES, st.integers(1, 150), st.sampled_from([1, -1]))
def test_no_method_praises_who_moves_away(
    name: str, data: dict[int, int], short: int, direction: int
) -> None:
    ordered = sorted(data.values(), reverse=direction == 1)
    assume(ordered[0] != ordered[-1])
    falling = dict(zip(sorted(data), ordered, strict=True))
    limit = ordered[-1] + direction * short
    aim = AtLeast(value=limit) if direction == 1 else AtMost(value=limit)
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


@given(st.lists(st.integers(-100, 100), min_size=4, max_size=6), st.integers(-300, 300))
@example([0, 0, 0, 0, 0, 19], 39)  # 3.8 a year and five years to go: 0.95 exactly
@example([0, 0, 0, 24], 74)  # 0.8 exactly
def test_the_weather_changes_exactly_at_its_cuts(values: list[int], limit: int) -> None:
    assume(values[-1] < limit)
    found = says("destatis", yearly(*values), AtLeast(value=limit))
    share = Fraction(5 * (values[-1] - values[0]), (len(values) - 1) * (limit - values[-1]))
    code = (
        *("sun" for _ in range(share > Fraction(95, 100))),
        *("sun_and_cloud" for _ in range(share >= Fraction(8, 10))),
        *("cloud" for _ in range(share > 0)),
        "thunderstorm",
    )[0]

    assert found.code == code
    assert found.value == pytest.approx(float(share))


# --- profiles as data ------------------------------------------------------------------


def test_every_profile_is_told_in_both_languages_and_every_office_has_its_source() -> None:
    for profile in PROFILES.values():
        assert (profile is PROFILES["default"]) == (profile.source == "") == (profile.note is None)
        for lang in get_args(Lang):
            labels = [grade.label.pick(lang) for grade in profile.grades]
            assert len(set(labels)) == len(labels)
            assert profile.name.pick(lang)
        assert all(grade.paces for grade in profile.grades)


GREEN = Grade(id="green", label=Text("xanh", "green"), least=0.1)
RED = Grade(id="red", label=Text("đỏ", "red"))


def own(**more: Any) -> Profile:
    fields: dict[str, Any] = {
        "id": "own",
        "name": Text("đơn vị tôi", "my office"),
        "method": straight_line_ratio,
        "measure": Text("tỷ số", "ratio"),
        "grades": (GREEN, RED),
    }
    return Profile(**(fields | more))


def test_a_profile_of_ones_own_has_as_many_states_as_it_likes() -> None:
    def always(it: Trajectory) -> Measure:
        return Measure(0.1 if it.points[-1][1] > 5 else 0.0999)

    low, high = (says(own(method=always), {2015: 1, 2020: v}, SIXTY) for v in (5, 6))
    assert [low.code, high.code] == ["red", "green"]
    assert low.explain("en") == "By the method of my office: red (ratio: 0.0999)."
    assert high.explain() == "Theo phương pháp của đơn vị tôi: xanh (tỷ số: 0,1)."


@pytest.mark.parametrize(
    "profile,vi,en",
    [
        (
            "default",
            "Theo phương pháp của thư viện này (lộ trình đều): ",
            "By the method of this library (straight line): ",
        ),
        (
            "destatis",
            "Theo phương pháp của Cơ quan Thống kê Liên bang Đức: ",
            "By the method of the Federal Statistical Office of Germany: ",
        ),
    ],
)
def test_an_office_is_named_within_the_sentence(profile: str, vi: str, en: str) -> None:
    found = says(profile, {2015: 1, 2020: 5}, SIXTY)
    assert found.explain().startswith(vi)
    assert found.explain("en").startswith(en)


@pytest.mark.parametrize(
    "grades",
    [
        (),
        (RED, GREEN),
        (GREEN,),
        (GREEN, attrs.evolve(GREEN, id="more", least=0.2), RED),
        (GREEN, RED, attrs.evolve(RED, id="other")),
        (GREEN, attrs.evolve(GREEN, id="twin"), RED),
    ],
)
def test_grades_go_from_the_best_to_the_rest(grades: tuple[Grade, ...]) -> None:
    with pytest.raises(InvalidValueError, match=r"Profile\(own\).grades should be grades from the"):
        own(grades=grades)


@pytest.mark.parametrize(
    "answer",
    [
        *(0.5, None, "fast", Measure(float("nan")), Measure(float("inf"))),
        *(Measure(0.5, grade="yellow"), Measure("x")),  # type: ignore[arg-type]
    ],
)
def test_a_method_that_answers_with_no_number_is_named(answer: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"the method of Profile\(own\) should be a Measur"):
        says(own(method=lambda _: answer), YEARS, SIXTY)


def test_a_method_is_a_function() -> None:
    with pytest.raises(InvalidValueError, match=r"Profile\(own\).method should be a function from"):
        own(method=5)


@pytest.mark.parametrize("least", ["much", True, [], float("nan"), "1/0"])
def test_a_cut_is_a_number(least: object) -> None:
    with pytest.raises(InvalidValueError, match=r"Grade\.least should be a"):
        attrs.evolve(RED, least=least)


def test_a_float_is_taken_as_the_decimal_it_is_printed_as() -> None:
    assert GREEN.least == Fraction(1, 10)
    assert (GREEN.takes(0.1), GREEN.takes(Fraction(1, 10))) == (True, True)
    assert not attrs.evolve(GREEN, strict=True).takes(0.1)


def test_a_missing_profile_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'statcan'"):
        says("statscan", YEARS, SIXTY)


def test_the_straight_line_has_no_meaning_from_beyond_the_target() -> None:
    found = says(own(), {2015: 70, 2020: 50}, SIXTY)

    assert (found.code, found.reason) == ("not_defined", Reason.BASELINE_SATISFIED)
    assert says("default", {2015: 70, 2020: 50}, SIXTY).code == "regressing"


def test_a_number_that_no_double_holds_keeps_its_grade() -> None:
    tiny = says(own(), {2015: 0, 2016: -1e308}, AtLeast(value=1e-300))

    assert (tiny.code, tiny.value, tiny.reason) == ("red", None, NotDefined.OUT_OF_RANGE)
    assert tiny.explain("en").endswith("red.")


def test_a_rounded_number_earns_the_same_grade() -> None:
    strict = own(grades=(attrs.evolve(GREEN, least=1), RED))
    found = says(strict, {2015: 0, 2025: 39.9999}, SIXTY)

    assert found.explain("en").endswith("red (ratio: 0.999997).")


# --- side by side --------------------------------------------------------------------------


def test_methods_that_disagree_are_said_to() -> None:
    found = compare(promise(SIXTY), Series.of("x", {2015: 0.37, 2025: 9.53}), as_of="2026-01-31")

    assert found.agree is False
    assert found.explain("en") == (
        "The applicable methods disagree: their measures or their thresholds differ. "
        "The outcome does not depend on the method: pending."
    )
    assert "không thống nhất" in found.explain()
    assert found.rows() == [
        {"profile": "default", "grade": "stalled", "value": pytest.approx(0.2304, abs=1e-4), "reason": None},
        {"profile": "statcan", "grade": "substantial_progress", "value": pytest.approx(0.9505, abs=1e-4), "reason": None},
        {"profile": "destatis", "grade": "not_defined", "value": None, "reason": "too_few_figures"},
    ]  # fmt: skip


def test_one_method_alone_agrees_with_nobody() -> None:
    target = promise(SIXTY)
    one = compare(target, Series.of("x", YEARS), as_of="2026-01-31", profiles=["statcan"])
    none = compare(target, None, as_of="2026-01-31")

    assert (one.agree, none.agree) == (None, None)
    assert one.explain("en") == "The outcome does not depend on the method: pending."


def test_a_state_that_names_no_pace_neither_agrees_nor_disagrees() -> None:
    target, series = promise(SIXTY), Series.of("x", {2015: 1, 2025: 21})
    silent = own(grades=(attrs.evolve(GREEN, least=0.8), RED))
    praise = own(grades=(GREEN, attrs.evolve(RED, paces=[Pace.ON_TRACK])))
    praise = attrs.evolve(praise, grades=(attrs.evolve(GREEN, paces=[Pace.ON_TRACK]), RED))

    def agree(*profiles: Profile | str) -> bool | None:
        return compare(target, series, as_of="2026-01-31", profiles=profiles).agree

    assert agree("default", silent) is None
    assert agree("statcan", silent, praise) is True
    assert agree("default", praise) is False


def test_a_target_met_late_is_no_less_late_by_a_method_that_ignores_the_deadline() -> None:
    target = promise(SIXTY, due="2020-12-31")
    late = compare(target, Series.of("x", {2015: 50, 2020: 55, 2022: 60}), as_of="2026-01-31")

    assert [one.code for one in late] == ["holding", "target_achieved", "sun"]
    assert late.explain("en").endswith("The outcome does not depend on the method: met late.")


def test_a_bare_name_is_no_list_of_profiles() -> None:
    with pytest.raises(InvalidValueError, match="profiles should be a sequence of ids or profiles"):
        compare(promise(SIXTY), None, as_of="2026-01-31", profiles="statcan")


def test_the_grades_of_our_own_method_are_the_paces_with_their_cuts_and_names() -> None:
    default = PROFILES["default"]
    assert default.achieved is not None
    cuts = {one.id: one.least for one in default.grades}
    assert cuts == {"on_track": ON_TRACK, "slow": SLOW, "stalled": 0, "regressing": None}
    for grade in (default.achieved, *default.grades):
        assert grade.paces == (Pace(grade.id),)
        assert grade.label == Pace(grade.id).labels
