"""What targets ask of figures, as numbers that can stand beside rows."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, cast

from vn_ict_directive.criteria import AtLeast, AtMost, LeadingGroup, Milestone, Within
from vn_ict_directive.errors import InvalidDataError, InvalidValueError
from vn_ict_directive.model import Target
from vn_ict_directive.panels.columns import Columns, last_year_by, position
from vn_ict_directive.panels.fetching import KEY_LIMIT, Table
from vn_ict_directive.quantities import Unit

__all__ = [
    "HUGE",
    "NUMERIC",
    "Plan",
    "check_targets",
    "indicator_of",
    "layers",
    "of_reports",
    "of_rows",
    "of_verdicts",
]

Numeric = AtMost | AtLeast | LeadingGroup | Within
NUMERIC: Final = (AtMost, AtLeast, LeadingGroup, Within)
"""The criteria that a figure keeps or breaks."""

HUGE: Final = 1.7e308
"""Beyond every value that a row may hold."""


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
        if not isinstance(target.criterion, (*NUMERIC, Milestone)):
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


def indicator_of(target: Target) -> str:
    """Return the id of the indicator that measures *target*; empty without one."""
    return target.indicator.id if target.indicator else ""


def layers(targets: Iterable[Target]) -> Iterator[list[Target]]:
    """Part the targets so that none of a layer share an indicator: rows then have one target."""
    found: list[dict[str, Target]] = []
    for target in targets:
        name = indicator_of(target)
        layer = next((one for one in found if name not in one), None)
        if layer is None:
            layer = {}
            found.append(layer)
        layer[name] = target
    yield from (list(layer.values()) for layer in found)


class Plan(NamedTuple):
    """What the rows of a layer have to be asked, and nothing more.

    Attributes:
        decided: Whether any due date has come.
        early: Whether any promise can be decided before its due date.
        bands: Whether any promise has two ends.
        refusing: Whether any promise refuses a new method, and there is one.
        breaks: How many changes of method an indicator has at most.
        one_speaks: Whether a due date has come, and one period alone can speak for it.
    """

    decided: bool
    early: bool
    bands: bool
    refusing: bool
    breaks: int
    one_speaks: bool

    @classmethod
    def of(cls, layer: Sequence[Target], columns: Columns, as_of: dt.date) -> "Plan":
        """Look at the targets of a layer and the columns of their rows."""
        breaks = max(len(t.indicator.breaks) for t in layer if t.indicator)
        due = [t for t in layer if t.due <= as_of]
        return cls(
            decided=columns.own_dates or bool(due),
            early=any(t.mode != "at" for t in layer),
            bands=any(isinstance(t.criterion, Within) for t in layer),
            refusing=any(t.on_break == "refuse" for t in layer) and (columns.flags or breaks > 0),
            breaks=breaks,
            one_speaks=bool(due)
            and columns.period == "year"
            and not columns.flags
            and not columns.own_dates
            and all(t.window_months <= _YEAR for t in due),
        )


_YEAR: Final = 12


class _Limits(NamedTuple):
    """A numeric criterion as two ends.

    ``low`` and ``high`` are what to reach, ``least`` and ``most`` the outermost
    values that keep the promise: a strict end is one double further in.
    """

    low: float = -HUGE
    high: float = HUGE
    least: float = -HUGE
    most: float = HUGE

    @classmethod
    def of(cls, criterion: Numeric) -> "_Limits":
        match criterion:
            case AtMost(value=value, strict=strict):
                return cls(high=value, most=math.nextafter(value, -math.inf) if strict else value)
            case AtLeast(value=value, strict=strict):
                return cls(low=value, least=math.nextafter(value, math.inf) if strict else value)
            case LeadingGroup(worst=worst):
                return cls(high=float(worst), most=float(worst))
            case band:
                return cls(band.low, band.high, band.low, band.high)


def _columns(rows: Sequence[dict[str, Any]]) -> Table:
    return {name: [row[name] for row in rows] for name in rows[0]}


def of_rows(layer: Sequence[Target], columns: Columns, plan: Plan) -> Table:
    """Return what the rows of each target's indicator need to be compared with."""
    rows = []
    for target in layer:
        limits = _Limits.of(cast("Numeric", target.criterion))
        row: dict[str, Any] = {}
        if not columns.own_dates:
            row |= {"start_at": position(target.start), "due_at": position(target.due)}
        if plan.one_speaks:
            row["speaks_at"] = _speaks_at(target)
        if plan.early or plan.bands:
            row |= {"least": float(limits.least), "most": float(limits.most)}
        if plan.early:
            row |= {"reach": int(target.mode == "reach"), "keep": int(target.mode == "maintain")}
        breaks = target.indicator.breaks if target.indicator else ()
        for number in range(plan.breaks):
            there = number < len(breaks) and target.on_break != "ignore"
            row[f"opens{number}"] = position(breaks[number].at) if there else KEY_LIMIT
        if plan.refusing:
            row["refuse"] = int(target.on_break == "refuse")
        rows.append(row)
    return _columns(rows)


def of_reports(layer: Sequence[Target], columns: Columns) -> Table:
    """Return what reports of each target's event need to be compared with."""
    rows = []
    for target in layer:
        earliest = target.criterion.earliest if isinstance(target.criterion, Milestone) else None
        row = {"earliest": 0 if earliest is None else position(earliest)}
        rows.append(row if columns.own_dates else row | {"due_at": position(target.due)})
    return _columns(rows)


def _speaks_at(target: Target) -> int:
    """Return where the only year that can speak for the due date ends; 0 if none can."""
    ends = last_year_by(target.due)
    return ends if ends > position(target.window_start) else 0


def of_verdicts(layer: Sequence[Target], as_of: dt.date, plan: Plan | None = None) -> Table:
    """Return what verdicts have to know of their targets.

    Args:
        layer: The targets.
        as_of: The day whose knowledge counts.
        plan: What was asked of figures; None where reports were asked for an event.

    Returns:
        The terms. Those that are 0 or 1, ``decided`` apart, and ``best`` are left
        out where they are so for no target.
    """
    rows = []
    for target in layer:
        opens = target.window_start
        suspended = target.indicator and target.indicator.suspended(
            opens + dt.timedelta(days=1), target.due
        )
        row = {
            "target": target.id,
            "start_at": position(target.start),
            "due_at": position(target.due),
            "decided": int(as_of >= target.due),
            "inferred": int(bool(target.inferences)),
            "suspended": int(bool(suspended)),
        }
        rows.append(row if plan is None else row | _of_numbers(target, plan))
    table = _columns(rows)
    usual: dict[str, float] = {"best": -HUGE}
    usual |= dict.fromkeys(("inferred", "suspended", "rank", "reach", "ignore"), 0)
    return {
        name: values
        for name, values in table.items()
        if any(value != usual.get(name) for value in values)
    }


def _of_numbers(target: Target, plan: Plan) -> dict[str, str | int | float]:
    limits = _Limits.of(cast("Numeric", target.criterion))
    rises = limits.low > -HUGE
    best = target.criterion.best if isinstance(target.criterion, LeadingGroup) else None
    row: dict[str, str | int | float] = {
        "due_ticks": float(target.due_ticks),
        "least": float(limits.least),
        "most": float(limits.most),
        "best": -HUGE if best is None else float(best),
        "rank": int(target.unit is Unit.RANK),
        "ignore": int(target.on_break == "ignore"),
    }
    if plan.bands:
        row |= {"low": float(limits.low), "high": float(limits.high)}
    else:
        row |= {
            "edge": float(limits.low if rises else limits.high),
            "direction": 1.0 if rises else -1.0,
        }
    if plan.early:
        row["reach"] = int(target.mode == "reach")
    if plan.one_speaks:
        row["speaks_at"] = _speaks_at(target)
    elif plan.decided:
        row["opens_at"] = position(target.window_start)
    return row
