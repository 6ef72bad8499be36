"""What a number counts, and how a language writes it."""

import enum
from collections.abc import Callable
from typing import Final, Self

from vn_ict_directive.checks import as_float, member
from vn_ict_directive.text import Lang, Text, check_lang

__all__ = ["Bound", "Unit", "format_number", "rounded", "split_bound", "to_bound", "to_unit"]


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


def rounded(value: float, tells: Callable[[float], object], digits: int = 3) -> float:
    """Round to *digits* significant digits, to more where so few would tell another story.

    Args:
        value: The number.
        tells: What is said of it; it must say the same of the rounded one.
        digits: How many are enough, if they are.

    Examples:
        >>> rounded(0.91234, lambda ratio: ratio >= 0.95)
        0.912
        >>> rounded(0.9496, lambda ratio: ratio >= 0.95)
        0.9496
    """
    candidates = (float(f"{value:.{count}g}") for count in range(digits, 17))
    return next((one for one in candidates if tells(one) == tells(value)), value)


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

    def write(self, value: float, lang: Lang = "vi", *, bound: "Bound | None" = None) -> str:
        """Write *value* with its unit, as a sentence would.

        Examples:
            >>> Unit.PERCENT.write(95, "en", bound=Bound.ABOVE)
            'more than 95%'
        """
        written, unit = format_number(value, lang), self.label.pick(lang)
        if self is Unit.RANK:
            text = f"{unit} {written}"
        elif self is Unit.PERCENT and lang == "en":
            text = f"{written}{unit}"
        else:
            text = f"{written} {unit}"
        return text if bound is None else f"{bound.write(lang)} {text}"

    def write_distance(self, value: float, lang: Lang = "vi") -> str:
        """Write a difference of two values with its unit."""
        written = format_number(value, lang)
        unit = self.distance.pick(lang)
        if lang == "en" and value == 1:
            unit = _ONE.get(unit, unit)
        return f"{written} {unit}"


class Bound(enum.StrEnum):
    """On which side of a printed number the true figure lies, where only that is known.

    Statisticians call such a figure censored: "more than 95 %" is 95 with the
    bound ``">"``. It decides a target only where every value it leaves possible
    would decide alike.
    """

    ABOVE = ">"
    AT_LEAST = ">="
    BELOW = "<"
    AT_MOST = "<="

    def write(self, lang: Lang = "vi") -> str:
        """Say it in the words that stand before the number."""
        return _BOUNDS[self].pick(lang)


_BOUNDS: Final = {
    Bound.ABOVE: Text("trên", "more than"),
    Bound.AT_LEAST: Text("ít nhất", "at least"),
    Bound.BELOW: Text("dưới", "less than"),
    Bound.AT_MOST: Text("nhiều nhất", "at most"),
}
# The longer signs come first: ">=" begins with ">".
_SIGNS: Final = {
    ">=": Bound.AT_LEAST,
    "≥": Bound.AT_LEAST,
    "<=": Bound.AT_MOST,
    "≤": Bound.AT_MOST,
    ">": Bound.ABOVE,
    "<": Bound.BELOW,
}


def split_bound(text: str) -> tuple[str, Bound | None]:
    """Take the sign of a bound from the front of a printed figure.

    Examples:
        >>> split_bound("> 95"), split_bound("≤5"), split_bound("95")
        (('95', <Bound.ABOVE: '>'>), ('5', <Bound.AT_MOST: '<='>), ('95', None))
    """
    text = text.strip()
    for sign, bound in _SIGNS.items():
        if text.startswith(sign):
            return text.removeprefix(sign).lstrip(), bound
    return text, None


def to_bound(value: Bound | str) -> Bound:
    """Convert an attrs field to a bound.

    Raises:
        InvalidValueError: *value* is no bound and names none.
    """
    return member(Bound, value, "bound")


def to_unit(value: Unit | str) -> Unit:
    """Convert an attrs field to a unit.

    Raises:
        InvalidValueError: *value* is no unit and names none.
    """
    return member(Unit, value, "unit")
