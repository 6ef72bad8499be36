"""The engines that a panel can lie in: each is a way there from a table of Polars.

Tables of pandas and PyArrow are judged by way of Polars; the engines that are alone work as
where it is not installed.

``pytest --engines`` says on which of them runs what takes an ``engine``. An engine that is asked
for and not installed is an error.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

Way = Callable[[Any], Any]


def duckdb(frame: Any) -> Any:
    # A connection of its own, not the shared one; a few rows keep no second thread busy.
    few = {"threads": 1} if len(frame) < 100_000 else {}
    connection = import_module("duckdb").connect(config=few)
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
        .config("spark.sql.timestampType", "TIMESTAMP_NTZ")  # a time without a zone stays one
        .getOrCreate()
    )
    return session.createDataFrame(frame.to_arrow())


def polars(frame: Any) -> Any:
    return frame


def polars_lazy(frame: Any) -> Any:
    return frame.lazy()


def pandas_arrow(frame: Any) -> Any:
    return frame.to_pandas(use_pyarrow_extension_array=True)


def pandas_alone(frame: Any) -> Any:
    return pandas(frame)


def pyarrow_alone(frame: Any) -> Any:
    return pyarrow(frame)


QUICK: tuple[Way, ...] = (polars, pandas, pandas_alone, duckdb)
ALL: tuple[Way, ...] = (*QUICK, polars_lazy, pandas_arrow, pyarrow, ibis, pyarrow_alone)
"""All but PySpark, which needs Java."""

IN_TURN = ("quick", "in-turn")
"""The groups of which each case is tried on one."""


def named(names: str) -> tuple[Way, ...]:
    """Return the engines that are named, with commas between, or all of a group.

    ``quick`` and ``in-turn`` try each case on one of their engines, the laws on every one.
    """
    groups = {"quick": QUICK, "in-turn": ALL, "all": ALL} | {
        way.__name__: (way,) for way in (*ALL, pyspark)
    }
    if unknown := set(names.split(",")) - set(groups):
        expected = ", ".join(groups)
        raise pytest.UsageError(f"--engines: {', '.join(unknown)} should be one of {expected}")
    return tuple(way for name in names.split(",") for way in groups[name])
