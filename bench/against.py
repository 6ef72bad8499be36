"""Measure verdicts in two source trees, in turn: what a change costs, or saves.

    git worktree add ../before main
    python bench/against.py ../before/src src

Each tree runs in a process of its own, and every job runs in one after the other. The jobs are
those of run.py that both can do.
"""

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

WORKER = r"""
import sys, timeit
from run import jobs
known = jobs()
for name, job in list(known.items()):
    try:
        job()
    except Exception:
        del known[name]
print(*known, sep="\t", flush=True)
for line in sys.stdin:
    name, number = line.rstrip("\n").split("\t")
    print(timeit.timeit(known[name], number=int(number)) / int(number) * 1e6, flush=True)
"""


class Tree:
    """A process that does jobs by the package of one source tree."""

    def __init__(self, folder: Path) -> None:
        paths = os.pathsep.join((str(folder), str(Path(__file__).parent)))
        process: Any = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": paths},
        )
        self.asked, self.answers = process.stdin, process.stdout
        self.jobs = self.answers.readline().rstrip("\n").split("\t")

    def microseconds(self, job: str, number: int) -> float:
        """Do one job so many times and return how long it takes once."""
        print(job, number, sep="\t", file=self.asked, flush=True)
        return float(self.answers.readline())


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("trees", type=Path, nargs=2, help="folders with the package, old and new")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--number", type=int, default=500)
    given = parser.parse_args()
    old, new = map(Tree, given.trees)
    print("microseconds, old and new, and how many times; medians of", given.rounds, "in turn")
    for job in [name for name in new.jobs if name in old.jobs]:
        pairs = [
            (old.microseconds(job, given.number), new.microseconds(job, given.number))
            for _ in range(given.rounds)
        ]
        one, other = map(statistics.median, zip(*pairs, strict=True))
        ratio = statistics.median(after / before for before, after in pairs)
        print(f"  {one:9.2f}  {other:9.2f}  {ratio:5.2f}  {job}")


if __name__ == "__main__":
    main()
