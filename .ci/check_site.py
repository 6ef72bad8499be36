"""Check the documentation's site.

Nothing is fetched, every link leads somewhere, and every text of the encoding and of the
published figures stands there, to the letter. The first page in each language shows every verdict
and leads to the page of its target, which gives it again, and figures and a document that are read
back. Every page leads to one in the other language, and back if that one is the same. What is
searched is without tone marks.
"""

import json
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import attrs

from vn_ict_directive import DIRECTIVE_01, Observation, Text, published, scorecard
from vn_ict_directive.exchange.json import load
from vn_ict_directive.ingest import read_all_observations
from vn_ict_directive.text import fold
from vn_ict_directive.words import capital

# What a browser fetches by itself, and what a reader may follow.
FETCHED = {
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
}
FOLLOWED = {("a", "href")}
NAVIGATION = {"next", "prev", "index", "search", "canonical"}  # links that are not fetched


class Page(HTMLParser):
    """What a page points to, and what can be pointed to in it."""

    def __init__(self, path: Path) -> None:
        """Read the page."""
        super().__init__()
        self.language: str | None = None
        self.other: dict[str, str] = {}
        self.places: set[str] = set()
        self.fetched: list[str] = []
        self.followed: list[str] = []
        self.words: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element is, and what it points to."""
        known = {name: value or "" for name, value in attrs}
        self.places.add(known.get("id", ""))
        if tag == "html":
            self.language = known.get("lang")
        for name, value in known.items():
            if (tag, name) in FOLLOWED or known.get("rel") in NAVIGATION:
                self.followed += [value] if name == "href" else []
                if name == "href" and "hreflang" in known:
                    self.other[known["hreflang"]] = value
            elif (tag, name) in FETCHED:
                self.fetched.append(value)

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.words.append(data)


def texts(thing: Any) -> Iterator[str]:
    """Yield every text in two languages that a record of the encoding holds."""
    if isinstance(thing, Text):
        yield from (thing.vi, thing.en)
    elif isinstance(thing, tuple):
        yield from (text for part in thing for text in texts(part))
    elif attrs.has(type(thing)):
        for field in attrs.fields(type(thing)):
            yield from texts(getattr(thing, field.name))


def facts() -> Iterator[str]:
    """Yield every text that the pages of facts must show."""
    yield from texts(DIRECTIVE_01)
    sections = {section.id for section in DIRECTIVE_01.sections}
    yield from (span.quote for name, span in DIRECTIVE_01.spans() if name not in sections)
    for series in published.all_series():
        for figure in series.observations:
            yield figure.note
            # Each document by itself: the source of a computed figure is named by several.
            for account in published.evidence(figure).read_at:
                yield from (account.source.title, account.printed)


def languages(pages: dict[Path, Page]) -> Iterator[str]:
    """Yield what is wrong with the way from each page to the other language."""
    leads = {
        path: (path.parent / one).resolve()
        for path, page in pages.items()
        for one in page.other.values()
    }
    for path, page in pages.items():
        where = path.relative_to(site)
        vietnamese = where.name in {"vi.html", "tim-kiem.html"} or "vi" in where.parts
        if page.language != ("vi" if vietnamese else "en"):
            yield f"{where}: its language is {page.language}"
        if list(page.other) != ["en" if vietnamese else "vi"]:
            yield f"{where}: it leads to {list(page.other)}, and not to the other language alone"
        elif list(page.other) != [pages[leads[path]].language]:
            yield f"{where}: the page in the other language is in {pages[leads[path]].language}"
        if vietnamese and leads[leads[path]] != path:
            yield f"{where}: its twin leads to another page"


def figure(one: Observation) -> tuple[Any, ...]:
    """Return what must be the same of a figure that was read back."""
    return one.period, one.value, one.bound, one.published, one.flags, one.note


def results(pages: dict[Path, Page]) -> Iterator[str]:
    """Yield what is missing of the verdicts, on the first pages and on those of the targets."""
    files = {path.name: path for path in site.rglob("_downloads/*/*")}
    for lang, first in (("en", site / "index.html"), ("vi", site / "vi.html")):
        for verdict in scorecard(as_of=published.GATHERED):
            name = verdict.target.id.replace(".", "-")
            own = site / "reference" / "generated" / "targets" / lang / f"{name}.html"
            if own not in {
                (first.parent / unquote(one)).resolve() for one in pages[first].followed
            }:
                yield f"{first.name}: no link to {own.relative_to(site)}"
            for path, said in (
                (first, capital(verdict.headline(lang))),
                (own, verdict.explain(lang)),
            ):
                if said not in " ".join("".join(pages[path].words).split()):
                    yield f"{path.relative_to(site)}: {said!r} is missing"
            if "<svg" not in own.read_text("utf-8") or f"{name}.{lang}.svg" not in files:
                yield f"{own.relative_to(site)}: no picture"
            if load(files[f"{name}.json"]) != verdict:
                yield f"{name}.json: another verdict"
            (read,) = read_all_observations(files[f"{name}.csv"])
            if [*map(figure, read)] != [*map(figure, verdict.series)]:
                yield f"{name}.csv: other figures"


site = Path(sys.argv[1]).resolve()
pages = {path: Page(path) for path in site.rglob("*.html") if "_static" not in path.parts}
faults = []
for path, page in pages.items():
    where = path.relative_to(site)
    for address in (*page.fetched, *page.followed):
        parts = urlsplit(address)
        if parts.scheme == "data":
            continue
        if parts.scheme or parts.netloc:
            if address in page.fetched:
                faults.append(f"{where}: fetches {address}")
            continue
        aim = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not aim.is_file():
            faults.append(f"{where}: {address} leads nowhere")
        elif parts.fragment and aim in pages and unquote(parts.fragment) not in pages[aim].places:
            faults.append(f"{where}: {address} leads to no place on its page")
faults += [
    f"{path.relative_to(site)}: fetches something"
    for path in (*site.rglob("*.css"), *site.rglob("*.js"))
    if "url(http" in path.read_text("utf-8") or "@import" in path.read_text("utf-8")
]
faults += [*languages(pages), *results(pages)]
index = json.loads((site / "searchindex.js").read_text("utf-8")[len("Search.setIndex(") : -1])
terms = [*index["terms"], *index["titleterms"]]
faults += [f"searchindex.js: {term!r} is not folded" for term in terms if term != fold(term)]
shown = " ".join("".join(word for page in pages.values() for word in page.words).split())
faults += [f"no page shows {text!r}" for text in facts() if " ".join(text.split()) not in shown]
print(f"{len(pages)} pages, {sum(len(page.followed) for page in pages.values())} links")
sys.exit("\n".join(faults) or 0)
