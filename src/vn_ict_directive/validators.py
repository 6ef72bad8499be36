"""Validators and converters shared by the nouns: what came in is what was meant."""

import datetime as dt
import enum
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import inf, isfinite
from numbers import Real
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, cast, get_args, get_origin

import attrs

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.packaged import packaged_lines

E = TypeVar("E", bound=enum.Enum)

_IDENTIFIER: Final = re.compile(r"[a-z0-9]+(?:[-./][a-z0-9]+)*")
# What float() takes beyond this (underscores, "nan", digits of other scripts)
# is not how a figure is written.
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_FRACTION: Final = re.compile(r"([+-]?[0-9]{1,15})\s*/\s*0*([1-9][0-9]{0,14})")
# More digits than any figure has; beyond, parsing would only burn time.
_LONGEST_NUMBER: Final = 1000
_LONGEST_MISTAKE: Final = 60
_DOUBLE: Final = 8  # bytes
_MOST: Final = sys.float_info.max


def as_float(value: object, field: str) -> float:
    """Take a number as a double, refusing by name what only looks like one.

    Args:
        value: An int, float, Decimal, Fraction, a number of another library
            that registers as real, or the text of one with a decimal point.
        field: What the number is for; the error names it.

    Returns:
        The nearest double, always finite.

    Raises:
        InvalidValueError: *value* is a truth value, NaN, infinite, too large
            for a double, has a decimal comma, is a fraction such as ``"86/193"``, which
            may be 86 of 193, or is not a number.

    Examples:
        >>> as_float("0.72", "value"), as_float(Decimal("49"), "value")
        (0.72, 49.0)
    """
    if (type(value) is float or type(value) is int) and -_MOST <= value <= _MOST:
        return float(value)  # as nearly all are
    if isinstance(value, bool):
        raise InvalidValueError(field, value, "a number", "A truth value is not a figure.")
    if isinstance(value, str):
        return _finite(_from_text(value, field), value, field)
    if isinstance(value, Real | Decimal):
        return _finite(value, value, field)
    hint = "Leave out what was not observed." if value is None else ""
    raise InvalidValueError(field, value, "a number", hint)


def _finite(number: "Real | Decimal | float", value: object, field: str) -> float:
    # Of a decimal shorter than a double, what it is printed as: numpy.float32(60.1) is 60.1.
    short = getattr(number, "itemsize", _DOUBLE) < _DOUBLE
    try:
        result = float(str(number) if short else number)
    except (OverflowError, ValueError):  # ValueError: a signalling NaN
        result = float("nan")
    if not isfinite(result):
        hint = "Leave out what was not observed or does not exist."
        raise InvalidValueError(field, value, "a finite number", hint)
    return result


def _from_text(value: str, field: str) -> float:
    text = value.strip()
    if len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text):
        return float(text)
    if fraction := _FRACTION.fullmatch(text):
        part, of = map(int, fraction.groups())
        hint = f"It may be {part} of {of}, or the fraction {part / of:.4g}: write one number."
    else:
        hint = mistake("number", text)
    raise InvalidValueError(field, value, "a number", hint)


def as_date(value: object, field: str) -> dt.date:
    """Take a day from a date or from text like ``2020-12-31``.

    Args:
        value: A ``datetime.date``, a ``datetime.datetime`` at midnight without
            a time zone (as tables hold dates), or ISO 8601 text of a full date.
        field: What the day is for; the error names it.

    Raises:
        InvalidValueError: *value* is anything else.
    """
    if isinstance(value, dt.datetime):
        if value.tzinfo is None and value.time() == dt.time():
            return value.date()
        hint = "It holds a time of day or a time zone: pass its date()."
        raise InvalidValueError(field, value, "a day", hint)
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        try:
            return dt.date.fromisoformat(value.strip())
        except ValueError:
            raise InvalidValueError(field, value, "a day of the calendar") from None
    hint = _either_way(value) if isinstance(value, str) else ""
    raise InvalidValueError(field, value, "a date or text like '2020-12-31'", hint)


def _either_way(text: str) -> str:
    """Return how a day is to be written that ends with its year; nothing of other text."""
    if not re.fullmatch(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{4}", text.strip()):
        return ""
    first, second, year = map(int, re.findall("[0-9]+", text))
    days = []
    for month, day in {(first, second), (second, first)}:
        try:
            days.append(dt.date(year, month, day))
        except ValueError:
            continue
    written = " or ".join(map(str, sorted(days, reverse=True)))
    return f"Write the year first: {written}." if written else ""


def to_day(value: dt.date | str) -> dt.date:
    """Convert an attrs field to a day; what cannot be one is left to :func:`by_annotation`."""
    try:
        return as_date(value, "")
    except InvalidValueError:
        return value  # type: ignore[return-value]


@cache
def _mistakes() -> list[tuple[str, re.Pattern[str], str]]:
    rows = packaged_lines("mistakes.csv")
    return [(of, re.compile(pattern), hint) for of, pattern, hint in rows]


def mistake(of: str, text: str) -> str:
    """Return what to write instead of *text*, if people often write it for a figure or a period.

    Examples:
        >>> mistake("period", "2020-1-5"), mistake("period", "2020-12")
        ('Write two digits.', '')
    """
    for kind, pattern, hint in _mistakes():
        if kind == of and (found := pattern.fullmatch(text[:_LONGEST_MISTAKE])):
            return hint.format(*found.groups())
    return ""


def exact(value: float) -> Fraction:
    """Take a double as the decimal that it is printed as: 0.1 is a tenth.

    Figures and limits are printed in decimals; worked out in fractions of them,
    no rounding tips a cut.

    Examples:
        >>> 1.1 * 3, float(exact(1.1) * exact(3))
        (3.3000000000000003, 3.3)
    """
    return Fraction(repr(value))


def as_double(value: Fraction) -> float:
    """Return the nearest double; infinity where there is none."""
    try:
        return float(value)
    except OverflowError:
        return inf if value > 0 else -inf


def instance_of(*types: type) -> Callable[[Any, Any, Any], None]:
    """Build an attrs validator for the types a field may hold."""
    expected = " or ".join("None" if t is NoneType else t.__name__ for t in types)

    def check(record: Any, field: "attrs.Attribute[Any]", value: Any) -> None:
        # bool is an int to Python, and never to a reader of figures.
        if isinstance(value, types) and (type(value) is not bool or bool in types):
            return
        raise InvalidValueError(f"{type(record).__name__}.{field.name}", value, expected)

    return check


def identifier(record: Any, field: "attrs.Attribute[Any]", value: Any) -> None:
    """Check that an id is lower-case ASCII words joined by ``-``, ``.`` or ``/``.

    None is one where that is the default.
    """
    if value is None and field.default is None:
        return
    if not isinstance(value, str) or not _IDENTIFIER.fullmatch(value):
        expected = "lower-case letters and digits joined by '-', '.' or '/'"
        raise InvalidValueError(f"{type(record).__name__}.{field.name}", value, expected)


def as_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """Convert an attrs field to a tuple; what is no sequence is left to :func:`each`."""
    # The order of a set means nothing, and a mapping would lose its values.
    if isinstance(values, str | Mapping | AbstractSet) or not isinstance(values, Iterable):
        return values  # type: ignore[return-value]
    return tuple(values)


def each(*types: type) -> Callable[[Any, Any, Any], None]:
    """Build an attrs validator for the items of a tuple; a bare string is refused."""
    expected = " or ".join(t.__name__ for t in types)

    def check(record: Any, field: "attrs.Attribute[Any]", values: Any) -> None:
        name = f"{type(record).__name__}.{field.name}"
        if not isinstance(values, tuple):
            raise InvalidValueError(name, values, f"a sequence of {expected}")
        for position, value in enumerate(values):
            if not isinstance(value, types):
                raise InvalidValueError(f"{name}[{position}]", value, expected)

    return check


def one_of(*codes: str) -> Callable[[Any, Any, Any], None]:
    """Build an attrs validator for the codes that a field may hold."""

    def check(record: Any, field: "attrs.Attribute[Any]", value: Any) -> None:
        check_one_of(value, codes, f"{type(record).__name__}.{field.name}")

    return check


def by_annotation(
    _: type, fields: Iterable["attrs.Attribute[Any]"]
) -> list["attrs.Attribute[Any]"]:
    """Let the fields of a noun hold only what their annotations say, as its field transformer.

    Each item of a tuple is checked, that no two share an id, and that a day is one, before the
    validators of the field; of the others, those that have no validator and no converter of their
    own.
    """
    return [_checked(field) if field.init else field for field in fields]


def _a_day(record: Any, field: "attrs.Attribute[Any]", value: Any) -> None:
    if value is not None or field.default is not None:
        as_date(value, f"{type(record).__name__}.{field.name}")


def _unique_ids(record: Any, field: "attrs.Attribute[Any]", values: Iterable[Any]) -> None:
    name, seen = f"{type(record).__name__}.{field.name}", set[str]()
    for value in values:
        if value.id in seen:
            raise InvalidValueError(name, value.id, "ids that differ")
        seen.add(value.id)


def _checked(field: "attrs.Attribute[Any]") -> "attrs.Attribute[Any]":
    own, kind, converter = field.validator, field.type, cast("Any", field.converter)
    types = _types(kind)
    if converter is as_tuple and get_args(kind)[1:] == (...,):
        items = _types(get_args(kind)[0])
        have_ids = any(attrs.has(item) and "id" in attrs.fields_dict(item) for item in items)
        first: list[Any] = [each(*items), _unique_ids] if have_ids else [each(*items)]
    elif dt.date in types:
        first = [_a_day]
    elif own is not None or converter is not None:
        return field  # to evolve is slow, and there are hundreds when the directive is imported
    else:
        first = [one_of(*get_args(kind)) if get_origin(kind) is Literal else instance_of(*types)]
    checks = first if own is None else [*first, own]
    return field.evolve(validator=attrs.validators.and_(*checks) if checks[1:] else checks[0])


def _types(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)


def member(kind: type[E], value: object, field: str) -> E:
    """Return the member of an enum that *value* is or names.

    Raises:
        InvalidValueError: There is none; the error lists the codes.
    """
    if isinstance(value, kind):
        return value
    try:
        return kind(value)
    except ValueError:
        codes = " or ".join(repr(one.value) for one in kind)
        raise InvalidValueError(field, value, codes) from None


def check_one_of(value: object, known: tuple[str, ...], field: str) -> None:
    """Check that an argument is one of a few words.

    Raises:
        InvalidValueError: It is none; the error lists them.
    """
    if value not in known:
        raise InvalidValueError(field, value, f"one of {', '.join(map(repr, known))}")
