"""How sure a projection is: against brute force, against known numbers, and when it is refused."""

import sys
from collections.abc import Callable
from itertools import combinations
from math import comb
from statistics import median
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vn_ict_directive import (
    DIRECTIVE_01,
    AtLeast,
    AtMost,
    Indicator,
    InvalidValueError,
    LeadingGroup,
    Milestone,
    MissingExtraError,
    Organization,
    Series,
    Span,
    Stage,
    Staged,
    Target,
    Text,
    Unit,
    Within,
    published,
    trend,
)
from vn_ict_directive.criteria import Criterion
from vn_ict_directive.evaluation.uncertainty import TrendMethod
from vn_ict_directive.quantities import format_number

OFFICE = Organization(id="office", name=Text("cục", "office"))
METHODS = get_args(TrendMethod)


def promise(criterion: Criterion, unit: Unit = Unit.SCORE, due: str = "2030-12-31") -> Target:
    measure = Indicator(id="x", name=Text("x", "x"), publisher=OFFICE, unit=unit)
    return Target(
        id="plan.x",
        statement=Text("…", "…"),
        span=Span.at("plan", 0, "…"),
        section="plan",
        indicator=measure,
        criterion=criterion,
        start="2015-01-01",
        due=due,
    )


def laid(data: Any, criterion: Criterion, method: Any = "theil-sen", **more: Any) -> Any:
    unit = Unit.RANK if isinstance(criterion, LeadingGroup) else Unit.SCORE
    return trend(
        promise(criterion, unit), Series.of("x", data), as_of="2026-01-31", method=method, **more
    )


FOREST = {2016: 1.0, 2017: 3.0, 2018: 2.0, 2019: 5.0, 2020: 4.0}


def test_least_squares_against_the_formulas_of_the_book() -> None:
    line = laid(FOREST, AtLeast(value=12), "least-squares", confidence=0.95)
    # x - mean: -2 -1 0 1 2; y: 1 3 2 5 4; slope 8 / 10; residual sum of squares 3.6
    t_975, sigma = 3.182446305284263, (3.6 / 3) ** 0.5
    error = sigma * (1 + 1 / 5 + 12**2 / 10) ** 0.5

    assert line.slope == pytest.approx(0.8)
    assert line.projected == pytest.approx(3 + 0.8 * 12)
    assert line.high - line.projected == pytest.approx(t_975 * error)
    assert line.projected - line.low == pytest.approx(t_975 * error)
    assert line.slope_high - line.slope == pytest.approx(t_975 * sigma / 10**0.5)
    assert line.slope - line.slope_low == pytest.approx(t_975 * sigma / 10**0.5)
    assert (line.count, line.method, line.confidence) == (5, "least-squares", 0.95)


def test_the_probability_is_a_half_where_the_line_ends() -> None:
    projected = 3 + 0.8 * 12
    for criterion in (AtLeast(value=projected), AtMost(value=projected)):
        assert laid(FOREST, criterion, "least-squares").probability == pytest.approx(0.5)


@pytest.mark.parametrize("criterion", [AtLeast(value=12.6), AtLeast(value=12.6, strict=True)])
def test_the_interval_and_the_probability_belong_together(criterion: Criterion) -> None:
    line = laid(FOREST, criterion, "least-squares", confidence=0.8)
    beyond = laid(FOREST, AtLeast(value=line.high), "least-squares")

    assert beyond.probability == pytest.approx(0.1)
    assert laid(FOREST, AtMost(value=line.low), "least-squares").probability == pytest.approx(0.1)
    inside = laid(FOREST, Within(low=line.low, high=line.high), "least-squares")
    assert inside.probability == pytest.approx(0.8)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "criterion,probability",
    [
        (AtLeast(value=15), 1.0),
        (AtMost(value=14), 0.0),
        (Within(low=10, high=20), 1.0),
        (Within(low=16, high=20), 0.0),
    ],
)
def test_figures_on_a_line_leave_no_doubt_but_that_of_few(
    method: str, criterion: Criterion, probability: float
) -> None:
    line = laid({y: y - 2015 for y in range(2016, 2021)}, criterion, method)

    assert (line.slope, line.slope_low, line.slope_high) == pytest.approx((1, 1, 1))
    assert (line.projected, line.low, line.high) == pytest.approx((15, 15, 15))
    fewest = 2 / 120 if method == "theil-sen" else 0  # five in order, or in reverse, by chance
    assert line.probability == pytest.approx(probability, abs=fewest + 1e-9)


def slopes(points: list[tuple[float, float]]) -> list[float]:
    return [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2)]


VALUES = st.lists(st.integers(-50, 50), min_size=4, max_size=8, unique=True)


@settings(max_examples=25)
@given(VALUES)
def test_theil_sen_is_the_median_of_all_slopes(values: list[int]) -> None:
    data = dict(zip(range(2010, 2010 + len(values)), values, strict=True))
    line = laid(data, AtLeast(value=0))
    points = [(float(year), float(value)) for year, value in data.items()]

    assert line.slope == pytest.approx(median(slopes(points)))
    middle = median(data), median(values)
    assert line.projected == pytest.approx(middle[1] + line.slope * (2030 - middle[0]))
    assert line.slope_low <= line.slope <= line.slope_high
    assert line.low <= line.projected <= line.high


def chances(n: int) -> dict[int, float]:
    """How likely each number of discordant pairs is among n in any order (Mahonian numbers)."""
    counts = {0: 1}
    for size in range(2, n + 1):
        grown: dict[int, int] = {}
        for pairs, count in counts.items():
            for more in range(size):
                grown[pairs + more] = grown.get(pairs + more, 0) + count
        counts = grown
    total = sum(counts.values())
    return {pairs: count / total for pairs, count in counts.items()}


@settings(max_examples=25)
@given(VALUES, st.integers(-100, 100))
def test_the_confidence_is_kendalls(values: list[int], edge: int) -> None:
    """Confidence that the slope is at least what is needed: the share of orders less concordant."""
    data = dict(zip(range(2010, 2010 + len(values)), values, strict=True))
    line = laid(data, AtLeast(value=edge + 0.123456))  # no ties
    middle_year, middle = median(data), median(values)
    needed = (edge + 0.123456 - middle) / (2030 - middle_year)
    rest = [value - needed * (year - 2010) for year, value in data.items()]
    discordant = sum(a > b for a, b in combinations(rest, 2))
    likely = chances(len(values))

    assert comb(len(values), 2) == max(likely)
    p = sum(chance for pairs, chance in likely.items() if pairs <= discordant)
    assert line.probability == pytest.approx(1 - p, abs=1e-9)


@settings(max_examples=20)
@given(VALUES, st.integers(-100, 100))
def test_the_complement_has_the_same_chance(values: list[int], edge: int) -> None:
    data = dict(zip(range(2010, 2010 + len(values)), values, strict=True))
    other = {year: 100 - value for year, value in data.items()}
    for method in METHODS:
        up = laid(data, AtLeast(value=edge + 0.1), method)
        down = laid(other, AtMost(value=100 - (edge + 0.1)), method)
        assert up.probability == pytest.approx(down.probability, abs=1e-9)
        assert up.slope == pytest.approx(-down.slope, abs=1e-9)


def test_real_figures_of_the_government_index() -> None:
    target = DIRECTIVE_01.target("it-application.egdi-rank")
    figures = published.series("egdi-rank")
    robust, plain = (trend(target, figures, as_of="2019-12-31", method=m) for m in METHODS)

    assert (robust.count, plain.count) == (9, 9)
    assert robust.probability < 0.2
    assert plain.probability < 0.3
    assert plain.low < plain.projected < plain.high


def test_a_staged_target_has_the_trend_to_its_next_stage() -> None:
    steps = Staged(
        stages=[
            Stage(due="2022-12-31", criterion=AtLeast(value=5)),
            Stage(due="2030-12-31", criterion=AtLeast(value=15)),
        ]
    )
    line = trend(promise(steps), Series.of("x", FOREST), as_of="2021-06-30")

    assert str(line.evaluation.due) == "2022-12-31"
    assert line.projected == pytest.approx(3 + line.slope * 4)


def test_no_place_is_better_than_the_first() -> None:
    line = laid({2020: 20, 2021: 12, 2022: 9, 2023: 2}, LeadingGroup(worst=5))

    assert (line.projected, line.low) == (1, 1)
    assert line.slope < 0


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "data,criterion,due,message",
    [
        ({2018: 1, 2019: 2, 2020: 3}, AtLeast(value=9), "2030-12-31", r"4 or more, got '3 comparable"),
        ({}, AtLeast(value=9), "2030-12-31", "got 'no comparable figures'"),
        ({2017: 1, 2018: 2, 2019: ">3", 2020: 4}, AtLeast(value=9), "2030-12-31", "got 'a figure known only as more"),
        ({2017: 1, 2018: 2, 2019: 3, 2020: 4}, AtLeast(value=9), "2020-12-31", "Nothing is left to project"),
        ({2018: 1, 2019: 2, 2020: 3, 2021: 3}, AtLeast(value=9), "2020-12-31", "Nothing is left to project"),
    ],
)  # fmt: skip
def test_what_is_too_little_is_refused(
    method: Any, data: Any, criterion: Criterion, due: str, message: str
) -> None:
    with pytest.raises(InvalidValueError, match=message) as caught:
        trend(promise(criterion, due=due), Series.of("x", data), as_of="2026-01-31", method=method)
    assert caught.value.field == "the trend for plan.x"


def test_an_event_has_no_trend() -> None:
    target = promise(Milestone(event=Text("x", "x")), unit=Unit.EVENT)
    with pytest.raises(InvalidValueError, match="got 'a target without a number'"):
        trend(target, Series.of("x", {2020: 1}), as_of="2026-01-31")


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 90, float("nan"), "much", True])
def test_a_confidence_lies_between_nothing_and_certainty(confidence: Any) -> None:
    with pytest.raises(InvalidValueError, match="confidence should be"):
        laid(FOREST, AtLeast(value=9), confidence=confidence)


def test_a_method_is_one_of_two() -> None:
    with pytest.raises(InvalidValueError, match="method should be 'theil-sen' or 'least-squares'"):
        laid(FOREST, AtLeast(value=9), "ols")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_notebook_shows_the_numbers_of_a_trend(
    read_page: Callable[[str], Any], lang: Any
) -> None:
    line = laid(FOREST, AtLeast(value=12))

    page = read_page(line._repr_html_(lang))

    assert line.explain(lang) in page.text
    assert line.method in page.text
    for value in (line.projected, line.low, line.high, line.slope, line.slope_low):
        assert format_number(float(f"{value:.4g}"), lang) in page.text


def test_without_scipy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(MissingExtraError, match=r"vn-ict-directive\[trend\]"):
        laid(FOREST, AtLeast(value=9))


def test_a_scipy_broken_inside_keeps_its_own_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    monkeypatch.delattr("scipy.stats", raising=False)
    with pytest.raises(ImportError, match="stats"):
        laid(FOREST, AtLeast(value=9))


@pytest.mark.parametrize("method", METHODS)
def test_the_assumption_is_told_with_the_number(method: Any) -> None:
    line = laid(FOREST, AtLeast(value=12), method)

    for lang in ("vi", "en"):
        told = line.explain(lang)
        assert told.endswith(line.assumption.pick(lang))
        assert "5" in told
    assert "Xác suất đạt mục tiêu" in line.explain()
    assert "Probability of meeting the target" in line.explain("en")
