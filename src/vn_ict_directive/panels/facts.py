"""What is asked of the rows of a series, and what a few aggregations find.

Rows come with ``at``, the position of a period's last day, and with the indicator_key of their
indicator. Each question becomes a column of rows, and its answer
the greatest or least of that column in a series, sometimes with the value beside it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

import attrs
import narwhals as nw
from narwhals import col as c

from vn_ict_directive.model import Target
from vn_ict_directive.panels import target_columns
from vn_ict_directive.panels.columns import NUMBERS, Columns, position
from vn_ict_directive.panels.engines import (
    Fact,
    Frame,
    Table,
    aggregate,
    choose,
    join,
)
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
        ``{name}_key`` and ``{name}_value``, and ``{name}_number`` of periods in text;
        beside them ``late_low``, ``late_high`` and ``late_in`` of figures after the due date.
    """
    series, names = [*columns.by, "indicator_key"], [t.indicator.id for t in layer]
    terms = target_columns.of_rows(layer, plan)
    rows = keys.look_up(rows, names, terms)
    then = rows if by_due is None else keys.look_up(by_due, names, terms)
    asked = _Questions(columns)
    at = c("at")
    asked.for_figure("latest", at)
    at_start = _known_by(columns, keys, {t.indicator.id: t.start for t in layer}, "start_at")
    base = choose((at_start, at + 2 * TIER), (at <= c("start_at"), at + TIER), default=TIER - at)
    asked.for_key("base", base)
    if plan.shares:
        asked.extremes["greatest"] = ("value", "max")
    found, asked_then = None, _Questions(columns)
    if by_due is None:
        asked.by_the_due_date(plan, when=at <= c("due_at"))
    else:
        asked_then.by_the_due_date(plan)
        found = asked_then.found(then)
    if plan.decided:
        late = at > c("due_at")
        if found is not None:
            # What came out later must describe later times, too, than all that was known then.
            last = columns.unmarked(c("due_key")).alias("last_at")
            rows = join(rows, found.select(*series, last), on=series)
            late = (at > c("last_at").fill_null(-1)) & (columns.known() > c("due_at"))
        asked.what_came_later(late, plan)
    for number in range(plan.breaks):
        asked.for_key(f"break{number}", TIER - at, at >= c(f"opens{number}"))
    if columns.flags:
        asked.for_key("flagged", at, c("broken") == 1)
    answers = asked.found(rows)
    answers = answers if found is None else join(answers, found, on=series)
    return answers, asked.names + asked_then.names


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


@attrs.frozen
class _Questions:
    """What is asked of rows: columns to add to them, and what to find of each series.

    Attributes:
        columns: What the rows are.
        columns_of_rows: The columns to add, by name.
        names: The figures to be found, each by its key.
        extremes: What else is to be found.
    """

    columns: Columns
    columns_of_rows: dict[str, nw.Expr] = attrs.field(factory=dict)
    names: list[str] = attrs.field(factory=list)
    extremes: dict[str, tuple[str, str]] = attrs.field(factory=dict)

    def for_key(self, name: str, key: nw.Expr, when: Fact = True) -> None:
        """Ask for the figure with the greatest key, among the rows with a condition."""
        self.columns_of_rows[f"{name}_key"] = _where(when, key)
        self.names.append(name)

    def for_figure(self, name: str, at: nw.Expr, when: Fact = True) -> None:
        """Ask for the figure that stands last, how uncertain it is, and which period's it is."""
        self.for_key(name, self.columns.marked(at, c("doubt")), when)
        if self.columns.numbered:
            number = at.cast(nw.Float64) * NUMBERS + c("number")
            self.for_greatest(f"{name}_number", _where(when, number))

    def for_greatest(self, name: str, of: nw.Expr) -> None:
        """Ask for the greatest of something."""
        self.columns_of_rows[f"{name}_asked"] = of
        self.extremes[name] = (f"{name}_asked", "max")

    def by_the_due_date(self, plan: Plan, when: Fact = True) -> None:
        """Ask for the figures that decide, of rows with a condition."""
        at = c("at")
        if plan.decided:
            self.for_figure("due", at, when)
        if plan.early:
            self.for_figure("early", TIER - at, _timely() & _wanted())
        if plan.maintained:
            timely = nw.when(_timely()).then(1).otherwise(0)
            self.columns_of_rows["timely"] = timely
            self.extremes["timely"] = ("timely", "sum")

    def what_came_later(self, late: nw.Expr, plan: Plan) -> None:
        """Ask between which values the figures lie that came too late."""
        self.columns_of_rows["late"] = nw.when(late).then(c("value"))
        self.extremes["late_low"] = ("late", "min")
        self.extremes["late_high"] = ("late", "max")
        if plan.bands:
            self.for_greatest("late_in", nw.when(late & _kept()).then(1).otherwise(0))

    def found(self, rows: Frame) -> Frame:
        """Find the answers, a row a series."""
        return aggregate(
            rows.with_columns(**self.columns_of_rows),
            [*self.columns.by, "indicator_key"],
            self.names,
            self.extremes,
        )


def _where(when: Fact, key: nw.Expr) -> nw.Expr:
    return choose((when, key), default=nw.lit(-1))


def _kept() -> nw.Expr:
    return (c("value") >= c("least")) & (c("value") <= c("most"))


def _wanted() -> nw.Expr:
    """Whether a figure decides before the due date: one that reaches, or one that breaks."""
    return ((c("reach") == 1) & _kept()) | ((c("keep") == 1) & ~_kept())


def _timely() -> nw.Expr:
    """Whether a figure lies within the time allowed, and may decide."""
    return (c("at") > c("start_at")) & (c("at") <= c("due_at"))
