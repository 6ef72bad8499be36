"""The commands that follow verdicts through time."""

import attrs

from vn_ict_directive.cli.common import Answer, WithFigures, listed
from vn_ict_directive.evaluation import evaluate
from vn_ict_directive.evaluation.history import history as follow
from vn_ict_directive.evaluation.history import what_would_change
from vn_ict_directive.evaluation.scorecards import choose
from vn_ict_directive.present.sheets import sheets


def history(
    target: str,
    /,
    *,
    since: str | None = None,
    until: str | None = None,
    asked: WithFigures,
) -> Answer:
    """List the days on which the verdict on a target changed, why, and what would change it."""
    promise, lang = asked.whole.target(target), asked.lang
    first = promise.start if since is None else asked.day_of(since, "--since")
    found = follow(promise, asked.pool, since=first, until=asked.day_of(until, "--until"))
    verdict = evaluate(promise, choose(promise, asked.pool), as_of=found.until)
    told = tuple(turn.explain(lang) for turn in what_would_change(verdict, asked.pool))
    if asked.json:
        return listed(
            since=str(found.since),
            until=str(found.until),
            events=found.rows(lang),
            turns=told,
        )
    (sheet,) = sheets(found, lang, asked.whole)
    title = f"{promise.id}: {promise.describe(lang)}"
    between, *notice = sheet.closing
    return [attrs.evolve(sheet, title=title, closing=(between, *told, *notice))]


def changes(*, since: str, until: str | None = None, asked: WithFigures) -> Answer:
    """List the verdicts whose status changed between two dates, and why."""
    first, last = asked.day_of(since, "--since"), asked.day_of(until, "--until")
    found = follow(asked.whole, asked.pool, since=first, until=last).turned
    if asked.json:
        return listed(since=str(first), until=str(last), events=found.rows(asked.lang))
    return asked.answer(found, asked.whole)
