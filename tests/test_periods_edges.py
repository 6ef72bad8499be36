"""Periods at their edges: where an interval begins and ends, and every word of an error."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.periods import Period, day_at, following, format_date, ticks_of
from vn_ict_directive.validators import as_date

FORMS = (
    "2020 (year), 2020-S1 (semester), 2020-Q4 (quarter), 2020-07 (month), 2020-W52 (ISO week), "
    "2020-12-31 (day) or 2020-01/2020-06 (from the first to the second)"
)
NO_TIME = "It holds a time of day or a time zone: pass its date()."
MORNING = dt.datetime(2020, 1, 3, 9)  # noqa: DTZ001 - as tables hold them


@pytest.mark.parametrize(
    "text,start,end",
    [
        ("2020-05/2020-05", "2020-05-01", "2020-05-31"),  # from a month to itself
        ("2020-01/2020", "2020-01-01", "2020-12-31"),  # from its first month to its year
        ("2020/2020-12", "2020-01-01", "2020-12-31"),  # from a year to its last month
        ("2020-Q1/2020-S1", "2020-01-01", "2020-06-30"),
    ],
)
def test_an_interval_may_begin_and_end_with_its_parts(text: str, start: str, end: str) -> None:
    period = Period.of(text)

    assert (period.kind, str(period.start), str(period.end)) == ("interval", start, end)
    assert str(period) == f"{start}/{end}"


@pytest.mark.parametrize(
    "text,hint",
    [
        ("2020-06/2020", "Swap its two parts."),
        ("2020-S2/2020-Q2", "Swap its two parts."),
        ("2020/2020-06", "Its second part ends before its first."),
        ("2020-Q1/2020-01", "Its second part ends before its first."),  # both begin on one day
    ],
)
def test_an_interval_neither_begins_after_nor_ends_before_its_other_part(
    text: str, hint: str
) -> None:
    with pytest.raises(InvalidValueError, match="an interval that ends after it begins") as caught:
        Period.of(text)

    assert caught.value.hint == hint


@pytest.mark.parametrize(
    "value,sentence",
    [
        (
            "2020-06/2020",
            "Period should be an interval that ends after it begins, got '2020-06/2020'."
            " Swap its two parts.",
        ),
        ("2020-13", "Period should be a month that the calendar has, got '2020-13'."),
        ("MMXX", f"Period should be {FORMS}, got 'MMXX'."),
        (None, f"Period should be {FORMS}, got None."),
        (
            2020.5,
            "Period should be a period such as 2020, 2020-Q4 or 2020-12-31, got 2020.5."
            " A year is a whole number: write 2020.",
        ),
        (MORNING, f"Period should be a day, got {MORNING!r}. {NO_TIME}"),
        # So long a number is never written out: it is quoted as it came.
        (10**9, f"Period should be {FORMS}, got 1000000000."),
        (-(10**9), f"Period should be {FORMS}, got -1000000000."),
    ],
)
def test_what_is_no_period_gets_one_whole_sentence(value: Any, sentence: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Period.of(value)

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "value,sentence",
    [
        (MORNING, f"due should be a day, got {MORNING!r}. {NO_TIME}"),
        ("2021-02-29", "due should be a day of the calendar, got '2021-02-29'."),
        (2020, "due should be a date or text like '2020-12-31', got 2020."),
    ],
)
def test_what_is_no_day_gets_one_whole_sentence(value: Any, sentence: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        as_date(value, "due")

    assert str(caught.value) == sentence


FIRST, LAST = dt.date(2020, 1, 1), dt.date(2020, 12, 30)


@pytest.mark.parametrize(
    "start,end,kind,sentence",
    [
        (
            *(MORNING, LAST, "interval"),
            f"Period should be a date, without a time of day, got {MORNING!r}.",
        ),
        (LAST, FIRST, "interval", f"Period should be a start before its end, got {(LAST, FIRST)}."),
        (
            *(FIRST, LAST, "year"),
            "Period.kind should be what 2020-01-01 to 2020-12-30 is, got 'year'."
            " Use Period.of(...), which finds it.",
        ),
        (
            *(FIRST, LAST, "decade"),
            "Period.kind should be what 2020-01-01 to 2020-12-30 is, got 'decade'."
            " Use Period.of(...), which finds it.",
        ),
        (
            *(FIRST, LAST, ["year"]),
            "Period.kind should be what 2020-01-01 to 2020-12-30 is, got ['year']."
            " Use Period.of(...), which finds it.",
        ),
    ],
)
def test_a_period_made_by_hand_gets_one_whole_sentence(
    start: dt.date, end: dt.date, kind: Any, sentence: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Period(start=start, end=end, kind=kind)

    assert str(caught.value) == sentence


def test_every_month_has_its_english_name() -> None:
    names = [Period.of(f"2020-{month:02}").label("en") for month in range(1, 13)]

    assert names == [
        *("January 2020", "February 2020", "March 2020", "April 2020", "May 2020", "June 2020"),
        *("July 2020", "August 2020", "September 2020", "October 2020", "November 2020"),
        "December 2020",
    ]
    assert format_date(dt.date(2020, 12, 31), "en") == "31 December 2020"


_IN_A_YEAR = {"": 1, "-S": 2, "-Q": 4, "-": 12}


def _nth(sign: str, number: int) -> Period:
    """The period of one kind that comes so many after the first one of the year 2000."""
    year, place = divmod(number, _IN_A_YEAR[sign])
    width = 2 if sign == "-" else 1
    return Period.of(f"{2000 + year}{sign}{place + 1:0{width}}" if sign else str(2000 + year))


@given(st.sampled_from(sorted(_IN_A_YEAR)), st.integers(0, 60), st.integers(1, 60))
def test_the_following_period_comes_as_long_after_as_the_last_did(
    sign: str, first: int, step: int
) -> None:
    before, last = _nth(sign, first), _nth(sign, first + step)

    assert following(before, last) == _nth(sign, first + 2 * step)


@pytest.mark.parametrize(
    "before,last,after",
    [
        ("2019-12", "2020-12", "2021-12"),
        ("2020-11", "2020-12", "2021-01"),
        ("2020-Q3", "2020-Q4", "2021-Q1"),
        ("2019-S2", "2020-S1", "2020-S2"),
        ("9997", "9998", "9999"),
        ("9998", "9999", None),
        ("9999-11", "9999-12", None),
        ("2020", "2020", None),
        ("2021", "2020", None),
        ("2019", "2020-Q4", None),
        ("2019-Q4", "2020", None),
        ("2020-W01", "2020-W02", None),
        ("2020-12-30", "2020-12-31", None),
        ("2020-01-15/2020-02", "2020-02-15/2020-03", None),
    ],
)
def test_only_numbered_periods_of_one_kind_are_followed_and_within_the_calendar(
    before: str, last: str, after: str | None
) -> None:
    expected = None if after is None else Period.of(after)

    assert following(Period.of(before), Period.of(last)) == expected


@given(st.dates())
@example(dt.date.min)
@example(dt.date.max)
def test_a_day_ends_at_its_own_position_and_the_next_day_after_it(day: dt.date) -> None:
    ticks = ticks_of(day)

    assert day_at(ticks) == day
    assert day_at(ticks + 1) == (None if day == dt.date.max else day + dt.timedelta(days=1))


def test_no_day_lies_outside_the_calendar() -> None:
    assert day_at(ticks_of(dt.date.max) + 1) is None
    assert day_at(0) is None
