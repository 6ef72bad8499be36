"""What all tests share: Hypothesis profiles, engines and the article."""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from engines import named
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
