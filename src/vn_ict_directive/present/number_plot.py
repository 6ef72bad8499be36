"""The picture of a target that figures decide."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from vn_ict_directive.criteria import (
    LeadingGroup,
    Milestone,
    NumericCriterion,
    RelativeTo,
    Staged,
    Within,
    satisfying,
)
from vn_ict_directive.evaluation import Evaluation, Outcome
from vn_ict_directive.observations import Flag, Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.canvas import ASKED, FAINT, INK, PROJECTED, QUIET, Plot, Tag, measure
from vn_ict_directive.present.captions import (
    DECIDED,
    begin,
    check_room,
    last_due,
    legible,
    position,
    say_nothing,
    spread,
    time_axis,
    time_span,
    told,
)
from vn_ict_directive.text import Lang
from vn_ict_directive.units import Bound, Unit, format_number
from vn_ict_directive.words import capital, say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Edge", "draw_numbers", "edges_of"]

_DASHED: Final = (0, (5, 2))
_DOTTED: Final = (0, (1, 1.5))


class Edge(NamedTuple):
    """A value asked for.

    Attributes:
        y: The value.
        text: Its label.
        due: Until when it was asked for.
        weak: Whether it is the least that the target requires.
    """

    y: float
    text: str
    due: float
    weak: bool = True


def edges_of(verdict: Evaluation, lang: Lang) -> tuple[Edge, ...]:
    """Return the values that a criterion asks for; none, where they are not known."""
    criterion, unit, due = verdict.criterion, verdict.unit, position(verdict.due)
    indicator = verdict.target.indicator
    match criterion:
        case LeadingGroup() if criterion.best not in {None, criterion.worst}:
            weak, strong = (unit.write(v, lang) for v in (criterion.worst, criterion.strong))
            return (
                Edge(criterion.worst, say("weak", lang, value=weak), due),
                Edge(criterion.strong, say("strong", lang, value=strong), due, weak=False),
            )
        case LeadingGroup():
            return (
                Edge(criterion.worst, criterion.describe(unit, lang, noun=indicator.counted), due),
            )
        case Within():
            low, high = (indicator.write(v, lang) for v in (criterion.low, criterion.high))
            return (
                Edge(criterion.low, say("from", lang, value=low), due),
                Edge(criterion.high, say("up to", lang, value=high), due),
            )
        case RelativeTo() | Staged() | Milestone():
            return ()
        case _:
            return (
                Edge(criterion.value, criterion.describe(unit, lang, noun=indicator.counted), due),
            )


def draw_numbers(verdict: Evaluation, lang: Lang) -> "Figure":
    """Draw it."""
    return _Picture(verdict, lang).draw()


class _Shown(NamedTuple):
    x: float
    y: float
    observation: Observation


class _Picture:
    def __init__(self, verdict: Evaluation, lang: Lang) -> None:
        self.verdict = verdict
        self.lang: Lang = lang
        known = () if verdict.series is None else verdict.series.visible(verdict.as_of)
        self.shown = [_Shown(o.period.time, o.value, o) for o in known]
        self.decided = verdict.observation if verdict.outcome in DECIDED else None
        self.stages = verdict.stages or (verdict,)
        self.edges = [edge for stage in self.stages for edge in edges_of(stage, lang)]
        # As in words: a projection is told while it is pending, and where there is a way to go.
        telling = verdict.outcome is Outcome.PENDING and verdict.ratio is not None
        self.projected = verdict.projected if telling else None
        days = [verdict.target.start, verdict.as_of, last_due(verdict)]
        self.span = time_span([*(one.x for one in self.shown), *map(position, days)])
        self.suspended = list(self._suspensions())
        self.tags: list[Tag] = []

    def draw(self) -> "Figure":
        verdict, lang = self.verdict, self.lang
        canvas = begin(
            verdict,
            [one.observation for one in self.shown],
            lang,
            room=260.0,
            hatched=bool(self.suspended),
        )
        beside = [] if verdict.stages else [edge.text for edge in self.edges]
        margin = max((measure(text).width for text in beside), default=0.0)
        low, high, ticks = self._scale()
        labels = [format_number(tick, lang) for tick in ticks]
        left = max((measure(label).width for label in labels), default=0.0)
        self.plot = Plot.filling(canvas, left=left + 38.0, right=margin + 20.0)
        self.axes = self.plot.axes
        time_axis(self.plot, *self.span, lang)
        self._values(low, high, dict(zip(ticks, labels, strict=True)))
        self._hatching()
        self._uprights()
        self._asked()
        self._figures()
        self._way()
        if not self.shown:
            say_nothing(self.plot, verdict, lang)
        self.tags.sort(key=lambda tag: not tag.needed)
        self.plot.label(self.tags)
        return canvas.finish()

    # --- the axes

    def _scale(self) -> tuple[float, float, list[float]]:
        """Return the least and the greatest value to show, and round ones between."""
        from matplotlib.ticker import MaxNLocator

        verdict = self.verdict
        values = [*(one.y for one in self.shown), *(edge.y for edge in self.edges)]
        values += [] if self.projected is None else [self.projected]
        check_room(verdict, values)
        low, high = spread(values)
        room = high - low
        bottom, top = low - 0.18 * room, high + 0.18 * room
        rank, domain = verdict.unit is Unit.RANK, verdict.target.indicator.domain
        least, greatest = domain.low, domain.high
        # No axis goes on to values that there are none of, such as a rank before the first.
        if bottom < least <= low:
            bottom = least - 0.04 * room
        if high <= greatest < top:
            top = greatest + 0.04 * room
        locator = MaxNLocator(nbins=6, integer=rank, steps=[1, 2, 2.5, 5, 10])
        ticks = (float(f"{tick:.12g}") for tick in locator.tick_values(bottom, top))
        inside = [t for t in ticks if max(bottom, least) <= t <= min(top, greatest)]
        return bottom, top, inside

    def _values(self, low: float, high: float, ticks: dict[float, str]) -> None:
        rank = self.verdict.unit is Unit.RANK
        self.axes.set_ylim((high, low) if rank else (low, high))
        self.axes.set_yticks(list(ticks), labels=list(ticks.values()))
        self.axes.tick_params(axis="y", length=3)
        self.axes.grid(visible=True, axis="y", color="#e6e6e6", linewidth=0.6)
        self.axes.set_axisbelow(True)
        if rank:
            name = say("rank axis", self.lang)
        else:
            name = capital(self.verdict.target.indicator.unit_label(self.lang))
        self.axes.set_ylabel(name, fontsize=8.5, color=INK)

    # --- behind the figures

    def _suspensions(self) -> Iterator[tuple[float, float]]:
        """Yield the times without figures that the picture shows."""
        indicator = self.verdict.target.indicator
        low, high = self.span
        for one in indicator.suspensions:
            begins = max(position(one.start - dt.timedelta(days=1)), low)
            ends = high if one.end is None else min(position(one.end), high)
            if begins < ends:
                yield begins, ends

    def _hatching(self) -> None:
        """Hatch the times without figures."""
        for begins, ends in self.suspended:
            self.axes.axvspan(
                begins,
                ends,
                facecolor="none",
                edgecolor=FAINT,
                hatch="////",
                linewidth=0,
                zorder=0.3,
            )

    def _uprights(self) -> None:
        """Draw the days that matter, and the changes of method, each named above the plot."""
        verdict, lang = self.verdict, self.lang
        tags: list[Tag] = []

        def upright(x: float, text: str, **style: Any) -> None:
            self.plot.upright(x, **style)
            tags.append(Tag(text, x, 1.0))

        for stage in self.stages:
            day = format_date(stage.due, lang)
            upright(position(stage.due), say("due on", lang, day=day), wall=True)
        day = format_date(verdict.target.start, lang)
        start = position(verdict.target.start)
        upright(start, say("set on", lang, day=day), linestyle=_DOTTED)
        low, high = self.axes.get_xlim()
        for x in self._breaks():
            if low < x < high:
                upright(x, say("break", lang), color=QUIET, linestyle=(0, (6, 2, 1, 2)))
        self.plot.label_above(tags)

    def _breaks(self) -> Iterator[float]:
        """Yield where the method changed."""
        indicator = self.verdict.target.indicator
        days = [position(b.at - dt.timedelta(days=1)) for b in indicator.breaks]
        yield from days
        for before, after in pairwise(self.shown):
            flagged = Flag.BREAK in after.observation.flags
            if flagged and not any(before.x <= x < after.x for x in days):
                yield (before.x + after.x) / 2

    def _asked(self) -> None:
        """Draw the values asked for, and tint what met the target while it applied."""
        bottom, top = sorted(self.axes.get_ylim())
        start, high = position(self.verdict.target.start), self.axes.get_xlim()[1]
        for stage in self.stages:
            if isinstance(stage.criterion, NumericCriterion):
                least, greatest, *_ = satisfying(stage.criterion)
                due = position(stage.due)
                self.axes.fill_between(
                    [start, due],
                    *(max(least, bottom), min(greatest, top)),
                    color=ASKED,
                    alpha=0.09,
                    linewidth=0,
                    zorder=0.5,
                )
                start = due
        tags: list[Tag] = []
        begins = position(self.verdict.target.start)
        for edge in self.edges:
            ends = edge.due if self.verdict.stages else high
            self.plot.line(
                [begins, ends],
                [edge.y, edge.y],
                color=ASKED,
                linewidth=1.8 if edge.weak else 1.2,
                linestyle="-" if edge.weak else _DASHED,
                solid_capstyle="butt",
                zorder=2,
            )
            tags.append(Tag(edge.text, ends, edge.y, angle=150))
        if self.verdict.stages:
            self.tags += tags
        else:
            self.plot.label_right(tags)

    # --- the figures

    def _figures(self) -> None:
        """Draw every figure, and join those that compare."""
        due = last_due(self.verdict)
        for before, after in pairwise(self.shown):
            if not self._apart(before, after):
                late = after.observation.visible_from > due
                self.plot.line(
                    [before.x, after.x],
                    [before.y, after.y],
                    color=INK,
                    linewidth=1.0 if late else 1.4,
                    linestyle=_DOTTED if late else "-",
                    zorder=3,
                )
        used = self.verdict.used
        for i, (x, y, o) in enumerate(self.shown):
            late, decides = o.visible_from > due, o == self.decided
            size = 7.5 if decides else 5.0
            self.plot.mark(x, y, self._shape(o.bound), size, hollow=late)
            angle = self._side(i)
            if o in used:
                self.tags.insert(0, Tag(self._told(o), x, y, angle, bold=decides))
            else:
                text = told(self.verdict, o, self.lang, unit=False)
                self.tags.append(Tag(text, x, y, angle, needed=False))

    def _side(self, i: int) -> float:
        """Return on which side of a figure its neighbours leave room, as an angle."""
        neighbours = [*self.shown[max(i - 1, 0) : i], *self.shown[i + 1 : i + 2]]
        up = -1 if self.axes.yaxis_inverted() else 1
        above = sum(up * (other.y - self.shown[i].y) > 0 for other in neighbours)
        return -90 if 2 * above > len(neighbours) else 90

    def _told(self, o: Observation) -> str:
        """Write a figure that the verdict rests on: its value, its period, and what it is."""
        lang, verdict = self.lang, self.verdict
        text = f"{told(verdict, o, lang)} ({o.period.label(lang)})"
        roles = [
            say(role, lang)
            for role, one in (("baseline", verdict.baseline), ("reference", verdict.reference))
            if one == o
        ]
        if roles:
            text = f"{', '.join(roles)}:\n{text}"
        if o.visible_from > last_due(verdict) and o.published is not None:
            day = o.published.label(lang)
            text += f"\n{say('published on', lang, day=day)}"
        return text

    def _shape(self, bound: Bound | None) -> str:
        """Return a dot, or for a bound an arrow head that points to where the figure may be."""
        if bound is None:
            return "o"
        greater = bound in {Bound.ABOVE, Bound.AT_LEAST}
        return "^" if greater != self.axes.yaxis_inverted() else "v"

    def _apart(self, before: _Shown, after: _Shown) -> bool:
        """Whether no line may join two figures."""
        a, b = before.observation, after.observation
        return (
            a.bound is not None
            or b.bound is not None
            or any(before.x <= x < after.x for x in self._breaks())
            or any(before.x < end and begin < after.x for begin, end in self.suspended)
        )

    def _way(self) -> None:
        """Draw the straight line to the target, and where the figures would lead."""
        verdict, lang = self.verdict, self.lang
        baseline, latest, edge = verdict.baseline, verdict.latest, verdict.target_value
        if baseline is None or latest is None or edge is None:
            return
        due = position(verdict.due)
        if verdict.needed_at(verdict.due.isoformat()) is not None:
            x, y = [baseline.period.time, due], [baseline.value, edge]
            self.plot.line(x, y, color=ASKED, linewidth=1.3, linestyle=(0, (2, 2)), zorder=2.5)
            self.tags.append(Tag(say("straight line", lang), sum(x) / 2, sum(y) / 2, quiet=True))
        if self.projected is not None:
            x, y = [latest.period.time, due], [latest.value, self.projected]
            self.plot.line(x, y, color=PROJECTED, linewidth=1.5, linestyle="-.", zorder=2.6)
            self.plot.mark(due, y[1], "D", 5.5, color=PROJECTED)
            value = verdict.target.indicator.write(legible(verdict.unit, y[1]), lang)
            self.tags.append(Tag(say("projection", lang, value=value), due, y[1], angle=180))
