"""The commands that follow verdicts through time."""

from pathlib import Path

from vn_ict_directive.cli.common import day_of, directive_of, listed, own
from vn_ict_directive.evaluation import evaluate
from vn_ict_directive.evaluation.history import History, what_would_change
from vn_ict_directive.evaluation.history import history as follow
from vn_ict_directive.evaluation.scorecards import choose, figure
from vn_ict_directive.model import Directive
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.sheets import Cell, Sheet, header_of, notice_of, status_cell
from vn_ict_directive.scorecards import figures as figures_of
from vn_ict_directive.text import Lang
from vn_ict_directive.words import WORDS, counted, say

__all__ = ["changes", "history"]


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
    title = f"{promise.id}: {promise.describe(lang)}"
    return [_block(title, found, thing, lang, *(turn.explain(lang) for turn in turns))]


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
    return [_block(say("changes of", lang, directive=thing.name(lang)), found, thing, lang)]


def _block(title: str, found: History, thing: Directive, lang: Lang, *closing: str) -> Sheet:
    between = say(
        "since until",
        lang,
        since=format_date(found.since, lang),
        until=format_date(found.until, lang),
        changes=counted(str(len(found)), WORDS["changes"], lang),
    )
    return Sheet(
        title=title,
        header=header_of(lang, "from day", "target", "before", "verdict", "figure", "cause"),
        rows=tuple(
            (
                Cell(format_date(event.day, lang)),
                Cell(event.after.target.id),
                status_cell(event.before, lang),
                status_cell(event.after, lang),
                Cell(figure(event.after, lang)),
                Cell(event.explain(lang)),
            )
            for event in found
        ),
        closing=(between, *closing, *notice_of(thing, lang)),
    )
