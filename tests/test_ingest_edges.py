"""Tables at the edges of what is read: the figures that come out, or the sentence that says why."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from vn_ict_directive import DIRECTIVE_01, Series, Text, ingest
from vn_ict_directive.errors import InvalidDataError, InvalidValueError, UnknownNameError
from vn_ict_directive.ingest.files import scan
from vn_ict_directive.ingest.reading import opened, read_observations
from vn_ict_directive.ingest.roles import Spec
from vn_ict_directive.packaged import packaged_rows
from vn_ict_directive.panels import evaluate_panel
from vn_ict_directive.units import OwnUnit

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")

each_engine = pytest.mark.parametrize("reader", ["polars", "duckdb"])


def values(text: str, **options: Any) -> dict[str, float]:
    table = read_observations(io.StringIO(text), **{"indicator": "egdi-rank", **options})
    return {str(one.period): one.value for one in table.observations}


def fault(text: str, **options: Any) -> str:
    with pytest.raises(InvalidDataError) as caught:
        values(text, **options)
    (only,) = caught.value.exceptions
    return str(only)


class Piped:
    """A standard input with bytes in it."""

    def __init__(self, text: str) -> None:
        self.buffer = io.BytesIO(text.encode())


def save(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8", newline="")
    return path


def rows(files: list[str | Path], engine: Any) -> list[tuple[Any, ...]]:
    frame, _ = scan(files, engine=engine)
    found: list[tuple[Any, ...]] = (
        frame.collect().rows() if engine == "polars" else frame.fetchall()
    )
    return found


def refusal(files: list[str | Path], engine: Any) -> str:
    with pytest.raises((InvalidDataError, InvalidValueError)) as caught:
        rows(files, engine)
    if isinstance(caught.value, InvalidDataError):
        (only,) = caught.value.exceptions
        return str(only)
    return str(caught.value)


@pytest.fixture
def _engines(external: Callable[[str], Any]) -> None:
    """Polars and DuckDB are not on WebAssembly."""
    external("polars")
    external("duckdb")


# --- the standard input ---------------------------------------------------------------


def test_a_dash_reads_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Piped("năm,giá trị\n2018,88\n2020,86\n"))
    series = read_observations("-", indicator="egdi-rank")
    assert [one.value for one in series.observations] == [88, 86]


def test_what_is_wrong_in_the_standard_input_is_told_by_that_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("period,value\n2020,many\n"))
    with pytest.raises(InvalidDataError) as caught:
        read_observations("-", indicator="egdi-rank")
    (only,) = caught.value.exceptions
    assert str(only).startswith("standard input, line 2: value should be a number, got 'many'.")


@pytest.mark.usefixtures("_engines")
@each_engine
def test_a_panel_may_come_from_the_standard_input(
    reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Piped("entity,period,value\nHuế,2020,86\n"))
    assert rows(["-"], reader) == [("Huế", "2020", "86")]


# --- numbers and what a series may not say ----------------------------------------------


@pytest.mark.parametrize(
    "dialect,number,wanted",
    [("en", "1.234,5", "1,234.5 or 1234.5"), ("vi", "1,234.5", "1.234,5 or 1234,5")],
)
def test_a_number_in_another_dialect_is_refused_with_the_form_that_is_meant(
    dialect: Any, number: str, wanted: str
) -> None:
    assert fault(f"period;value\n2020;{number}\n", dialect=dialect) == (
        f"the table, line 2: value should be a number like {wanted}, "
        f"as dialect={dialect!r} writes it, got {number!r}."
    )


def test_a_dialect_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidValueError, match="dialect should be one of 'en', 'vi', got 'fr'"):
        values("period,value\n2020,86\n", dialect="fr")


@pytest.mark.parametrize("role", ["start", "due", "limit", "best"])
def test_a_date_of_its_own_is_for_panels_alone_and_may_stand_blank(role: str) -> None:
    told = fault(f"period,value,{role}\n2018,88,\n2020,86,2022-01-01\n")
    assert told.startswith(f"the table, line 3: {role} should be blank, got '2022-01-01'.")
    assert "are for panels" in told
    assert values(f"period,value,{role}\n2018,88,\n") == {"2018": 88}


# --- filters ----------------------------------------------------------------------------


def test_a_filter_chooses_the_rows_of_a_column_that_parts_figures() -> None:
    table = "sex,period,value\nT,2018,88\nF,2018,90\nT,2020,86\n"
    assert values(table, where={"SEX": "T"}) == {"2018": 88, "2020": 86}


def test_a_star_takes_rows_that_differ_as_one_series() -> None:
    table = "sex,period,value\nT,2018,88\nF,2020,90\n"
    assert "sex should be 'T' throughout, as on line 2, got 'F'" in fault(table)
    assert values(table, where={"sex": "*"}) == {"2018": 88, "2020": 90}


def test_any_column_can_be_filtered() -> None:
    table = "period,value,series of\n2018,88,new\n2018,90,old\n2020,86,new\n"
    assert values(table, where={"series of": "new"}) == {"2018": 88, "2020": 86}


def test_a_filter_on_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    assert fault("period,value\n2020,86\n", where={"SEX": "T"}) == (
        "the table, line 1: the header should be one that names a column SEX, "
        "got 'period, value'. It was named in columns= or where=: write it as the table does."
    )


# --- names of columns ----------------------------------------------------------------------

FIGURES = "period,value,{name}\n2018,88,{cell}\n2020,86,{cell}\n"
HINTS = [row for row in packaged_rows("ingest/columns.csv") if row["when"] == "hint"]


def test_a_column_named_by_the_caller_is_that_one_or_the_table_is_refused() -> None:
    table = "Năm,Giá trị,Xếp hạng\n2018,59,88\n2020,67,86\n"

    assert values(table, columns={"value": "xep hang"}) == {"2018": 88, "2020": 86}
    assert "one that names a column Thứ hạng" in fault(table, columns={"value": "Thứ hạng"})


@pytest.mark.parametrize("columns", [{"value": "Thứ hạng"}, {"published": "Ngày ra"}])
def test_a_column_that_is_not_there_is_refused_in_frames_and_panels_too(
    pl: Any, columns: dict[str, str]
) -> None:
    frame = pl.DataFrame({"entity": "VN", "period": [2018, 2020], "value": [88, 86]})

    for read in (
        lambda: Series.from_frame(frame, indicator="egdi-rank", columns=columns),
        lambda: evaluate_panel(
            frame, [EGDI], as_of="2020-12-31", indicator="egdi-rank", columns=columns
        ),
    ):
        with pytest.raises(InvalidDataError) as caught:
            read()
        assert f"a column {next(iter(columns.values()))}" in str(caught.value.exceptions[0])


@pytest.mark.parametrize("row", HINTS, ids=lambda row: row["name"])
def test_a_column_whose_name_speaks_of_who_when_or_in_what_is_read_or_refused(
    row: dict[str, str],
) -> None:
    role, name = row["meaning"], f"Cột {row['name']} khác"
    cell = {"published": "2025-01-01", "entity": "TH", "unit": "percent"}[role]
    table = FIGURES.format(name=name, cell=cell)

    assert f"named in columns= if it is {role}" in fault(table)
    assert values(table, where={name: "*"}) == {"2018": 88, "2020": 86}
    if role == "published":
        assert values(table, columns={role: name}) == {"2018": 88, "2020": 86}
    else:
        one = "".join(table.splitlines(keepends=True)[:2])
        assert f"'{cell}'" in fault(one, columns={role: name}, indicator=EGDI.indicator)


@pytest.mark.parametrize(
    "name", ["Quốc gia", "Nước", "Tỉnh/thành phố", "Địa phương", "Country", "Province"]
)
def test_figures_of_others_are_not_those_of_viet_nam(name: str) -> None:
    assert "'VN' in some row, got 'TH'" in fault(FIGURES.format(name=name, cell="TH"))


def test_a_row_that_names_another_country_is_refused_whatever_its_column_is_called() -> None:
    assert fault(FIGURES.format(name="Tên", cell="Thái Lan").replace("86,Thái Lan", "86,")) == (
        "the table, line 2: Tên should be no other country than 'VN', got 'Thái Lan'. "
        "If it says whom a row is about, pass columns={'entity': 'Tên'}."
    )
    assert values(FIGURES.format(name="Tên", cell="Việt Nam")) == {"2018": 88, "2020": 86}


def test_a_day_of_publication_counts_by_its_name_in_either_language() -> None:
    for name in ("Ngày công bố", "Công bố", "Publication date"):
        table = io.StringIO(FIGURES.format(name=name, cell="2021-03-01"))
        found = read_observations(table, indicator="egdi-rank")
        assert {str(one.published) for one in found.observations} == {"2021-03-01"}


@pytest.mark.parametrize("word", ["rank", "Hạng", "thu hang chua biet"])
def test_a_unit_may_have_its_name_in_either_language(word: str) -> None:
    assert values(FIGURES.format(name="Đơn vị tính", cell=word)) == {"2018": 88, "2020": 86}


def test_a_unit_of_another_kind_is_refused_and_an_unknown_one_noted() -> None:
    percent = fault("period,value,unit\n2018,88,%\n", indicator=EGDI.indicator)
    text = io.StringIO(FIGURES.format(name="unit", cell="bậc thang"))
    table = opened(text, Spec(indicator=EGDI.indicator))
    list(table.series())

    assert "should be 'rank', got 'percent'" in percent
    assert table.notes == ("The unit bậc thang is not known: figures count as the indicator's do.",)


FIRMS = DIRECTIVE_01.target("ict-industry.enterprises-per-1000-people").indicator


@pytest.mark.parametrize(
    "unit", ["per-1000-people", "Doanh nghiệp/1.000 dân", "trên 1000 người dân", "per 1,000 people"]
)
def test_so_many_to_a_thousand_people_is_known_however_it_is_written(unit: str) -> None:
    text = io.StringIO(f'year;value;unit\n2021;0.65;"{unit}"\n')
    table = opened(text, Spec(indicator=FIRMS))
    list(table.series())
    assert table.notes == ()


@pytest.mark.parametrize(
    "unit", ["Doanh nghiệp/1 triệu dân", "doanh nghiệp/người", "per 100 people"]
)
def test_so_many_to_another_number_of_people_is_refused(unit: str) -> None:
    """650 to a million is 0.65 to a thousand: it would be far more than any target asks for."""
    told = fault(f'year;value;unit\n2021;650;"{unit}"\n', indicator=FIRMS)
    assert told.endswith("Convert the figures, or correct the unit.")


@pytest.mark.parametrize("line", ["Tổng cộng,174", "Nguồn: LHQ,"])
def test_a_line_that_is_no_figure_is_to_be_removed(line: str) -> None:
    assert fault(f"period,value\n2018,88\n{line}\n").endswith(
        "If the line is a total, a source or a note, remove it."
    )


def test_a_plain_name_of_a_column_goes_before_a_vague_one() -> None:
    table = "country,entity,period,value\nA,VN,2018,88\nB,VN,2020,86\nA,TH,2020,57\n"
    assert values(table) == {"2018": 88, "2020": 86}


def test_a_column_named_as_a_period_is_passed_over_where_the_caller_names_the_columns() -> None:
    table = "period,rank,2019\n2018,88,1\n2020,86,2\n"
    assert values(table, columns={"value": "rank"}) == {"2018": 88, "2020": 86}
    assert "no period where others are period or value" in fault("period,value,2019\n2018,88,1\n")


# --- known kinds of files --------------------------------------------------------------------


def test_the_ranks_of_the_survey_are_read_by_its_profile_alone() -> None:
    table = (
        "Survey Year,Country Name,E-Government Rank,E-Government Index\n"
        "2018,Viet Nam,88,0.5931\n2020,Viet Nam,86,0.6667\n2020,Thailand,57,0.7565\n"
    )
    assert values(table, profile="un-egov") == {"2018": 88, "2020": 86}
    with pytest.raises(InvalidDataError) as caught:
        values(table)
    hint = "It looks like a file of the UN E-Government Survey: pass profile='un-egov'."
    assert all(hint in str(one) for one in caught.value.exceptions)


def test_a_column_that_the_caller_names_goes_before_that_of_the_profile() -> None:
    table = "Survey Year,Country Name,E-Government Rank,Rank now\n2020,Viet Nam,86,71\n"
    named = {"value": "Rank now"}
    assert values(table, profile="un-egov", columns=named) == {"2020": 71}


def test_a_table_of_the_world_bank_has_a_column_a_year() -> None:
    header = "Country Name,Country Code,Indicator Name,Indicator Code,2018 [YR2018],2020 [YR2020]\n"
    table = f"{header}Viet Nam,VNM,Internet,IT.NET,69.8,70.3\nThailand,THA,Internet,IT.NET,57,78\n"
    assert values(table, profile="world-bank") == {"2018": 69.8, "2020": 70.3}
    two = f"{table}Viet Nam,VNM,Phones,IT.CEL,140,143\n"
    with pytest.raises(InvalidDataError) as caught:
        values(two, profile="world-bank")
    name, code = map(str, caught.value.exceptions)
    assert "Indicator Name should be 'Internet' throughout, as on line 2, got 'Phones'" in name
    assert "Indicator Code should be 'IT.NET' throughout, as on line 2, got 'IT.CEL'" in code
    chosen = {"Indicator Code": "IT.CEL"}
    assert values(two, profile="world-bank", where=chosen) == {"2018": 140, "2020": 143}


def test_in_a_table_of_our_world_in_data_the_column_that_is_left_holds_the_figures() -> None:
    table = "Entity,Code,Year,Share of people online\nVietnam,VNM,2018,69.8\nVietnam,VNM,2020,70\n"
    assert values(table, profile="owid") == {"2018": 69.8, "2020": 70}
    two = "Entity,Code,Year,Online,Phones\nVietnam,VNM,2018,69.8,147\n"
    assert "names a column value, obs_value, giá trị" in fault(two, profile="owid")


def test_the_first_column_of_a_px_web_table_says_whom_figures_describe() -> None:
    table = '"Tỉnh","2018","Sơ bộ 2020"\n"Huế","60","62"\n"Hà Nội","80","84"\n'
    read = {"profile": "px-web", "dialect": "vi", "entity": "Huế"}
    assert values(table, **read) == {"2018": 60, "2020": 62}


def test_a_kind_of_file_that_is_not_known_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="world-bank"):
        values("period,value\n2020,86\n", profile="worldbank")


# --- files of panels ---------------------------------------------------------------------------


@pytest.mark.usefixtures("_engines")
@each_engine
def test_files_of_one_panel_have_one_header(reader: str, tmp_path: Path) -> None:
    first = save(tmp_path, "a.csv", "entity,period,value\nHuế,2018,88\n")
    same = save(tmp_path, "b.csv", "entity,period,value\nHuế,2020,86\n")
    other = save(tmp_path, "c.csv", "period,entity,value\n2021,Huế,80\n")
    assert sorted(rows([first, same], reader)) == [("Huế", "2018", "88"), ("Huế", "2020", "86")]
    assert refusal([first, same, other], reader) == (
        "the header should be as in a.csv: entity,period,value, got 'period,entity,value in c.csv'."
    )


@pytest.mark.usefixtures("_engines")
@each_engine
def test_a_header_that_cannot_be_taken_apart_is_told_with_its_line(
    reader: str, tmp_path: Path
) -> None:
    told = refusal([save(tmp_path, "a.csv", '"entity"x,period,value\nHuế,2020,86\n')], reader)
    assert told.startswith("a.csv, line 1: the row should be with quotation marks in pairs")


@pytest.mark.usefixtures("_engines")
@each_engine
def test_a_quotation_mark_within_a_cell_is_part_of_it(reader: str, tmp_path: Path) -> None:
    text = 'entity,period,value,note\nHuế,2018,88,the "old\nHuế,2020,86,\n'
    assert rows([save(tmp_path, "a.csv", text)], reader)[0] == (
        "Huế",
        "2018",
        "88",
        'the "old',
    )


@pytest.mark.usefixtures("_engines")
@each_engine
def test_a_line_of_spaces_is_passed_over(reader: str, tmp_path: Path) -> None:
    text = "entity,period,value\nHuế,2018,88\n   \nHuế,2020,86\n"
    found = rows([save(tmp_path, "a.csv", text)], reader)
    assert found == [("Huế", "2018", "88"), ("Huế", "2020", "86")]


@pytest.mark.usefixtures("_engines")
def test_a_cell_that_is_too_long_for_any_figure_is_told_with_its_line(
    tmp_path: Path,
) -> None:
    text = f'entity,period,value,note\nHuế,2018,88,a "b\nHuế,2020,86,{"x" * 110_000}\n'
    told = refusal([save(tmp_path, "a.csv", text)], "polars")
    assert "a.csv, line 3: the row should be of cells of a sensible length" in told


# --- units of one's own, and days in a column -------------------------------------------------

HOURS = OwnUnit(id="hours", labels=Text("giờ", "hours"), kind="count")


@pytest.mark.parametrize("word", ["hours", "Hours", "GIỜ", "gio"])
def test_a_unit_of_ones_own_may_stand_behind_a_name(word: str) -> None:
    assert EGDI.indicator is not None
    mine = attrs.evolve(EGDI.indicator, id="waiting", unit=HOURS, scale=(None, None))
    table = f"year,value ({word})\n2020,86\n"
    (figure,) = read_observations(io.StringIO(table), indicator=mine)
    assert figure.value == 86
    other = io.StringIO("year,value (%)\n2020,86\n")
    with pytest.raises(InvalidDataError) as told:
        read_observations(other, indicator=mine)
    assert "line 1: value (%) should be 'hours', got 'percent'" in str(told.value)


def test_the_day_of_gathering_is_read_by_the_dialect() -> None:
    table = "Năm,Giá trị,gathered\n2018,88,31/12/2020\n2020,86,31/12/2020\n"
    series = read_observations(io.StringIO(table), indicator="x", dialect="vi")
    assert series.gathered == dt.date(2020, 12, 31)
    with pytest.raises(InvalidDataError) as told:
        read_observations(io.StringIO(table), indicator="x")
    assert str(told.value).count("Day and month could be either way round") == 1


@pytest.mark.parametrize(
    "cells, title, url",
    [
        ("Khảo sát,https://example.org/a,45", "Khảo sát, trang 45", "https://example.org/a"),
        ("Khảo sát,,tr. 45", "Khảo sát, tr. 45", None),
        ("https://example.org/a,,", "https://example.org/a", "https://example.org/a"),
        (",https://example.org/a,4.0", "https://example.org/a, trang 4", "https://example.org/a"),
        ("Khảo sát,javascript:alert(1),", "Khảo sát, javascript:alert(1)", None),
        ("n/a,..,", None, None),
        (",,", None, None),
    ],
)
def test_a_source_is_what_the_cells_beside_a_figure_say(
    cells: str, title: str | None, url: str | None
) -> None:
    table = f"Năm,Giá trị,Nguồn,URL,Trang\n2020,86,{cells}\n"
    (figure,) = read_observations(io.StringIO(table), indicator="x")
    found = figure.source
    assert (found and found.title, found and found.url) == (title, url)
    (again,) = read_observations(io.StringIO(table), indicator="y")
    assert again.source == found, "one source has one id in every table"


def test_the_room_has_the_readers_and_no_other_name() -> None:
    assert ingest.read_observations is read_observations
    with pytest.raises(AttributeError, match="no attribute 'read_everything'"):
        _ = ingest.read_everything
