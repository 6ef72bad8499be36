"""Profiles: a method of judging progress, its cuts and its labels, as data.

A profile tells what an office's own method makes of the same figures. It never
changes the outcome.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import isfinite
from types import MappingProxyType
from typing import Any, Final, Literal, Self, get_args

import attrs

from vn_ict_directive.checks import as_tuple, each, exact, instance_of
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.methods import Measure, Method, Way
from vn_ict_directive.evaluation.outcome import Pace, Reason
from vn_ict_directive.quantities import format_number, rounded
from vn_ict_directive.sources import Source
from vn_ict_directive.text import Lang, Text

__all__ = ["Assessment", "Grade", "Profile"]

Standing = Literal["ours", "read", "restated"]
"""Whose rule it is: ours; read in the office's own code or documents; or read where others
restate it."""

_OURS: Final[Standing] = "ours"


def _cut(value: Any) -> Fraction | None:
    if value is None or isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise InvalidValueError("Grade.least", value, "a number or its text, or None")
    try:
        return exact(value) if isinstance(value, float) else Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise InvalidValueError("Grade.least", value, "a number or its text, or None") from None


@attrs.frozen(kw_only=True)
class Grade:
    """One of the states that a profile sorts progress into.

    Attributes:
        id: The office's code for it, or a stable name.
        label: What people are told.
        least: The least value of the method's number that earns it; None for
            the last one, which takes the rest. A float is taken as the decimal
            that it is printed as: 0.1 is a tenth.
        strict: Whether *least* itself falls short.
        paces: Which of our paces it can be said to agree with; without any, it
            takes no part in whether methods agree.
    """

    id: str = attrs.field(validator=instance_of(str))
    label: Text = attrs.field(validator=instance_of(Text))
    least: Fraction | None = attrs.field(default=None, converter=_cut)
    strict: bool = attrs.field(default=False, validator=instance_of(bool))
    paces: tuple[Pace, ...] = attrs.field(default=(), converter=as_tuple, validator=each(Pace))

    def takes(self, value: float | Fraction, scale: float = 1.0) -> bool:
        """Whether *value* earns this grade, its cut multiplied by *scale*."""
        if self.least is None:
            return True
        cut: float | Fraction = self.least if scale == 1 else float(self.least) * scale
        if isinstance(value, float) and isinstance(cut, Fraction):
            cut = float(cut)
        return value > cut or (value == cut and not self.strict)


def _best_first(profile: "Profile", field: "attrs.Attribute[Any]", grades: Any) -> None:
    each(Grade)(profile, field, grades)
    name = f"Profile({profile.id}).{field.name}"
    cuts = [grade.least for grade in grades[:-1]]
    known = [cut for cut in cuts if cut is not None]
    ordered = len(known) == len(cuts) and known == sorted(known, reverse=True)
    if not grades and field.default == ():
        return
    if not grades or not ordered or grades[-1].least is not None:
        raise InvalidValueError(
            name,
            [grade.id for grade in grades],
            "grades from the best to the worst, each but the last with a lower least value",
        )


def _is_endless(value: float | Fraction) -> bool:
    return isinstance(value, float) and not isfinite(value)


def _a_method(profile: "Profile", field: "attrs.Attribute[Any]", value: Any) -> None:
    if not callable(value) and not (value is None and field.default is None):
        expected = "a function from a Way to a Measure"
        raise InvalidValueError(f"Profile({profile.id}).{field.name}", value, expected)


def _a_standing(profile: "Profile", _: Any, value: Standing) -> None:
    if value not in get_args(Standing):
        expected = " or ".join(map(repr, get_args(Standing)))
        raise InvalidValueError(f"Profile({profile.id}).standing", value, expected)


@attrs.frozen(kw_only=True)
class Profile:
    """A method of judging progress, with its cuts and labels.

    Attributes:
        id: Stable name.
        name: Whose it is.
        method: What makes one number of the figures, for a target with a number.
        measure: What that number is.
        grades: The states, best first; the last one takes the rest. There may
            be as many as an office has.
        achieved: The state of a latest figure at the target, whatever its pace;
            None where the method has no such state.
        tolerance: The share of the target's value by which the latest figure
            may fall short and still be *achieved*.
        trend: The method where no number is set; None where there is none.
        trend_grades: Its states.
        standing: How far the rule was confirmed.
        source: Where it stands.
        note: What a reader must know.

    Examples:
        A profile of one's own, with two states:

        >>> from vn_ict_directive import DIRECTIVE_01, Text, evaluate, published
        >>> from vn_ict_directive.evaluation.methods import straight_line_ratio
        >>> mine = Profile(
        ...     id="office",
        ...     name=Text("cơ quan của tôi", "my office"),
        ...     method=straight_line_ratio,
        ...     measure=Text("tỷ số tiến độ", "pace ratio"),
        ...     grades=[
        ...         Grade(id="green", label=Text("xanh", "green"), least=0.8),
        ...         Grade(id="red", label=Text("đỏ", "red")),
        ...     ],
        ... )
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> verdict = evaluate(
        ...     target, published.series("egdi-rank"), as_of="2020-12-31", profile=mine
        ... )
        >>> verdict.assessment.code, round(verdict.assessment.value, 2)
        ('red', 0.15)
    """

    id: str = attrs.field(validator=instance_of(str))
    name: Text = attrs.field(validator=instance_of(Text))
    method: Method = attrs.field(validator=_a_method)
    measure: Text = attrs.field(validator=instance_of(Text))
    grades: tuple[Grade, ...] = attrs.field(converter=as_tuple, validator=_best_first)
    achieved: Grade | None = attrs.field(default=None, validator=instance_of(Grade, optional=True))
    tolerance: Fraction = attrs.field(default=Fraction(0), validator=instance_of(Fraction))
    trend: Method | None = attrs.field(default=None, validator=_a_method)
    trend_grades: tuple[Grade, ...] = attrs.field(
        default=(), converter=as_tuple, validator=_best_first
    )
    standing: Standing = attrs.field(default=_OURS, validator=_a_standing)
    source: Source | None = attrs.field(default=None, validator=instance_of(Source, optional=True))
    note: Text | None = attrs.field(default=None, validator=instance_of(Text, optional=True))

    def assess(self, way: Way) -> "Assessment":
        """Sort *way* into one of the grades, or say why the method has no meaning there.

        Raises:
            InvalidValueError: The method answers with no :class:`Measure`, or with no number.

        Examples:
            >>> from vn_ict_directive import PROFILES, Series
            >>> from vn_ict_directive.evaluation.methods import Way
            >>> shares = Series.of("x", {2016: 66.6, 2023: 71.4})
            >>> way = Way.of(shares, direction=1, as_of="2023-12-31", limit=100)
            >>> PROFILES["statcan"].assess(way).code
            'moderate_progress'
        """
        if way.edge is None:
            if self.trend is None:
                return Assessment.undefined(self, Reason.TARGET_REQUIRED)
            measure, grades = self._measured(self.trend, way), self.trend_grades
        else:
            measure, grades = self._measured(self.method, way), self.grades
        if self.achieved is not None and self._is_achieved(way):
            return Assessment.of(self, self.achieved, measure)
        if measure.value is None:
            return Assessment.undefined(self, measure.reason or Reason.OUT_OF_RANGE)
        earned = (grade for grade in grades if grade.takes(measure.value, measure.scale))
        return Assessment.of(self, next(earned), measure)

    def _measured(self, method: Method, way: Way) -> Measure:
        found: Any = method(way)
        value = found.value if isinstance(found, Measure) else found
        number = isinstance(value, float | int | Fraction) and not isinstance(value, bool)
        if isinstance(found, Measure) and (value is None or (number and not _is_endless(value))):
            return found
        raise InvalidValueError(
            f"the method of Profile({self.id})",
            found,
            "a Measure with a finite number, or with None and the reason",
        )

    def _is_achieved(self, way: Way) -> bool:
        if way.edge is None:
            return False
        edge, latest = exact(way.edge), exact(way.latest[1])
        return way.satisfied or abs(latest - edge) <= self.tolerance * abs(edge) * (
            self.tolerance > 0
        )


@attrs.frozen(kw_only=True)
class Assessment:
    """What a profile says of the figures behind a verdict.

    Attributes:
        profile: Whose method.
        grade: The state; None where the method has no meaning.
        value: The method's number; None where it has none.
        reason: Why there is no number.
        numbers: What else the method worked out, by name.
    """

    profile: Profile
    grade: Grade | None = None
    value: float | None = None
    reason: Reason | None = None
    numbers: Mapping[str, float] = attrs.field(factory=dict, hash=False)

    @classmethod
    def of(cls, profile: Profile, grade: Grade, measure: Measure) -> Self:
        """Make one of a grade that was earned."""
        value, reason = None, measure.reason
        if measure.value is not None:
            try:
                value = float(measure.value)
            except OverflowError:  # the grade is right all the same
                reason = Reason.OUT_OF_RANGE
        return cls(
            profile=profile,
            grade=grade,
            value=value,
            reason=reason,
            numbers=MappingProxyType(dict(measure.numbers)),
        )

    @classmethod
    def undefined(cls, profile: Profile, reason: Reason) -> Self:
        """Make one where the method has no meaning."""
        return cls(profile=profile, reason=reason)

    @property
    def code(self) -> str:
        """The grade's id, or ``"not_defined"``."""
        return "not_defined" if self.grade is None else self.grade.id

    def label(self, lang: Lang = "vi") -> str:
        """Name the grade for people, or say that there is none."""
        return (_NOT_DEFINED if self.grade is None else self.grade.label).pick(lang)

    def explain(self, lang: Lang = "vi") -> str:
        """Tell in one sentence what the method says, with its number or why there is none.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01, evaluate, published
            >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
            >>> figures = published.series("egdi-rank")
            >>> for name in ("sdsn", "statcan"):
            ...     verdict = evaluate(target, figures, as_of="2020-12-31", profile=name)
            ...     print(verdict.assessment.explain("en"))
            By the method of the Sustainable Development Solutions Network: stagnating (share of \
the way over share of the time: 0.154).
            By the method of Statistics Canada: not defined (places in a ranking have no growth \
rate).
        """
        name, label = self.profile.name.pick(lang), self.label(lang)
        if self.value is not None:
            grades = (*self.profile.grades, *self.profile.trend_grades)
            shown = rounded(self.value, lambda value: [grade.takes(value) for grade in grades])
            why = f" ({self.profile.measure.pick(lang)}: {format_number(shown, lang)})"
        elif self.reason is not None and self.grade is None:
            why = f" ({self.reason.label(lang)})"
        else:
            why = ""
        return Text(
            f"Theo phương pháp của {name}: {label}{why}.", f"By the method of {name}: {label}{why}."
        ).pick(lang)


_NOT_DEFINED: Final = Text("không xác định", "not defined")
