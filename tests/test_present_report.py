"""The report: one page that stands alone, holds everything with its source, and is well formed."""

import datetime as dt
import json
import re
import sys
import xml.etree.ElementTree as ET
from base64 import b64decode
from collections import Counter
from collections.abc import Callable
from functools import cache
from html import unescape
from io import StringIO
from itertools import pairwise, product
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from building import indicator, target
from strategies import directives
from tiers import EVERYTHING, examples, some
from vn_ict_directive import (
    DIRECTIVE_01,
    AtLeast,
    Directive,
    Observation,
    RelativeTo,
    Section,
    Series,
    Source,
    Span,
    Staged,
    Status,
    Target,
    Text,
    evaluate,
    load_directive,
    published,
    readings,
    scorecard,
    testing,
)
from vn_ict_directive.cli import common, main
from vn_ict_directive.criteria import Stage
from vn_ict_directive.errors import InvalidValueError, MissingExtraError
from vn_ict_directive.evaluation import Outcome, Scorecard, Timing
from vn_ict_directive.evaluation.history import history
from vn_ict_directive.evaluation.scorecards import figure
from vn_ict_directive.exchange.json import loads, to_json
from vn_ict_directive.ingest import read_observations
from vn_ict_directive.periods import format_date
from vn_ict_directive.present import report as room
from vn_ict_directive.present.report import report
from vn_ict_directive.present.sheets import said_by
from vn_ict_directive.text import Lang
from vn_ict_directive.versions import package_version
from vn_ict_directive.words import WORDS, say

FIGURES = published.all_series()
DAYS = ("2020-06-30", "2020-12-31", "2021-12-31", "2024-12-31")
LANGS: tuple[Lang, ...] = get_args(Lang)
EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
KILOBYTE = 1000


@attrs.frozen
class Found:
    """A page as a parser that obeys the standard sees it."""

    document: Any
    html: str
    elements: list[Any]
    named: dict[str, list[Any]]

    @classmethod
    def of(cls, document: Any, html: str) -> "Found":
        """List the elements by name once: to look for them in a long page takes time."""
        elements, named = list(document.query("*")), dict[str, list[Any]]()
        for element in elements:
            named.setdefault(element.name, []).append(element)
        return cls(document, html, elements, named)

    def all(self, selector: str) -> list[Any]:
        plain = re.fullmatch(r"\w+", selector)
        return self.named.get(selector, []) if plain else list(self.document.query(selector))

    @property
    def text(self) -> str:
        """Everything that is read, in one line."""
        (body,) = self.all("body")
        return _words(body)


@pytest.fixture(scope="session")
def read(external: Callable[[str], Any]) -> Callable[[str], Found]:
    """Parse a page by the rules of the standard, and check what holds for every page of ours."""
    parser = external("justhtml")

    def read(html: str) -> Found:
        # Strict: what the standard calls a parse error is raised.
        found = Found.of(parser.JustHTML(html, strict=True, sanitize=False), html)
        _check_stands_alone(found)
        _check_ids(found)
        _check_outline(found)
        return found

    return read


def _check_stands_alone(found: Found) -> None:
    for element in found.elements:
        assert element.name not in {"script", "iframe", "object", "embed", "img", "base", "form"}
        kept = element.name == "a" and "download" in element.attrs
        for name, value in element.attrs.items():
            assert not name.startswith("on"), f"{name} would run"
            assert name not in {"src", "srcset", "action", "data", "poster", "ping"}, name
            if kept and name == "href":  # a file that the page itself holds
                assert re.match("data:(text/csv|image/svg[+]xml);base64,", value)
            elif name in {"href", "xlink:href"}:
                outward = element.name == "a" and re.match(r"https?://\w", value)
                assert (
                    outward or value.startswith("#") or (element.name, value) == ("link", "data:,")
                )
            if name == "style":
                assert "url(" not in value.replace("url(#", "")
    (style,) = found.all("style")
    assert not re.search(r"url\(|@import|@font-face", style.to_text())
    assert "default-src 'none'" in found.all("meta[http-equiv]")[0].attrs["content"]


def _check_ids(found: Found) -> None:
    ids = Counter(element.attrs["id"] for element in found.elements if "id" in element.attrs)
    assert not [name for name, times in ids.items() if times > 1]
    for element in found.elements:
        for name, value in element.attrs.items():
            if name == "href" and value.startswith("#"):
                assert value[1:] in ids, value
            if name in {"aria-labelledby", "aria-describedby"}:
                assert set(value.split()) <= set(ids), value
            for used in re.findall(r"url\(#([^)]+)\)", value or ""):
                assert used in ids, used


def _check_outline(found: Found) -> None:
    levels = [int(e.name[1]) for e in found.elements if re.fullmatch("h[1-6]", e.name)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for name in ("header", "main", "footer"):
        assert len([e for e in found.all(name) if e.parent.name == "body"]) == 1


_INLINE = {"a", "code", "q", "small", "span", "strong", "time", "#text"}


def _words(element: Any) -> str:
    """What an element says, in one line."""
    return " ".join(_said(element).split())


def _said(element: Any) -> str:
    if element.name == "#text":
        return str(element.data)
    if element.name in {"style", "svg"}:
        return ""
    inside = "".join(map(_said, element.children))
    return inside if element.name in _INLINE else f" {inside} "


def _card(found: Found, target: Target) -> Any:
    (card,) = (e for e in found.all("article") if e.attrs["aria-labelledby"] == target.id)
    return card


@cache
def _real(day: str) -> Scorecard:
    return scorecard(DIRECTIVE_01, FIGURES, as_of=day)


@cache
def _page(day: str, lang: Lang = "vi") -> str:
    """The page of the real scorecard of one day, drawn once."""
    return report(_real(day), FIGURES, lang=lang)


# First what other tests ask for, too, so that the quick tests draw few pages.
_REAL: list[tuple[str, Lang]] = [("2020-12-31", "vi"), ("2021-12-31", "vi"), ("2024-12-31", "en")]
_REAL += [one for one in product(DAYS, LANGS) if one not in _REAL]


@pytest.fixture(scope="session", params=_REAL if EVERYTHING else _REAL[:3], ids=str)
def real(
    request: pytest.FixtureRequest, read: Callable[[str], Found]
) -> tuple[Scorecard, Lang, Found]:
    """The real scorecard of one day, in one language, as a page."""
    day, lang = request.param
    return _real(day), lang, read(_page(day, lang))


Real = tuple[Scorecard, Lang, Found]


# --- the page of the real scorecard ------------------------------------------------------


def test_the_page_weighs_little(real: Real) -> None:
    assert len(real[2].html.encode()) < 400 * KILOBYTE


def test_the_page_says_what_it_is_and_that_it_is_unofficial(real: Real) -> None:
    card, lang, found = real
    (root,) = found.all("html")
    (title,) = found.all("head title")
    (heading,) = found.all("h1")
    (banner,) = (e for e in found.all("header") if e.parent.name == "body")
    (closing,) = (e for e in found.all("footer") if e.parent.name == "body")

    assert root.attrs["lang"] == lang
    assert card.title(lang) in _words(title)
    assert DIRECTIVE_01.number in _words(heading)
    assert DIRECTIVE_01.title.pick(lang) in _words(heading)
    for place in (banner, closing):
        assert DIRECTIVE_01.notice(lang) in _words(place)
    assert DIRECTIVE_01.sources[0].title in _words(banner)
    assert format_date(card.as_of, lang) in _words(banner)
    for version in (package_version(), DIRECTIVE_01.encoding, DIRECTIVE_01.id):
        assert version in _words(closing)


def test_the_summary_counts_and_tells_the_coverage_and_takes_no_average(real: Real) -> None:
    card, lang, found = real
    (counts,) = found.all("ul.counts")
    told = [_words(item) for item in counts.query("li")]

    assert told == [f"{number} {status.label(lang)}" for status, number in card.counts.items()]
    lead = _words(found.all("p.lead")[0])
    assert f"{len(card)} " in lead[:8]
    assert f" {card.with_data} " in lead
    rows = found.all("table.overview")[0].query("tbody tr")
    assert [row.query("a")[0].attrs["href"] for row in rows] == [f"#{v.target.id}" for v in card]
    for row, verdict in zip(rows, card, strict=True):
        assert verdict.headline(lang).casefold() in _words(row).casefold()
        assert figure(verdict, lang) in _words(row)


def test_every_card_holds_the_verdict_its_sentence_and_its_words(real: Real) -> None:
    card, lang, found = real
    for verdict in card:
        target = verdict.target
        words = _words(_card(found, target))
        (quoted,) = _card(found, target).query("blockquote p")
        assert quoted.attrs["lang"] == "vi"
        assert quoted.to_text() == target.span.quote
        assert verdict.headline(lang).casefold() in words.casefold()
        assert verdict.explain(lang) in words
        assert target.describe(lang) in words
        assert target.statement.en in words
        assert f"{target.span.start}–{target.span.end}" in words
        assert target.span.source in words
        for reason in verdict.reasons:
            assert f"{reason.label(lang)} ({reason.value})" in words
        for note in target.notes:
            assert note.pick(lang) in words
        for inference in target.inferences:
            assert inference.reason.pick(lang) in words
            for other in inference.alternatives:
                assert other.label.pick(lang) in words
        for witness in target.corroborated_by:
            assert DIRECTIVE_01.source(witness).title in words


def test_every_figure_used_stands_with_its_source_and_its_part(real: Real) -> None:
    card, lang, found = real
    for verdict in card:
        tables = _card(found, verdict.target).query("table.figures")
        if not verdict.used:
            assert not any(row for table in tables for row in table.query("tr.used"))
            continue
        rows = {_words(row.query("th")[0]): row for row in tables[0].query("tr.used")}
        assert list(rows) == [o.period.label(lang) for o in verdict.used]
        for one in verdict.used:
            row = rows[one.period.label(lang)]
            assert one.source is not None
            assert one.source.title in _words(row)
            links = [link.attrs["href"] for link in row.query("a")]
            read = [account.source.url for account in published.evidence(one).read_at]
            assert links == [address for address in read if address is not None]
            assert one.source.url in links
        decided = verdict.outcome in {Outcome.MET, Outcome.MISSED}
        words = [_words(row) for row in rows.values()]
        for role, due in (("observation", decided), ("considered", not decided)):
            said = any(say(f"role {role}", lang) in row for row in words)
            assert said is (due and verdict.observation is not None), (verdict, role)


def test_every_figure_known_is_in_the_table_and_in_the_words_of_the_picture(real: Real) -> None:
    card, lang, found = real
    for verdict in card:
        known = verdict.series.visible(verdict.as_of) if verdict.series else ()
        pictures = _card(found, verdict.target).query("svg")
        assert len(pictures) == bool(known)
        if not known:
            continue
        (picture,) = pictures
        title, described = picture.attrs["aria-labelledby"].split()
        assert picture.attrs["role"] == "img"
        texts = {e.attrs["id"]: e.to_text() for e in picture.query("title, desc")}
        assert texts[title]
        for one in known:
            assert one.period.label(lang) in texts[described]
        table, *_ = _card(found, verdict.target).query("table.figures")
        periods = [_words(e) for e in table.query("tbody th")]
        assert periods == [one.period.label(lang) for one in known]


def _kept(found: Found, target: Target) -> dict[str, str]:
    """The files that a card holds, by their endings."""
    links = [e.attrs for e in _card(found, target).query("a[download]")]
    for link in links:
        assert link["download"].startswith(target.id)
    return {
        link["download"].rpartition(".")[2]: b64decode(link["href"].partition(",")[2]).decode()
        for link in links
    }


def test_under_a_picture_are_its_figures_as_a_table_that_gives_the_same_verdict(real: Real) -> None:
    card, _, found = real
    for verdict in card:
        kept = _kept(found, verdict.target)
        assert len(kept) == 2 * len(_card(found, verdict.target).query("svg"))
        if not kept:
            continue
        read = read_observations(StringIO(kept["csv"]), indicator=verdict.target.indicator.id)
        again = evaluate(verdict.target, read, as_of=verdict.as_of)
        assert (again.status, again.gap) == (verdict.status, verdict.gap)


def test_under_a_picture_are_a_file_of_it_and_its_citation(real: Real) -> None:
    card, lang, found = real
    for verdict in card:
        kept = _kept(found, verdict.target)
        if not kept:
            continue
        root = ET.fromstring(kept["svg"])  # noqa: S314 - our own
        words = " ".join("".join(root.itertext()).split())
        assert verdict.target.id in words
        assert {"vi": "Đánh giá không chính thức", "en": "Unofficial assessment"}[lang] in words
        (cited,) = _card(found, verdict.target).query("figcaption details p")
        for part in (verdict.target.id, format_date(card.as_of, lang), DIRECTIVE_01.notice(lang)):
            assert part in _words(cited)


def test_a_text_that_a_spreadsheet_would_run_is_guarded(read: Callable[[str], Found]) -> None:
    source = Source(id="evil", kind="press", title="=cmd|' /C calc'!A0")
    series = Series.of("x", [Observation(period=2020, value=70, source=source)])
    card = scorecard(directive(PROMISE), [series], as_of="2021-01-31")

    assert ",'=cmd|" in _kept(read(report(card, [series])), PROMISE)["csv"]


def test_a_picture_takes_the_colours_of_the_page(real: Real) -> None:
    _, _, found = real
    (style,) = found.all("style")
    rules = style.to_text()
    used = set()
    for element in found.all("[style]"):
        set_in = element.attrs["style"]
        assert "#" not in re.sub(r"var\(--\w+,#\w+\)|url\(#", "", set_in)
        used |= set(re.findall(r"var\(--(\w+)", set_in))
    assert {"ink", "paper", "asked"} <= used
    for name in used:
        assert len(re.findall(rf"--{name}: #", rules)) == 3, f"{name}: light, dark and paper"


def test_the_page_has_a_legend_of_every_status(real: Real) -> None:
    _, lang, found = real
    (legend,) = found.all("dl.meanings")
    told = [_words(term) for term in legend.query("dt")]

    assert sorted(t.casefold() for t in told) == sorted(s.label(lang).casefold() for s in Status)
    assert all(_words(meaning) for meaning in legend.query("dd"))


def test_what_is_seen_first_is_the_summary_and_details_are_folded(real: Real) -> None:
    card, _, found = real
    folded = found.all("details")
    assert not any("open" in e.attrs for e in folded)
    for verdict in card:
        shown = _card(found, verdict.target)
        (more,) = shown.query("details.more")
        assert verdict.target.span.quote not in _words(more)
        assert not shown.query("details.more svg")
    overview = found.all("table.overview")[0].parent
    assert not overview.query("details")


def test_the_days_on_which_the_verdict_changed_are_listed_with_their_cause(real: Real) -> None:
    card, lang, found = real
    for verdict in card:
        target, words = verdict.target, _words(_card(found, verdict.target))
        for event in history(target, FIGURES, since=target.start, until=card.as_of).turned:
            row = (format_date(event.day, lang), event.after.headline(lang), event.explain(lang))
            assert " ".join(row) in words


def test_the_readings_that_differ_are_listed(real: Real) -> None:
    card, lang, found = real
    for verdict in card:
        under = readings(verdict.target, FIGURES, as_of=card.as_of)
        words = _words(_card(found, verdict.target))
        assert under.explain(lang) in words
        for reading in under:
            differs = reading.evaluation.status is not verdict.status
            label = reading.label(lang)
            assert (f"{label[0].upper()}{label[1:]} " in words) == differs


ENGLISH = re.compile(
    r"\b(the|of|and|was|is|with|target|figure|source|reading|reported|verdict|page)\b",
    re.IGNORECASE,
)
VIETNAMESE = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĐƯƠươ]")


def _left(element: Any, lang: Lang) -> str:
    """What is said outside what is marked as the other language, and outside codes."""
    if element.name == "#text":
        return str(element.data)
    if element.name in {"code", "style", "svg"} or element.attrs.get("lang", lang) != lang:
        return " "
    return "".join(_left(child, lang) for child in element.children)


def test_every_figure_that_a_reading_names_is_in_a_table_with_its_source(real: Real) -> None:
    card, lang, found = real
    for verdict in card:
        tables = _card(found, verdict.target).query("table.figures")
        rows = [_words(row) for table in tables for row in table.query("tbody tr")]
        for reading in readings(verdict.target, FIGURES, as_of=card.as_of):
            judged = reading.evaluation
            if judged.status is verdict.status:
                continue
            for one in judged.used:
                assert one.source is not None
                value = said_by(judged, one, lang)
                parts = (one.period.label(lang), value, one.source.title)
                assert any(all(part in row for part in parts) for row in rows), parts


def test_only_the_newest_figure_is_called_the_latest(real: Real) -> None:
    card, lang, found = real
    for verdict in card:
        known = verdict.series.visible(verdict.as_of) if verdict.series else ()
        periods = [one.period.label(lang) for one in known]
        table, *_ = _card(found, verdict.target).query("table.figures") or [None]
        for row in table.query("tbody tr") if table else ():
            if say("role latest", lang) in _words(row.query("td")[1]):
                assert _words(row.query("th")[0]) == periods[-1]


def test_on_paper_a_card_keeps_its_heading_verdict_and_picture_together(real: Real) -> None:
    card, lang, found = real
    (style,) = found.all("style")
    paper = style.to_text().partition("@media print")[2]
    assert re.search(r"[,\s]\.top,[^{}]*{ break-inside: avoid; }", paper)
    for verdict in card:
        shown = _card(found, verdict.target)
        (top,) = shown.query(".top")
        assert verdict.headline(lang) in _words(top).lower()
        assert len(top.query("h3")) == 1
        assert top.query("svg") == shown.query("svg")


def test_a_page_is_in_one_language_but_for_what_is_marked(real: Real) -> None:
    _, lang, found = real
    (body,) = found.all("body")
    left = _left(body, lang).replace("749/QĐ-TTg", "")  # a number is the same in any language
    for one in FIGURES:  # a sentence may name the source of its figure
        for observation in one.observations:
            if observation.source is not None:
                left = left.replace(observation.source.title, "")
    other = ENGLISH if lang == "vi" else VIETNAMESE

    assert other.findall(left) == []
    assert len(left) > 2000


def test_no_word_of_the_page_is_the_same_in_both_languages_by_oversight() -> None:
    for text in WORDS.values():
        words = re.sub(r"{\w+}", "", text.vi)
        assert text.vi != text.en or not any(map(str.isalpha, words))  # such as %
        assert not ENGLISH.search(words)
        assert not VIETNAMESE.search(text.en)


def test_nothing_is_told_that_was_known_later() -> None:
    idi = (
        _page("2020-12-31")
        .split('id="telecommunications.ict-index-rank"')[1]
        .split("</article>")[0]
    )

    assert "Không có số liệu từ 01/01/2018 đến 31/12/2022" in idi
    assert "01/01/2023" not in idi


def test_the_same_scorecard_is_the_same_page_byte_for_byte() -> None:
    again = scorecard(DIRECTIVE_01, reversed(FIGURES), as_of="2021-12-31")

    assert report(again, FIGURES) == _page("2021-12-31")


# --- other scorecards -----------------------------------------------------------------------


ORGANIZATIONS = [attrs.evolve(one, successions=()) for one in DIRECTIVE_01.organizations]
PROMISE = target(
    AtLeast(value=60),
    id="plan.x",
    statement=Text("ít nhất 60 %", "at least 60 %"),
    span=Span.at("my-hanh-2020", 0, "ít nhất 60 %"),
    section="plan",
    indicator=indicator(name=Text("tỷ lệ", "share"), publisher=ORGANIZATIONS[0]),
)


def directive(*targets: Target, **changes: Any) -> Directive:
    section = Section(
        id="plan",
        kind="sector",
        name=Text("Kế hoạch", "Plan"),
        span=Span.at("my-hanh-2020", 0, "ít nhất 60 %"),
        targets=targets,
    )
    return attrs.evolve(
        DIRECTIVE_01, sections=[section], organizations=ORGANIZATIONS, quotes=(), **changes
    )


@pytest.mark.parametrize(
    "figures,as_of,status",
    [
        ({2015: 10, 2020: 70}, "2021-01-31", Status.MET),
        ({2015: 10, 2020: 50}, "2021-01-31", Status.MISSED),
        ({2015: 10, 2020: 50, 2021: 60}, "2022-01-31", Status.MET_LATE),
        ({2015: 10, 2016: 20}, "2017-01-31", Status.ON_TRACK),
        ({2015: 10, 2016: 17}, "2017-01-31", Status.SLOW),
        ({2015: 10, 2016: 11}, "2017-01-31", Status.STALLED),
        ({2015: 10, 2016: 9}, "2017-01-31", Status.REGRESSING),
        ({2015: 10, 2016: 61}, "2017-01-31", Status.HOLDING),
        ({2015: 10}, "2016-01-31", Status.INSUFFICIENT_DATA),
        ({}, "2016-01-31", Status.INSUFFICIENT_DATA),
        ({}, "2021-01-31", Status.AWAITING_DATA),
        ({2015: 10, 2020: ">50"}, "2021-01-31", Status.UNDETERMINED),
    ],
    ids=str,
)
def test_every_status_has_its_card(
    figures: dict[int, Any], as_of: str, status: Status, read: Callable[[str], Found]
) -> None:
    series = Series.of("x", figures)
    card = scorecard(directive(PROMISE), [series], as_of=as_of)
    assert card["plan.x"].status is status
    for lang in some(LANGS, 2):
        found = read(report(card, [series], lang=lang))
        (badge,) = _card(found, PROMISE).query("strong.badge")
        assert _words(badge).casefold() == card["plan.x"].headline(lang).casefold()
        assert badge.attrs["class"].split() == ["badge", status.tone]
        assert len(found.all("figure")) == bool(figures)
        assert (say("no figures", lang) in found.text) == (not figures)


def test_exceeded_overdue_and_not_evaluable_have_theirs_too(read: Callable[[str], Found]) -> None:
    told = Series.of("5g-launch", {"2022-06-30": 0}, reporter="press")
    card = scorecard(
        DIRECTIVE_01, [*FIGURES[:0], told, published.series("gci-rank")], as_of="2023-01-01"
    )
    found = read(report(card, lang="en"))

    badges = {v.target.id: _words(_card(found, v.target).query("strong.badge")[0]) for v in card}
    assert badges["cybersecurity.gci-rank"] == "Exceeded"
    assert badges["telecommunications.ict-index-rank"] == "Not evaluable"
    assert (
        badges["telecommunications.5g-commercial"]
        == card["telecommunications.5g-commercial"].headline("en").capitalize()
    )


def test_a_directive_without_targets_has_an_empty_page(read: Callable[[str], Found]) -> None:
    for lang in LANGS:
        found = read(report(scorecard(directive(), [], as_of="2021-01-31"), lang=lang))

        assert say("no targets", lang) in found.text
        assert not found.all("article")


def test_without_any_series_nothing_is_missed_or_met(read: Callable[[str], Found]) -> None:
    found = read(report(scorecard(DIRECTIVE_01, [], as_of="2021-12-31")))

    badges = {_words(badge) for badge in found.all("strong.badge")}
    assert badges == {"Chờ số liệu", "Không thể đánh giá", "Chưa đến hạn: chưa đủ số liệu"}
    assert not found.all("figure")


def test_stages_relative_limits_and_bounds_are_written_in_their_units(
    read: Callable[[str], Found],
) -> None:
    unit = "enterprises"
    measure = attrs.evolve(PROMISE.indicator, unit=unit)
    targets = [
        attrs.evolve(
            PROMISE,
            id="plan.relative",
            indicator=measure,
            criterion=RelativeTo(period=2014, factor=1.5, least=True),
        ),
        attrs.evolve(
            PROMISE,
            id="plan.staged",
            indicator=measure,
            criterion=Staged(
                stages=(
                    Stage(due="2017-12-31", criterion=AtLeast(value=150)),
                    Stage(due="2020-12-31", criterion=AtLeast(value=200)),
                )
            ),
        ),
    ]
    series = Series.of(
        "x", {2014: 100, 2015: 110, 2016: 121, 2017: ">150", 2018: 170, 2019: 180, 2020: 210}
    )
    card = scorecard(directive(*targets), [series], as_of="2021-06-30")
    found = read(report(card, [series], lang="en"))

    relative, staged = (_words(_card(found, target)) for target in targets)
    assert "more than 150 enterprises" in relative
    assert "210 enterprises" in staged
    assert "reference period of the requirement" in relative


def test_the_basis_of_the_scorecard_is_told(read: Callable[[str], Found]) -> None:
    card = scorecard(DIRECTIVE_01, FIGURES, as_of="2021-12-31", timing="publication")
    found = read(report(card, FIGURES, lang="en"))

    assert f"Timing: {Timing.PUBLICATION.label('en')}." in found.text
    badge = _card(found, DIRECTIVE_01.target("cybersecurity.gci-rank")).query("strong.badge")[0]
    assert _words(badge) == "Met"  # the figure that exceeds came out after the deadline


def test_a_scorecard_that_was_read_back_gives_its_page() -> None:
    again = loads(to_json(_real("2021-12-31")))

    assert isinstance(again, Scorecard)
    assert report(again, FIGURES) == _page("2021-12-31")


def test_a_directive_of_ones_own_has_its_page(tmp_path: Path, read: Callable[[str], Found]) -> None:
    file = tmp_path / "mine.json"
    file.write_text(to_json(directive(PROMISE, official=True)), encoding="utf-8")
    mine = load_directive(file)
    series = Series.of("x", {2015: 10, 2020: 70})
    found = read(report(scorecard(mine, [series], as_of="2021-01-31"), [series]))

    assert _words(_card(found, PROMISE)).startswith("Kế hoạch plan.x Tỷ lệ Đạt")
    assert "Không chính thức:" not in found.text
    assert "số liệu của người lập" in found.text


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;]]>\x01"


@pytest.mark.filterwarnings("ignore:Glyph")
def test_whatever_a_text_holds_it_stays_text(read: Callable[[str], Found]) -> None:
    evil = Text(HOSTILE, HOSTILE)
    source = Source(
        id="evil", kind="press", title=HOSTILE, language='"><b>', url="javascript:alert(1)"
    )
    assert PROMISE.indicator is not None
    target = attrs.evolve(
        PROMISE,
        statement=evil,
        span=Span.at("evil", 0, HOSTILE),
        notes=[evil],
        indicator=attrs.evolve(PROMISE.indicator, name=evil, notes=[evil]),
        corroborated_by=["evil"],
    )
    mine = directive(target, title=evil, sources=[source, *DIRECTIVE_01.sources])
    series = Series.of(
        "x",
        [
            Observation(period=2015, value=10, source=source, note=HOSTILE, flags=["estimated"]),
            Observation(period=2020, value=70, source=source),
        ],
    )
    card = scorecard(mine, [series], as_of="2021-01-31")
    for lang in LANGS:
        html = report(card, [series], lang=lang)
        assert "<script" not in html
        assert "<img" not in html
        assert "javascript:" not in html
        assert HOSTILE.replace("\x01", "\ufffd") in read(html).text


@pytest.mark.parametrize(
    "url,followed",
    [
        ("https://www.itu.int/", True),
        ("http://example.org", True),
        (None, False),
        ("", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:///x", False),
        ("file:///etc/passwd", False),
        (" https://example.org", False),
    ],
)
def test_only_pages_of_the_web_are_linked(url: str | None, followed: bool) -> None:
    assert (room._outward(url) == url and url is not None and url != "") == followed


def _without_alternatives(mine: Directive) -> Directive:
    """Drop them: drawn at random, some fit no target, and readings() refuses them by name."""

    def plain(target: Target) -> Target:
        inferences = [attrs.evolve(one, alternatives=()) for one in target.inferences]
        return attrs.evolve(target, inferences=inferences)

    sections = [attrs.evolve(s, targets=[plain(t) for t in s.targets]) for s in mine.sections]
    return attrs.evolve(mine, sections=sections)


NUMBERS = st.floats(-1e6, 1e6)


@pytest.mark.filterwarnings("ignore:Glyph")
@settings(examples(quick=4, most=15), phases=[Phase.generate])
@given(data=st.data())
def test_any_directive_and_figures_give_a_page_that_stands_alone(
    data: st.DataObject, read: Callable[[str], Found]
) -> None:
    """
    Whatever the directive and one country's figures: a well-formed page, a card for each target,
    or the name of one that no picture has room for.
    """
    mine = _without_alternatives(data.draw(directives()))
    drawn = [
        data.draw(testing.series(indicator=one, values=None if one.domain.whole else NUMBERS))
        for one in mine.indicators
    ]
    pool = [attrs.evolve(one, entity=drawn[0].entity) for one in drawn]
    lang: Lang = data.draw(st.sampled_from(LANGS))
    card = scorecard(mine, pool, as_of=data.draw(st.dates()))

    try:
        page = report(card, pool, lang=lang)
    except InvalidValueError as fault:
        if fault.hint != "A picture has no room for others.":
            raise
    else:
        assert len(read(page).all("article")) == len(mine.targets)


# --- mistakes -------------------------------------------------------------------------------


@pytest.mark.parametrize("card", [None, DIRECTIVE_01, "2021-12-31"], ids=repr)
def test_what_is_no_scorecard_is_refused(card: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"card should be a Scorecard.*scorecard\(\)"):
        report(card)


def test_a_language_there_is_not_is_refused() -> None:
    card = scorecard(directive(), [], as_of="2021-01-31")
    with pytest.raises(InvalidValueError, match="lang should be 'vi' or 'en', got 'fr'"):
        report(card, lang="fr")  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [None, FIGURES])
def test_with_figures_of_ones_own_no_card_contradicts_itself(
    read: Callable[[str], Found], given: Any
) -> None:
    """Published figures that others were preferred to neither judge nor move a verdict."""
    mine = [
        Series.of("egdi-rank", {2018: 88, 2020: 70}),
        Series.of("gci-rank", {2018: 50, 2020: 60}),
    ]
    card = scorecard(prefer=mine, as_of="2026-11-29")
    page = report(card, given, lang="en")
    found = read(page)

    assert "Figures supplied by the author of this report, not those that come with" in page
    for verdict in card:
        words = _words(_card(found, verdict.target))
        turned = history(
            verdict.target, verdict.series or (), since=verdict.target.start, until=card.as_of
        ).turned
        assert {event.after.status for event in list(turned)[-1:]} <= {verdict.status}
        assert all(event.explain("en") in words for event in turned)
        assert ("Figures supplied by the author of this report" in words) is (
            verdict.series in mine
        )
    if given is None:  # else readings by others may have it
        assert "rank 86" not in _words(_card(found, EGDI))


def test_a_page_says_up_to_which_day_figures_were_gathered() -> None:
    for day, told in (("2021-12-31", False), ("2030-01-01", True)):
        page = report(scorecard(as_of=day), lang="vi")
        assert ("Số liệu thu thập đến ngày 06/03/2026." in page) is told


@pytest.mark.parametrize("package", ["jinja2", "matplotlib"])
def test_a_missing_package_is_named_with_its_extra(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = scorecard(DIRECTIVE_01, FIGURES, as_of="2021-12-31")
    room._environment.cache_clear()
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=rf"needs {package}, .*vn-ict-directive\[\w+\]"):
        report(card, FIGURES)


def test_a_jinja2_broken_inside_keeps_its_own_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "jinja2":
            raise ModuleNotFoundError(name="markupsafe")
        return real_import(name, *args, **kwargs)

    real_import = __import__
    room._environment.cache_clear()
    monkeypatch.setattr("builtins.__import__", broken)
    with pytest.raises(ModuleNotFoundError) as caught:
        report(scorecard(directive(), [], as_of="2021-01-31"))
    assert not isinstance(caught.value, MissingExtraError)


# --- the command ----------------------------------------------------------------------------


def test_the_command_writes_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], read: Callable[[str], Found]
) -> None:
    out = tmp_path / "new" / "trang.html"
    asked = ["report", "--as-of", "2021-12-31", "--out", str(out)]
    assert main(asked) == 0
    said = capsys.readouterr().out
    card = _real("2021-12-31")

    assert out.read_text("utf-8") == _page("2021-12-31")
    assert said.startswith(f"Đã ghi {out}.\n{card.summary()}\n{DIRECTIVE_01.notice()}")
    assert [file.name for file in out.parent.iterdir()] == ["trang.html"]

    assert main(asked) == 2
    assert "cần là một tệp chưa có" in capsys.readouterr().err
    assert main([*asked, "--force", "--lang", "en", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"written": [str(out)], "official": False}
    assert read(out.read_text("utf-8")).all("html")[0].attrs["lang"] == "en"


def test_the_command_judges_by_default_what_is_known_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(common.OfTable, "day_of", lambda *_: dt.date(2024, 12, 31))
    out = tmp_path / "page.html"

    assert main(["report", "--out", str(out)]) == 0
    assert "31/12/2024" in out.read_text("utf-8")


@pytest.mark.parametrize("out", ["", "/", "."])
def test_the_command_asks_for_a_file(out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--out", out]) == 2
    assert "--out: cần là một tệp, ví dụ page.html" in capsys.readouterr().err


@pytest.mark.parametrize(
    "lang, words",
    [("vi", ("Đọc tại", "cơ quan công bố:")), ("en", ("Read at", "published by"))],
)
def test_each_published_figure_says_where_it_was_read_and_who_published_it(
    lang: Any, words: tuple[str, str]
) -> None:
    card = _real("2024-12-31" if lang == "en" else "2021-12-31")
    page = _page(str(card.as_of), lang)
    rows = [unescape(line) for line in page.splitlines() if words[0] in line]

    known = card["postal.upu-rank"].observation
    assert known is not None
    assert '<q lang="vi">[' not in page
    for account in published.evidence(known).accounts:
        parts = (f">{account.source.title}</a>", f">{account.printed}</q>", words[1])
        assert any(all(part in row for part in parts) for row in rows), account
    own = scorecard(DIRECTIVE_01, [Series.of("egdi-rank", {2020: 70})], as_of="2021-12-31")
    assert words[0] not in report(own, lang=lang)
