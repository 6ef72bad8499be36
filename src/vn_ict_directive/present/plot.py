"""Pictures of verdicts, as matplotlib figures.

A figure is returned and never saved: do that with ``figure.savefig("egdi.svg")``,
with any backend. A notebook shows it by itself. No setting of matplotlib is
changed, none of the caller's is used but for how files are written, and pyplot
is not used.

Two drawings of the same verdict are the same; so are two SVG files, once
matplotlib is set not to salt and date them::

    with matplotlib.rc_context({"svg.hashsalt": "vn-ict-directive"}):
        figure.savefig("egdi.svg", metadata={"Date": None})

Words are then drawn as outlines, so that they look alike everywhere; give the
file an alternative text, such as ``verdict.explain(lang)``.
"""

from vn_ict_directive.criteria import Milestone
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Scorecard
from vn_ict_directive.observations import Observation
from vn_ict_directive.periods import format_date
from vn_ict_directive.present import captions
from vn_ict_directive.present.canvas import ASKED, INK, Picture, Plot, Tag, settings
from vn_ict_directive.present.captions import position
from vn_ict_directive.present.number_plot import NumberPlot
from vn_ict_directive.present.scorecard_plot import draw_scorecard
from vn_ict_directive.present.sheets import known
from vn_ict_directive.text import Lang
from vn_ict_directive.words import say

_MIDDLE = 0.5


def plot_verdict(verdict: Evaluation, *, lang: Lang = "vi") -> Picture:
    """Draw a verdict: the figures as published, what was asked, and the way from one to the other.

    Figures are drawn at the end of their periods, every one that was known at
    the verdict's date, in its latest printing; hollow, if it was published
    after the due date. The requirement is blue: the required ranks or limits, the
    time allowed, and the straight line from the baseline. The projection is a
    line of dots and dashes. Lines are not drawn across a change of method or a
    time without figures. Ranks have 1 on top. Without figures the picture says so.

    Args:
        verdict: What :func:`~vn_ict_directive.evaluate` returned.
        lang: The language of the picture.

    Raises:
        InvalidValueError: *verdict* is none, *lang* is no language here, or a
            figure is beyond ±1e100, for which a picture has no room.

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
    return drawn(verdict, lang, captions.WIDTH)


def drawn(verdict: Evaluation, lang: Lang, width: float) -> Picture:
    """Draw a verdict as wide as that, in points."""
    with settings():
        if isinstance(verdict.criterion, Milestone):
            return _events(verdict, verdict.criterion, lang, width)
        return NumberPlot(verdict, lang, width).draw()


def plot_scorecard(scorecard: Scorecard, *, lang: Lang = "vi") -> Picture:
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

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, published, scorecard
        >>> card = scorecard(DIRECTIVE_01, published.all_series(), as_of="2020-12-31")
        >>> len(plot_scorecard(card, lang="en").axes) == len(card)
        True
    """
    if not isinstance(scorecard, Scorecard):
        raise InvalidValueError("scorecard", scorecard, "what scorecard() returned")
    with settings():
        return draw_scorecard(scorecard, lang)


def _events(verdict: Evaluation, criterion: Milestone, lang: Lang, width: float) -> Picture:
    """Draw the time that an event had, and when it happened."""
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
