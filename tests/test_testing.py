"""The strategies make what they say, all of it valid and none of it twice the same."""

import importlib.util
import sys
from types import ModuleType

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from vn_ict_directive import DIRECTIVE_01, Indicator, testing
from vn_ict_directive.errors import InvalidValueError, MissingExtraError
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.units import Domain, Unit

_FIRST_FOUND = settings(
    max_examples=100, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@given(testing.periods(kinds=("year", "week"), min_year=1000, max_year=9999))
def test_periods_are_of_the_kinds_and_years_asked_for(period: Period) -> None:
    assert period.kind in {"year", "week"}
    assert 999 <= period.start.year <= 9999


def test_a_kind_of_period_that_there_is_not_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="kinds should be some of year, semester"):
        find(testing.periods(kinds=("decade",)), lambda _: True)  # type: ignore[arg-type]


@given(testing.values(min_value=1, max_value=193))
def test_values_keep_to_their_bounds(value: float) -> None:
    assert 1 <= value <= 193


@given(testing.observations(period=Period.of(2020), values=st.just(86.0)))
def test_observations_are_for_the_period_and_of_the_values_asked_for(figure: Observation) -> None:
    assert (figure.period, figure.value) == (Period.of(2020), 86)


@given(testing.series(indicator="egdi-rank", kinds=("year",), min_size=1, max_size=3))
def test_a_series_without_vintages_has_one_figure_a_period(mine: Series) -> None:
    ends = {figure.period.end for figure in mine.observations}

    assert mine.indicator == "egdi-rank"
    assert 1 <= len(mine) == len(ends) <= 3
    assert {figure.period.kind for figure in mine.observations} == {"year"}


def test_a_series_with_vintages_may_have_several_figures_a_period() -> None:
    def has_several(mine: Series) -> bool:
        return len({figure.period for figure in mine.observations}) < len(mine)

    assert find(testing.series(vintages=True), has_several, settings=_FIRST_FOUND)


def _load_again() -> ModuleType:
    spec = importlib.util.spec_from_file_location("testing_again", testing.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_without_hypothesis_the_extra_that_brings_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(MissingExtraError) as caught:
        _load_again()

    assert str(caught.value) == (
        "vn_ict_directive.testing needs hypothesis, which is not installed: "
        'pip install "vn-ict-directive[testing]" or, in a clone, pip install ".[testing]".'
    )


def test_a_hypothesis_broken_inside_keeps_its_own_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis.strategies", None)
    with pytest.raises(ModuleNotFoundError, match=r"hypothesis\.strategies"):
        _load_again()


def test_every_name_that_is_promised_is_there() -> None:
    assert all(callable(getattr(testing, name)) for name in testing.__all__)


@given(testing.possible(Domain.of(Unit.RANK)), testing.possible(Domain.of(Unit.PERCENT, (0, 100))))
def test_possible_figures_are_possible(rank: float, share: float) -> None:
    assert rank >= 1
    assert rank == int(rank)
    assert 0 <= share <= 100


@pytest.mark.parametrize(
    "name", ["egdi-rank", None, DIRECTIVE_01.target("it-application.egdi-rank").indicator]
)
def test_a_series_of_any_unit_is_found(name: str | Indicator | None) -> None:
    found = find(
        testing.series(indicator=name), lambda one: one.unit is None, settings=_FIRST_FOUND
    )
    assert found.unit is None
