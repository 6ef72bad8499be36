"""The same figures by every office's method, side by side, and where they disagree."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from vn_ict_directive.criteria import NumericCriterion, RelativeTo
from vn_ict_directive.errors import InvalidValueError, UnknownNameError
from vn_ict_directive.evaluation.figures import after_last_break
from vn_ict_directive.evaluation.judge import evaluate
from vn_ict_directive.evaluation.methods import Measure, Way
from vn_ict_directive.evaluation.offices import DEFAULT, PROFILES, find_profile
from vn_ict_directive.evaluation.outcome import Basis, Outcome, Reason
from vn_ict_directive.evaluation.profiles import Assessment, Profile
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.markup import aside, card, table, tag
from vn_ict_directive.model import Target
from vn_ict_directive.observations import Series
from vn_ict_directive.periods import ticks_of
from vn_ict_directive.quantities import Unit, format_number
from vn_ict_directive.text import Lang, Text

__all__ = ["Comparison", "assess", "compare_profiles", "way_of"]

_WHY_NO_PACE: Final = frozenset(
    {
        *(Reason.NO_FIGURES, Reason.NOTHING_NEWER, Reason.BASELINE_AFTER_DUE),
        *(Reason.CENSORED_FIGURE, Reason.BREAK_REFUSED, Reason.NO_REFERENCE),
    }
)


@attrs.frozen(kw_only=True)
class Comparison:
    """What several methods make of the same figures.

    Attributes:
        evaluation: The verdict; no method changes its outcome.
        assessments: What each profile says, in the order asked for.
    """

    evaluation: Evaluation
    assessments: tuple[Assessment, ...]

    @property
    def defined(self) -> tuple[Assessment, ...]:
        """The assessments of the methods that have a meaning here."""
        return tuple(one for one in self.assessments if one.grade is not None)

    @property
    def agree(self) -> bool | None:
        """Whether there is one pace that every method with a meaning here can be said to tell.

        None where fewer than two do. A state that names no pace of ours takes
        no part: with what it agrees is not known.
        """
        told = [set(one.grade.paces) for one in self if one.grade is not None and one.grade.paces]
        if len(told) < 2:  # noqa: PLR2004 - one alone agrees with nobody
            return None
        return bool(set.intersection(*told))

    def __getitem__(self, profile: str) -> Assessment:
        """Return the assessment by the profile with id *profile*.

        Raises:
            UnknownNameError: It was not asked for.
        """
        for one in self.assessments:
            if one.profile.id == profile:
                return one
        raise UnknownNameError("profile", profile, tuple(a.profile.id for a in self.assessments))

    def __iter__(self) -> Iterator[Assessment]:
        """Go through the assessments."""
        return iter(self.assessments)

    def __len__(self) -> int:
        """How many methods were asked."""
        return len(self.assessments)

    def rows(self) -> list[dict[str, object]]:
        """Return one flat record a method, for any table or data frame."""
        return [
            {
                "target": self.evaluation.target.id,
                "as_of": self.evaluation.as_of.isoformat(),
                "profile": one.profile.id,
                "grade": one.code,
                "value": one.value,
                "reason": None if one.reason is None else one.reason.value,
                "standing": one.profile.standing,
            }
            for one in self.assessments
        ]

    def explain(self, lang: Lang = "vi") -> str:
        """Tell in one paragraph what each method says and by which number, and whether they agree.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01, compare_profiles, published
            >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
            >>> figures = published.series("egdi-rank")
            >>> methods = compare_profiles(
            ...     target, figures, as_of="2024-12-31", profiles=["default", "sdsn", "escap"]
            ... )
            >>> print(methods.explain("en").split(". ", 2)[2])
            By the method of the UN Economic and Social Commission for Asia and the Pacific: not \
defined (the due date has passed, and nothing is left to project). The methods with a meaning here \
agree. The outcome does not depend on the method: met late. “On track or maintaining achievement” \
looks at the latest figure alone; by the due date the target had not been reached.
        """
        return " ".join((*(one.explain(lang) for one in self.assessments), self.conclusion(lang)))

    def conclusion(self, lang: Lang = "vi") -> str:
        """Say whether the methods agree, and what the outcome is whatever they say."""
        sentences = []
        agreement = {
            True: Text(
                "Các phương pháp áp dụng được ở đây thống nhất với nhau.",
                "The methods with a meaning here agree.",
            ),
            False: Text(
                "Các phương pháp áp dụng được ở đây không thống nhất, vì mỗi phương pháp đo một "
                "đại lượng khác hoặc chia ngưỡng khác.",
                "The methods with a meaning here do not agree: each measures something else, or "
                "cuts it elsewhere.",
            ),
        }
        if self.agree is not None:
            sentences.append(agreement[self.agree].pick(lang))
        verdict = self.evaluation
        pending = verdict.outcome is Outcome.PENDING
        outcome = (verdict.outcome if pending else verdict.status).label(lang)
        sentences.append(
            Text(
                f"Kết quả không phụ thuộc vào phương pháp: {outcome}.",
                f"The outcome does not depend on the method: {outcome}.",
            ).pick(lang)
        )
        foreign = [one for one in self.defined if one.profile is not DEFAULT]
        late = [one.label(lang) for one in foreign if one.grade is one.profile.achieved]
        if late and self.evaluation.outcome is Outcome.MISSED:
            labels = tuple(dict.fromkeys(late))
            names = ", ".join(f"“{label[0].upper()}{label[1:]}”" for label in labels)
            look = "looks" if len(labels) == 1 else "look"
            sentences.append(
                Text(
                    f"{names} chỉ xét số liệu mới nhất; đến hạn mục tiêu chưa đạt.",
                    f"{names} {look} at the latest figure alone; by the due date the target had "
                    "not been reached.",
                ).pick(lang)
            )
        return " ".join(sentences)

    def _repr_html_(self, lang: Lang = "vi") -> str:
        """Show one row a method."""
        header = [Text(*words).pick(lang) for words in _HEADER]
        rows = [
            (
                one.profile.name.pick(lang),
                tag("strong", one.label(lang)),
                tag(
                    "div",
                    one.profile.measure.pick(lang),
                    None if one.reason is None else aside(one.reason.label(lang)),
                ),
                "–" if one.value is None else format_number(one.value, lang),
            )
            for one in self.assessments
        ]
        title = f"{self.evaluation.target.id}: {self.evaluation.headline(lang)}"
        return card(title, table(header, rows, numbers={3}), lang=lang)


_HEADER: Final = (
    ("Phương pháp", "Method"),
    ("Kết luận", "Says"),
    ("Đại lượng", "Measures"),
    ("Giá trị", "Value"),
)


def compare_profiles(
    target: Target,
    series: Series | None,
    *,
    as_of: dt.date | str,
    profiles: Iterable[Profile | str] | None = None,
    basis: Basis | str = Basis.EDITION,
) -> Comparison:
    """Judge *target* once, and say what each office's own method makes of the same figures.

    Args:
        target: The promise.
        series: The figures; see :func:`~vn_ict_directive.evaluate`.
        as_of: The day whose knowledge counts, for every method.
        profiles: Ids of profiles or profiles of one's own; all of
            :data:`~vn_ict_directive.PROFILES` by default.
        basis: What makes a figure speak for the due date.

    Raises:
        InvalidValueError: As for :func:`~vn_ict_directive.evaluate`, or
            *profiles* is a bare text.
        UnknownNameError: There is no such profile.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, compare_profiles, published
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> methods = compare_profiles(target, published.series("egdi-rank"), as_of="2020-12-31")
        >>> [(one.profile.id, one.code) for one in methods if one.grade]
        [('default', 'stalled'), ('sdsn', 'stagnating'), ('escap', 'accelerate')]
        >>> methods.agree
        True
    """
    if isinstance(profiles, str):
        raise InvalidValueError("profiles", profiles, "a sequence of ids or profiles")
    chosen = [find_profile(profile) for profile in (PROFILES if profiles is None else profiles)]
    verdict = evaluate(target, series, as_of=as_of, basis=basis)
    return Comparison(
        evaluation=verdict, assessments=tuple(assess(verdict, profile) for profile in chosen)
    )


def assess(verdict: Evaluation, profile: Profile | str) -> Assessment:
    """Say what *profile*'s method makes of the figures that *verdict* rests on.

    Nothing published after the verdict's date plays a part.
    """
    chosen = find_profile(profile)
    if chosen is DEFAULT:
        return _ours(verdict)
    way = way_of(verdict)
    return Assessment.undefined(chosen, way) if isinstance(way, Reason) else chosen.assess(way)


def _ours(verdict: Evaluation) -> Assessment:
    """Say the pace of *verdict* itself as an assessment."""
    states = (DEFAULT.achieved, *DEFAULT.grades)
    grade = next((g for g in states if g is not None and g.id == verdict.pace), None)
    if grade is None:
        why = (r for r in verdict.reasons if r in _WHY_NO_PACE)
        return Assessment.undefined(DEFAULT, next(why, Reason.TARGET_REQUIRED))
    return Assessment.of(DEFAULT, grade, Measure(verdict.ratio))


def way_of(verdict: Evaluation) -> Way | Reason:
    """Lay out the figures behind *verdict* for a method, or say why there is no way to lay out."""
    criterion, latest, baseline = verdict.criterion, verdict.latest, verdict.baseline
    if not isinstance(criterion, NumericCriterion):
        return Reason.NO_REFERENCE if isinstance(criterion, RelativeTo) else Reason.TARGET_REQUIRED
    if Reason.BREAK_REFUSED in verdict.reasons:
        return Reason.BREAK_REFUSED
    if verdict.series is None or latest is None or baseline is None:
        return Reason.NO_FIGURES
    points = verdict.series.points(verdict.as_of.toordinal())
    first = after_last_break(verdict.target, points)
    if any(point.bound is not None for point in points[first:]):
        return Reason.CENSORED_FIGURE
    edge, direction = criterion.aim(baseline.value)
    satisfied = criterion.is_met(latest.value)
    if not satisfied and criterion.aim(latest.value)[1] != direction:
        return Reason.OVERSHOT
    return Way(
        points=tuple((point.ticks, point.value) for point in points[first:]),
        first=next(i for i, p in enumerate(points[first:]) if p.ticks == baseline.period.ticks),
        direction=direction,
        edge=edge,
        due=ticks_of(verdict.due),
        satisfied=satisfied,
        ordinal=verdict.unit is Unit.RANK,
    )
