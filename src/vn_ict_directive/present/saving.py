"""Nouns as files: the ending of the name says which kind."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from vn_ict_directive import present
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Scorecard
from vn_ict_directive.exchange._csv import table
from vn_ict_directive.exchange.exports import write
from vn_ict_directive.exchange.json import to_json
from vn_ict_directive.html import tag
from vn_ict_directive.observations import Series
from vn_ict_directive.present.report import report
from vn_ict_directive.shown import Rows, asked
from vn_ict_directive.text import Lang

PICTURES: Final = (".svg", ".pdf", ".png")
"""The endings of pictures."""


def save(
    thing: Any, path: str | os.PathLike[str], lang: Lang | None = None, *, force: bool = False
) -> Path:
    """Write a noun to a file; see :meth:`vn_ict_directive.shown.Shown.save`."""
    place, wanted = Path(path), asked(lang)
    kinds: dict[str, Callable[[], str | bytes]] = {
        ".txt": lambda: f"{thing.to_text(wanted)}\n",
        ".md": lambda: f"{thing.to_markdown(wanted).strip()}\n",
        ".html": lambda: _page(thing, wanted),
        ".json": lambda: f"{to_json(thing)}\n",
    }
    if isinstance(thing, Rows | Series):
        kinds[".csv"] = lambda: table(thing, wanted, "utf-8")
    if isinstance(thing, Evaluation | Scorecard):
        kinds |= dict.fromkeys(PICTURES, lambda: picture(thing, wanted, place.suffix[1:]))
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
    title = thing.to_text(lang).partition("\n")[0]
    head = f'<meta charset="utf-8">{tag("title", title)}'
    body = thing.to_html(lang)
    return f'<!DOCTYPE html>\n<html lang="{lang}"><head>{head}</head><body>{body}</body></html>\n'


def picture(thing: Evaluation | Scorecard, lang: Lang, kind: str) -> bytes:
    """Draw a verdict or a scorecard as the content of a file."""
    if isinstance(thing, Scorecard):
        return present.plot_scorecard(thing, lang=lang).as_file(kind)
    return present.plot_verdict(thing, lang=lang).as_file(kind)
