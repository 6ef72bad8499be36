"""What a number counts, and how a language writes it."""

import enum
import re
from collections.abc import Callable
from math import ceil, inf
from typing import Final, Literal, NamedTuple, Self

import attrs

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.text import HasLabels, Lang, Text, check_lang
from vn_ict_directive.validators import as_float, by_annotation, identifier, member
from vn_ict_directive.words import WORDS, counted, say

__all__ = ["AnyUnit", "Bound", "Domain", "Measure", "OwnUnit", "Scale", "Unit", "format_number"]
__all__ += ["format_share"]


_RAISED: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


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
    number, sign, power = text.partition("e")
    if sign:
        number = f"{number} × 10{str(int(power)).translate(_RAISED)}"
    return number.replace("-", "−")


def format_share(share: float, lang: Lang = "vi") -> str:
    """Write a share as a percentage with at most one decimal.

    Examples:
        >>> format_share(0.1538), format_share(1, "en")
        ('15,4%', '100%')
    """
    return f"{format_number(round(100 * share, 1), lang)}%"


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


class Unit(HasLabels, enum.Enum):
    """What a number counts.

    The value is for files and never changes; the labels are for people.

    Examples:
        >>> Unit("rank").write(86, "vi"), Unit("rank").write_distance(11, "en")
        ('hạng 86', '11 places')
        >>> Unit.PER_1000_PEOPLE.write(0.72, "vi")
        '0,72/1.000 dân'
    """

    RANK = "rank"
    SCORE = "score"
    PERCENT = "percent"
    PER_1000_PEOPLE = "per-1000-people"
    ENTERPRISES = "enterprises"
    PEOPLE = "people"
    EVENT = "event"

    @property
    def labels(self) -> Text:
        """The unit's name in both languages."""
        return WORDS[f"unit {self.value}"]

    @property
    def distance(self) -> Text:
        """The unit of a difference of two values."""
        return WORDS[f"distance {self.value}"]

    def write(
        self,
        value: float,
        lang: Lang = "vi",
        *,
        bound: "Bound | None" = None,
        noun: Text | None = None,
    ) -> str:
        """Write *value* with its unit, as a sentence would.

        Args:
            value: The number.
            lang: The language.
            bound: On which side of it the true figure lies, or what a limit allows. Of
                ranks it says which is better, since the smaller number is the higher rank.
            noun: What the indicator counts, such as enterprises; see
                :attr:`Indicator.counted <vn_ict_directive.Indicator.counted>`.

        Examples:
            >>> Unit.PERCENT.write(95, "en", bound=Bound.ABOVE)
            'more than 95%'
            >>> Unit.RANK.write(50, "en", bound=Bound.AT_MOST)
            'rank 50 or better'
            >>> Unit.PER_1000_PEOPLE.write(1, "en", noun=Text("doanh nghiệp", "enterprises"))
            '1 enterprise per 1,000 people'
        """
        if self is Unit.RANK:
            text = f"{self.label(lang)} {format_number(value, lang)}"
            return text if bound is None else say(f"rank {bound}", lang, rank=text)
        text = self._count(value, self.labels, lang, noun)
        return text if bound is None else say(f"bound {bound}", lang, value=text)

    def write_distance(self, value: float, lang: Lang = "vi", *, noun: Text | None = None) -> str:
        """Write a difference of two values with its unit."""
        return self._count(value, self.distance, lang, noun)

    def _count(self, value: float, unit: Text, lang: Lang, noun: Text | None) -> str:
        number = format_number(value, lang)
        if self is Unit.PER_1000_PEOPLE:
            many = number if noun is None else counted(number, noun, lang)
            return f"{many}{self.distance.pick(lang)}"
        return f"{number}%" if unit.vi == "%" else counted(number, unit, lang)


Measure = Literal["share", "count", "ratio", "money", "index"]
"""What kind of number a unit of one's own counts. It gives the range: a share is from 0 to 100,
a count and a ratio are not negative, an amount of money and an index may be anything."""


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class OwnUnit(HasLabels):
    """A unit that a document defines: dong, hours, megabits a second.

    Two amounts compare only in the same unit: nothing converts millions to billions.

    Attributes:
        id: Stable name, as files write it.
        labels: What is counted, in the plural, such as hours.
        kind: What kind of number it is.
        symbol: What is written after any number in place of the label, such as Mbit/s;
            None for the label.

    Examples:
        >>> billions = OwnUnit(id="bn-vnd", labels=Text("tỷ đồng", "billion dong"), kind="money")
        >>> billions.write(1500.5), billions.write_distance(2, "en")
        ('1.500,5 tỷ đồng', '2 billion dong')
    """

    id: str = attrs.field(validator=identifier)
    labels: Text
    kind: Measure
    symbol: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse the name of a unit of the library."""
        if self.id in {one.value for one in Unit}:
            raise InvalidValueError("OwnUnit.id", self.id, "a name that no unit here has yet")

    @property
    def value(self) -> str:
        """The code for files, as :class:`Unit` has one."""
        return self.id

    def write(
        self,
        value: float,
        lang: Lang = "vi",
        *,
        bound: "Bound | None" = None,
        noun: Text | None = None,
    ) -> str:
        """Write *value* with its unit; see :meth:`Unit.write`. The unit says what is counted."""
        del noun
        number = format_number(value, lang)
        text = f"{number} {self.symbol}" if self.symbol else counted(number, self.labels, lang)
        return text if bound is None else say(f"bound {bound}", lang, value=text)

    def write_distance(self, value: float, lang: Lang = "vi", *, noun: Text | None = None) -> str:
        """Write a difference of two values with its unit."""
        return self.write(value, lang, noun=noun)


AnyUnit = Unit | OwnUnit
"""What a number counts: a unit of the library, or one that a document defines."""


class Bound(enum.StrEnum):
    """On which side of a printed number the true figure lies, where only that is known.

    Statisticians call such a figure censored: "more than 95%" is 95 with the
    bound ``">"``. It decides a target only where every value it leaves possible
    would decide alike.
    """

    ABOVE = ">"
    AT_LEAST = ">="
    BELOW = "<"
    AT_MOST = "<="


_SIGN: Final = re.compile(r"([<>]=?|[≤≥])\s*")


IMPOSSIBLE: Final = "Correct it, or leave it out."
"""What to do about a figure that is not possible."""


Scale = tuple[float | None, float | None]
"""The least and the greatest value, None for no limit but the unit's."""


class Domain(NamedTuple):
    """The figures that are possible in a unit, on the scale of an indicator.

    A rank is a whole number from 1, a count is not negative, and an event has
    happened (1) or not (0). A percentage and a score have no limits of their own,
    since growth and gaps are percentages too: their scale has.

    Attributes:
        unit: What the figures count.
        low: The least of them; minus infinity for no limit.
        high: The greatest of them; infinity for no limit.

    Examples:
        >>> share = Domain.of(Unit.PERCENT, (0, 100))
        >>> share.holds(86), share.holds(860), share.holds(100, Bound.ABOVE)
        (True, False, False)
        >>> print(Domain.of(Unit.RANK).fault(70.5, "egdi-rank[2020]"))
        egdi-rank[2020] should be a whole rank of at least 1, got 70.5. Correct it, or leave it out.
    """

    unit: AnyUnit
    low: float
    high: float

    @classmethod
    def of(cls, unit: AnyUnit, scale: Scale = (None, None)) -> Self:
        """Narrow the range of *unit* to *scale*: least and greatest, None for no limit."""
        kind = unit.kind if isinstance(unit, OwnUnit) else unit
        low, high = _RANGES.get(kind, (-inf, inf))
        least, greatest = scale
        low = low if least is None else max(low, float(least))
        high = high if greatest is None else min(high, float(greatest))
        return cls(unit, low, high)

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are possible."""
        return self.unit in _WHOLE

    @property
    def has_any(self) -> bool:
        """Whether any figure is possible at all."""
        return (ceil(self.low) if self.whole else self.low) <= self.high

    @property
    def expected(self) -> str:
        """What a figure should be, in the words of an error."""
        if self.unit is Unit.EVENT:
            return "1 (it happened) or 0 (it had not happened by the end of the period)"
        low, high = f"{self.low:.12g}", f"{self.high:.12g}"
        if self.low == -inf:
            limits = "" if self.high == inf else f" of at most {high}"
        else:
            limits = f" of at least {low}" if self.high == inf else f" from {low} to {high}"
        own = isinstance(self.unit, OwnUnit)
        noun = f"a value in {self.unit.labels.en}" if own else _NOUNS[self.unit]
        return f"{noun}{limits}"

    def holds(self, value: float, bound: Bound | None = None) -> bool:
        """Whether *value* is possible; of a bound, whether it leaves any figure possible."""
        if not self.low <= value <= self.high or (self.whole and value % 1):
            return False
        if self.unit is Unit.EVENT:
            return bound is None
        impossible = {Bound.ABOVE: self.high, Bound.BELOW: self.low}
        return bound is None or value != impossible.get(bound)

    def fault(
        self, value: float, field: str, bound: Bound | None = None, hint: str = IMPOSSIBLE
    ) -> InvalidValueError:
        """Return the error that says that *value*, for *field*, is not possible."""
        got = value if bound is None else f"{bound}{value!r}"
        return InvalidValueError(field, got, self.expected, hint)


_RANGES: Final[dict[Unit | Measure, tuple[float, float]]] = {
    Unit.RANK: (1.0, inf),
    Unit.EVENT: (0.0, 1.0),
    "share": (0.0, 100.0),
    "count": (0.0, inf),
    "ratio": (0.0, inf),
    **dict.fromkeys((Unit.PER_1000_PEOPLE, Unit.ENTERPRISES, Unit.PEOPLE), (0.0, inf)),
}
_WHOLE: Final = frozenset({Unit.RANK, Unit.EVENT})
_NOUNS: Final[dict[AnyUnit, str]] = {
    Unit.RANK: "a whole rank",
    Unit.SCORE: "a score",
    Unit.PERCENT: "a percentage",
    Unit.PER_1000_PEOPLE: "a number per 1,000 people",
    Unit.ENTERPRISES: "a number of enterprises",
    Unit.PEOPLE: "a number of people",
}


def split_bound(text: str) -> tuple[str, Bound | None]:
    """Take the sign of a bound from the front of a printed figure.

    Examples:
        >>> split_bound("> 95"), split_bound("≤5"), split_bound("95")
        (('95', <Bound.ABOVE: '>'>), ('5', <Bound.AT_MOST: '<='>), ('95', None))
    """
    text = text.strip()
    if (found := _SIGN.match(text)) is None:
        return text, None
    sign = {"≤": "<=", "≥": ">="}.get(found[1], found[1])
    return text[found.end() :], Bound(sign)


def to_bound(value: Bound | str) -> Bound:
    """Convert an attrs field to a bound.

    Raises:
        InvalidValueError: *value* is no bound and names none.
    """
    return member(Bound, value, "bound")


def to_unit(value: AnyUnit | str) -> AnyUnit:
    """Convert an attrs field to a unit.

    Raises:
        InvalidValueError: *value* is no unit and names none.
    """
    return value if isinstance(value, OwnUnit) else member(Unit, value, "unit")
