"""Measure small panels: what most people have, beside a loop over evaluate().

    python bench/small.py
    python bench/small.py --engines polars,pandas --runs 15
    python bench/small.py --quick     one size; fails where a ratio is twice what it was

The tables lie in memory, in no order. Everything runs in turn, and medians are shown. The goal
for tables in memory is 1.5 times the loop or 50 ms, whichever is more.
"""

import argparse
import random
import statistics
import sys
import time
from typing import Any, Final

import attrs
import polars as pl

from vn_ict_directive import DIRECTIVE_01, Series, Target, evaluate
from vn_ict_directive.panels import evaluate_panel

SIZES: Final = {"63x1x4": (63, 1, 4), "63x12x4": (63, 12, 4), "63x12x20": (63, 12, 20)}
QUARTERS: Final = {"34x24x20 quarters": (34, 24, 20)}
AS_OF: Final = "2020-12-31"
MOST: Final = {"polars": 0.8, "pandas": 0.8, "pyarrow": 0.8, "duckdb": 3.5}
"""How many times the loop the size of a quick run may take: twice what was measured."""

Figures = dict[tuple[str, str], dict[str | int, float]]


def table(
    entities: int, indicators: int, periods: int, *, quarters: bool
) -> tuple[list[Target], Figures]:
    """Return targets, and the figures of each entity and indicator, always the same."""
    rng = random.Random(2020)  # noqa: S311 - nothing secret
    one = DIRECTIVE_01.target("it-application.egdi-rank")
    targets = [
        attrs.evolve(one, id=f"t-{n}", indicator=attrs.evolve(one.indicator, id=f"indicator-{n}"))
        for n in range(indicators)
    ]
    names: list[str | int] = [2021 - periods + n for n in range(periods)]
    if quarters:
        names = [f"{2016 + n // 4}-Q{n % 4 + 1}" for n in range(periods)]
    figures = {
        (f"E{n:03}", target.indicator.id): {name: float(rng.randint(1, 190)) for name in names}
        for n in range(entities)
        for target in targets
    }
    return targets, figures


def loop(targets: list[Target], figures: Figures) -> list[Any]:
    """Do what one would without panels."""
    by_indicator = {target.indicator.id: target for target in targets}
    return [
        evaluate(by_indicator[name], Series.of(name, pairs, entity=entity), as_of=AS_OF)
        for (entity, name), pairs in figures.items()
    ]


def frames(figures: Figures, engines: list[str]) -> dict[str, Any]:
    """Return the table on each engine."""
    rows = [(*key, period, value) for key, own in figures.items() for period, value in own.items()]
    frame = pl.DataFrame(rows, ["entity", "indicator", "period", "value"], orient="row")
    frame = frame.sample(fraction=1, shuffle=True, seed=7)
    made: dict[str, Any] = {}
    if "polars" in engines:
        made["polars"] = frame
    if "pandas" in engines:
        made["pandas"] = frame.to_pandas()
    if "pyarrow" in engines:
        made["pyarrow"] = frame.to_arrow()
    if "duckdb" in engines:
        import duckdb

        made["duckdb"] = duckdb.connect().from_arrow(frame.to_arrow())
    return made


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--engines", default="polars,pandas,pyarrow,duckdb")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--quick", action="store_true", help="one size; hold its ratios")
    given = parser.parse_args()
    sizes = {"63x12x20": SIZES["63x12x20"]} if given.quick else SIZES | QUARTERS
    slow: list[str] = []
    print("milliseconds, and times the loop; medians of", given.runs, "runs in turn")
    for name, size in sizes.items():
        targets, figures = table(*size, quarters=name in QUARTERS)
        made = frames(figures, given.engines.split(","))
        times: dict[str, list[float]] = {"loop": [], **{engine: [] for engine in made}}
        for _ in range(given.runs + 1):
            began = time.perf_counter()
            loop(targets, figures)
            times["loop"].append(time.perf_counter() - began)
            for engine, frame in made.items():
                began = time.perf_counter()
                answer = evaluate_panel(frame, targets, as_of=AS_OF)
                if engine == "duckdb":
                    answer.fetchall()
                times[engine].append(time.perf_counter() - began)
        medians = {what: statistics.median(runs[1:]) * 1e3 for what, runs in times.items()}
        for what, median in medians.items():
            print(f"  {name:18} {what:8} {median:9.1f} ms {median / medians['loop']:7.2f}")
        slow += [e for e in made if medians[e] > MOST[e] * medians["loop"]]
    if given.quick and slow:
        sys.exit(f"more than {MOST} times the loop: {', '.join(slow)}")


if __name__ == "__main__":
    main()
