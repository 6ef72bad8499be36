"""How fast figures grow, for targets that ask for that and not for a figure.

A figure is compared with that of the same period a year before, or with that of the period
since which an average counts, as :func:`vn_ict_directive.derivation.growth` does: never
across a change of method, and never with what is zero or below.
"""

from collections.abc import Sequence
from typing import Final, cast

import attrs
import narwhals as nw
from narwhals import col as c

from vn_ict_directive.criteria import Rate
from vn_ict_directive.model import Target
from vn_ict_directive.panels.columns import Columns, position
from vn_ict_directive.panels.decimals import percent_more, power_for, significant
from vn_ict_directive.panels.fetching import KEY_LIMIT, Frame, Table, join, row_by_row, worked_out
from vn_ict_directive.panels.tags import Tags
from vn_ict_directive.panels.terms import indicator_of
from vn_ict_directive.periods import TICKS_PER_YEAR

__all__ = ["growth"]

_EARLIER: Final = ("value", "at", "known")
_DIGITS: Final = 12  # to which an average is rounded, as derivation.growth rounds it


def growth(
    rows: Frame, columns: Columns, layer: Sequence[Target], tags: Tags
) -> tuple[Frame, Columns]:
    """Put growth in percent in the place of figures.

    Args:
        rows: Figures that are known, of the layer's indicators, the last printing of each.
        columns: What they are.
        layer: Targets of growth, one to an indicator: all ask for averages, or none does.
        tags: How rows tell their indicator.

    Returns:
        A row for each figure that has grown from an earlier one, and what its columns are:
        a growth is known once both figures are, and is derived, which is uncertain.
    """
    averages = cast("Rate", layer[0].criterion).since is not None
    series = [*columns.by, "tag"]
    said, breaks = _terms(layer, columns, averages=averages)
    names = [indicator_of(t) for t in layer]
    known = columns.known()
    rows = row_by_row(rows, lambda part: tags.look_up(part, names, said).with_columns(known=known))
    firsts = rows.filter(c("broken") == 1) if columns.flags else None
    earlier = rows.filter(c("value") > 0)
    kept = [nw.col(name).alias(f"earlier_{name}") for name in _EARLIER]
    if averages:
        since = earlier.filter(c(columns.told_by) == c("since"))
        rows = join(rows, since.select(*series, *kept), on=series, how="inner")
        rows = rows.filter((c("at") > c("earlier_at")) & (c("value") >= 0))
    else:
        before = c(columns.told_by).cast(nw.Int32).alias("before")
        earlier = earlier.select(*series, before, *kept)
        rows = join(columns.with_year_before(rows), earlier, on=[*series, "before"], how="inner")
    for number in range(breaks):
        opens = c(f"opens{number}")
        rows = rows.filter((opens <= c("earlier_at")) | (opens > c("at")))
    if firsts is not None:
        rows = _uncrossed(rows, firsts, series)

    def grown(part: Frame) -> Frame:
        later = nw.when(c("known") > c("earlier_known")).then(c("known"))
        part = part.with_columns(known=later.otherwise(c("earlier_known")))
        if averages:
            value = _average(columns)
        else:
            power = power_for(c("value"), c("earlier_value"), times=200.0)
            part = part.with_columns(power=power)
            value = percent_more(c("value"), c("earlier_value"), c("power"))
        return part.with_columns(value=value)

    others = ["number"] if columns.numbered else []
    others += ["start", "due"] if columns.own_dates else []
    rows = worked_out(row_by_row(rows, grown), [*series, "at"], "value", "known", *others)

    def sound(part: Frame) -> Frame:
        part = part.filter(~c("value").is_null() & c("value").is_finite())
        value = significant(c("value"), _DIGITS) if averages else c("value")
        one, zero = nw.lit(1, nw.Int32), nw.lit(0, nw.Int32)
        return part.with_columns(value=value, doubt=one, broken=zero)

    shape = attrs.evolve(columns, published="text", flags=True, decimals=None)
    return row_by_row(rows, sound), shape


def _terms(layer: Sequence[Target], columns: Columns, *, averages: bool) -> tuple[Table, int]:
    """Return what rows are compared with, and how many changes of method there are at most."""
    said: dict[str, list[int]] = {}
    if averages:
        said["since"] = [
            columns.find(since) if (since := cast("Rate", t.criterion).since) else 0 for t in layer
        ]
    changes = [t.indicator.breaks if t.on_break != "ignore" else () for t in layer]
    most = max(map(len, changes))
    for number in range(most):
        said[f"opens{number}"] = [
            position(these[number].at) if number < len(these) else KEY_LIMIT for these in changes
        ]
    return said, most


def _uncrossed(rows: Frame, firsts: Frame, series: Sequence[str]) -> Frame:
    """Leave out what would grow across one of *firsts*, each the first by a new method."""
    place = [*series, "at"]
    firsts = firsts.select(*series, c("at").alias("first_at"))
    crossed = join(rows.select(*place, "earlier_at"), firsts, on=series, how="inner")
    crossed = crossed.filter((c("first_at") > c("earlier_at")) & (c("first_at") <= c("at")))
    crossed = crossed.group_by(*place).agg(nw.len().alias("crossings"))
    return join(rows, crossed, on=place).filter(c("crossings").is_null())


def _average(columns: Columns) -> nw.Expr:
    """Return the compound growth a year since the earlier figure, in percent."""
    years = (columns.ticks(c("at")) - columns.ticks(c("earlier_at"))) / float(TICKS_PER_YEAR)
    factor: nw.Expr = (c("value") / c("earlier_value")) ** (nw.lit(1.0) / years)
    return (factor - 1.0) * 100.0
