"""Numbers and their units, as each language writes them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.testing import values
from vn_ict_directive.units import Unit, format_number, to_unit
from vn_ict_directive.words import singular


@pytest.mark.parametrize(
    "number, vietnamese, english",
    [
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (86, "86", "86"),
        (73788, "73.788", "73,788"),
        (0.72, "0,72", "0.72"),
        (-0.25, "−0,25", "−0.25"),
        (1000.5, "1.000,5", "1,000.5"),
        (1 / 3, "0,333333", "0.333333"),
        (1e15, "1 × 10¹⁵", "1 × 10¹⁵"),
        (1.5e-7, "1,5 × 10⁻⁷", "1.5 × 10⁻⁷"),
    ],
)
def test_a_number_is_written_as_its_language_does(
    number: float, vietnamese: str, english: str
) -> None:
    assert format_number(number, "vi") == format_number(number) == vietnamese
    assert format_number(number, "en") == english


def test_the_number_of_digits_may_be_asked_for() -> None:
    assert format_number(2 / 3, "en", digits=2) == "0.67"


@given(values())
def test_the_two_languages_differ_only_in_their_marks(number: float) -> None:
    swapped = format_number(number, "en").translate(str.maketrans(",.", ".,"))

    assert format_number(number, "vi") == swapped


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_are_written_whole(number: int) -> None:
    assert int(format_number(number, "vi").replace(".", "").replace("−", "-")) == number


@pytest.mark.parametrize("lang", ["fr", None])
def test_a_third_language_is_refused(lang: Any) -> None:
    with pytest.raises(InvalidValueError):
        format_number(1, lang)


@pytest.mark.parametrize("unit", Unit)
def test_a_unit_is_found_again_by_its_code(unit: Unit) -> None:
    assert to_unit(unit.value) is to_unit(unit) is unit
    assert unit.labels.vi
    assert unit.distance.en


@pytest.mark.parametrize("unit", Unit)
@given(number=values())
def test_a_value_is_written_with_its_unit(unit: Unit, number: float) -> None:
    for lang in ("vi", "en"):
        written = unit.write(number, lang)
        unit_of_one = singular(unit.distance.pick(lang)).strip()
        names = (unit.label(lang), unit.distance.pick(lang), unit_of_one)
        assert any(name in written for name in names)
        assert format_number(number, lang) in written


def test_a_rank_stands_before_its_number() -> None:
    assert (Unit.RANK.write(86), Unit.RANK.write(86, "en")) == ("hạng 86", "rank 86")


@pytest.mark.parametrize(
    "unit, number, vietnamese, english",
    [
        (Unit.RANK, 1, "1 bậc", "1 place"),
        (Unit.RANK, 11, "11 bậc", "11 places"),
        (Unit.SCORE, 1, "1 điểm", "1 point"),
        (Unit.PEOPLE, 1, "1 người", None),
        (Unit.PERCENT, 2.5, "2,5 điểm phần trăm", "2.5 percentage points"),
    ],
)
def test_a_difference_is_counted_in_its_own_words(
    unit: Unit, number: float, vietnamese: str, english: str | None
) -> None:
    assert unit.write_distance(number, "vi") == vietnamese
    if english is not None:
        assert unit.write_distance(number, "en") == english
