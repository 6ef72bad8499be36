"""The judge's rules for many series at once: a few aggregations, then one row a verdict.

The rules and the arithmetic are those of :mod:`vn_ict_directive.evaluation`, in
the same order, so that the answers are equal to the last digit. Where they are
explained: ``docs/explanation/how-we-judge.md``.
"""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import attrs
import narwhals as nw
from narwhals import col as c

from vn_ict_directive.criteria import AtLeast, AtMost, Criterion, LeadingGroup, Milestone, Within
from vn_ict_directive.errors import InvalidDataError, InvalidValueError
from vn_ict_directive.evaluation.outcome import Outcome, Pace, Reason, Status
from vn_ict_directive.evaluation.pace import ON_TRACK, ROUNDING, SLOW
from vn_ict_directive.model import Target
from vn_ict_directive.observations import Flag
from vn_ict_directive.panels.columns import NUMBERS, Columns, position
from vn_ict_directive.panels.fetching import (
    KEY_LIMIT,
    Frame,
    choose,
    cross,
    fetch,
    is_leap,
    join,
    small_table,
    stack,
    whole,
)
from vn_ict_directive.periods import TICKS_PER_YEAR
from vn_ict_directive.quantities import Unit

__all__ = ["OUTPUT", "check_targets", "judge"]

OUTPUT: Final = (
    *("target", "status", "outcome", "pace", "value", "period", "gap", "baseline", "ratio"),
    *("lead", "projected", "required", "reasons"),
)
"""The columns of a verdict, after those that say whose it is."""

_NUMERIC: Final = (AtMost, AtLeast, LeadingGroup, Within)
_HUGE: Final = 1.7e308  # beyond every value a row may hold
_TIER: Final = 2**22  # more than any position of a day
_SHOWN_KEYS: Final = ("latest", "due", "early")  # of the figures that a verdict may show
_NEVER: Final = 2**50  # more than any mark of a row
_TOLERABLE: Final = 1e-3  # of the way: a way shorter still is nothing but rounding
_UNCERTAIN: Final = tuple(flag for flag in Flag if flag is not Flag.BREAK)


def check_targets(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Return the targets, or say which a panel cannot be judged by.

    Raises:
        InvalidValueError: *targets* holds something else, or an id twice.
        InvalidDataError: Several targets are staged, relative or of growth.
    """
    if isinstance(targets, str | Target) or not isinstance(targets, Iterable):
        raise InvalidValueError("targets", targets, "a sequence of targets")
    found = tuple(targets)
    faults = []
    for target in found:
        if not isinstance(target, Target):
            raise InvalidValueError("targets", target, "a sequence of targets")
        if not isinstance(target.criterion, (*_NUMERIC, Milestone)):
            faults.append(
                InvalidValueError(
                    f"Target({target.id}).criterion",
                    type(target.criterion).__name__,
                    "a number, a band, a leading group or a milestone",
                    "Give each stage as a target of its own, a limit relative to an earlier value "
                    "worked out, and growth as a series; or judge it by evaluate().",
                )
            )
    if faults:
        raise InvalidDataError("The panel cannot be judged", faults)
    ids = [target.id for target in found]
    if len(set(ids)) < len(ids):
        twice = sorted({name for name in ids if ids.count(name) > 1})
        raise InvalidValueError("targets", ", ".join(twice), "targets whose ids differ")
    if not found:
        raise InvalidValueError("targets", found, "at least one target")
    return found


def judge(
    frame: Frame,
    bearers: Frame,
    columns: Columns,
    targets: Sequence[Target],
    as_of: dt.date,
    *,
    revised: bool,
) -> Frame:
    """Judge every bearer by every target.

    Args:
        frame: Sound rows, by our names.
        bearers: Whom to judge: the columns ``by``, each once.
        columns: What the rows are.
        targets: What to judge by.
        as_of: The day whose knowledge counts.
        revised: Whether a period may have several printings.

    Returns:
        The columns ``by`` and :data:`OUTPUT`, a row a bearer and target.
    """
    rows = columns.rows(frame.filter(~c("value").is_null()))
    rows = rows.filter(columns.known_by(as_of))
    if columns.flags:
        flags = c("flags").fill_null("")
        uncertain = nw.any_horizontal(
            *(flags.str.contains(flag, literal=True) for flag in _UNCERTAIN), ignore_nulls=True
        )
        rows = rows.with_columns(
            doubt=uncertain.cast(nw.Int64),
            broken=flags.str.contains(Flag.BREAK, literal=True).cast(nw.Int64),
        )
    dates = _own_dates(columns.rows(frame), columns) if columns.own_dates else None
    if revised:
        rows = _latest_printing(rows, columns)
        columns = attrs.evolve(columns, published="text")  # they hold a column known from here on
    measured = {t.indicator.id for t in targets if t.indicator}

    def of(layer: Sequence[Target]) -> Frame:
        names = [t.indicator.id for t in layer if t.indicator]
        return rows if len(names) == len(measured) else rows.filter(c("indicator").is_in(names))

    parts = [
        _unmeasured(bearers, [t for t in targets if t.indicator is None]),
        *(
            _numbers(of(layer), bearers, columns, layer, as_of, dates)
            for layer in _layers(t for t in targets if isinstance(t.criterion, _NUMERIC))
        ),
        *(
            _events(of(layer), bearers, columns, layer, as_of, dates)
            for layer in _layers(
                t for t in targets if isinstance(t.criterion, Milestone) and t.indicator
            )
        ),
    ]
    found = [part.select(*columns.by, *OUTPUT) for part in parts if part is not None]
    return stack(found)


def _latest_printing(rows: Frame, columns: Columns) -> Frame:
    """Keep the last printing of each period, with the day of the first."""
    known = columns.known()
    marks = ("doubt", "broken") if columns.flags else ()
    key = known * 4
    for weight, mark in enumerate(reversed(marks)):
        key = key + c(mark) * (weight + 1)
    rows = rows.with_columns(known=known, printing=key)
    kept = ["begin", *(("start", "due") if columns.own_dates else ())]
    kept += ["number"] if columns.numbered else []
    found = fetch(
        rows,
        [*columns.by, "indicator", "at"],
        {"printing": "printing"},
        [c("known").min(), *(c(name).max() for name in kept)],
    )
    bits = c("printing_key") - whole(c("printing_key"), 4) * 4
    found = found.with_columns(value=c("printing_value"), bits=bits)
    if marks:
        found = found.with_columns(doubt=_half("bits"), broken=_odd("bits"))
    names = [*columns.by, "indicator", "at", "known", "value", *kept, *marks]
    return found.select(*names)


def _own_dates(rows: Frame, columns: Columns) -> Frame:
    """Return the dates that each series states for itself, whether its figures are known or not."""
    rows = rows.with_columns(start_at=columns.place("start"), due_at=columns.place("due"))
    return rows.group_by(*columns.by, "indicator").agg(c("start_at").max(), c("due_at").max())


def _layers(targets: Iterable[Target]) -> Iterator[list[Target]]:
    """Part the targets so that none of a layer share an indicator: rows then have one target."""
    layers: list[dict[str, Target]] = []
    for target in targets:
        name = target.indicator.id if target.indicator else ""
        layer = next((one for one in layers if name not in one), None)
        if layer is None:
            layer = {}
            layers.append(layer)
        layer[name] = target
    yield from (list(layer.values()) for layer in layers)


# --- what targets say of rows -----------------------------------------------------


def _by_indicator(cases: Sequence[tuple[Target, Any]], make: Any) -> nw.Expr:
    """Return *make* of each target's case, by the row's indicator; equal cases share one."""
    grouped: dict[Any, list[str]] = {}
    for target, case in cases:
        grouped.setdefault(case, []).append(target.indicator.id if target.indicator else "")
    *others, last = sorted(grouped, key=lambda case: len(grouped[case]))
    return choose(
        *((c("indicator").is_in(grouped[case]), make(case)) for case in others), default=make(last)
    )


class _Limits(NamedTuple):
    """A numeric criterion as two ends.

    ``low`` and ``high`` are what to reach, ``least`` and ``most`` the outermost
    values that keep the promise: a strict end is one double further in.
    """

    low: float = -_HUGE
    high: float = _HUGE
    least: float = -_HUGE
    most: float = _HUGE

    @classmethod
    def of(cls, criterion: Criterion) -> "_Limits":
        match criterion:
            case AtMost(value=value, strict=strict):
                return cls(high=value, most=math.nextafter(value, -math.inf) if strict else value)
            case AtLeast(value=value, strict=strict):
                return cls(low=value, least=math.nextafter(value, math.inf) if strict else value)
            case LeadingGroup(worst=worst):
                return cls(high=float(worst), most=float(worst))
            case Within(low=low, high=high):
                return cls(low, high, low, high)
            case _:  # an event has no ends
                return cls()

    def kept_by(self, value: nw.Expr) -> nw.Expr:
        return (value >= self.least) & (value <= self.most)


def _aim(value: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """Return the end to reach from *value* and the direction to it."""
    up = (c("low") > -_HUGE) & ((c("high") >= _HUGE) | (value < c("low")))
    edge = nw.when(up).then(c("low")).otherwise(c("high"))
    return edge, nw.when(up).then(nw.lit(1.0)).otherwise(nw.lit(-1.0))


def _keeps(value: nw.Expr) -> nw.Expr:
    return (value >= c("least")) & (value <= c("most"))


# --- numbers ------------------------------------------------------------------------


class _Plan(NamedTuple):
    """What the rows of a layer have to be asked, and nothing more."""

    decided: bool
    early: bool
    bands: bool
    refusing: bool
    breaks: int

    @classmethod
    def of(cls, layer: Sequence[Target], columns: Columns, as_of: dt.date) -> "_Plan":
        breaks = [len(t.indicator.breaks) for t in layer if t.indicator]
        return cls(
            decided=columns.own_dates or any(t.due <= as_of for t in layer),
            early=any(t.mode != "at" for t in layer),
            bands=any(isinstance(t.criterion, Within) for t in layer),
            refusing=any(t.on_break == "refuse" for t in layer)
            and (columns.flags or max(breaks) > 0),
            breaks=max(breaks),
        )


def _numbers(  # noqa: C901 - only what the layer needs is asked
    rows: Frame,
    bearers: Frame,
    columns: Columns,
    layer: Sequence[Target],
    as_of: dt.date,
    dates: Frame | None,
) -> Frame:
    """Judge by targets with a number, one to an indicator."""
    plan = _Plan.of(layer, columns, as_of)
    series = [*columns.by, "indicator"]
    doubt = c("doubt") if columns.flags else nw.lit(0)
    if columns.own_dates:
        rows = rows.with_columns(
            start_at=columns.place("start"), due_at=columns.place("due"), stamp=columns.known()
        )
        at_start = c("stamp") <= c("start_at")
    else:
        at_start = _by_indicator([(t, t.start) for t in layer], columns.known_by)
        rows = rows.with_columns(
            start_at=_by_indicator([(t, position(t.start)) for t in layer], nw.lit),
            due_at=_by_indicator([(t, position(t.due)) for t in layer], nw.lit),
        )
    usable = nw.lit(value=True)
    if plan.refusing:
        rows = _with_refusal(rows, series, layer, columns)
        usable = c("at") < c("refused_from")
    late = (c("at") > c("due_at")) & usable
    keys = {
        "latest": c("at") * 2 + doubt,
        "base": choose(
            (at_start, c("at") + 2 * _TIER),
            (c("at") <= c("start_at"), c("at") + _TIER),
            default=_TIER - c("at"),
        ),
    }
    extra: list[nw.Expr] = []
    masked: dict[str, nw.Expr] = {}
    if columns.numbered:
        masked["latest_number"] = c("at") * NUMBERS + c("number")
    if plan.decided:
        keys["due"] = nw.when(c("at") <= c("due_at")).then(c("at") * 2 + doubt).otherwise(-1)
        if columns.numbered:
            number = c("at") * NUMBERS + c("number")
            masked["due_number"] = nw.when(c("at") <= c("due_at")).then(number).otherwise(-1)
        masked["late"] = nw.when(late).then(c("value"))
        extra += [c("late").min().alias("late_low"), c("late").max().alias("late_high")]
        if plan.bands:
            inside = _by_indicator(
                [(t, _Limits.of(t.criterion)) for t in layer], lambda ends: ends.kept_by(c("value"))
            )
            masked["late_in"] = nw.when(late & inside).then(1).otherwise(0)
            extra.append(c("late_in").max())
    if plan.early:
        wanted = _by_indicator(
            [(t, (t.mode, _Limits.of(t.criterion))) for t in layer],
            lambda case: {
                "at": nw.lit(value=False),
                "reach": case[1].kept_by(c("value")),
                "maintain": ~case[1].kept_by(c("value")),
            }[case[0]],
        )
        within = (c("at") > c("start_at")) & (c("at") <= c("due_at")) & usable
        early = within & wanted
        keys["early"] = nw.when(early).then((_TIER - c("at")) * 2 + doubt).otherwise(-1)
        if columns.numbered:
            number = (_TIER - c("at")) * NUMBERS + c("number")
            masked["early_number"] = nw.when(early).then(number).otherwise(-1)
    for order in range(plan.breaks):
        opens = _by_indicator([(t, _break_at(t, order)) for t in layer], nw.lit)
        keys[f"break{order}"] = nw.when(c("at") >= opens).then(_TIER - c("at")).otherwise(-1)
    if columns.flags:
        keys["flagged"] = nw.when(c("broken") == 1).then(c("at")).otherwise(-1)
    if plan.refusing:
        extra.append(c("refused_from").min())
    extra += [c(name).max() for name in masked if name.endswith("_number")]
    rows = rows.with_columns(**masked, **{f"{name}_order": key for name, key in keys.items()})
    found = fetch(
        rows, series, {name: f"{name}_order" for name in keys}, extra, decimals=columns.decimals
    )
    grid = _grid(found, bearers, columns, layer, as_of, dates)
    return _verdicts(grid, columns, plan, list(keys))


def _break_at(target: Target, number: int) -> int:
    breaks = target.indicator.breaks if target.indicator else ()
    if target.on_break == "ignore" or number >= len(breaks):
        return KEY_LIMIT
    return position(breaks[number].at)


def _with_refusal(
    rows: Frame, series: list[str], layer: Sequence[Target], columns: Columns
) -> Frame:
    """Add the position of the first figure by a method that the target does not accept."""
    refuses = [t.indicator.id for t in layer if t.on_break == "refuse" and t.indicator]
    changed = c("broken") == 1 if columns.flags else nw.lit(value=False)
    for number in range(max(len(t.indicator.breaks) for t in layer if t.indicator)):
        opens = _by_indicator([(t, _break_at(t, number)) for t in layer], nw.lit)
        changed = changed | ((opens > c("start_at")) & (c("at") >= opens))
    foreign = changed & (c("at") > c("start_at")) & c("indicator").is_in(refuses)
    rows = rows.with_columns(foreign=nw.when(foreign).then(c("at")).otherwise(KEY_LIMIT))
    first = rows.group_by(*series).agg(c("foreign").min().alias("refused_from"))
    return join(rows.drop("foreign"), first, on=series)


def _terms(layer: Sequence[Target], as_of: dt.date) -> dict[str, list[Any]]:
    """Lay the targets' own words out as the columns of a small table."""
    rows = []
    for target in layer:
        limits = _Limits.of(target.criterion)
        best = target.criterion.best if isinstance(target.criterion, LeadingGroup) else None
        opens = target.window_start
        suspended = target.indicator and target.indicator.suspended(
            opens + dt.timedelta(days=1), target.due
        )
        rows.append(
            {
                "target": target.id,
                "indicator": target.indicator.id if target.indicator else "",
                "start_at": position(target.start),
                "due_at": position(target.due),
                "opens_at": position(opens),
                **limits._asdict(),
                "best": -_HUGE if best is None else float(best),
                "rank": int(target.unit is Unit.RANK),
                "inferred": int(bool(target.inferences)),
                "suspended": int(bool(suspended)),
                "decided": int(as_of >= target.due),
                "reach": int(target.mode == "reach"),
                "refuse": int(target.on_break == "refuse"),
                "ignore": int(target.on_break == "ignore"),
            }
        )
    return {name: [row[name] for row in rows] for name in rows[0]}


def _grid(
    found: Frame,
    bearers: Frame,
    columns: Columns,
    layer: Sequence[Target],
    as_of: dt.date,
    dates: Frame | None,
) -> Frame:
    """Give every bearer a row for every target, with what was found for it, if anything was."""
    series = [*columns.by, "indicator"]
    if dates is None:
        grid = cross(bearers, small_table(bearers, _terms(layer, as_of)))
        return join(grid, found, on=series)
    stated = _terms(layer, as_of)
    stated = {
        "target": stated["target"],
        "indicator": stated["indicator"],
        "start_stated": stated["start_at"],
        "due_stated": stated["due_at"],
    }
    variants = [
        attrs.evolve(t, start=start, due=due)
        for t in layer
        for start, due in dict.fromkeys(((t.start, t.due), *columns.dates))
    ]
    grid = cross(bearers, small_table(bearers, stated))
    grid = join(grid, dates, on=series)
    grid = join(grid, found, on=series)
    grid = grid.with_columns(
        start_at=nw.coalesce(c("start_at"), c("start_stated")).cast(nw.Int64),
        due_at=nw.coalesce(c("due_at"), c("due_stated")).cast(nw.Int64),
    ).drop("indicator")
    terms = small_table(bearers, _terms(variants, as_of))
    return join(grid, terms, on=["target", "start_at", "due_at"])


def _ticks(at: nw.Expr) -> nw.Expr:
    """Turn positions into ticks, in which all years are equally long."""
    year = whole(at - 1, 366)
    day = at - year * 366
    share = nw.when(is_leap(year)).then(day * 365).otherwise((day - 1) * 366)
    return (year * TICKS_PER_YEAR + share).cast(nw.Float64)


def _word(code: object) -> nw.Expr:
    return nw.lit(str(code))


def _reason(*cases: tuple[nw.Expr, Reason | None]) -> nw.Expr:
    """Return the code of the first condition that holds, with a space before; None says nothing."""
    return choose(
        *((when, nw.lit(f" {code}" if code else "")) for when, code in cases), default=nw.lit("")
    )


def _verdicts(grid: Frame, columns: Columns, plan: _Plan, keys: Sequence[str]) -> Frame:  # noqa: PLR0915 - one rule after another
    """Work out the verdict of each row from what was fetched for it."""
    yes, no = nw.lit(value=True), nw.lit(value=False)
    grid = grid.with_columns(
        *(c(f"{name}_key").fill_null(-1).cast(nw.Int64) for name in keys),
        *(c(f"{name}_value").fill_null(0.0) for name in keys),
        *(
            [c(f"{n}_number").fill_null(0).cast(nw.Int64) for n in keys if n in _SHOWN_KEYS]
            if columns.numbered
            else []
        ),
        *([c("refused_from").fill_null(KEY_LIMIT)] if plan.refusing else []),
    )

    # --- which figures: the latest, the one that speaks for the due date, the baseline
    grid = grid.with_columns(
        c_at=_half("latest_key"),
        b_at=choose(
            (c("base_key") >= 2 * _TIER, c("base_key") - 2 * _TIER),
            (c("base_key") >= _TIER, c("base_key") - _TIER),
            default=_TIER - c("base_key"),
        ),
        b=c("base_value"),
    )
    known = c("latest_key") > 0
    candidates = [
        (_TIER - c(f"break{number}_key"), c(f"break{number}_value"), c(f"break{number}_key") > 0)
        for number in range(plan.breaks)
    ]
    if columns.flags:
        candidates.append((c("flagged_key"), c("flagged_value"), c("flagged_key") > 0))
    grid = grid.with_columns(first_at=c("b_at"))
    for at, value, there in candidates:
        later = there & (at > c("b_at")) & (c("ignore") == 0)
        grid = grid.with_columns(
            b=nw.when(later).then(value).otherwise(c("b")),
            b_at=nw.when(later).then(at).otherwise(c("b_at")),
        )
    rebased = c("b_at") > c("first_at")
    refused = known & (c("refused_from") < KEY_LIMIT) if plan.refusing else no
    early = c("early_key") > 0 if plan.early else no
    if plan.decided:
        d_at = _half("due_key")
        speaks = (c("due_key") > 0) & (d_at > c("opens_at"))
        foreign = refused & (d_at >= c("refused_from")) if plan.refusing else no
    else:
        d_at, speaks, foreign = nw.lit(0), no, no

    # --- the outcome
    kept = _keeps(c("due_value")) if plan.decided else no
    outcome = choose(
        (early & (c("reach") == 1), _word(Outcome.MET)),
        (early, _word(Outcome.MISSED)),
        (c("decided") == 0, _word(Outcome.PENDING)),
        (speaks & foreign, _word(Outcome.UNDETERMINED)),
        (speaks & kept, _word(Outcome.MET)),
        (speaks, _word(Outcome.MISSED)),
        (c("suspended") == 1, _word(Outcome.NOT_EVALUABLE)),
        default=_word(Outcome.AWAITING_DATA),
    )
    by_figure = speaks & (c("decided") == 1)
    shown_key = choose(
        *([(early, (_TIER - _half("early_key")) * 2 + _odd("early_key"))] if plan.early else []),
        *([(by_figure, c("due_key"))] if plan.decided else []),
        default=c("latest_key"),
    )

    def of_shown(part: str) -> nw.Expr:
        return choose(
            *([(early, c(f"early_{part}"))] if plan.early else []),
            *([(by_figure, c(f"due_{part}"))] if plan.decided else []),
            default=c(f"latest_{part}"),
        )

    grid = grid.with_columns(
        outcome=outcome,
        shown=of_shown("value"),
        shown_key=shown_key,
        **({"shown_number": of_shown("number")} if columns.numbered else {}),
    )
    if plan.decided:
        there = ~c("late_low").is_null()
        low, high = c("late_low").fill_null(0.0), c("late_high").fill_null(0.0)
        satisfies = (high >= c("least")) & (low <= c("most"))
        if plan.bands:
            two = (c("low") > -_HUGE) & (c("high") < _HUGE)
            satisfies = choose((two, c("late_in").fill_null(0) == 1), default=satisfies)
        late = there & satisfies & (c("outcome") == str(Outcome.MISSED))
        violates = (low < c("least")) | (high > c("most"))
        lost = there & violates & (c("outcome") == str(Outcome.MET))
    else:
        late = lost = no
    grid = grid.with_columns(late=late.cast(nw.Int64), lost=lost.cast(nw.Int64))

    # --- the pace
    grid = grid.with_columns(
        tc=_ticks(c("c_at")), tb=_ticks(c("b_at")), due=_ticks(c("due_at")), c=c("latest_value")
    )
    edge, direction = _aim(c("b"))
    near, back = _aim(c("c"))
    grid = grid.with_columns(edge=edge, direction=direction, near=near, back=back)
    way = known & ~refused
    same = c("c_at") == c("b_at")
    satisfied = _keeps(c("c"))
    ahead = c("direction") * (c("edge") - c("b")) > 0
    lost_way = _keeps(c("b")) | (c("direction") * (c("c") - c("b")) < 0)
    overshot = ~satisfied & (c("back") != c("direction"))
    too_late = c("tb") >= c("due")
    on_way = way & ~same & ahead & ~overshot & ~too_late
    grid = grid.with_columns(line=on_way.cast(nw.Int64))
    on_way = c("line") == 1
    grid = grid.with_columns(
        elapsed=nw.when(on_way).then(c("tc") - c("tb")).otherwise(1.0),
        whole_time=nw.when(on_way).then(c("due") - c("tb")).otherwise(1.0),
        gone=nw.when(on_way).then(c("direction") * (c("c") - c("b"))).otherwise(0.0),
        whole=nw.when(on_way).then(c("direction") * (c("edge") - c("b"))).otherwise(1.0),
    )
    sizes = c("b").abs() + c("c").abs() + c("edge").abs()
    grid = grid.with_columns(
        done=c("gone") * c("whole_time"),
        asked=c("whole") * c("elapsed"),
        rounding=ROUNDING * sizes * (c("whole_time") + c("elapsed")),
    )
    small = c("rounding") < c("asked") * _TOLERABLE
    grid = grid.with_columns(rounding=nw.when(small).then(c("rounding")).otherwise(0.0))
    straight = (c("done") - c("asked")).abs() <= c("rounding")
    ratio = nw.when(straight).then(1.0).otherwise(c("done") / c("asked"))
    lead = (
        nw.when(straight)
        .then(0.0)
        .otherwise((c("gone") / c("whole") * c("whole_time") - c("elapsed")) / TICKS_PER_YEAR)
    )
    grid = grid.with_columns(ratio_=ratio, lead_=lead)
    on, slow = ON_TRACK.as_integer_ratio(), SLOW.as_integer_ratio()
    forward = c("done") + c("rounding")
    pace = choose(
        (~way | same, _word(Pace.INSUFFICIENT_DATA)),
        (satisfied, _word(Pace.HOLDING)),
        (~ahead & lost_way, _word(Pace.REGRESSING)),
        (~ahead, _word(Pace.STALLED)),
        (overshot, _word(Pace.REGRESSING)),
        (too_late, _word(Pace.INSUFFICIENT_DATA)),
        (forward * on[1] >= c("asked") * on[0], _word(Pace.ON_TRACK)),
        (forward * slow[1] >= c("asked") * slow[0], _word(Pace.SLOW)),
        (c("done") >= 0, _word(Pace.STALLED)),
        default=_word(Pace.REGRESSING),
    )
    finite = on_way & c("ratio_").is_finite() & c("lead_").is_finite()
    carried = way & ~same & (c("tc") <= c("due"))
    span = nw.when(carried).then(c("tc") - c("tb")).otherwise(1.0)
    projected = (c("c") * (c("due") - c("tb")) - c("b") * (c("due") - c("tc"))) / span
    projected = nw.when(finite & (c("ratio_") == 1.0)).then(c("edge")).otherwise(projected)
    projected = nw.when((c("rank") == 1) & (projected < 1.0)).then(1.0).otherwise(projected)
    before = way & (c("tc") < c("due"))
    years = nw.when(before).then((c("due") - c("tc")) / TICKS_PER_YEAR).otherwise(1.0)
    required = nw.when(satisfied).then(0.0).otherwise((c("near") - c("c")) / years)
    shown_edge, shown_direction = _aim(c("shown"))
    gap = (
        nw.when(_keeps(c("shown"))).then(0.0).otherwise(shown_direction * (shown_edge - c("shown")))
    )
    grid = grid.with_columns(
        pace=pace,
        baseline=nw.when(way).then(c("b")),
        ratio=nw.when(finite).then(c("ratio_")),
        lead=nw.when(finite).then(c("lead_")),
        projected=nw.when(carried).then(projected),
        required=nw.when(before).then(required),
        gap=nw.when(known).then(gap),
        value=nw.when(known).then(c("shown")),
    )

    # --- the headline, and why
    met, missed = c("outcome") == str(Outcome.MET), c("outcome") == str(Outcome.MISSED)
    beyond = met & (c("shown") < c("best"))
    status = choose(
        (c("outcome") == str(Outcome.PENDING), c("pace")),
        (missed & (c("late") == 1), _word(Status.MET_LATE)),
        (beyond, _word(Status.EXCEEDED)),
        default=c("outcome"),
    )
    pending = c("decided") == 0
    decided = [
        *(
            [(early & (c("reach") == 1), Reason.REACHED_IN_TIME), (early, Reason.VIOLATED_IN_TIME)]
            if plan.early
            else []
        ),
        (pending, Reason.BEFORE_DUE),
        *([(speaks, Reason.FIGURE_IN_WINDOW)] if plan.decided else []),
        (c("suspended") == 1, Reason.SUSPENDED),
        (yes, Reason.NO_FIGURE_IN_WINDOW),
    ]
    rests = nw.any_horizontal(
        pending, met, missed, c("outcome") == str(Outcome.UNDETERMINED), ignore_nulls=True
    )
    undetermined = c("outcome") == str(Outcome.UNDETERMINED)
    parts = [
        _reason(*decided),
        *([_reason((undetermined, Reason.BREAK_REFUSED))] if plan.refusing else []),
        _reason(
            (c("late") == 1, Reason.MET_AFTER_DEADLINE),
            (c("lost") == 1, Reason.LOST_AFTER_DEADLINE),
        ),
        *([_reason((refused & ~undetermined, Reason.BREAK_REFUSED))] if plan.refusing else []),
        _reason(
            (~known, Reason.NO_FIGURES),
            (~way, None),
            (rebased, Reason.REBASED_AFTER_BREAK),
            (c("base_key") >= 2 * _TIER, None),
            (c("base_key") >= _TIER, Reason.BASELINE_PUBLISHED_LATER),
            (yes, Reason.BASELINE_AFTER_START),
        ),
        _reason(
            (~way, None),
            (same, Reason.NOTHING_NEWER),
            (~ahead, Reason.BASELINE_SATISFIED),
            (overshot, Reason.OVERSHOT),
            (too_late, Reason.BASELINE_AFTER_DUE),
        ),
        _reason((beyond, Reason.BEYOND_LEADING_GROUP)),
        *(
            [_reason((rests & known & (_odd("shown_key") == 1), Reason.UNCERTAIN_FIGURE))]
            if columns.flags
            else []
        ),
        _reason((c("inferred") == 1, Reason.INFERRED)),
    ]
    grid = grid.with_columns(
        status=status,
        reasons=nw.concat_str(*parts, separator="").str.strip_chars(),
    )
    return _labelled(grid, columns, known)


def _half(name: str) -> nw.Expr:
    return whole(c(name), 2)


def _odd(name: str) -> nw.Expr:
    return c(name) - _half(name) * 2


# --- events, and what nothing measures --------------------------------------------


def _unmeasured(bearers: Frame, targets: Sequence[Target]) -> Frame | None:
    """Judge what no published figure can decide: not evaluable."""
    if not targets:
        return None
    reasons = [
        " ".join([Reason.NO_PUBLIC_MEASURE, *([Reason.INFERRED] if t.inferences else [])])
        for t in targets
    ]
    table = small_table(bearers, {"target": [t.id for t in targets], "reasons": reasons})
    return _without_numbers(cross(bearers, table)).with_columns(
        outcome=_word(Outcome.NOT_EVALUABLE),
        status=_word(Status.NOT_EVALUABLE),
        value=nw.lit(None, nw.Float64),
        period=nw.lit(None, nw.String),
    )


def _earliest(target: Target) -> int:
    earliest = target.criterion.earliest if isinstance(target.criterion, Milestone) else None
    return 0 if earliest is None else position(earliest)


def _without_numbers(grid: Frame) -> Frame:
    numbers = ("gap", "baseline", "ratio", "lead", "projected", "required")
    return grid.with_columns(
        *(nw.lit(None, nw.Float64).alias(name) for name in numbers),
        pace=_word(Pace.INSUFFICIENT_DATA),
    )


def _events(
    rows: Frame,
    bearers: Frame,
    columns: Columns,
    layer: Sequence[Target],
    as_of: dt.date,
    dates: Frame | None,
) -> Frame:
    """Judge milestones by reports of their event: 1, it happened; 0, it had not by then."""
    series = [*columns.by, "indicator"]
    # What is only announced has not happened yet.
    rows = rows.filter(c("begin") <= position(as_of))
    rows = rows.with_columns(
        due_at=columns.place("due")
        if columns.own_dates
        else _by_indicator([(t, position(t.due)) for t in layer], nw.lit),
        earliest=_by_indicator([(t, _earliest(t)) for t in layer], nw.lit),
        mark=(c("at") * 2 + (c("doubt") if columns.flags else nw.lit(0))) * NUMBERS
        + (c("number") if columns.numbered else nw.lit(0)),
    )
    event = (c("value") == 1.0) & (c("at") >= c("earliest"))
    cases = {
        "happened": event & (c("at") <= c("due_at")) & (c("begin") >= c("earliest")),
        "denied": (c("value") == 0.0) & (c("at") >= c("due_at")),
        "after": event & (c("at") > c("due_at")),
        "doubtful": event & (c("begin") <= c("due_at")),
        "late": event & (c("begin") > c("due_at")),
    }
    rows = rows.with_columns(
        **{name: nw.when(case).then(c("mark")).otherwise(_NEVER) for name, case in cases.items()}
    )
    found = rows.group_by(*series).agg(*(c(name).min() for name in cases))
    grid = _grid(found, bearers, columns, layer, as_of, dates)
    grid = grid.with_columns(*(c(n).fill_null(_NEVER).cast(nw.Int64) for n in cases))
    there = {name: c(name) < _NEVER for name in cases}
    pending = c("decided") == 0
    steps: list[tuple[nw.Expr, Outcome, str | None]] = [
        (there["happened"], Outcome.MET, "happened"),
        (pending, Outcome.PENDING, None),
        (there["denied"], Outcome.MISSED, "denied"),
        (there["doubtful"], Outcome.UNDETERMINED, "doubtful"),
        (there["late"], Outcome.MISSED, "late"),
        (c("suspended") == 1, Outcome.NOT_EVALUABLE, None),
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
    met, missed = c("outcome") == str(Outcome.MET), c("outcome") == str(Outcome.MISSED)
    denied = missed & there["denied"]
    happened_at = whole(c("happened"), 2 * NUMBERS)
    undetermined = c("outcome") == str(Outcome.UNDETERMINED)
    parts = [
        _reason(
            (met, Reason.EVENT_IN_TIME),
            (c("outcome") == str(Outcome.PENDING), Reason.BEFORE_DUE),
            (denied, Reason.REPORTED_NOT_DONE),
            (undetermined, Reason.EVENT_DATE_IMPRECISE),
            (missed, Reason.EVENT_AFTER_DUE),
            (c("suspended") == 1, Reason.SUSPENDED),
            (nw.lit(value=True), Reason.NO_EVENT_REPORTED),
        ),
        _reason(
            (met & (happened_at < c("start_at")), Reason.EVENT_BEFORE_START),
            (denied & there["after"], Reason.MET_AFTER_DEADLINE),
            (missed & ~there["denied"], Reason.MET_AFTER_DEADLINE),
        ),
        _reason(((c("shown_key") > 0) & (_odd("shown_key") == 1), Reason.UNCERTAIN_FIGURE)),
        _reason((c("inferred") == 1, Reason.INFERRED)),
    ]
    late = missed & (~there["denied"] | there["after"])
    shown = c("shown_key") > 0
    grid = _without_numbers(grid).with_columns(
        status=choose(
            (c("outcome") == str(Outcome.PENDING), c("pace")),
            (late, _word(Status.MET_LATE)),
            (denied, _word(Status.OVERDUE)),
            default=c("outcome"),
        ),
        value=nw.when(shown).then(nw.when(denied).then(0.0).otherwise(1.0)),
        reasons=nw.concat_str(*parts, separator="").str.strip_chars(),
    )
    return _labelled(grid, columns, shown)


def _labelled(grid: Frame, columns: Columns, shown: nw.Expr) -> Frame:
    """Add the text of the period shown."""
    rest = c("shown_number") - whole(c("shown_number"), NUMBERS) * NUMBERS
    place = rest if columns.numbered else _half("shown_key")
    return columns.label(grid.with_columns(place=nw.when(shown).then(place).otherwise(0)), "place")
