"""The tables of the rules, compiled for a panel: from what was found to one row a verdict.

The tables are those of :mod:`vn_ict_directive.evaluation.rules`, and so are the names of their
facts; here a fact is a condition on columns. The arithmetic of the pace is that of
:mod:`vn_ict_directive.evaluation.pace`, in doubles.

Long, since one pipeline compiles all tables of rules.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

import attrs
import narwhals as nw
from narwhals import col as c

from vn_ict_directive.evaluation import rules
from vn_ict_directive.evaluation.outcome import Outcome, Timing
from vn_ict_directive.evaluation.pace import NEAR, ON_TRACK, SLOW
from vn_ict_directive.model import Target
from vn_ict_directive.panels import target_columns
from vn_ict_directive.panels.columns import Columns
from vn_ict_directive.panels.engines import Fact, Frame, choose, cross, join, lowest_bit
from vn_ict_directive.panels.facts import TIER
from vn_ict_directive.panels.indicator_keys import IndicatorKeys
from vn_ict_directive.panels.target_columns import Plan
from vn_ict_directive.periods import TICKS_PER_YEAR

OUTPUT: Final = (
    *("target", "status", "outcome", "pace", "value", "period", "gap", "baseline", "ratio"),
    *("lead", "projected", "required", "reasons"),
)
"""The columns of a verdict, after those that say whose it is."""


@attrs.frozen
class Context:
    """What all targets of a panel are judged in.

    Attributes:
        bearers: Whom to judge: the columns ``by`` of the rows, each once.
        columns: What the rows are.
        as_of: The date of the evaluation: only what was known on it counts.
        timing: By reference period or by publication: which figures count for the due date.
        keys: How rows tell their indicator.
    """

    bearers: Frame
    columns: Columns
    as_of: dt.date
    timing: Timing
    keys: IndicatorKeys


# --- compiling ------------------------------------------------------------------------

T = TypeVar("T")


def _both(one: Fact, other: Fact) -> Fact:
    if isinstance(one, bool):
        return other if one else False
    if isinstance(other, bool):
        return one if other else False
    return one & other


def _not(fact: Fact) -> Fact:
    return not fact if isinstance(fact, bool) else ~fact


def _cases(table: rules.Table[T], facts: Mapping[str, Fact]) -> list[tuple[Fact, T]]:
    """Return the cases that some row may reach, each with its condition; the last always holds."""
    cases: list[tuple[Fact, T]] = []
    for case in table.cases:
        holds: Fact = True
        for name in case.when.split():
            fact = facts.get(name.removeprefix("~"), False)
            holds = _both(holds, _not(fact) if name[0] == "~" else fact)
        if holds is not False:
            cases.append((holds, case.then))
    certain = [holds is True for holds, _ in cases].index(True)
    return cases[: certain + 1]


def _compiled(
    table: rules.Table[T], facts: Mapping[str, Fact], write: Callable[[T], nw.Expr]
) -> nw.Expr:
    """Return *table* as one choice: what *write* makes of the first case that holds."""
    *cases, (_, last) = _cases(table, facts)
    return choose(*((when, write(then)) for when, then in cases), default=write(last))


def _word(code: object) -> nw.Expr:
    return nw.lit(str(code))


def _decided(table: rules.Table[Outcome], facts: dict[str, Fact]) -> nw.Expr:
    """Return the outcome, and add to *facts* which one it is: one that cannot be is false."""
    possible = {then for _, then in _cases(table, facts)}
    for outcome in Outcome:
        only = possible == {outcome}
        facts[outcome] = only or (c("outcome") == str(outcome) if outcome in possible else False)
    return _compiled(table, facts, _word)


def _headline(facts: Mapping[str, Fact], places: rules.Places) -> dict[str, nw.Expr]:
    """Return the status and the reasons; the first place among these is never empty."""
    both = choose((facts[Outcome.PENDING], c("pace")), default=c("outcome"))
    first, *following = places + rules.DOUBTS
    reasons = [
        _compiled(first, facts, _word),
        *(
            _compiled(place, facts, lambda reason: _word(f" {reason}" if reason else ""))
            for place in following
            if any(reason for _, reason in _cases(place, facts))
        ),
    ]
    return {
        "status": _compiled(rules.STATUS, facts, lambda own: _word(own) if own else both),
        "reasons": nw.concat_str(*reasons, separator="", ignore_nulls=True),  # there is no null
    }


def _term(name: str, said: frozenset[str]) -> Fact:
    """Whether a term holds that not every layer has."""
    return c(name) == 1 if name in said else False


# --- numbers ------------------------------------------------------------------------


def number_verdicts(
    found: Frame, names: Sequence[str], context: Context, layer: Sequence[Target], plan: Plan
) -> Frame:
    """Work out the verdicts of targets with a number from what :func:`number_facts` found.

    Args:
        found: What was found, a row a series.
        names: The names of the figures in it.
        context: What is evaluated, and as of when.
        layer: The targets, one to an indicator.
        plan: What was asked.
    """
    keys, indicators = context.keys, [target.indicator.id for target in layer]
    said = target_columns.of_verdicts(layer, context.as_of, plan)
    grid = cross(context.bearers, keys.table(indicators, said))
    grid = join(grid, found, on=[*context.columns.by, "indicator_key"])
    return _Numbers(context.columns, plan, frozenset(said), names).verdicts(grid)


@attrs.frozen
class _Numbers:
    """The facts and numbers of targets with a number, step after step.

    Each expression costs as much as some thousand rows, on any engine, so what several cases
    ask for is a column. A condition that no row of the layer can meet is false, and not asked for.
    """

    columns: Columns
    plan: Plan
    said: frozenset[str]
    names: Sequence[str]

    def verdicts(self, grid: Frame) -> Frame:
        """Put the verdicts together."""
        columns, said = self.columns, self.said
        grid = self._filled(grid)
        grid = self._rebased(grid) if columns.flags else grid
        facts = self._facts()
        grid = grid.with_columns(**self._asked())
        line = c("moved") & (c("whole") > 0) & (c("whole_time") > 0)
        ratio = c("gone") * c("whole_time") / (c("whole") * c("elapsed"))
        grid = grid.with_columns(ratio=nw.when(line).then(ratio))
        facts |= {
            "fast": c("ratio") >= float(ON_TRACK) - NEAR,
            "fair": c("ratio") >= float(SLOW) - NEAR,
            "forward": c("gone") >= 0,
            "lost": _keeps(c("base_value")) | (c("gone") < 0),
        }
        grid = grid.with_columns(
            pace=_compiled(rules.PACE, facts, _word),
            outcome=_decided(rules.OUTCOME, facts),
            ahead=(c("ratio") - 1.0) * c("elapsed"),
            straight=(c("ratio") - 1.0).abs() <= NEAR,
        )
        facts["beyond"] = c("shown_value") < c("best") if "best" in said else False
        if columns.flags:
            facts["uncertain"] = c("known") & (lowest_bit(c("shown_key")) == 1)
        told = self._told_numbers() | _headline(facts, rules.REASONS)
        return _told(grid, columns, told)

    def _filled(self, grid: Frame) -> Frame:
        """Put a number in the place of what was not found, and say what was."""
        plan = self.plan
        keys, values = ([f"{name}_{part}" for name in self.names] for part in ("key", "value"))
        base = c("base_key").fill_null(-1)
        new = {
            "known": ~c("latest_key").is_null(),
            "b_at": nw.when(base >= 2 * TIER)
            .then(base - 2 * TIER)
            .otherwise((base - TIER).abs())
            .cast(nw.Int64),
        }
        if plan.decided:
            new["before_due"] = c("decided") == 0
        return grid.with_columns(
            c(*keys).fill_null(-1).cast(nw.Int64),
            c(*values).fill_null(0.0),
            **new,
        )

    def _rebased(self, grid: Frame) -> Frame:
        """Move the baseline behind the last change of method, unless the target ignores them."""
        at, before = c("flagged_key"), c("b_at")
        moves = (at > 0) & (at > before)
        if "ignore" in self.said:
            moves = moves & (c("ignore") == 0)
        return grid.with_columns(
            base_value=nw.when(moves).then(c("flagged_value")).otherwise(c("base_value")),
            b_at=nw.when(moves).then(at).otherwise(before),
            rebased=moves,
        )

    def _facts(self) -> dict[str, Fact]:
        """Return the facts that are columns, or conditions on them, from here on."""
        columns, plan, said = self.columns, self.plan, self.said
        deciding_at = columns.at(c("due_key"))
        earlier: Fact = "year_before" in said and deciding_at <= c("year_before")
        share: Fact = False
        if plan.shares:
            share = (c("is_share") == 1) & (c("greatest") > 0) & (c("greatest") <= 1)
        return {
            "before_due": c("before_due") if plan.decided else True,
            "by_publication": plan.by_publication,
            "deciding": c("deciding") if plan.decided else False,
            "satisfies": _keeps(c("due_value")) if plan.decided else False,
            "earlier_edition": earlier,
            "suspended": _term("suspended", said) if plan.decided else False,
            "no_edition": False if plan.by_publication else _term("no_edition", said),
            "satisfied_later": c("satisfied_later") if plan.decided else False,
            "violated_later": c("violated_later") if plan.decided else False,
            "known": c("known"),
            "rebased": c("rebased") if columns.flags else False,
            "baseline_late": (c("base_key") >= TIER) & (c("base_key") < 2 * TIER),
            "baseline_after_start": c("base_key") < TIER,
            "moved": c("moved"),
            "holding": c("holding"),
            "thin": c("elapsed") < TICKS_PER_YEAR,
            "stale": c("known") & (c("left") > c("stale_left")),
            "fractions": _both(c("known"), share),
            "no_way": c("whole") <= 0,
            "too_late": c("whole_time") <= 0,
            "inferred": _term("inferred", said),
        }

    def _asked(self) -> dict[str, nw.Expr]:
        """Return the figure that is shown, the way since the baseline, and facts as columns."""
        columns, plan = self.columns, self.plan
        latest, base, latest_at = c("latest_value"), c("base_value"), columns.at(c("latest_key"))
        ticks, base_ticks = columns.ticks(latest_at), columns.ticks(c("b_at"))
        new: dict[str, Any] = {
            "elapsed": ticks - base_ticks,
            "whole_time": c("due_ticks") - base_ticks,
            "left": c("due_ticks") - ticks,
            "gone": c("direction") * (latest - base),
            "whole": c("direction") * (c("target_value") - base),
            "moved": c("known") & (latest_at > c("b_at")),
            "holding": c("known") & _keeps(latest),
        }
        deciding: Fact = False
        if plan.decided:
            if plan.by_publication:
                there = c("due_key") > 0
                found = _both(there, _not(_term("suspended", self.said)))
            else:  # where there is no figure, its place is before any day
                found = columns.at(c("due_key")) > c("opens_at")
            deciding = _both(~c("before_due"), found)
            low, high = c("late_low"), c("late_high")
            new |= {
                "deciding": deciding,
                "satisfied_later": (high >= c("least")) & (low <= c("most")),
                "violated_later": (low < c("least")) | (high > c("most")),
            }
        for part in ("value", "key"):
            due, last = c(f"due_{part}"), c(f"latest_{part}")
            new[f"shown_{part}"] = choose((deciding, due), default=last)
        return new

    def _told_numbers(self) -> dict[str, nw.Expr]:
        """Return of the arithmetic what means something."""
        known, left, finite = c("known"), c("left"), c("ahead").is_finite()
        latest, shown, target_value = c("latest_value"), c("shown_value"), c("target_value")
        span = nw.when(c("moved")).then(c("elapsed")).otherwise(1.0)
        projected = (latest * c("whole_time") - c("base_value") * left) / span
        projected = choose((finite & c("straight"), target_value), default=projected)
        if "possible_from" in self.said:
            low = c("possible_from")
            projected = nw.when(projected < low).then(low).otherwise(projected)
        if "possible_to" in self.said:
            high = c("possible_to")
            projected = nw.when(projected > high).then(high).otherwise(projected)
        years = nw.when(left > 0).then(left / TICKS_PER_YEAR).otherwise(1.0)
        required = nw.when(c("holding")).then(0.0).otherwise((target_value - latest) / years)
        gap = nw.when(_keeps(shown)).then(0.0).otherwise(c("direction") * (target_value - shown))
        ratio = nw.when(c("straight")).then(1.0).otherwise(c("ratio"))
        lead = nw.when(c("straight")).then(0.0).otherwise(c("ahead") / TICKS_PER_YEAR)
        return {
            "value": nw.when(known).then(shown),
            "gap": nw.when(known).then(gap),
            "baseline": nw.when(known).then(c("base_value")),
            "ratio": nw.when(finite).then(ratio),
            "lead": nw.when(finite).then(lead),
            "projected": nw.when(c("moved") & (left >= 0)).then(projected),
            "required": nw.when(known & (left > 0)).then(required),
        }


def _keeps(value: nw.Expr) -> nw.Expr:
    return (value >= c("least")) & (value <= c("most"))


def _told(grid: Frame, columns: Columns, said: Mapping[str, nw.Expr]) -> Frame:
    """Return verdicts as they are reported, with the text of the period shown, if any is."""
    names = [*columns.by, *OUTPUT]
    if columns.period == "year":
        year = columns.year_text(columns.at(c("shown_key")))
        said = {**said, "period": nw.when(c("known")).then(year)}
        return grid.select(*(said[n].alias(n) if n in said else c(n) for n in names))
    place = nw.when(c("known")).then(columns.place(c("shown_key"))).otherwise(0)
    grid = grid.with_columns(place=place, **said)
    return columns.label(grid, "place").select(*names)
