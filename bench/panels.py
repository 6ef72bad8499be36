"""Measure panels: the library beside the best that one would write by hand, engine by engine.

    python bench/panels.py --rows 1e6
    python bench/panels.py --rows 1e7 --engines polars,duckdb,pyspark,pandas --runs 5 --json out.json
    python bench/panels.py --rows 1e8 --engines polars,duckdb --folder /somewhere/large
    python bench/panels.py --quick        the answers only, on a small panel
    python bench/panels.py --slack 2      fails where an engine's work is twice its goal

Run it in an environment with the package and the dependency group bench. Before anything is
timed, both forms are held against each other, row by row and column by column, and some
series against ``evaluate``. Then all forms of an engine run in turn, and medians are shown: of
the time on the clock, and of the processor's, which a busy machine disturbs less. Memory is
the peak of a process of its own for each form.
"""

import argparse
import datetime as dt
import json
import math
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import by_hand
import polars as pl
import psutil
from make_panel import AS_OF, targets, write_panel

from vn_ict_directive import Series, evaluate
from vn_ict_directive.panels import evaluate_panel

TARGETS: Final = targets()
NUMBERS: Final = ("value", "gap", "baseline", "ratio", "lead", "projected", "required")
KEYS: Final = ("entity", "target")
FORMS: Final = {
    "library": "evaluate_panel, rows known to be sound",
    "hand": "the same by hand",
    "floor": "the same columns read, one group-by",
    "checked": "evaluate_panel, with the look through the rows",
    "checked by hand": "the same by hand",
}
CORES: Final = len(os.sched_getaffinity(0))


class Engine(ABC):
    """How one engine reads the panel, judges it and brings the answer to its end."""

    goal: float
    """How many times the time of the form by hand the library may take."""
    packages: tuple[str, ...]

    def __init__(self, file: Path) -> None:
        self.file = file

    @abstractmethod
    def panel(self) -> Any:
        """Return the panel, as the engine's users have it."""

    @abstractmethod
    def hand(self) -> Any:
        """Return the verdicts by hand, lazily where the engine is lazy."""

    @abstractmethod
    def floor(self) -> Any:
        """Return one group-by over every column."""

    @abstractmethod
    def look(self) -> int:
        """Count the rows that nobody could judge, and the series that say two things."""

    @abstractmethod
    def finish(self, answer: Any) -> None:
        """Have the whole answer worked out."""

    @abstractmethod
    def rows(self, answer: Any) -> pl.DataFrame:
        """Bring the whole answer here."""

    def library(self, *, check: bool) -> Any:
        """Return the library's verdicts."""
        revised = None if check else False
        return evaluate_panel(self.panel(), TARGETS, as_of=AS_OF, check=check, revised=revised)

    def jobs(self) -> dict[str, Callable[[], object]]:
        """Return what is timed, by name."""

        def looked() -> None:
            if self.look():
                raise AssertionError("the panel is not sound")
            self.finish(self.hand())

        return {
            "library": lambda: self.finish(self.library(check=False)),
            "hand": lambda: self.finish(self.hand()),
            "floor": lambda: self.finish(self.floor()),
            "checked": lambda: self.finish(self.library(check=True)),
            "checked by hand": looked,
        }


class Polars(Engine):
    """Lazy, on the streaming engine."""

    goal = 1.10
    packages = ("polars",)

    def panel(self) -> pl.LazyFrame:
        return pl.scan_parquet(self.file)

    def hand(self) -> Any:
        return by_hand.polars(self.panel(), TARGETS, AS_OF)

    def floor(self) -> Any:
        return (
            self.panel()
            .group_by("entity", "indicator")
            .agg(pl.col("period").max(), pl.col("value").sum(), pl.col("published").max())
        )

    def look(self) -> int:
        c = pl.col
        known = [target.indicator.id for target in TARGETS if target.indicator]
        sound = (
            c("entity").is_not_null()
            & c("indicator").is_in(known)
            & c("period").is_between(1000, 9999)
            & (c("value").is_null() | c("value").is_finite())
        )
        bad = self.panel().select((~sound.fill_null(value=False)).sum().alias("n"))
        place = ("entity", "indicator", "period")
        twice = self.panel().group_by(place).agg(n=pl.len()).filter(c("n") > 1).select(n=pl.len())
        found = pl.concat([bad.cast(pl.Int64), twice.cast(pl.Int64)]).collect(engine="streaming")
        return int(found["n"].sum())

    def finish(self, answer: Any) -> None:
        answer.collect(engine="streaming")

    def rows(self, answer: Any) -> pl.DataFrame:
        return answer.collect(engine="streaming")


def _look_in_sql(panel: str) -> str:
    return f"""
SELECT (SELECT count(*) FROM {panel} p LEFT JOIN targets t ON p.indicator = t.indicator
    WHERE t.indicator IS NULL OR p.entity IS NULL OR p.period IS NULL
        OR p.period NOT BETWEEN 1000 AND 9999 OR isnan(p.value) OR abs(p.value) > 1e300)
    + (SELECT count(*) FROM (SELECT 1 FROM {panel}
        GROUP BY entity, indicator, period HAVING count(*) > 1) AS twice)"""


def _floor_in_sql(panel: str) -> str:
    return f"""
SELECT entity, indicator, max(period) AS period, sum(value) AS value, max(published) AS published
FROM {panel} GROUP BY entity, indicator"""


class DuckDB(Engine):
    """Relations over the file; the answer goes to Arrow."""

    goal = 1.20
    packages = ("duckdb", "pyarrow")

    @cached_property
    def connection(self) -> Any:
        import duckdb

        connection = duckdb.connect()
        connection.register("given", pl.DataFrame(by_hand.terms(TARGETS, AS_OF)).to_arrow())
        connection.execute("CREATE TABLE targets AS SELECT * FROM given")
        connection.execute("SET preserve_insertion_order = false")
        return connection

    @property
    def name(self) -> str:
        return f"read_parquet('{self.file}')"

    def panel(self) -> Any:
        return self.connection.read_parquet(str(self.file))

    def hand(self) -> Any:
        return self.connection.sql(by_hand.sql(self.name, "targets", AS_OF))

    def floor(self) -> Any:
        return self.connection.sql(_floor_in_sql(self.name))

    def look(self) -> int:
        return int(self.connection.sql(_look_in_sql(self.name)).fetchall()[0][0])

    def finish(self, answer: Any) -> None:
        answer.to_arrow_table()

    def rows(self, answer: Any) -> pl.DataFrame:
        return pl.DataFrame(answer.to_arrow_table())


class PySpark(Engine):
    """Local, one task a core; the answer goes nowhere, whole."""

    goal = 1.6
    packages = ("pyspark",)

    @cached_property
    def session(self) -> Any:
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master(f"local[{CORES}]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.memory", "6g")
            .config("spark.sql.shuffle.partitions", str(2 * CORES))
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
        session.read.parquet(str(self.file)).createOrReplaceTempView("panel")
        session.createDataFrame(
            list(zip(*by_hand.terms(TARGETS, AS_OF).values(), strict=True)),
            list(by_hand.terms(TARGETS, AS_OF)),
        ).createOrReplaceTempView("targets")
        return session

    def panel(self) -> Any:
        return self.session.table("panel")

    def hand(self) -> Any:
        return self.session.sql(by_hand.sql("panel", "targets", AS_OF))

    def floor(self) -> Any:
        return self.session.sql(_floor_in_sql("panel"))

    def look(self) -> int:
        return int(self.session.sql(_look_in_sql("panel")).collect()[0][0])

    def finish(self, answer: Any) -> None:
        answer.write.format("noop").mode("overwrite").save()

    def rows(self, answer: Any) -> pl.DataFrame:
        return pl.DataFrame(answer.toArrow())


class Pandas(Engine):
    """Eager, from memory to memory."""

    goal = 1.5
    packages = ("pandas", "pyarrow")

    @cached_property
    def frame(self) -> Any:
        import pandas as pd

        frame = pd.read_parquet(self.file)
        return frame.assign(published=pd.to_datetime(frame["published"]))

    def panel(self) -> Any:
        return self.frame

    def hand(self) -> Any:
        return by_hand.pandas(self.panel(), TARGETS, AS_OF)

    def floor(self) -> Any:
        groups = self.panel().groupby(["entity", "indicator"], sort=False)
        return groups.agg({"period": "max", "value": "sum", "published": "max"})

    def look(self) -> int:
        frame = self.panel()
        known = [target.indicator.id for target in TARGETS if target.indicator]
        value = frame["value"]
        sound = (
            frame["entity"].notna()
            & frame["indicator"].isin(known)
            & frame["period"].between(1000, 9999)
            & (value.isna() | (value.abs() < math.inf))
        )
        twice = frame.duplicated(["entity", "indicator", "period"])
        return int((~sound).sum() + twice.sum())

    def finish(self, answer: Any) -> None:
        """Do nothing: it is there."""

    def rows(self, answer: Any) -> pl.DataFrame:
        return pl.from_pandas(answer).with_columns(pl.col(NUMBERS).fill_nan(None))


ENGINES: Final[dict[str, type[Engine]]] = {
    "polars": Polars,
    "duckdb": DuckDB,
    "pyspark": PySpark,
    "pandas": Pandas,
}


# --- the answers -------------------------------------------------------------------------


def assert_equal(mine: pl.DataFrame, other: pl.DataFrame, what: str) -> None:
    """Hold two answers against each other: texts exactly, numbers to 1e-12."""
    mine, other = (frame.select(by_hand.COLUMNS).sort(KEYS) for frame in (mine, other))
    if mine.height != other.height:
        raise AssertionError(f"{what}: {mine.height:,} rows against {other.height:,}")
    for name in by_hand.COLUMNS:
        left, right = mine[name], other[name]
        if name in NUMBERS:
            far = (left - right).abs() > 1e-12 * pl.select(
                pl.max_horizontal(left.abs(), right.abs(), pl.lit(1.0))
            ).to_series()
            differ = (left.is_null() != right.is_null()) | far.fill_null(value=False)
        else:
            differ = left.cast(pl.String).ne_missing(right.cast(pl.String))
        if differ.any():
            first = mine.filter(differ).row(0), other.filter(differ).row(0)
            raise AssertionError(f"{what}: {differ.sum():,} rows differ in {name}, as {first}")


def assert_as_one_by_one(verdicts: pl.DataFrame, file: Path, series: int) -> None:
    """Hold some verdicts, drawn by chance, against those that evaluate() gives."""
    panel = pl.scan_parquet(file)
    entities = panel.select(pl.col("entity").unique().sort()).collect()["entity"]
    rng = random.Random(2020)  # noqa: S311 - nothing secret
    drawn = set(rng.choices(entities.to_list(), k=max(1, series // 20)))
    figures: dict[tuple[str, str], list[tuple[int, float, dt.date]]] = {}
    for row in panel.filter(pl.col("entity").is_in(drawn)).collect().iter_rows():
        figures.setdefault(row[:2], []).append(row[2:])
    known = {
        (row["entity"], row["target"]): row
        for row in verdicts.filter(pl.col("entity").is_in(drawn)).iter_rows(named=True)
    }
    for entity in drawn:
        for target in rng.sample(TARGETS, 20):
            indicator = target.indicator.id if target.indicator else ""
            found = figures.get((entity, indicator))
            one = evaluate(target, Series.of(indicator, found) if found else None, as_of=AS_OF)
            row = known[entity, target.id]
            texts = {
                "status": one.status.value,
                "outcome": one.outcome.value,
                "pace": one.pace.value,
                "period": str(one.observation.period) if one.observation else None,
                "reasons": " ".join(one.reasons),
            }
            numbers = {name: getattr(one, name) for name in NUMBERS}
            numbers["baseline"] = one.baseline.value if one.baseline else None
            if {name: row[name] for name in texts} != texts:
                raise AssertionError(f"evaluate() says {texts} of {entity}, the panel {row}")
            for name, number in numbers.items():
                same = (
                    row[name] is None
                    if number is None
                    else row[name] is not None
                    and math.isclose(row[name], number, rel_tol=1e-12, abs_tol=1e-12)
                )
                if not same:
                    raise AssertionError(f"evaluate() gives {name} {number} of {entity}: {row}")


def assert_right(engine: Engine, reference: pl.DataFrame | None) -> pl.DataFrame:
    """Hold an engine's answers against each other, and the first engine's against evaluate()."""
    name = type(engine).__name__
    mine = engine.rows(engine.library(check=True))
    assert_equal(mine, engine.rows(engine.library(check=False)), f"{name}, without the look")
    assert_equal(mine, engine.rows(engine.hand()), f"{name}, by hand")
    if engine.look():
        raise AssertionError(f"{name}: the panel is not sound")
    if reference is None:
        assert_as_one_by_one(mine, engine.file, 400)
        return mine
    assert_equal(mine, reference, f"{name}, and the engine before")
    return reference


# --- the time and the memory -------------------------------------------------------------------


def processor_time() -> float:
    """Return the seconds that this process and all it has started have worked."""
    me = psutil.Process()
    times = [process.cpu_times() for process in (me, *me.children(recursive=True))]
    ended = me.cpu_times()
    return sum(t.user + t.system for t in times) + ended.children_user + ended.children_system


def in_turn(jobs: dict[str, Callable[[], object]], runs: int) -> dict[str, dict[str, float]]:
    """Run every job once a round; return the medians of its seconds."""
    clock: dict[str, list[float]] = {name: [] for name in jobs}
    processor: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            began, worked = time.perf_counter(), processor_time()
            job()
            clock[name].append(time.perf_counter() - began)
            processor[name].append(processor_time() - worked)
    return {
        name: {
            "seconds": statistics.median(clock[name]),
            "processor_seconds": statistics.median(processor[name]),
        }
        for name in jobs
    }


def peak(engine: str, form: str, file: Path) -> float:
    """Return the peak memory, in GB, of a process that does one job once."""
    command = [sys.executable, __file__, "--once", f"{engine}:{form}", "--panel", str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.splitlines()[-1])


def once(name: str, file: Path) -> None:
    """Do one job and tell the peak memory, in GB, of this process and those it has started."""
    engine, form = name.split(":")
    ENGINES[engine](file).jobs()[form]()
    # Not getrusage: its peak begins with that of the process which started this one.
    most = 0
    for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
        status = Path(f"/proc/{process.pid}/status").read_text("ascii")
        told = status.partition("VmHWM:")[2].split()
        most += int(told[0]) if told else 0  # what has ended and was not waited for has none
    print(most * 1024 / 1e9)


def measure(name: str, engine: Engine, rows: int, runs: int, *, memory: bool) -> dict[str, Any]:
    """Measure one engine and print what was found."""
    jobs = engine.jobs()
    for job in jobs.values():  # once, for the caches
        job()
    found: dict[str, Any] = in_turn(jobs, runs)
    if memory:
        for form in ("library", "hand"):
            found[form]["peak_gb"] = peak(name, form, engine.file)
    about = ", ".join(f"{package} {version(package)}" for package in engine.packages)
    print(f"\n{name} ({about})")
    for form, told in found.items():
        line = f"  {told['seconds']:9.3f} s  {told['processor_seconds']:9.3f} s of work"
        line += f"  {rows / told['seconds'] / 1e6:7.2f} M rows/s"
        line += f"  {told['peak_gb']:5.2f} GB" if "peak_gb" in told else " " * 10
        print(f"{line}  {form}: {FORMS[form]}")
    for one, other, goal in (
        ("library", "hand", f" (goal: at most {engine.goal})"),
        ("library", "floor", ""),
        ("hand", "floor", ""),
        ("checked", "library", ""),
        ("checked", "checked by hand", ""),
    ):
        clock, work = (
            found[one][what] / found[other][what] for what in ("seconds", "processor_seconds")
        )
        print(f"  {clock:6.2f} times the time, {work:.2f} of the work: {one} / {other}{goal}")
    return found


def main() -> None:
    """Read the command line, make the panel, and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=float, default=1e6, help="about how many, such as 1e7")
    parser.add_argument("--engines", default="polars,duckdb", help=f"some of {','.join(ENGINES)}")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sorted", action="store_true", help="rows by entity and indicator")
    parser.add_argument("--folder", type=Path, help="where panels are made, and kept")
    parser.add_argument("--json", type=Path, help="a file for all that was measured")
    parser.add_argument("--no-memory", action="store_true", help="measure time only")
    parser.add_argument("--quick", action="store_true", help="hold the answers together, no more")
    parser.add_argument("--slack", type=float, help="fail where work is so many times the goal")
    parser.add_argument("--once", help=argparse.SUPPRESS)
    parser.add_argument("--panel", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.once:
        once(given.once, given.panel)
        return
    if unknown := [name for name in given.engines.split(",") if name not in ENGINES]:
        parser.error(f"no such engine: {', '.join(unknown)}")
    asked = 100_000 if given.quick else int(given.rows)
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"panel-{asked}{'-sorted' if given.sorted else ''}.parquet"
        if not file.exists():
            write_panel(asked, file, in_order=given.sorted)
        rows = pl.scan_parquet(file).select(pl.len()).collect().item()
        print(
            f"{rows:,} rows, {file.stat().st_size / 1e6:,.1f} MB, {CORES} cores,"
            f" Python {platform.python_version()}, vn-ict-directive {version('vn-ict-directive')},"
            f" narwhals {version('narwhals')}; medians of {given.runs} runs in turn"
        )
        found: dict[str, Any] = {}
        reference = None
        for name in given.engines.split(","):
            engine = ENGINES[name](file)
            reference = assert_right(engine, reference)
            print(f"{name}: {reference.height:,} verdicts, as by hand and as by evaluate()")
            if not given.quick:
                found[name] = measure(name, engine, rows, given.runs, memory=not given.no_memory)
        if given.json:
            used = {p for name in found for p in ENGINES[name].packages} | {"narwhals"}
            versions = {package: version(package) for package in sorted(used)}
            about = {"rows": rows, "cores": CORES, "runs": given.runs, "versions": versions}
            given.json.write_text(json.dumps(about | {"engines": found}, indent=2), "utf-8")
        work = {
            name: {f: told["processor_seconds"] for f, told in of.items()}
            for name, of in found.items()
        }
        slow = [
            n
            for n, of in work.items()
            if of["library"] > (given.slack or math.inf) * ENGINES[n].goal * of["hand"]
        ]
        if slow:
            sys.exit(f"more than {given.slack} times the goal: {', '.join(slow)}")


if __name__ == "__main__":
    main()
