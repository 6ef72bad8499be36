"""Data frames to series and back, through narwhals: pandas, Polars, PyArrow and databases."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, get_args

from vn_ict_directive.errors import InvalidValueError, MissingExtraError, require
from vn_ict_directive.ingest.cells import address_in
from vn_ict_directive.ingest.delimited import Row
from vn_ict_directive.ingest.reading import Table
from vn_ict_directive.ingest.roles import Layout, Spec
from vn_ict_directive.observations import Series
from vn_ict_directive.periods import Period
from vn_ict_directive.validators import check_one_of

if TYPE_CHECKING:
    from narwhals.typing import IntoDataFrame


Backend = Literal["pandas", "polars"]
"""The libraries whose data frames are made."""


def narwhals(what: str) -> Any:
    """Import narwhals.

    Raises:
        MissingExtraError: It is not installed.
    """
    return require("narwhals", what, "panels")


def opened(nw: Any, frame: Any) -> Any:
    """Return a table as narwhals sees it, its columns named by different texts.

    Raises:
        InvalidValueError: It is no table, or a name is no text or there twice.
    """
    if nw.dependencies.is_pandas_dataframe(frame):
        names = list(frame.columns)
        for place, name in enumerate(names):
            if not isinstance(name, str | int):
                hint = "Flatten them, as in frame.columns = ['_'.join(map(str, c)) for c in ...]."
                raise InvalidValueError("the names of columns", name, "texts", hint)
            if name in names[:place]:
                expected = "different texts"
                raise InvalidValueError("the names of columns", name, expected, "Rename one.")
        frame = frame.set_axis([str(name) for name in names], axis="columns")
    try:
        table = nw.from_native(frame)
        table.collect_schema()
    except nw.exceptions.DuplicateError as error:
        hint, got = "Rename one.", str(error).partition("'")[2].partition("'")[0]
        raise InvalidValueError("the names of columns", got, "different texts", hint) from None
    except TypeError:
        expected = "a table that narwhals knows: pandas, Polars, PyArrow, DuckDB, PySpark or Ibis"
        raise InvalidValueError("frame", f"a {type(frame).__name__}", expected) from None
    return table


# --- in ---------------------------------------------------------------------------


def series_of(frame: Any, **said: Any) -> Series:
    """Read one indicator's figures from a data frame.

    Args:
        frame: The table, or a pandas series with periods for its index.
        said: What the caller says of it, as :class:`Spec` takes it.

    Raises:
        InvalidDataError: Rows cannot be read; each is named by its number, from 1.
        InvalidValueError: It is no table, or what is said of it is not what it should be.
    """
    spec = Spec(**said)
    if hasattr(frame, "index") and hasattr(frame, "to_frame") and not hasattr(frame, "columns"):
        names, rows = ("period", "value"), zip(frame.index, frame, strict=True)
    else:
        nw = narwhals("Series.from_frame()")
        table = opened(nw, frame)
        schema = table.collect_schema()
        names = tuple(schema.names())
        # A short float's text is what was meant: each library makes another double of it.
        short = [nw.col(n).cast(nw.String) for n, dtype in schema.items() if dtype == nw.Float32]
        rows = table.lazy().collect().with_columns(*short).iter_rows()
    layout = Layout(names, spec)
    figures = {*layout.periods, layout.roles.get("value")}
    below = (
        Row(number, [plain(c) if place in figures else str(plain(c)) for place, c in enumerate(r)])
        for number, r in enumerate(rows, start=1)
    )
    (series,) = Table("the frame", spec, layout, below, "row").series()
    return series


def plain(cell: Any) -> Any:
    """Return a number, or what a cell of a file would be."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None or str(cell) in {"nan", "NaT", "<NA>"}:
        return ""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int | float | Decimal):
        return cell
    if hasattr(cell, "start_time"):  # a period of pandas
        return str(Period.between(cell.start_time.date(), cell.end_time.date()))
    return str(cell).removesuffix(" 00:00:00")


# --- out --------------------------------------------------------------------------


def checked_backend(backend: object) -> Backend:
    """Return the library asked for, or the one that is installed.

    Raises:
        InvalidValueError: It is none of :data:`Backend`.
        MissingExtraError: It is not installed.
    """
    known: tuple[Backend, ...] = get_args(Backend)
    if backend is not None:
        check_one_of(backend, known, "backend")
    wanted: list[Backend] = [name for name in known if backend in {None, name}]
    for name in wanted:
        if find_spec(name) is not None:
            return name
    what = "to_frame()" if backend else "to_frame(), where there is no Polars either,"
    raise MissingExtraError(what, wanted[0], "")


def frame_of(
    columns: Mapping[str, tuple[str, Sequence[Any]]], backend: Backend | None = None
) -> "IntoDataFrame":
    """Make a data frame.

    Args:
        columns: By name, the kind of a column (``string``, ``number``, ``integer``, ``boolean``,
            ``date``, ``array`` or ``object``) and its values; None or a blank for no value.
        backend: ``"pandas"`` or ``"polars"``; by default the one that is installed, pandas where
            both are.

    Raises:
        InvalidValueError: *backend* is neither.
        MissingExtraError: narwhals (extra ``panels``) or the library is not installed.
    """
    chosen = checked_backend(backend)
    nw = narwhals("to_frame()")
    kinds = {
        "number": nw.Float64(),
        "integer": nw.Int64(),
        "boolean": nw.Boolean(),
        "date": nw.Datetime("us") if chosen == "pandas" else nw.Date(),
    }
    if chosen == "polars":  # pandas before 3.0 makes "None" of what is missing in a text
        kinds |= dict.fromkeys(("string", "array", "object"), nw.String())
    data = {
        name: [None if cell == "" else cell for cell in cells]
        for name, (_, cells) in columns.items()
    }
    known = {name: kind for name, (kind, _) in columns.items() if kind in kinds}
    if chosen == "pandas":  # which has no whole number that is missing
        known |= {n: "number" for n, kind in known.items() if kind == "integer" and None in data[n]}
    casts = (nw.col(name).cast(kinds[kind]) for name, kind in known.items())
    frame: IntoDataFrame = nw.from_dict(data, backend=chosen).with_columns(*casts).to_native()
    return frame


def frame_of_records(
    records: Sequence[Mapping[str, Any]], backend: Backend | None = None
) -> "IntoDataFrame":
    """Make a data frame of records that all have the same fields, a row a record.

    Raises:
        InvalidValueError: *backend* is neither ``"pandas"`` nor ``"polars"``.
        MissingExtraError: narwhals (extra ``panels``) or the library is not installed.
    """
    names = list(records[0]) if records else []
    cells = {name: [record[name] for record in records] for name in names}
    return frame_of({name: (_kind(column), column) for name, column in cells.items()}, backend)


def _kind(cells: Iterable[Any]) -> str:
    kinds = {type(cell) for cell in cells if cell is not None}
    return "integer" if kinds == {int} else "number" if kinds == {float} else "string"


def columns_of(series: Iterable[Series]) -> dict[str, tuple[str, list[Any]]]:
    """Lay figures out in columns, each with its kind, a row a figure."""
    each = [(one, o) for one in series for o in one.observations]
    return {
        "indicator": ("string", [one.indicator for one, _ in each]),
        "entity": ("string", [one.entity for one, _ in each]),
        "reporter": ("string", [one.reporter for one, _ in each]),
        "basis": ("string", [one.basis for one, _ in each]),
        "unit": ("string", [one.unit and one.unit.value for one, _ in each]),
        "period": ("string", [str(o.period) for _, o in each]),
        "value": ("number", [o.value for _, o in each]),
        "bound": ("string", [o.bound and o.bound.value for _, o in each]),
        "published": ("string", [o.published and str(o.published) for _, o in each]),
        "flags": ("string", [" ".join(o.flags) for _, o in each]),
        "note": ("string", [o.note for _, o in each]),
        "source_title": ("string", [o.source and o.source.title for _, o in each]),
        "source_url": ("string", [o.source and address_in(o.source.url) for _, o in each]),
    }
