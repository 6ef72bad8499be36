"""The picture of a scorecard: a row for each target, on a scale of its own."""

from typing import TYPE_CHECKING, Final

from vn_ict_directive.criteria import Milestone, NumericCriterion
from vn_ict_directive.evaluation import Evaluation, Outcome, Scorecard
from vn_ict_directive.observations import Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.canvas import ASKED, FAINT, PROJECTED, QUIET, Page, Sheet, Tag
from vn_ict_directive.present.captions import (
    DECIDED,
    capital,
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
from vn_ict_directive.quantities import format_number
from vn_ict_directive.text import Lang, Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw_scorecard"]

_WIDTH: Final = 560.0
_NAME: Final = 9.0
_SCALE: Final = 190.0
_STATUS: Final = 405.0
_GAP: Final = 14.0
_LEAST: Final = 48.0
_ABOVE, _ON, _BELOW = 0.62, 0.5, 0.38


def draw_scorecard(card: Scorecard, lang: Lang) -> "Figure":
    """Draw it."""
    footer = [
        Text(
            "Mỗi hàng có thang riêng theo đơn vị của mục tiêu; càng sang phải càng tốt, trừ thang "
            "thời gian. Dấu đen: số liệu hoặc sự kiện; rỗng: không quyết định kết quả; chấm xám: "
            "mốc gốc; màu xanh: yêu cầu; màu cam: quãng còn thiếu; *: số liệu chưa chắc chắn.",
            "Each row has its own scale, in its target's unit; better is to the right, but for "
            "scales of time. Black: a figure or event; hollow: one that decides nothing; grey dot: "
            "baseline; blue: what was asked; orange: what is missing; *: an uncertain figure.",
        ).pick(lang),
        card.directive.notice(lang),
        standing(card.as_of, lang),
    ]
    # Every row is as high as its words; only a page can measure those.
    ruler = Page.blank("", "", (), width=_WIDTH, room=_LEAST)
    heights = [_height(ruler, verdict, lang) for verdict in card]
    page = Page.blank(
        card.title(lang),
        card.summary(lang),
        [line for line in footer if line],
        width=_WIDTH,
        room=sum(heights) + 2 * _GAP,
    )
    middle = page.top - _GAP
    for verdict, height in zip(card, heights, strict=True):
        _draw_row(page, verdict, middle - height / 2, lang)
        middle -= height
    return page.figure


def _name(verdict: Evaluation, lang: Lang) -> str:
    return title(verdict).pick(lang)


def _columns() -> tuple[float, float]:
    return _SCALE - _NAME - _GAP, _WIDTH - _STATUS - _NAME


def _height(page: Page, verdict: Evaluation, lang: Lang) -> float:
    name, status = _columns()
    says = page.height_of(capital(verdict.headline(lang)), status, "status")
    says += page.height_of(_distance(verdict, lang), status)
    return max(_LEAST, 12 + max(page.height_of(_name(verdict, lang), name), says))


def _draw_row(page: Page, verdict: Evaluation, middle: float, lang: Lang) -> None:
    name, status = _columns()
    page.write(_name(verdict, lang), _NAME, middle, name, va="center")
    headline, distance = capital(verdict.headline(lang)), _distance(verdict, lang)
    first, second = page.height_of(headline, status, "status"), page.height_of(distance, status)
    top = middle + (first + second + 2) / 2
    page.write(headline, _STATUS, top, status, "status")
    page.write(distance, _STATUS, top - first - 2, status, color=QUIET)
    axes = page.axes(_SCALE, middle - _LEAST / 2 + 1, _STATUS - _SCALE - _GAP, _LEAST - 2)
    axes.set_axis_off()
    axes.set_ylim(0, 1)
    sheet = Sheet(page, axes, Box(0, 0, 0, 0))
    if isinstance(verdict.criterion, Milestone):
        _draw_event(sheet, verdict, lang)
    else:
        _draw_number(sheet, verdict, lang)


def _distance(verdict: Evaluation, lang: Lang) -> str:
    """Say how far it is from what was asked, or why nothing can be said."""
    late = verdict.met_late
    if late is not None and verdict.days_late is not None:
        day = late.period.label(lang)
        if not isinstance(verdict.criterion, Milestone):
            value = verdict.unit.write(late.value, lang, bound=late.bound)
            return Text(f"sau hạn: {value} ({day})", f"later: {value} ({day})").pick(lang)
        days = format_number(verdict.days_late, lang)
        at_most = late.period.start < late.period.end
        return Text(
            f"trễ {'nhiều nhất ' if at_most else ''}{days} ngày",
            f"{'at most ' if at_most else ''}{days} {'day' if days == '1' else 'days'} late",
        ).pick(lang)
    if verdict.gap and verdict.outcome in {Outcome.MISSED, Outcome.PENDING}:
        gap = verdict.unit.write_distance(float(f"{verdict.gap:.4g}"), lang)
        return Text(f"còn thiếu {gap}", f"{gap} short").pick(lang)
    why = why_open(verdict)
    if verdict.outcome is Outcome.MET or why is None:
        due = format_date(last_due(verdict), lang)
        return Text(f"hạn {due}", f"due {due}").pick(lang)
    return why.label(lang)


def _base(sheet: Sheet, *, known: bool) -> list[Box]:
    """Draw the line that a row's marks stand on: broken, where nothing is known."""
    low, high = sheet.axes.get_xlim()
    style = "-" if known else (0, (3, 3))
    sheet.axes.plot([low, high], [_ON, _ON], color=FAINT, linewidth=1.0, linestyle=style, zorder=1)
    return list(sheet.path([low, high], [_ON, _ON]))


def _draw_number(sheet: Sheet, verdict: Evaluation, lang: Lang) -> None:
    axes, criterion, edges = sheet.axes, verdict.criterion, edges_of(verdict, lang)
    marks = [o for o in (verdict.observation, verdict.met_late) if o is not None]
    baseline = None if verdict.baseline in marks else verdict.baseline
    values = [edge.y for edge in edges] + [o.value for o in marks]
    values += [] if baseline is None else [baseline.value]
    check_room(verdict, values)
    low, high = spread(values)
    room = 0.22 * (high - low)
    less = isinstance(criterion, NumericCriterion) and criterion.aim(high)[1] < 0
    axes.set_xlim((high + room, low - room) if less else (low - room, high + room))
    lines = _base(sheet, known=bool(marks))
    for edge in edges:
        width = 2.4 if edge.weak else 1.2
        axes.plot([edge.y, edge.y], [_BELOW - 0.04, _ABOVE + 0.04], color=ASKED, linewidth=width)
    tags = [Tag(_figure(verdict, o, lang), o.value, _ABOVE, bold=o is marks[0]) for o in marks]
    if edges:
        tags.append(Tag(criterion.describe(verdict.unit, lang), edges[0].y, _BELOW, angle=-90))
    if verdict.gap and verdict.outcome in {Outcome.MISSED, Outcome.PENDING}:
        aim, _ = (
            criterion.aim(marks[0].value) if isinstance(criterion, NumericCriterion) else (0, 0)
        )
        axes.plot([marks[0].value, aim], [_ON, _ON], color=PROJECTED, linewidth=3.0, zorder=2)
    if baseline is not None:
        sheet.mark(baseline.value, _ON, "o", 4.0, color=FAINT)
    decides = verdict.outcome in DECIDED | {Outcome.PENDING}
    for o in marks:
        sheet.mark(o.value, _ON, "o", 6.0, hollow=not decides or o is verdict.met_late)
    sheet.write(tags, taken=[], lines=lines)


def _figure(verdict: Evaluation, o: Observation, lang: Lang) -> str:
    return f"{told(verdict, o, lang)} ({o.period.label(lang)})"


def _draw_event(sheet: Sheet, verdict: Evaluation, lang: Lang) -> None:
    start, due = position(verdict.target.start), position(verdict.due)
    marks = [o for o in dict.fromkeys((verdict.observation, verdict.met_late)) if o is not None]
    times = [start, due, *(position(o.period.end) for o in marks)]
    room = 0.22 * (max(times) - min(times))
    sheet.axes.set_xlim(min(times) - room, max(times) + room)
    lines = _base(sheet, known=bool(marks))
    sheet.axes.fill_between(
        [start, due], _ON - 0.06, _ON + 0.06, color=ASKED, alpha=0.3, linewidth=0, zorder=2
    )
    tags = []
    for o in marks:
        x = position(o.period.end)
        sheet.mark(x, _ON, "D" if o.value else "X", 5.5)
        tags.append(Tag(o.period.label(lang), x, _ABOVE, bold=True))
    allowed = f"{format_date(verdict.target.start, lang)} – {format_date(verdict.due, lang)}"
    tags.append(Tag(allowed, (start + due) / 2, _BELOW, angle=-90))
    sheet.write(tags, taken=[], lines=lines)
