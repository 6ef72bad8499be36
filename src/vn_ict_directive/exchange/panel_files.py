"""Panels out: verdicts written whole, and counted as they were written."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from vn_ict_directive.exchange._identity import standing
from vn_ict_directive.ingest.delimited import FORMULA
from vn_ict_directive.ingest.files import Engine, package
from vn_ict_directive.model import Directive, Target


def about(directive: Directive, day: dt.date, timing: str) -> dict[str, str]:
    """Return what a file of verdicts says of itself."""
    return {
        "as_of": str(day),
        "timing": timing,
        "directive": directive.number,
        "encoding": directive.encoding,
        "official": str(directive.official).lower(),
        "notice": standing(directive).en,
    }


def write(frame: Any, file: Path, kind: str, about: Mapping[str, str]) -> None:
    """Write a lazy frame of Polars or a relation of DuckDB to a file, piece by piece.

    In CSV an apostrophe stands before a text that a spreadsheet would run as a formula.

    Args:
        frame: The rows.
        file: Where to; what is there is overwritten.
        kind: ``parquet`` or ``csv``.
        about: What a Parquet file says of itself, beside its columns.
    """
    import narwhals as nw

    given = nw.from_native(frame)
    polars = given.implementation.is_polars()
    if kind == "csv":
        texts = [name for name, kind in given.collect_schema().items() if kind == nw.String]
        # The engines' \s is narrower than Python's.
        formula = "^" + FORMULA.pattern.replace(r"\s", r"[\s\p{Z}]")
        given = given.with_columns(
            **{
                name: nw.when(nw.col(name).str.contains(formula))
                .then(nw.concat_str(nw.lit("'"), nw.col(name)))
                .otherwise(nw.col(name))
                for name in texts
            }
        )
    native = given.to_native()
    if polars and kind == "parquet":
        native.sink_parquet(file, metadata=dict(about))
    elif polars:
        native.sink_csv(file)
    elif kind == "parquet":
        told = ", ".join(f"{_quoted(key)}: {_quoted(value)}" for key, value in about.items())
        # A relation has no way to say more than its rows; the statement has.
        native.query(
            "verdicts",
            f"COPY verdicts TO {_quoted(str(file))} (FORMAT parquet, KV_METADATA {{{told}}})",
        )
    else:
        native.write_csv(str(file))


def _quoted(text: str) -> str:
    return "'{}'".format(text.replace("'", "''"))


def written(file: Path, kind: str, engine: Engine) -> Any:
    """Return the rows that :func:`write` has written, so that nothing is judged twice."""
    module = package(engine)
    if engine == "polars":
        if kind == "parquet":
            return module.scan_parquet(file, glob=False)
        return module.scan_csv(file, infer_schema=False, glob=False)
    connection = module.connect()
    if kind == "parquet":
        return connection.read_parquet(str(file))
    return connection.read_csv(str(file), delimiter=",", header=True, all_varchar=True)


def counts(summary: Any, targets: Sequence[Target]) -> list[dict[str, Any]]:
    """Return a summary's rows in the order of the targets, without the statuses that none has.

    Args:
        summary: What :func:`~vn_ict_directive.panels.summarize` returned.
        targets: What was judged by.
    """
    import narwhals as nw

    table = nw.from_native(summary).lazy().collect()
    rows = {row["target"]: row for row in table.iter_rows(named=True)}
    kept = ("target", "verdicts", "with_data")
    return [
        {name: value for name, value in rows[one.id].items() if value or name in kept}
        for one in targets
        if one.id in rows
    ]
