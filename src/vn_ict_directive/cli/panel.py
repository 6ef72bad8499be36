"""The command for tables of many series."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TextIO, cast

from vn_ict_directive.cli.blocks import Block, Cell, facts_of, header_of
from vn_ict_directive.cli.common import day_of, listed, pairs_of
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import (
    InvalidValueError,
)
from vn_ict_directive.evaluation.outcome import Status, Timing
from vn_ict_directive.ingest.cells import Dialect
from vn_ict_directive.ingest.roles import Dates, Spec
from vn_ict_directive.periods import format_date
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.units import format_number
from vn_ict_directive.validators import member
from vn_ict_directive.words import WORDS

__all__ = ["panel"]


def panel(
    *files: str,
    as_of: str,
    timing: Literal["reference_period", "publication"] = "reference_period",
    targets: str | None = None,
    directive: Path | None = None,
    indicator: str | None = None,
    entity: str | None = None,
    columns: str | None = None,
    where: str | None = None,
    dialect: Dialect | None = None,
    dates: Dates | None = None,
    profile: str | None = None,
    engine: Literal["polars", "duckdb"] = "polars",
    on_error: Literal["raise", "report"] = "raise",
    out: Path | None = None,
    refused: Path | None = None,
    force: bool = False,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Block] | str":
    """Judge a table of many series, such as provinces, by targets. | Chấm một bảng nhiều chuỗi số liệu.

    Args:
        files: Parquet or CSV files, patterns or folders, all of one kind: a row for each figure, with the
            columns entity, indicator, period and value and, if known, published, reporter, flags,
            start and due. Reading them needs the extra panel-files.
        as_of: The day whose knowledge counts, such as 2020-12-31.
        timing: Whether the edition's period counts, or what had been published at the due date.
        targets: Ids of targets with commas between; without it, all.
        directive: Another directive to take the targets from, as JSON or TOML.
        indicator: Id of the indicator that all rows are of, or what the files call indicators,
            such as EGDI=egdi-rank; rows of others are left out.
        entity: Whom the figures describe, if one only; rows of others are left out.
        columns: What the files call the columns, such as entity=REF_AREA,period=TIME_PERIOD.
        where: What cells must say for their row to count, such as SEX=T; * for anything.
        dialect: How numbers and dates are written: en for 1,234.5, vi for 1.234,5 and 31/12/2020.
        dates: What dates stand for that could be days or the periods that begin on them.
        profile: A known kind of file: un-egov, world-bank, owid or px-web.
        engine: What reads and judges; duckdb needs the extra of that name.
        on_error: Whether rows that nobody could judge stop it, or are left out and written to --refused.
        out: A file for the verdicts, .parquet or .csv; whole or not at all.
        refused: A file for the rows left out, .parquet or .csv.
        force: Overwrite files that are there already.
        lang: Language of the answer.
        json: Answer in JSON: the counts of each target.
    """  # noqa: E501 - a line is a line of the help
    from vn_ict_directive.exchange import panel_files
    from vn_ict_directive.exchange.exports import placed
    from vn_ict_directive.exchange.json import load_directive
    from vn_ict_directive.ingest.files import find, kind_of, scan, working
    from vn_ict_directive.panels import evaluate_table, summarize

    day = day_of(as_of)
    if (on_error == "report") != (refused is not None):
        raise InvalidValueError(
            "--refused",
            None if refused is None else str(refused),
            "a file for the rows left out, together with --on-error report",
        )
    thing = DIRECTIVE_01 if directive is None else load_directive(directive)
    promises = (
        thing.targets
        if targets is None
        else tuple(thing.target(name.strip()) for name in targets.split(","))
    )
    coded = indicator is not None and "=" in indicator
    spec = Spec(
        columns=pairs_of("--columns", columns),
        where=pairs_of("--where", where),
        dialect=dialect,
        dates=dates,
        profile=profile,
        indicator=None if coded else indicator,
        indicators=pairs_of("--indicator", indicator) if coded else None,
        entity=entity,
    )
    found = find(files)
    asked = {"--out": out, "--refused": refused}
    places = {argument: place for argument, place in asked.items() if place is not None}
    kinds = {name: kind_of(place, name) for name, place in places.items()}
    taken = {file.resolve() for file in found}
    for argument, place in places.items():
        if place.resolve() in taken:
            raise InvalidValueError(argument, str(place), "a file of its own")
        taken.add(place.resolve())
    about = panel_files.about(thing, day, timing)
    with (
        _stages(lang, 3) as stage,
        placed(tuple(places.values()), force=force) as beside,
        working(engine, found),
    ):
        stage("opening")
        frame, spec = scan(found, spec, engine)
        stage("looking")
        report = evaluate_table(frame, promises, spec, as_of=day, on_error=on_error, timing=timing)
        stage("judging")
        tables = {"--out": report.verdicts, "--refused": report.refused}
        for (argument, kind), file in zip(kinds.items(), beside, strict=True):
            panel_files.write(tables[argument], file, kind, about)
            if argument == "--out":
                tables[argument] = panel_files.written(file, kind, engine)
        counts = panel_files.counts(summarize(tables["--out"]), promises)
        if not counts and not report.faults:
            raise InvalidValueError("the panel", "no rows", "of at least one figure or blank value")
    written = [str(place) for place in places.values()]
    if json:
        return listed(
            as_of=str(day),
            timing=timing,
            counts=counts,
            faults=report.faults,
            notes=report.notes,
            written=written,
        )
    told = [Text(f"Đã ghi {place}.", f"Wrote {place}.").pick(lang) for place in written]
    return [
        Block(
            title=Text(
                f"Theo những gì biết đến {format_date(day, lang)}",
                f"By what was known on {format_date(day, lang)}",
            ).pick(lang),
            facts=facts_of(lang, ("timing", member(Timing, timing, "timing").label(lang))),
            header=header_of(lang, "target", "verdicts", "with figures", "counts"),
            rows=tuple(_count_row(count, lang) for count in counts),
            closing=(
                *report.faults,
                *report.notes,
                *told,
                *([notice] if (notice := thing.notice(lang)) else []),
            ),
        )
    ]


def _count_row(count: dict[str, Any], lang: Lang) -> tuple[Cell, ...]:
    told = ", ".join(
        f"{format_number(number, lang)} {Status[code.upper()].label(lang)}"
        for code, number in count.items()
        if code not in {"target", "verdicts", "with_data"}
    )
    numbers = (format_number(count[name], lang) for name in ("verdicts", "with_data"))
    verdicts = "verdict" if count["verdicts"] == 1 else "verdicts"
    words = WORDS[verdicts].pick(lang).lower(), WORDS["with figures"].pick(lang).lower()
    cells = (f"{number} {word}" for number, word in zip(numbers, words, strict=True))
    return (Cell(count["target"]), *map(Cell, cells), Cell(told))


@contextmanager
def _stages(lang: Lang, total: int) -> Iterator[Callable[[str], None]]:
    """Show on a terminal how far long work has come; elsewhere say nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    stderr = cast("TextIO | None", sys.stderr)
    if stderr is None or not stderr.isatty():
        yield lambda _: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)

        def stage(name: str) -> None:
            begun = bool(progress.tasks[0].description)
            progress.update(task, description=WORDS[name].pick(lang), advance=int(begun))

        yield stage
