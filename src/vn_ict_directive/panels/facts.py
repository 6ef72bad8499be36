"""What is asked of the rows of a series, and what a few aggregations find.

Rows come with ``at``, the position of a period's last day, and with the indicator_key of their
indicator. Each question becomes a column of rows, and its answer
the greatest or least of that column in a series, sometimes with the value beside it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

import narwhals as nw
from narwhals import col as c

from vn_ict_directive.model import Target
from vn_ict_directive.panels import target_columns
from vn_ict_directive.panels.columns import Columns, position
from vn_ict_directive.panels.engines import Frame, Table, aggregate, choose, join
from vn_ict_directive.panels.indicator_keys import IndicatorKeys
from vn_ict_directive.panels.target_columns import Plan

TIER: Final = 2**22
"""More than any position of a day."""


def number_facts(
    rows: Frame,
    columns: Columns,
    layer: Sequence[Target],
    plan: Plan,
    keys: IndicatorKeys,
    by_due: Frame | None = None,
) -> tuple[Frame, Sequence[str]]:
    """Ask what targets with a number need to know of each series.

    Args:
        rows: Figures that are known, of the layer's indicators.
        columns: What they are.
        layer: The targets, one to an indicator.
        plan: What they need to know.
        keys: How rows tell their indicator.
        by_due: The figures as they were known at the due date, where these count for it.

    Returns:
        A row a series, and the names of the figures that were fetched: for each
        ``{name}_key`` and ``{name}_value``;
        beside them ``late_low`` and ``late_high`` of figures after the due date.
    """
    series, names = [*columns.by, "indicator_key"], [t.indicator.id for t in layer]
    rows = keys.look_up(rows, names, target_columns.of_rows(layer))
    at, key, nothing = c("at"), columns.key(), nw.lit(-1)
    at_start = _known_by(columns, keys, {t.indicator.id: t.start for t in layer}, "start_at")
    base = choose((at_start, at + 2 * TIER), (at <= c("start_at"), at + TIER), default=TIER - at)
    asked = {"latest": key, "base": base}
    extremes = {"greatest": ("value", "max")} if plan.shares else {}
    if columns.flags:
        asked["flagged"] = nw.when(c("broken") == 1).then(at).otherwise(nothing)
    known_then, late = None, at > c("due_at")
    if plan.decided and by_due is None:
        asked["due"] = nw.when(late).then(nothing).otherwise(key)
    elif by_due is not None:
        known_then = aggregate(by_due.with_columns(due_key=key), series, ["due"])
        # What came out later must describe later times, too, than all that was known then.
        last = columns.at(c("due_key")).alias("last_at")
        rows = join(rows, known_then.select(*series, last), on=series)
        late = (at > c("last_at").fill_null(-1)) & (columns.known() > c("due_at"))
    new = {f"{name}_key": asks for name, asks in asked.items()}
    if plan.decided:
        new["late"] = nw.when(late).then(c("value"))
        extremes |= {"late_low": ("late", "min"), "late_high": ("late", "max")}
    found = aggregate(rows.with_columns(**new), series, list(asked), extremes)
    if known_then is None:
        return found, list(asked)
    return join(found, known_then, on=series), [*asked, "due"]


def known_by_due(
    rows: Frame, columns: Columns, layer: Sequence[Target], keys: IndicatorKeys
) -> Frame:
    """Return the figures that were known at the due date.

    Args:
        rows: Figures, of the layer's indicators.
        columns: What they are.
        layer: The targets, one to an indicator.
        keys: How rows tell their indicator.
    """
    names = [t.indicator.id for t in layer]
    dues: Table = {"due_at": [position(t.due) for t in layer]}
    known = _known_by(columns, keys, {t.indicator.id: t.due for t in layer}, "due_at")
    return keys.look_up(rows, names, dues).filter(known).drop("due_at")


def _known_by(
    columns: Columns, keys: IndicatorKeys, days: Mapping[str, dt.date], column: str
) -> nw.Expr:
    """Whether a row was known by the day of its indicator, which *column* holds the place of."""
    by_case = keys.cases(days, columns.known_by)
    return columns.known() <= c(column) if by_case is None else by_case
