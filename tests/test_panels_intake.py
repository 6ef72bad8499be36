"""Frames as they come: any type that a figure, a period or a name can have, on every engine."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from typing import Any

import narwhals as nw
import pytest

from tiers import some
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidDataError, InvalidValueError
from vn_ict_directive.ingest.roles import Spec
from vn_ict_directive.panels import evaluate_panel
from vn_ict_directive.panels.intake import Taken

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
DAY = "2020-12-31"


def collected(frame: Any) -> Any:
    return nw.from_native(frame).lazy().collect("polars").to_native()


def judged(frame: Any, **options: Any) -> list[tuple[Any, ...]]:
    found = collected(evaluate_panel(frame, [EGDI], as_of=DAY, **options))
    by = [n for n in ("entity", "reporter", "basis") if n in found.columns]
    rows: list[tuple[Any, ...]] = found.sort(by).select(*by, "status", "value").rows()
    return rows


def refusal(frame: Any, **options: Any) -> str:
    with pytest.raises((InvalidDataError, InvalidValueError)) as caught:
        judged(frame, **options)
    return str(caught.value)


def rows(**columns: Any) -> dict[str, Any]:
    return {
        "entity": ["VN", "VN"],
        "indicator": ["egdi-rank", "egdi-rank"],
        "period": [2018, 2020],
        "value": [88.0, 70.0],
    } | columns


@pytest.mark.parametrize("precision,scale", [(10, 2), (7, 3), (20, 9), (38, 18)])
def test_decimals_are_the_doubles_of_their_texts(
    engine: Callable[[Any], Any], pl: Any, precision: int, scale: int
) -> None:
    """Every number of two decimals from -1,000 to 1,000, however many are kept of it."""
    texts = [
        f"{'-' * (n < 0)}{abs(n) // 100}.{abs(n) % 100:02}"
        for n in some(range(-100_000, 100_001), 7)
    ]
    frame = pl.DataFrame({"text": texts}).select(
        entity=pl.lit("VN"),
        indicator=pl.lit("egdi-rank"),
        period=2020,
        text=pl.col("text"),
        value=pl.col("text").cast(pl.Decimal(precision, scale)),
    )
    taken = Taken(nw.from_native(engine(frame)), Spec(), check=False).rows
    values = collected(taken.select("value").to_native())["value"].to_list()
    assert sorted(values) == sorted(map(float, texts))


def test_short_floats_are_the_doubles_of_what_they_print(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    frame = pl.DataFrame(rows()).with_columns(value=pl.Series([60.1, 0.1], dtype=pl.Float32))
    taken = Taken(nw.from_native(engine(frame)), Spec(), check=True).rows
    assert sorted(collected(taken.select("value").to_native())["value"]) == [0.1, 60.1]


@pytest.mark.parametrize(
    "column", ["published", "reporter", "flags", "basis", "bound", "unit", "start"]
)
def test_an_optional_column_without_a_word_is_as_if_it_were_not_there(
    engine: Callable[[Any], Any], pl: Any, column: str
) -> None:
    empty = {column: [None, None]} | ({"due": [None, None]} if column == "start" else {})
    assert judged(engine(pl.DataFrame(rows() | empty))) == [("VN", "met", 70.0)]
    for dtype in some(
        (pl.String, pl.Int32, pl.Float64), 3
    ):  # which older DuckDB and pandas give it
        typed = pl.DataFrame(rows() | empty, schema_overrides=dict.fromkeys(empty, dtype))
        assert judged(engine(typed)) == [("VN", "met", 70.0)]


def test_a_figure_that_came_out_during_a_day_counts_on_that_day(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    noon = [dt.datetime(2018, 7, 19, 9), dt.datetime(2020, 12, 31, 23, 59)]  # noqa: DTZ001 - tables have none
    frame = engine(pl.DataFrame(rows(published=noon)))
    assert judged(frame) == [("VN", "met", 70.0)]
    assert judged(frame, timing="publication") == [("VN", "met", 70.0)]


def test_spellings_of_one_entity_are_one(engine: Callable[[Any], Any], pl: Any) -> None:
    table = {
        "entity": [
            "Hà Nội",
            "Ha\u0300 No\u0323\u0302i ",
            "Hoà Bình",
            "HÒA BÌNH",
            "Ðà Nẵng",
            "Đà Nẵng",
        ],
        "indicator": ["egdi-rank"] * 6,
        "period": [2018, 2020] * 3,
        "value": [88.0, 70.0] * 3,
    }
    found = evaluate_panel(engine(pl.DataFrame(table)), [EGDI], as_of=DAY, on_error="report")
    verdicts = collected(found.verdicts).sort("entity")
    assert verdicts.select("entity", "status").rows() == [
        ("Hoà Bình", "met"),
        ("Hà Nội", "met"),
        ("Đà Nẵng", "met"),
    ]
    assert set(found.notes) == {
        "'HÒA BÌNH' is read as 'Hoà Bình'.",
        "'Ha\u0300 No\u0323\u0302i ' is read as 'Hà Nội'.",
        "'Ðà Nẵng' is read as 'Đà Nẵng'.",
    }


def test_a_name_with_spaces_around_it_is_that_without_in_any_case(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    frame = engine(pl.DataFrame(rows(entity=["vn", "VN\u00a0"])))
    assert judged(frame) == [("VN", "met", 70.0)]


def test_bases_are_series_of_their_own(engine: Callable[[Any], Any], pl: Any) -> None:
    frame = pl.DataFrame(rows(basis=["registered", None]))
    assert judged(engine(frame)) == [
        ("VN", None, "met", 70.0),
        ("VN", "registered", "awaiting_data", 88.0),
    ]


def test_bounds_are_weighed_beside_numbers(engine: Callable[[Any], Any], pl: Any) -> None:
    frame = pl.DataFrame(rows(entity=["A", "B"], period=[2020, 2020], bound=["<", None]))
    assert judged(engine(frame)) == [("A", "undetermined", 88.0), ("B", "met", 70.0)]
    dated = frame.with_columns(start=dt.date(2018, 1, 1), due=dt.date(2020, 12, 31))
    assert judged(engine(dated)) == [("A", "undetermined", 88.0), ("B", "met", 70.0)]


def test_a_wide_frame_is_read(engine: Callable[[Any], Any], pl: Any) -> None:
    frame = pl.DataFrame({"country": ["VNM", "LAO"], "2018": [88, 162], "Sơ bộ 2020": [70, None]})
    options = {"indicator": "egdi-rank"}
    assert judged(engine(frame), **options) == [
        ("LAO", "awaiting_data", 162.0),
        ("VNM", "met", 70.0),
    ]
    assert judged(engine(frame), entity="VN", **options) == [("VN", "met", 70.0)]


def test_stamps_of_quarters_are_quarters_if_said_so(engine: Callable[[Any], Any], pl: Any) -> None:
    stamps = [dt.date(2020, 7, 1), dt.date(2020, 10, 1)]
    frame = engine(pl.DataFrame(rows(period=stamps)))
    assert "dates='quarter' for the latter" in refusal(frame)
    assert judged(frame, dates="quarter") == [("VN", "met", 70.0)]
    named = {
        d: collected(evaluate_panel(frame, [EGDI], as_of=DAY, dates=d)) for d in ("month", "day")
    }
    assert {d: found["period"].to_list() for d, found in named.items()} == {
        "month": ["2020-10"],
        "day": ["2020-10-01"],
    }


@pytest.mark.parametrize(
    "values",
    [
        [Decimal(88), Decimal(70)],
        [88, 70.0],
        [88, None],
        ["88", "70"],
    ],
    ids=repr,
)
def test_objects_of_a_database_driver_are_numbers(pd: Any, values: list[Any]) -> None:
    frame = pd.DataFrame(rows(value=pd.Series(values, dtype=object)))
    status = "awaiting_data" if values[1] is None else "met"
    assert judged(frame)[0][1] == status


def test_objects_of_a_database_driver_are_days(pd: Any) -> None:
    days = pd.Series([dt.date(2018, 12, 31), dt.date(2020, 12, 31)], dtype=object)
    assert judged(pd.DataFrame(rows(period=days))) == [("VN", "met", 70.0)]


def test_objects_of_several_kinds_are_read_as_a_file_would_hold_them(pd: Any) -> None:
    frame = pd.DataFrame(rows(value=pd.Series([88, "x"], dtype=object)))
    assert "the column 'value' should be a number, got '1 row, the first at" in refusal(frame)
    frame = pd.DataFrame(rows(value=pd.Series([88, "70"], dtype=object)))
    assert judged(frame) == [("VN", "met", 70.0)]


def test_periods_of_pandas_are_periods(pd: Any) -> None:
    years = pd.PeriodIndex(["2018", "2020"], freq="Y")
    assert judged(pd.DataFrame(rows(period=years))) == [("VN", "met", 70.0)]


def test_a_time_zone_is_refused_with_what_to_do(pl: Any) -> None:
    days = pl.Series([dt.datetime(2018, 7, 1), dt.datetime(2020, 7, 1)]).dt.replace_time_zone("UTC")  # noqa: DTZ001
    told = refusal(pl.DataFrame(rows(published=days)))
    assert "Make days of them, as Viet Nam's time zone has them" in told


def test_names_of_columns_that_are_none_are_told(pd: Any) -> None:
    double = pd.DataFrame(
        [["VN", "egdi-rank", 2020, 86, 1]],
        columns=["entity", "indicator", "period", "value", "value"],
    )
    nested = pd.DataFrame({("value", "2020"): [86]})
    numbered = pd.DataFrame({"country": ["VN"], 2018: [88], 2020: [70]})
    assert "the names of columns should be different texts, got 'value'" in refusal(double)
    arrow = import_module("pyarrow").table([[1], [2]], names=["value", "value"])
    assert "the names of columns should be different texts, got 'value'" in refusal(arrow)
    assert "the names of columns should be texts, got" in refusal(nested)
    assert judged(numbered, indicator="egdi-rank") == [("VN", "met", 70.0)]
