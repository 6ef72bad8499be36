"""The commands that follow verdicts through time."""

from pathlib import Path

import attrs

from vn_ict_directive.cli.common import day_of, directive_of, listed, own
from vn_ict_directive.evaluation import evaluate
from vn_ict_directive.evaluation.history import history as follow
from vn_ict_directive.evaluation.history import what_would_change
from vn_ict_directive.evaluation.scorecards import choose
from vn_ict_directive.present.sheets import Sheet, sheets
from vn_ict_directive.scorecards import figures as figures_of
from vn_ict_directive.text import Lang


def history(
    target: str,
    /,
    *,
    since: str | None = None,
    until: str | None = None,
    directive: Path | None = None,
    figures: Path | None = None,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Sheet] | str":
    """List the days on which the verdict on a target changed, why, and what would change it.

    Args:
        target: Id of the target; the command targets lists them.
        since: Begin on this date, e.g. 2020-12-31; with the target's start by default.
        until: End on this date; today by default.
        directive: Another directive, as JSON or TOML.
        figures: A CSV file of your own figures, with a column indicator; they are taken first.
        lang: Language of the answer.
        json: Answer in JSON.
    """
    thing = directive_of(directive)
    promise, pool = thing.target(target), figures_of(thing, prefer=own(figures))
    first = promise.start if since is None else day_of(since, "--since")
    found = follow(promise, pool, since=first, until=day_of(until, "--until"))
    verdict = evaluate(promise, choose(promise, pool), as_of=found.until)
    turns = what_would_change(verdict, pool)
    if json:
        return listed(
            since=str(found.since),
            until=str(found.until),
            events=found.rows(lang),
            turns=[turn.explain(lang) for turn in turns],
        )
    (sheet,) = sheets(found, lang, thing)
    told = tuple(turn.explain(lang) for turn in turns)
    title = f"{promise.id}: {promise.describe(lang)}"
    between, *notice = sheet.closing
    return [attrs.evolve(sheet, title=title, closing=(between, *told, *notice))]


def changes(
    *,
    since: str,
    until: str | None = None,
    directive: Path | None = None,
    figures: Path | None = None,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Sheet] | str":
    """List the verdicts whose status changed between two dates, and why.

    Args:
        since: Begin on this date, e.g. 2020-12-31.
        until: End on this date; today by default.
        directive: Another directive, as JSON or TOML.
        figures: A CSV file of your own figures, with a column indicator; they are taken first.
        lang: Language of the answer.
        json: Answer in JSON.
    """
    thing = directive_of(directive)
    pool = figures_of(thing, prefer=own(figures))
    first, last = day_of(since, "--since"), day_of(until, "--until")
    found = follow(thing, pool, since=first, until=last).turned
    if json:
        return listed(since=str(first), until=str(last), events=found.rows(lang))
    return list(sheets(found, lang, thing))
