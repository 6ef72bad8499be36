"""Scorecards by default: this directive, and the figures published for Viet Nam."""

import datetime as dt
from collections.abc import Iterable

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.evaluating import evaluate
from vn_ict_directive.evaluation.outcome import Timing
from vn_ict_directive.evaluation.reading_sets import gather
from vn_ict_directive.evaluation.scorecards import Scorecard, choose
from vn_ict_directive.model import Directive
from vn_ict_directive.observations import Series
from vn_ict_directive.published import all_series
from vn_ict_directive.validators import as_date

__all__ = ["figures", "scorecard"]


def figures(
    directive: Directive = DIRECTIVE_01,
    series: Series | Iterable[Series] | None = None,
    *,
    prefer: Series | Iterable[Series] = (),
) -> tuple[Series, ...]:
    """Return the figures that the targets of *directive* are judged by, to choose from.

    Args:
        directive: Whose targets; by default those of Directive 01/CT-BTTTT.
        series: The figures; None for those published for Viet Nam, but for indicators
            whose publisher or unit is another one here than in Directive 01/CT-BTTTT.
        prefer: Your own figures; none of *series* is taken for their indicators.

    Raises:
        InvalidValueError: Something else than series is among them, they are about different
            countries or bodies, or *directive* is none.

    Examples:
        >>> [one.indicator for one in figures(prefer=Series.of("egdi-rank", {2020: 70}))].count(
        ...     "egdi-rank"
        ... )
        1
    """
    if not isinstance(directive, Directive):
        raise InvalidValueError("directive", directive, "a Directive")
    mine = gather(prefer)
    if series is None:
        ours, theirs = (
            {(one.id, one.publisher.id, one.unit) for one in known.indicators}
            for known in (DIRECTIVE_01, directive)
        )
        others = {name for name, _, _ in theirs - ours}  # two indices are called GCI
        series = (one for one in all_series() if one.indicator not in others)
    own = {one.indicator for one in mine}
    found = (*mine, *(one for one in gather(series) if one.indicator not in own))
    _of_one_entity(found)
    return found


def _of_one_entity(found: tuple[Series, ...]) -> None:
    if len({one.entity for one in found}) < 2:  # noqa: PLR2004 - as nearly always
        return
    # Not at the top: it loads the readers of files.
    from vn_ict_directive.ingest.identity import same_entity

    expected = f"about {found[-1].entity!r}, as the others are"
    hint = "Leave out those of another country or body."
    for one in found:
        if not same_entity(one.entity, found[-1].entity):
            raise InvalidValueError(f"the series of {one.indicator}", one.entity, expected, hint)


def scorecard(
    directive: Directive = DIRECTIVE_01,
    series: Series | Iterable[Series] | None = None,
    *,
    as_of: dt.date | str,
    timing: Timing | str = Timing.REFERENCE_PERIOD,
    prefer: Series | Iterable[Series] = (),
) -> Scorecard:
    """Judge every target of *directive* at one date.

    Args:
        directive: Whose targets; by default those of Directive 01/CT-BTTTT.
        series: The figures; None for those published for Viet Nam, see :func:`figures`. For
            each target the publisher's own are taken (of an event whose indicator names the
            press as its publisher, the press's), else the ministry's, else the
            press's. Series that no verdict rests on are named in
            :attr:`Scorecard.unused <vn_ict_directive.Scorecard.unused>`, but for the
            published ones.
        as_of: The date of the evaluation: only what was known on it counts.
        timing: By reference period or by publication: which figures count for the due date; see
            :func:`~vn_ict_directive.evaluate`.
        prefer: Your own figures: where there are some for a target, they are taken
            and none of *series*.

    Raises:
        InvalidValueError: Two series would serve a target equally well, or they are about
            different countries or bodies; the error names them.

    Examples:
        >>> card = scorecard(as_of="2024-12-31")
        >>> card["it-application.egdi-rank"].status, card["cybersecurity.gci-rank"].status
        (<Status.MET_LATE: 'met_late'>, <Status.EXCEEDED: 'exceeded'>)
    """
    brought = () if series is None else gather(series)
    mine = gather(prefer)
    pool = figures(directive, None if series is None else brought, prefer=mine)
    day = as_date(as_of, "as_of")
    verdicts = tuple(
        evaluate(target, choose(target, pool), as_of=day, timing=timing)
        for target in directive.targets
    )
    known = (*all_series(), *(one.series for one in verdicts))
    unused = tuple(one for one in (*mine, *brought) if one not in known)
    return Scorecard(directive=directive, as_of=day, evaluations=verdicts, unused=unused)
