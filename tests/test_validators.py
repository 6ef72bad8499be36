"""Validators and converters: what came in is what was meant."""

import enum
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from types import NoneType
from typing import Any, Literal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.testing import identifiers, values
from vn_ict_directive.validators import (
    as_float,
    as_tuple,
    by_annotation,
    each,
    identifier,
    instance_of,
    member,
)


class Float32(float):
    """A number of another library, as numpy's are: a float by another name."""


class Count:
    """A number that only registers as real."""

    def __init__(self, number: float) -> None:
        self.number = number

    def __float__(self) -> float:
        return self.number


Real.register(Count)


@given(values())
def test_every_way_to_write_a_number_is_the_same_double(number: float) -> None:
    ways: tuple[Any, ...] = (
        number,
        Decimal(number),
        Fraction(number),
        repr(number),
        f" {number!r} ",
    )
    ways += (Float32(number), Count(number))

    assert {as_float(way, "value") for way in ways} == {number}


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_are_taken_whole(number: int) -> None:
    assert as_float(number, "value") == as_float(str(number), "value") == number


@pytest.mark.parametrize(
    "text, number",
    [("49", 49), ("+0.72", 0.72), (".5", 0.5), ("1.", 1), ("1e3", 1000)],
)
def test_the_text_of_a_number_is_a_number(text: str, number: float) -> None:
    assert as_float(text, "value") == number


@pytest.mark.parametrize("flag", [True, False])
def test_a_truth_value_is_not_a_figure(flag: bool) -> None:
    with pytest.raises(InvalidValueError) as caught:
        as_float(flag, "share")

    assert str(caught.value) == (
        f"share should be a number, got {flag}. A truth value is not a figure."
    )


_NOT_FINITE = [float("nan"), float("inf"), -float("inf"), Decimal("NaN"), Decimal("sNaN")]
_NOT_FINITE += [Decimal("Infinity"), "1e999", 10**400, Fraction(10**400), Count(float("nan"))]


@pytest.mark.parametrize("number", _NOT_FINITE, ids=lambda number: type(number).__name__)
def test_what_is_not_finite_is_refused(number: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"^value should be a finite number, got"):
        as_float(number, "value")


@pytest.mark.parametrize("text", ["1,5", "1.000,5", "1,000", "-3,2", ",5"])
def test_a_comma_is_refused_with_what_to_write_instead(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"Write the decimal point as '\.'"):
        as_float(text, "value")


@pytest.mark.parametrize("text", ["", " ", "nan", "NaN", "-inf", "Infinity", "n/a", "NA", "null"])
def test_a_word_for_no_figure_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(InvalidValueError, match="Leave out what was not observed"):
        as_float(text, "value")


@pytest.mark.parametrize(
    "value",
    ["1_000", "\uff11", "٣", "0x10", "1/0", "1 000", "12%", "1" * 1001, b"1", [1], 1j, object()],
    ids=lambda value: str(value)[:6],
)
def test_what_only_looks_like_a_number_is_refused(value: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        as_float(value, "value")

    assert caught.value.got is value
    assert caught.value.hint == ""


def test_nothing_is_refused_with_what_to_do() -> None:
    with pytest.raises(InvalidValueError, match=r"got None\. Leave out what was not observed"):
        as_float(None, "value")


@attrs.frozen
class Pair:
    """Two things checked in the ways the nouns check theirs."""

    id: str = attrs.field(default="a", validator=identifier)
    other: str | None = attrs.field(default=None, validator=identifier)
    size: int = attrs.field(default=1, validator=instance_of(int))
    share: int | bool | None = attrs.field(default=None, validator=instance_of(int, bool, NoneType))
    words: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, validator=each(str))


_pair: Any = Pair


@given(identifiers())
def test_ids_are_words_joined_by_hyphens(name: str) -> None:
    assert _pair(id=name, other=name).other == name


@pytest.mark.parametrize("name", ["", "A", "a b", "-a", "a-", "a--b", "á", "a_b", "a\n", None, 1])
@pytest.mark.parametrize("field", ["id", "other"])
def test_anything_else_is_no_id(field: str, name: Any) -> None:
    if field == "other" and name is None:
        assert _pair(other=None).other is None
        return
    with pytest.raises(InvalidValueError) as caught:
        _pair(**{field: name})

    assert (caught.value.field, caught.value.got) == (f"Pair.{field}", name)


@pytest.mark.parametrize("size", [True, None, "1", 1.0])
def test_a_field_takes_its_own_type_and_no_truth_value(size: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        _pair(size=size)

    assert (caught.value.field, caught.value.expected) == ("Pair.size", "int")


@pytest.mark.parametrize("share", [True, 1, None])
def test_a_truth_value_or_nothing_is_taken_where_it_is_asked_for(share: Any) -> None:
    assert _pair(share=share).share is share


def test_the_types_that_a_field_takes_are_named() -> None:
    with pytest.raises(InvalidValueError, match=r"^Pair.share should be int or bool or None, got"):
        _pair(share="1")


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Annotated:
    """What is checked by its annotations alone."""

    number: float | None = None
    code: Literal["a", "b"] = "a"
    sizes: tuple[int | str, ...] = attrs.field(default=(), converter=as_tuple)
    own: str = attrs.field(default="a", validator=identifier)
    twins: tuple[Pair, ...] = attrs.field(default=(), converter=as_tuple)


_annotated: Any = Annotated


@pytest.mark.parametrize(
    "field, value, place, expected",
    [
        ("number", "1", "number", "float or None"),
        ("code", "c", "code", "one of 'a', 'b'"),
        ("sizes", 1, "sizes", "a sequence of int or str"),
        ("sizes", ["a", 2, 3.0], "sizes[2]", "int or str"),
        ("own", 1, "own", "lower-case letters and digits joined by '-', '.' or '/'"),
        ("twins", [Pair(), None], "twins[1]", "Pair"),
        ("twins", [Pair(), Pair()], "twins", "ids that differ"),
    ],
)
def test_a_field_holds_what_its_annotation_says(
    field: str, value: Any, place: str, expected: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        _annotated(**{field: value})

    assert (caught.value.field, caught.value.expected) == (f"Annotated.{place}", expected)


def test_what_its_annotation_says_is_taken() -> None:
    one = _annotated(number=1.0, code="b", sizes=[1, "a"], twins=[Pair()])

    assert (one.number, one.code, one.sizes, one.twins) == (1.0, "b", (1, "a"), (Pair(),))
    assert _annotated().number is None


@pytest.mark.parametrize("values", ["abc", None, 5])
def test_a_bare_string_or_a_single_thing_is_no_sequence(values: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"^Pair.words should be a sequence of str, got"):
        _pair(words=values)


def test_the_item_that_does_not_fit_is_named_by_its_position() -> None:
    with pytest.raises(InvalidValueError, match=r"^Pair.words\[1\] should be str, got 2"):
        _pair(words=["a", 2])


@given(st.lists(st.text()))
def test_any_iterable_becomes_a_tuple(words: list[str]) -> None:
    assert _pair(words=iter(words)).words == tuple(words)


def test_two_things_with_one_id_are_refused() -> None:
    assert len(_annotated(twins=[Pair("a"), Pair("b")]).twins) == 2
    with pytest.raises(
        InvalidValueError, match=r"^Annotated.twins should be ids that differ, got 'a'"
    ):
        _annotated(twins=[Pair("a"), Pair("a")])


class Colour(enum.Enum):
    """An enum."""

    RED = "red"
    BLUE = "blue"


def test_an_enum_member_is_found_by_itself_or_by_its_code() -> None:
    assert member(Colour, Colour.RED, "colour") is member(Colour, "red", "colour") is Colour.RED


@pytest.mark.parametrize("value", ["RED", None, 3, []])
def test_a_code_that_there_is_not_is_refused_with_those_there_are(value: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"^colour should be 'red' or 'blue', got"):
        member(Colour, value, "colour")


def test_a_fraction_has_two_readings() -> None:
    """The 86th of 193 is a rank, and a share below a half."""
    with pytest.raises(InvalidValueError) as caught:
        as_float("86/193", "value")
    assert caught.value.hint == "It may be 86 of 193, or the fraction 0.4456: write one number."
