"""What all tests share: Hypothesis profiles, the article, and a reader of our HTML."""

import os
import re
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, settings

from engines import named
from vn_ict_directive.cli.language import ENVIRONMENT
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.model import Directive

# "quick" tries a few examples of every law, "ci" all of them, and both the same every time, so that
# a failure is one everywhere; "search" looks for new ones: HYPOTHESIS_PROFILE=search pytest.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
_EVER: dict[str, Any] = {"deadline": None, "suppress_health_check": _SLOW}
settings.register_profile("quick", derandomize=True, max_examples=8, **_EVER)
settings.register_profile("ci", derandomize=True, **_EVER)
settings.register_profile("search", max_examples=1000, **_EVER)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

ARTICLE = Path(__file__).parent / "data" / "article.txt"


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command line speak English where no language is asked for."""
    monkeypatch.setenv(ENVIRONMENT, "en")


@pytest.fixture
def engine(request: pytest.FixtureRequest, external: Callable[[str], Any]) -> Callable[[Any], Any]:
    """A way from Polars into one engine; what takes it runs on every one."""
    way: Callable[[Any], Any] = request.param
    for package in ("polars", "pyarrow", way.__name__.partition("_")[0]):
        external(package)
    return way


def pytest_addoption(parser: pytest.Parser) -> None:
    """The tests' own dependencies bring the quick engines; the others are asked for."""
    parser.addoption(
        "--engines",
        default="quick",
        help="where panels lie: quick (the default), all, or names: polars,pyspark",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse an engine that there is not before anything is collected."""
    named(config.getoption("--engines"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what takes an engine on each of them."""
    if "engine" in metafunc.fixturenames:
        ways = named(metafunc.config.getoption("--engines"))
        each = [pytest.param(way, id=way.__name__, marks=pytest.mark.engine) for way in ways]
        metafunc.parametrize("engine", each, indirect=True)


@pytest.fixture(scope="session")
def article() -> str:
    """The untouched text that Directive 01/CT-BTTTT was read from."""
    return ARTICLE.read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def directive_01() -> Directive:
    """The directive itself."""
    return DIRECTIVE_01


@pytest.fixture(scope="session")
def external() -> Callable[[str], Any]:
    """Import what tests alone need; WebAssembly lacks what is compiled, and nothing else does."""
    return pytest.importorskip if sys.platform == "emscripten" else import_module


@pytest.fixture
def pl(external: Callable[[str], Any]) -> Any:
    """Polars, which WebAssembly has not."""
    return external("polars")


@pytest.fixture
def pd(external: Callable[[str], Any]) -> Any:
    """pandas, which has columns of Python objects."""
    return external("pandas")


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


@pytest.fixture(scope="session")
def read_page() -> Callable[[str], Page]:
    """Parse HTML that we made, checking what holds for all of it."""

    def read(html: str) -> Page:
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

    return read
