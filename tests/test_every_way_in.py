"""The same figures, whichever way they come in: the same verdicts, or refused by the same name."""

import csv
import io
import re
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engines
from tiers import EVERYTHING, examples
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import DirectiveError
from vn_ict_directive.evaluation import evaluate
from vn_ict_directive.ingest import read_all_observations, read_observations
from vn_ict_directive.ingest.files import scan
from vn_ict_directive.ingest.identity import entity_key
from vn_ict_directive.ingest.roles import Spec
from vn_ict_directive.panels import evaluate_panel, evaluate_table, verdict_of

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
DAY = "2020-12-31"

Answer = set[tuple[Any, ...]] | str
"""Verdicts by entity, reporter and basis; or the words of a refusal."""


@pytest.fixture(autouse=True)
def _engines(external: Callable[[str], Any]) -> None:
    """Polars and DuckDB are not on WebAssembly."""
    for package in ("polars", "duckdb", "pyarrow"):
        external(package)


# --- the ways in ------------------------------------------------------------------


def answered(ask: Callable[[], Any]) -> Answer:
    try:
        rows = ask()
    except DirectiveError as error:
        return str(error)
    return {
        (
            entity_key(str(row["entity"])),
            row.get("reporter"),
            row.get("basis"),
            str(row["status"]),
            row["value"],
            row["reasons"],
        )
        for row in rows
    }


def by_file(text: str, options: dict[str, Any]) -> Answer:
    def ask() -> list[dict[str, Any]]:
        verdicts = []
        for series in read_all_observations(io.StringIO(text), **options):
            verdict = evaluate(EGDI, series, as_of=DAY)
            reasons = " ".join(verdict.reasons)
            row: dict[str, Any] = {"entity": series.entity, "reporter": series.reporter}
            row["basis"] = series.basis
            verdicts.append(
                row | {"status": verdict.status, "value": verdict.value, "reasons": reasons}
            )
        return verdicts

    return answered(ask)


def listed(frame: Any) -> list[dict[str, Any]]:
    nw = import_module("narwhals")
    table = nw.from_native(frame).lazy().collect("polars").to_native()
    rows: list[dict[str, Any]] = table.to_dicts()
    return rows


def by_panel_file(text: str, options: dict[str, Any], path: Path, engine: Any) -> Answer:
    def ask() -> list[dict[str, Any]]:
        path.write_text(text, encoding="utf-8", newline="")
        frame, spec = scan([path], Spec(**options), engine)
        return listed(evaluate_table(frame, [EGDI], spec, as_of=DAY).verdicts)

    return answered(ask)


def polars_of(text: str) -> Any:
    pl = import_module("polars")
    header, *rows = csv.reader(io.StringIO(text))
    cells = [row for row in rows if any(cell.strip() for cell in row)]
    return pl.DataFrame(cells, schema=header, orient="row")


def by_frame(make: Callable[[Any], Any], text: str, options: dict[str, Any]) -> Answer:
    frame = make(polars_of(text))
    return answered(lambda: listed(evaluate_panel(frame, [EGDI], as_of=DAY, **options)))


FRAMES: dict[str, Callable[[Any], Any]] = {
    "polars": lambda frame: frame,
    "pandas": lambda frame: frame.to_pandas(),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": engines.duckdb,
}

# --- one series, as people have it ----------------------------------------------------

Met = tuple[str, float | None]

READ: dict[str, tuple[str, dict[str, Any], Met]] = {
    "spaces of every kind": ("Year ,Value \n2018 ,88 \n2020,\u00a086\u00a0\n", {}, ("missed", 86)),
    "a title above the header": ("Extracted on 6 January\nyear,value\n2018,88\n2020,86\n", {}, ("missed", 86)),
    "missing by many marks": ("year,value\n2018,88\n2019,NaN\n2020,86\n2021,..\n2022,:\n2023,\n", {}, ("missed", 86)),
    "nothing but missing": ("year,value\n2018,\n2020,#N/A\n", {}, ("awaiting_data", None)),
    "a country by its three letters": ("entity,year,value\nVNM,2018,88\nFRA,2020,1\nVNM,2020,70\n", {}, ("met", 70)),
    "a country by its number and name": ("GeoAreaName,GeoAreaCode,TimePeriod,Value\nViet Nam,704,2018,88\nViet Nam,704,2020,70\n", {"columns": {"entity": "GeoAreaCode", "period": "TimePeriod"}}, ("met", 70)),
    "LOCATION is an entity": ("DATAFLOW,LOCATION,TIME_PERIOD,OBS_VALUE\nX(1.0),FRA,2020,19\nX(1.0),VNM,2020,86\n", {}, ("missed", 86)),
    "geo is an entity": ("freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nA,RNK,BE,2020,19,\nA,RNK,VN,2020,86,p\n", {}, ("missed", 86)),
    "flags of Eurostat": ("geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nVN,2018,88,\nVN,2020,70,bu\n", {}, ("met", 70)),
    "in thousands": ("year,value,UNIT_MULT\n2018,88,0\n2020,0.086,3\n", {}, ("missed", 86)),
    "ids of mixed case": ("DATAFLOW,sex,geo,TIME_PERIOD,OBS_VALUE\nX(1.0),T,VN,2018,88\nX(1.0),T,VN,2020,86\n", {}, ("missed", 86)),
    "one of several dimensions": ("DATAFLOW,sex,geo,TIME_PERIOD,OBS_VALUE\nX(1.0),F,VN,2020,88\nX(1.0),M,VN,2020,70\n", {"where": {"sex": "M"}}, ("met", 70)),
    "labels by suffix": ("STRUCTURE,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS,OBS_STATUS_LABEL\nd,I,VN,2018,88,A,Normal\nd,I,VN,2020,86,P,Provisional\n", {}, ("missed", 86)),
    "labels in the cells": ("DATAFLOW,REF_AREA: Area,TIME_PERIOD: Time,OBS_VALUE: Value\nX: x,VN: Viet Nam,2018: 2018,88: 88\nX: x,VN: Viet Nam,2020: 2020,86: 86\n", {}, ("missed", 86)),
    "a bound that decides": ("year,value,bound\n2018,88,\n2020,86,>\n", {}, ("missed", 86)),
    "a bound that leaves it open": ("year,value\n2018,88\n2020,<76\n", {}, ("undetermined", 76)),
    "came out that day, at nine": ("year,value,published\n2018,88,2018-07-19\n2020,70,2020-12-31 09:00\n", {}, ("met", 70)),
    "years as dates, said so": ("date,value\n2018-01-01,88\n2020-01-01,70\n2022-01-01,NA\n", {"dates": "year"}, ("met", 70)),
    "months of the fiscal kind, said so": ("period,value\n2008-M09,88\n2009-M10,70\n", {}, ("awaiting_data", 70)),
    "an optional column without a word": ("year,value,published,flags,note,bound,basis,reporter\n2018,88,,,,,,\n2020,86,,,,,,\n", {}, ("missed", 86)),
    "columns that say nothing": ("year,value,wind,source\n2018,88,3,x\n2020,86,4,y\n", {}, ("missed", 86)),
    "the roles are named": ("Năm báo cáo,Điểm,Hạng\n2018,0.59,88\n2020,0.66,86\n", {"columns": {"period": "Năm báo cáo", "value": "Hạng"}}, ("missed", 86)),
    "a column a period": ("country,2018,Sơ bộ 2020\nFrance,9,19\nVietnam,88,70\n", {}, ("met", 70)),
    "Eurostat's wide table": ("freq,geo\\TIME_PERIOD,2018,2020\nA,BE,9,19\nA,VN,88,70\n", {}, ("met", 70)),
    "a rank by its name": ("Năm,Xếp hạng\n2018,88\n2020,86\n", {}, ("missed", 86)),
    "a unit in Vietnamese": ("Năm,Giá trị,Đơn vị tính\n2018,88,Hạng\n2020,86,Hạng\n", {}, ("missed", 86)),
    "a unit behind the name of the values": ("Năm,Giá trị (hạng)\n2018,88\n2020,86\n", {}, ("missed", 86)),
    "a unit behind a comma": ('year,"Value, rank"\n2018,88\n2020,86\n', {}, ("missed", 86)),
    "a unit behind each period": ("2018 (rank),2020 [rank]\n88,86\n", {}, ("missed", 86)),
    "a unit behind the name and in a column": ("Năm,Xếp hạng (hạng),Đơn vị tính\n2018,88,hạng\n2020,86,hạng\n", {}, ("missed", 86)),
    "an unknown unit behind a name that is named": ("year,value [place]\n2018,88\n2020,86\n", {"columns": {"value": "value [place]"}}, ("missed", 86)),
    "a value and what it was to be": ("year,value (plan),value\n2018,1,88\n2020,1,86\n", {}, ("missed", 86)),
    "a period each, and a rate behind": ("2018,2020,Tỷ lệ\n88,86,1\n", {}, ("missed", 86)),
    "sources of each figure": ("Năm,Giá trị,Nguồn,URL,Trang\n2018,88,Khảo sát 2018,https://example.org/a,45\n2020,86,https://example.org/b,,\n", {}, ("missed", 86)),
    "two columns of sources": ("year,value,source,data_source\n2018,88,x,y\n2020,86,x,z\n", {}, ("missed", 86)),
    "a day of publication in Vietnamese": ("Năm,Ngày công bố,Giá trị\n2018,2018-07-19,88\n2020,2021-03-01,70\n", {}, ("awaiting_data", 88)),
    "whom, in Vietnamese": ("Quốc gia,Năm,Giá trị\nThái Lan,2020,57\nViệt Nam,2020,86\n", {}, ("missed", 86)),
    "a column that the caller passes over": ("Năm,Giá trị,Nơi công bố\n2018,88,x\n2020,86,y\n", {"where": {"Nơi công bố": "*"}}, ("missed", 86)),
    "what the table calls it": ("INDICATOR,year,value\nEGDI,2020,86\nGCI,2020,25\n", {"indicators": {"EGDI": "egdi-rank"}}, ("missed", 86)),
}  # fmt: skip

REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "of a total": ("year,value\n2018,88/193\n2020,86/193\n", {}, r"It may be 88 of 193, or the fraction 0\.456"),
    "fiscal years": ("year,value\n2008-09,88\n2009-10,86\n", {}, "the month 09/2008 or the fiscal year 2008/09"),
    "years as dates": ("date,value\n2018-01-01,88\n2020-01-01,70\n", {}, "dates='year' for the latter, dates='day'"),
    "units that change": ("year,value,unit\n2018,88,Rank of 193\n2020,70,Index 0-100\n", {}, "unit"),
    "a unit that is another's": ("year,value,unit\n2018,88,score\n2020,86,score\n", {}, "'rank'"),
    "a unit of a row without a figure": ("year,value,unit\n2018,88,Rank of 193\n2020,70,\n2021,,Index 0-100\n", {}, "unit"),
    "a unit in Vietnamese that is another's": ("Năm,Giá trị,Đơn vị tính\n2020,86,%\n", {}, "'rank'"),
    "a unit of another base": ("Năm,Giá trị,ĐVT\n2020,86,hạng trên 1 triệu dân\n", {}, "'rank'"),
    "a unit behind the name that is another's": ("Năm,Giá trị (%)\n2018,88\n2020,86\n", {}, "'rank'"),
    "a unit behind a comma that is another's": ('Năm,"Tỷ lệ, %"\n2018,88\n2020,86\n', {}, "'rank'"),
    "a unit behind a period that is another's": ("2018 (%),2020 (%)\n88,86\n", {}, "'rank'"),
    "two units behind periods": ("2018 (%),2020 (rank)\n88,86\n", {}, "one in all columns, got 'percent, rank'"),
    "a unit behind the name, and another in a column": ("Năm,Giá trị (hạng),ĐVT\n2018,88,%\n2020,86,%\n", {}, "'rank'"),
    "an unknown unit behind a name": ("year,value [thousand people]\n2018,88\n2020,86\n", {}, r"columns=\{'value': 'value \[thousand people\]'\}"),
    "figures of another country": ("Quốc gia,Năm,Giá trị\nThái Lan,2018,73\nThái Lan,2020,57\n", {}, "'VN' in some row, got 'Thái Lan'"),
    "another country in a column of whatever name": ("Tên,Năm,Giá trị\nThái Lan,2018,73\nThái Lan,2020,57\n", {}, "no other country than 'VN'"),
    "a column that may tell the day of publication": ("Năm,Giá trị,Công bố lần đầu\n2018,88,2018-07\n2020,70,2021-03\n", {}, "columns= if it is published"),
    "two columns of values": ("Năm,Giá trị,Xếp hạng\n2018,59,88\n2020,67,86\n", {}, "the column value should be there once"),
    "a named column that is not there": ("Năm,Giá trị,Xếp hạng\n2018,59,88\n2020,67,86\n", {"columns": {"value": "Thứ hạng"}}, "a column Thứ hạng"),
    "a bound that is none, of no figure": ("year,value,bound\n2018,88,\n2020,,x\n", {}, "'bound'|bound should be"),
    "a rank that cannot be": ("year,value\n2018,88\n2020,-9999\n", {}, "a whole rank from 1 to 193"),
    "a rank in fractions": ("year,value\n2018,88\n2020,70.5\n", {}, "a whole rank from 1 to 193"),
    "a forecast": ("year,value,OBS_STATUS\n2018,88,A\n2020,70,F\n", {}, "A forecast is no observation"),
    "a forecast of Eurostat": ("geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nVN,2020,70,f\n", {}, "A forecast is no observation"),
    "missing, with a number": ("year,value,OBS_STATUS\n2018,88,A\n2020,1,O\n", {}, "Its status says that it is missing"),
    "a deletion": ("year,value,ACTION\n2018,88,I\n2020,70,D\n", {}, "not a deletion"),
    "two bases by one name": ("year,value,sex\n2018,88,F\n2020,70,M\n", {}, "sex"),
    "a misspelt column": ("year,value,publishd\n2020,86,2020-07\n", {}, "is it 'published'?"),
    "nobody asked for": ("COUNTRY,TIME_PERIOD,OBS_VALUE\nFRA,2020,19\n", {}, "'VN' in some row, got 'FRA'"),
    "no filter holds": ("sex,year,value\nF,2020,86\n", {"where": {"sex": "T"}}, "'T' in some row, got 'F'"),
    "rows that differ elsewhere": ("year,value,way\n2020,86,a\n2020,87,b\n", {}, "differ in way: choose one"),
    "a decimal comma": ('year,value\n2018,88\n2020,"86,5"\n', {}, "Write the decimal point as '.'"),
    "thousands parted by spaces": ("year,value\n2018,88\n2020,1 070\n", {}, "Spaces seem to part thousands"),
    "a flag beside the number": ("year,value\n2018,88\n2020,70 p\n", {}, "If 'p' says something of the figure, give it a column"),
    "a dash": ("year,value\n2018,88\n2020,-\n", {}, "a number"),
    "day or month first": ("period,value\n03/04/2020,86\n", {}, "Day and month could be either way round"),
}  # fmt: skip


def by_one_file(text: str, options: dict[str, Any]) -> Answer:
    def ask() -> list[dict[str, Any]]:
        series = read_observations(io.StringIO(text), indicator=EGDI.indicator, **options)
        verdict = evaluate(EGDI, series, as_of=DAY)
        reasons = " ".join(verdict.reasons)
        return [
            {"entity": "VN", "status": verdict.status, "value": verdict.value, "reasons": reasons}
        ]

    return answered(ask)


def by_panels(text: str, options: dict[str, Any], path: Path, *, turn: int) -> dict[str, Answer]:
    """Ask by every way into a panel; the quick tests have one way a case, and each in its turn."""
    ways: dict[str, Callable[[], Answer]] = {
        f"panel file, {engine}": partial(by_panel_file, text, options, path, engine)
        for engine in ("polars", "duckdb")
    }
    if not text.startswith("Extracted"):  # a frame has no title
        ways |= {name: partial(by_frame, make, text, options) for name, make in FRAMES.items()}
    asked = list(ways) if EVERYTHING else [list(ways)[turn % len(ways)]]
    return {way: ways[way]() for way in asked}


def every_answer(text: str, options: dict[str, Any], path: Path, *, turn: int) -> dict[str, Answer]:
    """Ask the same of one series by every way in."""
    said = {"entity": "VN", **options}
    if "indicators" not in options:
        said["indicator"] = "egdi-rank"
    ways = {"file": by_one_file(text, options)} | by_panels(text, said, path, turn=turn)
    return {
        way: {(*row[3:5], row[5]) for row in answer} if isinstance(answer, set) else answer
        for way, answer in ways.items()
    }


@pytest.mark.parametrize("case", READ, ids=lambda name: name.replace(" ", "_"))
def test_what_is_read_is_read_alike(case: str, tmp_path: Path) -> None:
    text, options, wanted = READ[case]
    answers = every_answer(text, options, tmp_path / "a.csv", turn=[*READ].index(case))
    assert {way: a for way, a in answers.items() if a != answers["file"]} == {}
    read = answers["file"]
    assert not isinstance(read, str)
    assert [answer[:2] for answer in read] == [wanted]


@pytest.mark.parametrize("case", REFUSED, ids=lambda name: name.replace(" ", "_"))
def test_what_is_refused_is_refused_alike(case: str, tmp_path: Path) -> None:
    text, options, words = REFUSED[case]
    answers = every_answer(text, options, tmp_path / "a.csv", turn=[*REFUSED].index(case))
    odd = {w: a for w, a in answers.items() if not (isinstance(a, str) and re.search(words, a))}
    assert odd == {}


@pytest.mark.parametrize("name", [EGDI.indicator.name.vi, EGDI.indicator.name.en.upper()])
def test_an_indicator_may_be_called_by_its_name(name: str, tmp_path: Path) -> None:
    text = f"Quốc gia,Chỉ tiêu,Năm,Giá trị\nVN,{name},2018,88\nVN,egdi-rank,2020,86\n"
    answers = by_panels(text, {}, tmp_path / "a.csv", turn=len(name))
    answers["file"] = by_file(text, {"indicators": {"egdi-rank": EGDI.indicator}})
    found = {way: {row[3:5] for row in a if isinstance(row, tuple)} for way, a in answers.items()}
    assert set(map(frozenset, found.values())) == {frozenset({("missed", 86)})}


def test_a_verdict_out_of_a_panel_says_where_its_figures_were_read() -> None:
    text = "entity,indicator,year,value,Source,URL\nVN,egdi-rank,2018,88,,\n"
    frame = polars_of(f"{text}VN,egdi-rank,2020,86,The survey,https://example.org/b\n")
    (series,) = read_all_observations(io.StringIO(frame.write_csv()))
    for make in FRAMES.values():
        verdict = verdict_of(make(frame), EGDI, "VN", as_of=DAY)
        assert verdict.series == attrs.evolve(series, reporter=None)
        assert "The survey" in verdict.explain("en")


def test_a_figure_that_its_series_unit_forbids_is_named() -> None:
    """The unit stands in another row than the figure, so that only the whole series tells."""
    told = by_file("indicator,year,value,unit\nx,2018,88,rank\nx,2020,70.5,\n", {})
    assert "line 3: value should be a whole rank of at least 1, got '70.5'" in told
    told = by_file("indicator,year,value,unit\nx,2018,70.5,\nx,2020,88,rank\n", {})
    assert "Series(x)[2018] should be a whole rank of at least 1, got 70.5" in told


@pytest.mark.parametrize("column,got", [("entity", "given in every row"), ("indicator", "")])
@pytest.mark.parametrize("turn, cell", [(0, ""), (1, " "), (2, "\u00a0")])
def test_whom_and_what_a_figure_is_about_is_given_in_every_row(
    column: str, got: str, turn: int, cell: str, tmp_path: Path
) -> None:
    """A blank is never Viet Nam: without a column nobody else can be meant, with one they can."""
    row = ",".join(cell if name == column else CELLS[name][0] for name in NEEDED)
    text = f"{','.join(NEEDED)}\nLA,egdi-rank,2020,86\n{row}\n"
    answers = by_panels(text, {}, tmp_path / "a.csv", turn=2 * turn + (column == "entity"))
    answers["file"] = by_file(text, {})
    odd = {
        w: a for w, a in answers.items() if not (isinstance(a, str) and column in a and got in a)
    }
    assert odd == {}


@pytest.mark.parametrize("dialect", [None, "en", "vi"])
def test_points_that_may_part_thousands_ask_for_a_dialect(dialect: Any, tmp_path: Path) -> None:
    text = "year;value\n2018;2.088\n2020;1.070\n"
    columns = {"indicator": "firms"}
    firms = [
        answer
        for engine in ("polars", "duckdb")
        for answer in [by_panel_file(text, {"entity": "VN", "dialect": dialect, **columns}, tmp_path / "a.csv", engine)]
    ]  # fmt: skip
    read = answered(
        lambda: [
            {"entity": "VN", "status": "", "value": o.value, "reasons": ""}
            for o in read_observations(
                io.StringIO(text), indicator="firms", dialect=dialect
            ).observations
        ]
    )
    if dialect is None:
        assert "It may be 2088 or, with a decimal point, 2.088: pass dialect='vi'" in str(read)
        assert all("It may be 2088 or, with a decimal point, 2.088" in str(one) for one in firms)
    else:
        wanted = {"en": {2.088, 1.07}, "vi": {2088.0, 1070.0}}[dialect]
        assert {row[4] for row in read} == wanted
        assert all("There is no indicator among the targets 'firms'" in str(one) for one in firms)


# --- many series, with anything in their cells ---------------------------------------------

CELLS = {
    "entity": ["VN", "vn", "VN ", "LA", "Hà Nội", "Ha\u0300 Nội", "Hoà Bình", "Hòa Bình", "Ðà Nẵng", "Đà Nẵng", ""],
    "indicator": ["egdi-rank", "EGDI-RANK", " egdi-rank"],
    "period": ["2018", "2020", "2019", "2020-Q4", "2018 ", "2018-01-01", "2020-01-01", "2018-09", "2019-10", "x", ""],
    "value": ["88", "86", "70", "75", "70.5", "0", "-9999", "", "NaN", "..", "86/193", "1,5", "+70", "70.", "-", "1e2", ".", "0.086", ">70", "<= 80"],
    "published": ["", "2019-07-01", "2020-12-31 09:00", "2021-01-01", "2020-07", "x"],
    "reporter": ["", "ministry", "publisher", "The Ministry"],
    "basis": ["", "registered", "operating"],
    "unit": ["", "rank", "score", "Rank of 193"],
    "flags": ["", "estimated", "break", "provisional estimated", "x"],
    "OBS_STATUS": ["", "A", "O", "F", "P", "p", "B"],
    "OBS_FLAG": ["", "b", "f", "bu", "e", "c"],
    "UNIT_MULT": ["", "0", "3", "-1", "x"],
    "ACTION": ["", "I", "D", "a", "X"],
    "sex": ["", "F", "M"],
    "bound": ["", "<", ">=", "x"],
    "note": ["", "see"],
    "elsewhere": ["1", "2"],
}  # fmt: skip
"""What may stand in a column: what is plain comes first, and is drawn most often."""

NEEDED = ("entity", "indicator", "period", "value")


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Draw a table of a few figures as CSV."""
    names = st.lists(
        st.sampled_from([n for n in CELLS if n not in NEEDED]), max_size=3, unique=True
    )
    columns = [*NEEDED, *draw(names)]
    cells = st.tuples(*(st.sampled_from(CELLS[name][:2] * 4 + CELLS[name]) for name in columns))
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([columns, *draw(st.lists(cells, min_size=1, max_size=4))])
    return buffer.getvalue()


@pytest.mark.parametrize("way", FRAMES)
@examples(quick=3)
@given(text=tables())
def test_any_table_gets_the_same_answer(way: str, text: str) -> None:
    """A file and a frame of the same cells: the same verdicts and reasons, or both refused."""
    by_reader, by_engine = by_file(text, {}), by_frame(FRAMES[way], text, {})
    assert isinstance(by_reader, str) == isinstance(by_engine, str), (by_reader, by_engine)
    if not isinstance(by_reader, str):
        assert by_engine == by_reader
