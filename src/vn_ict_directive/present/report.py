"""A scorecard as one HTML page that stands alone: no script, nothing fetched, fit for printing.

The page shows what the library has worked out and works out nothing itself:
verdicts and their sentences, the readings that differ, the figures with their
sources, the pictures, and the words that everything rests on.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

import attrs

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidValueError, require
from vn_ict_directive.evaluation import Evaluation, Readings, Scorecard, readings
from vn_ict_directive.evaluation.history import History, history
from vn_ict_directive.evaluation.outcome import Status
from vn_ict_directive.evaluation.pace import ON_TRACK, SLOW
from vn_ict_directive.evaluation.reading_sets import Reading, gather, reporter_label
from vn_ict_directive.evaluation.scorecards import figure
from vn_ict_directive.exchange._csv import table
from vn_ict_directive.html import printable
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.sheets import known, roles_of, said_by, used_elsewhere
from vn_ict_directive.published import all_series, evidence_of
from vn_ict_directive.text import Lang, check_lang
from vn_ict_directive.units import format_number
from vn_ict_directive.versions import SCHEMA_VERSION, package_version
from vn_ict_directive.words import WORDS, capital, enumerated, known_note, noted, say

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["report"]

_WIDTH: Final = 300.0  # points: a phone then shows letters at four fifths of their size


def report(
    card: Scorecard,
    series: Iterable[Series] | None = None,
    *,
    lang: Lang = "vi",
) -> str:
    r"""Write *card* as one HTML page.

    The page needs no script and fetches nothing, not even a font; its only
    links out are those to the sources. The same scorecard gives the same page,
    byte for byte: it holds no time of making.

    Args:
        card: The scorecard.
        series: Figures by other reporters, for the readings; those that the verdicts rest on
            are there in any case.
        lang: Language of everything but the quotations, which are Vietnamese
            with our translation beside them.

    Returns:
        The page, to be written as UTF-8.

    Raises:
        InvalidValueError: *card* is no scorecard, *lang* no language, or
            *series* no series.
        MissingExtraError: jinja2 or matplotlib is not installed.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01, published, scorecard
        >>> figures = published.all_series()
        >>> page = report(scorecard(DIRECTIVE_01, figures, as_of="2021-12-31"), figures, lang="en")
        >>> page[:32]
        '<!DOCTYPE html>\n<html lang="en">'
        >>> "<script" in page, "Unofficial: based on a news summary" in page
        (False, True)
    """
    if not isinstance(card, Scorecard):
        raise InvalidValueError("card", card, "a Scorecard", "Make one with scorecard().")
    check_lang(lang)
    for package in ("jinja2", "matplotlib"):
        require(package, "a report", "report")
    page = _environment().get_template("report.html.jinja")
    cuts = {"on_track": ON_TRACK, "slow": SLOW}
    names = {body.id: body.name for body in DIRECTIVE_01.organizations}
    names |= {"press": WORDS["source press"], "": WORDS["computed"]}
    others = gather(() if series is None else series)
    entries = [_Entry(verdict, _pool(verdict, others), card, lang) for verdict in card]
    own = [one.name for one in entries if one.is_own]
    rendered = page.render(
        lang=lang,
        w={name: text.pick(lang) for name, text in WORDS.items()},
        say=lambda name, **facts: say(name, lang, **facts),
        cuts={name: format_number(float(cut), lang) for name, cut in cuts.items()},
        card=card,
        directive=card.directive,
        entries=entries,
        own=say("own figures of", lang, names=enumerated(own, lang)) if own else "",
        packaged=all_series(),
        publishers=names,
        statuses=tuple(Status),
        version=package_version(),
        schema=SCHEMA_VERSION,
        date=lambda day: format_date(day, lang),
    )
    return printable(rendered)


def _pool(verdict: Evaluation, others: Iterable[Series]) -> list[Series]:
    """Return the figures that a verdict rests on, and of others those of other reporters."""
    mine = verdict.series
    if mine is None:
        return list(others)
    key = (mine.indicator, mine.reporter)
    return [mine, *(one for one in others if (one.indicator, one.reporter) != key)]


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    page = Environment(
        loader=PackageLoader("vn_ict_directive.present"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page.filters.update(outward=_outward, capital=capital)
    of_figures = (figure, said_by, roles_of, used_elsewhere, evidence_of)
    of_words = (known_note, noted, reporter_label)
    page.globals |= {one.__name__: one for one in (*of_figures, *of_words)}
    return page


def _outward(url: str | None) -> str | None:
    """Return *url* if a reader may follow it: a page of the web, and nothing that could run."""
    return url if url and re.match(r"https?://[^/\s]", url) else None


def _data(kind: str, content: bytes) -> str:
    """Return the address of a file that the page holds itself."""
    return f"data:{kind};base64,{b64encode(content).decode()}"


@attrs.frozen
class _Picture:
    """A picture, and what a reader may take away from under it."""

    svg: str
    notes: Sequence[str]
    downloads: Mapping[str, str]
    citation: str


@attrs.frozen
class _Entry:
    """One verdict with what its card shows of it, in one language."""

    verdict: Evaluation
    pool: Sequence[Series]
    card: Scorecard
    lang: Lang

    @property
    def name(self) -> str:
        """What the card is about: the indicator."""
        return self.verdict.target.indicator.name.pick(self.lang)

    @property
    def is_own(self) -> bool:
        """Whether the figures are not those that come with the package."""
        return self.verdict.series is not None and self.verdict.series not in all_series()

    @cached_property
    def readings(self) -> Readings:
        """What the verdict would be by other figures and rules."""
        return readings(self.verdict.target, self.pool, as_of=self.card.as_of)

    @cached_property
    def turned(self) -> History:
        """The days on which the verdict turned."""
        target, figures, day = self.verdict.target, self.verdict.series or (), self.card.as_of
        since, timing = min(target.start, day), self.verdict.timing
        return history(target, figures, since=since, until=day, timing=timing).turned

    @property
    def differing(self) -> list[Reading]:
        """The readings that have another status."""
        return [one for one in self.readings if one.evaluation.status is not self.verdict.status]

    @property
    def rows(self) -> list[Observation]:
        """Every figure known, and those that the verdict rests on."""
        shown = known(self.verdict)
        used = [o for o in self.verdict.used if not any(o is other for other in shown)]
        return sorted((*used, *shown), key=lambda one: (one.period, one.visible_from))

    @property
    def picture(self) -> _Picture | None:
        """The picture, in the page and as a file; None where nothing could be drawn."""
        from vn_ict_directive.present.inline_svg import inline, standalone
        from vn_ict_directive.present.plot import drawn

        series, shown = self.verdict.series, known(self.verdict)
        if series is None or not shown:
            return None
        target, card, lang = self.verdict.target, self.card, self.lang
        name, day = f"{target.id}_picture", format_date(card.as_of, lang)
        drawing = drawn(self.verdict, lang, _WIDTH)
        file = standalone(drawing, name)
        *notes, _ = drawing.footer  # the last line says what the page says
        told = [f"{o.period.label(lang)}: {said_by(self.verdict, o, lang)}" for o in self.rows]
        asked, figures = target.describe(lang), "; ".join(told)
        description = say("picture", lang, asked=asked, day=day, figures=figures)
        csv = table(attrs.evolve(series, observations=shown), lang, "utf-8-sig")
        facts = {"target": target.id, "name": self.name, "day": day, "version": package_version()}
        facts |= {"directive": card.directive.name(lang), "encoding": card.directive.encoding}
        cited = say("citation of picture", lang, **facts)
        return _Picture(
            inline(file, drawing, name=name, title=self.name, description=description),
            notes,
            {"csv": _data("text/csv", csv), "svg": _data("image/svg+xml", file.encode())},
            f"{cited} {card.directive.notice(lang) or ''}".strip(),
        )
