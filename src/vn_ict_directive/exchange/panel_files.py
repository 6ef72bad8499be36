"""Panels in files: figures read from Parquet or CSV piece by piece, verdicts written whole.

Reading is lazy: :func:`scan` looks at names and types, and at a CSV file's cells only to see
that they are what they should be. What it returns is a frame of the engine asked for.
"""

import csv
import datetime as dt
import errno
import glob
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, NoReturn

from vn_ict_directive.errors import DirectiveError, InvalidValueError, MissingExtraError
from vn_ict_directive.exchange._csv import (
    FORMULA,
    MORE_CELLS,
    SAVE_AS,
    check_beginning,
    encoding_fault,
    refuse,
    row_fault,
    shown,
    syntax_fault,
)
from vn_ict_directive.exchange._identity import standing
from vn_ict_directive.model import Directive, Target

__all__ = ["Engine", "about", "counts", "find", "kind_of", "scan", "working", "write", "written"]

Engine = Literal["polars", "duckdb"]
"""What reads the files and judges."""

_EXTRAS: Final = {"polars": "panel-files", "duckdb": "duckdb", "narwhals": "panels"}
_KINDS: Final = {".parquet": "parquet", ".csv": "csv"}
_COLUMNS: Final = (
    *("entity", "indicator", "period", "value"),
    *("published", "reporter", "flags", "start", "due"),
)
_PARQUET: Final = b"PAR1"
_LOOK: Final = 1 << 16
_NUMBER: Final = r"^-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_YEAR: Final = r"^[0-9]{4}$"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNDECODED: Final = re.compile("[\udc80-\udcff]")
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What keeps a disk from taking more."""


def kind_of(file: Path, argument: str) -> str:
    """Return ``parquet`` or ``csv``, by the end of a file's name.

    Raises:
        InvalidValueError: It ends in neither.
    """
    if file.suffix.lower() not in _KINDS:
        raise InvalidValueError(argument, str(file), "a file whose name ends in .parquet or .csv")
    return _KINDS[file.suffix.lower()]


def find(names: Sequence[str]) -> tuple[Path, ...]:
    """Return the files that names, patterns and folders stand for.

    Args:
        names: Paths; patterns such as ``data/*.parquet``; folders, whose Parquet and
            CSV files count, those in folders within them too.

    Raises:
        InvalidValueError: There is no such file, it is empty, or there are none at all.
    """
    found: dict[Path, None] = {}
    for name in names:
        if Path(name).exists():
            matches = [Path(name)]
        else:
            matches = [Path(match) for match in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207 - a pattern of the user's, from wherever it begins
        files = [file for match in matches for file in _within(match)]
        if not files:
            expected = "a Parquet or CSV file that is there, a pattern of some, or their folder"
            raise InvalidValueError("the file", name, expected)
        for file in files:
            if file.stat().st_size == 0:
                raise InvalidValueError("the file", str(file), "one with a header and figures")
        found |= dict.fromkeys(files)
    if not found:
        raise InvalidValueError("the files", None, "at least one")
    return tuple(found)


def _within(path: Path) -> list[Path]:
    """Return the file itself, or those of a folder; what is hidden there is a writer's own."""
    if path.is_file():
        return [path]
    return [
        file
        for file in sorted(path.rglob("*"))
        if file.suffix.lower() in _KINDS
        and file.is_file()
        and not any(part.startswith((".", "_")) for part in file.relative_to(path).parts)
    ]


def scan(
    files: Sequence[str | Path],
    columns: Mapping[str, str] | None = None,
    engine: Engine = "polars",
) -> Any:
    """Return the rows of one file or several as one lazy frame.

    Args:
        files: Paths, patterns or folders, as for :func:`find`; all of one kind. A
            CSV file is UTF-8, has a header, and commas, semicolons or tabs.
            Folders such as ``period=2020`` are columns of the Parquet files in them.
        columns: What the files call the columns, as for
            :func:`~vn_ict_directive.panels.evaluate_panel`.
        engine: Polars gives a lazy frame, DuckDB a relation.

    Raises:
        InvalidValueError: There is no such file, or one cannot be read.
        InvalidDataError: Rows of a CSV file are longer or shorter than its header, or
            cells are not what they should be, such as numbers with a decimal comma.
        MissingExtraError: The engine is not installed.
    """
    module = _package(engine)
    found = find([str(file) for file in files])
    kinds = {kind_of(file, "the file") for file in found}
    if len(kinds) > 1:
        raise InvalidValueError("the files", ", ".join(sorted(kinds)), "of one kind")
    if kinds == {"csv"}:
        return _Table.of(found).read(module, engine, columns or {})
    names = [str(file) for file in found]
    for file in found:
        with file.open("rb") as opened:
            if opened.read(len(_PARQUET)) != _PARQUET:
                hint = "It begins as no Parquet file does, whatever its name says."
                raise InvalidValueError("the file", str(file), "a Parquet file", hint)
    with working(engine, found):
        partitioned = any("=" in part for file in found for part in file.parent.parts)
        if engine == "polars":
            return module.scan_parquet(names, glob=False, hive_partitioning=partitioned)
        return module.connect().read_parquet(names, hive_partitioning=partitioned)


def _package(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise MissingExtraError("A panel in files", name, _EXTRAS[name]) from None


@contextmanager
def working(engine: Engine, files: Sequence[Path] = ()) -> Iterator[None]:
    """Let an engine read and judge piece by piece, and tell what it cannot do in our own words.

    Raises:
        InvalidValueError: What the engine says of *files*.
        OSError: No more can be written.
        KeyboardInterrupt: The engine was interrupted.
    """
    module = _package(engine)
    of_narwhals = _package("narwhals").exceptions.NarwhalsError  # in which some come wrapped
    of_engine = module.exceptions.PolarsError if engine == "polars" else module.Error
    try:
        if engine == "polars":
            with module.Config(set_engine_affinity="streaming"):
                yield
        else:
            yield
    except (of_engine, of_narwhals, OSError) as error:
        why = str(error)
        for number in _FULL:
            if os.strerror(number) in why:
                raise OSError(number, os.strerror(number)) from error
        names = shown(", ".join(map(str, files))) or "the panel"
        first = why.strip().partition("\n")[0] or type(error).__name__
        expected = f"what {engine} can read and judge"
        raise InvalidValueError(
            "the panel's files", names, expected, f"It says: {first}"
        ) from error
    except RuntimeError as error:
        if "interrupted" in str(error).lower():  # as DuckDB says it
            raise KeyboardInterrupt from error
        raise


# --- CSV ----------------------------------------------------------------------------------------


_NO_ROWS: Final = InvalidValueError(
    "the rows", "none", "at least one", "There are no figures below the header."
)


class _Table(NamedTuple):
    """CSV files with the same header.

    Attributes:
        files: The files.
        separator: What stands between cells.
        names: Of the columns.
        skipped: Blank lines above the header.
    """

    files: tuple[Path, ...]
    separator: str
    names: tuple[str, ...]
    skipped: int

    @classmethod
    def of(cls, files: tuple[Path, ...]) -> "_Table":
        first, *others = (cls._of(file) for file in files)
        for other in others:
            if other[1:] != first[1:]:
                got = f"{shown(other.separator.join(other.names))} in {other.files[0].name}"
                expected = f"as in {files[0].name}: {shown(first.separator.join(first.names))}"
                raise InvalidValueError("the header", got, expected)
        return first._replace(files=files)

    @classmethod
    def _of(cls, file: Path) -> "_Table":
        with file.open("rb") as opened:
            beginning = opened.read(_LOOK)
            more = bool(opened.read(1))
        check_beginning(file.name, beginning)
        whole = beginning.rpartition(b"\n")[0] if more else beginning
        try:
            text = whole.decode("utf-8-sig")
        except UnicodeDecodeError:
            refuse(file.name, _undecodable(file))
        if "\r" in text and "\n" not in text:
            hint = f"An old Macintosh program may have written it. {SAVE_AS}"
            fault = InvalidValueError("the ends of lines", "carriage returns", "line feeds", hint)
            refuse(file.name, fault)
        lines = text.splitlines()
        skipped = next((n for n, line in enumerate(lines) if line.strip()), 0)
        first = lines[skipped] if lines else ""
        separator = max(",;\t", key=first.count)
        names = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
        where = f"the header of {file.name}"
        if twice := sorted({name for name in names if name and names.count(name) > 1}):
            raise InvalidValueError(where, ", ".join(twice), "names that differ")
        if not more and not any(line.strip() for line in lines[skipped + 1 :]):
            refuse(file.name, _NO_ROWS)
        # A spreadsheet may leave columns without a name or a figure at the right.
        named = tuple(name or f"column {place}" for place, name in enumerate(names, start=1))
        return cls((file,), separator, named, skipped)

    def read(self, module: Any, engine: Engine, columns: Mapping[str, str]) -> Any:
        """Make numbers, years and dates of the texts that stand for them, or say which do not."""
        names = {name: columns.get(name, name) for name in _COLUMNS}
        used = {name: column for name, column in names.items() if column in self.names}
        try:
            with working(engine, self.files):
                return self._typed(self._scan(module, engine), used)
        except InvalidValueError as error:  # of the engine, which does not say where
            self._refuse(_odd_rows(self) or [error])

    def _refuse(self, faults: Sequence[DirectiveError]) -> NoReturn:
        refuse(self.files[0].name if len(self.files) == 1 else f"{len(self.files)} files", *faults)

    def _scan(self, module: Any, engine: Engine) -> Any:
        paths = [str(file) for file in self.files]
        if engine == "polars":
            return module.scan_csv(
                paths,
                separator=self.separator,
                infer_schema=False,
                skip_lines=self.skipped,
                with_column_names=lambda _: list(self.names),
                glob=False,
            )
        return module.connect().read_csv(
            paths,
            delimiter=self.separator,
            header=True,
            columns=dict.fromkeys(self.names, "VARCHAR"),
            auto_detect=False,
            skiprows=self.skipped,
            quotechar='"',
            escapechar='"',
        )

    def _typed(self, frame: Any, used: Mapping[str, str]) -> Any:
        _package("narwhals")
        import narwhals as nw

        if not used:  # the judge says which columns there should be
            return frame
        texts = {n: nw.col(column).fill_null("").str.strip_chars() for n, column in used.items()}
        filled = {name: text != "" for name, text in texts.items()}
        given = nw.from_native(frame)
        worded = nw.any_horizontal(*filled.values(), ignore_nulls=True)
        looks = {"value": _NUMBER, "period": _YEAR}
        odd = {n: filled[n] & ~texts[n].str.contains(looks[n]) for n in looks if n in used}
        dates = [name for name in ("start", "due") if name in used]
        odd |= {name: texts[name].is_in(_no_days(given, texts[name])) for name in dates}
        short = worded & (nw.col(self.names[-1]).fill_null("") == "")
        sums = {**odd, " short": short, " blank": ~worded}
        sums = {name: those.cast(nw.Int64).sum() for name, those in sums.items()}
        found = given.select(nw.len().alias(" rows"), **sums).collect()
        (counted,) = found.iter_rows(named=True)
        # A row that is too short passes for one whose last cells are blank.
        if counted[" short"] and (faults := _odd_rows(self)):
            self._refuse(faults)
        if counted[" rows"] == (counted[" blank"] or 0):
            self._refuse([_NO_ROWS])
        if counted[" blank"]:  # spreadsheets leave lines without a word below the last row
            given = given.filter(worded)
        years = not counted.pop("period", None)
        faults = []
        for name in (name for name in odd if counted.get(name)):
            first = given.filter(odd[name]).select(used[name]).head(1).collect()
            faults.append(_cells_fault(name, used[name], counted[name], first.item(0, used[name])))
        if faults:
            self._refuse(faults)
        made = {
            name: nw.when(filled[name]).then(texts[name])
            for name in (*looks, *dates)
            if name in used
        }
        if "value" in made:
            made["value"] = made["value"].cast(nw.Float64)
        if "period" in made and years:
            made["period"] = made["period"].cast(nw.Int32)
        made |= {name: made[name].str.to_date("%Y-%m-%d") for name in dates}
        return given.with_columns(**{used[name]: cells for name, cells in made.items()}).to_native()


def _no_days(given: Any, text: Any) -> list[str]:
    """Return the texts of a column that are no dates; never none, which not every engine takes."""
    import narwhals as nw

    texts = given.select(text.alias("text")).group_by("text").agg(nw.len().alias("rows")).collect()
    return [text for text in texts["text"].to_list() if text and not _is_day(text)] or ["\0"]


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return _DAY.fullmatch(text) is not None


def _cells_fault(name: str, column: str, rows: int, first: str) -> InvalidValueError:
    counted = "1 row" if rows == 1 else f"{rows:,} rows"
    got = f"{counted}, the first with {shown(first)!r}"
    if name != "value":
        return InvalidValueError(f"the column {column!r}", got, "dates like 2020-12-31")
    hint = "Write a decimal point, no thousands, and nothing where there is none."
    return InvalidValueError(f"the column {column!r}", got, "numbers", hint)


def _odd_rows(table: _Table) -> list[DirectiveError]:
    """Return the first row of each file that is not like its header."""
    return [fault for file in table.files if (fault := _odd_row(file, table)) is not None]


def _odd_row(file: Path, table: _Table) -> DirectiveError | None:
    line, width = 1, len(table.names)
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.reader(opened, delimiter=table.separator, strict=True)
            for cells in reader:
                if cells and len(cells) != width and line > table.skipped:
                    hint = MORE_CELLS
                    if len(cells) < width:
                        hint = "Fill up the row: a blank cell, too, has its separator."
                    return row_fault(file.name, line, f"{len(cells)}", f"of {width} cells", hint)
                line = reader.line_num + 1
    except UnicodeDecodeError:
        return _undecodable(file)
    except csv.Error as error:
        return syntax_fault(file.name, line, error)
    return None


def _undecodable(file: Path) -> InvalidValueError:
    """Tell the first byte that is no UTF-8."""
    with file.open(encoding="utf-8", errors="surrogateescape", newline="\n") as opened:
        marked = ((line, _UNDECODED.search(text)) for line, text in enumerate(opened, start=1))
        line, found = next((line, found) for line, found in marked if found)
    return encoding_fault(ord(found[0]) - 0xDC00, f"{file.name}, line {line}")


# --- writing ------------------------------------------------------------------------------------


def about(directive: Directive, day: dt.date, basis: str) -> dict[str, str]:
    """Return what a file of verdicts says of itself."""
    return {
        "as_of": str(day),
        "basis": basis,
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
    module = _package(engine)
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
