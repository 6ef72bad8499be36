"""The command for tables of many series."""

from pathlib import Path
from typing import Literal

from rich.console import Console

from vn_ict_directive.cli.common import Answer, TimedTable, listed, pairs_of
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation.outcome import Timing
from vn_ict_directive.periods import format_date
from vn_ict_directive.present.sheets import Sheet, count_row, facts_of, header_of, notice_of
from vn_ict_directive.words import say


def panel(
    *files: str,
    as_of: str,
    targets: str | None = None,
    indicator: str | None = None,
    entity: str | None = None,
    engine: Literal["polars", "duckdb"] = "polars",
    out: Path | None = None,
    refused: Path | None = None,
    force: bool = False,
    asked: TimedTable,
) -> Answer:
    """Evaluate a table of many series, such as provinces, against targets."""
    from vn_ict_directive.exchange import panel_files
    from vn_ict_directive.exchange.exports import placed
    from vn_ict_directive.ingest.files import find, kind_of, scan, working
    from vn_ict_directive.panels import evaluate_table, summarize

    day, lang, whole, timing = asked.day_of(as_of), asked.lang, asked.whole, asked.timing
    promises = (
        whole.targets
        if targets is None
        else tuple(whole.target(name.strip()) for name in targets.split(","))
    )
    coded = indicator is not None and "=" in indicator
    spec = asked.spec(
        indicator=None if coded else indicator,
        indicators=pairs_of("--indicator", indicator) if coded else None,
        entity=entity,
    )
    found = find(files)
    wanted = {"--out": out, "--refused": refused}
    places = {argument: place for argument, place in wanted.items() if place is not None}
    kinds = {name: kind_of(place, name) for name, place in places.items()}
    taken = {file.resolve() for file in found}
    for argument, place in places.items():
        if place.resolve() in taken:
            raise InvalidValueError(argument, str(place), "a file of its own")
        taken.add(place.resolve())
    about = panel_files.about(whole, day, timing)
    with (
        Console(stderr=True).status(say("opening", lang)) as stage,  # on a terminal only
        placed(tuple(places.values()), force=force) as beside,
        working(engine, found),
    ):
        frame, spec = scan(found, spec, engine)
        stage.update(say("looking", lang))
        report = evaluate_table(
            frame,
            promises,
            spec,
            as_of=day,
            on_error="raise" if refused is None else "report",
            timing=timing,
        )
        stage.update(say("judging", lang))
        tables = {"--out": report.verdicts, "--refused": report.refused}
        for (argument, kind), file in zip(kinds.items(), beside, strict=True):
            panel_files.write(tables[argument], file, kind, about)
            if argument == "--out":
                tables[argument] = panel_files.written(file, kind, engine)
        counts = panel_files.counts(summarize(tables["--out"]), promises)
        if not counts and not report.faults:
            raise InvalidValueError("the panel", "no rows", "of at least one figure or blank value")
    written = [str(place) for place in places.values()]
    if asked.json:
        return listed(
            as_of=str(day),
            timing=timing,
            counts=counts,
            faults=[str(fault) for fault in report.faults],
            notes=report.notes,
            written=written,
        )
    told = [say("wrote", lang, what=place) for place in written]
    return [
        Sheet(
            title=say("as of day", lang, day=format_date(day, lang)),
            facts=facts_of(lang, ("timing", Timing(timing).label(lang))),
            header=header_of(lang, "target", "verdicts", "with figures", "counts"),
            rows=[count_row(count, lang) for count in counts],
            closing=(*report.told(lang), *told, *notice_of(whole, lang)),
        )
    ]
