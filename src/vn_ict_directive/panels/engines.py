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

KEY_LIMIT: Final = 2**24
"""Keys of :func:`aggregate` are whole numbers from −1 to this, itself left out."""

_PLAIN: Final = (nw.String, nw.Categorical, nw.Boolean, nw.Date, nw.Datetime)

SMALLEST: Final = 2.0**-830
"""The smallest size of a value, zero apart, that every engine can be trusted with."""

LARGEST: Final = 2.0**830
"""The largest size."""

_ROOM: Final = 2**38  # what a packed key leaves for one half of a double
_NOTHING: Final[Mapping[str, Any]] = {}
_HALF: Final = 2.0**27  # a double's 53 digits are 26 high ones and 27 low ones
_EXPONENTS: Final = 2048
_BIAS: Final = 1023


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
    left: Frame, right: Frame, *, on: Sequence[str], how: Literal["left", "inner"] = "left"
) -> Frame:
    """Add to each row on the left what stands for it on the right: both eager, or both lazy."""
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


def without_lowest_bit(name: str) -> nw.Expr:
    """Return a column's whole number without its last binary digit."""
    return floor_div(nw.col(name), 2)


def lowest_bit(name: str) -> nw.Expr:
    """Return the last binary digit of a column's whole number."""
    return nw.col(name) - without_lowest_bit(name) * 2


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
    others: Mapping[str, nw.Expr] = _NOTHING,
) -> Frame:
    """Return for each group the greatest of each key, and the value that stands beside it.

    Args:
        frame: Rows with a column ``value`` of doubles, none missing.
        by: The columns that make a group.
        names: Names of results, each with a column ``{name}_key``. A greatest key
            below zero means that no row is eligible; its value means nothing.
        others: Names of further results, each the least, the greatest or the sum of a column.

    Returns:
        A row a group, with ``{name}_key`` and ``{name}_value`` for every name.
        Of rows with the same greatest key, any may be taken.
    """
    aggregations = [nw.col(f"{name}_key").max() for name in names]
    aggregations += [other.alias(name) for name, other in others.items()]
    sorts = isinstance(frame, nw.LazyFrame) and not frame.implementation.is_spark_like()
    return (_by_order if sorts else by_packing)(frame, by, names, aggregations)


def _by_order(
    frame: Frame, by: Sequence[str], names: Sequence[str], aggregations: Sequence[nw.Expr]
) -> Frame:
    """Take the last value in the order of each key."""
    values = [nw.col("value").last(order_by=f"{name}_key").alias(f"{name}_value") for name in names]
    return frame.group_by(*by).agg(*aggregations, *values)


def by_packing(
    frame: Frame, by: Sequence[str], names: Sequence[str], aggregations: Sequence[nw.Expr]
) -> Frame:
    """Pack each key with the two halves of the value's digits, and take the greatest.

    A double is sign · (high · 2²⁷ + low) · 2^(exponent − 52), with high of 26
    digits and low of 27. Each half goes into a whole number behind the key, so
    the greatest such number of a group holds the half of the right row.
    """
    value, one = nw.col("value"), nw.lit(1.0)
    frame = frame.with_columns(size=value.abs())
    guess = (nw.when(nw.col("size") > 0).then(nw.col("size")).otherwise(one)).log(2.0).floor()
    frame = frame.with_columns(guess=guess)
    scaled = nw.col("size") / nw.lit(2.0) ** nw.col("guess")
    # A logarithm may be off by a hair on either side of a power of two.
    exponent = choose(
        (scaled >= 2.0, nw.col("guess") + 1.0),  # noqa: PLR2004 - the base
        ((scaled < 1.0) & (nw.col("size") > 0), nw.col("guess") - 1.0),
        default=nw.col("guess"),
    )
    frame = frame.with_columns(exponent=exponent)
    frame = frame.with_columns(digits=nw.col("size") / nw.lit(2.0) ** (nw.col("exponent") - 52.0))
    frame = frame.with_columns(high=(nw.col("digits") / _HALF).floor())
    negative = nw.when(value < 0).then(one).otherwise(nw.lit(0.0))
    top = (negative * _EXPONENTS + nw.col("exponent") + _BIAS) * 2.0**26 + nw.col("high")
    frame = frame.with_columns(
        top=top.cast(nw.Int64),
        low=(nw.col("digits") - nw.col("high") * _HALF).cast(nw.Int64),
    )
    packed = {
        f"{name}_{half}": nw.col(f"{name}_key").cast(nw.Int64) * _ROOM + nw.col(half)
        for name in names
        for half in ("top", "low")
    }
    found = (
        frame.with_columns(**packed)
        .group_by(*by)
        .agg(*aggregations, *(nw.col(name).max() for name in packed))
    )
    for name in names:
        before = nw.col(f"{name}_key").cast(nw.Int64) * _ROOM
        found = found.with_columns(
            top=(nw.col(f"{name}_top") - before).cast(nw.Float64),
            low=(nw.col(f"{name}_low") - before).cast(nw.Float64),
        )
        found = found.with_columns(upper=(nw.col("top") / 2.0**26).floor())
        found = found.with_columns(sign=(nw.col("upper") / float(_EXPONENTS)).floor())
        digits = (nw.col("top") - nw.col("upper") * 2.0**26) * _HALF + nw.col("low")
        power = nw.lit(2.0) ** (nw.col("upper") - nw.col("sign") * _EXPONENTS - _BIAS - 52.0)
        found = found.with_columns(
            (digits * power * (one - nw.col("sign") * 2.0)).alias(f"{name}_value")
        )
    return found.drop(*packed, "top", "low", "upper", "sign")


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
