"""What all tests share: engines and the article."""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from engines import IN_TURN, named
from tiers import EVERYTHING, some
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.model import Directive
from vn_ict_directive.shown import ENVIRONMENT

_EVERYWHERE = ("hypothesis", "each_engine")
ARTICLE = Path(__file__).parent / "data" / "article.txt"


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command line speak English where no language is asked for."""
    monkeypatch.setenv(ENVIRONMENT, "en")


@pytest.fixture(autouse=True)
def _as_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have panels of a few rows judged as those of many are; `few` takes it back."""
    monkeypatch.setattr("vn_ict_directive.panels.FEW", 0)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have panels of a few rows judged as they are, one series after another."""
    monkeypatch.setattr("vn_ict_directive.panels.FEW", 400)


@pytest.fixture
def engine(
    request: pytest.FixtureRequest,
    external: Callable[[str], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Any], Any]:
    """A way from Polars into one engine; what takes it runs on every one."""
    way: Callable[[Any], Any] = request.param
    if way.__name__.endswith("_alone"):
        monkeypatch.setattr("vn_ict_directive.panels.engines.find_spec", lambda _: None)
    for package in ("polars", "pyarrow", way.__name__.partition("_")[0]):
        external(package)
    return way


def pytest_addoption(parser: pytest.Parser) -> None:
    """The tests' own dependencies bring the quick engines; the others are asked for."""
    parser.addoption(
        "--engines",
        default="quick",
        help="where panels lie: quick (the default), in-turn, all, or names: polars,pyspark",
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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of the quick tests what they try on other engines, and of PySpark's some cases.

    The quick tests try each case on one of their engines, in turn, and on all of them the
    laws and what is marked so. PySpark plans for seconds: of a test with cases it tries some.
    """
    cases: dict[Any, list[pytest.Item]] = {}
    spark: dict[Any, list[pytest.Item]] = {}
    for item in items:
        if not isinstance(item, pytest.Function) or "callspec" not in vars(item):
            continue
        given = item.callspec.params
        where = getattr(given.get("engine"), "__name__", given.get("reader"))
        if where == "pyspark":
            spark.setdefault(item.function, []).append(item)
        elif where and not any(map(item.get_closest_marker, _EVERYWHERE)):
            words = [word for word in item.callspec.id.split("-") if word != where]
            cases.setdefault((item.function, "-".join(words)), []).append(item)
    left = {item for found in spark.values() for item in {*found} - {*some(found, 4)}}
    if config.getoption("--engines") in IN_TURN and not EVERYTHING:
        for (function, words), found in cases.items():
            # Its name says where, so that a case is tried there whatever else is selected.
            turn = crc32(f"{function.__name__}{words}".encode()) % len(found)
            left |= {*found[:turn], *found[turn + 1 :]}
    config.hook.pytest_deselected(items=list(left))
    items[:] = [item for item in items if item not in left]


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
