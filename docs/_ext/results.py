"""The verdicts of the first page and of a page for each target, as the report shows them."""

import io
from collections.abc import Iterator
from typing import Any, Final, get_args

import matplotlib as mpl

from vn_ict_directive import DIRECTIVE_01, cite, published, readings, scorecard
from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.evaluation.history import history
from vn_ict_directive.evaluation.reading_sets import reporter_label
from vn_ict_directive.evaluation.scorecards import figure
from vn_ict_directive.exchange.json import to_json
from vn_ict_directive.exchange.tables import csv_package
from vn_ict_directive.present import plot_verdict
from vn_ict_directive.present.inline_svg import Pictures
from vn_ict_directive.present.report import _Entry
from vn_ict_directive.text import Lang

FIGURES: Final = published.all_series()
CARD: Final = scorecard(DIRECTIVE_01, FIGURES, as_of=published.GATHERED)
LANGUAGES: Final[tuple[Lang, ...]] = get_args(Lang)


def facts(lang: Lang) -> dict[str, Any]:
    """Return what the table of results needs."""
    return {"lang": lang, "card": CARD, "figure": figure, "cite": cite, "reporter": reporter_label}


def facts_of(verdict: Evaluation, lang: Lang) -> dict[str, Any]:
    """Return what the page of a verdict's target needs: the entry of the report, and more."""
    target = verdict.target
    pictures = Pictures()
    entry = _Entry(
        verdict=verdict,
        readings=readings(target, FIGURES, as_of=CARD.as_of),
        pictures=pictures,
        lang=lang,
    )
    turned = history(target, FIGURES, since=DIRECTIVE_01.signed, until=CARD.as_of).turned
    shared = {"entry": entry, "picture": entry.picture, "outlines": pictures.outlines()}
    return facts(lang) | shared | {"verdict": verdict, "target": target, "turned": turned}


def files(verdict: Evaluation) -> Iterator[tuple[str, bytes]]:
    """Yield what a page of a target has to take away, with the ends of its names."""
    tables = csv_package(DIRECTIVE_01, series=[] if verdict.series is None else [verdict.series])
    yield "csv", tables["observations.csv"]
    yield "json", to_json(verdict).encode()
    for lang in LANGUAGES:
        drawn = io.BytesIO()
        with mpl.rc_context({"svg.hashsalt": verdict.target.id}):
            picture = plot_verdict(verdict, lang=lang)
            picture.savefig(drawn, format="svg", metadata={"Date": None})
        yield f"{lang}.svg", drawn.getvalue()
