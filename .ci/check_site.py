"""Check the documentation's site.

Nothing is fetched, every link leads somewhere, and every text of the encoding and of the
published figures stands there, to the letter.
"""

import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import attrs

from vn_ict_directive import DIRECTIVE_01, Text, published

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


site = Path(sys.argv[1]).resolve()
pages = {path: Page(path) for path in site.rglob("*.html") if "_static" not in path.parts}
faults = []
for path, page in pages.items():
    where = path.relative_to(site)
    if page.language not in {"en", "vi"}:
        faults.append(f"{where}: its language is {page.language}")
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
shown = " ".join("".join(word for page in pages.values() for word in page.words).split())
faults += [f"no page shows {text!r}" for text in facts() if " ".join(text.split()) not in shown]
print(f"{len(pages)} pages, {sum(len(page.followed) for page in pages.values())} links")
sys.exit("\n".join(faults) or 0)
