"""Panels: what people get wrong is told before there is any result, and nothing is lost."""

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import narwhals as nw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive.criteria import AtMost, Stage, Staged
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import (
    InvalidDataError,
    InvalidValueError,
    MissingExtraError,
    UnknownNameError,
)
from vn_ict_directive.evaluation import evaluate
from vn_ict_directive.ingest.roles import Spec
from vn_ict_directive.observations import Series
from vn_ict_directive.panels import evaluate_panel, summarize
from vn_ict_directive.panels.columns import Columns
from vn_ict_directive.panels.engines import aggregate
from vn_ict_directive.panels.indicator_keys import IndicatorKeys
from vn_ict_directive.panels.intake import Taken
from vn_ict_directive.panels.validation import repeated

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
GCI = DIRECTIVE_01.target("cybersecurity.gci-rank")
MIDNIGHT = dt.datetime.fromisoformat("2018-12-31")
LATER = dt.datetime.fromisoformat("2020-12-31")


def of_columns(table: Any) -> Any:
    """Look at a table as evaluate_panel() does, and return its columns and rows."""
    taken = Taken(nw.from_native(table), Spec(), check=True)
    return Columns.of(taken), taken.rows


@pytest.fixture
def pl(external: Callable[[str], Any]) -> Any:
    """Polars, which WebAssembly has not."""
    return external("polars")


def rows(**columns: list[Any]) -> dict[str, list[Any]]:
    """Make rows of one indicator, with any column put in the place of ours."""
    count = len(next(iter(columns.values()))) if columns else 2
    plain: dict[str, list[Any]] = {
        "entity": ["VN", "LA", "TH", "MY"][:count],
        "indicator": ["egdi-rank"] * count,
        "period": [2018, 2020, 2018, 2020][:count],
        "value": [88.0, 86.0, 70.0, 60.0][:count],
    }
    return plain | columns


def refusal(pl: Any, table: Any, targets: Any = (EGDI,), **options: Any) -> str:
    frame = pl.DataFrame(table, strict=False) if isinstance(table, dict) else table
    with pytest.raises((InvalidDataError, InvalidValueError)) as caught:
        evaluate_panel(frame, targets, **{"as_of": "2020-12-31", **options})
    return str(caught.value)


@pytest.mark.parametrize(
    "column,told",
    [
        (
            "value",
            "the header should be one that names a column value, obs_value, giá trị, got",
        ),
        ("entity", "Rename the column, or pass columns={'entity': ...}."),
    ],
)
def test_a_missing_column_is_named(pl: Any, column: str, told: str) -> None:
    table = rows()
    del table[column]
    assert told in refusal(pl, table)


@pytest.mark.parametrize(
    "column,values,told",
    [
        ("value", [True, False], "should be numbers, got 'Boolean'"),
        ("period", [2018.0, 2020.0], "should be years as whole numbers, dates, or text"),
        ("entity", [1.5, 2.5], "should be text or whole numbers, got 'Float64'"),
        ("indicator", [1, 2], "the column 'indicator' (indicator) should be text, got 'Int64'"),
        ("published", [2019, 2021], "should be dates, or text like '2020-07', got 'Int64'"),
        ("flags", [1, 2], "(flags) should be text, got 'Int64'"),
    ],
)
def test_a_wrong_type_is_named(pl: Any, column: str, values: list[Any], told: str) -> None:
    assert told in refusal(pl, rows(**{column: values}))


@pytest.mark.parametrize(
    "column,values,told",
    [
        ("entity", ["VN", None], "the column 'entity' should be given in every row, got '1 row"),
        ("period", [2018, 18], "should be a period, got '1 row, the first at entity LA"),
        ("period", ["2018", "31/12/2020"], "Day and month could be either way round"),
        ("period", ["2018", None], "the column 'period' should be given in every row"),
        (
            "value",
            ["88", "86/193"],
            "the column 'value' should be a number, got '1 row, the first at",
        ),
        ("value", ["88", "86/193"], "86/193'. It may be 86 of 193, or the fraction 0.4456"),
        ("value", [88.0, float("inf")], "period 2020, value inf'. Leave a value out"),
        ("value", [88.0, 1e-300], "zero, or a number of at least 1e-250 in size"),
        ("indicator", ["egdi-rank", "egdi-rnk"], "1 row: There is no indicator among the targets"),
        ("indicator", ["egdi-rank", "egdi-rnk"], "'egdi-rnk'. Did you mean 'egdi-rank'?"),
        (
            "published",
            ["2019-07", "July 2020"],
            "the column 'published' should be a period such as 2020",
        ),
        ("flags", ["", "brake"], "the column 'flags' should be 'provisional' or 'estimated' or"),
    ],
)
def test_a_row_nobody_could_judge_is_refused_before_any_result(
    pl: Any, column: str, values: list[Any], told: str
) -> None:
    assert told in refusal(pl, rows(**{column: values}))


def test_dates_of_a_row_must_make_sense(pl: Any) -> None:
    day = dt.date(2020, 12, 31)
    table = rows(entity=["VN", "VN"], start=[day, day], due=[dt.date(2019, 1, 1), day])
    told = refusal(pl, table)
    assert "the column 'due' should be later than the start, got '2 rows" in told
    table = rows(
        entity=["VN", "VN"], start=[dt.date(2018, 1, 1)] * 2, due=[day, dt.date(2021, 1, 1)]
    )
    assert "should be one start and due date for a series" in refusal(pl, table)
    del table["due"]
    assert "both start and due, or neither" in refusal(pl, table)
    table = rows(start=[None, None], due=[day, day])
    table["start"] = [dt.date(2018, 1, 1), None]
    assert "the column 'start' should be given in every row" in refusal(pl, table)
    for blank in (None, ""):  # a column without a word is as if not there, and the other is alone
        table = rows(start=[blank, blank], due=[day, day])
        assert "both start and due, or neither" in refusal(pl, table)


def test_two_values_for_one_date_are_refused_and_two_printings_are_not(pl: Any) -> None:
    table = rows(entity=["VN", "VN"], period=[2020, 2020])
    told = refusal(pl, table)
    assert "should be one for a series, period and publication date, got '2 rows" in told
    assert "Give each printing its own publication date" in told
    table["published"] = [dt.date(2020, 7, 1), dt.date(2020, 8, 1)]
    verdicts = evaluate_panel(pl.DataFrame(table), [EGDI], as_of="2020-12-31")
    assert verdicts["value"].to_list() == [86.0]
    assert evaluate_panel(pl.DataFrame(table), [EGDI], as_of="2020-07-31")["value"].to_list() == [
        88.0
    ]
    table["value"] = [88.0, 88.0]
    assert evaluate_panel(pl.DataFrame(table), [EGDI], as_of="2020-12-31")["value"].to_list() == [
        88.0
    ]


def test_periods_that_end_together_are_refused(pl: Any) -> None:
    table = rows(entity=["VN", "VN"], period=["2020", "2020-Q4"])
    assert "periods that end on different days" in refusal(pl, table)


def test_every_fault_is_told_at_once(pl: Any) -> None:
    table = rows(entity=["VN", "LA", None, "MY"], period=[2018, 5, 2018, 2020])
    table["value"] = [float("inf"), 86.0, 70.0, 60.0]
    assert ": 3 faults." in refusal(pl, table)


def test_a_report_keeps_the_refused_rows_beside_the_verdicts(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    table = rows(
        entity=["VN", "LA", "TH", "TH", "TH"],
        indicator=["egdi-rank", "egdi-rnk", "egdi-rank", "egdi-rank", "egdi-rank"],
        period=[2020, 2020, 2018, 2018, 2020],
        value=[86.0, 1.0, 70.0, 71.0, 60.0],
    )
    found = evaluate_panel(
        engine(pl.DataFrame(table)), [EGDI], as_of="2020-12-31", on_error="report"
    )
    refused = _collected(found.refused).sort("entity", "value")
    assert refused.select("entity", "period", "value", "fault").rows() == [
        ("LA", 2020, 1.0, "unknown_indicator"),
        ("TH", 2018, 70.0, "two_values"),
        ("TH", 2018, 71.0, "two_values"),
    ]
    assert len(found.faults) == 2
    verdicts = _collected(found.verdicts).sort("entity")
    assert verdicts.select("entity", "status", "value").rows() == [
        ("LA", "awaiting_data", None),
        ("TH", "met", 60.0),
        ("VN", "missed", 86.0),
    ]


def _collected(frame: Any) -> Any:
    """Bring a frame of any engine to Polars."""
    given = nw.from_native(frame)
    return (
        given.collect("polars").to_native()
        if isinstance(given, nw.LazyFrame)
        else given.to_polars()
    )


def test_a_sound_table_has_an_empty_report(pl: Any) -> None:
    found = evaluate_panel(pl.DataFrame(rows()), [EGDI], as_of="2020-12-31", on_error="report")
    assert (len(found.refused), found.faults) == (0, ())
    with pytest.raises(InvalidValueError, match="true where rows are to be reported"):
        evaluate_panel(
            pl.DataFrame(rows()), [EGDI], as_of="2020-12-31", on_error="report", check=False
        )


def test_columns_may_have_names_of_their_own(pl: Any) -> None:
    table = {
        "REF_AREA": ["VN"],
        "INDICATOR": ["egdi-rank"],
        "TIME_PERIOD": ["2020"],
        "OBS_VALUE": [86],
        "note": ["kept out"],
    }
    names = {
        "entity": "REF_AREA",
        "indicator": "INDICATOR",
        "period": "TIME_PERIOD",
        "value": "OBS_VALUE",
    }
    verdicts = evaluate_panel(pl.DataFrame(table), [EGDI], as_of="2020-12-31", columns=names)
    assert verdicts.select("entity", "status", "period").rows() == [("VN", "missed", "2020")]
    with pytest.raises(UnknownNameError, match="There is no column to be read 'place'"):
        refusal(pl, rows(), columns={"place": "x"})


def test_reporters_are_judged_by_themselves(pl: Any) -> None:
    table = rows(
        entity=["VN", "VN"],
        period=[2020, 2020],
        value=[86.0, 70.0],
        reporter=["publisher", "ministry"],
    )
    verdicts = evaluate_panel(pl.DataFrame(table), [EGDI], as_of="2020-12-31").sort("reporter")
    assert verdicts.select("entity", "reporter", "status").rows() == [
        ("VN", "ministry", "met"),
        ("VN", "publisher", "missed"),
    ]


def test_the_whole_directive_has_a_row_for_every_target(pl: Any) -> None:
    table = rows(entity=["VN", "VN"], value=[0.0, 1.0])
    names = {t.indicator.id for t in DIRECTIVE_01.targets}
    table["indicator"] = [min(name for name in names if "5g" in name)] * 2
    verdicts = evaluate_panel(pl.DataFrame(table), DIRECTIVE_01.targets, as_of="2020-12-31")
    assert sorted(verdicts["target"].to_list()) == sorted(t.id for t in DIRECTIVE_01.targets)
    assert not set(verdicts["outcome"].to_list()) & {"missed"}


def test_an_event_is_reported_as_0_or_1(pl: Any) -> None:
    target = DIRECTIVE_01.target("telecommunications.5g-commercial")
    assert target.indicator is not None
    table = rows(indicator=[target.indicator.id] * 2, value=[1.0, 2.0])
    assert "it had not happened by the end of the period" in refusal(pl, table, [target])


@pytest.mark.parametrize("kind", ["Categorical", "Enum"])
def test_texts_may_come_as_categories(pl: Any, kind: str) -> None:
    categories = pl.Categorical if kind == "Categorical" else pl.Enum(["egdi-rank"])
    frame = pl.DataFrame(rows()).with_columns(pl.col("indicator").cast(categories))
    assert len(evaluate_panel(frame, [EGDI], as_of="2020-12-31")) == 2


def test_days_may_come_as_datetimes_at_midnight(pl: Any) -> None:
    frame = pl.DataFrame(rows(period=[MIDNIGHT, LATER]))
    frame = frame.with_columns(published=pl.lit(LATER))
    assert (
        evaluate_panel(frame, [EGDI], as_of="2020-12-31")["period"].to_list().count("2020-12-31")
        == 1
    )
    frame = pl.DataFrame(rows(period=[MIDNIGHT.replace(hour=5), LATER]))
    assert "It holds a time of day" in refusal(pl, frame)


def test_arguments_are_looked_at_first(pl: Any) -> None:
    frame = pl.DataFrame(rows())
    with pytest.raises(InvalidValueError, match="a sequence of targets"):
        evaluate_panel(frame, EGDI, as_of="2020-12-31")  # type: ignore[call-overload]
    with pytest.raises(InvalidValueError, match="a sequence of targets"):
        evaluate_panel(frame, [1], as_of="2020-12-31")  # type: ignore[list-item]
    with pytest.raises(InvalidValueError, match="at least one target"):
        evaluate_panel(frame, [], as_of="2020-12-31")
    with pytest.raises(InvalidValueError, match="targets whose ids differ"):
        evaluate_panel(frame, [EGDI, EGDI], as_of="2020-12-31")
    with pytest.raises(InvalidValueError, match="'raise' or 'report'"):
        evaluate_panel(frame, [EGDI], as_of="2020-12-31", on_error="skip")  # type: ignore[call-overload]
    with pytest.raises(InvalidValueError, match="a table that narwhals knows"):
        evaluate_panel([1, 2], [EGDI], as_of="2020-12-31")
    with pytest.raises(InvalidValueError, match="timing"):
        evaluate_panel(frame, [EGDI], as_of="2020-12-31", timing="period")


def test_stages_have_due_dates_of_their_own(pl: Any) -> None:
    """Where each series has its own due date too, nobody could say which counts."""
    dues = [dt.date(2020, 12, 31), dt.date(2025, 12, 31)]
    criterion = Staged(stages=[Stage(due=due, criterion=AtMost(value=80)) for due in dues])
    staged = attrs.evolve(EGDI, criterion=criterion, due=dues[-1])
    frame = rows() | {"start": [dt.date(2019, 1, 1)] * 2, "due": [dt.date(2020, 12, 31)] * 2}
    assert "no stages where the table has columns start, due" in refusal(pl, frame, [staged])


def test_counts_by_status_and_group_bring_no_row_over(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    table = rows(
        entity=["VN", "LA", "TH", "MY"], period=[2020] * 4, value=[86.0, 167.0, 57.0, 47.0]
    )
    verdicts = evaluate_panel(engine(pl.DataFrame(table)), [EGDI, GCI], as_of="2020-12-31")
    counted = _collected(summarize(verdicts)).sort("target")
    wanted = ["target", "met", "missed", "awaiting_data", "verdicts", "with_data"]
    assert counted.select(wanted).rows() == [
        (GCI.id, 0, 0, 4, 4, 0),
        (EGDI.id, 2, 2, 0, 4, 4),
    ]
    apart = _collected(summarize(verdicts, by=["entity"]))
    assert len(apart) == 8


def test_a_summary_is_made_of_verdicts(pl: Any) -> None:
    with pytest.raises(InvalidValueError, match="among them target, status"):
        summarize(pl.DataFrame(rows()))


def test_without_narwhals_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(MissingExtraError, match="panels"):
        evaluate_panel(None, [EGDI], as_of="2020-12-31")


def test_a_narwhals_that_is_broken_inside_keeps_its_own_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Broken:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "narwhals":
                raise ModuleNotFoundError(name="something-else")

    monkeypatch.delitem(sys.modules, "narwhals")
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(ModuleNotFoundError) as caught:
        evaluate_panel(None, [EGDI], as_of="2020-12-31")
    assert caught.value.name == "something-else"


def test_an_empty_table_of_texts_has_no_period_to_name(pl: Any) -> None:
    table = pl.DataFrame(rows(period=["2018", "2020"]))
    assert len(evaluate_panel(table[:0], [EGDI], as_of="2020-12-31")) == 0
    table = table.with_columns(period=pl.lit(None, pl.String))
    assert "the column 'period' should be given in every row" in refusal(pl, table)


def test_that_periods_were_revised_can_be_said_beforehand(pl: Any) -> None:
    frame = pl.DataFrame(rows(entity=["VN", "VN"], published=[MIDNIGHT.date(), LATER.date()]))
    plain = evaluate_panel(frame, [EGDI], as_of="2020-12-31")
    for check in (True, False):
        for revised in (True, False):
            again = evaluate_panel(frame, [EGDI], as_of="2020-12-31", check=check, revised=revised)
            assert again.equals(plain)


def test_the_answer_is_the_scalars(pl: Any) -> None:
    frame = pl.DataFrame(rows(entity=["VN", "VN"]))
    row = evaluate_panel(frame, [EGDI], as_of="2020-12-31").row(0, named=True)
    verdict = evaluate(EGDI, Series.of("egdi-rank", {2018: 88, 2020: 86}), as_of="2020-12-31")
    assert (row["status"], row["ratio"], row["lead"]) == (
        verdict.status,
        verdict.ratio,
        verdict.lead,
    )


def test_a_value_comes_back_to_the_last_digit(engine: Callable[[Any], Any], pl: Any) -> None:
    """Whatever way an engine fetches it: powers of two, their neighbours, tiny, huge, negative."""
    sizes = [1.0, 0.1, 1 / 3, 2.0**52 + 1, 1e-240, 7e249, 123456.789]
    sizes += [2.0**n for n in range(-800, 800, 97)]
    sizes += [2.0**n * (1 - 2.0**-53) for n in range(-800, 800, 89)]
    sizes += [2.0**n * (1 + 2.0**-52) for n in range(-800, 800, 83)]
    values = [0.0, *sizes, *(-size for size in sizes)]
    table = {
        "group": [n // 2 for n in range(2 * len(values))],
        "it_key": [5, -1] * len(values),
        "value": [number for value in values for number in (value, 50.0)],
    }
    frame = nw.from_native(engine(pl.DataFrame(table)))
    found = _collected(aggregate(frame, ["group"], ["it"]).to_native()).sort("group")
    assert found["it_value"].to_list() == values


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.integers(1980, 2027) | st.integers(1000, 9999)),
        max_size=60,
    )
)
def test_repeated_years_are_found_without_a_group_for_each(
    external: Callable[[str], Any], places: list[tuple[str, int]]
) -> None:
    """Whether years are few, and added up as powers of two, or many."""
    pl = external("polars")
    table = pl.LazyFrame(
        {
            "entity": [entity for entity, _ in places],
            "indicator": ["egdi-rank"] * len(places),
            "period": [year for _, year in places],
            "value": [1.0] * len(places),
        },
        schema={
            **dict.fromkeys(("entity", "indicator"), pl.String),
            "period": pl.Int64,
            "value": pl.Float64,
        },
    )
    shape, rows = of_columns(table)
    assert repeated(shape.rows(rows), shape, IndicatorKeys.of(rows, [EGDI])) == (
        len(set(places)) < len(places)
    )


def test_a_year_too_many_is_found(engine: Callable[[Any], Any], pl: Any) -> None:
    """Repeated, among 46 years that are not, and among as many rows as there can be years."""
    years = [*range(1980, 2026)]
    for repeats, wanted in ((0, False), (1, True), (45, True)):
        count = len(years) + repeats
        table = {
            "entity": ["A"] * count,
            "indicator": ["egdi-rank"] * count,
            "period": [*years, *[2025] * repeats],
            "value": [1.0] * count,
        }
        shape, rows = of_columns(engine(pl.DataFrame(table)))
        assert repeated(shape.rows(rows), shape, IndicatorKeys.of(rows, [EGDI])) is wanted


def test_rows_of_no_target_are_passed_over_without_the_look(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    rows = {
        "entity": ["A", "A", "B"],
        "indicator": ["egdi-rank", "something-else", "another"],
        "period": [2020, 2020, 2020],
        "value": [70.0, 1.0, 1.0],
    }
    verdicts = evaluate_panel(engine(pl.DataFrame(rows)), [EGDI], as_of="2020-12-31", check=False)
    found = _collected(verdicts).sort("entity")
    assert found["status"].to_list() == ["met", "awaiting_data"]


def test_a_year_twice_in_more_than_half_a_century_is_found(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    years = [1900, 1950, 2020]
    table = pl.DataFrame({"entity": "A", "indicator": "egdi-rank", "period": years, "value": 80.0})
    twice = pl.concat([table, table.tail(1).with_columns(value=70.0)])

    evaluate_panel(engine(table), [EGDI], as_of="2020-12-31")
    with pytest.raises(InvalidDataError, match="panel"):
        evaluate_panel(engine(twice), [EGDI], as_of="2020-12-31")


def test_a_blank_among_texts_of_periods_is_refused_as_missing(
    engine: Callable[[Any], Any], pl: Any
) -> None:
    table = pl.DataFrame(
        {"entity": "A", "indicator": "egdi-rank", "period": ["2018", " "], "value": 80.0}
    )
    with pytest.raises(InvalidDataError) as caught:
        evaluate_panel(engine(table), [EGDI], as_of="2020-12-31")
    (fault,) = caught.value.exceptions
    assert str(fault).startswith("the column 'period' should be given in every row")


def test_a_report_shows_counts_faults_and_notes(pl: Any, tmp_path: Path) -> None:
    table = rows(entity=["VN", None], period=[2020] * 2, remark=["a", "b"])
    asked: Any = {"as_of": "2020-12-31", "on_error": "report"}
    report = evaluate_panel(pl.DataFrame(table), [EGDI], **asked)
    lazy = evaluate_panel(pl.DataFrame(table).lazy(), [EGDI], **asked)

    assert repr(report) == f"<PanelReport: faults 1, notes {len(report.notes)}>"
    for lang in ("vi", "en"):
        text = report.to_text(lang)
        assert report.faults[0].sentence(lang) in text
        assert report.faults[0].sentence(lang) in lazy.to_text(lang)
        assert EGDI.id in text
        assert EGDI.id not in lazy.to_text(lang)  # nothing is worked out to be shown
    assert "1 không đạt" in report.to_text("vi")
    assert EGDI.id in report.save(tmp_path / "report.html").read_text("utf-8")
