"""Verdicts that were kept: what would be said otherwise today, and why.

Keeping a verdict is one thing, holding it against the rules of today another.
:func:`~vn_ict_directive.exchange.json.load` returns what was said; :func:`recheck`
evaluates again and names what differs.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import attrs

from vn_ict_directive.errors import DirectiveError, InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Scorecard, evaluate
from vn_ict_directive.evaluation.reading_sets import gather
from vn_ict_directive.evaluation.scorecards import choose
from vn_ict_directive.exchange.diff import ABSENT, Change, differences, path_of
from vn_ict_directive.exchange.writing import inline_tree, judgement
from vn_ict_directive.model import Directive, Target
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.versions import RULES_VERSION

__all__ = ["Cause", "Difference", "recheck"]

Cause = Literal["rules", "encoding", "revision", "figure", "document"]
"""Why a verdict would be another: other rules, another encoding of the target, a figure that
was revised, a figure that came out since, or a document that says what these rules never did."""


@attrs.frozen(kw_only=True)
class Difference(Change):
    """One thing that a kept verdict says otherwise than evaluating again would.

    Attributes:
        path: Where it stands in the verdict; of a scorecard, first the target.
        old: What was said, as JSON would hold it.
        new: What would be said; ABSENT where that is nothing.
        causes: Why, each once; several where each of them changed it.
    """

    causes: tuple[Cause, ...] = ()


def recheck(
    stored: Evaluation | Scorecard,
    *,
    directive: Directive | None = None,
    series: Series | Iterable[Series] | None = None,
) -> tuple[Difference, ...]:
    """Evaluate again what was kept, and return what would be said otherwise.

    Args:
        stored: A verdict or scorecard, such as ``load("2021-12.json")``.
        directive: The encoding to evaluate by; by default the one it was judged by.
        series: The figures to evaluate by; by default those it was judged by.

    Returns:
        The differences in codes and numbers, in the order of the document; none where
        the same would be said. Unknown keys of the document
        are named, too; sentences are not compared.

    Raises:
        InvalidValueError: *stored* is neither, or two series would serve equally well.

    Examples:
        >>> from vn_ict_directive import scorecard
        >>> card = scorecard(as_of="2021-12-31")
        >>> recheck(card)
        ()
        >>> [one.path for one in recheck(card["it-application.egdi-rank"], series=[])][:2]
        ['$.attained', '$.baseline']
    """
    pool = None if series is None else gather(series)
    if isinstance(stored, Evaluation):
        unknown = () if stored.said is None else stored.said.unknown
        targets = (stored.target,) if directive is None else directive.targets
        found = _compared(stored, targets, pool, "$")
    elif isinstance(stored, Scorecard):
        unknown, found = stored.unknown, _of_card(stored, directive, pool)
    else:
        raise InvalidValueError("stored", stored, "a verdict or a scorecard")
    kept = (Difference(path=path_of(s), old=v, new=ABSENT) for s, v in unknown)
    return (*found, *kept)


def _of_card(
    card: Scorecard, directive: Directive | None, pool: tuple[Series, ...] | None
) -> Iterator[Difference]:
    whole = card.directive if directive is None else directive
    for verdict in card:
        path = f"$.evaluations[{verdict.target.id}]"
        yield from _compared(verdict, whole.targets, pool, path)
    for target in whole.targets:
        if target.id not in card:
            path = f"$.evaluations[{target.id}]"
            yield Difference(path=path, old=ABSENT, new=target.describe("en"), causes=("encoding",))


def _compared(
    stored: Evaluation, targets: Iterable[Target], pool: tuple[Series, ...] | None, path: str
) -> Iterator[Difference]:
    """Yield what differs, and which of the steps from then to now changed it."""
    old = stored.status.value
    target = next((one for one in targets if one.id == stored.target.id), None)
    if target is None:
        yield Difference(path=path, old=old, new=ABSENT, causes=("encoding",))
        return
    figures = stored.series if pool is None else choose(target, pool)
    first: Cause = "document" if stored.rules == RULES_VERSION else "rules"
    steps: tuple[tuple[Cause, Target, Series | None], ...] = (
        (first, stored.target, stored.series),
        ("encoding", target, stored.series),
        ("revision", target, _of_periods(figures, stored.series)),
        ("figure", target, figures),
    )
    then = before = _told(stored)
    changed: list[tuple[Cause, frozenset[str]]] = []
    for cause, promise, known in steps:
        try:
            again = evaluate(promise, known, as_of=stored.as_of, timing=stored.timing)
        except DirectiveError as error:
            yield Difference(path=path, old=old, new=str(error), causes=(cause,))
            return
        now = _told(again)
        changed.append((cause, frozenset(where for where, _, _ in differences(before, now, path))))
        before = now
    for where, said, now in differences(then, before, path):
        causes: list[Cause] = [c for c, paths in changed if any(_touch(where, p) for p in paths)]
        yield Difference(path=where, old=said, new=now, causes=tuple(causes))


def _touch(one: str, other: str) -> bool:
    """Whether one path is, or lies within, the other."""
    one, other = sorted((one, other))
    return one == other or other.startswith((f"{one}.", f"{one}["))


def _of_periods(series: Series | None, like: Series | None) -> Series | None:
    """Return the figures of *series* for the periods of *like*: revised ones, and no new ones."""
    if series is None or like is None:
        return None
    known = {figure.period for figure in like.observations}
    return attrs.evolve(series, observations=[o for o in series.observations if o.period in known])


def _told(verdict: Evaluation) -> dict[str, Any]:
    """Return what a verdict says; a figure by itself, since places change with the series."""

    def figure(one: Observation) -> Any:
        return {name: inline_tree(getattr(one, name)) for name in ("period", "value", "published")}

    return judgement(verdict, figure)
