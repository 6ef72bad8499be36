"""The picture of a target that an event decides: the time it had, and when it happened."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vn_ict_directive.criteria import Milestone
from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.observations import Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.canvas import ASKED, INK, Sheet, Tag
from vn_ict_directive.present.captions import begin, position, say_nothing, time_axis
from vn_ict_directive.present.label_layout import Box
from vn_ict_directive.text import Lang, Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw_events"]

_MIDDLE = 0.5


def draw_events(verdict: Evaluation, criterion: Milestone, lang: Lang) -> "Figure":
    """Draw it."""
    target, earliest = verdict.target, criterion.earliest
    known = () if verdict.series is None else verdict.series.visible(verdict.as_of)
    sheet = Sheet.on(begin(verdict, known, lang, room=140.0), left=20.0, right=20.0)
    axes = sheet.axes
    start, due = position(target.start), position(verdict.due)
    opens = start if earliest is None else max(start, position(earliest))
    times = [start, due, opens, position(verdict.as_of)]
    times += [position(day) for o in known for day in (o.period.start, o.period.end)]
    time_axis(sheet, times, lang)
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.fill_between([opens, due], 0.42, 0.58, color=ASKED, alpha=0.25, linewidth=0, zorder=1)
    uprights = [("-", due, Text("hạn", "due"), verdict.due)]
    uprights.append((":", start, Text("đặt ra", "set"), target.start))
    if earliest is not None:
        not_before = Text("không sớm hơn", "not before")
        uprights.append(("-.", position(earliest), not_before, earliest))
    for style, x, _, _ in uprights:
        axes.axvline(x, color=INK, linewidth=1.0, linestyle=style, zorder=1.5)
    sheet.write_above(
        [Tag(f"{word.pick(lang)} {format_date(day, lang)}", x, 1.0) for _, x, word, day in uprights]
    )
    taken = [box for o in known for box in _mark(sheet, o, late=o.visible_from > verdict.due)]
    if not known:
        taken.append(say_nothing(sheet, verdict, lang))
    tags = [
        Tag(_told(verdict, o, lang), position(o.period.end), _MIDDLE, needed=o in verdict.used)
        for o in sorted(known, key=lambda o: o not in verdict.used)
    ]
    allowed = Text("thời hạn", "time allowed").pick(lang)
    tags.append(Tag(allowed, (opens + due) / 2, 0.42, -90, needed=False, quiet=True))
    lines = [box for _, x, _, _ in uprights for box in sheet.path([x, x], [0, 1])]
    sheet.write(tags, taken=taken, lines=lines)
    return sheet.page.figure


def _mark(sheet: Sheet, o: Observation, *, late: bool) -> Iterator[Box]:
    """Draw a report: the time within which it happened, and the end of that."""
    begins, ends = position(o.period.start), position(o.period.end)
    if o.period.start < o.period.end:
        sheet.axes.plot([begins, ends], [_MIDDLE, _MIDDLE], color=INK, linewidth=3.0, zorder=3)
        yield from sheet.path([begins, ends], [_MIDDLE, _MIDDLE])
    yield sheet.mark(ends, _MIDDLE, "D" if o.value else "X", 8.0, hollow=late)


def _told(verdict: Evaluation, o: Observation, lang: Lang) -> str:
    when = o.period.label(lang)
    if not o.value:
        return Text(f"đến hết {when}: chưa diễn ra", f"by the end of {when}: not yet").pick(lang)
    if o.period.start > verdict.as_of:
        return Text(f"dự kiến: {when}", f"announced: {when}").pick(lang)
    return Text(f"diễn ra: {when}", f"happened: {when}").pick(lang)
