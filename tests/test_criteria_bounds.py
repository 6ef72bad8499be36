"""Figures known only up to a bound: they decide when every value left open would decide alike."""

from itertools import product
from operator import ge, gt, le, lt
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import numeric_criteria
from vn_ict_directive import AtLeast, AtMost, LeadingGroup, Observation, Series, Unit, Within
from vn_ict_directive.criteria import NumericCriterion, decide
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.text import Lang
from vn_ict_directive.units import Bound, split_bound

NUMBERS = st.integers(-20, 20)
CRITERIA = (
    st.builds(AtLeast, value=NUMBERS, strict=st.booleans())
    | st.builds(AtMost, value=NUMBERS, strict=st.booleans())
    | st.builds(lambda a, b: Within(low=min(a, b), high=max(a, b)), NUMBERS, NUMBERS)
    | st.builds(LeadingGroup, worst=st.integers(1, 20))
)


def possible(value: float, bound: Bound) -> list[float]:
    """A fine net of the values that a bound leaves open, far ends included."""
    net = [quarter / 4 for quarter in range(-100, 101)] + [-1e9, 1e9]
    keeps = {Bound.ABOVE: gt, Bound.AT_LEAST: ge, Bound.BELOW: lt, Bound.AT_MOST: le}[bound]
    return [x for x in net if keeps(x, value)]


@given(CRITERIA, NUMBERS, st.sampled_from(Bound))
def test_a_bound_decides_exactly_when_all_that_it_leaves_open_agrees(
    criterion: NumericCriterion, value: int, bound: Bound
) -> None:
    verdicts = {criterion.is_met(x) for x in possible(value, bound)}

    assert decide(criterion, value, bound) is (verdicts.pop() if len(verdicts) == 1 else None)


@given(numeric_criteria(), st.floats(allow_nan=False, allow_infinity=False))
def test_a_plain_figure_always_decides(criterion: NumericCriterion, value: float) -> None:
    assert decide(criterion, value) is criterion.is_met(value)


def test_signs_are_taken_from_text() -> None:
    assert [split_bound(f"{sign} 5")[1] for sign in (">", ">=", "≥", "<", "<=", "≤", "")] == [
        *(Bound.ABOVE, Bound.AT_LEAST, Bound.AT_LEAST),
        *(Bound.BELOW, Bound.AT_MOST, Bound.AT_MOST, None),
    ]


def test_a_series_takes_and_shows_bounds() -> None:
    mine = Series.of("coverage", {2019: ">95", 2020: "≤ 99.5"})

    assert [(o.value, o.bound) for o in mine.observations] == [
        (95.0, Bound.ABOVE),
        (99.5, Bound.AT_MOST),
    ]
    assert repr(mine) == "<Series coverage VN: 2019: >95, 2020: <=99.5>"
    assert [o.written for o in mine.observations] == [">95.0", "<=99.5"]
    assert "&gt;95" in mine._repr_html_()


def test_a_figure_and_its_bound_are_given_apart() -> None:
    with pytest.raises(
        InvalidValueError, match=r"got '>95'. Give the number and, where there"
    ) as e:
        Observation(period=2020, value=">95")
    assert e.value.field == "Observation.value"
    assert Observation(period=2020, value=95, bound=">").bound is Bound.ABOVE
    with pytest.raises(InvalidValueError, match="bound should be '>' or '>=' or '<' or '<=', got"):
        Observation(period=2020, value=95, bound="~")


def test_a_figure_and_a_bound_contradict_each_other() -> None:
    with pytest.raises(InvalidValueError, match=r"got '95.0 and >95.0'"):
        Series.of("coverage", [(2020, "95"), (2020, ">95")])


def test_bounds_are_written_as_a_sentence_would() -> None:
    written = [
        Unit.PERCENT.write(95, lang, bound=bound) for bound, lang in product(Bound, get_args(Lang))
    ]
    assert written == [
        *("trên 95%", "more than 95%", "tối thiểu 95%", "at least 95%"),
        *("dưới 95%", "less than 95%", "tối đa 95%", "at most 95%"),
    ]
