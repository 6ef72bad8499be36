"""Periods as statistics name them; what could be read in two ways is refused."""

import datetime as dt
import itertools
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.periods import (
    TICKS_PER_YEAR,
    Period,
    PeriodKind,
    format_date,
    months_before,
    ticks_of,
    to_period,
)
from vn_ict_directive.testing import KINDS, periods
from vn_ict_directive.validators import as_date, by_annotation, to_day

_ALL = periods(min_year=1000, max_year=9999)


@pytest.mark.parametrize(
    "text, kind, start, end",
    [
        ("2020", "year", "2020-01-01", "2020-12-31"),
        ("9999", "year", "9999-01-01", "9999-12-31"),
        ("1000", "year", "1000-01-01", "1000-12-31"),
        ("2020-S1", "semester", "2020-01-01", "2020-06-30"),
        ("2020-S2", "semester", "2020-07-01", "2020-12-31"),
        ("2020-Q1", "quarter", "2020-01-01", "2020-03-31"),
        ("2020-Q2", "quarter", "2020-04-01", "2020-06-30"),
        ("2020-Q3", "quarter", "2020-07-01", "2020-09-30"),
        ("9999-Q4", "quarter", "9999-10-01", "9999-12-31"),
        ("2020-02", "month", "2020-02-01", "2020-02-29"),
        ("2100-02", "month", "2100-02-01", "2100-02-28"),
        ("2000-02", "month", "2000-02-01", "2000-02-29"),
        ("9999-12", "month", "9999-12-01", "9999-12-31"),
        ("2020-W01", "week", "2019-12-30", "2020-01-05"),
        ("2020-W53", "week", "2020-12-28", "2021-01-03"),
        ("2024-02-29", "day", "2024-02-29", "2024-02-29"),
        ("2020-01/2020-06", "interval", "2020-01-01", "2020-06-30"),
        ("2020-01-15/2020-02", "interval", "2020-01-15", "2020-02-29"),
        ("2019/2020", "interval", "2019-01-01", "2020-12-31"),
        ("2019-Q4/2020-W02", "interval", "2019-10-01", "2020-01-12"),
    ],
)
def test_each_form_is_a_stretch_of_whole_days(text: str, kind: str, start: str, end: str) -> None:
    period = Period.of(text)

    assert (period.kind, str(period.start), str(period.end)) == (kind, start, end)


_EXPECTS_DAY = "Day and month could be either way round: write the year first"


@pytest.mark.parametrize(
    "text, hint",
    [
        ("31/12/2020", _EXPECTS_DAY),
        ("3.1.20", _EXPECTS_DAY),
        ("03-01-2020", _EXPECTS_DAY),
        ("20", "Write the year with four digits."),
        ("999", "Write the year with four digits."),
        ("2020.0", "A year has no decimal point"),
        ("2020.", "A year has no decimal point"),
        ("202012", "Separate the parts with hyphens, as in 2020-12"),
        ("20201231", "Separate the parts with hyphens, as in 2020-12"),
        ("2020/12", "Separate the parts with hyphens, year first"),
        ("2020/12/31", "Separate the parts with hyphens, year first"),
        ("12/2020", "Separate the parts with hyphens, year first"),
        ("2020-1", "Write two digits."),
        ("2020-1-31", "Write two digits."),
        ("2020-01-3", "Write two digits."),
        ("Q4 2020", "Year first, hyphen, capital letter, number"),
        ("2020Q4", "Year first, hyphen, capital letter, number"),
        ("2020-q4", "Year first, hyphen, capital letter, number"),
        ("2020-W7", "Year first, hyphen, capital letter, number"),
        ("s1/2020", "Year first, hyphen, capital letter, number"),
        ("2020-12-31T00:00:00", "A period has no time of day: keep the date alone."),
    ],
)
def test_what_people_write_by_mistake_is_answered_with_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Period.of(text)

    assert caught.value.hint.startswith(hint)
    assert caught.value.expected == "a period such as 2020, 2020-Q4 or 2020-12-31"
    assert caught.value.got == text


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "hôm qua", "0999", "-2020", "+2020", "MMXX"),
        *("2020-01/", "/2020", "2020-01/x", "x/2020", "2020/2021/2022", "2020-01-01-01"),
        *("\uff12\uff10\uff12\uff10", "\u0662\u0660\u0662\u0660", "2020 2021", "P1Y"),
    ],
)
def test_anything_else_is_answered_with_all_the_forms(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"2020-W52 \(ISO week\), 2020-12-31 \(day\)"):
        Period.of(text)


@pytest.mark.parametrize("text", ["2020-Q0", "2020-Q5", "2020-S0", "2020-S3", "2020-W7"])
def test_a_part_of_the_year_that_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match="Period should be"):
        Period.of(text)


@pytest.mark.parametrize(
    "text, kind",
    [
        ("2020-13", "month"),
        ("2020-00", "month"),
        ("2021-W53", "week"),
        ("2020-W00", "week"),
        ("9999-W52", "week"),
        ("2021-02-29", "day"),
        ("2020-04-31", "day"),
        ("2020-01/2020-13", "month"),
    ],
)
def test_what_the_calendar_does_not_have_is_refused_by_its_kind(text: str, kind: str) -> None:
    with pytest.raises(InvalidValueError, match=f"Period should be a {kind} that the calendar has"):
        Period.of(text)


@pytest.mark.parametrize("text", ["2020-06/2020-02", "2021/2020", "2020/2020-06"])
def test_an_interval_ends_after_it_begins(text: str) -> None:
    with pytest.raises(InvalidValueError, match="an interval that ends after it begins"):
        Period.of(text)


@pytest.mark.parametrize(
    "value, hint",
    [
        (True, ""),
        (False, ""),
        (None, ""),
        (b"2020", ""),
        ([2020], ""),
        (2020.0, "A year is a whole number: write 2020."),
        (float("nan"), "A year is a whole number: write 2020."),
    ],
)
def test_what_is_no_name_of_a_period_is_refused(value: Any, hint: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Period.of(value)

    assert (caught.value.field, caught.value.hint) == ("Period", hint)


@pytest.mark.parametrize("year", [0, -2020, 20, 999, 10000, 20201])
def test_a_number_is_a_year_only_with_four_digits(year: int) -> None:
    with pytest.raises(InvalidValueError, match="Period should be"):
        Period.of(year)


@given(_ALL)
def test_the_text_of_a_period_reads_back_as_it(period: Period) -> None:
    assert Period.of(str(period)) == period
    assert Period.of(f" \t{period}\n") == period
    assert eval(repr(period), {"Period": Period}) == period  # noqa: S307 - our own words


@given(_ALL)
def test_a_period_is_taken_as_it_is(period: Period) -> None:
    assert Period.of(period) is period
    assert to_period(period) is period


@given(st.dates(dt.date(1000, 1, 1)))
def test_a_date_is_a_day_and_so_is_its_midnight(day: dt.date) -> None:
    midnight = dt.datetime.combine(day, dt.time())

    assert Period.of(day) == Period.of(midnight) == Period.of(str(day))
    assert as_date(midnight, "x") == as_date(f" {day} ", "x") == as_date(day, "x") == day
    assert type(as_date(midnight, "x")) is dt.date


@pytest.mark.parametrize(
    "moment",
    [
        dt.datetime(2020, 1, 3, 9),  # noqa: DTZ001 - as tables hold them
        dt.datetime(2020, 1, 3, 0, 0, 0, 1),  # noqa: DTZ001 - the same
        dt.datetime(2020, 1, 3, tzinfo=dt.UTC),
        dt.datetime(2020, 1, 3, 9, tzinfo=dt.UTC),
    ],
)
@pytest.mark.parametrize("read", [Period.of, lambda value: as_date(value, "Period")])
def test_a_time_of_day_or_a_time_zone_is_refused(moment: dt.datetime, read: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"time of day or a time zone: pass its date\(\)"):
        read(moment)


@pytest.mark.parametrize("value", ["2020", "2020-12", 2020, None, True, "31/12/2020", "2020-1-1"])
def test_a_day_is_a_date_or_the_whole_text_of_one(value: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"^due should be a date or text like '2020-12-31'"):
        as_date(value, "due")


def test_a_day_that_is_not_in_the_calendar_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="due should be a day of the calendar"):
        as_date("2020-02-30", "due")


def test_a_year_may_be_any_whole_number_a_table_holds() -> None:
    class Int64(int):
        """What a library of tables calls an integer."""

    assert Period.of(Int64(2020)) == Period.of(2020)


# --- order and position --------------------------------------------------------


@given(_ALL, _ALL)
def test_periods_sort_by_their_end_and_then_by_their_start(one: Period, other: Period) -> None:
    assert (one < other) == ((one.end, one.start, one.kind) < (other.end, other.start, other.kind))
    if one.end < other.end:
        assert one.ticks < other.ticks
        assert one.time <= other.time


@given(st.integers(1000, 9998))
def test_two_years_lie_exactly_one_apart(year: int) -> None:
    assert Period.of(year + 1).time - Period.of(year).time == 1
    assert Period.of(year).time == year + 1
    assert Period.of(year + 1).ticks - Period.of(year).ticks == TICKS_PER_YEAR


@given(st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 30)))
def test_every_day_lies_after_the_day_before(day: dt.date) -> None:
    step = ticks_of(day + dt.timedelta(days=1)) - ticks_of(day)

    assert step in {365, 366}


def test_the_middle_of_the_year_is_counted_in_its_own_days() -> None:
    assert ticks_of(dt.date(2020, 7, 1)) == 2020 * TICKS_PER_YEAR + 183 * 365
    assert ticks_of(dt.date(2019, 7, 1)) == 2019 * TICKS_PER_YEAR + 182 * 366
    assert ticks_of(dt.date(1900, 12, 31)) == ticks_of(dt.date(2000, 12, 31)) - 100 * TICKS_PER_YEAR


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_the_strategy_makes_the_kind_it_is_asked_for(data: st.DataObject, kind: PeriodKind) -> None:
    assert data.draw(periods(kinds=(kind,))).kind == kind


# --- a period made by hand --------------------------------------------------------


@given(_ALL)
def test_the_period_between_two_days_has_them_and_the_name_of_a_usual_one(period: Period) -> None:
    between = Period.between(period.start, period.end)

    assert (between.start, between.end) == (period.start, period.end)
    assert period.kind == "interval" or between == period


@given(_ALL)
def test_a_period_made_from_its_parts_is_the_same(period: Period) -> None:
    twin = Period(start=period.start, end=period.end, kind=period.kind)

    assert (twin, hash(twin), twin.ticks) == (period, hash(period), period.ticks)


@given(_ALL, st.sampled_from(KINDS))
def test_a_period_is_never_called_what_it_is_not(period: Period, kind: PeriodKind) -> None:
    if kind == period.kind:
        return
    try:
        other = attrs.evolve(period, kind=kind)
    except InvalidValueError as error:
        assert error.field in {"Period", "Period.kind"}  # noqa: PT017 - most do raise
    else:
        # One day may be called a day or an interval, and so may a whole year be.
        assert Period.of(str(other)) == other


@pytest.mark.parametrize(
    "start, end, kind, field",
    [
        ("2020-01-01", "2020-12-31", "decade", "Period.kind"),
        ("2020-01-01", "2020-12-30", "year", "Period.kind"),
        ("2020-12-31", "2020-01-01", "interval", "Period"),
    ],
)
def test_a_period_says_what_its_text_says(start: str, end: str, kind: Any, field: str) -> None:
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    with pytest.raises(InvalidValueError) as caught:
        Period(start=first, end=last, kind=kind)

    assert caught.value.field == field


@pytest.mark.parametrize("day", [None, "2020", 5, dt.datetime(2020, 1, 1, 9)])  # noqa: DTZ001
def test_a_period_is_made_of_days(day: Any) -> None:
    with pytest.raises(InvalidValueError, match="Period should be a da"):
        Period(start=day, end=dt.date(2020, 12, 31), kind="year")


def test_no_period_lies_before_the_year_1000() -> None:
    with pytest.raises(InvalidValueError, match="Period should be"):
        Period.of(dt.date(999, 12, 31))


# --- words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, vietnamese, english",
    [
        ("2020", "2020", "2020"),
        ("2020-02", "tháng 02/2020", "February 2020"),
        ("2020-S1", "6 tháng đầu năm 2020", "first half of 2020"),
        ("2020-S2", "6 tháng cuối năm 2020", "second half of 2020"),
        ("2020-Q1", "quý I năm 2020", "first quarter of 2020"),
        ("2020-Q4", "quý IV năm 2020", "fourth quarter of 2020"),
        ("2020-07", "tháng 7/2020", "July 2020"),
        ("2020-W01", "tuần 1 năm 2020", "week 1 of 2020"),
        ("2020-01-03", "03/01/2020", "3 January 2020"),
        ("2020-01/2020-06", "từ 01/01/2020 đến 30/06/2020", "1 January 2020 to 30 June 2020"),
    ],
)
def test_a_period_is_named_as_a_sentence_would(text: str, vietnamese: str, english: str) -> None:
    period = Period.of(text)

    assert (period.label(), period.label("vi"), period.label("en")) == (
        *(vietnamese, vietnamese),
        english,
    )


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_periods_of_one_kind_with_different_names_have_different_labels(
    data: st.DataObject, kind: PeriodKind
) -> None:
    one, other = data.draw(periods(kinds=(kind,))), data.draw(periods(kinds=(kind,)))

    for lang in ("vi", "en"):
        assert (one.label(lang) == other.label(lang)) == (one == other)


def test_a_label_in_a_third_language_is_refused() -> None:
    lang: Any = "fr"
    with pytest.raises(InvalidValueError, match="lang should be"):
        Period.of(2020).label(lang)
    with pytest.raises(InvalidValueError, match="lang should be"):
        format_date(dt.date(2020, 1, 3), lang)


@pytest.mark.parametrize("month, name", [(1, "January"), (5, "May"), (9, "September")])
def test_a_date_is_written_as_its_language_does(month: int, name: str) -> None:
    day = dt.date(2020, month, 3)

    assert (format_date(day), format_date(day, "en")) == (f"03/0{month}/2020", f"3 {name} 2020")


@pytest.mark.parametrize(
    "day, months, before",
    [
        ("2020-02-29", 12, "2019-02-28"),
        ("2020-12-31", 12, "2019-12-31"),
        ("2020-03-31", 1, "2020-02-29"),
        ("2021-01-31", 2, "2020-11-30"),
        ("2020-05-15", 24, "2018-05-15"),
    ],
)
def test_months_before_a_day_are_clipped_to_the_month(day: str, months: int, before: str) -> None:
    assert str(months_before(dt.date.fromisoformat(day), months)) == before


@given(st.dates(dt.date(1900, 1, 1)), st.integers(1, 600))
def test_months_before_a_day_are_that_many_months(day: dt.date, months: int) -> None:
    before = months_before(day, months)

    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before.day <= day.day


# --- days in the fields of nouns ---------------------------------------------------------


@attrs.frozen(field_transformer=by_annotation)
class Appointment:
    """Two days, one of which may be unknown."""

    due: dt.date = attrs.field(converter=to_day)
    since: dt.date | None = attrs.field(default=None, converter=to_day)


def test_a_field_that_asks_for_a_day_names_itself() -> None:
    make: Any = Appointment

    assert make("2020-12-31").since is None
    assert make(dt.date(2020, 12, 31), "2020-01-03").since == dt.date(2020, 1, 3)
    for wrong, field in (((None,), "due"), (("2020",), "due"), (("2020-12-31", 5), "since")):
        with pytest.raises(InvalidValueError) as caught:
            make(*wrong)
        assert caught.value.field == f"Appointment.{field}"


def test_equal_periods_come_in_one_order_however_they_are_given() -> None:
    names = ["2020", "2020-S2", "2020-12", "2020-12-31", "2021-W01", "2020-01/2020-12"]
    orders = {
        tuple(map(str, sorted(map(Period.of, order)))) for order in itertools.permutations(names)
    }

    assert orders == {
        ("2020-01-01/2020-12-31", "2020", "2020-S2", "2020-12", "2020-12-31", "2021-W01")
    }
