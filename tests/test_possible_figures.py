"""No figure that cannot be: one rule and one sentence in every way in."""

import io
from collections.abc import Callable
from math import inf
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import indicators, numeric_criteria
from vn_ict_directive.criteria import (
    AtLeast,
    AtMost,
    LeadingGroup,
    Milestone,
    RelativeTo,
    Stage,
    Staged,
    Within,
)
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import DirectiveError, InvalidDataError, InvalidValueError
from vn_ict_directive.evaluation import Evaluation, evaluate
from vn_ict_directive.exchange.archive import recheck
from vn_ict_directive.exchange.json import loads, to_json
from vn_ict_directive.ingest import read_all_observations, read_observations
from vn_ict_directive.model import Indicator, Organization, Target
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.panels import evaluate_panel
from vn_ict_directive.sources import Span
from vn_ict_directive.text import Text
from vn_ict_directive.units import AnyUnit, Bound, Domain, Scale, Unit

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
WORDS = Text("lời hứa", "promise")
OFFICE = Organization(id="office", name=WORDS)
# What the scale may add to what a unit allows by itself.
SCALES: tuple[Scale, ...] = ((None, None), (1, 193), (0, 100), (0, 1), (1, None), (None, 5))
NATURAL: dict[AnyUnit, tuple[float, float]] = {
    Unit.RANK: (1, inf),
    Unit.EVENT: (0, 1),
    Unit.PER_1000_PEOPLE: (0, inf),
    Unit.ENTERPRISES: (0, inf),
    Unit.PEOPLE: (0, inf),
}
VALUES = (-9999.0, -1.0, -0.5, 0.0, 0.6667, 1.0, 1.5, 2.0, 5.0, 70.5, 86.0, 100.0, 193.0, 860.0)


def measured(unit: Unit, scale: Scale = (None, None), name: str = "x") -> Indicator:
    return Indicator(id=name, name=WORDS, publisher=OFFICE, unit=unit, scale=scale)


def target(indicator: Indicator, criterion: Any = None) -> Target:
    """Make a promise that any figure of the indicator can be held against."""
    if criterion is None and indicator.unit is Unit.EVENT:
        criterion = Milestone(event=WORDS)
    return Target(
        id=f"target.{indicator.id}",
        statement=WORDS,
        span=Span.at("article", 0, WORDS.vi),
        section="section",
        indicator=indicator,
        criterion=criterion or RelativeTo(period=2015, factor=1, least=False),
        start="2018-01-01",
        due="2020-12-31",
    )


def is_possible(indicator: Indicator, value: float, bound: Bound | None = None) -> bool:
    """Say it in other words than the library does."""
    low, high = NATURAL.get(indicator.unit, (-inf, inf))
    least, greatest = indicator.scale
    low = low if least is None or least < low else least
    high = high if greatest is None or greatest > high else greatest
    if value < low or value > high:
        return False
    if indicator.unit in {Unit.RANK, Unit.EVENT} and value != int(value):
        return False
    if bound is not None and indicator.unit is Unit.EVENT:
        return False
    return not (bound is Bound.ABOVE and value == high) and not (
        bound is Bound.BELOW and value == low
    )


def refusal(call: Callable[[], Any]) -> tuple[str, str] | None:
    """Return what should have come and what to do; None if nothing was refused."""
    try:
        call()
    except InvalidDataError as faults:
        (fault,) = faults.exceptions
    except DirectiveError as error:
        fault = error
    else:
        return None
    assert isinstance(fault, InvalidValueError)
    return fault.expected, fault.hint


MEASURES = st.sampled_from(
    [measured(unit, scale) for unit in Unit for scale in SCALES if Domain.of(unit, scale).has_any]
)
FIGURES = st.sampled_from(VALUES) | st.floats(-1e9, 1e9, allow_nan=False)


@given(MEASURES | indicators(id="x"), FIGURES, st.none() | st.sampled_from(Bound))
def test_a_figure_that_is_not_possible_is_refused_alike_wherever_it_comes_in(
    indicator: Indicator, value: float, bound: Bound | None
) -> None:
    figure = Observation(period=2020, value=value, bound=bound)
    table = f"period,value\n2020,{figure.written}\n"
    promise, unaware = target(indicator), Series.of("x", [figure])

    def read_then_judge() -> None:
        mine = read_observations(io.StringIO(table), indicator="x")
        evaluate(promise, mine, as_of="2021-01-01")

    ways: list[Callable[[], Any]] = [
        lambda: evaluate(promise, unaware, as_of="2021-01-01"),
        lambda: evaluate(promise, [figure], as_of="2021-01-01"),
        read_then_judge,
        lambda: read_observations(io.StringIO(table), indicator=indicator),
    ]
    told = {refusal(way) for way in ways}

    assert len(told) == 1
    assert (told == {None}) == is_possible(indicator, value, bound)


@given(MEASURES, FIGURES)
def test_a_series_that_knows_its_unit_holds_nothing_that_the_unit_has_not(
    indicator: Indicator, value: float
) -> None:
    plain = attrs.evolve(indicator, scale=(None, None))
    told = refusal(lambda: Series.of("x", {2020: value}, unit=indicator.unit))

    assert (told is None) == is_possible(plain, value)


@given(MEASURES, st.data())
def test_no_criterion_that_is_possible_is_refused(
    indicator: Indicator, data: st.DataObject
) -> None:
    if indicator.unit is Unit.EVENT:
        return
    drawn = data.draw(numeric_criteria(unit=indicator.unit, scale=indicator.scale))

    assert target(indicator, drawn).criterion == drawn


@pytest.mark.parametrize(
    "unit, scale, criterion, got",
    [
        (Unit.PERCENT, (0, 100), AtMost(value=860), 860),
        (Unit.PERCENT, (0, 100), AtLeast(value=100, strict=True), ">100.0"),
        (Unit.PERCENT, (0, 100), AtMost(value=0, strict=True), "<0.0"),
        (Unit.PERCENT, (0, 100), Within(low=-5, high=5), -5),
        (Unit.PERCENT, (0, 100), Within(low=5, high=105), 105),
        (Unit.RANK, (1, 193), LeadingGroup(worst=200, best=150), 200),
        (Unit.RANK, (100, None), LeadingGroup(worst=200, best=50), 50),
        (Unit.RANK, (None, None), AtMost(value=74.5), 74.5),
        (Unit.PEOPLE, (None, None), AtLeast(value=-1), -1),
        (
            Unit.PERCENT,
            (0, 100),
            Staged(
                stages=[
                    Stage(due="2019-12-31", criterion=AtLeast(value=50)),
                    Stage(due="2020-12-31", criterion=AtLeast(value=500)),
                ]
            ),
            500,
        ),
    ],
)
def test_a_criterion_outside_what_is_possible_is_refused(
    unit: Unit, scale: Scale, criterion: Any, got: object
) -> None:
    indicator = measured(unit, scale)
    with pytest.raises(InvalidValueError) as caught:
        target(indicator, criterion)

    assert (caught.value.field, caught.value.got) == ("Target(target.x).criterion", got)
    assert caught.value.expected == indicator.domain.expected
    assert caught.value.hint == "Correct it, or the scale of x."


def test_a_panel_refuses_the_rows_that_evaluate_refuses_in_the_same_words(
    engine: Callable[[Any], Any], external: Callable[[str], Any]
) -> None:
    measures = [
        measured(unit, scale, f"{unit.value}.{number}")
        for number, (unit, scale) in enumerate(
            (
                *((Unit.RANK, (None, None)), (Unit.RANK, (1, 193)), (Unit.EVENT, (None, None))),
                *((Unit.PERCENT, (0, 100)), (Unit.PEOPLE, (None, None)), (Unit.SCORE, (None, 1))),
                (Unit.SCORE, (None, None)),
            )
        )
    ]
    rows: dict[str, list[Any]] = {name: [] for name in ("entity", "indicator", "period", "value")}
    wrong, told, domains = set(), set(), set()
    for indicator in measures:
        promise = target(indicator)
        for number, value in enumerate((*VALUES, None)):
            row = (f"E{number:02}", indicator.id, 2020, value)
            for name, cell in zip(rows, row, strict=True):
                rows[name].append(cell)
            figures = {} if value is None else {2020: value}
            if said := refusal(lambda p=promise, f=figures: evaluate(p, f, as_of="2021-01-01")):  # type: ignore[misc]
                wrong.add(row[:2])
                told.add(said)
                domains.add(indicator.domain)
    frame = engine(external("polars").DataFrame(rows))
    report = evaluate_panel(
        frame, [target(one) for one in measures], as_of="2021-01-01", on_error="report"
    )

    nw = external("narwhals")
    refused = nw.from_native(report.refused).lazy().collect("pyarrow")
    pairs = set(zip(refused["entity"].to_list(), refused["indicator"].to_list(), strict=True))
    assert pairs == wrong
    assert set(refused["fault"].to_list()) == {"not_possible"}
    for expected, hint in told:
        sentences = [str(fault) for fault in report.faults]
        assert any(f" should be {expected}, got " in sentence for sentence in sentences)
        assert all(sentence.endswith(hint) for sentence in sentences)
    assert len(report.faults) == len(domains)


def test_a_panel_of_one_kind_of_figure_counts_what_is_not_possible_and_shows_the_first(
    external: Callable[[str], Any],
) -> None:
    table = {
        "entity": ["VN", "TH", "LA"],
        "indicator": ["egdi-rank"] * 3,
        "period": [2020] * 3,
        "value": [70.5, 0.6667, 167.0],
    }
    with pytest.raises(InvalidDataError) as caught:
        evaluate_panel(external("polars").DataFrame(table), [EGDI], as_of="2020-12-31")

    assert str(caught.value) == (
        "The panel cannot be judged: the column 'value' should be a whole rank from 1 to 193, got"
        " '2 rows, the first at entity TH, indicator egdi-rank, period 2020, value 0.6667'."
        " Correct it, or leave it out."
    )


def test_every_figure_that_is_not_possible_is_named() -> None:
    with pytest.raises(InvalidDataError) as caught:
        evaluate(EGDI, {2018: 0, 2020: 70.5, 2022: 72}, as_of="2022-12-31")

    assert str(caught.value) == (
        "Series(egdi-rank) has figures that are not possible: 2 faults."
        "\n  - Series(egdi-rank)[2018] should be a whole rank from 1 to 193, got 0.0."
        " Correct it, or leave it out."
        "\n  - Series(egdi-rank)[2020] should be a whole rank from 1 to 193, got 70.5."
    )


def test_a_series_is_held_against_each_indicator_that_it_is_judged_by() -> None:
    mine = Series.of("x", {2020: 150})
    open_ended, narrow = measured(Unit.RANK), measured(Unit.RANK, (1, 100))

    evaluate(target(open_ended), mine, as_of="2021-01-01")
    with pytest.raises(InvalidValueError, match=r"a whole rank from 1 to 100, got 150\.0"):
        evaluate(target(narrow), mine, as_of="2021-01-01")


@pytest.mark.parametrize(
    "table, told",
    [
        ("period,value,unit\n2018,88,rank\n2020,0,rank\n", "line 3: value should be a whole rank"),
        ("2018,2020\n88,70.5\n", "line 2: 2020 should be a whole rank from 1 to 193, got '70.5'"),
        ("period,value\n2020,>193\n", "value should be a whole rank from 1 to 193, got '>193'"),
    ],
)
def test_a_reader_names_the_line_of_a_figure_that_is_not_possible(table: str, told: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        read_observations(io.StringIO(table), indicator=EGDI.indicator)
    assert told in str(caught.value)


def test_a_reader_that_knows_no_more_than_the_unit_in_the_table_holds_figures_against_that() -> (
    None
):
    table = "period,value,unit\n2018,500,rank\n2020,0,rank\n"
    with pytest.raises(InvalidDataError) as caught:
        read_observations(io.StringIO(table), indicator="egdi-rank")
    assert "line 3: value should be a whole rank of at least 1, got '0'" in str(caught.value)


def test_all_series_are_read_by_what_is_known_of_their_indicators() -> None:
    table = "indicator,period,value\nEGDI,2020,86\nother,2020,-5\n"
    known: dict[str, str | Indicator] = {"EGDI": EGDI.indicator, "other": "other"}
    mine, other = read_all_observations(io.StringIO(table), indicators=known)
    assert (mine.indicator, mine.unit, other.unit) == ("egdi-rank", Unit.RANK, None)

    with pytest.raises(InvalidDataError) as caught:
        read_all_observations(io.StringIO(table.replace("86", "860")), indicators=known)
    assert "line 2: value should be a whole rank from 1 to 193, got '860'" in str(caught.value)


def test_a_unit_beside_an_indicator_is_the_indicators() -> None:
    table = "period,value\n2020,86\n"
    mine = read_observations(io.StringIO(table), indicator=EGDI.indicator, unit="rank")
    assert mine.unit is Unit.RANK
    with pytest.raises(InvalidValueError, match="unit should be 'rank', or None, got 'percent'"):
        read_observations(io.StringIO(table), indicator=EGDI.indicator, unit="percent")


def test_a_document_with_a_figure_that_is_not_possible_names_the_place() -> None:
    def refused(text: str) -> str:
        with pytest.raises(InvalidDataError) as caught:
            loads(text)
        return str(caught.value)

    series = to_json(Series.of("egdi-rank", {2020: 86}, unit="rank"))
    assert (
        "$.observations: Series(egdi-rank)[2020] should be a whole rank of at least 1"
        in refused(series.replace('"value": 86', '"value": 0'))
    )
    verdict = to_json(evaluate(EGDI, {2018: 88, 2020: 86}, as_of="2020-12-31"))
    # What was said is read as it was said; nobody evaluates it again without a word.
    said = loads(verdict.replace('"value": 86', '"value": 860'))
    assert isinstance(said, Evaluation)
    (refusal,) = recheck(said)
    assert "should be a whole rank from 1 to 193, got 860" in str(refusal.new)


@pytest.mark.parametrize(
    "unit, scale",
    [
        (Unit.PERCENT, (100, 0)),
        (Unit.RANK, (None, 0.5)),
        (Unit.RANK, (1.2, 1.8)),
        (Unit.PEOPLE, (None, -1)),
    ],
)
def test_a_scale_leaves_some_figure_possible(unit: Unit, scale: Scale) -> None:
    with pytest.raises(InvalidValueError, match=r"Indicator\(x\)\.scale should be"):
        measured(unit, scale)


def test_a_projection_stays_within_what_is_possible() -> None:
    share = measured(Unit.PERCENT, (0, 100))
    verdict = evaluate(target(share, AtLeast(value=90)), {2017: 50, 2019: 95}, as_of="2020-01-31")
    assert verdict.projected == 100


def test_a_short_decimal_is_what_it_is_printed_as(
    engine: Callable[[Any], Any], external: Callable[[str], Any]
) -> None:
    pl = external("polars")
    promise = target(measured(Unit.PERCENT, (0, 100)), AtLeast(value=60.1))
    table = {"entity": ["VN"] * 2, "indicator": ["x"] * 2, "period": [2019, 2020]}
    value = pl.Series("value", [None, 60.1], dtype=pl.Float32)
    frame = engine(pl.DataFrame(table).with_columns(value=value))
    verdicts = evaluate_panel(frame, [promise], as_of="2021-01-01")

    found = external("narwhals").from_native(verdicts).lazy().collect("pyarrow")
    assert (found["status"].to_list(), found["value"].to_list()) == (["met"], [60.1])
    short = external("numpy").float32(60.1)
    assert evaluate(promise, {2020: short}, as_of="2021-01-01").status.value == "met"
