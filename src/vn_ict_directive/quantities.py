"""What a number counts, and how a language writes it."""

import enum
from typing import Final, Self

from vn_ict_directive.checks import as_float, member
from vn_ict_directive.text import Lang, Text, check_lang

__all__ = ["Unit", "format_number", "to_unit"]


def format_number(value: float, lang: Lang = "vi", *, digits: int = 6) -> str:
    """Write a number as the language does, with at most *digits* significant digits.

    Whole numbers are written whole, however long, and so is the whole part of others.

    Raises:
        InvalidValueError: *value* is not finite, or *lang* is no language here.

    Examples:
        >>> format_number(1000.5, "vi"), format_number(1000.5, "en")
        ('1.000,5', '1,000.5')
        >>> format_number(-0.25), format_number(73788)
        ('−0,25', '73.788')
        >>> format_number(1234567.8), format_number(999999.7)
        ('1.234.568', '1.000.000')
    """
    check_lang(lang)
    value = as_float(value, "value")
    if value == int(value) and abs(value) < 1e15:  # noqa: PLR2004 - beyond, floats skip integers
        text = f"{int(value):,}"
    else:
        text = f"{value:,.{digits}g}"
        if "e" in text and 1 <= abs(value) < 1e15:  # noqa: PLR2004 - the same
            text = f"{value:,.0f}"
        if "e" not in text and "." in text:
            text = text.rstrip("0").rstrip(".")
    if lang == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", "−")


_ONE: Final = {"places": "place", "points": "point", "percentage points": "percentage point"}


class Unit(enum.Enum):
    """What a number counts.

    The value is for files and never changes; the labels are for people.

    Attributes:
        label: The unit's name.
        distance: What a difference of two values is counted in.

    Examples:
        >>> Unit("rank").write(86, "vi"), Unit("rank").write_distance(11, "en")
        ('hạng 86', '11 places')
        >>> Unit.PER_1000_PEOPLE.write(0.72, "vi")
        '0,72 trên 1.000 dân'
    """

    RANK = "rank", Text("hạng", "rank"), Text("bậc", "places")
    SCORE = "score", Text("điểm", "points"), Text("điểm", "points")
    PERCENT = "percent", Text("%", "%"), Text("điểm phần trăm", "percentage points")
    PER_1000_PEOPLE = (
        "per-1000-people",
        Text("trên 1.000 dân", "per 1,000 people"),
        Text("trên 1.000 dân", "per 1,000 people"),
    )
    ENTERPRISES = (
        "enterprises",
        Text("doanh nghiệp", "enterprises"),
        Text("doanh nghiệp", "enterprises"),
    )
    PEOPLE = "people", Text("người", "people"), Text("người", "people")
    EVENT = "event", Text("sự kiện", "event"), Text("sự kiện", "event")

    label: Text
    distance: Text

    def __new__(cls, code: str, label: Text, distance: Text) -> Self:
        """Make a member whose value is its code."""
        member = object.__new__(cls)
        member._value_ = code
        member.label, member.distance = label, distance
        return member

    def write(self, value: float, lang: Lang = "vi") -> str:
        """Write *value* with its unit, as a sentence would."""
        written = format_number(value, lang)
        if self is Unit.RANK:
            return f"{self.label.pick(lang)} {written}"
        return f"{written} {self.label.pick(lang)}"

    def write_distance(self, value: float, lang: Lang = "vi") -> str:
        """Write a difference of two values with its unit."""
        written = format_number(value, lang)
        unit = self.distance.pick(lang)
        if lang == "en" and value == 1:
            unit = _ONE.get(unit, unit)
        return f"{written} {unit}"


def to_unit(value: Unit | str) -> Unit:
    """Convert an attrs field to a unit.

    Raises:
        InvalidValueError: *value* is no unit and names none.
    """
    return member(Unit, value, "unit")
