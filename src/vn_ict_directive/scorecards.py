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
from vn_ict_directive.periods import as_date
from vn_ict_directive.published import all_series

__all__ = ["scorecard"]


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
        series: The figures; None for those published for Viet Nam. For each target
            the publisher's own are taken (of an event whose indicator names the
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
        InvalidValueError: Two series would serve a target equally well; the
            error names them.

    Examples:
        >>> card = scorecard(as_of="2024-12-31")
        >>> card["it-application.egdi-rank"].status, card["cybersecurity.gci-rank"].status
        (<Status.MET_LATE: 'met_late'>, <Status.EXCEEDED: 'exceeded'>)
    """
    if not isinstance(directive, Directive):
        raise InvalidValueError("directive", directive, "a Directive")
    published = all_series()
    pool, mine = gather(published if series is None else series), gather(prefer)
    day = as_date(as_of, "as_of")
    taken = [choose(target, mine) or choose(target, pool) for target in directive.targets]
    return Scorecard(
        directive=directive,
        as_of=day,
        evaluations=tuple(
            evaluate(target, one, as_of=day, timing=timing)
            for target, one in zip(directive.targets, taken, strict=True)
        ),
        unused=tuple(one for one in (*mine, *pool) if one not in taken and one not in published),
    )
