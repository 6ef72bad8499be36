"""From what was found to a verdict: the judge's rules, one row a verdict.

The rules and the arithmetic are those of :mod:`vn_ict_directive.evaluation`, in
the same order, so that the answers are equal to the last digit. Where they are
explained: ``docs/explanation/how-we-judge.md``.
"""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from typing import ClassVar, Final

import attrs
import narwhals as nw
from narwhals import col as c

from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Status
from vn_ict_directive.evaluation.pace import ON_TRACK, ROUNDING, SLOW
from vn_ict_directive.model import Target
from vn_ict_directive.panels import terms
from vn_ict_directive.panels.columns import NUMBERS, Columns, position
from vn_ict_directive.panels.decimals import power_for
from vn_ict_directive.panels.fetching import (
    KEY_LIMIT,
    Condition,
    Frame,
    Table,
    choose,
    cross,
    join,
    odd,
    row_by_row,
    small_table,
    whole,
)
from vn_ict_directive.panels.questions import EVENTS, NEVER, TIER, keys_of
from vn_ict_directive.panels.tags import Tags
from vn_ict_directive.panels.terms import HUGE, Plan, indicator_of
from vn_ict_directive.periods import TICKS_PER_YEAR

__all__ = ["OUTPUT", "Setting", "answer_events", "answer_nothing", "answer_numbers", "next_stage"]

OUTPUT: Final = (
    *("target", "status", "outcome", "pace", "value", "period", "gap", "baseline", "ratio"),
    *("lead", "projected", "required", "reasons"),
)
"""The columns of a verdict, after those that say whose it is."""

_NUMBERS: Final = ("gap", "baseline", "ratio", "lead", "projected", "required")
_TOLERABLE: Final = 1e-3  # of the way: a way shorter still is nothing but rounding


@attrs.frozen
class Setting:
    """What all targets of a panel are judged in.

    Attributes:
        bearers: Whom to judge.
        columns: What the rows are.
        as_of: The day whose knowledge counts.
        tags: How rows tell their indicator.
        dates: The dates that series state for themselves, if they do.
    """

    bearers: Frame
    columns: Columns
    as_of: dt.date
    tags: Tags
    dates: Frame | None


def _grid(
    found: Frame, setting: Setting, layer: Sequence[Target], plan: Plan | None = None
) -> tuple[Frame, frozenset[str]]:
    """Give every bearer a row for every target, with what was found for it, if anything was.

    Returns:
        The rows, and the names of what is said of the targets.
    """
    bearers, columns, tags, dates = setting.bearers, setting.columns, setting.tags, setting.dates
    series = [*columns.by, "tag"]
    names = [indicator_of(t) for t in layer]
    if dates is None:
        said = terms.of_verdicts(layer, setting.as_of, plan)
        grid = cross(bearers, tags.table(bearers, names, said))
        return join(grid, found, on=series), frozenset(said)
    ours: Table = {
        "target": [t.id for t in layer],
        "start_stated": [position(t.start) for t in layer],
        "due_stated": [position(t.due) for t in layer],
    }
    grid = cross(bearers, tags.table(bearers, names, ours))
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
    said = terms.of_verdicts(variants, setting.as_of, plan)
    grid = join(grid, small_table(bearers, said), on=["target", "start_at", "due_at"])
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

_FOUND: Final = (
    *("tag", "start_at", "due_at", "speaks_at"),  # what brought a verdict and its figures together
    *("latest_value", "base_value", "spoken"),  # which have other names from here on
)


def answer_numbers(found: Frame, setting: Setting, layer: Sequence[Target], plan: Plan) -> Frame:
    """Work out the verdicts of targets with a number from what :func:`ask_numbers` found.

    Args:
        found: What was found, a row a series.
        setting: What is judged, and by what was known when.
        layer: The targets, one to an indicator.
        plan: What was asked.
    """
    grid, said = _grid(found, setting, layer, plan)
    return row_by_row(grid, _Answer(setting.columns, plan, said))


@attrs.frozen
class _Grid:
    """Verdicts in the making, and which columns they have by now.

    Databases bind a query anew with each step, and every column with it, so steps are few,
    and a column that nothing asks for any more does not go on to the next.
    """

    frame: Frame
    names: tuple[str, ...]

    @classmethod
    def of(cls, frame: Frame) -> "_Grid":
        return cls(frame, tuple(frame.collect_schema().names()))

    def then(self, new: Mapping[str, nw.Expr], *, spent: Container[str] = ()) -> "_Grid":
        """Add columns, or put them in the place of others, and leave out what is spent."""
        names = [name for name in self.names if name not in spent and name not in new]
        added = (expr.alias(name) for name, expr in new.items())
        return _Grid(self.frame.select(*names, *added), (*names, *new))


@attrs.frozen
class _Answer:
    """The rules for a target with a number, one after another.

    A condition that no row of the layer can meet is None, so that no engine asks for it.
    """

    columns: Columns
    plan: Plan
    said: frozenset[str]

    known: ClassVar = c("latest_key") > 0
    satisfied: ClassVar = c("holds") == 1
    ahead: ClassVar = c("direction") * (c("edge") - c("b")) > 0
    too_late: ClassVar = c("tb") >= c("due_ticks")
    line: ClassVar = c("line") == 1

    def __call__(self, frame: Frame) -> Frame:
        grid = _Grid.of(frame)
        for rule in (self._figures, self._outcome, self._line, self._way, self._numbers):
            grid = rule(grid)
        return self._headline(grid)

    @property
    def c_at(self) -> nw.Expr:
        """The period of the latest figure."""
        return self.columns.unmarked(c("latest_key"))

    @property
    def same(self) -> nw.Expr:
        """Whether the latest figure is the baseline."""
        return self.c_at == c("b_at")

    @property
    def refused(self) -> Condition:
        """Whether figures by a method that the target does not accept are there."""
        if not self.plan.refusing:
            return None
        return _but_not(self.known & (c("refused_from") < KEY_LIMIT), self.unresolved)

    @property
    def unresolved(self) -> Condition:
        """Whether nothing is known of the value that the limit is relative to."""
        return c("unresolved") == 1 if self.plan.relative else None

    @property
    def way(self) -> nw.Expr:
        """Whether there is a way from the baseline to the latest figure."""
        return _but_not(_but_not(self.known, self.refused), self.unresolved)

    @property
    def early(self) -> Condition:
        """Whether the promise was decided before its due date."""
        return c("early_key") > 0 if self.plan.early else None

    @property
    def d_at(self) -> nw.Expr:
        """The period of the last figure by the due date."""
        return self.columns.unmarked(c("due_key"))

    @property
    def speaks(self) -> Condition:
        """Whether the last figure by the due date is recent enough to speak for it."""
        if not self.plan.decided:
            return None
        there = _but_not(c("due_key") > 0, self.unresolved)
        return there if self.plan.one_speaks else there & (self.d_at > c("opens_at"))

    @property
    def rebased(self) -> Condition:
        """Whether the baseline was moved behind a change of method."""
        moved = self.plan.breaks or self.columns.flags
        return c("b_at") > c("first_at") if moved else None

    def _aim(self, value: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
        """Return the end to reach from *value* and the direction to it."""
        if not self.plan.bands:
            return c("edge"), c("direction")
        up = (c("low") > -HUGE) & ((c("high") >= HUGE) | (value < c("low")))
        edge = nw.when(up).then(c("low")).otherwise(c("high"))
        return edge, nw.when(up).then(nw.lit(1.0)).otherwise(nw.lit(-1.0))

    def _figures(self, grid: "_Grid") -> "_Grid":
        """Find the latest figure, the one that speaks for the due date, and the baseline."""
        columns, plan = self.columns, self.plan
        keys = keys_of(plan, columns)
        filled = {f"{name}_key": _key(name) for name in keys}
        filled |= {f"{name}_value": c(f"{name}_value").fill_null(0.0) for name in keys}
        if columns.numbered:
            filled |= {
                f"{name}_number": c(f"{name}_number").fill_null(0).cast(nw.Int64)
                for name in ("latest", "due", "early")
                if name in keys
            }
        if plan.relative:
            nothing = (c("relative") == 1) & c("reference").is_null()
            filled["unresolved"] = nothing.cast(nw.Int32)
            filled["reference"] = c("reference").fill_null(0.0)
            filled["power"] = power_for(filled["reference"])
        if plan.grown:
            filled["figures"] = c("figures").fill_null(0).cast(nw.Int32)
        if plan.refusing:
            filled["refused_from"] = c("refused_from").fill_null(KEY_LIMIT)
        if plan.one_speaks:
            silent = c("spoken").is_null()
            filled["due_key"] = nw.when(silent).then(-1).otherwise(c("speaks_at"))
            filled["due_value"] = c("spoken").fill_null(0.0)
        base = _key("base")
        filled["b_at"] = choose(
            (base >= 2 * TIER, base - 2 * TIER), (base >= TIER, base - TIER), default=TIER - base
        )
        filled["c"], filled["b"] = filled.pop("latest_value"), filled.pop("base_value")
        grid = grid.then(filled, spent=_FOUND)
        if plan.relative:
            grid = self._limits(grid)
        candidates = [
            (TIER - c(f"{name}_key"), c(f"{name}_value"), c(f"{name}_key") > 0)
            for name in keys
            if name.startswith("break")
        ]
        if columns.flags:
            candidates.append((c("flagged_key"), c("flagged_value"), c("flagged_key") > 0))
        if candidates:
            grid = grid.then({"first_at": c("b_at")})
        for at, value, there in candidates:
            later = _but_not(there & (at > c("b_at")), _term("ignore", self.said))
            grid = grid.then(
                {
                    "b": nw.when(later).then(value).otherwise(c("b")),
                    "b_at": nw.when(later).then(at).otherwise(c("b_at")),
                }
            )
        return grid

    def _limits(self, grid: "_Grid") -> "_Grid":
        """Work out the limits that are relative to an earlier value."""
        ends = ("low", "high") if self.plan.bands else ("edge",)
        limits = terms.resolved("least", "most", *ends)
        return grid.then(limits, spent=("reference", "power", "above", "below", "relative"))

    def _outcome(self, grid: "_Grid") -> "_Grid":
        """Decide, and say which figure decided; where none did, the latest is shown."""
        columns, plan, speaks, early = self.columns, self.plan, self.speaks, self.early
        if plan.bands:
            edge, direction = self._aim(c("b"))
            near, back = self._aim(c("c"))
            past = ~_keeps(c("c")) & (back != direction)
            grid = grid.then(
                {
                    "edge": edge,
                    "direction": direction,
                    "near": near,
                    "past": past.cast(nw.Int32),
                }
            )
        by_figure = _both(speaks, c("decided") == 1)
        foreign = _both(speaks, _both(self.refused, self.d_at >= c("refused_from")))
        kept = _both(speaks, _keeps(c("due_value")))
        outcome = choose(
            (_both(early, _term("reach", self.said)), _word(Outcome.MET)),
            (early, _word(Outcome.MISSED)),
            (c("decided") == 0, _word(Outcome.PENDING)),
            (foreign, _word(Outcome.UNDETERMINED)),
            (kept, _word(Outcome.MET)),
            (speaks, _word(Outcome.MISSED)),
            (_term("suspended", self.said), _word(Outcome.NOT_EVALUABLE)),
            default=_word(Outcome.AWAITING_DATA),
        )

        def of_shown(early_part: nw.Expr, due_part: nw.Expr, latest_part: nw.Expr) -> nw.Expr:
            return choose((early, early_part), (by_figure, due_part), default=latest_part)

        place, tb = columns.unmarked(c("early_key")), columns.ticks(c("b_at"))
        leads = self.way & ~self.same & self.ahead & (tb < c("due_ticks"))
        new = {
            "outcome": outcome,
            "shown": of_shown(c("early_value"), c("due_value"), c("c")),
            "shown_key": of_shown(
                columns.marked(TIER - place, odd("early_key")), c("due_key"), c("latest_key")
            ),
            "tc": columns.ticks(self.c_at),
            "tb": tb,
            "line": _but_not(leads, self.overshot).cast(nw.Int32),
            "holds": _keeps(c("c")).cast(nw.Int32),
        }
        numbers = [f"{name}_number" for name in ("early", "due", "latest")]
        if columns.numbered:
            new["shown_number"] = of_shown(*map(c, numbers))
        if plan.decided:
            there = ~c("late_low").is_null()
            low, high = c("late_low").fill_null(0.0), c("late_high").fill_null(0.0)
            keeps = (high >= c("least")) & (low <= c("most"))
            if plan.bands:
                two = (c("low") > -HUGE) & (c("high") < HUGE)
                keeps = choose((two, c("late_in").fill_null(0) == 1), default=keeps)
            new["later_keeps"] = (there & keeps).cast(nw.Int32)
            new["later_breaks"] = (there & ((low < c("least")) | (high > c("most")))).cast(nw.Int32)
        spent = ("early_value", "due_value", "late_low", "late_high", "late_in", *numbers)
        return grid.then(new, spent=spent)

    @property
    def overshot(self) -> Condition:
        """Whether the way led past a band and out of it again."""
        return c("past") == 1 if self.plan.bands else None

    def _line(self, grid: "_Grid") -> "_Grid":
        """Lay the straight line to the due date; where there is none, its parts are harmless."""
        line, due, d = self.line, c("due_ticks"), c("direction")
        return grid.then(
            {
                "elapsed": nw.when(line).then(c("tc") - c("tb")).otherwise(1.0),
                "whole_time": nw.when(line).then(due - c("tb")).otherwise(1.0),
                "gone": nw.when(line).then(d * (c("c") - c("b"))).otherwise(0.0),
                "whole": nw.when(line).then(d * (c("edge") - c("b"))).otherwise(1.0),
            }
        )

    def _way(self, grid: "_Grid") -> "_Grid":
        """Compare the way since the baseline with the line."""
        asked = c("whole") * c("elapsed")
        sizes = c("b").abs() + c("c").abs() + c("edge").abs()
        rounding = ROUNDING * sizes * (c("whole_time") + c("elapsed"))
        grid = grid.then(
            {
                "done": c("gone") * c("whole_time"),
                "asked": asked,
                "rounding": nw.when(rounding < asked * _TOLERABLE).then(rounding).otherwise(0.0),
            }
        )
        straight = (c("done") - c("asked")).abs() <= c("rounding")
        lead = (c("gone") / c("whole") * c("whole_time") - c("elapsed")) / TICKS_PER_YEAR
        return grid.then(
            {
                "ratio": nw.when(straight).then(1.0).otherwise(c("done") / c("asked")),
                "lead": nw.when(straight).then(0.0).otherwise(lead),
            },
            spent=("elapsed", "whole_time", "gone", "whole"),
        )

    def _numbers(self, grid: "_Grid") -> "_Grid":
        """Keep of the arithmetic what means something, and say the pace."""
        due, way, same = c("due_ticks"), self.way, self.same
        finite = self.line & c("ratio").is_finite() & c("lead").is_finite()
        carried = way & ~same & (c("tc") <= due)
        span = nw.when(carried).then(c("tc") - c("tb")).otherwise(1.0)
        projected = (c("c") * (due - c("tb")) - c("b") * (due - c("tc"))) / span
        projected = nw.when(finite & (c("ratio") == 1.0)).then(c("edge")).otherwise(projected)
        if (rank := _term("rank", self.said)) is not None:
            projected = nw.when(rank & (projected < 1.0)).then(1.0).otherwise(projected)
        before = way & (c("tc") < due)
        years = nw.when(before).then((due - c("tc")) / TICKS_PER_YEAR).otherwise(1.0)
        near = c("near") if self.plan.bands else c("edge")
        required = nw.when(self.satisfied).then(0.0).otherwise((near - c("c")) / years)
        shown_edge, shown_direction = self._aim(c("shown"))
        missing = shown_direction * (shown_edge - c("shown"))
        gap = nw.when(_keeps(c("shown"))).then(0.0).otherwise(missing)
        return grid.then(
            {
                "pace": self._pace(),
                "baseline": nw.when(way).then(c("b")),
                "ratio": nw.when(finite).then(c("ratio")),
                "lead": nw.when(finite).then(c("lead")),
                "projected": nw.when(carried).then(projected),
                "required": nw.when(before).then(required),
                "gap": nw.when(_but_not(self.known, self.unresolved)).then(gap),
                "value": nw.when(self.known).then(c("shown")),
            },
            spent=("done", "asked", "rounding", "tc", "near", "least", "most", "low", "high", "c"),
        )

    def _pace(self) -> nw.Expr:
        on, slow = ON_TRACK.as_integer_ratio(), SLOW.as_integer_ratio()
        forward = c("done") + c("rounding")
        lost_way = _keeps(c("b")) | (c("direction") * (c("c") - c("b")) < 0)
        return choose(
            (~self.way | self.same, _word(Pace.INSUFFICIENT_DATA)),
            (self.satisfied, _word(Pace.HOLDING)),
            (~self.ahead & lost_way, _word(Pace.REGRESSING)),
            (~self.ahead, _word(Pace.STALLED)),
            (self.overshot, _word(Pace.REGRESSING)),
            (self.too_late, _word(Pace.INSUFFICIENT_DATA)),
            (forward * on[1] >= c("asked") * on[0], _word(Pace.ON_TRACK)),
            (forward * slow[1] >= c("asked") * slow[0], _word(Pace.SLOW)),
            (c("done") >= 0, _word(Pace.STALLED)),
            default=_word(Pace.REGRESSING),
        )

    def _headline(self, grid: "_Grid") -> Frame:
        """Say the status, and why, in the order in which evaluate() says it."""
        plan, early, refused, way = self.plan, self.early, self.refused, self.way
        unresolved, suspended = self.unresolved, _term("suspended", self.said)
        met, missed, pending = _is(Outcome.MET), _is(Outcome.MISSED), c("decided") == 0
        undetermined = _is(Outcome.UNDETERMINED) if plan.refusing else None
        late = missed & (c("later_keeps") == 1) if plan.decided else None
        lost = met & (c("later_breaks") == 1) if plan.decided else None
        beyond = met & (c("shown") < c("best")) if "best" in self.said else None
        status = choose(
            (_is(Outcome.PENDING), c("pace")),
            (late, _word(Status.MET_LATE)),
            (beyond, _word(Status.EXCEEDED)),
            default=c("outcome"),
        )
        uncertain: Condition = None
        if self.columns.flags:
            rests = nw.any_horizontal(
                *(pending, met, missed, _is(Outcome.UNDETERMINED)), ignore_nulls=True
            )
            uncertain = rests & self.known & (odd("shown_key") == 1)
        reasons = _reasons(
            _Part(
                (_both(early, _term("reach", self.said)), Reason.REACHED_IN_TIME),
                (early, Reason.VIOLATED_IN_TIME),
                (pending, Reason.BEFORE_DUE),
                (self.speaks, Reason.FIGURE_IN_WINDOW),
                (unresolved, Reason.NO_REFERENCE),
                (suspended, Reason.SUSPENDED),
                default=Reason.NO_FIGURE_IN_WINDOW,
            ),
            _Part(
                (_both(unresolved, pending), Reason.NO_REFERENCE),
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
                (~self.known & (c("figures") > 0) if plan.grown else None, Reason.NO_GROWTH),
                (~self.known, Reason.NO_FIGURES),
                (refused, None),
                (self.rebased, Reason.REBASED_AFTER_BREAK),
                (c("base_key") >= 2 * TIER, None),
                (c("base_key") >= TIER, Reason.BASELINE_PUBLISHED_LATER),
                default=Reason.BASELINE_AFTER_START,
            ),
            _Part(
                (~way, None),
                (self.same, Reason.NOTHING_NEWER),
                (~self.ahead, Reason.BASELINE_SATISFIED),
                (self.overshot, Reason.OVERSHOT),
                (self.too_late, Reason.BASELINE_AFTER_DUE),
            ),
            _Part((beyond, Reason.BEYOND_LEADING_GROUP)),
            _Part((uncertain, Reason.UNCERTAIN_FIGURE)),
            _Part((_term("inferred", self.said), Reason.INFERRED)),
        )
        return _told(grid.frame, self.columns, self.known, status=status, reasons=reasons)


def _key(name: str) -> nw.Expr:
    """Return a figure's key; -1 without one."""
    return c(f"{name}_key").fill_null(-1).cast(nw.Int32)


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
    """Return verdicts as they are told, with the text of the period *shown*, if any is."""
    names = [*columns.by, *OUTPUT]
    if columns.period == "year":
        year = columns.year_text(columns.unmarked(c("shown_key")))
        said["period"] = nw.when(shown).then(year)
        return grid.select(*(said[name].alias(name) if name in said else name for name in names))
    number = c("shown_number") - whole(c("shown_number"), NUMBERS) * NUMBERS
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

    def advanced(part: Frame) -> Frame:
        headline = {
            name: nw.when(keep).then(c(name)).otherwise(value)
            for name, value in {**other, "reasons": reasons}.items()
        }
        return part.with_columns(**headline).select(*columns.by, *OUTPUT)

    return row_by_row(join(before, after, on=[*columns.by, "target"]), advanced)


_EARLIER: Final = f" {Reason.EARLIER_STAGE_MISSED}"


# --- what nothing measures, and events ------------------------------------------------


def answer_nothing(bearers: Frame, columns: Columns, targets: Sequence[Target]) -> Frame:
    """Judge what no published figure can decide: not evaluable."""
    reasons = [
        " ".join([Reason.NO_PUBLIC_MEASURE, *([Reason.INFERRED] if t.inferences else [])])
        for t in targets
    ]
    table = small_table(bearers, {"target": [t.id for t in targets], "reasons": reasons})
    said = _without_numbers() | {
        "outcome": _word(Outcome.NOT_EVALUABLE),
        "status": _word(Status.NOT_EVALUABLE),
        "value": nw.lit(None, nw.Float64),
        "period": nw.lit(None, nw.String),
    }
    return cross(bearers, table).with_columns(**said).select(*columns.by, *OUTPUT)


def _without_numbers() -> dict[str, nw.Expr]:
    """Return what verdicts say that no straight line leads to."""
    return {
        **{name: nw.lit(None, nw.Float64) for name in _NUMBERS},
        "pace": _word(Pace.INSUFFICIENT_DATA),
    }


def answer_events(found: Frame, setting: Setting, layer: Sequence[Target]) -> Frame:
    """Work out the verdicts of milestones from what :func:`ask_events` found."""
    grid, said = _grid(found, setting, layer)
    return row_by_row(grid, _EventAnswer(setting.columns, said))


@attrs.frozen
class _EventAnswer:
    """The rules for a milestone."""

    columns: Columns
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
        grid = grid.with_columns(shown_key=whole(c("shown_number"), NUMBERS))
        met, missed = _is(Outcome.MET), _is(Outcome.MISSED)
        denied = missed & there["denied"]
        late = missed & (~there["denied"] | there["after"])
        shown = c("shown_key") > 0
        uncertain = shown & (odd("shown_key") == 1) if columns.flags else None
        happened_at = columns.unmarked(whole(c("happened"), NUMBERS))
        reasons = _reasons(
            _Part(
                (met, Reason.EVENT_IN_TIME),
                (_is(Outcome.PENDING), Reason.BEFORE_DUE),
                (denied, Reason.REPORTED_NOT_DONE),
                (_is(Outcome.UNDETERMINED), Reason.EVENT_DATE_IMPRECISE),
                (missed, Reason.EVENT_AFTER_DUE),
                (suspended, Reason.SUSPENDED),
                default=Reason.NO_EVENT_REPORTED,
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
