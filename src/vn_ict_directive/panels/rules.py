"""From what was found to a verdict: the judge's rules, one row a verdict.

The rules and the arithmetic are those of :mod:`vn_ict_directive.evaluation`, in
the same order, so that the answers are equal to the last digit. Where they are
explained: ``docs/explanation/how-targets-are-evaluated.md``.
"""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from itertools import groupby
from typing import ClassVar, Final

import attrs
import narwhals as nw
from narwhals import col as c

from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Status, Timing
from vn_ict_directive.evaluation.pace import ON_TRACK, ROUNDING, SLOW
from vn_ict_directive.model import Target
from vn_ict_directive.panels import target_columns
from vn_ict_directive.panels.columns import NUMBERS, Columns, position
from vn_ict_directive.panels.decimals import power_for
from vn_ict_directive.panels.engines import (
    KEY_LIMIT,
    Condition,
    Frame,
    Table,
    choose,
    cross,
    distinct,
    floor_div,
    join,
    lowest_bit,
    small_table,
)
from vn_ict_directive.panels.facts import EVENTS, NEVER, TIER, keys_of
from vn_ict_directive.panels.indicator_keys import IndicatorKeys
from vn_ict_directive.panels.target_columns import HUGE, Plan, indicator_of
from vn_ict_directive.periods import TICKS_PER_YEAR

__all__ = ["OUTPUT", "Context", "event_verdicts", "next_stage", "number_verdicts"]

OUTPUT: Final = (
    *("target", "status", "outcome", "pace", "value", "period", "gap", "baseline", "ratio"),
    *("lead", "projected", "required", "reasons"),
)
"""The columns of a verdict, after those that say whose it is."""

_NUMBERS: Final = ("gap", "baseline", "ratio", "lead", "projected", "required")
_TOLERABLE: Final = 1e-3  # of the way: a way shorter still is nothing but rounding


@attrs.frozen
class Context:
    """What all targets of a panel are judged in.

    Attributes:
        given: All rows, by our names.
        bearers: Whom to judge: the columns ``by`` of the rows, each once.
        columns: What the rows are.
        as_of: The day whose knowledge counts.
        timing: What makes a figure speak for the due date.
        keys: How rows tell their indicator.
        dates: The dates that series state for themselves, if they do.
    """

    given: Frame
    bearers: Frame
    columns: Columns
    as_of: dt.date
    timing: Timing
    keys: IndicatorKeys
    dates: Frame | None = None

    @classmethod
    def of(
        cls,
        given: Frame,
        columns: Columns,
        as_of: dt.date,
        timing: Timing,
        keys: IndicatorKeys,
    ) -> "Context":
        """Find whom there is to judge."""
        whole_rows = given.filter(*(~c(name).is_null() for name in columns.by))
        return cls(given, distinct(whole_rows, *columns.by), columns, as_of, timing, keys)


def _grid(
    found: Frame, context: Context, layer: Sequence[Target], plan: Plan | None = None
) -> tuple[Frame, frozenset[str]]:
    """Give every bearer a row for every target, with what was found for it, if anything was.

    Returns:
        The rows, and the names of what is said of the targets.
    """
    given, columns, keys, dates = (
        context.given,
        context.columns,
        context.keys,
        context.dates,
    )
    series = [*columns.by, "indicator_key"]
    names = [indicator_of(t) for t in layer]
    if dates is None:
        said = target_columns.of_verdicts(layer, context.as_of, plan)
        grid = cross(context.bearers, keys.table(given, names, said))
        return join(grid, found, on=series), frozenset(said)
    ours: Table = {
        "target": [t.id for t in layer],
        "start_stated": [position(t.start) for t in layer],
        "due_stated": [position(t.due) for t in layer],
    }
    grid = cross(context.bearers, keys.table(given, names, ours))
    grid = join(join(grid, dates, on=series), found, on=series)
    grid = grid.with_columns(
        start_at=nw.coalesce(c("start_at"), c("start_stated")).cast(nw.Int64),
        due_at=nw.coalesce(c("due_at"), c("due_stated")).cast(nw.Int64),
    )
    variants = [
        attrs.evolve(t, start=start, due=due)
        for t in layer
        for start, due in dict.fromkeys(((t.start, t.due), *columns.dates))
    ]
    said = target_columns.of_verdicts(variants, context.as_of, plan)
    grid = join(grid, small_table(given, said), on=["target", "start_at", "due_at"])
    return grid, frozenset(said)


def _word(code: object) -> nw.Expr:
    return nw.lit(str(code))


def _term(name: str, said: frozenset[str]) -> Condition:
    """Whether a term holds that not every layer has."""
    return c(name) == 1 if name in said else None


def _is(word: Outcome) -> nw.Expr:
    return c("outcome") == str(word)


def _both(one: Condition, other: Condition) -> Condition:
    return None if one is None or other is None else one & other


def _but_not(one: nw.Expr, other: Condition) -> nw.Expr:
    return one if other is None else one & ~other


# --- numbers ------------------------------------------------------------------------

_AFAR: Final = 1.75e308
"""Further out than the ends of any promise."""


def number_verdicts(found: Frame, context: Context, layer: Sequence[Target], plan: Plan) -> Frame:
    """Work out the verdicts of targets with a number from what :func:`number_facts` found.

    Args:
        found: What was found, a row a series.
        context: What is evaluated, and as of when.
        layer: The targets, one to an indicator.
        plan: What was required_gain.
    """
    grid, said = _grid(found, context, layer, plan)
    return _Answer(context.columns, plan, said)(grid)


@attrs.frozen
class _Grid:
    """Verdicts in the making, and which columns they have by now.

    Databases bind a query again with each step, and every column with it, so steps are few,
    and a column that nothing asks for any more does not go on to the next. Each expression
    costs as much as some thousand rows, on any engine, so what several rules ask is a
    column, and what many columns need alike is one expression.
    """

    frame: Frame
    names: tuple[str, ...]

    @classmethod
    def of(cls, frame: Frame) -> "_Grid":
        return cls(frame, tuple(frame.collect_schema().names()))

    def then(
        self,
        new: Mapping[str, nw.Expr],
        *,
        alike: Sequence[tuple[Sequence[str], nw.Expr]] = (),
        spent: Container[str] = (),
    ) -> "_Grid":
        """Add columns, or put them in the place of others, and leave out what is spent.

        Args:
            new: Columns, by name.
            alike: Columns that are all made alike, each from what had its name.
            spent: Names of columns that nothing asks for any more.
        """
        others = [name for names, _ in alike for name in names]
        made = {*new, *others}
        kept = [name for name in self.names if name not in spent and name not in made]
        frame = self.frame.select(
            c(*kept), *(expr for _, expr in alike), *(expr.alias(n) for n, expr in new.items())
        )
        return _Grid(frame, (*kept, *others, *new))


@attrs.frozen
class _Answer:
    """The rules for a target with a number, one after another.

    A condition that no row of the layer can meet is None, so that no engine asks for it.
    """

    columns: Columns
    plan: Plan
    said: frozenset[str]

    latest: ClassVar = c("latest_value")
    base: ClassVar = c("base_value")
    known: ClassVar = c("known")
    newer: ClassVar = c("newer")
    line: ClassVar = c("line")
    satisfied: ClassVar = c("holds")
    ahead: ClassVar = c("whole") > 0
    too_late: ClassVar = c("whole_time") <= 0

    def __call__(self, frame: Frame) -> Frame:
        grid = _Grid.of(frame)
        for rule in (
            self._figures,
            self._limits,
            self._baseline,
            self._outcome,
            self._way,
            self._ratio,
            self._pace,
        ):
            grid = rule(grid)
        return self._headline(grid)

    @property
    def refused(self) -> Condition:
        """Whether figures by a method that the target does not accept are there."""
        if not self.plan.refusing:
            return None
        return _but_not(self.known & (c("refused_from") < KEY_LIMIT), self.unresolved)

    @property
    def unresolved(self) -> Condition:
        """Whether nothing is known of the value that the limit is relative to."""
        return c("unresolved") if self.plan.relative else None

    @property
    def way(self) -> nw.Expr:
        """Whether there is a way from the baseline to the latest figure."""
        return _but_not(_but_not(self.known, self.refused), self.unresolved)

    @property
    def early(self) -> Condition:
        """Whether the promise was decided before its due date."""
        return c("early_key") > 0 if self.plan.early else None

    @property
    def pending(self) -> nw.Expr:
        """Whether nothing is decided yet."""
        return _is(Outcome.PENDING) if self.plan.early else c("before_due")

    @property
    def speaks(self) -> Condition:
        """Whether the due date has come, and a figure is recent enough to speak for it."""
        return c("speaks") if self.plan.decided else None

    @property
    def due_key(self) -> nw.Expr:
        """The key of the figure that speaks for the due date, where one does."""
        return c("speaks_at") if self.plan.one_speaks else c("due_key")

    @property
    def due_value(self) -> nw.Expr:
        """The value of the figure that speaks for the due date, where one does."""
        return c("spoken") if self.plan.one_speaks else c("due_value")

    @property
    def shows(self) -> nw.Expr:
        """Whether there is a figure to show."""
        if not (self.plan.by_publication and self.plan.relative):
            return self.known
        # Without a reference at the due date, nothing that came out later is shown.
        return self.known & (~c("unresolved") | (c("due_key") > 0))

    @property
    def rebased(self) -> Condition:
        """Whether the baseline was moved behind a change of method."""
        moved = self.plan.breaks or self.columns.flags
        return c("b_at") > c("first_at") if moved else None

    def _aim(self, value: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
        """Return the end to reach from *value* and the direction to it."""
        if not self.plan.bands:
            return c("target_value"), c("direction")
        up = (c("low") > -HUGE) & ((c("high") >= HUGE) | (value < c("low")))
        target_value = nw.when(up).then(c("low")).otherwise(c("high"))
        return target_value, nw.when(up).then(nw.lit(1.0)).otherwise(nw.lit(-1.0))

    def _figures(self, grid: "_Grid") -> "_Grid":
        """Find the latest figure, the one that speaks for the due date, and the baseline."""
        columns, plan = self.columns, self.plan
        names = keys_of(plan, columns)
        keys, values = [f"{name}_key" for name in names], [f"{name}_value" for name in names]
        if plan.one_speaks:
            values.append("spoken")
        alike = [(keys, _places(*keys)), (values, c(*values).fill_null(0.0))]
        if columns.numbered:
            numbers = [f"{n}_number" for n in ("latest", "due", "early") if n in names]
            alike.append((numbers, c(*numbers).fill_null(0).cast(nw.Int64)))
        base = c("base_key")
        since = nw.when(base >= 2 * TIER).then(base - 2 * TIER).otherwise((base - TIER).abs())
        new = {
            "b_at": since.fill_null(0).cast(nw.Int32),
            "known": ~c("latest_key").is_null(),
            "before_due": c("decided") == 0,
            **self._due(),
        }
        if plan.relative:
            new["unresolved"] = _unresolved()
            new["reference"] = c("reference").fill_null(0.0)
            new["power"] = power_for(new["reference"])
        if plan.refusing:
            new["refused_from"] = c("refused_from").fill_null(KEY_LIMIT)
        return grid.then(
            new, alike=alike, spent=("indicator_key", "start_at", "due_at", "decided", "opens_at")
        )

    def _due(self) -> dict[str, nw.Expr]:
        """Say whether a figure speaks for the due date, and what came after it."""
        if not self.plan.decided:
            return {}
        there = c("decided") == 1
        if self.plan.one_speaks:
            there = there & ~c("spoken").is_null()
        elif self.plan.by_publication:
            there = _but_not(there & (_places("due_key") > 0), _term("suspended", self.said))
        else:  # where there is no figure, its place is before any day
            there = there & (self.columns.unmarked(_places("due_key")) > c("opens_at"))
        return {
            "speaks": there & ~_unresolved() if self.plan.relative else there,
            "late_low": c("late_low").fill_null(_AFAR),
            "late_high": c("late_high").fill_null(-_AFAR),
        }

    def _baseline(self, grid: "_Grid") -> "_Grid":
        """Move the baseline behind the last change of method, unless the target ignores them."""
        candidates = [
            (TIER - c(f"{name}_key"), c(f"{name}_value"), c(f"{name}_key") > 0)
            for name in keys_of(self.plan, self.columns)
            if name.startswith("break")
        ]
        if self.columns.flags:
            candidates.append((c("flagged_key"), c("flagged_value"), c("flagged_key") > 0))
        if candidates:
            grid = grid.then({"first_at": c("b_at")})
        for at, value, there in candidates:
            later = _but_not(there & (at > c("b_at")), _term("ignore", self.said))
            grid = grid.then(
                {
                    "base_value": nw.when(later).then(value).otherwise(self.base),
                    "b_at": nw.when(later).then(at).otherwise(c("b_at")),
                }
            )
        return grid

    def _limits(self, grid: "_Grid") -> "_Grid":
        """Work out the limits that are relative to an earlier value."""
        if not self.plan.relative:
            return grid
        ends = ("low", "high") if self.plan.bands else ("target_value",)
        limits = target_columns.resolved("least", "most", *ends)
        return grid.then(limits, spent=("reference", "power", "above", "below", "relative"))

    def _outcome(self, grid: "_Grid") -> "_Grid":
        """Decide, and say which figure decided; where none did, the latest is shown.

        Beside it, lay the way since the baseline along the time until the due date.
        """
        columns, plan, speaks, early = self.columns, self.plan, self.speaks, self.early
        if plan.bands:
            target_value, direction = self._aim(self.base)
            near, back = self._aim(self.latest)
            past = ~_keeps(self.latest) & (back != direction)
            grid = grid.then(
                {"target_value": target_value, "direction": direction, "near": near, "past": past}
            )
        foreign: Condition = None
        if plan.refusing:
            d_at = columns.unmarked(self.due_key)
            foreign = _both(speaks, _both(self.refused, d_at >= c("refused_from")))
        outcome = choose(
            (_both(early, _term("reach", self.said)), _word(Outcome.MET)),
            (early, _word(Outcome.MISSED)),
            (c("before_due"), _word(Outcome.PENDING)),
            (foreign, _word(Outcome.UNDETERMINED)),
            (_both(speaks, _keeps(self.due_value)), _word(Outcome.MET)),
            (speaks, _word(Outcome.MISSED)),
            (_term("suspended", self.said), _word(Outcome.NOT_EVALUABLE)),
            default=_word(Outcome.AWAITING_DATA),
        )

        def of_shown(early_part: nw.Expr, due_part: nw.Expr, latest_part: nw.Expr) -> nw.Expr:
            return choose(
                (early, early_part),
                (speaks, due_part),
                (self.unresolved if plan.by_publication else None, due_part),
                default=latest_part,
            )

        early_at = TIER - columns.unmarked(c("early_key"))
        ticks = columns.ticks(columns.unmarked(c("latest_key")))
        base_ticks = columns.ticks(c("b_at"))
        newer = self.way & (columns.unmarked(c("latest_key")) > c("b_at"))
        whole = c("direction") * (c("target_value") - self.base)
        line = newer & (whole > 0) & (c("due_ticks") > base_ticks)
        new = {
            "outcome": outcome,
            "shown": of_shown(c("early_value"), self.due_value, self.latest),
            "shown_key": of_shown(
                columns.marked(early_at, lowest_bit("early_key")), self.due_key, c("latest_key")
            ),
            "elapsed": ticks - base_ticks,
            "whole_time": c("due_ticks") - base_ticks,
            "left": c("due_ticks") - ticks,
            "gone": c("direction") * (self.latest - self.base),
            "whole": whole,
            "newer": newer,
            "line": _but_not(line, self.overshot),
            "holds": _keeps(self.latest),
        }
        numbers = [f"{name}_number" for name in ("early", "due", "latest")]
        if columns.numbered:
            new["shown_number"] = of_shown(*map(c, numbers))
        if plan.decided:
            low, high = c("late_low"), c("late_high")
            keeps = (high >= c("least")) & (low <= c("most"))
            if plan.bands:
                two = (c("low") > -HUGE) & (c("high") < HUGE)
                inside = c("late_in").fill_null(0) == 1
                keeps = (two & inside) | (~two & keeps)
            new["later_keeps"] = keeps
            new["later_breaks"] = (low < c("least")) | (high > c("most"))
        spent = ("early_value", "due_value", "spoken", "late_low", "late_high", "late_in")
        return grid.then(new, spent=(*spent, "due_ticks", *numbers))

    @property
    def overshot(self) -> Condition:
        """Whether the way led past a band and out of it again."""
        return c("past") if self.plan.bands else None

    def _way(self, grid: "_Grid") -> "_Grid":
        """Compare the way since the baseline with a straight line."""
        required_gain = c("whole") * c("elapsed")
        sizes = self.base.abs() + self.latest.abs() + c("target_value").abs()
        rounding = ROUNDING * sizes * (c("whole_time") + c("elapsed"))
        return grid.then(
            {
                "done": c("gone") * c("whole_time"),
                "required_gain": required_gain,
                "rounding": nw.when(rounding < required_gain * _TOLERABLE)
                .then(rounding)
                .otherwise(0.0),
            }
        )

    def _ratio(self, grid: "_Grid") -> "_Grid":
        """Say how far the way leads along the line, and by how much time it leads.

        Where there is no line, nothing is divided by what may be zero.
        """
        straight = (c("done") - c("required_gain")).abs() <= c("rounding")
        required_gain, whole = (
            nw.when(self.line).then(c(x)).otherwise(1.0) for x in ("required_gain", "whole")
        )
        lead = (c("gone") / whole * c("whole_time") - c("elapsed")) / TICKS_PER_YEAR
        return grid.then(
            {
                "ratio": nw.when(straight).then(1.0).otherwise(c("done") / required_gain),
                "lead": nw.when(straight).then(0.0).otherwise(lead),
            }
        )

    def _pace(self, grid: "_Grid") -> "_Grid":
        """Say the pace, and whether the way can be told in numbers."""
        on, slow = ON_TRACK.as_integer_ratio(), SLOW.as_integer_ratio()
        forward = c("done") + c("rounding")
        back = _keeps(self.base) | (c("gone") < 0)
        regressing, stalled = _word(Pace.REGRESSING), _word(Pace.STALLED)
        pace = choose(
            (~self.newer, _word(Pace.INSUFFICIENT_DATA)),
            (self.satisfied, _word(Pace.HOLDING)),
            (~self.ahead, nw.when(back).then(regressing).otherwise(stalled)),
            (self.overshot, regressing),
            (self.too_late, _word(Pace.INSUFFICIENT_DATA)),
            (forward * on[1] >= c("required_gain") * on[0], _word(Pace.ON_TRACK)),
            (forward * slow[1] >= c("required_gain") * slow[0], _word(Pace.SLOW)),
            (c("done") >= 0, stalled),
            default=regressing,
        )
        finite = self.line & c("ratio").is_finite() & c("lead").is_finite()
        return grid.then(
            {"pace": pace, "finite": finite},
            spent=("done", "required_gain", "rounding", "gone", "line"),
        )

    def _numbers(self) -> dict[str, nw.Expr]:
        """Return of the arithmetic what means something."""
        way, left, finite = self.way, c("left"), c("finite")
        span = nw.when(self.newer).then(c("elapsed")).otherwise(1.0)
        projected = (self.latest * c("whole_time") - self.base * left) / span
        projected = (
            nw.when(finite & (c("ratio") == 1.0)).then(c("target_value")).otherwise(projected)
        )
        if "possible_from" in self.said:
            low = c("possible_from")
            projected = nw.when(projected < low).then(low).otherwise(projected)
        if "possible_to" in self.said:
            high = c("possible_to")
            projected = nw.when(projected > high).then(high).otherwise(projected)
        years = nw.when(left > 0).then(left / TICKS_PER_YEAR).otherwise(1.0)
        near = c("near") if self.plan.bands else c("target_value")
        required = nw.when(self.satisfied).then(0.0).otherwise((near - self.latest) / years)
        shown_edge, shown_direction = self._aim(c("shown"))
        missing = shown_direction * (shown_edge - c("shown"))
        gap = nw.when(_keeps(c("shown"))).then(0.0).otherwise(missing)
        return {
            "value": nw.when(self.shows).then(c("shown")),
            "gap": nw.when(_but_not(self.known, self.unresolved)).then(gap),
            "baseline": nw.when(way).then(self.base),
            "ratio": nw.when(finite).then(c("ratio")),
            "lead": nw.when(finite).then(c("lead")),
            "projected": nw.when(self.newer & (left >= 0)).then(projected),
            "required": nw.when(way & (left > 0)).then(required),
        }

    def _headline(self, grid: "_Grid") -> Frame:
        """Say the status, and why, in the order in which evaluate() says it."""
        plan, early, refused, way = self.plan, self.early, self.refused, self.way
        unresolved, suspended, before_due = (
            self.unresolved,
            _term("suspended", self.said),
            c("before_due"),
        )
        met, missed = _is(Outcome.MET), _is(Outcome.MISSED)
        undetermined = _is(Outcome.UNDETERMINED) if plan.refusing else None
        late = missed & c("later_keeps") if plan.decided else None
        lost = met & c("later_breaks") if plan.decided else None
        beyond = met & (c("shown") < c("best")) if "best" in self.said else None
        status = choose(
            (self.pending, c("pace")),
            (late, _word(Status.MET_LATE)),
            (beyond, _word(Status.EXCEEDED)),
            default=c("outcome"),
        )
        uncertain: Condition = None
        if self.columns.flags:
            rests = nw.any_horizontal(
                *(before_due, met, missed, _is(Outcome.UNDETERMINED)), ignore_nulls=True
            )
            uncertain = rests & self.shows & (lowest_bit("shown_key") == 1)
        speaking, silent = Reason.FIGURE_IN_WINDOW, Reason.NO_FIGURE_IN_WINDOW
        if plan.by_publication:
            speaking, silent = Reason.LATEST_PUBLISHED_AT_DUE, Reason.NOTHING_PUBLISHED_AT_DUE
        reasons = _reasons(
            _Part(
                (_both(early, _term("reach", self.said)), Reason.REACHED_IN_TIME),
                (early, Reason.VIOLATED_IN_TIME),
                (before_due, Reason.BEFORE_DUE),
                (self.speaks, speaking),
                (unresolved, Reason.NO_REFERENCE),
                (suspended, Reason.SUSPENDED),
                default=silent,
            ),
            _Part(
                (_both(unresolved, before_due), Reason.NO_REFERENCE),
                (_both(unresolved, suspended), Reason.SUSPENDED),
            ),
            _Part((undetermined, Reason.BREAK_REFUSED)),
            _Part((late, Reason.MET_AFTER_DEADLINE), (lost, Reason.LOST_AFTER_DEADLINE)),
            _Part(
                (
                    refused if undetermined is None else _both(refused, ~undetermined),
                    Reason.BREAK_REFUSED,
                ),
            ),
            _Part(
                (unresolved, None),
                (~self.known, Reason.NO_FIGURES),
                (refused, None),
                (self.rebased, Reason.REBASED_AFTER_BREAK),
                (c("base_key") >= 2 * TIER, None),
                (c("base_key") >= TIER, Reason.BASELINE_PUBLISHED_LATER),
                default=Reason.BASELINE_AFTER_START,
            ),
            _Part(
                (~way, None),
                (~self.newer, Reason.NOTHING_NEWER),
                (~self.ahead, Reason.BASELINE_SATISFIED),
                (self.overshot, Reason.OVERSHOT),
                (self.too_late, Reason.BASELINE_AFTER_DUE),
            ),
            _Part((beyond, Reason.BEYOND_LEADING_GROUP)),
            _Part((uncertain, Reason.UNCERTAIN_FIGURE)),
            _Part((_term("inferred", self.said), Reason.INFERRED)),
        )
        told = {"status": status, **self._numbers(), "reasons": reasons}
        return _told(grid.frame, self.columns, self.shows, **told)


def _places(*names: str) -> nw.Expr:
    """Return keys of figures; -1 without one."""
    return c(*names).fill_null(-1).cast(nw.Int32)


def _unresolved() -> nw.Expr:
    """Whether nothing is known of the value that a limit is relative to."""
    return (c("relative") == 1) & c("reference").is_null()


def _keeps(value: nw.Expr) -> nw.Expr:
    return (value >= c("least")) & (value <= c("most"))


class _Part:
    """One place in the reasons of a verdict: the code of the first condition that holds."""

    def __init__(
        self, *cases: tuple[Condition, Reason | None], default: Reason | None = None
    ) -> None:
        self.cases = [(when, reason) for when, reason in cases if when is not None]
        self.default = default

    def __bool__(self) -> bool:
        """Whether it can ever say anything."""
        return bool(self.cases) or self.default is not None

    def written(self, before: str) -> nw.Expr:
        """Return the code with *before* before it; an empty text where there is none."""
        texts = [(when, _word(f"{before}{code}" if code else "")) for when, code in self.cases]
        return choose(*texts, default=_word(f"{before}{self.default}" if self.default else ""))


def _reasons(first: _Part, *parts: _Part) -> nw.Expr:
    """Return the codes of all parts with spaces between; the first always has one."""
    written = [first.written(""), *(part.written(" ") for part in parts if part)]
    return nw.concat_str(*written, separator="", ignore_nulls=True)  # there is no null


def _told(grid: Frame, columns: Columns, shown: nw.Expr, **said: nw.Expr) -> Frame:
    """Return verdicts as they are reported, with the text of the period *shown*, if any is."""
    names = [*columns.by, *OUTPUT]
    if columns.period == "year":
        year = columns.year_text(columns.unmarked(c("shown_key")))
        said["period"] = nw.when(shown).then(year)
        told: list[nw.Expr] = []
        for new, run in groupby(names, said.__contains__):
            run_names = list(run)
            told += [said[name].alias(name) for name in run_names] if new else [c(*run_names)]
        return grid.select(*told)
    number = c("shown_number") - floor_div(c("shown_number"), NUMBERS) * NUMBERS
    place = number if columns.numbered else columns.unmarked(c("shown_key"))
    grid = grid.with_columns(place=nw.when(shown).then(place).otherwise(0), **said)
    return columns.label(grid, "place").select(*names)


# --- stages ---------------------------------------------------------------------------


def next_stage(before: Frame, after: Frame, columns: Columns) -> Frame:
    """Put verdicts on the next stage in the place of those whose due date has come.

    Args:
        before: The headlines of the stages so far.
        after: The verdicts on the next stage, of the targets that have one.
        columns: What the rows were.
    """
    other = {name: c(f"{name}_right") for name in OUTPUT if name != "target"}
    keep = _is(Outcome.PENDING) | other["status"].is_null()
    missed = _is(Outcome.MISSED) | c("reasons").str.ends_with(_EARLIER)
    reasons = nw.concat_str(
        other["reasons"],
        nw.when(missed).then(_word(_EARLIER)).otherwise(_word("")),
        separator="",
    )
    headline = {
        name: nw.when(keep).then(c(name)).otherwise(value)
        for name, value in {**other, "reasons": reasons}.items()
    }
    verdicts = join(before, after, on=[*columns.by, "target"])
    return verdicts.with_columns(**headline).select(*columns.by, *OUTPUT)


_EARLIER: Final = f" {Reason.EARLIER_STAGE_MISSED}"


# --- events ------------------------------------------------


def _without_numbers() -> dict[str, nw.Expr]:
    """Return what verdicts say that no straight line leads to."""
    return {
        **{name: nw.lit(None, nw.Float64) for name in _NUMBERS},
        "pace": _word(Pace.INSUFFICIENT_DATA),
    }


def event_verdicts(found: Frame, context: Context, layer: Sequence[Target]) -> Frame:
    """Work out the verdicts of milestones from what :func:`event_facts` found."""
    grid, said = _grid(found, context, layer)
    return _EventAnswer(context.columns, context.timing, said)(grid)


@attrs.frozen
class _EventAnswer:
    """The rules for a milestone."""

    columns: Columns
    timing: Timing
    said: frozenset[str]

    def __call__(self, grid: Frame) -> Frame:
        columns, said = self.columns, self.said
        grid = grid.with_columns(*(c(name).fill_null(NEVER).cast(nw.Int64) for name in EVENTS))
        there = {name: c(name) < NEVER for name in EVENTS}
        pending = c("decided") == 0
        suspended = _term("suspended", said)
        steps: list[tuple[Condition, Outcome, str | None]] = [
            (there["happened"], Outcome.MET, "happened"),
            (pending, Outcome.PENDING, None),
            (there["denied"], Outcome.MISSED, "denied"),
            (there["doubtful"], Outcome.UNDETERMINED, "doubtful"),
            (there["late"], Outcome.MISSED, "late"),
            (suspended, Outcome.NOT_EVALUABLE, None),
        ]
        nothing = nw.lit(-1)
        grid = grid.with_columns(
            outcome=choose(
                *((when, _word(outcome)) for when, outcome, _ in steps),
                default=_word(Outcome.AWAITING_DATA),
            ),
            shown_number=choose(
                *((when, nothing if name is None else c(name)) for when, _, name in steps),
                default=nothing,
            ),
        )
        grid = grid.with_columns(shown_key=floor_div(c("shown_number"), NUMBERS))
        met, missed = _is(Outcome.MET), _is(Outcome.MISSED)
        denied = missed & there["denied"]
        late = missed & (~there["denied"] | there["after"])
        shown = c("shown_key") > 0
        uncertain = shown & (lowest_bit("shown_key") == 1) if columns.flags else None
        happened_at = columns.unmarked(floor_div(c("happened"), NUMBERS))
        reasons = _reasons(
            _Part(
                (met, Reason.EVENT_IN_TIME),
                (_is(Outcome.PENDING), Reason.BEFORE_DUE),
                (denied, Reason.REPORTED_NOT_DONE),
                (_is(Outcome.UNDETERMINED), Reason.EVENT_DATE_IMPRECISE),
                (missed, Reason.EVENT_AFTER_DUE),
                (suspended, Reason.SUSPENDED),
                default=Reason.NO_EVENT_REPORTED
                if self.timing is Timing.REFERENCE_PERIOD
                else Reason.NOTHING_PUBLISHED_AT_DUE,
            ),
            _Part(
                (met & (happened_at < c("start_at")), Reason.EVENT_BEFORE_START),
                (late, Reason.MET_AFTER_DEADLINE),
            ),
            _Part((uncertain, Reason.UNCERTAIN_FIGURE)),
            _Part((_term("inferred", said), Reason.INFERRED)),
        )
        status = choose(
            (_is(Outcome.PENDING), _word(Status.INSUFFICIENT_DATA)),
            (late, _word(Status.MET_LATE)),
            (denied, _word(Status.OVERDUE)),
            default=c("outcome"),
        )
        value = nw.when(shown).then(nw.when(denied).then(0.0).otherwise(1.0))
        told = _without_numbers() | {"status": status, "value": value, "reasons": reasons}
        return _told(grid, columns, shown, **told)
