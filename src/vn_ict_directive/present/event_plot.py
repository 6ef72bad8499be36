"""The picture of a target that an event decides: the time it had, and when it happened."""

from vn_ict_directive.criteria import Milestone
from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.observations import Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.present import captions
from vn_ict_directive.present.canvas import ASKED, INK, Picture, Plot, Tag
from vn_ict_directive.present.captions import position
from vn_ict_directive.present.sheets import known
from vn_ict_directive.text import Lang
from vn_ict_directive.words import say

_MIDDLE = 0.5


def draw_events(verdict: Evaluation, criterion: Milestone, lang: Lang, width: float) -> Picture:
    """Draw it."""
    target, earliest = verdict.target, criterion.earliest
    shown = known(verdict)
    canvas = captions.begin(verdict, lang, width, 140.0, hatched=False)
    plot = Plot.filling(canvas, left=20.0, right=20.0)
    axes = plot.axes
    # Of the start and the first day that counts, the later: labels of both have no room.
    word, begins = "set on", target.start
    if earliest is not None and earliest > begins:
        word, begins = "not before", earliest
    opens, due = position(begins), position(verdict.due)
    times = [position(target.start), due, opens, position(verdict.as_of)]
    times += [position(day) for o in shown for day in (o.period.start, o.period.end)]
    captions.time_axis(plot, *captions.time_span(times), lang)
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    plot.line((opens, _MIDDLE), (due, _MIDDLE), ASKED, 12.0, alpha=0.25, zorder=1)
    plot.upright(due, say("due on", lang, day=format_date(verdict.due, lang)), wall=True)
    plot.upright(opens, say(word, lang, day=format_date(begins, lang)), linestyle=":")
    plot.label(plot.days, plot.above)
    for o in shown:  # the time within which it happened, and the end of that
        first, last = position(o.period.start), position(o.period.end)
        if o.period.start < o.period.end:
            plot.line((first, _MIDDLE), (last, _MIDDLE), INK, 3.0, zorder=3)
        late = o.visible_from > verdict.due
        plot.mark(last, _MIDDLE, "D" if o.value else "X", 8.0, hollow=late)
    if not shown:
        captions.say_nothing(plot, verdict, lang)
    tags = [
        Tag(_told(verdict, o, lang), position(o.period.end), _MIDDLE, needed=o in verdict.used)
        for o in sorted(shown, key=lambda o: o not in verdict.used)
    ]
    allowed = say("time allowed", lang)
    tags.append(Tag(allowed, (opens + due) / 2, 0.42, -90, needed=False, quiet=True))
    plot.label(tags)
    return canvas.finish()


def _told(verdict: Evaluation, o: Observation, lang: Lang) -> str:
    when = o.period.label(lang)
    if not o.value:
        return say("not by", lang, when=o.period.phrase(lang))
    if o.period.start > verdict.as_of:
        return say("expected", lang, when=when)
    return say("happened on", lang, when=when)
