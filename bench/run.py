"""Measure what a user waits for: the import, and a verdict.

    python bench/run.py            about a minute
    python bench/run.py --quick    a few seconds; fails where a ratio is twice its goal

Run it in an environment in which the package is installed. Everything that is
compared runs in turn, in one process or as fresh ones, and medians are shown:
machines are noisy.
"""

import argparse
import datetime as dt
import statistics
import subprocess
import sys
import timeit
from collections.abc import Callable, Mapping

from vn_ict_directive import DIRECTIVE_01, Series, evaluate

TARGET = DIRECTIVE_01.target("it-application.egdi-rank")
YEARS = range(2001, 2021)
AS_OF = dt.date(2020, 12, 31)


def figures(*, vintages: bool) -> Series:
    """Make 20 points, each with a publication date; one of them printed twice."""
    points = [(year, 2101 - year, f"{year}-07-15") for year in YEARS]
    if vintages:
        points.append((2010, 90, "2011-03-01"))
    return Series.of("egdi-rank", points)


def plain(points: list[tuple[int, int, float]], as_of: int) -> tuple[str, str, float, float]:
    """Do only the arithmetic of a verdict: no dates, no checks, no reasons, no record."""
    start, opens, due, edge = 2019.5, 2020, 2021, 75.0
    baseline = latest = decided = None
    for end, known, value in points:
        if known <= as_of:
            latest = (end, value)
            if known <= start:
                baseline = latest
            if opens < end <= due:
                decided = latest
    if baseline is None or latest is None or decided is None:
        return "awaiting", "", 0.0, 0.0
    outcome = "met" if decided[1] <= edge else "missed"
    attained = (baseline[1] - latest[1]) / (baseline[1] - edge)
    elapsed = (latest[0] - baseline[0]) / (due - baseline[0])
    ratio = attained / elapsed if elapsed else 0.0
    if latest[1] <= edge:
        pace = "holding"
    elif ratio >= 0.95:
        pace = "on_track"
    elif ratio >= 0.6:
        pace = "slow"
    else:
        pace = "stalled" if ratio >= 0 else "regressing"
    return outcome, pace, attained, ratio


def in_turn(jobs: Mapping[str, Callable[[], object]], rounds: int, number: int) -> dict[str, float]:
    """Time every job once a round and return the median microseconds of each."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            times[name].append(timeit.timeit(job, number=number) / number * 1e6)
    return {name: statistics.median(values) for name, values in times.items()}


def jobs() -> dict[str, Callable[[], object]]:
    """Return what is timed of verdicts, by name."""
    single, revised = figures(vintages=False), figures(vintages=True)
    bare = [(year + 1, year, float(2101 - year)) for year in YEARS]
    years = {year: 2101 - year for year in YEARS}
    quarters = {f"{2016 + n // 4}-Q{n % 4 + 1}": 100 - n for n in range(20)}
    days = {f"2020-11-{n + 1:02}": 100 - n for n in range(20)}
    return {
        "arithmetic alone, plain function": lambda: plain(bare, 2021),
        "evaluate, 20 points": lambda: evaluate(TARGET, single, as_of=AS_OF),
        "evaluate, 20 points and a vintage": lambda: evaluate(TARGET, revised, as_of=AS_OF),
        "evaluate, as_of as text": lambda: evaluate(TARGET, single, as_of="2020-12-31"),
        "Series.of, 20 years": lambda: Series.of("egdi-rank", years),
        "Series.of, 20 quarters": lambda: Series.of("egdi-rank", quarters),
        "Series.of, 20 days": lambda: Series.of("egdi-rank", days),
        "pairs to verdict, 20 years": lambda: evaluate(TARGET, years, as_of=AS_OF),
    }


GOALS = {"Series.of, 20 years": 4, "Series.of, 20 quarters": 8, "Series.of, 20 days": 8}
"""How many times the time of a verdict on 20 points a job may take."""
SLACK = 2
"""How many times its goal a job may take in a quick run, on whatever machine."""


def verdicts(rounds: int, number: int) -> list[str]:
    """Compare a full verdict with the bare arithmetic, and the making of a series with both.

    Returns:
        What takes more than its goal allows, slack included.
    """
    medians = in_turn(jobs(), rounds, number)
    one = medians["evaluate, 20 points"]
    print("microseconds, and times a verdict on 20 points; medians of", rounds, "rounds in turn")
    for name, median in medians.items():
        goal = f" (goal: at most {GOALS[name]})" if name in GOALS else ""
        print(f"  {median:9.2f}  {median / one:6.2f}  {name}{goal}")
    return [name for name, goal in GOALS.items() if medians[name] > SLACK * goal * one]


def imports(rounds: int) -> None:
    """Compare imports as whole processes, and as the time above an empty interpreter's."""
    commands = {
        "an empty interpreter": "pass",
        "import attrs": "import attrs",
        "import vn_ict_directive": "import vn_ict_directive",
        "DIRECTIVE_01 and evaluate as well": (
            "from vn_ict_directive import DIRECTIVE_01, evaluate, scorecard"
        ),
    }
    jobs = {
        name: (lambda code=code: subprocess.run([sys.executable, "-c", code], check=True))
        for name, code in commands.items()
    }
    for job in jobs.values():  # once, for the caches
        job()
    medians = in_turn(jobs, rounds, 1)
    empty, attrs = medians["an empty interpreter"], medians["import attrs"]
    print("\nimport, medians of", rounds, "processes in turn (goal: at most 1.6 times attrs)")
    for name, median in medians.items():
        above = (median - empty) / (attrs - empty)
        print(
            f"  {median / 1000:7.1f} ms  {median / attrs:5.2f} times attrs as a process,"
            f" {above:5.2f} above the empty one  {name}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fail where a ratio is twice its goal")
    quick = parser.parse_args().quick
    slow = verdicts(rounds=5 if quick else 15, number=500 if quick else 5000)
    imports(rounds=3 if quick else 25)
    if quick and slow:
        sys.exit(f"more than {SLACK} times the goal: {', '.join(slow)}")
