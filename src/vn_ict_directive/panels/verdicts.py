"""The verdicts of many series at once: a few aggregations, then one row a verdict."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

import attrs
import narwhals as nw
from narwhals import col as c

from vn_ict_directive.evaluation.outcome import Timing
from vn_ict_directive.model import Target
from vn_ict_directive.observations import Flag
from vn_ict_directive.panels.columns import Columns
from vn_ict_directive.panels.engines import Frame, aggregate, distinct, floor_div, lowest_bit, stack
from vn_ict_directive.panels.facts import known_by_due, number_facts
from vn_ict_directive.panels.indicator_keys import IndicatorKeys
from vn_ict_directive.panels.one_by_one import blank, judge_each, part
from vn_ict_directive.panels.rules import Context, number_verdicts
from vn_ict_directive.panels.target_columns import Plan, layers

_UNCERTAIN: Final = tuple(flag for flag in Flag if flag is not Flag.BREAK)


def verdicts_of(
    sound: Frame,
    given: Frame,
    columns: Columns,
    targets: Sequence[Target],
    singly: Sequence[Target],
    as_of: dt.date,
    timing: Timing,
    *,
    revised: bool,
) -> Frame:
    """Judge everyone whom a row is about by every target.

    Args:
        sound: Sound rows, by our names.
        given: All rows: who has none that is sound is judged, too.
        columns: What the rows are.
        targets: What to judge by.
        singly: Those of them by which every series is judged by itself.
        as_of: The date of the evaluation: only what was known on it counts.
        timing: By reference period or by publication: which figures count for the due date.
        revised: Whether a period may have several printings.

    Returns:
        The columns ``by`` and :data:`~vn_ict_directive.panels.rules.OUTPUT`, a row a
        bearer and target.
    """
    names = [name for name in given.collect_schema().names() if not name.startswith("_")]
    given = given.filter(*(~c(name).is_null() for name in columns.by))
    bearers = distinct(given, *columns.by)
    together = [target for target in targets if target not in singly]
    rows, series = part(sound, columns, singly)
    parts: list[Frame] = []
    if together:
        keys = IndicatorKeys.of(given, together)
        context = Context(bearers, columns, as_of, timing, keys)
        parts += _together(rows.select(*names), context, together, revised=revised)
    if singly:
        parts.append(blank(given, bearers, singly, as_of, timing))
    verdicts = stack(parts)
    return judge_each(given, verdicts, series, columns, targets, as_of, timing)


def _together(
    frame: Frame, context: Context, targets: Sequence[Target], *, revised: bool
) -> Iterator[Frame]:
    """Judge all series together, by one layer of targets after another."""
    columns, keys = context.columns, context.keys
    rows = printings = _known(frame, context)
    # What comes out again unchanged was known before, which by publication is what counts.
    several = revised or (context.timing is Timing.PUBLICATION and bool(columns.published))
    if several:
        rows = _last_printing(printings, columns)
        # The rows now hold a column known.
        context = attrs.evolve(context, columns=attrs.evolve(columns, published="text"))
    for layer in layers(targets):
        plan = Plan.of(layer, context.as_of, context.timing)
        by_due = None
        if plan.by_publication and plan.decided:
            by_due = known_by_due(_of_layer(printings, layer, keys), columns, layer, keys)
            by_due = _last_printing(by_due, columns) if several else by_due
        mine = _of_layer(rows, layer, keys)
        found, names = number_facts(mine, context.columns, layer, plan, keys, by_due)
        yield number_verdicts(found, names, context, layer, plan)


def _of_layer(rows: Frame, layer: Sequence[Target], keys: IndicatorKeys) -> Frame:
    names = [target.indicator.id for target in layer]
    return rows if len(names) == len(keys.names) else rows.filter(keys.among(names))


def _known(frame: Frame, context: Context) -> Frame:
    """Keep the figures that are known by then, with their places and what is said of them."""
    columns = context.columns
    rows = columns.rows(frame)
    rows = rows.filter(~c("value").is_null(), columns.known_by(context.as_of))
    rows = context.keys.put_on(rows)
    if not columns.flags:
        return rows
    flags = c("flags").fill_null("")
    uncertain = nw.any_horizontal(
        *(flags.str.contains(flag, literal=True) for flag in _UNCERTAIN), ignore_nulls=True
    )
    return rows.with_columns(
        doubt=uncertain.cast(nw.Int32),
        broken=flags.str.contains(Flag.BREAK, literal=True).cast(nw.Int32),
    )


def _last_printing(rows: Frame, columns: Columns) -> Frame:
    """Keep the last printing of each period, with the day of the first."""
    kept = ["place"] if columns.width > 1 else []
    marks = ["doubt", "broken"] if columns.flags else []
    key = columns.known()
    for mark in marks:
        key = key * 2 + c(mark)
    found = aggregate(
        rows.with_columns(known=columns.known(), printing_key=key),
        [*columns.by, "indicator_key", "at"],
        ["printing"],
        {"known": ("known", "min"), **{name: (name, "max") for name in kept}},
    )
    if marks:
        found = found.with_columns(
            broken=lowest_bit(c("printing_key")), doubt=lowest_bit(floor_div(c("printing_key"), 2))
        )
    names = [*columns.by, "indicator_key", "at", "known", *kept, *marks]
    return found.select(*names, c("printing_value").alias("value"))
