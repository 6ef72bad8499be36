"""Throw made-up input at everything that reads: no answer but a result or one of our refusals.

    python fuzz/fuzz.py csv -runs=100000
    python fuzz/fuzz.py csv fuzz/corpus/csv -max_total_time=600      begin with what is there
    python fuzz/fuzz.py toml examples/decision-749 -runs=0           each file of a folder, once

Needs the dependency group fuzz (Linux and macOS). The first argument names what reads, the others
are libFuzzer's. A finding is written to a file crash-…, and run again by naming that file.
"""

import contextlib
import io
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import atheris
import polars as pl

with atheris.instrument_imports(include=["vn_ict_directive"]):
    from vn_ict_directive import DIRECTIVE_01, DirectiveError, Period, Series, cite, coverage
    from vn_ict_directive.cli import main
    from vn_ict_directive.exchange.json import load_directive, loads, to_json
    from vn_ict_directive.ingest import read_all_observations, read_observations
    from vn_ict_directive.panels import evaluate_panel

DIALECTS = (None, "en", "vi")
TARGETS = (DIRECTIVE_01.target("it-application.egdi-rank"),)
PERIODS = ("2018", "2020-Q4", "2020-12-31", "2020", "12/2019", "01/02/2020", "2019-W07", "Q2-2020")
FLAGS = ("", "break", "provisional", "estimated", "x")
COMMANDS = (
    "evaluate",
    "scorecard",
    "readings",
    "show",
    "history",
    "targets",
    "validate",
    "compare",
)


@contextlib.contextmanager
def refusing() -> Iterator[None]:
    """Let our own errors pass, after their sentences were written in both languages."""
    try:
        yield
    except DirectiveError as error:
        for lang in ("vi", "en"):
            if not error.sentence(lang).isprintable() and "\x1b" in error.sentence(lang):
                raise AssertionError("an escape sequence reaches the terminal") from error


def words(data: atheris.FuzzedDataProvider, most: int) -> str:
    """Text of up to so many bytes; what is no UTF-8 comes as lone surrogates."""
    return data.ConsumeBytes(most).decode("utf-8", "surrogateescape")


def period(data: atheris.FuzzedDataProvider) -> None:
    """A period that is read is written, and read back as the same."""
    with refusing():
        found = Period.of(words(data, 60))
        if Period.of(str(found)) != found:
            raise AssertionError(found)


def csv(data: atheris.FuzzedDataProvider) -> None:
    """Tables of every dialect, as bytes."""
    dialect = DIALECTS[data.ConsumeIntInRange(0, 2)]
    raw = data.ConsumeBytes(2000)
    with refusing():
        read_observations(io.BytesIO(raw), indicator="egdi-rank", dialect=dialect)
    with refusing():
        read_all_observations(io.BytesIO(raw), dialect=dialect)


def json(data: atheris.FuzzedDataProvider) -> None:
    """A document that is read is written, and read back as the same."""
    with refusing():
        thing = loads(words(data, 4000))
        if loads(to_json(thing)) != thing:
            raise AssertionError(thing)


def toml(data: atheris.FuzzedDataProvider) -> None:
    """Directives of one's own."""
    with tempfile.TemporaryDirectory() as folder, refusing():
        file = Path(folder) / "mine.toml"
        file.write_bytes(data.ConsumeBytes(200_000))
        load_directive(file)


def text(data: atheris.FuzzedDataProvider) -> None:
    """The source's text, words to find, names to look up."""
    asked = words(data, 300)
    with refusing():
        coverage(DIRECTIVE_01, asked)
    with refusing():
        list(DIRECTIVE_01.find(asked))
    with refusing():
        cite(DIRECTIVE_01.target(asked))


def series(data: atheris.FuzzedDataProvider) -> None:
    """Figures as people give them."""
    pairs = [
        (
            words(data, 12) if data.ConsumeBool() else data.ConsumeIntInRange(-9999, 99999),
            words(data, 12) if data.ConsumeBool() else data.ConsumeFloat(),
        )
        for _ in range(data.ConsumeIntInRange(0, 4))
    ]
    with refusing():
        Series.of(words(data, 12), pairs)


def panel(data: atheris.FuzzedDataProvider) -> None:
    """A small table is judged a series at a time and by the plan: both answer alike, or refuse."""
    rows = data.ConsumeIntInRange(0, 5)
    kinds: dict[str, Callable[[], object]] = {
        "text": lambda: words(data, 12),
        "year": lambda: data.ConsumeIntInRange(2014, 2023),
        "period": lambda: PERIODS[data.ConsumeIntInRange(0, len(PERIODS) - 1)],
        "day": lambda: f"202{data.ConsumeIntInRange(0, 3)}-12-31",
        "rank": lambda: data.ConsumeIntInRange(0, 194),
        "number": data.ConsumeFloat,
        "entity": lambda: ("VN", "Việt Nam", "LA", "63", "")[data.ConsumeIntInRange(0, 19) % 5],
        "flags": lambda: FLAGS[data.ConsumeIntInRange(0, len(FLAGS) - 1)],
    }
    usual = {
        "period": "period",
        "value": "rank",
        "entity": "entity",
        "published": "period",
        "flags": "flags",
        "limit": "rank",
        "start": "day",
        "due": "day",
        "note": "text",
    }
    own_dates = data.ConsumeIntInRange(0, 9) == 0
    columns: dict[str, list[object]] = {}
    for name, kind in usual.items():
        if name in {"start", "due"}:
            chosen = own_dates
        else:
            chosen = name in {"period", "value", "entity"} or data.ConsumeIntInRange(0, 3) == 0
        if chosen:
            if data.ConsumeIntInRange(0, 19) == 0:
                cell = tuple(kinds.values())[data.ConsumeIntInRange(0, len(kinds) - 1)]
            else:
                cell = kinds[kind]
            empty = data.ConsumeIntInRange(0, 9) == 0
            columns[name] = [None if empty and data.ConsumeBool() else cell() for _ in range(rows)]
    try:
        frame = pl.DataFrame(columns)
    except (UnicodeEncodeError, TypeError):  # lone surrogates are no text to Polars
        return
    answers = []
    for table in (frame, frame.lazy()):
        try:
            found = evaluate_panel(
                table, TARGETS, as_of="2021-06-30", indicator="egdi-rank", dialect="vi"
            )
            digits = pl.selectors.float().round_sig_figs(12)
            answers.append(found.lazy().with_columns(digits).sort(pl.all()).collect().rows())
        except DirectiveError as error:
            answers.append(re.sub("the first at [^']*", "", str(error)))  # rows have no order there
    if answers[0] != answers[1]:
        raise AssertionError(frame, *answers)


def command(data: atheris.FuzzedDataProvider) -> None:
    """Arguments of the command line; it answers, or refuses with status 2."""
    typed = [COMMANDS[data.ConsumeIntInRange(0, len(COMMANDS) - 1)]]
    typed += [words(data, 20) for _ in range(data.ConsumeIntInRange(0, 4))]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main(typed)
    if status not in {0, 2} or "Traceback" in said.getvalue():
        raise AssertionError(typed, status, said.getvalue())


READERS: dict[str, Callable[[atheris.FuzzedDataProvider], None]] = {
    one.__name__: one for one in (period, csv, json, toml, text, series, panel, command)
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in READERS:  # noqa: PLR2004 - its own name, and that
        sys.exit(f"python {sys.argv[0]} {{{','.join(READERS)}}} [libFuzzer's options]")
    read = READERS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, lambda raw: read(atheris.FuzzedDataProvider(raw)))
    atheris.Fuzz()
