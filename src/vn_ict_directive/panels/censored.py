"""Series with figures of which only a bound is known: few, and judged one by one.

A figure with a bound has rules of its own, which :func:`~vn_ict_directive.evaluate` has. The
rows of such series are brought over, and their verdicts put among those of the others.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs
import narwhals as nw

from vn_ict_directive.evaluation import Evaluation, evaluate
from vn_ict_directive.evaluation.outcome import Timing
from vn_ict_directive.model import Target
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.panels.columns import Columns
from vn_ict_directive.panels.engines import Frame, collected, distinct, join, small_table, stack
from vn_ict_directive.panels.intake import SIGNS
from vn_ict_directive.panels.rules import OUTPUT
from vn_ict_directive.periods import Period

__all__ = ["judge_censored", "part"]

_TEXTS: Final = ("target", "status", "outcome", "pace", "period", "reasons")


def part(rows: Frame, columns: Columns) -> tuple[Frame, nw.DataFrame[Any] | None]:
    """Part the series in which a bound is known from the others.

    Returns:
        The rows of the others, and those of such series, brought over; None without any.
    """
    if "_sign" not in rows.collect_schema():
        return rows, None
    series = [*columns.by, "indicator"]
    these = distinct(rows.filter(nw.col("_sign") > 0), *series).with_columns(_censored=nw.lit(1))
    marked = join(rows, these, on=series)
    found = collected(marked.filter(~nw.col("_censored").is_null()))
    if not len(found):
        return rows, None
    return marked.filter(nw.col("_censored").is_null()).drop("_censored"), found


def judge_censored(
    verdicts: Frame,
    found: nw.DataFrame[Any],
    columns: Columns,
    targets: Sequence[Target],
    as_of: dt.date,
    timing: Timing,
) -> Frame:
    """Put the verdicts of series with bounds in the place of those without their figures.

    Args:
        verdicts: Those of all, a row a bearer and target.
        found: The rows of series with bounds.
        columns: What the rows are.
        targets: What to judge by.
        as_of: The date of the evaluation: only what was known on it counts.
        timing: By reference period or by publication: which figures count for the due date.
    """
    series = [*columns.by, "indicator"]
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for cells in found.iter_rows(named=True):
        row = {name: _cell(value) for name, value in cells.items()}
        groups.setdefault(tuple(row[name] for name in series), []).append(row)
    rows = [
        (*bearer[:-1], *_record(evaluate(target, mine, as_of=as_of, timing=timing)))
        for bearer, figures in groups.items()
        for target in _theirs(targets, figures, bearer[-1], columns)
        for mine in [_series(figures, target, columns)]
    ]
    keys = [*columns.by, "target"]
    names = [*columns.by, *OUTPUT]
    table = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    schema = verdicts.collect_schema()
    ours = small_table(verdicts, table).with_columns(
        *(nw.col(name).cast(schema[name]) for name in columns.by),
        *(_or_null(name) for name in OUTPUT if name in _TEXTS),
        *(_or_null(name).cast(nw.Float64) for name in OUTPUT if name not in _TEXTS),
    )
    marked = join(verdicts, ours.select(*keys).with_columns(_ours=nw.lit(1)), on=keys)
    rest = marked.filter(nw.col("_ours").is_null()).select(*names)
    return stack([rest, ours.select(*names)])


def _cell(value: Any) -> Any:
    """Return a value of Python's own; missing ones are NaN, NaT or NA in pandas."""
    value = nw.to_py_scalar(value)
    return value if value == value else None  # noqa: PLR0124 - NaN and NaT do not


def _or_null(name: str) -> nw.Expr:
    return nw.when(nw.col(name) != "").then(nw.col(name)).alias(name)


def _theirs(
    targets: Sequence[Target], figures: list[dict[str, Any]], indicator: str, columns: Columns
) -> Iterator[Target]:
    """Yield the targets of an indicator, due when the series states it."""
    for target in targets:
        if target.indicator.id == indicator:
            dates = ("start", "due") if columns.own_dates else ()
            own: dict[str, Any] = {name: _day(figures[0][name]) for name in dates}
            yield attrs.evolve(target, **own)


def _day(value: Any) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _series(figures: list[dict[str, Any]], target: Target, columns: Columns) -> Series:
    return Series(
        indicator=target.indicator.id,
        observations=[
            Observation(
                period=columns.periods.get(row["period"]) or Period.of(row["period"]),
                value=row["value"],
                published=_published(row.get("published"), columns),
                flags=set((row.get("flags") or "").split()),
                bound=SIGNS[row["_sign"]],
            )
            for row in figures
            if row["value"] is not None
        ],
    )


def _published(value: Any, columns: Columns) -> Period | None:
    if value is None:
        return None
    return columns.publications.get(value) or Period.of(_day(value))


def _record(verdict: Evaluation) -> tuple[str, ...]:
    """Return what a panel says of a verdict, as text; what is missing is blank."""
    observation, baseline = verdict.observation, verdict.baseline
    said: dict[str, Any] = {
        "target": verdict.target.id,
        "status": verdict.status.value,
        "outcome": verdict.outcome.value,
        "pace": verdict.pace.value,
        "value": verdict.value,
        "period": None if observation is None else str(observation.period),
        "gap": verdict.gap,
        "baseline": None if baseline is None else baseline.value,
        "ratio": verdict.ratio,
        "lead": verdict.lead,
        "projected": verdict.projected,
        "required": verdict.required,
        "reasons": " ".join(verdict.reasons),
    }
    cells = (said[name] for name in OUTPUT)
    return tuple(
        "" if cell is None else cell if isinstance(cell, str) else repr(cell) for cell in cells
    )
