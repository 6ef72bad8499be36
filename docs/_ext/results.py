"""The verdicts of the first page and of a page for each target."""

import io
import re
from collections.abc import Iterator
from typing import Any, Final, get_args

import matplotlib as mpl

from vn_ict_directive import DIRECTIVE_01, Observation, Unit, cite, published, readings, scorecard
from vn_ict_directive.evaluation import Evaluation
from vn_ict_directive.evaluation.history import history
from vn_ict_directive.evaluation.reading_sets import reporter_label
from vn_ict_directive.evaluation.scorecards import figure
from vn_ict_directive.exchange.json import to_json
from vn_ict_directive.exchange.tables import csv_package
from vn_ict_directive.periods import format_date
from vn_ict_directive.present import canvas, plot_verdict
from vn_ict_directive.text import Lang
from vn_ict_directive.words import say

FIGURES: Final = published.all_series()
CARD: Final = scorecard(DIRECTIVE_01, FIGURES, as_of=published.GATHERED)
LANGUAGES: Final[tuple[Lang, ...]] = get_args(Lang)
ROLES: Final = (
    *("reference", "baseline", "observation"),
    *("met_late", "lost_after_deadline", "latest"),
)
COLOURS: Final = {
    "#ffffff": "paper",
    "#e6e6e6": "line",
    canvas.INK: "ink",
    canvas.QUIET: "soft",
    canvas.FAINT: "faint",
    canvas.ASKED.lower(): "asked",
    canvas.PROJECTED.lower(): "projected",
}
"""What site.css calls the colours of pictures: there they are those of light or of dark."""


def facts(lang: Lang) -> dict[str, Any]:
    """Return what the table of results needs."""
    return {"lang": lang, "card": CARD, "figure": figure, "cite": cite, "reporter": reporter_label}


def facts_of(verdict: Evaluation, lang: Lang) -> dict[str, Any]:
    """Return what the page of a verdict's target needs."""
    target = verdict.target
    found = readings(target, FIGURES, as_of=CARD.as_of)
    known = [] if verdict.series is None else [*verdict.series]
    turned = history(target, FIGURES, since=DIRECTIVE_01.signed, until=CARD.as_of).turned
    shown = "; ".join(f"{one.period.label(lang)}: {value(verdict, one, lang)}" for one in known)
    day = format_date(CARD.as_of, lang)
    return facts(lang) | {
        "verdict": verdict,
        "target": target,
        "known": known,
        "value": lambda one: value(verdict, one, lang),
        "roles": lambda one: roles(verdict, one, lang),
        "readings": found,
        "differing": [one for one in found if one.evaluation.status is not verdict.status],
        "turned": turned,
        "picture": in_page(drawn(verdict, lang)),
        "told": say("picture", lang, asked=target.describe(lang), day=day, figures=shown),
    }


def value(verdict: Evaluation, one: Observation, lang: Lang) -> str:
    """Write what a figure says."""
    if verdict.unit is Unit.EVENT:
        return say("happened" if one.value else "not happened", lang)
    return verdict.target.indicator.write(one.value, lang, bound=one.bound)


def roles(verdict: Evaluation, one: Observation, lang: Lang) -> str:
    """Write what a figure is to the verdict."""
    held = (name for name in ROLES if getattr(verdict, name) is one)
    return "; ".join(say(f"role {name}", lang) for name in held)


def drawn(verdict: Evaluation, lang: Lang) -> str:
    """Draw a verdict as an SVG file."""
    file = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": verdict.target.id}):
        plot_verdict(verdict, lang=lang).savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def in_page(file: str) -> str:
    """Return the picture of an SVG file for a page: in its colours, with no style for the rest."""
    alone = re.sub(r"\A.*?(?=<svg)|<metadata>.*?</metadata>", "", file, flags=re.DOTALL)
    inside = alone.replace('<style type="text/css">*', '<style type="text/css">.picture *')
    return re.sub("#[0-9a-f]{6}", lambda found: colour(found[0]), inside)


def colour(code: str) -> str:
    """Return a colour of the page for one of a picture."""
    return f"var(--{COLOURS[code]})" if code in COLOURS else code


def files(verdict: Evaluation) -> Iterator[tuple[str, bytes | str]]:
    """Yield what a page of a target has to take away, with the ends of its names."""
    tables = csv_package(DIRECTIVE_01, series=[] if verdict.series is None else [verdict.series])
    yield "csv", tables["observations.csv"]
    yield "json", to_json(verdict)
    for lang in LANGUAGES:
        yield f"{lang}.svg", drawn(verdict, lang)
