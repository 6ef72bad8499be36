"""The same figures, whichever way they come in: the same verdicts, or refused by the same name."""

import csv
import io
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import DirectiveError
from vn_ict_directive.evaluation import evaluate
from vn_ict_directive.ingest import read_all_observations
from vn_ict_directive.ingest.files import scan
from vn_ict_directive.ingest.identity import entity_key
from vn_ict_directive.ingest.roles import Spec
from vn_ict_directive.panels import evaluate_panel, evaluate_table

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
DAY = "2020-12-31"

Answer = set[tuple[Any, ...]] | str
"""Verdicts by entity, reporter and basis; or the words of a refusal."""


@pytest.fixture(autouse=True)
def _engines(external: Callable[[str], Any]) -> None:
    """Polars and DuckDB are not on WebAssembly."""
    for package in ("polars", "duckdb", "pyarrow"):
        external(package)


# --- the ways in ------------------------------------------------------------------


def answered(ask: Callable[[], Any]) -> Answer:
    try:
        rows = ask()
    except DirectiveError as error:
        return str(error)
    return {
        (
            entity_key(str(row["entity"])),
            row.get("reporter"),
            row.get("basis"),
            str(row["status"]),
            row["value"],
            row["reasons"],
        )
        for row in rows
    }


def by_file(text: str, options: dict[str, Any]) -> Answer:
    def ask() -> list[dict[str, Any]]:
        verdicts = []
        for series in read_all_observations(io.StringIO(text), **options):
            verdict = evaluate(EGDI, series, as_of=DAY)
            reasons = " ".join(verdict.reasons)
            row: dict[str, Any] = {"entity": series.entity, "reporter": series.reporter}
            verdicts.append(
                row
                | {"basis": series.basis, "status": verdict.status}
                | {"value": verdict.value, "reasons": reasons}
            )
        return verdicts

    return answered(ask)


def listed(frame: Any) -> list[dict[str, Any]]:
    nw = import_module("narwhals")
    table = nw.from_native(frame).lazy().collect("polars").to_native()
    rows: list[dict[str, Any]] = table.to_dicts()
    return rows


def by_panel_file(text: str, options: dict[str, Any], path: Path, engine: Any) -> Answer:
    def ask() -> list[dict[str, Any]]:
        path.write_text(text, encoding="utf-8", newline="")
        frame, spec = scan([path], Spec.of(**options), engine)
        return listed(evaluate_table(frame, [EGDI], spec, as_of=DAY).verdicts)

    return answered(ask)


def polars_of(text: str) -> Any:
    pl = import_module("polars")
    header, *rows = csv.reader(io.StringIO(text))
    cells = [row for row in rows if any(cell.strip() for cell in row)]
    return pl.DataFrame(cells, schema=header, orient="row")


def by_frame(make: Callable[[Any], Any], text: str, options: dict[str, Any]) -> Answer:
    frame = make(polars_of(text))
    return answered(lambda: listed(evaluate_panel(frame, [EGDI], as_of=DAY, **options)))


def duckdb_of(frame: Any) -> Any:
    connection = import_module("duckdb").connect()
    connection.register("panel", frame.to_arrow())
    return connection.sql("select * from panel")


FRAMES: dict[str, Callable[[Any], Any]] = {
    "polars": lambda frame: frame,
    "pandas": lambda frame: frame.to_pandas(),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": duckdb_of,
}
