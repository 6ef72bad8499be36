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
from vn_ict_directive.present.canvas import Picture, settings
from vn_ict_directive.present.captions import WIDTH
from vn_ict_directive.present.event_plot import draw_events
from vn_ict_directive.present.number_plot import NumberPlot
from vn_ict_directive.present.scorecard_plot import draw_scorecard
from vn_ict_directive.text import Lang


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
    return drawn(verdict, lang, WIDTH)


def drawn(verdict: Evaluation, lang: Lang, width: float) -> Picture:
    """Draw a verdict as wide as that, in points."""
    with settings():
        if isinstance(verdict.criterion, Milestone):
            return draw_events(verdict, verdict.criterion, lang, width)
        return NumberPlot(verdict, lang).draw(width)


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
