"""Nouns as files: the ending of the name says which kind."""

import io
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Readings, Scorecard
from vn_ict_directive.evaluation.history import History
from vn_ict_directive.exchange import _csv
from vn_ict_directive.exchange.exports import write
from vn_ict_directive.exchange.json import to_json
from vn_ict_directive.html import Markup, tag
from vn_ict_directive.ingest.delimited import guard
from vn_ict_directive.ingest.frames import columns_of
from vn_ict_directive.observations import Series
from vn_ict_directive.present.canvas import settings
from vn_ict_directive.present.plot import plot_scorecard, plot_verdict
from vn_ict_directive.present.report import report
from vn_ict_directive.present.sheets import html, markdown, sheets, text
from vn_ict_directive.shown import asked
from vn_ict_directive.text import Lang

__all__ = ["PICTURES", "save"]

PICTURES: Final = (".svg", ".pdf", ".png")
"""The endings of pictures."""


def save(
    thing: Any, path: str | os.PathLike[str], lang: Lang | None = None, *, force: bool = False
) -> Path:
    """Write a noun to a file; see :meth:`vn_ict_directive.shown.Shown.save`."""
    place, wanted = Path(path), asked(lang)
    kinds: dict[str, Callable[[], str | bytes]] = {
        ".txt": lambda: f"{text(thing, wanted)}\n",
        ".md": lambda: f"{markdown(thing, wanted).strip()}\n",
        ".html": lambda: _page(thing, wanted),
        ".json": lambda: f"{to_json(thing)}\n",
    }
    if isinstance(thing, Evaluation | History | Readings | Scorecard | Series):
        kinds[".csv"] = lambda: _table(thing, wanted)
    if isinstance(thing, Evaluation | Scorecard):
        drawn = partial(_picture, thing, wanted, place.suffix[1:])
        kinds |= dict.fromkeys(PICTURES, drawn)
    if place.suffix.lower() not in kinds:
        expected = f"a file whose name ends in one of {', '.join(kinds)}"
        raise InvalidValueError("path", str(place), expected)
    made = kinds[place.suffix.lower()]()
    content = made if isinstance(made, bytes) else made.encode(errors="replace")
    (written,) = write({place.name: content}, place.parent, force=force)
    return written


def _page(thing: Any, lang: Lang) -> str:
    if isinstance(thing, Scorecard):
        return report(thing, lang=lang)
    title = tag("title", sheets(thing, lang)[0].title)
    head = Markup(f'<meta charset="utf-8">{title}')
    body = Markup(html(thing, lang))
    return f'<!DOCTYPE html>\n<html lang="{lang}"><head>{head}</head><body>{body}</body></html>\n'


def _picture(thing: Evaluation | Scorecard, lang: Lang, kind: str) -> bytes:
    drawn = io.BytesIO()
    if isinstance(thing, Scorecard):
        figure = plot_scorecard(thing, lang=lang)
    else:
        figure = plot_verdict(thing, lang=lang)
    # The same picture is the same file: no date, and ids that are not drawn by lot.
    undated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind)
    with settings("a picture", {"svg.hashsalt": "vn-ict-directive"}):
        figure.savefig(drawn, format=kind, metadata=undated)
    return drawn.getvalue()


def _table(thing: Evaluation | History | Readings | Scorecard | Series, lang: Lang) -> bytes:
    columns: dict[str, Any]
    if isinstance(thing, Series):
        columns = {name: cells for name, (_, cells) in columns_of([thing]).items()}
    else:
        rows: list[Any] = (
            [thing.record(lang)] if isinstance(thing, Evaluation) else thing.rows(lang)
        )
        columns = {name: [row[name] for row in rows] for name in rows[0]} if rows else {}
    lines = zip(*columns.values(), strict=True)
    return _csv.write(columns, (map(_cell, line) for line in lines), "utf-8")


def _cell(value: str | float | None) -> str:
    return guard(value) if isinstance(value, str) else "" if value is None else str(value)
