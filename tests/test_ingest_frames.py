"""Data frames to series and back."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from vn_ict_directive import published
from vn_ict_directive.cli import main
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidDataError, InvalidValueError
from vn_ict_directive.evaluation import evaluate, readings
from vn_ict_directive.exchange.json import loads, to_json
from vn_ict_directive.ingest.frames import frame_of_records
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.present.report import report
from vn_ict_directive.scorecards import scorecard
from vn_ict_directive.testing import series

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
WANTED = Series.of("egdi-rank", {2018: 88, 2020: 86})


@pytest.fixture
def pl(external: Callable[[str], Any]) -> Any:
    """Polars, which WebAssembly has not."""
    return external("polars")


@pytest.fixture
def pd(external: Callable[[str], Any]) -> Any:
    return external("pandas")


def refusal(data: Any, **options: Any) -> str:
    with pytest.raises((InvalidDataError, InvalidValueError)) as caught:
        Series.of("egdi-rank", data, **options)
    return str(caught.value)


# --- in ---------------------------------------------------------------------------


def test_a_frame_of_any_library_is_a_series(engine: Callable[[Any], Any], pl: Any) -> None:
    frame = pl.DataFrame({"Năm": [2018, 2020], "Xếp hạng": [88, 86], "note": ["", None]})
    read = Series.from_frame(engine(frame), "egdi-rank", columns={"value": "Xếp hạng"})
    assert read == WANTED


def test_a_frame_says_whose_figures_it_holds(pl: Any) -> None:
    frame = pl.DataFrame(
        {
            "country": ["LAO", "VNM", "VNM"],
            "code": ["EGDI", "EGDI", "GCI"],
            "year": [2020, 2020, 2020],
            "value": [Decimal(167), Decimal(86), Decimal(25)],
            "published": [None, dt.date(2020, 7, 10), None],
        }
    )
    ids = {"EGDI": "egdi-rank"}
    read = Series.from_frame(frame, EGDI.indicator, columns={"indicator": "code"}, indicators=ids)
    assert [(o.value, str(o.published)) for o in read.observations] == [(86, "2020-07-10")]


def test_a_fault_of_a_frame_names_its_row(pl: Any) -> None:
    with pytest.raises(InvalidDataError) as caught:
        Series.from_frame(pl.DataFrame({"year": [2018, 2020], "value": ["88", "x"]}), "egdi-rank")
    assert "the frame, row 2: value should be a number, got 'x'" in str(caught.value)


def test_a_short_float_is_what_it_prints(pd: Any) -> None:
    frame = pd.DataFrame({"year": [2018, 2020], "value": pd.Series([60.1, None], dtype="float32")})
    assert [o.value for o in Series.from_frame(frame, "share").observations] == [60.1]
    frame = frame.assign(value=pd.array([60, None], dtype="Int64"))
    assert [o.value for o in Series.from_frame(frame, "share").observations] == [60]


def test_a_series_of_pandas_has_its_periods_in_its_index(pd: Any) -> None:
    assert Series.of("egdi-rank", pd.Series([88, 86], index=[2018, 2020])) == WANTED
    quarters = pd.Series(
        [1.0, float("nan"), 3.0], index=pd.period_range("2020Q1", periods=3, freq="Q")
    )
    assert [str(o.period) for o in Series.of("x", quarters).observations] == ["2020-Q1", "2020-Q3"]
    months = pd.Series([1.0, 2.0], index=pd.period_range("2020-11", periods=2, freq="M"))
    assert repr(Series.of("x", months)) == "<Series x VN: 2020-11: 1, 2020-12: 2>"
    fiscal = pd.Series([1.0], index=pd.period_range("2020", periods=1, freq="Y-JUN"))
    assert [str(o.period) for o in Series.of("x", fiscal).observations] == ["2019-07-01/2020-06-30"]


def test_stamps_that_begin_years_ask_what_they_stand_for(pd: Any) -> None:
    years = pd.Series([88, 86], index=pd.to_datetime(["2018-01-01", "2020-01-01"]))
    assert "dates='year' for the latter, dates='day' for the former" in refusal(years)
    assert Series.of("egdi-rank", years, dates="year") == WANTED
    days = Series.of("egdi-rank", years, dates="day")
    assert [str(o.period) for o in days.observations] == ["2018-01-01", "2020-01-01"]
    ends = pd.Series([88, 86], index=pd.to_datetime(["2018-12-31", "2020-12-31"]))
    assert Series.of("egdi-rank", ends).observations[-1].period == Period.of("2020-12-31")


def test_records_are_figures(pl: Any) -> None:
    records = [
        {"period": 2018, "value": 88},
        {"period": 2020, "value": ">85", "published": "2020-07"},
    ]
    last = Series.of("egdi-rank", records).observations[-1]
    assert last == Observation(period=2020, value=85, bound=">", published="2020-07")
    structs = pl.DataFrame({"period": [2018, 2020], "value": [88, 86]}).to_struct("figures")
    assert Series.of("egdi-rank", structs) == WANTED
    assert "a pair (period, value)" in refusal([{"year": 2018, "value": 88}])


def test_a_frame_without_rows_is_no_series(pl: Any) -> None:
    with pytest.raises(InvalidDataError) as caught:
        Series.from_frame(pl.DataFrame({"year": [], "value": []}), "share")
    assert "the table should be a header and rows, got 'a header alone'" in str(caught.value)


# --- out --------------------------------------------------------------------------


@pytest.mark.parametrize("backend", ["pandas", "polars"])
@given(mine=series(vintages=True, bounds=True).filter(len))
def test_a_series_comes_back_from_its_frame(
    external: Callable[[str], Any], backend: Any, mine: Series
) -> None:
    """All figures, with their dates, bounds, flags and notes."""
    external(backend)
    again = Series.from_frame(
        mine.to_frame(backend), mine.indicator, entity=mine.entity, dates="day"
    )
    for before, after in zip(mine.observations, again.observations, strict=True):
        assert (after.period, after.written, after.published) == (
            before.period,
            before.written,
            before.published,
        )
        assert (after.flags, after.note) == (before.flags, before.note.strip())


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_everything_with_rows_is_a_frame(external: Callable[[str], Any], backend: Any) -> None:
    external(backend)
    card = scorecard(as_of="2021-12-31")
    frames = {
        "card": card.to_frame(backend),
        "verdict": card["it-application.egdi-rank"].to_frame(backend),
        "readings": readings(EGDI, published.all_series(), as_of="2021-12-31").to_frame(backend),
        "figures": published.to_frame(backend),
    }
    assert len(frames["card"]) == len(card)
    assert list(frames["verdict"]["status"]) == ["missed"]
    assert frames["readings"].columns[0] == "reading"
    assert len(frames["figures"]) == sum(map(len, published.all_series()))
    assert len(frame_of_records([], backend)) == 0


# --- own figures first ------------------------------------------------------------

MINE = (
    Series.of("egdi-rank", {2018: 88, 2020: 70}),
    Series.of("egdi-rnk", {2020: 1}),
    Series.of("egdi-rank", {2020: 60}, reporter="nobody-asked"),
)
NOT_USED = [
    "The series egdi-rnk (VN, 1 figure) was not used: no target has this indicator. "
    "Did you mean 'egdi-rank'?",
    "The series egdi-rank (VN, nobody-asked, 1 figure) was not used: "
    "egdi-rank (VN, 2 figures) was taken.",
]


def test_own_figures_are_taken_first_and_what_is_not_used_is_named() -> None:
    card = scorecard(as_of="2020-12-31", prefer=MINE[1:2] + MINE[2:])
    assert card["it-application.egdi-rank"].value == 60
    assert card["cybersecurity.gci-rank"] == scorecard(as_of="2020-12-31")["cybersecurity.gci-rank"]
    card = scorecard(DIRECTIVE_01, MINE, as_of="2020-12-31")
    assert list(card.notes("en")) == NOT_USED
    assert card.notes("vi")[0].endswith(
        "không mục tiêu nào có chỉ tiêu này. Có phải 'egdi-rank' không?"
    )
    assert NOT_USED[0] in card.to_text("en")
    assert scorecard(as_of="2020-12-31").notes() == ()


def test_what_was_not_used_stays_with_the_scorecard(external: Callable[[str], Any]) -> None:
    card = scorecard(as_of="2020-12-31", prefer=MINE)
    assert loads(to_json(card)) == card
    external("matplotlib")
    page = report(card, (*MINE, *published.all_series()), lang="en")
    assert "no target has this indicator" in page


def test_own_figures_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(
        "indicator,period,value\negdi-rank,2020,70\negdi-rnk,2020,1\n", encoding="utf-8"
    )
    asked = ["--as-of", "2020-12-31", "--lang", "en", "--figures", str(file)]
    assert main(["scorecard", *asked]) == 0
    said = capsys.readouterr().out
    assert re.search(r"it-application\.egdi-rank +rank 70 \(2020\)", said)
    assert NOT_USED[0] in said
    assert main(["report", *asked, "--out", str(tmp_path / "page.html")]) == 0
    assert NOT_USED[0] in capsys.readouterr().out


def test_evaluate_takes_figures_by_name_and_tells_what_it_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("entity,year,value,wind\nFRA,2020,19,1\nVNM,2020,70,2\n", encoding="utf-8")
    asked = ["--target", EGDI.id, "--as-of", "2020-12-31", "--lang", "en"]
    assert main(["evaluate", "--figures", str(file), *asked]) == 0
    said = capsys.readouterr().out
    assert "Columns that say nothing here are passed over: 'wind'." in said
    assert "Rows with another entity are passed over: FRA." in said
    assert main(["evaluate", str(file), *asked]) == 0
    assert capsys.readouterr().out == said


def test_a_scorecard_from_before_the_directive_says_so() -> None:
    assert scorecard(as_of="2020-01-02").notes("en") == (
        "The directive was signed on 3 January 2020, after this date.",
    )
    assert scorecard(as_of="2020-01-03").notes("vi") == ()


def test_evaluate_reads_figures_as_a_frame_does(pl: Any) -> None:
    read = Series.from_frame(
        pl.DataFrame({"year": ["2018", "2020"], "value": ["88", "70"]}), EGDI.indicator
    )
    assert evaluate(EGDI, read, as_of="2020-12-31").status == "met"


def test_a_series_is_a_frame_of_what_was_asked_for(pl: Any) -> None:
    frame = Series.of("egdi-rank", {2018: 88, 2020: 86}).to_frame("polars")

    assert isinstance(frame, pl.DataFrame)
    assert frame["value"].to_list() == [88, 86]
