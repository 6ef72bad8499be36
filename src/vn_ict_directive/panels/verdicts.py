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
from vn_ict_directive.panels.engines import (
    Extreme,
    Frame,
    aggregate,
    distinct,
    floor_div,
    lowest_bit,
    stack,
    without_lowest_bit,
)
from vn_ict_directive.panels.facts import known_by_due, number_facts
from vn_ict_directive.panels.indicator_keys import IndicatorKeys
from vn_ict_directive.panels.one_by_one import blank, judge_each, part
from vn_ict_directive.panels.rules import Context, number_verdicts
from vn_ict_directive.panels.target_columns import Plan, indicator_of, layers

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
        keys = IndicatorKeys.of(rows, together)
        context = Context(bearers, columns, as_of, timing, keys)
        parts += _Judge.of(rows.select(*names), context, revised=revised).verdicts(together)
    if singly:
        parts.append(blank(bearers, singly, as_of, timing))
    verdicts = stack(parts)
    return judge_each(verdicts, series, columns, targets, as_of, timing) if series else verdicts


@attrs.frozen
class _Judge:
    """Judges targets layer by layer.

    Attributes:
        rows: The figures that are known, one a period unless it was said that none is
            printed twice.
        context: What they are judged in.
        printings: What there is beside the last printing of a period, if several may be.
    """

    rows: Frame
    context: Context
    printings: "_Printings | None" = None

    @classmethod
    def of(cls, frame: Frame, context: Context, *, revised: bool) -> "_Judge":
        """Take of the rows what is known by then, as :func:`judge` describes them."""
        columns = context.columns
        rows = _known(frame, context)
        # What comes out again unchanged was known before, which by publication is what counts.
        if revised or (context.timing is Timing.PUBLICATION and columns.published):
            printings = _Printings(rows, columns)
            rows, columns = printings.last_of(rows)
            return cls(rows, attrs.evolve(context, columns=columns), printings)
        return cls(rows, context)

    def verdicts(self, targets: Sequence[Target]) -> Iterator[Frame]:
        """Judge by targets with a number."""
        for layer in layers(targets):
            yield self._numbers(layer)

    def _figures(self, layer: Sequence[Target]) -> Frame:
        return self._of_layer(self.rows, layer)

    def _of_layer(self, rows: Frame, layer: Sequence[Target]) -> Frame:
        keys, names = self.context.keys, [indicator_of(t) for t in layer]
        return rows if len(names) == len(keys.names) else rows.filter(keys.among(names))

    def _numbers(self, layer: Sequence[Target]) -> Frame:
        context = self.context
        plan = Plan.of(layer, context.columns, context.as_of, context.timing)
        rows = self._figures(layer)
        by_due = self._by_due(layer) if plan.by_publication else None
        found = number_facts(rows, context.columns, layer, plan, context.keys, by_due)
        return number_verdicts(found, context, layer, plan)

    def _by_due(self, layer: Sequence[Target]) -> Frame:
        """Return the figures as they were known at the due date."""
        keys = self.context.keys
        if self.printings is None:
            return known_by_due(self._figures(layer), self.context.columns, layer, keys)
        rows = self._of_layer(self.printings.rows, layer)
        known = known_by_due(rows, self.printings.columns, layer, keys)
        return self.printings.last_of(known)[0]


def _known(frame: Frame, context: Context) -> Frame:
    """Keep the figures that are known by then, with their places and what is said of them."""
    columns = context.columns
    rows = columns.rows(frame.filter(~c("value").is_null()))
    rows = context.keys.put_on(rows.filter(columns.known_by(context.as_of)))
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


@attrs.frozen
class _Printings:
    """Figures of which a period may have several.

    Attributes:
        rows: All that are known.
        columns: What they are.
    """

    rows: Frame
    columns: Columns

    def last_of(self, rows: Frame) -> tuple[Frame, Columns]:
        """Keep of some of them the last of each period, and say what the columns are then."""
        # They hold a column known.
        return _last_printing(rows, self.columns), attrs.evolve(self.columns, published="text")


def _last_printing(rows: Frame, columns: Columns) -> Frame:
    """Keep the last printing of each period, with the day of the first."""
    known = columns.known()
    marks = ("broken", "doubt") if columns.flags else ()
    key = known * 4
    for place, mark in enumerate(marks):
        key = key + c(mark) * 2**place
    rows = rows.with_columns(known=known, printing=key)
    kept = ["number", "first_day"] if columns.numbered else []
    found = aggregate(
        rows,
        [*columns.by, "indicator_key", "at"],
        {"printing": "printing"},
        {"known": Extreme("known", "min"), **{name: Extreme(name) for name in kept}},
    )
    bits = c("printing_key") - floor_div(c("printing_key"), 4) * 4
    found = found.with_columns(value=c("printing_value"), bits=bits)
    if marks:
        found = found.with_columns(broken=lowest_bit("bits"), doubt=without_lowest_bit("bits"))
    names = [*columns.by, "indicator_key", "at", "known", "value", *kept, *marks]
    return found.select(*names)
