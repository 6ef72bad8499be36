"""The picture of a target that figures decide."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from vn_ict_directive import criteria
from vn_ict_directive.evaluation import Evaluation, Outcome
from vn_ict_directive.observations import Flag, Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.present import canvas, captions
from vn_ict_directive.present.canvas import Picture, Plot, Tag, fold
from vn_ict_directive.present.captions import position
from vn_ict_directive.present.sheets import known
from vn_ict_directive.sentences.facts import DECIDED
from vn_ict_directive.text import Lang
from vn_ict_directive.units import Bound, Unit, format_number
from vn_ict_directive.words import capital, say

_DASHED: Final = (0, (5, 2))
_DOTTED: Final = (0, (1, 1.5))
_BESIDE: Final = 92.0


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


def edges_of(verdict: Evaluation, lang: Lang) -> list[Edge]:
    """Return the values that a criterion asks for; none, where they are not known."""
    it, indicator = verdict.criterion, verdict.target.indicator
    match it:
        case criteria.LeadingGroup() if it.best not in {None, it.worst}:
            ends: dict[str, float] = {"weak": it.worst, "strong": it.strong}
        case criteria.Within():
            ends = {"from": it.low, "up to": it.high}
        case criteria.RelativeTo() | criteria.Staged() | criteria.Milestone():
            return []
        case _:
            y = it.worst if isinstance(it, criteria.LeadingGroup) else it.value
            whole = it.describe(verdict.unit, lang, noun=indicator.counted)
            return [Edge(y, whole, position(verdict.due))]
    told = {name: say(name, lang, value=indicator.write(y, lang)) for name, y in ends.items()}
    return [Edge(ends[n], told[n], position(verdict.due), n != "strong") for n in ends]


class NumberPlot:
    """The picture of one verdict."""

    def __init__(self, verdict: Evaluation, lang: Lang, width: float) -> None:
        """Lay it out: its words, its axes, and how much of them there is to show."""
        self.verdict = verdict
        self.lang: Lang = lang
        self.shown: tuple[Observation, ...] = known(verdict)
        self.start: float = position(verdict.target.start)
        self.stages: tuple[Evaluation, ...] = verdict.stages or (verdict,)
        self.edges: list[Edge] = [edge for stage in self.stages for edge in edges_of(stage, lang)]
        # As in words: a projection is told while it is pending, and where there is a way to go.
        telling = verdict.outcome is Outcome.PENDING and verdict.ratio is not None
        self.projected: float | None = verdict.projected if telling else None
        times = [*(o.period.time for o in self.shown), self.start]
        times += [position(verdict.as_of), position(verdict.target.due)]
        self.span: tuple[float, float] = captions.time_span(times)
        self.suspended: list[tuple[float, float]] = list(self._suspensions())
        self.tags: list[Tag] = []
        room, hatched = 140 + 0.23 * width, bool(self.suspended)
        self.sheet: Picture = captions.begin(verdict, lang, width, room, hatched=hatched)
        margin = 0.0
        if not verdict.stages:
            self.edges = [edge._replace(text=fold(edge.text, _BESIDE)) for edge in self.edges]
            margin = max((canvas.measure(e.text).width for e in self.edges), default=0.0)
        low, high, ticks = self._scale()
        left = max((canvas.measure(label).width for label in ticks.values()), default=0.0)
        self.plot: Plot = Plot.filling(self.sheet, left=left + 32.0, right=margin + 14.0)
        self.axes: Axes = self.plot.axes
        self._room = 0.6 * (self.plot.inside.right - self.plot.inside.left)
        captions.time_axis(self.plot, *self.span, lang)
        self._values(low, high, ticks)

    def draw(self) -> Picture:
        """Draw what there is to show."""
        for ends in self.suspended:
            style: dict[str, Any] = {"edgecolor": canvas.FAINT, "hatch": "////", "linewidth": 0}
            self.axes.axvspan(*ends, facecolor="none", zorder=0.3, **style)
        self._uprights()
        self._asked()
        self._figures()
        self._way()
        if not self.shown:
            captions.say_nothing(self.plot, self.verdict, self.lang)
        self.tags.sort(key=lambda tag: not tag.needed)
        self.plot.label(self.tags)
        return self.sheet.finish()

    # --- the axes

    def _scale(self) -> tuple[float, float, dict[float, str]]:
        """Return the least and the greatest value to show, and round ones between."""
        verdict = self.verdict
        values = [*(o.value for o in self.shown), *(edge.y for edge in self.edges)]
        values += [] if self.projected is None else [self.projected]
        low, high = captions.spread(verdict, values)
        room = high - low
        bottom, top = low - 0.18 * room, high + 0.18 * room
        least, greatest = verdict.target.indicator.domain.low, verdict.target.indicator.domain.high
        # No axis goes on to values that there are none of, such as a rank before the first.
        if bottom < least <= low:
            bottom = least - 0.04 * room
        if high <= greatest < top:
            top = greatest + 0.04 * room
        rank = verdict.unit is Unit.RANK
        locator = MaxNLocator(nbins=6, integer=rank, steps=[1, 2, 2.5, 5, 10])
        ticks = (float(f"{tick:.12g}") for tick in locator.tick_values(bottom, top))
        inside = [t for t in ticks if max(bottom, least) <= t <= min(top, greatest)]
        return bottom, top, {tick: format_number(tick, self.lang) for tick in inside}

    def _values(self, low: float, high: float, ticks: dict[float, str]) -> None:
        rank = self.verdict.unit is Unit.RANK
        self.axes.set_ylim((high, low) if rank else (low, high))
        self.axes.set_yticks(list(ticks), labels=list(ticks.values()))
        self.axes.tick_params(axis="y", length=3)
        self.axes.grid(visible=True, axis="y", color="#e6e6e6", linewidth=0.6)
        self.axes.set_axisbelow(True)
        high = self.plot.inside.top - self.plot.inside.bottom
        unit = capital(self.verdict.target.indicator.unit_label(self.lang))
        name = fold(say("rank axis", self.lang) if rank else unit, high)
        self.axes.set_ylabel(name, fontsize=8.5, color=canvas.INK)

    # --- behind the figures

    def _suspensions(self) -> Iterator[tuple[float, float]]:
        """Yield the times without figures that the picture shows."""
        low, high = self.span
        for one in self.verdict.target.indicator.suspensions:
            begins = max(position(one.start - dt.timedelta(days=1)), low)
            ends = high if one.end is None else min(position(one.end), high)
            if begins < ends:
                yield begins, ends

    def _uprights(self) -> None:
        """Draw the days that matter, and the changes of method, each named above the plot."""
        lang, upright = self.lang, self.plot.upright
        for stage in self.stages:
            due = say("due on", lang, day=format_date(stage.due, lang))
            upright(position(stage.due), due, wall=True)
        signed = say("set on", lang, day=format_date(self.verdict.target.start, lang))
        upright(self.start, signed, linestyle=_DOTTED)
        low, high = self.span
        for x in self._breaks():
            if low < x < high:
                upright(x, say("break", lang), color=canvas.QUIET, linestyle=(0, (6, 2, 1, 2)))
        self.plot.label(self.plot.days, self.plot.above)

    def _breaks(self) -> Iterator[float]:
        """Yield where the method changed."""
        indicator = self.verdict.target.indicator
        days = [position(b.at - dt.timedelta(days=1)) for b in indicator.breaks]
        yield from days
        for before, after in pairwise(self.shown):
            left, right = before.period.time, after.period.time
            if Flag.BREAK in after.flags and not any(left <= x < right for x in days):
                yield (left + right) / 2

    def _asked(self) -> None:
        """Draw the values asked for, and tint what met the target while it applied."""
        bottom, top = sorted(self.axes.get_ylim())
        start, staged = self.start, bool(self.verdict.stages)
        tint: dict[str, Any] = {"color": canvas.ASKED, "alpha": 0.09, "linewidth": 0}
        for stage in self.stages:
            if isinstance(stage.criterion, criteria.NumericCriterion):
                least, greatest, *_ = criteria.satisfying(stage.criterion)
                due = position(stage.due)
                met = max(least, bottom), min(greatest, top)
                self.axes.fill_between([start, due], *met, zorder=0.5, **tint)
                start = due
        tags = self.tags if staged else []
        for edge in self.edges:
            ends = edge.due if staged else self.span[1]
            width, dash = (1.8, "-") if edge.weak else (1.2, _DASHED)
            span = (self.start, edge.y), (ends, edge.y)
            self.plot.line(*span, canvas.ASKED, width, linestyle=dash, zorder=2)
            tags.append(Tag(edge.text, ends, edge.y, angle=150 if staged else 0))
        if not staged:
            self.plot.label(tags, self.plot.beside)

    # --- the figures

    def _figures(self) -> None:
        """Draw every figure, and join those that compare."""
        verdict, lang = self.verdict, self.lang
        for before, after in pairwise(self.shown):
            if not self._apart(before, after):
                width, dash = (1.0, _DOTTED) if self._late(after) else (1.4, "-")
                ends = (before.period.time, before.value), (after.period.time, after.value)
                self.plot.line(*ends, canvas.INK, width, linestyle=dash, zorder=3)
        decided = verdict.observation if verdict.outcome in DECIDED else None
        for i, o in enumerate(self.shown):
            size, style = (7.5, "bold") if o == decided else (5.0, "label")
            x, y, angle = o.period.time, o.value, self._side(i)
            self.plot.mark(x, y, self._shape(o.bound), size, hollow=self._late(o))
            if o in verdict.used:
                self.tags.insert(0, Tag(self._told(o), x, y, angle, style=style))
            else:
                text = captions.told(verdict, o, lang, unit=False)
                self.tags.append(Tag(text, x, y, angle, needed=False))

    def _late(self, o: Observation) -> bool:
        return o.visible_from > self.verdict.target.due

    def _side(self, i: int) -> float:
        """Return on which side of a figure its neighbours leave room, as an angle."""
        neighbours = [*self.shown[max(i - 1, 0) : i], *self.shown[i + 1 : i + 2]]
        up = -1 if self.axes.yaxis_inverted() else 1
        above = sum(up * (other.value - self.shown[i].value) > 0 for other in neighbours)
        return -90 if 2 * above > len(neighbours) else 90

    def _told(self, o: Observation) -> str:
        """Write a figure that the verdict rests on: its value, its period, and what it is."""
        lang, verdict = self.lang, self.verdict
        text = captions.dated(verdict, o, lang, self._room)
        roles = [say(r, lang) for r in ("baseline", "reference") if getattr(verdict, r) == o]
        lines = [f"{', '.join(roles)}:", text] if roles else [text]
        if self._late(o) and o.published is not None:
            lines.append(say("published on", lang, day=o.published.label(lang)))
        return "\n".join(fold(line, self._room, "bold") for line in lines)

    def _shape(self, bound: Bound | None) -> str:
        """Return a dot, or for a bound an arrow head that points to where the figure may be."""
        if bound is None:
            return "o"
        greater = bound in {Bound.ABOVE, Bound.AT_LEAST}
        return "^" if greater != self.axes.yaxis_inverted() else "v"

    def _apart(self, before: Observation, after: Observation) -> bool:
        """Whether no line may join two figures."""
        left, right = before.period.time, after.period.time
        return (
            not before.bound is after.bound is None
            or any(left <= x < right for x in self._breaks())
            or any(left < end and begin < right for begin, end in self.suspended)
        )

    def _way(self) -> None:
        """Draw the straight line to the target, and where the figures would lead."""
        verdict, lang = self.verdict, self.lang
        baseline, latest, edge = verdict.baseline, verdict.latest, verdict.target_value
        if baseline is None or latest is None or edge is None:
            return
        due = position(verdict.due)
        if verdict.needed_at(verdict.due.isoformat()) is not None:
            x, y = baseline.period.time, baseline.value
            dashed = {"linestyle": (0, (2, 2)), "zorder": 2.5}
            self.plot.line((x, y), (due, edge), canvas.ASKED, 1.3, **dashed)
            middle = (x + due) / 2, (y + edge) / 2
            self.tags.append(Tag(say("straight line", lang), *middle, quiet=True))
        if (led := self.projected) is not None:
            begins = latest.period.time, latest.value
            self.plot.line(begins, (due, led), canvas.PROJECTED, 1.5, linestyle="-.", zorder=2.6)
            self.plot.mark(due, led, "D", 5.5, color=canvas.PROJECTED)
            # As much as a reader can use: whole places of a ranking, else four digits.
            legible = round(led) if verdict.unit is Unit.RANK else float(f"{led:.4g}")
            value = verdict.target.indicator.write(legible, lang)
            text = fold(say("projection", lang, value=value), self._room)
            self.tags.append(Tag(text, due, led, angle=180))
