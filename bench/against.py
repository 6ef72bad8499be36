"""Measure verdicts in two source trees, in turn: what a change costs, or saves.

    git worktree add ../before main
    python bench/against.py ../before/src src
    python bench/against.py ../before/src src --rows 1e7 --rounds 7

Each tree runs in a process of its own, and every job runs in one after the other. The jobs are
those of run.py that both can do; with --rows panels of so many, on Polars and DuckDB.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

WORKER = r"""
import sys, time, timeit
if len(sys.argv) == 1:
    from run import jobs
    known = jobs()
else:
    import duckdb, polars
    from make_panel import AS_OF, targets
    from vn_ict_directive.panels import evaluate_panel
    goals = targets()
    def judged(panel):
        return evaluate_panel(panel, goals, as_of=AS_OF, check=False, revised=False)
    known = {
        "polars": lambda: judged(polars.scan_parquet(sys.argv[1])).collect(engine="streaming"),
        "duckdb": lambda: judged(duckdb.read_parquet(sys.argv[1])).to_arrow_table(),
    }
for name, job in list(known.items()):
    try:
        job()
    except Exception:
        del known[name]
print(*known, sep="\t", flush=True)
for line in sys.stdin:
    name, number = line.rstrip("\n").split("\t")
    worked = time.process_time()
    clock = timeit.timeit(known[name], number=int(number)) / int(number) * 1e6
    print(clock, (time.process_time() - worked) / int(number) * 1e6, flush=True)
"""


class Tree:
    """A process that does jobs by the package of one source tree."""

    def __init__(self, folder: Path, *panel: str) -> None:
        paths = os.pathsep.join((str(folder), str(Path(__file__).parent)))
        process: Any = subprocess.Popen(
            [sys.executable, "-c", WORKER, *panel],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": paths},
        )
        self.asked, self.answers = process.stdin, process.stdout
        self.jobs = self.answers.readline().rstrip("\n").split("\t")

    def microseconds(self, job: str, number: int) -> tuple[float, ...]:
        """Do one job so many times; return what it takes once on the clock, and of the processor."""
        print(job, number, sep="\t", file=self.asked, flush=True)
        return tuple(map(float, self.answers.readline().split()))


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("trees", type=Path, nargs=2, help="folders with the package, old and new")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--number", type=int, default=500)
    parser.add_argument("--rows", type=float, help="measure panels of so many rows, such as 1e6")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        panel = ()
        if given.rows:
            from make_panel import write_panel

            panel = (str(Path(folder) / "panel.parquet"),)
            write_panel(int(given.rows), Path(panel[0]))
        old, new = (Tree(tree, *panel) for tree in given.trees)
        measure(old, new, given.rounds, 1 if panel else given.number)


def measure(old: Tree, new: Tree, rounds: int, number: int) -> None:
    """Do every job that both trees can do, in turn, and print the medians."""
    print(
        "microseconds, old and new; times the clock, times the work; medians of", rounds, "in turn"
    )
    for job in [name for name in new.jobs if name in old.jobs]:
        pairs = [
            (old.microseconds(job, number), new.microseconds(job, number)) for _ in range(rounds)
        ]
        one, other = (statistics.median(pair[tree][0] for pair in pairs) for tree in (0, 1))
        clock, work = (
            statistics.median(after[what] / before[what] for before, after in pairs)
            for what in (0, 1)
        )
        print(f"  {one:11.2f}  {other:11.2f}  {clock:5.2f}  {work:5.2f}  {job}")


if __name__ == "__main__":
    main()
