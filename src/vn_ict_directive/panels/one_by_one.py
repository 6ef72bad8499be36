"""Series that are judged one by one: few, and with rules that :func:`evaluate` has.

They are those with figures of which only a bound is known, reports of events, series that state
terms of their own, and those whose target has stages, a band, or a limit relative to an earlier
value, is to be reached or maintained, or refuses figures by another method, or whose indicator
has declared breaks. Their rows are brought over, and their verdicts put among the others.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import attrs
import narwhals as nw

from vn_ict_directive.criteria import AtLeast, AtMost, LeadingGroup, Milestone
from vn_ict_directive.evaluation import Evaluation, evaluate
from vn_ict_directive.evaluation.outcome import Timing
from vn_ict_directive.evaluation.record import codes
from vn_ict_directive.ingest.cells import source_of
from vn_ict_directive.ingest.roles import SOURCED
from vn_ict_directive.model import Target
from vn_ict_directive.observations import Observation, Series
from vn_ict_directive.panels import engines
from vn_ict_directive.panels.columns import Columns, day_of
from vn_ict_directive.panels.engines import Frame
from vn_ict_directive.panels.intake import SIGNS
from vn_ict_directive.panels.rules import OUTPUT
from vn_ict_directive.panels.target_columns import Measured
from vn_ict_directive.periods import Period, to_publication

_TEXTS: Final = ("target", "status", "outcome", "pace", "period", "reasons")


def apart(targets: Sequence[Target], *, everything: bool) -> tuple[Target, ...]:
    """Return the targets by which every series is judged by itself."""
    return tuple(
        target
        for target in targets
        if everything
        or not isinstance(target.criterion, Measured)
        or target.mode != "at"
        or target.on_break == "refuse"
        or target.indicator.breaks
    )


def part(
    rows: Frame, columns: Columns, singly: Sequence[Target]
) -> tuple[Frame, list[Mapping[str, Any]]]:
    """Part the rows of series that are judged one by one from the others.

    Args:
        rows: Sound rows, by our names.
        columns: What they are.
        singly: The targets by which every series is judged by itself.

    Returns:
        The rows of the others, and those of such series, brought over.
    """
    found: list[Mapping[str, Any]] = []
    if singly:
        mine = nw.col("indicator").is_in(sorted({target.indicator.id for target in singly}))
        found, rows = _brought(rows.filter(mine)), rows.filter(~mine)
    if "_sign" not in rows.collect_schema():
        return rows, found
    series = [*columns.by, "indicator"]
    bounded = engines.distinct(rows.filter(nw.col("_sign") > 0), *series)
    with_bounds = _brought(engines.join(rows, bounded, on=series, how="semi"))
    if with_bounds:
        rows = engines.join(rows, bounded, on=series, how="anti")
    return rows, found + with_bounds


def _brought(rows: Frame) -> list[Mapping[str, Any]]:
    """Return rows as Python has them; missing cells are NaN, NaT or NA in pandas."""

    def cell(value: Any) -> Any:
        value = nw.to_py_scalar(value)
        return value if value == value else None  # noqa: PLR0124 - NaN and NaT do not

    table = engines.collected(rows)
    found: list[Mapping[str, Any]] = list(table.iter_rows(named=True))
    if not table.implementation.is_pandas_like():
        return found
    return [{name: cell(value) for name, value in row.items()} for row in found]


def blank(
    home: Frame, bearers: Frame, targets: Sequence[Target], as_of: dt.date, timing: Timing
) -> Frame:
    """Return the verdicts that bearers have by targets without any figure."""
    rows = [_cells(evaluate(t, None, as_of=as_of, timing=timing)) for t in targets]
    return engines.cross(bearers, _table(home, OUTPUT, rows))


def judge_each(
    home: Frame,
    verdicts: Frame,
    found: Sequence[Mapping[str, Any]],
    columns: Columns,
    targets: Sequence[Target],
    as_of: dt.date,
    timing: Timing,
) -> Frame:
    """Put the verdicts of series in the place of those without their figures.

    Args:
        home: Rows of the caller's, which a table of verdicts is made to stand beside.
        verdicts: Those of all, a row a bearer and target.
        found: The rows of the series that are judged one by one.
        columns: What the rows are.
        targets: What to judge by.
        as_of: The date of the evaluation: only what was known on it counts.
        timing: By reference period or by publication: which figures count for the due date.
    """
    series, names = [*columns.by, "indicator"], [*columns.by, *OUTPUT]
    rows = [
        (*bearer, *_cells(evaluate(target, mine, as_of=as_of, timing=timing)))
        for (*bearer, indicator), figures in _grouped(found, series)
        for target in targets
        if target.indicator.id == indicator
        for target, mine in [(_own(target, figures, columns), _series(figures, indicator, columns))]
    ]
    if not rows:
        return verdicts
    schema = verdicts.collect_schema()
    types = (nw.col(name).cast(schema[name]) for name in columns.by)
    ours = _table(home, names, rows).with_columns(*types)
    rest = engines.join(verdicts, ours, on=[*columns.by, "target"], how="anti")
    return engines.stack([rest.select(*names), ours])


def series_of(
    rows: Frame, columns: Columns, target: Target, entity: str | int, reporter: str | None
) -> list[tuple[Target, Series]]:
    """Return the series of an entity, one a reporter, each with the target on its own terms."""
    mine = (nw.col("entity") == entity) & (nw.col("indicator") == target.indicator.id)
    asked = [row for row in _brought(rows.filter(mine)) if reporter in {None, row.get("reporter")}]
    found = []
    for names, figures in _grouped(asked, columns.by[1:]):
        about: dict[str, Any] = {"entity": str(entity)}
        about |= {role: name or None for role, name in zip(columns.by[1:], names, strict=True)}
        series = attrs.evolve(_series(figures, target.indicator.id, columns), **about)
        found.append((_own(target, figures, columns), series))
    return found


def _grouped(
    rows: Iterable[Mapping[str, Any]], names: Sequence[str]
) -> Iterable[tuple[tuple[Any, ...], list[Mapping[str, Any]]]]:
    """Return the rows of each combination of cells in the columns *names*, in their order."""
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return groups.items()


def _cells(verdict: Evaluation) -> Iterator[str]:
    """Yield what a panel says of a verdict, as text; what is missing is blank."""
    said = codes(verdict)
    for name in OUTPUT:
        cell = said[name]
        yield "" if cell is None else cell if isinstance(cell, str) else repr(cell)


def _table(frame: Frame, names: Sequence[str], rows: Sequence[Iterable[Any]]) -> Frame:
    """Make a table of verdicts on the engine of *frame*; it holds texts, some of them blank."""
    cells = map(list, zip(*rows, strict=True))
    table = engines.small_table(frame, dict(zip(names, cells, strict=True)))
    there = {name: nw.when(nw.col(name) != "").then(nw.col(name)) for name in OUTPUT}
    return table.with_columns(
        **{n: text if n in _TEXTS else text.cast(nw.Float64) for n, text in there.items()}
    )


def _own(target: Target, figures: Sequence[Mapping[str, Any]], columns: Columns) -> Target:
    """Return *target* with the terms that its series states, which may come before an earliest."""
    if not columns.own_terms:
        return target
    stated = {
        name: next((row[name] for row in figures if row[name] is not None), None)
        for name in columns.own_terms
    }
    own: dict[str, Any] = {n: day_of(day) for n in ("start", "due") if (day := stated.get(n))}
    criterion, limit, best = target.criterion, stated.get("limit"), stated.get("best")
    if isinstance(criterion, AtLeast | AtMost) and limit is not None:
        criterion = attrs.evolve(criterion, value=limit)
    elif isinstance(criterion, LeadingGroup) and (limit, best) != (None, None):
        worst = criterion.worst if limit is None else _rank(limit)
        criterion = LeadingGroup(worst=worst, best=None if best is None else _rank(best))
    elif isinstance(criterion, Milestone) and criterion.earliest:
        too_late = criterion.earliest > own.get("due", target.due)
        criterion = attrs.evolve(criterion, earliest=None) if too_late else criterion
    return attrs.evolve(target, criterion=criterion, **own)


def _rank(number: float) -> Any:
    """Return a whole number as one; what is none is left to the criterion, which refuses it."""
    return int(number) if number == int(number) else number


def _series(figures: Sequence[Mapping[str, Any]], indicator: str, columns: Columns) -> Series:
    return Series(
        indicator=indicator,
        observations=[
            Observation(
                period=columns.periods.get(row["period"], row["period"]),
                value=row["value"],
                published=_published(row.get("published"), columns),
                flags=set(flags.split()) if (flags := row.get("flags")) else (),
                bound=SIGNS[row.get("_sign", 0)],
                source=source_of(*(row.get(role) or "" for role in SOURCED)),
            )
            for row in figures
            if row["value"] is not None
        ],
    )


def _published(value: Any, columns: Columns) -> Period | None:
    if value is None:
        return None
    return columns.publications.get(value) or _publication(value)


_publication = lru_cache(2**15)(to_publication)  # as many days as ninety years have
