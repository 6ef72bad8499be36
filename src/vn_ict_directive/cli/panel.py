"""The command for tables of many series."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TextIO, cast

from vn_ict_directive.cli.common import day_of, directive_of, listed, pairs_of
from vn_ict_directive.errors import (
    InvalidValueError,
)
from vn_ict_directive.evaluation.outcome import Status, Timing
from vn_ict_directive.ingest.cells import Dialect
from vn_ict_directive.ingest.roles import Dates, Spec
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.sheets import Cell, Sheet, facts_of, header_of, notice_of
from vn_ict_directive.text import Lang
from vn_ict_directive.units import format_number
from vn_ict_directive.validators import member
from vn_ict_directive.words import WORDS, counted, inside, say


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
) -> "list[Sheet] | str":
    """Evaluate a table of many series, such as provinces, against targets.

    Args:
        files: Parquet or CSV files, patterns or folders, all of one kind: a row for each figure, with the
            columns entity, indicator, period and value and, if known, published, reporter, flags,
            start, due, limit and best. Reading them needs the extra panel-files.
        as_of: Evaluate with what was known on this date, e.g. 2020-12-31.
        timing: Decide by the figure for the due period, or by the latest published on the due date.
        targets: Ids of targets, separated by commas; all by default.
        directive: Another directive, as JSON or TOML.
        indicator: Id of the indicator of all rows, or the names of indicators in the files,
            e.g. EGDI=egdi-rank; other rows are left out.
        entity: Use the rows of this country or body only.
        columns: Column names used in the files, e.g. entity=REF_AREA,period=TIME_PERIOD.
        where: Use only rows with these values, e.g. SEX=T; * for any value.
        dialect: Read numbers and dates as en (1,234.5) or vi (1.234,5 and 31/12/2020) writes them.
        dates: Read dates that could also be periods as days, or as the periods that begin on them.
        profile: A known kind of file: un-egov, world-bank, owid or px-web.
        engine: Read and evaluate with this engine; duckdb needs the extra of that name.
        on_error: Rows that cannot be evaluated: stop (raise), or skip them and write them to --refused (report).
        out: Write the verdicts to this file, .parquet or .csv.
        refused: Write the rows left out to this file, .parquet or .csv.
        force: Overwrite files that are there already.
        lang: Language of the answer.
        json: Answer in JSON: the counts of each target.
    """  # noqa: E501 - a line is a line of the help
    from vn_ict_directive.exchange import panel_files
    from vn_ict_directive.exchange.exports import placed
    from vn_ict_directive.ingest.files import find, kind_of, scan, working
    from vn_ict_directive.panels import evaluate_table, summarize

    day = day_of(as_of)
    if (on_error == "report") != (refused is not None):
        raise InvalidValueError(
            "--refused",
            None if refused is None else str(refused),
            "a file for the rows left out, together with --on-error report",
        )
    thing = directive_of(directive)
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
    told = [say("wrote", lang, what=place) for place in written]
    return [
        Sheet(
            title=say("as of day", lang, day=format_date(day, lang)),
            facts=facts_of(lang, ("timing", member(Timing, timing, "timing").label(lang))),
            header=header_of(lang, "target", "verdicts", "with figures", "counts"),
            rows=tuple(_count_row(count, lang) for count in counts),
            closing=(
                *report.faults,
                *report.notes,
                *told,
                *notice_of(thing, lang),
            ),
        )
    ]


def _count_row(count: dict[str, Any], lang: Lang) -> tuple[Cell, ...]:
    told = ", ".join(
        f"{format_number(number, lang)} {Status[code.upper()].label(lang)}"
        for code, number in count.items()
        if code not in {"target", "verdicts", "with_data"}
    )
    verdicts, known = (format_number(count[name], lang) for name in ("verdicts", "with_data"))
    cells = (
        counted(verdicts, WORDS["some verdicts"], lang),
        f"{known} {inside(say('with figures', lang))}",
    )
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
            progress.update(task, description=say(name, lang), advance=int(begun))

        yield stage
