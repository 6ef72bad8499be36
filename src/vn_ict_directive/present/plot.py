"""Pictures of verdicts, as matplotlib figures.

A figure is returned and never shown or saved: do that with
``figure.savefig("egdi.svg")``, with any backend. In a notebook run
``%matplotlib inline`` once, and it shows figures by itself. No setting of
matplotlib is changed, and pyplot is not used.

Two drawings of the same verdict are the same; so are two SVG files, once
matplotlib is told not to salt and date them::

    with matplotlib.rc_context({"svg.hashsalt": "vn-ict-directive"}):
        figure.savefig("egdi.svg", metadata={"Date": None})

Words are then drawn as outlines, so that they look alike everywhere; give the
file an alternative text, such as ``verdict.explain(lang)``.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from vn_ict_directive.criteria import LeadingGroup, Milestone, NumericCriterion, Rate, Within
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import (
    Basis,
    Evaluation,
    Outcome,
    Reason,
    Scorecard,
    evaluate,
)
from vn_ict_directive.evaluation.figures import growth_of
from vn_ict_directive.model import Target
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import TICKS_PER_YEAR, format_date, ticks_of
from vn_ict_directive.present._placing import Box
from vn_ict_directive.present._sheet import (
    ASKED,
    FAINT,
    INK,
    PROJECTED,
    QUIET,
    Page,
    Sheet,
    Tag,
    drawing,
)
from vn_ict_directive.quantities import Bound, Unit, format_number
from vn_ict_directive.text import Lang, Text, check_lang

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["plot_scorecard", "plot_target", "plot_verdict"]

_DECIDED: Final = frozenset({Outcome.MET, Outcome.MISSED, Outcome.UNDETERMINED})
_WHY_NOTHING: Final = frozenset(
    {
        *(Reason.SUSPENDED, Reason.NO_PUBLIC_MEASURE, Reason.NO_EVENT_REPORTED),
        *(Reason.NO_GROWTH, Reason.NO_FIGURES),
    }
)
_WHY_OPEN: Final = frozenset(
    {
        *(Reason.NO_FIGURE_IN_WINDOW, Reason.NOTHING_PUBLISHED_AT_DUE, Reason.NO_REFERENCE),
        *(Reason.EVENT_DATE_IMPRECISE, Reason.BOUND_UNDECIDED, Reason.BREAK_REFUSED),
    }
)
_UNCERTAIN: Final = frozenset(Flag) - {Flag.BREAK}
_WIDTH: Final = 7.2
_LARGEST: Final = 1e100


def plot_target(
    target: Target,
    series: Series | None,
    *,
    as_of: dt.date | str,
    basis: Basis | str = Basis.EDITION,
    lang: Lang = "vi",
) -> "Figure":
    """Judge *target* and draw the verdict; see :func:`plot_verdict`.

    Args:
        target: The promise.
        series: The figures, of the target's indicator; None if there are none.
        as_of: The day whose knowledge counts.
        basis: What makes a figure speak for the due date.
        lang: The language of the picture.

    Raises:
        InvalidValueError: As for :func:`~vn_ict_directive.evaluate`; or a
            figure is beyond ±1e100, for which a picture has no room.
        MissingExtraError: matplotlib is not installed.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, published
        >>> target = DIRECTIVE_01.target("it-application.egdi-rank")
        >>> figure = plot_target(target, published.series("egdi-rank"), as_of="2020-12-31")
        >>> bool(figure.axes[0].yaxis_inverted())
        True
    """
    check_lang(lang)
    return plot_verdict(evaluate(target, series, as_of=as_of, basis=basis), lang=lang)


def plot_verdict(verdict: Evaluation, *, lang: Lang = "vi") -> "Figure":
    """Draw a verdict: the figures as published, what was asked, and the way from one to the other.

    Figures are drawn at the end of their periods, every one that was known at
    the verdict's date, in its latest printing; hollow, if it was published
    after the due date. What was asked is blue: the edges, the time it was
    asked for, and the straight line from the baseline. The projection is a
    line of dots and dashes. Lines are not drawn across a change of method or a
    time without figures. Ranks have 1 on top. Without figures the picture says so.

    Args:
        verdict: What :func:`~vn_ict_directive.evaluate` returned.
        lang: The language of the picture.

    Raises:
        InvalidValueError: *verdict* is none, *lang* is no language here, or a
            figure is beyond ±1e100, for which a picture has no room.
        MissingExtraError: matplotlib is not installed.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, evaluate
        >>> verdict = evaluate(
        ...     DIRECTIVE_01.target("cybersecurity.gci-rank"), None, as_of="2020-12-31"
        ... )
        >>> plot_verdict(verdict, lang="en").texts[0].get_text()
        'Rank in the Global Cybersecurity Index (GCI)'
    """
    if not isinstance(verdict, Evaluation):
        raise InvalidValueError("verdict", verdict, "what evaluate() returned")
    check_lang(lang)
    with drawing("plot_target()"):
        if isinstance(verdict.criterion, Milestone):
            return _Events(verdict, verdict.criterion, lang).draw()
        return _Numbers(verdict, lang).draw()


def plot_scorecard(scorecard: Scorecard, *, lang: Lang = "vi") -> "Figure":
    """Draw all targets of a scorecard at a glance, a row for each.

    Every row has a scale of its own, in the target's own unit, on which better
    is to the right; there is no common scale, no percentage and no average. A
    row without figures says so and shows what was asked.

    Args:
        scorecard: What :func:`~vn_ict_directive.scorecard` returned.
        lang: The language of the picture.

    Raises:
        InvalidValueError: *scorecard* is none, *lang* is no language here, or
            a figure is beyond ±1e100.
        MissingExtraError: matplotlib is not installed.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, published, scorecard
        >>> card = scorecard(DIRECTIVE_01, published.all_series(), as_of="2020-12-31")
        >>> len(plot_scorecard(card, lang="en").axes) == len(card)
        True
    """
    if not isinstance(scorecard, Scorecard):
        raise InvalidValueError("scorecard", scorecard, "what scorecard() returned")
    check_lang(lang)
    with drawing("plot_scorecard()"):
        return _rows(scorecard, lang)


class _Shown(NamedTuple):
    """A figure and where it is drawn."""

    x: float
    y: float
    observation: Observation


def _check_room(verdict: Evaluation, value: float) -> None:
    if abs(value) > _LARGEST:
        raise InvalidValueError(
            f"a figure to be drawn for {verdict.target.id}",
            value,
            f"between −{_LARGEST:g} and {_LARGEST:g}",
            "A picture has no room for others.",
        )


def _spread(values: Sequence[float]) -> tuple[float, float]:
    """Return the least and the greatest value, or room around a single one."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if high - low > 1e-9 * max(abs(low), abs(high), 1e-90):
        return low, high
    room = max(1.0, abs(low) * 0.1)
    return low - room, high + room


def _position(day: dt.date) -> float:
    return ticks_of(day) / TICKS_PER_YEAR


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _title(verdict: Evaluation) -> Text:
    target = verdict.target
    return target.indicator.name if target.indicator else target.statement


def _subtitle(verdict: Evaluation, lang: Lang) -> str:
    headline = _capital(verdict.headline(lang))
    asked = Text("Yêu cầu", "Asked").pick(lang)
    return f"{headline}. {asked}: {verdict.target.describe(lang)}."


def _footer(verdict: Evaluation, shown: Sequence[Observation], lang: Lang) -> Iterator[str]:
    due = _last_due(verdict)
    if any(o.visible_from > due for o in shown):
        yield Text(
            "Dấu rỗng: số liệu công bố sau hạn.",
            "Hollow marks: figures published after the due date.",
        ).pick(lang)
    if any(not _UNCERTAIN.isdisjoint(o.flags) for o in shown):
        yield f"* {_capital(Reason.UNCERTAIN_FIGURE.label(lang))}."
    titles = list(dict.fromkeys(o.source.title for o in shown if o.source))
    if titles:
        some = "; ".join(titles[:3])
        if len(titles) > 3:  # noqa: PLR2004 - what fits on a line or two
            some += Text(
                f"; và {len(titles) - 3} nguồn khác", f"; and {len(titles) - 3} more"
            ).pick(lang)
        yield f"{Text('Nguồn số liệu', 'Figures from').pick(lang)}: {some}."
    as_of = format_date(verdict.as_of, lang)
    yield Text(
        f"{verdict.target.id}. Theo số liệu biết được đến {as_of}. Đánh giá không chính thức của "
        "vn-ict-directive.",
        f"{verdict.target.id}. By what was known on {as_of}. Unofficial assessment by "
        "vn-ict-directive.",
    ).pick(lang)


def _page(verdict: Evaluation, shown: Sequence[Observation], lang: Lang, *, height: float) -> Page:
    title, subtitle = _title(verdict).pick(lang), _subtitle(verdict, lang)
    return Page.blank(title, subtitle, list(_footer(verdict, shown, lang)), (_WIDTH, height))


def _say_nothing(sheet: Sheet, verdict: Evaluation, lang: Lang) -> Box:
    """Say in the middle of the picture that nothing is known, and why; return where."""
    why = next((r for r in verdict.reasons if r in _WHY_NOTHING), Reason.NO_FIGURES)
    as_of = format_date(verdict.as_of, lang)
    words = _capital(why.label(lang))
    said = sheet.axes.text(
        0.5,
        0.5,
        Text(f"{words}\n(đến {as_of})", f"{words}\n(on {as_of})").pick(lang),
        transform=sheet.axes.transAxes,
        ha="center",
        va="center",
        fontsize=9.5,
        color=INK,
        zorder=7,
        bbox={"facecolor": "white", "edgecolor": FAINT, "boxstyle": "round,pad=0.6"},
    )
    return sheet.box_of(said).grown(6 * sheet.point)


def _last_due(verdict: Evaluation) -> dt.date:
    return max((stage.due for stage in verdict.stages), default=verdict.due)


def _time_axis(sheet: Sheet, low: float, high: float, lang: Lang) -> None:
    """Mark the years, or the months of a short time, each named in its middle."""
    axes = sheet.axes
    axes.set_xlim(low, high)
    room = (sheet.frame.right - sheet.frame.left) / sheet.point
    if high - low > 2.5:  # noqa: PLR2004 - years
        names = {year + 0.5: str(year) for year in range(int(low) - 1, int(high) + 2)}
        bounds = [float(year) for year in range(int(low), int(high) + 2)]
    else:
        names, bounds = {}, []
        for month in range(12 * (int(low) - 1), 12 * (int(high) + 1)):
            year, number = divmod(month, 12)
            start, end = year + number / 12, year + (number + 1) / 12
            bounds.append(start)
            names[(start + end) / 2] = Text(
                f"{number + 1:02}/{year}", f"{_MONTHS[number]} {year}"
            ).pick(lang)
    inside = {x: name for x, name in names.items() if low <= x <= high}
    widest = (
        max((sheet.page.size_of(name)[0] for name in list(inside.values())[:12]), default=1.0) + 8
    )
    step = next((s for s in _STEPS if len(inside) / s * widest <= room), _STEPS[-1])
    kept = {
        x: name for i, (x, name) in enumerate(names.items()) if low <= x <= high and not i % step
    }
    axes.set_xticks(list(kept), labels=list(kept.values()))
    axes.tick_params(axis="x", which="major", length=0, pad=6)
    if len(bounds) <= 60:  # noqa: PLR2004 - more would be a grey bar
        axes.set_xticks([x for x in bounds if low <= x <= high], minor=True)
        axes.tick_params(axis="x", which="minor", length=4)


_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_STEPS: Final = (1, 2, 3, 4, 5, 6, 10, 12, 20, 24, 50, 100, 200, 500, 1000, 2000, 5000)


class _Numbers:
    """The picture of a target that figures decide."""

    def __init__(self, verdict: Evaluation, lang: Lang) -> None:
        self.verdict = verdict
        self.lang: Lang = lang
        series = verdict.series
        if series is not None and isinstance(verdict.origin, Rate):
            series = growth_of(verdict.target, verdict.origin, series)
        known = () if series is None else series.visible(verdict.as_of)
        self.shown = [_Shown(o.period.time, o.value, o) for o in known]
        self.start, self.due = _position(verdict.target.start), _position(verdict.due)
        self.stages = [
            stage
            for stage in (verdict.stages or (verdict,))
            if isinstance(stage.origin, Rate) == isinstance(verdict.origin, Rate)
        ]
        self.edges = [edge for stage in self.stages for edge in _edges(stage, lang)]
        decides = verdict.outcome in _DECIDED
        self.decided = verdict.observation if decides else None
        self.tags: list[Tag] = []
        self.taken: list[Box] = []
        self.lines: list[Box] = []

    def draw(self) -> "Figure":
        """Draw it."""
        verdict, lang = self.verdict, self.lang
        page = _page(verdict, [s.observation for s in self.shown], lang, height=4.3)
        beside = [] if verdict.stages else [edge.text for edge in self.edges]
        room = max((page.size_of(text)[0] for text in beside), default=0.0)
        self.sheet = Sheet.on(page, left=58.0, right=room + 20.0)
        self.axes = self.sheet.axes
        self._limits()
        self._time_asked()
        self._suspended()
        self._upright()
        self._asked()
        self._figures()
        self._way()
        if not self.shown:
            self.taken.append(_say_nothing(self.sheet, verdict, lang))
        self.tags.sort(key=lambda tag: not tag.needed)
        self.sheet.write(self.tags, taken=self.taken, lines=self.lines)
        return page.figure

    def _write(self, value: float, bound: Bound | None = None) -> str:
        return self.verdict.unit.write(value, self.lang, bound=bound)

    def _limits(self) -> None:
        verdict, axes = self.verdict, self.axes
        projected = [] if verdict.projected is None else [verdict.projected]
        values = [*(s.y for s in self.shown), *(edge.y for edge in self.edges), *projected]
        for value in values:
            _check_room(verdict, value)
        low, high = _spread(values)
        pad = 0.12 * (high - low)
        bottom, top = low - pad, high + pad
        rank = verdict.unit is Unit.RANK
        least: float | None = 1.0 if rank else None
        greatest: float | None = None
        if verdict.target.indicator and not rank and not isinstance(verdict.origin, Rate):
            least, greatest = verdict.target.indicator.scale
        if least is not None and bottom < least <= low:
            bottom = least - 0.04 * (high - low)
        if greatest is not None and high <= greatest < top:
            top = greatest + 0.04 * (high - low)
        times = [*(s.x for s in self.shown), self.start, self.due, _position(verdict.as_of)]
        times += [_position(stage.due) for stage in self.stages]
        first, last = min(times), max(times)
        room = 0.03 * (last - first)
        _time_axis(self.sheet, first - room, last + room, self.lang)
        axes.set_ylim((top, bottom) if rank else (bottom, top))
        self._value_axis(bottom, top, least, greatest)

    def _value_axis(
        self, low: float, high: float, least: float | None, greatest: float | None
    ) -> None:
        from matplotlib.ticker import MaxNLocator

        rank = self.verdict.unit is Unit.RANK
        locator = MaxNLocator(nbins=6, integer=rank, steps=[1, 2, 2.5, 5, 10])
        ticks = [
            float(f"{tick:.12g}")
            for tick in locator.tick_values(low, high)
            if low <= tick <= high
            and (least is None or tick >= least)
            and (greatest is None or tick <= greatest)
        ]
        self.axes.set_yticks(ticks, labels=[format_number(tick, self.lang) for tick in ticks])
        self.axes.tick_params(axis="y", length=3)
        self.axes.grid(visible=True, axis="y", color="#e6e6e6", linewidth=0.6, zorder=0)
        self.axes.set_axisbelow(True)
        if rank:
            name = Text("Thứ hạng (1 là cao nhất)", "Rank (1 is best)").pick(self.lang)
        elif isinstance(self.verdict.origin, Rate):
            name = Text("Tăng trưởng, % một năm", "Growth, % a year").pick(self.lang)
        else:
            name = _capital(self.verdict.unit.label.pick(self.lang))
        self.axes.set_ylabel(name, fontsize=8.5, color=INK)

    def _time_asked(self) -> None:
        """Tint what keeps the promise, for the time that it was made for."""
        low, high = sorted(self.axes.get_ylim())
        start = self.start
        for stage in self.stages:
            due = _position(stage.due)
            stretch = _kept(stage, low, high)
            if stretch is not None:
                self.axes.fill_between(
                    [start, due], *stretch, color=ASKED, alpha=0.09, linewidth=0, zorder=0.5
                )
            start = due

    def _suspended(self) -> None:
        indicator = self.verdict.target.indicator
        low, high = self.axes.get_xlim()
        stretches: list[tuple[float, float]] = []
        for one in sorted(indicator.suspensions if indicator else (), key=lambda s: s.start):
            begin = _position(one.start - dt.timedelta(days=1)) if one.start > dt.date.min else low
            end = high if one.end is None else _position(one.end)
            if stretches and begin <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
            else:
                stretches.append((begin, end))
        self.suspended = stretches
        bottom = self.axes.get_ylim()[0]
        for begin, end in ((max(begin, low), min(end, high)) for begin, end in stretches):
            if begin >= end:
                continue
            self.axes.axvspan(
                begin, end, facecolor="none", edgecolor=FAINT, hatch="////", linewidth=0, zorder=0.3
            )
            text = Text("chỉ số bị gián đoạn", "indicator suspended").pick(self.lang)
            self.tags.append(Tag(text, (begin + end) / 2, bottom, quiet=True))

    def _asked(self) -> None:
        high = self.axes.get_xlim()[1]
        tags: list[Tag] = []
        for edge in self.edges:
            last = edge.due if self.verdict.stages else high
            self.axes.plot(
                [edge.start, last],
                [edge.y, edge.y],
                color=ASKED,
                linewidth=1.8 if edge.weak else 1.2,
                linestyle="-" if edge.weak else (0, (5, 2)),
                solid_capstyle="butt",
                zorder=2,
            )
            self.lines += self.sheet.path([edge.start, last], [edge.y, edge.y])
            tags.append(Tag(edge.text, last, edge.y, angle=150))
        if self.verdict.stages:
            self.tags += tags
        else:
            self.sheet.write_beside(tags, 6.0)

    def _figures(self) -> None:
        verdict, due = self.verdict, _last_due(self.verdict)
        for before, after in pairwise(self.shown):
            if self._apart(before, after):
                continue
            late = after.observation.visible_from > due
            x, y = [before.x, after.x], [before.y, after.y]
            self.axes.plot(
                x,
                y,
                color=INK,
                linewidth=1.0 if late else 1.4,
                linestyle=(0, (1, 1.5)) if late else "-",
                zorder=3,
            )
            self.lines += self.sheet.path(x, y)
        telling = {id(o): None for o in verdict.used}
        for one in self.shown:
            o = one.observation
            late = o.visible_from > due
            decided = o is self.decided
            self.axes.plot(
                [one.x],
                [one.y],
                marker=self._mark(o.bound),
                markersize=7.5 if decided else 5.0,
                markerfacecolor="white" if late else INK,
                markeredgecolor=INK,
                markeredgewidth=1.3,
                linestyle="none",
                zorder=4,
                clip_on=False,
            )
            px, py = self.sheet.pixels(one.x, one.y)
            half = 4 * self.sheet.point
            self.taken.append(Box(px - half, py - half, px + half, py + half))
        inverted = -1 if self.axes.yaxis_inverted() else 1
        for i, one in enumerate(self.shown):
            o = one.observation
            neighbours = [self.shown[j].y for j in (i - 1, i + 1) if 0 <= j < len(self.shown)]
            higher = sum(inverted * (y - one.y) > 0 for y in neighbours)
            angle = -90 if higher > len(neighbours) / 2 else 90
            if id(o) in telling:
                self.tags.insert(0, Tag(self._told(o), one.x, one.y, angle, bold=o is self.decided))
            else:
                text = format_number(o.value, self.lang) + self._star(o)
                self.tags.append(Tag(text, one.x, one.y, angle, needed=False))

    def _star(self, observation: Observation) -> str:
        return "" if _UNCERTAIN.isdisjoint(observation.flags) else "*"

    def _told(self, o: Observation) -> str:
        lang, verdict = self.lang, self.verdict
        text = f"{self._write(o.value, o.bound)}{self._star(o)} ({o.period.label(lang)})"
        if o is verdict.baseline:
            text = f"{Text('mốc gốc', 'baseline').pick(lang)}: {text}"
        if o is verdict.reference:
            text = f"{Text('kỳ gốc', 'reference').pick(lang)}: {text}"
        if o.visible_from > _last_due(verdict) and o.published is not None:
            day = o.published.label(lang)
            text += "\n" + Text(f"công bố sau hạn, {day}", f"published late, {day}").pick(lang)
        return text

    def _mark(self, bound: Bound | None) -> str:
        if bound is None:
            return "o"
        greater = bound in {Bound.ABOVE, Bound.AT_LEAST}
        return "^" if greater != self.axes.yaxis_inverted() else "v"

    def _apart(self, before: _Shown, after: _Shown) -> bool:
        """Whether no line may join two figures."""
        a, b = before.observation, after.observation
        if a.bound is not None or b.bound is not None or Flag.BREAK in b.flags:
            return True
        indicator = self.verdict.target.indicator
        days = [one.at for one in indicator.breaks] if indicator else []
        if any(a.period.end < day <= b.period.end for day in days):
            return True
        return any(before.x < end and begin < after.x for begin, end in self.suspended)

    def _way(self) -> None:
        """Draw the straight line to the target, and where the figures would lead."""
        verdict, lang = self.verdict, self.lang
        baseline, latest, edge = verdict.baseline, verdict.latest, verdict.edge
        if baseline is None or latest is None or edge is None:
            return
        if verdict.needed_at(str(verdict.due)) is not None:
            x, y = [baseline.period.time, self.due], [baseline.value, edge]
            self.axes.plot(x, y, color=ASKED, linewidth=1.3, linestyle=(0, (2, 2)), zorder=2.5)
            self.lines += self.sheet.path(x, y)
            text = Text("đường tới mục tiêu", "line to the target").pick(lang)
            self.tags.append(Tag(text, sum(x) / 2, sum(y) / 2, quiet=True))
        if verdict.projected is not None and latest.period.end < verdict.due:
            x, y = [latest.period.time, self.due], [latest.value, verdict.projected]
            self.axes.plot(x, y, color=PROJECTED, linewidth=1.5, linestyle="-.", zorder=2.6)
            self.axes.plot(
                x[1:],
                y[1:],
                color=PROJECTED,
                marker="D",
                markersize=5.5,
                linestyle="none",
                zorder=4,
            )
            self.lines += self.sheet.path(x, y)
            px, py = self.sheet.pixels(x[1], y[1])
            half = 4 * self.sheet.point
            self.taken.append(Box(px - half, py - half, px + half, py + half))
            value = verdict.projected
            rounded = float(round(value)) if verdict.unit is Unit.RANK else float(f"{value:.4g}")
            words = Text("dự phóng", "projection").pick(lang)
            self.tags.append(Tag(f"{words}: {self._write(rounded)}", x[1], y[1], angle=180))

    def _upright(self) -> None:
        """Draw the days that matter, and the changes of method."""
        verdict, lang = self.verdict, self.lang
        low, high = self.axes.get_xlim()
        tags: list[Tag] = []

        def line(x: float, text: str, **style: Any) -> None:
            self.axes.axvline(x, **{"color": INK, "linewidth": 1.0, "zorder": 1.5, **style})
            self.lines += self.sheet.path([x, x], self.axes.get_ylim())
            tags.append(Tag(text, x, 1.0))

        for stage in self.verdict.stages or (verdict,):
            day = format_date(stage.due, lang)
            line(_position(stage.due), Text(f"hạn {day}", f"due {day}").pick(lang))
        day = format_date(verdict.target.start, lang)
        line(self.start, Text(f"ký {day}", f"signed {day}").pick(lang), linestyle=(0, (1, 2)))
        for x in self._breaks():
            if low < x < high:
                text = Text("đổi cách đo", "method changed").pick(lang)
                line(x, text, color=QUIET, linestyle=(0, (6, 2, 1, 2)))
        self.sheet.write_above(tags)

    def _breaks(self) -> Iterator[float]:
        indicator = self.verdict.target.indicator
        for one in indicator.breaks if indicator else ():
            yield _position(one.at)
        for before, after in pairwise(self.shown):
            if Flag.BREAK in after.observation.flags:
                yield (before.x + after.x) / 2


class _Edge(NamedTuple):
    """A value asked for."""

    y: float
    text: str
    start: float
    due: float
    weak: bool = True


def _edges(stage: Evaluation, lang: Lang) -> Iterator[_Edge]:
    criterion, unit = stage.criterion, stage.unit
    start, due = _position(stage.target.start), _position(stage.due)
    match criterion:
        case LeadingGroup() if criterion.best is not None and criterion.best != criterion.worst:
            weak, strong = (unit.write(v, lang) for v in (criterion.worst, criterion.best))
            words = Text(f"ngưỡng yếu: {weak}", f"weak edge: {weak}")
            yield _Edge(criterion.worst, words.pick(lang), start, due)
            words = Text(f"ngưỡng mạnh: {strong}", f"strong edge: {strong}")
            yield _Edge(criterion.best, words.pick(lang), start, due, weak=False)
        case LeadingGroup():
            yield _Edge(criterion.worst, criterion.describe(unit, lang), start, due)
        case Within():
            for y, word in ((criterion.low, ("từ", "from")), (criterion.high, ("đến", "to"))):
                yield _Edge(y, f"{Text(*word).pick(lang)} {unit.write(y, lang)}", start, due)
        case _ if isinstance(criterion, NumericCriterion):
            yield _Edge(criterion.value, criterion.describe(unit, lang), start, due)
        case _:
            return


def _kept(stage: Evaluation, low: float, high: float) -> tuple[float, float] | None:
    from vn_ict_directive.criteria import satisfying

    if not isinstance(stage.criterion, NumericCriterion):
        return None
    least, greatest, *_ = satisfying(stage.criterion)
    return max(least, low), min(greatest, high)


class _Events:
    """The picture of a target that an event decides: its time, and when it happened."""

    def __init__(self, verdict: Evaluation, criterion: Milestone, lang: Lang) -> None:
        self.verdict, self.criterion = verdict, criterion
        self.lang: Lang = lang
        series = verdict.series
        self.known = () if series is None else series.visible(verdict.as_of)

    def draw(self) -> "Figure":
        """Draw it."""
        verdict, lang = self.verdict, self.lang
        page = _page(verdict, self.known, lang, height=2.9)
        sheet = Sheet.on(page, left=20.0, right=20.0)
        self.sheet, axes = sheet, sheet.axes
        target, earliest = verdict.target, self.criterion.earliest
        start, due = _position(target.start), _position(verdict.due)
        opens = start if earliest is None else max(start, _position(earliest))
        times = [start, due, opens, _position(verdict.as_of)]
        times += [_position(day) for o in self.known for day in (o.period.start, o.period.end)]
        room = 0.04 * (max(times) - min(times))
        _time_axis(sheet, min(times) - room, max(times) + room, lang)
        axes.set_ylim(0, 1)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.fill_between([opens, due], 0.42, 0.58, color=ASKED, alpha=0.25, linewidth=0, zorder=1)
        above: list[Tag] = []
        for day, words, style in (
            (verdict.due, ("hạn", "due"), "-"),
            (target.start, ("ký", "signed"), (0, (1, 2))),
            (earliest, ("không sớm hơn", "not before"), (0, (6, 2, 1, 2))),
        ):
            if day is not None:
                x = _position(day)
                axes.axvline(x, color=INK, linewidth=1.0, linestyle=style, zorder=1.5)
                above.append(Tag(f"{Text(*words).pick(lang)} {format_date(day, lang)}", x, 1.0))
        sheet.write_above(above)
        tags = [Tag(_in_time(lang), (opens + due) / 2, 0.42, -90, needed=False, quiet=True)]
        taken = [box for o in self.known for box in self._event(o)]
        tags = [Tag(self._told(o), _position(o.period.end), 0.5) for o in self.known] + tags
        if not self.known:
            taken.append(_say_nothing(sheet, verdict, lang))
        lines = [box for tag in above for box in sheet.path([tag.x, tag.x], [0, 1])]
        sheet.write(tags, taken=taken, lines=lines)
        return page.figure

    def _event(self, o: Observation) -> Iterator[Box]:
        """Draw a report: the time within which it happened, and its end."""
        begin, end = _position(o.period.start), _position(o.period.end)
        late = o.visible_from > self.verdict.due
        if o.period.start < o.period.end:
            self.sheet.axes.plot([begin, end], [0.5, 0.5], color=INK, linewidth=3.0, zorder=3)
            yield from self.sheet.path([begin, end], [0.5, 0.5])
        self.sheet.axes.plot(
            [end],
            [0.5],
            marker="D" if o.value else "X",
            markersize=8.0,
            markerfacecolor="white" if late else INK,
            markeredgecolor=INK,
            markeredgewidth=1.4,
            linestyle="none",
            zorder=4,
        )
        x, y = self.sheet.pixels(end, 0.5)
        half = 6 * self.sheet.point
        yield Box(x - half, y - half, x + half, y + half)

    def _told(self, o: Observation) -> str:
        when = o.period.label(self.lang)
        if not o.value:
            return Text(f"đến hết {when}: chưa diễn ra", f"by the end of {when}: not yet").pick(
                self.lang
            )
        return Text(f"diễn ra: {when}", f"happened: {when}").pick(self.lang)


def _in_time(lang: Lang) -> str:
    return Text("thời hạn", "time allowed").pick(lang)


_ROW: Final = 46.0
_COLUMNS: Final = (9.0, 200.0, 400.0)


def _rows(scorecard: Scorecard, lang: Lang) -> "Figure":
    as_of = format_date(scorecard.as_of, lang)
    footer = [
        Text(
            "Mỗi hàng có thang riêng theo đơn vị của mục tiêu, càng sang phải càng tốt. Chấm đen: "
            "số liệu; chấm xám: mốc gốc; vạch xanh: mức yêu cầu; đoạn màu cam: quãng còn thiếu.",
            "Each row has its own scale in the unit of its target; better is to the right. Black "
            "dot: the figure; grey dot: baseline; blue: what was asked; orange: what is missing.",
        ).pick(lang),
        scorecard.directive.notice(lang),
        Text(
            f"Theo số liệu biết được đến {as_of}. Đánh giá không chính thức của vn-ict-directive.",
            f"By what was known on {as_of}. Unofficial assessment by vn-ict-directive.",
        ).pick(lang),
    ]
    height = _ROW * len(scorecard) / 72 + 1.5
    page = Page.blank(
        scorecard.title(lang),
        scorecard.summary(lang),
        [line for line in footer if line],
        (_WIDTH + 0.6, height),
    )
    top = page.top - 6
    for i, verdict in enumerate(scorecard):
        middle = top - _ROW * (i + 0.5)
        _Row(page, verdict, lang).draw(middle)
    return page.figure


class _Row:
    """One target of a scorecard."""

    def __init__(self, page: Page, verdict: Evaluation, lang: Lang) -> None:
        self.page, self.verdict = page, verdict
        self.lang: Lang = lang

    def draw(self, middle: float) -> None:
        """Draw it, around that height."""
        page, verdict, lang = self.page, self.verdict, self.lang
        name, scale, status = _COLUMNS
        page.write(_title(verdict).pick(lang), name, middle, room=scale - name - 14, va="center")
        told = page.write(
            _capital(verdict.headline(lang)),
            status,
            middle + 14,
            room=page.width - status - 9,
            bold=True,
        )
        page.write(
            self._distance(), status, middle + 11 - told, room=page.width - status - 9, color=QUIET
        )
        axes = page.axes(scale, middle - _ROW / 2 + 2, status - scale - 14, _ROW - 4)
        axes.set_ylim(0, 1)
        axes.set_yticks([])
        axes.set_xticks([])
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        sheet = Sheet(page, axes, Box(0, 0, 0, 0))
        if isinstance(verdict.criterion, Milestone):
            self._event(sheet, verdict.criterion)
        else:
            self._number(sheet)

    def _distance(self) -> str:
        verdict, lang = self.verdict, self.lang
        if verdict.days_late is not None and isinstance(verdict.criterion, Milestone):
            days = format_number(verdict.days_late, lang)
            return Text(f"trễ nhiều nhất {days} ngày", f"at most {days} days late").pick(lang)
        if verdict.gap:
            gap = verdict.unit.write_distance(float(f"{verdict.gap:.4g}"), lang)
            return Text(f"còn thiếu {gap}", f"{gap} short").pick(lang)
        return _asked_by(verdict, lang)

    def _line(self, sheet: Sheet, *, known: bool) -> None:
        low, high = sheet.axes.get_xlim()
        sheet.axes.plot(
            [low, high],
            [0.5, 0.5],
            color=FAINT,
            linewidth=1.0,
            linestyle="-" if known else (0, (3, 3)),
            zorder=1,
        )

    def _number(self, sheet: Sheet) -> None:
        verdict, lang, axes = self.verdict, self.lang, sheet.axes
        edges = list(_edges(verdict, lang))
        shown, baseline = verdict.observation, verdict.baseline
        values = [edge.y for edge in edges] + [o.value for o in (shown, baseline) if o]
        for value in values:
            _check_room(verdict, value)
        low, high = _spread(values)
        room = 0.2 * (high - low)
        less = (
            isinstance(verdict.criterion, NumericCriterion)
            and verdict.criterion.aim(shown.value if shown else high)[1] < 0
        )
        axes.set_xlim((high + room, low - room) if less else (low - room, high + room))
        self._line(sheet, known=shown is not None)
        tags = []
        for edge in edges:
            axes.plot(
                [edge.y, edge.y], [0.32, 0.68], color=ASKED, linewidth=2.2 if edge.weak else 1.2
            )
        if edges:
            text = verdict.criterion.describe(verdict.unit, lang)
            tags.append(Tag(text, edges[0].y, 0.36, angle=-90))
        taken: list[Box] = []
        if shown is not None:
            if verdict.gap and verdict.edge is not None:
                axes.plot([shown.value, verdict.edge], [0.5, 0.5], color=PROJECTED, linewidth=3.0)
            if baseline is not None and baseline is not shown:
                axes.plot(
                    [baseline.value],
                    [0.5],
                    marker="o",
                    markersize=4.5,
                    color=FAINT,
                    linestyle="none",
                )
            axes.plot(
                [shown.value],
                [0.5],
                marker="o",
                markersize=7.0,
                color=INK,
                linestyle="none",
                zorder=4,
            )
            told = verdict.unit.write(shown.value, lang, bound=shown.bound)
            tags.insert(
                0,
                Tag(f"{told} ({shown.period.label(lang)})", shown.value, 0.56, angle=90, bold=True),
            )
        sheet.write(tags, taken=taken, lines=list(sheet.path([low, high], [0.5, 0.5])))

    def _event(self, sheet: Sheet, criterion: Milestone) -> None:
        del criterion
        verdict, axes = self.verdict, sheet.axes
        start, due = _position(verdict.target.start), _position(verdict.due)
        shown = [o for o in dict.fromkeys((verdict.observation, verdict.met_late)) if o]
        times = [start, due, *(_position(o.period.end) for o in shown)]
        room = 0.2 * (max(times) - min(times))
        axes.set_xlim(min(times) - room, max(times) + room)
        self._line(sheet, known=bool(shown))
        axes.plot(
            [start, due], [0.5, 0.5], color=ASKED, linewidth=4.0, alpha=0.4, solid_capstyle="butt"
        )
        tags = []
        for o in shown:
            x = _position(o.period.end)
            axes.plot(
                [x],
                [0.5],
                marker="D" if o.value else "X",
                markersize=6.5,
                color=INK,
                linestyle="none",
            )
            tags.append(Tag(o.period.label(self.lang), x, 0.56, angle=90, bold=True))
        sheet.write(tags, taken=[], lines=[])


def _asked_by(verdict: Evaluation, lang: Lang) -> str:
    why = next((r for r in verdict.reasons if r in _WHY_NOTHING | _WHY_OPEN), None)
    return "" if why is None else why.label(lang)
