"""Panels at their edges: columns of objects, empty ones, doubled signs, and words of one's own."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import narwhals as nw
import pytest

from vn_ict_directive.criteria import AtMost, LeadingGroup, RelativeTo, Within
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidDataError
from vn_ict_directive.evaluation import evaluate
from vn_ict_directive.model import Break
from vn_ict_directive.observations import Series
from vn_ict_directive.panels import evaluate_panel
from vn_ict_directive.text import Text

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
GCI = DIRECTIVE_01.target("cybersecurity.gci-rank")
FIRMS = DIRECTIVE_01.target("ict-industry.enterprises-per-1000-people")
DAY = "2020-12-31"


def rows(**columns: Any) -> dict[str, Any]:
    """Make the two figures of one series, with any column put in the place of ours."""
    plain: dict[str, Any] = {
        "entity": ["VN", "VN"],
        "indicator": ["egdi-rank", "egdi-rank"],
        "period": [2018, 2020],
        "value": [88.0, 70.0],
    }
    return plain | columns


def answers(frame: Any, *names: str, targets: Any = (EGDI,), **options: Any) -> list[Any]:
    """Judge, and return what a user reads in the columns *names*, in order."""
    verdicts = nw.from_native(evaluate_panel(frame, targets, **{"as_of": DAY, **options}))
    table = verdicts.lazy().collect("polars")  # where what is missing is None
    return sorted(table.select(*(names or ("status", "value"))).rows(), key=str)


def refusal(frame: Any, targets: Any = (EGDI,), **options: Any) -> str:
    with pytest.raises(InvalidDataError) as caught:
        evaluate_panel(frame, targets, **{"as_of": DAY, **options})
    return str(caught.value)


# --- columns of Python objects, which pandas has ------------------------------------------


@pytest.mark.parametrize(
    "column,cells,wanted",
    [
        ("value", [Decimal(88), Decimal(70)], ("met", 70.0)),
        ("value", [88, 70], ("met", 70.0)),
        ("value", [88, Decimal("70.0")], ("met", 70.0)),
        ("value", [None, 70], ("met", 70.0)),
        ("value", [float("nan"), 70], ("met", 70.0)),
        ("value", [None, None], ("awaiting_data", None)),
        ("period", [2018, 2020], ("met", 70.0)),
        ("period", [dt.date(2018, 12, 31), dt.date(2020, 12, 31)], ("met", 70.0)),
        ("published", [dt.date(2018, 12, 31), dt.date(2021, 1, 1)], ("awaiting_data", 88.0)),
        ("published", [None, dt.datetime.fromisoformat("2020-12-31T09:00")], ("met", 70.0)),
    ],
)
def test_objects_of_one_kind_are_read_as_that_kind(
    pd: Any, column: str, cells: list[Any], wanted: tuple[str, float | None]
) -> None:
    frame = pd.DataFrame(rows(**{column: pd.Series(cells, dtype=object)}))
    assert answers(frame) == [wanted]


@pytest.mark.parametrize("cells", [[88, "x"], [True, False], [dt.date(2020, 1, 1), 70]])
def test_objects_that_are_no_numbers_are_refused(pd: Any, cells: list[Any]) -> None:
    told = refusal(pd.DataFrame(rows(value=pd.Series(cells, dtype=object))))
    assert "the column 'value' should be a number, got '" in told


def test_words_that_come_late_in_a_column_of_objects_are_read(pd: Any) -> None:
    """Engines look at the first hundred cells to say what a column holds."""
    years = list(range(1900, 2021))
    cells = [None] * (len(years) - 1)
    frame = pd.DataFrame(
        {
            "entity": ["VN"] * len(years),
            "indicator": ["egdi-rank"] * len(years),
            "period": years,
            "value": pd.Series([*cells, "70"], dtype=object),
        }
    )
    assert answers(frame, "status", "value", "period") == [("met", 70.0, "2020")]


# --- columns without a word ---------------------------------------------------------------


def test_values_without_a_type_are_no_figures(pl: Any) -> None:
    """What is missing is no fault, and an empty column of dates is as if it were not there."""
    assert answers(pl.DataFrame(rows(value=[None, None]))) == [("awaiting_data", None)]
    assert answers(pl.DataFrame(rows(published=[None, None]))) == [("met", 70.0)]


def test_a_time_with_a_zone_is_no_day(pl: Any) -> None:
    told = refusal(pl.DataFrame(rows(published=[dt.datetime.now(dt.UTC)] * 2)))
    assert "Make days of them, as Viet Nam's time zone has them (Asia/Ho_Chi_Minh)." in told


@pytest.mark.parametrize("kind", ["Float32", "Decimal"])
def test_numbers_of_any_type_are_those_printed(pl: Any, kind: str) -> None:
    """The value is that of the decimal, not of the short float next to it."""
    dtype = pl.Decimal(10, 2) if kind == "Decimal" else pl.Float32
    table = rows(indicator=[FIRMS.indicator.id] * 2, value=[0.33, 0.47])
    frame = pl.DataFrame(table).with_columns(pl.col("value").cast(dtype))
    assert answers(frame, "value", targets=[FIRMS]) == [(0.47,)]


# --- what the caller says of the table ------------------------------------------------------


def test_rows_that_differ_in_a_column_may_be_taken_as_one_series(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    frame = engine(pl.DataFrame(rows(sex=["F", "M"])))
    assert "where={'sex': 'F'}" in refusal(frame)
    assert answers(frame, where={"sex": "*"}) == [("met", 70.0)]


def test_a_filter_may_choose_a_unit(engine: Callable[[Any], Any], pl: Any) -> None:
    frame = engine(pl.DataFrame(rows(unit=["score", "rank"])))
    assert answers(frame, where={"unit": "rank"}) == [("met", 70.0)]


def test_a_filter_may_choose_among_what_a_known_kind_of_file_parts(pl: Any) -> None:
    table = {
        "Country Name": ["Viet Nam"] * 2,
        "Country Code": ["VNM"] * 2,
        "Indicator Code": ["RANK", "SCORE"],
        "2018": [88, 5],
        "2020": [70, 6],
    }
    frame = pl.DataFrame(table)
    said = {"profile": "world-bank", "indicator": "egdi-rank"}
    assert "Choose one of them, as in where={'Indicator Code': 'RANK'}" in refusal(frame, **said)
    found = answers(frame, "entity", "value", where={"Indicator Code": "RANK"}, **said)
    assert found == [("VNM", 70.0)]


def test_what_a_filter_finds_nothing_of_is_told_with_a_few_that_there_are(pl: Any) -> None:
    letters = "ABCDEFGHIJ"
    table = rows(entity=["VN"] * 10, indicator=["egdi-rank"] * 10, period=[2020] * 10)
    frame = pl.DataFrame(table | {"value": [70.0] * 10, "sex": list(letters)})
    told = refusal(frame, where={"sex": "T"})
    assert "the column 'sex' should be 'T' in some row, got 'A, B, C, D, E, F, G, H, …'" in told


@pytest.mark.parametrize(
    "options",
    [
        {"where": {"sex": "T"}},
        {"entity": "VN"},
        {"indicator": "egdi-rank"},
        {"indicators": {"EGDI": "egdi-rank"}},
    ],
)
def test_a_table_without_rows_has_no_verdict_whatever_is_asked(
    engine: Callable[[Any], Any], pl: Any, options: dict[str, Any]
) -> None:
    frame = engine(pl.DataFrame(rows(sex=["F", "M"]))[:0])
    assert answers(frame, **options) == []


def test_what_the_table_calls_an_indicator_is_shown_to_whom_asks_for_its_id(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    frame = engine(pl.DataFrame(rows(indicator=["EGDI", "EGDI"])))
    told = refusal(frame, indicator="egdi-rank")
    assert "if the table calls the indicator so, pass indicators={'EGDI': 'egdi-rank'}." in told
    assert answers(frame, indicators={"EGDI": "egdi-rank"}) == [("met", 70.0)]
    told = refusal(frame, indicators={"NRI": "egdi-rank"})
    assert "the column 'indicator' should be 'nri' in some row, got 'EGDI'" in told


def test_the_entity_asked_for_may_be_called_otherwise(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    frame = engine(pl.DataFrame(rows(entity=["VNM", "FRA"], period=[2020, 2020])))
    assert answers(frame, "entity", "value", entity="VN") == [("VN", 88.0)]
    assert "'LA' in some row, got 'FRA, VNM'" in refusal(frame, entity="LA")


def test_a_unit_that_all_figures_count_is_compared_with_the_indicators(pl: Any) -> None:
    frame = pl.DataFrame(rows())
    assert answers(frame, unit="rank") == [("met", 70.0)]
    assert "should be that of the indicator, 'rank'" in refusal(frame, unit="score")


def test_a_column_a_period_needs_no_word_of_flags(engine: Callable[[Any], Any], pl: Any) -> None:
    frame = engine(pl.DataFrame({"entity": ["VN", "LA"], "2018": [88, 162], "2020": [70, 167]}))
    wanted = [("LA", "missed", 167.0), ("VN", "met", 70.0)]
    assert answers(frame, "entity", "status", "value", indicator="egdi-rank") == wanted


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "action,told",
    [
        ("D", "should be A, I, M or R, got '1 row"),
        ("d", "Remove the row, and the figure that it takes back."),
        ("X", "the column 'action' should be A, I, M or R, got '1 row"),
    ],
)
def test_rows_that_take_back_figures_are_refused(
    engine: Callable[[Any], Any], pl: Any, action: str, told: str
) -> None:
    frame = engine(pl.DataFrame(rows(action=["I", action])))
    assert told in refusal(frame)


@pytest.mark.parametrize("value,bound", [(">70", "<"), (">=70", ">"), ("≤ 70", ">")])
def test_a_sign_stated_twice_and_differently_is_refused(
    engine: Callable[[Any], Any], pl: Any, value: str, bound: str
) -> None:
    frame = engine(pl.DataFrame(rows(value=["88", value], bound=["", bound])))
    told = refusal(frame)
    assert "the column 'bound' should be the sign before the value, or blank, got '1 row" in told
    assert "Write the sign once." in told


def test_a_sign_may_stand_in_either_place_or_in_both(engine: Callable[[Any], Any], pl: Any) -> None:
    table = rows(value=["88", "<70"], bound=["", "<"])
    wanted = answers(engine(pl.DataFrame(table)), "status", "value", "reasons")
    for values, bounds in ((["88", "70"], ["", "<"]), (["88", "< 70"], ["", ""])):
        frame = engine(pl.DataFrame(rows(value=values, bound=bounds)))
        assert answers(frame, "status", "value", "reasons") == wanted
    assert wanted[0][:2] == ("met", 70.0)


def test_values_in_units_are_as_they_stand(engine: Callable[[Any], Any], pl: Any) -> None:
    """A power of ten of zero multiplies nothing, as a number or in words."""
    for powers in (["0", ""], [0, None]):
        assert answers(engine(pl.DataFrame(rows(UNIT_MULT=powers)))) == [("met", 70.0)]


def test_names_of_reporters_are_ids(engine: Callable[[Any], Any], pl: Any) -> None:
    frame = engine(pl.DataFrame(rows(reporter=["the-ministry", "The Ministry"])))
    told = refusal(frame)
    assert "the column 'reporter' should be lower-case letters and digits joined by" in told


def test_own_dates_may_be_written(engine: Callable[[Any], Any], pl: Any) -> None:
    table = rows(start=["2018-12-31"] * 2, due=["2021-12-31", "2021-12-31"])
    assert answers(engine(pl.DataFrame(table))) == [("holding", 70.0)]
    table = rows(start=["2018-12-31"] * 2, due=["2020-12-31", "soon"])
    told = refusal(engine(pl.DataFrame(table)))
    assert "the column 'due' should be a day, such as 2020-12-31, got '1 row" in told
    told = refusal(engine(pl.DataFrame(rows(start=["early"] * 2, due=["soon"] * 2))))
    assert "the column 'start' should be a day, such as 2020-12-31, got '2 rows" in told


@pytest.mark.parametrize("limits", [[69, 69], [70, 70], ["70", None], [None, None]])
def test_a_series_may_state_its_own_limit(
    engine: Callable[[Any], Any], pl: Any, limits: list[Any]
) -> None:
    """The verdict is that on the same target with this limit; where there is none, its own."""
    limit = next((float(one) for one in limits if one is not None), 75)
    promise = attrs.evolve(EGDI, criterion=LeadingGroup(worst=int(limit)))
    verdict = evaluate(promise, {2018: 88, 2020: 70}, as_of=DAY)
    assert answers(engine(pl.DataFrame(rows(limit=limits))), "status", "gap") == [
        (verdict.status.value, verdict.gap)
    ]


def test_a_series_may_state_what_it_aspires_to(engine: Callable[[Any], Any], pl: Any) -> None:
    for own, wanted in (
        ({"limit": [80] * 2, "best": [71] * 2}, "exceeded"),
        ({"best": [71] * 2}, "exceeded"),
        ({"best": [70] * 2}, "met"),
        ({"limit": [70] * 2}, "met"),
    ):
        assert answers(engine(pl.DataFrame(rows(**own)))) == [(wanted, 70.0)]


def test_own_limits_of_other_kinds(pl: Any) -> None:
    """More than so many firms by one date, as its row says; the unit is that of the target."""
    table = {"entity": ["A", "B"], "indicator": [FIRMS.indicator.id] * 2, "period": [2020] * 2}
    table |= {"value": [0.9, 0.9], "limit": [0.8, 1.5], "start": [dt.date(2019, 1, 1)] * 2}
    frame = pl.DataFrame(table | {"due": [dt.date(2020, 12, 31)] * 2})
    found = answers(frame, "entity", "status", "gap", targets=[FIRMS])
    assert found == [("A", "met", 0.0), ("B", "missed", pytest.approx(0.6))]


@pytest.mark.parametrize(
    "limits,told",
    [
        ([">70", ">70"], "the column 'limit' should be a number, got '2 rows"),
        (["70", "much"], "the column 'limit' should be a number, got '1 row"),
        ([70, 71], "the column 'limit' should be one limit for a series and its target, got '2"),
        ([0.5, 0.5], "the column 'limit' should be a whole rank from 1 to 193, got '2 rows"),
    ],
)
def test_a_limit_that_says_nothing_is_refused(pl: Any, limits: list[Any], told: str) -> None:
    assert told in refusal(pl.DataFrame(rows(limit=limits)))


def test_only_a_single_limit_can_be_another_for_each_series(pl: Any) -> None:
    band = attrs.evolve(EGDI, criterion=Within(low=40, high=50))
    told = refusal(pl.DataFrame(rows(limit=[70, 70])), [band])
    assert "criterion should be a single limit where the table has columns limit, got" in told


# --- dates that stand for longer periods ----------------------------------------------------


@pytest.mark.parametrize(
    "dates,period", [("year", "2020"), ("quarter", "2020-Q1"), ("month", "2020-01"), ("day", None)]
)
def test_dates_may_stand_for_the_periods_that_they_begin(
    engine: Callable[[Any], Any], pl: Any, dates: Any, period: str | None
) -> None:
    frame = engine(pl.DataFrame(rows(period=[dt.date(2018, 1, 1), dt.date(2020, 1, 1)])))
    assert "They may be days, or each the year that begins on it" in refusal(frame)
    assert answers(frame, "period", "value", dates=dates) == [(period or "2020-01-01", 70.0)]


# --- series of which a bound is known --------------------------------------------------------


def test_only_the_series_with_a_bound_is_judged_by_it(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    table = {
        "entity": ["VN", "VN", "LA"],
        "indicator": ["egdi-rank", "gci-rank", "egdi-rank"],
        "period": [2020, 2020, 2020],
        "value": ["<76", "25", "167"],
    }
    found = answers(
        engine(pl.DataFrame(table)), "entity", "target", "status", "value", targets=[EGDI, GCI]
    )
    assert ("VN", EGDI.id, "undetermined", 76.0) in found
    assert ("VN", GCI.id, "exceeded", 25.0) in found
    assert ("LA", EGDI.id, "missed", 167.0) in found
    assert ("LA", GCI.id, "awaiting_data", None) in found


def test_a_bound_counts_from_the_day_it_came_out_until_the_series_own_due_date(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    days = {"start": [dt.date(2018, 1, 1)] * 2, "due": [dt.date(2019, 12, 31)] * 2}
    published = [dt.date(2019, 1, 1), dt.date(2020, 7, 1)]
    table = rows(value=["88", ">76"], published=published, period=[2018, 2019], **days)
    frame = engine(pl.DataFrame(table))
    assert answers(frame, "status", "value", "period") == [("missed", 76.0, "2019")]
    earlier = answers(frame, "status", "value", "period", as_of="2020-06-30")
    assert earlier == [("missed", 88.0, "2018")]  # the edition before, every two years


def test_a_bound_without_a_publication_date_is_known_when_its_period_ends(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    table = rows(value=["88", ">76"], published=[dt.date(2019, 1, 1), None])
    assert answers(engine(pl.DataFrame(table))) == [("missed", 76.0)]


def test_flags_may_be_missing_beside_a_bound(engine: Callable[[Any], Any], pl: Any) -> None:
    frame = engine(pl.DataFrame(rows(value=["88", ">76"], flags=["estimated", None])))
    assert answers(frame) == [("missed", 76.0)]


# --- several targets ---------------------------------------------------------------------------


def test_a_value_that_cannot_be_is_told_for_its_own_indicator_alone(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    table = rows(indicator=["egdi-rank", "gci-rank"], value=[70.0, 0.0])
    told = refusal(engine(pl.DataFrame(table)), [EGDI, GCI])
    assert "indicator gci-rank" in told
    assert "egdi-rank" not in told


def test_by_publication_figures_without_dates_count_from_the_end_of_their_period(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    frame = engine(pl.DataFrame(rows()))
    assert answers(frame, timing="publication") == answers(frame) == [("met", 70.0)]


# --- limits relative to an earlier figure, which may decide before the due date -----------


@pytest.mark.parametrize("mode", ["at", "reach", "maintain"])
@pytest.mark.parametrize("on_break", ["ignore", "refuse", "rebase"])
def test_a_relative_limit_decides_as_it_does_alone(
    engine: Callable[[Any], Any], mode: Any, on_break: Any, pl: Any
) -> None:
    """Beside a limit that is none, with a change of method between, before and after the due date."""
    half = RelativeTo(period=2016, factor=0.5, least=False)
    broken = attrs.evolve(
        EGDI.indicator, breaks=[Break(at="2019-01-01", reason=Text("mới", "new"))]
    )
    first = attrs.evolve(
        EGDI, id="t-1", indicator=broken, criterion=half, mode=mode, on_break=on_break
    )
    second = attrs.evolve(GCI, id="t-2", criterion=AtMost(value=30), mode=mode)
    series = {
        "A": {2016: 90, 2018: 44, 2020: 50},
        "B": {2016: 90, 2018: 50, 2020: 45, 2021: 60},
        "C": {2018: 40},
        "D": {2016: 90, 2017: 80},
    }
    figures = [(*pair, e) for e, pairs in series.items() for pair in pairs.items()]
    table = pl.DataFrame(
        [
            {"entity": entity, "indicator": name, "period": year, "value": float(value)}
            for year, value, entity in figures
            for name in ("egdi-rank", "gci-rank")
        ]
    )
    for day in ("2019-06-30", "2022-12-31"):
        wanted = [
            (entity, target.id, str(one.status), one.gap, " ".join(one.reasons))
            for entity, pairs in series.items()
            for target in (first, second)
            for one in [
                evaluate(target, Series.of(target.indicator.id, pairs, entity=entity), as_of=day)
            ]
        ]
        names = ("entity", "target", "status", "gap", "reasons")
        assert answers(engine(table), *names, targets=(first, second), as_of=day) == wanted
