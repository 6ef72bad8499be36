"""The picture of a scorecard: a row for each target, on a scale of its own."""

from typing import TYPE_CHECKING, Final

from vn_ict_directive.criteria import Milestone, NumericCriterion
from vn_ict_directive.evaluation import Evaluation, Outcome, Scorecard
from vn_ict_directive.observations import Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.canvas import (
    ASKED,
    FAINT,
    PROJECTED,
    QUIET,
    Canvas,
    Plot,
    Tag,
    fold,
    measure,
)
from vn_ict_directive.present.captions import (
    DECIDED,
    check_room,
    last_due,
    position,
    spread,
    standing,
    title,
    told,
    why_open,
)
from vn_ict_directive.present.label_layout import Box
from vn_ict_directive.present.number_plot import edges_of
from vn_ict_directive.sentences.facts import Facts
from vn_ict_directive.text import Lang
from vn_ict_directive.units import format_number
from vn_ict_directive.words import WORDS, capital, counted, say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw_scorecard"]

_WIDTH: Final = 560.0
_NAME: Final = 9.0
_SCALE: Final = 190.0
_STATUS: Final = 405.0
_GAP: Final = 14.0
_LEAST: Final = 52.0
_ABOVE, _ON, _BELOW = 0.62, 0.5, 0.38


def draw_scorecard(card: Scorecard, lang: Lang) -> "Figure":
    """Draw it."""
    footer = [
        say("legend", lang),
        card.directive.notice(lang),
        standing(card.as_of, lang),
    ]
    rows = [_Row(verdict, lang) for verdict in card]
    canvas = Canvas.blank(
        card.title(lang),
        card.summary(lang),
        [line for line in footer if line],
        width=_WIDTH,
        room=sum(row.height for row in rows) + 2 * _GAP,
    )
    middle = canvas.top - _GAP
    for row in rows:
        row.draw(canvas, middle - row.height / 2)
        middle -= row.height
    return canvas.finish()


class _Row:
    """One target: its name, its scale, and its status over how far it is."""

    def __init__(self, verdict: Evaluation, lang: Lang) -> None:
        name, status = _SCALE - _NAME - _GAP, _WIDTH - _STATUS - _NAME
        self.verdict = verdict
        self.lang: Lang = lang
        self.name = fold(title(verdict).pick(lang), name)
        self.headline = fold(capital(verdict.headline(lang)), status, "bold")
        self.distance = fold(_distance(verdict, lang), status)
        self.first = measure(self.headline, "bold").height + 2
        self.second = measure(self.distance).height
        self.height = max(_LEAST, 12 + max(measure(self.name).height, self.first + self.second))

    def draw(self, canvas: Canvas, middle: float) -> None:
        canvas.write(self.name, _NAME, middle, "label", va="center")
        top = middle + (self.first + self.second) / 2
        canvas.write(self.headline, _STATUS, top, "bold")
        canvas.write(self.distance, _STATUS, top - self.first, "label", color=QUIET)
        half = _LEAST / 2 - 1
        inside = Box(_SCALE, middle - half, _STATUS - _GAP, middle + half)
        plot = Plot(canvas, inside, inside.grown(2)._replace(left=_SCALE - 9, right=_STATUS - 5))
        plot.axes.set_axis_off()
        plot.axes.set_ylim(0, 1)
        draw = _draw_event if isinstance(self.verdict.criterion, Milestone) else _draw_number
        draw(plot, self.verdict, self.lang)


def _distance(verdict: Evaluation, lang: Lang) -> str:
    """Say how far it is from what was asked, or why nothing can be said."""
    late = verdict.met_late
    if late is not None and verdict.days_late is not None:
        day = late.period.label(lang)
        if not isinstance(verdict.criterion, Milestone):
            value = verdict.target.indicator.write(late.value, lang, bound=late.bound)
            return say("late", lang, value=value, day=day)
        days = counted(format_number(verdict.days_late, lang), WORDS["days"], lang)
        at_most = late.period.start < late.period.end
        return say("days late at most" if at_most else "days late", lang, days=days)
    if verdict.gap and verdict.outcome in {Outcome.MISSED, Outcome.PENDING}:
        return say("short", lang, gap=Facts(verdict=verdict, lang=lang).gap)
    why = why_open(verdict)
    if verdict.outcome is Outcome.MET or why is None:
        return say("due on", lang, day=format_date(last_due(verdict), lang))
    return why.label(lang)


def _base(plot: Plot, *, known: bool) -> None:
    """Draw the line that a row's marks lie on: broken, where nothing is known."""
    style = "-" if known else (0, (3, 3))
    ends = plot.axes.get_xlim()
    plot.line(ends, [_ON, _ON], color=FAINT, linewidth=1.0, linestyle=style, zorder=1)


def _draw_number(plot: Plot, verdict: Evaluation, lang: Lang) -> None:
    axes, criterion, edges = plot.axes, verdict.criterion, edges_of(verdict, lang)
    noun = verdict.target.indicator.counted
    marks = [o for o in (verdict.observation, verdict.met_late) if o is not None]
    baseline = None if verdict.baseline in marks else verdict.baseline
    values = [edge.y for edge in edges] + [o.value for o in marks]
    values += [] if baseline is None else [baseline.value]
    check_room(verdict, values)
    low, high = spread(values)
    room = 0.22 * (high - low)
    less = isinstance(criterion, NumericCriterion) and criterion.goal(high)[1] < 0
    axes.set_xlim((high + room, low - room) if less else (low - room, high + room))
    _base(plot, known=bool(marks))
    for edge in edges:
        width = 2.4 if edge.weak else 1.2
        axes.plot([edge.y, edge.y], [_BELOW - 0.04, _ABOVE + 0.04], color=ASKED, linewidth=width)
    tags = [Tag(_figure(verdict, o, lang), o.value, _ABOVE, bold=o is marks[0]) for o in marks]
    if edges:
        tags.append(
            Tag(criterion.describe(verdict.unit, lang, noun=noun), edges[0].y, _BELOW, angle=-90)
        )
    if verdict.gap and verdict.outcome in {Outcome.MISSED, Outcome.PENDING}:
        aim, _ = (
            criterion.goal(marks[0].value) if isinstance(criterion, NumericCriterion) else (0, 0)
        )
        axes.plot([marks[0].value, aim], [_ON, _ON], color=PROJECTED, linewidth=3.0, zorder=2)
    if baseline is not None:
        plot.mark(baseline.value, _ON, "o", 4.0, color=FAINT)
    decides = verdict.outcome in DECIDED | {Outcome.PENDING}
    for o in marks:
        plot.mark(o.value, _ON, "o", 6.0, hollow=not decides or o is verdict.met_late)
    plot.label(tags)


def _figure(verdict: Evaluation, o: Observation, lang: Lang) -> str:
    when = f"({o.period.label(lang)})"
    words = f"{told(verdict, o, lang)} {when}"
    # The name of the row tells the unit, too.
    fits = measure(words, "bold").width <= _STATUS - _SCALE - 2 * _GAP
    return words if fits else f"{told(verdict, o, lang, unit=False)} {when}"


def _draw_event(plot: Plot, verdict: Evaluation, lang: Lang) -> None:
    start, due = position(verdict.target.start), position(verdict.due)
    marks = [o for o in dict.fromkeys((verdict.observation, verdict.met_late)) if o is not None]
    times = [start, due, *(position(o.period.end) for o in marks)]
    room = 0.22 * (max(times) - min(times))
    plot.axes.set_xlim(min(times) - room, max(times) + room)
    _base(plot, known=bool(marks))
    plot.axes.fill_between(
        [start, due], _ON - 0.06, _ON + 0.06, color=ASKED, alpha=0.3, linewidth=0, zorder=2
    )
    tags = []
    for o in marks:
        x = position(o.period.end)
        plot.mark(x, _ON, "D" if o.value else "X", 5.5)
        tags.append(Tag(o.period.label(lang), x, _ABOVE, bold=True))
    allowed = f"{format_date(verdict.target.start, lang)} – {format_date(verdict.due, lang)}"
    tags.append(Tag(allowed, (start + due) / 2, _BELOW, angle=-90))
    plot.label(tags)
