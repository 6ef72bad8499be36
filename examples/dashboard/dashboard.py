# pyright: strict
"""A monitoring dashboard: verdicts kept month by month, a page a target, a list of changes a month.

It uses nothing but the package and the standard library. Every month's scorecard is stored in
SQLite as it was said, and read back from there, so that a list of changes compares what was
published, whatever the rules are today.

    python dashboard.py --since 2020-01 --until 2024-12 --database verdicts.sqlite --out site
    python dashboard.py --directive 749-qd-ttg.toml --figures mine.csv …
"""

import argparse
import calendar
import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

from vn_ict_directive import DIRECTIVE_01, Directive, Series, load_directive, scorecard
from vn_ict_directive.evaluation import Evaluation, Scorecard
from vn_ict_directive.evaluation.history import changes, history, what_would_change
from vn_ict_directive.exchange.json import loads, to_json
from vn_ict_directive.ingest import read_all_observations
from vn_ict_directive.scorecards import figures

Lang = Literal["vi", "en"]
LANGUAGES: Final[tuple[Lang, Lang]] = ("vi", "en")
TITLES: Final[dict[Lang, str]] = {"vi": "Theo dõi mục tiêu", "en": "Targets, month by month"}
NO_CHANGE: Final[dict[Lang, str]] = {"vi": "Không có thay đổi.", "en": "No change."}

TABLES: Final = """
create table if not exists cards (
    directive text, as_of text, document text not null, primary key (directive, as_of)
);
create table if not exists verdicts (
    directive text, as_of text, target text, entity text, status text not null,
    severity integer not null, value real, rules text, sentence_vi text, sentence_en text,
    primary key (directive, as_of, target)
);
"""


def month_ends(since: str, until: str) -> Iterator[dt.date]:
    """Yield the last day of every month from one to another, written as 2020-01."""
    year, month = map(int, since.split("-"))
    last = tuple(map(int, until.split("-")))
    while (year, month) <= last:
        yield dt.date(year, month, calendar.monthrange(year, month)[1])
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004


def keep(database: sqlite3.Connection, card: Scorecard) -> None:
    """Store a scorecard as a document, and a row a verdict for queries; a month is stored once."""
    day = card.as_of.isoformat()
    with database:
        stored = database.execute(
            "insert or ignore into cards values (?, ?, ?)", (card.directive.id, day, to_json(card))
        )
        if stored.rowcount:
            database.executemany(
                "insert into verdicts values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (row(card.directive, verdict) for verdict in card),
            )


def row(directive: Directive, verdict: Evaluation) -> tuple[str | float | None, ...]:
    """Return what a query may ask of a verdict."""
    vi, en = verdict.record("vi"), verdict.record("en")
    return (
        *(directive.id, vi["as_of"], vi["target"], vi["entity"], vi["status"], vi["severity"]),
        *(vi["value"], vi["rules"], vi["sentence"], en["sentence"]),
    )


def kept(database: sqlite3.Connection, directive: Directive) -> list[Scorecard]:
    """Read the stored scorecards of a directive, in order of time: each says what it said."""
    found: list[Scorecard] = []
    query = "select document from cards where directive = ? order by as_of"
    documents: list[tuple[str]] = database.execute(query, (directive.id,)).fetchall()
    for (document,) in documents:
        card = loads(document)
        if isinstance(card, Scorecard):
            found.append(card)
    return found


def page(lang: Lang, title: str, body: str) -> str:
    """Return a page of HTML."""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f'<!DOCTYPE html>\n<html lang="{lang}"><head>{head}</head><body>{body}</body></html>\n'


def target_page(lang: Lang, verdict: Evaluation, pool: Sequence[Series], since: dt.date) -> str:
    """Show the latest verdict on a target, how it came about, and what would change it."""
    told = history(verdict.target, pool, since=since, until=verdict.as_of)
    turns = "".join(
        f"<li>{escape(turn.explain(lang))}</li>" for turn in what_would_change(verdict, pool)
    )
    body = f"{verdict.to_html(lang)}{told.to_html(lang)}<ul>{turns}</ul>"
    return page(lang, verdict.target.describe(lang), body)


def overview(lang: Lang, card: Scorecard) -> str:
    """List the targets, the worst news first, each with a link to its page."""
    items = "".join(
        f'<li class="{verdict.status.tone}"><a href="{verdict.target.id}.{lang}.html">'
        f"{escape(verdict.target.describe(lang))}</a>: {escape(verdict.headline(lang))}</li>"
        for verdict in sorted(card, key=lambda one: -one.status.severity)
    )
    heading = f"<h1>{escape(card.title(lang))}</h1><p>{escape(card.summary(lang))}</p>"
    notice = f"<p>{escape(card.directive.notice(lang))}</p>"
    return page(lang, TITLES[lang], f"{heading}<ul>{items}</ul>{notice}")


def write_site(out: Path, cards: Sequence[Scorecard], pool: Sequence[Series]) -> None:
    """Write the overview, a page a target and a list of changes a month, in both languages."""
    out.mkdir(parents=True, exist_ok=True)
    last, since = cards[-1], cards[0].as_of
    for lang in LANGUAGES:
        (out / f"index.{lang}.html").write_text(overview(lang, last), encoding="utf-8")
        for verdict in last:
            text = target_page(lang, verdict, pool, since)
            (out / f"{verdict.target.id}.{lang}.html").write_text(text, encoding="utf-8")
        for before, after in pairwise(cards):
            found = changes(before, after).turned
            text = found.to_markdown(lang) if len(found) else f"{NO_CHANGE[lang]}\n"
            name = f"changes-{after.as_of:%Y-%m}.{lang}.md"
            (out / name).write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate every month that is not stored yet, and write the site."""
    parser = argparse.ArgumentParser(description="A dashboard of targets, month by month.")
    parser.add_argument("--since", default="2020-01", help="the first month, such as 2020-01")
    parser.add_argument("--until", required=True, help="the last month")
    parser.add_argument("--database", type=Path, default=Path("verdicts.sqlite"))
    parser.add_argument("--out", type=Path, default=Path("site"))
    parser.add_argument("--directive", type=Path, help="another directive, as JSON or TOML")
    parser.add_argument("--figures", type=Path, help="your own figures, as CSV")
    asked = parser.parse_args(arguments)
    directive = DIRECTIVE_01 if asked.directive is None else load_directive(asked.directive)
    own = () if asked.figures is None else read_all_observations(asked.figures)
    pool = figures(directive, prefer=own)
    database = sqlite3.connect(asked.database)
    database.executescript(TABLES)
    for day in month_ends(asked.since, asked.until):
        keep(database, scorecard(directive, as_of=day, prefer=own))
    cards = kept(database, directive)
    write_site(asked.out, cards, pool)
    database.close()
    print(f"{len(cards)} months, {len(cards[-1])} targets: {asked.out / 'index.vi.html'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
