"""Figures from CSV tables: what is read, and the sentence for everything that is not."""

import codecs
import csv
import io
import os
import string
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive import DirectiveError, Observation, Period, Series, Unit
from vn_ict_directive.errors import InvalidDataError, InvalidValueError, UnknownNameError
from vn_ict_directive.ingest.delimited import guard
from vn_ict_directive.ingest.reading import read_all_observations, read_observations
from vn_ict_directive.observations import Flag
from vn_ict_directive.packaged import packaged_rows
from vn_ict_directive.testing import series


def read(content: str | bytes, **options: Any) -> Series:
    raw = content.encode() if isinstance(content, str) else content
    return read_observations(io.BytesIO(raw), **{"indicator": "egdi-rank", **options})


def faults(content: str | bytes, **options: Any) -> list[str]:
    with pytest.raises(InvalidDataError) as caught:
        read(content, **options)
    assert "\n" not in "".join(map(str, caught.value.exceptions))
    return [str(fault) for fault in caught.value.exceptions]


def fault(content: str | bytes, **options: Any) -> str:
    (only,) = faults(content, **options)
    return only


def refusal(path_or_file: Any) -> str:
    with pytest.raises(InvalidDataError) as caught:
        read_observations(path_or_file, indicator="egdi-rank")
    return str(caught.value)


def values(series: Series) -> dict[str, float]:
    return {str(o.period): o.value for o in series.observations}


# --- what is read -----------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "period,value",
        "Year,VALUE",
        "TIME_PERIOD,OBS_VALUE",
        "time_period,obs value",
        "năm,giá trị",
        "Năm,Giá trị",
        "nam,gia tri",
        "NAM,gia_tri",
        "na\u0306m,gia\u0301 tri\u0323",
        "kỳ,value",
        ' "period" , value '.replace(" ", ""),
    ],
)
def test_columns_are_known_by_many_names(header: str) -> None:
    assert values(read(f"{header}\n2018,88\n2020,86\n")) == {"2018": 88, "2020": 86}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["unix", "windows", "mac"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["plain", "with a mark"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_every_kind_of_csv_that_people_have(newline: str, mark: bytes, delimiter: str) -> None:
    rows = [("giá trị", "năm"), ("88", "2018"), ("86", "2020")]
    text = newline.join(delimiter.join(row) for row in rows) + newline
    assert values(read(mark + text.encode())) == {"2018": 88, "2020": 86}


def test_dates_and_notes_come_along() -> None:
    series = read("period,value,published,note\n2020,86,2020-07,giữa năm\n2018,88,,\n")
    first, last = series.observations
    assert (last.published, last.note) == (Period.of("2020-07"), "giữa năm")
    assert (first.published, first.note) == (None, "")


def test_a_figure_known_only_up_to_a_bound() -> None:
    series = read("period,value\n2018,>95\n2020,≤ 5\n2021,7\n")
    assert [(o.bound, o.value) for o in series.observations] == [(">", 95), ("<=", 5), (None, 7)]
    wide = read("2018,2020\n>95,96\n")
    assert [o.bound for o in wide.observations] == [">", None]


def test_a_bound_in_a_column_of_its_own() -> None:
    series = read("period,value,bound\n2018,95,>\n2020,96,\n2021,>97,>\n")
    assert [o.bound for o in series.observations] == [">", None, ">"]
    assert fault("period,value,bound\n2018,>95,<\n") == (
        "the table, line 2: bound should be >, as before the value, got '<'. Write the sign once."
    )
    assert "bound should be '>' or '>='" in fault("period,value,bound\n2018,95,above\n")
    assert "got 'bound'. Remove it" in fault("2018,bound\n95,>\n")


def test_a_bound_contradicts_a_figure() -> None:
    sentence = fault("period,value\n2018,95\n2018,>95\n")
    assert "value should be 95, as for 2018 on line 2, got '>95'" in sentence


def test_vintages_stand_side_by_side() -> None:
    series = read("period,value,published\n2017,101,2017-07-06\n2017,100,2017-07-19\n")
    assert [o.value for o in series.visible("2017-07-10")] == [101]
    assert [o.value for o in series.visible("2018-01-01")] == [100]


def test_the_same_row_twice_is_no_contradiction() -> None:
    assert len(read("period,value\n2020,86\n2020,86.0\n")) == 2


def test_blank_rows_are_passed_over() -> None:
    text = "\n,,\nperiod,value,note\n\n2018,88,\n , ,\n,,\n2020,86,\n\n,,\n"
    assert values(read(text)) == {"2018": 88, "2020": 86}


def test_columns_without_a_name_may_stand_empty() -> None:
    assert values(read("period,value,,\n2020,86,,\n")) == {"2020": 86}


def test_rows_of_other_indicators_entities_and_reporters_are_left_out() -> None:
    text = (
        "INDICATOR,REF_AREA,reporter,period,value\n"
        "egdi-rank,VN,publisher,2020,86\n"
        "EGDI-RANK,vn,Publisher,2018,88\n"
        "gci-rank,VN,publisher,2020,25\n"
        "egdi-rank,TH,publisher,2020,57\n"
        "egdi-rank,VN,ministry,2020,n/a\n"
    )
    series = read(text, reporter="publisher")
    assert values(series) == {"2018": 88, "2020": 86}
    assert (series.indicator, series.entity, series.reporter) == ("egdi-rank", "VN", "publisher")
    assert values(read(text, entity="TH")) == {"2020": 57}


def test_the_reporter_basis_and_unit_of_a_table_are_the_series() -> None:
    series = read("period,value,reporter,basis,unit\n2020,86,ministry,registered,rank\n")
    assert (series.reporter, series.basis, series.unit) == ("ministry", "registered", Unit.RANK)


def test_blank_reporters_and_bases_say_nothing() -> None:
    series = read("period,value,reporter,basis\n2020,86,,\n")
    assert (series.reporter, series.basis) == (None, None)


def test_units_of_others_are_passed_over() -> None:
    assert read("period,value,unit\n2020,86,PT\n2021,87,\n", unit="rank").unit is Unit.RANK


def test_sdmx_shaped_tables_are_read() -> None:
    text = (
        "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,"
        "OBS_STATUS,DATA_SOURCE,PUBLISHED\n"
        "dataflow,UN:EGDI(1.0),I,egdi-rank,VN,2020,86,RANK,A,UN DESA,2020-07\n"
    )
    assert values(read(text)) == {"2020": 86}


def test_ignored_columns_say_nothing() -> None:
    rows = packaged_rows("ingest/columns.csv")
    ignored = [row["name"] for row in rows if row["meaning"] == "ignored"]
    header = ",".join(("period", "value", *ignored))
    assert values(read(f"{header}\n2020,86{',x' * len(ignored)}\n")) == {"2020": 86}


def test_columns_can_be_named() -> None:
    text = "Quốc hiệu;Năm báo cáo;Xếp hạng\nVN;2020;86\n"
    columns = {"period": "năm báo cáo", "value": "Xếp hạng", "entity": "Quốc hiệu"}
    assert values(read(text, columns=columns)) == {"2020": 86}


def test_a_named_column_stands_for_the_usual_one() -> None:
    text = "period,value,revised\n2020,87,86\n"
    assert values(read(text, columns={"value": "revised"})) == {"2020": 86}


def test_files_are_read_by_path_and_when_open(tmp_path: Path) -> None:
    path = tmp_path / "số liệu.csv"
    path.write_bytes("Năm;Giá trị\r\n2020;86\r\n".encode("utf-8-sig"))
    wanted = Series.of("egdi-rank", {2020: 86})
    assert read_observations(path, indicator="egdi-rank") == wanted
    assert read_observations(str(path), indicator="egdi-rank") == wanted
    with path.open("rb") as file:
        assert read_observations(file, indicator="egdi-rank") == wanted
    with path.open(encoding="utf-8", newline="") as text:
        assert read_observations(text, indicator="egdi-rank") == wanted
    with os.scandir(os.fsencode(tmp_path)) as entries:
        (entry,) = entries
        assert read_observations(entry, indicator="egdi-rank") == wanted  # type: ignore[arg-type]


# --- the file itself ----------------------------------------------------------------


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.csv") == (
        "nowhere.csv cannot be read: the file should be a CSV file that can be read, "
        "got 'nowhere.csv'. No such file or directory: check its name and place."
    )


@pytest.mark.parametrize(
    "place,words",
    [
        (".", "It is a directory"),
        ("a\0b", "null byte"),
        ("x" * 5000, "check its name and place"),  # each system has its own words for why
    ],
)
def test_what_is_no_file(tmp_path: Path, place: str, words: str) -> None:
    sentence = refusal(tmp_path / place)
    assert words in sentence
    assert len(sentence) < 400


def test_a_file_that_was_not_opened_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    with path.open("wb") as file:
        assert refusal(file).startswith("figures.csv cannot be read: the file should be")
    with path.open("rb") as closed:
        pass
    assert "closed file" in refusal(closed)


class _Odd:
    def read(self) -> object:
        return 3


@pytest.mark.parametrize(
    "file",
    [None, 3, b"figures.csv", ["figures.csv"], _Odd()],
    ids=lambda thing: type(thing).__name__,
)
def test_what_is_neither_a_path_nor_a_file(file: Any) -> None:
    with pytest.raises(InvalidValueError, match="path_or_file should be"):
        read_observations(file, indicator="egdi-rank")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(encoding: str) -> None:
    sentence = fault("năm,giá trị\n2020,86\n".encode(encoding))
    assert "got 'UTF-16'" in sentence
    assert "save it as “CSV UTF-8 (Comma delimited)”" in sentence


@pytest.mark.parametrize("encoding", ["cp1258", "cp1252", "latin-1"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_windows_encoding_and_its_line(encoding: str, newline: str, mark: bytes) -> None:
    text = newline.join(["period,value,note", "2018,88,", "2020,86,à"])
    sentence = fault(mark + text.encode(encoding))
    assert sentence.startswith("the table, line 3: the encoding should be UTF-8, got 'byte 0xE0'.")
    assert "Windows-1258" in sentence
    assert "CSV UTF-8" in sentence


def test_a_file_opened_as_text_with_the_wrong_encoding(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes("period,value,note\n2020,86,à\n".encode("cp1258"))
    with path.open(encoding="utf-8") as file:
        assert "the encoding should be UTF-8, got 'byte 0xE0'" in refusal(file)


@pytest.mark.parametrize("head", [b"PK\3\4", b"\xd0\xcf\x11\xe0"], ids=["xlsx", "xls"])
def test_a_workbook(head: bytes) -> None:
    assert "an Excel workbook" in fault(head + b"\0" * 100)


def test_nul_characters() -> None:
    sentence = fault("period,value\r\n2018,88\r\n2020,8\0006\r\n")
    assert sentence.startswith("the table, line 3: a character should be text, got '\\x00'.")


@pytest.mark.parametrize("text", ["", "\n\n", " ", ",,\n,,", '""', "\ufeff", "\ufeff\n"])
def test_an_empty_file(text: str) -> None:
    assert "got 'an empty file'. Its first line should name the columns" in fault(text)


@pytest.mark.parametrize("text", ["period,value", "period,value\n\n,\n"])
def test_a_header_alone(text: str) -> None:
    assert "should be a header and rows, got 'a header alone'" in fault(text)


def test_the_line_that_names_most_columns_is_taken_for_the_header() -> None:
    with pytest.raises(InvalidDataError) as caught:
        read_all("Table 1. Ranks\nyear,value\n2020,86\n")
    assert "the table, line 2: the header should be one that names a column indicator" in str(
        caught.value
    )


def test_a_missing_column() -> None:
    assert fault("period,note\n2020,86\n") == (
        "the table, line 1: the header should be one that names a column value, obs_value, "
        "giá trị, got 'period, note'. Rename the column, or pass columns={'value': ...}."
    )


def test_a_named_column_that_is_missing() -> None:
    sentence = fault("period,value\n2020,86\n", columns={"note": "Diễn giải"})
    assert "one that names a column Diễn giải, got 'period, value'" in sentence


def test_a_misspelt_column() -> None:
    first, second = faults("perod,value\n2020,86\n")
    assert first == (
        "the table, line 1: a column should be a known one: is it 'period'?, got 'perod'. "
        "Rename it, remove it, or name the columns in columns=."
    )
    assert "one that names a column period" in second


def test_an_unknown_column_is_passed_over() -> None:
    assert values(read("period,value,wind speed\n2018,88,3\n2020,86,4\n")) == {
        "2018": 88,
        "2020": 86,
    }


def test_a_column_that_parts_figures_has_one_word() -> None:
    sentence = fault("period,value,sex\n2018,88,F\n2020,86,M\n")
    assert sentence == (
        "the table, line 3: sex should be 'F' throughout, as on line 2, got 'M'. "
        "Choose one of them, as in where={'sex': 'F'}."
    )
    assert values(read("period,value,sex\n2018,88,F\n2020,86,M\n", where={"sex": "M"})) == {
        "2020": 86
    }


def test_a_column_twice() -> None:
    sentence = fault("year,period,value\n2020,2020,86\n")
    assert "the column period should be there once, got 'year, period'" in sentence


@pytest.mark.parametrize("separator", "\t|")
def test_tabs_and_bars_part_cells_too(separator: str) -> None:
    assert values(read(f"period{separator}value\n2020{separator}86\n")) == {"2020": 86}


def test_columns_that_cannot_be_named() -> None:
    text = "period,value\n2020,86\n"
    with pytest.raises(UnknownNameError, match="Did you mean 'value'"):
        read(text, columns={"valu": "x"})
    with pytest.raises(InvalidValueError, match="a mapping like"):
        read(text, columns=["value"])
    with pytest.raises(InvalidValueError, match="a text that is not empty"):
        read(text, columns={"value": " "})
    with pytest.raises(InvalidValueError, match="a text that is not empty"):
        read(text, columns={"value": 3})
    with pytest.raises(InvalidValueError, match="a different column for each"):
        read(text, columns={"value": "x", "period": "X"})


def test_arguments_are_checked_before_the_file() -> None:
    for wrong in ({"indicator": "EGDI"}, {"reporter": "The UN"}, {"unit": "wind"}, {"entity": 3}):
        with pytest.raises(ValueError, match=r"Series\.|unit should be"):
            read_observations("nowhere.csv", **{"indicator": "x", **wrong})  # type: ignore[arg-type]


# --- rows -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell,words",
    [
        ("-", "should be a number, got '-'"),
        ("86/193", "It may be 86 of 193, or the fraction 0.4456: write one number."),
        ("hạng 86", "should be a number, got 'hạng 86'"),
        ('"0,72"', "got '0,72'. Write the decimal point as '.'"),
        ('"73,788"', "no separator between thousands"),
        ("1e999", "should be a finite number"),
        ("inf", "should be a number, got 'inf'"),
        ("9" * 5000, "got '" + "9" * 60 + "…'"),
    ],
)
def test_a_value_that_is_none(cell: str, words: str) -> None:
    sentence = fault(f"period,OBS_VALUE\n2018,88\n2020,{cell}\n")
    assert sentence.startswith("the table, line 3: OBS_VALUE should be a")
    assert words in sentence
    assert len(sentence) < 400


@pytest.mark.parametrize(
    "cell,words",
    [
        ("31/12/2020", "Day and month could be either way round"),
        ("20", "Write the year with four digits."),
        ("2020-13", "a month that the calendar has"),
        ("năm 2020", "got 'năm 2020'"),
    ],
)
@pytest.mark.parametrize("column", ["period", "published"])
def test_a_period_that_is_refused(cell: str, words: str, column: str) -> None:
    row = {"period": "2020", "published": "2020", column: cell}
    sentence = fault(f"value,period,published\n86,{row['period']},{row['published']}\n")
    assert sentence.startswith(f"the table, line 2: {column} should be ")
    assert words in sentence


def test_a_blank_period() -> None:
    sentence = fault("period,value\n,86\n")
    assert sentence.endswith("got ''. Fill it in, or leave out the whole row.")


def test_all_faults_come_together() -> None:
    with pytest.raises(InvalidDataError) as caught:
        read("period,value\n20,x\n2019,88\n2020\n2021,1,2\n")
    assert [getattr(f, "where", None) for f in caught.value.exceptions] == [
        "the table, line 2",
        "the table, line 2",
        "the table, line 4",
        "the table, line 5",
    ]
    assert str(caught.value).startswith("the table cannot be read: 4 faults.\n  - ")
    assert isinstance(caught.value, ValueError)


def test_cells_too_many_and_too_few() -> None:
    few, many = faults("period,value\n2019\n2020,0,72\n")
    assert few == (
        "the table, line 2: the row should be of 2 cells, got '1'. "
        "'2019' seems to be a note, not a figure: remove it."
    )
    assert "the table, line 3: the row should be of 2 cells, got '3'. A decimal comma" in many


def test_a_cell_under_no_name() -> None:
    sentence = fault("period,value,\n2020,86,see below\n")
    assert "a cell without a column name should be blank, got 'see below'" in sentence


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file_whatever_is_quoted(newline: str) -> None:
    rows = ["period,value,note", f'2018,88,"two{newline}{newline}lines"', "", "2020,x,\u2028\x0b"]
    assert fault(newline.join(rows)).startswith("the table, line 6: value")


def test_the_same_period_twice_with_different_values() -> None:
    sentence = fault("period,value\n2018,88\n2020,86\n\n2020,87\n")
    assert sentence == (
        "the table, line 5: value should be 86, as for 2020 on line 3, got '87'. "
        "Give each printing its own publication date, or remove one."
    )


def test_periods_that_end_on_the_same_day() -> None:
    sentence = fault("period,value\n2020,86\n2020-Q4,86\n")
    assert "line 3: period should be one that ends on another day than 2020 on line 2" in sentence


@pytest.mark.parametrize("column", ["reporter", "basis"])
def test_what_must_be_one_throughout(column: str) -> None:
    sentence = fault(f"period,value,{column}\n2018,1,registered\n2020,2,operating\n")
    assert sentence == (
        f"the table, line 3: {column} should be 'registered' throughout, as on line 2, "
        f"got 'operating'. Choose one of them, as in where={{'{column}': 'registered'}}."
    )


@pytest.mark.parametrize("column", ["reporter", "basis"])
def test_what_is_one_throughout_and_no_name(column: str) -> None:
    sentence = fault(f"period,value,{column}\n2018,1,The Ministry\n")
    assert sentence.startswith(f"the table, line 2: {column} should be lower-case letters")


def test_a_unit_that_is_not_the_asked_one() -> None:
    text = "period,value,unit\n2018,0.59,score\n2020,86,rank\n"
    assert fault(text, unit="rank") == (
        "the table, line 2: unit should be 'rank', got 'score'. "
        "Convert the figures, or correct the unit."
    )
    assert "'score' throughout, as on line 2" in fault(text)


@pytest.mark.parametrize(
    "options,words",
    [
        ({"indicator": "idi-rank"}, "indicator should be 'idi-rank' in some row, got 'egdi-rank'"),
        ({"entity": "TH"}, "entity should be 'TH' in some row, got 'VN'"),
        ({"reporter": "press"}, "reporter should be 'press' in some row, got 'publisher'"),
    ],
)
def test_no_row_of_what_is_asked(options: dict[str, str], words: str) -> None:
    text = "indicator,entity,reporter,period,value\negdi-rank,VN,publisher,2020,86\n"
    assert words in fault(text, **options)


def test_only_some_of_what_is_there_instead_is_named() -> None:
    text = "indicator,period,value\n" + "".join(f"x-{n},2020,1\n" for n in range(20))
    assert (
        "got 'x-0, x-1, x-10, x-11, x-12, x-13, x-14, x-15, …'. Correct it or, if the table calls the indicator so, pass indicators="
        in fault(text)
    )


def test_a_row_to_delete() -> None:
    sentence = fault("ACTION,period,value\nI,2018,88\nD,2020,86\n")
    assert sentence.startswith("the table, line 3: ACTION should be A, I, M or R, got 'D'.")


@pytest.mark.parametrize("text", ['period,value\n2020,"86\n2021,87\n', 'period,value\n2020,"8"6\n'])
def test_a_quotation_mark_out_of_place(text: str) -> None:
    sentence = fault(text)
    assert sentence.startswith("the table, line 2: the row should be with quotation marks in pairs")


def test_a_quotation_mark_out_of_place_in_the_header() -> None:
    assert "line 1: the row should be with quotation marks" in fault('"period,value\n2020,86\n')


def test_faults_before_a_quotation_mark_out_of_place_are_kept() -> None:
    assert len(faults('period,value\n2018,x\n2020,"8"6\n')) == 2


@pytest.mark.parametrize("limit", [131_072, 2**31 - 1])
def test_an_absurdly_long_cell(limit: int) -> None:
    before = csv.field_size_limit(limit)  # other packages raise it for the whole process
    try:
        assert "got 'an absurdly long one'" in fault(f"period,value\n2020,{'8' * 200_000}\n")
    finally:
        csv.field_size_limit(before)


def test_an_absurdly_long_row() -> None:
    assert fault("period,value\n2020,86" + "," * 1000) == (
        "the table, line 2: the row should be of no more than 1000 cells, got '1002'."
    )


_MEBIBYTE = 2**20


@pytest.mark.parametrize(
    "content,words",
    [
        pytest.param(b" " * 100_000_000, "no larger than 16 MiB", id="100 MB of spaces"),
        pytest.param(b"\n" * 16 * _MEBIBYTE, "no more than 250000 lines", id="blank lines"),
        pytest.param(b"\r" * 16 * _MEBIBYTE, "no more than 250000 lines", id="returns"),
        pytest.param(b" " * 16 * _MEBIBYTE, "an absurdly long one", id="one line of spaces"),
        pytest.param(b"," * 16 * _MEBIBYTE, "no more than 1000 cells", id="commas"),
        pytest.param(b"\0" * 100_000_000, "UTF-16", id="zeros"),
        pytest.param(b"period" + b"\0" + b"x" * _MEBIBYTE, "'\\x00'", id="one zero"),
        pytest.param(b'"' + b"x" * 15 * _MEBIBYTE, "quotation mark", id="a lone quotation mark"),
        pytest.param(b'"' * 16 * _MEBIBYTE, "an absurdly long one", id="quotation marks"),
        pytest.param(b"\xe9" * 16 * _MEBIBYTE, "byte 0xE9", id="no UTF-8"),
        pytest.param("năm,giá trị\n".encode("utf-16") * 10**6, "UTF-16", id="UTF-16"),
    ],
)
def test_a_hostile_file_is_refused_at_once(content: bytes, words: str) -> None:
    file, start = io.BytesIO(content), time.process_time()
    with pytest.raises(InvalidDataError) as caught:
        read_observations(file, indicator="x")
    assert words in str(caught.value)
    assert time.process_time() - start < 2
    assert file.tell() <= 16 * _MEBIBYTE + 1, "no more is read than it takes to refuse"


def test_reading_stops_where_everything_is_wrong() -> None:
    text = "period,value\n" + "2020,x\n" * 1000
    with pytest.raises(InvalidDataError, match=r"stopped at line 51$") as caught:
        read(text)
    assert len(caught.value.exceptions) == 50


# --- SDMX -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code,flags,note",
    [
        ("", (), ""),
        ("A", (), ""),
        ("B", (Flag.BREAK,), ""),
        ("E", (Flag.ESTIMATED,), ""),
        ("I", (Flag.ESTIMATED,), "imputed value"),
        ("P", (Flag.PROVISIONAL,), ""),
        ("V", (Flag.PROVISIONAL,), "unvalidated value"),
        ("D", (), "definition differs"),
        ("U", (), "low reliability"),
    ],
)
def test_the_status_of_a_figure(code: str, flags: tuple[Flag, ...], note: str) -> None:
    (figure,) = read(f"TIME_PERIOD,OBS_VALUE,OBS_STATUS\n2020,86,{code}\n").observations
    assert (figure.flags, figure.note) == (flags, note)


def test_a_status_stands_beside_flags_and_a_comment() -> None:
    text = "period,value,obs_status,flags,COMMENT_OBS\n2020,86,U,single estimated,by survey\n"
    (figure,) = read(text).observations
    assert figure.flags == (Flag.ESTIMATED, Flag.SINGLE)
    assert figure.note == "by survey; low reliability"
    (figure,) = read("period,value,OBS_STATUS,flags\n2020,86,E,estimated\n").observations
    assert figure.flags == (Flag.ESTIMATED,)


@pytest.mark.parametrize("code", "HKLMOQ")
@pytest.mark.parametrize("cell", ["", "NaN"])
def test_a_missing_value_is_no_observation(code: str, cell: str) -> None:
    text = f"TIME_PERIOD,OBS_VALUE,OBS_STATUS\n2018,88,A\n2020,{cell},{code}\n"
    assert values(read(text)) == {"2018": 88}


def test_nothing_but_missing_values_is_a_series_without_figures() -> None:
    series = read("TIME_PERIOD,OBS_VALUE,OBS_STATUS\n2018,,L\n2020,,L\n", unit="rank")
    assert (series.observations, series.unit) == ((), Unit.RANK)


def test_a_missing_value_that_is_there() -> None:
    assert fault("TIME_PERIOD,OBS_VALUE,OBS_STATUS\n2020,86,M\n") == (
        "the table, line 2: OBS_VALUE should be blank, got '86'. "
        "Its status says that it is missing: correct one of the two."
    )


@pytest.mark.parametrize(
    "mark", ["", " ", "NaN", "#N/A", "n/a", "NA", "..", "...", "…", ":", ".", "null"]
)
def test_a_mark_for_a_missing_value_is_no_observation(mark: str) -> None:
    assert values(read(f"TIME_PERIOD,OBS_VALUE,OBS_STATUS\n2018,88,A\n2020,{mark},A\n")) == {
        "2018": 88
    }
    assert values(read(f"2018,2020\n88,{mark}\n")) == {"2018": 88}


@pytest.mark.parametrize(
    "code,words",
    [
        ("F", "A forecast is no observation: remove the row."),
        ("e", "got 'e'. Codes are capitals: write E."),
        ("X", "got 'X'."),
        ("bp", "One code a figure: the most important one."),
        ("E;P", "One code a figure: the most important one."),
    ],
)
def test_a_status_that_is_refused(code: str, words: str) -> None:
    sentence = fault(f"period,value,OBS_STATUS\n2020,86,{code}\n")
    assert sentence.startswith("the table, line 2: OBS_STATUS should be one of SDMX's codes A, B")
    assert sentence.endswith(words)


@pytest.mark.parametrize(
    "cell,period",
    [("2020-A1", "2020"), ("2020-M07", "2020-07"), ("2020-Q4", "2020-Q4"), ("2020-07", "2020-07")],
)
def test_periods_as_sdmx_writes_them(cell: str, period: str) -> None:
    assert values(read(f"TIME_PERIOD,OBS_VALUE\n{cell},1\n")) == {period: 1}


@pytest.mark.parametrize("cell", ["2020-A2", "2020-M13", "2020-T1", "2020-01-01/P1M", "2020-D001"])
def test_periods_that_are_refused_though_sdmx_may_write_them(cell: str) -> None:
    assert "TIME_PERIOD should be" in fault(f"TIME_PERIOD,OBS_VALUE\n{cell},1\n")


def test_figures_in_thousands() -> None:
    assert values(read("period,value,UNIT_MULT\n2020,86,0\n2021,87,\n")) == {
        "2020": 86,
        "2021": 87,
    }
    assert values(read("period,value,UNIT_MULT\n2020,0.0862,3\n2021,87,-1\n")) == {
        "2020": 86.2,
        "2021": 8.7,
    }
    assert fault("period,value,UNIT_MULT\n2020,86,x\n") == (
        "the table, line 2: UNIT_MULT should be a power of ten from -18 to 18, such as 3, got 'x'."
    )


@pytest.mark.parametrize("action", ["", "A", "I", "M", "R", "i"])
def test_a_row_that_is_there(action: str) -> None:
    assert values(read(f"ACTION,period,value\n{action},2020,86\n")) == {"2020": 86}


def test_an_action_that_does_not_exist() -> None:
    assert "ACTION should be A, I, M or R, got 'X'" in fault("ACTION,period,value\nX,2020,86\n")


SDMX = "STRUCTURE[;],STRUCTURE_ID,ACTION,INDICATOR,SEX,REF_AREA,TIME_PERIOD,OBS_VALUE"


def test_a_dimension_that_is_one_throughout_says_nothing() -> None:
    row = "dataflow,UN:EGDI(1.0),I,egdi-rank,_T,VN"
    assert values(read(f"{SDMX}\n{row},2018,88\n{row},2020,86\n")) == {"2018": 88, "2020": 86}


def test_a_dimension_that_is_not() -> None:
    row = "dataflow,UN:EGDI(1.0),I,egdi-rank"
    assert fault(f"{SDMX}\n{row},F,VN,2018,88\n{row},M,VN,2020,86\n{row},M,TH,2020,57") == (
        "the table, line 3: SEX should be 'F' throughout, as on line 2, got 'M'. "
        "Choose one of them, as in where={'SEX': 'F'}."
    )


def test_units_of_measure_that_differ() -> None:
    sentence = fault("period,value,UNIT_MEASURE\n2018,1,PT\n2020,2,NR\n")
    assert "UNIT_MEASURE should be 'PT' throughout" in sentence


class TestPysdmx:
    """What pysdmx writes, we read, and the same."""

    FIGURES: ClassVar = {"2018": 88.0, "2020": 86.0}

    @pytest.fixture
    def dataset(self, external: Callable[[str], Any]) -> Any:
        model = external("pysdmx.model")
        text, number = model.DataType.STRING, model.DataType.DOUBLE
        components = [
            model.Component(
                id=name,
                required=True,
                role=role,
                concept=model.Concept(id=name, name=label),
                local_dtype=number if role is model.Role.MEASURE else text,
                name=label,
                attachment_level="O" if role is model.Role.ATTRIBUTE else None,
            )
            for name, role, label in (
                ("INDICATOR", model.Role.DIMENSION, "Indicator"),
                ("REF_AREA", model.Role.DIMENSION, "Reference area"),
                ("FREQ", model.Role.DIMENSION, "Frequency"),
                ("TIME_PERIOD", model.Role.DIMENSION, "Time period"),
                ("OBS_VALUE", model.Role.MEASURE, "Observation value"),
                ("OBS_STATUS", model.Role.ATTRIBUTE, "Observation status"),
            )
        ]
        return external("pysdmx.io.pd").PandasDataset(
            structure=model.Schema(
                context="datastructure",
                agency="UN",
                id="EGDI",
                version="1.0",
                components=model.Components(components),
            ),
            data=external("pandas").DataFrame(
                {
                    "INDICATOR": ["egdi-rank"] * 2,
                    "REF_AREA": ["VN"] * 2,
                    "FREQ": ["A"] * 2,
                    "TIME_PERIOD": list(self.FIGURES),
                    "OBS_VALUE": list(self.FIGURES.values()),
                    "OBS_STATUS": ["A", "P"],
                }
            ),
        )

    @pytest.mark.parametrize(
        "version,options",
        [
            ("10", {}),
            ("10", {"labels": "both"}),
            ("20", {}),
            ("20", {"labels": "name"}),
            ("20", {"labels": "both"}),
            ("20", {"keys": "both"}),
        ],
        ids=str,
    )
    def test_reading_what_it_writes(
        self, external: Callable[[str], Any], dataset: Any, version: str, options: dict[str, str]
    ) -> None:
        writer = external(f"pysdmx.io.csv.sdmx{version}.writer")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what pysdmx and pandas settle among themselves
            text = writer.write([dataset], **options)
        series = read(text)
        assert values(series) == self.FIGURES
        assert [o.flags for o in series.observations] == [(), (Flag.PROVISIONAL,)]
        assert read_all_observations(io.StringIO(text)) == (series,)

    @pytest.mark.parametrize("version", ["10", "20"])
    def test_it_reads_what_we_read(
        self, external: Callable[[str], Any], dataset: Any, version: str
    ) -> None:
        text = external(f"pysdmx.io.csv.sdmx{version}.writer").write([dataset])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            (told,) = external(f"pysdmx.io.csv.sdmx{version}.reader").read(text)
        ours = read(text)
        assert list(told.data["TIME_PERIOD"]) == [str(o.period) for o in ours.observations]
        assert list(map(float, told.data["OBS_VALUE"])) == [o.value for o in ours.observations]


# --- wide tables ------------------------------------------------------------------------

WIDE = "indicator;REF_AREA;2018;2020-Q4\n"


def test_a_column_a_period() -> None:
    text = f"{WIDE}egdi-rank;TH;73;57\negdi-rank;VN;88;86\ngci-rank;VN;50;25\n"
    assert values(read(text)) == {"2018": 88, "2020-Q4": 86}
    assert values(read(text, entity="TH")) == {"2018": 73, "2020-Q4": 57}


def test_a_blank_cell_of_a_wide_table_is_no_observation() -> None:
    assert values(read(f"{WIDE}egdi-rank;VN;;86\n")) == {"2020-Q4": 86}
    assert values(read(f"{WIDE}egdi-rank;VN;;\n")) == {}


def test_a_wide_row_may_say_when_it_was_published_and_more() -> None:
    text = "2018,2020,published,note,unit,reporter\n88,86,2021,sửa đổi,rank,ministry\n"
    series = read(text)
    assert {(str(o.published), o.note) for o in series.observations} == {("2021", "sửa đổi")}
    assert (series.unit, series.reporter) == (Unit.RANK, "ministry")


def test_faults_of_a_wide_table_name_the_column() -> None:
    first, second = faults(f"{WIDE}egdi-rank;VN;x;0,72\n")
    assert first.startswith("the table, line 2: 2018 should be a number, got 'x'")
    assert second.startswith("the table, line 2: 2020-Q4 should be a number, got '0,72'")


def test_two_wide_rows_that_contradict_each_other() -> None:
    sentence = fault("2018,2020\n88,86\n88,87\n")
    assert sentence.startswith("the table, line 3: 2020 should be 86, as for 2020 on line 2")


def test_wide_columns_that_end_on_the_same_day() -> None:
    sentence = fault("2020,2020-Q4\n86,86\n")
    assert "2020-Q4 should be one that ends on another day than 2020 on line 2" in sentence


def test_a_period_twice() -> None:
    sentence = fault("2020,2020-A1\n86,86\n")
    assert "the column 2020 should be there once, got '2020-A1'" in sentence


def test_a_table_both_long_and_wide() -> None:
    assert fault("period,value,2020\n2018,88,86\n") == (
        "the table, line 1: a column should be no period where others are period or value, got "
        "'2020'. Give each figure a row, or each period a column and rename that of periods."
    )


def test_a_wide_column_that_is_almost_a_period() -> None:
    sentence = fault("2018,31/12/2020\n88,86\n")
    assert "line 1: a column should be a period" in sentence
    assert "Day and month could be either way round" in sentence


@pytest.mark.parametrize("column", ["flags", "OBS_STATUS"])
def test_what_speaks_of_one_figure_has_no_place_in_a_wide_table(column: str) -> None:
    sentence = fault(f"2018,2020,{column}\n88,86,\n")
    assert f"got '{column}'. Remove it, or give each figure a row of its own." in sentence


# --- every series of a table ---------------------------------------------------------------


def read_all(content: str, **options: Any) -> tuple[Series, ...]:
    return read_all_observations(io.BytesIO(content.encode()), **options)


def refused(content: str, **options: Any) -> list[str]:
    with pytest.raises(InvalidDataError) as caught:
        read_all(content, **options)
    return [str(fault) for fault in caught.value.exceptions]


def test_every_series_of_a_table() -> None:
    text = (
        "indicator,entity,reporter,basis,unit,period,value\n"
        "egdi-rank,VN,publisher,,rank,2018,88\n"
        "firms,VN,ministry,registered,,2020,2\n"
        "firms,VN,ministry,operating,,2020,1\n"
        "egdi-rank,TH,publisher,,rank,2018,73\n"
        "egdi-rank,VN,publisher,,rank,2020,86\n"
    )
    found = read_all(text)
    assert [(s.indicator, s.entity, s.reporter, s.basis, s.unit) for s in found] == [
        ("egdi-rank", "VN", "publisher", None, Unit.RANK),
        ("firms", "VN", "ministry", "registered", None),
        ("firms", "VN", "ministry", "operating", None),
        ("egdi-rank", "TH", "publisher", None, Unit.RANK),
    ]
    assert values(found[0]) == {"2018": 88, "2020": 86}


def test_every_series_of_a_wide_table() -> None:
    egdi, gci = read_all("indicator,2018,2020\negdi-rank,88,86\ngci-rank,50,\n")
    assert (values(egdi), values(gci)) == ({"2018": 88, "2020": 86}, {"2018": 50})


def test_codes_become_ids() -> None:
    text = "INDICATOR,period,value\nEGDI_RANK,2020,86\nOTHER,2020,1\n"
    (egdi,) = read_all(text, indicators={"EGDI_RANK": "egdi-rank"})
    assert egdi == Series.of("egdi-rank", {2020: 86})


def test_codes_that_are_in_no_row() -> None:
    text = "INDICATOR,period,value\nEGDI_RANK,2020,86\n"
    (sentence,) = refused(text, indicators={"GCI": "gci-rank"})
    assert sentence == "the table: INDICATOR should be 'gci' in some row, got 'EGDI_RANK'."


def test_a_code_that_is_no_id_is_told_once() -> None:
    (sentence,) = refused("INDICATOR,period,value\nEGDI_RANK,2020,86\nEGDI_RANK,2018,88\n")
    assert sentence.startswith("the table, line 2: INDICATOR should be lower-case letters")


def test_a_table_that_does_not_say_what_it_counts() -> None:
    (sentence,) = refused("period,value\n2020,86\n")
    assert "the header should be one that names a column indicator, chỉ số" in sentence


def test_a_table_without_any_series() -> None:
    (sentence,) = refused("indicator,period,value\n")
    assert "got 'a header alone'" in sentence


def test_units_differ_between_series_and_not_within_one() -> None:
    rows = "a,2018,1,rank\nb,2018,1,score\n"
    assert [s.unit for s in read_all(f"indicator,period,value,unit\n{rows}")] == [
        Unit.RANK,
        Unit.SCORE,
    ]
    (sentence,) = refused(f"indicator,period,value,unit\n{rows}a,2020,1,score\n")
    assert "line 4: unit should be 'rank' throughout, as on line 2" in sentence


@pytest.mark.parametrize("indicators", [["x"], {1: "x"}, {"X": "No id"}, {"X": None}], ids=repr)
def test_indicators_that_are_no_mapping_of_names_to_ids(indicators: Any) -> None:
    with pytest.raises(InvalidValueError):
        read_all("indicator,period,value\nx,2020,1\n", indicators=indicators)


# --- laws -----------------------------------------------------------------------------

_PIECES = ["period", "value", "2020", "86", ",", ";", "\n", "\r", '"', "\0", "D", "action", "é"]


@given(st.binary() | st.lists(st.sampled_from(_PIECES)).map("".join).map(str.encode))
def test_arbitrary_bytes_raise_nothing_else(content: bytes) -> None:
    """Whatever a file holds, it is read or refused on purpose."""
    try:
        read(content)
    except DirectiveError as error:
        assert str(error)  # noqa: PT017 - that it can be told is the point


@given(st.text(), st.text(alphabet=string.printable + "ăđ"))
def test_arbitrary_cells_raise_nothing_else(value: str, note: str) -> None:
    """Whatever a cell holds, it is read or refused on purpose."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([("period", "value", "note"), ("2020", value, note)])
    buffer.seek(0)
    try:
        read_observations(buffer, indicator="x")
    except DirectiveError as error:
        assert str(error)  # noqa: PT017 - the same


@given(
    st.dictionaries(
        st.integers(1000, 9999), st.floats(allow_nan=False, allow_infinity=False), min_size=1
    ),
    st.text(alphabet=string.ascii_letters + ' ,;"\n\réđ').map(str.strip),
    st.sampled_from([",", ";"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_what_is_written_is_read_back(
    data: dict[int, float], note: str, delimiter: str, newline: str, mark: bool
) -> None:
    """A table of any figures, written by the csv module, comes back the same."""
    buffer = io.StringIO(newline="")
    # Before Python 3.13 the csv module left a lone carriage return unquoted by itself.
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writerow(("period", "value", "published", "note"))
    writer.writerows((year, repr(value), f"{year}-12", note) for year, value in data.items())
    written = buffer.getvalue().encode("utf-8-sig" if mark else "utf-8")

    assert read(written) == Series(
        indicator="egdi-rank",
        observations=[
            Observation(period=year, value=value, published=f"{year}-12", note=note)
            for year, value in data.items()
        ],
    )


def test_flags_come_with_their_figure() -> None:
    series = read("period,value,flags\n2018,88,\n2020,86,estimated break\n")

    assert [o.flags for o in series.observations] == [(), (Flag.BREAK, Flag.ESTIMATED)]


def test_an_unknown_flag_is_refused_with_its_line() -> None:
    words = fault("period,value,flags\n2018,88,guess\n")

    assert "line 2: flags should be 'provisional' or" in words
    assert "got 'guess'" in words


@given(series(vintages=True, bounds=True), st.sampled_from([",", ";"]))
def test_a_series_written_down_is_read_again(mine: Series, delimiter: str) -> None:
    """Figures come back from a table: all of them, with their dates and flags."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(["indicator", "period", "value", "bound", "published", "flags", "note"])
    for one in mine.observations:
        published = one.published or ""
        cells = [mine.indicator, one.period, repr(one.value), one.bound or "", published]
        writer.writerow([*cells, " ".join(one.flags), guard(one.note.replace("\0", ""))])
    text = buffer.getvalue()
    if not mine.observations:
        assert "a header alone" in fault(text)
        return
    found = read(text, indicator=mine.indicator)
    for before, after in zip(mine.observations, found.observations, strict=True):
        assert (after.period, after.written) == (before.period, before.written)
        assert (after.published, after.flags) == (before.published, before.flags)
        assert after.note == before.note.replace("\0", "").strip()


def test_a_note_that_was_guarded_from_spreadsheets_comes_back_as_it_was() -> None:
    text = "period,value,note\n2020,86,'=1+1\n2021,85,'tis\n"
    found = read_observations(io.StringIO(text), indicator="egdi-rank")
    assert [one.note for one in found.observations] == ["=1+1", "'tis"]
