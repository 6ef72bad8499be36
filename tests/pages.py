"""Our HTML as a browser would read it. (A module html would hide that of the standard library.)"""

import re
from html.parser import HTMLParser

import attrs
import pytest


@attrs.frozen
class Page:
    """What a browser would make of a piece of HTML."""

    tags: frozenset[str]
    attributes: frozenset[str]
    styles: tuple[str, ...]
    text: str


_HARMLESS_TAGS = {"code", "div", "li", "q", "section", "span", "strong", "table", "tbody"}
_HARMLESS_TAGS |= {"p", "td", "th", "thead", "tr", "ul"}
_HARMLESS_ATTRIBUTES = {"lang", "scope", "style", "tabindex"}
_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklab|oklch)a?\(|(?<![-\w])(?:black|white)(?![-\w])"
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.styles: list[str] = []
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.styles += [value or "" for name, value in attrs if name == "style"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "elements close in the order they opened"

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment came out of a text: {data!r}")

    def handle_decl(self, decl: str) -> None:
        pytest.fail(f"a declaration came out of a text: {decl!r}")

    def handle_pi(self, data: str) -> None:
        pytest.fail(f"an instruction came out of a text: {data!r}")


def read_page(html: str) -> Page:
    """Parse HTML that we made, checking what holds for all of it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, "every element is closed"
    assert reader.tags <= _HARMLESS_TAGS
    assert reader.attributes <= _HARMLESS_ATTRIBUTES
    for style in reader.styles:
        assert not _COLOUR.search(style), "colours are the page's own, in light and in dark"
    return Page(
        frozenset(reader.tags),
        frozenset(reader.attributes),
        tuple(reader.styles),
        "".join(reader.pieces),
    )
