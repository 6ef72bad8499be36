"""The programs of docs/how-to do what the pages say, on engines that need more than Python.

Those of spark.md need Java and PostgreSQL, which `.ci/run` installs: run them by `pytest tests_engines`. The
database is one of their own, in a temporary folder, and hears nobody but a socket there.
"""

import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from vn_ict_directive import DIRECTIVE_01
from vn_ict_directive.panels import evaluate_panel, summarize

PAGES = Path(__file__).parent.parent / "docs" / "how-to"
TARGETS = [target for target in DIRECTIVE_01.targets if target.indicator is not None]
EGDI = "egdi-rank"


@pytest.fixture(scope="module")
def panel() -> pl.DataFrame:
    """Fifty places, of which some have risen, some have not, and some are not known any more."""
    rows = [
        (f"E{place:02}", indicator, year, float(40 + place + (2020 - year) * (place % 5 - 1)))
        for place in range(50)
        for indicator in (EGDI, "2ipd-rank")
        for year in (2016, 2018, 2020)
        if year < 2020 or place % 7
    ]
    return pl.DataFrame(rows, ["entity", "indicator", "year", "value"], orient="row")


@pytest.fixture
def folder(panel: pl.DataFrame, tmp_path: Path) -> Path:
    for (year,), part in panel.group_by("year"):
        place = tmp_path / "panel" / f"year={year}"
        place.mkdir(parents=True)
        part.drop("year").write_parquet(place / "part.parquet")
    return tmp_path


@pytest.fixture(scope="module")
def expected(panel: pl.DataFrame) -> pl.DataFrame:
    return evaluate_panel(panel, TARGETS, as_of="2020-12-31", columns={"period": "year"})


def run(name: str, folder: Path, page: str = "spark", **environment: str) -> str:
    """Run a program of a page as it stands; return what it prints."""
    (program,) = re.findall(
        rf"^<!-- program: {name} -->\n```py\n(.*?)^```$",
        (PAGES / f"{page}.md").read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", **environment},
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def assert_same(found: pl.DataFrame, expected: pl.DataFrame) -> None:
    numbers = [name for name, dtype in expected.schema.items() if dtype == pl.Float64]
    assert set(expected["status"]) > {"met", "missed", "awaiting_data"}
    assert_frame_equal(
        found.select(expected.columns)
        .with_columns(pl.col(numbers).fill_nan(None), pl.exclude(numbers).cast(pl.String))
        .sort("entity", "target"),
        expected.sort("entity", "target"),
        rel_tol=1e-12,
        abs_tol=1e-12,
    )


def test_spark_reads_and_writes_partitions(folder: Path, expected: pl.DataFrame) -> None:
    run("spark", folder)

    assert len(list(folder.glob("verdicts/target=*"))) == len(TARGETS)
    assert_same(pl.read_parquet(folder / "verdicts/**/*.parquet", hive_partitioning=True), expected)
    (counts,) = folder.glob("counts/*.csv")
    assert_frame_equal(
        pl.read_csv(counts).sort("target"), summarize(expected).sort("target"), check_dtypes=False
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Start a PostgreSQL of our own, which refuses to run as root, and stop it."""
    folder = Path("/tmp") / tmp_path_factory.mktemp("pg").name  # noqa: S108 - a socket's path is short
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
        user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name)
    )
    programs = os.pathsep.join([*map(str, reversed(found)), os.environ["PATH"]])
    data, address = folder / "data", {"PGHOST": str(folder), "PGUSER": "judge"}
    initdb, postgres = (shutil.which(name, path=programs) for name in ("initdb", "postgres"))
    assert initdb is not None, "PostgreSQL is not installed"
    assert postgres is not None
    subprocess.run(
        [initdb, "-D", data, "-A", "trust", "-U", "judge", "-E", "UTF8", "--no-sync"],
        check=True,
        capture_output=True,
        cwd="/",
        **user,
    )
    options = ["-c", "listen_addresses=", "-k", str(folder), "-c", "fsync=off"]
    with (folder.with_suffix(".log")).open("wb") as log:
        process = subprocess.Popen(
            [postgres, "-D", data, *options], stdout=log, stderr=log, cwd="/", **user
        )
        try:
            for _ in range(300):
                if (folder / ".s.PGSQL.5432").exists():
                    break
                time.sleep(0.1)
            yield {**address, "PGDATABASE": "postgres"}
        finally:
            process.terminate()
            process.wait(timeout=60)
            shutil.rmtree(folder)
            folder.with_suffix(".log").unlink()


def test_postgresql_gives_figures_and_takes_verdicts(
    server: dict[str, str], panel: pl.DataFrame, expected: pl.DataFrame, tmp_path: Path
) -> None:
    import ibis

    database = ibis.postgres.connect(
        host=server["PGHOST"], user=server["PGUSER"], database=server["PGDATABASE"]
    )
    database.create_table("figures", panel.with_columns(note=pl.lit("không cần")).to_arrow())

    run("postgres", tmp_path, **server)

    assert_same(database.table("verdicts").to_polars(), expected)
    database.disconnect()


def test_a_trend_is_laid_as_the_page_shows(tmp_path: Path) -> None:
    (shown,) = re.findall(
        r"^```text\n(.*?)^```$", (PAGES / "trend.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )

    assert run("trend", tmp_path, "trend") == shown


@pytest.mark.parametrize("carried, held", [(0.0, 0.93), (0.5, 0.81)])
def test_the_interval_of_a_trend_holds_the_slope_as_often_as_the_page_says(
    carried: float, held: float
) -> None:
    from scipy.stats import theilslopes

    draw, drawn, hits = random.Random(1), 2000, 0
    for _ in range(drawn):
        errors = [draw.gauss(0, 1) / (1 - carried**2) ** 0.5]
        for _ in range(7):
            errors.append(carried * errors[-1] + draw.gauss(0, 1))
        line = theilslopes(errors, range(8), alpha=0.9)
        hits += line.low_slope <= 0 <= line.high_slope

    assert hits / drawn == pytest.approx(held, abs=0.03)
