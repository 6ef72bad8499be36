"""How sure a projection is: a trend through all comparable figures, with an interval."""

import datetime as dt
from math import inf, isnan
from typing import Any, Final, Literal, NamedTuple, get_args

import attrs

from vn_ict_directive.checks import as_float
from vn_ict_directive.criteria import NumericCriterion, Rate, satisfying
from vn_ict_directive.errors import InvalidValueError, MissingExtraError
from vn_ict_directive.evaluation.figures import after_last_break, growth_of
from vn_ict_directive.evaluation.judge import evaluate
from vn_ict_directive.evaluation.outcome import Reason
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.markup import card, definitions, tag
from vn_ict_directive.model import Target
from vn_ict_directive.observations import Series
from vn_ict_directive.periods import TICKS_PER_YEAR, format_date, ticks_of
from vn_ict_directive.quantities import Unit, format_number
from vn_ict_directive.text import Lang, Text

__all__ = ["Trend", "TrendMethod", "trend"]

TrendMethod = Literal["theil-sen", "least-squares"]
"""A line through the medians, which no single figure can tip; or through the means."""

_FEWEST: Final = 4


@attrs.frozen(kw_only=True)
class Trend:
    """A trend line carried to the due date, with how sure it is.

    Attributes:
        evaluation: The verdict on the same figures.
        method: How the line was laid.
        confidence: Of the intervals, between 0 and 1.
        count: How many figures it rests on.
        slope: Change a year.
        slope_low: Lower end of the slope's interval.
        slope_high: Upper end of it.
        projected: The line's value at the due date; no rank better than 1.
        low: Lower end of its interval.
        high: Upper end of it.
        probability: Of meeting the target at the due date, between 0 and 1,
            under :attr:`assumption`.
    """

    evaluation: Evaluation
    method: TrendMethod
    confidence: float
    count: int
    slope: float
    slope_low: float
    slope_high: float
    projected: float
    low: float
    high: float
    probability: float

    @property
    def assumption(self) -> Text:
        """What must hold for the intervals and the probability to mean what they say."""
        return _ASSUMPTIONS[self.method]

    def explain(self, lang: Lang = "vi") -> str:
        """Tell the projection, its interval and the probability, with the assumption.

        Examples:
            >>> from vn_ict_directive import DIRECTIVE_01, Series, trend
            >>> target = DIRECTIVE_01.target("ict-industry.enterprises-per-1000-people")
            >>> figures = {2019: 0.47, 2020: 0.59, 2021: 0.65, 2022: 0.70}
            >>> line = trend(target, Series.of(target.indicator.id, figures), as_of="2023-06-30")
            >>> print(line.explain("en").split(". ")[0])
            The trend through 4 figures leads to 1.269 per 1,000 people by 31 December 2030 \
(90% interval: from 1.095 per 1,000 people to 1.76 per 1,000 people)
        """
        verdict = self.evaluation
        due = format_date(verdict.due, lang)
        projected, low, high = (
            verdict.unit.write(float(f"{value:.4g}"), lang)
            for value in (self.projected, self.low, self.high)
        )
        interval = "khoảng dự báo" if self.method == "least-squares" else "khoảng tin cậy"
        share = format_number(float(f"{100 * self.confidence:.6g}"), lang)
        chance = format_number(float(f"{100 * self.probability:.2g}"), lang)
        return Text(
            f"Xu hướng qua {self.count} số liệu dẫn đến {projected} vào {due} ({interval} "
            f"{share} %: từ {low} đến {high}). Xác suất đạt mục tiêu: {chance} %. "
            f"{self.assumption.vi}",
            f"The trend through {self.count} figures leads to {projected} by {due} ({share}% "
            f"interval: from {low} to {high}). Probability of meeting the target: {chance}%. "
            f"{self.assumption.en}",
        ).pick(lang)

    def _repr_html_(self, lang: Lang = "vi") -> str:
        """Show the line's numbers, each with its interval, and what they rest on."""
        verdict = self.evaluation

        def interval(value: float, low: float, high: float) -> str:
            told = (format_number(float(f"{one:.4g}"), lang) for one in (value, low, high))
            return "{} ({} – {})".format(*told)

        chance = format_number(float(f"{100 * self.probability:.2g}"), lang)
        facts = (
            (
                Text("Đến hạn", "At the due date"),
                interval(self.projected, self.low, self.high),
            ),
            (
                Text("Thay đổi mỗi năm", "Change a year"),
                interval(self.slope, self.slope_low, self.slope_high),
            ),
            (
                Text("Xác suất đạt mục tiêu", "Probability of meeting the target"),
                Text(f"{chance} %", f"{chance}%").pick(lang),
            ),
            (Text("Phương pháp", "Method"), self.method),
            (Text("Số liệu", "Figures"), self.count),
        )
        return card(
            f"{verdict.target.id}: {verdict.headline(lang)}",
            tag("p", self.explain(lang)),
            definitions((name.pick(lang), value) for name, value in facts),
            lang=lang,
        )


_ASSUMPTIONS: Final[dict[TrendMethod, Text]] = {
    "least-squares": Text(
        "Giả định: xu hướng là đường thẳng và còn giữ đến hạn; các sai lệch độc lập, cùng phân "
        "phối chuẩn. Khoảng và xác suất là của một số liệu mới.",
        "Assumed: the trend is a straight line and goes on to the due date; deviations from it are "
        "independent and of one normal distribution. Interval and probability are those of a new "
        "figure.",
    ),
    "theil-sen": Text(
        "Giả định: xu hướng là đường thẳng và còn giữ đến hạn; các sai lệch độc lập và cùng phân "
        "phối, dạng nào cũng được. Khoảng và xác suất là độ tin cậy về chính đường xu hướng, theo "
        "kiểm định Kendall, không phải về một số liệu riêng lẻ.",
        "Assumed: the trend is a straight line and goes on to the due date; deviations from it are "
        "independent and of one distribution, whatever its shape. Interval and probability are "
        "confidence in the trend line itself, by Kendall's test, not in a single figure.",
    ),
}


class _Fit(NamedTuple):
    slope: float
    slope_low: float
    slope_high: float
    projected: float
    low: float
    high: float
    probability: float


def trend(
    target: Target,
    series: Series | None,
    *,
    as_of: dt.date | str,
    method: TrendMethod = "theil-sen",
    confidence: float = 0.9,
) -> Trend:
    """Lay a trend through every comparable figure known, and carry it to the due date.

    Comparable are the figures since the last change of method, whenever the
    promise was made. Needs the extra ``trend`` (scipy).

    Args:
        target: The promise, with a number and its due date still ahead of the
            latest figure.
        series: The figures.
        as_of: The day whose knowledge counts.
        method: ``"theil-sen"``: the median of the slopes between all pairs,
            laid through the medians, with Sen's interval (Sen 1968, JASA 63,
            1379-1389), and as probability the confidence by Kendall's test
            that the slope is at least what the target needs. Or
            ``"least-squares"``, with the t interval for a new figure (Draper
            and Smith, Applied Regression Analysis, chapter 1).
        confidence: Of the intervals, above 0 and below 1.

    Raises:
        InvalidValueError: There are fewer than four comparable figures, one is
            only a bound, the latest does not lie before the due date, or the
            target has no number to lay a trend to.
        MissingExtraError: scipy is not installed.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, published, trend
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> line = trend(target, published.series("egdi-rank"), as_of="2019-12-31")
        >>> line.count, line.slope, line.projected, round(line.probability, 2)
        (9, -1.1, 80.0, 0.13)
    """
    if method not in get_args(TrendMethod):
        codes = " or ".join(map(repr, get_args(TrendMethod)))
        raise InvalidValueError("method", method, codes)
    level = as_float(confidence, "confidence")
    if not 0 < level < 1:
        raise InvalidValueError("confidence", confidence, "above 0 and below 1")
    verdict = evaluate(target, series, as_of=as_of)
    name = f"the trend for {target.id}"
    criterion = verdict.criterion
    if not isinstance(criterion, NumericCriterion):
        raise InvalidValueError(name, "a target without a number", "a number to lay a trend to")
    if (figures := verdict.series) is None or Reason.BREAK_REFUSED in verdict.reasons:
        raise InvalidValueError(name, "no comparable figures", "plain comparable figures")
    if isinstance(verdict.origin, Rate):
        figures = growth_of(target, verdict.origin, figures, verdict.as_of)
    points = figures.points(verdict.as_of.toordinal())
    points = points[after_last_break(target, points) :]
    if any(point.bound is not None for point in points):
        raise InvalidValueError(name, Reason.CENSORED_FIGURE.label("en"), "plain figures")
    if len(points) < _FEWEST:
        raise InvalidValueError(
            name, f"{len(points)} comparable figures", f"{_FEWEST} or more", "Wait for more."
        )
    start, due = points[0].ticks, ticks_of(verdict.due)
    years = [(point.ticks - start) / TICKS_PER_YEAR for point in points]
    ahead = (due - start) / TICKS_PER_YEAR
    if ahead <= years[-1]:
        raise InvalidValueError(
            name,
            f"a latest figure for {verdict.latest and verdict.latest.period}",
            f"figures before the due date, {verdict.due}",
            "Nothing is left to project.",
        )
    fit = _FITS[method](years, [point.value for point in points], ahead, criterion, level)
    if verdict.unit is Unit.RANK:
        fit = fit._replace(
            **{end: max(getattr(fit, end), 1.0) for end in ("projected", "low", "high")}
        )
    return Trend(
        evaluation=verdict, method=method, confidence=level, count=len(years), **fit._asdict()
    )


def _stats() -> Any:
    try:
        from scipy import stats
    except ModuleNotFoundError as error:
        if error.name != "scipy":
            raise
        raise MissingExtraError("trend()", "scipy", "trend") from None
    return stats


def _least_squares(
    x: list[float], y: list[float], ahead: float, criterion: NumericCriterion, confidence: float
) -> _Fit:
    stats = _stats()
    n, mean = len(x), sum(x) / len(x)
    line = stats.linregress(x, y)
    slope, intercept = float(line.slope), float(line.intercept)
    projected = intercept + slope * ahead
    spread = sum((t - mean) ** 2 for t in x)
    residual = sum((v - intercept - slope * t) ** 2 for t, v in zip(x, y, strict=True))
    sigma = (residual / (n - 2)) ** 0.5
    error = sigma * (1 + 1 / n + (ahead - mean) ** 2 / spread) ** 0.5
    t = float(stats.t.ppf((1 + confidence) / 2, n - 2))
    wanted = satisfying(criterion)
    if error:
        shares = [float(stats.t.cdf((end - projected) / error, n - 2)) for end in wanted[:2]]
        probability = shares[1] - shares[0]
    else:
        probability = float(criterion.is_met(projected))
    half = t * sigma / spread**0.5
    slopes = slope, slope - half, slope + half
    ends = projected, projected - t * error, projected + t * error
    return _Fit(*slopes, *ends, probability)


def _theil_sen(
    x: list[float], y: list[float], ahead: float, criterion: NumericCriterion, confidence: float
) -> _Fit:
    from statistics import median

    stats = _stats()
    found = stats.theilslopes(y, x, alpha=confidence)
    slopes = float(found.slope), float(found.low_slope), float(found.high_slope)
    middle_x, middle_y = median(x), median(y)

    def at_due(slope: float) -> float:
        return middle_y + slope * (ahead - middle_x)

    def confidence_beyond(value: float, side: str) -> float:
        """How sure the line lies above (greater) or below (less) *value* at the due date."""
        needed = (value - middle_y) / (ahead - middle_x)
        rest = [v - needed * t for t, v in zip(x, y, strict=True)]
        p = float(stats.kendalltau(x, rest, alternative=side).pvalue)
        return 1.0 if isnan(p) else 1 - p  # NaN: the figures lie on that very line

    low, high, *_ = satisfying(criterion)
    above = 1.0 if low == -inf else confidence_beyond(low, "greater")
    below = 1.0 if high == inf else confidence_beyond(high, "less")
    ends = at_due(slopes[0]), at_due(slopes[1]), at_due(slopes[2])
    return _Fit(*slopes, *ends, max(above + below - 1, 0.0))


_FITS: Final = {"theil-sen": _theil_sen, "least-squares": _least_squares}
