"""Cells with two readings: what a table is asked, word for word, and how each answer is given."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest

from vn_ict_directive import Series, Text
from vn_ict_directive.errors import InvalidDataError, InvalidValueError
from vn_ict_directive.ingest.cells import read_day, read_figure, read_period
from vn_ict_directive.ingest.files import scan
from vn_ict_directive.ingest.reading import opened, read_observations
from vn_ict_directive.ingest.roles import Spec
from vn_ict_directive.periods import Period
from vn_ict_directive.units import OwnUnit

FORMS = (
    "2020 (year), 2020-S1 (semester), 2020-Q4 (quarter), 2020-07 (month), 2020-W52 (ISO week), "
    "2020-12-31 (day) or 2020-01/2020-06 (from the first to the second)"
)


def table(header: str, *rows: str, **options: Any) -> Any:
    text = "\n".join([header, *rows]) + "\n"
    return read_observations(io.StringIO(text), **{"indicator": "x", **options})


def faults(header: str, *rows: str, **options: Any) -> list[str]:
    with pytest.raises(InvalidDataError) as caught:
        table(header, *rows, **options)
    return [str(one) for one in caught.value.exceptions]


def test_one_point_between_thousands_has_two_readings_where_semicolons_part_the_cells() -> None:
    assert faults("period;value", "2018;2.345") == [
        "the table, line 2: value should be a number that can be read in one way, got '2.345'."
        " It may be 2345 or, with a decimal point, 2.345: pass dialect='vi' for the first,"
        " dialect='en' for the second."
    ]
    assert faults("period;value", "2018;2.345.678") == [
        "the table, line 2: value should be a number that can be read in one way, got '2.345.678'."
        " Points seem to part thousands: write the digits without them, or pass dialect='vi'."
    ]
    assert table("period;value", "2018;2.345", dialect="vi").observations[0].value == 2345
    assert table("period;value", "2018;2.345", dialect="en").observations[0].value == 2.345
    assert table("period,value", "2018,2.345").observations[0].value == 2.345


def test_months_that_could_all_be_fiscal_years_are_asked_about_and_three_are_named() -> None:
    assert faults("period,value", "2008-09,1", "2009-10,2", "2010-11,3", "2011-12,4") == [
        "the table: the periods should be of one reading, got '2008-09, 2009-10, 2010-11'."
        " 2008-09 may be the month 09/2008 or the fiscal year 2008/09: write 2008-M09 for the"
        " month, and the first and last month of a fiscal year, as in 2008-07/2009-06."
    ]


@pytest.mark.parametrize(
    "days,kind",
    [
        (("2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01"), "year"),
        (("2020-01-01", "2020-04-01", "2020-07-01", "2020-10-01"), "quarter"),
        (("2020-04-01", "2020-07-01"), "quarter"),
        (("2020-01-01", "2020-04-01", "2020-05-01"), "month"),
    ],
)
def test_days_that_all_begin_a_period_are_asked_about_and_three_are_named(
    days: tuple[str, ...], kind: str
) -> None:
    rows = [f"{day},{number}" for number, day in enumerate(days, 1)]

    assert faults("period,value", *rows) == [
        f"the table: the periods should be of one reading, got '{', '.join(days[:3])}'."
        f" They may be days, or each the {kind} that begins on it: pass dates='{kind}' for the"
        " latter, dates='day' for the former."
    ]
    read = table("period,value", *rows, dates=kind).observations
    assert {one.period.kind for one in read} == {kind}
    assert {one.period.start.isoformat() for one in read} == {*days}
    read = table("period,value", *rows, dates="day").observations
    assert [str(one.period) for one in read] == [*days]


def test_a_day_of_gathering_is_that_of_the_series() -> None:
    series = table("period,value,gathered", "2020,1,2021-05-01")

    assert str(series.gathered) == "2021-05-01"
    assert table("period,value,gathered", "2020,1,").gathered is None


def test_another_base_of_a_unit_that_nobody_asked_for_is_no_fault() -> None:
    series = table("period,value,unit", "2020,1,doanh nghiệp trên 10.000 dân")

    assert (series.unit, len(series.observations)) == (None, 1)


def test_a_unit_that_is_not_the_asked_one_is_the_one_fault() -> None:
    assert faults("period,value,unit", "2020,0.5,rank", unit="percent") == [
        "the table, line 2: unit should be 'percent', got 'rank'."
        " Convert the figures, or correct the unit."
    ]


def test_a_cell_left_blank_names_no_reporter() -> None:
    assert table("period,value,reporter", "2020,1,").reporter is None
    assert table("period,value,reporter", "2020,1,wb").reporter == "wb"


def test_of_several_others_the_first_is_offered() -> None:
    assert faults("period,value,entity", "2020,1,THA", "2020,2,AUS") == [
        "the table: entity should be 'VN' in some row, got 'AUS, THA'."
        " For the figures of another, pass entity='AUS'."
    ]
    assert faults("indicator,period,value", "b,2020,1", "a,2020,1") == [
        "the table: indicator should be 'x' in some row, got 'a, b'."
        " Correct it or, if the table calls the indicator so, pass indicators={'a': 'x'}."
    ]


@pytest.mark.parametrize(
    "cell,hint",
    [
        ("Tổng", " If the line is a total, a source or a note, remove it."),
        ("Tổng 2020", ""),  # it names a year
        ("2020 2021", ""),
    ],
)
def test_a_line_without_any_digit_is_taken_for_a_total_or_a_note(cell: str, hint: str) -> None:
    assert faults("period,value", "2020,1", f"{cell},2") == [
        f"the table, line 3: period should be {FORMS}, got '{cell}'.{hint}"
    ]


def test_two_figures_for_one_period_differ_in_the_columns_that_are_named() -> None:
    assert faults("period,value,a,b,c,d", "2020,1,m,m,m,m", "2020,2,f,f,f,f") == [
        "the table, line 3: value should be 1, as for 2020 on line 2, got '2'."
        " The rows differ in a, b, c: choose one, as in where={'a': 'm'}."
    ]
    assert faults("period,value", "2020,1", "2020,2") == [
        "the table, line 3: value should be 1, as for 2020 on line 2, got '2'."
        " Give each printing its own publication date, or remove one."
    ]


def test_two_periods_that_end_on_one_day_are_of_one_frequency() -> None:
    assert faults("period,value", "2020-12,1", "2020-12-31,2") == [
        "the table, line 3: period should be one that ends on another day than 2020-12 on line 2,"
        " got '2020-12-31'. Keep one frequency in a table."
    ]


def test_only_days_stand_for_the_periods_that_the_caller_names() -> None:
    read = table("period,value", "2020-03,1", "2021-02-15,2", dates="year").observations

    assert [str(one.period) for one in read] == ["2020-03", "2021"]


def test_a_blank_cell_of_a_wide_table_hides_no_other_figure() -> None:
    wide = table("entity,2018,2019,2020", "VN,1,,3").observations

    assert [(str(one.period), one.value) for one in wide] == [("2018", 1), ("2020", 3)]
    assert faults("entity,2018,2019,2020", "VN,x,2,y") == [
        "the table, line 2: 2018 should be a number, got 'x'.",
        "the table, line 2: 2020 should be a number, got 'y'.",
    ]


def test_a_row_without_a_period_is_one_fault_and_yields_no_figure() -> None:
    assert faults("period,value", ",5", "2020,6") == [
        f"the table, line 2: period should be {FORMS}, got ''."
        " Fill it in, or leave out the whole row."
    ]


def test_rows_passed_over_are_listed_with_a_blank_in_quotation_marks() -> None:
    text = "period,value,sex\n2020,1,m\n2020,2,\n2020,3,f\n"
    read = opened(io.StringIO(text), Spec(indicator="x", where={"sex": "m"}))

    assert [one.value for series in read.series() for one in series.observations] == [1]
    assert read.notes == ("Rows with another sex are passed over: '', f.",)


def test_a_blank_unit_says_nothing_whatever_is_asked() -> None:
    for unit in (None, "percent"):
        read = table("period,value,unit", "2020,1,", "2021,2,", unit=unit)
        assert [one.value for one in read.observations] == [1, 2]


def test_a_period_written_in_another_form_far_below_is_the_same_one() -> None:
    days = [dt.date(2000, 1, 1) + dt.timedelta(days=number) for number in range(5000)]
    rows = ["2020-A1,1,2021-01-01", *(f"{day},1,2021-01-01" for day in days), "2020,2,2022-01-01"]
    read = table("period,value,published", *rows).observations

    assert [one.value for one in read if str(one.period) == "2020"] == [1, 2]


def test_an_indicator_that_cannot_be_one_is_one_fault_however_many_rows_it_has() -> None:
    text = "indicator,entity,period,value\n!,VN,2019,1\n!,VN,2020,2\n"
    with pytest.raises(InvalidDataError) as caught:
        list(opened(io.StringIO(text), Spec()).series())

    (only,) = caught.value.exceptions
    assert str(only).startswith("the table, line 2: indicator should be lower-case letters")


@pytest.mark.parametrize(
    "cell,period",
    [
        *(
            (f"Quý {roman}/2020", f"2020-Q{number}")
            for number, roman in enumerate(("I", "II", "III", "IV"), 1)
        ),
        *((f"quý {number} năm 2020", f"2020-Q{number}") for number in range(1, 5)),
        ("6 tháng đầu năm 2020", "2020-S1"),
        ("6 tháng cuối năm 2020", "2020-S2"),
        ("tháng 3/2020", "2020-03"),
        ("T12/2020", "2020-12"),
        ("ngày 3/1/2020", "2020-01-03"),
        ("31/12/2020", "2020-12-31"),
    ],
)
def test_a_vietnamese_table_names_periods_in_its_own_way(cell: str, period: str) -> None:
    (one,) = table("period,value", f"{cell},1", dialect="vi").observations

    assert str(one.period) == period


def test_months_of_which_one_is_no_fiscal_year_are_months() -> None:
    read = table("period,value", "2008-09,1", "2009-10,2", "2010-12,3").observations

    assert [str(one.period) for one in read] == ["2008-09", "2009-10", "2010-12"]


def test_a_point_and_a_comma_are_read_by_the_dialect_that_is_named() -> None:
    cells = [("1,234.5", "en"), ("1.234,5", "vi"), ("1234.5", "en"), ("1234,5", "vi")]

    for cell, dialect in cells:
        assert (
            table("period;value", f"2020;{cell}", dialect=dialect).observations[0].value == 1234.5
        )
    assert faults("period;value", "2020;1.234,5", dialect="en") == [
        "the table, line 2: value should be a number like 1,234.5 or 1234.5, as dialect='en' writes"
        " it, got '1.234,5'."
    ]


def test_a_blank_unit_is_not_one_that_is_unknown() -> None:
    for unit, notes in (("", ()), ("nấc", ("nấc",))):
        read = opened(io.StringIO(f"period,value,unit\n2020,1,{unit}\n"), Spec(indicator="x"))
        assert [one.value for series in read.series() for one in series.observations] == [1]
        assert read.notes == tuple(
            f"The unit {note} is not known: figures count as the indicator's do." for note in notes
        )


def test_a_lone_point_is_decimal_unless_the_table_says_that_it_may_part_thousands() -> None:
    assert read_figure("2.345").value == 2.345
    with pytest.raises(InvalidValueError, match="can be read in one way"):
        read_figure("2.345", lone=True)


def test_a_line_of_letters_is_no_blank_line(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("entity,period,value\nX,X,X\n , ,\n", "utf-8")
    frame, _ = scan([path], engine="polars")

    assert frame.collect().rows() == [("X", "X", "X")]


def test_a_day_is_no_longer_period() -> None:
    assert read_day("2020-12-31") == read_day("31/12/2020", "vi") == dt.date(2020, 12, 31)
    for cell in ("2021", "2021-06", "soon"):
        with pytest.raises(InvalidValueError) as caught:
            read_day(cell)
        assert str(caught.value) == f"a date should be a day, such as 2020-12-31, got '{cell}'."


def test_a_unit_of_its_own_is_the_one_that_the_table_must_name() -> None:
    gigabytes = OwnUnit(id="gb", labels=Text("gigabyte", "gigabytes"), kind="count")

    assert table("period,value,unit", "2020,1,", unit=gigabytes).unit == gigabytes
    (only,) = faults("period,value,unit", "2020,1,TB", unit=gigabytes)
    assert only.startswith("the table, line 2: unit should be 'gb', got 'TB'.")


def test_a_reporter_may_be_called_as_a_unit_is() -> None:
    read = table("period,value,reporter", "2020,1,people", "2020,2,rank", reporter="people")

    assert (read.reporter, [one.value for one in read.observations]) == ("people", [1])


def test_without_an_entity_asked_for_no_other_country_counts_as_viet_nam() -> None:
    def read(cell: str) -> list[Series]:
        text = io.StringIO(f"period,value,Tên\n2020,1,{cell}\n")
        return list(opened(text, Spec(indicator="x")).series())

    assert [one.entity for one in read("Việt Nam")] == ["VN"]
    with pytest.raises(InvalidDataError) as caught:
        read("Thái Lan")
    (only,) = caught.value.exceptions
    assert "should be no other country than 'VN', got 'Thái Lan'." in str(only)


def test_a_period_may_be_a_number_or_a_day_already() -> None:
    assert read_period(2020) == Period.of(2020)
    assert read_period(dt.date(2020, 12, 31), "vi") == Period.of("2020-12-31")


@pytest.mark.parametrize(
    "cell, advice",
    [
        ("–", "A dash may say that there was nothing or that nobody knows: write 0"),
        ("hạng 86/193", "Of a rank among so many, write 86 alone."),
        ("86 trên 193", "Of a rank among so many, write 86 alone."),
        ("hạng 86", "Write 86 alone: the unit is that of the indicator."),
        ("86th", "Write 86 alone: the unit is that of the indicator."),
        ("86-90", "Give one number: a range does not say where the figure lies."),
        ("trên 86", "Write a bound with its sign: >86 for more, <86 for less."),
        ("khoảng 86", "Write 86, and 'estimated' in a column flags."),
    ],
)
def test_a_figure_as_people_write_it_is_refused_with_what_to_write(cell: str, advice: str) -> None:
    for dialect in (None, "en", "vi"):
        (told,) = faults("period;value", f"2020;{cell}", dialect=dialect)
        assert advice in told


@pytest.mark.parametrize(
    "cell, advice",
    [
        ("6T/2020", "Write the first and the last month, as in 2020-01/2020-06."),
        ("FY2020", "Write the first and the last month, as in 2020-01/2020-06."),
        ("2019-2020", "From one year to another is written with a slash, as in 2019/2020."),
        ("2020 (ước)", "give it a column of its own: write 2020."),
        ("31-Dec-2020", "Write the month as a number, as in 2020-12 or 2020-12-31."),
        ("IV/2020", "Year first, hyphen, capital letter, number: 2020-Q4"),
        ("2020M12", "Separate the parts with hyphens, as in 2020-12"),
    ],
)
def test_a_period_as_people_write_it_is_refused_with_what_to_write(cell: str, advice: str) -> None:
    for dialect in (None, "en", "vi"):
        (told,) = faults("period;value", f"{cell};86", dialect=dialect)
        assert advice in told
