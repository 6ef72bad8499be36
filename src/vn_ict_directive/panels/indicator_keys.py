"""Telling a row's indicator in the way that costs an engine least.

Nearly every rule asks which target a row belongs to, and every series is found by its
indicator. A text is the dearest way to ask: Polars has categories for it, and a database
is quicker with whole numbers, which a join with a table of a few rows brings.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final, Literal, TypeVar

import attrs
import narwhals as nw

from vn_ict_directive.model import Target
from vn_ict_directive.panels.engines import Frame, Table, choose, join, small_table

_Case = TypeVar("_Case", bound=Hashable)
_MOST_NARROW: Final = 2**15
_FEW: Final = 8  # so many conditions cost less than a join


@attrs.frozen
class IndicatorKeys:
    """The indicators of a panel, in an order of their own, as the column ``indicator_key``.

    Attributes:
        names: The indicators' ids. Those that share much should stand together.
        form: Whether keys are categories, places in *names*, or the ids themselves.
        home: The rows themselves, which small tables are made to stand beside.
    """

    names: tuple[str, ...]
    form: Literal["category", "place", "text"]
    home: Frame

    @classmethod
    def of(cls, frame: Frame, targets: Sequence[Target]) -> "IndicatorKeys":
        """Choose the form that suits the engine of *frame*."""
        in_order = sorted(targets, key=lambda target: (target.start, target.due))
        names = tuple(dict.fromkeys(target.indicator.id for target in in_order))
        engine = frame.implementation
        if engine.is_polars():
            return cls(names, "category", frame)
        return cls(names, "place" if engine.is_duckdb() or engine.is_ibis() else "text", frame)

    def put_on(self, frame: Frame) -> Frame:
        """Add the key of each row's indicator; rows of others may be left out."""
        indicator = nw.col("indicator")
        if self.form == "category":
            known = frame.filter(indicator.is_in(self.names))
            return known.with_columns(indicator_key=indicator.cast(nw.Enum(self.names)))
        if self.form == "place":
            places: Table = {"indicator": self.names, "indicator_key": range(len(self.names))}
            table = small_table(self.home, places, self._types)
            return join(frame, table, on=["indicator"], how="inner")
        return frame.with_columns(indicator_key=indicator)

    def table(self, names: Sequence[str], columns: Table) -> Frame:
        """Make a small table on the engine of the rows, with the keys of *names* in it."""
        if self.form == "place":
            places = [*map(self.names.index, names)]
            return small_table(self.home, {"indicator_key": places, **columns}, self._types)
        table = small_table(self.home, {"indicator_key": names, **columns})
        if self.form == "category":
            return table.with_columns(nw.col("indicator_key").cast(nw.Enum(self.names)))
        return table

    @property
    def _types(self) -> dict[str, nw.dtypes.DType]:
        """Return the type of a place: few bits, since it is part of every group's key."""
        return {"indicator_key": nw.Int16() if len(self.names) <= _MOST_NARROW else nw.Int64()}

    def among(self, names: Sequence[str]) -> nw.Expr:
        """Whether a row's indicator is one of *names*."""
        if self.form != "place":
            return nw.col("indicator_key").is_in(names)
        runs = [
            (nw.col("indicator_key") >= first) & (nw.col("indicator_key") <= last)
            for first, last in self._runs(names)
        ]
        return nw.any_horizontal(*runs, ignore_nulls=True)

    def _runs(self, names: Sequence[str]) -> list[tuple[int, int]]:
        """Return the first and last place of each run of *names* without a gap."""
        places = sorted(map(self.names.index, names))
        firsts = [p for p in places if p - 1 not in places]
        lasts = [p for p in places if p + 1 not in places]
        return list(zip(firsts, lasts, strict=True))

    def cases(self, of: Mapping[str, _Case], make: Callable[[_Case], nw.Expr]) -> nw.Expr | None:
        """Return *make* of the case of a row's indicator; None if there are many cases.

        Args:
            of: By an indicator's id, its case. A row of another may get any.
            make: What a case is to the rows it applies to.
        """
        grouped: dict[_Case, list[str]] = {}
        for name, case in of.items():
            grouped.setdefault(case, []).append(name)
        *others, last = sorted(grouped, key=lambda case: len(grouped[case]))
        asked = [len(self._runs(grouped[case])) if self.form == "place" else 1 for case in others]
        if sum(asked) > _FEW:
            return None
        return choose(
            *((self.among(grouped[case]), make(case)) for case in others), default=make(last)
        )

    def look_up(self, frame: Frame, names: Sequence[str], columns: Table) -> Frame:
        """Add to each row what *columns* say of its indicator, in the order of *names*."""
        said: dict[str, nw.Expr] = {}
        rest: dict[str, Sequence[str | int | float]] = {}
        for column, values in columns.items():
            case = self.cases(dict(zip(names, values, strict=True)), _number)
            if case is None:
                rest[column] = values
            else:
                said[column] = case
        if rest:
            whole = [nw.col(n).cast(nw.Int32) for n, v in rest.items() if isinstance(v[0], int)]
            # Narwhals refuses to add no column at all to a lazy frame.
            table = self.table(names, rest).with_columns(nw.col("indicator_key"), *whole)
            frame = join(frame, table, on=["indicator_key"])
        return frame.with_columns(**said) if said else frame


def _number(value: str | float) -> nw.Expr:
    return nw.lit(value, nw.Int32 if isinstance(value, int) else nw.Float64)
