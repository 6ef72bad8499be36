"""The verdicts of many series at once: a few aggregations, then one row a verdict."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import Final

import attrs
import narwhals as nw
from narwhals import col as c

from vn_ict_directive.criteria import Milestone, Staged
from vn_ict_directive.model import Target
from vn_ict_directive.observations import Flag
from vn_ict_directive.panels.answers import (
    answer_events,
    answer_nothing,
    answer_numbers,
    next_stage,
)
from vn_ict_directive.panels.columns import Columns
from vn_ict_directive.panels.fetching import (
    Extreme,
    Frame,
    fetch,
    half,
    odd,
    row_by_row,
    stack,
    whole,
)
from vn_ict_directive.panels.questions import ask_events, ask_numbers
from vn_ict_directive.panels.tags import Tags
from vn_ict_directive.panels.terms import MEASURED, Plan, indicator_of, layers, stages_of

__all__ = ["judge"]

_UNCERTAIN: Final = tuple(flag for flag in Flag if flag is not Flag.BREAK)


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
        The columns ``by`` and :data:`~vn_ict_directive.panels.answers.OUTPUT`, a row a
        bearer and target.
    """
    parts = []
    if unmeasured := [t for t in targets if t.indicator is None]:
        parts.append(answer_nothing(bearers, columns, unmeasured))
    if measured := [t for t in targets if t.indicator]:
        parts += _measured(frame, bearers, columns, measured, as_of, revised=revised)
    return stack(parts)


def _measured(
    frame: Frame,
    bearers: Frame,
    columns: Columns,
    targets: Sequence[Target],
    as_of: dt.date,
    *,
    revised: bool,
) -> Iterator[Frame]:
    """Judge by targets that have an indicator, as :func:`judge` does, layer by layer.

    The stages of staged targets are judged as targets of their own, all first ones together,
    then all second ones, and so on.
    """
    in_order = sorted(targets, key=lambda t: (t.start, t.due))
    tags = Tags.of(frame, list(dict.fromkeys(map(indicator_of, in_order))))
    # Bound now: Dask works this out later, when columns has come to mean something else.
    known = partial(_known, columns=columns, tags=tags, as_of=as_of)
    rows = row_by_row(frame, known)
    dates = _own_dates(columns.rows(tags.put_on(frame)), columns) if columns.own_dates else None
    if revised:
        rows = _latest_printing(rows, columns)
        columns = attrs.evolve(columns, published="text")  # they hold a column known from here on

    def of(layer: Sequence[Target]) -> Frame:
        names = [indicator_of(t) for t in layer]
        return rows if len(names) == len(tags.names) else rows.filter(tags.among(names))

    def judged(those: Sequence[Target]) -> Iterator[Frame]:
        for layer in layers(t for t in those if isinstance(t.criterion, MEASURED)):
            plan = Plan.of(layer, columns, as_of)
            found = ask_numbers(of(layer), columns, layer, plan, tags)
            yield answer_numbers(found, bearers, columns, layer, as_of, plan, tags, dates)
        for layer in layers(t for t in those if isinstance(t.criterion, Milestone)):
            found = ask_events(of(layer), columns, layer, as_of, tags)
            yield answer_events(found, bearers, columns, layer, as_of, tags, dates)
        if staged := [stages_of(t) for t in those if isinstance(t.criterion, Staged)]:
            first, *later = zip_longest(*staged)
            headlines = stack(list(judged(first)))
            for stages in later:
                these = stack(list(judged([t for t in stages if t is not None])))
                headlines = next_stage(headlines, these, columns)
            yield headlines

    yield from judged(targets)


def _known(frame: Frame, columns: Columns, tags: Tags, as_of: dt.date) -> Frame:
    """Keep the figures that are known by then, with their places and what is said of them."""
    rows = columns.rows(frame.filter(~c("value").is_null()))
    rows = tags.put_on(rows.filter(columns.known_by(as_of)))
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
        [*columns.by, "tag", "at"],
        {"printing": "printing"},
        {"known": Extreme("known", least=True), **{name: Extreme(name) for name in kept}},
        decimals=columns.decimals,
    )
    bits = c("printing_key") - whole(c("printing_key"), 4) * 4
    found = found.with_columns(value=c("printing_value"), bits=bits)
    if marks:
        found = found.with_columns(doubt=half("bits"), broken=odd("bits"))
    names = [*columns.by, "tag", "at", "known", "value", *kept, *marks]
    return found.select(*names)


def _own_dates(rows: Frame, columns: Columns) -> Frame:
    """Return the dates that each series states for itself, whether its figures are known or not."""
    rows = rows.with_columns(start_at=columns.place("start"), due_at=columns.place("due"))
    return rows.group_by(*columns.by, "tag").agg(c("start_at").max(), c("due_at").max())
