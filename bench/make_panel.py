"""Make a panel for the benchmarks: a Parquet file of as many figures as wanted.

    python bench/make_panel.py 1e6 panel.parquet
    python bench/make_panel.py 1e8 panel.parquet --sorted

There are 200 indicators, about 20 years to a series, two decimals to a value and a
publication date to every figure; a period is printed once. Some series have ended, some have
begun late, and some are not there at all. A figure follows from its place alone, so that a
panel is always the same, and is written piece by piece, so that its size is that of the disk.
"""

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from vn_ict_directive.criteria import AtLeast, AtMost
from vn_ict_directive.model import Indicator, Organization, Target
from vn_ict_directive.sources import Span
from vn_ict_directive.text import Text
from vn_ict_directive.units import Unit

INDICATORS: Final = 200
YEARS: Final = 20
FIRST_YEAR: Final = 2003
START: Final = dt.date(2015, 1, 1)
PAST: Final = dt.date(2020, 12, 31)
FUTURE: Final = dt.date(2030, 12, 31)
AS_OF: Final = dt.date(2022, 12, 31)
PIECE: Final = 1 << 17
"""Places of a row group: small enough that engines part even a small panel among cores."""

SCHEMA: Final = pa.schema(
    [
        ("entity", pa.string()),
        ("indicator", pa.string()),
        ("period", pa.int32()),
        ("value", pa.float64()),
        ("published", pa.date32()),
    ]
)

_ODD: Final = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)

Whole = np.ndarray[tuple[int], np.dtype[np.uint64]]


def targets() -> tuple[Target, ...]:
    """Return a promise for each indicator: half to rise, half to fall; half of them due."""
    nobody = Organization(id="nobody", name=Text("không ai", "nobody"))
    quote = "lời hứa"
    return tuple(
        Target(
            id=f"target.t{number:03}",
            statement=Text(quote, "promise"),
            span=Span(source="article", start=0, end=len(quote), quote=quote),
            section="section",
            indicator=Indicator(
                id=f"indicator-{number:03}",
                name=Text("một chỉ số", "an indicator"),
                publisher=nobody,
                unit=Unit.SCORE,
            ),
            criterion=AtLeast(value=60) if number % 2 else AtMost(value=40),
            start=START,
            due=PAST if number // 2 % 2 else FUTURE,
        )
        for number in range(INDICATORS)
    )


def _mixed(number: Whole, salt: int = 0) -> Whole:
    """Return what looks drawn at random, and is the same for the same number."""
    salted = (salt * _ODD[0]) % 2**64
    mixed = number * np.uint64(_ODD[0]) + np.uint64(salted)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_ODD[1])
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_ODD[2])
    return mixed ^ (mixed >> np.uint64(31))


def _share(number: Whole, salt: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return (_mixed(number, salt) >> np.uint64(11)).astype(np.float64) / 2.0**53


def _shuffled(places: Whole, total: int) -> Whole:
    """Return another place for each, none twice: a Feistel network, walked until it is inside."""
    half = np.uint64(max(1, (total.bit_length() + 1) // 2))
    mask = np.uint64((1 << int(half)) - 1)

    def once(place: Whole) -> Whole:
        left, right = place >> half, place & mask
        for salt in range(1, 5):
            left, right = right, left ^ (_mixed(right, salt) & mask)
        return (left << half) | right

    places = once(places)
    while (outside := places >= total).any():
        places[outside] = once(places[outside])
    return places


def pieces(rows: int, *, in_order: bool) -> Iterator[pa.RecordBatch]:
    """Yield the panel, piece by piece; about 4 % of the places are empty."""
    entities = max(1, round(rows / (INDICATORS * YEARS * 0.96)))
    total = entities * INDICATORS * YEARS
    names = pa.array([f"E{number:06}" for number in range(entities)])
    indicators = pa.array([target.indicator.id for target in targets() if target.indicator])
    for first in range(0, total, PIECE):
        place = np.arange(first, min(first + PIECE, total), dtype=np.uint64)
        if not in_order:
            place = _shuffled(place, total)
        series, year = place // np.uint64(YEARS), (place % np.uint64(YEARS)).astype(np.int64)
        kind = _share(series, 11)
        # 1 % of the series are missing, 3 % end in 2018, 3 % begin in 2014, 1 % in 2017.
        there = kind >= 0.01
        there &= (kind >= 0.04) | (year <= 15)
        there &= (kind < 0.04) | (kind >= 0.07) | (year >= 11)
        there &= (kind < 0.07) | (kind >= 0.08) | (year >= 14)
        place, series, year = place[there], series[there], year[there]
        level = 30 + 40 * _share(series, 12)
        slope = 2 * _share(series, 13) - 1
        value = np.round(level + slope * year + 3 * (_share(place, 14) - 0.5), 2)
        # Between 15 January and 10 December of the next year.
        epoch = (np.datetime64("1971-01-15") - np.datetime64("1970-01-01")).astype(np.int64)
        day = (year + FIRST_YEAR - 1970).astype("datetime64[Y]").astype("datetime64[D]")
        published = day.astype(np.int64) + epoch + (330 * _share(place, 15)).astype(np.int64)
        entity = (series // np.uint64(INDICATORS)).astype(np.int64)
        indicator = (series % np.uint64(INDICATORS)).astype(np.int64)
        yield pa.record_batch(
            [
                names.take(pa.array(entity)),
                indicators.take(pa.array(indicator)),
                pa.array((year + FIRST_YEAR).astype(np.int32)),
                pa.array(value),
                pa.array(published.astype(np.int32), pa.int32()).cast(pa.date32()),
            ],
            schema=SCHEMA,
        )


def write_panel(rows: int, file: Path, *, in_order: bool = False) -> int:
    """Write a panel of about *rows* to a Parquet file and return how many it has."""
    beside = file.with_name(f".{file.name}.part")
    written = 0
    with pq.ParquetWriter(beside, SCHEMA, compression="zstd") as writer:
        for piece in pieces(rows, in_order=in_order):
            writer.write_batch(piece)
            written += piece.num_rows
    beside.replace(file)
    return written


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rows", type=float, help="about how many, such as 1e6")
    parser.add_argument("file", type=Path)
    parser.add_argument("--sorted", action="store_true", help="by entity, indicator and period")
    given = parser.parse_args()
    print(f"{write_panel(int(given.rows), given.file, in_order=given.sorted):,} rows")
