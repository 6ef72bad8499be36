"""What targets ask of figures, as numbers that can stand beside rows."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple, cast

from vn_ict_directive import criteria
from vn_ict_directive.errors import InvalidDataError, InvalidValueError
from vn_ict_directive.evaluation.outcome import Timing
from vn_ict_directive.model import Target
from vn_ict_directive.panels.columns import position
from vn_ict_directive.panels.engines import Table
from vn_ict_directive.periods import ticks_of

Measured = criteria.AtMost | criteria.AtLeast | criteria.LeadingGroup
"""What all series can be judged by together."""

HUGE: Final = 1.7e308
"""Beyond every value that a row may hold."""


def check_targets(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Return the targets.

    Raises:
        InvalidValueError: *targets* holds something else, or an id twice.
    """
    if isinstance(targets, str | Target) or not isinstance(targets, Iterable):
        raise InvalidValueError("targets", targets, "a sequence of targets")
    found = tuple(targets)
    for target in found:
        if not isinstance(target, Target):
            raise InvalidValueError("targets", target, "a sequence of targets")
    ids = [target.id for target in found]
    if len(set(ids)) < len(ids):
        twice = sorted({name for name in ids if ids.count(name) > 1})
        raise InvalidValueError("targets", ", ".join(twice), "targets whose ids differ")
    if not found:
        raise InvalidValueError("targets", found, "at least one target")
    return found


def check_own(targets: Iterable[Target], terms: Sequence[str]) -> None:
    """Refuse targets that leave no sense to the terms that rows state for themselves.

    Raises:
        InvalidDataError: Some are staged, and each stage has a due date already; or rows state
            limits, and some have no single one.
    """
    of_limits = "limit" in terms or "best" in terms
    faults = [
        InvalidValueError(
            f"Target({target.id}).criterion",
            type(target.criterion).__name__,
            f"{expected} where the table has columns {', '.join(terms)}",
            "Leave these columns out, or give each stage as a target of its own.",
        )
        for target in targets
        for expected, wrong in (
            ("no stages", isinstance(target.criterion, criteria.Staged)),
            ("a single limit", of_limits and isinstance(target.criterion, _NO_SINGLE)),
        )
        if wrong
    ]
    if faults:
        raise InvalidDataError("The panel cannot be judged", faults)


_NO_SINGLE: Final = (criteria.Within, criteria.RelativeTo, criteria.Milestone)


def layers(targets: Iterable[Target]) -> Iterator[list[Target]]:
    """Part the targets so that none of a layer share an indicator: rows then have one target."""
    of_indicator: dict[str, list[Target]] = {}
    for target in targets:
        of_indicator.setdefault(target.indicator.id, []).append(target)
    for layer in zip_longest(*of_indicator.values()):
        yield [target for target in layer if target is not None]


class Plan(NamedTuple):
    """What the rows of a layer have to be asked, and nothing more.

    Attributes:
        decided: Whether any due date has come.
        shares: Whether any indicator is a percentage on a scale to 100.
        by_publication: Whether what was known at the due date counts for it, of whichever
            period it is.
    """

    decided: bool
    shares: bool
    by_publication: bool

    @classmethod
    def of(cls, layer: Sequence[Target], as_of: dt.date, timing: Timing) -> "Plan":
        """Look at the targets of a layer."""
        return cls(
            decided=any(t.due <= as_of for t in layer),
            shares=any(t.indicator.is_share for t in layer),
            by_publication=timing is Timing.PUBLICATION,
        )


def _ends(criterion: Measured) -> tuple[float, float]:
    """Return the outermost values that meet a criterion; a strict limit is met one double in."""
    meets = criteria.satisfying(criterion)
    least = meets.low if meets.with_low else math.nextafter(meets.low, math.inf)
    most = meets.high if meets.with_high else math.nextafter(meets.high, -math.inf)
    return float(max(-HUGE, least)), float(min(HUGE, most))


def of_rows(layer: Sequence[Target]) -> Table:
    """Return what the rows of each target's indicator need to be compared with."""
    return {
        "start_at": [position(target.start) for target in layer],
        "due_at": [position(target.due) for target in layer],
    }


def of_verdicts(layer: Sequence[Target], as_of: dt.date, plan: Plan) -> Table:
    """Return what verdicts have to know of their targets.

    Args:
        layer: The targets.
        as_of: The date of the evaluation: only what was known on it counts.
        plan: What was asked of figures.

    Returns:
        The terms. Those that are 0 or 1, ``decided`` apart, ``best`` and what is possible
        are left out where they are so for no target.
    """
    rows = [_of_verdict(target, as_of, plan) for target in layer]
    table = {name: [row[name] for row in rows] for name in rows[0]}
    usual: dict[str, float] = {"best": -HUGE, "possible_from": -HUGE, "possible_to": HUGE}
    flags = ("inferred", "suspended", "no_edition", "ignore", "is_share", "year_before")
    usual |= dict.fromkeys(flags, 0)
    return {
        name: values
        for name, values in table.items()
        if any(value != usual.get(name) for value in values)
    }


def _of_verdict(target: Target, as_of: dt.date, plan: Plan) -> dict[str, str | int | float]:
    window = target.window_start + dt.timedelta(days=1)
    criterion = cast("Measured", target.criterion)
    value, direction = criterion.goal(0.0)
    least, most = _ends(criterion)
    best = criterion.best if isinstance(criterion, criteria.LeadingGroup) else None
    domain = target.indicator.domain
    row: dict[str, str | int | float] = {
        "target": target.id,
        "decided": int(as_of >= target.due),
        "inferred": int(bool(target.inferences)),
        "suspended": int(bool(target.indicator.suspended(window, target.due))),
        "no_edition": int(not target.has_edition),
        "due_ticks": float(target.due_ticks),
        "target_value": float(value),
        "direction": float(direction),
        "least": least,
        "most": most,
        "best": -HUGE if best is None else float(best),
        "possible_from": float(max(-HUGE, domain.low)),
        "possible_to": float(min(HUGE, domain.high)),
        "ignore": int(target.on_break == "ignore"),
        "is_share": int(target.indicator.is_share),
        "stale_left": float(target.due_ticks - ticks_of(as_of) + target.indicator.stale_ticks),
    }
    if plan.decided and not plan.by_publication:
        before = target.year_before
        row["year_before"] = position(dt.date.fromordinal(before)) if before else 0
        row["opens_at"] = position(target.window_start)
    return row
