"""The few things that engines do differently: fetching a value by its key, and a small table.

Everything else of a panel is one narwhals pipeline, the same on every engine.
"""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Final, Literal

import narwhals as nw

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
"""A frame of any engine, eager or lazy."""

Fact = nw.Expr | bool
"""A condition on columns, or what holds of all rows or of none: no engine is asked for that."""

Table = Mapping[str, Sequence[str | int | float]]
"""The columns of a small table, each of one type and nothing missing."""

_PLAIN: Final = (nw.String, nw.Categorical, nw.Boolean, nw.Date, nw.Datetime)

SMALLEST: Final = 2.0**-830
"""The smallest size of a value, zero apart, that every engine can be trusted with."""

LARGEST: Final = 2.0**830
"""The largest size."""

_NOTHING: Final[Mapping[str, Any]] = {}


def to_lazy(frame: Frame) -> Frame:
    """Return an eager table as a lazy one of Polars, where that is there and holds all it holds.

    The way there and back costs a millisecond; a plan that is carried out step by step costs
    hundreds. A table that Polars would hold otherwise, such as objects of Python, stays as it is.
    """
    if isinstance(frame, nw.LazyFrame) or frame.implementation.is_polars():
        return frame.lazy()
    home, schema = frame.implementation, frame.collect_schema()
    known = home.is_pandas() or home.is_pyarrow()
    plain = all(dtype.is_numeric() or isinstance(dtype, _PLAIN) for dtype in schema.values())
    if not (known and plain and all(map(find_spec, ("polars", "pyarrow")))):
        return frame
    return nw.from_native(frame.to_polars()).lazy()


def brought_home(frame: Frame, home: Frame) -> Any:
    """Return a frame as the library that holds *home* has them."""
    if isinstance(frame, nw.LazyFrame) and isinstance(home, nw.DataFrame):
        frame = frame.collect()
        if home.implementation.is_pandas():
            return frame.to_pandas()
        if home.implementation.is_pyarrow():
            table: nw.DataFrame[Any] = nw.from_native(frame.to_arrow())
            texts = [n for n, dtype in table.collect_schema().items() if dtype == nw.String]
            return table.with_columns(nw.col(*texts).cast(nw.String)).to_native()  # as others have
    return frame.to_native()


def join(
    left: Frame,
    right: Frame,
    *,
    on: Sequence[str],
    how: Literal["left", "inner", "semi", "anti"] = "left",
) -> Frame:
    """Add to each row on the left what stands for it on the right: both eager, or both lazy.

    Or keep those for which something stands there (``semi``), or nothing (``anti``).
    """
    return left.join(right, on=list(on), how=how)  # type: ignore[arg-type]


def cross(left: Frame, right: Frame) -> Frame:
    """Put every row of one frame beside every row of the other."""
    return left.join(right, how="cross")  # type: ignore[arg-type]


def stack(frames: Sequence[Frame]) -> Frame:
    """Put frames with the same columns below each other."""
    return frames[0] if len(frames) == 1 else nw.concat(list(frames))  # type: ignore[type-var]


def choose(*cases: tuple[Fact, nw.Expr], default: nw.Expr) -> nw.Expr:
    """Return the value of the first condition that holds, else *default*."""
    for condition, value in reversed(cases):
        if not isinstance(condition, bool):
            default = nw.when(condition).then(value).otherwise(default)
        elif condition:
            default = value
    return default


def floor_div(number: nw.Expr, divisor: int = 1) -> nw.Expr:
    """Return how many times *divisor* goes into *number*, which is below 2⁵³.

    Division and remainder of whole numbers themselves are not the same on every
    engine, or not there.
    """
    return (number / divisor).floor().cast(nw.Int64)


def lowest_bit(number: nw.Expr) -> nw.Expr:
    """Return the last binary digit of a whole number."""
    return number - floor_div(number, 2) * 2


def is_leap(year: nw.Expr) -> nw.Expr:
    """Whether *year* has 366 days."""

    def divides(divisor: int) -> nw.Expr:
        return floor_div(year, divisor) * divisor == year

    return divides(4) & (~divides(100) | divides(400))


def any_row(frame: Frame) -> bool:
    """Whether a frame has any row at all."""
    return len(collected(frame.head(1))) > 0


def collected(frame: Frame) -> nw.DataFrame[Any]:
    """Bring a few rows into memory."""
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def distinct(frame: Frame, *names: str) -> Frame:
    """Return each combination of values once; ``unique`` would number the rows of some engines."""
    return frame.group_by(*names).agg(nw.len().alias("_rows")).select(*names)


def aggregate(
    frame: Frame,
    by: Sequence[str],
    names: Sequence[str],
    others: Mapping[str, tuple[str, str]] = _NOTHING,
) -> Frame:
    """Return for each group the greatest of each key, and the value that stands beside it.

    Args:
        frame: Rows with a column ``value`` of doubles, none missing.
        by: The columns that make a group.
        names: Names of results, each with a column ``{name}_key``. A greatest key
            below zero means that no row is eligible; its value means nothing.
        others: Names of further results, each with a column and what of it: ``min``, ``max``
            or ``sum``.

    Returns:
        A row a group, with ``{name}_key`` and ``{name}_value`` for every name.
        Of rows with the same greatest key, any may be taken.
    """
    keys = {f"{name}_value": f"{name}_key" for name in names}
    others = {key: (key, "max") for key in keys.values()} | dict(others)
    if frame.implementation.is_spark_like():  # narwhals has no last value in an order there
        sf = frame.implementation.to_native_namespace().functions
        found = [getattr(sf, how)(of).alias(name) for name, (of, how) in others.items()]
        found += [sf.max_by("value", key).alias(name) for name, key in keys.items()]
        grouped: Frame = nw.from_native(frame.to_native().groupBy(*by).agg(*found))
        return grouped
    groups = frame.group_by(*by)
    extremes = {name: getattr(nw.col(of), how)() for name, (of, how) in others.items()}
    values = {name: nw.col("value").last(order_by=key) for name, key in keys.items()}
    if isinstance(frame, nw.LazyFrame):
        return groups.agg(**extremes, **values)
    together = groups.agg(**extremes)
    for name, value in values.items():  # eager engines take one order at a time
        together = join(together, groups.agg(value.alias(name)), on=by)
    return together


_TYPES: Final[Mapping[type, nw.dtypes.DType]] = {
    str: nw.String(),
    int: nw.Int64(),
    float: nw.Float64(),
}


def small_table(
    frame: Frame, columns: Table, types: Mapping[str, nw.dtypes.DType] = _NOTHING
) -> Frame:
    """Make a table of a few rows on the engine, and the connection, of *frame*.

    Args:
        frame: A frame of the caller's. Where it has no row, a database's table
            may have none either.
        columns: Each column's values, of one type and none missing.
        types: Types of columns, where they are not to be the widest of their kind.
    """
    types = {name: _TYPES[type(values[0])] for name, values in columns.items()} | dict(types)
    data = {name: list(values) for name, values in columns.items()}
    engine = frame.implementation
    if isinstance(frame, nw.DataFrame):
        return nw.from_dict(data, schema=types, backend=engine)
    if engine.is_polars():
        return nw.from_dict(data, schema=types, backend=engine).lazy()
    if engine.is_ibis():
        return nw.from_dict(data, schema=types, backend="pyarrow").lazy("ibis")
    # Elsewhere a table belongs to a connection or a session: make it out of the caller's own.
    rows = [_FIELD.join(map(_written, row)) for row in zip(*data.values(), strict=True)]
    lines = frame.head(1).select(nw.lit(_RECORD.join(rows)).str.split(_RECORD).alias("row"))
    fields = nw.col("row").str.split(_FIELD)
    return lines.explode("row", empty_as_null=False, keep_nulls=False).select(
        *(
            fields.list.get(position).cast(dtype).alias(name)
            for position, (name, dtype) in enumerate(types.items())
        )
    )


def said_of(frame: Frame, column: str, name: str, said: Mapping[Any, Any]) -> Frame:
    """Add as *name* what is said of each cell of a column; null where nothing is."""
    table = small_table(frame, {column: list(said), name: list(said.values())})
    return join(frame, table, on=[column])


_FIELD: Final = "\x1f"
_RECORD: Final = "\x1e"


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else repr(value)
