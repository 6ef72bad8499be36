"""The verdicts of the first page and of a page for each target."""

from collections.abc import Iterator
from typing import Any, Final, get_args

from vn_ict_directive import DIRECTIVE_01, cite, published, readings, scorecard
from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.evaluation.history import history
from vn_ict_directive.evaluation.reading_sets import reporter_label
from vn_ict_directive.evaluation.scorecards import figure
from vn_ict_directive.exchange.json import to_json
from vn_ict_directive.exchange.tables import csv_package
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.inline_svg import coloured
from vn_ict_directive.present.saving import picture
from vn_ict_directive.present.sheets import roles_of, said_by, used_elsewhere
from vn_ict_directive.text import Lang
from vn_ict_directive.words import say

FIGURES: Final = published.all_series()
CARD: Final = scorecard(DIRECTIVE_01, FIGURES, as_of=published.GATHERED)
LANGUAGES: Final[tuple[Lang, ...]] = get_args(Lang)


def facts(lang: Lang) -> dict[str, Any]:
    """Return what the table of results needs."""
    return {"lang": lang, "card": CARD, "figure": figure, "cite": cite, "reporter": reporter_label}


def facts_of(verdict: Evaluation, lang: Lang) -> dict[str, Any]:
    """Return what the page of a verdict's target needs."""
    target = verdict.target
    found = readings(target, FIGURES, as_of=CARD.as_of)
    known = [] if verdict.series is None else [*verdict.series]
    turned = history(target, FIGURES, since=DIRECTIVE_01.signed, until=CARD.as_of).turned
    shown = "; ".join(f"{one.period.label(lang)}: {said_by(verdict, one, lang)}" for one in known)
    day = format_date(CARD.as_of, lang)
    differing = [one for one in found if one.evaluation.status is not verdict.status]
    return facts(lang) | {
        "verdict": verdict,
        "target": target,
        "known": known,
        "value": lambda one: said_by(verdict, one, lang),
        "roles": lambda one: roles_of(verdict, one, lang),
        "readings": found,
        "differing": differing,
        "elsewhere": used_elsewhere(verdict, differing),
        "turned": turned,
        "picture": in_page(picture(verdict, lang, "svg").decode()),
        "told": say("picture", lang, asked=target.describe(lang), day=day, figures=shown),
    }


def in_page(file: str) -> str:
    """Return the picture of an SVG file for a page: in its colours, with no style for the rest."""
    alone = file[file.index("<svg") :]
    inside = alone.replace('<style type="text/css">*', '<style type="text/css">.picture *')
    return coloured(inside)


def files(verdict: Evaluation) -> Iterator[tuple[str, bytes | str]]:
    """Yield what a page of a target has to take away, with the ends of its names."""
    tables = csv_package(DIRECTIVE_01, series=[] if verdict.series is None else [verdict.series])
    yield "csv", tables["observations.csv"]
    yield "json", to_json(verdict)
    for lang in LANGUAGES:
        yield f"{lang}.svg", picture(verdict, lang, "svg")
