"""A scorecard as one HTML page that stands alone: no script, nothing fetched, fit for printing.

The page shows what the library has worked out and works out nothing itself:
verdicts and their sentences, the readings that differ, the figures with their
sources, the pictures, and the words that everything rests on.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import attrs

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidValueError, UnknownNameError, require
from vn_ict_directive.evaluation import Evaluation, Reading, Readings, Scorecard, Timing, readings
from vn_ict_directive.evaluation.outcome import best_to_worst
from vn_ict_directive.evaluation.pace import ON_TRACK, SLOW
from vn_ict_directive.evaluation.reading_sets import reporter_label
from vn_ict_directive.evaluation.scorecards import figure
from vn_ict_directive.ingest.delimited import guard
from vn_ict_directive.model import Suspension
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.inline_svg import inline, printable, standalone
from vn_ict_directive.present.plot import drawn
from vn_ict_directive.published import evidence
from vn_ict_directive.sources import Account
from vn_ict_directive.text import Lang, check_lang
from vn_ict_directive.units import Unit, format_number
from vn_ict_directive.versions import SCHEMA_VERSION, package_version
from vn_ict_directive.words import WORDS, capital, known_note, say

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["report"]

_WHAT: Final = "a report"
_WIDTH: Final = 300.0  # points: a phone then shows letters at four fifths of their size
_PLAIN: Final = "/:;,=()!*"  # what an address may hold as it is
_COLUMNS: Final = ("indicator", "entity", "reporter", "period", "value", "published", "flags")


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
        series: The figures that the scorecard was made from, for the readings
            by other reporters; by default only those that its verdicts rest on.
        lang: Language of everything but the quotations, which are Vietnamese
            with our translation beside them.

    Returns:
        The page, to be written as UTF-8.

    Raises:
        InvalidValueError: *card* is no scorecard, *lang* no language, or
            *series* lacks what a verdict rests on.
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
    page = _environment()
    behind = [verdict.series for verdict in card if verdict.series is not None]
    pool = tuple(behind if series is None else series)
    for one in behind:
        if one not in pool:
            expected = "the figures that the scorecard was made from"
            raise InvalidValueError("series", pool, expected, f"{one!r} is missing.")
    cuts = {
        name: format_number(float(cut), lang)
        for name, cut in (("on_track", ON_TRACK), ("slow", SLOW))
    }
    words = {name: text.pick(lang) for name, text in WORDS.items()}
    rendered = page.get_template("report.html.jinja").render(
        lang=lang,
        w=words,
        card=card,
        directive=card.directive,
        entries=[
            _Entry(verdict, readings(verdict.target, pool, as_of=card.as_of), card, lang)
            for verdict in card
        ],
        meanings=[
            (status, say(f"meaning {status.value}", lang, **cuts)) for status in best_to_worst()
        ],
        coverage=" ".join((card.summary(lang), *card.notes(lang))),
        method=[say(f"method {i}", lang, **cuts) for i in range(1, 7)],
        timing=_timing(card, lang),
        versions=(
            (words["package"], f"vn-ict-directive {package_version()}"),
            (words["encoding"], card.directive.encoding),
            (words["schema"], SCHEMA_VERSION),
        ),
        date=lambda day: format_date(day, lang),
        reporter=lambda series: reporter_label(series).pick(lang),
        kind=lambda source: say(f"source {source.kind.value}", lang),
        known_note=known_note,
    )
    return printable(rendered)


@cache
def _environment() -> "Environment":
    require("jinja2", _WHAT, "report")
    from jinja2 import Environment, PackageLoader, StrictUndefined

    page = Environment(
        loader=PackageLoader("vn_ict_directive.present"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page.filters["outward"] = _outward
    page.filters["capital"] = capital
    return page


def _outward(url: str | None) -> str | None:
    """Return *url* if a reader may follow it: a page of the web, and nothing that could run."""
    return url if url and re.match(r"https?://[^/\s]", url) else None


def _timing(card: Scorecard, lang: Lang) -> str:
    """Say by which timing the scorecard was judged: one for all its verdicts."""
    found = {verdict.timing for verdict in card} or {Timing.REFERENCE_PERIOD}
    return " / ".join(timing.label(lang) for timing in Timing if timing in found)


# --- what a card shows of a verdict --------------------------------------------------


@attrs.frozen(kw_only=True)
class _Row:
    """One figure in the table of a card."""

    observation: Observation
    value: str
    published: str
    roles: str
    flags: str
    read_at: tuple[Account, ...]
    published_by: str


@attrs.frozen
class _Picture:
    """A picture, and what a reader may take away from under it."""

    svg: str
    notes: Sequence[str]
    downloads: Sequence[tuple[str, str, str]]
    citation: str


@attrs.frozen
class _Entry:
    """One verdict with all that its card shows, in one language."""

    verdict: Evaluation
    readings: Readings
    card: Scorecard
    lang: Lang

    @property
    def name(self) -> str:
        """What the card is about: the indicator."""
        return self.verdict.target.indicator.name.pick(self.lang)

    @property
    def figure(self) -> str:
        return figure(self.verdict, self.lang)

    @property
    def known(self) -> tuple[Observation, ...]:
        series, day = self.verdict.series, self.verdict.as_of
        return () if series is None else series.visible(day)

    @property
    def picture(self) -> _Picture | None:
        """The picture, in the page and as a file; None where nothing could be drawn."""
        if not self.known:
            return None
        target, card, lang = self.verdict.target, self.card, self.lang
        name, day = f"{target.id}_picture", card.as_of
        drawing = drawn(self.verdict, lang, _WIDTH)
        file = standalone(drawing, name)
        *notes, _ = drawing.footer  # the last line says what the page says
        kept = {
            "csv": f"text/csv,{quote(self._csv(), _PLAIN)}",
            "svg": f"image/svg+xml,{quote(file, _PLAIN)}",
        }
        cited = say(
            "citation of picture",
            lang,
            directive=card.directive.name(lang),
            target=target.id,
            name=self.name,
            day=format_date(day, lang),
            version=package_version(),
            encoding=card.directive.encoding,
        )
        return _Picture(
            inline(file, drawing, name=name, title=self.name, description=self.told),
            notes,
            [(kind, f"{target.id}-{day}.{kind}", f"data:{data}") for kind, data in kept.items()],
            f"{cited} {card.directive.notice(lang) or ''}".strip(),
        )

    def _csv(self) -> str:
        """Write the figures as a table that this package reads, and in which nothing runs."""
        series, lines = self.verdict.series, io.StringIO()
        write = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
        write([*_COLUMNS, "source_title"])
        for o in self.known:
            cells = [getattr(series, name) for name in _COLUMNS[:3]]
            cells += [o.period, o.written, o.published, " ".join(o.flags)]
            cells.append(o.source and o.source.title)
            write(["" if cell is None else guard(str(cell)) for cell in cells])
        return f"\ufeff{lines.getvalue()}"  # by which Excel knows UTF-8

    @property
    def told(self) -> str:
        """What the picture shows, in words."""
        verdict, lang = self.verdict, self.lang
        figures = "; ".join(
            f"{row.observation.period.label(lang)}: {row.value}" for row in self.rows
        )
        asked, day = verdict.target.describe(lang), format_date(verdict.as_of, lang)
        return say("picture", lang, asked=asked, day=day, figures=figures)

    @property
    def rows(self) -> list[_Row]:
        """Every figure known, those that the verdict rests on with what they are to it."""
        verdict, known = self.verdict, self.known
        used = [o for o in verdict.used if not any(o is other for other in known)]
        rows = [self._row(o) for o in (*used, *known)]
        return sorted(rows, key=lambda row: (row.observation.period, row.observation.visible_from))

    def _row(self, one: Observation) -> _Row:
        verdict, lang = self.verdict, self.lang
        if verdict.unit is Unit.EVENT:
            value = say("happened" if one.value else "not happened", lang)
        else:
            value = verdict.target.indicator.write(one.value, lang, bound=one.bound)
        roles = (name for name in _ROLES if getattr(verdict, name) is one)
        return _Row(
            observation=one,
            value=value,
            published=say("unknown", lang) if one.published is None else one.published.label(lang),
            roles="; ".join(say(f"role {name}", lang) for name in roles),
            flags="; ".join(say(f"flag {flag}", lang) for flag in one.flags),
            **self._evidence(one),
        )

    def _evidence(self, one: Observation) -> dict[str, Any]:
        """Say where a figure was read and who published it, if it is one of the package's."""
        try:
            known = evidence(one)
        except UnknownNameError:
            return {"read_at": (), "published_by": ""}
        who = _publishers(self.lang).get(known.published_by, known.published_by)
        return {"read_at": known.read_at, "published_by": who}

    @property
    def differing(self) -> list[Reading]:
        """The readings whose outcome is another than the verdict's."""
        outcome = self.verdict.outcome
        return [one for one in self.readings if one.evaluation.outcome is not outcome]

    def show(self, reading: Reading) -> tuple[str, str]:
        """Return the verdict and the figure under *reading*."""
        verdict = reading.evaluation
        return verdict.headline(self.lang), figure(verdict, self.lang)

    @property
    def inferences(self) -> Iterator[tuple[str, str, list[str]]]:
        """Yield what was inferred: the field, the reason, what else it could be."""
        for one in self.verdict.target.inferences:
            others = [other.label.pick(self.lang) for other in one.alternatives]
            name = WORDS.get(f"field {one.field}")
            field = one.field if name is None else name.pick(self.lang)
            yield field, one.reason.pick(self.lang), others

    @property
    def notes(self) -> Iterator[str]:
        """Yield what a reader must know: of the target, of its indicator, of its history."""
        target, lang = self.verdict.target, self.lang
        yield from (note.pick(lang) for note in target.notes)
        yield from (note.pick(lang) for note in target.indicator.notes)
        day = self.verdict.as_of
        gaps = (one for one in target.indicator.suspensions if one.start <= day)
        yield from (_gap(one, lang) for one in gaps)
        for one in target.indicator.breaks:
            if one.at <= day:
                why = one.reason.pick(lang)
                yield say("broken", lang, day=format_date(one.at, lang), why=why)


@cache
def _publishers(lang: Lang) -> dict[str, str]:
    names = {body.id: body.name.pick(lang) for body in DIRECTIVE_01.organizations}
    return names | {"press": say("source press", lang), "": say("computed", lang)}


def _gap(one: Suspension, lang: Lang) -> str:
    start, end = (None if day is None else format_date(day, lang) for day in (one.start, one.end))
    how = "suspended" if end is None else "suspended until"
    return say(how, lang, start=start, end=end, why=one.reason.pick(lang))


_ROLES: Final = (
    *("reference", "baseline", "observation"),
    *("met_late", "lost_after_deadline", "latest"),
)
"""The fields of a verdict that hold a figure."""
