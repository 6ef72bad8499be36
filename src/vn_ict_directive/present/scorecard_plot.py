"""The picture of a scorecard: a row for each target, on a scale of its own."""

from typing import Final

from vn_ict_directive.criteria import Milestone, NumericCriterion
from vn_ict_directive.evaluation import Evaluation, Outcome, Scorecard
from vn_ict_directive.periods import format_date
from vn_ict_directive.present import canvas, captions
from vn_ict_directive.present.canvas import Picture, Plot, Tag, fold, measure
from vn_ict_directive.present.captions import position
from vn_ict_directive.present.label_layout import Box
from vn_ict_directive.present.number_plot import edges_of
from vn_ict_directive.sentences.facts import DECIDED, Facts
from vn_ict_directive.text import Lang
from vn_ict_directive.words import capital, say

_WIDTH: Final = 560.0
_NAME: Final = 9.0
_SCALE: Final = 190.0
_STATUS: Final = 405.0
_GAP: Final = 14.0
_LEAST: Final = 52.0
_ABOVE, _ON, _BELOW = 0.62, 0.5, 0.38


def draw_scorecard(card: Scorecard, lang: Lang) -> Picture:
    """Draw it."""
    footer = say("legend", lang), card.directive.notice(lang), captions.standing(card.as_of, lang)
    rows = [_Row(verdict, lang) for verdict in card]
    lines = [line for line in footer if line]
    room = sum(row.height for row in rows) + 2 * _GAP
    sheet = Picture(card.title(lang), card.summary(lang), lines, width=_WIDTH, room=room)
    middle = sheet.top - _GAP
    for row in rows:
        row.draw(sheet, middle - row.height / 2)
        middle -= row.height
    return sheet.finish()


class _Row:
    """One target: its name, its scale, and its status over how far it is."""

    def __init__(self, verdict: Evaluation, lang: Lang) -> None:
        name, status = _SCALE - _NAME - _GAP, _WIDTH - _STATUS - _NAME
        self.verdict = verdict
        self.lang: Lang = lang
        self.missing = verdict.gap and verdict.outcome in {Outcome.MISSED, Outcome.PENDING}
        found = (verdict.observation, verdict.met_late)
        self.marks = list(dict.fromkeys(o for o in found if o is not None))
        self.name = fold(verdict.target.indicator.name.pick(lang), name)
        self.headline = fold(capital(verdict.headline(lang)), status, "bold")
        self.distance = fold(self._distance(), status)
        self.first = measure(self.headline, "bold").height + 2
        self.second = measure(self.distance).height
        self.height = max(_LEAST, 12 + max(measure(self.name).height, self.first + self.second))

    def _distance(self) -> str:
        """Say how far it is from what was asked, or why nothing can be said."""
        verdict, lang, late = self.verdict, self.lang, self.verdict.met_late
        facts = Facts(verdict=verdict, lang=lang)
        if late is not None and facts.event:
            return facts.days_late
        if late is not None:
            return say("late", lang, value=facts.value(late), day=late.period.label(lang))
        if self.missing:
            return say("short", lang, gap=facts.gap)
        why = captions.why_open(verdict)
        if verdict.outcome is Outcome.MET or why is None:
            return say("due on", lang, day=format_date(verdict.target.due, lang))
        return why.label(lang)

    def draw(self, sheet: Picture, middle: float) -> None:
        top = middle + (self.first + self.second) / 2
        sheet.write(self.name, _NAME, middle, "label", va="center")
        sheet.write(self.headline, _STATUS, top, "bold")
        sheet.write(self.distance, _STATUS, top - self.first, "label", color=canvas.QUIET)
        half = _LEAST / 2 - 1
        inside = Box(_SCALE, middle - half, _STATUS - _GAP, middle + half)
        room = Box(_SCALE - 9, middle - half - 2, _STATUS - 5, middle + half + 2)
        self.plot = Plot(sheet, inside, room)
        self.plot.axes.set_axis_off()
        self.plot.axes.set_ylim(0, 1)
        event = isinstance(self.verdict.criterion, Milestone)
        self.plot.label(self._event() if event else self._number())

    def _scale(self, values: list[float], *, less: bool = False) -> None:
        """Lay out the scale, and draw its line: broken, where nothing is known."""
        low, high = captions.spread(self.verdict, values)
        room = 0.22 * (high - low)
        low, high = low - room, high + room
        self.plot.axes.set_xlim(low, high)
        self.plot.axes.xaxis.set_inverted(less)
        dash = "-" if self.marks else (0, (3, 3))
        self.plot.line((low, _ON), (high, _ON), canvas.FAINT, 1.0, linestyle=dash, zorder=1)

    def _number(self) -> list[Tag]:
        verdict, lang, marks, plot = self.verdict, self.lang, self.marks, self.plot
        criterion, edges = verdict.criterion, edges_of(verdict, lang)
        baseline = None if verdict.baseline in marks else verdict.baseline
        shown = [*marks, baseline] if baseline else marks
        values = [*(edge.y for edge in edges), *(o.value for o in shown)]
        goal = criterion.goal if isinstance(criterion, NumericCriterion) else None
        self._scale(values, less=goal is not None and goal(max(values))[1] < 0)
        for edge in edges:
            width = 2.4 if edge.weak else 1.2
            ends = [_BELOW - 0.04, _ABOVE + 0.04]
            plot.axes.plot([edge.y, edge.y], ends, color=canvas.ASKED, linewidth=width)
        if self.missing and goal is not None:
            value = marks[0].value
            plot.line((value, _ON), (goal(value)[0], _ON), canvas.PROJECTED, 3.0, zorder=2)
        if baseline is not None:
            plot.mark(baseline.value, _ON, "o", 4.0, color=canvas.FAINT)
        tags = []
        for o in marks:
            decides = verdict.outcome in DECIDED | {Outcome.PENDING} and o is not verdict.met_late
            plot.mark(o.value, _ON, "o", 6.0, hollow=not decides)
            text = captions.dated(verdict, o, lang, _STATUS - _SCALE - 2 * _GAP)
            tags.append(Tag(text, o.value, _ABOVE, style="bold" if o is marks[0] else "label"))
        if edges:
            noun = verdict.target.indicator.counted
            asked = criterion.describe(verdict.unit, lang, noun=noun)
            tags.append(Tag(asked, edges[0].y, _BELOW, angle=-90))
        return tags

    def _event(self) -> list[Tag]:
        verdict, lang = self.verdict, self.lang
        start, due = position(verdict.target.start), position(verdict.due)
        self._scale([start, due, *(position(o.period.end) for o in self.marks)])
        self.plot.line((start, _ON), (due, _ON), canvas.ASKED, 6.0, alpha=0.3, zorder=2)
        tags = []
        for o in self.marks:
            x = position(o.period.end)
            self.plot.mark(x, _ON, "D" if o.value else "X", 5.5)
            tags.append(Tag(o.period.label(lang), x, _ABOVE, style="bold"))
        allowed = f"{format_date(verdict.target.start, lang)} – {format_date(verdict.due, lang)}"
        return [*tags, Tag(allowed, (start + due) / 2, _BELOW, angle=-90)]
