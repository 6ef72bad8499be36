"""How statistical offices judge pace: their methods as data, and the same figures by each.

No method changes an outcome: whether a target was met is one question, how fast the
figures move another. An office's profile is here only if its rule was read in the
office's own words and holds against results that the office published.

A method looks at a :class:`Trajectory` and answers with a :class:`Measure`. Notation:
baseline ``b`` at time ``tb``, latest figure ``c`` at ``tc``, target value ``T`` due at
``tT``, direction ``d`` (+1 up, −1 down), and ``g(x, y, n) = (x / y) ** (1 / n) − 1``, the
compound annual growth rate over ``n`` years. It exists only where x and y have one sign and
y is not zero, and is never taken of ranks; nothing replaces a zero. Straight lines are
worked out in fractions of the figures as printed, so that no rounding tips a cut.

Long, since each method stands beside its formula; the grades of each profile, with their
cuts, are rows of ``grades.csv``.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise, takewhile
from math import expm1, inf, isfinite, log
from typing import Any, Final, NamedTuple

import attrs

from vn_ict_directive.criteria import NumericCriterion, RelativeTo
from vn_ict_directive.errors import InvalidValueError, UnknownNameError
from vn_ict_directive.evaluation import Evaluation, Outcome, Pace, Reason, Timing, evaluate
from vn_ict_directive.evaluation.facts import after_last_break
from vn_ict_directive.evaluation.outcome import Labelled
from vn_ict_directive.model import Target
from vn_ict_directive.observations import Series
from vn_ict_directive.packaged import packaged_rows
from vn_ict_directive.periods import TICKS_PER_YEAR, ticks_of
from vn_ict_directive.shown import Named, Shown
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.units import Unit, format_number, rounded
from vn_ict_directive.validators import as_double, as_float, as_tuple, by_annotation, exact
from vn_ict_directive.words import WORDS, Late, say

__all__ = ["PROFILES", "Assessment", "Comparison", "Grade", "Measure", "Method", "NotDefined"]
__all__ += ["Profile", "Trajectory", "assess", "compare", "growth_ratio", "recent_mean_change"]
__all__ += ["straight_line_ratio", "trajectory_of"]


class NotDefined(Labelled):
    """Why a method has no meaning for some figures, where the verdict has no such reason."""

    NO_NUMBER = "no_number"
    AT_TARGET = "at_target"
    ORDINAL = "ordinal"
    SIGNS_DIFFER = "signs_differ"
    TOO_FEW_FIGURES = "too_few_figures"
    OUT_OF_RANGE = "out_of_range"


Why = Reason | NotDefined


class Trajectory(NamedTuple):
    """The figures that a method looks at; :func:`trajectory_of` makes it of a verdict.

    Attributes:
        points: Time in ticks and value of every known figure that compares with the latest.
        baseline: The one that the pace starts from.
        target_value: The value to reach.
        due: When, in ticks.
        direction: +1 if more is better, −1 if less is.
        satisfied: Whether the latest figure satisfies the target.
        every_year: Whether the target is to be kept every year, not reached once.
        ordinal: Whether the values are ranks.
    """

    points: tuple[tuple[int, float], ...]
    baseline: tuple[int, float]
    target_value: float
    due: int
    direction: int
    satisfied: bool
    every_year: bool = False
    ordinal: bool = False


class Measure(NamedTuple):
    """The answer of a method.

    Attributes:
        value: The method's number; None where it has no meaning or decides nothing.
        reason: Why there is none.
        grade: Id of the grade that the state alone decides, whatever the number.
    """

    value: float | Fraction | None
    reason: Why | None = None
    grade: str | None = None


Method = Callable[[Trajectory], Measure]
"""Makes one number of a trajectory, or says why it cannot."""


def _no_line(it: Trajectory) -> Why | None:
    """Return why no line leads from the baseline to the target."""
    if it.baseline[0] == it.points[-1][0]:
        return Reason.NOTHING_NEWER
    if it.due <= it.baseline[0]:
        return Reason.BASELINE_AFTER_DUE
    return NotDefined.AT_TARGET if it.target_value == it.baseline[1] else None


def straight_line_ratio(it: Trajectory) -> Measure:
    """Measure the share of the distance covered over the share of the time gone; 1 is on the line.

    ``(d(c − b) / d(T − b)) / ((tc − tb) / (tT − tb))``
    """
    (tb, b), (tc, c) = it.baseline, it.points[-1]
    if why := _no_line(it):
        return Measure(None, why)
    if it.direction * (it.target_value - b) < 0:
        return Measure(None, Reason.BASELINE_SATISFIED)
    whole = exact(it.target_value) - exact(b)
    return Measure((exact(c) - exact(b)) * (it.due - tb) / (whole * (tc - tb)))


def _growth(x: float, y: float, ticks: int) -> float:
    """Return ``g(x, y, n)`` of values of one sign; to fall to zero is −1, however long it takes."""
    try:
        return expm1(log(x / y) * TICKS_PER_YEAR / ticks) if x else -1.0
    except (OverflowError, ValueError):  # ValueError: x / y is too small for a double
        return inf


def growth_ratio(it: Trajectory) -> Measure:
    """Measure the growth rate in the wished direction over the size of the one required.

    ``s · d · g(c, b) / |g(T, b)|`` with s = −1 for negative values, else 1.
    """
    (tb, b), (tc, c) = it.baseline, it.points[-1]
    if why := NotDefined.ORDINAL if it.ordinal else _no_line(it):
        return Measure(None, why)
    sign = 1 if b > 0 else -1
    if not b or sign * it.target_value <= 0 or sign * c < 0:
        return Measure(None, NotDefined.SIGNS_DIFFER)
    actual, required = _growth(c, b, tc - tb), _growth(it.target_value, b, it.due - tb)
    if not (isfinite(actual) and isfinite(required) and required):
        return Measure(None, NotDefined.OUT_OF_RANGE)
    return Measure(sign * it.direction * actual / abs(required))


_MOST_RECENT, _FEWEST_IN_A_ROW = 6, 4


def _mean_change(points: tuple[tuple[int, float], ...]) -> Fraction | None:
    """Return the mean change a tick of the last six figures, else of at least four in a row."""
    points = points[-_MOST_RECENT:]
    if len(points) < _MOST_RECENT:
        steps = [later[0] - earlier[0] for earlier, later in pairwise(points)]
        # Months differ by a day or so; a missing one is twice as far.
        even = takewhile(lambda step: abs(step - steps[-1]) * 10 <= steps[-1], reversed(steps))
        points = points[-1 - len(list(even)) :]
    if len(points) < _FEWEST_IN_A_ROW:
        return None
    (t0, v0), (tc, c) = points[0], points[-1]
    return (exact(c) - exact(v0)) / (tc - t0)


def recent_mean_change(it: Trajectory) -> Measure:
    """Measure how much of the remaining gap the mean change of late closes by the due date.

    The mean change a year of the last six figures, or of at least four in a row, is carried
    on from the latest figure: 1 reaches the target, 0.8 misses it by a fifth of the gap, less
    than 0 moves away. The state comes first: a target that is reached, one to be kept every
    year, or one whose year has passed is graded by the direction of that change alone.
    """
    tc, c = it.points[-1]
    change = _mean_change(it.points)
    if change is None:
        return Measure(None, NotDefined.TOO_FEW_FIGURES)
    right, gap = it.direction * change, exact(it.target_value) - exact(c)
    if it.satisfied:
        return Measure(None, grade="sun_and_cloud" if right < 0 else None)
    if it.every_year or tc >= it.due:
        return Measure(None, grade="cloud" if right > 0 else "thunderstorm")
    if not gap:  # a limit that is itself not good enough
        return Measure(None, NotDefined.AT_TARGET)
    return Measure(change * (it.due - tc) / gap)


def _exact(value: float | Fraction) -> Fraction:
    return exact(float(value)) if isinstance(value, float) else Fraction(value)


def _cut(value: Any) -> Fraction | None:
    fraction = value is None or isinstance(value, Fraction)
    return value if fraction else exact(as_float(value, "Grade.least"))


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Grade:
    """One of the states that a profile sorts progress into.

    Attributes:
        id: The office's code for it, or a stable name.
        label: Its name for people.
        least: The least value of the method's number that earns it; None for the
            last one, which takes the rest. A float is taken as the decimal that
            it is printed as: 0.1 is a tenth.
        strict: Whether *least* itself falls short.
        paces: Which of our paces it agrees with; without any, it takes no part in
            whether methods agree.
    """

    id: str
    label: Text
    least: Fraction | None = attrs.field(default=None, converter=_cut)
    strict: bool = False
    paces: tuple[Pace, ...] = attrs.field(default=(), converter=as_tuple)

    def takes(self, value: float | Fraction) -> bool:
        """Whether *value* earns this grade; a float is taken as the decimal it is printed as."""
        over = 1 if self.least is None else _exact(value) - self.least
        return over > 0 or (over == 0 and not self.strict)


def _best_first(profile: "Profile", _: Any, grades: Any) -> None:
    cuts = sorted({one.least for one in grades if one.least is not None}, reverse=True)
    if not grades or [one.least for one in grades] != [*cuts, None]:
        raise InvalidValueError(
            f"Profile({profile.id}).grades",
            [one.id for one in grades],
            "grades from the best to the worst, each but the last with a lower least value",
        )


def _a_method(profile: "Profile", _: Any, value: Any) -> None:
    if not callable(value):
        name = f"Profile({profile.id}).method"
        raise InvalidValueError(name, value, "a function from a Trajectory to a Measure")


@attrs.frozen(kw_only=True, repr=False, field_transformer=by_annotation)
class Profile(Named):
    """A method of judging pace, with its cuts and labels.

    Attributes:
        id: Stable name.
        name: Whose it is.
        method: Makes one number of the figures.
        measure: What that number is.
        grades: The states, best first; the last one takes the rest. There may be
            as many as an office has.
        achieved: The state of a latest figure that satisfies, whatever its pace;
            None where the method has no such state.
        source: Where the rule was read, with its address; empty for our own.
        note: What a reader must know, and how far published results follow from the rule.
    """

    id: str
    name: Text
    method: Method = attrs.field(validator=_a_method)
    measure: Text
    grades: tuple[Grade, ...] = attrs.field(converter=as_tuple, validator=_best_first)
    achieved: Grade | None = None
    source: str = ""
    note: Text | None = None

    def assess(self, trajectory: Trajectory) -> "Assessment":
        """Sort *trajectory* into one of the grades, or say why the method has no meaning there.

        Raises:
            InvalidValueError: The method answers with no :class:`Measure`, with no
                finite number, or with a grade that the profile does not have.
        """
        found: Any = self.method(trajectory)
        try:
            value, reason, named = found
            value = None if value is None else _exact(value)
            grade = {one.id: one for one in self.grades}[named] if named else None
        except (LookupError, TypeError, ValueError):
            expected = "a Measure with a finite number or None, and with one of its grades or None"
            raise InvalidValueError(f"the method of Profile({self.id})", found, expected) from None
        if grade is None and trajectory.satisfied:
            grade = self.achieved
        if grade is None and value is not None:
            grade = next(one for one in self.grades if one.takes(value))
        double = None if value is None else as_double(value)
        if double is not None and not isfinite(double):  # the grade is right all the same
            double, reason = None, NotDefined.OUT_OF_RANGE
        return Assessment(profile=self, grade=grade, value=double, reason=reason)


@attrs.frozen(kw_only=True)
class Assessment:
    """The answer of a profile about the figures behind a verdict.

    Attributes:
        profile: Whose method.
        grade: The state; None where the method has no meaning.
        value: The method's number; None where it has none.
        reason: Why there is no number.
    """

    profile: Profile
    grade: Grade | None = None
    value: float | None = None
    reason: Why | None = None

    @property
    def code(self) -> str:
        """The grade's id, or ``"not_defined"``."""
        return "not_defined" if self.grade is None else self.grade.id

    def label(self, lang: Lang = "vi") -> str:
        """Name the grade for people, or state that none is defined."""
        label = WORDS["not defined"] if self.grade is None else self.grade.label
        return label.pick(lang)

    def explain(self, lang: Lang = "vi") -> str:
        """State the grade in one sentence, with the number or why there is none."""
        why = ""
        if self.value is not None:
            grades = self.profile.grades
            shown = rounded(self.value, lambda value: [grade.takes(value) for grade in grades])
            why = f" ({self.profile.measure.pick(lang)}: {format_number(shown, lang)})"
        elif self.reason is not None and self.grade is None:
            why = f" ({self.reason.label(lang)})"
        by = say("by method", lang, name=self.profile.name.pick(lang))
        return f"{by}: {self.label(lang)}{why}."


_METHODS: Final[Mapping[str, Method]] = {
    "default": straight_line_ratio,
    "statcan": growth_ratio,
    "destatis": recent_mean_change,
}
_READ_AT: Final = {
    "statcan": "Open SDG 2.4.0, as Statistics Canada uses it, https://github.com/open-sdg/sdg-build",
    "destatis": "Statistisches Bundesamt, Status of indicators, https://dns-indikatoren.de/en/status",
}


def _profiles() -> dict[str, Profile]:
    """Make the profiles; their grades and words are read from tables, so not on import."""
    grades: defaultdict[tuple[str, bool], list[Grade]] = defaultdict(list)
    for row in packaged_rows("grades.csv"):
        grade = Grade(
            id=row["grade"],
            label=WORDS[row["words"]],
            least=row["least"] or None,
            strict=row["strict"] == "yes",
            paces=map(Pace, row["paces"].split()),
        )
        grades[row["profile"], row["reached"] == "yes"].append(grade)
    return {
        name: Profile(
            id=name,
            name=WORDS[f"method {name}"],
            method=method,
            measure=WORDS[f"measure {name}"],
            grades=grades[name, False],
            achieved=grades[name, True][0],
            source=_READ_AT.get(name, ""),
            note=WORDS.get(f"note {name}"),
        )
        for name, method in _METHODS.items()
    }


PROFILES: Final[Mapping[str, Profile]] = Late(_profiles)
"""The profiles that come with the library, by id; ``default`` is the pace of the verdict itself."""


def trajectory_of(verdict: Evaluation) -> Trajectory | Why:
    """Return the figures behind *verdict* for a method, or why there are none to look at."""
    criterion, latest, baseline = verdict.criterion, verdict.latest, verdict.baseline
    if not isinstance(criterion, NumericCriterion):
        relative = isinstance(criterion, RelativeTo)
        return Reason.NO_REFERENCE if relative else NotDefined.NO_NUMBER
    if Reason.BREAK_REFUSED in verdict.reasons:
        return Reason.BREAK_REFUSED
    if verdict.series is None or latest is None or baseline is None:
        return Reason.NO_FIGURES
    points = verdict.series.points(verdict.as_of.toordinal())
    points = points[after_last_break(verdict.target, points) :]
    if any(point.bound is not None for point in points):
        return Reason.CENSORED_FIGURE
    value, direction = criterion.goal(baseline.value)
    satisfied = criterion.is_met(latest.value)
    if not satisfied and criterion.goal(latest.value)[1] != direction:
        return Reason.OVERSHOT
    return Trajectory(
        points=tuple((point.ticks, point.value) for point in points),
        baseline=(baseline.period.ticks, baseline.value),
        target_value=value,
        due=ticks_of(verdict.due),
        direction=direction,
        satisfied=satisfied,
        every_year=verdict.target.mode == "maintain",
        ordinal=verdict.unit is Unit.RANK,
    )


def assess(verdict: Evaluation, profile: Profile | str) -> Assessment:
    """Return the answer of *profile*'s method about the figures that *verdict* rests on.

    *profile* is the id of one of :data:`PROFILES`, or a profile of one's own. Nothing
    published after the verdict's date plays a part, and nothing of the verdict changes.

    Raises:
        UnknownNameError: There is no profile of that id.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, published
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> verdict = evaluate(target, published.series("egdi-rank"), as_of="2020-12-31")
        >>> print(assess(verdict, "statcan").explain("en"))
        By the method of Statistics Canada: not defined (ranks have no growth rate).
    """
    if isinstance(profile, str):
        if profile not in PROFILES:
            raise UnknownNameError("profile", profile, tuple(PROFILES))
        profile = PROFILES[profile]
    default = PROFILES["default"]
    if profile is default:  # the verdict also knows what was reached and lost
        for grade in (default.achieved, *default.grades):
            if grade is not None and verdict.pace in grade.paces:
                return Assessment(profile=default, grade=grade, value=verdict.ratio)
    found = trajectory_of(verdict)
    if not isinstance(found, Trajectory):
        return Assessment(profile=profile, reason=found)
    if profile is default:
        return Assessment(profile=profile, reason=straight_line_ratio(found).reason)
    return profile.assess(found)


@attrs.frozen(kw_only=True, repr=False)
class Comparison(Shown):
    """The answers of several methods about the same figures.

    Attributes:
        evaluation: The verdict; no method changes its outcome.
        assessments: The answer of each profile, in the order of *profiles*.
    """

    evaluation: Evaluation
    assessments: tuple[Assessment, ...]

    def __repr__(self) -> str:
        """The verdict and the profiles; the whole would fill a page."""
        profiles = ", ".join(one.profile.id for one in self)
        return f"<{type(self).__name__} {self.evaluation!r}: {profiles}>"

    @property
    def agree(self) -> bool | None:
        """Whether one pace fits the grades of all methods; None of fewer than two that name one."""
        told = [set(one.grade.paces) for one in self if one.grade is not None and one.grade.paces]
        if len(told) < 2:  # noqa: PLR2004 - one alone agrees with nobody
            return None
        return bool(set.intersection(*told))

    def __iter__(self) -> Iterator[Assessment]:
        """Go through the assessments."""
        return iter(self.assessments)

    def rows(self) -> list[dict[str, object]]:
        """Return one flat record a method, for any table or data frame."""
        reasons = [None if one.reason is None else one.reason.value for one in self]
        return [
            {"profile": one.profile.id, "grade": one.code, "value": one.value, "reason": reason}
            for one, reason in zip(self, reasons, strict=True)
        ]

    def explain(self, lang: Lang = "vi") -> str:
        """State whether the methods agree, and the outcome, which depends on none of them."""
        verdict = self.evaluation
        pending = verdict.outcome is Outcome.PENDING
        told = verdict.outcome if pending else verdict.status
        outcome = say("outcome by any method", lang, outcome=told.label(lang))
        if self.agree is None:
            return outcome
        return f"{say('methods agree' if self.agree else 'methods disagree', lang)} {outcome}"


def compare(
    target: Target,
    series: Series | None,
    *,
    as_of: dt.date | str,
    profiles: Iterable[Profile | str] = PROFILES,
    timing: Timing | str = Timing.REFERENCE_PERIOD,
) -> Comparison:
    """Evaluate *target* once, and assess the same figures by each office's own method.

    *profiles* are ids, or profiles of one's own; by default all of :data:`PROFILES`. The rest
    is as for :func:`~vn_ict_directive.evaluate`.

    Raises:
        InvalidValueError: As for ``evaluate``, or *profiles* is a bare text.
        UnknownNameError: There is no such profile.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, published
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> found = compare(target, published.series("egdi-rank"), as_of="2024-12-31")
        >>> print(found.explain("en"))
        The applicable methods agree. The outcome does not depend on the method: met late.
    """
    if isinstance(profiles, str):
        raise InvalidValueError("profiles", profiles, "a sequence of ids or profiles")
    verdict = evaluate(target, series, as_of=as_of, timing=timing)
    return Comparison(
        evaluation=verdict, assessments=tuple(assess(verdict, one) for one in profiles)
    )
