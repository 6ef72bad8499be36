"""What all tests share: Hypothesis profiles, the article, and a reader of our HTML."""

import os
import re
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, settings

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.model import Directive

# "ci" tries the same examples every time, so that a failure is one everywhere; "again" tries some
# of them, for other versions of what the laws hold on; "search" looks for new ones:
# HYPOTHESIS_PROFILE=search pytest.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=_SLOW)
settings.register_profile(
    "again", settings.get_profile("ci"), max_examples=15, suppress_health_check=_SLOW
)
settings.register_profile("search", deadline=None, max_examples=1000, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

ARTICLE = Path(__file__).parent / "data" / "article.txt"


# --- the engines that a panel can lie in: each is a way there from Polars -----------------


MANY = 100_000
_FOLDER = TemporaryDirectory()  # what is in it is read when a test asks for rows


def duckdb(frame: Any) -> Any:
    connection = import_module("duckdb").connect()  # a connection of its own, not the shared one
    connection.register("panel", frame.to_arrow())
    return connection.sql("select * from panel")


def pandas(frame: Any) -> Any:
    half = len(frame) // 2
    return import_module("pandas").concat(
        [frame[:half].to_pandas(), frame[half:].to_pandas()]
    )  # a repeated index


def pyarrow(frame: Any) -> Any:
    size = max(7, len(frame) // 50)
    pieces = [frame[start : start + size].to_arrow() for start in range(0, len(frame), size)]
    many_chunks = pieces or [frame.to_arrow()]
    return import_module("pyarrow").concat_tables(many_chunks)


def ibis(frame: Any) -> Any:
    return import_module("ibis").memtable(frame.to_arrow())


def pyspark(frame: Any) -> Any:
    session = (
        import_module("pyspark.sql")
        .SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")  # where large results are fetched from
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    if len(frame) > MANY:  # row by row it would take minutes
        file = Path(_FOLDER.name) / f"{len(frame)}.parquet"
        frame.write_parquet(file, row_group_size=MANY)
        return session.read.parquet(str(file))
    types = {"String": "string", "Int64": "bigint", "Float64": "double", "Date": "date"}
    schema = ", ".join(
        f"{name} {types[str(dtype)]}"
        for name, dtype in zip(frame.columns, frame.dtypes, strict=True)
    )
    return session.createDataFrame(frame.rows(), schema)


def polars(frame: Any) -> Any:
    return frame


def polars_lazy(frame: Any) -> Any:
    return frame.lazy()


def pandas_arrow(frame: Any) -> Any:
    return frame.to_pandas(use_pyarrow_extension_array=True)


ENGINES = (polars, polars_lazy, pandas, pandas_arrow, pyarrow, duckdb, ibis)


@pytest.fixture
def engine(request: pytest.FixtureRequest, external: Callable[[str], Any]) -> Callable[[Any], Any]:
    """A way from Polars into one engine; what takes it runs on every one."""
    way: Callable[[Any], Any] = request.param
    for package in ("polars", "pyarrow", way.__name__.partition("_")[0]):
        external(package)
    return way


def pytest_addoption(parser: pytest.Parser) -> None:
    """PySpark needs Java, so its tests are asked for; the other engines come with the tests."""
    parser.addoption("--spark", action="store_true", help="run the panels' tests on PySpark only")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what takes an engine on each of them."""
    if "engine" in metafunc.fixturenames:
        engines = [pyspark] if metafunc.config.getoption("--spark") else ENGINES
        metafunc.parametrize("engine", engines, ids=lambda way: way.__name__, indirect=True)


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
